/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-cloud"

#include "cloud/stint-keyring.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

/* A portal or a prompt may never answer, and a cancelled call may not end either: what is late is not waited for. */
#define LIMIT_S 5
#define LIMIT_WITH_PERSON_S 60

/* Without the match of the name: gnome-keyring finds nothing by it while it is locked, and then nobody would see that it is. */
static const SecretSchema schema = {
  .name = STINT_APP_ID,
  .flags = SECRET_SCHEMA_DONT_MATCH_NAME,
  .attributes = {
    { "issuer", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "client", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "sub", SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

/**
 * Job:
 * @token: what was found, or is to be stored under @attributes and @label
 * @is_again: it is tried for the second time
 *
 * The task is returned once, by the answer or by the clock.
 */
typedef struct
{
  GCancellable     *stop;
  guint             limit_id;
  gboolean          is_done;
  StintKeyringState state;
  char             *token;

  GHashTable       *attributes;
  char             *label;
  gboolean          is_again;
} Job;

static void
job_free (Job *job)
{
  g_clear_handle_id (&job->limit_id, g_source_remove);
  g_clear_object (&job->stop);
  g_clear_pointer (&job->token, secret_password_free);
  g_clear_pointer (&job->attributes, g_hash_table_unref);
  g_free (job->label);
  g_free (job);
}

static void
end_job (GTask            *task,
         StintKeyringState state,
         char             *token)
{
  Job *job = g_task_get_task_data (task);

  if (job->is_done)
    {
      secret_password_free (token);
      return;
    }
  job->is_done = TRUE;
  job->state = state;
  if (token != NULL)
    job->token = token;
  g_clear_handle_id (&job->limit_id, g_source_remove);
  g_task_return_boolean (task, state == STINT_KEYRING_READY);
}

static gboolean
limit_reached_cb (gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);

  job->limit_id = 0;
  g_cancellable_cancel (job->stop);
  end_job (task, STINT_KEYRING_SILENT, NULL);
  return G_SOURCE_REMOVE;
}

static GTask *
new_job (gpointer            tag,
         guint               limit_s,
         GAsyncReadyCallback callback,
         gpointer            user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  job->stop = g_cancellable_new ();
  job->limit_id = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, limit_s, limit_reached_cb, g_object_ref (task), g_object_unref);
  return task;
}

static GHashTable *
make_attributes (StintConnection *connection,
                 const char      *user)
{
  return secret_attributes_build (&schema, "issuer", stint_connection_get_issuer (connection),
                                  "client", stint_connection_get_client_id (connection), "sub", user, NULL);
}

/* In a sandbox the portal is always there: what fails may hold something all the same. */
static StintKeyringState
judge (GError *error)
{
  gboolean in_sandbox = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);

  g_debug ("The keyring: %s", error->message);
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return STINT_KEYRING_LOCKED;
  if (in_sandbox || error->domain == SECRET_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return STINT_KEYRING_SILENT;
  return STINT_KEYRING_MISSING;
}

static void
retrieved_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SecretValue *value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);

  if (value != NULL)
    end_job (task, STINT_KEYRING_READY, secret_value_unref_to_password (value, NULL));
  else
    end_job (task, error != NULL ? judge (error) : STINT_KEYRING_SILENT, NULL);
}

static gboolean
is_locked (gpointer item)
{
  return SECRET_IS_ITEM (item) && secret_item_get_locked (item);
}

/*
 * Nobody asks a locked keyring to unlock itself here: without a prompter it would say that there is nothing, and with one it would wait
 * for a person who has not asked for anything.
 */
static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  GList *open = items;

  while (open != NULL && is_locked (open->data))
    open = open->next;
  if (error != NULL)
    end_job (task, judge (error), NULL);
  else if (open != NULL)
    secret_retrievable_retrieve_secret (open->data, job->stop, retrieved_cb, g_object_ref (task));
  else
    end_job (task, items != NULL ? STINT_KEYRING_LOCKED : STINT_KEYRING_READY, NULL);
  g_list_free_full (items, g_object_unref);
}

void
stint_keyring_reload (void)
{
  secret_service_disconnect ();
}

void
stint_keyring_find_async (StintConnection    *connection,
                          const char         *user,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = new_job (stint_keyring_find_async, LIMIT_S, callback, user_data);
  g_autoptr (GHashTable) attributes = make_attributes (connection, user);
  Job *job = g_task_get_task_data (task);

  secret_password_searchv (&schema, attributes, SECRET_SEARCH_ALL, job->stop, found_cb, g_steal_pointer (&task));
}

/**
 * stint_keyring_find_finish:
 * @state: (out): with %STINT_KEYRING_READY and %NULL there is no token, with any other it is not known
 *
 * Returns: (transfer full) (nullable): the token; to be freed by g_free()
 */
char *
stint_keyring_find_finish (GAsyncResult      *result,
                           StintKeyringState *state)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, stint_keyring_find_async), NULL);

  *state = job->state;
  return g_strdup (job->token);
}

static void store (GTask *task);

/* In a sandbox all processes write one file, each the whole of it as it knows it: who finds it changed begins anew. */
static gboolean
try_again (GTask        *task,
           const GError *error)
{
  Job *job = g_task_get_task_data (task);

  if (job->is_done || job->is_again || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    return FALSE;
  job->is_again = TRUE;
  stint_keyring_reload ();
  return TRUE;
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    end_job (task, STINT_KEYRING_READY, NULL);
  else if (try_again (task, error))
    store (task);
  else
    end_job (task, error != NULL ? judge (error) : STINT_KEYRING_LOCKED, NULL);
}

static void
store (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  secret_password_storev (&schema, job->attributes, SECRET_COLLECTION_DEFAULT, job->label, job->token, job->stop, stored_cb,
                          g_object_ref (task));
}

void
stint_keyring_store_async (StintConnection    *connection,
                           const char         *user,
                           const char         *token,
                           gboolean            may_ask,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = new_job (stint_keyring_store_async, may_ask ? LIMIT_WITH_PERSON_S : LIMIT_S, callback, user_data);
  Job *job = g_task_get_task_data (task);

  job->attributes = make_attributes (connection, user);
  /* Translators: what the password manager calls the entry; %s is what the server is called. */
  job->label = g_strdup_printf (_("Stint’s sign-in at %s"), stint_connection_get_name (connection));
  job->token = g_strdup (token);
  store (task);
}

StintKeyringState
stint_keyring_store_finish (GAsyncResult *result)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, stint_keyring_store_async), STINT_KEYRING_SILENT);

  return job->state;
}

static void clear (GTask *task);

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* FALSE without an error: there was nothing. */
  secret_password_clear_finish (result, &error);
  if (try_again (task, error))
    clear (task);
  else
    end_job (task, error != NULL ? judge (error) : STINT_KEYRING_READY, NULL);
}

static void
clear (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  secret_password_clearv (&schema, job->attributes, job->stop, cleared_cb, g_object_ref (task));
}

void
stint_keyring_clear_async (StintConnection    *connection,
                           const char         *user,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = new_job (stint_keyring_clear_async, LIMIT_S, callback, user_data);
  Job *job = g_task_get_task_data (task);

  job->attributes = make_attributes (connection, user);
  clear (task);
}

StintKeyringState
stint_keyring_clear_finish (GAsyncResult *result)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, stint_keyring_clear_async), STINT_KEYRING_SILENT);

  return job->state;
}
