/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tests/workspace/fake-cloud.h"
#include "tests/workspace/fake-round.h"
#include "tests/workspace/sync-fixture.h"
#include "workspace/account/stint-account-private.h"

G_BEGIN_DECLS

/**
 * AccountFixture:
 * @result, @error: of what was asked last
 * @outcome, @user, @n_tasks: of the last sign-in
 *
 * An account over an open plan of nobody, with a cloud of the test's making.
 */
typedef struct
{
  Fixture base;
  FakeTimers timers;
  StintAccount *account;
  char *connect_file;
  gboolean is_over;
  gboolean is_good;
  GError *error;
  StintSignedIn outcome;
  char *user;
  guint n_tasks;
} AccountFixture;

void  account_set_up    (AccountFixture    *self,
                         gconstpointer      data);
void  account_tear_down (AccountFixture    *self,
                         gconstpointer      data);
/* A new account object on the same workspace, as after a restart of the program. */
void  account_restart   (AccountFixture    *self);

/* Each runs the main loop until it is over, and says whether it succeeded. */
gboolean load_now       (AccountFixture    *self);
gboolean sign_in_now    (AccountFixture    *self,
                         const char        *user);
gboolean adopt_now      (AccountFixture    *self,
                         StintAdopt         how);
gboolean sign_out_now   (AccountFixture    *self,
                         gboolean           remove);
gboolean erase_now      (AccountFixture    *self,
                         gboolean           remove);
gboolean sync_now       (AccountFixture    *self);
void     sign_in_cb     (GObject           *source,
                         GAsyncResult      *result,
                         gpointer           user_data);

/* Whether the open plan is the one in the root. */
gboolean is_in_root     (AccountFixture    *self);
/* (transfer full): whose the store in @directory is; NULL: nobody's */
char    *read_owner_now (const char        *directory);

G_END_DECLS
