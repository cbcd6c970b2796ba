/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-apply.h"
#include "store/stint-change-log.h"
#include "store/stint-database-private.h"

/**
 * EditSource:
 * @position: of the operation that comes next
 */
typedef struct
{
  StintEdit *edit;
  guint      position;
} EditSource;

static gboolean
next_of_edit (StintOp *op,
              gpointer user_data,
              GError **error)
{
  EditSource *source = user_data;
  const StintOp *next;

  if (source->position == stint_edit_get_n_ops (source->edit))
    return FALSE;
  next = stint_edit_get_op (source->edit, source->position++);
  *op = (StintOp) {
    .type = next->type,
    .kind = next->kind,
    .id = g_strdup (next->id),
    .members = next->members != NULL ? g_variant_ref (next->members) : NULL,
  };
  return TRUE;
}

static gboolean
apply_all (StintApply   *self,
           StintOpSource next,
           gpointer      user_data,
           GError      **error)
{
  GError *local_error = NULL;
  StintOp op = { 0, };

  while (local_error == NULL && next (&op, user_data, &local_error))
    {
      stint_apply_op (self, &op, &local_error);
      stint_op_clear (&op);
      op = (StintOp) { 0, };
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static StintChange *
apply_person (StintDatabase *self,
              const char    *label,
              const char    *merge_key,
              StintOpSource  next,
              gpointer       user_data,
              gint64         now_ms,
              GError       **error)
{
  StintChange *change = NULL;
  StintApply apply;

  self->n_created = self->n_changed = self->n_deleted = 0;
  if (!stint_database_begin (self, error))
    return NULL;
  if (stint_apply_begin (&apply, self, label, STINT_CHANGE_PERSON, 0, merge_key, now_ms, error) &&
      apply_all (&apply, next, user_data, error) &&
      stint_apply_has_done (&apply) &&
      (merge_key == NULL || stint_change_log_settle (self, apply.sequence, error)))
    change = stint_apply_commit (&apply, error);
  if (change == NULL)
    stint_database_roll_back (self);
  return change;
}

/**
 * stint_database_apply:
 * @edit: (transfer none)
 * @error: a #StintStoreError, or a #StintCoreError if a member may not be so; nothing is changed then
 *
 * Carries an edit out in one transaction. When it returns, it is on the disk.
 *
 * Returns: (transfer full) (nullable): the change, without its deltas if it touched more than 200 records; %NULL without @error if
 * everything was so already
 */
StintChange *
stint_database_apply (StintDatabase *self,
                      StintEdit     *edit,
                      gint64         now_ms,
                      GError       **error)
{
  EditSource source = { .edit = edit };

  return apply_person (self, stint_edit_get_label (edit), stint_edit_get_merge_key (edit), next_of_edit, &source, now_ms, error);
}

/**
 * stint_database_apply_stream:
 *
 * As stint_database_apply(), for edits that do not fit in memory. The disk is waited for once, at the end.
 */
StintChange *
stint_database_apply_stream (StintDatabase *self,
                             const char    *label,
                             StintOpSource  next,
                             gpointer       user_data,
                             gint64         now_ms,
                             GError       **error)
{
  StintChange *change;

  /*
   * Ids that are derived come in any order: a larger cache, while it lasts, spares reading the same pages again and again. With what a reader
   * remembers of 400,000 tasks it stays below the 48 MB that an import may take.
   */
  if (!stint_database_execute (self, "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -24000", error))
    return NULL;
  change = apply_person (self, label, NULL, next, user_data, now_ms, error);
  if (change != NULL)
    sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  stint_database_execute (self, "PRAGMA synchronous = FULL; PRAGMA cache_size = -4000; PRAGMA shrink_memory", NULL);
  return change;
}

/**
 * stint_database_get_last_counts:
 * @n_created, @n_changed, @n_deleted: (out) (optional): records
 */
void
stint_database_get_last_counts (StintDatabase *self,
                                guint         *n_created,
                                guint         *n_changed,
                                guint         *n_deleted)
{
  if (n_created != NULL)
    *n_created = self->n_created;
  if (n_changed != NULL)
    *n_changed = self->n_changed;
  if (n_deleted != NULL)
    *n_deleted = self->n_deleted;
}
