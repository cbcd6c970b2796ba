/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-sync-write.h"

#include "core/stint-member-walk.h"
#include "core/stint-merge.h"

/**
 * Taken:
 * @was: (nullable): the record as the table has it
 * @mine: (nullable): the same, its times by the server's clock
 * @base: (nullable): what is confirmed; @was if it is confirmed as it is
 *
 * A record that comes, and what is here of it.
 */
typedef struct
{
  StintRecord   *theirs;
  const char    *version;
  StintRecord   *was;
  StintRecord   *mine;
  StintRecord   *base;
  gint64         rowid;
  StintRemoteRow remote;
} Taken;

static void
taken_clear (Taken *self)
{
  g_clear_pointer (&self->was, stint_record_unref);
  g_clear_pointer (&self->mine, stint_record_unref);
  g_clear_pointer (&self->base, stint_record_unref);
  stint_remote_row_clear (&self->remote);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Taken, taken_clear)

static StintRecord *
with_times (StintRecord * record,
            GVariant * at)
{
  return stint_record_new_full (stint_record_get_kind (record), stint_record_get_id (record), stint_record_get_data (record),
                                stint_record_get_edits (record), at, stint_record_is_deleted (record));
}

static void
settle_mine (StintSyncWrite *self,
             Taken          *taken)
{
  GVariant *base_at = taken->base != NULL ? stint_record_get_at (taken->base) : NULL;
  g_autoptr (GVariant) at = NULL;

  if (taken->was == NULL || taken->remote.is_confirmed)
    {
      taken->mine = taken->was != NULL ? stint_record_ref (taken->was) : NULL;
      return;
    }
  at = stint_sync_write_settle (self, stint_record_get_at (taken->was), base_at, taken->remote.known_at);
  taken->mine = with_times (taken->was, at);
}

static gboolean
read_taken (StintSyncWrite *self,
            Taken          *taken,
            GError        **error)
{
  StintKind kind = stint_record_get_kind (taken->theirs);
  const char *id = stint_record_get_id (taken->theirs);
  GError *local_error = NULL;

  if (!stint_remote_table_read (self->database, kind, id, &taken->remote, error))
    return FALSE;
  taken->was = stint_record_table_read (self->database, kind, id, &taken->rowid, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (taken->remote.is_confirmed && taken->was != NULL)
    taken->base = stint_record_ref (taken->was);
  else if (taken->remote.base != NULL)
    taken->base = stint_record_ref (taken->remote.base);
  settle_mine (self, taken);
  return TRUE;
}

/* Nothing that is not newer than what is known changes anything (sync.md R6); a snapshot is what there is. */
static gboolean
is_news (const Taken *taken,
         gboolean     from_snapshot)
{
  if (taken->remote.version == NULL)
    return TRUE;
  if (from_snapshot)
    return g_strcmp0 (taken->version, taken->remote.version) != 0;
  return stint_version_get_number (taken->version) > stint_version_get_number (taken->remote.version);
}

static gboolean
is_same_row (StintRecord *a,
             StintRecord *b)
{
  return a != NULL && stint_record_is_deleted (a) == stint_record_is_deleted (b) &&
         stint_values_equal (stint_record_get_data (a), stint_record_get_data (b)) &&
         g_variant_equal (stint_record_get_edits (a), stint_record_get_edits (b)) &&
         g_variant_equal (stint_record_get_at (a), stint_record_get_at (b));
}

/* The place in the outbox: that of the change for a merge, the one that it has for what stayed as it was. */
static gboolean
find_place (StintSyncWrite  *self,
            StintReconciled *result,
            gint64          *place,
            GError         **error)
{
  StintApply *apply;

  *place = 0;
  if (!result->is_pending)
    return TRUE;
  apply = stint_sync_write_get_apply (self, error);
  if (apply == NULL)
    return FALSE;
  *place = apply->counter;
  return TRUE;
}

/* @record: what it becomes, counted already. The row is written only if it is another than it was; its place in the outbox always is. */
static gboolean
store_record (StintSyncWrite *self,
              const Taken    *taken,
              StintRecord    *record,
              gint64          place,
              GError        **error)
{
  StintApply *apply = &self->apply;
  gboolean is_same = is_same_row (taken->was, record);

  if (is_same)
    return stint_record_table_set_pending (self->database, stint_record_get_kind (record), stint_record_get_id (record), place, error);
  apply = stint_sync_write_get_apply (self, error);
  return apply != NULL && stint_apply_store (apply, record, taken->was, taken->rowid, place, error);
}

static gboolean
store_remote (StintSyncWrite        *self,
              const Taken           *taken,
              const StintReconciled *result,
              StintRecord           *record,
              GError               **error)
{
  StintKind kind = stint_record_get_kind (record);
  const char *id = stint_record_get_id (record);

  if (!result->is_pending)
    return stint_remote_table_confirm (self->database, kind, id, taken->version, error);
  return stint_remote_table_write (self->database, kind, id, taken->version, stint_record_get_edits (taken->theirs), result->base,
                                   stint_record_get_at (record), result->again, error);
}

static StintRecord *
count_edit (StintRecord *record,
            const char  *device,
            gint64       counter)
{
  g_autoptr (GVariant) edits = stint_edits_bump (stint_record_get_edits (record), device, counter);

  return stint_record_new_full (stint_record_get_kind (record), stint_record_get_id (record), stint_record_get_data (record), edits,
                                stint_record_get_at (record), stint_record_is_deleted (record));
}

static gboolean
store (StintSyncWrite  *self,
       const Taken     *taken,
       StintReconciled *result,
       GError         **error)
{
  g_autoptr (StintRecord) record = stint_record_ref (result->record);
  gint64 place;

  if (!find_place (self, result, &place, error))
    return FALSE;
  if (result->counts)
    {
      stint_record_unref (record);
      record = count_edit (result->record, self->database->device, place);
    }
  if (!store_remote (self, taken, result, record, error) || !store_record (self, taken, record, place, error) ||
      !stint_sync_write_release_owned (self, stint_record_get_kind (record), stint_record_get_id (record), error))
    return FALSE;
  for (guint i = 0; i < result->lost->len; i++)
    if (!stint_sync_write_tell (self, result->lost->pdata[i], error))
      return FALSE;
  return stint_sync_write_suspect (self, record, error);
}

gboolean
stint_sync_write_take (StintSyncWrite *self,
                       StintRecord    *theirs,
                       const char     *version,
                       gboolean        from_snapshot,
                       GError        **error)
{
  g_auto (Taken) taken = { .theirs = theirs, .version = version };
  g_auto (StintReconciled) result = { 0, };
  StintKnown known;

  if (!read_taken (self, &taken, error))
    return FALSE;
  if (is_news (&taken, from_snapshot))
    {
      known = (StintKnown) {
        .mine = taken.mine,
        .base = taken.base,
        .seen = taken.remote.is_confirmed && taken.was != NULL ? stint_record_get_edits (taken.was) : taken.remote.seen,
        .again = taken.remote.again,
      };
      stint_reconcile (&known, theirs, from_snapshot, self->database->device, self->time.server.now_ms, &result);
      if (!store (self, &taken, &result, error))
        return FALSE;
    }
  return !from_snapshot ||
         stint_remote_table_note_walk (self->database, stint_record_get_kind (theirs), stint_record_get_id (theirs),
                                       stint_database_get_sync (self->database, STINT_SYNC_WALK), error);
}

gboolean
stint_sync_write_take_foreign (StintSyncWrite *self,
                               const char     *kind,
                               const char     *id,
                               const char     *json,
                               GError        **error)
{
  return stint_database_run (self->database,
                             "INSERT INTO foreign_record VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET json = excluded.json", "ttt",
                             error, kind, id, json);
}

gboolean
stint_sync_write_begin_walk (StintSyncWrite *self,
                             GError        **error)
{
  return stint_sync_write_set_int (self, STINT_SYNC_WALK, stint_database_get_sync (self->database, STINT_SYNC_WALK) + 1, error);
}

gboolean
stint_sync_write_end_walk (StintSyncWrite *self,
                           gboolean        is_whole,
                           GError        **error)
{
  StintApply *apply;

  if (!is_whole)
    return TRUE;
  apply = stint_sync_write_get_apply (self, error);
  return apply != NULL &&
         stint_remote_table_give_back (self->database, stint_database_get_sync (self->database, STINT_SYNC_WALK), apply->counter, error);
}
