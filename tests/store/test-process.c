/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store-fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEST(path, function) g_test_add ("/store/process/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
#define N_KILLS 5
#define N_EDITS 60

/* Adds tasks called @first, @first + 1, …, and writes each number into @pipe once it is committed. */
static void
add_tasks (const char *directory,
           int         first,
           int         n,
           int         pipe)
{
  g_autoptr (StintDatabase) database = stint_database_open (directory, FIXTURE_NOW_MS, NULL);
  g_autoptr (GRand) rand = g_rand_new ();

  for (int i = first; database != NULL && i < first + n; i++)
    {
      g_autoptr (StintEdit) edit = stint_edit_new ("Add");
      g_autofree char *id = stint_id_new (FIXTURE_NOW_MS + i, rand);
      g_autofree char *members = g_strdup_printf ("{'title': <'%d'>}", i);
      g_autoptr (StintChange) change = NULL;

      stint_edit_create (edit, STINT_KIND_TASK, id, fixture_members (members));
      change = stint_database_apply (database, edit, FIXTURE_NOW_MS + i, NULL);
      if (change == NULL || write (pipe, &i, sizeof i) != sizeof i)
        return;
    }
}

static pid_t
start_child (const char *directory,
             int         first,
             int         n,
             int        *reading_end)
{
  int ends[2];
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (ends[0]);
      add_tasks (directory, first, n, ends[1]);
      _exit (0);
    }
  close (ends[1]);
  *reading_end = ends[0];
  return child;
}

static gboolean
has_task (Fixture *self,
          int      number)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM task WHERE title = '%d' AND deleted = 0", number);

  return fixture_read_int (self, sql) == 1;
}

static void
what_was_acknowledged_survives_a_kill (Fixture      *self,
                                       gconstpointer unused)
{
  g_autoptr (GArray) acknowledged = g_array_new (FALSE, FALSE, sizeof (int));

  fixture_close (self);
  for (int i = 0; i < N_KILLS; i++)
    {
      int n_before_kill = g_test_rand_int_range (1, 40);
      int reading_end, number;
      pid_t child = start_child (self->directory, i * 100000, 99999, &reading_end);

      for (int n = 0; read (reading_end, &number, sizeof number) == sizeof number; n++)
        {
          g_array_append_val (acknowledged, number);
          if (n == n_before_kill)
            kill (child, SIGKILL);
        }
      close (reading_end);
      waitpid (child, NULL, 0);

      fixture_reopen (self);
      fixture_check (self);
      for (guint j = 0; j < acknowledged->len; j++)
        g_assert_true (has_task (self, g_array_index (acknowledged, int, j)));
      fixture_close (self);
    }
  fixture_reopen (self);
}

static void
two_processes_write_at_once (Fixture      *self,
                             gconstpointer unused)
{
  int ends[2], number, status;
  pid_t children[2];
  guint n_told = 0;
  g_autoptr (GPtrArray) changes = NULL;

  fixture_close (self);
  for (int i = 0; i < 2; i++)
    children[i] = start_child (self->directory, i * 1000, N_EDITS, &ends[i]);
  for (int i = 0; i < 2; i++)
    {
      while (read (ends[i], &number, sizeof number) == sizeof number)
        n_told++;
      close (ends[i]);
      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      g_assert_cmpint (status, ==, 0);
    }
  g_assert_cmpuint (n_told, ==, 2 * N_EDITS);

  fixture_reopen (self);
  fixture_check (self);
  g_assert_cmpint (stint_database_count (self->database, STINT_KIND_TASK, NULL), ==, 2 * N_EDITS);
  changes = stint_database_list_changes (self->database, NULL, 0, NULL);
  g_assert_cmpuint (changes->len, ==, 2 * N_EDITS);
}

static void
two_processes_make_a_new_store_at_once (Fixture      *self,
                                        gconstpointer unused)
{
  g_autofree char *fresh = g_strconcat (self->directory, "/fresh", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (StintDatabase) database = NULL;
  int ends[4], number;
  pid_t children[4];

  fixture_close (self);
  for (int i = 0; i < 4; i++)
    children[i] = start_child (fresh, i * 1000, 5, &ends[i]);
  for (int i = 0; i < 4; i++)
    {
      int n = 0;

      while (read (ends[i], &number, sizeof number) == sizeof number)
        n++;
      close (ends[i]);
      waitpid (children[i], NULL, 0);
      g_assert_cmpint (n, ==, 5);
    }
  database = stint_database_open (fresh, FIXTURE_NOW_MS, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stint_database_count (database, STINT_KIND_TASK, NULL), ==, 20);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("what-was-acknowledged-survives-a-kill", what_was_acknowledged_survives_a_kill);
  TEST ("two-processes-write-at-once", two_processes_write_at_once);
  TEST ("two-processes-make-a-new-store-at-once", two_processes_make_a_new_store_at_once);

  return g_test_run ();
}
