/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "ui/grid/stint-quiet-scroll.h"

/*
 * GTK shows an overlay scroll bar whenever the position changes and fades it out for two seconds, also when it was the program that
 * scrolled to the morning: each start ended in an animation of something that nobody had asked for.
 */

typedef struct
{
  GtkScrolledWindow *scrolled;
  double             x;
  double             y;
  gboolean           entered;
} QuietScroll;

static void
show_bar (QuietScroll        *quiet,
          GtkEventController *controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
  gtk_scrolled_window_set_policy (quiet->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
}

/* A window that appears under a resting pointer gets a motion as well: only one that moves is a person's. */
static void
motion_cb (GtkEventController *controller,
           double              x,
           double              y,
           gpointer            user_data)
{
  QuietScroll *quiet = user_data;

  if (quiet->entered && (ABS (x - quiet->x) >= 1 || ABS (y - quiet->y) >= 1))
    show_bar (quiet, controller);
  quiet->entered = TRUE;
  quiet->x = x;
  quiet->y = y;
}

static gboolean
scroll_cb (GtkEventController *controller,
           double              dx,
           double              dy,
           gpointer            user_data)
{
  show_bar (user_data, controller);
  return GDK_EVENT_PROPAGATE;
}

/**
 * stint_quiet_scroll_attach:
 * @scrolled: scrolls vertically
 *
 * Its scroll bar shows itself only from when somebody points or scrolls.
 */
void
stint_quiet_scroll_attach (GtkScrolledWindow *scrolled)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  QuietScroll *quiet = g_new0 (QuietScroll, 1);

  quiet->scrolled = scrolled;
  g_object_set_data_full (G_OBJECT (scrolled), "stint-quiet-scroll", quiet, g_free);
  gtk_scrolled_window_set_policy (scrolled, GTK_POLICY_NEVER, GTK_POLICY_EXTERNAL);

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), quiet);
  gtk_widget_add_controller (GTK_WIDGET (scrolled), motion);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), quiet);
  gtk_widget_add_controller (GTK_WIDGET (scrolled), scroll);
}

/**
 * stint_quiet_scroll_is_quiet:
 *
 * Returns: whether @widget is in a view where nobody has pointed or scrolled yet, so that nothing should pop up by itself
 */
gboolean
stint_quiet_scroll_is_quiet (GtkWidget *widget)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkPolicyType policy = GTK_POLICY_AUTOMATIC;

  if (scrolled != NULL && g_object_get_data (G_OBJECT (scrolled), "stint-quiet-scroll") != NULL)
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (scrolled), NULL, &policy);
  return policy == GTK_POLICY_EXTERNAL;
}
