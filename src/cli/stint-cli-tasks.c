/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-fields.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-series.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "core/stint-task.h"
#include "stint-config.h"
#include "workspace/stint-commands.h"

#include <glib/gi18n-lib.h>

static StintRecord *
find_named_task (StintCliSession   *session,
                 StintCliArguments *arguments,
                 GError           **error)
{
  return stint_cli_session_find (session, STINT_KIND_TASK, stint_cli_arguments_get_word (arguments, 0), error);
}

gboolean
stint_cli_run_show (StintCliSession   *session,
                    StintCliArguments *arguments,
                    GError           **error)
{
  g_autoptr (StintRecord) task = find_named_task (session, arguments, error);

  return task != NULL && stint_cli_report_task (session, NULL, stint_record_get_id (task), error);
}

/* What was read for the task that was named is meant for one occurrence of it, or more. */
static gboolean
edit_occurrence (StintCliSession    *session,
                 StintCliOccurrence *occurrence,
                 StintEdit          *edit,
                 GError            **error)
{
  g_autoptr (StintSeriesCommand) command = NULL;
  g_autofree char *task_id = NULL;
  GVariantDict members;

  g_variant_dict_init (&members, NULL);
  for (guint i = 0; i < stint_edit_get_n_ops (edit); i++)
    {
      const StintOp *op = stint_edit_get_op (edit, i);
      GVariantIter iter;
      const char *name;
      GVariant *value;

      if (op->type != STINT_OP_SET)
        continue;
      g_variant_iter_init (&iter, op->members);
      while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
        g_variant_dict_insert_value (&members, name, value);
    }
  command = stint_series_command_edit (occurrence->series_id, &occurrence->original, occurrence->scope, g_variant_dict_end (&members));
  stint_series_command_add_projects (command, edit);
  return stint_cli_run_on_series (session, occurrence, g_steal_pointer (&command), &task_id, error) &&
         stint_cli_report_task (session, _("Changed"), task_id, error);
}

gboolean
stint_cli_run_edit (StintCliSession   *session,
                    StintCliArguments *arguments,
                    GError           **error)
{
  g_autoptr (StintRecord) task = find_named_task (session, arguments, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (StintCliOccurrence) occurrence = { 0, };
  g_autoptr (StintEdit) edit = NULL;
  g_autofree char *label = NULL;

  if (task == NULL || !stint_cli_occurrence_read (&occurrence, session, arguments, task, error))
    return FALSE;
  label = g_strdup_printf (_("Edit “%s”"), stint_task_get_title (task));
  edit = stint_edit_new (label);
  for (guint i = 1; i < arguments->words->len; i++)
    if (!stint_cli_field_set (session, arguments, edit, task, stint_cli_arguments_get_word (arguments, i), seen, error))
      return FALSE;
  if (occurrence.has_original)
    return edit_occurrence (session, &occurrence, edit, error);
  if (!stint_cli_session_apply (session, g_steal_pointer (&edit), error))
    return FALSE;
  return stint_cli_report_task (session, _("Changed"), stint_record_get_id (task), error);
}

/* Of a series the open occurrence is meant, if nothing else is said: never all of it by mistake. */
static gboolean
complete_occurrence (StintCliSession    *session,
                     StintCliOccurrence *occurrence,
                     gboolean            done,
                     GError            **error)
{
  const StintTime *original = stint_cli_occurrence_get_original (occurrence);
  g_autofree char *task_id = NULL;

  if (done && original == NULL && !occurrence->has_scope)
    occurrence->scope = STINT_SCOPE_THIS;
  return stint_cli_run_on_series (session, occurrence,
                                  stint_series_command_complete (session->workspace, occurrence->series_id, original, occurrence->scope, done),
                                  &task_id, error) &&
         stint_cli_report_task (session, done ? _("Done") : _("Open again"), task_id, error);
}

static gboolean
complete (StintCliSession   *session,
          StintCliArguments *arguments,
          gboolean           done,
          GError           **error)
{
  g_autoptr (StintRecord) task = find_named_task (session, arguments, error);
  g_auto (StintCliOccurrence) occurrence = { 0, };

  if (task == NULL || !stint_cli_occurrence_read (&occurrence, session, arguments, task, error))
    return FALSE;
  if (occurrence.series_id != NULL)
    return complete_occurrence (session, &occurrence, done, error);
  if (stint_task_is_done (task) != done &&
      !stint_cli_session_apply (session, stint_command_complete_task (session->workspace, task, done), error))
    return FALSE;
  return stint_cli_report_task (session, done ? _("Done") : _("Open again"), stint_record_get_id (task), error);
}

gboolean
stint_cli_run_done (StintCliSession   *session,
                    StintCliArguments *arguments,
                    GError           **error)
{
  return complete (session, arguments, TRUE, error);
}

gboolean
stint_cli_run_reopen (StintCliSession   *session,
                      StintCliArguments *arguments,
                      GError           **error)
{
  return complete (session, arguments, FALSE, error);
}

static gboolean
delete_occurrences (StintCliSession    *session,
                    StintCliOccurrence *occurrence,
                    GError            **error)
{
  g_autofree char *task_id = NULL;

  return stint_cli_run_on_series (session, occurrence,
                                  stint_series_command_skip (session->workspace, occurrence->series_id, &occurrence->original, occurrence->scope),
                                  &task_id, error);
}

gboolean
stint_cli_run_delete (StintCliSession   *session,
                      StintCliArguments *arguments,
                      GError           **error)
{
  g_autoptr (StintRecord) task = find_named_task (session, arguments, error);
  g_auto (StintCliOccurrence) occurrence = { 0, };
  g_autofree char *title = NULL;

  if (task == NULL || !stint_cli_occurrence_read (&occurrence, session, arguments, task, error))
    return FALSE;
  if (occurrence.has_original ? !delete_occurrences (session, &occurrence, error)
                              : !stint_cli_session_apply (session, stint_command_delete_task (task), error))
    return FALSE;

  if (session->json)
    {
      g_autoptr (GVariant) object = NULL;
      GVariantBuilder builder;

      g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
      stint_cli_json_add_string (&builder, "id", stint_record_get_id (task));
      stint_cli_json_add_string (&builder, "title", stint_task_get_title (task));
      stint_cli_json_add_boolean (&builder, "deleted", TRUE);
      object = g_variant_ref_sink (g_variant_builder_end (&builder));
      stint_cli_put_json (session, object);
      return TRUE;
    }
  title = stint_cli_text_quote (stint_task_get_title (task));
  stint_cli_put_line (session, _("Deleted %s; stint-cli undo brings it back"), title);
  return TRUE;
}
