/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/ui/ui-fixture.h"
#include "core/stint-task.h"
#include "ui/backlog/stint-quick-add-entry.h"

typedef struct
{
  UiFixture           parent;
  StintQuickAddEntry *entry;
  char               *added;
} Fixture;

static void
added_cb (StintQuickAddEntry *entry,
          const char         *id,
          Fixture            *self)
{
  self->added = g_strdup (id);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  ui_fixture_set_up (&self->parent, data);
  self->entry = g_object_new (STINT_TYPE_QUICK_ADD_ENTRY, NULL);
  stint_quick_add_entry_set_workspace (self->entry, self->parent.workspace);
  g_signal_connect (self->entry, "added", G_CALLBACK (added_cb), self);
  ui_fixture_show (&self->parent, GTK_WIDGET (self->entry));
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_free (self->added);
  ui_fixture_tear_down (&self->parent, data);
}

static gboolean
is_added (gpointer data)
{
  return ((Fixture *) data)->added != NULL;
}

/* The stretches that have a background, as "7-14 15-17". */
static char *
tinted (StintQuickAddEntry *entry)
{
  PangoAttrList *tints = stint_quick_add_entry_get_tints (entry);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GSList) attributes = NULL;

  attributes = pango_attr_list_get_attributes (tints);
  for (GSList *link = attributes; link != NULL; link = link->next)
    {
      PangoAttribute *attribute = link->data;

      if (attribute->klass->type == PANGO_ATTR_BACKGROUND)
        g_string_append_printf (text, "%s%u-%u", text->len > 0 ? " " : "", attribute->start_index, attribute->end_index);
      pango_attribute_destroy (attribute);
    }
  return g_strdup (text->str);
}

static void
test_tints_what_is_understood (Fixture      *self,
                               gconstpointer data)
{
  g_autofree char *found = NULL;

  stint_quick_add_entry_set_text (self->entry, "Report by fri 2h #work");
  found = tinted (self->entry);
  g_assert_cmpstr (found, ==, "7-13 14-16 17-22");
}

static void
test_a_plain_title_is_not_tinted (Fixture      *self,
                                  gconstpointer data)
{
  g_autofree char *found = NULL;

  stint_quick_add_entry_set_text (self->entry, "Call the bank");
  found = tinted (self->entry);
  g_assert_cmpstr (found, ==, "");
  g_assert_cmpuint (stint_quick_add_entry_get_n_chips (self->entry), ==, 0);
}

static void
test_each_reading_has_a_chip (Fixture      *self,
                              gconstpointer data)
{
  stint_quick_add_entry_set_text (self->entry, "Report by fri 2h #work");
  g_assert_cmpuint (stint_quick_add_entry_get_n_chips (self->entry), ==, 3);
}

static void
test_chips_go_with_the_words (Fixture      *self,
                              gconstpointer data)
{
  stint_quick_add_entry_set_text (self->entry, "Report 2h");
  stint_quick_add_entry_set_text (self->entry, "Report");
  g_assert_cmpuint (stint_quick_add_entry_get_n_chips (self->entry), ==, 0);
}

static void
test_enter_adds_the_task (Fixture      *self,
                          gconstpointer data)
{
  g_autoptr (StintRecord) task = NULL;

  stint_quick_add_entry_set_text (self->entry, "Report 2h");
  stint_quick_add_entry_submit (self->entry);
  ui_wait_until (is_added, self);
  task = ui_fixture_find (&self->parent, self->added);
  g_assert_cmpstr (stint_task_get_title (task), ==, "Report");
  g_assert_cmpint (stint_task_get_estimate_min (task), ==, 120);
}

static void
test_enter_empties_the_line (Fixture      *self,
                             gconstpointer data)
{
  stint_quick_add_entry_set_text (self->entry, "Report 2h");
  stint_quick_add_entry_submit (self->entry);
  g_assert_cmpstr (stint_quick_add_entry_get_text (self->entry), ==, "");
  ui_wait_until (is_added, self);
}

static void
test_a_line_without_a_title_stays (Fixture      *self,
                                   gconstpointer data)
{
  stint_quick_add_entry_set_text (self->entry, "2h #work");
  stint_quick_add_entry_submit (self->entry);
  ui_run_a_moment ();
  g_assert_null (self->added);
  g_assert_cmpstr (stint_quick_add_entry_get_text (self->entry), ==, "2h #work");
}

static void
test_a_chip_that_is_removed_is_words_again (Fixture      *self,
                                            gconstpointer data)
{
  g_autofree char *found = NULL;

  stint_quick_add_entry_set_text (self->entry, "Read Friday 2h");
  stint_quick_add_entry_take_back (self->entry, 0);
  found = tinted (self->entry);
  g_assert_cmpstr (found, ==, "12-14");
  g_assert_cmpstr (stint_quick_add_entry_get_text (self->entry), ==, "Read Friday 2h");
  g_assert_cmpuint (stint_quick_add_entry_get_n_chips (self->entry), ==, 1);
}

static void
test_what_was_taken_back_is_in_the_title (Fixture      *self,
                                          gconstpointer data)
{
  g_autoptr (StintRecord) task = NULL;

  stint_quick_add_entry_set_text (self->entry, "Read Friday 2h");
  stint_quick_add_entry_take_back (self->entry, 0);
  stint_quick_add_entry_submit (self->entry);
  ui_wait_until (is_added, self);
  task = ui_fixture_find (&self->parent, self->added);
  g_assert_cmpstr (stint_task_get_title (task), ==, "Read Friday");
}

static void
test_taken_back_words_stay_so_while_others_change (Fixture      *self,
                                                   gconstpointer data)
{
  GtkEditable *editable = GTK_EDITABLE (gtk_widget_get_first_child (GTK_WIDGET (self->entry)));
  int end = 0, after = 21;

  stint_quick_add_entry_set_text (self->entry, "Read Friday");
  stint_quick_add_entry_take_back (self->entry, 0);
  gtk_editable_insert_text (editable, "Tonight 😀 ", -1, &end);
  gtk_editable_insert_text (editable, " slowly", -1, &after);
  g_assert_cmpstr (stint_quick_add_entry_get_text (self->entry), ==, "Tonight 😀 Read Friday slowly");
  g_assert_cmpuint (stint_quick_add_entry_get_n_chips (self->entry), ==, 0);
}

static void
test_taken_back_words_that_are_edited_are_read_anew (Fixture      *self,
                                                     gconstpointer data)
{
  GtkEditable *editable = GTK_EDITABLE (gtk_widget_get_first_child (GTK_WIDGET (self->entry)));

  stint_quick_add_entry_set_text (self->entry, "Read friday");
  stint_quick_add_entry_take_back (self->entry, 0);
  gtk_editable_delete_text (editable, 8, 11);
  g_assert_cmpstr (stint_quick_add_entry_get_text (self->entry), ==, "Read fri");
  g_assert_cmpuint (stint_quick_add_entry_get_n_chips (self->entry), ==, 1);
}

static void
test_a_day_and_a_time_are_taken_back_together (Fixture      *self,
                                               gconstpointer data)
{
  stint_quick_add_entry_set_text (self->entry, "tomorrow call at 14:00");
  stint_quick_add_entry_take_back (self->entry, 0);
  g_assert_cmpuint (stint_quick_add_entry_get_n_chips (self->entry), ==, 0);
}

#define ADD(path, function) g_test_add ("/ui/quick-add/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("tints-what-is-understood", test_tints_what_is_understood);
  ADD ("a-plain-title-is-not-tinted", test_a_plain_title_is_not_tinted);
  ADD ("each-reading-has-a-chip", test_each_reading_has_a_chip);
  ADD ("chips-go-with-the-words", test_chips_go_with_the_words);
  ADD ("enter-adds-the-task", test_enter_adds_the_task);
  ADD ("enter-empties-the-line", test_enter_empties_the_line);
  ADD ("a-line-without-a-title-stays", test_a_line_without_a_title_stays);
  ADD ("a-chip-that-is-removed-is-words-again", test_a_chip_that_is_removed_is_words_again);
  ADD ("what-was-taken-back-is-in-the-title", test_what_was_taken_back_is_in_the_title);
  ADD ("taken-back-words-stay-so-while-others-change", test_taken_back_words_stay_so_while_others_change);
  ADD ("taken-back-words-that-are-edited-are-read-anew", test_taken_back_words_that_are_edited_are_read_anew);
  ADD ("a-day-and-a-time-are-taken-back-together", test_a_day_and_a_time_are_taken_back_together);
  return g_test_run ();
}
