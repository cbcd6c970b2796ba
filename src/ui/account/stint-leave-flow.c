/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/account/stint-leave-flow.h"

#include "ui/account/stint-question.h"
#include "ui/account/stint-sync-words.h"

#include <glib/gi18n.h>

/**
 * Flow:
 * @parent: (nullable): a weak pointer: %NULL once it is gone
 * @settings: where it is remembered that somebody meant to be signed out
 * @remove: the check button of the erasing question
 * @waiting: (nullable): what is shown while the browser is open
 * @done: (nullable): what is said when it is over
 */
typedef struct
{
  GtkWidget       *parent;
  StintAccount    *account;
  StintAccountTell tell;
  GSettings       *settings;
  GtkWidget       *remove;
  GCancellable    *cancellable;
  StintQuestion   *waiting;
  const char      *done;
} Flow;

static Flow *
flow_new (GtkWidget       *parent,
          StintAccount    *account,
          GSettings       *settings,
          StintAccountTell tell)
{
  Flow *flow = g_new0 (Flow, 1);

  g_set_weak_pointer (&flow->parent, parent);
  flow->account = g_object_ref (account);
  flow->settings = g_object_ref (settings);
  flow->tell = tell;
  flow->cancellable = g_cancellable_new ();
  return flow;
}

static void
flow_free (Flow *flow)
{
  g_clear_weak_pointer (&flow->parent);
  g_clear_object (&flow->account);
  g_clear_object (&flow->settings);
  g_clear_object (&flow->remove);
  g_clear_object (&flow->cancellable);
  g_clear_object (&flow->waiting);
  g_free (flow);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Flow, flow_free)

/* @error: (nullable) */
static void
say_end (Flow         *flow,
         const char   *heading,
         const GError *error)
{
  if (flow->parent == NULL || g_cancellable_is_cancelled (flow->cancellable))
    return;
  if (error != NULL)
    stint_question_tell (flow->parent, heading, error->message);
  else if (flow->done != NULL)
    flow->tell (flow->parent, flow->done);
}

/* ---- Signing out ---- */

static void
signed_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Flow) flow = user_data;
  g_autoptr (GError) error = NULL;

  stint_account_sign_out_finish (STINT_ACCOUNT (source), result, &error);
  say_end (flow, _("Signing Out Did Not Work"), error);
}

static void
sign_out_answered_cb (StintQuestion *question,
                      const char    *answer,
                      gpointer       user_data)
{
  g_autoptr (Flow) flow = user_data;
  gboolean remove = g_str_equal (answer, "remove");
  Flow *going_on;

  if (!remove && !g_str_equal (answer, "keep"))
    return;
  g_settings_set_boolean (flow->settings, "stay-signed-out", !remove);
  flow->done = remove ? _("Signed out. The plan was removed from this computer.") : _("Signed out");
  going_on = g_steal_pointer (&flow);
  stint_account_sign_out_async (going_on->account, remove, NULL, signed_out_cb, going_on);
}

/* (transfer full) */
static char *
describe_sign_out (StintAccount *account)
{
  StintSync *sync = stint_account_get_sync (account);
  guint n_unsent = stint_sync_get_n_pending (sync) + stint_sync_get_n_parked (sync);
  const char *what = _("What is at the server stays there. On this computer you can keep the plan, to go on with it by yourself, or remove it.");
  g_autofree char *unsent = NULL;

  if (n_unsent == 0)
    return g_strdup (what);
  unsent = g_strdup_printf (ngettext ("%u edit is only on this computer, because it is not sent yet: removing the plan loses it.",
                                      "%u edits are only on this computer, because they are not sent yet: removing the plan loses them.",
                                      n_unsent), n_unsent);
  return g_strjoin ("\n\n", what, unsent, NULL);
}

void
stint_leave_flow_sign_out (GtkWidget       *parent,
                           StintAccount    *account,
                           GSettings       *settings,
                           StintAccountTell tell)
{
  const char *server = stint_account_get_server (account);
  /* Translators: %s is the host of a server. */
  g_autofree char *heading = server != NULL ? g_strdup_printf (_("Sign Out of %s?"), server) : g_strdup (_("Sign Out?"));
  g_autofree char *body = describe_sign_out (account);
  g_autoptr (StintQuestion) question = stint_question_new (heading, body);
  Flow *flow = flow_new (parent, account, settings, tell);

  stint_question_add_answer (question, STINT_ANSWER_CANCEL, _("_Cancel"), STINT_ANSWER_PLAIN);
  stint_question_add_answer (question, "remove", _("_Remove the Plan"), STINT_ANSWER_DESTRUCTIVE);
  stint_question_add_answer (question, "keep", _("_Keep the Plan"), STINT_ANSWER_SUGGESTED);
  g_signal_connect (question, "answered", G_CALLBACK (sign_out_answered_cb), flow);
  stint_question_present (question, parent);
}

/* ---- Deleting account and data ---- */

static void
erased_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Flow) flow = user_data;
  g_autoptr (GError) error = NULL;

  if (stint_account_erase_finish (STINT_ACCOUNT (source), result, &error))
    g_settings_set_boolean (flow->settings, "stay-signed-out", TRUE);
  if (flow->waiting != NULL)
    stint_question_dismiss (flow->waiting);
  say_end (flow, _("The Account Was Not Deleted"), error);
}

static void
erase_answered_cb (StintQuestion *question,
                   const char    *answer,
                   gpointer       user_data)
{
  g_autoptr (Flow) flow = user_data;
  gboolean remove = gtk_check_button_get_active (GTK_CHECK_BUTTON (flow->remove));
  Flow *going_on;

  if (!g_str_equal (answer, "delete") || flow->parent == NULL)
    return;
  flow->done = _("The account and everything at the server were deleted");
  flow->waiting = STINT_QUESTION (stint_sign_in_flow_wait (flow->parent,
                                                           _("Sign in once more on the page that it shows: then everything is deleted."),
                                                           flow->cancellable));
  going_on = g_steal_pointer (&flow);
  stint_account_erase_async (going_on->account, remove, going_on->cancellable, erased_cb, going_on);
}

/* (transfer full) */
static char *
describe_erasing (StintAccount *account)
{
  const char *user = stint_account_get_user (account);
  const char *server = stint_account_get_server (account);

  return g_strdup_printf (_("Everything that %s has at %s is deleted, for all computers, and the account with it. This cannot be undone.\n\n"
                            "You will be asked to sign in once more. Backups of the server forget the plan after 35 days."),
                          user != NULL ? user : "", server != NULL ? server : "");
}

void
stint_leave_flow_erase (GtkWidget       *parent,
                        StintAccount    *account,
                        GSettings       *settings,
                        StintAccountTell tell)
{
  g_autofree char *body = describe_erasing (account);
  g_autoptr (StintQuestion) question = stint_question_new (_("Delete Account and Data?"), body);
  GtkWidget *remove = gtk_check_button_new_with_mnemonic (_("_Remove the plan from this computer, too"));
  Flow *flow = flow_new (parent, account, settings, tell);

  gtk_widget_set_halign (remove, GTK_ALIGN_CENTER);
  flow->remove = g_object_ref_sink (remove);
  stint_question_set_child (question, remove);
  stint_question_add_answer (question, STINT_ANSWER_CANCEL, _("_Cancel"), STINT_ANSWER_PLAIN);
  stint_question_add_answer (question, "delete", _("_Delete"), STINT_ANSWER_DESTRUCTIVE);
  g_signal_connect (question, "answered", G_CALLBACK (erase_answered_cb), flow);
  stint_question_present (question, parent);
}

/* ---- An account that was deleted elsewhere (sync.md R15) ---- */

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Flow) flow = user_data;
  g_autoptr (GError) error = NULL;

  stint_account_decide_erased_finish (STINT_ACCOUNT (source), result, &error);
  say_end (flow, _("That Did Not Work"), error);
}

static void
erased_answered_cb (StintQuestion *question,
                    const char    *answer,
                    gpointer       user_data)
{
  g_autoptr (Flow) flow = user_data;
  StintErasedChoice choice;
  Flow *going_on;

  if (g_str_equal (answer, "keep"))
    choice = STINT_ERASED_KEEP;
  else if (g_str_equal (answer, "remove"))
    choice = STINT_ERASED_REMOVE;
  else if (g_str_equal (answer, "upload"))
    choice = STINT_ERASED_UPLOAD;
  else
    return;
  g_settings_set_boolean (flow->settings, "stay-signed-out", choice == STINT_ERASED_KEEP);
  if (choice == STINT_ERASED_REMOVE)
    flow->done = _("The plan was removed from this computer");
  going_on = g_steal_pointer (&flow);
  stint_account_decide_erased_async (going_on->account, choice, NULL, decided_cb, going_on);
}

void
stint_leave_flow_decide_erased (GtkWidget       *parent,
                                StintAccount    *account,
                                GSettings       *settings,
                                StintAccountTell tell)
{
  const char *user = stint_account_get_user (account);
  g_autofree char *body = g_strdup_printf (_("What %s had at the server was deleted, on another computer or by whoever runs the server. "
                                             "The plan is still on this computer. What shall become of it?"), user != NULL ? user : "");
  g_autoptr (StintQuestion) question = stint_question_new (_("The Account Was Deleted"), body);

  stint_question_add_answer (question, STINT_ANSWER_CANCEL, _("_Decide Later"), STINT_ANSWER_PLAIN);
  stint_question_add_answer (question, "remove", _("_Remove It Here, Too"), STINT_ANSWER_DESTRUCTIVE);
  stint_question_add_answer (question, "upload", _("_Upload It Again"), STINT_ANSWER_PLAIN);
  stint_question_add_answer (question, "keep", _("_Keep It Here Only"), STINT_ANSWER_SUGGESTED);
  g_signal_connect (question, "answered", G_CALLBACK (erased_answered_cb), flow_new (parent, account, settings, tell));
  stint_question_present (question, parent);
}
