/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "session-fixture.h"

#define TEST(path, function) g_test_add ("/session-processes/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
#define N_PROCESSES 3

static GSubprocess *
start (Fixture *self)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "cloud", "renewing-process", NULL);
  g_autofree char *json = stint_connection_to_json (self->peer.connection);
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_setenv (launcher, "STINT_TEST_CONNECTION", json, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, EVA, self->peer.lock_path, NULL);
  g_assert_no_error (error);
  return process;
}

/* Returns: (transfer full): the next line of what it says */
static char *
read_line (GDataInputStream *stream)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, NULL, store_result_cb, &result);
  return g_data_input_stream_read_line_finish_utf8 (stream, wait_for_result (&result), NULL, NULL);
}

static void
let_go (GSubprocess *process)
{
  g_assert_true (g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), "\n", 1, NULL, NULL, NULL));
}

static void
test_together (Fixture      *self,
               gconstpointer unused)
{
  g_autoptr (GPtrArray) processes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) streams = g_ptr_array_new_with_free_func (g_object_unref);

  self->peer.pause_ms = 50;
  fixture_adopt (self, self->session);
  for (guint i = 0; i < N_PROCESSES; i++)
    {
      g_autofree char *line = NULL;

      g_ptr_array_add (processes, start (self));
      g_ptr_array_add (streams, g_data_input_stream_new (g_subprocess_get_stdout_pipe (processes->pdata[i])));
      line = read_line (streams->pdata[i]);
      g_assert_cmpstr (line, ==, "there");
    }
  for (guint i = 0; i < N_PROCESSES; i++)
    let_go (processes->pdata[i]);
  for (guint i = 0; i < N_PROCESSES; i++)
    {
      g_autofree char *line = read_line (streams->pdata[i]);

      g_assert_cmpstr (line, ==, "renewed");
    }
  g_assert_cmpuint (self->peer.n_refreshes, ==, N_PROCESSES);
  g_assert_cmpuint (self->peer.most_refreshing, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  char *keyring = use_file_keyring ();
  int status;

  g_test_init (&argc, &argv, NULL);
  TEST ("processes-renew-one-after-the-other", test_together);
  status = g_test_run ();
  remove_file_keyring (keyring);
  return status;
}
