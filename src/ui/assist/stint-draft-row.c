/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/assist/stint-draft-row.h"

#include "core/stint-task.h"
#include "ui/assist/stint-draft-after.h"
#include "ui/assist/stint-draft-chip.h"
#include "ui/assist/stint-wrap-layout.h"
#include "ui/inspector/stint-time-picker.h"
#include "workspace/stint-format.h"
#include "workspace/stint-words.h"

#include <glib/gi18n.h>

#define GAP 6
#define INDENT 24
#define MAX_INDENTS 4

struct _StintDraftRow
{
  GtkListBoxRow    parent_instance;

  StintDraft      *draft;
  StintDraftTask  *task;
  StintWorkspace  *workspace;
  GtkCheckButton  *keep;
  GtkEntry        *title;
  GtkToggleButton *more;
  GtkWidget       *chips;
  StintDraftChip  *estimate;
  StintTimePicker *deadline;
  StintTimePicker *earliest;
  StintDraftChip  *project;
  StintDraftChip  *tags;
  GtkDropDown     *priority;
  GtkWidget       *after;
  gboolean         is_filling;
};

G_DEFINE_FINAL_TYPE (StintDraftRow, stint_draft_row, GTK_TYPE_LIST_BOX_ROW)

static const gint64 priorities[] = { STINT_PRIORITY_NONE, STINT_PRIORITY_HIGH, STINT_PRIORITY_MEDIUM, STINT_PRIORITY_LOW };

/* A chip without a value is shown only if a person asks for more. */
static void
show_chip (StintDraftRow *self,
           gpointer       chip,
           gboolean       has_value)
{
  gtk_widget_set_visible (chip, has_value || gtk_toggle_button_get_active (self->more));
}

static void
fill_time (StintDraftRow   *self,
           StintTimePicker *picker,
           const char      *member)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (stint_draft_task_get_members (self->task), member, NULL);
  StintTime time;
  gboolean has_time = value != NULL && stint_time_from_variant (value, &time, NULL);

  stint_time_picker_set_time (picker, has_time ? &time : NULL);
  show_chip (self, picker, has_time);
}

static void
fill_estimate (StintDraftRow *self)
{
  g_autofree char *text = NULL;
  g_autofree char *typed = NULL;
  gint64 minutes = 0;

  if (g_variant_lookup (stint_draft_task_get_members (self->task), STINT_TASK_ESTIMATE, "x", &minutes))
    {
      text = stint_format_minutes ((int) minutes);
      typed = minutes % 60 == 0 ? g_strdup_printf ("%dh", (int) minutes / 60) : g_strdup_printf ("%dmin", (int) minutes);
    }
  stint_draft_chip_set_value (self->estimate, text, typed);
  gtk_widget_set_visible (GTK_WIDGET (self->estimate), TRUE);
}

static void
fill_tags (StintDraftRow *self)
{
  g_auto (GStrv) tags = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *shown = NULL;

  if (g_variant_lookup (stint_draft_task_get_members (self->task), STINT_TASK_TAGS, "^as", &tags))
    {
      typed = g_strjoinv (", ", tags);
      joined = g_strjoinv (" @", tags);
      shown = g_strconcat ("@", joined, NULL);
    }
  stint_draft_chip_set_value (self->tags, shown, typed);
  show_chip (self, self->tags, shown != NULL);
}

static void
fill_priority (StintDraftRow *self)
{
  gint64 priority = STINT_PRIORITY_NONE;
  guint selected = 0;

  g_variant_lookup (stint_draft_task_get_members (self->task), STINT_TASK_PRIORITY, "x", &priority);
  if (priority != STINT_PRIORITY_NONE)
    selected = priority < STINT_PRIORITY_MEDIUM ? 1 : priority == STINT_PRIORITY_MEDIUM ? 2 : 3;
  gtk_drop_down_set_selected (self->priority, selected);
  show_chip (self, self->priority, selected > 0);
}

static void
fill (StintDraftRow *self)
{
  g_autofree char *keep = NULL;
  const char *title, *project;

  if (self->task == NULL)
    return;
  title = stint_draft_task_get_title (self->task);
  project = stint_draft_task_get_project (self->task);
  keep = g_strdup_printf (_("Keep “%s”"), title);
  self->is_filling = TRUE;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->title)), title))
    gtk_editable_set_text (GTK_EDITABLE (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->keep), GTK_ACCESSIBLE_PROPERTY_LABEL, keep, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  fill_estimate (self);
  fill_time (self, self->deadline, STINT_TASK_DEADLINE);
  fill_time (self, self->earliest, STINT_TASK_EARLIEST);
  stint_draft_chip_set_value (self->project, project, project);
  show_chip (self, self->project, project != NULL);
  fill_tags (self);
  fill_priority (self);
  show_chip (self, self->after, stint_draft_task_get_after (self->task)[0] != NULL);
  self->is_filling = FALSE;
}

static void
title_changed_cb (StintDraftRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->title));
  gboolean is_right;

  if (self->is_filling)
    return;
  is_right = stint_draft_task_set_member (self->task, STINT_TASK_TITLE, g_variant_new_string (text), NULL);
  if (is_right)
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "error");
}

/* A title that may not be is left behind: the one before it holds. */
static void
title_left_cb (StintDraftRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->title), "error");
  fill (self);
}

static gboolean
estimate_entered_cb (StintDraftRow *self,
                     const char    *text)
{
  g_autoptr (StintQuickAdd) words = NULL;

  if (text[0] == '\0')
    return stint_draft_task_set_member (self->task, STINT_TASK_ESTIMATE, NULL, NULL);
  words = stint_words_parse (text, stint_clock_get_local_s (stint_workspace_get_clock (self->workspace)));
  return words->estimate_min > 0 && words->title[0] == '\0' &&
         stint_draft_task_set_member (self->task, STINT_TASK_ESTIMATE, g_variant_new_int64 (words->estimate_min), NULL);
}

static gboolean
project_entered_cb (StintDraftRow *self,
                    const char    *text)
{
  stint_draft_task_set_project (self->task, text[0] != '\0' ? text : NULL);
  return TRUE;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* "deep, mail": with or without "@"; a set is sorted and without doubles. */
static gboolean
tags_entered_cb (StintDraftRow *self,
                 const char    *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *tag = g_strstrip (parts[i]);

      tag += *tag == '@';
      if (*tag != '\0' && !g_ptr_array_find_with_equal_func (tags, tag, g_str_equal, NULL))
        g_ptr_array_add (tags, (gpointer) tag);
    }
  g_ptr_array_sort (tags, compare_texts);
  return stint_draft_task_set_member (self->task, STINT_TASK_TAGS, tags->len == 0 ? NULL :
                                      g_variant_new_strv ((const char *const *) tags->pdata, tags->len), NULL);
}

static void
save_time (StintDraftRow   *self,
           StintTimePicker *picker,
           const char      *member)
{
  StintTime time;
  gboolean has_time = stint_time_picker_get_time (picker, &time);

  stint_draft_task_set_member (self->task, member, has_time ? stint_time_to_variant (&time) : NULL, NULL);
}

static void
deadline_picked_cb (StintDraftRow *self)
{
  save_time (self, self->deadline, STINT_TASK_DEADLINE);
}

static void
earliest_picked_cb (StintDraftRow *self)
{
  save_time (self, self->earliest, STINT_TASK_EARLIEST);
}

static void
priority_picked_cb (StintDraftRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->priority);

  if (self->is_filling || selected >= G_N_ELEMENTS (priorities))
    return;
  stint_draft_task_set_member (self->task, STINT_TASK_PRIORITY, selected == 0 ? NULL : g_variant_new_int64 (priorities[selected]), NULL);
}

static StintDraftChip *
add_chip (StintDraftRow *self,
          const char    *title,
          const char    *hint,
          GCallback      entered)
{
  GtkWidget *chip = stint_draft_chip_new (title, hint);

  g_signal_connect_object (chip, "entered", entered, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->chips), chip);
  return STINT_DRAFT_CHIP (chip);
}

static StintTimePicker *
add_time (StintDraftRow *self,
          const char    *title,
          const char    *format,
          GCallback      picked)
{
  StintTimePicker *picker = g_object_new (STINT_TYPE_TIME_PICKER, "title", title, "placeholder", title, "format", format, NULL);

  stint_time_picker_set_clock (picker, stint_workspace_get_clock (self->workspace));
  gtk_widget_add_css_class (GTK_WIDGET (picker), "draft-chip");
  g_signal_connect_object (picker, "picked", picked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->chips), GTK_WIDGET (picker));
  return picker;
}

static void
add_priority (StintDraftRow *self)
{
  const char *const names[] = { _("No Priority"), _("High Priority"), _("Medium Priority"), _("Low Priority"), NULL };
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (names);

  self->priority = GTK_DROP_DOWN (drop_down);
  gtk_widget_add_css_class (drop_down, "draft-chip");
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Priority"), -1);
  /* What a drop-down is pressed by is a button inside of it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (drop_down)), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Priority"), -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (priority_picked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->chips), drop_down);
}

static void
add_chips (StintDraftRow *self)
{
  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (self->chips, stint_wrap_layout_new (GAP));
  self->estimate = add_chip (self, _("Estimate"), _("2h, 45min"), G_CALLBACK (estimate_entered_cb));
  self->deadline = add_time (self, _("Deadline"),
                             /* Translators: a chip with a day or time: "due Friday". */
                             _("due %s"), G_CALLBACK (deadline_picked_cb));
  self->project = add_chip (self, _("Project"), _("Name of a project"), G_CALLBACK (project_entered_cb));
  self->tags = add_chip (self, _("Tags"), _("mail, deep"), G_CALLBACK (tags_entered_cb));
  add_priority (self);
  self->earliest = add_time (self, _("Earliest Start"),
                             /* Translators: a chip with a day or time: "from Friday". */
                             _("from %s"), G_CALLBACK (earliest_picked_cb));
  self->after = stint_draft_after_new (self->draft, self->task);
  gtk_box_append (GTK_BOX (self->chips), self->after);
}

static GtkWidget *
make_head (StintDraftRow *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->keep = GTK_CHECK_BUTTON (gtk_check_button_new ());
  g_object_bind_property (self->task, "keep", self->keep, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  self->title = GTK_ENTRY (gtk_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "value");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Title"), -1);
  g_signal_connect_object (self->title, "changed", G_CALLBACK (title_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (title_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->title), focus);
  self->more = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (self->more), "view-more-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->more), _("All Fields"));
  gtk_widget_set_valign (GTK_WIDGET (self->more), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, _("All fields"), -1);
  g_signal_connect_object (self->more, "toggled", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->keep));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->more));
  return head;
}

/* How deep it is below the tasks that it is a part of. */
static int
get_depth (StintDraftRow *self)
{
  const char *ref = stint_draft_task_get_parent (self->task);
  int depth = 0;

  while (ref != NULL && depth < MAX_INDENTS)
    {
      StintDraftTask *above = stint_draft_find_task (self->draft, ref);

      ref = above != NULL ? stint_draft_task_get_parent (above) : NULL;
      depth++;
    }
  return depth;
}

static void
build (StintDraftRow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  const char *why = stint_draft_task_get_why (self->task);

  gtk_widget_add_css_class (content, "draft-row");
  gtk_widget_set_margin_start (content, get_depth (self) * INDENT);
  gtk_box_append (GTK_BOX (content), make_head (self));
  add_chips (self);
  gtk_widget_add_css_class (self->chips, "draft-chips");
  gtk_box_append (GTK_BOX (content), self->chips);
  if (why != NULL)
    {
      GtkWidget *label = gtk_label_new (why);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "draft-why");
      gtk_box_append (GTK_BOX (content), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), content);
}

static void
stint_draft_row_dispose (GObject *object)
{
  StintDraftRow *self = STINT_DRAFT_ROW (object);

  self->is_filling = TRUE;
  g_clear_object (&self->draft);
  g_clear_object (&self->task);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (stint_draft_row_parent_class)->dispose (object);
}

static void
stint_draft_row_class_init (StintDraftRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stint_draft_row_dispose;
}

static void
stint_draft_row_init (StintDraftRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

GtkWidget *
stint_draft_row_new (StintDraft     *draft,
                     StintDraftTask *task,
                     StintWorkspace *workspace)
{
  StintDraftRow *self = g_object_new (STINT_TYPE_DRAFT_ROW, NULL);

  self->draft = g_object_ref (draft);
  self->task = g_object_ref (task);
  self->workspace = g_object_ref (workspace);
  build (self);
  g_signal_connect_object (task, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}

StintDraftTask *
stint_draft_row_get_task (StintDraftRow *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT_ROW (self), NULL);
  return self->task;
}
