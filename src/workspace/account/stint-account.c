/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/account/stint-account.h"

#include "stint-config.h"
#include "workspace/account/stint-account-private.h"
#include "workspace/account/stint-stores.h"

#include <glib/gi18n-lib.h>

#define TOKEN_LOCK_FILE "tokens.lock"

enum
{
  PROP_0,
  PROP_STATE,
  PROP_USER,
  PROP_SERVER,
  PROP_SERVER_NAME,
  PROP_IS_REMEMBERED,
  PROP_KEYRING_PROBLEM,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (StintAccount, stint_account, G_TYPE_OBJECT)

static void
notify_all (StintAccount *self)
{
  for (int i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), props[i]);
}

static void
session_noticed_cb (StintAccount *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_REMEMBERED]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEYRING_PROBLEM]);
}

/* The server has ended it. The plan stays, and says so. */
static void
session_ended_cb (StintAccount *self)
{
  g_autoptr (StintAccount) alive = g_object_ref (self);

  stint_account_become (self, g_steal_pointer (&self->owner), g_steal_pointer (&self->connection), NULL);
}

static void
let_session_go (StintAccount *self)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->api);
}

void
stint_account_become (StintAccount      *self,
                      StintStoreAccount *owner,
                      StintConnection   *connection,
                      StintSession      *session)
{
  StintApi *api = session != NULL ? stint_api_new (session) : NULL;

  let_session_go (self);
  g_clear_pointer (&self->owner, stint_store_account_free);
  g_clear_pointer (&self->connection, stint_connection_unref);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->locked, g_free);
  self->generation++;
  self->owner = owner;
  self->connection = connection;
  self->session = session;
  self->api = api;
  self->server = connection != NULL ? stint_connection_dup_api_host (connection) : NULL;
  if (session != NULL)
    {
      g_signal_connect_swapped (session, "signed-out", G_CALLBACK (session_ended_cb), self);
      g_signal_connect_swapped (session, "notify::is-remembered", G_CALLBACK (session_noticed_cb), self);
      g_signal_connect_swapped (session, "notify::keyring-problem", G_CALLBACK (session_noticed_cb), self);
    }
  stint_sync_set_peer (self->sync, owner, api != NULL ? STINT_TRANSPORT (api) : NULL);
  if (self->automatic)
    stint_sync_start (self->sync);
  notify_all (self);
}

StintSession *
stint_account_make_session (StintAccount    *self,
                            StintConnection *connection,
                            const char      *user)
{
  g_autofree char *lock_path = g_build_filename (stint_workspace_get_directory (self->workspace), TOKEN_LOCK_FILE, NULL);

  return stint_session_new (connection, user, lock_path);
}

void
stint_account_set_signing_in (StintAccount *self,
                              gboolean      is_signing_in)
{
  self->n_signing_in += is_signing_in ? 1 : -1;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

void
stint_account_forget_pending (StintAccount *self)
{
  g_clear_pointer (&self->pending_tokens, stint_tokens_free);
  g_clear_pointer (&self->pending_connection, stint_connection_unref);
}

GTask *
stint_account_begin (StintAccount       *self,
                     gpointer            source_tag,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  /* What has become of the plan is said, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  if (self->n_busy > 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, _("Stint is still busy with the account. Try again in a moment."));
      return NULL;
    }
  if (!stint_workspace_get_is_open (self->workspace))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _("The tasks are not open"));
      return NULL;
    }
  self->n_busy++;
  return g_steal_pointer (&task);
}

void
stint_account_end (StintAccount *self)
{
  self->n_busy--;
}

/* Somebody else put another store in place of the open one, or closed it. */
static void
open_changed_cb (StintAccount *self)
{
  if (self->n_busy > 0)
    return;
  /* Whoever signed in was asked about the plan that was open. */
  stint_account_forget_pending (self);
  if (!self->is_loaded)
    return;
  if (stint_workspace_get_is_open (self->workspace))
    stint_account_reload_async (self, NULL, NULL);
  else
    stint_account_become (self, NULL, NULL, NULL);
}

static void
stint_account_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  StintAccount *self = STINT_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, stint_account_get_state (self));
      break;

    case PROP_USER:
      g_value_set_string (value, stint_account_get_user (self));
      break;

    case PROP_SERVER:
      g_value_set_string (value, stint_account_get_server (self));
      break;

    case PROP_SERVER_NAME:
      g_value_set_string (value, stint_account_get_server_name (self));
      break;

    case PROP_IS_REMEMBERED:
      g_value_set_boolean (value, stint_account_get_is_remembered (self));
      break;

    case PROP_KEYRING_PROBLEM:
      g_value_set_string (value, stint_account_get_keyring_problem (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_account_dispose (GObject *object)
{
  StintAccount *self = STINT_ACCOUNT (object);

  if (self->sync != NULL)
    {
      stint_sync_stop (self->sync);
      stint_sync_set_peer (self->sync, NULL, NULL);
    }
  let_session_go (self);

  G_OBJECT_CLASS (stint_account_parent_class)->dispose (object);
}

static void
stint_account_finalize (GObject *object)
{
  StintAccount *self = STINT_ACCOUNT (object);

  stint_account_forget_pending (self);
  g_clear_object (&self->sync);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->owner, stint_store_account_free);
  g_clear_pointer (&self->connection, stint_connection_unref);
  g_free (self->server);
  g_free (self->locked);
  g_free (self->root);

  G_OBJECT_CLASS (stint_account_parent_class)->finalize (object);
}

static void
stint_account_class_init (StintAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = stint_account_get_property;
  object_class->dispose = stint_account_dispose;
  object_class->finalize = stint_account_finalize;

  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, STINT_ACCOUNT_NONE, flags);
  props[PROP_USER] = g_param_spec_string ("user", NULL, NULL, NULL, flags);
  props[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  props[PROP_SERVER_NAME] = g_param_spec_string ("server-name", NULL, NULL, NULL, flags);
  props[PROP_IS_REMEMBERED] = g_param_spec_boolean ("is-remembered", NULL, NULL, FALSE, flags);
  props[PROP_KEYRING_PROBLEM] = g_param_spec_string ("keyring-problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
stint_account_init (StintAccount *self)
{
}

/**
 * stint_account_new:
 * @open_uri: shows an address in the browser; @open_data is given to it, and must live as long as the account
 */
StintAccount *
stint_account_new (StintWorkspace     *workspace,
                   const char         *root,
                   StintAccountOpenUri open_uri,
                   gpointer            open_data)
{
  StintAccount *self = g_object_new (STINT_TYPE_ACCOUNT, NULL);

  self->workspace = g_object_ref (workspace);
  self->root = g_strdup (root);
  self->open_uri = open_uri;
  self->open_data = open_data;
  self->sync = stint_sync_new (workspace);
  g_signal_connect_object (workspace, "notify::is-open", G_CALLBACK (open_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

char *
stint_account_dup_current_store (const char *root)
{
  return stint_stores_dup_current (root);
}

/* @network: (nullable): says when it is worth trying again; %NULL: nobody does */
void
stint_account_set_network (StintAccount    *self,
                           GNetworkMonitor *network)
{
  stint_sync_set_network (self->sync, network);
}

void
stint_account_set_timers (StintAccount      *self,
                          const StintTimers *timers)
{
  stint_sync_set_timers (self->sync, timers);
}

StintAccountState
stint_account_get_state (StintAccount *self)
{
  if (self->n_signing_in > 0)
    return STINT_ACCOUNT_SIGNING_IN;
  if (self->owner == NULL)
    return STINT_ACCOUNT_NONE;
  return self->session != NULL ? STINT_ACCOUNT_SIGNED_IN : STINT_ACCOUNT_SIGNED_OUT;
}

/**
 * stint_account_get_user:
 *
 * Returns: (nullable): the address, or else the id, of whoever the plan belongs to
 */
const char *
stint_account_get_user (StintAccount *self)
{
  if (self->owner == NULL)
    return NULL;
  return self->owner->email != NULL ? self->owner->email : self->owner->user;
}

const char *
stint_account_get_server (StintAccount *self)
{
  return self->server;
}

const char *
stint_account_get_server_name (StintAccount *self)
{
  return self->connection != NULL ? stint_connection_get_name (self->connection) : NULL;
}

gboolean
stint_account_get_is_remembered (StintAccount *self)
{
  return self->session != NULL && stint_session_get_is_remembered (self->session);
}

const char *
stint_account_get_keyring_problem (StintAccount *self)
{
  return self->session != NULL ? stint_session_get_keyring_problem (self->session) : self->locked;
}

/* (transfer none) (nullable) */
StintTransport *
stint_account_get_transport (StintAccount *self)
{
  return self->api != NULL ? STINT_TRANSPORT (self->api) : NULL;
}

/* (transfer none) */
StintSync *
stint_account_get_sync (StintAccount *self)
{
  return self->sync;
}
