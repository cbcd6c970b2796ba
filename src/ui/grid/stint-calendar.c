/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-calendar-private.h"

#include "core/stint-time.h"
#include "core/stint-zone.h"
#include "ui/grid/stint-announcer.h"
#include "ui/grid/stint-hours-grid.h"
#include "ui/grid/stint-week-view.h"
#include "workspace/stint-format.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Room for a page at both ends of what the calendar knows. */
#define EDGE_DAYS 400

enum
{
  PROP_0,
  PROP_WORKSPACE,
  PROP_VIEW,
  PROP_DAY,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_SELECTED_TASK,
  PROP_SELECTED_BLOCK,
  PROP_MAX_DAYS,
  PROP_HOUR_HEIGHT,
  PROP_SECOND_ZONE,
  N_PROPS,
};

enum
{
  OPEN_TASK,
  OCCURRENCE_CHANGED,
  FAILED,
  ANNOUNCE,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintCalendar, stint_calendar, GTK_TYPE_WIDGET)

/* ---- Time ---- */

static gboolean
minute_cb (gpointer user_data)
{
  StintCalendar *self = user_data;
  gint64 now_s = stint_clock_get_local_s (self->clock);
  gboolean again = stint_zone_is_again (stint_clock_get_zone (self->clock), stint_clock_get_unix_ms (self->clock) / 1000);

  for (GtkWidget *view = gtk_widget_get_first_child (self->stack); view != NULL; view = gtk_widget_get_next_sibling (view))
    stint_grid_view_update_now (STINT_GRID_VIEW (view), now_s, again);
  /* Again when the minute is full: not every second. */
  self->minute_id = g_timeout_add_seconds ((guint) (60 - now_s % 60), minute_cb, self);

  return G_SOURCE_REMOVE;
}

static void
day_changed_cb (StintCalendar *self)
{
  g_clear_handle_id (&self->minute_id, g_source_remove);
  minute_cb (self);
}

/* The picture has the hours of the zone one was in until the model has read the days again, which it does by itself. */
static void
zone_changed_cb (StintCalendar *self)
{
  self->loading = TRUE;
  day_changed_cb (self);
}

static void
stint_calendar_map (GtkWidget *widget)
{
  StintCalendar *self = STINT_CALENDAR (widget);

  GTK_WIDGET_CLASS (stint_calendar_parent_class)->map (widget);
  day_changed_cb (self);
}

static void
stint_calendar_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&STINT_CALENDAR (widget)->minute_id, g_source_remove);
  GTK_WIDGET_CLASS (stint_calendar_parent_class)->unmap (widget);
}

static void
high_contrast_cb (StintCalendar *self)
{
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    gtk_widget_add_css_class (GTK_WIDGET (self), "high-contrast");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "high-contrast");
}

/* ---- Object ---- */

static gboolean
stint_calendar_grab_focus (GtkWidget *widget)
{
  StintGridView *view = stint_calendar_get_grid_view (STINT_CALENDAR (widget));

  return view != NULL && gtk_widget_grab_focus (GTK_WIDGET (view));
}

static void
stint_calendar_constructed (GObject *object)
{
  StintCalendar *self = STINT_CALENDAR (object);

  G_OBJECT_CLASS (stint_calendar_parent_class)->constructed (object);

  self->clock = g_object_ref (stint_workspace_get_clock (self->workspace));
  self->day = stint_clock_get_today (self->clock);
  g_signal_connect_object (self->clock, "day-changed", G_CALLBACK (day_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clock, "zone-changed", G_CALLBACK (zone_changed_cb), self, G_CONNECT_SWAPPED);
  stint_calendar_update_range (self);
}

static void
stint_calendar_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  StintCalendar *self = STINT_CALENDAR (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;

    case PROP_VIEW:
      g_value_set_int (value, (int) self->view);
      break;

    case PROP_DAY:
      g_value_set_int (value, self->day);
      break;

    case PROP_TITLE:
      g_value_take_string (value, stint_format_month (self->view == STINT_VIEW_WEEK ? self->range_first + self->range_n / 2 : self->day));
      break;

    case PROP_SUBTITLE:
      /* The day itself stands at the head of its column. */
      if (self->view == STINT_VIEW_DAY || self->view == STINT_VIEW_WEEK)
        g_value_take_string (value, stint_format_week_title (self->range_first, self->range_n));
      else
        g_value_set_string (value, "");
      break;

    case PROP_SELECTED_TASK:
      g_value_set_string (value, self->selected_task);
      break;

    case PROP_SELECTED_BLOCK:
      g_value_set_string (value, self->selected_block);
      break;

    case PROP_MAX_DAYS:
      g_value_set_int (value, self->max_days);
      break;

    case PROP_HOUR_HEIGHT:
      g_value_set_int (value, (int) self->hour_height);
      break;

    case PROP_SECOND_ZONE:
      g_value_set_string (value, self->second_zone != NULL ? self->second_zone : "");
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_max_days (StintCalendar *self,
              int            max_days)
{
  if (self->max_days == max_days)
    return;

  self->max_days = max_days;
  if (self->clock != NULL && self->view == STINT_VIEW_WEEK)
    stint_calendar_update_range (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MAX_DAYS]);
}

static void
set_hour_height (StintCalendar *self,
                 int            hour_height)
{
  if ((int) self->hour_height == hour_height)
    return;

  self->hour_height = hour_height;
  if (self->week != NULL)
    stint_week_view_set_hour_height (STINT_WEEK_VIEW (self->week), hour_height);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HOUR_HEIGHT]);
}

/* @zone: one that is not known here, and "", is none */
static void
set_second_zone (StintCalendar *self,
                 const char    *zone)
{
  if (!stint_calendar_take_id (&self->second_zone, stint_zone_intern (zone)))
    return;

  if (self->week != NULL)
    stint_week_view_set_second_zone (STINT_WEEK_VIEW (self->week), self->second_zone);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SECOND_ZONE]);
}

static void
set_selected_block (StintCalendar *self,
                    const char    *block_id)
{
  const StintGridRow *row = self->page != NULL ? stint_grid_page_find (self->page, block_id) : NULL;

  if (g_strcmp0 (self->selected_block, block_id) == 0)
    return;
  if (row != NULL || block_id == NULL)
    stint_calendar_select_row (self, row);
  else if (stint_calendar_take_id (&self->selected_block, block_id))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED_BLOCK]);
}

static void
stint_calendar_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  StintCalendar *self = STINT_CALENDAR (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;

    case PROP_VIEW:
      stint_calendar_set_view (self, (StintView) g_value_get_int (value));
      break;

    case PROP_DAY:
      stint_calendar_set_day (self, g_value_get_int (value));
      break;

    case PROP_SELECTED_TASK:
      stint_calendar_set_selected_task (self, g_value_get_string (value));
      break;

    case PROP_SELECTED_BLOCK:
      set_selected_block (self, g_value_get_string (value));
      break;

    case PROP_MAX_DAYS:
      set_max_days (self, g_value_get_int (value));
      break;

    case PROP_HOUR_HEIGHT:
      set_hour_height (self, g_value_get_int (value));
      break;

    case PROP_SECOND_ZONE:
      set_second_zone (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_calendar_dispose (GObject *object)
{
  StintCalendar *self = STINT_CALENDAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->minute_id, g_source_remove);
  stint_calendar_drop_model (self);
  self->popover = NULL;
  self->stack = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);
  self->week = self->month = self->agenda = NULL;
  g_clear_pointer (&self->page, stint_grid_page_unref);
  g_clear_pointer (&self->ghost, stint_grid_page_unref);
  g_clear_pointer (&self->pick_up, stint_pick_up_free);
  g_clear_object (&self->choice);
  g_clear_pointer (&self->selected_occurrence, stint_grid_row_free);
  g_clear_object (&self->clock);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (stint_calendar_parent_class)->dispose (object);
}

static void
stint_calendar_finalize (GObject *object)
{
  StintCalendar *self = STINT_CALENDAR (object);

  g_clear_object (&self->cancellable);
  g_free (self->selected_task);
  g_free (self->selected_block);
  g_free (self->reveal_block);
  g_free (self->ghost_tip);
  g_free (self->second_zone);

  G_OBJECT_CLASS (stint_calendar_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  props[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, STINT_TYPE_WORKSPACE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_VIEW] = g_param_spec_int ("view", NULL, NULL, STINT_VIEW_DAY, STINT_VIEW_AGENDA, STINT_VIEW_WEEK, both);
  props[PROP_DAY] = g_param_spec_int ("day", NULL, NULL, STINT_DAY_MIN, STINT_DAY_MAX, 0, both);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  props[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, read);
  props[PROP_SELECTED_TASK] = g_param_spec_string ("selected-task", NULL, NULL, NULL, both);
  props[PROP_SELECTED_BLOCK] = g_param_spec_string ("selected-block", NULL, NULL, NULL, both);
  props[PROP_MAX_DAYS] = g_param_spec_int ("max-days", NULL, NULL, 1, 7, 7, both);
  props[PROP_HOUR_HEIGHT] = g_param_spec_int ("hour-height", NULL, NULL, STINT_HOUR_HEIGHT_MIN, STINT_HOUR_HEIGHT_MAX,
                                              STINT_HOUR_HEIGHT_DEFAULT, both);
  props[PROP_SECOND_ZONE] = g_param_spec_string ("second-zone", NULL, NULL, "", both);
  g_object_class_install_properties (klass, N_PROPS, props);
}

static void
stint_calendar_class_init (StintCalendarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = stint_calendar_constructed;
  object_class->get_property = stint_calendar_get_property;
  object_class->set_property = stint_calendar_set_property;
  object_class->dispose = stint_calendar_dispose;
  object_class->finalize = stint_calendar_finalize;
  widget_class->map = stint_calendar_map;
  widget_class->unmap = stint_calendar_unmap;
  widget_class->grab_focus = stint_calendar_grab_focus;

  install_properties (object_class);
  signals[OCCURRENCE_CHANGED] = g_signal_new ("occurrence-changed", STINT_TYPE_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, STINT_TYPE_SCOPE_CHOICE);
  signals[OPEN_TASK] = g_signal_new ("open-task", STINT_TYPE_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", STINT_TYPE_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ANNOUNCE] = g_signal_new ("announce", STINT_TYPE_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "calendargrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  stint_calendar_install_actions (widget_class);
}

static void
stint_calendar_init (StintCalendar *self)
{
  AdwStyleManager *styles = adw_style_manager_get_default ();

  self->view = STINT_VIEW_WEEK;
  self->max_days = 7;
  self->hour_height = STINT_HOUR_HEIGHT_DEFAULT;
  self->cancellable = g_cancellable_new ();
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Calendar"), -1);
  g_signal_connect_object (styles, "notify::high-contrast", G_CALLBACK (high_contrast_cb), self, G_CONNECT_SWAPPED);
  high_contrast_cb (self);
  stint_calendar_add_keys (self);
  stint_calendar_add_pointer (self);
  stint_calendar_update_enabled (self);
}

/**
 * stint_calendar_announce:
 * @message: a sentence about what happened
 */
void
stint_calendar_announce (StintCalendar *self,
                         const char    *message)
{
  stint_announcer_say (GTK_WIDGET (self), message);
  g_signal_emit (self, signals[ANNOUNCE], 0, message);
}

/**
 * stint_calendar_fail:
 * @message: a sentence that says what could not be done, and why
 */
void
stint_calendar_fail (StintCalendar *self,
                     const char    *message)
{
  stint_announcer_say (GTK_WIDGET (self), message);
  g_signal_emit (self, signals[FAILED], 0, message);
}

/* One occurrence was changed: somebody has to show that it can be meant for more of them. */
void
stint_calendar_offer_scope (StintCalendar    *self,
                            StintScopeChoice *choice)
{
  g_signal_emit (self, signals[OCCURRENCE_CHANGED], 0, choice);
}

void
stint_calendar_open (StintCalendar *self,
                     const char    *task_id)
{
  g_signal_emit (self, signals[OPEN_TASK], 0, task_id);
}

GtkWidget *
stint_calendar_new (StintWorkspace *workspace)
{
  return g_object_new (STINT_TYPE_CALENDAR, "workspace", workspace, NULL);
}

StintView
stint_calendar_get_view (StintCalendar *self)
{
  return self->view;
}

void
stint_calendar_set_view (StintCalendar *self,
                         StintView      view)
{
  if (self->view == view)
    return;

  self->view = view;
  g_object_freeze_notify (G_OBJECT (self));
  stint_calendar_update_range (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VIEW]);
  if (!self->loading)
    {
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SUBTITLE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

int
stint_calendar_get_day (StintCalendar *self)
{
  return self->day;
}

void
stint_calendar_set_day (StintCalendar *self,
                        int            day)
{
  day = CLAMP (day, STINT_DAY_MIN + EDGE_DAYS, STINT_DAY_MAX - EDGE_DAYS);
  if (self->day == day)
    return;

  self->day = day;
  stint_calendar_update_range (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DAY]);
}

/**
 * stint_calendar_get_range:
 * @first_day: (out): of the days that are shown, or are being read to be shown
 */
void
stint_calendar_get_range (StintCalendar *self,
                          int           *first_day,
                          int           *n_days)
{
  *first_day = self->range_first;
  *n_days = self->range_n;
}

/**
 * stint_calendar_page:
 * @direction: -1 for the page before, 1 for the next
 */
void
stint_calendar_page (StintCalendar *self,
                     int            direction)
{
  if (self->view == STINT_VIEW_MONTH)
    stint_calendar_set_day (self, stint_day_add_months (self->day, direction));
  else if (self->view == STINT_VIEW_DAY)
    stint_calendar_set_day (self, self->day + direction);
  else
    stint_calendar_set_day (self, (self->max_days < 7 && self->view == STINT_VIEW_WEEK ? self->range_first : self->day) +
                            direction * self->range_n);
}

const StintGridRow *
stint_calendar_get_selected_occurrence (StintCalendar *self)
{
  return self->selected_occurrence;
}

const char *
stint_calendar_get_selected_task (StintCalendar *self)
{
  return self->selected_task;
}

/**
 * stint_calendar_set_selected_task:
 * @task_id: (nullable)
 *
 * The block that is selected stays so only if it is one of this task.
 */
void
stint_calendar_set_selected_task (StintCalendar *self,
                                  const char    *task_id)
{
  const StintGridRow *row = self->page != NULL ? stint_grid_page_find (self->page, self->selected_block) : NULL;

  if (!stint_calendar_take_id (&self->selected_task, task_id))
    return;
  if (row != NULL && g_strcmp0 (row->task_id, task_id) != 0)
    stint_calendar_select_row (self, NULL);
  if (self->selected_occurrence != NULL && g_strcmp0 (self->selected_occurrence->task_id, task_id) != 0)
    g_clear_pointer (&self->selected_occurrence, stint_grid_row_free);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED_TASK]);
  stint_calendar_update_enabled (self);
}

/**
 * stint_calendar_is_empty:
 *
 * Returns: whether nothing stands on the days that are shown
 */
gboolean
stint_calendar_is_empty (StintCalendar *self)
{
  return self->page == NULL || self->page->rows->len == 0;
}
