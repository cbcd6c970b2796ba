/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-age.h"
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
/* After an erasure: it is kept here as it is, and nobody asks again. */
gboolean           stint_database_settle_erased (StintDatabase            *self,
                                                 GError                  **error);

/*
 * What a round of sync writes: everything that one answer says, with the cursor, in one transaction.
 */

/**
 * StintSyncTime:
 * @now_ms: by this device's clock
 * @server: by the server's
 */
typedef struct
{
  gint64 now_ms;
  StintServerClock server;
} StintSyncTime;

typedef struct _StintSyncWrite StintSyncWrite;

StintSyncWrite *stint_sync_write_begin      (StintDatabase        *database,
                                             const StintSyncTime  *time,
                                             GError              **error);
gboolean        stint_sync_write_commit     (StintSyncWrite       *self,
                                             GError              **error);
/* Rolls back, unless it was committed. */
void            stint_sync_write_free       (StintSyncWrite       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintSyncWrite, stint_sync_write_free)

/* Small facts of the sync, by name: (transfer full) (nullable). Reading one needs no write. */
char           *stint_database_dup_sync     (StintDatabase        *self,
                                             const char           *name,
                                             GError              **error);
gint64          stint_database_get_sync     (StintDatabase        *self,
                                             const char           *name);
gboolean        stint_sync_write_set        (StintSyncWrite       *self,
                                             const char           *name,
                                             const char           *value,
                                             GError              **error);
gboolean        stint_sync_write_set_int    (StintSyncWrite       *self,
                                             const char           *name,
                                             gint64                value,
                                             GError              **error);

/* A state of a record as the server has it, under the tag @version. */
gboolean        stint_sync_write_take       (StintSyncWrite       *self,
                                             StintRecord          *theirs,
                                             const char           *version,
                                             gboolean              from_snapshot,
                                             GError              **error);
/* A record of a kind that this version does not know: kept as it came. */
gboolean        stint_sync_write_take_foreign (StintSyncWrite     *self,
                                             const char           *kind,
                                             const char           *id,
                                             const char           *json,
                                             GError              **error);
/* A snapshot begins: what it names is marked; ends: what it did not name goes up again, if @is_whole (sync.md R4). */
gboolean        stint_sync_write_begin_walk (StintSyncWrite       *self,
                                             GError              **error);
gboolean        stint_sync_write_end_walk   (StintSyncWrite       *self,
                                             gboolean              is_whole,
                                             GError              **error);
/* At the head only: living records whose owner is dead bring it back (sync.md R10). */
gboolean        stint_sync_write_repair     (StintSyncWrite       *self,
                                             GError              **error);
gboolean        stint_database_has_suspects (StintDatabase        *self,
                                             gboolean             *has,
                                             GError              **error);

/**
 * stint_sync_write_freeze:
 * @limit: at most so many operations
 * @frame: JSON members that come before the operations, as `"device":"…",`
 * @body: (out) (transfer full) (nullable): the body of the push; %NULL if nothing is pending
 *
 * Forms the next batch out of the outbox, in the order of edits, and notes that its records may be at the server from now on.
 */
gboolean        stint_sync_write_freeze     (StintSyncWrite       *self,
                                             guint                 limit,
                                             const char           *frame,
                                             char                **body,
                                             GError              **error);
/* The server took the batch: what was sent becomes the base (sync.md R7). */
gboolean        stint_sync_write_acknowledge (StintSyncWrite      *self,
                                             GVariant             *body,
                                             const char           *version,
                                             GError              **error);
/* The server refuses one operation of the batch for good: its record, and what that owns, waits for its next edit. */
gboolean        stint_sync_write_park       (StintSyncWrite       *self,
                                             GVariant             *body,
                                             gsize                 position,
                                             const char           *refusal,
                                             GError              **error);

G_END_DECLS
