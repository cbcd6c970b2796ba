/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/workspace-fixture.h"

#include "wire/stint-json.h"
#include "workspace/stint-workspace-private.h"

#include <glib/gstdio.h>

static const char *const source_names[] = {
  [STINT_CHANGE_HERE] = "here",
  [STINT_CHANGE_UNDONE] = "undone",
  [STINT_CHANGE_ELSEWHERE] = "elsewhere",
};

static void
changed_cb (StintWorkspace *workspace,
            StintChange    *change,
            int             source,
            gpointer        user_data)
{
  Fixture *self = user_data;

  g_string_append_printf (self->log, "%s:%s;", source_names[source], change != NULL ? stint_change_get_label (change) : "*");
}

static void
open_it (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->workspace = stint_workspace_new (self->directory, self->clock);
  g_signal_connect (self->workspace, "changed", G_CALLBACK (changed_cb), self);
  stint_workspace_open_sync (self->workspace, &error);
  g_assert_no_error (error);
}

void
fixture_set_up (Fixture      *self,
                gconstpointer data)
{
  self->root = g_dir_make_tmp ("stint-test-XXXXXX", NULL);
  self->directory = g_build_filename (self->root, "stint", NULL);
  self->clock = stint_clock_new_fixed (FIXTURE_NOW_MS, FIXTURE_ZONE);
  self->log = g_string_new (NULL);
  open_it (self);
}

/* The names are read before anything is removed: what a folder gives while it changes is not defined. */
static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (children, g_build_filename (path, name, NULL));
  for (guint i = 0; i < children->len; i++)
    remove_tree (g_ptr_array_index (children, i));
  g_remove (path);
}

/* Drops the last reference but those of the store's thread, which lets go of a job somewhat after it has answered. */
static void
let_go (gpointer object)
{
  gint64 deadline_us = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  g_object_add_weak_pointer (object, &object);
  g_object_unref (object);
  while (object != NULL && g_get_monotonic_time () < deadline_us)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
  g_assert_null (object);
}

static void
close_it (Fixture *self)
{
  stint_workspace_close (self->workspace);
  let_go (self->workspace);
}

void
fixture_tear_down (Fixture      *self,
                   gconstpointer data)
{
  close_it (self);
  let_go (self->clock);
  remove_tree (self->root);
  g_free (self->root);
  g_free (self->directory);
  g_string_free (self->log, TRUE);
}

void
fixture_restart (Fixture *self)
{
  close_it (self);
  open_it (self);
}

StintWorkspace *
fixture_open_other (Fixture *self)
{
  StintWorkspace *other = stint_workspace_new (self->directory, self->clock);
  g_autoptr (GError) error = NULL;

  stint_workspace_open_sync (other, &error);
  g_assert_no_error (error);
  return other;
}

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("Nothing has happened for twenty seconds");
  return G_SOURCE_REMOVE;
}

void
wait_for (gboolean *flag)
{
  guint id = g_timeout_add_seconds (20, too_late_cb, NULL);

  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

typedef struct
{
  GAsyncResult *result;
  gboolean      done;
} Wait;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Wait *wait = user_data;

  wait->result = g_object_ref (result);
  wait->done = TRUE;
}

StintChange *
apply_now (StintWorkspace *workspace,
           StintEdit      *edit)
{
  g_autoptr (GError) error = NULL;
  StintChange *change;
  Wait wait = { 0 };

  stint_workspace_apply_async (workspace, edit, NULL, done_cb, &wait);
  wait_for (&wait.done);
  change = stint_workspace_apply_finish (workspace, wait.result, &error);
  g_assert_no_error (error);
  g_object_unref (wait.result);
  return change;
}

StintChange *
undo_now (StintWorkspace *workspace,
          GStrv          *left)
{
  g_autoptr (GError) error = NULL;
  StintChange *change;
  Wait wait = { 0 };

  stint_workspace_undo_async (workspace, NULL, done_cb, &wait);
  wait_for (&wait.done);
  change = stint_workspace_undo_finish (workspace, wait.result, left, &error);
  g_assert_no_error (error);
  g_object_unref (wait.result);
  return change;
}

StintChange *
redo_now (StintWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  StintChange *change;
  Wait wait = { 0 };

  stint_workspace_redo_async (workspace, NULL, done_cb, &wait);
  wait_for (&wait.done);
  change = stint_workspace_undo_finish (workspace, wait.result, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (wait.result);
  return change;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char **) a, *(char **) b);
}

static gpointer
dump_job (StintDatabase *database,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (int kind = 0; kind < STINT_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) records = stint_database_list (database, kind, error);

      g_assert_nonnull (records);
      for (guint i = 0; i < records->len; i++)
        {
          StintRecord *record = g_ptr_array_index (records, i);
          g_autofree char *json = stint_json_to_string (stint_record_get_data (record));

          g_ptr_array_add (lines, g_strdup_printf ("%s %s %s", stint_kind_to_string (kind), stint_record_get_id (record), json));
        }
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* All that lives, in an order that does not depend on how it came to be. */
char *
dump_now (StintWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  char *dump = stint_workspace_run_sync (workspace, dump_job, NULL, NULL, g_free, &error);

  g_assert_no_error (error);
  return dump;
}

char *
add_task_now (StintWorkspace *workspace,
              const char     *title,
              int             estimate_min)
{
  g_autoptr (StintChange) change = NULL;
  GVariantDict members;
  char *id;

  g_variant_dict_init (&members, NULL);
  if (estimate_min > 0)
    g_variant_dict_insert (&members, "estimate_min", "x", (gint64) estimate_min);
  change = apply_now (workspace, stint_command_add_task (workspace, title, g_variant_dict_end (&members), &id));
  g_assert_nonnull (change);
  return id;
}

StintTaskDetails *
load_task_now (StintWorkspace *workspace,
               const char     *id)
{
  g_autoptr (GError) error = NULL;
  StintTaskDetails *details;
  Wait wait = { 0 };

  stint_workspace_load_task_async (workspace, id, NULL, done_cb, &wait);
  wait_for (&wait.done);
  details = stint_workspace_load_task_finish (workspace, wait.result, &error);
  g_assert_no_error (error);
  g_object_unref (wait.result);
  return details;
}

/* Whether a task of that id lives. */
gboolean
find_task_now (StintWorkspace *workspace,
               const char     *id)
{
  g_autoptr (StintRecord) record = NULL;
  Wait wait = { 0 };

  stint_workspace_find_async (workspace, STINT_KIND_TASK, id, NULL, done_cb, &wait);
  wait_for (&wait.done);
  record = stint_workspace_find_finish (workspace, wait.result, NULL);
  g_object_unref (wait.result);
  return record != NULL;
}

StintGridRow *
get_row_now (StintWorkspace *workspace,
             const char     *task_id)
{
  StintGridQuery query = { .first_day = FIXTURE_MONDAY - 14, .n_days = 42, .zone = FIXTURE_ZONE };
  g_autoptr (StintGridResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { 0 };

  stint_workspace_query_grid_async (workspace, &query, NULL, done_cb, &wait);
  wait_for (&wait.done);
  result = stint_workspace_query_grid_finish (workspace, wait.result, &error);
  g_assert_no_error (error);
  g_object_unref (wait.result);

  for (guint i = 0; i < result->rows->len; i++)
    if (g_strcmp0 (((StintGridRow *) g_ptr_array_index (result->rows, i))->task_id, task_id) == 0)
      {
        g_ptr_array_set_free_func (result->rows, NULL);
        for (guint j = 0; j < result->rows->len; j++)
          if (j != i)
            stint_grid_row_free (g_ptr_array_index (result->rows, j));
        return g_ptr_array_index (result->rows, i);
      }
  return NULL;
}

static gpointer
nothing_job (StintDatabase *database,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return g_strdup ("");
}

void
settle (StintWorkspace *workspace)
{
  for (int i = 0; i < 3; i++)
    {
      Wait wait = { 0 };

      while (g_main_context_iteration (NULL, FALSE))
        ;
      stint_workspace_run_async (workspace, nothing_job, NULL, NULL, g_free, settle, NULL, done_cb, &wait);
      wait_for (&wait.done);
      g_free (g_task_propagate_pointer (G_TASK (wait.result), NULL));
      g_object_unref (wait.result);
    }
}
