/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/account/stint-account.h"

G_BEGIN_DECLS

/*
 * StintAccount and StintSync with nothing behind them: linked in place of the real ones, so that a test says what they say, and hears what
 * they are asked. Every asynchronous call is written down as one word ("adopt-here") and answered in the next turn of the main loop.
 */
StintAccount *fake_account_new           (void);
void          fake_account_set           (StintAccount     *self,
                                          StintAccountState state,
                                          const char       *user,
                                          const char       *server);
void          fake_account_set_keyring   (StintAccount     *self,
                                          const char       *problem);
void          fake_account_set_outcome   (StintAccount     *self,
                                          StintSignedIn     outcome,
                                          const char       *user,
                                          guint             n_tasks);
/* The next call fails with this sentence. */
void          fake_account_set_error     (StintAccount     *self,
                                          const char       *message);
/* Sign-in and erasing wait in the browser until they are cancelled. */
void          fake_account_set_waits     (StintAccount     *self,
                                          gboolean          waits);
void          fake_account_set_sync      (StintAccount     *self,
                                          StintSyncState    state,
                                          StintSyncHelp     help,
                                          const char       *message);
void          fake_account_set_counts    (StintAccount     *self,
                                          gint64            last_success_ms,
                                          guint             n_pending,
                                          guint             n_parked,
                                          double            progress);
/* What was asked, one word each with spaces between; "" if nothing. */
const char   *fake_account_get_calls     (StintAccount     *self);

G_END_DECLS
