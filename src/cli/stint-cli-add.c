/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "core/stint-task.h"
#include "planning/stint-quick-add.h"
#include "stint-config.h"
#include "workspace/stint-commands.h"
#include "workspace/stint-format.h"
#include "workspace/stint-words.h"

#include <glib/gi18n-lib.h>

static const char *const reading_names[] = {
  [STINT_READING_START] = "start",
  [STINT_READING_ESTIMATE] = "estimate",
  [STINT_READING_DEADLINE] = "deadline",
  [STINT_READING_PROJECT] = "project",
  [STINT_READING_TAG] = "tag",
  [STINT_READING_PRIORITY] = "priority",
  [STINT_READING_EARLIEST] = "earliest",
  [STINT_READING_REPEAT] = "repeat",
  [STINT_READING_REMINDER] = "reminder",
};

gboolean
stint_cli_run_add (StintCliSession   *session,
                   StintCliArguments *arguments,
                   GError           **error)
{
  g_autofree char *text = stint_cli_arguments_join_words (arguments, 0);
  g_autoptr (StintQuickAdd) words = stint_words_parse (text, stint_clock_get_local_s (session->clock));
  g_autofree char *id = NULL;

  if (words->title[0] == '\0')
    {
      g_autofree char *shown = stint_cli_text_quote (text);

      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("%s has no title: say what is to be done"), shown);
      return FALSE;
    }
  if (!stint_cli_session_apply (session, stint_command_quick_add (session->workspace, words, &id), error))
    return FALSE;
  return stint_cli_report_task (session, _("Added"), id, error);
}

static GVariant *
describe_reading (const char         *text,
                  const StintReading *reading)
{
  g_autofree char *part = g_strndup (text + reading->start, reading->end - reading->start);
  GVariantBuilder object;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&object, "kind", reading_names[reading->kind]);
  stint_cli_json_add_int (&object, "start", reading->start);
  stint_cli_json_add_int (&object, "end", reading->end);
  stint_cli_json_add_string (&object, "text", part);
  return g_variant_ref_sink (g_variant_builder_end (&object));
}

static GVariant *
describe_repeat (StintQuickAdd *words)
{
  g_autofree char *start = stint_time_to_string (&words->repeat_start);
  GVariantBuilder object;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&object, "rule", words->repeat_rule);
  stint_cli_json_add_string (&object, "start", start);
  if (words->repeat_from_done)
    stint_cli_json_add_string (&object, "from", "completion");
  return g_variant_builder_end (&object);
}

static GVariant *
describe_reminders (GArray *reminders)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  for (guint i = 0; i < reminders->len; i++)
    g_variant_builder_add (&builder, "v", g_variant_new_int64 (g_array_index (reminders, int, i)));
  return g_variant_builder_end (&builder);
}

/* What only some lines say. */
static void
add_further_facts (GVariantBuilder *object,
                   StintQuickAdd   *words)
{
  if (words->length_min > 0 && words->length_min != words->estimate_min)
    stint_cli_json_add_int (object, "length_min", words->length_min);
  if (words->has_earliest)
    stint_cli_json_add (object, STINT_TASK_EARLIEST, stint_time_to_variant (&words->earliest));
  if (words->repeat_rule != NULL)
    stint_cli_json_add (object, STINT_TASK_REPEAT, describe_repeat (words));
  if (words->reminders->len > 0)
    stint_cli_json_add (object, STINT_TASK_REMINDERS, describe_reminders (words->reminders));
}

static void
put_parsed_json (StintCliSession *session,
                 StintQuickAdd   *words,
                 const char      *text)
{
  g_autoptr (GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  g_autoptr (GVariant) array = NULL;
  g_autoptr (GVariant) value = NULL;
  GVariantBuilder object;

  for (guint i = 0; i < words->readings->len; i++)
    g_ptr_array_add (readings, describe_reading (text, &g_array_index (words->readings, StintReading, i)));
  array = stint_cli_json_array (readings);

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&object, "title", words->title);
  if (words->has_start)
    stint_cli_json_add (&object, "start", stint_time_to_variant (&words->start));
  if (words->range_min > 0)
    stint_cli_json_add_int (&object, "range_min", words->range_min);
  if (words->estimate_min > 0)
    stint_cli_json_add_int (&object, STINT_TASK_ESTIMATE, words->estimate_min);
  if (words->has_deadline)
    stint_cli_json_add (&object, STINT_TASK_DEADLINE, stint_time_to_variant (&words->deadline));
  if (words->project != NULL)
    stint_cli_json_add_string (&object, "project_name", words->project);
  add_further_facts (&object, words);
  stint_cli_json_add (&object, STINT_TASK_TAGS, g_variant_new_strv ((const char *const *) words->tags, -1));
  stint_cli_json_add_int (&object, STINT_TASK_PRIORITY, words->priority);
  stint_cli_json_add (&object, "readings", array);
  value = g_variant_ref_sink (g_variant_builder_end (&object));
  stint_cli_put_json (session, value);
}

gboolean
stint_cli_run_parse (StintCliSession   *session,
                     StintCliArguments *arguments,
                     GError           **error)
{
  g_autofree char *text = stint_cli_arguments_join_words (arguments, 0);
  g_autoptr (StintQuickAdd) words = stint_words_parse (text, stint_clock_get_local_s (session->clock));
  g_autoptr (GPtrArray) cells = NULL;

  if (session->json)
    {
      put_parsed_json (session, words, text);
      return TRUE;
    }

  cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_ptr_array_add (cells, stint_cli_text_row (words->title, NULL));
  for (guint i = 0; i < words->readings->len; i++)
    {
      const StintReading *reading = &g_array_index (words->readings, StintReading, i);
      g_autofree char *part = g_strndup (text + reading->start, reading->end - reading->start);
      g_autofree char *quoted = stint_cli_text_quote (part);
      g_autofree char *chip = stint_format_chip (words, i, session->today);

      g_ptr_array_add (cells, stint_cli_text_row ("  ", quoted, chip, NULL));
    }
  stint_cli_text_table (session->out, cells);
  return TRUE;
}
