/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-database-private.h"

#include "stint-config.h"
#include "core/stint-error.h"
#include "core/stint-member-walk.h"
#include "core/stint-merge-conflict.h"
#include "store/stint-apply.h"
#include "store/stint-change-log.h"
#include "store/stint-record-table.h"

#include <glib/gi18n-lib.h>

/* What a person did, or did again, and has not undone; the newest first. */
#define UNDO_TOP \
  "SELECT sequence, label FROM change WHERE sequence =" \
  " (SELECT max (sequence) FROM" \
  "  (SELECT max (sequence) AS sequence FROM change WHERE undone_by IS NULL AND origin = 0" \
  "   UNION ALL SELECT max (sequence) FROM change WHERE undone_by IS NULL AND origin = 2))"

/* What was undone since a person did something new; the newest first. */
#define REDO_TOP \
  "SELECT sequence, label FROM change WHERE sequence =" \
  " (SELECT max (sequence) FROM change WHERE undone_by IS NULL AND origin = 1" \
  "  AND sequence > (SELECT coalesce (max (sequence), 0) FROM change WHERE origin = 0))"

/**
 * Step:
 * @error: what a lookup met
 */
typedef struct
{
  StintApply    apply;
  GStrvBuilder *left;
  GError       *error;
} Step;

static StintRecord *
look_up (StintKind   kind,
         const char *id,
         gpointer    user_data)
{
  Step *self = user_data;

  if (self->error != NULL)
    return NULL;
  return stint_record_table_read (self->apply.database, kind, id, NULL, &self->error);
}

static gboolean
has_owned_but (Step       *self,
               const char *sql,
               const char *id,
               GHashTable *but_ids)
{
  g_autoptr (StintStatement) statement = stint_statement_new (self->apply.database, sql, "t", &self->error, id);

  while (statement != NULL && self->error == NULL && stint_statement_step (statement, &self->error))
    if (!g_hash_table_contains (but_ids, stint_statement_get_text (statement, 0)))
      return TRUE;
  return FALSE;
}

static gboolean
has_owned (StintKind   kind,
           const char *id,
           GHashTable *but_ids,
           gpointer    user_data)
{
  Step *self = user_data;

  if (kind != STINT_KIND_TASK || self->error != NULL)
    return FALSE;
  return has_owned_but (self, "SELECT id FROM block WHERE task = ?1 AND deleted = 0", id, but_ids) ||
         has_owned_but (self, "SELECT id FROM task WHERE series = ?1 AND deleted = 0", id, but_ids);
}

/* Whether the entry is about that, and what was lost is what the change had made. */
static gboolean
is_entry_about (StintRecord      *entry,
                const StintDelta *delta,
                const char       *member)
{
  const char *about = stint_record_get_string (entry, STINT_CONFLICT_MEMBER);
  g_autoptr (GVariant) lost = NULL;
  g_autoptr (GVariant) made = NULL;

  if (about == NULL || (member != NULL && !g_str_equal (about, member)) ||
      g_strcmp0 (stint_record_get_string (entry, STINT_CONFLICT_ID), delta->id) != 0 ||
      g_strcmp0 (stint_record_get_string (entry, STINT_CONFLICT_KIND), stint_kind_to_string (delta->kind)) != 0)
    return FALSE;
  lost = stint_record_dup_member (entry, STINT_CONFLICT_LOST);
  made = g_variant_lookup_value (delta->after, about, NULL);
  return stint_values_equal (lost, made);
}

static gboolean
has_entry (const StintDelta *delta,
           const char       *member,
           gpointer          user_data)
{
  Step *self = user_data;
  g_autoptr (StintStatement) statement = NULL;

  if (self->error != NULL)
    return FALSE;
  /* The id is somewhere in the text of those that matter: the few that are left are read. */
  statement = stint_statement_new (self->apply.database, "SELECT id FROM conflict WHERE deleted = 0 AND instr (data, ?1) > 0",
                                   "t", &self->error, delta->id);
  while (statement != NULL && stint_statement_step (statement, &self->error))
    {
      g_autofree char *id = g_strdup (stint_statement_get_text (statement, 0));
      g_autoptr (StintRecord) entry = look_up (STINT_KIND_CONFLICT, id, self);

      if (entry != NULL && is_entry_about (entry, delta, member))
        return TRUE;
      if (self->error != NULL)
        return FALSE;
    }
  return FALSE;
}

/* What a rule forbids now is left as it is; what SQLite says ends the step. */
static gboolean
is_left (const GError *error)
{
  return error->domain == STINT_CORE_ERROR ||
         g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND) ||
         g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_EXISTS);
}

static gboolean
apply_inverse (Step      *self,
               StintEdit *edit,
               GError   **error)
{
  for (guint i = 0; edit != NULL && i < stint_edit_get_n_ops (edit); i++)
    {
      GError *local_error = NULL;

      if (stint_apply_op (&self->apply, stint_edit_get_op (edit, i), &local_error))
        continue;
      if (!is_left (local_error))
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      g_strv_builder_add (self->left, local_error->message);
      g_error_free (local_error);
    }
  return TRUE;
}

static gboolean
invert_page (Step        *self,
             StintChange *page,
             GError     **error)
{
  g_auto (GStrv) left = NULL;
  g_autoptr (StintEdit) edit = NULL;

  if (stint_change_get_n_deltas (page) == 0)
    return TRUE;
  edit = stint_change_invert (page, stint_change_get_label (page), look_up, has_owned, has_entry, self, &left);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (left != NULL)
    g_strv_builder_addv (self->left, (const char **) left);
  return apply_inverse (self, edit, error);
}

/* A page at a time: an import of 100,000 records is one step too. */
static gboolean
invert_part (Step    *self,
             gint64   sequence,
             gboolean births,
             GError **error)
{
  g_autofree char *last_id = NULL;
  int last_kind = -1;

  do
    {
      g_autoptr (StintChange) page = stint_change_new ("", "", self->apply.now_ms, "", STINT_CHANGE_UNDO);

      if (!stint_change_log_read_page (self->apply.database, sequence, births, &last_kind, &last_id, page, error) ||
          !invert_page (self, page, error))
        return FALSE;
    }
  while (last_id != NULL);
  return TRUE;
}

static gboolean
find_top (StintDatabase *self,
          const char    *sql,
          gint64        *sequence,
          char         **label,
          GError       **error)
{
  g_autoptr (StintStatement) statement = stint_statement_new (self, sql, "", error);
  GError *local_error = NULL;

  *sequence = 0;
  *label = NULL;
  if (statement == NULL)
    return FALSE;
  if (stint_statement_step (statement, &local_error))
    {
      *sequence = stint_statement_get_int (statement, 0);
      *label = g_strdup (stint_statement_get_text (statement, 1));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* Undoes what is on top; of what nothing can be undone, marks it so, and @change stays %NULL. */
static gboolean
take_top (Step             *self,
          StintDatabase    *database,
          StintChangeOrigin origin,
          gint64            top,
          const char       *label,
          gint64            now_ms,
          GError          **error)
{
  if (!stint_apply_begin (&self->apply, database, label, origin, top, NULL, now_ms, error) ||
      !invert_part (self, top, FALSE, error) ||
      !invert_part (self, top, TRUE, error))
    return FALSE;
  if (stint_apply_has_done (&self->apply))
    return stint_change_log_mark (database, top, self->apply.sequence, error);
  return stint_change_log_remove (database, self->apply.sequence, error) &&
         stint_change_log_mark (database, top, STINT_CHANGE_UNDONE_BY_NONE, error);
}

static gboolean
refuse_nothing (StintDatabase    *database,
                StintChangeOrigin origin,
                gboolean          skipped,
                GError          **error)
{
  /* What was skipped stays skipped. */
  if (skipped && !stint_database_run (database, "COMMIT", "", error))
    return FALSE;
  if (skipped)
    g_set_error_literal (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOTHING,
                         origin == STINT_CHANGE_UNDO
                         ? _("Nothing could be undone: it was all changed since.")
                         : _("Nothing could be redone: it was all changed since."));
  else
    g_set_error_literal (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOTHING,
                         origin == STINT_CHANGE_UNDO ? _("There is nothing to undo.") : _("There is nothing to redo."));
  return FALSE;
}

static StintChange *
step (Step             *self,
      StintDatabase    *database,
      StintChangeOrigin origin,
      gint64            now_ms,
      GError          **error)
{
  gboolean skipped = FALSE;

  while (TRUE)
    {
      g_autofree char *label = NULL;
      gint64 top;

      if (!find_top (database, origin == STINT_CHANGE_UNDO ? UNDO_TOP : REDO_TOP, &top, &label, error))
        return NULL;
      if (top == 0)
        {
          refuse_nothing (database, origin, skipped, error);
          return NULL;
        }
      if (!take_top (self, database, origin, top, label, now_ms, error))
        return NULL;
      if (stint_apply_has_done (&self->apply))
        return stint_apply_commit (&self->apply, error);
      skipped = TRUE;
    }
}

static StintChange *
take_step (StintDatabase    *self,
           StintChangeOrigin origin,
           gint64            now_ms,
           GStrv            *left,
           GError          **error)
{
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  Step taken = { .left = sentences };
  g_auto (GStrv) said = NULL;
  StintChange *change;

  if (left != NULL)
    *left = NULL;
  self->n_created = self->n_changed = self->n_deleted = 0;
  if (!stint_database_begin (self, error))
    return NULL;
  change = step (&taken, self, origin, now_ms, error);
  if (change == NULL)
    stint_database_roll_back (self);

  said = g_strv_builder_end (sentences);
  if (left != NULL && said[0] != NULL)
    *left = g_steal_pointer (&said);
  return change;
}

static char *
dup_top_label (StintDatabase *self,
               const char    *sql)
{
  gint64 sequence;
  char *label;

  return find_top (self, sql, &sequence, &label, NULL) ? label : NULL;
}

/**
 * stint_database_undo:
 * @left: (out) (optional) (nullable): sentences that say what could not be undone, and why, also of steps that were skipped
 * @error: %STINT_STORE_ERROR_NOTHING: there is nothing more to undo
 *
 * Undoes the newest step that people made in this store, as a change of its own (sync.md R9).
 *
 * Returns: (transfer full): the change; it has the label of what it undid
 */
StintChange *
stint_database_undo (StintDatabase *self,
                     gint64         now_ms,
                     GStrv         *left,
                     GError       **error)
{
  return take_step (self, STINT_CHANGE_UNDO, now_ms, left, error);
}

/**
 * stint_database_redo:
 *
 * As stint_database_undo(), of the newest undo since a person did something new.
 */
StintChange *
stint_database_redo (StintDatabase *self,
                     gint64         now_ms,
                     GStrv         *left,
                     GError       **error)
{
  return take_step (self, STINT_CHANGE_REDO, now_ms, left, error);
}

/**
 * stint_database_dup_undo_label:
 *
 * Returns: (transfer full) (nullable): the label of what undo would undo; %NULL if there is nothing
 */
char *
stint_database_dup_undo_label (StintDatabase *self)
{
  return dup_top_label (self, UNDO_TOP);
}

char *
stint_database_dup_redo_label (StintDatabase *self)
{
  return dup_top_label (self, REDO_TOP);
}
