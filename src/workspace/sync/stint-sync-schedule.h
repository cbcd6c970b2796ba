/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintSyncEnd:
 * @STINT_SYNC_END_DONE: all is in sync
 * @STINT_SYNC_END_PASSING: it may pass by itself: later and later
 * @STINT_SYNC_END_LASTING: it stays until somebody does something at the other side: now and then
 * @STINT_SYNC_END_PERSON: a person has to say something here: not by itself
 *
 * How a round ended, as far as the next one is concerned.
 */
typedef enum
{
  STINT_SYNC_END_DONE,
  STINT_SYNC_END_PASSING,
  STINT_SYNC_END_LASTING,
  STINT_SYNC_END_PERSON,
} StintSyncEnd;

/**
 * StintSyncSchedule:
 *
 * When the next round is due. It has no timer and no clock: all times are arguments, in milliseconds of a clock that never goes back.
 */
typedef struct
{
  gint64 due_ms;
  gint64 edit_due_ms;
  gint64 first_edit_ms;
  gint64 ended_ms;
  gint64 not_before_ms;
  guint n_failures;
  gboolean is_held;
} StintSyncSchedule;

void   stint_sync_schedule_init    (StintSyncSchedule *self);
void   stint_sync_schedule_start   (StintSyncSchedule *self,
                                    gint64             now_ms);
void   stint_sync_schedule_edited  (StintSyncSchedule *self,
                                    gint64             now_ms);
void   stint_sync_schedule_poked   (StintSyncSchedule *self,
                                    gint64             now_ms);
void   stint_sync_schedule_online  (StintSyncSchedule *self,
                                    gint64             now_ms);
/* @wait_ms: how long the server asked to be left alone; @chance: from 0 to 1, so that many machines do not come back at once */
void   stint_sync_schedule_ended   (StintSyncSchedule *self,
                                    StintSyncEnd       end,
                                    gint64             wait_ms,
                                    double             chance,
                                    gint64             now_ms);
/* How long from @now_ms to the next round; -1: none is planned */
gint64 stint_sync_schedule_get_ms  (StintSyncSchedule *self,
                                    gint64             now_ms);

G_END_DECLS
