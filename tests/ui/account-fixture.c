/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/ui/account-fixture.h"

void
account_fixture_set_up (AccountFixture *self,
                        gconstpointer   data)
{
  ui_fixture_set_up (&self->parent, data);
  self->account = fake_account_new ();
  self->sync = stint_account_get_sync (self->account);
  self->window = stint_window_new (NULL, self->parent.workspace, self->account, self->parent.settings);
  self->parent.window = GTK_WIDGET (self->window);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1000, 700);
  stint_window_start (self->window);
  gtk_window_present (GTK_WINDOW (self->window));
}

void
account_fixture_tear_down (AccountFixture *self,
                           gconstpointer   data)
{
  gpointer account = self->account;

  g_settings_reset (self->parent.settings, "stay-signed-out");
  g_object_add_weak_pointer (G_OBJECT (self->account), &account);
  ui_fixture_tear_down (&self->parent, data);
  ui_run_a_moment ();
  g_object_unref (self->account);
  g_assert_null (account);
}

void
account_fixture_sign_in (AccountFixture *self)
{
  fake_account_set (self->account, STINT_ACCOUNT_SIGNED_IN, "eva@example.org", "stint.example.org");
  fake_account_set_counts (self->account, ACCOUNT_NOW_MS - 5 * 60 * 1000, 0, 0, -1);
  fake_account_set_sync (self->account, STINT_SYNC_SYNCED, STINT_SYNC_HELP_NONE, NULL);
}

void
account_fixture_sign_out (AccountFixture *self)
{
  fake_account_set (self->account, STINT_ACCOUNT_SIGNED_OUT, "eva@example.org", "stint.example.org");
  fake_account_set_sync (self->account, STINT_SYNC_SIGNED_OUT, STINT_SYNC_HELP_SIGN_IN, "You are signed out.");
}

/* Whether @widget or something in it that is visible account_says @text. */
gboolean
account_says (GtkWidget  *widget,
              const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (account_says (child, text))
      return TRUE;
  return FALSE;
}

/* (nullable): the dialog that is open */
GtkWidget *
account_find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (ADW_IS_MESSAGE_DIALOG (link->data) && gtk_widget_get_visible (link->data))
      return link->data;
  return NULL;
}

gboolean
account_has_dialog (gpointer heading)
{
  GtkWidget *dialog = account_find_dialog ();

  return dialog != NULL && strstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), heading) != NULL;
}

void
account_give_answer (const char *heading,
                     const char *answer)
{
  GtkWidget *dialog;

  ui_wait_until (account_has_dialog, (gpointer) heading);
  dialog = account_find_dialog ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), answer);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

typedef struct
{
  AccountFixture *fixture;
  const char     *calls;
} Expected;

static gboolean
has_called (gpointer data)
{
  Expected *expected = data;

  return g_str_equal (fake_account_get_calls (expected->fixture->account), expected->calls);
}

void
account_fixture_wait_for_calls (AccountFixture *self,
                                const char     *calls)
{
  Expected expected = { self, calls };

  ui_wait_until (has_called, &expected);
}

void
account_tell (GtkWidget  *parent,
              const char *message)
{
  stint_window_tell (STINT_WINDOW (parent), message);
}
