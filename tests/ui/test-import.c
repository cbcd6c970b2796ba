/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "tests/ui/ui-fixture.h"
#include "ui/transfer/stint-import-page.h"
#include "ui/transfer/stint-importer.h"
#include "ui/transfer/stint-transfer-window.h"

#define TEST(path, function) g_test_add ("/ui/import/" path, Fixture, NULL, set_up, function, tear_down)
#define TODO(uid, title) "BEGIN:VTODO\r\nUID:" uid "@test\r\nSUMMARY:" title "\r\nEND:VTODO\r\n"
#define DIARY "BEGIN:VJOURNAL\r\nUID:j1@test\r\nSUMMARY:Diary\r\nEND:VJOURNAL\r\n"

typedef struct
{
  UiFixture   parent;
  GFile      *file;
  const char *expected;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *path = NULL;

  ui_fixture_set_up (&self->parent, data);
  ui_fixture_show (&self->parent, gtk_label_new (""));
  path = g_build_filename (self->parent.directory, "team.ics", NULL);
  self->file = g_file_new_for_path (path);
}

static gboolean
is_alone (gpointer data)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ()) == 1;
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_object (&self->file);
  ui_fixture_tear_down (&self->parent, data);
}

static void
write_calendar (Fixture    *self,
                const char *components)
{
  g_autofree char *text = g_strconcat ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", components, "END:VCALENDAR\r\n", NULL);

  g_assert_true (g_file_set_contents (g_file_peek_path (self->file), text, -1, NULL));
}

/* Returns: (nullable): the window of the import */
static GtkWidget *
get_window (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (STINT_IS_TRANSFER_WINDOW (link->data))
      return link->data;
  return NULL;
}

/* Whether a label that is on the screen says @text. */
static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
says_expected (gpointer data)
{
  Fixture *self = data;
  GtkWidget *window = get_window ();

  return window != NULL && says (window, self->expected);
}

static void
wait_for_text (Fixture    *self,
               const char *text)
{
  self->expected = text;
  ui_wait_until (says_expected, self);
}

static void
start (Fixture *self)
{
  stint_importer_start (GTK_WINDOW (self->parent.window), self->parent.workspace, &self->file, 1);
}

/* Enter in the window: what is suggested. */
static void
accept (void)
{
  gtk_widget_activate (gtk_window_get_default_widget (GTK_WINDOW (get_window ())));
}

static void
test_it_shows_and_waits (Fixture      *self,
                         gconstpointer data)
{
  write_calendar (self, TODO ("t1", "Letter") TODO ("t2", "<b>Rent</b> & more") DIARY);
  start (self);
  wait_for_text (self, "team.ics");
  g_assert_true (says (get_window (), "iCalendar"));
  g_assert_true (says (get_window (), "2 new"));
  g_assert_true (says (get_window (), "Letter"));
  g_assert_true (says (get_window (), "<b>Rent</b> & more"));
  g_assert_true (says (get_window (), "Diary"));
  g_assert_null (stint_workspace_get_undo_label (self->parent.workspace));
  gtk_window_close (GTK_WINDOW (get_window ()));
}

static void
test_what_changes_and_what_is_done_is_said (Fixture      *self,
                                            gconstpointer data)
{
  write_calendar (self, TODO ("t1", "Letter"));
  start (self);
  wait_for_text (self, "Letter");
  accept ();
  wait_for_text (self, "Imported");
  gtk_window_close (GTK_WINDOW (get_window ()));
  write_calendar (self, TODO ("t1", "Longer letter") "BEGIN:VTODO\r\nUID:t2@test\r\nSUMMARY:Rent\r\nSTATUS:COMPLETED\r\n"
                  "COMPLETED:20261120T100000Z\r\nEND:VTODO\r\n");
  start (self);
  wait_for_text (self, "Longer letter");
  g_assert_true (says (get_window (), "1 new · 1 changed"));
  g_assert_true (says (get_window (), "Changes: Title"));
  g_assert_true (says (get_window (), "Done"));
  gtk_window_close (GTK_WINDOW (get_window ()));
}

static void
test_closing_refuses_and_leaves_nothing (Fixture      *self,
                                         gconstpointer data)
{
  write_calendar (self, TODO ("t1", "Letter"));
  start (self);
  wait_for_text (self, "Letter");
  gtk_window_close (GTK_WINDOW (get_window ()));
  ui_wait_until (is_alone, NULL);
  ui_run_a_moment ();
  g_assert_null (stint_workspace_get_undo_label (self->parent.workspace));
}

static void
test_what_was_accepted_comes_in (Fixture      *self,
                                 gconstpointer data)
{
  write_calendar (self, TODO ("t1", "Letter"));
  start (self);
  wait_for_text (self, "Letter");
  accept ();
  wait_for_text (self, "Imported");
  g_assert_cmpstr (stint_workspace_get_undo_label (self->parent.workspace), ==, "Import “team.ics”");
  gtk_window_close (GTK_WINDOW (get_window ()));
}

static void
test_a_file_that_changed_is_shown_again (Fixture      *self,
                                         gconstpointer data)
{
  write_calendar (self, TODO ("t1", "Letter"));
  start (self);
  wait_for_text (self, "Letter");
  write_calendar (self, TODO ("t1", "Another letter"));
  accept ();
  wait_for_text (self, "Another letter");
  g_assert_true (says (get_window (), "has changed since it was shown"));
  g_assert_null (stint_workspace_get_undo_label (self->parent.workspace));
  accept ();
  wait_for_text (self, "Imported");
  gtk_window_close (GTK_WINDOW (get_window ()));
}

static void
test_nothing_new_is_said (Fixture      *self,
                          gconstpointer data)
{
  write_calendar (self, TODO ("t1", "Letter"));
  start (self);
  wait_for_text (self, "Letter");
  accept ();
  wait_for_text (self, "Imported");
  gtk_window_close (GTK_WINDOW (get_window ()));
  start (self);
  wait_for_text (self, "Nothing New");
  g_assert_null (gtk_window_get_default_widget (GTK_WINDOW (get_window ())));
  gtk_window_close (GTK_WINDOW (get_window ()));
}

static void
test_nothing_to_import_says_why (Fixture      *self,
                                 gconstpointer data)
{
  write_calendar (self, DIARY);
  start (self);
  wait_for_text (self, "Nothing to Import");
  g_assert_true (says (get_window (), "Diary"));
  gtk_window_close (GTK_WINDOW (get_window ()));
}

static void
test_an_empty_file_is_an_error (Fixture      *self,
                                gconstpointer data)
{
  g_assert_true (g_file_set_contents (g_file_peek_path (self->file), "", 0, NULL));
  start (self);
  wait_for_text (self, "Import Failed");
  g_assert_true (says (get_window (), "team.ics"));
  gtk_window_close (GTK_WINDOW (get_window ()));
}

static void
test_many_are_read_with_progress_and_can_be_cancelled (Fixture      *self,
                                                       gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 100000; i++)
    g_string_append_printf (text, "BEGIN:VTODO\r\nUID:t%d@test\r\nSUMMARY:Task %d\r\nEND:VTODO\r\n", i, i);
  write_calendar (self, text->str);
  start (self);
  wait_for_text (self, "Reading the file…");
  /* It stays until it is known that nothing came of it. */
  gtk_window_close (GTK_WINDOW (get_window ()));
  g_assert_nonnull (get_window ());
  ui_wait_until (is_alone, NULL);
  g_assert_null (stint_workspace_get_undo_label (self->parent.workspace));
}

static void
test_the_longest_list_says_where_it_ends (Fixture      *self,
                                          gconstpointer data)
{
  g_autoptr (StintImportPreview) preview = stint_import_preview_new ();
  StintImportPage *page;
  gint64 started_us;

  preview->name = g_strdup ("long.ics");
  preview->summary.skipped = g_ptr_array_new ();
  for (int state = 0; state < STINT_IMPORT_UNCHANGED; state++)
    for (int i = 0; i < STINT_IMPORT_MAX_ENTRIES; i++)
      {
        g_autoptr (GVariant) members = g_variant_ref_sink (g_variant_new_parsed ("{'title': <%s>}", "A title that is not short"));
        g_autoptr (StintRecord) record = stint_record_new (STINT_KIND_TASK, "0192f000-0000-7000-8000-000000000001", members);

        g_ptr_array_add (preview->entries[state], stint_import_entry_new (state, record));
      }
  started_us = g_get_monotonic_time ();
  page = stint_import_page_new (preview, self->parent.clock);
  adw_window_set_content (ADW_WINDOW (self->parent.window), GTK_WIDGET (page));
  ui_run_a_moment ();
  g_test_message ("%d rows: %.3f s with the moment", 2 * STINT_IMPORT_MAX_ENTRIES, (g_get_monotonic_time () - started_us) / 1e6);
  g_assert_true (says (GTK_WIDGET (page), "These are the first 200."));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST ("it-shows-and-waits", test_it_shows_and_waits);
  TEST ("what-changes-and-what-is-done-is-said", test_what_changes_and_what_is_done_is_said);
  TEST ("closing-refuses-and-leaves-nothing", test_closing_refuses_and_leaves_nothing);
  TEST ("what-was-accepted-comes-in", test_what_was_accepted_comes_in);
  TEST ("a-file-that-changed-is-shown-again", test_a_file_that_changed_is_shown_again);
  TEST ("nothing-new-is-said", test_nothing_new_is_said);
  TEST ("nothing-to-import-says-why", test_nothing_to_import_says_why);
  TEST ("an-empty-file-is-an-error", test_an_empty_file_is_an_error);
  TEST ("many-are-read-with-progress-and-can-be-cancelled", test_many_are_read_with_progress_and_can_be_cancelled);
  TEST ("the-longest-list-says-where-it-ends", test_the_longest_list_says_where_it_ends);

  return g_test_run ();
}
