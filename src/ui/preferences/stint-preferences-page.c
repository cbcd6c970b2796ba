/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/preferences/stint-preferences-page.h"

#include "core/stint-project.h"
#include "core/stint-zone.h"
#include "ui/assist/stint-assist-preferences.h"
#include "ui/preferences/stint-project-row.h"
#include "ui/zone/stint-zone-picker.h"
#include "workspace/stint-commands.h"
#include "workspace/stint-format.h"
#include "workspace/stint-transfer.h"

#include <glib/gi18n.h>

struct _StintPreferencesPage
{
  AdwPreferencesPage parent_instance;

  GtkListBox        *projects;
  GtkEntry          *new_project;
  GtkSpinButton     *block_minutes;
  StintZonePicker   *second_zone;
  GtkListBox        *backups;
  GtkWidget         *no_backups;
  StintWorkspace    *workspace;
  GSettings         *settings;
};

enum
{
  TOLD,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintPreferencesPage, stint_preferences_page, ADW_TYPE_PREFERENCES_PAGE)

static void
tell (StintPreferencesPage *self,
      const char           *message)
{
  g_signal_emit (self, signals[TOLD], 0, message);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (StintPreferencesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_workspace_apply_finish (STINT_WORKSPACE (source), result, &error);

  if (error != NULL && self->workspace != NULL)
    tell (self, error->message);
}

/* Takes @edit. */
static void
apply (StintPreferencesPage *self,
       StintEdit            *edit)
{
  stint_workspace_apply_async (self->workspace, edit, NULL, applied_cb, g_object_ref (self));
}

static void
renamed_cb (StintProjectRow      *row,
            const char           *name,
            StintPreferencesPage *self)
{
  StintRecord *record = stint_project_item_get_record (stint_project_row_get_item (row));

  apply (self, stint_command_set_member (record, STINT_PROJECT_NAME, g_variant_new_string (name)));
}

static void
recolored_cb (StintProjectRow      *row,
              const char           *color,
              StintPreferencesPage *self)
{
  StintRecord *record = stint_project_item_get_record (stint_project_row_get_item (row));

  apply (self, stint_command_set_member (record, STINT_PROJECT_COLOR, g_variant_new_string (color)));
}

static void
removed_cb (StintProjectRow      *row,
            StintPreferencesPage *self)
{
  StintProjectItem *item = stint_project_row_get_item (row);
  g_autofree char *message = g_strdup_printf (_("“%s” deleted. Undo brings it back."), stint_project_item_get_name (item));

  apply (self, stint_command_delete_project (stint_project_item_get_record (item)));
  tell (self, message);
}

static GtkWidget *
make_project_row (gpointer item,
                  gpointer user_data)
{
  GtkWidget *row = stint_project_row_new (item);

  g_signal_connect_object (row, "renamed", G_CALLBACK (renamed_cb), user_data, 0);
  g_signal_connect_object (row, "recolored", G_CALLBACK (recolored_cb), user_data, 0);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), user_data, 0);
  return row;
}

static void
new_project_cb (StintPreferencesPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_project))));
  guint n_projects = g_list_model_get_n_items (stint_workspace_get_projects (self->workspace));

  if (name[0] == '\0')
    return;
  apply (self, stint_command_add_project (self->workspace, name, stint_project_pick_color (n_projects), NULL));
  gtk_editable_set_text (GTK_EDITABLE (self->new_project), "");
}

static void fill_backups (StintPreferencesPage *self);

static void
restore_cb (GtkButton            *button,
            StintPreferencesPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *set_aside = NULL;
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;

  if (!stint_transfer_restore (self->workspace, g_object_get_data (G_OBJECT (button), "stint-path"), &set_aside, &error))
    {
      tell (self, error->message);
      return;
    }
  name = set_aside != NULL ? g_path_get_basename (set_aside) : g_strdup ("");
  message = g_strdup_printf (_("Restored. What was there before is kept as “%s”."), name);
  tell (self, message);
  fill_backups (self);
}

static void
add_backup (StintPreferencesPage  *self,
            const StintBackupItem *backup)
{
  StintClock *clock = stint_workspace_get_clock (self->workspace);
  const char *zone = stint_clock_get_zone (clock);
  StintTime time = stint_time_floating (stint_zone_to_local (zone, backup->unix_s));
  g_autofree char *title = stint_format_stint_time (&time, zone, stint_clock_get_today (clock));
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%d task", "%d tasks", backup->n_tasks), (int) backup->n_tasks);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Restore"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "stint-path", g_strdup (backup->path), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->backups, row);
}

static void
fill_backups (StintPreferencesPage *self)
{
  g_autoptr (GPtrArray) backups = stint_transfer_list_backups (self->workspace);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->backups))) != NULL)
    gtk_list_box_remove (self->backups, child);
  for (guint i = 0; backups != NULL && i < backups->len; i++)
    add_backup (self, g_ptr_array_index (backups, i));
  gtk_widget_set_visible (GTK_WIDGET (self->backups), backups != NULL && backups->len > 0);
  gtk_widget_set_visible (self->no_backups, backups == NULL || backups->len == 0);
}

static void
backup_now_cb (StintPreferencesPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = stint_transfer_backup (self->workspace, &error);

  tell (self, path != NULL ? _("Backup made") : error->message);
  fill_backups (self);
}

static void
second_zone_cb (StintPreferencesPage *self)
{
  const char *zone = stint_zone_picker_get_zone (self->second_zone);

  g_settings_set_string (self->settings, "second-zone", zone != NULL ? zone : "");
}

static void
second_zone_setting_cb (StintPreferencesPage *self)
{
  g_autofree char *zone = g_settings_get_string (self->settings, "second-zone");

  stint_zone_picker_set_zone (self->second_zone, stint_zone_intern (zone));
}

static void
stint_preferences_page_dispose (GObject *object)
{
  StintPreferencesPage *self = STINT_PREFERENCES_PAGE (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (stint_preferences_page_parent_class)->dispose (object);
}

static void
stint_preferences_page_class_init (StintPreferencesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_preferences_page_dispose;

  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/preferences/stint-preferences-page.ui");
  gtk_widget_class_bind_template_child (widget_class, StintPreferencesPage, projects);
  gtk_widget_class_bind_template_child (widget_class, StintPreferencesPage, new_project);
  gtk_widget_class_bind_template_child (widget_class, StintPreferencesPage, block_minutes);
  gtk_widget_class_bind_template_child (widget_class, StintPreferencesPage, second_zone);
  gtk_widget_class_bind_template_child (widget_class, StintPreferencesPage, backups);
  gtk_widget_class_bind_template_child (widget_class, StintPreferencesPage, no_backups);
  gtk_widget_class_bind_template_callback (widget_class, new_project_cb);
  gtk_widget_class_bind_template_callback (widget_class, backup_now_cb);
  gtk_widget_class_bind_template_callback (widget_class, second_zone_cb);
}

static void
stint_preferences_page_init (StintPreferencesPage *self)
{
  g_type_ensure (STINT_TYPE_ZONE_PICKER);
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwPreferencesPage *
stint_preferences_page_new (StintWorkspace *workspace,
                            GSettings      *settings)
{
  StintPreferencesPage *self = g_object_new (STINT_TYPE_PREFERENCES_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "default-block-minutes", self->block_minutes, "value", G_SETTINGS_BIND_DEFAULT);
  gtk_list_box_bind_model (self->projects, stint_workspace_get_projects (workspace), make_project_row, self, NULL);
  g_signal_connect_object (settings, "changed::second-zone", G_CALLBACK (second_zone_setting_cb), self, G_CONNECT_SWAPPED);
  second_zone_setting_cb (self);
  fill_backups (self);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), stint_assist_preferences_new (settings));
  return ADW_PREFERENCES_PAGE (self);
}
