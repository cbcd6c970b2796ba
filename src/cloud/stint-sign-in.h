/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cloud/stint-connection.h"

G_BEGIN_DECLS

/**
 * StintTokens:
 * @access_token: for the API
 * @refresh_token: (nullable): if this is all that is kept; %NULL if the answer of a refresh has none: the old one goes on
 * @user: the `sub` of the access token
 * @email: (nullable): of the ID token, for a person to look at
 * @expires_us: on g_get_monotonic_time()'s clock
 *
 * What a token endpoint gave. It is never written to a file or a log.
 */
typedef struct
{
  char *access_token;
  char *refresh_token;
  char *user;
  char *email;
  gint64 expires_us;
} StintTokens;

void stint_tokens_free (StintTokens *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintTokens, stint_tokens_free)

/**
 * StintOpenUri:
 *
 * Shows an address in the system's browser; it need not wait. Returns: %FALSE with @error if there is no browser
 */
typedef gboolean (*StintOpenUri) (const char  *uri,
                                  gpointer     user_data,
                                  GError     **error);

/**
 * StintSignInFlags:
 * @STINT_SIGN_IN_FRESH: a person must give the password again, whatever the browser remembers
 * @STINT_SIGN_IN_ADMIN: ask for the scope aws.cognito.signin.user.admin beside the connection's: only to erase an account
 */
typedef enum
{
  STINT_SIGN_IN_NORMAL = 0,
  STINT_SIGN_IN_FRESH = 1 << 0,
  STINT_SIGN_IN_ADMIN = 1 << 1,
} StintSignInFlags;

/* Signs in by the system's browser: authorization code with PKCE (RFC 7636), redirect to loopback (RFC 8252 §7.3). Ends at the latest
 * after @timeout_s (0: five minutes), or when @cancellable is cancelled. finish: (transfer full); fails with REFUSED, TIMED_OUT, PORTS,
 * OFFLINE, UNTRUSTED, %G_IO_ERROR_CANCELLED, or with what @open_uri failed with. */
void         stint_sign_in_async  (StintConnection      *connection,
                                   StintSignInFlags      flags,
                                   guint                 timeout_s,
                                   StintOpenUri          open_uri,
                                   gpointer              open_data,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
StintTokens *stint_sign_in_finish (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
