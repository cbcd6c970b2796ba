/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tests/support/fake-transport.h"
#include "tests/workspace/workspace-fixture.h"
#include "workspace/sync/stint-sync-private.h"

G_BEGIN_DECLS

/**
 * FakeTimers:
 *
 * Time that goes on only by fake_timers_advance().
 */
typedef struct
{
  StintTimers timers;
  gint64 now_ms;
  GArray *waiting;
  guint last_id;
} FakeTimers;

void   fake_timers_init    (FakeTimers *self);
void   fake_timers_clear   (FakeTimers *self);
void   fake_timers_advance (FakeTimers *self,
                            gint64      ms);
/* How long until the next one is due; -1: none waits */
gint64 fake_timers_get_next (FakeTimers *self);

/* (transfer full): an account by the name of its user */
StintStoreAccount *make_owner (const char *user);
/* Makes the open store somebody's. */
void               bind_now   (StintWorkspace *workspace,
                               const char     *user);

G_END_DECLS
