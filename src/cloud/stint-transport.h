/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cloud/stint-cloud-error.h"

G_BEGIN_DECLS

/**
 * StintApiRequest:
 * @path: below the API's address, with its query, beginning with a slash
 * @key: (nullable): the Idempotency-Key
 * @body: (nullable): JSON
 */
typedef struct
{
  char *method;
  char *path;
  char *key;
  char *body;
} StintApiRequest;

StintApiRequest *stint_api_request_new  (const char            *method,
                                         const char            *path,
                                         const char            *key,
                                         const char            *body);
StintApiRequest *stint_api_request_copy (const StintApiRequest *self);
void             stint_api_request_free (StintApiRequest       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintApiRequest, stint_api_request_free)

/**
 * StintApiAnswer:
 * @status: HTTP's
 * @body: @length bytes and a zero byte behind them; not yet looked at
 * @retry_after_s: what Retry-After says, -1 if nothing
 * @date_ms: the server's clock by the Date header, whole seconds; 0 if there was none
 */
typedef struct
{
  guint status;
  char *body;
  gsize length;
  gint64 retry_after_s;
  gint64 date_ms;
} StintApiAnswer;

void stint_api_answer_free (StintApiAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintApiAnswer, stint_api_answer_free)

#define STINT_TYPE_TRANSPORT (stint_transport_get_type ())
G_DECLARE_INTERFACE (StintTransport, stint_transport, STINT, TRANSPORT, GObject)

/**
 * StintTransportInterface:
 * @send_async: sends a request, which it copies
 * @send_finish: (transfer full): the answer, whatever its status; %NULL with a #StintCloudError if there is none
 *
 * Carries one request to the API and its answer back: #StintApi does, and so do the peers in tests.
 */
struct _StintTransportInterface
{
  GTypeInterface parent;

  void            (*send_async)  (StintTransport         *self,
                                  const StintApiRequest  *request,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data);
  StintApiAnswer *(*send_finish) (StintTransport         *self,
                                  GAsyncResult           *result,
                                  GError                **error);
};

void            stint_transport_send_async  (StintTransport         *self,
                                             const StintApiRequest  *request,
                                             GCancellable           *cancellable,
                                             GAsyncReadyCallback     callback,
                                             gpointer                user_data);
StintApiAnswer *stint_transport_send_finish (StintTransport         *self,
                                             GAsyncResult           *result,
                                             GError                **error);

G_END_DECLS
