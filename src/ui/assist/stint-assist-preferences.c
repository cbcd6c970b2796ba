/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/assist/stint-assist-preferences.h"

#include "workspace/assist/stint-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#define ENABLED_KEY "assistant-enabled"
#define CONSENT_KEY "assistant-consent"

#define STINT_TYPE_ASSIST_PREFERENCES (stint_assist_preferences_get_type ())
G_DECLARE_FINAL_TYPE (StintAssistPreferences, stint_assist_preferences, STINT, ASSIST_PREFERENCES, AdwPreferencesGroup)

struct _StintAssistPreferences
{
  AdwPreferencesGroup parent_instance;

  GSettings          *settings;
  GPtrArray          *rows; /* of the consents */
};

G_DEFINE_FINAL_TYPE (StintAssistPreferences, stint_assist_preferences, ADW_TYPE_PREFERENCES_GROUP)

static void
take_back_cb (StintAssistPreferences *self,
              GtkButton              *button)
{
  const char *consent = g_object_get_data (G_OBJECT (button), "stint-consent");
  g_auto (GStrv) before = g_settings_get_strv (self->settings, CONSENT_KEY);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) after = NULL;

  for (gsize i = 0; before[i] != NULL; i++)
    if (!g_str_equal (before[i], consent))
      g_strv_builder_add (builder, before[i]);
  after = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, CONSENT_KEY, (const char *const *) after);
}

/* What may be sent where, in words. Returns: (transfer full) (nullable): NULL for an entry of another version */
static char *
describe_consent (const char *consent)
{
  static const char *const words[] = {
    [STINT_ASSIST_CAPTURE] = N_("Notes may go to %s, to make tasks of"),
    [STINT_ASSIST_BREAK_DOWN] = N_("A task may go to %s, to be broken down"),
    [STINT_ASSIST_RULES] = N_("Wishes may go to %s, to make rules of"),
  };
  const char *space = strchr (consent, ' ');
  g_autofree char *kind_name = space != NULL ? g_strndup (consent, space - consent) : NULL;
  g_autoptr (GString) text = NULL;
  StintAssistKind kind;

  if (kind_name == NULL || !stint_assist_kind_from_string (kind_name, &kind))
    return NULL;
  text = g_string_new (_(words[kind]));
  g_string_replace (text, "%s", space + 1, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_consent (StintAssistPreferences *self,
             const char             *consent)
{
  g_autofree char *words = describe_consent (consent);
  g_autofree char *title = words != NULL ? g_markup_escape_text (words, -1) : NULL;
  g_autofree char *name = NULL;
  GtkWidget *row, *button;

  if (title == NULL)
    return;
  row = adw_action_row_new ();
  button = gtk_button_new_with_label (_("Take Back"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  /* Translators: a button, for a screen reader: %s is what may be sent where. */
  name = g_strdup_printf (_("Take back: %s"), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "stint-consent", g_strdup (consent), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_back_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
fill_consents (StintAssistPreferences *self)
{
  g_auto (GStrv) consents = g_settings_get_strv (self->settings, CONSENT_KEY);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (gsize i = 0; consents[i] != NULL; i++)
    add_consent (self, consents[i]);
}

static void
stint_assist_preferences_dispose (GObject *object)
{
  StintAssistPreferences *self = STINT_ASSIST_PREFERENCES (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (stint_assist_preferences_parent_class)->dispose (object);
}

static void
stint_assist_preferences_class_init (StintAssistPreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stint_assist_preferences_dispose;
}

static void
stint_assist_preferences_init (StintAssistPreferences *self)
{
  self->rows = g_ptr_array_new ();
}

static void
add_switch (StintAssistPreferences *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Assistant"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Turns words into tasks and rules that you look through before anything is added"));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Assistant"), -1);
  g_settings_bind (self->settings, ENABLED_KEY, toggle, "active", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

AdwPreferencesGroup *
stint_assist_preferences_new (GSettings *settings)
{
  StintAssistPreferences *self = g_object_new (STINT_TYPE_ASSIST_PREFERENCES, NULL);

  self->settings = g_object_ref (settings);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Assistant"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _("It works on this computer alone, or, if you are signed in and say so, with your account’s server."));
  add_switch (self);
  g_signal_connect_object (settings, "changed::" CONSENT_KEY, G_CALLBACK (fill_consents), self, G_CONNECT_SWAPPED);
  fill_consents (self);
  return ADW_PREFERENCES_GROUP (self);
}
