/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-grid-model.h"

#include "workspace/stint-grid-item-private.h"

struct _StintGridModel
{
  GObject         parent_instance;

  StintWorkspace *workspace;
  int             limit_per_day;
  GCancellable   *cancellable;

  /* What was asked for last. */
  int             first_day;
  int             n_days;

  /* What is there. */
  GPtrArray      *items;
  GArray         *days;
  int             days_first_day;

  /* The one query in flight, what it asks, and whether something happened since. */
  gboolean        is_asking;
  gboolean        is_outdated;
  int             asked_first_day;
  int             asked_n_days;
};

enum
{
  LOADED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (StintGridModel, stint_grid_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
stint_grid_model_get_item_type (GListModel *model)
{
  return STINT_TYPE_GRID_ITEM;
}

static guint
stint_grid_model_get_n_items (GListModel *model)
{
  return STINT_GRID_MODEL (model)->items->len;
}

static gpointer
stint_grid_model_get_item (GListModel *model,
                           guint       position)
{
  StintGridModel *self = STINT_GRID_MODEL (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = stint_grid_model_get_item_type;
  iface->get_n_items = stint_grid_model_get_n_items;
  iface->get_item = stint_grid_model_get_item;
}

/* The items for the rows of @result, which it eats: the old item where nothing is new. Returns: (transfer full) */
static GPtrArray *
make_items (StintGridModel  *self,
            StintGridResult *result)
{
  g_autoptr (GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *items = g_ptr_array_new_full (result->rows->len, g_object_unref);

  for (guint i = 0; i < self->items->len; i++)
    {
      StintGridItem *item = g_ptr_array_index (self->items, i);

      g_hash_table_insert (old, stint_grid_item_get_row (item)->id, item);
    }

  g_ptr_array_set_free_func (result->rows, NULL);
  for (guint i = 0; i < result->rows->len; i++)
    {
      StintGridRow *row = g_ptr_array_index (result->rows, i);
      StintGridItem *item = g_hash_table_lookup (old, row->id);

      if (item != NULL && stint_grid_item_shows (item, row))
        {
          g_ptr_array_add (items, g_object_ref (item));
          stint_grid_row_free (row);
        }
      else
        {
          g_ptr_array_add (items, stint_grid_item_new (row));
        }
    }
  g_ptr_array_set_size (result->rows, 0);
  return items;
}

static void
take_result (StintGridModel  *self,
             StintGridResult *result)
{
  g_autoptr (GPtrArray) old = self->items;
  guint n_before = 0, n_after = 0;

  self->items = make_items (self, result);
  g_clear_pointer (&self->days, g_array_unref);
  self->days = g_array_ref (result->days);
  self->days_first_day = self->asked_first_day;

  while (n_before < MIN (old->len, self->items->len) &&
         g_ptr_array_index (old, n_before) == g_ptr_array_index (self->items, n_before))
    n_before++;
  while (n_after < MIN (old->len, self->items->len) - n_before &&
         g_ptr_array_index (old, old->len - 1 - n_after) == g_ptr_array_index (self->items, self->items->len - 1 - n_after))
    n_after++;
  if (old->len != self->items->len || n_before + n_after < old->len)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, old->len - n_before - n_after, self->items->len - n_before - n_after);
}

static void ask (StintGridModel *self);

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (StintGridModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintGridResult) rows = stint_workspace_query_grid_finish (STINT_WORKSPACE (source), result, &error);
  gboolean is_wanted = self->asked_first_day == self->first_day && self->asked_n_days == self->n_days;

  self->is_asking = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  /* An answer to what nobody wants to see any more is dropped; one that is merely a moment old is better than none. */
  if (rows == NULL)
    g_message ("The days could not be read: %s", error->message);
  else if (is_wanted)
    take_result (self, rows);

  if (!is_wanted || self->is_outdated)
    ask (self);
  else if (rows != NULL)
    g_signal_emit (self, signals[LOADED], 0);
}

static void
ask (StintGridModel *self)
{
  StintGridQuery query = { 0 };

  if (self->n_days == 0 || self->workspace == NULL || !stint_workspace_get_is_open (self->workspace))
    return;
  self->is_outdated = self->is_asking;
  if (self->is_asking)
    return;

  query.first_day = self->asked_first_day = self->first_day;
  query.n_days = self->asked_n_days = self->n_days;
  query.limit_per_day = self->limit_per_day;
  query.zone = stint_clock_get_zone (stint_workspace_get_clock (self->workspace));
  self->is_asking = TRUE;
  stint_workspace_query_grid_async (self->workspace, &query, self->cancellable, answered_cb, g_object_ref (self));
}

/* A change of very many records comes without them. */
static gboolean
is_shown (StintChange *change)
{
  if (stint_change_get_n_deltas (change) == 0)
    return TRUE;
  for (guint i = 0; i < stint_change_get_n_deltas (change); i++)
    if (stint_change_get_delta (change, i)->kind <= STINT_KIND_BLOCK)
      return TRUE;
  return FALSE;
}

static void
workspace_changed_cb (StintGridModel *self,
                      StintChange    *change)
{
  if (change == NULL || is_shown (change))
    ask (self);
}

static void
stint_grid_model_dispose (GObject *object)
{
  StintGridModel *self = STINT_GRID_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (stint_grid_model_parent_class)->dispose (object);
}

static void
stint_grid_model_finalize (GObject *object)
{
  StintGridModel *self = STINT_GRID_MODEL (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->days, g_array_unref);

  G_OBJECT_CLASS (stint_grid_model_parent_class)->finalize (object);
}

static void
stint_grid_model_class_init (StintGridModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = stint_grid_model_dispose;
  object_class->finalize = stint_grid_model_finalize;

  signals[LOADED] = g_signal_new ("loaded", STINT_TYPE_GRID_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
stint_grid_model_init (StintGridModel *self)
{
  self->cancellable = g_cancellable_new ();
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * stint_grid_model_new:
 * @limit_per_day: at most so many of each day, for the month; 0: all of them
 *
 * Returns: (transfer full): an empty model, until it has a range
 */
StintGridModel *
stint_grid_model_new (StintWorkspace *workspace,
                      int             limit_per_day)
{
  StintGridModel *self = g_object_new (STINT_TYPE_GRID_MODEL, NULL);

  self->workspace = g_object_ref (workspace);
  self->limit_per_day = limit_per_day;
  g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::is-open", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (stint_workspace_get_clock (workspace), "zone-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * stint_grid_model_set_range:
 *
 * Asks for other days; `loaded` says when they are there. Of many calls while an answer is under way only the last counts, and one that
 * asks for the same days again does nothing.
 */
void
stint_grid_model_set_range (StintGridModel *self,
                            int             first_day,
                            int             n_days)
{
  g_return_if_fail (STINT_IS_GRID_MODEL (self));

  if (self->first_day == first_day && self->n_days == n_days)
    return;
  self->first_day = first_day;
  self->n_days = n_days;
  ask (self);
}

/* The range that was asked for last; the items may still be those of the one before, until `loaded`. */
int
stint_grid_model_get_first_day (StintGridModel *self)
{
  g_return_val_if_fail (STINT_IS_GRID_MODEL (self), 0);

  return self->first_day;
}

int
stint_grid_model_get_n_days (StintGridModel *self)
{
  g_return_val_if_fail (STINT_IS_GRID_MODEL (self), 0);

  return self->n_days;
}

/**
 * stint_grid_model_get_day:
 *
 * Returns: (nullable): what the day has in all; %NULL if it has not been read
 */
const StintGridDay *
stint_grid_model_get_day (StintGridModel *self,
                          int             day)
{
  g_return_val_if_fail (STINT_IS_GRID_MODEL (self), NULL);

  if (self->days == NULL || day < self->days_first_day || day - self->days_first_day >= (int) self->days->len)
    return NULL;
  return &g_array_index (self->days, StintGridDay, day - self->days_first_day);
}
