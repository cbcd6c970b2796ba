/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <libsoup/soup.h>

#include "cloud/stint-sign-in.h"

G_BEGIN_DECLS

#define EVA "0e5a0000-0000-4000-8000-00000000000a"
#define BEN "0be00000-0000-4000-8000-00000000000b"
#define CLIENT "testclient"

/**
 * PeerFault:
 * @PEER_DROP: the connection ends, and nothing was done
 * @PEER_LOSE: it was done, and the connection ends instead of an answer
 * @PEER_CUT: the answer's head comes, and half of its body
 * @PEER_PAGE: 200 with a page, as hotels have it
 * @PEER_REDIRECT: 302 to http on the peer's trap
 * @PEER_INVALID_CLIENT: OAuth's error of that name
 * @PEER_STATUS: and above: that status, with nothing that OAuth knows
 */
typedef enum
{
  PEER_FINE,
  PEER_DROP,
  PEER_LOSE,
  PEER_CUT,
  PEER_PAGE,
  PEER_REDIRECT,
  PEER_INVALID_CLIENT,
  PEER_STATUS = 100,
} PeerFault;

/**
 * Peer:
 * @faults: (element-type PeerFault): one a request at the token endpoint or the API, then none
 * @rotates: whether a refresh gives another refresh token; the old one then is good no more, unless @grace
 * @user: whose tokens are given
 * @life_s: of an access token, by expires_in; the API takes it for as long as it is in @access_tokens
 * @refreshing, @most_refreshing: how many refreshes run at once, and the most so far
 * @pause_ms: how long each refresh takes
 * @trapped: requests that followed a redirect
 *
 * A sign-in server and an API on loopback, in the test's own main loop.
 */
typedef struct
{
  SoupServer *server;
  char *base;
  char *directory;
  char *lock_path;
  GQueue faults;
  gboolean rotates;
  gboolean grace;
  const char *user;
  guint life_s;
  guint pause_ms;
  guint refreshing;
  guint most_refreshing;
  guint n_tokens;
  guint n_exchanges;
  guint n_refreshes;
  guint n_revocations;
  guint n_calls;
  guint trapped;
  GHashTable *codes;
  GHashTable *access_tokens;
  GHashTable *refresh_tokens;
  GPtrArray *used_refresh_tokens;
  SoupMessageHeaders *call_headers;
  char *call_method;
  char *call_path;
  char *call_body;
  guint api_status;
  char *api_body;
  gsize api_length;
  const char *api_headers[4][2];
  StintConnection *connection;
} Peer;

void             peer_set_up            (Peer             *self,
                                         gconstpointer     unused);
void             peer_tear_down         (Peer             *self,
                                         gconstpointer     unused);
void             peer_fail              (Peer             *self,
                                         PeerFault         fault);
char            *peer_make_refresh_token (Peer            *self);
StintTokens     *peer_make_tokens       (Peer             *self,
                                         const char       *user);
char            *peer_grant             (Peer             *self,
                                         const char       *uri,
                                         const char       *client);
StintConnection *peer_connect           (const char       *base,
                                         const guint16     ports[3]);

char            *use_file_keyring       (void);
void             remove_file_keyring    (char             *path);
void             store_result_cb        (GObject          *source,
                                         GAsyncResult     *result,
                                         gpointer          user_data);
GAsyncResult    *wait_for_result        (GAsyncResult    **result);
void             iterate_until          (const guint      *counter,
                                         guint             value);
guint16          find_free_port         (void);
char            *ask_raw                (guint16           port,
                                         const char       *text);
GSocketConnection *connect_raw          (guint16           port);
char            *read_raw               (GSocketConnection *connection);

G_END_DECLS
