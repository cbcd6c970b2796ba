/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-recurrence.h"

#include "stint-config.h"
#include "core/stint-zone.h"
#include "planning/stint-planning-error.h"
#include "planning/stint-recurrence-sieve.h"
#include "planning/stint-recurrence-source.h"

#include <glib/gi18n-lib.h>

/* More than that is not remembered: what lies before the range that is asked is let go. */
#define MAX_REMEMBERED 8192
/* If what is asked lies further behind what is known, it is begun anew there. */
#define MAX_GAP_S (400 * (gint64) STINT_DAY_S)

struct _StintRecurrence
{
  StintTime              start;
  StintRecurrenceRule   *rule;  /* NULL: the start alone, and what was added */
  StintRecurrenceSource *source;
  GArray                *added; /* civil seconds, sorted, each once */
  GArray                *skipped;
  GArray                *skipped_days;
  StintRecurrenceStop    stop;
  gpointer               stop_data;

  /* All occurrences of the rule from @known_from_s on and before @known_to_s; the source stands behind them. */
  GArray                *known;
  gint64                 known_from_s;
  gint64                 known_to_s;
  gboolean               has_known;
  gint64                 first_s; /* G_MININT64 as long as nobody knows, G_MAXINT64 if there is none */
  gint64                 end_s;   /* at and after it there is none */
};

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static void
insert_time (GArray *times,
             gint64  time_s)
{
  if (g_array_binary_search (times, &time_s, compare_times, NULL))
    return;
  g_array_append_val (times, time_s);
  g_array_sort (times, compare_times);
}

/* The first position at or after that time. */
static guint
find_position (GArray *times,
               gint64  time_s)
{
  guint low = 0, high = times->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (times, gint64, middle) < time_s)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The end of UNTIL in the words of the start: both are compared as dates, as instants, or as what the wall clock reads. */
static gboolean
is_after_until (StintRecurrence *self,
                gint64           time_s)
{
  const StintTime *until = &self->rule->until;

  if (!self->rule->has_until)
    return FALSE;
  if (until->date_only || self->start.date_only)
    return stint_day_of_local (time_s) > stint_time_get_day (until);
  if (until->zone != NULL && self->start.zone != NULL)
    return stint_zone_to_unix (self->start.zone, time_s) > until->local_s;
  return time_s > until->local_s;
}

/* Behind that day there is nothing. */
static gint64
get_bound (StintRecurrence *self)
{
  gint64 bound_s = self->start.local_s + (gint64) STINT_RECURRENCE_MAX_YEARS * 36525 / 100 * STINT_DAY_S;

  /* Two days, so that no zone matters: is_after_until() is exact. */
  if (self->rule != NULL && self->rule->has_until)
    bound_s = MIN (bound_s, self->rule->until.local_s + 2 * STINT_DAY_S);
  return MIN (bound_s, (gint64) (STINT_DAY_MAX + 1) * STINT_DAY_S);
}

/* Whether a day that a month or year may not have is in the list. */
static gboolean
has_late_day (const StintRecurrenceRule *rule,
              StintByPart                part,
              int                        last)
{
  for (guint i = 0; i < stint_recurrence_rule_get_n (rule, part); i++)
    if (ABS (stint_recurrence_rule_get (rule, part, i)) > last)
      return TRUE;
  return FALSE;
}

/* The sieve knows nothing of SKIP: where that would make a difference, the dates would be wrong without a word. */
static gboolean
has_lost_skip (const StintRecurrenceRule *rule,
               const StintTime           *start)
{
  return rule->skip != STINT_SKIP_OMIT && rule->frequency >= STINT_FREQUENCY_MONTHLY &&
         (has_late_day (rule, STINT_BY_MONTHDAY, 28) || has_late_day (rule, STINT_BY_YEARDAY, 365)) &&
         stint_recurrence_sieve_is_needed (rule, start);
}

/**
 * stint_recurrence_new:
 * @rule: (nullable): an RRULE's value; %NULL if only dates are added
 * @start: the zone of all its times is that of the start
 * @error: as stint_recurrence_rule_parse()
 *
 * Nothing is worked out yet, so this is quick for every rule.
 */
StintRecurrence *
stint_recurrence_new (const char      *rule,
                      const StintTime *start,
                      GError         **error)
{
  g_autoptr (StintRecurrence) self = g_new0 (StintRecurrence, 1);

  self->start = *start;
  self->added = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->skipped = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->skipped_days = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->known = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->first_s = G_MININT64;
  if (rule == NULL)
    {
      insert_time (self->added, start->local_s);
      self->first_s = G_MAXINT64;
      self->end_s = G_MININT64;
      return g_steal_pointer (&self);
    }
  self->rule = stint_recurrence_rule_parse (rule, error);
  if (self->rule == NULL)
    return NULL;
  if (has_lost_skip (self->rule, start))
    {
      g_set_error_literal (error, STINT_PLANNING_ERROR, STINT_PLANNING_ERROR_UNSUPPORTED,
                           _("SKIP together with these lists of days is not supported"));
      return NULL;
    }
  self->source = stint_recurrence_source_new (self->rule, start);
  self->end_s = get_bound (self);
  return g_steal_pointer (&self);
}

void
stint_recurrence_free (StintRecurrence *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rule, stint_recurrence_rule_free);
  g_clear_pointer (&self->source, stint_recurrence_source_free);
  g_array_unref (self->added);
  g_array_unref (self->skipped);
  g_array_unref (self->skipped_days);
  g_array_unref (self->known);
  g_free (self);
}

/**
 * stint_recurrence_add:
 *
 * Adds an occurrence (RDATE); what the rule has anyway is not there twice.
 */
void
stint_recurrence_add (StintRecurrence *self,
                      const StintTime *time)
{
  insert_time (self->added, stint_time_to_local (time, self->start.zone));
}

/**
 * stint_recurrence_skip:
 *
 * Leaves an occurrence out (EXDATE). A date leaves out all of that day, as many programs write it. COUNT counts them all the same.
 */
void
stint_recurrence_skip (StintRecurrence *self,
                       const StintTime *time)
{
  if (time->date_only && !self->start.date_only)
    insert_time (self->skipped_days, stint_time_get_day (time));
  else
    insert_time (self->skipped, stint_time_to_local (time, self->start.zone));
}

void
stint_recurrence_set_stop (StintRecurrence    *self,
                           StintRecurrenceStop stop,
                           gpointer            data)
{
  self->stop = stop;
  self->stop_data = data;
}

/* Returns: (nullable): %NULL if it has no rule */
const StintRecurrenceRule *
stint_recurrence_get_rule (StintRecurrence *self)
{
  return self->rule;
}

const StintTime *
stint_recurrence_get_start (StintRecurrence *self)
{
  return &self->start;
}

/* Returns: that moment as a time of the kind of the start */
StintTime
stint_recurrence_make_time (StintRecurrence *self,
                            gint64           local_s)
{
  StintTime time = self->start;

  time.local_s = local_s;
  return time;
}

static void
end_at (StintRecurrence *self,
        gint64           time_s)
{
  self->end_s = MIN (self->end_s, time_s);
  self->known_to_s = G_MAXINT64;
  if (self->first_s == G_MININT64 && self->known_from_s == G_MININT64)
    self->first_s = G_MAXINT64;
}

/* Takes one more from the source: after it, more is known than before, or all up to the horizon. */
static void
read_one (StintRecurrence *self,
          gint64           horizon_s)
{
  gint64 time_s = stint_recurrence_source_next (self->source, horizon_s);

  if (time_s == STINT_RECURRENCE_LATER)
    {
      self->known_to_s = MAX (self->known_to_s, horizon_s);
      return;
    }

  if (time_s == STINT_RECURRENCE_END)
    {
      end_at (self, MAX (self->known_to_s, self->start.local_s));
      return;
    }
  if (time_s >= self->end_s || is_after_until (self, time_s))
    {
      end_at (self, time_s);
      return;
    }
  if (time_s < self->known_to_s || time_s < self->start.local_s)
    return;
  if (self->first_s == G_MININT64 && self->known_from_s == G_MININT64)
    self->first_s = time_s;
  g_array_append_val (self->known, time_s);
  self->known_to_s = time_s + 1;
}

/* Makes room for a range: nothing, if what is known reaches it; else the source is set to its beginning. */
static void
begin_range (StintRecurrence *self,
             gint64           from_s)
{
  gboolean can_seek = stint_recurrence_source_can_seek (self->source);

  if (self->has_known && from_s >= self->known_from_s && (!can_seek || from_s <= self->known_to_s || from_s - self->known_to_s < MAX_GAP_S))
    {
      guint n_before = find_position (self->known, from_s);

      if (self->known->len <= MAX_REMEMBERED || n_before == 0)
        return;
      g_array_remove_range (self->known, 0, n_before);
      self->known_from_s = from_s;
      return;
    }
  if (!can_seek)
    from_s = self->start.local_s;
  stint_recurrence_source_seek (self->source, from_s);
  g_array_set_size (self->known, 0);
  self->known_from_s = from_s <= self->start.local_s ? G_MININT64 : from_s;
  self->known_to_s = self->known_from_s;
  self->has_known = TRUE;
}

/* Works the rule out until the range is known, or more than @max of it. */
static gboolean
know_range (StintRecurrence *self,
            gint64           from_s,
            gint64           to_s,
            guint            max,
            GError         **error)
{
  guint n_steps = 0;

  if (self->rule == NULL || from_s >= self->end_s || to_s <= self->start.local_s || self->first_s == G_MAXINT64)
    return TRUE;
  begin_range (self, from_s);
  while (self->known_to_s < to_s && self->known->len - find_position (self->known, from_s) <= max)
    {
      if (self->stop != NULL && self->stop (self->stop_data))
        {
          g_set_error_literal (error, STINT_PLANNING_ERROR, STINT_PLANNING_ERROR_STOPPED, _("The search was stopped"));
          return FALSE;
        }
      if (++n_steps > STINT_RECURRENCE_MAX_STEPS)
        {
          g_set_error (error, STINT_PLANNING_ERROR, STINT_PLANNING_ERROR_TOO_MANY,
                       _("More than %d occurrences would have to be counted"), STINT_RECURRENCE_MAX_STEPS);
          return FALSE;
        }
      read_one (self, to_s);
    }
  return TRUE;
}

/**
 * stint_recurrence_find_first:
 * @first_s: (out): of the rule, whether it is skipped or not; %G_MAXINT64 if the rule never matches
 * @error: %STINT_PLANNING_ERROR_STOPPED
 *
 * The one call that may take seconds, for a rule that is not honest: to be made in a thread. The answer is remembered.
 */
gboolean
stint_recurrence_find_first (StintRecurrence *self,
                             gint64          *first_s,
                             GError         **error)
{
  if (self->end_s <= self->start.local_s)
    self->first_s = G_MAXINT64;
  if (self->first_s == G_MININT64 && !know_range (self, G_MININT64, G_MAXINT64, 0, error))
    return FALSE;
  *first_s = self->first_s;
  return TRUE;
}

static gboolean
is_skipped (StintRecurrence *self,
            gint64           time_s)
{
  gint64 day = stint_day_of_local (time_s);

  return (self->skipped->len > 0 && g_array_binary_search (self->skipped, &time_s, compare_times, NULL)) ||
         (self->skipped_days->len > 0 && g_array_binary_search (self->skipped_days, &day, compare_times, NULL));
}

/**
 * stint_recurrence_expand:
 * @from_s: civil seconds
 * @to_s: civil seconds, excluded
 * @max: how many are enough
 * @times: (element-type gint64): where they are put, in their order, behind what is there
 * @error: %STINT_PLANNING_ERROR_TOO_MANY or %STINT_PLANNING_ERROR_STOPPED
 *
 * Works the occurrences of a range out. That there are more than @max shows in that @max have come.
 */
gboolean
stint_recurrence_expand (StintRecurrence *self,
                         gint64           from_s,
                         gint64           to_s,
                         guint            max,
                         GArray          *times,
                         GError         **error)
{
  /* Skipped ones do not count as found, and there are at most so many of them. */
  guint wanted = (guint) MIN ((guint64) max + self->skipped->len, STINT_RECURRENCE_MAX_STEPS);
  guint known, added, n = 0;

  if (self->skipped_days->len > 0)
    wanted = STINT_RECURRENCE_MAX_STEPS;
  if (!know_range (self, from_s, to_s, wanted, error))
    return FALSE;
  known = find_position (self->known, from_s);
  added = find_position (self->added, from_s);
  while (n < max)
    {
      gint64 rule_s = known < self->known->len ? g_array_index (self->known, gint64, known) : G_MAXINT64;
      gint64 added_s = added < self->added->len ? g_array_index (self->added, gint64, added) : G_MAXINT64;
      gint64 time_s = MIN (rule_s, added_s);

      if (time_s >= to_s)
        break;
      known += rule_s == time_s;
      added += added_s == time_s;
      if (is_skipped (self, time_s))
        continue;
      g_array_append_val (times, time_s);
      n++;
    }
  return TRUE;
}

/**
 * stint_recurrence_contains:
 * @contains: (out): whether that moment is an occurrence
 */
gboolean
stint_recurrence_contains (StintRecurrence *self,
                           gint64           local_s,
                           gboolean        *contains,
                           GError         **error)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!stint_recurrence_expand (self, local_s, local_s + 1, 1, times, error))
    return FALSE;
  *contains = times->len > 0;
  return TRUE;
}

/**
 * stint_recurrence_after_completion:
 * @start: its time of day and its zone are kept
 * @completed_day: the civil day, in the zone of the start, on which it was completed
 * @next: (out caller-allocates)
 * @has_next: (out): %FALSE if the rule has ended, or never matches
 * @error: as stint_recurrence_new() and stint_recurrence_expand()
 *
 * The next time of a rule that counts from completion: as if the series had started on that day. How many are left of a COUNT is for
 * the caller to know, since what was completed is not seen here; UNTIL holds.
 */
gboolean
stint_recurrence_after_completion (const char      *rule,
                                   const StintTime *start,
                                   int              completed_day,
                                   StintTime       *next,
                                   gboolean        *has_next,
                                   GError         **error)
{
  g_autoptr (StintRecurrenceRule) read = stint_recurrence_rule_parse (rule, error);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (StintRecurrence) series = NULL;
  g_autofree char *uncounted = NULL;
  StintTime completed = *start;
  gint64 second_of_day = start->local_s - (gint64) stint_time_get_day (start) * STINT_DAY_S;

  if (read == NULL)
    return FALSE;
  read->count = 0;
  uncounted = stint_recurrence_rule_to_string (read);
  completed.local_s = (gint64) completed_day * STINT_DAY_S + second_of_day;
  series = stint_recurrence_new (uncounted, &completed, error);
  if (series == NULL || !stint_recurrence_expand (series, (gint64) (completed_day + 1) * STINT_DAY_S, G_MAXINT64, 1, times, error))
    return FALSE;
  *has_next = times->len > 0;
  if (*has_next)
    *next = stint_recurrence_make_time (series, g_array_index (times, gint64, 0));
  return TRUE;
}
