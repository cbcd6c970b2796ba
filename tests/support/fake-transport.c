/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/support/fake-transport.h"

#include <string.h>

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
