/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-meter.h"

/* How often it is told. */
#define TELL_MS 33

struct _StintMeter
{
  gint          per_mille;

  /* In the main thread only. */
  int           told;
  StintProgress progress;
  gpointer      user_data;
  guint         source_id;
};

static gboolean
tell_cb (gpointer user_data)
{
  StintMeter *self = user_data;
  int per_mille = g_atomic_int_get (&self->per_mille);

  if (per_mille != self->told)
    self->progress (per_mille / 1000.0, self->user_data);
  self->told = per_mille;
  return G_SOURCE_CONTINUE;
}

/**
 * stint_meter_new:
 * @progress: (nullable) (scope notified): until stint_meter_stop()
 */
StintMeter *
stint_meter_new (StintProgress progress,
                 gpointer      user_data)
{
  StintMeter *self = g_atomic_rc_box_new0 (StintMeter);

  self->progress = progress;
  self->user_data = user_data;
  if (progress != NULL)
    self->source_id = g_timeout_add (TELL_MS, tell_cb, self);
  return self;
}

StintMeter *
stint_meter_ref (StintMeter *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
stint_meter_unref (StintMeter *self)
{
  g_atomic_rc_box_release (self);
}

/* From any thread. */
void
stint_meter_set (StintMeter *self,
                 double      fraction)
{
  g_atomic_int_set (&self->per_mille, (gint) (CLAMP (fraction, 0, 1) * 1000));
}

/* In the main thread, before the last reference goes. @is_done: tell that it is whole. */
void
stint_meter_stop (StintMeter *self,
                  gboolean    is_done)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  if (is_done && self->progress != NULL)
    self->progress (1.0, self->user_data);
}
