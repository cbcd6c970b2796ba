/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-workspace-private.h"

struct _StintSequence
{
  gint64 known;
};

StintSequence *
stint_sequence_new (void)
{
  return g_atomic_rc_box_new0 (StintSequence);
}

StintSequence *
stint_sequence_ref (StintSequence *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
stint_sequence_unref (StintSequence *self)
{
  g_atomic_rc_box_release (self);
}

/* A change of very many records comes without them. */
static gboolean
touches_projects (StintChange *change)
{
  if (stint_change_get_n_deltas (change) == 0)
    return TRUE;
  for (guint i = 0; i < stint_change_get_n_deltas (change); i++)
    if (stint_change_get_delta (change, i)->kind == STINT_KIND_PROJECT)
      return TRUE;
  return FALSE;
}

/* What the log has since this workspace last looked, but for its own change. */
static void
read_others (StintOutcome  *self,
             StintDatabase *database,
             StintSequence *sequence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = stint_database_changes_since (database, &sequence->known, &self->too_many, &error);

  if (changes == NULL)
    {
      /* The commit stands all the same: whoever listens reads everything again, and meets the error if it lasts. */
      g_debug ("Reading the change log: %s", error != NULL ? error->message : "nothing");
      self->too_many = TRUE;
      return;
    }

  for (guint i = 0; i < changes->len; i++)
    {
      StintChange *change = g_ptr_array_index (changes, i);

      if (self->own == NULL || g_strcmp0 (stint_change_get_id (change), stint_change_get_id (self->own)) != 0)
        g_ptr_array_add (self->others, stint_change_ref (change));
    }
}

/**
 * stint_outcome_read_labels:
 *
 * Reads what could be undone and redone now.
 */
void
stint_outcome_read_labels (StintOutcome  *self,
                           StintDatabase *database)
{
  if (self->has_labels)
    return;
  self->undo_label = stint_database_dup_undo_label (database);
  self->redo_label = stint_database_dup_redo_label (database);
  self->has_labels = TRUE;
}

/**
 * stint_outcome_new_unread:
 *
 * For a job after which another one will read the log.
 */
StintOutcome *
stint_outcome_new_unread (void)
{
  StintOutcome *self = g_new0 (StintOutcome, 1);

  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_change_unref);
  return self;
}

/**
 * stint_outcome_new:
 * @own: (transfer full) (nullable): the change that the job has made, %NULL if it made none
 *
 * Called at the end of a job in the store's thread. It never fails: what @own says is committed.
 */
StintOutcome *
stint_outcome_new (StintDatabase *database,
                   StintSequence *sequence,
                   StintChange   *own)
{
  StintOutcome *self = g_new0 (StintOutcome, 1);
  gboolean projects;

  self->own = own;
  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_change_unref);
  read_others (self, database, sequence);
  if (own == NULL && self->others->len == 0 && !self->too_many)
    return self;

  stint_outcome_read_labels (self, database);
  projects = self->too_many || (own != NULL && touches_projects (own));
  for (guint i = 0; !projects && i < self->others->len; i++)
    projects = touches_projects (g_ptr_array_index (self->others, i));
  if (projects)
    self->projects = stint_database_list (database, STINT_KIND_PROJECT, NULL);
  return self;
}

/**
 * stint_outcome_new_first:
 *
 * What there is when the store has just been opened: the log is read from here on.
 */
StintOutcome *
stint_outcome_new_first (StintDatabase *database,
                         StintSequence *sequence,
                         GError       **error)
{
  g_autoptr (StintOutcome) self = g_new0 (StintOutcome, 1);

  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_change_unref);
  sequence->known = stint_database_get_sequence (database);
  self->projects = stint_database_list (database, STINT_KIND_PROJECT, error);
  if (self->projects == NULL)
    return NULL;
  stint_outcome_read_labels (self, database);
  return g_steal_pointer (&self);
}

void
stint_outcome_free (StintOutcome *self)
{
  g_clear_pointer (&self->own, stint_change_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_clear_pointer (&self->projects, g_ptr_array_unref);
  g_strfreev (self->left);
  if (self->free_extra != NULL)
    self->free_extra (self->extra);
  g_free (self);
}
