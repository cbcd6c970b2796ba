/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-task-cache.h"

#include "core/stint-block.h"
#include "core/stint-task.h"

/* How many items are held though nobody else does. */
#define RECENT_MAX 2000

struct _StintTaskCache
{
  GHashTable *registry; /* row id → living item */
  GQueue      recent;   /* of items, the one asked for last first */

  /* What changed since the rows were read. */
  GHashTable *touched; /* set of task and project ids */
  gboolean    touched_all;
};

StintTaskCache *
stint_task_cache_new (void)
{
  StintTaskCache *self = g_new0 (StintTaskCache, 1);

  self->registry = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->recent);
  return self;
}

void
stint_task_cache_free (StintTaskCache *self)
{
  stint_task_cache_forget (self);
  g_hash_table_unref (self->registry);
  g_hash_table_unref (self->touched);
  g_free (self);
}

/* Notes that @item was used; the ones used longest ago are let go. */
static void
use_item (StintTaskCache *self,
          StintTaskItem  *item)
{
  if (item->link != NULL)
    {
      g_queue_unlink (&self->recent, item->link);
      g_queue_push_head_link (&self->recent, item->link);
      return;
    }

  g_queue_push_head (&self->recent, g_object_ref (item));
  item->link = self->recent.head;
  while (self->recent.length > RECENT_MAX)
    {
      g_autoptr (StintTaskItem) oldest = g_queue_pop_tail (&self->recent);

      oldest->link = NULL;
    }
}

/**
 * stint_task_cache_peek_item:
 *
 * Returns: (transfer none) (nullable): the item of a row, if it lives; this is no use of it
 */
StintTaskItem *
stint_task_cache_peek_item (StintTaskCache *self,
                            gint64          rowid)
{
  return g_hash_table_lookup (self->registry, &rowid);
}

/**
 * stint_task_cache_dup_item:
 *
 * Returns: (transfer full): the item of a row, made if need be
 */
StintTaskItem *
stint_task_cache_dup_item (StintTaskCache *self,
                           gint64          rowid)
{
  StintTaskItem *item = stint_task_cache_peek_item (self, rowid);

  item = item != NULL ? g_object_ref (item) : stint_task_item_new_unread (rowid, self->registry);
  use_item (self, item);
  return item;
}

/**
 * stint_task_cache_forget:
 *
 * Lets all items go; those that somebody else holds are still found.
 */
void
stint_task_cache_forget (StintTaskCache *self)
{
  StintTaskItem *item;

  while ((item = g_queue_pop_head (&self->recent)) != NULL)
    {
      item->link = NULL;
      g_object_unref (item);
    }
}

/* Notes the task that @members name, if they do. */
static gboolean
touch_owner (StintTaskCache *self,
             GVariant       *members)
{
  const char *task;

  if (members == NULL || !g_variant_lookup (members, STINT_BLOCK_TASK, "&s", &task))
    return FALSE;
  g_hash_table_add (self->touched, g_strdup (task));
  return TRUE;
}

/* An override that was touched changes what the list says of its series. */
static void
touch_series (StintTaskCache   *self,
              const StintDelta *delta)
{
  const char *series = delta->record != NULL ? stint_record_get_string (delta->record, STINT_TASK_SERIES) : NULL;

  if (series == NULL && delta->after != NULL)
    g_variant_lookup (delta->after, STINT_TASK_SERIES, "&s", &series);
  if (series == NULL && delta->before != NULL)
    g_variant_lookup (delta->before, STINT_TASK_SERIES, "&s", &series);
  if (series != NULL)
    g_hash_table_add (self->touched, g_strdup (series));
}

/* Notes whose rows a delta changes. */
static void
touch_delta (StintTaskCache   *self,
             const StintDelta *delta)
{
  gboolean before, after, now;

  switch (delta->kind)
    {
    case STINT_KIND_TASK:
      touch_series (self, delta);
      G_GNUC_FALLTHROUGH;
    case STINT_KIND_PROJECT:
      g_hash_table_add (self->touched, g_strdup (delta->id));
      break;

    case STINT_KIND_BLOCK:
      /* A moved block's delta has only its hours; then the record says whose it is. One that was given away changes two tasks. */
      before = touch_owner (self, delta->before);
      after = touch_owner (self, delta->after);
      now = delta->record != NULL && touch_owner (self, stint_record_get_data (delta->record));
      if (!before && !after && !now)
        self->touched_all = TRUE;
      break;

    default:
      break;
    }
}

/**
 * stint_task_cache_touch:
 * @change: (nullable): %NULL: anything may have changed
 *
 * Notes whose rows a change changes.
 *
 * Returns: whether it may have changed what a list of tasks shows
 */
gboolean
stint_task_cache_touch (StintTaskCache *self,
                        StintChange    *change)
{
  /* A change of very many records comes without them. */
  if (change == NULL || stint_change_get_n_deltas (change) == 0)
    self->touched_all = TRUE;
  for (guint i = 0; change != NULL && i < stint_change_get_n_deltas (change); i++)
    touch_delta (self, stint_change_get_delta (change, i));
  return self->touched_all || g_hash_table_size (self->touched) > 0;
}

/**
 * stint_task_cache_find_touched:
 *
 * Returns: (transfer full) (element-type gint64): the rows of living items that have to be read again; what was touched is forgotten
 */
GArray *
stint_task_cache_find_touched (StintTaskCache *self)
{
  GArray *again = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer value;

  if (!self->touched_all && g_hash_table_size (self->touched) == 0)
    return again;
  g_hash_table_iter_init (&iter, self->registry);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      StintTaskItem *item = value;
      const char *project;

      if (item->row == NULL)
        continue;
      project = stint_task_get_project (item->row->record);
      if (self->touched_all || g_hash_table_contains (self->touched, stint_record_get_id (item->row->record)) ||
          (project != NULL && g_hash_table_contains (self->touched, project)))
        g_array_append_val (again, item->rowid);
    }
  g_hash_table_remove_all (self->touched);
  self->touched_all = FALSE;
  return again;
}
