/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/sync-fixture.h"

#include "workspace/stint-workspace-private.h"

#include <string.h>

typedef struct
{
  guint           id;
  gint64          due_ms;
  GSourceOnceFunc func;
  gpointer        data;
} Waiting;

static gint64
get_ms (gpointer data)
{
  return ((FakeTimers *) data)->now_ms;
}

static guint
add (gpointer        data,
     gint64          ms,
     GSourceOnceFunc func,
     gpointer        user_data)
{
  FakeTimers *self = data;
  Waiting waiting = { ++self->last_id, self->now_ms + ms, func, user_data };

  g_array_append_val (self->waiting, waiting);
  return waiting.id;
}

static void
remove_one (gpointer data,
            guint    id)
{
  FakeTimers *self = data;

  for (guint i = 0; i < self->waiting->len; i++)
    if (g_array_index (self->waiting, Waiting, i).id == id)
      {
        g_array_remove_index (self->waiting, i);
        return;
      }
  g_assert_not_reached ();
}

void
fake_timers_init (FakeTimers *self)
{
  *self = (FakeTimers) {
    .timers = { get_ms, add, remove_one, self },
    .now_ms = 1000000,
    .waiting = g_array_new (FALSE, FALSE, sizeof (Waiting)),
  };
}

void
fake_timers_clear (FakeTimers *self)
{
  g_assert_cmpuint (self->waiting->len, ==, 0);
  g_array_unref (self->waiting);
}

gint64
fake_timers_get_next (FakeTimers *self)
{
  gint64 due_ms = G_MAXINT64;

  for (guint i = 0; i < self->waiting->len; i++)
    due_ms = MIN (due_ms, g_array_index (self->waiting, Waiting, i).due_ms);
  return due_ms == G_MAXINT64 ? -1 : due_ms - self->now_ms;
}

static gboolean
run_due (FakeTimers *self)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      Waiting waiting = g_array_index (self->waiting, Waiting, i);

      if (waiting.due_ms > self->now_ms)
        continue;
      g_array_remove_index (self->waiting, i);
      waiting.func (waiting.data);
      return TRUE;
    }
  return FALSE;
}

void
fake_timers_advance (FakeTimers *self,
                     gint64      ms)
{
  gint64 end_ms = self->now_ms + ms;
  gint64 next_ms = fake_timers_get_next (self);

  while (next_ms >= 0 && self->now_ms + next_ms <= end_ms)
    {
      self->now_ms += next_ms;
      while (run_due (self))
        ;
      next_ms = fake_timers_get_next (self);
    }
  self->now_ms = end_ms;
}

static void
send_async (StintTransport        *transport,
            const StintApiRequest *request,
            GCancellable          *cancellable,
            GAsyncReadyCallback    callback,
            gpointer               user_data)
{
  FakeTransport *self = FAKE_TRANSPORT (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, stint_api_request_copy (request), (GDestroyNotify) stint_api_request_free);
  g_ptr_array_add (self->sent, task);
  self->n_sent++;
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

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeTransport, fake_transport, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (STINT_TYPE_TRANSPORT, transport_init))

static void
fake_transport_finalize (GObject *object)
{
  g_ptr_array_unref (FAKE_TRANSPORT (object)->sent);
  G_OBJECT_CLASS (fake_transport_parent_class)->finalize (object);
}

static void
fake_transport_class_init (FakeTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_transport_finalize;
}

static void
fake_transport_init (FakeTransport *self)
{
  self->sent = g_ptr_array_new_with_free_func (g_object_unref);
}

const char *
fake_transport_wait (FakeTransport *self)
{
  gint64 deadline_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (self->sent->len == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_main_context_iteration (NULL, FALSE);
    }
  return ((StintApiRequest *) g_task_get_task_data (self->sent->pdata[0]))->path;
}

void
fake_transport_answer (FakeTransport *self,
                       guint          status,
                       const char    *body)
{
  StintApiAnswer *answer = g_new0 (StintApiAnswer, 1);
  g_autoptr (GTask) task = g_object_ref (self->sent->pdata[0]);

  answer->status = status;
  answer->body = g_strdup (body);
  answer->length = strlen (body);
  answer->retry_after_s = -1;
  g_ptr_array_remove_index (self->sent, 0);
  if (g_task_return_error_if_cancelled (task))
    stint_api_answer_free (answer);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) stint_api_answer_free);
}

void
fake_transport_fail (FakeTransport *self,
                     GQuark         domain,
                     int            code)
{
  g_autoptr (GTask) task = g_object_ref (self->sent->pdata[0]);

  g_ptr_array_remove_index (self->sent, 0);
  g_task_return_new_error (task, domain, code, "The test says so");
}

StintStoreAccount *
make_owner (const char *user)
{
  StintStoreAccount *self = g_new0 (StintStoreAccount, 1);

  self->issuer = g_strdup ("https://issuer.example/pool");
  self->client_id = g_strdup ("client");
  self->user = g_strdup (user);
  self->api = g_strdup ("https://api.example/v1");
  self->email = g_strdup_printf ("%s@example.org", user);
  self->connection = g_strdup ("{}");
  return self;
}

static gpointer
bind_job (StintDatabase *database,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return stint_database_write_account (database, data, error) ? g_strdup ("") : NULL;
}

void
bind_now (StintWorkspace *workspace,
          const char     *user)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *done = stint_workspace_run_sync (workspace, bind_job, make_owner (user), (GDestroyNotify) stint_store_account_free,
                                                    g_free, &error);

  g_assert_no_error (error);
}
