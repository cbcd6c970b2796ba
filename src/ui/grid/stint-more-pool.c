/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-more-pool.h"

#include "workspace/stint-format.h"

#include <glib/gi18n.h>

#define NARROW_WIDTH 48

struct _StintMorePool
{
  GtkWidget *parent;
  GPtrArray *buttons;
  GArray    *chips;
};

/**
 * stint_more_pool_new:
 * @parent: (unowned): whose children the buttons are; it frees the pool in its dispose
 */
StintMorePool *
stint_more_pool_new (GtkWidget *parent)
{
  StintMorePool *self = g_new0 (StintMorePool, 1);

  self->parent = parent;
  self->buttons = g_ptr_array_new ();
  self->chips = g_array_new (FALSE, FALSE, sizeof (StintMoreChip));

  return self;
}

void
stint_more_pool_free (StintMorePool *self)
{
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->buttons, i));
  g_ptr_array_unref (self->buttons);
  g_array_unref (self->chips);
  g_free (self);
}

/* Not by an action's target: setting that anew on each turn costs more than all else that a button is told. */
static void
clicked_cb (GtkWidget     *button,
            StintMorePool *self)
{
  guint position;

  if (g_ptr_array_find (self->buttons, button, &position) && position < self->chips->len)
    gtk_widget_activate_action (self->parent, "calendar.show-more", "i", g_array_index (self->chips, StintMoreChip, position).day);
}

static GtkWidget *
add_button (StintMorePool *self)
{
  GtkWidget *button = gtk_button_new_with_label ("");
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (button, "more");
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_set_parent (button, self->parent);
  g_ptr_array_add (self->buttons, button);

  return button;
}

/* What waits for its next use is not there for a screen reader either. */
static void
set_shown (GtkWidget *button,
           gboolean   shown)
{
  gtk_widget_set_child_visible (button, shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_HIDDEN, !shown, -1);
}

static gboolean
is_narrow (const StintMoreChip *chip)
{
  return chip->area.width < NARROW_WIDTH;
}

static void
show_chip (GtkWidget           *button,
           const StintMoreChip *chip)
{
  /* Narrow columns have room for the sign and the number only; the name says the rest. */
  g_autofree char *text = g_strdup_printf (is_narrow (chip) ? "+%d" : _("+%d more"), chip->n_hidden);
  g_autofree char *day = stint_format_long_day (chip->day);
  g_autofree char *name = NULL;

  name = g_strdup_printf (ngettext ("%1$d more on %2$s", "%1$d more on %2$s", (gulong) chip->n_hidden), chip->n_hidden, day);
  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Whether these say what the buttons say; they may stand elsewhere. */
static gboolean
says_the_same (StintMorePool *self,
               GArray        *chips)
{
  if (chips->len != self->chips->len)
    return FALSE;

  for (guint i = 0; i < chips->len; i++)
    {
      const StintMoreChip *a = &g_array_index (chips, StintMoreChip, i);
      const StintMoreChip *b = &g_array_index (self->chips, StintMoreChip, i);

      if (a->day != b->day || a->n_hidden != b->n_hidden || is_narrow (a) != is_narrow (b))
        return FALSE;
    }

  return TRUE;
}

/**
 * stint_more_pool_assign:
 * @chips: (element-type StintMoreChip)
 * @may_change: %FALSE during an allocation: only places may be others then
 *
 * Returns: whether the buttons say what @chips say; if not, do it again after the allocation
 */
gboolean
stint_more_pool_assign (StintMorePool *self,
                        GArray        *chips,
                        gboolean       may_change)
{
  gboolean same = says_the_same (self, chips);

  if (!same && !may_change)
    return FALSE;

  for (guint i = 0; i < chips->len && !same; i++)
    {
      GtkWidget *button = i < self->buttons->len ? g_ptr_array_index (self->buttons, i) : add_button (self);

      show_chip (button, &g_array_index (chips, StintMoreChip, i));
      set_shown (button, TRUE);
    }
  for (guint i = chips->len; i < self->buttons->len; i++)
    set_shown (g_ptr_array_index (self->buttons, i), FALSE);

  g_array_set_size (self->chips, 0);
  g_array_append_vals (self->chips, chips->data, chips->len);

  return TRUE;
}

void
stint_more_pool_allocate (StintMorePool *self)
{
  for (guint i = 0; i < self->chips->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->buttons, i);
      GtkAllocation area = g_array_index (self->chips, StintMoreChip, i).area;
      int minimum;

      /* A button may be wider than its room by what its style adds; it then reaches over its neighbour's margin. */
      gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      area.width = MAX (area.width, minimum);
      gtk_widget_measure (button, GTK_ORIENTATION_VERTICAL, area.width, &minimum, NULL, NULL, NULL);
      area.height = MAX (area.height, minimum);
      gtk_widget_size_allocate (button, &area, -1);
    }
}

void
stint_more_pool_snapshot (StintMorePool *self,
                          GtkSnapshot   *snapshot)
{
  for (guint i = 0; i < self->chips->len; i++)
    gtk_widget_snapshot_child (self->parent, g_ptr_array_index (self->buttons, i), snapshot);
}
