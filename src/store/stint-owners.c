/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-sync-write.h"

#include "stint-config.h"
#include "core/stint-merge-conflict.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"

#include <glib/gi18n-lib.h>

/* A task that is dead, or not there, and owned by something that lives. */
#define ORPHANS \
  " FROM suspect LEFT JOIN task ON task.id = suspect.id WHERE coalesce (task.deleted, 1) = 1" \
  " AND (EXISTS (SELECT 1 FROM block WHERE block.task = suspect.id AND block.deleted = 0)" \
  "      OR EXISTS (SELECT 1 FROM task AS o WHERE o.series = suspect.id AND o.deleted = 0))"

/* Returns: (transfer full): the last data known of the task, if it could live with them */
static GVariant *
find_last_data (StintRecord *was)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  if (was != NULL && stint_schema_check (STINT_KIND_TASK, stint_record_get_data (was), NULL))
    return g_variant_ref (stint_record_get_data (was));
  g_variant_dict_insert (&dict, STINT_TASK_TITLE, "s", _("Recovered"));
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* It lives again as it was known: nobody edited its members now, so their times stay. */
static gboolean
revive (StintSyncWrite *self,
        const char     *id,
        StintRecord    *was,
        gint64          rowid,
        GError        **error)
{
  StintApply *apply = stint_sync_write_get_apply (self, error);
  g_autoptr (GVariant) data = find_last_data (was);
  g_autoptr (GVariant) edits = NULL;
  g_autoptr (StintRecord) record = NULL;

  if (apply == NULL)
    return FALSE;
  edits = stint_edits_bump (was != NULL ? stint_record_get_edits (was) : NULL, self->database->device, apply->counter);
  record = stint_record_new_full (STINT_KIND_TASK, id, data, edits, was != NULL ? stint_record_get_at (was) : NULL, FALSE);
  return stint_apply_store (apply, record, was, rowid, apply->counter, error) && stint_sync_write_suspect (self, record, error);
}

/* The owner lives again, and the inbox says so: the person's next deletion then takes both (sync.md R10). */
static gboolean
bring_back (StintSyncWrite *self,
            const char     *id,
            GError        **error)
{
  g_autoptr (StintRecord) was = NULL;
  g_autoptr (StintRecord) entry = NULL;
  GError *local_error = NULL;
  gint64 rowid;

  was = stint_record_table_read (self->database, STINT_KIND_TASK, id, &rowid, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  entry = stint_merge_conflict_new (STINT_KIND_TASK, id, NULL, NULL, NULL, NULL, self->time.server.now_ms);
  return revive (self, id, was, rowid, error) && stint_sync_write_tell (self, entry, error);
}

gboolean
stint_database_has_suspects (StintDatabase *self,
                             gboolean      *has,
                             GError       **error)
{
  gint64 n;

  if (!stint_database_read_int (self, "SELECT EXISTS (SELECT 1 FROM suspect)", &n, error))
    return FALSE;
  *has = n != 0;
  return TRUE;
}

/* An owner that was brought back may be an override whose series is dead: that is looked at next. */
gboolean
stint_sync_write_repair (StintSyncWrite *self,
                         GError        **error)
{
  for (;;)
    {
      g_autoptr (StintStatement) statement = stint_statement_new (self->database, "SELECT suspect.id" ORPHANS " LIMIT 1", "", error);
      g_autofree char *id = NULL;
      GError *local_error = NULL;

      if (statement == NULL)
        return FALSE;
      if (stint_statement_step (statement, &local_error))
        id = g_strdup (stint_statement_get_text (statement, 0));
      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (id == NULL)
        return stint_database_run (self->database, "DELETE FROM suspect", "", error);
      g_clear_pointer (&statement, stint_statement_release);
      if (!bring_back (self, id, error))
        return FALSE;
    }
}
