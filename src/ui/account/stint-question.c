/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/account/stint-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * StintQuestion:
 * @dialog: (nullable): not held: a window that somebody holds is not disposed of with its parent
 */
struct _StintQuestion
{
  GObject    parent_instance;

  GtkWidget *dialog;
  gboolean   is_shown;
};

enum
{
  ANSWERED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintQuestion, stint_question, G_TYPE_OBJECT)

#if ADW_CHECK_VERSION (1, 5, 0)

static GtkWidget *
make_dialog (const char *heading,
             const char *body)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  adw_alert_dialog_set_close_response (dialog, STINT_ANSWER_CANCEL);
  return GTK_WIDGET (dialog);
}

static void
add_answer (GtkWidget      *dialog,
            const char     *id,
            const char     *label,
            StintAnswerLook look)
{
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), id, label);
  if (look == STINT_ANSWER_SUGGESTED)
    adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), id);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), id,
                                            look == STINT_ANSWER_SUGGESTED ? ADW_RESPONSE_SUGGESTED :
                                            look == STINT_ANSWER_DESTRUCTIVE ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_DEFAULT);
}

static void
set_child (GtkWidget *dialog,
           GtkWidget *child)
{
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), child);
}

static void
present (GtkWidget *dialog,
         GtkWidget *parent)
{
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}

static void
close_dialog (GtkWidget *dialog)
{
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

#else

static GtkWidget *
make_dialog (const char *heading,
             const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (NULL, heading, body);

  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), STINT_ANSWER_CANCEL);
  return dialog;
}

static void
add_answer (GtkWidget      *dialog,
            const char     *id,
            const char     *label,
            StintAnswerLook look)
{
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), id, label);
  if (look == STINT_ANSWER_SUGGESTED)
    adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), id);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), id,
                                              look == STINT_ANSWER_SUGGESTED ? ADW_RESPONSE_SUGGESTED :
                                              look == STINT_ANSWER_DESTRUCTIVE ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_DEFAULT);
}

static void
set_child (GtkWidget *dialog,
           GtkWidget *child)
{
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), child);
}

static void
present (GtkWidget *dialog,
         GtkWidget *parent)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (root));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
close_dialog (GtkWidget *dialog)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
}

#endif

static void
let_go (StintQuestion *self)
{
  if (self->dialog == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->dialog, self);
  g_clear_weak_pointer (&self->dialog);
  if (self->is_shown)
    g_object_unref (self);
}

static void
response_cb (StintQuestion *self,
             const char    *response)
{
  g_autoptr (StintQuestion) alive = g_object_ref (self);
  g_autofree char *id = g_strdup (response);

  let_go (self);
  g_signal_emit (self, signals[ANSWERED], 0, id);
}

/* With its parent it goes, too: nobody has answered. */
static void
destroyed_cb (StintQuestion *self)
{
  response_cb (self, STINT_ANSWER_CANCEL);
}

static void
stint_question_dispose (GObject *object)
{
  StintQuestion *self = STINT_QUESTION (object);

  if (self->dialog != NULL)
    g_signal_handlers_disconnect_by_data (self->dialog, self);
  g_clear_weak_pointer (&self->dialog);
  G_OBJECT_CLASS (stint_question_parent_class)->dispose (object);
}

static void
stint_question_class_init (StintQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stint_question_dispose;

  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
stint_question_init (StintQuestion *self)
{
}

/* @heading, @body: plain text */
StintQuestion *
stint_question_new (const char *heading,
                    const char *body)
{
  StintQuestion *self = g_object_new (STINT_TYPE_QUESTION, NULL);

  g_set_weak_pointer (&self->dialog, make_dialog (heading, body));
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (response_cb), self);
  g_signal_connect_swapped (self->dialog, "destroy", G_CALLBACK (destroyed_cb), self);
  return self;
}

/* What stands between the words and the buttons. */
void
stint_question_set_child (StintQuestion *self,
                          GtkWidget     *child)
{
  g_return_if_fail (STINT_IS_QUESTION (self) && self->dialog != NULL);
  set_child (self->dialog, child);
}

void
stint_question_add_answer (StintQuestion  *self,
                           const char     *id,
                           const char     *label,
                           StintAnswerLook look)
{
  g_return_if_fail (STINT_IS_QUESTION (self) && self->dialog != NULL);
  add_answer (self->dialog, id, label, look);
}

/* @parent: (nullable): a widget of the window that it stands before */
void
stint_question_present (StintQuestion *self,
                        GtkWidget     *parent)
{
  g_return_if_fail (STINT_IS_QUESTION (self) && self->dialog != NULL);
  if (!self->is_shown)
    g_object_ref (self);
  self->is_shown = TRUE;
  present (self->dialog, parent);
}

/* Takes it away, without an answer. */
void
stint_question_dismiss (StintQuestion *self)
{
  g_autoptr (GtkWidget) dialog = NULL;

  g_return_if_fail (STINT_IS_QUESTION (self));
  if (self->dialog == NULL)
    return;
  dialog = g_object_ref (self->dialog);
  let_go (self);
  close_dialog (dialog);
}

/* Returns: (nullable): NULL once it is over */
GtkWidget *
stint_question_get_dialog (StintQuestion *self)
{
  g_return_val_if_fail (STINT_IS_QUESTION (self), NULL);
  return self->dialog;
}

void
stint_question_tell (GtkWidget  *parent,
                     const char *heading,
                     const char *message)
{
  g_autoptr (StintQuestion) self = stint_question_new (heading, message);

  stint_question_add_answer (self, STINT_ANSWER_CANCEL, _("_Close"), STINT_ANSWER_PLAIN);
  stint_question_present (self, parent);
}
