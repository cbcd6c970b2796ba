/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/sync/stint-sync-schedule.h"

/* After the last edit; and after the first at the latest, or somebody who never pauses would never be synced. */
#define EDIT_MS 2000
#define EDIT_MAX_MS 10000

/* Somebody who looks at the window sees nothing older. */
#define POKE_MS 60000
#define REGULAR_MS (5 * 60000)
#define ONLINE_MS 1000

#define BACKOFF_MIN_MS 1000
#define BACKOFF_MAX_MS (15 * 60000)

#define NEVER G_MAXINT64

void
stint_sync_schedule_init (StintSyncSchedule *self)
{
  *self = (StintSyncSchedule) { .due_ms = NEVER, .edit_due_ms = NEVER, .first_edit_ms = -1, .ended_ms = -1 };
}

void
stint_sync_schedule_start (StintSyncSchedule *self,
                           gint64             now_ms)
{
  self->due_ms = now_ms;
  self->is_held = FALSE;
}

void
stint_sync_schedule_edited (StintSyncSchedule *self,
                            gint64             now_ms)
{
  if (self->first_edit_ms < 0)
    self->first_edit_ms = now_ms;
  self->edit_due_ms = MIN (now_ms + EDIT_MS, self->first_edit_ms + EDIT_MAX_MS);

  /* While it fails, edits do not hurry it more than somebody who looks. */
  if (self->n_failures > 0)
    self->edit_due_ms = MAX (self->edit_due_ms, self->ended_ms + POKE_MS);
}

void
stint_sync_schedule_poked (StintSyncSchedule *self,
                           gint64             now_ms)
{
  if (self->ended_ms < 0 || now_ms - self->ended_ms >= POKE_MS)
    self->due_ms = MIN (self->due_ms, now_ms);
}

/* The network is there again: what failed for want of it need not wait. */
void
stint_sync_schedule_online (StintSyncSchedule *self,
                            gint64             now_ms)
{
  self->due_ms = MIN (self->due_ms, now_ms + ONLINE_MS);
}

static gint64
get_backoff (guint  n_failures,
             double chance)
{
  gint64 longest_ms = BACKOFF_MIN_MS;

  for (guint i = 1; i < n_failures && longest_ms < BACKOFF_MAX_MS; i++)
    longest_ms *= 2;
  longest_ms = MIN (longest_ms, BACKOFF_MAX_MS);
  return MAX (BACKOFF_MIN_MS, (gint64) ((double) longest_ms * (0.5 + chance / 2)));
}

void
stint_sync_schedule_ended (StintSyncSchedule *self,
                           StintSyncEnd       end,
                           gint64             wait_ms,
                           double             chance,
                           gint64             now_ms)
{
  self->ended_ms = now_ms;
  self->not_before_ms = now_ms + wait_ms;
  self->edit_due_ms = NEVER;
  self->first_edit_ms = -1;
  self->n_failures = end == STINT_SYNC_END_DONE ? 0 : self->n_failures + 1;
  self->is_held = end == STINT_SYNC_END_PERSON;

  if (end == STINT_SYNC_END_DONE)
    self->due_ms = now_ms + REGULAR_MS;
  else if (end == STINT_SYNC_END_PASSING)
    self->due_ms = now_ms + get_backoff (self->n_failures, chance);
  else
    self->due_ms = now_ms + BACKOFF_MAX_MS;
}

gint64
stint_sync_schedule_get_ms (StintSyncSchedule *self,
                            gint64             now_ms)
{
  gint64 due_ms = MIN (self->due_ms, self->edit_due_ms);

  if (self->is_held || due_ms == NEVER)
    return -1;
  return MAX (MAX (due_ms, self->not_before_ms) - now_ms, 0);
}
