/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-agenda-view.h"

#include "core/stint-time.h"
#include "ui/grid/stint-agenda-list.h"

#include <adwaita.h>

struct _StintAgendaView
{
  GtkWidget        parent_instance;

  GtkWidget       *stack;
  GtkWidget       *scrolled;
  StintAgendaList *list;
  StintGridPage   *page;
  gint64           now_s;
};

static void stint_agenda_view_grid_view_init (StintGridViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (StintAgendaView, stint_agenda_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (STINT_TYPE_GRID_VIEW, stint_agenda_view_grid_view_init))

static void
stint_agenda_view_set_page (StintGridView *view,
                            StintGridPage *page)
{
  StintAgendaView *self = STINT_AGENDA_VIEW (view);
  gboolean turned = self->page == NULL || self->page->first_day != page->first_day;

  stint_grid_page_ref (page);
  g_clear_pointer (&self->page, stint_grid_page_unref);
  self->page = page;
  stint_agenda_list_set_page (self->list, page, stint_day_of_local (self->now_s));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page->rows->len > 0 ? "list" : "empty");
  if (turned)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}

static void
stint_agenda_view_set_selected (StintGridView *view,
                                const char    *block_id)
{
  stint_block_pool_set_selected (stint_agenda_list_get_pool (STINT_AGENDA_VIEW (view)->list), block_id);
}

/* To the sides it is the page that turns. */
static gboolean
stint_agenda_view_move_focus (StintGridView   *view,
                              GtkDirectionType direction)
{
  StintAgendaView *self = STINT_AGENDA_VIEW (view);
  guint n_items = stint_agenda_list_get_n_items (self->list);
  guint position = stint_agenda_list_get_position (self->list);

  if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
    return FALSE;
  if (n_items == 0)
    return TRUE;

  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  else if (direction == GTK_DIR_DOWN && position + 1 < n_items)
    position++;
  else if (direction == GTK_DIR_UP && position > 0)
    position--;
  stint_agenda_list_focus (self->list, position);

  return TRUE;
}

static gboolean
stint_agenda_view_get_cursor (StintGridView *view,
                              StintGridSpot *spot)
{
  StintAgendaView *self = STINT_AGENDA_VIEW (view);
  guint position = stint_agenda_list_get_position (self->list);

  spot->area = STINT_AREA_NONE;
  spot->day = self->page != NULL ? self->page->first_day : stint_day_of_local (self->now_s);
  if (position != GTK_INVALID_LIST_POSITION)
    spot->day = stint_agenda_list_get_day (self->list, position);
  spot->local_s = (gint64) spot->day * STINT_DAY_S;

  return TRUE;
}

static void
stint_agenda_view_reveal (StintGridView       *view,
                          const StintGridSpot *spot,
                          const char          *block_id)
{
  StintAgendaView *self = STINT_AGENDA_VIEW (view);
  guint position = stint_agenda_list_find (self->list, spot->day, block_id);

  if (position != GTK_INVALID_LIST_POSITION)
    stint_agenda_list_focus (self->list, position);
}

static void
stint_agenda_view_update_now (StintGridView *view,
                              gint64         now_s,
                              gboolean       again)
{
  StintAgendaView *self = STINT_AGENDA_VIEW (view);
  gboolean new_day = stint_day_of_local (now_s) != stint_day_of_local (self->now_s);

  self->now_s = now_s;
  if (new_day && self->page != NULL)
    stint_agenda_list_set_page (self->list, self->page, stint_day_of_local (now_s));
}

static void
stint_agenda_view_grid_view_init (StintGridViewInterface *iface)
{
  iface->set_page = stint_agenda_view_set_page;
  iface->set_selected = stint_agenda_view_set_selected;
  iface->move_focus = stint_agenda_view_move_focus;
  iface->get_cursor = stint_agenda_view_get_cursor;
  iface->reveal = stint_agenda_view_reveal;
  iface->update_now = stint_agenda_view_update_now;
}

static gboolean
stint_agenda_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (STINT_AGENDA_VIEW (widget)->list));
}

static void
stint_agenda_view_dispose (GObject *object)
{
  StintAgendaView *self = STINT_AGENDA_VIEW (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->page, stint_grid_page_unref);

  G_OBJECT_CLASS (stint_agenda_view_parent_class)->dispose (object);
}

static void
stint_agenda_view_class_init (StintAgendaViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_agenda_view_dispose;
  widget_class->grab_focus = stint_agenda_view_grab_focus;

  g_type_ensure (STINT_TYPE_AGENDA_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/grid/stint-agenda-view.ui");
  gtk_widget_class_bind_template_child (widget_class, StintAgendaView, stack);
  gtk_widget_class_bind_template_child (widget_class, StintAgendaView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, StintAgendaView, list);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "agendaview");
}

static void
stint_agenda_view_init (StintAgendaView *self)
{
  GtkWidget *viewport;

  gtk_widget_init_template (GTK_WIDGET (self));
  viewport = gtk_widget_get_parent (GTK_WIDGET (self->list));
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  stint_agenda_list_set_adjustment (self->list, gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)));
}

/**
 * stint_agenda_view_new:
 * @now_s: civil seconds
 */
GtkWidget *
stint_agenda_view_new (gint64 now_s)
{
  StintAgendaView *self = g_object_new (STINT_TYPE_AGENDA_VIEW, NULL);

  self->now_s = now_s;
  return GTK_WIDGET (self);
}
