/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/account/stint-sign-in-flow.h"

#include "ui/account/stint-question.h"

#include <glib/gi18n.h>

/**
 * Flow:
 * @parent: (nullable): a weak pointer: %NULL once it is gone
 * @connect_file: (nullable): %NULL: the server that the plan belongs to
 * @waiting: (nullable): what is shown while the browser is open
 */
typedef struct
{
  GtkWidget       *parent;
  StintAccount    *account;
  StintAccountTell tell;
  char            *connect_file;
  GCancellable    *cancellable;
  StintQuestion   *waiting;
} Flow;

static Flow *
flow_new (GtkWidget       *parent,
          StintAccount    *account,
          const char      *connect_file,
          StintAccountTell tell)
{
  Flow *flow = g_new0 (Flow, 1);

  g_set_weak_pointer (&flow->parent, parent);
  flow->account = g_object_ref (account);
  flow->connect_file = g_strdup (connect_file);
  flow->tell = tell;
  flow->cancellable = g_cancellable_new ();
  return flow;
}

static void
flow_free (Flow *flow)
{
  g_clear_weak_pointer (&flow->parent);
  g_clear_object (&flow->account);
  g_clear_object (&flow->cancellable);
  g_clear_object (&flow->waiting);
  g_free (flow->connect_file);
  g_free (flow);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Flow, flow_free)

static void
say (Flow       *flow,
     const char *message)
{
  if (flow->parent != NULL)
    flow->tell (flow->parent, message);
}

static void
say_signed_in (Flow *flow)
{
  const char *user = stint_account_get_user (flow->account);
  g_autofree char *message = user != NULL ? g_strdup_printf (_("Signed in as %s"), user) : g_strdup (_("Signed in"));

  say (flow, message);
}

static void
adopted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Flow) flow = user_data;
  g_autoptr (GError) error = NULL;

  if (stint_account_adopt_finish (STINT_ACCOUNT (source), result, &error))
    say_signed_in (flow);
  else if (flow->parent != NULL)
    stint_question_tell (flow->parent, _("The Plan Could Not Be Opened"), error->message);
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  stint_account_adopt_finish (STINT_ACCOUNT (source), result, NULL);
}

static void
adopt_answered_cb (StintQuestion *question,
                   const char    *answer,
                   gpointer       user_data)
{
  g_autoptr (Flow) flow = user_data;
  Flow *going_on;

  if (g_str_equal (answer, STINT_ANSWER_CANCEL))
    {
      stint_account_adopt_async (flow->account, STINT_ADOPT_CANCEL, NULL, forgotten_cb, NULL);
      return;
    }
  going_on = g_steal_pointer (&flow);
  stint_account_adopt_async (going_on->account, g_str_equal (answer, "add") ? STINT_ADOPT_HERE : STINT_ADOPT_OWN_STORE,
                             NULL, adopted_cb, going_on);
}

/* Takes @flow. */
static void
ask_to_adopt (Flow       *flow,
              const char *user,
              guint       n_tasks)
{
  g_autoptr (StintQuestion) question = NULL;
  g_autofree char *heading = NULL;

  if (n_tasks > 0)
    /* Translators: %u is a number of tasks, %s the address of whoever signed in. */
    heading = g_strdup_printf (ngettext ("Add the %u Task Here to %s?", "Add the %u Tasks Here to %s?", n_tasks), n_tasks, user);
  else
    heading = g_strdup_printf (_("Add the Plan Here to %s?"), user);
  question = stint_question_new (heading, _("Added, they go to the server and to your other computers. Kept separate, they stay on this "
                                            "computer as they are, and a plan of its own is opened for the account."));
  stint_question_add_answer (question, STINT_ANSWER_CANCEL, _("_Cancel"), STINT_ANSWER_PLAIN);
  stint_question_add_answer (question, "separate", _("_Keep Separate"), STINT_ANSWER_PLAIN);
  stint_question_add_answer (question, "add", _("_Add Them"), STINT_ANSWER_SUGGESTED);
  g_signal_connect (question, "answered", G_CALLBACK (adopt_answered_cb), flow);
  stint_question_present (question, flow->parent);
}

/* Takes @flow. */
static void
ask_to_change (Flow       *flow,
               const char *user)
{
  const char *owner = stint_account_get_user (flow->account);
  g_autofree char *heading = owner != NULL ? g_strdup_printf (_("This Plan Belongs to %s"), owner)
                                           : g_strdup (_("This Plan Belongs to Another Account"));
  g_autofree char *body = g_strdup_printf (_("You signed in as %s. The plan that is open now stays on this computer as it is, and nothing of "
                                             "it goes to the other account."), user);
  g_autofree char *open = g_strdup_printf (_("_Open the Plan of %s"), user);
  g_autoptr (StintQuestion) question = stint_question_new (heading, body);

  stint_question_add_answer (question, STINT_ANSWER_CANCEL, _("_Cancel"), STINT_ANSWER_PLAIN);
  stint_question_add_answer (question, "other", open, STINT_ANSWER_SUGGESTED);
  g_signal_connect (question, "answered", G_CALLBACK (adopt_answered_cb), flow);
  stint_question_present (question, flow->parent);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Flow) flow = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *user = NULL;
  StintSignedIn outcome = STINT_SIGNED_IN_READY;
  guint n_tasks = 0;
  gboolean is_in = stint_account_sign_in_finish (STINT_ACCOUNT (source), result, &outcome, &user, &n_tasks, &error);

  if (flow->waiting != NULL)
    stint_question_dismiss (flow->waiting);
  if (!is_in)
    {
      if (flow->parent != NULL && !g_cancellable_is_cancelled (flow->cancellable))
        stint_question_tell (flow->parent, _("You Are Not Signed In"), error->message);
      return;
    }
  if (outcome == STINT_SIGNED_IN_READY)
    say_signed_in (flow);
  else if (flow->parent == NULL)
    stint_account_adopt_async (flow->account, STINT_ADOPT_CANCEL, NULL, forgotten_cb, NULL);
  else if (outcome == STINT_SIGNED_IN_ASK)
    ask_to_adopt (g_steal_pointer (&flow), user, n_tasks);
  else
    ask_to_change (g_steal_pointer (&flow), user);
}

static void
cancelled_cb (StintQuestion *question,
              const char    *answer,
              GCancellable  *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* (transfer full) */
GObject *
stint_sign_in_flow_wait (GtkWidget    *parent,
                         const char   *body,
                         GCancellable *cancellable)
{
  StintQuestion *question = stint_question_new (_("Waiting for the Browser"), body);
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Waiting"), -1);
  gtk_spinner_start (GTK_SPINNER (spinner));
  stint_question_set_child (question, spinner);
  stint_question_add_answer (question, STINT_ANSWER_CANCEL, _("_Cancel"), STINT_ANSWER_PLAIN);
  g_signal_connect_object (question, "answered", G_CALLBACK (cancelled_cb), cancellable, 0);
  stint_question_present (question, parent);
  return G_OBJECT (question);
}

/* Takes @flow. */
static void
go_to_browser (Flow *flow)
{
  flow->waiting = STINT_QUESTION (stint_sign_in_flow_wait (flow->parent, _("Sign in on the page that it shows, then come back here."),
                                                           flow->cancellable));
  stint_account_sign_in_async (flow->account, flow->connect_file, flow->cancellable, signed_in_cb, flow);
}

static void
connect_answered_cb (StintQuestion *question,
                     const char    *answer,
                     gpointer       user_data)
{
  g_autoptr (Flow) flow = user_data;

  if (g_str_equal (answer, "connect") && flow->parent != NULL)
    go_to_browser (g_steal_pointer (&flow));
}

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_widget_add_css_class (label, style);
  return label;
}

/* The name in a connect file is whatever its author wrote; the hosts are where things go. */
static GtkWidget *
make_hosts (const StintServerInfo *info)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *sign_in = g_strdup_printf (_("You sign in at %s"), info->sign_in_host);

  gtk_widget_add_css_class (box, "server-hosts");
  gtk_box_append (GTK_BOX (box), make_label (info->api_host, "title-3"));
  gtk_box_append (GTK_BOX (box), make_label (sign_in, "dim-label"));
  return box;
}

/* sync.md S5: whoever wrote the file gets the plan, so it is shown where that is. */
void
stint_sign_in_flow_connect (GtkWidget       *parent,
                            StintAccount    *account,
                            const char      *connect_file,
                            StintAccountTell tell)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintServerInfo) info = stint_account_read_connect_file (account, connect_file, -1, &error);
  g_autoptr (StintQuestion) question = NULL;

  if (info == NULL)
    {
      stint_question_tell (parent, _("This Connect File Cannot Be Used"), error->message);
      return;
    }
  question = stint_question_new (_("Connect to This Server?"),
                                 _("This is what the connect file is for. Everything in your plan goes there. Connect only if you know "
                                   "who runs it."));
  stint_question_set_child (question, make_hosts (info));
  stint_question_add_answer (question, STINT_ANSWER_CANCEL, _("_Cancel"), STINT_ANSWER_PLAIN);
  stint_question_add_answer (question, "connect", _("_Sign In…"), STINT_ANSWER_SUGGESTED);
  g_signal_connect (question, "answered", G_CALLBACK (connect_answered_cb), flow_new (parent, account, connect_file, tell));
  stint_question_present (question, parent);
}

/* Signs in to the server that the open plan belongs to. */
void
stint_sign_in_flow_again (GtkWidget       *parent,
                          StintAccount    *account,
                          StintAccountTell tell)
{
  go_to_browser (flow_new (parent, account, NULL, tell));
}
