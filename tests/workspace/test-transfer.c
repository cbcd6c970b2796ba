/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/stint-store-error.h"
#include "tests/workspace/workspace-fixture.h"
#include "workspace/stint-transfer.h"

#include <string.h>

typedef struct
{
  StintImportResult *result;
  GError            *error;
  gboolean           done;
  double             fraction;
  int                n_progress;
  GCancellable      *cancellable;
} Import;

static void
import_clear (Import *self)
{
  g_clear_pointer (&self->result, stint_import_result_free);
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Import *self = user_data;

  self->result = stint_transfer_import_finish (STINT_WORKSPACE (source), result, &self->error);
  self->done = TRUE;
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Import *self = user_data;

  g_assert_cmpfloat (fraction, >=, self->fraction);
  self->fraction = fraction;
  self->n_progress++;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static GFile *
write_file (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

/* A calendar of @n tasks, each of which @body says more about. */
static GFile *
write_calendar (Fixture    *fixture,
                const char *name,
                int         n,
                const char *prefix)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\n");

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "BEGIN:VTODO\r\nUID:%s-%d@test\r\nSUMMARY:%s %d\r\nEND:VTODO\r\n", prefix, i, prefix, i);
  g_string_append (text,
                   "BEGIN:VEVENT\r\nUID:event@test\r\nSUMMARY:Meeting\r\n"
                   "DTSTART;TZID=Europe/Berlin:20261125T100000\r\nDTEND;TZID=Europe/Berlin:20261125T113000\r\nEND:VEVENT\r\n"
                   "END:VCALENDAR\r\n");
  return write_file (fixture, name, text->str);
}

static void
import_now (Fixture *fixture,
            Import  *import,
            GFile  **files,
            guint    n_files)
{
  stint_transfer_import_async (fixture->workspace, files, n_files, STINT_FILE_ANY, NULL, progress_cb, import, import->cancellable, imported_cb, import);
  wait_for (&import->done);
}

static void
test_import_is_one_step (Fixture      *self,
                         gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", 20, "Task");
  g_autofree char *before = dump_now (self->workspace);
  g_autofree char *after = NULL;
  g_autoptr (StintChange) undone = NULL;
  g_auto (Import) import = { 0 };

  import_now (self, &import, &file, 1);
  g_assert_no_error (import.error);
  g_assert_nonnull (import.result->change);
  g_assert_cmpuint (import.result->summary.n_tasks, ==, 21);
  g_assert_cmpuint (import.result->summary.n_blocks, ==, 1);
  g_assert_cmpuint (import.result->n_created, ==, 22);
  g_assert_cmpstr (self->log->str, ==, "here:Import “a.ics”;");
  g_assert_cmpfloat (import.fraction, ==, 1.0);

  undone = undo_now (self->workspace, NULL);
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
}

static void
test_import_twice (Fixture      *self,
                   gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", 20, "Task");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto (Import) first = { 0 };
  g_auto (Import) second = { 0 };

  import_now (self, &first, &file, 1);
  before = dump_now (self->workspace);
  g_string_truncate (self->log, 0);
  import_now (self, &second, &file, 1);
  g_assert_no_error (second.error);
  g_assert_null (second.result->change);
  g_assert_cmpuint (second.result->n_created + second.result->n_updated, ==, 0);
  g_assert_cmpuint (second.result->summary.n_tasks, ==, 21);
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (self->log->str, ==, "");
}

static void
test_cancel (Fixture      *self,
             gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", 50000, "Task");
  g_autofree char *before = dump_now (self->workspace);
  g_autofree char *after = NULL;
  g_auto (Import) import = { .cancellable = g_cancellable_new () };

  import_now (self, &import, &file, 1);
  g_assert_error (import.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (import.result);
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (self->log->str, ==, "");
}

static void
test_close_gives_up (Fixture      *self,
                     gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", 50000, "Task");
  g_autofree char *before = dump_now (self->workspace);
  g_autofree char *after = NULL;
  g_auto (Import) import = { 0 };

  stint_transfer_import_async (self->workspace, &file, 1, STINT_FILE_ANY, NULL, NULL, NULL, NULL, imported_cb, &import);
  stint_workspace_close (self->workspace);
  wait_for (&import.done);
  g_assert_error (import.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_restart (self);
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
}

static void
test_several_files (Fixture      *self,
                    gconstpointer data)
{
  GFile *files[] = { write_calendar (self, "a.ics", 3, "One"), write_calendar (self, "b.ics", 4, "Two") };
  g_auto (Import) import = { 0 };

  import_now (self, &import, files, 2);
  g_assert_no_error (import.error);
  g_assert_cmpuint (import.result->summary.n_tasks, ==, 9);
  g_assert_cmpuint (import.result->n_created, ==, 9);
  g_assert_cmpstr (self->log->str, ==, "here:Import 2 files;");
  g_object_unref (files[0]);
  g_object_unref (files[1]);
}

static void
test_bad_file_names_itself (Fixture      *self,
                            gconstpointer data)
{
  GFile *files[] = { write_calendar (self, "good.ics", 3, "One"), write_file (self, "bad.ics", "This is no calendar.") };
  g_autofree char *before = dump_now (self->workspace);
  g_autofree char *after = NULL;
  g_auto (Import) import = { 0 };

  import_now (self, &import, files, 2);
  g_assert_error (import.error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_FORMAT);
  g_assert_nonnull (strstr (import.error->message, "bad.ics"));
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
  g_object_unref (files[0]);
  g_object_unref (files[1]);
}

static void
test_missing_file (Fixture      *self,
                   gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/calendar.ics");
  g_auto (Import) import = { 0 };

  import_now (self, &import, &file, 1);
  g_assert_error (import.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (import.error->message, "calendar.ics"));
}

typedef struct
{
  char    *text;
  gboolean done;
} Export;

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Export *self = user_data;

  self->text = stint_transfer_export_finish (STINT_WORKSPACE (source), result, &error);
  g_assert_no_error (error);
  self->done = TRUE;
}

static void
test_export_comes_back (Fixture      *self,
                        gconstpointer data)
{
  g_autoptr (StintChange) example = apply_now (self->workspace, stint_command_example_week (self->workspace));
  g_autoptr (GFile) file = NULL;
  g_auto (Import) import = { 0 };
  Export export = { 0 };

  stint_transfer_export_async (self->workspace, STINT_FILE_ICS, NULL, exported_cb, &export);
  wait_for (&export.done);
  g_assert_nonnull (strstr (export.text, "Budget draft"));
  file = write_file (self, "export.ics", export.text);
  import_now (self, &import, &file, 1);
  g_assert_no_error (import.error);
  g_assert_cmpuint (import.result->summary.n_tasks, ==, 17);
  g_assert_cmpuint (import.result->summary.n_blocks, ==, 18);
  g_free (export.text);
}

static void
test_own_export_is_nothing_new (Fixture      *self,
                                gconstpointer data)
{
  g_autoptr (StintChange) example = apply_now (self->workspace, stint_command_example_week (self->workspace));
  g_autofree char *before = dump_now (self->workspace);
  g_autofree char *after = NULL;
  g_autoptr (GFile) file = NULL;
  g_auto (Import) import = { 0 };
  Export export = { 0 };

  stint_transfer_export_async (self->workspace, STINT_FILE_ICS, NULL, exported_cb, &export);
  wait_for (&export.done);
  file = write_file (self, "export.ics", export.text);
  import_now (self, &import, &file, 1);
  g_assert_no_error (import.error);
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
  g_assert_null (import.result->change);
  g_free (export.text);
}

static void
test_export_json_has_all (Fixture      *self,
                          gconstpointer data)
{
  g_autofree char *id = add_task_now (self->workspace, "Report", 60);
  Export export = { 0 };

  stint_transfer_export_async (self->workspace, STINT_FILE_STINT, NULL, exported_cb, &export);
  wait_for (&export.done);
  g_assert_nonnull (strstr (export.text, id));
  g_assert_nonnull (strstr (export.text, "Report"));
  g_free (export.text);
}

/* Every kind of record, members that nobody knows, and who edited what how often: the file is written again as it was. */
static void
test_json_is_lossless (Fixture      *self,
                       gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "json", "all-kinds.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (Import) import = { 0 };
  g_auto (Import) again = { 0 };
  g_autofree char *expected = NULL;
  Export export = { 0 };

  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  import_now (self, &import, &file, 1);
  g_assert_no_error (import.error);
  g_assert_cmpuint (import.result->n_created, ==, 6);
  stint_transfer_export_async (self->workspace, STINT_FILE_STINT, NULL, exported_cb, &export);
  wait_for (&export.done);
  g_assert_cmpstr (export.text, ==, expected);
  g_free (export.text);

  import_now (self, &again, &file, 1);
  g_assert_no_error (again.error);
  g_assert_null (again.result->change);
}

/* Where a record is already, what comes in is an edit of this device like any other. */
static void
test_json_over_what_is_there (Fixture      *self,
                              gconstpointer data)
{
  g_autofree char *id = add_task_now (self->workspace, "Report", 60);
  g_autofree char *text = g_strdup_printf ("{\"stint\":1,\"records\":[{\"kind\":\"task\",\"id\":\"%s\",\"data\":{\"title\":\"Letter\"},"
                                           "\"edits\":{\"a\":7},\"at\":{\"title\":1}}]}", id);
  g_autoptr (GFile) file = write_file (self, "letter.json", text);
  g_auto (Import) import = { 0 };
  Export export = { 0 };

  import_now (self, &import, &file, 1);
  g_assert_no_error (import.error);
  g_assert_cmpuint (import.result->n_updated, ==, 1);
  stint_transfer_export_async (self->workspace, STINT_FILE_STINT, NULL, exported_cb, &export);
  wait_for (&export.done);
  g_assert_nonnull (strstr (export.text, "Letter"));
  g_assert_null (strstr (export.text, "\"a\":7"));
  g_free (export.text);
}

static void
test_restore (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *first = add_task_now (self->workspace, "First", 0);
  g_autofree char *before = dump_now (self->workspace);
  g_autofree char *path = NULL;
  g_autofree char *second = NULL;
  g_autofree char *set_aside = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;

  path = stint_transfer_backup (self->workspace, &error);
  g_assert_no_error (error);
  second = add_task_now (self->workspace, "Second", 0);
  backups = stint_transfer_list_backups (self->workspace);
  g_assert_cmpuint (backups->len, ==, 1);
  g_assert_cmpstr (((StintBackupItem *) backups->pdata[0])->path, ==, path);
  g_assert_cmpint (((StintBackupItem *) backups->pdata[0])->n_tasks, ==, 1);

  g_string_truncate (self->log, 0);
  stint_transfer_restore (self->workspace, path, &set_aside, &error);
  g_assert_no_error (error);
  g_assert_true (stint_workspace_get_is_open (self->workspace));
  g_assert_nonnull (set_aside);
  g_assert_true (g_file_test (set_aside, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (self->log->str, ==, "elsewhere:*;");
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
}

static void
test_bad_backup_changes_nothing (Fixture      *self,
                                 gconstpointer data)
{
  g_autofree char *id = add_task_now (self->workspace, "First", 0);
  g_autofree char *before = dump_now (self->workspace);
  g_autofree char *after = NULL;
  g_autoptr (GFile) file = write_file (self, "bad.db", "This is no database.");
  g_autoptr (GError) error = NULL;

  g_assert_false (stint_transfer_restore (self->workspace, g_file_peek_path (file), NULL, &error));
  g_assert_nonnull (error);
  g_assert_true (stint_workspace_get_is_open (self->workspace));
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
}

static void
test_start_afresh (Fixture      *self,
                   gconstpointer data)
{
  g_autofree char *id = add_task_now (self->workspace, "First", 0);
  g_autofree char *set_aside = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  stint_transfer_start_afresh (self->workspace, &set_aside, &error);
  g_assert_no_error (error);
  g_assert_nonnull (set_aside);
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, "");
  g_assert_false (stint_workspace_get_can_undo (self->workspace));
}

static void
test_check (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *id = add_task_now (self->workspace, "First", 0);
  g_autofree char *report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (stint_transfer_check (self->workspace, &report, &error));
  g_assert_no_error (error);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/transfer/import/is-one-step", test_import_is_one_step);
  ADD ("/transfer/import/twice-changes-nothing", test_import_twice);
  ADD ("/transfer/import/cancel-changes-nothing", test_cancel);
  ADD ("/transfer/import/closing-gives-up", test_close_gives_up);
  ADD ("/transfer/import/several-files-are-one-step", test_several_files);
  ADD ("/transfer/import/bad-file-names-itself", test_bad_file_names_itself);
  ADD ("/transfer/import/missing-file-names-itself", test_missing_file);
  ADD ("/transfer/export/calendar-comes-back", test_export_comes_back);
  ADD ("/transfer/export/own-is-nothing-new", test_own_export_is_nothing_new);
  ADD ("/transfer/export/json-has-all", test_export_json_has_all);
  ADD ("/transfer/json/is-lossless", test_json_is_lossless);
  ADD ("/transfer/json/over-what-is-there-is-an-edit", test_json_over_what_is_there);
  ADD ("/transfer/backup/restore-sets-aside", test_restore);
  ADD ("/transfer/backup/bad-one-changes-nothing", test_bad_backup_changes_nothing);
  ADD ("/transfer/backup/start-afresh-is-empty", test_start_afresh);
  ADD ("/transfer/check/sound", test_check);

  return g_test_run ();
}
