/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tests/ui/fake-account.h"
#include "tests/ui/ui-fixture.h"
#include "ui/window/stint-window-private.h"

G_BEGIN_DECLS

/* Now, in the fixture's clock. */
#define ACCOUNT_NOW_MS (G_GINT64_CONSTANT (1795507920) * 1000)

/**
 * AccountFixture:
 *
 * The window with an account that has nothing behind it; at first the plan is nobody's.
 */
typedef struct
{
  UiFixture parent;
  StintWindow *window;
  StintAccount *account;
  StintSync *sync;
} AccountFixture;

void account_fixture_set_up (AccountFixture *self,
                             gconstpointer data);
void account_fixture_tear_down (AccountFixture *self,
                                gconstpointer data);
void account_fixture_sign_in (AccountFixture *self);
void account_fixture_sign_out (AccountFixture *self);
void account_fixture_wait_for_calls (AccountFixture *self,
                                     const char *calls);

/* Whether @widget or something in it that is visible says @text. */
gboolean account_says (GtkWidget *widget,
                       const char *text);
/* (nullable): the dialog that is open */
GtkWidget *account_find_dialog (void);
gboolean account_has_dialog (gpointer heading);
/* Waits for the dialog with @heading in its heading, and answers it. */
void account_give_answer (const char *heading,
                          const char *answer);
void account_tell (GtkWidget *parent,
                   const char *message);

G_END_DECLS
