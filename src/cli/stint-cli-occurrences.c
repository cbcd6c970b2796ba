/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-series.h"
#include "cli/stint-cli-text.h"
#include "cli/stint-cli-time.h"
#include "planning/stint-planning-error.h"
#include "planning/stint-recurrence.h"
#include "stint-config.h"
#include "workspace/stint-format.h"
#include "workspace/stint-recurrence-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_COUNT 10
#define MAX_COUNT 10000

/* What is asked. */
typedef struct
{
  StintTime start;
  gint64    from_s;
  gint64    to_s;
  int       count;
} Question;

static gboolean
read_start (StintCliSession   *session,
            StintCliArguments *arguments,
            Question          *question,
            GError           **error)
{
  const char *text = arguments->values[STINT_CLI_OPTION_START];

  if (text == NULL)
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("Say with --start when the series begins"));
      return FALSE;
    }
  return stint_cli_parse_time (text, session->zone, stint_clock_get_local_s (session->clock), &question->start, error);
}

/* The day of --to belongs to the range. */
static gboolean
read_range (StintCliSession   *session,
            StintCliArguments *arguments,
            Question          *question,
            GError           **error)
{
  const char *from_text = arguments->values[STINT_CLI_OPTION_FROM];
  const char *to_text = arguments->values[STINT_CLI_OPTION_TO];
  gint64 now_s = stint_clock_get_local_s (session->clock);
  int from = STINT_DAY_MIN;
  int to = STINT_DAY_MAX;

  if (from_text != NULL && !stint_cli_parse_day (from_text, session->zone, now_s, &from, error))
    return FALSE;
  if (to_text != NULL && !stint_cli_parse_day (to_text, session->zone, now_s, &to, error))
    return FALSE;
  if (to < from)
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("The day of --to is before that of --from"));
      return FALSE;
    }
  question->from_s = (gint64) from * STINT_DAY_S;
  question->to_s = (gint64) (to + 1) * STINT_DAY_S;
  return TRUE;
}

static gboolean
read_count (StintCliArguments *arguments,
            Question          *question,
            GError           **error)
{
  const char *text = arguments->values[STINT_CLI_OPTION_COUNT];
  guint64 count = DEFAULT_COUNT;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MAX_COUNT, &count, NULL))
    {
      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("“%s” must be a whole number from %d to %d"), "--count", 1, MAX_COUNT);
      return FALSE;
    }
  question->count = (int) count;
  return TRUE;
}

/* A rule that has no date at all says why; one that has none in the range is no mistake. */
static gboolean
check_first (StintRecurrence *recurrence,
             GError         **error)
{
  const StintRecurrenceRule *rule = stint_recurrence_get_rule (recurrence);
  const StintTime *start = stint_recurrence_get_start (recurrence);
  gint64 first_s;

  if (rule->has_until && stint_time_get_day (&rule->until) < stint_time_get_day (start) - 1)
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED, _("The rule ends before the series begins"));
      return FALSE;
    }
  if (!stint_recurrence_find_first (recurrence, &first_s, error))
    return FALSE;
  if (first_s != G_MAXINT64)
    return TRUE;
  if (rule->has_until)
    g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED, _("The rule ends before its first date"));
  else
    g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED, _("No date of the next %d years fits the rule"),
                 STINT_RECURRENCE_MAX_YEARS);
  return FALSE;
}

static void
put_text (StintCliSession *session,
          StintRecurrence *recurrence,
          const char      *words,
          GArray          *times,
          gboolean         has_more)
{
  g_string_append_printf (session->out, "%s\n", words);
  for (guint i = 0; i < times->len; i++)
    {
      gint64 time_s = g_array_index (times, gint64, i);
      g_autofree char *day = stint_format_weekday (stint_day_of_local (time_s), TRUE);
      StintTime time = stint_recurrence_make_time (recurrence, time_s);
      g_autofree char *text = stint_time_to_string (&time);
      char *separator = strchr (text, 'T');

      if (separator != NULL)
        *separator = ' ';
      g_string_append_printf (session->out, "  %s %s\n", day, text);
    }
  if (times->len == 0)
    g_string_append_printf (session->out, "%s\n", _("There is no date in that range."));
  else if (has_more)
    g_string_append_printf (session->out, "%s\n", _("There are more; --count says how many are shown."));
}

static void
put_json (StintCliSession *session,
          StintRecurrence *recurrence,
          const char      *words,
          GArray          *times,
          gboolean         has_more)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  g_autofree char *rule = stint_recurrence_rule_to_string (stint_recurrence_get_rule (recurrence));
  g_autoptr (GVariant) value = NULL;
  GVariantBuilder outer;

  for (guint i = 0; i < times->len; i++)
    {
      StintTime time = stint_recurrence_make_time (recurrence, g_array_index (times, gint64, i));
      g_autofree char *start = stint_time_to_string (&time);
      GVariantBuilder inner;

      g_variant_builder_init (&inner, G_VARIANT_TYPE_VARDICT);
      stint_cli_json_add_string (&inner, "start", start);
      if (time.zone != NULL)
        {
          g_autofree char *at = stint_cli_format_instant (time.local_s, time.zone);

          stint_cli_json_add_string (&inner, "at", at);
        }
      g_ptr_array_add (objects, g_variant_ref_sink (g_variant_builder_end (&inner)));
    }
  g_variant_builder_init (&outer, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&outer, "rule", rule);
  stint_cli_json_add_string (&outer, "words", words);
  stint_cli_json_add (&outer, "occurrences", stint_cli_json_array (objects));
  stint_cli_json_add_boolean (&outer, "more", has_more);
  value = g_variant_ref_sink (g_variant_builder_end (&outer));
  stint_cli_put_json (session, value);
}

static gboolean
answer (StintCliSession *session,
        StintRecurrence *recurrence,
        const Question  *question,
        GError         **error)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *words = NULL;
  gboolean has_more;

  if (!check_first (recurrence, error) ||
      !stint_recurrence_expand (recurrence, question->from_s, question->to_s, (guint) question->count + 1, times, error))
    return FALSE;
  has_more = times->len > (guint) question->count;
  g_array_set_size (times, MIN (times->len, (guint) question->count));
  words = stint_recurrence_to_words (stint_recurrence_get_rule (recurrence), &question->start, FALSE);
  if (session->json)
    put_json (session, recurrence, words, times, has_more);
  else
    put_text (session, recurrence, words, times, has_more);
  return TRUE;
}

gboolean
stint_cli_run_occurrences (StintCliSession   *session,
                           StintCliArguments *arguments,
                           GError           **error)
{
  g_autoptr (StintRecurrence) recurrence = NULL;
  g_autoptr (GError) fault = NULL;
  g_autofree char *rule = NULL;
  Question question;

  if (!read_start (session, arguments, &question, error) || !read_range (session, arguments, &question, error) ||
      !read_count (arguments, &question, error))
    return FALSE;
  rule = stint_cli_choose_month_end (arguments, stint_cli_arguments_get_word (arguments, 0), &question.start, &fault);
  recurrence = rule != NULL ? stint_recurrence_new (rule, &question.start, &fault) : NULL;
  if (recurrence != NULL)
    return answer (session, recurrence, &question, error);
  if (g_error_matches (fault, STINT_PLANNING_ERROR, STINT_PLANNING_ERROR_INVALID))
    g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, fault->message);
  else
    g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}
