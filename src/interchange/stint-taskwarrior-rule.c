/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-taskwarrior-reader.h"

#include <string.h>

#include "interchange/stint-import-values.h"
#include "planning/stint-recurrence-rule.h"

#define WEEKDAYS "BYDAY=MO,TU,WE,TH,FR"

static const struct
{
  const char *name;
  const char *frequency;
  int         interval;
  const char *parts;
} words[] = {
  { "daily", "DAILY", 1, NULL },
  { "day", "DAILY", 1, NULL },
  { "weekdays", "WEEKLY", 1, WEEKDAYS },
  { "weekly", "WEEKLY", 1, NULL },
  { "sennight", "WEEKLY", 1, NULL },
  { "biweekly", "WEEKLY", 2, NULL },
  { "fortnight", "WEEKLY", 2, NULL },
  { "monthly", "MONTHLY", 1, NULL },
  { "month", "MONTHLY", 1, NULL },
  { "bimonthly", "MONTHLY", 2, NULL },
  { "quarterly", "MONTHLY", 3, NULL },
  { "semiannual", "MONTHLY", 6, NULL },
  { "annual", "YEARLY", 1, NULL },
  { "yearly", "YEARLY", 1, NULL },
  { "biannual", "YEARLY", 2, NULL },
  { "biyearly", "YEARLY", 2, NULL },
};

static const struct
{
  const char *names; /* between spaces */
  const char *frequency;
  int         factor;
} units[] = {
  { " s sec secs second seconds ", "SECONDLY", 1 },
  { " min mins minute minutes ", "MINUTELY", 1 },
  { " h hr hrs hour hours ", "HOURLY", 1 },
  { " d day days ", "DAILY", 1 },
  { " w wk wks week weeks ", "WEEKLY", 1 },
  { " fortnight ", "WEEKLY", 2 },
  { " m mo mos mth mths mnth mnths month months ", "MONTHLY", 1 },
  { " q qtr qtrs qrtrs quarter quarters ", "MONTHLY", 3 },
  { " y yr yrs year years annual ", "YEARLY", 1 },
};

static char *
make_rule_of_unit (gint64           n,
                   const char      *unit,
                   const StintTime *start,
                   const StintTime *until)
{
  g_autofree char *spaced = g_strdup_printf (" %s ", unit);

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (strstr (units[i].names, spaced) != NULL && n * units[i].factor <= STINT_RECURRENCE_MAX_INTERVAL)
      return stint_import_make_rule (units[i].frequency, n * units[i].factor, NULL, start, until, 0, TRUE);
  return NULL;
}

/* "P3D", "PT12H": one unit of ISO 8601. */
static char *
make_rule_of_duration (const char      *text,
                       const StintTime *start,
                       const StintTime *until)
{
  gboolean in_time = text[1] == 'T';
  const char *number = text + (in_time ? 2 : 1);
  char *end = NULL;
  gint64 n = g_ascii_strtoll (number, &end, 10);
  const char *unit = NULL;

  if (end == number || n < 1 || n > STINT_RECURRENCE_MAX_INTERVAL || strlen (end) != 1)
    return NULL;
  switch (*end)
    {
    case 'D':
      unit = "d";
      break;
    case 'W':
      unit = "w";
      break;
    case 'M':
      unit = in_time ? "min" : "m";
      break;
    case 'Y':
      unit = "y";
      break;
    case 'H':
      unit = "h";
      break;
    case 'S':
    default:
      unit = "s";
      break;
    }
  return make_rule_of_unit (n, unit, start, until);
}

/**
 * stint_taskwarrior_make_rule:
 * @recur: what Taskwarrior calls a duration: "weekly", "3days", "P3D"
 * @until: (nullable): when the series ends
 *
 * Returns: (transfer full) (nullable): a rule of RFC 5545, which may be finer than a day; %NULL if it is none that is known
 */
char *
stint_taskwarrior_make_rule (const char      *recur,
                             const StintTime *start,
                             const StintTime *until)
{
  g_autofree char *lower = g_ascii_strdown (recur, -1);
  char *end = NULL;
  gint64 n;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].name, lower) == 0)
      return stint_import_make_rule (words[i].frequency, words[i].interval, words[i].parts, start, until, 0, TRUE);
  if (recur[0] == 'P' && recur[1] != '\0')
    return make_rule_of_duration (recur, start, until);

  n = g_ascii_strtoll (lower, &end, 10);
  if (end == lower)
    n = 1;
  if (n < 1 || n > STINT_RECURRENCE_MAX_INTERVAL)
    return NULL;
  return make_rule_of_unit (n, g_strchug (end), start, until);
}
