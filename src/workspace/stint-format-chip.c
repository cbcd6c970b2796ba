/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "workspace/stint-format.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a rule repeats, and in which interval; quick add writes both first. */
static int
read_interval (const char *rule)
{
  const char *interval = strstr (rule, ";INTERVAL=");

  return interval != NULL ? (int) g_ascii_strtoull (interval + strlen (";INTERVAL="), NULL, 10) : 1;
}

static char *
format_repeat (const char *rule)
{
  int n = read_interval (rule);

  if (g_str_has_prefix (rule, "FREQ=DAILY"))
    return g_strdup_printf (ngettext ("Repeats every day", "Repeats every %d days", n), n);
  if (g_str_has_prefix (rule, "FREQ=WEEKLY"))
    return g_strdup_printf (ngettext ("Repeats every week", "Repeats every %d weeks", n), n);
  if (g_str_has_prefix (rule, "FREQ=MONTHLY"))
    return g_strdup_printf (ngettext ("Repeats every month", "Repeats every %d months", n), n);
  return g_strdup_printf (ngettext ("Repeats every year", "Repeats every %d years", n), n);
}

static char *
format_repeat_from_done (const char *rule)
{
  int n = read_interval (rule);

  if (g_str_has_prefix (rule, "FREQ=DAILY"))
    return g_strdup_printf (ngettext ("Repeats a day after it is done", "Repeats %d days after it is done", n), n);
  if (g_str_has_prefix (rule, "FREQ=WEEKLY"))
    return g_strdup_printf (ngettext ("Repeats a week after it is done", "Repeats %d weeks after it is done", n), n);
  if (g_str_has_prefix (rule, "FREQ=MONTHLY"))
    return g_strdup_printf (ngettext ("Repeats a month after it is done", "Repeats %d months after it is done", n), n);
  return g_strdup_printf (ngettext ("Repeats a year after it is done", "Repeats %d years after it is done", n), n);
}

static gboolean
has_earlier_repeat (const StintQuickAdd *words,
                    guint                reading)
{
  for (guint i = 0; i < reading; i++)
    if (g_array_index (words->readings, StintReading, i).kind == STINT_READING_REPEAT)
      return TRUE;
  return FALSE;
}

static char *
format_reminder (int minutes)
{
  g_autofree char *before = NULL;

  if (minutes > 0 && minutes % (24 * 60) == 0)
    return g_strdup_printf (ngettext ("Reminder a day before", "Reminder %d days before", minutes / (24 * 60)), minutes / (24 * 60));
  before = stint_format_minutes (minutes);
  /* Translators: a length of time: "Reminder 15 min before" */
  return g_strdup_printf (_("Reminder %s before"), before);
}

static char *
format_estimate (const StintQuickAdd *words,
                 gboolean             is_about)
{
  g_autofree char *length = stint_format_minutes (is_about ? words->estimate_min : words->length_min);

  if (!is_about)
    return g_steal_pointer (&length);
  /* Translators: an estimate that is not how long the block lasts: "Estimate 2 h" */
  return g_strdup_printf (_("Estimate %s"), length);
}

char *
stint_format_fact_chip (const StintQuickAdd *words,
                        guint                reading,
                        int                  today)
{
  const StintReading *self = &g_array_index (words->readings, StintReading, reading);
  g_autofree char *time = NULL;

  switch (self->kind)
    {
    case STINT_READING_ESTIMATE:
      return format_estimate (words, self->tag == 1);
    case STINT_READING_REPEAT:
      if (has_earlier_repeat (words, reading))
        return NULL;
      return words->repeat_from_done ? format_repeat_from_done (words->repeat_rule) : format_repeat (words->repeat_rule);
    case STINT_READING_REMINDER:
      return format_reminder (g_array_index (words->reminders, int, self->tag));
    case STINT_READING_EARLIEST:
      time = stint_format_stint_time (&words->earliest, NULL, today);
      /* Translators: the first day or time at which it can be begun: "Not before Fri 4 Dec" */
      return g_strdup_printf (_("Not before %s"), time);
    default:
      g_return_val_if_reached (NULL);
    }
}
