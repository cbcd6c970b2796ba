/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-sync-write.h"

#include "stint-config.h"
#include "core/stint-block.h"
#include "core/stint-task.h"
#include "store/stint-change-log.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* The Date of an answer is in whole seconds: less than this is no difference. */
#define CLOCK_NOISE_MS 2000

/**
 * stint_sync_write_begin:
 *
 * Returns: (transfer full): an open transaction; %NULL with @error set
 */
StintSyncWrite *
stint_sync_write_begin (StintDatabase       *database,
                        const StintSyncTime *time,
                        GError             **error)
{
  StintSyncWrite *self;

  if (!stint_database_begin (database, error))
    return NULL;
  self = g_new0 (StintSyncWrite, 1);
  self->database = database;
  self->time = *time;
  self->is_open = TRUE;
  return self;
}

gboolean
stint_sync_write_commit (StintSyncWrite *self,
                         GError        **error)
{
  if (self->has_change && !stint_apply_has_done (&self->apply) &&
      !stint_change_log_remove (self->database, self->apply.sequence, error))
    return FALSE;
  if (!stint_database_run (self->database, "COMMIT", "", error))
    return FALSE;
  self->is_open = FALSE;
  return TRUE;
}

void
stint_sync_write_free (StintSyncWrite *self)
{
  if (self->is_open)
    stint_database_roll_back (self->database);
  g_free (self);
}

/* Returns: (nullable): the change that the records belong to */
StintApply *
stint_sync_write_get_apply (StintSyncWrite *self,
                            GError        **error)
{
  if (!self->has_change)
    self->has_change = stint_apply_begin (&self->apply, self->database, _("Sync"), STINT_CHANGE_SYNC, 0, NULL, self->time.now_ms, error);
  return self->has_change ? &self->apply : NULL;
}

char *
stint_database_dup_sync (StintDatabase *self,
                         const char    *name,
                         GError       **error)
{
  g_autoptr (StintStatement) statement = stint_statement_new (self, "SELECT value FROM meta WHERE name = ?1", "t", error, name);

  if (statement == NULL || !stint_statement_step (statement, error))
    return NULL;
  return g_strdup (stint_statement_get_text (statement, 0));
}

/* Returns: the number; 0 if there is none, or it cannot be read */
gint64
stint_database_get_sync (StintDatabase *self,
                         const char    *name)
{
  g_autofree char *text = stint_database_dup_sync (self, name, NULL);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* @value: (nullable): %NULL forgets it */
gboolean
stint_sync_write_set (StintSyncWrite *self,
                      const char     *name,
                      const char     *value,
                      GError        **error)
{
  if (value == NULL)
    return stint_database_run (self->database, "DELETE FROM meta WHERE name = ?1", "t", error, name);
  return stint_database_run (self->database, "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value", "tt",
                             error, name, value);
}

gboolean
stint_sync_write_set_int (StintSyncWrite *self,
                          const char     *name,
                          gint64          value,
                          GError        **error)
{
  g_autofree char *text = g_strdup_printf ("%" PRId64, value);

  return stint_sync_write_set (self, name, text, error);
}

/* Returns: (transfer full): the times of a record's members by the server's clock */
GVariant *
stint_sync_write_settle (StintSyncWrite *self,
                         GVariant       *at,
                         GVariant       *base_at,
                         GVariant       *known_at)
{
  StintServerClock clock = self->time.server;

  if (ABS (clock.offset_ms) < CLOCK_NOISE_MS)
    clock.offset_ms = 0;
  return stint_age_settle (at, base_at, known_at, &clock);
}

/* Notes which owner is to be looked at when the pull is at the head: that of what lives, and what died if it may own something. */
gboolean
stint_sync_write_suspect (StintSyncWrite *self,
                          StintRecord    *record,
                          GError        **error)
{
  gboolean is_dead = stint_record_is_deleted (record);
  const char *owner = NULL;

  if (stint_record_get_kind (record) == STINT_KIND_BLOCK && !is_dead)
    owner = stint_block_get_task (record);
  else if (stint_record_get_kind (record) == STINT_KIND_TASK)
    owner = is_dead ? stint_record_get_id (record) : stint_record_get_string (record, STINT_TASK_SERIES);
  return owner == NULL ||
         stint_database_run (self->database, "INSERT INTO suspect VALUES (?1) ON CONFLICT DO NOTHING", "t", error, owner);
}

/* Puts an entry into the inbox, in the same transaction as the merge that made it (sync.md R8). */
gboolean
stint_sync_write_tell (StintSyncWrite *self,
                       StintRecord    *entry,
                       GError        **error)
{
  StintApply *apply = stint_sync_write_get_apply (self, error);
  const char *id = stint_record_get_id (entry);
  g_autoptr (StintRecord) was = NULL;
  g_autoptr (StintRecord) record = NULL;
  g_autoptr (GVariant) edits = NULL;
  GError *local_error = NULL;
  gint64 rowid;

  if (apply == NULL)
    return FALSE;
  was = stint_record_table_read (self->database, STINT_KIND_CONFLICT, id, &rowid, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (was != NULL && !stint_record_is_deleted (was))
    return TRUE;
  edits = stint_edits_bump (was != NULL ? stint_record_get_edits (was) : NULL, self->database->device, apply->counter);
  record = stint_record_new_full (STINT_KIND_CONFLICT, id, stint_record_get_data (entry), edits, stint_record_get_at (entry), FALSE);
  return stint_apply_store (apply, record, was, rowid, apply->counter, error);
}
