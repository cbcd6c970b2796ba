/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/series/stint-series-commands.h"

G_BEGIN_DECLS

typedef enum
{
  STINT_SERIES_EDIT,
  STINT_SERIES_PLACE,
  STINT_SERIES_DUE,
  STINT_SERIES_COMPLETE,
  STINT_SERIES_SKIP,
} StintSeriesAction;

/**
 * StintSeriesCommand:
 * @members: (nullable): of an edit; of a completion `done`, or that it is not set
 * @when: where a block shall be
 * @shown: where it was, in its own form, if @has_shown; else where it is by the series
 * @due: when it shall be due, if not @by_days, which are added to what it is
 * @zone, @now_s: where one is, and when
 * @project_ids, @project_members: (nullable): projects that are created with it
 */
struct _StintSeriesCommand
{
  StintSeriesAction action;
  char *series_id;
  gboolean has_original;
  StintTime original;
  StintScope scope;
  GVariant *members;
  StintWhen when;
  gboolean has_shown;
  StintTime shown;
  StintTime due;
  gboolean is_by_days;
  int by_days;
  const char *zone;
  gint64 now_s;
  gboolean is_done;
  GPtrArray *project_ids;
  GPtrArray *project_members;
};

G_END_DECLS
