/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/backlog/stint-task-facts.h"

#include "planning/stint-recurrence-form.h"
#include "workspace/stint-format.h"
#include "workspace/stint-recurrence-words.h"

#include <glib/gi18n.h>

static void
append_fact (GString *facts,
             char    *fact)
{
  if (facts->len > 0)
    g_string_append (facts, " · ");
  g_string_append (facts, fact);
  g_free (fact);
}

static char *
ledger_fact (const StintTaskRow *row,
             double             *planned)
{
  int estimate = stint_task_get_estimate_min (row->record);
  int given = row->planned_min;
  g_autofree char *whole = NULL;
  g_autofree char *part = NULL;

  *planned = -1;
  if (estimate == 0 && given == 0)
    return NULL;
  if (estimate == 0)
    {
      part = stint_format_minutes (given);
      return g_strdup_printf (_("%s planned"), part);
    }
  whole = stint_format_minutes (estimate);
  if (given == 0)
    return g_steal_pointer (&whole);
  *planned = (double) given / estimate;
  part = stint_format_minutes (given);
  /* Translators: how much of a task's estimate stands on the calendar: "2 h of 6 h planned". */
  return g_strdup_printf (_("%s of %s planned"), part, whole);
}

static gboolean
is_past (const StintTime *deadline,
         StintClock      *clock)
{
  if (deadline->date_only)
    return stint_time_get_day (deadline) < stint_clock_get_today (clock);
  return stint_time_to_unix (deadline, stint_clock_get_zone (clock)) * 1000 < stint_clock_get_unix_ms (clock);
}

/* The days around today have names; the next week's are called by their weekday. */
static char *
deadline_fact (StintRecord *task,
               StintClock  *clock,
               gboolean    *is_late)
{
  int today = stint_clock_get_today (clock), days;
  StintTime deadline;
  g_autofree char *when = NULL;

  *is_late = FALSE;
  if (!stint_task_get_deadline (task, &deadline))
    return NULL;
  *is_late = !stint_task_is_done (task) && is_past (&deadline, clock);
  days = stint_time_get_day (&deadline) - today;
  if (*is_late && deadline.date_only && days == -1)
    return g_strdup (_("overdue since yesterday"));
  if (deadline.date_only && days == 0)
    return g_strdup (_("due today"));
  if (deadline.date_only && days == 1)
    return g_strdup (_("due tomorrow"));
  if (deadline.date_only && days > 1 && days < 7)
    when = stint_format_weekday (stint_time_get_day (&deadline), TRUE);
  else
    when = stint_format_stint_time (&deadline, stint_clock_get_zone (clock), today);
  if (*is_late)
    return g_strdup_printf (_("overdue since %s"), when);
  /* Translators: %s is a day, a weekday or a day and a time. */
  return g_strdup_printf (_("due %s"), when);
}

static char *
earliest_fact (StintRecord *task,
               StintClock  *clock)
{
  StintTime earliest;
  g_autofree char *when = NULL;

  if (!stint_task_get_earliest (task, &earliest) || is_past (&earliest, clock))
    return NULL;
  when = stint_format_stint_time (&earliest, stint_clock_get_zone (clock), stint_clock_get_today (clock));
  return g_strdup_printf (_("not before %s"), when);
}

/* "every second Friday"; a rule that has no words repeats somehow. Returns: (nullable) */
static char *
repeat_fact (StintRecord *record,
             StintClock  *clock)
{
  g_autoptr (GVariant) value = stint_record_dup_member (record, STINT_TASK_REPEAT);
  StintTime today = stint_time_date (stint_clock_get_today (clock));
  g_autoptr (StintRepeat) repeat = stint_repeat_from_variant (value, &today);
  g_autoptr (StintRecurrenceRule) rule = NULL;
  StintRecurrenceForm form;

  if (value == NULL)
    return NULL;
  rule = repeat != NULL ? stint_recurrence_rule_parse (repeat->rule, NULL) : NULL;
  if (rule == NULL || !stint_recurrence_form_read (&form, rule, &repeat->start))
    return g_strdup (_("repeats"));
  return stint_recurrence_to_words (rule, &repeat->start, repeat->from_completion);
}

/* The occurrence of a series that is open: what completing it completes. */
static char *
next_fact (const StintTaskRow *row,
           StintClock         *clock)
{
  int today = stint_clock_get_today (clock);
  g_autofree char *when = stint_format_stint_time (&row->next, stint_clock_get_zone (clock), today);

  /* Translators: %s is a day, or a day and a time: the occurrence that is still to be done of a task that repeats. */
  return g_strdup_printf (stint_time_get_day (&row->next) < today ? _("open since %s") : _("next %s"), when);
}

/**
 * stint_task_facts_new:
 * @is_late: (out): its deadline has passed and it is not done
 * @planned: (out): which part of the estimate is on the calendar, 0 and more; negative if that cannot be said
 *
 * What stands below a task's title: at most three facts, the one that matters most first.
 *
 * Returns: (transfer full)
 */
char *
stint_task_facts_new (const StintTaskRow *row,
                      StintClock         *clock,
                      gboolean           *is_late,
                      double             *planned)
{
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autofree char *deadline = deadline_fact (row->record, clock, is_late);
  char *ledger = ledger_fact (row, planned);
  g_autofree char *earliest = earliest_fact (row->record, clock);
  char *repeat = repeat_fact (row->record, clock);

  if (*is_late)
    append_fact (facts, g_steal_pointer (&deadline));
  if (ledger != NULL)
    append_fact (facts, ledger);
  /* Beside the bar there is no room for more. */
  if (deadline != NULL && *planned < 0)
    append_fact (facts, g_steal_pointer (&deadline));
  if (earliest != NULL && *planned < 0)
    append_fact (facts, g_steal_pointer (&earliest));
  if (repeat != NULL)
    append_fact (facts, repeat);
  if (row->has_next)
    append_fact (facts, next_fact (row, clock));
  return g_strdup (facts->str);
}
