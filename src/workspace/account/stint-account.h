/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud/stint-transport.h"
#include "workspace/stint-workspace.h"
#include "workspace/sync/stint-sync.h"

G_BEGIN_DECLS

/**
 * StintAccountState:
 * @STINT_ACCOUNT_NONE: the open plan belongs to nobody
 * @STINT_ACCOUNT_SIGNED_OUT: it belongs to an account (sync.md S1), and nobody is signed in
 * @STINT_ACCOUNT_SIGNING_IN: the browser is open
 * @STINT_ACCOUNT_SIGNED_IN: a session is there
 */
typedef enum
{
  STINT_ACCOUNT_NONE,
  STINT_ACCOUNT_SIGNED_OUT,
  STINT_ACCOUNT_SIGNING_IN,
  STINT_ACCOUNT_SIGNED_IN,
} StintAccountState;

/**
 * StintServerInfo:
 *
 * What a connect file says, for a person to look at before anything goes there (sync.md S5).
 */
typedef struct
{
  char *name;
  char *api_host;
  char *sign_in_host;
} StintServerInfo;

void stint_server_info_free (StintServerInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintServerInfo, stint_server_info_free)

/**
 * StintAccountDevice:
 * @name: (nullable): as it called itself
 * @seen_ms: when it sent something last
 */
typedef struct
{
  char *id;
  char *name;
  gint64 seen_ms;
  gboolean is_this;
} StintAccountDevice;

void stint_account_device_free (StintAccountDevice *self);

/**
 * StintSignedIn:
 * @STINT_SIGNED_IN_READY: the open plan is that of whoever signed in: it is syncing now
 * @STINT_SIGNED_IN_ASK: the open plan belongs to nobody and is not empty: ask whether it is to go to the account
 *   (stint_account_adopt_async()). Nothing has been sent.
 * @STINT_SIGNED_IN_OTHER: the open plan is another account's: it stays as it is, and stint_account_adopt_async() with ADOPT_OWN_STORE goes
 *   on with the plan of whoever signed in
 */
typedef enum
{
  STINT_SIGNED_IN_READY,
  STINT_SIGNED_IN_ASK,
  STINT_SIGNED_IN_OTHER,
} StintSignedIn;

/**
 * StintAdopt:
 * @STINT_ADOPT_HERE: the open plan becomes the account's; refused with G_IO_ERROR_EXISTS if the account has another plan on this machine
 * @STINT_ADOPT_OWN_STORE: the account gets (or has) a plan of its own; the open one stays on this machine as it is
 * @STINT_ADOPT_CANCEL: forget the sign-in
 */
typedef enum
{
  STINT_ADOPT_HERE,
  STINT_ADOPT_OWN_STORE,
  STINT_ADOPT_CANCEL,
} StintAdopt;

/**
 * StintErasedChoice:
 *
 * What becomes of the plan here after its account was erased somewhere (sync.md R15).
 */
typedef enum
{
  STINT_ERASED_KEEP,
  STINT_ERASED_REMOVE,
  STINT_ERASED_UPLOAD,
} StintErasedChoice;

/**
 * StintAccountOpenUri:
 *
 * Shows an address in the system's browser. Returns: %FALSE with @error if there is none
 */
typedef gboolean (*StintAccountOpenUri) (const char  *uri,
                                         gpointer     user_data,
                                         GError     **error);

/**
 * StintAccount:
 *
 * Whose plan this is: signing in and out, and the sync that follows from it. Main thread only; it follows the workspace as that opens and
 * closes.
 *
 * Properties, all notified: `state` (int, #StintAccountState), `user` (nullable string: the address, or else the id, of whoever it belongs
 * to), `server` (nullable string: the host of the API), `server-name` (nullable string), `is-remembered` (boolean: the session outlives the
 * program), `keyring-problem` (nullable string: a sentence why not).
 */
#define STINT_TYPE_ACCOUNT (stint_account_get_type ())
G_DECLARE_FINAL_TYPE (StintAccount, stint_account, STINT, ACCOUNT, GObject)

/* @root: the folder that all plans of this person are in ($XDG_DATA_HOME/stint). */
StintAccount      *stint_account_new                 (StintWorkspace       *workspace,
                                                      const char           *root,
                                                      StintAccountOpenUri   open_uri,
                                                      gpointer              open_data);
/* The folder of the plan that was open last: where a workspace begins. (transfer full) */
char              *stint_account_dup_current_store   (const char           *root);

/* @network: (nullable): tells when it is worth trying again. */
void               stint_account_set_network         (StintAccount         *self,
                                                      GNetworkMonitor      *network);

StintAccountState  stint_account_get_state           (StintAccount         *self);
const char        *stint_account_get_user            (StintAccount         *self);
const char        *stint_account_get_server          (StintAccount         *self);
const char        *stint_account_get_server_name     (StintAccount         *self);
gboolean           stint_account_get_is_remembered   (StintAccount         *self);
const char        *stint_account_get_keyring_problem (StintAccount         *self);
StintSync         *stint_account_get_sync            (StintAccount         *self);
/* The API of whoever is signed in; NULL if nobody is. Another one after `state` was notified. */
StintTransport    *stint_account_get_transport       (StintAccount         *self);

/* Reads the account of the open plan and looks for its session; syncs by itself from then on if @automatic. Called once it is open. */
void               stint_account_load_async          (StintAccount         *self,
                                                      gboolean              automatic,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean           stint_account_load_finish         (StintAccount         *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

/* Whether a file's first bytes are those of a connect file. */
gboolean           stint_account_is_connect_file     (const char           *text,
                                                      gssize                length);
/* What a connect file says; fails with a sentence if it is none, or may not be used. Nothing is sent. (transfer full) */
StintServerInfo   *stint_account_read_connect_file   (StintAccount         *self,
                                                      const char           *text,
                                                      gssize                length,
                                                      GError              **error);
/* @connect_file: (nullable): its text; %NULL: the server that the plan belongs to. */
void               stint_account_sign_in_async       (StintAccount         *self,
                                                      const char           *connect_file,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
/* @user: (out) (optional): who signed in; @n_tasks: (out) (optional): how many are in the open plan. FALSE with an error in words for a person. */
gboolean           stint_account_sign_in_finish      (StintAccount         *self,
                                                      GAsyncResult         *result,
                                                      StintSignedIn        *outcome,
                                                      char                **user,
                                                      guint                *n_tasks,
                                                      GError              **error);
void               stint_account_adopt_async         (StintAccount         *self,
                                                      StintAdopt            how,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean           stint_account_adopt_finish        (StintAccount         *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
/* @remove: delete the plan from this machine as well, with its backups, and go on with the one that belongs to nobody. */
void               stint_account_sign_out_async      (StintAccount         *self,
                                                      gboolean              remove,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean           stint_account_sign_out_finish     (StintAccount         *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
/* finish: (transfer full) (element-type StintAccountDevice): whoever has sent something, the latest first */
void               stint_account_list_devices_async  (StintAccount         *self,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
GPtrArray         *stint_account_list_devices_finish (StintAccount         *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
/* Deletes everything at the server, then the user (sync.md R15): a person signs in afresh for it. The plan here stays, signed out, unless @remove. */
void               stint_account_erase_async         (StintAccount         *self,
                                                      gboolean              remove,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean           stint_account_erase_finish        (StintAccount         *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
/* Answers the question of STINT_SYNC_HELP_DECIDE_ERASED. */
void               stint_account_decide_erased_async (StintAccount         *self,
                                                      StintErasedChoice     choice,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean           stint_account_decide_erased_finish (StintAccount        *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

G_END_DECLS
