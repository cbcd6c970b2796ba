/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "cloud/stint-keyring.h"
#include "cloud/stint-session.h"
#include "cloud/stint-token-lock.h"

G_BEGIN_DECLS

/**
 * StintSession:
 * @access_token, @expires_us: the last one; %NULL if there is none or the API refused it
 * @refresh_token: (nullable): as far as this process knows
 * @is_unsaved: the keyring does not have @refresh_token: ours is the newer one
 * @may_store: the keyring is not known to be locked; if it is, it is left alone until the next sign-in, for each try may put a prompt
 *   before a person who did not ask for it
 * @has_ended: `signed-out` was said, or there is nobody to sign out
 * @count: stint_token_lock_read_count () when the keyring was last read or written
 * @waiters: (element-type GTask): who wants a token
 * @refresh: (nullable): the refresh that runs
 */
struct _StintSession
{
  GObject parent_instance;

  StintConnection *connection;
  char *user;
  char *lock_path;
  SoupSession *http;

  char *access_token;
  gint64 expires_us;
  char *refresh_token;
  gboolean is_unsaved;
  gboolean may_store;
  gboolean has_ended;
  StintKeyringState keyring;

  gboolean is_remembered;
  const char *keyring_problem;

  gint64 count;
  guint retry_ms;
  guint retry_within_ms;

  GPtrArray *waiters;
  gpointer refresh;
};

/* How long to wait for a process that renews the token, and for the same when a person waits. */
#define STINT_SESSION_LOCK_WAIT_MS 60000
#define STINT_SESSION_LOCK_WAIT_SHORT_MS 5000

/* For tests: the first pause before a lost answer is asked for again, and until when it may be. */
void      stint_session_set_retry           (StintSession       *self,
                                             guint               retry_ms,
                                             guint               retry_within_ms);

void      stint_session_note_keyring        (StintSession       *self,
                                             StintKeyringState   state,
                                             gboolean            was_asked);
void      stint_session_settle              (StintSession       *self);
void      stint_session_take_found          (StintSession       *self,
                                             char               *token,
                                             StintKeyringState   state);
void      stint_session_forget              (StintSession       *self);
void      stint_session_take_tokens         (StintSession       *self,
                                             const StintTokens  *tokens);
void      stint_session_find_async          (StintSession       *self,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
void      stint_session_count_change        (StintSession       *self,
                                             StintTokenLock     *lock);
void      stint_session_set_keyring_error   (StintSession       *self,
                                             GError            **error);
gboolean  stint_session_check_user          (StintSession       *self,
                                             const char         *user,
                                             GError            **error);

G_END_DECLS
