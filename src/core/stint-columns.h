/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintSpan:
 * @start_s, @end_s: in: where it lies; a span of no length counts as a minimum one
 * @column: out: its column in the cluster of spans that overlap, from 0; -1 if it is hidden behind "+N more"
 * @n_columns: out: how many columns its cluster has
 * @width: out: how many columns it may cover to its right
 */
typedef struct
{
  gint64 start_s;
  gint64 end_s;
  int column;
  int n_columns;
  int width;
} StintSpan;

/**
 * StintMore:
 *
 * A stretch of a cluster where @n_hidden spans did not get a column.
 */
typedef struct
{
  gint64 start_s;
  gint64 end_s;
  int n_hidden;
} StintMore;

GArray *stint_columns_place (StintSpan *spans,
                             gsize      n_spans,
                             int        max_columns,
                             gint64     minimum_s);

G_END_DECLS
