/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-clock.h"
#include "workspace/sync/stint-sync.h"

G_BEGIN_DECLS

/* What the header bar and the account's page say about a sync, so that both say the same. */
const char *stint_sync_words_get_state   (StintSyncState  state);
const char *stint_sync_words_get_icon    (StintSyncState  state);
char       *stint_sync_words_describe    (StintSync      *sync);
char       *stint_sync_words_pending     (guint           n_pending);
char       *stint_sync_words_refused     (guint           n_parked);
char       *stint_sync_words_ago         (StintClock     *clock,
                                          gint64          unix_ms);

G_END_DECLS
