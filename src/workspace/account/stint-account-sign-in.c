/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "stint-config.h"
#include "workspace/account/stint-account-private.h"
#include "workspace/account/stint-stores.h"
#include "workspace/stint-workspace-private.h"

#include <glib/gi18n-lib.h>

/**
 * SignIn:
 * @connection, @tokens: what is signed in with
 * @account: whose plan that makes
 * @outcome, @n_tasks: what finish gives
 */
typedef struct
{
  StintConnection   *connection;
  StintTokens       *tokens;
  StintStoreAccount *account;
  StintSession      *session;
  StintSignedIn      outcome;
  guint              n_tasks;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  g_clear_pointer (&self->connection, stint_connection_unref);
  g_clear_pointer (&self->tokens, stint_tokens_free);
  g_clear_pointer (&self->account, stint_store_account_free);
  g_clear_object (&self->session);
  g_free (self);
}

static StintStoreAccount *
make_account (StintConnection *connection,
              StintTokens     *tokens)
{
  StintStoreAccount *account = g_new0 (StintStoreAccount, 1);

  account->issuer = g_strdup (stint_connection_get_issuer (connection));
  account->client_id = g_strdup (stint_connection_get_client_id (connection));
  account->user = g_strdup (tokens->user);
  account->api = g_strdup (stint_connection_get_api (connection));
  account->email = g_strdup (tokens->email);
  account->connection = stint_connection_to_json (connection);
  return account;
}

/* Takes @task and @error. */
static void
fail (GTask  *task,
      GError *error)
{
  stint_account_end (g_task_get_source_object (task));
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Takes @task. */
static void
succeed (GTask *task)
{
  stint_account_end (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
adopted_by_session_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  GTask *task = user_data;
  StintAccount *self = g_task_get_source_object (task);
  SignIn *data = g_task_get_task_data (task);
  GError *error = NULL;

  if (!stint_session_adopt_finish (data->session, result, &error))
    {
      fail (task, error);
      return;
    }
  data->outcome = STINT_SIGNED_IN_READY;
  self->wants_fresh = FALSE;
  stint_account_become (self, stint_store_account_copy (data->account), stint_connection_ref (data->connection),
                        g_steal_pointer (&data->session));
  succeed (task);
}

/* The open plan is the account's: begin its session. */
static void
take_up (GTask *task)
{
  StintAccount *self = g_task_get_source_object (task);
  SignIn *data = g_task_get_task_data (task);

  data->session = stint_account_make_session (self, data->connection, data->account->user);
  stint_session_adopt_async (data->session, data->tokens, NULL, adopted_by_session_cb, task);
}

static void
bound_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (stint_account_bind_finish (STINT_ACCOUNT (source), result, &error))
    take_up (task);
  else
    fail (task, error);
}

static void
gone_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (stint_account_go_to_finish (STINT_ACCOUNT (source), result, &error))
    take_up (task);
  else
    fail (task, error);
}

/**
 * Search:
 *
 * What the thread is told that looks for an account's plan.
 */
typedef struct
{
  char              *root;
  char              *open;
  StintStoreAccount *account;
  gint64             now_ms;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_free (self->root);
  g_free (self->open);
  stint_store_account_free (self->account);
  g_free (self);
}

static void
search_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Search *search = data;

  g_task_return_pointer (task, stint_stores_find (search->root, search->account, search->open, search->now_ms), g_free);
}

/* Looks for a plan of the account beside the open one. Takes @task, which is given to @callback. */
static void
search (GTask              *task,
        GAsyncReadyCallback callback)
{
  StintAccount *self = g_task_get_source_object (task);
  SignIn *data = g_task_get_task_data (task);
  g_autoptr (GTask) searching = g_task_new (self, NULL, callback, task);
  Search *what = g_new0 (Search, 1);

  what->root = g_strdup (self->root);
  what->open = g_strdup (stint_workspace_get_directory (self->workspace));
  what->account = stint_store_account_copy (data->account);
  what->now_ms = stint_workspace_get_unix_ms (self->workspace);
  g_task_set_task_data (searching, what, search_free);
  g_task_run_in_thread (searching, search_thread);
}

/* The open plan is nobody's and empty: the account's own, if it has one; else the empty one becomes it. */
static void
searched_for_ready_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  StintAccount *self = STINT_ACCOUNT (source);
  GTask *task = user_data;
  SignIn *data = g_task_get_task_data (task);
  g_autofree char *found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (found != NULL)
    stint_account_go_to_async (self, found, data->account, gone_cb, task);
  else
    stint_account_bind_async (self, data->account, bound_cb, task);
}

/* Two plans of one account on one computer: the edits of the one that is not open would never be sent. */
static void
searched_for_here_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  GTask *task = user_data;
  SignIn *data = g_task_get_task_data (task);
  g_autofree char *found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (found != NULL)
    fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_EXISTS,
                                     _("This account has a plan of its own on this computer already, so these tasks were not added to it. Keep the two "
                                       "separate; to bring the tasks over, export them here and import the file there.")));
  else
    stint_account_bind_async (STINT_ACCOUNT (source), data->account, bound_cb, task);
}

static void
searched_for_own_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  StintAccount *self = STINT_ACCOUNT (source);
  GTask *task = user_data;
  SignIn *data = g_task_get_task_data (task);
  g_autofree char *found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (found == NULL)
    found = stint_stores_dup_folder (self->root, data->account);
  stint_account_go_to_async (self, found, data->account, gone_cb, task);
}

/**
 * Open:
 * @owner: (nullable): whose the open plan is
 */
typedef struct
{
  StintStoreAccount *owner;
  guint              n_tasks;
  gboolean           is_empty;
} Open;

static void
open_free (gpointer data)
{
  Open *self = data;

  g_clear_pointer (&self->owner, stint_store_account_free);
  g_free (self);
}

static gpointer
open_job (StintDatabase *database,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Open *result = g_new0 (Open, 1);
  GError *local_error = NULL;

  result->is_empty = TRUE;
  result->owner = stint_database_read_account (database, &local_error);
  for (int kind = 0; local_error == NULL && kind < STINT_N_KINDS; kind++)
    {
      gint64 n = stint_database_count (database, kind, &local_error);

      result->is_empty = result->is_empty && n == 0;
      if (kind == STINT_KIND_TASK)
        result->n_tasks = (guint) n;
    }
  if (local_error == NULL)
    return result;
  g_propagate_error (error, local_error);
  open_free (result);
  return NULL;
}

/* Nothing is sent, and nothing stored, before a person has answered. Takes @task. */
static void
ask (GTask        *task,
     StintSignedIn outcome)
{
  StintAccount *self = g_task_get_source_object (task);
  SignIn *data = g_task_get_task_data (task);

  stint_account_forget_pending (self);
  self->pending_tokens = g_steal_pointer (&data->tokens);
  self->pending_connection = stint_connection_ref (data->connection);
  data->outcome = outcome;
  succeed (task);
}

/* sync.md S1: whose plan is open decides what a sign-in may do to it. */
static void
open_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  SignIn *data = g_task_get_task_data (task);
  GError *error = NULL;
  Open *open = g_task_propagate_pointer (G_TASK (result), &error);

  if (open == NULL)
    {
      fail (task, error);
      return;
    }
  data->n_tasks = open->n_tasks;
  if (open->owner != NULL && stint_store_account_is_same (open->owner, data->account))
    take_up (task);
  else if (open->owner != NULL)
    ask (task, STINT_SIGNED_IN_OTHER);
  else if (open->is_empty)
    search (task, searched_for_ready_cb);
  else
    ask (task, STINT_SIGNED_IN_ASK);
  open_free (open);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  StintAccount *self = g_task_get_source_object (task);
  SignIn *data = g_task_get_task_data (task);
  GError *error = NULL;

  data->tokens = stint_sign_in_finish (result, &error);
  stint_account_set_signing_in (self, FALSE);
  if (error == NULL && self->n_busy > 0)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PENDING, _("Stint is still busy with the account. Try again in a moment."));
  self->n_busy++;
  if (error != NULL)
    {
      fail (task, error);
      return;
    }
  data->account = make_account (data->connection, data->tokens);
  stint_workspace_run_async (self->workspace, open_job, NULL, NULL, open_free, stint_account_sign_in_async, NULL, open_read_cb, task);
}

/* (transfer full): where to sign in */
static StintConnection *
choose_connection (StintAccount *self,
                   const char   *connect_file,
                   GError      **error)
{
  if (connect_file != NULL)
    return stint_account_parse (connect_file, -1, error);
  if (self->connection != NULL)
    return stint_connection_ref (self->connection);
  if (self->owner != NULL)
    return stint_account_parse (self->owner->connection, -1, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED,
                       _("This plan belongs to no server yet. Open the connect file that you got from whoever runs yours."));
  return NULL;
}

void
stint_account_sign_in_async (StintAccount       *self,
                             const char         *connect_file,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SignIn *data = g_new0 (SignIn, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, stint_account_sign_in_async);
  g_task_set_task_data (task, data, sign_in_free);
  g_task_set_check_cancellable (task, FALSE);
  if (self->n_signing_in > 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, _("A sign-in is going on already. Finish it in the browser, or cancel it."));
      return;
    }
  if (stint_workspace_get_is_open (self->workspace))
    data->connection = choose_connection (self, connect_file, &error);
  else
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, _("The tasks are not open"));
  if (data->connection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  stint_account_forget_pending (self);
  stint_account_set_signing_in (self, TRUE);
  stint_sign_in_async (data->connection, self->wants_fresh ? STINT_SIGN_IN_FRESH : STINT_SIGN_IN_NORMAL, 0, self->open_uri, self->open_data,
                       cancellable, signed_in_cb, g_steal_pointer (&task));
}

/**
 * stint_account_sign_in_finish:
 * @user: (out) (optional) (transfer full)
 */
gboolean
stint_account_sign_in_finish (StintAccount  *self,
                              GAsyncResult  *result,
                              StintSignedIn *outcome,
                              char         **user,
                              guint         *n_tasks,
                              GError       **error)
{
  SignIn *data;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  data = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (outcome != NULL)
    *outcome = data->outcome;
  if (user != NULL)
    *user = g_strdup (data->account->email != NULL ? data->account->email : data->account->user);
  if (n_tasks != NULL)
    *n_tasks = data->n_tasks;
  return TRUE;
}

void
stint_account_adopt_async (StintAccount       *self,
                           StintAdopt          how,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = stint_account_begin (self, stint_account_adopt_async, cancellable, callback, user_data);
  SignIn *data;

  if (task == NULL)
    return;
  data = g_new0 (SignIn, 1);
  g_task_set_task_data (task, data, sign_in_free);
  data->tokens = g_steal_pointer (&self->pending_tokens);
  data->connection = g_steal_pointer (&self->pending_connection);
  if (how == STINT_ADOPT_CANCEL)
    {
      self->wants_fresh = TRUE;
      succeed (task);
      return;
    }
  if (data->tokens == NULL)
    {
      fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, _("Nobody has signed in. Sign in first.")));
      return;
    }
  data->account = make_account (data->connection, data->tokens);
  search (task, how == STINT_ADOPT_HERE ? searched_for_here_cb : searched_for_own_cb);
}

gboolean
stint_account_adopt_finish (StintAccount *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
