/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-sync-write.h"

#include "stint-config.h"
#include "wire/stint-json.h"

#include <glib/gi18n-lib.h>

#define ACCOUNT "account"

/* Both signs of `pending` are in the index; a table has few rows of either. */
#define COUNT(sign) \
  "SELECT (SELECT count(*) FROM project WHERE pending <> 0 AND pending " sign " 0)" \
  " + (SELECT count(*) FROM task WHERE pending <> 0 AND pending " sign " 0)" \
  " + (SELECT count(*) FROM block WHERE pending <> 0 AND pending " sign " 0)" \
  " + (SELECT count(*) FROM setting WHERE pending <> 0 AND pending " sign " 0)" \
  " + (SELECT count(*) FROM conflict WHERE pending <> 0 AND pending " sign " 0)"

void
stint_store_account_free (StintStoreAccount *self)
{
  g_free (self->issuer);
  g_free (self->client_id);
  g_free (self->user);
  g_free (self->api);
  g_free (self->email);
  g_free (self->connection);
  g_free (self);
}

static char *
dup_text (GVariant   *object,
          const char *name)
{
  char *text = NULL;

  g_variant_lookup (object, name, "s", &text);
  return text;
}

StintStoreAccount *
stint_database_read_account (StintDatabase *self,
                             GError       **error)
{
  g_autofree char *json = stint_database_dup_sync (self, ACCOUNT, error);
  g_autoptr (GVariant) object = json != NULL ? stint_record_table_parse (self, json, error) : NULL;
  StintStoreAccount *account;

  if (object == NULL)
    return NULL;
  account = g_new0 (StintStoreAccount, 1);
  account->issuer = dup_text (object, "issuer");
  account->client_id = dup_text (object, "client_id");
  account->user = dup_text (object, "user");
  account->api = dup_text (object, "api");
  account->email = dup_text (object, "email");
  account->connection = dup_text (object, "connection");
  return account;
}

static char *
write_account (const StintStoreAccount *account)
{
  g_autoptr (GVariant) object = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "issuer", "s", account->issuer);
  g_variant_dict_insert (&dict, "client_id", "s", account->client_id);
  g_variant_dict_insert (&dict, "user", "s", account->user);
  g_variant_dict_insert (&dict, "api", "s", account->api);
  if (account->email != NULL)
    g_variant_dict_insert (&dict, "email", "s", account->email);
  g_variant_dict_insert (&dict, "connection", "s", account->connection);
  object = stint_members_sort (g_variant_dict_end (&dict));
  return stint_json_to_string (object);
}

static gboolean
is_same_account (const StintStoreAccount *a,
                 const StintStoreAccount *b)
{
  return g_strcmp0 (a->issuer, b->issuer) == 0 && g_strcmp0 (a->client_id, b->client_id) == 0 &&
         g_strcmp0 (a->user, b->user) == 0 && g_strcmp0 (a->api, b->api) == 0;
}

/**
 * stint_database_write_account:
 * @error: %STINT_STORE_ERROR_EXISTS: the store belongs to another account, for ever (sync.md S1)
 *
 * Binds the store to an account. Of the same account the connection and the address may be written anew.
 */
gboolean
stint_database_write_account (StintDatabase           *self,
                              const StintStoreAccount *account,
                              GError                 **error)
{
  g_autoptr (StintStoreAccount) present = NULL;
  g_autofree char *json = write_account (account);
  GError *local_error = NULL;

  if (!stint_database_begin (self, error))
    return FALSE;
  present = stint_database_read_account (self, &local_error);
  if (local_error == NULL && present != NULL && !is_same_account (present, account))
    g_set_error_literal (&local_error, STINT_STORE_ERROR, STINT_STORE_ERROR_EXISTS, _("This plan belongs to another account."));
  if (local_error == NULL &&
      stint_database_run (self, "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value", "tt", &local_error,
                          ACCOUNT, json) &&
      stint_database_run (self, "COMMIT", "", &local_error))
    return TRUE;
  stint_database_roll_back (self);
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
stint_database_count_outbox (StintDatabase     *self,
                             StintOutboxCounts *counts,
                             GError           **error)
{
  gint64 n_pending, n_parked;

  if (!stint_database_read_int (self, COUNT (">"), &n_pending, error) || !stint_database_read_int (self, COUNT ("<"), &n_parked, error))
    return FALSE;
  counts->n_pending = (guint) n_pending;
  counts->n_parked = (guint) n_parked;
  counts->last_success_ms = stint_database_get_sync (self, STINT_SYNC_SUCCESS);
  counts->is_erased = stint_database_get_sync (self, STINT_SYNC_ERASED) != 0;
  return TRUE;
}

gboolean
stint_database_note_success (StintDatabase *self,
                             gint64         now_ms,
                             GError       **error)
{
  return stint_database_run (self, "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value", "ti", error,
                             STINT_SYNC_SUCCESS, now_ms);
}

/* All that lives goes up as new: nobody there has seen any of it. What is dead is not worth a word. */
static gboolean
forget_server (StintDatabase *self,
               GError       **error)
{
  static const char *const tables[] = { "project", "task", "block", "setting", "conflict" };
  gint64 counter = stint_database_bump_counter (self, error);

  if (counter < 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE %s SET pending = CASE WHEN deleted THEN 0 ELSE ?1 END", tables[i]);

      if (!stint_database_run (self, sql, "i", error, counter))
        return FALSE;
    }
  return stint_database_run (self, "DELETE FROM remote", "", error) && stint_database_run (self, "DELETE FROM suspect", "", error) &&
         stint_database_run (self, "DELETE FROM meta WHERE name IN ('sync-batch', 'sync-batch-key', 'sync-walk-at', 'sync-seen')", "", error);
}

gboolean
stint_database_upload_again (StintDatabase *self,
                             GError       **error)
{
  g_autofree char *head = stint_database_dup_sync (self, STINT_SYNC_ERASED, error);

  if (!stint_database_begin (self, error))
    return FALSE;
  if (forget_server (self, error) &&
      (head == NULL ||
       stint_database_run (self, "INSERT INTO meta VALUES ('sync-cursor', ?1) ON CONFLICT DO UPDATE SET value = excluded.value", "t", error, head)) &&
      stint_database_run (self, "DELETE FROM meta WHERE name = ?1", "t", error, STINT_SYNC_ERASED) &&
      stint_database_run (self, "COMMIT", "", error))
    return TRUE;
  stint_database_roll_back (self);
  return FALSE;
}

gboolean
stint_database_settle_erased (StintDatabase *self,
                              GError       **error)
{
  return stint_database_run (self, "DELETE FROM meta WHERE name = ?1", "t", error, STINT_SYNC_ERASED);
}
