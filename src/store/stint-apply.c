/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-apply.h"

#include "stint-config.h"
#include "core/stint-block.h"
#include "core/stint-merge.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "store/stint-change-log.h"
#include "store/stint-database-private.h"
#include "store/stint-record-table.h"
#include "store/stint-remote-table.h"

#include <glib/gi18n-lib.h>

/**
 * Row:
 * @record: (nullable): as the table has it, dead or alive
 */
typedef struct
{
  StintKind    kind;
  const char  *id;
  StintRecord *record;
  gint64       rowid;
} Row;

static gboolean delete_row (StintApply *self,
                            const Row  *row,
                            GError    **error);

static gboolean
lives (const Row *row)
{
  return row->record != NULL && !stint_record_is_deleted (row->record);
}

static gboolean
read_row (StintApply *self,
          StintKind   kind,
          const char *id,
          Row        *row,
          GError    **error)
{
  GError *local_error = NULL;

  row->kind = kind;
  row->id = id;
  row->record = stint_record_table_read (self->database, kind, id, &row->rowid, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static void
row_clear (Row *row)
{
  g_clear_pointer (&row->record, stint_record_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static void
touch_side (GVariantDict *dict,
            GVariant     *touched,
            gint64        now_ms)
{
  GVariantIter iter;
  const char *name;

  if (touched == NULL)
    return;
  g_variant_iter_init (&iter, touched);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    g_variant_dict_insert (dict, name, "x", now_ms);
}

/*
 * Each touched member is edited now by this device's clock, whatever time it had: that can be by the server's, and the two are not compared.
 * When it is sent it becomes later than what it replaced (stint_age_settle()). Returns: (transfer floating): `a{sx}`, sorted
 */
static GVariant *
touch (StintApply *self,
       GVariant   *at,
       GVariant   *before,
       GVariant   *after)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) all = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *value;
  gint64 was;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sx}"));
  if (at == NULL && before == NULL)
    {
      /* It comes to be: its members are sorted already. */
      g_variant_iter_init (&iter, after);
      while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
        g_variant_builder_add (&builder, "{sx}", name, self->now_ms);
      return g_variant_builder_end (&builder);
    }

  if (at != NULL)
    {
      g_variant_iter_init (&iter, at);
      while (g_variant_iter_next (&iter, "{&sx}", &name, &was))
        g_variant_dict_insert (&dict, name, "x", was);
    }
  touch_side (&dict, before, self->now_ms);
  touch_side (&dict, after, self->now_ms);
  all = stint_members_sort (g_variant_dict_end (&dict));

  g_variant_iter_init (&iter, all);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    g_variant_builder_add (&builder, "{sx}", name, g_variant_get_int64 (value));
  return g_variant_builder_end (&builder);
}

/* A sync brings more than anybody reads one by one: who shows records reads them again after so many (STINT_CHANGE_MAX_DELTAS). */
static gboolean
is_logged (const StintApply *self)
{
  return self->origin != STINT_CHANGE_SYNC || self->n_created + self->n_changed + self->n_deleted <= STINT_CHANGE_MAX_DELTAS + 1;
}

/**
 * stint_apply_store:
 * @record: what it shall be
 * @was: (nullable): what it is, dead or alive; @rowid: of @was, 0 if there is none
 * @pending: its place in the outbox, as for stint_record_table_write()
 *
 * Writes a record that is checked already, with what it does to the log. What a server has confirmed is kept as the base for a merge.
 */
gboolean
stint_apply_store (StintApply  *self,
                   StintRecord *record,
                   StintRecord *was,
                   gint64       rowid,
                   gint64       pending,
                   GError     **error)
{
  StintKind kind = stint_record_get_kind (record);
  const char *id = stint_record_get_id (record);
  gboolean lived = was != NULL && !stint_record_is_deleted (was);
  gboolean lives_now = !stint_record_is_deleted (record);
  g_autoptr (GVariant) after = NULL;
  g_autoptr (GVariant) before = NULL;

  if (was != NULL && pending != 0 && !stint_remote_table_keep_base (self->database, kind, id, error))
    return FALSE;
  if (!stint_record_table_write (self->database, record, was, rowid, pending, error))
    return FALSE;
  if (!lived && !lives_now)
    return TRUE;
  before = stint_delta_touched (lived ? stint_record_get_data (was) : NULL, lives_now ? stint_record_get_data (record) : NULL, &after);
  /* Only who edited it how often, or when, is different. */
  if (lived && lives_now && g_variant_n_children (before) == 0 && g_variant_n_children (after) == 0)
    return TRUE;

  if (!lived)
    self->n_created++;
  else if (!lives_now)
    self->n_deleted++;
  else
    self->n_changed++;
  return !is_logged (self) || stint_change_log_add (self->database, self->sequence, kind, id, before, after, error);
}

/* Makes the row what @data says, if that is another thing than it is. */
static gboolean
write_row (StintApply *self,
           const Row  *row,
           GVariant   *data,
           gboolean    deleted,
           GError    **error)
{
  GVariant *was = lives (row) ? stint_record_get_data (row->record) : NULL;
  g_autoptr (GVariant) after = NULL;
  g_autoptr (GVariant) before = stint_delta_touched (was, deleted ? NULL : data, &after);
  g_autoptr (GVariant) edits = NULL;
  g_autoptr (StintRecord) record = NULL;

  if (was != NULL && !deleted && g_variant_n_children (before) == 0 && g_variant_n_children (after) == 0)
    return TRUE;
  if (!deleted && !stint_schema_check (row->kind, data, error))
    return FALSE;

  edits = stint_edits_bump (row->record != NULL ? stint_record_get_edits (row->record) : NULL, self->database->device, self->counter);
  record = stint_record_new_full (row->kind, row->id, data, edits,
                                  touch (self, row->record != NULL ? stint_record_get_at (row->record) : NULL, before, after),
                                  deleted);
  return stint_apply_store (self, record, row->record, row->rowid, self->counter, error);
}

static gboolean
count_living (StintApply *self,
              const char *task,
              gint64     *n,
              GError    **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (self->database, "SELECT count(*) FROM task WHERE id = ?1 AND deleted = 0", "t", error, task);

  if (statement == NULL || !stint_statement_step (statement, error))
    return FALSE;
  *n = stint_statement_get_int (statement, 0);
  return TRUE;
}

static gboolean
check_owner (StintApply *self,
             StintKind   kind,
             GVariant   *data,
             GError    **error)
{
  const char *owner = NULL;
  gint64 n_living;

  if (kind == STINT_KIND_BLOCK)
    g_variant_lookup (data, STINT_BLOCK_TASK, "&s", &owner);
  else if (kind == STINT_KIND_TASK)
    g_variant_lookup (data, STINT_TASK_SERIES, "&s", &owner);
  if (owner == NULL)
    return TRUE;

  if (!count_living (self, owner, &n_living, error))
    return FALSE;
  if (n_living > 0)
    return TRUE;
  g_set_error_literal (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND,
                       kind == STINT_KIND_BLOCK
                       ? _("The task of this block was deleted. Bring the task back first.")
                       : _("The series of this task was deleted. Bring the series back first."));
  return FALSE;
}

static gboolean
has_same_owner (const Row *row,
                GVariant  *data)
{
  const char *member = row->kind == STINT_KIND_BLOCK ? STINT_BLOCK_TASK : STINT_TASK_SERIES;
  const char *owner = NULL;

  g_variant_lookup (data, member, "&s", &owner);
  return lives (row) && g_strcmp0 (owner, stint_record_get_string (row->record, member)) == 0;
}

static gboolean
has_unset (GVariant *members)
{
  GVariantIter iter;
  GVariant *value;
  gboolean unset = FALSE;

  g_variant_iter_init (&iter, members);
  while (!unset && g_variant_iter_next (&iter, "{&sv}", NULL, &value))
    {
      unset = stint_members_is_unset (value);
      g_variant_unref (value);
    }
  return unset;
}

/* @base: (nullable): what the members are laid over. */
static gboolean
put_row (StintApply *self,
         const Row  *row,
         GVariant   *base,
         GVariant   *members,
         GError    **error)
{
  g_autoptr (GVariant) data = base != NULL || has_unset (members) ? stint_members_overlay (base, members) : g_variant_ref (members);

  return (has_same_owner (row, data) || check_owner (self, row->kind, data, error)) &&
         write_row (self, row, data, FALSE, error);
}

/* Whether a record can be taken over with its edits: none of them says to be ours, for those we count ourselves. */
static gboolean
can_take_over (StintApply    *self,
               const StintOp *op)
{
  gint64 own;

  return op->edits != NULL && op->at != NULL && g_variant_n_children (op->edits) > 0 &&
         !g_variant_lookup (op->edits, self->database->device, "x", &own);
}

/* Makes a record that is not here yet, as it was elsewhere: the same state has the same edits (sync.md R5). */
static gboolean
take_over (StintApply    *self,
           const StintOp *op,
           GError       **error)
{
  g_autoptr (StintRecord) record = NULL;

  if (!check_owner (self, op->kind, op->members, error) || !stint_schema_check (op->kind, op->members, error))
    return FALSE;
  record = stint_record_new_full (op->kind, op->id, op->members, op->edits, op->at, FALSE);
  return stint_apply_store (self, record, NULL, 0, self->counter, error);
}

static gboolean
delete_owned (StintApply *self,
              StintKind   kind,
              const char *sql,
              const char *owner,
              GError    **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (StintStatement) statement = stint_statement_new (self->database, sql, "t", error, owner);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  while (stint_statement_step (statement, &local_error))
    g_ptr_array_add (ids, g_strdup (stint_statement_get_text (statement, 0)));
  g_clear_pointer (&statement, stint_statement_release);

  for (guint i = 0; local_error == NULL && i < ids->len; i++)
    {
      g_auto (Row) row = { 0, };

      if (read_row (self, kind, ids->pdata[i], &row, &local_error) && lives (&row))
        delete_row (self, &row, &local_error);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* What it owns goes first, in the same change. */
static gboolean
delete_row (StintApply *self,
            const Row  *row,
            GError    **error)
{
  if (row->kind == STINT_KIND_TASK &&
      (!delete_owned (self, STINT_KIND_BLOCK, "SELECT id FROM block WHERE task = ?1 AND deleted = 0", row->id, error) ||
       !delete_owned (self, STINT_KIND_TASK, "SELECT id FROM task WHERE series = ?1 AND deleted = 0", row->id, error)))
    return FALSE;
  return write_row (self, row, stint_record_get_data (row->record), TRUE, error);
}

static gboolean
refuse_missing (const Row *row,
                GError   **error)
{
  static const char *const sentences[STINT_N_KINDS] = {
    [STINT_KIND_PROJECT] = N_("There is no such project: it was deleted, or never there."),
    [STINT_KIND_TASK] = N_("There is no such task: it was deleted, or never there."),
    [STINT_KIND_BLOCK] = N_("There is no such block: it was deleted, or never there."),
    [STINT_KIND_SETTING] = N_("There is no such setting: it was deleted, or never there."),
    [STINT_KIND_CONFLICT] = N_("There is no such conflict: it was settled, or never there."),
  };

  g_set_error_literal (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND, _(sentences[row->kind]));
  return FALSE;
}

static gboolean
refuse_living (const Row *row,
               GError   **error)
{
  g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_EXISTS, _("What is to be made is there already (%s)."), row->id);
  return FALSE;
}

/**
 * stint_apply_begin:
 * @merge_key: (nullable): to go on with the change before, if it has the same
 *
 * Opens the transaction and the change. After a failure the caller rolls back.
 */
gboolean
stint_apply_begin (StintApply       *self,
                   StintDatabase    *database,
                   const char       *label,
                   StintChangeOrigin origin,
                   gint64            undoes,
                   const char       *merge_key,
                   gint64            now_ms,
                   GError          **error)
{
  *self = (StintApply) { .database = database, .now_ms = now_ms, .origin = origin };

  self->counter = stint_database_bump_counter (database, error);
  if (self->counter < 0)
    return FALSE;
  self->sequence = stint_change_log_begin (database, label, now_ms, origin, undoes, merge_key, error);
  return self->sequence != 0 &&
         (merge_key == NULL || merge_key[0] == '\0' ||
          stint_change_log_extend (database, self->sequence, merge_key, now_ms, error));
}

/**
 * stint_apply_op:
 * @error: a #StintStoreError, or a #StintCoreError if a member may not be so
 *
 * Reads the row again and changes what the operation names, no more. Fails before anything of it is written, if not SQLite fails.
 */
gboolean
stint_apply_op (StintApply    *self,
                const StintOp *op,
                GError       **error)
{
  g_auto (Row) row = { 0, };

  if (!read_row (self, op->kind, op->id, &row, error))
    return FALSE;

  switch (op->type)
    {
    case STINT_OP_CREATE:
    case STINT_OP_REVIVE:
      return lives (&row) ? refuse_living (&row, error) : put_row (self, &row, NULL, op->members, error);
    case STINT_OP_PUT:
      if (row.record == NULL && can_take_over (self, op))
        return take_over (self, op, error);
      return put_row (self, &row, row.record != NULL ? stint_record_get_data (row.record) : NULL, op->members, error);
    case STINT_OP_SET:
      return lives (&row) ? put_row (self, &row, stint_record_get_data (row.record), op->members, error) : refuse_missing (&row, error);
    case STINT_OP_DELETE:
    default:
      if (row.record == NULL)
        return refuse_missing (&row, error);
      return !lives (&row) || delete_row (self, &row, error);
    }
}

gboolean
stint_apply_has_done (const StintApply *self)
{
  return self->n_created + self->n_changed + self->n_deleted > 0;
}

/**
 * stint_apply_commit:
 *
 * Returns: (transfer full): the change as the log has it now
 */
StintChange *
stint_apply_commit (StintApply *self,
                    GError    **error)
{
  StintDatabase *database = self->database;
  g_autoptr (StintChange) change = stint_change_log_read (database, self->sequence, error);

  if (change == NULL || !stint_database_run (database, "COMMIT", "", error))
    return NULL;

  g_hash_table_add (database->own_sequences, g_memdup2 (&self->sequence, sizeof self->sequence));
  database->n_created = self->n_created;
  database->n_changed = self->n_changed;
  database->n_deleted = self->n_deleted;
  return g_steal_pointer (&change);
}
