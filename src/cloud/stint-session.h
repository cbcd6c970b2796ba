/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud/stint-sign-in.h"

G_BEGIN_DECLS

/**
 * StintSession:
 *
 * One person's session with one deployment: the refresh token in the keyring, the access token in memory. Main thread only.
 *
 * Properties: `is-remembered` (boolean: the keyring has the refresh token, so the session outlives the program), `keyring-problem`
 * (nullable string: a sentence why it has not).
 * Signal `signed-out`: the server has ended it (invalid_grant); a person must sign in again.
 */
#define STINT_TYPE_SESSION (stint_session_get_type ())
G_DECLARE_FINAL_TYPE (StintSession, stint_session, STINT, SESSION, GObject)

/* @user: the sub that every token must be of. @lock_path: a file to lock while refreshing, so that of several processes one does. */
StintSession *stint_session_new               (StintConnection       *connection,
                                               const char            *user,
                                               const char            *lock_path);
StintConnection *stint_session_get_connection (StintSession          *self);
const char   *stint_session_get_user          (StintSession          *self);
gboolean      stint_session_get_is_remembered (StintSession          *self);
const char   *stint_session_get_keyring_problem (StintSession        *self);

/* Takes up what a sign-in gave; stores the refresh token. finish fails only with OTHER_USER. A locked keyring asks the person to unlock it,
 * so this may take a minute then. */
void          stint_session_adopt_async       (StintSession          *self,
                                               StintTokens           *tokens,
                                               GCancellable          *cancellable,
                                               GAsyncReadyCallback    callback,
                                               gpointer               user_data);
gboolean      stint_session_adopt_finish      (StintSession          *self,
                                               GAsyncResult          *result,
                                               GError               **error);
/* Whether the keyring (or this process) has a refresh token: finish is TRUE if so; FALSE without error if not; with KEYRING if it is locked. */
void          stint_session_look_async        (StintSession          *self,
                                               GCancellable          *cancellable,
                                               GAsyncReadyCallback    callback,
                                               gpointer               user_data);
gboolean      stint_session_look_finish       (StintSession          *self,
                                               GAsyncResult          *result,
                                               GError               **error);
/* An access token that is good for a while; refreshes if need be, one at a time across processes. @stale: (nullable): one that the API refused.
 * finish: (transfer full); fails with SIGN_IN only after invalid_grant or without any refresh token, with OFFLINE on everything that may
 * pass, with UNTRUSTED, KEYRING and OTHER_USER as they say, and with FAILED on another error of OAuth (a wrong client id). */
void          stint_session_get_token_async   (StintSession          *self,
                                               const char            *stale,
                                               GCancellable          *cancellable,
                                               GAsyncReadyCallback    callback,
                                               gpointer               user_data);
char         *stint_session_get_token_finish  (StintSession          *self,
                                               GAsyncResult          *result,
                                               GError               **error);
/* Forgets the tokens here and in the keyring, then revokes the refresh token at the server; without a network it is forgotten all the same.
 * finish fails only with KEYRING, if the keyring could not forget it; this process has, and the server was told. */
void          stint_session_sign_out_async    (StintSession          *self,
                                               GCancellable          *cancellable,
                                               GAsyncReadyCallback    callback,
                                               gpointer               user_data);
gboolean      stint_session_sign_out_finish   (StintSession          *self,
                                               GAsyncResult          *result,
                                               GError               **error);

G_END_DECLS
