/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/assist/stint-draft-view.h"

#include "ui/assist/stint-draft-row.h"
#include "ui/assist/stint-rule-row.h"

#include <glib/gi18n.h>

struct _StintDraftView
{
  GtkWidget       parent_instance;

  GtkLabel       *source;
  GtkLabel       *questions;
  GtkListBox     *tasks;
  GtkListBox     *rules;
  GtkButton      *add;
  StintDraft     *draft;
  StintWorkspace *workspace;
};

enum
{
  TAKEN,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintDraftView, stint_draft_view, GTK_TYPE_WIDGET)

static void
show_count (StintDraftView *self)
{
  guint n = stint_draft_get_n_kept (self->draft);
  gboolean has_tasks = g_list_model_get_n_items (stint_draft_get_tasks (self->draft)) > 0;
  g_autofree char *label = NULL;

  if (n == 0)
    label = g_strdup (_("Nothing to Add"));
  else if (has_tasks)
    label = g_strdup_printf (ngettext ("Add %u", "Add %u", n), n);
  else
    label = g_strdup_printf (ngettext ("Add %u Rule", "Add %u Rules", n), n);
  if (n > 0 && has_tasks && g_list_model_get_n_items (stint_draft_get_rules (self->draft)) == 0)
    {
      g_free (label);
      label = g_strdup_printf (ngettext ("Add %u Task", "Add %u Tasks", n), n);
    }
  gtk_button_set_label (self->add, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add), n > 0);
}

static void
all_cb (StintDraftView *self)
{
  if (self->draft != NULL)
    stint_draft_keep_all (self->draft, TRUE);
}

static void
none_cb (StintDraftView *self)
{
  if (self->draft != NULL)
    stint_draft_keep_all (self->draft, FALSE);
}

static void
add_cb (StintDraftView *self)
{
  g_signal_emit (self, signals[TAKEN], 0);
}

static GtkWidget *
make_task_row (gpointer item,
               gpointer user_data)
{
  StintDraftView *self = user_data;

  return stint_draft_row_new (self->draft, item, self->workspace);
}

static GtkWidget *
make_rule_row (gpointer item,
               gpointer user_data)
{
  StintDraftView *self = user_data;

  return stint_rule_row_new_for_draft (item, self->workspace);
}

/* Says plainly which of the two it is. */
static void
show_source (StintDraftView *self)
{
  const char *server = stint_draft_get_server (self->draft);
  const char *const *questions = stint_draft_get_questions (self->draft);
  g_autofree char *asked = g_strjoinv ("\n", (char **) questions);
  g_autofree char *source = server != NULL ? g_strdup_printf (_("From the assistant of %s"), server) : g_strdup (_("On this computer"));

  gtk_label_set_label (self->source, source);
  gtk_label_set_label (self->questions, asked);
  gtk_widget_set_visible (GTK_WIDGET (self->questions), questions[0] != NULL);
}

static void
stint_draft_view_dispose (GObject *object)
{
  StintDraftView *self = STINT_DRAFT_VIEW (object);
  GtkWidget *child;

  stint_draft_view_set_draft (self, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (stint_draft_view_parent_class)->dispose (object);
}

static void
stint_draft_view_class_init (StintDraftViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_draft_view_dispose;

  signals[TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/assist/stint-draft-view.ui");
  gtk_widget_class_bind_template_child (widget_class, StintDraftView, source);
  gtk_widget_class_bind_template_child (widget_class, StintDraftView, questions);
  gtk_widget_class_bind_template_child (widget_class, StintDraftView, tasks);
  gtk_widget_class_bind_template_child (widget_class, StintDraftView, rules);
  gtk_widget_class_bind_template_child (widget_class, StintDraftView, add);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_bind_template_callback (widget_class, none_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
stint_draft_view_init (StintDraftView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
stint_draft_view_set_draft (StintDraftView *self,
                            StintDraft     *draft,
                            StintWorkspace *workspace)
{
  g_return_if_fail (STINT_IS_DRAFT_VIEW (self));

  if (self->draft != NULL)
    {
      gtk_list_box_bind_model (self->tasks, NULL, NULL, NULL, NULL);
      gtk_list_box_bind_model (self->rules, NULL, NULL, NULL, NULL);
      g_signal_handlers_disconnect_by_func (self->draft, show_count, self);
    }
  g_set_object (&self->draft, draft);
  g_set_object (&self->workspace, workspace);
  if (draft == NULL)
    return;
  gtk_list_box_bind_model (self->tasks, stint_draft_get_tasks (draft), make_task_row, self, NULL);
  gtk_list_box_bind_model (self->rules, stint_draft_get_rules (draft), make_rule_row, self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->tasks), g_list_model_get_n_items (stint_draft_get_tasks (draft)) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->rules), g_list_model_get_n_items (stint_draft_get_rules (draft)) > 0);
  g_signal_connect_object (draft, "notify::n-kept", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  show_source (self);
  show_count (self);
}

StintDraft *
stint_draft_view_get_draft (StintDraftView *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT_VIEW (self), NULL);
  return self->draft;
}

void
stint_draft_view_focus (StintDraftView *self)
{
  g_return_if_fail (STINT_IS_DRAFT_VIEW (self));
  if (!gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_visible (GTK_WIDGET (self->tasks)) ? self->tasks : self->rules),
                               GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (GTK_WIDGET (self->add));
}
