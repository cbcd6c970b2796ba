/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud/stint-api.h"
#include "workspace/account/stint-account.h"
#include "workspace/sync/stint-sync-private.h"

G_BEGIN_DECLS

/**
 * StintAccount:
 * @owner: (nullable): whose the open plan is
 * @connection: (nullable): its server
 * @session: (nullable): of whoever is signed in; always of @owner
 * @api: (nullable): the API with @session
 * @pending_tokens, @pending_connection: (nullable): of a sign-in that waits for stint_account_adopt_async()
 * @locked: (nullable): why the keyring did not say whether there is a session
 * @n_busy: operations that lead from one plan or session to another
 * @generation: changes with @owner and @session: what was read before is dropped
 * @is_loaded: it has been asked to load, and follows the workspace from then on
 * @wants_fresh: the next sign-in must ask who it is, or the browser would sign in the same person again
 */
struct _StintAccount
{
  GObject              parent_instance;

  StintWorkspace      *workspace;
  char                *root;
  StintAccountOpenUri  open_uri;
  gpointer             open_data;
  StintSync           *sync;
  StintStoreAccount   *owner;
  StintConnection     *connection;
  StintSession        *session;
  StintApi            *api;
  StintTokens         *pending_tokens;
  StintConnection     *pending_connection;
  char                *server;
  char                *locked;
  guint                n_busy;
  guint                n_signing_in;
  guint                generation;
  gboolean             automatic;
  gboolean             is_loaded;
  gboolean             wants_fresh;
};

/* Takes all three (nullable); what was before ends. */
void             stint_account_become            (StintAccount             *self,
                                                  StintStoreAccount        *owner,
                                                  StintConnection          *connection,
                                                  StintSession             *session);
/* The session that the open plan would have with @connection. (transfer full) */
StintSession    *stint_account_make_session      (StintAccount             *self,
                                                  StintConnection          *connection,
                                                  const char               *user);
void             stint_account_set_signing_in    (StintAccount             *self,
                                                  gboolean                  is_signing_in);
void             stint_account_forget_pending    (StintAccount             *self);

/* An operation that others must not cross: begin gives its task, or %NULL after having told @callback that another one is going on; end comes
 * before the task returns. */
GTask           *stint_account_begin             (StintAccount             *self,
                                                  gpointer                  source_tag,
                                                  GCancellable             *cancellable,
                                                  GAsyncReadyCallback       callback,
                                                  gpointer                  user_data);
void             stint_account_end               (StintAccount             *self);

/* Opens another plan; makes it @owner's if that is given (nullable), and remembers it as the current one. */
void             stint_account_go_to_async       (StintAccount             *self,
                                                  const char               *directory,
                                                  const StintStoreAccount  *owner,
                                                  GAsyncReadyCallback       callback,
                                                  gpointer                  user_data);
gboolean         stint_account_go_to_finish      (StintAccount             *self,
                                                  GAsyncResult             *result,
                                                  GError                  **error);
/* Makes the open plan @owner's. */
void             stint_account_bind_async        (StintAccount             *self,
                                                  const StintStoreAccount  *owner,
                                                  GAsyncReadyCallback       callback,
                                                  gpointer                  user_data);
gboolean         stint_account_bind_finish       (StintAccount             *self,
                                                  GAsyncResult             *result,
                                                  GError                  **error);
/* Ends the session, and removes the plan if @remove. Inside an operation. */
void             stint_account_leave_async       (StintAccount             *self,
                                                  gboolean                  remove,
                                                  GAsyncReadyCallback       callback,
                                                  gpointer                  user_data);
gboolean         stint_account_leave_finish      (StintAccount             *self,
                                                  GAsyncResult             *result,
                                                  GError                  **error);
/* Reads whose the open plan is again, also inside an operation. */
void             stint_account_reload_async      (StintAccount             *self,
                                                  GAsyncReadyCallback       callback,
                                                  gpointer                  user_data);
gboolean         stint_account_reload_finish     (StintAccount             *self,
                                                  GAsyncResult             *result,
                                                  GError                  **error);

StintConnection *stint_account_parse             (const char               *text,
                                                  gssize                    length,
                                                  GError                  **error);
/* Whether http may be used, on loopback: only for trying things out. */
gboolean         stint_account_allows_loopback   (void);

/* For tests: timers in place of the system's. */
void             stint_account_set_timers        (StintAccount             *self,
                                                  const StintTimers        *timers);

G_END_DECLS
