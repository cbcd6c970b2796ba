/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "core/stint-change.h"

#include "core/stint-member-walk.h"

struct _StintChange
{
  gatomicrefcount   ref_count;
  char             *id;
  char             *label;
  gint64            unix_ms;
  char             *device;
  StintChangeOrigin origin;
  GArray           *deltas;
};

G_DEFINE_BOXED_TYPE (StintChange, stint_change, stint_change_ref, stint_change_unref)

static void
delta_clear (StintDelta *delta)
{
  g_clear_pointer (&delta->id, g_free);
  g_clear_pointer (&delta->before, g_variant_unref);
  g_clear_pointer (&delta->after, g_variant_unref);
  g_clear_pointer (&delta->record, stint_record_unref);
}

/**
 * stint_change_new:
 * @id: the change's own id
 * @label: what was done, translated
 * @unix_ms: when
 * @device: where
 *
 * Returns: (transfer full): a change that touched nothing yet; whoever makes it fills it with stint_change_add() before showing it around
 */
StintChange *
stint_change_new (const char       *id,
                  const char       *label,
                  gint64            unix_ms,
                  const char       *device,
                  StintChangeOrigin origin)
{
  StintChange *self = g_new0 (StintChange, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->label = g_strdup (label);
  self->unix_ms = unix_ms;
  self->device = g_strdup (device);
  self->origin = origin;
  self->deltas = g_array_new (FALSE, FALSE, sizeof (StintDelta));
  g_array_set_clear_func (self->deltas, (GDestroyNotify) delta_clear);
  return self;
}

StintChange *
stint_change_ref (StintChange *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
stint_change_unref (StintChange *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->label);
  g_free (self->device);
  g_array_unref (self->deltas);
  g_free (self);
}

/**
 * stint_change_add:
 * @before: (transfer floating) (nullable): as #StintDelta says
 * @after: (transfer floating) (nullable): as #StintDelta says
 * @record: (transfer none) (nullable): the record as it is now
 *
 * Adds what was done to one record. A record stands in a change once at most.
 */
void
stint_change_add (StintChange *self,
                  StintKind    kind,
                  const char  *id,
                  GVariant    *before,
                  GVariant    *after,
                  StintRecord *record)
{
  StintDelta delta = {
    .kind = kind,
    .id = g_strdup (id),
    .before = before != NULL ? g_variant_ref_sink (before) : NULL,
    .after = after != NULL ? g_variant_ref_sink (after) : NULL,
    .record = record != NULL ? stint_record_ref (record) : NULL,
  };

  g_array_append_val (self->deltas, delta);
}

const char *
stint_change_get_id (StintChange *self)
{
  return self->id;
}

const char *
stint_change_get_label (StintChange *self)
{
  return self->label;
}

gint64
stint_change_get_unix_ms (StintChange *self)
{
  return self->unix_ms;
}

const char *
stint_change_get_device (StintChange *self)
{
  return self->device;
}

StintChangeOrigin
stint_change_get_origin (StintChange *self)
{
  return self->origin;
}

guint
stint_change_get_n_deltas (StintChange *self)
{
  return self->deltas->len;
}

/**
 * stint_change_get_delta:
 *
 * Returns: (transfer none): lives as long as the change
 */
const StintDelta *
stint_change_get_delta (StintChange *self,
                        guint        position)
{
  g_return_val_if_fail (position < self->deltas->len, NULL);

  return &g_array_index (self->deltas, StintDelta, position);
}

/* Adds what the position has in @side to the members that were touched. */
static void
add_touched (GVariantBuilder       *touched,
             const StintMemberWalk *walk,
             guint                  side)
{
  if (walk->values[side] != NULL)
    g_variant_builder_add (touched, "{sv}", walk->name, walk->values[side]);
}

/**
 * stint_delta_touched:
 * @before: (nullable): all members as they were, sorted; %NULL: it did not live
 * @after: (nullable): all members as they are, sorted; %NULL: it no longer lives
 * @after_touched: (out) (transfer full) (nullable): the touched members as they are
 *
 * Leaves out what is the same on both sides. Of a record that came to be, or went, every member is touched.
 *
 * Returns: (transfer full) (nullable): the touched members as they were
 */
GVariant *
stint_delta_touched (GVariant  *before,
                     GVariant  *after,
                     GVariant **after_touched)
{
  GVariantBuilder was, is;
  StintMemberWalk walk;

  if (before == NULL || after == NULL)
    {
      *after_touched = after != NULL ? g_variant_ref (after) : NULL;
      return before != NULL ? g_variant_ref (before) : NULL;
    }

  g_variant_builder_init (&was, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_init (&is, G_VARIANT_TYPE_VARDICT);

  stint_member_walk_init (&walk, before, after, NULL);
  while (stint_member_walk_next (&walk))
    {
      if (stint_values_identical (walk.values[0], walk.values[1]))
        continue;
      add_touched (&was, &walk, 0);
      add_touched (&is, &walk, 1);
    }

  *after_touched = g_variant_ref_sink (g_variant_builder_end (&is));
  return g_variant_ref_sink (g_variant_builder_end (&was));
}
