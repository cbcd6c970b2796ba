/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-recurrence-shift.h"

#include "core/stint-zone.h"
#include "planning/stint-recurrence.h"

/* Shorter months than this do not matter to a day of the month. */
#define LAST_DAY_OF_ALL_MONTHS 28

void
stint_recurrence_split_clear (StintRecurrenceSplit *self)
{
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->after, g_free);
}

/* The last moment before @at_s, in the form that UNTIL has with such a start (RFC 5545 §3.3.10). */
static StintTime
get_until_before (const StintTime *start,
                  gint64           at_s)
{
  if (start->date_only)
    return stint_time_date (stint_day_of_local (at_s) - 1);
  if (start->zone != NULL)
    return stint_time_zoned (stint_zone_to_unix (start->zone, at_s) - 1, "UTC");
  return stint_time_floating (at_s - 1);
}

/* What the rule takes from its start has to be said where it starts somewhere else: the 31st is not the 28th of February. */
static void
name_day (StintRecurrenceRule *rule,
          const StintTime     *start)
{
  int year, month, mday;

  stint_day_to_ymd (stint_time_get_day (start), &year, &month, &mday);
  if (mday <= LAST_DAY_OF_ALL_MONTHS || rule->frequency < STINT_FREQUENCY_MONTHLY)
    return;
  for (int part = STINT_BY_WEEKNO; part <= STINT_BY_DAY; part++)
    if (stint_recurrence_rule_get_n (rule, part) > 0)
      return;
  stint_recurrence_rule_set (rule, STINT_BY_MONTHDAY, mday);
  if (rule->frequency == STINT_FREQUENCY_YEARLY && stint_recurrence_rule_get_n (rule, STINT_BY_MONTH) == 0)
    stint_recurrence_rule_set (rule, STINT_BY_MONTH, month);
}

/**
 * stint_recurrence_split:
 * @at_s: civil seconds in the zone of @start
 * @split: (out caller-allocates)
 * @error: as stint_recurrence_new() and stint_recurrence_expand()
 *
 * Divides a rule in two that have together what it had: what lies before that moment, and the rest. Both are counted, so it may take a
 * while.
 */
gboolean
stint_recurrence_split (const char           *rule,
                        const StintTime      *start,
                        gint64                at_s,
                        StintRecurrenceSplit *split,
                        GError              **error)
{
  g_autoptr (StintRecurrenceRule) before = stint_recurrence_rule_parse (rule, error);
  g_autoptr (StintRecurrenceRule) after = before != NULL ? stint_recurrence_rule_parse (rule, error) : NULL;
  g_autoptr (StintRecurrence) series = after != NULL ? stint_recurrence_new (rule, start, error) : NULL;
  g_autoptr (GArray) rest = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) past = g_array_new (FALSE, FALSE, sizeof (gint64));

  *split = (StintRecurrenceSplit) { 0, };
  if (series == NULL || !stint_recurrence_expand (series, at_s, G_MAXINT64, 1, rest, error))
    return FALSE;
  if (after->count > 0 && !stint_recurrence_expand (series, G_MININT64, at_s, G_MAXUINT, past, error))
    return FALSE;

  if (past->len > 0)
    {
      before->count = past->len;
    }
  else
    {
      before->count = 0;
      before->has_until = TRUE;
      before->until = get_until_before (start, at_s);
    }
  split->before = stint_recurrence_rule_to_string (before);
  if (rest->len == 0)
    return TRUE;
  after->count = MAX (0, after->count - (gint64) past->len);
  name_day (after, start);
  split->after = stint_recurrence_rule_to_string (after);
  split->start = stint_recurrence_make_time (series, g_array_index (rest, gint64, 0));
  return TRUE;
}

static gboolean
has_any (const StintRecurrenceRule *self,
         const StintByPart         *parts,
         gsize                      n_parts)
{
  for (gsize i = 0; i < n_parts; i++)
    if (stint_recurrence_rule_get_n (self, parts[i]) > 0)
      return TRUE;
  return FALSE;
}

#define HAS_ANY(self, ...) \
  has_any (self, (const StintByPart[]) { __VA_ARGS__ }, sizeof ((const StintByPart[]) { __VA_ARGS__ }) / sizeof (StintByPart))

static int
turn (int weekday,
      int days)
{
  return ((weekday + days) % 7 + 7) % 7;
}

/* Each weekday becomes another one, and with them the day on which a week starts: then what was in one week stays in one. */
static gboolean
turn_weekdays (StintRecurrenceRule *self,
               int                  days)
{
  guint n = stint_recurrence_rule_get_n (self, STINT_BY_DAY);
  int weekdays[7];

  for (guint i = 0; i < n; i++)
    {
      int value = stint_recurrence_rule_get (self, STINT_BY_DAY, i);

      if (i >= G_N_ELEMENTS (weekdays) || stint_by_day_get_nth (value) != 0)
        return FALSE;
      weekdays[i] = turn (stint_by_day_get_weekday (value), days);
    }
  if (n == 0)
    return TRUE;
  stint_recurrence_rule_unset (self, STINT_BY_DAY);
  for (guint i = 0; i < n; i++)
    stint_recurrence_rule_add (self, STINT_BY_DAY, STINT_BY_DAY_VALUE (0, weekdays[i]));
  if (self->frequency == STINT_FREQUENCY_WEEKLY && self->interval > 1)
    self->week_start = turn (self->week_start, days);
  return TRUE;
}

static gboolean
shift_month_days (StintRecurrenceRule *self,
                  int                  days)
{
  guint n = stint_recurrence_rule_get_n (self, STINT_BY_MONTHDAY);
  int moved[31];

  for (guint i = 0; i < n; i++)
    {
      int mday = stint_recurrence_rule_get (self, STINT_BY_MONTHDAY, i);

      if (i >= G_N_ELEMENTS (moved) || mday < 1 || mday + days < 1 || mday + days > 31)
        return FALSE;
      moved[i] = mday + days;
    }
  if (n > 0)
    stint_recurrence_rule_unset (self, STINT_BY_MONTHDAY);
  for (guint i = 0; i < n; i++)
    stint_recurrence_rule_add (self, STINT_BY_MONTHDAY, moved[i]);
  return TRUE;
}

static gboolean
set_date_of_year (StintRecurrenceRule *self,
                  const StintTime     *to)
{
  guint n_months = stint_recurrence_rule_get_n (self, STINT_BY_MONTH);
  guint n_mdays = stint_recurrence_rule_get_n (self, STINT_BY_MONTHDAY);
  int year, month, mday;

  if (n_months == 0 && n_mdays == 0)
    return TRUE;
  if (n_months != 1 || n_mdays > 1)
    return FALSE;
  stint_day_to_ymd (stint_time_get_day (to), &year, &month, &mday);
  stint_recurrence_rule_set (self, STINT_BY_MONTH, month);
  if (n_mdays == 1)
    stint_recurrence_rule_set (self, STINT_BY_MONTHDAY, mday);
  return TRUE;
}

static gboolean
shift_days (StintRecurrenceRule *self,
            int                  days,
            const StintTime     *to)
{
  switch (self->frequency)
    {
    case STINT_FREQUENCY_DAILY:
    case STINT_FREQUENCY_WEEKLY:
      return !HAS_ANY (self, STINT_BY_MONTH, STINT_BY_MONTHDAY, STINT_BY_SETPOS) && turn_weekdays (self, days);
    case STINT_FREQUENCY_MONTHLY:
      return !HAS_ANY (self, STINT_BY_MONTH, STINT_BY_DAY, STINT_BY_SETPOS) && shift_month_days (self, days);
    case STINT_FREQUENCY_YEARLY:
    default:
      return !HAS_ANY (self, STINT_BY_WEEKNO, STINT_BY_YEARDAY, STINT_BY_DAY, STINT_BY_SETPOS) && set_date_of_year (self, to);
    }
}

static void
shift_until (StintRecurrenceRule *self,
             const StintTime     *from,
             const StintTime     *to)
{
  int days = stint_time_get_day (to) - stint_time_get_day (from);
  gint64 local_s = stint_time_to_local (&self->until, from->zone);

  if (!self->has_until)
    return;
  if (self->until.date_only || to->date_only)
    self->until = stint_time_date (stint_day_of_local (local_s) + days);
  else if (self->until.zone == NULL || from->zone == NULL)
    self->until.local_s += to->local_s - from->local_s;
  else
    self->until.local_s = stint_zone_to_unix (from->zone, local_s + to->local_s - from->local_s);
}

/**
 * stint_recurrence_rule_shift:
 * @from: an occurrence
 * @to: where it shall be
 *
 * Changes the rule so that all of its occurrences move as that one does, if the start moves with them. Whether they really do is for the
 * caller to see: months are of different length.
 *
 * Returns: %FALSE if it names days or hours that cannot be moved so
 */
gboolean
stint_recurrence_rule_shift (StintRecurrenceRule *self,
                             const StintTime     *from,
                             const StintTime     *to)
{
  int days = stint_time_get_day (to) - stint_time_get_day (from);
  gboolean is_other_clock = !from->date_only != !to->date_only || to->local_s - from->local_s != days * (gint64) STINT_DAY_S;

  if (is_other_clock && HAS_ANY (self, STINT_BY_HOUR, STINT_BY_MINUTE, STINT_BY_SECOND))
    return FALSE;
  shift_until (self, from, to);
  return days == 0 || shift_days (self, days, to);
}
