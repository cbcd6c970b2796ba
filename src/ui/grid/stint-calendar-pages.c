/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-calendar-private.h"

#include "core/stint-time.h"
#include "ui/grid/stint-agenda-view.h"
#include "ui/grid/stint-block-widget.h"
#include "ui/grid/stint-grid-geometry.h"
#include "ui/grid/stint-month-view.h"
#include "ui/grid/stint-week-view.h"
#include "workspace/stint-format.h"

static GtkWidget *
ensure_view (StintCalendar *self)
{
  gint64 now_s = stint_clock_get_local_s (self->clock);

  switch (self->view)
    {
    case STINT_VIEW_MONTH:
      if (self->month == NULL)
        {
          self->month = stint_month_view_new (now_s);
          gtk_stack_add_named (GTK_STACK (self->stack), self->month, "month");
        }
      return self->month;

    case STINT_VIEW_AGENDA:
      if (self->agenda == NULL)
        {
          self->agenda = stint_agenda_view_new (now_s);
          gtk_stack_add_named (GTK_STACK (self->stack), self->agenda, "agenda");
        }
      return self->agenda;

    case STINT_VIEW_DAY:
    case STINT_VIEW_WEEK:
    default:
      if (self->week == NULL)
        {
          self->week = stint_week_view_new (self->hour_height, now_s);
          stint_week_view_set_second_zone (STINT_WEEK_VIEW (self->week), self->second_zone);
          gtk_stack_add_named (GTK_STACK (self->stack), self->week, "week");
        }
      return self->week;
    }
}

static StintGridPage *
make_page (StintCalendar *self)
{
  StintGridPage *page = stint_grid_page_new (self->range_first, self->range_n, g_object_unref);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  stint_grid_page_set_zone (page, stint_clock_get_zone (self->clock));
  for (guint i = 0; i < n_items; i++)
    {
      StintGridItem *item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      stint_grid_page_add (page, item, stint_grid_item_get_row (item));
    }
  for (int i = 0; i < self->range_n; i++)
    {
      const StintGridDay *day = stint_grid_model_get_day (self->model, self->range_first + i);

      if (day != NULL)
        g_array_index (page->days, StintGridDay, i) = *day;
    }

  return page;
}

/* A block that was deleted elsewhere is no longer selected, nor carried. */
static void
forget_what_is_gone (StintCalendar *self)
{
  if (self->selected_block != NULL && stint_grid_page_find (self->page, self->selected_block) == NULL)
    {
      g_clear_pointer (&self->selected_block, g_free);
      g_object_notify (G_OBJECT (self), "selected-block");
    }
  stint_calendar_update_enabled (self);
}

/* The one place where the picture changes: all of it at once. */
static void
show_page (StintCalendar *self)
{
  GtkWidget *view = ensure_view (self);

  g_clear_pointer (&self->page, stint_grid_page_unref);
  self->page = make_page (self);
  if (self->ghost_waits)
    stint_calendar_show_ghost (self, NULL, NULL);

  stint_grid_view_set_page (STINT_GRID_VIEW (view), self->page);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), view);
  stint_grid_view_set_selected (STINT_GRID_VIEW (view), self->selected_block);
  if (self->ghost != NULL)
    stint_grid_view_show_ghost (STINT_GRID_VIEW (view), self->ghost, self->ghost_tip);

  if (self->reveals)
    {
      self->reveals = FALSE;
      stint_grid_view_reveal (STINT_GRID_VIEW (view), &self->reveal_spot, self->reveal_block);
    }
  forget_what_is_gone (self);
}

static void
loaded_cb (StintCalendar *self)
{
  if (!self->loading)
    return;

  self->loading = FALSE;
  show_page (self);
  g_object_notify (G_OBJECT (self), "title");
  g_object_notify (G_OBJECT (self), "subtitle");
}

/* While another range is under way, the picture stays as it is. */
static void
items_changed_cb (StintCalendar *self)
{
  if (!self->loading)
    show_page (self);
}

/* The model of the pages before tells no more. */
void
stint_calendar_drop_model (StintCalendar *self)
{
  if (self->model == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
}

static void
get_range_of (StintCalendar *self,
              int           *first_day,
              int           *n_days)
{
  int first_weekday = stint_format_first_weekday ();
  int year, month, mday, first_of_month, days_before;

  *first_day = self->day;
  *n_days = 1;
  switch (self->view)
    {
    case STINT_VIEW_WEEK:
      *n_days = self->max_days;
      if (self->max_days == 7)
        *first_day = stint_grid_week_start (self->day, first_weekday);
      else if (self->range_n == self->max_days && self->day >= self->range_first && self->day < self->range_first + self->range_n)
        *first_day = self->range_first;
      break;

    case STINT_VIEW_MONTH:
      stint_day_to_ymd (self->day, &year, &month, &mday);
      first_of_month = self->day - mday + 1;
      *first_day = stint_grid_week_start (first_of_month, first_weekday);
      days_before = first_of_month - *first_day;
      *n_days = (days_before + g_date_get_days_in_month (month, (GDateYear) year) + 6) / 7 * 7;
      break;

    case STINT_VIEW_AGENDA:
      *n_days = STINT_AGENDA_DAYS;
      break;

    case STINT_VIEW_DAY:
    default:
      break;
    }
}

/**
 * stint_calendar_update_range:
 *
 * Asks for the days of the view around the day; the picture changes when they are there.
 */
void
stint_calendar_update_range (StintCalendar *self)
{
  int limit = self->view == STINT_VIEW_MONTH ? STINT_MONTH_LIMIT_PER_DAY : 0;
  int first_day, n_days;

  get_range_of (self, &first_day, &n_days);
  if (self->model != NULL && self->limit_per_day == limit && self->range_first == first_day && self->range_n == n_days)
    {
      if (!self->loading)
        show_page (self);
      return;
    }

  self->range_first = first_day;
  self->range_n = n_days;
  self->loading = TRUE;
  if (self->model == NULL || self->limit_per_day != limit)
    {
      stint_calendar_drop_model (self);
      self->limit_per_day = limit;
      self->model = stint_grid_model_new (self->workspace, limit);
      g_signal_connect_swapped (self->model, "loaded", G_CALLBACK (loaded_cb), self);
      g_signal_connect_swapped (self->model, "items-changed", G_CALLBACK (items_changed_cb), self);
    }
  stint_grid_model_set_range (self->model, first_day, n_days);
}

/**
 * stint_calendar_get_grid_view:
 *
 * Returns: (nullable) (transfer none): the view that is shown; %NULL before the first page
 */
StintGridView *
stint_calendar_get_grid_view (StintCalendar *self)
{
  GtkWidget *view = self->stack != NULL ? gtk_stack_get_visible_child (GTK_STACK (self->stack)) : NULL;

  return view != NULL ? STINT_GRID_VIEW (view) : NULL;
}

/**
 * stint_calendar_get_page:
 *
 * Returns: (nullable) (transfer none): what is shown; %NULL before the first is loaded
 */
StintGridPage *
stint_calendar_get_page (StintCalendar *self)
{
  return self->page;
}

/**
 * stint_calendar_reveal:
 * @block_id: (nullable)
 *
 * Shows the page of the spot and gives it, or the block, the focus: now, or when it has been read.
 */
void
stint_calendar_reveal (StintCalendar       *self,
                       const StintGridSpot *spot,
                       const char          *block_id)
{
  char *id = g_strdup (block_id);

  g_free (self->reveal_block);
  self->reveal_block = id;
  self->reveal_spot = *spot;
  self->reveals = TRUE;
  stint_calendar_show_range_of (self, spot->day);
}

/**
 * stint_calendar_show_range_of:
 *
 * As stint_calendar_set_day(), but the page stays if it has the day.
 */
void
stint_calendar_show_range_of (StintCalendar *self,
                              int            day)
{
  if (day >= self->range_first && day < self->range_first + self->range_n && self->view != STINT_VIEW_MONTH)
    {
      if (self->reveals && !self->loading)
        show_page (self);
      return;
    }

  stint_calendar_set_day (self, day);
  if (self->reveals && !self->loading)
    show_page (self);
}

/**
 * stint_calendar_show_ghost:
 * @ghost: (nullable): stays through turns of the page until it is taken away by %NULL
 */
void
stint_calendar_show_ghost (StintCalendar *self,
                           StintGridPage *ghost,
                           const char    *tip)
{
  StintGridView *view = stint_calendar_get_grid_view (self);

  if (ghost != NULL)
    stint_grid_page_ref (ghost);
  g_clear_pointer (&self->ghost, stint_grid_page_unref);
  self->ghost = ghost;
  g_free (self->ghost_tip);
  self->ghost_tip = g_strdup (tip);
  self->ghost_waits = FALSE;
  if (view == NULL)
    return;

  stint_grid_view_show_ghost (view, ghost, tip);
  if (ghost == NULL)
    stint_grid_view_set_lifted (view, NULL);
}

/* ---- Selection ---- */

/**
 * stint_calendar_get_target:
 *
 * Returns: (nullable) (transfer none): the row that has the focus, else the selected block
 */
const StintGridRow *
stint_calendar_get_target (StintCalendar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->page == NULL)
    return NULL;
  if (focus != NULL && STINT_IS_BLOCK_WIDGET (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return stint_block_widget_get_row (STINT_BLOCK_WIDGET (focus));

  return stint_grid_page_find (self->page, self->selected_block);
}

/**
 * stint_calendar_take_id:
 *
 * Returns: whether it is another one
 */
gboolean
stint_calendar_take_id (char      **old,
                        const char *id)
{
  if (g_strcmp0 (*old, id) == 0)
    return FALSE;

  g_free (*old);
  *old = g_strdup (id);
  return TRUE;
}

/* Returns: whether that is another one of a series than before, or none after one */
static gboolean
take_occurrence (StintCalendar      *self,
                 const StintGridRow *row)
{
  StintGridRow *old = self->selected_occurrence;
  gboolean is_one = row != NULL && row->series_id != NULL;

  if (old == NULL && !is_one)
    return FALSE;
  if (old != NULL && is_one && g_str_equal (old->series_id, row->series_id) && stint_time_equal (&old->original, &row->original))
    return FALSE;
  self->selected_occurrence = is_one ? stint_grid_row_copy (row) : NULL;
  g_clear_pointer (&old, stint_grid_row_free);
  return TRUE;
}

/**
 * stint_calendar_select_row:
 * @row: (nullable): a block, a deadline, or nothing
 */
void
stint_calendar_select_row (StintCalendar      *self,
                           const StintGridRow *row)
{
  g_autofree char *block_id = row != NULL && row->kind == STINT_GRID_BLOCK ? g_strdup (row->id) : NULL;
  g_autofree char *task_id = row != NULL ? g_strdup (row->task_id) : NULL;
  StintGridView *view = stint_calendar_get_grid_view (self);
  gboolean is_other;

  if (stint_calendar_take_id (&self->selected_block, block_id))
    g_object_notify (G_OBJECT (self), "selected-block");
  is_other = take_occurrence (self, row);
  if (row != NULL && (stint_calendar_take_id (&self->selected_task, task_id) || is_other))
    g_object_notify (G_OBJECT (self), "selected-task");
  if (view != NULL)
    stint_grid_view_set_selected (view, self->selected_block);
  stint_calendar_update_enabled (self);
}
