/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/assist/stint-assist-window-private.h"

#include "core/stint-task.h"
#include "ui/assist/stint-wrap-layout.h"

#include <glib/gi18n.h>

enum
{
  ADDED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintAssistWindow, stint_assist_window, ADW_TYPE_WINDOW)

/* Returns: (transfer full): what was typed */
char *
stint_assist_window_dup_text (StintAssistWindow * self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

void
stint_assist_window_complain (StintAssistWindow *self,
                              const char        *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
}

static const char *
get_first_page (StintAssistWindow *self)
{
  return self->kind == STINT_ASSIST_RULES ? "rules" : "write";
}

void
stint_assist_window_show_page (StintAssistWindow *self,
                               const char        *page)
{
  gboolean is_first = g_str_equal (page, get_first_page (self));

  gtk_stack_set_visible_child_name (self->pages, page);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "wait"));
  gtk_widget_set_visible (GTK_WIDGET (self->back), !is_first);
  gtk_stack_set_visible_child_name (self->heads, is_first && self->task == NULL ? "kinds" : "title");
  if (g_str_equal (page, "wait"))
    gtk_widget_grab_focus (GTK_WIDGET (self->cancel));
}

/* "12 of 20 calls are left today." */
static char *
describe_quota (StintAssistWindow *self)
{
  StintQuota quota;
  guint left;

  if (!stint_assistant_get_quota (self->assistant, &quota))
    return NULL;
  left = (guint) CLAMP (quota.limit - quota.used, 0, G_MAXINT);
  return g_strdup_printf (ngettext ("%u call is left today.", "%u calls are left today.", left), left);
}

/* Which of the two reads it, before anything is pressed. */
static void
show_source (StintAssistWindow *self)
{
  const char *server = stint_assistant_get_server (self->assistant);
  g_autofree char *quota = server != NULL ? describe_quota (self) : NULL;
  g_autofree char *where = NULL;
  g_autofree char *all = NULL;

  if (server == NULL)
    where = g_strdup (_("Your words stay on this computer: each line becomes a task."));
  else if (self->kind == STINT_ASSIST_RULES)
    where = g_strdup_printf (_("The assistant is that of %s."), server);
  else
    where = g_strdup_printf (_("The assistant is that of %s. “Read Here” makes a task of each line, on this computer."), server);
  all = quota != NULL ? g_strjoin (" ", where, quota, NULL) : g_strdup (where);
  gtk_label_set_label (self->source, all);
  gtk_widget_set_visible (GTK_WIDGET (self->ask), server != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->here), self->kind != STINT_ASSIST_RULES);
  gtk_button_set_label (self->here, server != NULL ? _("Read Here") : _("Read the Lines"));
  if (server != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->here), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->here), "suggested-action");
  stint_rules_view_set_has_words (self->rules_view, server != NULL);
}

/* The consent that a call needs was taken back, or the account is gone: what waits for an answer is told by the assistant itself. */
static void
assistant_cb (StintAssistWindow *self)
{
  show_source (self);
  if (g_strcmp0 (stint_assist_window_get_page (self), "consent") == 0 && stint_assistant_get_server (self->assistant) == NULL)
    {
      stint_assist_window_stop (self);
      stint_assist_window_show_page (self, "write");
      stint_assist_window_complain (self, _("Nobody is signed in any more, so nothing was sent."));
    }
}

static void
show_intro (StintAssistWindow *self)
{
  static const char *const intros[] = {
    [STINT_ASSIST_CAPTURE] = N_("Paste notes or a mail, or write what you want to reach."),
    [STINT_ASSIST_BREAK_DOWN] = N_("Write the parts of the task, one a line; indented lines are parts of parts."),
    [STINT_ASSIST_RULES] = N_("Write how your time should be planned: mornings for writing, gym three times a week, nothing after six on "
                              "Fridays."),
  };

  gtk_label_set_label (self->intro, _(intros[self->kind]));
  adw_window_title_set_title (self->head, self->task != NULL ? _("Break Down") : self->kind == STINT_ASSIST_RULES ? _("Rules") : _("Tasks"));
  adw_window_title_set_subtitle (self->head, self->task != NULL ? stint_task_get_title (self->task) : "");
}

static void
start (StintAssistWindow *self)
{
  stint_assist_window_stop (self);
  stint_assist_window_complain (self, NULL);
  show_intro (self);
  show_source (self);
  stint_assist_window_show_page (self, get_first_page (self));
  if (self->kind != STINT_ASSIST_RULES)
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
kind_cb (StintAssistWindow *self)
{
  if (self->assistant == NULL || self->task != NULL)
    return;
  self->kind = gtk_toggle_button_get_active (self->capture) ? STINT_ASSIST_CAPTURE : STINT_ASSIST_RULES;
  start (self);
}

static void
back_cb (StintAssistWindow *self)
{
  const char *page = stint_assist_window_get_page (self);

  stint_assist_window_stop (self);
  if (g_str_equal (page, "write"))
    {
      stint_assist_window_show_page (self, get_first_page (self));
      return;
    }
  stint_draft_view_set_draft (self->review, NULL, NULL);
  stint_assist_window_show_page (self, "write");
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
here_cb (StintAssistWindow *self)
{
  stint_assist_window_read_here (self);
}

static void
ask_cb (StintAssistWindow *self)
{
  stint_assist_window_ask (self);
}

static void
send_cb (StintAssistWindow *self)
{
  stint_assist_window_consent (self);
}

static void
taken_cb (StintAssistWindow *self)
{
  stint_assist_window_take (self);
}

static void
words_wanted_cb (StintAssistWindow *self)
{
  stint_assist_window_show_page (self, "write");
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
told_cb (StintAssistWindow *self,
         const char        *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

/* Ctrl+Enter goes on: by the assistant if there is one, else here. */
static gboolean
go_on_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  StintAssistWindow *self = STINT_ASSIST_WINDOW (widget);
  const char *page = stint_assist_window_get_page (self);

  if (g_str_equal (page, "review"))
    stint_assist_window_take (self);
  else if (!g_str_equal (page, "write"))
    return GDK_EVENT_PROPAGATE;
  else if (stint_assistant_get_server (self->assistant) != NULL)
    stint_assist_window_ask (self);
  else
    stint_assist_window_read_here (self);
  return GDK_EVENT_STOP;
}

/* Esc goes a page back, and from the first one away. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  StintAssistWindow *self = STINT_ASSIST_WINDOW (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->back)))
    back_cb (self);
  else
    gtk_window_close (GTK_WINDOW (self));
  return GDK_EVENT_STOP;
}

static void
stint_assist_window_dispose (GObject *object)
{
  StintAssistWindow *self = STINT_ASSIST_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->review != NULL)
    stint_draft_view_set_draft (self->review, NULL, NULL);
  self->review = NULL;
  g_clear_object (&self->assistant);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (stint_assist_window_parent_class)->dispose (object);
}

static void
stint_assist_window_finalize (GObject *object)
{
  StintAssistWindow *self = STINT_ASSIST_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->task, stint_record_unref);
  g_clear_pointer (&self->question, stint_assist_question_unref);
  G_OBJECT_CLASS (stint_assist_window_parent_class)->finalize (object);
}

#define PARTS(part) \
  part (toasts) part (back) part (heads) part (capture) part (rules) part (head) part (pages) part (intro) part (text) \
  part (suggested_area) part (suggested) part (problem) part (source) part (write_buttons) part (here) part (ask) part (consent_title) \
  part (consent_words) part (payload) part (send) part (spinner) part (waiting) part (cancel) part (review) part (rules_view)

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (STINT_TYPE_DRAFT_VIEW);
  g_type_ensure (STINT_TYPE_RULES_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/assist/stint-assist-window.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, StintAssistWindow, name);
  PARTS (BIND)
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, here_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, words_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, told_cb);
}

static void
stint_assist_window_class_init (StintAssistWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = stint_assist_window_dispose;
  object_class->finalize = stint_assist_window_finalize;

  signals[ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

/* Before the text, in which Ctrl+Enter would be a new line. */
static void
add_go_on_key (StintAssistWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter");

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger, gtk_callback_action_new (go_on_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
stint_assist_window_init (StintAssistWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_go_on_key (self);
  gtk_widget_set_layout_manager (GTK_WIDGET (self->suggested), stint_wrap_layout_new (6));
  gtk_widget_set_layout_manager (self->write_buttons, stint_wrap_layout_new (12));
}

StintAssistWindow *
stint_assist_window_new (GtkWindow      *parent,
                         StintAssistant *assistant)
{
  StintAssistWindow *self = g_object_new (STINT_TYPE_ASSIST_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);

  self->assistant = g_object_ref (assistant);
  self->workspace = g_object_ref (stint_assistant_get_workspace (assistant));
  g_signal_connect_object (assistant, "changed", G_CALLBACK (assistant_cb), self, G_CONNECT_SWAPPED);
  stint_rules_view_set_workspace (self->rules_view, self->workspace);
  stint_assistant_read_quota (assistant);
  start (self);
  return self;
}

/* @kind: to break a task down needs one: stint_assist_window_break_down() */
void
stint_assist_window_show_kind (StintAssistWindow *self,
                               StintAssistKind    kind)
{
  g_return_if_fail (STINT_IS_ASSIST_WINDOW (self) && kind != STINT_ASSIST_BREAK_DOWN);
  g_clear_pointer (&self->task, stint_record_unref);
  gtk_toggle_button_set_active (kind == STINT_ASSIST_RULES ? self->rules : self->capture, TRUE);
  self->kind = kind;
  start (self);
}

void
stint_assist_window_break_down (StintAssistWindow *self,
                                StintRecord       *task)
{
  g_return_if_fail (STINT_IS_ASSIST_WINDOW (self));
  g_clear_pointer (&self->task, stint_record_unref);
  self->task = stint_record_ref (task);
  self->kind = STINT_ASSIST_BREAK_DOWN;
  start (self);
  stint_assist_window_suggest (self);
}

const char *
stint_assist_window_get_page (StintAssistWindow *self)
{
  g_return_val_if_fail (STINT_IS_ASSIST_WINDOW (self), NULL);
  return gtk_stack_get_visible_child_name (self->pages);
}

GtkWidget *
stint_assist_window_get_part (StintAssistWindow *self,
                              const char        *name)
{
  g_return_val_if_fail (STINT_IS_ASSIST_WINDOW (self), NULL);
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), STINT_TYPE_ASSIST_WINDOW, name));
}
