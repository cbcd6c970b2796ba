/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-import-sink.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-error.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "interchange/stint-import-text.h"

#define MAX_SKIPPED 100
#define MIN_NOTES_BYTES 200

static void
skipped_free (StintSkipped *skipped)
{
  g_free (skipped->name);
  g_free (skipped->reason);
  g_free (skipped);
}

static void
op_free (StintOp *op)
{
  stint_op_clear (op);
  g_free (op);
}

void
stint_import_sink_init (StintImportSink *self)
{
  *self = (StintImportSink) { 0 };
  g_queue_init (&self->ops);
  self->summary.skipped = g_ptr_array_new_with_free_func ((GDestroyNotify) skipped_free);
}

void
stint_import_sink_clear (StintImportSink *self)
{
  stint_import_sink_drop (self);
  g_clear_pointer (&self->summary.skipped, g_ptr_array_unref);
}

/**
 * stint_import_sink_skip:
 *
 * Says that an entry did not come in.
 */
void
stint_import_sink_skip (StintImportSink *self,
                        guint            line,
                        const char      *name,
                        const char      *reason)
{
  self->summary.n_skipped++;
  stint_import_sink_note (self, line, name, reason);
}

/**
 * stint_import_sink_note:
 *
 * Says that a part did not come in as it was.
 */
void
stint_import_sink_note (StintImportSink *self,
                        guint            line,
                        const char      *name,
                        const char      *reason)
{
  StintSkipped *skipped;

  if (self->summary.skipped->len >= MAX_SKIPPED)
    return;

  skipped = g_new0 (StintSkipped, 1);
  skipped->line = line;
  skipped->name = g_strdup (name);
  skipped->reason = g_strdup (reason);
  g_ptr_array_add (self->summary.skipped, skipped);
}

static StintOp *
push (StintImportSink *self,
      StintKind        kind,
      const char      *id,
      GVariant        *members)
{
  StintOp *op = g_new0 (StintOp, 1);

  op->type = STINT_OP_PUT;
  op->kind = kind;
  op->id = g_strdup (id);
  op->members = g_variant_ref (members);
  g_queue_push_tail (&self->ops, op);
  return op;
}

static void
count (StintImportSink *self,
       StintKind        kind)
{
  if (kind == STINT_KIND_TASK)
    self->summary.n_tasks++;
  else if (kind == STINT_KIND_BLOCK)
    self->summary.n_blocks++;
}

void
stint_import_sink_push (StintImportSink *self,
                        StintKind        kind,
                        const char      *id,
                        GVariant        *members)
{
  push (self, kind, id, members);
  count (self, kind);
}

/**
 * stint_import_sink_push_more:
 *
 * Adds members to a record that was pushed before.
 */
void
stint_import_sink_push_more (StintImportSink *self,
                             StintKind        kind,
                             const char      *id,
                             GVariant        *members)
{
  push (self, kind, id, members);
}

/**
 * stint_import_sink_push_record:
 *
 * A record of Stint's own, with who edited it how often and when.
 */
void
stint_import_sink_push_record (StintImportSink *self,
                               StintRecord     *record)
{
  StintOp *op = push (self, stint_record_get_kind (record), stint_record_get_id (record), stint_record_get_data (record));

  op->edits = g_variant_ref (stint_record_get_edits (record));
  op->at = g_variant_ref (stint_record_get_at (record));
  count (self, op->kind);
}

/**
 * stint_import_sink_take:
 * @op: (out caller-allocates): the next operation; stint_op_clear() it
 *
 * Returns: %FALSE if there is none
 */
gboolean
stint_import_sink_take (StintImportSink *self,
                        StintOp         *op)
{
  g_autofree StintOp *next = g_queue_pop_head (&self->ops);

  if (next == NULL)
    return FALSE;
  *op = *next;
  return TRUE;
}

/* Forgets the operations that were not taken. */
void
stint_import_sink_drop (StintImportSink *self)
{
  g_queue_clear_full (&self->ops, (GDestroyNotify) op_free);
}

/* Leaves out what is kept for others only, then cuts the notes. Returns FALSE if there is nothing to leave out. */
static gboolean
shrink (GVariantDict *members,
        const char   *kept)
{
  g_autofree char *notes = NULL;
  g_autofree char *cut = NULL;

  if (kept != NULL && g_variant_dict_remove (members, kept))
    return TRUE;
  if (!g_variant_dict_lookup (members, STINT_TASK_NOTES, "s", &notes) || strlen (notes) < MIN_NOTES_BYTES)
    return FALSE;
  cut = stint_import_text_dup (notes, strlen (notes) / 2, NULL);
  g_variant_dict_insert (members, STINT_TASK_NOTES, "s", cut);
  return TRUE;
}

/**
 * stint_import_sink_fit:
 * @members: what was read; emptied
 * @kept: (nullable): the member with what is kept for other programs only: the first that is left out
 * @line, @name: what it is called in the summary
 *
 * Returns: (transfer full) (nullable): valid members of a record, sorted; %NULL, with the reason in the summary, if they are none
 */
GVariant *
stint_import_sink_fit (StintImportSink *self,
                       StintKind        kind,
                       GVariantDict    *members,
                       const char      *kept,
                       guint            line,
                       const char      *name)
{
  /* Checked before it is sorted and written into one piece: reading it is much quicker then. */
  g_autoptr (GVariant) fitting = g_variant_ref_sink (g_variant_dict_end (members));
  g_autoptr (GError) error = NULL;
  gboolean shrunk = FALSE;

  while (!stint_schema_check (kind, fitting, &error))
    {
      g_auto (GVariantDict) smaller = G_VARIANT_DICT_INIT (fitting);

      if (!g_error_matches (error, STINT_CORE_ERROR, STINT_CORE_ERROR_TOO_LARGE) || !shrink (&smaller, kept))
        {
          stint_import_sink_skip (self, line, name, error->message);
          return NULL;
        }
      g_clear_error (&error);
      g_clear_pointer (&fitting, g_variant_unref);
      fitting = g_variant_ref_sink (g_variant_dict_end (&smaller));
      shrunk = TRUE;
    }

  if (shrunk)
    stint_import_sink_note (self, line, name, _("There is more in it than fits; the notes or what other programs keep in it were cut"));
  return stint_members_sort (fitting);
}
