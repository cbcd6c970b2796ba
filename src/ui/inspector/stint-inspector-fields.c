/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/inspector/stint-inspector-private.h"

#include "core/stint-project.h"
#include "core/stint-task.h"
#include "workspace/stint-commands.h"
#include "workspace/stint-format.h"
#include "workspace/stint-words.h"

#include <glib/gi18n.h>

/* In the order of the drop-down. */
static const int priorities[] = {
  STINT_PRIORITY_NONE,
  STINT_PRIORITY_LOW,
  STINT_PRIORITY_MEDIUM,
  STINT_PRIORITY_HIGH,
};

static void
mark_wrong (GtkWidget *field,
            gboolean   is_wrong)
{
  if (is_wrong)
    gtk_widget_add_css_class (field, "error");
  else
    gtk_widget_remove_css_class (field, "error");
}

static gboolean
has_focus (GtkWidget *widget)
{
  return gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN;
}

/* Puts a text where someone may be writing: the cursor stays where it is. */
static void
fill_entry (GtkEntry   *entry,
            const char *text)
{
  int position = gtk_editable_get_position (GTK_EDITABLE (entry));

  mark_wrong (GTK_WIDGET (entry), FALSE);
  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), text))
    return;
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  if (has_focus (GTK_WIDGET (entry)))
    gtk_editable_set_position (GTK_EDITABLE (entry), MIN (position, (int) g_utf8_strlen (text, -1)));
}

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* The same for texts of several lines. */
static void
fill_text (GtkTextView *view,
           const char  *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *old = dup_text (view);
  GtkTextIter cursor;
  int offset;

  if (g_str_equal (old, text))
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  offset = gtk_text_iter_get_offset (&cursor);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &cursor, offset);
  gtk_text_buffer_place_cursor (buffer, &cursor);
}

static char *
format_reminders (StintRecord *record)
{
  g_autoptr (GVariant) list = stint_record_dup_member (record, STINT_TASK_REMINDERS);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) inner = g_variant_is_of_type (child, G_VARIANT_TYPE_VARIANT) ? g_variant_get_variant (child)
                                                                                        : g_variant_ref (child);
      g_autofree char *minutes = NULL;

      if (!g_variant_is_of_type (inner, G_VARIANT_TYPE_INT64))
        continue;
      minutes = stint_format_minutes (g_variant_get_int64 (inner));
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", minutes);
    }
  return g_strdup (text->str);
}

static guint
find_priority (int priority)
{
  if (priority == STINT_PRIORITY_NONE)
    return 0;
  return priority < STINT_PRIORITY_MEDIUM ? 3 : priority == STINT_PRIORITY_MEDIUM ? 2 : 1;
}

static void
fill_time (StintTimePicker *picker,
           gboolean         has_time,
           const StintTime *time)
{
  stint_time_picker_set_time (picker, has_time ? time : NULL);
}

static void
parent_found_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (StintInspector) self = user_data;
  g_autoptr (StintRecord) parent = stint_workspace_find_finish (STINT_WORKSPACE (source), result, NULL);

  if (parent != NULL && self->workspace != NULL)
    stint_task_picker_set_label (self->parent_picker, stint_task_get_title (parent));
}

static void
fill_parent (StintInspector *self)
{
  const char *parent = stint_record_get_string (self->record, STINT_TASK_PARENT);

  stint_task_picker_set_hidden (self->parent_picker, self->task_id);
  stint_task_picker_set_label (self->parent_picker, _("None"));
  gtk_widget_set_visible (GTK_WIDGET (self->parent_remove), parent != NULL);
  if (parent != NULL)
    stint_workspace_find_async (self->workspace, STINT_KIND_TASK, parent, self->cancellable, parent_found_cb,
                                g_object_ref (self));
}

/* It wraps, but it is one line. */
static char *
read_title (StintInspector *self)
{
  return g_strstrip (g_strdelimit (dup_text (self->title), "\r\n\t", ' '));
}

static void
fill_title (StintInspector *self)
{
  const char *title = stint_task_get_title (self->record);
  g_autofree char *typed = read_title (self);

  mark_wrong (GTK_WIDGET (self->title), FALSE);
  /* The space after a word is not saved, but the next word needs it. */
  if (!has_focus (GTK_WIDGET (self->title)) || !g_str_equal (typed, title))
    fill_text (self->title, title);
}

/* An occurrence without a deadline of its own is due when its series has it, unless it is a block then. */
static gboolean
get_deadline (StintInspector *self,
              StintTime      *deadline)
{
  if (stint_task_get_deadline (self->record, deadline))
    return TRUE;
  if (!stint_inspector_is_of_series (self) || stint_inspector_is_block (self))
    return FALSE;
  *deadline = self->original;
  return TRUE;
}

void
stint_inspector_fill_fields (StintInspector *self)
{
  StintRecord *record = self->record;
  const char *notes = stint_task_get_notes (record);
  g_auto (GStrv) tags = stint_task_dup_tags (record);
  g_autofree char *tag_text = tags != NULL ? g_strjoinv (", ", tags) : g_strdup ("");
  int estimate_min = stint_task_get_estimate_min (record);
  g_autofree char *estimate = estimate_min > 0 ? stint_format_minutes (estimate_min) : g_strdup ("");
  g_autofree char *reminders = format_reminders (record);
  StintTime deadline = { 0 }, earliest = { 0 };

  fill_title (self);
  fill_text (self->notes, notes != NULL ? notes : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notes_placeholder), notes == NULL || notes[0] == '\0');
  stint_project_picker_set_project (self->project, stint_task_get_project (record));
  fill_time (self->deadline, get_deadline (self, &deadline), &deadline);
  fill_time (self->earliest, stint_task_get_earliest (record, &earliest), &earliest);
  gtk_drop_down_set_selected (self->priority, find_priority (stint_task_get_priority (record)));
  /* What is written in one's own way, "90m" or "a b", is put in order when one has left the field. */
  if (!has_focus (GTK_WIDGET (self->estimate)))
    fill_entry (self->estimate, estimate);
  if (!has_focus (GTK_WIDGET (self->tags)))
    fill_entry (self->tags, tag_text);
  if (!has_focus (GTK_WIDGET (self->reminders)))
    fill_entry (self->reminders, reminders);
  fill_parent (self);
  stint_inspector_fill_repeat (self);
  gtk_button_set_label (self->done, stint_task_is_done (record) ? _("Reopen") : _("Done"));
}

/* Minutes of "2h", "1h 30m" or "90"; -1 if it is none of those; 0 if it is empty. */
static int
parse_minutes (StintInspector *self,
               const char     *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (StintQuickAdd) words = NULL;
  guint64 plain;

  if (stripped[0] == '\0')
    return 0;
  if (g_ascii_string_to_unsigned (stripped, 10, 1, 366 * 24 * 60, &plain, NULL))
    return plain;
  words = stint_words_parse (stripped, stint_clock_get_local_s (stint_workspace_get_clock (self->workspace)));
  return words->title[0] == '\0' && words->estimate_min > 0 ? words->estimate_min : -1;
}

static void
save_title (StintInspector *self)
{
  g_autofree char *title = read_title (self);

  /* A task has a title: an empty one is on its way to being another. */
  mark_wrong (GTK_WIDGET (self->title), title[0] == '\0');
  if (title[0] != '\0')
    stint_inspector_save (self, STINT_TASK_TITLE, g_variant_new_string (title));
}

/* Enter ends the title: the notes come next. */
static gboolean
title_key_cb (StintInspector *self,
              guint           keyval)
{
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (self->notes));
  return GDK_EVENT_STOP;
}

static void
save_notes (StintInspector *self)
{
  g_autofree char *notes = dup_text (self->notes);

  stint_inspector_save (self, STINT_TASK_NOTES, notes[0] != '\0' ? g_variant_new_string (notes) : NULL);
}

static void
save_estimate (StintInspector *self)
{
  int minutes = parse_minutes (self, gtk_editable_get_text (GTK_EDITABLE (self->estimate)));

  mark_wrong (GTK_WIDGET (self->estimate), minutes < 0);
  if (minutes >= 0)
    stint_inspector_save (self, STINT_TASK_ESTIMATE, minutes > 0 ? g_variant_new_int64 (minutes) : NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
save_tags (StintInspector *self)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();

  parts = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self->tags)), ", \t", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      char *tag = g_strstrip (parts[i]);

      tag += tag[0] == '@' || tag[0] == '#' ? 1 : 0;
      if (tag[0] != '\0' && !g_ptr_array_find_with_equal_func (tags, tag, g_str_equal, NULL))
        g_ptr_array_add (tags, tag);
    }
  g_ptr_array_sort (tags, compare_names);
  stint_inspector_save (self, STINT_TASK_TAGS,
                        tags->len > 0 ? g_variant_new_strv ((const char *const *) tags->pdata, tags->len) : NULL);
}

static void
save_reminders (StintInspector *self)
{
  g_auto (GStrv) parts = NULL;
  GVariantBuilder builder;
  gboolean is_wrong = FALSE;
  guint n = 0;

  parts = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self->reminders)), ",;", -1);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      int minutes = parse_minutes (self, parts[i]);

      is_wrong |= minutes < 0;
      if (minutes > 0)
        {
          g_variant_builder_add (&builder, "v", g_variant_new_int64 (minutes));
          n++;
        }
    }
  mark_wrong (GTK_WIDGET (self->reminders), is_wrong);
  if (is_wrong)
    g_variant_builder_clear (&builder);
  else
    stint_inspector_save (self, STINT_TASK_REMINDERS, n > 0 ? g_variant_builder_end (&builder)
                                                            : (g_variant_builder_clear (&builder), NULL));
}

/*
 * What is typed is saved when the keystroke is over, not at each of its parts: replacing a selection first empties the field, and to save
 * that would remove the member.
 */
static void (*const savers[]) (StintInspector * self) = {
  [STINT_FIELD_TITLE] = save_title,
  [STINT_FIELD_NOTES] = save_notes,
  [STINT_FIELD_ESTIMATE] = save_estimate,
  [STINT_FIELD_TAGS] = save_tags,
  [STINT_FIELD_REMINDERS] = save_reminders,
};

void
stint_inspector_flush (StintInspector *self)
{
  guint dirty = self->dirty;

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (stint_inspector_has_to_wait (self))
    return;
  self->dirty = 0;
  for (guint i = 0; i < G_N_ELEMENTS (savers); i++)
    {
      if (dirty & (1u << i))
        savers[i](self);
    }
}

static gboolean
save_cb (gpointer user_data)
{
  StintInspector *self = user_data;

  self->save_id = 0;
  stint_inspector_flush (self);
  return G_SOURCE_REMOVE;
}

static void
queue_save (StintInspector *self,
            guint           field)
{
  if (self->is_filling || self->record == NULL)
    return;
  self->dirty |= 1u << field;
  if (self->save_id == 0)
    self->save_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, save_cb, self, NULL);
}

static void
title_changed_cb (StintInspector *self)
{
  queue_save (self, STINT_FIELD_TITLE);
}

static void
notes_changed_cb (StintInspector *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->notes);

  gtk_widget_set_visible (GTK_WIDGET (self->notes_placeholder), gtk_text_buffer_get_char_count (buffer) == 0);
  queue_save (self, STINT_FIELD_NOTES);
}

static void
estimate_changed_cb (StintInspector *self)
{
  queue_save (self, STINT_FIELD_ESTIMATE);
}

static void
tags_changed_cb (StintInspector *self)
{
  queue_save (self, STINT_FIELD_TAGS);
}

static void
reminders_changed_cb (StintInspector *self)
{
  queue_save (self, STINT_FIELD_REMINDERS);
}

static void
save_time (StintInspector  *self,
           const char      *member,
           StintTimePicker *picker)
{
  StintTime time;

  stint_inspector_save (self, member, stint_time_picker_get_time (picker, &time) ? stint_time_to_variant (&time) : NULL);
}

static void
deadline_picked_cb (StintInspector *self)
{
  StintTime due;

  if (stint_inspector_is_of_series (self) && stint_time_picker_get_time (self->deadline, &due))
    stint_inspector_save_due (self, &due);
  else
    save_time (self, STINT_TASK_DEADLINE, self->deadline);
}

static void
earliest_picked_cb (StintInspector *self)
{
  save_time (self, STINT_TASK_EARLIEST, self->earliest);
}

static void
priority_changed_cb (StintInspector *self)
{
  guint selected = gtk_drop_down_get_selected (self->priority);

  if (self->is_filling || selected >= G_N_ELEMENTS (priorities))
    return;
  stint_inspector_save (self, STINT_TASK_PRIORITY, selected > 0 ? g_variant_new_int64 (priorities[selected]) : NULL);
}

static void
project_picked_cb (StintInspector *self,
                   const char     *id)
{
  stint_inspector_save (self, STINT_TASK_PROJECT, id != NULL ? g_variant_new_string (id) : NULL);
}

/* A new project and that the task belongs to it are one step. */
static void
project_created_cb (StintInspector *self,
                    const char     *name)
{
  guint n_projects = g_list_model_get_n_items (stint_workspace_get_projects (self->workspace));
  g_autofree char *id = NULL;
  StintEdit *edit;

  if (self->record == NULL)
    return;
  edit = stint_command_add_project (self->workspace, name, stint_project_pick_color (n_projects), &id);
  stint_edit_set (edit, STINT_KIND_TASK, self->task_id, STINT_TASK_PROJECT, g_variant_new_string (id));
  stint_inspector_apply (self, edit);
}

static void
parent_picked_cb (StintInspector *self,
                  const char     *id)
{
  stint_inspector_save (self, STINT_TASK_PARENT, g_variant_new_string (id));
}

static void
parent_removed_cb (StintInspector *self)
{
  stint_inspector_save (self, STINT_TASK_PARENT, NULL);
}

/* Leaving a field puts what it says into the usual form, and takes back what was not understood. */
static void
left_cb (StintInspector *self)
{
  if (self->record == NULL || self->n_saving > 0 || self->dirty != 0 || self->workspace == NULL)
    return;
  self->is_filling = TRUE;
  stint_inspector_fill_fields (self);
  self->is_filling = FALSE;
}

static void
watch_leaving (StintInspector *self,
               GtkWidget      *field)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_widget_add_controller (field, focus);
}

void
stint_inspector_watch_fields (StintInspector *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (gtk_text_view_get_buffer (self->title), "changed", G_CALLBACK (title_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->notes), "changed", G_CALLBACK (notes_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (title_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->title), keys);
  watch_leaving (self, GTK_WIDGET (self->title));
  watch_leaving (self, GTK_WIDGET (self->estimate));
  watch_leaving (self, GTK_WIDGET (self->tags));
  watch_leaving (self, GTK_WIDGET (self->reminders));
}

void
stint_inspector_bind_fields (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, StintInspector, title);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, notes);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, notes_placeholder);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, project);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, deadline);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, earliest);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, estimate);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, priority);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, tags);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, reminders);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, parent_picker);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, parent_remove);
  gtk_widget_class_bind_template_callback (widget_class, estimate_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tags_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reminders_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, deadline_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, earliest_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, priority_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, project_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, project_created_cb);
  gtk_widget_class_bind_template_callback (widget_class, parent_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, parent_removed_cb);
}
