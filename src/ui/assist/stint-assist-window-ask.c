/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/assist/stint-assist-window-private.h"

#include <glib/gi18n.h>

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Ends what runs: its answer is not looked at. */
void
stint_assist_window_stop (StintAssistWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->question, stint_assist_question_unref);
}

static void
review (StintAssistWindow *self,
        StintDraft        *draft)
{
  stint_draft_view_set_draft (self->review, draft, self->workspace);
  stint_assist_window_show_page (self, "review");
  stint_draft_view_focus (self->review);
}

static gboolean
is_empty (StintDraft *draft)
{
  return g_list_model_get_n_items (stint_draft_get_tasks (draft)) == 0 && g_list_model_get_n_items (stint_draft_get_rules (draft)) == 0;
}

/* The assistant proposes nothing; perhaps it asks for more. */
static void
tell_empty (StintAssistWindow *self,
            StintDraft        *draft)
{
  const char *const *questions = stint_draft_get_questions (draft);
  g_autofree char *asked = g_strjoinv (" ", (char **) questions);
  g_autofree char *message = questions[0] != NULL ? g_strdup_printf (_("The assistant asks: %s"), asked) :
    g_strdup (_("The assistant found nothing in it to make tasks or rules of. Say it in other words."));

  stint_assist_window_complain (self, message);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (StintAssistWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintDraft) draft = stint_assistant_ask_finish (STINT_ASSISTANT (source), result, &error);

  if (is_cancelled (error) || self->assistant == NULL)
    return;
  g_clear_pointer (&self->question, stint_assist_question_unref);
  if (draft != NULL && !is_empty (draft))
    {
      review (self, draft);
      return;
    }
  stint_assist_window_show_page (self, "write");
  if (draft != NULL)
    tell_empty (self, draft);
  else
    stint_assist_window_complain (self, error->message);
  /* A call that brought nothing may have counted all the same. */
  if (draft == NULL)
    stint_assistant_read_quota (self->assistant);
}

static void
send_question (StintAssistWindow *self)
{
  g_autofree char *words = g_strdup_printf (_("The assistant of %s is reading your words."), stint_assistant_get_server (self->assistant));

  gtk_label_set_label (self->waiting, words);
  stint_assist_window_show_page (self, "wait");
  stint_assistant_ask_async (self->assistant, self->question, self->cancellable, answered_cb, g_object_ref (self));
}

/* What goes where, and that it is asked once. */
static void
show_consent (StintAssistWindow *self)
{
  const char *server = stint_assistant_get_server (self->assistant);
  g_autofree char *title = g_strdup_printf (_("Send this to %s?"), server);
  static const char *const words[] = {
    [STINT_ASSIST_CAPTURE] = N_("This is all that is sent. The server hands it to a language model, which turns it into tasks; you look "
                                "through them before anything is added. You are asked once for making tasks, and can take it back in "
                                "Preferences."),
    [STINT_ASSIST_BREAK_DOWN] = N_("This is all that is sent. The server hands it to a language model, which breaks the task into parts; "
                                   "you look through them before anything is added. You are asked once for breaking down tasks, and can "
                                   "take it back in Preferences."),
    [STINT_ASSIST_RULES] = N_("This is all that is sent. The server hands it to a language model, which turns it into rules; you look "
                              "through them before anything is added. You are asked once for making rules, and can take it back in "
                              "Preferences."),
  };

  gtk_label_set_label (self->consent_title, title);
  gtk_label_set_label (self->consent_words, _(words[self->kind]));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->payload), stint_assist_question_get_payload (self->question), -1);
  stint_assist_window_show_page (self, "consent");
  gtk_widget_grab_focus (GTK_WIDGET (self->send));
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (StintAssistWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintAssistQuestion) question = stint_assistant_prepare_finish (STINT_ASSISTANT (source), result, &error);

  if (is_cancelled (error) || self->assistant == NULL)
    return;
  if (question == NULL)
    {
      stint_assist_window_complain (self, error->message);
      return;
    }
  g_clear_pointer (&self->question, stint_assist_question_unref);
  self->question = g_steal_pointer (&question);
  if (stint_assistant_get_server (self->assistant) == NULL)
    stint_assist_window_complain (self, _("Nobody is signed in any more, so nothing was sent."));
  else if (stint_assistant_get_consent (self->assistant, self->kind))
    send_question (self);
  else
    show_consent (self);
}

void
stint_assist_window_ask (StintAssistWindow *self)
{
  g_autofree char *text = stint_assist_window_dup_text (self);

  stint_assist_window_stop (self);
  stint_assist_window_complain (self, NULL);
  stint_assistant_prepare_async (self->assistant, self->kind, text, self->task != NULL ? stint_record_get_id (self->task) : NULL,
                                 self->cancellable, prepared_cb, g_object_ref (self));
}

/* A person has seen what is sent, and says yes. */
void
stint_assist_window_consent (StintAssistWindow *self)
{
  if (self->question == NULL)
    return;
  stint_assistant_set_consent (self->assistant, self->kind, TRUE);
  send_question (self);
}

void
stint_assist_window_read_here (StintAssistWindow *self)
{
  g_autofree char *text = stint_assist_window_dup_text (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (StintDraft) draft = NULL;

  stint_assist_window_stop (self);
  draft = stint_assistant_read_here (self->assistant, self->kind, text, &error);
  stint_assist_window_complain (self, error != NULL ? error->message : NULL);
  if (draft != NULL)
    review (self, draft);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (StintAssistWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_workspace_apply_finish (STINT_WORKSPACE (source), result, &error);

  if (self->assistant == NULL)
    return;
  if (error != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      /* The draft stays as it is, to be tried again. */
      gtk_widget_set_sensitive (GTK_WIDGET (self->review), TRUE);
      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
      return;
    }
  g_signal_emit_by_name (self, "added", change != NULL ? stint_change_get_n_deltas (change) : 0);
  gtk_window_close (GTK_WINDOW (self));
}

void
stint_assist_window_take (StintAssistWindow *self)
{
  StintDraft *draft = stint_draft_view_get_draft (self->review);
  StintEdit *edit = draft != NULL ? stint_draft_take (draft, self->workspace, self->task) : NULL;

  if (edit == NULL)
    return;
  /* Once is enough. The focus leaves first: it would go from field to field while one after the other is switched off. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->review), FALSE);
  stint_workspace_apply_async (self->workspace, edit, NULL, taken_cb, g_object_ref (self));
}

/* A line that is offered goes to the end of what was typed. */
static void
suggested_cb (StintAssistWindow *self,
              GtkButton         *button)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (!gtk_text_iter_starts_line (&end))
    gtk_text_buffer_insert (buffer, &end, "\n", -1);
  gtk_text_buffer_insert (buffer, &end, g_object_get_data (G_OBJECT (button), "stint-line"), -1);
  gtk_widget_set_visible (GTK_WIDGET (button), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
add_suggested (StintAssistWindow *self,
               const char        *line)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "chip");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, line, -1);
  g_object_set_data_full (G_OBJECT (button), "stint-line", g_strdup (line), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (suggested_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->suggested, button);
}

static void
lines_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (StintAssistWindow) self = user_data;
  g_auto (GStrv) lines = self->assistant != NULL ? stint_assistant_suggest_finish (self->assistant, result, NULL) : NULL;

  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    add_suggested (self, lines[i]);
  if (lines != NULL && lines[0] != NULL)
    gtk_widget_set_visible (self->suggested_area, TRUE);
}

void
stint_assist_window_suggest (StintAssistWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->suggested))) != NULL)
    gtk_box_remove (self->suggested, child);
  gtk_widget_set_visible (self->suggested_area, FALSE);
  if (self->task != NULL)
    stint_assistant_suggest_async (self->assistant, stint_record_get_id (self->task), self->cancellable, lines_cb, g_object_ref (self));
}
