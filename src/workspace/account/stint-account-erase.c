/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "stint-config.h"
#include "wire/stint-json.h"
#include "workspace/account/stint-account-private.h"

#include <glib/gi18n-lib.h>

/* A part is a few hundred records and an account has a hundred thousand: more answers than that are no end in sight. */
#define MAX_PARTS 10000

/**
 * Erase:
 * @connection: of the account that is erased
 * @user: its sub, which whoever signs in must be
 * @n_parts: answers so far
 */
typedef struct
{
  gboolean         remove;
  StintConnection *connection;
  char            *user;
  StintApi        *api;
  guint            n_parts;
} Erase;

static void erase_part (GTask *task);

static void
erase_free (gpointer data)
{
  Erase *self = data;

  g_clear_pointer (&self->connection, stint_connection_unref);
  g_clear_object (&self->api);
  g_free (self->user);
  g_free (self);
}

/* Takes @task and @error. */
static void
fail (GTask  *task,
      GError *error)
{
  StintAccount *self = g_task_get_source_object (task);

  stint_account_end (self);
  if (self->automatic)
    stint_sync_start (self->sync);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!stint_account_leave_finish (STINT_ACCOUNT (source), result, &error))
    {
      fail (task, error);
      return;
    }
  stint_account_end (STINT_ACCOUNT (source));
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
user_deleted_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask *task = user_data;
  StintAccount *self = g_task_get_source_object (task);
  Erase *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!stint_api_delete_user_finish (STINT_API (source), result, &error))
    {
      fail (task, g_error_new (error->domain, error->code,
                               _("The data at the server is deleted, but the user is still there: %s Try again to delete the user, too."),
                               error->message));
      return;
    }
  stint_account_leave_async (self, data->remove, left_cb, task);
}

/* Returns: whether the answer is the documented one */
static gboolean
read_more (const StintApiAnswer *answer,
           gboolean             *more)
{
  g_autoptr (GVariant) body = NULL;

  if (answer->status == 200)
    body = stint_json_parse (answer->body, (gssize) answer->length, NULL);
  return body != NULL && g_variant_is_of_type (body, G_VARIANT_TYPE_VARDICT) && g_variant_lookup (body, "more", "b", more);
}

static void
part_erased_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  Erase *data = g_task_get_task_data (task);
  GError *error = NULL;
  StintApiAnswer *answer = stint_transport_send_finish (STINT_TRANSPORT (source), result, &error);
  gboolean more = FALSE;
  gboolean is_good;

  if (answer == NULL)
    {
      fail (task, error);
      return;
    }
  is_good = read_more (answer, &more);
  stint_api_answer_free (answer);
  if (!is_good || ++data->n_parts > MAX_PARTS)
    fail (task, g_error_new_literal (STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_FAILED,
                                     _("The server did not delete everything. What is in the plan on this computer is still there; try again.")));
  else if (more)
    erase_part (task);
  else
    stint_api_delete_user_async (data->api, NULL, user_deleted_cb, task);
}

static void
erase_part (GTask *task)
{
  Erase *data = g_task_get_task_data (task);
  g_autoptr (StintApiRequest) request = stint_api_request_new ("DELETE", "/me", NULL, NULL);

  stint_transport_send_async (STINT_TRANSPORT (data->api), request, g_task_get_cancellable (task), part_erased_cb, task);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  StintAccount *self = g_task_get_source_object (task);
  Erase *data = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (StintTokens) tokens = stint_sign_in_finish (result, &error);

  stint_account_set_signing_in (self, FALSE);
  if (tokens != NULL && g_strcmp0 (tokens->user, data->user) != 0)
    error = g_error_new_literal (STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OTHER_USER,
                                 _("You signed in as somebody else than this plan belongs to, so nothing was deleted."));
  if (error != NULL)
    {
      fail (task, error);
      return;
    }
  /* Nothing goes up any more: it would be the beginning of a new plan there. */
  stint_sync_stop (self->sync);
  stint_sync_cancel (self->sync);
  data->api = stint_api_new_with_tokens (data->connection, tokens);
  erase_part (task);
}

void
stint_account_erase_async (StintAccount       *self,
                           gboolean            remove,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = stint_account_begin (self, stint_account_erase_async, cancellable, callback, user_data);
  Erase *data;

  if (task == NULL)
    return;
  if (self->connection == NULL || self->owner == NULL || self->n_signing_in > 0)
    {
      fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, _("This plan belongs to no account that could be deleted.")));
      return;
    }
  data = g_new0 (Erase, 1);
  g_task_set_task_data (task, data, erase_free);
  data->remove = remove;
  data->connection = stint_connection_ref (self->connection);
  data->user = g_strdup (self->owner->user);
  stint_account_set_signing_in (self, TRUE);
  stint_sign_in_async (data->connection, STINT_SIGN_IN_FRESH | STINT_SIGN_IN_ADMIN, 0, self->open_uri, self->open_data, cancellable, signed_in_cb,
                       task);
}

gboolean
stint_account_erase_finish (StintAccount *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
