/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/ui/account-fixture.h"
#include "ui/account/stint-account-page.h"
#include "ui/account/stint-leave-flow.h"

#define CONNECT_FILE "{\"api\":\"https://stint.example.org\"}"

/* ---- Connecting ---- */

static void
test_connecting_shows_the_hosts_first (AccountFixture *self,
                                       gconstpointer   data)
{
  stint_window_connect (self->window, CONNECT_FILE);
  ui_wait_until (account_has_dialog, (gpointer) "Connect to This Server?");
  g_assert_true (account_says (account_find_dialog (), "stint.example.org"));
  g_assert_true (account_says (account_find_dialog (), "stint-family.auth.eu-central-1.amazoncognito.com"));
  g_assert_cmpstr (fake_account_get_calls (self->account), ==, "");
  account_give_answer ("Connect to This Server?", "cancel");
  ui_run_a_moment ();
  g_assert_cmpstr (fake_account_get_calls (self->account), ==, "");
}

static void
test_no_connect_file_is_said (AccountFixture *self,
                              gconstpointer   data)
{
  stint_window_connect (self->window, "{}");
  ui_wait_until (account_has_dialog, (gpointer) "This Connect File Cannot Be Used");
  g_assert_true (account_says (account_find_dialog (), "This is no connect file"));
  account_give_answer ("This Connect File Cannot Be Used", "cancel");
}

static void
test_a_plan_of_nobody_is_added_only_if_asked (AccountFixture *self,
                                              gconstpointer   data)
{
  fake_account_set_outcome (self->account, STINT_SIGNED_IN_ASK, "eva@example.org", 214);
  stint_window_connect (self->window, CONNECT_FILE);
  account_give_answer ("Connect to This Server?", "connect");
  account_give_answer ("Add the 214 Tasks Here to eva@example.org?", "add");
  account_fixture_wait_for_calls (self, "connect adopt-here");
}

static void
test_a_single_task_is_one_task (AccountFixture *self,
                                gconstpointer   data)
{
  fake_account_set_outcome (self->account, STINT_SIGNED_IN_ASK, "eva@example.org", 1);
  stint_window_connect (self->window, CONNECT_FILE);
  account_give_answer ("Connect to This Server?", "connect");
  account_give_answer ("Add the 1 Task Here to eva@example.org?", "separate");
  account_fixture_wait_for_calls (self, "connect adopt-own");
}

static void
test_the_answer_may_be_neither (AccountFixture *self,
                                gconstpointer   data)
{
  fake_account_set_outcome (self->account, STINT_SIGNED_IN_ASK, "eva@example.org", 214);
  stint_window_connect (self->window, CONNECT_FILE);
  account_give_answer ("Connect to This Server?", "connect");
  account_give_answer ("Add the 214 Tasks", "cancel");
  account_fixture_wait_for_calls (self, "connect adopt-cancel");
}

static void
test_another_persons_plan_stays (AccountFixture *self,
                                 gconstpointer   data)
{
  account_fixture_sign_out (self);
  fake_account_set_outcome (self->account, STINT_SIGNED_IN_OTHER, "ben@example.org", 12);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "sign-in", NULL);
  account_give_answer ("This Plan Belongs to eva@example.org", "other");
  account_fixture_wait_for_calls (self, "sign-in adopt-own");
}

static void
test_waiting_for_the_browser_can_be_cancelled (AccountFixture *self,
                                               gconstpointer   data)
{
  account_fixture_sign_out (self);
  fake_account_set_waits (self->account, TRUE);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "sign-in", NULL);
  account_give_answer ("Waiting for the Browser", "cancel");
  ui_run_a_moment ();
  g_assert_null (account_find_dialog ());
}

static void
test_a_sign_in_that_fails_says_why (AccountFixture *self,
                                    gconstpointer   data)
{
  account_fixture_sign_out (self);
  fake_account_set_error (self->account, "Nobody came back from the browser.");
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "sign-in", NULL);
  ui_wait_until (account_has_dialog, (gpointer) "You Are Not Signed In");
  g_assert_true (account_says (account_find_dialog (), "Nobody came back from the browser."));
  account_give_answer ("You Are Not Signed In", "cancel");
}

static void
test_a_connect_file_that_is_opened_asks (AccountFixture *self,
                                         gconstpointer   data)
{
  /* Whatever it is called. */
  g_autofree char *path = g_build_filename (self->parent.directory, "plan.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, CONNECT_FILE, -1, NULL));
  stint_window_import (self->window, &file, 1);
  account_give_answer ("Connect to This Server?", "cancel");
}

static gboolean
has_account_page (gpointer data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (ui_find_widget (link->data, STINT_TYPE_ACCOUNT_PAGE, 0) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_a_connect_file_leads_to_the_page (AccountFixture *self,
                                       gconstpointer   data)
{
  stint_window_connect (self->window, CONNECT_FILE);
  account_give_answer ("Connect to This Server?", "cancel");
  g_assert_true (has_account_page (NULL));
}

/* ---- The page ---- */

static GtkWidget *
show_page (AccountFixture *self)
{
  GtkWidget *page = GTK_WIDGET (stint_account_page_new (self->account, self->parent.clock, self->parent.settings));

  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->parent.window)));
  ui_fixture_show (&self->parent, page);
  return page;
}

static void
test_the_page_of_nobody_offers_to_connect (AccountFixture *self,
                                           gconstpointer   data)
{
  GtkWidget *page = show_page (self);

  g_assert_true (account_says (page, "_Open Connect File…"));
  g_assert_true (account_says (page, "_Paste Connect File"));
  g_assert_false (account_says (page, "Sign _Out…"));
}

static gboolean
has_computers (gpointer page)
{
  return account_says (page, "Desktop in the <study>");
}

static void
test_the_page_says_who_and_where (AccountFixture *self,
                                  gconstpointer   data)
{
  GtkWidget *page;

  account_fixture_sign_in (self);
  page = show_page (self);
  g_assert_true (account_says (page, "eva@example.org"));
  g_assert_true (account_says (page, "stint.example.org"));
  g_assert_true (account_says (page, "5 minutes ago"));
  ui_wait_until (has_computers, page);
  g_assert_true (account_says (page, "This Computer"));
}

static void
test_the_page_follows_the_account (AccountFixture *self,
                                   gconstpointer   data)
{
  GtkWidget *page;

  account_fixture_sign_in (self);
  page = show_page (self);
  fake_account_set_counts (self->account, ACCOUNT_NOW_MS - 5 * 60 * 1000, 1, 2, -1);
  g_assert_true (account_says (page, "1 edit is not sent yet"));
  g_assert_true (account_says (page, "The server refused 2 edits"));
  fake_account_set_counts (self->account, 0, 900, 0, 0.5);
  g_assert_true (account_says (page, "Never"));
  account_fixture_sign_out (self);
  g_assert_true (account_says (page, "You are signed out."));
  g_assert_true (account_says (page, "Sign _In…"));
  fake_account_set (self->account, STINT_ACCOUNT_NONE, NULL, NULL);
  g_assert_true (account_says (page, "_Open Connect File…"));
}

/* ---- Leaving ---- */

static void
test_signing_out_names_what_is_not_sent (AccountFixture *self,
                                         gconstpointer   data)
{
  account_fixture_sign_in (self);
  fake_account_set_counts (self->account, ACCOUNT_NOW_MS, 3, 0, -1);
  stint_leave_flow_sign_out (GTK_WIDGET (self->window), self->account, self->parent.settings, account_tell);
  ui_wait_until (account_has_dialog, (gpointer) "Sign Out");
  g_assert_true (account_says (account_find_dialog (), "3 edits are only on this computer"));
  account_give_answer ("Sign Out", "remove");
  account_fixture_wait_for_calls (self, "sign-out-remove");
}

static void
test_signing_out_can_be_called_off (AccountFixture *self,
                                    gconstpointer   data)
{
  account_fixture_sign_in (self);
  stint_leave_flow_sign_out (GTK_WIDGET (self->window), self->account, self->parent.settings, account_tell);
  account_give_answer ("Sign Out", "cancel");
  ui_run_a_moment ();
  g_assert_cmpstr (fake_account_get_calls (self->account), ==, "");
}

static void
test_deleting_says_what_goes (AccountFixture *self,
                              gconstpointer   data)
{
  account_fixture_sign_in (self);
  stint_leave_flow_erase (GTK_WIDGET (self->window), self->account, self->parent.settings, account_tell);
  ui_wait_until (account_has_dialog, (gpointer) "Delete Account and Data?");
  g_assert_true (account_says (account_find_dialog (), "35 days"));
  g_assert_true (account_says (account_find_dialog (), "sign in once more"));
  account_give_answer ("Delete Account and Data?", "delete");
  account_fixture_wait_for_calls (self, "erase-keep");
}

static void
test_deleting_waits_for_the_browser (AccountFixture *self,
                                     gconstpointer   data)
{
  account_fixture_sign_in (self);
  fake_account_set_waits (self->account, TRUE);
  stint_leave_flow_erase (GTK_WIDGET (self->window), self->account, self->parent.settings, account_tell);
  account_give_answer ("Delete Account and Data?", "delete");
  account_give_answer ("Waiting for the Browser", "cancel");
  ui_run_a_moment ();
  g_assert_null (account_find_dialog ());
}

#define ADD(path, function) g_test_add ("/ui/account-page/" path, AccountFixture, NULL, account_fixture_set_up, function, account_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("connecting-shows-the-hosts-first", test_connecting_shows_the_hosts_first);
  ADD ("no-connect-file-is-said", test_no_connect_file_is_said);
  ADD ("a-plan-of-nobody-is-added-only-if-asked", test_a_plan_of_nobody_is_added_only_if_asked);
  ADD ("a-single-task-is-one-task", test_a_single_task_is_one_task);
  ADD ("the-answer-may-be-neither", test_the_answer_may_be_neither);
  ADD ("another-persons-plan-stays", test_another_persons_plan_stays);
  ADD ("waiting-for-the-browser-can-be-cancelled", test_waiting_for_the_browser_can_be_cancelled);
  ADD ("a-sign-in-that-fails-says-why", test_a_sign_in_that_fails_says_why);
  ADD ("a-connect-file-that-is-opened-asks", test_a_connect_file_that_is_opened_asks);
  ADD ("a-connect-file-leads-to-the-page", test_a_connect_file_leads_to_the_page);
  ADD ("the-page-of-nobody-offers-to-connect", test_the_page_of_nobody_offers_to_connect);
  ADD ("the-page-says-who-and-where", test_the_page_says_who_and_where);
  ADD ("the-page-follows-the-account", test_the_page_follows_the_account);
  ADD ("signing-out-names-what-is-not-sent", test_signing_out_names_what_is_not_sent);
  ADD ("signing-out-can-be-called-off", test_signing_out_can_be_called_off);
  ADD ("deleting-says-what-goes", test_deleting_says_what_goes);
  ADD ("deleting-waits-for-the-browser", test_deleting_waits_for_the_browser);

  return g_test_run ();
}
