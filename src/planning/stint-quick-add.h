/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-time.h"

G_BEGIN_DECLS

/**
 * StintReadingKind:
 *
 * What a stretch of the typed text was understood as.
 */
typedef enum
{
  STINT_READING_START,
  STINT_READING_ESTIMATE,
  STINT_READING_DEADLINE,
  STINT_READING_PROJECT,
  STINT_READING_TAG,
  STINT_READING_PRIORITY,
} StintReadingKind;

/**
 * StintReading:
 * @start, @end: byte offsets into the text, [start, end)
 */
typedef struct
{
  StintReadingKind kind;
  gsize start;
  gsize end;
} StintReading;

/**
 * StintQuickAdd:
 * @title: what was not understood as anything else, white space folded; may be empty
 * @has_start: a day or a time was given; @start is then where the block goes (date only: that day, without an hour)
 * @range_min: minutes of the block when a range was given ("14:30-16:00"), else 0
 * @estimate_min: 0 if none was given
 * @project: (nullable): a project's name as typed, without "#"
 * @tags: (not nullable): sorted
 * @readings: (element-type StintReading): in the order of the text
 *
 * What quick add understood of one line. Times float: the caller gives them a zone.
 */
typedef struct
{
  char *title;
  gboolean has_start;
  StintTime start;
  int range_min;
  int estimate_min;
  gboolean has_deadline;
  StintTime deadline;
  char *project;
  char **tags;
  int priority;
  GArray *readings;
} StintQuickAdd;

StintQuickAdd *stint_quick_add_parse (const char    *text,
                                      gint64         now_local_s);
void           stint_quick_add_free  (StintQuickAdd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintQuickAdd, stint_quick_add_free)

G_END_DECLS
