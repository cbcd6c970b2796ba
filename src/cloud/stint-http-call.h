/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "cloud/stint-transport.h"

G_BEGIN_DECLS

/* Of one answer; a longer one is none of ours. */
#define STINT_HTTP_MAX_BYTES (8 * 1024 * 1024)

/**
 * StintHttpFate:
 * @STINT_HTTP_FATE_UNSENT: nothing of the request has gone out
 * @STINT_HTTP_FATE_SENT: it has, at least in part: the server may have acted on it
 */
typedef enum
{
  STINT_HTTP_FATE_UNSENT,
  STINT_HTTP_FATE_SENT,
} StintHttpFate;

SoupSession    *stint_http_session_new (const char           *base);

SoupMessage    *stint_http_message_new (const char           *method,
                                        const char           *base,
                                        const char           *path);

void            stint_http_call_async  (SoupSession          *session,
                                        SoupMessage          *message,
                                        guint                 limit_s,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
StintApiAnswer *stint_http_call_finish (GAsyncResult         *result,
                                        StintHttpFate        *fate,
                                        GError              **error);

G_END_DECLS
