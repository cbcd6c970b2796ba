/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "planning/stint-recurrence.h"

G_BEGIN_DECLS

/**
 * StintRecurrencePreview:
 * @has_first: whether the rule ever leads to a date
 * @first: the first occurrence of the rule, skipped or not
 * @times: (element-type StintTime): the next ones from the day that was asked for
 */
typedef struct
{
  gboolean has_first;
  StintTime first;
  GArray *times;
} StintRecurrencePreview;

void                    stint_recurrence_preview_free   (StintRecurrencePreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintRecurrencePreview, stint_recurrence_preview_free)

void                    stint_recurrence_preview_async  (StintRecurrence        *series,
                                                         int                     from_day,
                                                         guint                   max,
                                                         GCancellable           *cancellable,
                                                         GAsyncReadyCallback     callback,
                                                         gpointer                user_data);
StintRecurrencePreview *stint_recurrence_preview_finish (GAsyncResult           *result,
                                                         GError                **error);

G_END_DECLS
