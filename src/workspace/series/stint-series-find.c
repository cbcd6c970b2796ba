/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-edit.h"

#include "stint-config.h"

#include "core/stint-task.h"

#include <glib/gi18n-lib.h>

/* So many are looked at in one go. */
#define PAGE 256
/* What is nearest before is looked for so far back. */
#define NEAR_S (800 * (gint64) STINT_DAY_S)

static GArray *
list_occurrences (StintSeriesState *state,
                  gint64            from_s,
                  gint64            to_s,
                  guint             max,
                  GError          **error)
{
  g_autoptr (GArray) occurrences = g_array_new (FALSE, FALSE, sizeof (StintSeriesOccurrence));

  if (!stint_series_state_expand (state, from_s, to_s, max, occurrences, error))
    return NULL;
  return g_steal_pointer (&occurrences);
}

static gboolean
is_there (const StintSeriesOccurrence *occurrence)
{
  return occurrence->override == NULL || !occurrence->override->is_cancelled;
}

static char *
dup_time (StintSeriesState *state,
          gint64            original_s)
{
  StintTime time = stint_series_state_make_time (state, original_s);

  return stint_time_to_string (&time);
}

/* Says that there is none, and which are near. */
static gboolean
refuse (StintSeriesState *state,
        const StintTime  *wanted,
        gint64            wanted_s,
        GError          **error)
{
  g_autoptr (GArray) before = list_occurrences (state, wanted_s - NEAR_S, wanted_s, G_MAXUINT, NULL);
  g_autoptr (GArray) after = list_occurrences (state, wanted_s, G_MAXINT64, PAGE, NULL);
  g_autofree char *asked = stint_time_to_string (wanted);
  g_autofree char *earlier = NULL;
  g_autofree char *later = NULL;

  for (guint i = before != NULL ? before->len : 0; earlier == NULL && i-- > 0;)
    if (is_there (&g_array_index (before, StintSeriesOccurrence, i)))
      earlier = dup_time (state, g_array_index (before, StintSeriesOccurrence, i).original_s);
  for (guint i = 0; later == NULL && after != NULL && i < after->len; i++)
    if (is_there (&g_array_index (after, StintSeriesOccurrence, i)))
      later = dup_time (state, g_array_index (after, StintSeriesOccurrence, i).original_s);

  if (earlier != NULL && later != NULL)
    g_set_error (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_NO_OCCURRENCE,
                 _("There is no occurrence at %s. The nearest are at %s and %s."), asked, earlier, later);
  else if (earlier != NULL)
    g_set_error (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_NO_OCCURRENCE,
                 _("There is no occurrence at %s. The last before it is at %s."), asked, earlier);
  else if (later != NULL)
    g_set_error (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_NO_OCCURRENCE,
                 _("There is no occurrence at %s. The first after it is at %s."), asked, later);
  else
    g_set_error (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_NO_OCCURRENCE, _("There is no occurrence at %s, nor any near it."), asked);
  return FALSE;
}

/**
 * stint_series_find_original:
 * @wanted: when the series has it; a date stands for the one occurrence of that day
 * @error: %STINT_SERIES_ERROR_NO_OCCURRENCE
 */
gboolean
stint_series_find_original (StintSeriesState *state,
                            const StintTime  *wanted,
                            gint64           *original_s,
                            GError          **error)
{
  const StintTime *start = &state->repeat->start;
  gboolean is_day = wanted->date_only && !start->date_only;
  gint64 wanted_s = start->zone != NULL ? stint_time_to_local (wanted, start->zone) : wanted->local_s;
  gint64 from_s = start->date_only ? (gint64) stint_day_of_local (wanted_s) * STINT_DAY_S : wanted_s;
  g_autoptr (GArray) found = list_occurrences (state, from_s, from_s + (is_day ? STINT_DAY_S : 1), PAGE, error);
  guint n = 0;

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (is_there (&g_array_index (found, StintSeriesOccurrence, i)))
      {
        *original_s = g_array_index (found, StintSeriesOccurrence, i).original_s;
        n++;
      }
  if (n == 0)
    return refuse (state, wanted, from_s, error);
  if (n == 1)
    return TRUE;
  g_set_error_literal (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_NO_OCCURRENCE,
                       _("There are several occurrences on that day. Say the time too."));
  return FALSE;
}

/**
 * stint_series_find_next:
 * @original_s: (out): the first open occurrence from there on, %G_MAXINT64 if there is none
 */
gboolean
stint_series_find_next (StintSeriesState *state,
                        gint64            from_s,
                        gint64           *original_s,
                        GError          **error)
{
  *original_s = G_MAXINT64;
  for (;;)
    {
      g_autoptr (GArray) page = list_occurrences (state, from_s, G_MAXINT64, PAGE, error);

      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        {
          StintSeriesOccurrence *occurrence = &g_array_index (page, StintSeriesOccurrence, i);

          if (stint_series_occurrence_is_open (occurrence))
            {
              *original_s = occurrence->original_s;
              return TRUE;
            }
        }
      if (page->len < PAGE)
        return TRUE;
      from_s = g_array_index (page, StintSeriesOccurrence, page->len - 1).original_s + 1;
    }
}

/**
 * stint_series_find_open:
 * @original_s: (out): the earliest open occurrence: one of today or before, if any such is open, else the next one
 * @error: %STINT_SERIES_ERROR_NO_OCCURRENCE if nothing is open
 */
gboolean
stint_series_find_open (StintSeriesState *state,
                        gint64           *original_s,
                        GError          **error)
{
  if (!stint_series_find_next (state, G_MININT64, original_s, error))
    return FALSE;
  if (*original_s != G_MAXINT64)
    return TRUE;
  g_set_error (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_NO_OCCURRENCE, _("Nothing of “%s” is open any more."),
               stint_task_get_title (state->task));
  return FALSE;
}

/**
 * stint_series_is_first:
 * @is_first: (out): whether the series has nothing before that occurrence, not even what was cancelled
 */
gboolean
stint_series_is_first (StintSeriesState *state,
                       gint64            original_s,
                       gboolean         *is_first,
                       GError          **error)
{
  g_autoptr (GArray) earlier = list_occurrences (state, G_MININT64, original_s, 1, error);

  if (earlier == NULL)
    return FALSE;
  *is_first = earlier->len == 0;
  return TRUE;
}
