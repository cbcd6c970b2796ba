/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/ui/ui-fixture.h"

#include "planning/stint-quick-add.h"

#include <glib/gstdio.h>

#define NOW_MS (G_GINT64_CONSTANT (1795507920) * 1000)
#define PATIENCE_S 20

static void
store_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
ui_wait_until (UiCondition condition,
               gpointer    data)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  guint wake_id = g_timeout_add (5, wake_cb, NULL);

  while (!condition (data))
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
  g_source_remove (wake_id);
}

static gboolean
is_later (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

void
ui_run_a_moment (void)
{
  gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC / 5;

  ui_wait_until (is_later, &until);
}

void
ui_fixture_set_up (UiFixture    *self,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  self->directory = g_dir_make_tmp ("stint-ui-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = stint_clock_new_fixed (NOW_MS, "Europe/Berlin");
  self->workspace = stint_workspace_new (self->directory, self->clock);
  self->settings = g_settings_new ("io.github.stint_app.Stint");
  stint_workspace_open_async (self->workspace, NULL, store_result_cb, &result);
  ui_wait_until (has_result, &result);
  g_assert_true (stint_workspace_open_finish (self->workspace, result, &error));
  g_assert_no_error (error);
}

static void
remove_directory (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_directory (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
ui_fixture_tear_down (UiFixture    *self,
                      gconstpointer data)
{
  gpointer workspace;

  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  stint_workspace_close (self->workspace);
  /* What is on its way back from the store's thread holds the workspace; nothing else may. */
  workspace = self->workspace;
  g_object_add_weak_pointer (G_OBJECT (self->workspace), &workspace);
  g_object_unref (self->workspace);
  ui_wait_until (is_gone, &workspace);
  g_object_unref (self->clock);
  g_settings_reset (self->settings, "view");
  g_object_unref (self->settings);
  remove_directory (self->directory);
  g_free (self->directory);
}

/* Puts @widget into a window of the size of a pane, and waits until it is on the screen. */
static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 0;
}

void
ui_fixture_show (UiFixture *self,
                 GtkWidget *widget)
{
  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 300, 700);
  adw_window_set_content (ADW_WINDOW (self->window), widget);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_until (is_mapped, widget);
}

void
ui_fixture_apply (UiFixture *self,
                  StintEdit *edit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = NULL;

  stint_workspace_apply_async (self->workspace, edit, NULL, store_result_cb, &result);
  ui_wait_until (has_result, &result);
  change = stint_workspace_apply_finish (self->workspace, result, &error);
  g_assert_no_error (error);
}

/* Adds a task as quick add would. Returns: (transfer full): its id */
char *
ui_fixture_add (UiFixture  *self,
                const char *words)
{
  g_autoptr (StintQuickAdd) read = stint_quick_add_parse (words, stint_clock_get_local_s (self->clock));
  char *id = NULL;

  ui_fixture_apply (self, stint_command_quick_add (self->workspace, read, &id));
  return id;
}

StintRecord *
ui_fixture_find (UiFixture  *self,
                 const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;

  stint_workspace_find_async (self->workspace, STINT_KIND_TASK, id, NULL, store_result_cb, &result);
  ui_wait_until (has_result, &result);
  return stint_workspace_find_finish (self->workspace, result, NULL);
}

/* Looks in the order of the screen. */
GtkWidget *
ui_find_widget (GtkWidget *widget,
                GType      type,
                guint      position)
{
  GPtrArray *waiting = g_ptr_array_new ();
  GtkWidget *found = NULL;

  g_ptr_array_add (waiting, widget);
  while (waiting->len > 0 && found == NULL)
    {
      GtkWidget *next = g_ptr_array_steal_index (waiting, waiting->len - 1);

      if (g_type_is_a (G_OBJECT_TYPE (next), type) && position-- == 0)
        found = next;
      for (GtkWidget *child = gtk_widget_get_last_child (next); child != NULL; child = gtk_widget_get_prev_sibling (child))
        g_ptr_array_add (waiting, child);
    }
  g_ptr_array_unref (waiting);
  return found;
}
