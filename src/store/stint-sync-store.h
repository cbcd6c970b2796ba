/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/stint-database.h"

G_BEGIN_DECLS

/**
 * StintStoreAccount:
 * @connection: the connect file's JSON
 * @issuer, @client_id, @user, @api: what a store is bound to (sync.md S1)
 * @email: (nullable): for a person to look at
 *
 * Whose store it is. Written once.
 */
typedef struct
{
  char *issuer;
  char *client_id;
  char *user;
  char *api;
  char *email;
  char *connection;
} StintStoreAccount;

void               stint_store_account_free     (StintStoreAccount        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintStoreAccount, stint_store_account_free)

/* (nullable): NULL without error if the store belongs to nobody */
StintStoreAccount *stint_database_read_account  (StintDatabase            *self,
                                                 GError                  **error);
/* Binds the store; fails with EXISTS if it belongs to another account already. */
gboolean           stint_database_write_account (StintDatabase            *self,
                                                 const StintStoreAccount  *account,
                                                 GError                  **error);

/**
 * StintOutboxCounts:
 * @n_pending: records that no server has confirmed
 * @n_parked: those that a server refused; they wait for their next edit
 * @last_success_ms: when a round got to its end last; 0: never
 * @is_erased: the account was erased elsewhere, and nobody has said yet what is to become of this store (sync.md R15)
 */
typedef struct
{
  guint n_pending;
  guint n_parked;
  gint64 last_success_ms;
  gboolean is_erased;
} StintOutboxCounts;

gboolean           stint_database_count_outbox  (StintDatabase            *self,
                                                 StintOutboxCounts        *counts,
                                                 GError                  **error);
gboolean           stint_database_note_success  (StintDatabase            *self,
                                                 gint64                    now_ms,
                                                 GError                  **error);
/* After an erasure: everything goes up again, as new, from the head that the server named. */
gboolean           stint_database_upload_again  (StintDatabase            *self,
                                                 GError                  **error);

G_END_DECLS
