/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-super-productivity-reader.h"

#include <stdio.h>
#include <string.h>

#include "interchange/stint-import-values.h"
#include "planning/stint-recurrence-rule.h"

static const char *const day_names[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
static const char *const short_names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

/* Returns: (transfer full) (nullable) */
static char *
make_weekdays (GVariant *object)
{
  GString *parts = g_string_new (NULL);

  for (int day = 0; day < 7; day++)
    if (stint_import_get_flag (object, day_names[day]))
      g_string_append_printf (parts, "%s%s", parts->len > 0 ? "," : "BYDAY=", short_names[day]);
  return g_string_free (parts, parts->len == 0);
}

/* The second Tuesday, or the last day, of a month. Sunday is 0 there. Returns: (transfer full) (nullable) */
static char *
make_month_part (GVariant *object)
{
  double week, weekday;

  if (stint_import_get_number (object, "monthlyWeekOfMonth", &week) && stint_import_get_number (object, "monthlyWeekday", &weekday) &&
      week >= -1 && week <= 4 && (int) week != 0 && weekday >= 0 && weekday <= 6)
    return g_strdup_printf ("BYDAY=%d%s", (int) week, short_names[((int) weekday + 6) % 7]);
  return stint_import_get_flag (object, "monthlyLastDay") ? g_strdup ("BYMONTHDAY=-1") : NULL;
}

static char *
make_rule (GVariant        *object,
           const StintTime *start)
{
  static const char *const cycles[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY", NULL };
  const char *cycle = stint_import_get_text (object, "repeatCycle");
  const char *own = stint_import_get_text (object, "rrule");
  g_autoptr (StintRecurrenceRule) parsed = own != NULL ? stint_recurrence_rule_parse (own, NULL) : NULL;
  g_autofree char *parts = NULL;
  double every = 1;

  if (parsed != NULL)
    return g_strdup (own);
  if (cycle == NULL || !g_strv_contains (cycles, cycle))
    return NULL;
  if (stint_import_get_number (object, "repeatEvery", &every) && (every < 1 || every > STINT_RECURRENCE_MAX_INTERVAL))
    return NULL;
  if (strcmp (cycle, "WEEKLY") == 0)
    parts = make_weekdays (object);
  else if (strcmp (cycle, "MONTHLY") == 0)
    parts = make_month_part (object);
  return stint_import_make_rule (cycle, (gint64) every, parts, start, NULL, 0, TRUE);
}

/**
 * stint_super_repeat_read:
 * @object: a taskRepeatCfg
 * @today: when it begins if it does not say that
 *
 * Returns: its rule belongs to the caller
 */
StintSuperRepeat
stint_super_repeat_read (GVariant   *object,
                         const char *zone,
                         int         today)
{
  const char *clock = stint_import_get_text (object, "startTime");
  StintSuperRepeat self = { .start = stint_time_date (today), .from_done = stint_import_get_flag (object, "repeatFromCompletionDate") };
  int hour, minute, end = 0;
  double estimate_ms = 0;

  if (!stint_import_read_date (stint_import_get_text (object, "startDate"), &self.start))
    stint_import_read_date (stint_import_get_text (object, "lastTaskCreationDay"), &self.start);
  if (clock != NULL && sscanf (clock, "%2d:%2d%n", &hour, &minute, &end) == 2 && clock[end] == '\0' && hour >= 0 && hour < 24 &&
      minute >= 0 && minute < 60)
    {
      self.start = stint_time_zoned (self.start.local_s + hour * 3600 + minute * 60, zone);
      if (stint_import_get_number (object, "defaultEstimate", &estimate_ms) && estimate_ms >= 60000 && estimate_ms < 366.0 * 86400000)
        self.minutes = (gint64) (estimate_ms / 60000);
    }
  if (!stint_import_get_flag (object, "isPaused"))
    self.rule = make_rule (object, &self.start);
  return self;
}
