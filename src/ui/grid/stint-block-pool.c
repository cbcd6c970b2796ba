/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-block-pool.h"

#include "ui/grid/stint-css-class.h"
#include "ui/grid/stint-swatch.h"

typedef struct
{
  StintBlockWidget *widget;
  GdkRectangle      area;
  gboolean          used;
} Leaf;

struct _StintBlockPool
{
  GtkWidget  *parent;
  const char *css_class;
  GPtrArray  *leaves;
  GPtrArray  *order;
  char       *selected;
  char       *lifted;
  GtkWidget  *ground;
};

/* A piece of a block: its row's id and the day. Deadlines and blocks have ids of different records. */
static guint
hash_piece (gconstpointer key)
{
  const StintBlockPlace *place = key;

  return g_str_hash (place->row->id) ^ (guint) place->day;
}

static gboolean
equal_pieces (gconstpointer a,
              gconstpointer b)
{
  const StintBlockPlace *one = a;
  const StintBlockPlace *two = b;

  return one->day == two->day && one->row->kind == two->row->kind && g_str_equal (one->row->id, two->row->id);
}

/**
 * stint_block_pool_new:
 * @parent: (unowned): whose children the leaves are; it frees the pool in its dispose
 * @css_class: (nullable): a literal that all of them have
 */
StintBlockPool *
stint_block_pool_new (GtkWidget  *parent,
                      const char *css_class)
{
  StintBlockPool *self = g_new0 (StintBlockPool, 1);

  self->parent = parent;
  self->css_class = css_class;
  self->ground = stint_swatch_new (parent, "blockground");
  self->leaves = g_ptr_array_new_with_free_func (g_free);
  self->order = g_ptr_array_new ();

  return self;
}

void
stint_block_pool_free (StintBlockPool *self)
{
  for (guint i = 0; i < self->leaves->len; i++)
    {
      Leaf *leaf = g_ptr_array_index (self->leaves, i);

      gtk_widget_unparent (GTK_WIDGET (leaf->widget));
    }
  gtk_widget_unparent (self->ground);
  g_ptr_array_unref (self->order);
  g_ptr_array_unref (self->leaves);
  g_free (self->selected);
  g_free (self->lifted);
  g_free (self);
}

static Leaf *
add_leaf (StintBlockPool *self)
{
  Leaf *leaf = g_new0 (Leaf, 1);

  leaf->widget = STINT_BLOCK_WIDGET (stint_block_widget_new ());
  if (self->css_class != NULL)
    {
      /* Not a block but its shadow: the pointer goes through it. */
      gtk_widget_add_css_class (GTK_WIDGET (leaf->widget), self->css_class);
      gtk_widget_set_can_target (GTK_WIDGET (leaf->widget), FALSE);
      gtk_widget_set_focusable (GTK_WIDGET (leaf->widget), FALSE);
    }
  stint_block_widget_set_ground (leaf->widget, self->ground);
  gtk_widget_set_parent (GTK_WIDGET (leaf->widget), self->parent);
  g_ptr_array_add (self->leaves, leaf);

  return leaf;
}

static void
update_state (StintBlockPool *self,
              Leaf           *leaf)
{
  const StintGridRow *row = stint_block_widget_get_row (leaf->widget);
  gboolean is_block = row != NULL && row->kind == STINT_GRID_BLOCK;

  stint_block_widget_set_selected (leaf->widget, is_block && g_strcmp0 (row->id, self->selected) == 0);
  stint_css_class_set (GTK_WIDGET (leaf->widget), "lifted-from", row != NULL && g_strcmp0 (row->id, self->lifted) == 0);
}

/* A leaf that waits for its next use keeps its name and place; a screen reader must not find it there. */
static void
show_leaf (Leaf    *leaf,
           gboolean shown)
{
  GtkWidget *widget = GTK_WIDGET (leaf->widget);

  if (gtk_widget_get_child_visible (widget) == shown)
    return;
  gtk_widget_set_child_visible (widget, shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, !shown, -1);
}

static void
use_leaf (StintBlockPool        *self,
          Leaf                  *leaf,
          StintGridPage         *page,
          const StintBlockPlace *place)
{
  leaf->used = TRUE;
  leaf->area = place->area;
  show_leaf (leaf, TRUE);
  stint_block_widget_set (leaf->widget, page, place->row, place->day, place->shape);
  update_state (self, leaf);
}

/**
 * stint_block_pool_reserve:
 *
 * Makes leaves ahead, for a container that does not know its width yet.
 */
void
stint_block_pool_reserve (StintBlockPool *self,
                          guint           n_leaves)
{
  while (self->leaves->len < n_leaves)
    show_leaf (add_leaf (self), FALSE);
}

/**
 * stint_block_pool_assign:
 * @places: (element-type StintBlockPlace): all that shall be seen, in the order in which they are painted and spoken
 * @may_add: %FALSE during an allocation: a new child then would put its parents out of step
 *
 * The container then allocates, by stint_block_pool_allocate() in its own allocation.
 *
 * Returns: whether there was a leaf for each place; if not, do it again after the allocation
 */
gboolean
stint_block_pool_assign (StintBlockPool *self,
                         StintGridPage  *page,
                         GArray         *places,
                         gboolean        may_add)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (hash_piece, equal_pieces);
  g_autofree Leaf **chosen = g_new0 (Leaf *, places->len + 1);
  g_autofree StintBlockPlace *keys = g_new0 (StintBlockPlace, self->leaves->len + 1);
  gboolean complete = TRUE;
  guint next = 0;

  for (guint i = 0; i < self->leaves->len; i++)
    {
      Leaf *leaf = g_ptr_array_index (self->leaves, i);

      if (leaf->used)
        {
          keys[i].row = stint_block_widget_get_row (leaf->widget);
          keys[i].day = stint_block_widget_get_day (leaf->widget);
          g_hash_table_insert (kept, &keys[i], leaf);
        }
      leaf->used = FALSE;
    }

  for (guint i = 0; i < places->len; i++)
    {
      chosen[i] = g_hash_table_lookup (kept, &g_array_index (places, StintBlockPlace, i));
      if (chosen[i] != NULL)
        chosen[i]->used = TRUE;
    }

  g_ptr_array_set_size (self->order, 0);
  for (guint i = 0; i < places->len; i++)
    {
      while (chosen[i] == NULL && next < self->leaves->len)
        {
          Leaf *leaf = g_ptr_array_index (self->leaves, next++);

          if (!leaf->used)
            chosen[i] = leaf;
        }
      if (chosen[i] == NULL && !may_add)
        {
          complete = FALSE;
          continue;
        }
      if (chosen[i] == NULL)
        {
          chosen[i] = add_leaf (self);
          next = self->leaves->len;
        }
      use_leaf (self, chosen[i], page, &g_array_index (places, StintBlockPlace, i));
      g_ptr_array_add (self->order, chosen[i]);
    }

  for (guint i = 0; i < self->leaves->len; i++)
    {
      Leaf *leaf = g_ptr_array_index (self->leaves, i);

      if (leaf->used)
        continue;
      /* The focus does not stay behind on what cannot be seen. */
      if (gtk_widget_has_focus (GTK_WIDGET (leaf->widget)))
        gtk_widget_grab_focus (self->parent);
      show_leaf (leaf, FALSE);
    }

  return complete;
}

/**
 * stint_block_pool_clear:
 *
 * Nothing shall be seen.
 */
void
stint_block_pool_clear (StintBlockPool *self)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (StintBlockPlace));

  stint_block_pool_assign (self, NULL, none, TRUE);
}

void
stint_block_pool_allocate (StintBlockPool *self)
{
  for (guint i = 0; i < self->leaves->len; i++)
    {
      Leaf *leaf = g_ptr_array_index (self->leaves, i);
      GtkAllocation area = leaf->area;

      if (!leaf->used)
        continue;
      /* GTK wants to be asked before it is told; the answer of a leaf is at hand. */
      gtk_widget_measure (GTK_WIDGET (leaf->widget), GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (GTK_WIDGET (leaf->widget), &area, -1);
    }
}

guint
stint_block_pool_get_n_used (StintBlockPool *self)
{
  return self->order->len;
}

/**
 * stint_block_pool_get_n_made:
 *
 * Returns: how many leaves there are, used or not
 */
guint
stint_block_pool_get_n_made (StintBlockPool *self)
{
  return self->leaves->len;
}

/**
 * stint_block_pool_get:
 * @position: in the order of the places
 */
StintBlockWidget *
stint_block_pool_get (StintBlockPool *self,
                      guint           position)
{
  Leaf *leaf = g_ptr_array_index (self->order, position);

  return leaf->widget;
}

/**
 * stint_block_pool_find:
 * @day: the day of the piece, or %G_MININT for the first there is
 *
 * Returns: (nullable)
 */
StintBlockWidget *
stint_block_pool_find (StintBlockPool *self,
                       const char     *block_id,
                       int             day)
{
  for (guint i = 0; block_id != NULL && i < self->order->len; i++)
    {
      StintBlockWidget *widget = stint_block_pool_get (self, i);

      if (g_str_equal (stint_block_widget_get_row (widget)->id, block_id) &&
          (day == G_MININT || stint_block_widget_get_day (widget) == day))
        return widget;
    }

  return NULL;
}

static void
update_states (StintBlockPool *self)
{
  for (guint i = 0; i < self->order->len; i++)
    update_state (self, g_ptr_array_index (self->order, i));
}

/**
 * stint_block_pool_set_selected:
 * @block_id: (nullable)
 */
void
stint_block_pool_set_selected (StintBlockPool *self,
                               const char     *block_id)
{
  if (g_strcmp0 (self->selected, block_id) == 0)
    return;

  g_free (self->selected);
  self->selected = g_strdup (block_id);
  update_states (self);
}

/**
 * stint_block_pool_set_lifted:
 * @block_id: (nullable): the row that is being dragged away: its place is faded
 */
void
stint_block_pool_set_lifted (StintBlockPool *self,
                             const char     *block_id)
{
  if (g_strcmp0 (self->lifted, block_id) == 0)
    return;

  g_free (self->lifted);
  self->lifted = g_strdup (block_id);
  update_states (self);
}

void
stint_block_pool_snapshot (StintBlockPool *self,
                           GtkSnapshot    *snapshot)
{
  for (guint i = 0; i < self->order->len; i++)
    gtk_widget_snapshot_child (self->parent, GTK_WIDGET (stint_block_pool_get (self, i)), snapshot);
}
