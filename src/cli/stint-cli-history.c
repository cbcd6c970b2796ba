/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "core/stint-zone.h"
#include "stint-config.h"
#include "workspace/stint-format.h"

#include <glib/gi18n-lib.h>

#define HISTORY_LENGTH 100

static char *
describe_moment (StintCliSession *session,
                 gint64           unix_ms)
{
  gint64 local_s = stint_zone_to_local (session->zone, unix_ms / 1000);
  g_autofree char *day = stint_format_day (stint_day_of_local (local_s), session->today);
  g_autofree char *time = stint_format_time (local_s);

  return g_strdup_printf ("%s %s", day, time);
}

/* Returns: (nullable): what tells the taking back of a step from the step itself, whose label it carries */
static const char *
describe_origin (StintChange *change)
{
  switch (stint_change_get_origin (change))
    {
    case STINT_CHANGE_UNDO:
      return _("Undone");
    case STINT_CHANGE_REDO:
      return _("Done again");
    case STINT_CHANGE_PERSON:
    case STINT_CHANGE_SYNC:
    default:
      return NULL;
    }
}

gboolean
stint_cli_run_history (StintCliSession   *session,
                       StintCliArguments *arguments,
                       GError           **error)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  stint_workspace_list_changes_async (session->workspace, HISTORY_LENGTH, NULL, stint_cli_ready_cb, &slot);
  changes = stint_workspace_list_changes_finish (session->workspace, stint_cli_wait (&slot), error);
  if (changes == NULL)
    return FALSE;

  if (session->json)
    {
      g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
      g_autoptr (GVariant) array = NULL;

      for (guint i = 0; i < changes->len; i++)
        g_ptr_array_add (objects, stint_cli_json_change (g_ptr_array_index (changes, i)));
      array = stint_cli_json_array (objects);
      stint_cli_put_json (session, array);
      return TRUE;
    }

  for (guint i = 0; i < changes->len; i++)
    {
      StintChange *change = g_ptr_array_index (changes, i);
      g_autofree char *moment = describe_moment (session, stint_change_get_unix_ms (change));

      g_ptr_array_add (cells, stint_cli_text_row (moment, stint_change_get_label (change), describe_origin (change), NULL));
    }
  stint_cli_text_table (session->out, cells);
  if (changes->len == 0)
    stint_cli_put_line (session, "%s", _("Nothing has been changed yet."));
  return TRUE;
}

static void
put_undone_json (StintCliSession *session,
                 StintChange     *change,
                 GStrv            left)
{
  g_autoptr (GVariant) of_change = change != NULL ? stint_cli_json_change (change) : NULL;
  g_autoptr (GVariant) object = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  if (of_change != NULL)
    stint_cli_json_add (&builder, "change", of_change);
  else
    stint_cli_json_add_string (&builder, "change", NULL);
  stint_cli_json_add (&builder, "left", g_variant_new_strv ((const char *const *) left, left != NULL ? -1 : 0));
  object = g_variant_ref_sink (g_variant_builder_end (&builder));
  stint_cli_put_json (session, object);
}

static gboolean
report_step (StintCliSession *session,
             const char      *heading,
             StintChange     *change,
             GStrv            left)
{
  if (session->json)
    {
      put_undone_json (session, change, left);
      return TRUE;
    }
  if (change != NULL)
    {
      g_autofree char *label = stint_cli_text_escape (stint_change_get_label (change));

      stint_cli_put_line (session, "%s  %s", heading, label);
    }
  for (gsize i = 0; left != NULL && left[i] != NULL; i++)
    {
      g_autofree char *sentence = stint_cli_text_escape (left[i]);

      stint_cli_put_line (session, "%s", sentence);
    }
  return TRUE;
}

gboolean
stint_cli_run_undo (StintCliSession   *session,
                    StintCliArguments *arguments,
                    GError           **error)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (StintChange) change = NULL;
  g_autoptr (GError) local_error = NULL;
  g_auto (GStrv) left = NULL;

  stint_workspace_undo_async (session->workspace, NULL, stint_cli_ready_cb, &slot);
  change = stint_workspace_undo_finish (session->workspace, stint_cli_wait (&slot), &left, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return report_step (session, _("Undone"), change, left);
}

gboolean
stint_cli_run_redo (StintCliSession   *session,
                    StintCliArguments *arguments,
                    GError           **error)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (StintChange) change = NULL;
  g_autoptr (GError) local_error = NULL;
  g_auto (GStrv) left = NULL;

  stint_workspace_redo_async (session->workspace, NULL, stint_cli_ready_cb, &slot);
  change = stint_workspace_undo_finish (session->workspace, stint_cli_wait (&slot), &left, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return report_step (session, _("Done again"), change, left);
}
