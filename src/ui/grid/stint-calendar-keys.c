/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-calendar-private.h"

#include "core/stint-time.h"
#include "ui/grid/stint-block-widget.h"
#include "ui/grid/stint-day-cell.h"
#include "ui/grid/stint-hours-grid.h"

typedef struct
{
  guint           keyval;
  GdkModifierType modifiers;
  const char     *action;
} Key;

/* On a block or an empty place. Letters are compared in lower case. */
static const Key keys[] = {
  { GDK_KEY_m, 0, "calendar.pick-up" },
  { GDK_KEY_s, 0, "calendar.schedule" },
  { GDK_KEY_u, 0, "calendar.unschedule" },
  { GDK_KEY_space, 0, "calendar.complete" },
  { GDK_KEY_KP_Space, 0, "calendar.complete" },
  { GDK_KEY_Delete, 0, "calendar.delete" },
  { GDK_KEY_KP_Delete, 0, "calendar.delete" },
  { GDK_KEY_BackSpace, 0, "calendar.delete" },
  { GDK_KEY_Menu, 0, "calendar.menu" },
  { GDK_KEY_F10, GDK_SHIFT_MASK, "calendar.menu" },
  { GDK_KEY_Page_Up, 0, "calendar.previous" },
  { GDK_KEY_KP_Page_Up, 0, "calendar.previous" },
  { GDK_KEY_Page_Down, 0, "calendar.next" },
  { GDK_KEY_KP_Page_Down, 0, "calendar.next" },
  { GDK_KEY_plus, GDK_CONTROL_MASK, "calendar.zoom-in" },
  { GDK_KEY_equal, GDK_CONTROL_MASK, "calendar.zoom-in" },
  { GDK_KEY_KP_Add, GDK_CONTROL_MASK, "calendar.zoom-in" },
  { GDK_KEY_minus, GDK_CONTROL_MASK, "calendar.zoom-out" },
  { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "calendar.zoom-out" },
  { GDK_KEY_0, GDK_CONTROL_MASK, "calendar.zoom-reset" },
  { GDK_KEY_KP_0, GDK_CONTROL_MASK, "calendar.zoom-reset" },
};

static gboolean
get_direction (guint             keyval,
               GtkDirectionType *direction)
{
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      *direction = GTK_DIR_UP;
      return TRUE;

    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      *direction = GTK_DIR_DOWN;
      return TRUE;

    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      *direction = GTK_DIR_LEFT;
      return TRUE;

    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      *direction = GTK_DIR_RIGHT;
      return TRUE;

    default:
      return FALSE;
    }
}

static gboolean
is_mirrored (StintCalendar *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* While a block is carried, nothing else is done by the keyboard. */
static void
carry (StintCalendar  *self,
       guint           keyval,
       GdkModifierType modifiers)
{
  GtkDirectionType direction;
  int move = -1;

  if (get_direction (keyval, &direction))
    {
      gboolean forward = direction == GTK_DIR_DOWN || (direction == GTK_DIR_RIGHT) != is_mirrored (self);

      if (modifiers & GDK_SHIFT_MASK)
        move = direction == GTK_DIR_DOWN || (direction != GTK_DIR_UP && forward) ? STINT_PICK_UP_LONGER : STINT_PICK_UP_SHORTER;
      else if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
        move = forward ? STINT_PICK_UP_DAY_AFTER : STINT_PICK_UP_DAY_BEFORE;
      else if (self->view == STINT_VIEW_MONTH)
        move = direction == GTK_DIR_DOWN ? STINT_PICK_UP_WEEK_AFTER : STINT_PICK_UP_WEEK_BEFORE;
      else
        move = direction == GTK_DIR_DOWN ? STINT_PICK_UP_LATER : STINT_PICK_UP_EARLIER;
    }
  else if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_KP_Page_Up)
    {
      move = STINT_PICK_UP_WEEK_BEFORE;
    }
  else if (keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_KP_Page_Down)
    {
      move = STINT_PICK_UP_WEEK_AFTER;
    }

  if (move >= 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.pick-up-move", "i", move);
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter || keyval == GDK_KEY_m)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.put-down", NULL);
  else if (keyval == GDK_KEY_Escape)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.cancel-pick-up", NULL);
}

/* The selection follows the focus, as in a list: on an empty place no key does anything to a block that is somewhere else. */
static void
select_focused (StintCalendar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && STINT_IS_BLOCK_WIDGET (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    stint_calendar_select_row (self, stint_block_widget_get_row (STINT_BLOCK_WIDGET (focus)));
  else
    stint_calendar_select_row (self, NULL);
}

/* Beyond the border lies the next page: its day beside this one gets the focus when it has been read. */
static void
step_over_border (StintCalendar   *self,
                  StintGridView   *view,
                  GtkDirectionType direction)
{
  gboolean forward = direction == GTK_DIR_DOWN || (direction == GTK_DIR_RIGHT && !is_mirrored (self)) ||
    (direction == GTK_DIR_LEFT && is_mirrored (self));
  int n_days = direction == GTK_DIR_UP || direction == GTK_DIR_DOWN ? 7 : 1;
  StintGridSpot spot;

  if (self->view == STINT_VIEW_AGENDA)
    {
      stint_calendar_page (self, forward ? 1 : -1);
      return;
    }
  stint_grid_view_get_cursor (view, &spot);
  spot.day += forward ? n_days : -n_days;
  spot.local_s += (forward ? n_days : -n_days) * (gint64) STINT_DAY_S;
  stint_calendar_reveal (self, &spot, NULL);
}

static void
enter (StintCalendar *self,
       GtkWidget     *focus)
{
  if (STINT_IS_BLOCK_WIDGET (focus))
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.open", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.create", NULL);
}

static gboolean
find_key (guint           keyval,
          GdkModifierType modifiers,
          const char    **action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].keyval != keyval || keys[i].modifiers != modifiers)
        continue;
      *action = keys[i].action;
      return TRUE;
    }

  return FALSE;
}

/* An input method or an entry in a popover gets its keys: only the grid's own places have these. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                StintCalendar         *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  StintGridView *view = stint_calendar_get_grid_view (self);
  GtkDirectionType direction;
  const char *action;

  if (view == NULL || focus == NULL || (!STINT_IS_BLOCK_WIDGET (focus) && !STINT_IS_HOURS_GRID (focus) && !STINT_IS_DAY_CELL (focus)))
    return GDK_EVENT_PROPAGATE;
  keyval = gdk_keyval_to_lower (keyval);

  if (self->pick_up != NULL)
    {
      /* Shortcuts of the window would pull the ground away from under the block: they wait. */
      carry (self, keyval, modifiers);
      return GDK_EVENT_STOP;
    }
  if (modifiers == 0 && stint_calendar_widen (self, keyval))
    return GDK_EVENT_STOP;
  if (modifiers == 0 && get_direction (keyval, &direction))
    {
      if (!stint_grid_view_move_focus (view, direction))
        step_over_border (self, view, direction);
      select_focused (self);
      return GDK_EVENT_STOP;
    }
  if (modifiers == 0 && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter))
    {
      enter (self, focus);
      return GDK_EVENT_STOP;
    }
  if (!find_key (keyval, modifiers, &action) && !find_key (keyval, modifiers & ~GDK_SHIFT_MASK, &action))
    return GDK_EVENT_PROPAGATE;

  stint_calendar_update_enabled (self);
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
  return GDK_EVENT_STOP;
}

/* The focus went elsewhere, so the block stays where it was. */
static void
focus_left_cb (StintCalendar *self)
{
  if (self->pick_up != NULL)
    {
      g_clear_pointer (&self->pick_up, stint_pick_up_free);
      stint_calendar_show_ghost (self, NULL, NULL);
    }
}

void
stint_calendar_add_keys (StintCalendar *self)
{
  GtkEventController *keyboard = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keyboard, GTK_PHASE_CAPTURE);
  g_signal_connect (keyboard, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keyboard);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
