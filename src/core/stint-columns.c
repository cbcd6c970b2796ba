/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-core"

#include "core/stint-columns.h"

/* A chip needs a column of its own beside at least one span. */
#define COLUMNS_MIN 2

typedef struct
{
  StintSpan *spans;
  gsize     *order;
  gint64     minimum_s;
  int        max_columns;
  GArray    *ends;
  GArray    *more;
} Placer;

static gint64
get_end (const Placer    *placer,
         const StintSpan *span)
{
  return MAX (span->end_s, span->start_s + MAX (placer->minimum_s, 1));
}

/* By start, then the longer first, then as given: the same spans always get the same columns. */
static int
compare_spans (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const Placer *placer = user_data;
  gsize left = *(const gsize *) a;
  gsize right = *(const gsize *) b;
  const StintSpan *one = &placer->spans[left];
  const StintSpan *two = &placer->spans[right];
  gint64 one_end = get_end (placer, one);
  gint64 two_end = get_end (placer, two);

  if (one->start_s != two->start_s)
    return one->start_s < two->start_s ? -1 : 1;
  if (one_end != two_end)
    return one_end > two_end ? -1 : 1;

  return left < right ? -1 : left > right;
}

/* Gives each span of a cluster the first free of at most @limit columns. Returns how many columns it took; @overflow: whether they did not do. */
static int
fill_columns (Placer   *placer,
              gsize     first,
              gsize     last,
              int       limit,
              gboolean *overflow)
{
  int n_columns = 0;

  *overflow = FALSE;
  g_array_set_size (placer->ends, 0);
  for (gsize i = first; i < last; i++)
    {
      StintSpan *span = &placer->spans[placer->order[i]];
      gint64 end_s = get_end (placer, span);
      int column;

      for (column = 0; column < n_columns; column++)
        if (g_array_index (placer->ends, gint64, column) <= span->start_s)
          break;

      span->column = column < limit ? column : -1;
      if (column >= limit)
        *overflow = TRUE;
      else if (column < n_columns)
        g_array_index (placer->ends, gint64, column) = end_s;
      else
        {
          g_array_append_val (placer->ends, end_s);
          n_columns++;
        }
    }

  return n_columns;
}

/* The hidden spans come sorted by start: those that touch in time are one stretch. */
static void
collect_hidden (Placer *placer,
                gsize   first,
                gsize   last)
{
  guint first_more = placer->more->len;

  for (gsize i = first; i < last; i++)
    {
      const StintSpan *span = &placer->spans[placer->order[i]];
      StintMore stretch = { span->start_s, get_end (placer, span), 1 };
      StintMore *open = NULL;

      if (span->column >= 0)
        continue;
      if (placer->more->len > first_more)
        open = &g_array_index (placer->more, StintMore, placer->more->len - 1);

      if (open != NULL && stretch.start_s < open->end_s)
        {
          open->end_s = MAX (open->end_s, stretch.end_s);
          open->n_hidden++;
        }
      else
        {
          g_array_append_val (placer->more, stretch);
        }
    }
}

static gboolean
is_chip_in_way (const Placer    *placer,
                guint            first_more,
                const StintSpan *span)
{
  for (guint i = first_more; i < placer->more->len; i++)
    {
      const StintMore *stretch = &g_array_index (placer->more, StintMore, i);

      if (span->start_s < stretch->end_s && stretch->start_s < get_end (placer, span))
        return TRUE;
    }

  return FALSE;
}

/*
 * A span may cover the columns to its right in which nothing else stands during its time. Walked from the latest start to the earliest, the
 * first start of what lies in each column after a span, and walked the other way its last end, are all that matters: spans of a column do
 * not overlap.
 */
static void
widen (Placer *placer,
       gsize   first,
       gsize   last,
       int     n_columns,
       guint   first_more,
       int     chip_column)
{
  g_autofree gint64 *until = g_new (gint64, n_columns);
  g_autofree gint64 *next = g_new (gint64, n_columns);

  for (int column = 0; column < n_columns; column++)
    {
      until[column] = G_MININT64;
      next[column] = G_MAXINT64;
    }

  /* Forwards: what began before the span, or with it and came first, and still lasts. */
  for (gsize i = first; i < last; i++)
    {
      StintSpan *span = &placer->spans[placer->order[i]];
      int free_to = 0;

      if (span->column < 0)
        continue;
      for (free_to = span->column + 1; free_to < n_columns; free_to++)
        if (until[free_to] > span->start_s)
          break;
      if (free_to > chip_column && is_chip_in_way (placer, first_more, span))
        free_to = chip_column;
      span->width = MAX (free_to - span->column, 1);
      until[span->column] = get_end (placer, span);
    }

  /* Backwards: what begins after it, before it ends. */
  for (gsize i = last; i > first; i--)
    {
      StintSpan *span = &placer->spans[placer->order[i - 1]];

      if (span->column < 0)
        continue;
      for (int column = span->column + 1; column < span->column + span->width; column++)
        if (next[column] < get_end (placer, span))
          span->width = column - span->column;
      next[span->column] = span->start_s;
    }
}

static void
place_cluster (Placer *placer,
               gsize   first,
               gsize   last)
{
  guint first_more = placer->more->len;
  int n_columns;
  gboolean overflow;

  n_columns = fill_columns (placer, first, last, placer->max_columns, &overflow);
  if (overflow)
    {
      gboolean again;

      fill_columns (placer, first, last, placer->max_columns - 1, &again);
      n_columns = placer->max_columns;
      collect_hidden (placer, first, last);
    }

  widen (placer, first, last, n_columns, first_more, overflow ? n_columns - 1 : n_columns);
  for (gsize i = first; i < last; i++)
    placer->spans[placer->order[i]].n_columns = n_columns;
}

/**
 * stint_columns_place:
 * @spans: (array length=n_spans): in any order; column, n_columns and width are written
 * @max_columns: at least 2; where they do not do, the last one is left to the "+N more" chips
 * @minimum_s: a shorter span takes this long
 *
 * Lays spans that overlap side by side. Spans that do not overlap do not know of each other.
 *
 * Returns: (transfer full) (element-type StintMore): where spans were hidden, by cluster and start
 */
GArray *
stint_columns_place (StintSpan *spans,
                     gsize      n_spans,
                     int        max_columns,
                     gint64     minimum_s)
{
  g_autoptr (GArray) sorted = g_array_sized_new (FALSE, FALSE, sizeof (gsize), (guint) n_spans);
  gsize *order = (gsize *) (void *) g_array_set_size (sorted, (guint) n_spans)->data;
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *more = g_array_new (FALSE, FALSE, sizeof (StintMore));
  Placer placer = { spans, order, minimum_s, MAX (max_columns, COLUMNS_MIN), ends, more };
  gint64 cluster_end_s = G_MININT64;
  gsize first = 0;

  for (gsize i = 0; i < n_spans; i++)
    {
      order[i] = i;
      spans[i].column = -1;
      spans[i].n_columns = 1;
      spans[i].width = 0;
    }
  g_array_sort_with_data (sorted, compare_spans, &placer);

  for (gsize i = 0; i < n_spans; i++)
    {
      const StintSpan *span = &spans[order[i]];

      if (i > first && span->start_s >= cluster_end_s)
        {
          place_cluster (&placer, first, i);
          first = i;
          cluster_end_s = G_MININT64;
        }
      cluster_end_s = MAX (cluster_end_s, get_end (&placer, span));
    }
  if (n_spans > first)
    place_cluster (&placer, first, n_spans);

  return more;
}
