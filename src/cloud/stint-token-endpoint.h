/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "cloud/stint-sign-in.h"

G_BEGIN_DECLS

/*
 * The sign-in server's /oauth2/token and /oauth2/revoke, by a session of stint_http_session_new(). Nothing is tried twice here.
 */
void         stint_token_endpoint_exchange_async (SoupSession         *http,
                                                  StintConnection     *connection,
                                                  const char          *code,
                                                  const char          *verifier,
                                                  const char          *redirect,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
void         stint_token_endpoint_refresh_async  (SoupSession         *http,
                                                  StintConnection     *connection,
                                                  const char          *refresh_token,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
StintTokens *stint_token_endpoint_finish         (GAsyncResult        *result,
                                                  gboolean            *is_lost,
                                                  GError             **error);

void         stint_token_endpoint_revoke_async   (SoupSession         *http,
                                                  StintConnection     *connection,
                                                  const char          *refresh_token,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
gboolean     stint_token_endpoint_revoke_finish  (GAsyncResult        *result,
                                                  GError             **error);

G_END_DECLS
