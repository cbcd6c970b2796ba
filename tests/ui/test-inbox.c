/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-merge-conflict.h"
#include "core/stint-task.h"
#include "tests/ui/ui-fixture.h"
#include "ui/inbox/stint-conflict-row.h"
#include "ui/inbox/stint-inbox-window.h"
#include "ui/window/stint-window-private.h"
#include "workspace/inbox/stint-commands-conflict.h"

#define TEST(path, function) g_test_add ("/ui/inbox/" path, Fixture, NULL, set_up, function, tear_down)
#define ELSEWHERE "0192f000-0000-7000-8000-00000000000b"

/**
 * Fixture:
 * @count: what is waited for
 */
typedef struct
{
  UiFixture    parent;
  StintWindow *window;
  char        *task;
  guint        count;
} Fixture;

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  ui_fixture_set_up (&self->parent, data);
  self->task = ui_fixture_add (&self->parent, "Report");
  self->window = stint_window_new (NULL, self->parent.workspace, NULL, self->parent.settings);
  self->parent.window = GTK_WIDGET (self->window);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1000, 700);
  stint_window_start (self->window);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_until (is_mapped, self->window);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_free (self->task);
  ui_fixture_tear_down (&self->parent, data);
}

static gboolean
has_count (gpointer data)
{
  Fixture *self = data;

  return stint_inbox_get_count (stint_window_get_inbox (self->window)) == self->count;
}

static void
wait_for_count (Fixture *self,
                guint    count)
{
  self->count = count;
  ui_wait_until (has_count, self);
}

/* An entry as a merge makes it. @lost: (nullable): text */
static void
add_entry (Fixture    *self,
           const char *member,
           const char *lost)
{
  g_autoptr (GVariant) value = lost != NULL ? g_variant_ref_sink (g_variant_new_string (lost)) : NULL;
  g_autoptr (StintRecord) entry = stint_merge_conflict_new (STINT_KIND_TASK, self->task, member, value, NULL, ELSEWHERE, 1795500720000);
  StintEdit *edit = stint_edit_new ("Merge");
  guint count = stint_inbox_get_count (stint_window_get_inbox (self->window));

  stint_edit_create (edit, STINT_KIND_CONFLICT, stint_record_get_id (entry), stint_record_get_data (entry));
  ui_fixture_apply (&self->parent, edit);
  wait_for_count (self, count + 1);
}

static void
activate (Fixture    *self,
          const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
}

/* Returns: (nullable): the window of the conflicts */
static GtkWidget *
find_inbox_window (void)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *l = toplevels; l != NULL; l = l->next)
    if (STINT_IS_INBOX_WINDOW (l->data))
      return l->data;
  return NULL;
}

static gboolean
is_closed (gpointer data)
{
  return find_inbox_window () == NULL;
}

static GtkWidget *
open_inbox (Fixture *self)
{
  GtkWidget *window;

  activate (self, "inbox");
  window = find_inbox_window ();
  g_assert_nonnull (window);
  ui_wait_until (is_mapped, window);
  return window;
}

typedef gboolean (*Matcher) (GtkWidget  *widget,
                             const char *text);

static GtkWidget *
find (GtkWidget  *root,
      Matcher     matches,
      const char *text)
{
  if (matches (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_label (GtkWidget  *widget,
          const char *text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0;
}

static gboolean
is_button (GtkWidget  *widget,
           const char *text)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0;
}

static gboolean
is_row (GtkWidget  *widget,
        const char *text)
{
  return STINT_IS_CONFLICT_ROW (widget) &&
         g_strcmp0 (stint_conflict_item_get_member (stint_conflict_row_get_item (STINT_CONFLICT_ROW (widget))), text) == 0;
}

static void
click (GtkWidget  *window,
       const char *text)
{
  GtkWidget *button = find (window, is_button, text);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
assert_title (Fixture    *self,
              const char *expected)
{
  g_autoptr (StintRecord) task = ui_fixture_find (&self->parent, self->task);

  g_assert_cmpstr (stint_task_get_title (task), ==, expected);
}

static void
nothing_to_settle_means_no_inbox (Fixture      *self,
                                  gconstpointer data)
{
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "inbox"));
  stint_window_open_inbox (self->window);
  g_assert_null (find_inbox_window ());
}

static void
an_entry_makes_the_inbox_reachable (Fixture      *self,
                                    gconstpointer data)
{
  add_entry (self, STINT_TASK_TITLE, "Letter");
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "inbox"));
}

static void
an_entry_has_a_banner_that_opens_it (Fixture      *self,
                                     gconstpointer data)
{
  StintBanner *banner = self->window->banner;

  g_assert_null (stint_banner_get_text (banner));
  add_entry (self, STINT_TASK_TITLE, "Letter");
  g_assert_nonnull (strstr (stint_banner_get_text (banner), "1 edit was made differently"));
  stint_window_banner_pressed (self->window);
  g_assert_nonnull (self->window->inbox_window);
}

static void
both_versions_are_shown (Fixture      *self,
                         gconstpointer data)
{
  GtkWidget *window, *row;

  add_entry (self, STINT_TASK_TITLE, "Letter");
  window = open_inbox (self);
  row = find (window, is_row, STINT_TASK_TITLE);
  g_assert_nonnull (find (row, is_label, "Report"));
  g_assert_nonnull (find (row, is_label, "Letter"));
  g_assert_nonnull (find (row, is_label, "Another device · Today 7:12"));
}

static void
the_last_choice_closes_the_window (Fixture      *self,
                                   gconstpointer data)
{
  GtkWidget *window;

  add_entry (self, STINT_TASK_TITLE, "Letter");
  window = open_inbox (self);
  click (window, "_Use the Other");
  ui_wait_until (is_closed, NULL);
  assert_title (self, "Letter");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "inbox"));
  g_assert_nonnull (find (GTK_WIDGET (self->window), is_label, "All conflicts are settled"));
}

static void
undo_brings_the_conflict_back (Fixture      *self,
                               gconstpointer data)
{
  GtkWidget *window;

  add_entry (self, STINT_TASK_TITLE, "Letter");
  window = open_inbox (self);
  click (window, "_Use the Other");
  ui_wait_until (is_closed, NULL);
  activate (self, "undo");
  wait_for_count (self, 1);
  assert_title (self, "Report");
}

static void
what_is_left_stays_open (Fixture      *self,
                         gconstpointer data)
{
  GtkWidget *window, *row;

  add_entry (self, STINT_TASK_TITLE, "Letter");
  add_entry (self, STINT_TASK_NOTES, "Lost");
  window = open_inbox (self);
  row = find (window, is_row, STINT_TASK_TITLE);
  click (row, "_Keep");
  wait_for_count (self, 1);
  g_assert_true (find_inbox_window () == window);
  g_assert_null (find (window, is_row, STINT_TASK_TITLE));
  gtk_widget_activate_action (window, "inbox.undo", NULL);
  wait_for_count (self, 2);
  g_assert_nonnull (find (window, is_row, STINT_TASK_TITLE));
}

static void
the_keyboard_goes_on_at_the_next (Fixture      *self,
                                  gconstpointer data)
{
  GtkWidget *window, *focus;

  add_entry (self, STINT_TASK_TITLE, "Letter");
  add_entry (self, STINT_TASK_NOTES, "Lost");
  window = open_inbox (self);
  click (find (window, is_row, STINT_TASK_TITLE), "_Keep");
  wait_for_count (self, 1);
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_nonnull (focus);
  g_assert_nonnull (gtk_widget_get_ancestor (focus, STINT_TYPE_CONFLICT_ROW));
}

static void
keep_all_settles_everything (Fixture      *self,
                             gconstpointer data)
{
  GtkWidget *window;

  add_entry (self, STINT_TASK_TITLE, "Letter");
  add_entry (self, STINT_TASK_NOTES, "Lost");
  window = open_inbox (self);
  gtk_widget_activate_action (window, "inbox.keep-all", NULL);
  ui_wait_until (is_closed, NULL);
  assert_title (self, "Report");
}

static void
what_makes_no_sense_has_no_button (Fixture      *self,
                                   gconstpointer data)
{
  GtkWidget *window;

  add_entry (self, NULL, NULL);
  window = open_inbox (self);
  g_assert_nonnull (find (window, is_button, "_Delete It Again"));
  g_assert_nonnull (find (window, is_button, "_Keep"));
  g_assert_null (find (window, is_button, "Keep B_oth"));
}

typedef struct
{
  GtkWidget *above;
  GtkWidget *below;
} Pair;

static gboolean
is_stacked (gpointer data)
{
  const Pair *pair = data;
  graphene_rect_t above, below;

  return gtk_widget_compute_bounds (pair->above, gtk_widget_get_parent (pair->above), &above) &&
         gtk_widget_compute_bounds (pair->below, gtk_widget_get_parent (pair->above), &below) &&
         above.size.width > 0 && below.origin.x == above.origin.x && below.origin.y >= above.origin.y + above.size.height;
}

static gboolean
is_beside (gpointer data)
{
  const Pair *pair = data;
  graphene_rect_t above, below;

  return gtk_widget_compute_bounds (pair->above, gtk_widget_get_parent (pair->above), &above) &&
         gtk_widget_compute_bounds (pair->below, gtk_widget_get_parent (pair->above), &below) &&
         above.size.width > 0 && below.origin.y == above.origin.y && below.origin.x >= above.origin.x + above.size.width;
}

static void
a_narrow_window_stacks_the_versions (Fixture      *self,
                                     gconstpointer data)
{
  GtkWidget *window, *row;
  int minimum;
  Pair pair;

  add_entry (self, STINT_TASK_TITLE, "Letter");
  window = open_inbox (self);
  gtk_widget_measure (adw_window_get_content (ADW_WINDOW (window)), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  row = find (window, is_row, STINT_TASK_TITLE);
  pair.above = gtk_widget_get_parent (find (row, is_button, "_Keep"));
  pair.below = gtk_widget_get_parent (find (row, is_button, "_Use the Other"));
  ui_wait_until (is_beside, &pair);
  stint_conflict_row_set_stacked (STINT_CONFLICT_ROW (row), TRUE);
  ui_wait_until (is_stacked, &pair);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST ("nothing-to-settle-means-no-inbox", nothing_to_settle_means_no_inbox);
  TEST ("an-entry-makes-the-inbox-reachable", an_entry_makes_the_inbox_reachable);
  TEST ("an-entry-has-a-banner-that-opens-it", an_entry_has_a_banner_that_opens_it);
  TEST ("both-versions-are-shown", both_versions_are_shown);
  TEST ("the-last-choice-closes-the-window", the_last_choice_closes_the_window);
  TEST ("undo-brings-the-conflict-back", undo_brings_the_conflict_back);
  TEST ("what-is-left-stays-open", what_is_left_stays_open);
  TEST ("the-keyboard-goes-on-at-the-next", the_keyboard_goes_on_at_the_next);
  TEST ("keep-all-settles-everything", keep_all_settles_everything);
  TEST ("what-makes-no-sense-has-no-button", what_makes_no_sense_has_no_button);
  TEST ("a-narrow-window-stacks-the-versions", a_narrow_window_stacks_the_versions);

  return g_test_run ();
}
