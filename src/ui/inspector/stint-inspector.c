/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/inspector/stint-inspector-private.h"

#include "core/stint-task.h"
#include "workspace/stint-commands.h"

#include <glib/gi18n.h>

enum
{
  PROP_0,
  PROP_WORKSPACE,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  CLOSED,
  DAY_ACTIVATED,
  SCHEDULE_TASK,
  OPEN_TASK,
  FAILED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintInspector, stint_inspector, GTK_TYPE_WIDGET)

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (StintInspector) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintTaskDetails) details = stint_workspace_load_task_finish (STINT_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace == NULL)
    return;
  if (g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND))
    {
      /* What was done to this one alone was taken back: it is one of its series again. */
      if (stint_inspector_is_of_series (self) && g_strcmp0 (self->task_id, self->series_id) != 0)
        {
          stint_inspector_set_occurrence (self, self->series_id, self->series_id, &self->original);
          return;
        }
      g_signal_emit (self, signals[CLOSED], 0);
      return;
    }
  if (error != NULL)
    {
      stint_inspector_fail (self, error->message);
      return;
    }
  if (g_strcmp0 (stint_record_get_id (details->row->record), self->task_id) != 0)
    return;
  /* Something was typed while this was read: what is on the screen is newer, and is read again when it is saved. */
  if (self->record != NULL && (self->dirty != 0 || self->n_saving > 0))
    return;
  g_clear_pointer (&self->record, stint_record_unref);
  self->record = stint_record_ref (details->row->record);
  g_clear_pointer (&self->task_blocks, g_ptr_array_unref);
  self->task_blocks = details->blocks != NULL ? g_ptr_array_ref (details->blocks) : NULL;
  self->is_filling = TRUE;
  stint_inspector_fill_occurrence (self);
  stint_inspector_fill_fields (self);
  stint_inspector_fill_lists (self, details);
  self->is_filling = FALSE;
}

void
stint_inspector_load (StintInspector *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->task_id != NULL)
    stint_workspace_load_task_async (self->workspace, self->task_id, self->cancellable, loaded_cb, g_object_ref (self));
}

static gboolean
load_cb (gpointer user_data)
{
  StintInspector *self = user_data;

  self->load_id = 0;
  stint_inspector_load (self);
  return G_SOURCE_REMOVE;
}

/* Reads the task again, once for many changes, and not while something typed is still on its way to the store. */
static void
queue_load (StintInspector *self)
{
  if (self->task_id != NULL && self->n_saving == 0 && self->dirty == 0 && self->load_id == 0)
    self->load_id = g_idle_add (load_cb, self);
}

static gboolean
concerns (StintInspector *self,
          StintChange    *change)
{
  if (change == NULL)
    return TRUE;
  for (guint i = 0; i < stint_change_get_n_deltas (change); i++)
    {
      const StintDelta *delta = stint_change_get_delta (change, i);

      /* A block that is gone, another task's title, a project's colour: cheap to read again, dear to miss. */
      if (delta->kind != STINT_KIND_TASK || g_strcmp0 (delta->id, self->task_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
changed_cb (StintInspector   *self,
            StintChange      *change,
            StintChangeSource source)
{
  if (concerns (self, change))
    queue_load (self);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (StintInspector) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_workspace_apply_finish (STINT_WORKSPACE (source), result, &error);

  stint_inspector_settle (self, error);
}

/* An edit is over. @error: (nullable) */
void
stint_inspector_settle (StintInspector *self,
                        GError         *error)
{
  self->n_saving--;
  if (self->workspace == NULL)
    return;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    stint_inspector_fail (self, error->message);
  /* What was typed meanwhile. */
  if (self->dirty != 0)
    stint_inspector_flush (self);
  /* A refused edit stays on the screen: only one that was taken is read back. */
  if (error == NULL)
    queue_load (self);
}

static void
close_cb (StintInspector *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
done_cb (StintInspector *self)
{
  if (self->record != NULL && stint_inspector_is_of_series (self))
    stint_inspector_complete_occurrence (self);
  else if (self->record != NULL)
    stint_inspector_apply (self, stint_command_complete_task (self->workspace, self->record,
                                                              !stint_task_is_done (self->record)));
}

static void
delete_cb (StintInspector *self)
{
  if (self->record != NULL && stint_inspector_is_of_series (self))
    stint_inspector_skip_occurrence (self);
  else if (self->record != NULL)
    stint_inspector_apply (self, stint_command_delete_task (self->record));
}

static void
schedule_cb (StintInspector *self)
{
  if (self->task_id != NULL)
    g_signal_emit (self, signals[SCHEDULE_TASK], 0, self->task_id);
}

static void
history_cb (StintInspector *self)
{
  if (gtk_expander_get_expanded (self->history))
    stint_inspector_fill_history (self);
}

static void
blocker_picked_cb (StintInspector *self,
                   const char     *id)
{
  stint_inspector_add_blocker (self, id);
}

static gboolean
resize_cb (gpointer user_data)
{
  StintInspector *self = user_data;

  self->resize_id = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self->title));
  gtk_widget_queue_resize (GTK_WIDGET (self->notes));
  return G_SOURCE_REMOVE;
}

static void
stint_inspector_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural, NULL, NULL);
}

/* A text view knows how high it is for its width only after it was given the width: then it is asked again. */
static void
stint_inspector_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  StintInspector *self = STINT_INSPECTOR (widget);

  gtk_widget_allocate (gtk_widget_get_first_child (widget), width, height, baseline, NULL);
  if (width == self->width)
    return;
  self->width = width;
  if (self->resize_id == 0)
    self->resize_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, resize_cb, self, NULL);
}

static void
stint_inspector_constructed (GObject *object)
{
  StintInspector *self = STINT_INSPECTOR (object);
  StintClock *clock = stint_workspace_get_clock (self->workspace);

  G_OBJECT_CLASS (stint_inspector_parent_class)->constructed (object);
  stint_project_picker_set_workspace (self->project, self->workspace);
  stint_time_picker_set_clock (self->deadline, clock);
  stint_time_picker_set_clock (self->earliest, clock);
  stint_repeat_picker_set_clock (self->repeat, clock);
  stint_task_picker_set_workspace (self->parent_picker, self->workspace);
  stint_task_picker_set_workspace (self->blocker_picker, self->workspace);
  stint_inspector_watch_fields (self);
  stint_inspector_watch_lists (self);
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "day-changed", G_CALLBACK (queue_load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "zone-changed", G_CALLBACK (queue_load), self, G_CONNECT_SWAPPED);
}

static void
stint_inspector_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  StintInspector *self = STINT_INSPECTOR (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_inspector_dispose (GObject *object)
{
  StintInspector *self = STINT_INSPECTOR (object);
  GtkWidget *child;

  if (self->workspace != NULL && self->title != NULL)
    stint_inspector_flush (self);
  g_clear_handle_id (&self->load_id, g_source_remove);
  g_clear_handle_id (&self->resize_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  self->is_filling = TRUE;
  self->title = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (stint_inspector_parent_class)->dispose (object);
}

static void
stint_inspector_finalize (GObject *object)
{
  StintInspector *self = STINT_INSPECTOR (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->record, stint_record_unref);
  g_clear_pointer (&self->series, stint_record_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->task_blocks, g_ptr_array_unref);
  g_free (self->task_id);
  g_free (self->series_id);
  G_OBJECT_CLASS (stint_inspector_parent_class)->finalize (object);
}

static void
stint_inspector_class_init (StintInspectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = stint_inspector_constructed;
  object_class->set_property = stint_inspector_set_property;
  object_class->dispose = stint_inspector_dispose;
  object_class->finalize = stint_inspector_finalize;
  widget_class->measure = stint_inspector_measure;
  widget_class->size_allocate = stint_inspector_size_allocate;

  props[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, STINT_TYPE_WORKSPACE,
                                               G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DAY_ACTIVATED] = g_signal_new ("day-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SCHEDULE_TASK] = g_signal_new ("schedule-task", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_TASK] = g_signal_new ("open-task", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (STINT_TYPE_LEDGER);
  g_type_ensure (STINT_TYPE_PROJECT_PICKER);
  g_type_ensure (STINT_TYPE_REPEAT_PICKER);
  g_type_ensure (STINT_TYPE_TASK_PICKER);
  g_type_ensure (STINT_TYPE_TIME_PICKER);
  gtk_widget_class_set_css_name (widget_class, "inspector");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/inspector/stint-inspector.ui");
  stint_inspector_bind_fields (widget_class);
  stint_inspector_bind_repeat (widget_class);
  stint_inspector_bind_occurrence (widget_class);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, ledger);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, ledger_words);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, blocks);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, blockers);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, blocker_picker);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, history);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, steps);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, done);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, delete);
  gtk_widget_class_bind_template_child_full (widget_class, "break_down", FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
  gtk_widget_class_bind_template_callback (widget_class, schedule_cb);
  gtk_widget_class_bind_template_callback (widget_class, history_cb);
  gtk_widget_class_bind_template_callback (widget_class, blocker_picked_cb);
}

static void
stint_inspector_init (StintInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* What a drop-down is pressed by is a button inside of it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->priority))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Priority"), -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
}

GtkWidget *
stint_inspector_new (StintWorkspace *workspace)
{
  return g_object_new (STINT_TYPE_INSPECTOR, "workspace", workspace, NULL);
}

/* @task_id: (nullable) */
void
stint_inspector_set_task (StintInspector *self,
                          const char     *task_id)
{
  g_return_if_fail (STINT_IS_INSPECTOR (self));
  if (g_strcmp0 (self->task_id, task_id) == 0 && self->series_id == NULL)
    return;
  stint_inspector_flush (self);
  stint_inspector_forget_occurrence (self);
  g_free (self->task_id);
  self->task_id = g_strdup (task_id);
  g_clear_pointer (&self->record, stint_record_unref);
  gtk_widget_set_sensitive (GTK_WIDGET (self), task_id != NULL);
  gtk_expander_set_expanded (self->history, FALSE);
  stint_inspector_load (self);
}

/* Returns: (nullable) */
const char *
stint_inspector_get_task (StintInspector *self)
{
  g_return_val_if_fail (STINT_IS_INSPECTOR (self), NULL);
  return self->task_id;
}

/* Whether the task that was asked for is shown, for tests. */
gboolean
stint_inspector_is_filled (StintInspector *self)
{
  g_return_val_if_fail (STINT_IS_INSPECTOR (self), FALSE);
  return self->record != NULL && self->n_saving == 0 && self->dirty == 0 && self->load_id == 0;
}

/* Returns: (nullable): the widget in which a member is edited, for tests */
GtkWidget *
stint_inspector_get_field (StintInspector *self,
                           const char     *member)
{
  g_return_val_if_fail (STINT_IS_INSPECTOR (self), NULL);
  if (g_str_equal (member, STINT_TASK_TITLE))
    return GTK_WIDGET (self->title);
  if (g_str_equal (member, STINT_TASK_NOTES))
    return GTK_WIDGET (self->notes);
  if (g_str_equal (member, STINT_TASK_ESTIMATE))
    return GTK_WIDGET (self->estimate);
  if (g_str_equal (member, STINT_TASK_TAGS))
    return GTK_WIDGET (self->tags);
  if (g_str_equal (member, STINT_TASK_DEADLINE))
    return GTK_WIDGET (self->deadline);
  if (g_str_equal (member, STINT_TASK_REMINDERS))
    return GTK_WIDGET (self->reminders);
  if (g_str_equal (member, STINT_TASK_REPEAT))
    return GTK_WIDGET (self->repeat);
  return NULL;
}

/* Carries out @edit (transfer full). */
void
stint_inspector_apply (StintInspector *self,
                       StintEdit      *edit)
{
  self->n_saving++;
  stint_workspace_apply_async (self->workspace, edit, NULL, applied_cb, g_object_ref (self));
}

/* @value: (nullable): NULL removes the member; a floating one is taken */
void
stint_inspector_save (StintInspector *self,
                      const char     *member,
                      GVariant       *value)
{
  g_autoptr (GVariant) owned = value != NULL ? g_variant_ref_sink (value) : NULL;

  if (self->record == NULL || self->is_filling)
    return;
  if (stint_inspector_is_of_series (self))
    stint_inspector_save_occurrence (self, member, owned);
  else
    stint_inspector_apply (self, stint_command_set_member (self->record, member, owned));
}

void
stint_inspector_fail (StintInspector *self,
                      const char     *message)
{
  g_signal_emit (self, signals[FAILED], 0, message);
}

void
stint_inspector_emit_day (StintInspector *self,
                          int             day)
{
  g_signal_emit (self, signals[DAY_ACTIVATED], 0, day);
}

void
stint_inspector_emit_open (StintInspector *self,
                           const char     *task_id)
{
  g_signal_emit (self, signals[OPEN_TASK], 0, task_id);
}
