/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/inspector/stint-inspector-private.h"

#include "core/stint-block.h"
#include "core/stint-task.h"
#include "core/stint-zone.h"
#include "ui/zone/stint-zone-picker.h"
#include "workspace/stint-commands.h"
#include "workspace/stint-format.h"
#include "workspace/stint-zone-names.h"

#include <glib/gi18n.h>

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

/* A row of the lists: a text, and something dim at its end. */
static GtkWidget *
make_row (const char *text,
          const char *end)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text);
  g_autofree char *name = end != NULL ? g_strdup_printf (_("%s, %s"), text, end) : g_strdup (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (content), label);
  if (end != NULL)
    {
      GtkWidget *note = gtk_label_new (end);

      gtk_widget_add_css_class (note, "dim-label");
      gtk_box_append (GTK_BOX (content), note);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static char *
describe_when (StintInspector  *self,
               const StintWhen *when)
{
  StintClock *clock = stint_workspace_get_clock (self->workspace);
  const char *zone = stint_clock_get_zone (clock);
  gint64 start_s = stint_time_to_local (&when->start, zone), end_s = stint_time_to_local (&when->end, zone);
  g_autofree char *day = stint_format_day (stint_day_of_local (start_s), stint_clock_get_today (clock));
  g_autofree char *range = NULL;
  g_autofree char *elsewhere = NULL;

  if (when->start.date_only)
    return g_steal_pointer (&day);
  range = stint_format_time_range (start_s, end_s);
  elsewhere = stint_format_when_elsewhere (when, zone);
  if (elsewhere != NULL)
    /* Translators: a day, the hours on it, the same in another zone: "Wed 25, 16:00–17:00 (10:00–11:00 in New York)". */
    return g_strdup_printf (_("%1$s, %2$s (%3$s)"), day, range, elsewhere);
  /* Translators: a day and the hours on it: "Wed 25, 10:00–11:00". */
  return g_strdup_printf (_("%s, %s"), day, range);
}

static void
block_activated_cb (StintInspector *self,
                    GtkListBoxRow  *row)
{
  gpointer day = g_object_get_data (G_OBJECT (row), "stint-day");

  if (day != NULL)
    stint_inspector_emit_day (self, GPOINTER_TO_INT (day) + STINT_DAY_MIN);
}

/* The same readings of the clock, in the zone or on any clock. */
static void
block_zone_cb (StintZonePicker *picker,
               StintInspector  *self)
{
  StintRecord *block = g_object_get_data (G_OBJECT (picker), "stint-block");
  const char *zone = stint_zone_picker_get_zone (picker);
  StintWhen when;

  if (!stint_block_get_when (block, &when))
    return;
  when.start.zone = when.end.zone = zone != NULL ? g_intern_string (zone) : NULL;
  stint_inspector_apply (self, stint_command_set_when (block, &when));
}

static void
add_zone_picker (StintInspector  *self,
                 GtkWidget       *row,
                 StintRecord     *block,
                 const StintWhen *when)
{
  GtkWidget *picker = g_object_new (STINT_TYPE_ZONE_PICKER, "title", _("Time zone"), "none", _("Wherever you are"),
                                    "icon-name", "preferences-system-time-symbolic", "compact", TRUE, NULL);

  stint_zone_picker_set_zone (STINT_ZONE_PICKER (picker), when->start.zone);
  g_object_set_data_full (G_OBJECT (picker), "stint-block", stint_record_ref (block), (GDestroyNotify) stint_record_unref);
  g_signal_connect_object (picker, "picked", G_CALLBACK (block_zone_cb), self, 0);
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))), picker);
}

static void
fill_blocks (StintInspector         *self,
             const StintTaskDetails *details)
{
  const char *zone = stint_clock_get_zone (stint_workspace_get_clock (self->workspace));

  clear_list (self->blocks);
  for (guint i = 0; details->blocks != NULL && i < details->blocks->len; i++)
    {
      StintRecord *block = g_ptr_array_index (details->blocks, i);
      const char *state = stint_block_is_done (block) ? _("done") : stint_block_is_pinned (block) ? _("pinned") : _("planned");
      g_autofree char *text = NULL;
      StintWhen when;
      GtkWidget *row;

      if (!stint_block_get_when (block, &when))
        continue;
      text = describe_when (self, &when);
      row = make_row (text, state);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      /* Above zero, so that no day is a null pointer. */
      g_object_set_data (G_OBJECT (row), "stint-day",
                         GINT_TO_POINTER (stint_day_of_local (stint_time_to_local (&when.start, zone)) - STINT_DAY_MIN));
      if (!when.start.date_only)
        add_zone_picker (self, row, block, &when);
      gtk_list_box_append (self->blocks, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->blocks), details->blocks != NULL && details->blocks->len > 0);
}

static void
save_blockers (StintInspector *self,
               GPtrArray      *ids)
{
  stint_inspector_save (self, STINT_TASK_BLOCKERS,
                        ids->len > 0 ? g_variant_new_strv ((const char *const *) ids->pdata, ids->len) : NULL);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
blocker_removed_cb (GtkButton      *button,
                    StintInspector *self)
{
  const char *removed = g_object_get_data (G_OBJECT (button), "stint-task");
  g_auto (GStrv) ids = stint_record_dup_strings (self->record, STINT_TASK_BLOCKERS);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (!g_str_equal (ids[i], removed))
        g_ptr_array_add (kept, ids[i]);
    }
  save_blockers (self, kept);
}

void
stint_inspector_add_blocker (StintInspector *self,
                             const char     *task_id)
{
  g_auto (GStrv) ids = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  if (self->record == NULL)
    return;
  ids = stint_record_dup_strings (self->record, STINT_TASK_BLOCKERS);
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (g_str_equal (ids[i], task_id))
        return;
      g_ptr_array_add (all, ids[i]);
    }
  g_ptr_array_add (all, (char *) task_id);
  g_ptr_array_sort (all, compare_ids);
  save_blockers (self, all);
}

static void
blocker_activated_cb (StintInspector *self,
                      GtkListBoxRow  *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), "stint-task");

  if (id != NULL)
    stint_inspector_emit_open (self, id);
}

static void
blocker_found_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GtkListBoxRow) row = user_data;
  g_autoptr (StintRecord) blocker = stint_workspace_find_finish (STINT_WORKSPACE (source), result, NULL);
  GtkWidget *content = gtk_list_box_row_get_child (row);

  if (content == NULL)
    return;
  /* One that is deleted, or not here yet, still blocks: it is named as such and can be removed. */
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (content)),
                       blocker != NULL ? stint_task_get_title (blocker) : _("Unknown task"));
}

static void
add_blocker_row (StintInspector *self,
                 const char     *id)
{
  GtkWidget *row = make_row ("…", NULL);
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_add_css_class (remove, "small");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, _("No Longer Blocked by This"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _("No longer blocked by this"), -1);
  g_object_set_data_full (G_OBJECT (remove), "stint-task", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (row), "stint-task", g_strdup (id), g_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (blocker_removed_cb), self, 0);
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))), remove);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->blockers, row);
  stint_workspace_find_async (self->workspace, STINT_KIND_TASK, id, self->cancellable, blocker_found_cb, g_object_ref (row));
}

static void
fill_blockers (StintInspector *self)
{
  g_auto (GStrv) ids = stint_record_dup_strings (self->record, STINT_TASK_BLOCKERS);

  clear_list (self->blockers);
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    add_blocker_row (self, ids[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->blockers), ids != NULL && ids[0] != NULL);
  stint_task_picker_set_label (self->blocker_picker, _("Add…"));
  stint_task_picker_set_hidden (self->blocker_picker, self->task_id);
}

void
stint_inspector_fill_lists (StintInspector         *self,
                            const StintTaskDetails *details)
{
  int estimate_min = stint_task_get_estimate_min (self->record);
  int done_min = details->row->done_min;
  int ahead_min = details->row->planned_min - done_min;
  g_autofree char *words = stint_ledger_describe (done_min, ahead_min, estimate_min);

  stint_ledger_set_minutes (self->ledger, done_min, ahead_min, estimate_min, details->row->color);
  gtk_label_set_label (self->ledger_words, words);
  fill_blocks (self, details);
  fill_blockers (self);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  self->changes = details->changes != NULL ? g_ptr_array_ref (details->changes) : NULL;
  if (gtk_expander_get_expanded (self->history))
    stint_inspector_fill_history (self);
}

void
stint_inspector_watch_lists (StintInspector *self)
{
  g_signal_connect_object (self->blocks, "row-activated", G_CALLBACK (block_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->blockers, "row-activated", G_CALLBACK (blocker_activated_cb), self, G_CONNECT_SWAPPED);
}

/* What was done to the task, the newest first; made when it is unfolded. */
void
stint_inspector_fill_history (StintInspector *self)
{
  StintClock *clock = stint_workspace_get_clock (self->workspace);
  const char *zone = stint_clock_get_zone (clock);

  clear_list (self->steps);
  for (guint i = 0; self->changes != NULL && i < self->changes->len; i++)
    {
      StintChange *change = g_ptr_array_index (self->changes, i);
      StintTime time = stint_time_floating (stint_zone_to_local (zone, stint_change_get_unix_ms (change) / 1000));
      g_autofree char *when = stint_format_stint_time (&time, zone, stint_clock_get_today (clock));

      gtk_list_box_append (self->steps, make_row (stint_change_get_label (change), when));
    }
}
