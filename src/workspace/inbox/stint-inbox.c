/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/inbox/stint-inbox.h"

#include "workspace/inbox/stint-conflict-load.h"

/**
 * @is_reading: what was asked for has not come yet
 * @is_stale: something has changed since it was asked for
 */
struct _StintInbox
{
  GObject         parent_instance;

  StintWorkspace *workspace;
  GListStore     *items;
  GCancellable   *cancellable;
  guint           count;
  gboolean        is_reading;
  gboolean        is_stale;
};

enum
{
  PROP_0,
  PROP_COUNT,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void stint_inbox_list_model_init (GListModelInterface *iface);
static void read_again (StintInbox *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (StintInbox, stint_inbox, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, stint_inbox_list_model_init))

static GType
stint_inbox_get_item_type (GListModel *model)
{
  return STINT_TYPE_CONFLICT_ITEM;
}

static guint
stint_inbox_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (STINT_INBOX (model)->items));
}

static gpointer
stint_inbox_get_item (GListModel *model,
                      guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (STINT_INBOX (model)->items), position);
}

static void
stint_inbox_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = stint_inbox_get_item_type;
  iface->get_n_items = stint_inbox_get_n_items;
  iface->get_item = stint_inbox_get_item;
}

static void
stint_inbox_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  StintInbox *self = STINT_INBOX (object);

  switch (prop_id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_inbox_dispose (GObject *object)
{
  StintInbox *self = STINT_INBOX (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (stint_inbox_parent_class)->dispose (object);
}

static void
stint_inbox_finalize (GObject *object)
{
  StintInbox *self = STINT_INBOX (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (stint_inbox_parent_class)->finalize (object);
}

static void
stint_inbox_class_init (StintInboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = stint_inbox_get_property;
  object_class->dispose = stint_inbox_dispose;
  object_class->finalize = stint_inbox_finalize;

  props[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
items_changed_cb (StintInbox *self,
                  guint       position,
                  guint       removed,
                  guint       added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
stint_inbox_init (StintInbox *self)
{
  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (STINT_TYPE_CONFLICT_ITEM);
  g_signal_connect_object (self->items, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
is_same_at (GListModel *old,
            guint       old_position,
            GListModel *now,
            guint       now_position)
{
  g_autoptr (StintConflictItem) was = g_list_model_get_item (old, old_position);
  g_autoptr (StintConflictItem) is = g_list_model_get_item (now, now_position);

  return stint_conflict_item_is_equal (was, is);
}

/* What is the same at the beginning and at the end stays. */
static void
take_items (StintInbox *self,
            GListModel *now)
{
  GListModel *old = G_LIST_MODEL (self->items);
  guint n_old = g_list_model_get_n_items (old);
  guint n_now = g_list_model_get_n_items (now);
  guint first = 0, last = 0;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  while (first < MIN (n_old, n_now) && is_same_at (old, first, now, first))
    first++;
  while (last < MIN (n_old, n_now) - first && is_same_at (old, n_old - 1 - last, now, n_now - 1 - last))
    last++;
  for (guint i = first; i < n_now - last; i++)
    g_ptr_array_add (added, g_list_model_get_item (now, i));
  if (n_old - first - last > 0 || added->len > 0)
    g_list_store_splice (self->items, first, n_old - first - last, added->pdata, added->len);

  if (self->count == n_now)
    return;
  self->count = n_now;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNT]);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (StintInbox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) items = stint_workspace_list_conflicts_finish (STINT_WORKSPACE (source), result, &error);

  self->is_reading = FALSE;
  if (self->workspace == NULL)
    return;
  if (items == NULL)
    g_debug ("The conflicts could not be read: %s", error->message);
  else if (!self->is_stale)
    take_items (self, G_LIST_MODEL (items));
  if (self->is_stale)
    read_again (self);
}

static void
read_again (StintInbox *self)
{
  self->is_stale = self->is_reading;
  if (self->is_reading || !stint_workspace_get_is_open (self->workspace))
    return;
  self->is_reading = TRUE;
  stint_workspace_list_conflicts_async (self->workspace, self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
shows (StintInbox *self,
       const char *id)
{
  for (guint i = 0; i < self->count; i++)
    {
      g_autoptr (StintConflictItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (stint_conflict_item_concerns (item, id))
        return TRUE;
    }
  return FALSE;
}

/* Entries come and go, and what they are about changes; of a project there is only the name, in any of them. */
static gboolean
concerns (StintInbox  *self,
          StintChange *change)
{
  guint n_deltas = change != NULL ? stint_change_get_n_deltas (change) : 0;

  /* A change that is too large to be told one by one. */
  if (n_deltas == 0)
    return TRUE;
  for (guint i = 0; i < n_deltas; i++)
    {
      const StintDelta *delta = stint_change_get_delta (change, i);

      if (delta->kind == STINT_KIND_CONFLICT || (delta->kind == STINT_KIND_PROJECT && self->count > 0) || shows (self, delta->id))
        return TRUE;
    }
  return FALSE;
}

/* What is asked for already may have been read before the change. */
static void
changed_cb (StintInbox       *self,
            StintChange      *change,
            StintChangeSource source)
{
  if (self->is_reading || concerns (self, change))
    read_again (self);
}

StintInbox *
stint_inbox_new (StintWorkspace *workspace)
{
  StintInbox *self = g_object_new (STINT_TYPE_INBOX, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::is-open", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  return self;
}

guint
stint_inbox_get_count (StintInbox *self)
{
  g_return_val_if_fail (STINT_IS_INBOX (self), 0);

  return self->count;
}
