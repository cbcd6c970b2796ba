/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "app/stint-application.h"

#include "stint-config.h"
#include "ui/preferences/stint-about.h"
#include "ui/preferences/stint-preferences.h"
#include "ui/transfer/stint-exporter.h"
#include "ui/window/stint-window.h"
#include "workspace/account/stint-account.h"
#include "workspace/stint-format.h"
#include "workspace/stint-system-clock.h"

#include <glib/gi18n.h>
#include <stdlib.h>

struct _StintApplication
{
  AdwApplication      parent_instance;

  const StintOptions *options;
  GSettings          *settings;
  StintClock         *clock;
  StintWorkspace     *workspace;
  StintAccount       *account;
  StintWindow        *window;
  GPtrArray          *waiting;
  gboolean            is_opening;
};

G_DEFINE_FINAL_TYPE (StintApplication, stint_application, ADW_TYPE_APPLICATION)

static void
import_waiting (StintApplication *self)
{
  if (self->waiting->len == 0)
    return;
  stint_window_import (self->window, (GFile **) self->waiting->pdata, self->waiting->len);
  g_ptr_array_set_size (self->waiting, 0);
}

static void
first_task_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (StintApplication) self = user_data;
  g_autoptr (GPtrArray) rows = stint_workspace_list_tasks_finish (STINT_WORKSPACE (source), result, NULL);

  /* An example is for an empty store: it is never mixed into somebody's tasks. */
  if (rows != NULL && rows->len == 0 && self->window != NULL)
    stint_window_load_example (self->window);
}

static void
fill_example (StintApplication *self)
{
  StintTaskQuery query = { 0 };

  query.view = STINT_TASK_VIEW_ALL;
  query.zone = stint_clock_get_zone (self->clock);
  query.now_s = stint_clock_get_unix_ms (self->clock) / 1000;
  stint_workspace_list_tasks_async (self->workspace, &query, 1, NULL, first_task_cb, g_object_ref (self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (StintApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_open = stint_workspace_open_finish (STINT_WORKSPACE (source), result, &error);

  self->is_opening = FALSE;
  g_application_release (G_APPLICATION (self));
  if (self->window == NULL)
    return;
  if (is_open)
    stint_window_start (self->window);
  else
    stint_window_show_trouble (self->window, error);
  gtk_window_present (GTK_WINDOW (self->window));
  if (!is_open)
    return;
  stint_account_load_async (self->account, TRUE, NULL, NULL, NULL);
  if (self->options->fill_example)
    fill_example (self);
  import_waiting (self);
}

static void
open_workspace (StintApplication *self)
{
  if (self->is_opening)
    return;
  self->is_opening = TRUE;
  g_application_hold (G_APPLICATION (self));
  stint_workspace_open_async (self->workspace, NULL, opened_cb, g_object_ref (self));
}

static void
reopen_cb (StintApplication *self)
{
  /* What repaired the store may have opened it as well. */
  if (stint_workspace_get_is_open (self->workspace))
    stint_window_start (self->window);
  else
    open_workspace (self);
}

static void
browser_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* The address is not for a log: it names whoever signs in. */
  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    g_message ("The browser could not be started: %s", error->message);
}

/* Inside a sandbox the portal knows the browsers, and we do not. */
static gboolean
has_browser (void)
{
  g_autoptr (GAppInfo) browser = g_app_info_get_default_for_uri_scheme ("https");

  return browser != NULL || g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* Shows a sign-in page. That there is no browser at all is known at once; that it does not start is seen when nobody comes back. */
static gboolean
open_uri (const char *uri,
          gpointer    user_data,
          GError    **error)
{
  StintApplication *self = user_data;
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GAppLaunchContext) context = NULL;

  if (!has_browser ())
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("No web browser was found to sign in with. Install one, then try again."));
      return FALSE;
    }
  if (display != NULL)
    context = G_APP_LAUNCH_CONTEXT (gdk_display_get_app_launch_context (display));
  g_app_info_launch_default_for_uri_async (uri, context, NULL, browser_cb, self);
  return TRUE;
}

static void
active_changed_cb (StintApplication *self)
{
  StintAccountState state = stint_account_get_state (self->account);

  if (self->window == NULL || !gtk_window_is_active (GTK_WINDOW (self->window)))
    return;
  stint_sync_poke (stint_account_get_sync (self->account));
  /* Somebody may have signed in on the command line. */
  if (stint_workspace_get_is_open (self->workspace) && (state == STINT_ACCOUNT_NONE || state == STINT_ACCOUNT_SIGNED_OUT))
    stint_account_load_async (self->account, TRUE, NULL, NULL, NULL);
}

/* The store is opened by its thread while the window is put together; the window is shown with the first of its panes. */
static void
ensure_window (StintApplication *self)
{
  if (self->window != NULL)
    {
      if (!self->is_opening)
        gtk_window_present (GTK_WINDOW (self->window));
      return;
    }
  open_workspace (self);
  g_set_weak_pointer (&self->window, stint_window_new (GTK_APPLICATION (self), self->workspace, self->account, self->settings));
  g_signal_connect_object (self->window, "reopen", G_CALLBACK (reopen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "notify::is-active", G_CALLBACK (active_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
stint_application_activate (GApplication *application)
{
  ensure_window (STINT_APPLICATION (application));
}

static void
stint_application_open (GApplication *application,
                        GFile       **files,
                        int           n_files,
                        const char   *hint)
{
  StintApplication *self = STINT_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (self->waiting, g_object_ref (files[i]));
  ensure_window (self);
  if (!self->is_opening)
    import_waiting (self);
}

/* Runs an action of the window when there is one; the desktop entry's actions may be what starts the program. */
static void
activate_in_window (StintApplication *self,
                    const char       *action)
{
  ensure_window (self);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
}

static void
new_task_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  activate_in_window (user_data, "new-task");
}

static void
today_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  activate_in_window (user_data, "today");
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  StintApplication *self = user_data;

  if (self->window != NULL && stint_workspace_get_is_open (self->workspace))
    stint_preferences_present (GTK_WINDOW (self->window), self->workspace, self->settings);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  stint_about_present (gtk_application_get_active_window (GTK_APPLICATION (user_data)));
}

/* A window that is put together when it is asked for. */
static void
present_resource (StintApplication *self,
                  const char       *resource)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  GtkWindow *window;
  GObject *assistant;

  gtk_builder_set_translation_domain (builder, GETTEXT_PACKAGE);
  gtk_builder_add_from_resource (builder, resource, NULL);
  /* What is off is not told of. */
  assistant = gtk_builder_get_object (builder, "assistant");
  if (assistant != NULL)
    gtk_widget_set_visible (GTK_WIDGET (assistant), g_settings_get_boolean (self->settings, "assistant-enabled"));
  window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));
  gtk_window_set_transient_for (window, GTK_WINDOW (self->window));
  gtk_window_present (window);
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  present_resource (user_data, "/io/github/stint_app/Stint/ui/window/shortcuts.ui");
}

static void
help_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  present_resource (user_data, "/io/github/stint_app/Stint/ui/window/help.ui");
}

static void
import_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  StintApplication *self = user_data;

  ensure_window (self);
  if (stint_workspace_get_is_open (self->workspace))
    stint_window_choose_import (self->window);
}

static void
tell (GtkWindow  *window,
      const char *message)
{
  stint_window_tell (STINT_WINDOW (window), message);
}

static void
export_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  StintApplication *self = user_data;

  ensure_window (self);
  if (stint_workspace_get_is_open (self->workspace))
    stint_exporter_choose (GTK_WINDOW (self->window), self->workspace, tell);
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  StintApplication *self = user_data;

  /* By way of the window, which remembers its size. */
  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  g_application_quit (G_APPLICATION (self));
}

/* Whoever never signs in needs to know nothing of the network. */
static void
account_state_cb (StintApplication *self)
{
  if (stint_account_get_state (self->account) == STINT_ACCOUNT_SIGNED_IN)
    stint_account_set_network (self->account, g_network_monitor_get_default ());
}

/* Twelve or twenty-four hours, as the desktop's clock has it; where there is no such desktop, as the locale has it. */
static void
follow_desktop_hours (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = g_settings_schema_source_lookup (source, "org.gnome.desktop.interface", TRUE);
  g_autoptr (GSettings) desktop = NULL;
  g_autoptr (GVariant) chosen = NULL;

  if (schema == NULL || !g_settings_schema_has_key (schema, "clock-format"))
    return;

  /* Only what a person chose: the schema's own default knows nothing of the locale. */
  desktop = g_settings_new_full (schema, NULL, NULL);
  chosen = g_settings_get_user_value (desktop, "clock-format");
  if (chosen != NULL)
    stint_format_set_hours (g_str_equal (g_variant_get_string (chosen, NULL), "12h") ? STINT_HOURS_12 : STINT_HOURS_24);
}

static void
stint_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "new-task", new_task_action },
    { "today", today_action },
    { "preferences", preferences_action },
    { "about", about_action },
    { "shortcuts", shortcuts_action },
    { "help", help_action },
    { "import", import_action },
    { "export", export_action },
    { "quit", quit_action },
  };
  StintApplication *self = STINT_APPLICATION (application);
  g_autofree char *directory = stint_account_dup_current_store (self->options->directory);

  G_APPLICATION_CLASS (stint_application_parent_class)->startup (application);
  follow_desktop_hours ();
  self->settings = g_settings_new (STINT_APP_ID);
  if (self->options->has_now)
    self->clock = stint_clock_new_fixed (self->options->now_ms, self->options->zone);
  else if (self->options->zone_link != NULL)
    self->clock = stint_system_clock_new_following (self->options->zone_link);
  else
    self->clock = stint_system_clock_new (self->options->zone);
  self->workspace = stint_workspace_new (directory, self->clock);
  self->account = stint_account_new (self->workspace, self->options->directory, open_uri, self);
  g_signal_connect_object (self->account, "notify::state", G_CALLBACK (account_state_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static void
stint_application_shutdown (GApplication *application)
{
  StintApplication *self = STINT_APPLICATION (application);

  if (self->workspace != NULL)
    stint_workspace_close (self->workspace);
  G_APPLICATION_CLASS (stint_application_parent_class)->shutdown (application);
}

static void
stint_application_finalize (GObject *object)
{
  StintApplication *self = STINT_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->account);
  g_clear_object (&self->workspace);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  G_OBJECT_CLASS (stint_application_parent_class)->finalize (object);
}

static void
stint_application_class_init (StintApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = stint_application_finalize;
  application_class->startup = stint_application_startup;
  application_class->shutdown = stint_application_shutdown;
  application_class->activate = stint_application_activate;
  application_class->open = stint_application_open;
}

static void
stint_application_init (StintApplication *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/* @options: borrowed for as long as the application lives */
StintApplication *
stint_application_new (const StintOptions *options)
{
  GApplicationFlags flags = G_APPLICATION_HANDLES_OPEN;
  StintApplication *self;

  if (options->is_alone)
    flags |= G_APPLICATION_NON_UNIQUE;
  if (options->is_service)
    flags |= G_APPLICATION_IS_SERVICE;
  self = g_object_new (STINT_TYPE_APPLICATION, "application-id", STINT_APP_ID, "flags", flags,
                       "resource-base-path", "/io/github/stint_app/Stint", NULL);
  self->options = options;
  return self;
}

/* Runs it, with the files that the command line named. Returns: the exit status */
int
stint_application_start (StintApplication *self,
                         const char       *program)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (STINT_IS_APPLICATION (self), EXIT_FAILURE);
  g_ptr_array_add (arguments, g_strdup (program));
  for (guint i = 0; i < self->options->files->len; i++)
    g_ptr_array_add (arguments, g_file_get_uri (g_ptr_array_index (self->options->files, i)));
  g_ptr_array_add (arguments, NULL);
  return g_application_run (G_APPLICATION (self), arguments->len - 1, (char **) arguments->pdata);
}
