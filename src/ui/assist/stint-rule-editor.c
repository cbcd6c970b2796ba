/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/assist/stint-rule-editor.h"

#include "workspace/stint-format.h"
#include "workspace/stint-project-item.h"
#include "workspace/stint-words.h"

#include <glib/gi18n.h>

#define DAY_MIN 1440
#define N_WEEKDAYS 7
/* The Monday after 1970 began. */
#define A_MONDAY 4

/* What a rule is about, in the order of the template. */
enum
{
  ABOUT_ALL,
  ABOUT_PROJECT,
  ABOUT_TAG,
  ABOUT_TITLE,
};

struct _StintRuleEditor
{
  AdwWindow        parent_instance;

  GtkLabel        *problem;
  AdwComboRow     *type;
  AdwComboRow     *about;
  AdwComboRow     *project;
  AdwEntryRow     *tag;
  AdwEntryRow     *name;
  GtkWidget       *count_row;
  GtkSpinButton   *count;
  AdwComboRow     *per;
  AdwEntryRow     *minutes;
  GtkBox          *days;
  GtkWidget       *hours;
  AdwEntryRow     *from;
  AdwEntryRow     *to;
  AdwEntryRow     *note;
  GtkToggleButton *weekdays[N_WEEKDAYS];
  StintWorkspace  *workspace;
};

enum
{
  SAVED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintRuleEditor, stint_rule_editor, ADW_TYPE_WINDOW)

static const char *
get_text (AdwEntryRow * row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* Shows what belongs to the kind of rule that is chosen. */
static void
show_parts (StintRuleEditor *self)
{
  StintRuleType type = adw_combo_row_get_selected (self->type);
  guint about = adw_combo_row_get_selected (self->about);
  gboolean has_about = type == STINT_RULE_PREFER || type == STINT_RULE_LIMIT;
  gboolean has_hours = type == STINT_RULE_PREFER || type == STINT_RULE_FREE;

  gtk_widget_set_visible (GTK_WIDGET (self->about), has_about);
  gtk_widget_set_visible (GTK_WIDGET (self->project), has_about && about == ABOUT_PROJECT);
  gtk_widget_set_visible (GTK_WIDGET (self->tag), has_about && about == ABOUT_TAG);
  gtk_widget_set_visible (GTK_WIDGET (self->name), type == STINT_RULE_TIMES || (has_about && about == ABOUT_TITLE));
  gtk_widget_set_visible (self->count_row, type == STINT_RULE_TIMES);
  gtk_widget_set_visible (GTK_WIDGET (self->per), type == STINT_RULE_TIMES);
  gtk_widget_set_visible (GTK_WIDGET (self->minutes), type == STINT_RULE_TIMES || type == STINT_RULE_LIMIT || type == STINT_RULE_BUFFER);
  gtk_widget_set_visible (GTK_WIDGET (self->days), has_hours || type == STINT_RULE_LIMIT);
  gtk_widget_set_visible (self->hours, has_hours);
}

static void
fill_cb (StintRuleEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  show_parts (self);
}

static void
complain (StintRuleEditor *self,
          const char      *message)
{
  gtk_label_set_label (self->problem, message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

/* "2h", "45 min", or a number of minutes. Returns: 0 if it is none */
static int
read_minutes (StintRuleEditor *self)
{
  g_autofree char *text = g_strstrip (g_strdup (get_text (self->minutes)));
  g_autoptr (StintQuickAdd) words = NULL;
  guint64 number;

  if (g_ascii_string_to_unsigned (text, 10, 1, DAY_MIN, &number, NULL))
    return (int) number;
  words = stint_words_parse (text, stint_clock_get_local_s (stint_workspace_get_clock (self->workspace)));
  return words->title[0] == '\0' ? words->estimate_min : 0;
}

/* An hour of the day; an empty line is @none. FALSE if it is neither. */
static gboolean
read_hour (StintRuleEditor *self,
           AdwEntryRow     *row,
           int              none,
           int             *minute)
{
  g_autofree char *text = g_strstrip (g_strdup (get_text (row)));
  g_autofree char *padded = text[0] != '\0' && text[1] == ':' ? g_strconcat ("0", text, NULL) : g_strdup (text);

  *minute = none;
  if (text[0] == '\0' || stint_rule_minute_parse (padded, minute))
    return TRUE;
  complain (self, _("Write hours as 09:00, or leave the line empty."));
  return FALSE;
}

static void
read_about (StintRuleEditor *self,
            StintRule       *rule)
{
  guint about = adw_combo_row_get_selected (self->about);
  g_autoptr (StintProjectItem) item = NULL;

  if (rule->type == STINT_RULE_TIMES)
    about = ABOUT_TITLE;
  else if (rule->type != STINT_RULE_PREFER && rule->type != STINT_RULE_LIMIT)
    about = ABOUT_ALL;
  if (about == ABOUT_PROJECT)
    {
      item = g_list_model_get_item (stint_workspace_get_projects (self->workspace), adw_combo_row_get_selected (self->project));
      rule->project = item != NULL ? g_strdup (stint_project_item_get_id (item)) : NULL;
    }
  else if (about == ABOUT_TAG)
    {
      const char *tag = get_text (self->tag);

      rule->tag = g_strstrip (g_strdup (tag + (*tag == '@')));
    }
  else if (about == ABOUT_TITLE)
    {
      rule->title = g_strstrip (g_strdup (get_text (self->name)));
    }
}

/* Returns: (transfer full) (nullable): what the window says; NULL after having said what is wrong */
static StintRule *
read_rule (StintRuleEditor *self)
{
  StintRuleType type = adw_combo_row_get_selected (self->type);
  g_autoptr (StintRule) rule = stint_rule_new (type);
  gboolean has_hours = type == STINT_RULE_PREFER || type == STINT_RULE_FREE;

  if (has_hours && (!read_hour (self, self->from, 0, &rule->from_min) || !read_hour (self, self->to, DAY_MIN, &rule->to_min)))
    return NULL;
  read_about (self, rule);
  if (has_hours || type == STINT_RULE_LIMIT)
    {
      rule->days = 0;
      for (int i = 0; i < N_WEEKDAYS; i++)
        if (gtk_toggle_button_get_active (self->weekdays[i]))
          rule->days |= STINT_RULE_DAY (i);
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self->minutes)))
    rule->minutes = read_minutes (self);
  if (type == STINT_RULE_TIMES)
    {
      rule->count = gtk_spin_button_get_value_as_int (self->count);
      rule->per_day = adw_combo_row_get_selected (self->per) == 1;
    }
  rule->note = g_strstrip (g_strdup (get_text (self->note)));
  if (rule->note[0] == '\0')
    g_clear_pointer (&rule->note, g_free);
  return g_steal_pointer (&rule);
}

gboolean
stint_rule_editor_save (StintRuleEditor *self)
{
  g_autoptr (StintRule) rule = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (STINT_IS_RULE_EDITOR (self), FALSE);
  rule = read_rule (self);
  if (rule == NULL)
    return FALSE;
  if (gtk_widget_get_visible (GTK_WIDGET (self->minutes)) && rule->minutes == 0)
    {
      complain (self, _("Write how long, such as 45min or 2h."));
      return FALSE;
    }
  value = stint_rule_to_variant (rule);
  if (!stint_rule_check (value, &error))
    {
      complain (self, error->message);
      return FALSE;
    }
  g_signal_emit (self, signals[SAVED], 0, value);
  gtk_window_close (GTK_WINDOW (self));
  return TRUE;
}

static void
save_cb (StintRuleEditor *self)
{
  stint_rule_editor_save (self);
}

static void
make_days (StintRuleEditor *self)
{
  for (int i = 0; i < N_WEEKDAYS; i++)
    {
      /* The week begins with the day that the person's calendars begin with. */
      int weekday = (stint_format_first_weekday () + i) % N_WEEKDAYS;
      g_autofree char *name = stint_format_weekday (A_MONDAY + weekday, TRUE);
      g_autofree char *full = stint_format_weekday (A_MONDAY + weekday, FALSE);
      GtkWidget *button = gtk_toggle_button_new_with_label (name);

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      gtk_widget_add_css_class (button, "weekday");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, full, -1);
      gtk_box_append (self->days, button);
      self->weekdays[weekday] = GTK_TOGGLE_BUTTON (button);
    }
}

static void
set_hour (AdwEntryRow *row,
          int          minute,
          int          none)
{
  g_autofree char *text = minute != none ? stint_rule_minute_to_string (minute) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
select_project (StintRuleEditor *self,
                const char      *id)
{
  GListModel *projects = stint_workspace_get_projects (self->workspace);

  for (guint i = 0; i < g_list_model_get_n_items (projects); i++)
    {
      g_autoptr (StintProjectItem) item = g_list_model_get_item (projects, i);

      if (g_str_equal (stint_project_item_get_id (item), id))
        adw_combo_row_set_selected (self->project, i);
    }
}

static void
show_rule (StintRuleEditor *self,
           const StintRule *rule)
{
  guint about = rule->project != NULL ? ABOUT_PROJECT : rule->tag != NULL ? ABOUT_TAG : rule->title != NULL ? ABOUT_TITLE : ABOUT_ALL;

  adw_combo_row_set_selected (self->type, rule->type);
  adw_combo_row_set_selected (self->about, about);
  if (rule->project != NULL)
    select_project (self, rule->project);
  gtk_editable_set_text (GTK_EDITABLE (self->tag), rule->tag != NULL ? rule->tag : "");
  gtk_editable_set_text (GTK_EDITABLE (self->name), rule->title != NULL ? rule->title : "");
  gtk_editable_set_text (GTK_EDITABLE (self->note), rule->note != NULL ? rule->note : "");
  for (int i = 0; i < N_WEEKDAYS; i++)
    gtk_toggle_button_set_active (self->weekdays[i], (rule->days & STINT_RULE_DAY (i)) != 0);
  set_hour (self->from, rule->from_min, 0);
  set_hour (self->to, rule->to_min, DAY_MIN);
  gtk_spin_button_set_value (self->count, MAX (rule->count, 1));
  adw_combo_row_set_selected (self->per, rule->per_day ? 1 : 0);
  if (rule->minutes > 0)
    {
      g_autofree char *text = rule->minutes % 60 == 0 ? g_strdup_printf ("%dh", rule->minutes / 60)
                                                      : g_strdup_printf ("%dmin", rule->minutes);

      gtk_editable_set_text (GTK_EDITABLE (self->minutes), text);
    }
}

static void
stint_rule_editor_dispose (GObject *object)
{
  g_clear_object (&STINT_RULE_EDITOR (object)->workspace);
  G_OBJECT_CLASS (stint_rule_editor_parent_class)->dispose (object);
}

#define PARTS(part) \
  part (problem) part (type) part (about) part (project) part (tag) part (name) part (count_row) part (count) part (per) part (minutes) \
  part (days) part (hours) part (from) part (to) part (note)

static void
stint_rule_editor_class_init (StintRuleEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_rule_editor_dispose;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/assist/stint-rule-editor.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, StintRuleEditor, name);
  PARTS (BIND)
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
stint_rule_editor_init (StintRuleEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_days (self);
}

StintRuleEditor *
stint_rule_editor_new (GtkWindow       *parent,
                       StintWorkspace  *workspace,
                       const StintRule *rule)
{
  StintRuleEditor *self = g_object_new (STINT_TYPE_RULE_EDITOR, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  adw_combo_row_set_expression (self->project, gtk_property_expression_new (STINT_TYPE_PROJECT_ITEM, NULL, "name"));
  adw_combo_row_set_model (self->project, stint_workspace_get_projects (workspace));
  if (rule != NULL)
    show_rule (self, rule);
  show_parts (self);
  return self;
}

GtkWidget *
stint_rule_editor_get_part (StintRuleEditor *self,
                            const char      *name)
{
  g_return_val_if_fail (STINT_IS_RULE_EDITOR (self), NULL);
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), STINT_TYPE_RULE_EDITOR, name));
}
