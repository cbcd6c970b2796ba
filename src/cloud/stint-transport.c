/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-cloud"

#include "cloud/stint-transport.h"

G_DEFINE_INTERFACE (StintTransport, stint_transport, G_TYPE_OBJECT)

static void
stint_transport_default_init (StintTransportInterface *iface)
{
}

StintApiRequest *
stint_api_request_new (const char *method,
                       const char *path,
                       const char *key,
                       const char *body)
{
  StintApiRequest *self = g_new0 (StintApiRequest, 1);

  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->key = g_strdup (key);
  self->body = g_strdup (body);
  return self;
}

StintApiRequest *
stint_api_request_copy (const StintApiRequest *self)
{
  return stint_api_request_new (self->method, self->path, self->key, self->body);
}

void
stint_api_request_free (StintApiRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->key);
  g_free (self->body);
  g_free (self);
}

void
stint_api_answer_free (StintApiAnswer *self)
{
  g_free (self->body);
  g_free (self);
}

void
stint_transport_send_async (StintTransport        *self,
                            const StintApiRequest *request,
                            GCancellable          *cancellable,
                            GAsyncReadyCallback    callback,
                            gpointer               user_data)
{
  g_return_if_fail (STINT_IS_TRANSPORT (self));

  STINT_TRANSPORT_GET_IFACE (self)->send_async (self, request, cancellable, callback, user_data);
}

StintApiAnswer *
stint_transport_send_finish (StintTransport *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (STINT_IS_TRANSPORT (self), NULL);

  return STINT_TRANSPORT_GET_IFACE (self)->send_finish (self, result, error);
}
