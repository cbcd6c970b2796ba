/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-recurrence-rule.h"

#include "stint-config.h"
#include "planning/stint-planning-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* No honest rule is longer; the member that it lies in may have 12 KB. */
#define MAX_BYTES 4096

#define IN(frequency) (1u << STINT_FREQUENCY_ ## frequency)
#define IN_ALL (IN (DAILY) | IN (WEEKLY) | IN (MONTHLY) | IN (YEARLY))

/* RFC 5545 §3.3.10: what may stand in a list, and in rules of which frequency the list may stand (the table there: N/A). */
static const struct
{
  const char *name;
  int         min;
  int         max;
  gboolean    from_the_end;
  guint       frequencies;
} parts[STINT_N_BY_PARTS] = {
  [STINT_BY_MONTH] = { "BYMONTH", 1, 12, FALSE, IN_ALL },
  [STINT_BY_WEEKNO] = { "BYWEEKNO", 1, 53, TRUE, IN (YEARLY) },
  [STINT_BY_YEARDAY] = { "BYYEARDAY", 1, 366, TRUE, IN (YEARLY) },
  [STINT_BY_MONTHDAY] = { "BYMONTHDAY", 1, 31, TRUE, IN (DAILY) | IN (MONTHLY) | IN (YEARLY) },
  [STINT_BY_DAY] = { "BYDAY", 1, 53, TRUE, IN_ALL },
  [STINT_BY_HOUR] = { "BYHOUR", 0, 23, FALSE, IN_ALL },
  [STINT_BY_MINUTE] = { "BYMINUTE", 0, 59, FALSE, IN_ALL },
  [STINT_BY_SECOND] = { "BYSECOND", 0, 60, FALSE, IN_ALL },
  [STINT_BY_SETPOS] = { "BYSETPOS", 1, 366, TRUE, IN_ALL },
};

static const char *const frequency_names[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
static const char *const finer_names[] = { "HOURLY", "MINUTELY", "SECONDLY" };
static const char *const weekday_names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
static const char *const skip_names[] = { "OMIT", "BACKWARD", "FORWARD" };

/* What has been read besides what is kept. */
typedef struct
{
  StintRecurrenceRule *rule;
  gboolean             has_frequency;
} Reader;

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError    **error,
        const char *format,
        ...)
{
  va_list args;

  if (error != NULL)
    {
      va_start (args, format);
      *error = g_error_new_valist (STINT_PLANNING_ERROR, STINT_PLANNING_ERROR_INVALID, format, args);
      va_end (args);
    }
  return FALSE;
}

static int
find_name (const char *const *names,
           int                n_names,
           const char        *name)
{
  for (int i = 0; i < n_names; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return -1;
}

/* Reads digits only, so that neither "+ 5" nor "0x5" is a number; 10 of them at most. */
static gboolean
read_number (const char *text,
             gint64     *number)
{
  gsize length = strlen (text);

  if (length == 0 || length > 10 || strspn (text, "0123456789") != length)
    return FALSE;
  *number = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

static gboolean
read_element (StintByPart part,
              const char *text,
              int        *value)
{
  gboolean negative = text[0] == '-' && parts[part].from_the_end;
  gint64 number;

  if (negative || (text[0] == '+' && parts[part].from_the_end))
    text++;
  if (!read_number (text, &number) || number < parts[part].min || number > parts[part].max)
    return FALSE;
  *value = negative ? (int) -number : (int) number;
  return TRUE;
}

/* "MO", "1MO" or "-2FR" */
static gboolean
read_weekday (const char *text,
              int        *value)
{
  gsize length = strlen (text);
  int nth = 0;
  int weekday;

  if (length < 2 || length > 5)
    return FALSE;
  weekday = find_name (weekday_names, G_N_ELEMENTS (weekday_names), text + length - 2);
  if (length > 2)
    {
      g_autofree char *number = g_strndup (text, length - 2);

      if (!read_element (STINT_BY_DAY, number, &nth))
        return FALSE;
    }
  *value = STINT_BY_DAY_VALUE (nth, weekday);
  return weekday >= 0;
}

static int
compare_ints (gconstpointer a,
              gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static gboolean
read_list (Reader     *self,
           StintByPart part,
           const char *text,
           GError    **error)
{
  g_auto (GStrv) elements = g_strsplit (text, ",", -1);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (int));

  if (elements[0] == NULL)
    return refuse (error, _("%s is empty"), parts[part].name);
  for (char **element = elements; *element != NULL; element++)
    {
      int value = 0;
      gboolean is_there = FALSE;

      if (!(part == STINT_BY_DAY ? read_weekday (*element, &value) : read_element (part, *element, &value)))
        return refuse (error, _("“%.20s” cannot stand in %s"), *element, parts[part].name);
      /* A day has no 61st second here: it is the 60th (RFC 5545 §3.3.12). */
      if (part == STINT_BY_SECOND && value == 60)
        value = 59;
      for (guint i = 0; i < values->len; i++)
        is_there |= g_array_index (values, int, i) == value;
      if (!is_there)
        g_array_append_val (values, value);
    }
  g_array_sort (values, compare_ints);
  self->rule->by[part] = g_steal_pointer (&values);
  return TRUE;
}

static gboolean
read_frequency (Reader     *self,
                const char *text,
                GError    **error)
{
  int frequency = find_name (frequency_names, G_N_ELEMENTS (frequency_names), text);

  if (find_name (finer_names, G_N_ELEMENTS (finer_names), text) >= 0)
    {
      g_set_error_literal (error, STINT_PLANNING_ERROR, STINT_PLANNING_ERROR_UNSUPPORTED,
                           _("Rules that repeat more often than every day are not supported"));
      return FALSE;
    }
  if (frequency < 0)
    return refuse (error, _("“%.20s” is no frequency: DAILY, WEEKLY, MONTHLY or YEARLY"), text);
  self->rule->frequency = frequency;
  self->has_frequency = TRUE;
  return TRUE;
}

/* "20261127", "20261127T090000" or that with a Z */
static gboolean
read_until (Reader     *self,
            const char *text,
            GError    **error)
{
  gsize length = strlen (text);
  g_autofree char *written = NULL;

  if (length == 8)
    written = g_strdup_printf ("%.4s-%.2s-%.2s", text, text + 4, text + 6);
  else if (length == 15 || (length == 16 && text[15] == 'Z'))
    written = g_strdup_printf ("%.4s-%.2s-%.2s%c%.2s:%.2s:%.2s", text, text + 4, text + 6, text[8], text + 9, text + 11, text + 13);
  if (written == NULL || !stint_time_parse (written, &self->rule->until, NULL))
    return refuse (error, _("“%.20s” is no end: write UNTIL=20261231 or UNTIL=20261231T225900Z"), text);
  if (length == 16)
    self->rule->until = stint_time_zoned (self->rule->until.local_s, "UTC");
  self->rule->has_until = TRUE;
  return TRUE;
}

static gboolean
read_amount (const char *name,
             const char *text,
             gint64      max,
             gint64     *number,
             GError    **error)
{
  if (!read_number (text, number) || *number < 1 || *number > max)
    return refuse (error, _("“%s” must be a whole number from 1 to %d"), name, (int) max);
  return TRUE;
}

static gboolean
read_scale (const char *text,
            GError    **error)
{
  if (strcmp (text, "GREGORIAN") == 0)
    return TRUE;
  g_set_error (error, STINT_PLANNING_ERROR, STINT_PLANNING_ERROR_UNSUPPORTED,
               _("Rules in the calendar “%.20s” are not supported"), text);
  return FALSE;
}

static gboolean
read_word (const char        *name,
           const char *const *names,
           int                n_names,
           const char        *text,
           int               *word,
           GError           **error)
{
  *word = find_name (names, n_names, text);
  return *word >= 0 || refuse (error, _("“%.20s” cannot stand in %s"), text, name);
}

static gboolean
read_part (Reader     *self,
           const char *name,
           const char *value,
           GError    **error)
{
  StintRecurrenceRule *rule = self->rule;
  gint64 number = 0;
  int word = 0;

  for (int i = 0; i < STINT_N_BY_PARTS; i++)
    if (strcmp (parts[i].name, name) == 0)
      return read_list (self, i, value, error);

  if (strcmp (name, "FREQ") == 0)
    return read_frequency (self, value, error);
  if (strcmp (name, "UNTIL") == 0)
    return read_until (self, value, error);
  if (strcmp (name, "COUNT") == 0)
    return read_amount (name, value, G_MAXINT32, &rule->count, error);
  if (strcmp (name, "INTERVAL") == 0)
    {
      if (!read_amount (name, value, STINT_RECURRENCE_MAX_INTERVAL, &number, error))
        return FALSE;
      rule->interval = (int) number;
      return TRUE;
    }
  if (strcmp (name, "WKST") == 0)
    return read_word (name, weekday_names, G_N_ELEMENTS (weekday_names), value, &rule->week_start, error);
  if (strcmp (name, "RSCALE") == 0)
    return read_scale (value, error);
  if (strcmp (name, "SKIP") == 0)
    {
      if (!read_word (name, skip_names, G_N_ELEMENTS (skip_names), value, &word, error))
        return FALSE;
      rule->skip = word;
      return TRUE;
    }
  return refuse (error, _("“%.20s” is no part of a rule"), name);
}

static gboolean
check_lists (const StintRecurrenceRule *rule,
             GError                   **error)
{
  gboolean has_other = FALSE;

  for (int i = 0; i < STINT_N_BY_PARTS; i++)
    {
      if (rule->by[i] == NULL)
        continue;
      if ((parts[i].frequencies & (1u << rule->frequency)) == 0)
        return refuse (error, _("%s cannot stand in a rule that is %s"), parts[i].name, frequency_names[rule->frequency]);
      if (i == STINT_BY_SETPOS && !has_other)
        return refuse (error, _("BYSETPOS needs another list to choose from"));
      has_other = TRUE;
    }
  for (guint i = 0; i < stint_recurrence_rule_get_n (rule, STINT_BY_DAY); i++)
    if (stint_by_day_get_nth (stint_recurrence_rule_get (rule, STINT_BY_DAY, i)) != 0 &&
        (rule->frequency < STINT_FREQUENCY_MONTHLY || rule->by[STINT_BY_WEEKNO] != NULL))
      return refuse (error, _("BYDAY can count weekdays only within a month or a year"));
  return TRUE;
}

static gboolean
check (const Reader *self,
       GError      **error)
{
  if (!self->has_frequency)
    return refuse (error, _("The rule must have a FREQ"));
  if (self->rule->has_until && self->rule->count != 0)
    return refuse (error, _("The rule has both COUNT and UNTIL: only one of them can say when it ends"));
  return check_lists (self->rule, error);
}

int
stint_by_day_get_weekday (int value)
{
  return value & 7;
}

int
stint_by_day_get_nth (int value)
{
  return (value - (value & 7)) / 8;
}

/* Returns: (transfer full): each one, for ever */
StintRecurrenceRule *
stint_recurrence_rule_new (StintFrequency frequency)
{
  StintRecurrenceRule *self = g_new0 (StintRecurrenceRule, 1);

  self->frequency = frequency;
  self->interval = 1;
  return self;
}

/**
 * stint_recurrence_rule_parse:
 * @text: a value of RRULE; "RRULE:" may stand before it
 * @error: %STINT_PLANNING_ERROR_INVALID or %STINT_PLANNING_ERROR_UNSUPPORTED, with a sentence for people
 *
 * Reads a rule strictly: what is not understood is never passed over, because the dates would be wrong without a word.
 *
 * Returns: (transfer full) (nullable): %NULL on error
 */
StintRecurrenceRule *
stint_recurrence_rule_parse (const char *text,
                             GError    **error)
{
  g_autoptr (StintRecurrenceRule) rule = stint_recurrence_rule_new (STINT_FREQUENCY_DAILY);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *upper = g_ascii_strup (text, MIN (strlen (text), MAX_BYTES));
  g_auto (GStrv) pieces = g_strsplit (g_str_has_prefix (upper, "RRULE:") ? upper + 6 : upper, ";", -1);
  Reader self = { rule, FALSE };

  if (strlen (text) > MAX_BYTES)
    {
      refuse (error, _("The rule is too long"));
      return NULL;
    }
  for (char **piece = pieces; *piece != NULL; piece++)
    {
      char *equals = strchr (*piece, '=');

      if ((*piece)[0] == '\0' && piece[1] == NULL && piece != pieces)
        break;
      if (equals != NULL)
        *equals = '\0';
      if (equals == NULL || !g_hash_table_add (names, *piece))
        {
          refuse (error, equals == NULL ? _("“%.20s” is no part of a rule") : _("The rule has “%.20s” twice"), *piece);
          return NULL;
        }
      if (!read_part (&self, *piece, equals + 1, error))
        return NULL;
    }
  return check (&self, error) ? g_steal_pointer (&rule) : NULL;
}

void
stint_recurrence_rule_free (StintRecurrenceRule *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < STINT_N_BY_PARTS; i++)
    g_clear_pointer (&self->by[i], g_array_unref);
  g_free (self);
}

guint
stint_recurrence_rule_get_n (const StintRecurrenceRule *self,
                             StintByPart                part)
{
  return self->by[part] != NULL ? self->by[part]->len : 0;
}

int
stint_recurrence_rule_get (const StintRecurrenceRule *self,
                           StintByPart                part,
                           guint                      position)
{
  return g_array_index (self->by[part], int, position);
}

void
stint_recurrence_rule_unset (StintRecurrenceRule *self,
                             StintByPart          part)
{
  g_clear_pointer (&self->by[part], g_array_unref);
}

/* The list is then of that value alone. */
void
stint_recurrence_rule_set (StintRecurrenceRule *self,
                           StintByPart          part,
                           int                  value)
{
  stint_recurrence_rule_unset (self, part);
  stint_recurrence_rule_add (self, part, value);
}

/* The list is then longer by that value, which is not in it. */
void
stint_recurrence_rule_add (StintRecurrenceRule *self,
                           StintByPart          part,
                           int                  value)
{
  if (self->by[part] == NULL)
    self->by[part] = g_array_new (FALSE, FALSE, sizeof (int));
  g_array_append_val (self->by[part], value);
  g_array_sort (self->by[part], compare_ints);
}

static void
put_list (GString                   *out,
          const StintRecurrenceRule *self,
          StintByPart                part)
{
  for (guint i = 0; i < stint_recurrence_rule_get_n (self, part); i++)
    {
      int value = stint_recurrence_rule_get (self, part, i);
      int nth = stint_by_day_get_nth (value);

      if (i == 0)
        g_string_append_printf (out, ";%s=", parts[part].name);
      else
        g_string_append_c (out, ',');
      if (part != STINT_BY_DAY)
        g_string_append_printf (out, "%d", value);
      else if (nth != 0)
        g_string_append_printf (out, "%d%s", nth, weekday_names[stint_by_day_get_weekday (value)]);
      else
        g_string_append (out, weekday_names[stint_by_day_get_weekday (value)]);
    }
}

static void
put_until (GString         *out,
           const StintTime *until)
{
  g_autofree char *text = stint_time_to_string (until);

  g_string_append (out, ";UNTIL=");
  for (const char *p = text; *p != '\0'; p++)
    if (*p != '-' && *p != ':')
      g_string_append_c (out, *p);
  if (!until->date_only && strlen (text) == strlen ("2026-11-27T17:00"))
    g_string_append (out, "00");
  if (until->zone != NULL)
    g_string_append_c (out, 'Z');
}

/**
 * stint_recurrence_rule_to_string:
 *
 * Returns: (transfer full): as RFC 5545 writes it; the same rule always gives the same text
 */
char *
stint_recurrence_rule_to_string (const StintRecurrenceRule *self)
{
  GString *out = g_string_new (self->skip != STINT_SKIP_OMIT ? "RSCALE=GREGORIAN;FREQ=" : "FREQ=");

  g_string_append (out, frequency_names[self->frequency]);
  if (self->interval != 1)
    g_string_append_printf (out, ";INTERVAL=%d", self->interval);
  for (int i = 0; i < STINT_N_BY_PARTS; i++)
    put_list (out, self, i);
  if (self->week_start != 0)
    g_string_append_printf (out, ";WKST=%s", weekday_names[self->week_start]);
  if (self->skip != STINT_SKIP_OMIT)
    g_string_append_printf (out, ";SKIP=%s", skip_names[self->skip]);
  if (self->count != 0)
    g_string_append_printf (out, ";COUNT=%" G_GINT64_FORMAT, self->count);
  if (self->has_until)
    put_until (out, &self->until);
  return g_string_free (out, FALSE);
}
