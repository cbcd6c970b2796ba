/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/account-fixture.h"

#include <string.h>

#define CONNECT_FILE \
  "{\"format\":\"stint-connect\",\"version\":1,\"name\":\"Home\",\"api\":\"https://api.example/v1\",\"issuer\":\"https://issuer.example/pool\"," \
  "\"client_id\":\"client\",\"sign_in\":\"https://login.example\",\"redirects\":[\"http://127.0.0.1:47811/callback\"]," \
  "\"scopes\":[\"stint/sync\"]}"

static void
open_account (AccountFixture *self)
{
  self->account = stint_account_new (self->base.workspace, self->base.directory, NULL, NULL);
  stint_account_set_timers (self->account, &self->timers.timers);
  load_now (self);
}

void
account_set_up (AccountFixture *self,
                gconstpointer   data)
{
  memset (&fake_round, 0, sizeof fake_round);
  fake_round.n_requests = 1;
  fake_cloud_set_up ();
  fixture_set_up (&self->base, NULL);
  fake_timers_init (&self->timers);
  self->connect_file = g_strdup (CONNECT_FILE);
  open_account (self);
}

static void
let_go_cb (gpointer data,
           GObject *account,
           gboolean is_last_ref)
{
  *(gboolean *) data = is_last_ref;
}

/* What was asked of it holds it until the answer is there, which can come a moment after the case has seen what it looks for. */
static void
close_account (AccountFixture *self)
{
  gboolean is_free = FALSE;

  if (stint_workspace_get_is_open (self->base.workspace))
    settle (self->base.workspace);
  g_object_add_toggle_ref (G_OBJECT (self->account), let_go_cb, &is_free);
  g_object_unref (self->account);
  wait_for (&is_free);
  g_object_ref (self->account);
  g_object_remove_toggle_ref (G_OBJECT (self->account), let_go_cb, &is_free);
  g_assert_finalize_object (self->account);
}

void
account_tear_down (AccountFixture *self,
                   gconstpointer   data)
{
  close_account (self);
  fake_timers_clear (&self->timers);
  fixture_tear_down (&self->base, NULL);
  fake_cloud_tear_down ();
  g_clear_error (&self->error);
  g_free (self->connect_file);
  g_free (self->user);
}

void
account_restart (AccountFixture *self)
{
  close_account (self);
  open_account (self);
}

static gboolean
end (AccountFixture *self)
{
  wait_for (&self->is_over);
  if (stint_workspace_get_is_open (self->base.workspace))
    settle (self->base.workspace);
  return self->is_good;
}

static void
begin (AccountFixture *self)
{
  self->is_over = FALSE;
  g_clear_error (&self->error);
}

#define END(name, finish) \
  static void \
  name (GObject * source, \
        GAsyncResult * result, \
        gpointer user_data) \
  { \
    AccountFixture *self = user_data; \
\
    self->is_good = finish (result, &self->error); \
    g_assert_true (self->is_good == (self->error == NULL)); \
    self->is_over = TRUE; \
  }

#define FINISH_LOAD(result, error) stint_account_load_finish (self->account, result, error)
#define FINISH_SIGN_IN(result, error) stint_account_sign_in_finish (self->account, result, &self->outcome, &self->user, &self->n_tasks, error)
#define FINISH_ADOPT(result, error) stint_account_adopt_finish (self->account, result, error)
#define FINISH_SIGN_OUT(result, error) stint_account_sign_out_finish (self->account, result, error)
#define FINISH_ERASE(result, error) stint_account_erase_finish (self->account, result, error)
#define FINISH_SYNC(result, error) stint_sync_run_finish (stint_account_get_sync (self->account), result, error)

END (load_cb, FINISH_LOAD)
END (signed_in_cb, FINISH_SIGN_IN)
END (adopted_cb, FINISH_ADOPT)
END (signed_out_cb, FINISH_SIGN_OUT)
END (erased_cb, FINISH_ERASE)
END (synced_cb, FINISH_SYNC)

gboolean
load_now (AccountFixture *self)
{
  begin (self);
  stint_account_load_async (self->account, FALSE, NULL, load_cb, self);
  return end (self);
}

void
sign_in_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  AccountFixture *self = user_data;

  g_clear_pointer (&self->user, g_free);
  signed_in_cb (source, result, user_data);
}

gboolean
sign_in_now (AccountFixture *self,
             const char     *user)
{
  begin (self);
  fake_cloud.user = user;
  stint_account_sign_in_async (self->account, self->connect_file, NULL, sign_in_cb, self);
  return end (self);
}

gboolean
adopt_now (AccountFixture *self,
           StintAdopt      how)
{
  begin (self);
  stint_account_adopt_async (self->account, how, NULL, adopted_cb, self);
  return end (self);
}

gboolean
sign_out_now (AccountFixture *self,
              gboolean        remove)
{
  begin (self);
  stint_account_sign_out_async (self->account, remove, NULL, signed_out_cb, self);
  return end (self);
}

gboolean
erase_now (AccountFixture *self,
           gboolean        remove)
{
  begin (self);
  stint_account_erase_async (self->account, remove, NULL, erased_cb, self);
  return end (self);
}

gboolean
sync_now (AccountFixture *self)
{
  begin (self);
  stint_sync_run_async (stint_account_get_sync (self->account), NULL, synced_cb, self);
  return end (self);
}

gboolean
is_in_root (AccountFixture *self)
{
  return g_str_equal (stint_workspace_get_directory (self->base.workspace), self->base.directory);
}

char *
read_owner_now (const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintDatabase) database = stint_database_open (directory, FIXTURE_NOW_MS, &error);
  g_autoptr (StintStoreAccount) owner = NULL;

  g_assert_no_error (error);
  owner = stint_database_read_account (database, &error);
  g_assert_no_error (error);
  return owner != NULL ? g_strdup (owner->user) : NULL;
}
