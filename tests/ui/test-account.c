/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/ui/account-fixture.h"
#include "ui/account/stint-leave-flow.h"

static const char *
get_banner (AccountFixture *self)
{
  return stint_banner_get_text (self->window->banner);
}

/* ---- The button in the header bar ---- */

static void
test_a_plan_of_nobody_has_no_button (AccountFixture *self,
                                     gconstpointer   data)
{
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self->window->sync_button)));
}

static void
test_the_button_has_a_name_for_each_state (AccountFixture *self,
                                           gconstpointer   data)
{
  account_fixture_sign_in (self);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->window->sync_button)));
  g_assert_cmpstr (stint_sync_button_get_name (self->window->sync_button), ==, "Sync: In Sync");
  fake_account_set_sync (self->account, STINT_SYNC_WAITING, STINT_SYNC_HELP_NONE, NULL);
  g_assert_cmpstr (stint_sync_button_get_name (self->window->sync_button), ==, "Sync: Edits Wait to Be Sent");
  fake_account_set_sync (self->account, STINT_SYNC_OFFLINE, STINT_SYNC_HELP_RETRY, "No answer.");
  g_assert_cmpstr (stint_sync_button_get_name (self->window->sync_button), ==, "Sync: Offline");
  fake_account_set_sync (self->account, STINT_SYNC_PROBLEM, STINT_SYNC_HELP_RETRY, "It is full.");
  g_assert_cmpstr (stint_sync_button_get_name (self->window->sync_button), ==, "Sync: Sync Needs Attention");
  account_fixture_sign_out (self);
  g_assert_cmpstr (stint_sync_button_get_name (self->window->sync_button), ==, "Sync: Signed Out");
}

static gboolean
says_syncing (gpointer data)
{
  return g_str_equal (stint_sync_button_get_name (((AccountFixture *) data)->window->sync_button), "Sync: Syncing…");
}

static void
test_a_short_round_does_not_move_the_button (AccountFixture *self,
                                             gconstpointer   data)
{
  account_fixture_sign_in (self);
  fake_account_set_sync (self->account, STINT_SYNC_SYNCING, STINT_SYNC_HELP_NONE, NULL);
  g_assert_cmpstr (stint_sync_button_get_name (self->window->sync_button), ==, "Sync: In Sync");
  ui_wait_until (says_syncing, self);
  fake_account_set_sync (self->account, STINT_SYNC_SYNCED, STINT_SYNC_HELP_NONE, NULL);
  g_assert_cmpstr (stint_sync_button_get_name (self->window->sync_button), ==, "Sync: In Sync");
}

static void
test_the_popover_says_it_in_words (AccountFixture *self,
                                   gconstpointer   data)
{
  GtkWidget *button = GTK_WIDGET (self->window->sync_button);

  account_fixture_sign_in (self);
  fake_account_set_counts (self->account, ACCOUNT_NOW_MS - 5 * 60 * 1000, 3, 1, -1);
  fake_account_set_sync (self->account, STINT_SYNC_OFFLINE, STINT_SYNC_HELP_RETRY, "The server does not answer.");
  ui_run_a_moment ();
  stint_sync_button_popup (self->window->sync_button);
  g_assert_true (account_says (button, "The server does not answer."));
  g_assert_true (account_says (button, "5 minutes ago"));
  g_assert_true (account_says (button, "3 edits are not sent yet"));
  g_assert_true (account_says (button, "The server refused 1 edit"));
}

static void
test_a_phone_has_no_room_for_what_is_well (AccountFixture *self,
                                           gconstpointer   data)
{
  account_fixture_sign_in (self);
  stint_sync_button_set_terse (self->window->sync_button, TRUE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self->window->sync_button)));
  fake_account_set_sync (self->account, STINT_SYNC_PROBLEM, STINT_SYNC_HELP_RETRY, "It is full.");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->window->sync_button)));
}

static void
test_the_sync_action_syncs (AccountFixture *self,
                            gconstpointer   data)
{
  account_fixture_sign_in (self);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "sync", NULL);
  account_fixture_wait_for_calls (self, "sync");
}

static void
test_nobody_cannot_sync (AccountFixture *self,
                         gconstpointer   data)
{
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "sync"));
}

/* ---- The banner ---- */

static void
test_what_is_well_has_no_banner (AccountFixture *self,
                                 gconstpointer   data)
{
  account_fixture_sign_in (self);
  g_assert_null (get_banner (self));
}

static void
test_a_problem_has_a_banner_that_tries_again (AccountFixture *self,
                                              gconstpointer   data)
{
  account_fixture_sign_in (self);
  fake_account_set_sync (self->account, STINT_SYNC_PROBLEM, STINT_SYNC_HELP_RETRY, "The account is full.");
  g_assert_cmpstr (get_banner (self), ==, "The account is full.");
  stint_window_banner_pressed (self->window);
  account_fixture_wait_for_calls (self, "sync");
}

static void
test_a_banner_stays_while_it_is_tried_again (AccountFixture *self,
                                             gconstpointer   data)
{
  account_fixture_sign_in (self);
  fake_account_set_sync (self->account, STINT_SYNC_PROBLEM, STINT_SYNC_HELP_RETRY, "The account is full.");
  fake_account_set_sync (self->account, STINT_SYNC_SYNCING, STINT_SYNC_HELP_NONE, NULL);
  g_assert_cmpstr (get_banner (self), ==, "The account is full.");
  fake_account_set_sync (self->account, STINT_SYNC_SYNCED, STINT_SYNC_HELP_NONE, NULL);
  g_assert_null (get_banner (self));
}

static void
test_signed_out_has_a_banner_that_signs_in (AccountFixture *self,
                                            gconstpointer   data)
{
  account_fixture_sign_out (self);
  g_assert_cmpstr (get_banner (self), ==, "You are signed out.");
  stint_window_banner_pressed (self->window);
  account_fixture_wait_for_calls (self, "sign-in");
}

static void
test_who_meant_to_sign_out_is_left_alone (AccountFixture *self,
                                          gconstpointer   data)
{
  account_fixture_sign_in (self);
  stint_leave_flow_sign_out (GTK_WIDGET (self->window), self->account, self->parent.settings, account_tell);
  account_give_answer ("Sign Out", "keep");
  account_fixture_wait_for_calls (self, "sign-out-keep");
  account_fixture_sign_out (self);
  g_assert_null (get_banner (self));
}

static void
test_offline_has_no_banner_at_first (AccountFixture *self,
                                     gconstpointer   data)
{
  account_fixture_sign_in (self);
  fake_account_set_counts (self->account, ACCOUNT_NOW_MS - 60 * 60 * 1000, 3, 0, -1);
  fake_account_set_sync (self->account, STINT_SYNC_OFFLINE, STINT_SYNC_HELP_RETRY, "No answer.");
  g_assert_null (get_banner (self));
}

static void
test_edits_that_wait_for_days_have_a_banner (AccountFixture *self,
                                             gconstpointer   data)
{
  account_fixture_sign_in (self);
  fake_account_set_counts (self->account, ACCOUNT_NOW_MS - G_GINT64_CONSTANT (49) * 60 * 60 * 1000, 3, 0, -1);
  fake_account_set_sync (self->account, STINT_SYNC_OFFLINE, STINT_SYNC_HELP_RETRY, "No answer.");
  g_assert_cmpstr (get_banner (self), ==, "No answer.");
}

static void
test_a_missing_keyring_is_said_once (AccountFixture *self,
                                     gconstpointer   data)
{
  account_fixture_sign_in (self);
  fake_account_set_keyring (self->account, "There is no keyring.");
  g_assert_cmpstr (get_banner (self), ==, "There is no keyring.");
  stint_window_banner_pressed (self->window);
  g_assert_null (get_banner (self));
  account_fixture_sign_in (self);
  g_assert_null (get_banner (self));
}

static void
test_a_refused_edit_comes_before_the_sync (AccountFixture *self,
                                           gconstpointer   data)
{
  account_fixture_sign_in (self);
  fake_account_set_sync (self->account, STINT_SYNC_PROBLEM, STINT_SYNC_HELP_RETRY, "The account is full.");
  g_signal_emit_by_name (stint_window_get_backlog (self->window), "failed", "The disk is full.");
  g_assert_cmpstr (get_banner (self), ==, "The disk is full.");
  stint_window_banner_pressed (self->window);
  g_assert_cmpstr (get_banner (self), ==, "The account is full.");
}

static void
test_an_erased_account_is_decided_about (AccountFixture *self,
                                         gconstpointer   data)
{
  const char *answers[] = { "keep", "remove", "upload" };
  g_autoptr (GString) calls = g_string_new (NULL);

  account_fixture_sign_in (self);
  fake_account_set_sync (self->account, STINT_SYNC_PROBLEM, STINT_SYNC_HELP_DECIDE_ERASED, "The account was deleted.");
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      stint_window_banner_pressed (self->window);
      account_give_answer ("The Account Was Deleted", answers[i]);
      g_string_append_printf (calls, "%serased-%s", i > 0 ? " " : "", answers[i]);
      account_fixture_wait_for_calls (self, calls->str);
    }
}

static void
test_who_keeps_what_was_erased_is_left_alone (AccountFixture *self,
                                              gconstpointer   data)
{
  account_fixture_sign_in (self);
  stint_leave_flow_decide_erased (GTK_WIDGET (self->window), self->account, self->parent.settings, account_tell);
  account_give_answer ("The Account Was Deleted", "keep");
  account_fixture_wait_for_calls (self, "erased-keep");
  account_fixture_sign_out (self);
  g_assert_null (get_banner (self));
}

static void
test_deciding_later_does_nothing (AccountFixture *self,
                                  gconstpointer   data)
{
  account_fixture_sign_in (self);
  stint_leave_flow_decide_erased (GTK_WIDGET (self->window), self->account, self->parent.settings, account_tell);
  account_give_answer ("The Account Was Deleted", "cancel");
  ui_run_a_moment ();
  g_assert_cmpstr (fake_account_get_calls (self->account), ==, "");
}

#define ADD(path, function) g_test_add ("/ui/account/" path, AccountFixture, NULL, account_fixture_set_up, function, account_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("a-plan-of-nobody-has-no-button", test_a_plan_of_nobody_has_no_button);
  ADD ("the-button-has-a-name-for-each-state", test_the_button_has_a_name_for_each_state);
  ADD ("a-short-round-does-not-move-the-button", test_a_short_round_does_not_move_the_button);
  ADD ("the-popover-says-it-in-words", test_the_popover_says_it_in_words);
  ADD ("a-phone-has-no-room-for-what-is-well", test_a_phone_has_no_room_for_what_is_well);
  ADD ("the-sync-action-syncs", test_the_sync_action_syncs);
  ADD ("nobody-cannot-sync", test_nobody_cannot_sync);
  ADD ("what-is-well-has-no-banner", test_what_is_well_has_no_banner);
  ADD ("a-problem-has-a-banner-that-tries-again", test_a_problem_has_a_banner_that_tries_again);
  ADD ("a-banner-stays-while-it-is-tried-again", test_a_banner_stays_while_it_is_tried_again);
  ADD ("signed-out-has-a-banner-that-signs-in", test_signed_out_has_a_banner_that_signs_in);
  ADD ("who-meant-to-sign-out-is-left-alone", test_who_meant_to_sign_out_is_left_alone);
  ADD ("offline-has-no-banner-at-first", test_offline_has_no_banner_at_first);
  ADD ("edits-that-wait-for-days-have-a-banner", test_edits_that_wait_for_days_have_a_banner);
  ADD ("a-missing-keyring-is-said-once", test_a_missing_keyring_is_said_once);
  ADD ("a-refused-edit-comes-before-the-sync", test_a_refused_edit_comes_before_the_sync);
  ADD ("an-erased-account-is-decided-about", test_an_erased_account_is_decided_about);
  ADD ("who-keeps-what-was-erased-is-left-alone", test_who_keeps_what_was_erased_is_left_alone);
  ADD ("deciding-later-does-nothing", test_deciding_later_does_nothing);

  return g_test_run ();
}
