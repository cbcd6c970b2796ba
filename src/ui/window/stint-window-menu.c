/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-window-private.h"

#include <glib/gi18n.h>

static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        const char *accel)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  /* Shown only: the keys themselves are the window's bindings. */
  if (accel != NULL)
    g_menu_item_set_attribute (item, "accel", "s", accel);
  g_menu_append_item (menu, item);
}

/* A step's label as a menu shows it: its underscores are no mnemonics. */
static char *
menu_text (const char *step)
{
  g_autofree char *shortened = g_utf8_strlen (step, -1) > 40 ? g_utf8_substring (step, 0, 39) : NULL;
  g_autofree char *text = shortened != NULL ? g_strconcat (shortened, "…", NULL) : g_strdup (step);
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

/* An entry that is there only while its action is enabled. */
static void
append_if_enabled (GMenu      *menu,
                   const char *label,
                   const char *action,
                   const char *accel)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "accel", "s", accel);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static void
fill_history (StintWindow *self)
{
  const char *undo = stint_workspace_get_undo_label (self->workspace);
  const char *redo = stint_workspace_get_redo_label (self->workspace);
  g_autofree char *undo_step = menu_text (undo != NULL ? undo : "");
  g_autofree char *redo_step = menu_text (redo != NULL ? redo : "");
  /* Translators: %s is the step that is undone or redone, such as "Move “Report”". */
  g_autofree char *undo_label = g_strdup_printf (_("_Undo: %s"), undo_step);
  g_autofree char *redo_label = g_strdup_printf (_("_Redo: %s"), redo_step);

  g_menu_remove_all (self->history_menu);
  append (self->history_menu, undo != NULL ? undo_label : _("_Undo"), "win.undo", "<Control>z");
  append (self->history_menu, redo != NULL ? redo_label : _("_Redo"), "win.redo", "<Control><Shift>z");
}

static void
append_view (GMenu      *menu,
             const char *label,
             const char *nick,
             const char *accel)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.view", "s", nick);
  g_menu_item_set_attribute (item, "accel", "s", accel);
  g_menu_append_item (menu, item);
}

static void
fill_views (GMenu *views)
{
  append_view (views, _("_Day"), "day", "<Alt>1");
  append_view (views, _("_Week"), "week", "<Alt>2");
  append_view (views, _("_Month"), "month", "<Alt>3");
  append_view (views, _("_Agenda"), "agenda", "<Alt>4");
}

static void
fill_moves (GMenu *moves)
{
  append (moves, _("Go to _Today"), "win.today", "<Control>t");
  append (moves, _("_Search"), "win.search", "<Control>f");
}

static GMenuModel *
make_primary_menu (StintWindow *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) files = g_menu_new ();
  g_autoptr (GMenu) program = g_menu_new ();

  self->history_menu = g_menu_new ();
  self->views_menu = g_menu_new ();
  self->moves_menu = g_menu_new ();
  self->conflicts_menu = g_menu_new ();
  append_if_enabled (files, _("A_ssistant…"), "win.assist", "<Control><Shift>a");
  append (files, _("_Import…"), "app.import", "<Control>o");
  append (files, _("_Export…"), "app.export", NULL);
  if (self->account != NULL)
    append (program, _("A_ccount…"), "win.account", NULL);
  append (program, _("_Preferences"), "app.preferences", "<Control>comma");
  append (program, _("_Keyboard Shortcuts"), "app.shortcuts", "<Control>question");
  append (program, _("_Help"), "app.help", "F1");
  append (program, _("_About Stint"), "app.about", NULL);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->views_menu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->moves_menu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->history_menu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->conflicts_menu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (program));
  return G_MENU_MODEL (menu);
}

/* The entry is there only as long as there is something to settle. */
static void
fill_conflicts (StintWindow *self)
{
  guint count = stint_inbox_get_count (self->inbox);
  g_autofree char *label = g_strdup_printf (ngettext ("Settle %u _Conflict…", "Settle %u _Conflicts…", count), count);

  g_menu_remove_all (self->conflicts_menu);
  if (count > 0)
    append (self->conflicts_menu, label, "win.inbox", NULL);
}

/* What the header bar of a narrow window has no room for is here. */
static void
fill_primary_menu (StintWindow *self)
{
  fill_history (self);
  fill_conflicts (self);
  g_menu_remove_all (self->views_menu);
  g_menu_remove_all (self->moves_menu);
  if (stint_width_bin_get_width (self->width_bin) == STINT_WIDTH_PHONE)
    fill_views (self->views_menu);
  if (stint_width_bin_get_width (self->width_bin) <= STINT_WIDTH_NARROW)
    fill_moves (self->moves_menu);
}

/* While the menu is open, its button's tooltip would lie over it. */
static void
set_menu (GtkMenuButton *button,
          GMenuModel    *menu)
{
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);

  gtk_menu_button_set_popover (button, popover);
  g_object_bind_property (popover, "visible", button, "has-tooltip", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

static void
primary_popup_cb (GtkMenuButton *button,
                  gpointer       user_data)
{
  StintWindow *self = user_data;

  if (self->history_menu == NULL)
    {
      g_autoptr (GMenuModel) menu = make_primary_menu (self);

      set_menu (button, menu);
    }
  fill_primary_menu (self);
}

static void
view_popup_cb (GtkMenuButton *button,
               gpointer       user_data)
{
  g_autoptr (GMenu) menu = NULL;
  g_autoptr (GMenu) views = NULL;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  menu = g_menu_new ();
  views = g_menu_new ();
  fill_views (views);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (views));
  set_menu (button, G_MENU_MODEL (menu));
}

static void
view_label_cb (StintWindow *self)
{
  static const char *const labels[] = { N_("Day"), N_("Week"), N_("Month"), N_("Agenda") };

  gtk_menu_button_set_label (self->view_button, _(labels[CLAMP (g_settings_get_enum (self->settings, "view"), 0, 3)]));
}

/* The menus are made when they are first opened: at the start nobody looks at them. */
void
stint_window_make_menus (StintWindow *self)
{
  gtk_menu_button_set_create_popup_func (self->menu_button, primary_popup_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (self->view_button, view_popup_cb, self, NULL);
  g_signal_connect_object (self->settings, "changed::view", G_CALLBACK (view_label_cb), self, G_CONNECT_SWAPPED);
  view_label_cb (self);
}
