/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "stint-config.h"
#include "workspace/stint-transfer.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Faster than this, no progress is shown. */
#define PROGRESS_AFTER_US (G_USEC_PER_SEC / 2)

typedef struct
{
  gint64 started_us;
  int    percent;
} Progress;

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Progress *progress = user_data;
  int percent = (int) (CLAMP (fraction, 0, 1) * 100);

  if (percent == progress->percent || g_get_monotonic_time () - progress->started_us < PROGRESS_AFTER_US)
    return;
  progress->percent = percent;
  g_printerr ("\r");
  g_printerr (_("Importing… %d %%"), percent);
}

static gboolean
interrupted_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

/* "-" is standard input. */
static GFile *
open_argument (const char *argument)
{
  return g_file_new_for_path (strcmp (argument, "-") == 0 ? "/dev/stdin" : argument);
}

static GVariant *
describe_skipped (const StintImportSummary *summary)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);

  for (guint i = 0; summary->skipped != NULL && i < summary->skipped->len; i++)
    {
      const StintSkipped *skipped = g_ptr_array_index (summary->skipped, i);
      GVariantBuilder object;

      g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
      stint_cli_json_add_int (&object, "line", skipped->line);
      stint_cli_json_add_string (&object, "name", skipped->name);
      stint_cli_json_add_string (&object, "reason", skipped->reason);
      g_ptr_array_add (objects, g_variant_ref_sink (g_variant_builder_end (&object)));
    }
  return stint_cli_json_array (objects);
}

static void
put_import_json (StintCliSession         *session,
                 const StintImportResult *result,
                 gboolean                 dry_run)
{
  g_autoptr (GVariant) skipped = describe_skipped (&result->summary);
  g_autoptr (GVariant) object = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_boolean (&builder, "dry_run", dry_run);
  stint_cli_json_add_string (&builder, "format", stint_file_format_to_string (result->summary.format));
  stint_cli_json_add_int (&builder, "n_tasks", result->summary.n_tasks);
  stint_cli_json_add_int (&builder, "n_blocks", result->summary.n_blocks);
  stint_cli_json_add_int (&builder, "n_created", result->n_created);
  stint_cli_json_add_int (&builder, "n_updated", result->n_updated);
  stint_cli_json_add_int (&builder, "n_skipped", result->summary.n_skipped);
  stint_cli_json_add (&builder, "skipped", skipped);
  stint_cli_json_add_string (&builder, "change", result->change != NULL ? stint_change_get_id (result->change) : NULL);
  object = g_variant_ref_sink (g_variant_builder_end (&builder));
  stint_cli_put_json (session, object);
}

static void
put_import (StintCliSession         *session,
            const StintImportResult *result,
            gboolean                 dry_run)
{
  const StintImportSummary *summary = &result->summary;
  guint n_changed = result->n_created + result->n_updated;

  stint_cli_put_line (session, ngettext ("%u task read", "%u tasks read", summary->n_tasks), summary->n_tasks);
  stint_cli_put_line (session, ngettext ("%u block read", "%u blocks read", summary->n_blocks), summary->n_blocks);
  if (dry_run)
    stint_cli_put_line (session, "%s", _("Nothing was changed: this was a dry run"));
  else if (n_changed == 0)
    stint_cli_put_line (session, "%s", _("Nothing was new"));
  else
    {
      if (result->n_created > 0)
        stint_cli_put_line (session, ngettext ("%u record is new", "%u records are new", result->n_created), result->n_created);
      if (result->n_updated > 0)
        stint_cli_put_line (session, ngettext ("%u record has changed", "%u records have changed", result->n_updated), result->n_updated);
    }

  if (summary->n_skipped == 0)
    return;
  stint_cli_put_line (session, ngettext ("%u entry did not come in, or not all of it:", "%u entries did not come in, or not all of them:",
                                         summary->n_skipped), summary->n_skipped);
  for (guint i = 0; summary->skipped != NULL && i < summary->skipped->len; i++)
    {
      const StintSkipped *skipped = g_ptr_array_index (summary->skipped, i);
      g_autofree char *name = stint_cli_text_quote (skipped->name != NULL ? skipped->name : "");
      g_autofree char *reason = stint_cli_text_escape (skipped->reason);

      stint_cli_put_line (session, _("  line %u, %s: %s"), skipped->line, name, reason);
    }
}

static StintImportResult *
import_files (StintCliSession *session,
              GPtrArray       *files,
              StintFileFormat  format,
              gboolean         dry_run,
              GError         **error)
{
  Progress progress = { .started_us = g_get_monotonic_time (), .percent = -1 };
  gboolean is_watched = isatty (STDERR_FILENO) && !session->json;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint interrupted = g_unix_signal_add (SIGINT, interrupted_cb, cancellable);
  guint terminated = g_unix_signal_add (SIGTERM, interrupted_cb, cancellable);
  g_autoptr (GAsyncResult) slot = NULL;
  StintImportResult *result;

  stint_transfer_import_async (session->workspace, (GFile **) files->pdata, files->len, format, dry_run,
                               is_watched ? progress_cb : NULL, &progress, cancellable, stint_cli_ready_cb, &slot);
  result = stint_transfer_import_finish (session->workspace, stint_cli_wait (&slot), error);
  g_source_remove (interrupted);
  g_source_remove (terminated);
  if (progress.percent >= 0)
    g_printerr ("\r\033[K");
  return result;
}

static gboolean
read_file_format (StintCliArguments *arguments,
                  StintFileFormat   *format,
                  GError           **error)
{
  const char *name = arguments->values[STINT_CLI_OPTION_FORMAT];
  g_autofree char *shown = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  *format = STINT_FILE_ANY;
  if (name == NULL || stint_file_format_from_string (name, format))
    return TRUE;
  shown = stint_cli_text_quote (name);
  for (int i = STINT_FILE_ANY + 1; i < STINT_N_FILE_FORMATS; i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", stint_file_format_to_string (i));
  /* Translators: what was typed, and a list of names that stay as they are: "ics, json, csv". */
  g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("%s is no format of a file; these are: %s"), shown, names->str);
  return FALSE;
}

gboolean
stint_cli_run_import (StintCliSession   *session,
                      StintCliArguments *arguments,
                      GError           **error)
{
  gboolean dry_run = stint_cli_arguments_has (arguments, STINT_CLI_OPTION_DRY_RUN);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (StintImportResult) result = NULL;
  StintFileFormat format;

  if (!read_file_format (arguments, &format, error))
    return FALSE;
  for (guint i = 0; i < arguments->words->len; i++)
    g_ptr_array_add (files, open_argument (stint_cli_arguments_get_word (arguments, i)));

  result = import_files (session, files, format, dry_run, error);
  if (result == NULL)
    {
      if (error != NULL && g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_clear_error (error);
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled; nothing was changed"));
        }
      return FALSE;
    }
  if (session->json)
    put_import_json (session, result, dry_run);
  else
    put_import (session, result, dry_run);
  return TRUE;
}

static gboolean
read_format (StintCliArguments *arguments,
             StintExportFormat *format,
             GError           **error)
{
  const char *name = arguments->values[STINT_CLI_OPTION_FORMAT];
  g_autofree char *shown = NULL;

  *format = STINT_EXPORT_ICS;
  if (name == NULL || g_str_equal (name, "ics"))
    return TRUE;
  *format = STINT_EXPORT_JSON;
  if (g_str_equal (name, "json"))
    return TRUE;
  shown = stint_cli_text_quote (name);
  g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("%s is no format: ics or json"), shown);
  return FALSE;
}

static gboolean
write_export (StintCliSession  *session,
              const char       *path,
              const char       *contents,
              StintExportFormat format,
              GError          **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *shown = stint_cli_text_escape (name);
  g_autoptr (GVariant) object = NULL;
  GVariantBuilder builder;

  /* The file is the old one or the whole new one, never a part of it. */
  if (!g_file_set_contents_full (path, contents, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0666, error))
    return FALSE;
  if (!session->json)
    {
      stint_cli_put_line (session, _("Written to %s"), shown);
      return TRUE;
    }
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&builder, "path", name);
  stint_cli_json_add_string (&builder, "format", format == STINT_EXPORT_ICS ? "ics" : "json");
  stint_cli_json_add_int (&builder, "bytes", strlen (contents));
  object = g_variant_ref_sink (g_variant_builder_end (&builder));
  stint_cli_put_json (session, object);
  return TRUE;
}

gboolean
stint_cli_run_export (StintCliSession   *session,
                      StintCliArguments *arguments,
                      GError           **error)
{
  const char *path = stint_cli_arguments_get_word (arguments, 0);
  g_autoptr (GAsyncResult) slot = NULL;
  g_autofree char *contents = NULL;
  StintExportFormat format;

  if (!read_format (arguments, &format, error))
    return FALSE;
  stint_transfer_export_async (session->workspace, format, NULL, stint_cli_ready_cb, &slot);
  contents = stint_transfer_export_finish (session->workspace, stint_cli_wait (&slot), error);
  if (contents == NULL)
    return FALSE;
  if (path != NULL && strcmp (path, "-") != 0)
    return write_export (session, path, contents, format, error);

  g_string_append (session->out, contents);
  if (contents[0] != '\0' && contents[strlen (contents) - 1] != '\n')
    g_string_append_c (session->out, '\n');
  return TRUE;
}
