/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud/stint-session.h"
#include "cloud/stint-transport.h"

G_BEGIN_DECLS

/**
 * StintApi:
 *
 * The API of one deployment by libsoup, as a #StintTransport: each request with the session's access token; after a 401 it refreshes once
 * and asks once more. It never follows a redirect, and does not retry anything else: that is its caller's matter.
 * send_finish fails with what stint_session_get_token_finish() fails with, with OFFLINE if no whole answer came, with UNTRUSTED before
 * anything was sent, with FAILED if the answer is larger than 8 MB, and with %G_IO_ERROR_CANCELLED.
 */
#define STINT_TYPE_API (stint_api_get_type ())
G_DECLARE_FINAL_TYPE (StintApi, stint_api, STINT, API, GObject)

StintApi *stint_api_new                (StintSession          *session);

/* With a token of one's own in place of the session's: DELETE /me wants one of a fresh sign-in (sync.md R15). */
StintApi *stint_api_new_with_tokens    (StintConnection       *connection,
                                        StintTokens           *tokens);

/* Cognito's own DeleteUser, with a token of the admin scope. Fails with OFFLINE, REFUSED. */
void      stint_api_delete_user_async  (StintApi              *self,
                                        GCancellable          *cancellable,
                                        GAsyncReadyCallback    callback,
                                        gpointer               user_data);
gboolean  stint_api_delete_user_finish (StintApi              *self,
                                        GAsyncResult          *result,
                                        GError               **error);

G_END_DECLS
