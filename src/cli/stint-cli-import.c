/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "core/stint-task.h"
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

/* The numbers that an import and its preview have in common. */
static void
add_summary (GVariantBuilder          *object,
             const StintImportSummary *summary,
             guint                     n_created,
             guint                     n_updated)
{
  g_autoptr (GVariant) skipped = describe_skipped (summary);

  stint_cli_json_add_string (object, "format", stint_file_format_to_string (summary->format));
  stint_cli_json_add_int (object, "n_tasks", summary->n_tasks);
  stint_cli_json_add_int (object, "n_blocks", summary->n_blocks);
  stint_cli_json_add_int (object, "n_created", n_created);
  stint_cli_json_add_int (object, "n_updated", n_updated);
  stint_cli_json_add_int (object, "n_skipped", summary->n_skipped);
  stint_cli_json_add (object, "skipped", skipped);
}

static void
put_import_json (StintCliSession         *session,
                 const StintImportResult *result)
{
  g_autoptr (GVariant) object = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_boolean (&builder, "dry_run", FALSE);
  add_summary (&builder, &result->summary, result->n_created, result->n_updated);
  stint_cli_json_add_string (&builder, "change", result->change != NULL ? stint_change_get_id (result->change) : NULL);
  object = g_variant_ref_sink (g_variant_builder_end (&builder));
  stint_cli_put_json (session, object);
}

/* The record as it will be, and what is said of it besides. */
static GVariant *
describe_entry (const StintImportEntry *entry)
{
  g_autoptr (GVariant) derived = NULL;
  GVariantBuilder object;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&object, "kind", stint_kind_to_string (stint_record_get_kind (entry->record)));
  stint_cli_json_add_string (&object, "id", stint_record_get_id (entry->record));
  if (entry->project != NULL)
    stint_cli_json_add_string (&object, "project_name", entry->project);
  stint_cli_json_add_int (&object, "n_blocks", entry->n_blocks);
  if (entry->n_blocks > 0)
    stint_cli_json_add (&object, "block", stint_when_to_variant (&entry->block));
  if (entry->state == STINT_IMPORT_CHANGED)
    stint_cli_json_add (&object, "members", g_variant_new_strv ((const char *const *) entry->members->pdata, entry->members->len));
  derived = g_variant_ref_sink (g_variant_builder_end (&object));
  return stint_members_overlay (stint_record_get_data (entry->record), derived);
}

static GVariant *
describe_entries (GPtrArray *entries)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (objects, describe_entry (g_ptr_array_index (entries, i)));
  return stint_cli_json_array (objects);
}

static GVariant *
describe_counts (const StintImportPreview *preview)
{
  GVariantBuilder counts;

  g_variant_builder_init (&counts, G_VARIANT_TYPE_VARDICT);
  for (int kind = 0; kind < STINT_N_KINDS; kind++)
    {
      const guint *n = preview->counts[kind];
      GVariantBuilder object;

      if (n[STINT_IMPORT_NEW] + n[STINT_IMPORT_CHANGED] + n[STINT_IMPORT_UNCHANGED] == 0)
        continue;
      g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
      stint_cli_json_add_int (&object, "new", n[STINT_IMPORT_NEW]);
      stint_cli_json_add_int (&object, "changed", n[STINT_IMPORT_CHANGED]);
      stint_cli_json_add_int (&object, "unchanged", n[STINT_IMPORT_UNCHANGED]);
      stint_cli_json_add (&counts, stint_kind_to_string (kind), g_variant_builder_end (&object));
    }
  return g_variant_ref_sink (g_variant_builder_end (&counts));
}

static void
put_preview_json (StintCliSession          *session,
                  const StintImportPreview *preview)
{
  g_autoptr (GVariant) counts = describe_counts (preview);
  g_autoptr (GVariant) created = describe_entries (preview->entries[STINT_IMPORT_NEW]);
  g_autoptr (GVariant) changed = describe_entries (preview->entries[STINT_IMPORT_CHANGED]);
  g_autoptr (GVariant) object = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_boolean (&builder, "dry_run", TRUE);
  add_summary (&builder, &preview->summary, stint_import_preview_count (preview, STINT_IMPORT_NEW),
               stint_import_preview_count (preview, STINT_IMPORT_CHANGED));
  stint_cli_json_add_string (&builder, "change", NULL);
  stint_cli_json_add (&builder, "counts", counts);
  stint_cli_json_add (&builder, "new", created);
  stint_cli_json_add (&builder, "changed", changed);
  object = g_variant_ref_sink (g_variant_builder_end (&builder));
  stint_cli_put_json (session, object);
}

static void
put_skipped (StintCliSession          *session,
             const StintImportSummary *summary)
{
  if (summary->n_skipped > 0)
    stint_cli_put_line (session, ngettext ("%u entry did not come in, or not all of it:", "%u entries did not come in, or not all of them:",
                                           summary->n_skipped), summary->n_skipped);
  else if (summary->skipped->len > 0)
    stint_cli_put_line (session, "%s", _("Not all came in as it is there:"));
  for (guint i = 0; i < summary->skipped->len; i++)
    {
      const StintSkipped *skipped = g_ptr_array_index (summary->skipped, i);
      g_autofree char *name = stint_cli_text_quote (skipped->name != NULL ? skipped->name : "");
      g_autofree char *reason = stint_cli_text_escape (skipped->reason);

      if (skipped->line > 0)
        stint_cli_put_line (session, _("  line %u, %s: %s"), skipped->line, name, reason);
      else
        stint_cli_put_line (session, "  %s: %s", name, reason);
    }
}

static void
put_import (StintCliSession         *session,
            const StintImportResult *result)
{
  const StintImportSummary *summary = &result->summary;

  stint_cli_put_line (session, ngettext ("%u task read", "%u tasks read", summary->n_tasks), summary->n_tasks);
  stint_cli_put_line (session, ngettext ("%u block read", "%u blocks read", summary->n_blocks), summary->n_blocks);
  if (result->n_created + result->n_updated == 0)
    stint_cli_put_line (session, "%s", _("Nothing was new"));
  if (result->n_created > 0)
    stint_cli_put_line (session, ngettext ("%u record is new", "%u records are new", result->n_created), result->n_created);
  if (result->n_updated > 0)
    stint_cli_put_line (session, ngettext ("%u record has changed", "%u records have changed", result->n_updated), result->n_updated);
  put_skipped (session, summary);
}

static void
put_entries (StintCliSession *session,
             GPtrArray       *entries,
             const char      *heading)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  if (entries->len == 0)
    return;
  stint_cli_put_line (session, "\n%s", heading);
  for (guint i = 0; i < entries->len; i++)
    {
      const StintImportEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *title = stint_cli_text_escape (stint_import_entry_get_title (entry));
      g_autofree char *when = stint_import_entry_describe_when (entry, session->clock);
      g_autofree char *project = stint_cli_text_escape (entry->project != NULL ? entry->project : "");
      g_autofree char *members = stint_import_entry_describe_members (entry);

      g_ptr_array_add (cells, stint_cli_text_row (" ", title, when != NULL ? when : "", project, members, NULL));
    }
  stint_cli_text_table (session->out, cells);
  if (entries->len == STINT_IMPORT_MAX_ENTRIES)
    stint_cli_put_line (session, _("  (the first %d)"), STINT_IMPORT_MAX_ENTRIES);
}

static void
put_preview (StintCliSession          *session,
             const StintImportPreview *preview)
{
  g_autofree char *format = stint_import_preview_describe_format (preview);

  stint_cli_put_line (session, "%s", format);
  for (int kind = 0; kind < STINT_N_KINDS; kind++)
    {
      g_autofree char *counts = stint_import_preview_describe_counts (preview, kind);

      if (counts != NULL)
        /* Translators: a kind of thing, and how many of them are what: "Tasks: 12 new · 1 changed". */
        stint_cli_put_line (session, _("%1$s: %2$s"), stint_import_preview_get_kind_title (kind), counts);
    }
  put_entries (session, preview->entries[STINT_IMPORT_CHANGED], _("Changes:"));
  put_entries (session, preview->entries[STINT_IMPORT_NEW], _("New:"));
  put_skipped (session, &preview->summary);
  stint_cli_put_line (session, "\n%s", _("Nothing was changed: this was a dry run"));
}

/**
 * Reading:
 *
 * What an import and its preview need while they run.
 */
typedef struct
{
  StintCliSession *session;
  Progress         progress;
  GCancellable    *cancellable;
  guint            interrupted;
  guint            terminated;
  GAsyncResult    *slot;
} Reading;

static void
reading_init (Reading         *self,
              StintCliSession *session)
{
  *self = (Reading) { session, { g_get_monotonic_time (), -1 }, g_cancellable_new (), 0, 0, NULL };
  self->interrupted = g_unix_signal_add (SIGINT, interrupted_cb, self->cancellable);
  self->terminated = g_unix_signal_add (SIGTERM, interrupted_cb, self->cancellable);
}

static void
reading_clear (Reading *self)
{
  g_source_remove (self->interrupted);
  g_source_remove (self->terminated);
  if (self->progress.percent >= 0)
    g_printerr ("\r\033[K");
  g_clear_object (&self->cancellable);
  g_clear_object (&self->slot);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static StintProgress
reading_get_progress (const Reading *self)
{
  return isatty (STDERR_FILENO) && !self->session->json ? progress_cb : NULL;
}

static gboolean
preview_files (StintCliSession *session,
               GPtrArray       *files,
               StintFileFormat  format,
               GError         **error)
{
  g_autoptr (StintImportPreview) preview = NULL;
  g_auto (Reading) reading = { 0 };

  reading_init (&reading, session);
  stint_transfer_preview_async (session->workspace, (GFile **) files->pdata, files->len, format, reading_get_progress (&reading),
                                &reading.progress, reading.cancellable, stint_cli_ready_cb, &reading.slot);
  preview = stint_transfer_preview_finish (session->workspace, stint_cli_wait (&reading.slot), error);
  if (preview == NULL)
    return FALSE;
  if (session->json)
    put_preview_json (session, preview);
  else
    put_preview (session, preview);
  return TRUE;
}

static gboolean
import_files (StintCliSession *session,
              GPtrArray       *files,
              StintFileFormat  format,
              GError         **error)
{
  g_autoptr (StintImportResult) result = NULL;
  g_auto (Reading) reading = { 0 };

  reading_init (&reading, session);
  stint_transfer_import_async (session->workspace, (GFile **) files->pdata, files->len, format, NULL, reading_get_progress (&reading),
                               &reading.progress, reading.cancellable, stint_cli_ready_cb, &reading.slot);
  result = stint_transfer_import_finish (session->workspace, stint_cli_wait (&reading.slot), error);
  if (result == NULL)
    return FALSE;
  if (session->json)
    put_import_json (session, result);
  else
    put_import (session, result);
  return TRUE;
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
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  GError *local_error = NULL;
  StintFileFormat format;

  if (!read_file_format (arguments, &format, error))
    return FALSE;
  for (guint i = 0; i < arguments->words->len; i++)
    g_ptr_array_add (files, open_argument (stint_cli_arguments_get_word (arguments, i)));

  if (stint_cli_arguments_has (arguments, STINT_CLI_OPTION_DRY_RUN) ? preview_files (session, files, format, &local_error)
                                                                    : import_files (session, files, format, &local_error))
    return TRUE;
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&local_error);
      g_set_error_literal (&local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled; nothing was changed"));
    }
  g_propagate_error (error, local_error);
  return FALSE;
}
