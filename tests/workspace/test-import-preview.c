/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/workspace-fixture.h"
#include "workspace/stint-transfer.h"

#include <string.h>

/* Berlin's 25 November 2026. */
#define TODO(uid, title, more) "BEGIN:VTODO\r\nUID:" uid "@test\r\nSUMMARY:" title "\r\n" more "END:VTODO\r\n"
#define EVENT(uid, title, hour) \
  "BEGIN:VEVENT\r\nUID:" uid "@test\r\nSUMMARY:" title "\r\nDTSTART;TZID=Europe/Berlin:20261125T" hour "0000\r\n" \
  "DTEND;TZID=Europe/Berlin:20261125T" hour "3000\r\nEND:VEVENT\r\n"

/**
 * Look:
 * @n_told: how often the progress was told; it is cancelled then, if it can be
 */
typedef struct
{
  StintImportPreview *preview;
  StintImportResult  *result;
  GError             *error;
  GCancellable       *cancellable;
  gboolean            done;
  int                 n_told;
} Look;

static void
look_clear (Look *self)
{
  g_clear_pointer (&self->preview, stint_import_preview_free);
  g_clear_pointer (&self->result, stint_import_result_free);
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Look *self = user_data;

  self->n_told++;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Look *self = user_data;

  self->preview = stint_transfer_preview_finish (STINT_WORKSPACE (source), result, &self->error);
  self->done = TRUE;
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Look *self = user_data;

  self->result = stint_transfer_import_finish (STINT_WORKSPACE (source), result, &self->error);
  self->done = TRUE;
}

/* Returns: (transfer full): a calendar that holds @components */
static GFile *
write_calendar (Fixture    *fixture,
                const char *name,
                const char *components)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
  g_autofree char *text = g_strconcat ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", components, "END:VCALENDAR\r\n", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static void
look_now (Fixture *fixture,
          Look    *look,
          GFile   *file)
{
  g_clear_pointer (&look->preview, stint_import_preview_free);
  look->done = FALSE;
  stint_transfer_preview_async (fixture->workspace, &file, 1, STINT_FILE_ANY, progress_cb, look, look->cancellable, looked_cb, look);
  wait_for (&look->done);
}

/* Imports what @look has shown, if it has. */
static void
import_now (Fixture *fixture,
            Look    *look,
            GFile   *file)
{
  g_clear_pointer (&look->result, stint_import_result_free);
  look->done = FALSE;
  stint_transfer_import_async (fixture->workspace, &file, 1, STINT_FILE_ANY, look->preview, NULL, NULL, NULL, imported_cb, look);
  wait_for (&look->done);
}

static void
import_components (Fixture    *fixture,
                   const char *components)
{
  g_autoptr (GFile) file = write_calendar (fixture, "before.ics", components);
  g_auto (Look) look = { 0 };

  import_now (fixture, &look, file);
  g_assert_no_error (look.error);
}

static const StintImportEntry *
get_entry (Look            *look,
           StintImportState state,
           guint            position)
{
  g_assert_cmpuint (look->preview->entries[state]->len, >, position);
  return g_ptr_array_index (look->preview->entries[state], position);
}

static void
assert_text (char       *text,
             const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_it_writes_nothing (Fixture      *self,
                        gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", TODO ("t1", "Letter", "") EVENT ("e1", "Meeting", "10"));
  g_autofree char *before = dump_now (self->workspace);
  g_autofree char *after = NULL;
  g_auto (Look) look = { 0 };

  look_now (self, &look, file);
  g_assert_no_error (look.error);
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (self->log->str, ==, "");
}

static void
test_what_is_not_here_is_new (Fixture      *self,
                              gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", TODO ("t1", "Letter", "DUE;VALUE=DATE:20261130\r\n") EVENT ("e1", "Meeting", "10"));
  g_auto (Look) look = { 0 };

  look_now (self, &look, file);
  g_assert_cmpint (look.preview->summary.format, ==, STINT_FILE_ICS);
  g_assert_cmpuint (look.preview->counts[STINT_KIND_TASK][STINT_IMPORT_NEW], ==, 2);
  g_assert_cmpuint (look.preview->counts[STINT_KIND_BLOCK][STINT_IMPORT_NEW], ==, 1);
  g_assert_cmpuint (look.preview->entries[STINT_IMPORT_NEW]->len, ==, 2);
  g_assert_cmpuint (look.preview->entries[STINT_IMPORT_CHANGED]->len, ==, 0);
  g_assert_cmpstr (stint_import_entry_get_title (get_entry (&look, STINT_IMPORT_NEW, 0)), ==, "Letter");
  g_assert_cmpstr (stint_import_entry_get_title (get_entry (&look, STINT_IMPORT_NEW, 1)), ==, "Meeting");
  assert_text (stint_import_preview_describe_counts (look.preview, STINT_KIND_TASK), "2 new");
  assert_text (stint_import_preview_describe_counts (look.preview, STINT_KIND_PROJECT), NULL);
}

static void
test_an_entry_says_when (Fixture      *self,
                         gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", TODO ("t1", "Letter", "DUE;VALUE=DATE:20261130\r\n")
                                           EVENT ("e1", "Meeting", "10") TODO ("t2", "Some day", ""));
  StintClock *clock = stint_workspace_get_clock (self->workspace);
  g_auto (Look) look = { 0 };

  look_now (self, &look, file);
  assert_text (stint_import_entry_describe_when (get_entry (&look, STINT_IMPORT_NEW, 0), clock), "Deadline Monday");
  assert_text (stint_import_entry_describe_when (get_entry (&look, STINT_IMPORT_NEW, 1), clock), "Tomorrow, 10:00–10:30");
  assert_text (stint_import_entry_describe_when (get_entry (&look, STINT_IMPORT_NEW, 2), clock), NULL);
}

static void
test_what_changes_is_named (Fixture      *self,
                            gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", TODO ("t1", "Letter", "") TODO ("t2", "Longer", "DESCRIPTION:More\r\n")
                                           TODO ("t3", "Third", ""));
  g_auto (Look) look = { 0 };

  import_components (self, TODO ("t1", "Letter", "") TODO ("t2", "Long", ""));
  look_now (self, &look, file);
  assert_text (stint_import_preview_describe_counts (look.preview, STINT_KIND_TASK), "1 new · 1 changed · 1 as it is here");
  g_assert_cmpuint (look.preview->entries[STINT_IMPORT_CHANGED]->len, ==, 1);
  g_assert_cmpstr (stint_import_entry_get_title (get_entry (&look, STINT_IMPORT_CHANGED, 0)), ==, "Longer");
  assert_text (stint_import_entry_describe_members (get_entry (&look, STINT_IMPORT_CHANGED, 0)), "Notes, Title");
}

static void
test_a_block_that_moves_changes_its_task (Fixture      *self,
                                          gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", EVENT ("e1", "Meeting", "14"));
  StintClock *clock = stint_workspace_get_clock (self->workspace);
  g_auto (Look) look = { 0 };

  import_components (self, EVENT ("e1", "Meeting", "10"));
  look_now (self, &look, file);
  assert_text (stint_import_preview_describe_counts (look.preview, STINT_KIND_BLOCK), "1 changed");
  assert_text (stint_import_entry_describe_members (get_entry (&look, STINT_IMPORT_CHANGED, 0)), "Blocks");
  assert_text (stint_import_entry_describe_when (get_entry (&look, STINT_IMPORT_CHANGED, 0), clock), "Tomorrow, 14:00–14:30");
}

static void
test_what_is_here_is_unchanged (Fixture      *self,
                                gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", TODO ("t1", "Letter", "") EVENT ("e1", "Meeting", "10"));
  g_auto (Look) look = { 0 };

  import_components (self, TODO ("t1", "Letter", "") EVENT ("e1", "Meeting", "10"));
  look_now (self, &look, file);
  g_assert_cmpuint (stint_import_preview_count (look.preview, STINT_IMPORT_NEW), ==, 0);
  g_assert_cmpuint (stint_import_preview_count (look.preview, STINT_IMPORT_CHANGED), ==, 0);
  g_assert_cmpuint (stint_import_preview_count (look.preview, STINT_IMPORT_UNCHANGED), ==, 3);
}

static void
test_what_was_deleted_comes_back (Fixture      *self,
                                  gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", TODO ("t1", "Letter", ""));
  g_autoptr (StintChange) undone = NULL;
  g_auto (Look) look = { 0 };

  import_now (self, &look, file);
  undone = undo_now (self->workspace, NULL);
  look_now (self, &look, file);
  g_assert_cmpuint (look.preview->counts[STINT_KIND_TASK][STINT_IMPORT_NEW], ==, 1);
}

static void
test_twice_in_a_file_counts_once (Fixture      *self,
                                  gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", TODO ("t1", "Letter", "") TODO ("t1", "Letter, again", ""));
  g_auto (Look) look = { 0 };

  look_now (self, &look, file);
  g_assert_cmpuint (look.preview->counts[STINT_KIND_TASK][STINT_IMPORT_NEW], ==, 1);
  g_assert_cmpuint (look.preview->entries[STINT_IMPORT_NEW]->len, ==, 1);
  g_assert_cmpstr (stint_import_entry_get_title (get_entry (&look, STINT_IMPORT_NEW, 0)), ==, "Letter, again");
}

static void
test_what_is_left_out_is_said (Fixture      *self,
                               gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", "BEGIN:VJOURNAL\r\nUID:j1\r\nSUMMARY:Diary\r\nEND:VJOURNAL\r\n");
  g_auto (Look) look = { 0 };
  const StintSkipped *skipped;

  look_now (self, &look, file);
  g_assert_cmpuint (look.preview->summary.n_skipped, ==, 1);
  skipped = g_ptr_array_index (look.preview->summary.skipped, 0);
  g_assert_cmpstr (skipped->name, ==, "Diary");
  g_assert_cmpuint (skipped->line, ==, 3);
}

/* Returns: (transfer full): a calendar of @n tasks */
static GFile *
write_many (Fixture *self,
            int      n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "BEGIN:VTODO\r\nUID:many-%d@test\r\nSUMMARY:Task %d\r\nEND:VTODO\r\n", i, i);
  return write_calendar (self, "many.ics", text->str);
}

static void
test_many_are_counted_and_the_first_listed (Fixture      *self,
                                            gconstpointer data)
{
  g_autoptr (GFile) file = write_many (self, 3000);
  g_auto (Look) look = { 0 };

  look_now (self, &look, file);
  g_assert_cmpuint (look.preview->counts[STINT_KIND_TASK][STINT_IMPORT_NEW], ==, 3000);
  g_assert_cmpuint (look.preview->entries[STINT_IMPORT_NEW]->len, ==, STINT_IMPORT_MAX_ENTRIES);
  g_assert_cmpint (look.n_told, >, 0);
}

static void
test_it_can_be_cancelled (Fixture      *self,
                          gconstpointer data)
{
  g_autoptr (GFile) file = write_many (self, 50000);
  g_auto (Look) look = { .cancellable = g_cancellable_new () };

  look_now (self, &look, file);
  g_assert_error (look.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (look.preview);
}

static void
test_an_empty_file_is_an_error (Fixture      *self,
                                gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->directory, "empty.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (Look) look = { 0 };

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  look_now (self, &look, file);
  g_assert_error (look.error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_FORMAT);
  g_assert_nonnull (strstr (look.error->message, "empty.ics"));
}

static void
test_what_was_shown_comes_in (Fixture      *self,
                              gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", TODO ("t1", "Letter", "") EVENT ("e1", "Meeting", "10"));
  g_auto (Look) look = { 0 };

  look_now (self, &look, file);
  import_now (self, &look, file);
  g_assert_no_error (look.error);
  g_assert_cmpuint (look.result->n_created, ==, stint_import_preview_count (look.preview, STINT_IMPORT_NEW));
}

static void
test_another_file_than_shown_does_not (Fixture      *self,
                                       gconstpointer data)
{
  g_autoptr (GFile) file = write_calendar (self, "a.ics", TODO ("t1", "Letter", ""));
  g_autoptr (GFile) other = NULL;
  g_autofree char *before = dump_now (self->workspace);
  g_autofree char *after = NULL;
  g_auto (Look) look = { 0 };

  look_now (self, &look, file);
  other = write_calendar (self, "a.ics", TODO ("t1", "Better", ""));
  import_now (self, &look, other);
  g_assert_error (look.error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  g_assert_nonnull (strstr (look.error->message, "a.ics"));
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
}

#define ADD(path, function) g_test_add ("/import-preview/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("it-writes-nothing", test_it_writes_nothing);
  ADD ("what-is-not-here-is-new", test_what_is_not_here_is_new);
  ADD ("an-entry-says-when", test_an_entry_says_when);
  ADD ("what-changes-is-named", test_what_changes_is_named);
  ADD ("a-block-that-moves-changes-its-task", test_a_block_that_moves_changes_its_task);
  ADD ("what-is-here-is-unchanged", test_what_is_here_is_unchanged);
  ADD ("what-was-deleted-comes-back", test_what_was_deleted_comes_back);
  ADD ("twice-in-a-file-counts-once", test_twice_in_a_file_counts_once);
  ADD ("what-is-left-out-is-said", test_what_is_left_out_is_said);
  ADD ("many-are-counted-and-the-first-listed", test_many_are_counted_and_the_first_listed);
  ADD ("it-can-be-cancelled", test_it_can_be_cancelled);
  ADD ("an-empty-file-is-an-error", test_an_empty_file_is_an_error);
  ADD ("what-was-shown-comes-in", test_what_was_shown_comes_in);
  ADD ("another-file-than-shown-does-not", test_another_file_than_shown_does_not);

  return g_test_run ();
}
