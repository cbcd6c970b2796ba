/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-quick-add-private.h"

#include "core/stint-schema.h"

/* The 29th of February is never further ahead. */
#define DAYS_AHEAD (8 * 366)

static void
append_days (GString                *rule,
             const StintRepeatWords *self)
{
  static const char names[][3] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  const char *separator = ";BYDAY=";

  for (int i = 0; i < 7; i++)
    if (self->days & 1 << i)
      {
        g_string_append (rule, separator);
        if (self->nth != 0)
          g_string_append_printf (rule, "%d", self->nth);
        g_string_append (rule, names[i]);
        separator = ",";
      }
}

/**
 * stint_repeat_to_rule:
 * @times: 0: for ever
 * @until: (nullable): its last day or time
 *
 * Returns: (transfer full): as RFC 5545 §3.3.10 writes it
 */
char *
stint_repeat_to_rule (const StintRepeatWords *self,
                      int                     times,
                      const StintTime        *until)
{
  const char *freq = self->unit == STINT_UNIT_DAY ? "DAILY" : self->unit == STINT_UNIT_WEEK ? "WEEKLY"
                     : self->unit == STINT_UNIT_MONTH ? "MONTHLY" : "YEARLY";
  GString *rule = g_string_new ("FREQ=");

  g_string_append (rule, freq);
  if (self->interval > 1)
    g_string_append_printf (rule, ";INTERVAL=%d", self->interval);
  if (self->month != 0)
    g_string_append_printf (rule, ";BYMONTH=%d", self->month);
  if (self->month_day != 0)
    g_string_append_printf (rule, ";BYMONTHDAY=%d", self->month_day);
  append_days (rule, self);
  if (times > 0)
    g_string_append_printf (rule, ";COUNT=%d", times);
  if (until != NULL)
    {
      int year, month, mday;

      stint_day_to_ymd (stint_time_get_day (until), &year, &month, &mday);
      g_string_append_printf (rule, ";UNTIL=%04d%02d%02d%s", year, month, mday, until->date_only ? "" : "T235959");
    }
  return g_string_free (rule, FALSE);
}

/* Whether a day of that month is what was said: the nth such weekday, or the day of the month. */
static gboolean
is_day_of_rule (const StintRepeatWords *self,
                int                     day)
{
  int year, month, mday, last;

  stint_day_to_ymd (day, &year, &month, &mday);
  last = stint_day_add_months (day - mday + 1, 1) - (day - mday + 1);
  if (self->month != 0 && self->month != month)
    return FALSE;
  if (self->month_day != 0 && mday != (self->month_day > 0 ? self->month_day : last))
    return FALSE;
  if (self->days != 0 && !(self->days & 1u << stint_day_get_weekday (day)))
    return FALSE;
  if (self->nth > 0 && (mday - 1) / 7 + 1 != self->nth)
    return FALSE;
  return self->nth >= 0 || mday > last - 7;
}

/* The first day from @from on that the rule has. */
int
stint_repeat_find_first_day (const StintRepeatWords *self,
                             int                     from)
{
  for (int day = from; day < from + DAYS_AHEAD && day <= STINT_DAY_MAX; day++)
    if (is_day_of_rule (self, day))
      return day;
  return from;
}
