/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-task.h"
#include "tests/sync/sync-server.h"
#include "tests/workspace/sync-fixture.h"
#include "workspace/stint-grid-model.h"
#include "workspace/stint-task-list.h"

#include <string.h>
#include <time.h>

#define N_TASKS 10000

/* What one page of the table is, a megabyte, in records such as these. */
#define PAGE_RECORDS 2000
#define PAGE_PUSHES 100

#define MAX_REQUESTS 120

/* A few frames, so that slow machines and sanitizers pass, too; the figure is printed. */
#define MAX_BUSY_MS 100

/**
 * Peer:
 *
 * The service in this process, answering in a thread as a network would: its time is not the window's.
 */
#define PEER_TYPE (peer_get_type ())
G_DECLARE_FINAL_TYPE (Peer, peer, PEER, TRANSPORT, GObject)

struct _Peer
{
  GObject     parent_instance;

  SyncServer *server;
  guint       n_pulls;
  guint       n_pushes;
};

static void
answer_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Peer *self = source;

  g_task_return_pointer (task, sync_server_answer (self->server, data, FIXTURE_NOW_MS), (GDestroyNotify) stint_api_answer_free);
}

static void
send_async (StintTransport        *transport,
            const StintApiRequest *request,
            GCancellable          *cancellable,
            GAsyncReadyCallback    callback,
            gpointer               user_data)
{
  Peer *self = (Peer *) transport;
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (g_str_equal (request->method, "POST"))
    self->n_pushes++;
  else
    self->n_pulls++;
  g_task_set_task_data (task, stint_api_request_copy (request), (GDestroyNotify) stint_api_request_free);
  g_task_run_in_thread (task, answer_thread);
}

static StintApiAnswer *
send_finish (StintTransport *transport,
             GAsyncResult   *result,
             GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
transport_init (StintTransportInterface *interface)
{
  interface->send_async = send_async;
  interface->send_finish = send_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Peer, peer, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (STINT_TYPE_TRANSPORT, transport_init))

static void
peer_class_init (PeerClass *klass)
{
}

static void
peer_init (Peer *self)
{
}

/* How long the main loop was busy between two looks at what is new: the thread's own time, so that other programs do not count. */
static gint64 polled_us;
static gint64 longest_us;

static gint64
get_busy_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint
poll_cb (GPollFD *fds,
         guint    n_fds,
         gint     timeout_ms)
{
  gint64 now_us = get_busy_us ();
  int ready;

  if (polled_us > 0)
    longest_us = MAX (longest_us, now_us - polled_us);
  ready = g_poll (fds, n_fds, timeout_ms);
  polled_us = get_busy_us ();
  return ready;
}

/**
 * Machine:
 * @n_tellings: how often `changed` said that much is new
 */
typedef struct
{
  Fixture         base;
  StintSync      *sync;
  StintTaskList  *list;
  StintGridModel *grid;
  guint           n_tellings;
  guint           n_progress;
  gboolean        is_over;
  GError         *error;
} Machine;

static void
told_cb (Machine *self)
{
  self->n_tellings++;
}

static void
progress_cb (Machine *self)
{
  self->n_progress++;
}

static void
machine_set_up (Machine *self,
                Peer    *peer)
{
  g_autoptr (StintStoreAccount) owner = make_owner ("eva");
  StintTaskQuery query = { .view = STINT_TASK_VIEW_ALL, .sort = STINT_TASK_SORT_TITLE };

  fixture_set_up (&self->base, NULL);
  self->list = stint_task_list_new (self->base.workspace);
  stint_task_list_set_query (self->list, &query);
  self->grid = stint_grid_model_new (self->base.workspace, 0);
  stint_grid_model_set_range (self->grid, FIXTURE_MONDAY, 7);
  bind_now (self->base.workspace, "eva");
  self->sync = stint_sync_new (self->base.workspace);
  stint_sync_set_peer (self->sync, owner, STINT_TRANSPORT (peer));
  g_signal_connect_swapped (self->base.workspace, "changed", G_CALLBACK (told_cb), self);
  g_signal_connect_swapped (self->sync, "notify::progress", G_CALLBACK (progress_cb), self);
  settle (self->base.workspace);
}

static void
machine_tear_down (Machine *self)
{
  g_signal_handlers_disconnect_by_data (self->base.workspace, self);
  settle (self->base.workspace);
  g_object_unref (self->grid);
  g_object_unref (self->list);
  g_assert_finalize_object (self->sync);
  g_clear_error (&self->error);
  fixture_tear_down (&self->base, NULL);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Machine *self = user_data;

  stint_sync_run_finish (STINT_SYNC (source), result, &self->error);
  self->is_over = TRUE;
}

static void
sync_now (Machine *self,
          Peer    *peer)
{
  self->is_over = FALSE;
  peer->n_pulls = peer->n_pushes = 0;
  polled_us = longest_us = 0;
  self->n_tellings = self->n_progress = 0;
  stint_sync_run_async (self->sync, NULL, run_cb, self);
  while (!self->is_over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (self->error);
}

static void
add_tasks (Machine *self)
{
  StintEdit *edit = stint_edit_new ("Ten thousand");
  g_autoptr (StintChange) change = NULL;

  for (int i = 0; i < N_TASKS; i++)
    {
      g_autofree char *id = stint_workspace_dup_new_id (self->base.workspace);
      g_autofree char *title = g_strdup_printf ("Task %05d", i);
      GVariantDict dict;

      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, STINT_TASK_TITLE, "s", title);
      stint_edit_create (edit, STINT_KIND_TASK, id, g_variant_dict_end (&dict));
    }
  change = apply_now (self->base.workspace, edit);
}

static void
test_first_sync (void)
{
  g_autoptr (Peer) peer = g_object_new (PEER_TYPE, NULL);
  Machine one = { 0 };
  Machine two = { 0 };
  g_autofree char *id = NULL;
  gint64 began_us;

  peer->server = sync_server_new (PAGE_RECORDS, PAGE_PUSHES);
  machine_set_up (&one, peer);
  machine_set_up (&two, peer);
  add_tasks (&one);
  sync_now (&one, peer);
  g_test_message ("up: %u pulls and %u pushes; the main loop was busy for %" G_GINT64_FORMAT " ms at most", peer->n_pulls, peer->n_pushes,
                  longest_us / 1000);
  g_assert_cmpuint (peer->n_pulls + peer->n_pushes, <=, MAX_REQUESTS);
  g_assert_cmpuint (stint_sync_get_n_pending (one.sync), ==, 0);
  g_assert_cmpuint (one.n_progress, >, 2);
  g_assert_cmpint (longest_us, <, MAX_BUSY_MS * 1000);

  began_us = g_get_monotonic_time ();
  sync_now (&two, peer);
  g_test_message ("down: %u pulls and %u pushes in %" G_GINT64_FORMAT " ms; the main loop was busy for %" G_GINT64_FORMAT " ms at most, told %u times",
                  peer->n_pulls, peer->n_pushes, (g_get_monotonic_time () - began_us) / 1000, longest_us / 1000, two.n_tellings);
  g_assert_cmpuint (peer->n_pulls, <=, MAX_REQUESTS);
  g_assert_cmpuint (peer->n_pushes, ==, 0);
  g_assert_cmpuint (two.n_progress, >, 2);
  g_assert_cmpint (longest_us, <, MAX_BUSY_MS * 1000);
  settle (two.base.workspace);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (two.list)), ==, N_TASKS);

  /* Its own pushes come back once. */
  sync_now (&one, peer);
  id = add_task_now (two.base.workspace, "One more", 0);
  sync_now (&two, peer);
  g_test_message ("a delta: %u pulls and %u pushes", peer->n_pulls, peer->n_pushes);
  g_assert_cmpuint (peer->n_pulls, ==, 1);
  g_assert_cmpuint (peer->n_pushes, ==, 1);
  sync_now (&one, peer);
  g_assert_cmpuint (peer->n_pulls, ==, 1);
  g_assert_cmpuint (peer->n_pushes, ==, 0);
  g_assert_true (find_task_now (one.base.workspace, id));

  machine_tear_down (&one);
  machine_tear_down (&two);
  sync_server_free (peer->server);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_main_context_set_poll_func (NULL, poll_cb);
  g_test_add_func ("/first-sync/ten-thousand-records", test_first_sync);
  return g_test_run ();
}
