/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-task-list.h"

#include "workspace/stint-task-cache.h"
#include "workspace/stint-task-list-private.h"
#include "workspace/stint-workspace-private.h"

struct _StintTaskList
{
  GObject         parent_instance;

  StintWorkspace *workspace;
  GCancellable   *cancellable;

  StintTaskQuery *query;
  GArray         *rowids;   /* of gint64; replaced as a whole, never written to: the store's thread looks at it */
  StintTaskCache *cache;
  GHashTable     *reading;  /* set of the row ids that are being read */

  /* The one query in flight, and whether something happened since. */
  gboolean        is_asking;
  gboolean        is_outdated;
  gboolean        is_other_query; /* the query was set since */
  gboolean        is_first_page;  /* the first page is to be asked for, then the rest */
  gboolean        is_whole;       /* the rest was */
  gboolean        is_loaded;
};

enum
{
  PROP_0,
  PROP_N_TASKS,
  N_PROPS,
};

enum
{
  LOADED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (StintTaskList, stint_task_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void ask (StintTaskList *self);

static void
take_rows (StintTaskList       *self,
           StintTaskListAnswer *answer)
{
  g_ptr_array_set_free_func (answer->rows, NULL);
  for (guint i = 0; i < answer->rows->len; i++)
    {
      gint64 rowid = g_array_index (answer->read, gint64, i);
      StintTaskRow *row = g_ptr_array_index (answer->rows, i);
      g_autoptr (StintTaskItem) item = NULL;

      g_hash_table_remove (self->reading, &rowid);
      item = stint_task_cache_dup_item (self->cache, rowid);
      stint_task_item_take_row (item, row);
    }
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (StintTaskList) self = user_data;
  g_autoptr (GError) error = NULL;
  StintTaskListAnswer *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (answer == NULL)
    {
      /* Whoever asks for these rows again asks the store again. */
      g_hash_table_remove_all (self->reading);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("Tasks could not be read: %s", error->message);
      return;
    }
  take_rows (self, answer);
  stint_task_list_answer_free (answer);
}

/* Reads the page around @position, but for the rows that are there or under way. */
static void
read_page (StintTaskList *self,
           guint          position)
{
  guint first = position - position % STINT_TASK_LIST_PAGE;
  guint end = MIN (first + STINT_TASK_LIST_PAGE, self->rowids->len);
  g_autoptr (GArray) unread = NULL;

  if (g_hash_table_contains (self->reading, &g_array_index (self->rowids, gint64, position)))
    return;

  unread = g_array_sized_new (FALSE, FALSE, sizeof (gint64), end - first);
  for (guint i = first; i < end; i++)
    {
      gint64 rowid = g_array_index (self->rowids, gint64, i);
      StintTaskItem *item = stint_task_cache_peek_item (self->cache, rowid);

      if ((item == NULL || item->row == NULL) && g_hash_table_add (self->reading, g_memdup2 (&rowid, sizeof rowid)))
        g_array_append_val (unread, rowid);
    }
  stint_workspace_run_async (self->workspace, stint_task_list_read_job, g_steal_pointer (&unread), (GDestroyNotify) g_array_unref,
                             stint_task_list_answer_free, read_page, self->cancellable, read_cb, g_object_ref (self));
}

static GType
stint_task_list_get_item_type (GListModel *model)
{
  return STINT_TYPE_TASK_ITEM;
}

static guint
stint_task_list_get_n_items (GListModel *model)
{
  return STINT_TASK_LIST (model)->rowids->len;
}

static gpointer
stint_task_list_get_item (GListModel *model,
                          guint       position)
{
  StintTaskList *self = STINT_TASK_LIST (model);
  StintTaskItem *item;

  if (position >= self->rowids->len)
    return NULL;
  item = stint_task_cache_dup_item (self->cache, g_array_index (self->rowids, gint64, position));
  if (item->row == NULL && self->workspace != NULL)
    read_page (self, position);
  return item;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = stint_task_list_get_item_type;
  iface->get_n_items = stint_task_list_get_n_items;
  iface->get_item = stint_task_list_get_item;
}

static void
take_answer (StintTaskList       *self,
             StintTaskListAnswer *answer)
{
  g_autoptr (GArray) old = self->rowids;

  self->rowids = g_array_ref (answer->rowids);
  take_rows (self, answer);
  if (answer->n_removed > 0 || answer->n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), answer->position, answer->n_removed, answer->n_added);
  if (old->len != self->rowids->len)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_TASKS]);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (StintTaskList) self = user_data;
  g_autoptr (GError) error = NULL;
  StintTaskListAnswer *answer = g_task_propagate_pointer (G_TASK (result), &error);

  self->is_asking = FALSE;
  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("The list of tasks could not be read: %s", error->message);
    }
  else if (!self->is_other_query)
    {
      gboolean was_loaded = self->is_loaded;

      self->is_whole = answer->is_whole;
      self->is_loaded = TRUE;
      take_answer (self, answer);
      if (!was_loaded)
        g_signal_emit (self, signals[LOADED], 0);
    }
  g_clear_pointer (&answer, stint_task_list_answer_free);

  if (!g_cancellable_is_cancelled (self->cancellable) && (self->is_outdated || (error == NULL && !self->is_whole)))
    ask (self);
}

static void
ask (StintTaskList *self)
{
  StintTaskListAsk *data;

  if (self->query == NULL || self->workspace == NULL || !stint_workspace_get_is_open (self->workspace))
    return;
  self->is_outdated = self->is_asking;
  if (self->is_asking)
    return;

  data = g_new0 (StintTaskListAsk, 1);
  data->query = stint_task_query_copy (self->query);
  data->query->zone = stint_clock_get_zone (stint_workspace_get_clock (self->workspace));
  data->query->now_s = stint_workspace_get_unix_ms (self->workspace) / 1000;
  data->limit = self->is_first_page ? STINT_TASK_LIST_PAGE : 0;
  data->old = g_array_ref (self->rowids);
  data->again = stint_task_cache_find_touched (self->cache);
  self->is_first_page = FALSE;
  self->is_other_query = FALSE;
  self->is_asking = TRUE;
  stint_workspace_run_async (self->workspace, stint_task_list_ask_job, data, stint_task_list_ask_free, stint_task_list_answer_free,
                             ask, self->cancellable, answered_cb, g_object_ref (self));
}

static void
workspace_changed_cb (StintTaskList *self,
                      StintChange   *change)
{
  if (stint_task_cache_touch (self->cache, change))
    ask (self);
}

/* After a restore, row ids are those of another store: nothing that is here is known there. */
static void
is_open_changed_cb (StintTaskList *self)
{
  guint n = self->rowids->len;

  if (!stint_workspace_get_is_open (self->workspace))
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->cache, stint_task_cache_free);
  self->cache = stint_task_cache_new ();
  g_clear_pointer (&self->rowids, g_array_unref);
  self->rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n > 0)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_TASKS]);
    }

  self->is_other_query = TRUE;
  self->is_first_page = TRUE;
  self->is_loaded = FALSE;
  ask (self);
}

static void
stint_task_list_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  StintTaskList *self = STINT_TASK_LIST (object);

  switch (prop_id)
    {
    case PROP_N_TASKS:
      g_value_set_uint (value, self->rowids->len);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_task_list_dispose (GObject *object)
{
  StintTaskList *self = STINT_TASK_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  stint_task_cache_forget (self->cache);

  G_OBJECT_CLASS (stint_task_list_parent_class)->dispose (object);
}

static void
stint_task_list_finalize (GObject *object)
{
  StintTaskList *self = STINT_TASK_LIST (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->query, stint_task_query_free);
  g_clear_pointer (&self->rowids, g_array_unref);
  g_clear_pointer (&self->cache, stint_task_cache_free);
  g_clear_pointer (&self->reading, g_hash_table_unref);

  G_OBJECT_CLASS (stint_task_list_parent_class)->finalize (object);
}

static void
stint_task_list_class_init (StintTaskListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = stint_task_list_get_property;
  object_class->dispose = stint_task_list_dispose;
  object_class->finalize = stint_task_list_finalize;

  props[PROP_N_TASKS] = g_param_spec_uint ("n-tasks", NULL, NULL, 0, G_MAXUINT, 0,
                                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[LOADED] = g_signal_new ("loaded", STINT_TYPE_TASK_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
stint_task_list_init (StintTaskList *self)
{
  self->cancellable = g_cancellable_new ();
  self->rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cache = stint_task_cache_new ();
  self->reading = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * stint_task_list_new:
 *
 * Returns: (transfer full): an empty list, until it has a query
 */
StintTaskList *
stint_task_list_new (StintWorkspace *workspace)
{
  StintTaskList *self = g_object_new (STINT_TYPE_TASK_LIST, NULL);
  StintClock *clock = stint_workspace_get_clock (workspace);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::is-open", G_CALLBACK (is_open_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "day-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "zone-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * stint_task_list_set_query:
 * @query: what is asked for; its zone and time are taken from the workspace's clock whenever the list asks
 *
 * Shows other tasks. What is there stays until the answer comes; of many calls before it only the last counts.
 */
void
stint_task_list_set_query (StintTaskList        *self,
                           const StintTaskQuery *query)
{
  g_return_if_fail (STINT_IS_TASK_LIST (self));

  g_clear_pointer (&self->query, stint_task_query_free);
  self->query = stint_task_query_copy (query);
  self->is_other_query = TRUE;
  self->is_first_page = TRUE;
  self->is_loaded = FALSE;
  ask (self);
}

/**
 * stint_task_list_is_loaded:
 *
 * Returns: whether the tasks of the query set last are there, or the first page of them
 */
gboolean
stint_task_list_is_loaded (StintTaskList *self)
{
  g_return_val_if_fail (STINT_IS_TASK_LIST (self), FALSE);

  return self->is_loaded;
}
