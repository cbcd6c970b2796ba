/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

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

/**
 * FakeTransport:
 * @sent: (element-type GTask): requests without an answer yet, each with its StintApiRequest
 * @n_sent: how many there have been
 *
 * Holds each request until the test answers it.
 */
#define FAKE_TYPE_TRANSPORT (fake_transport_get_type ())
G_DECLARE_FINAL_TYPE (FakeTransport, fake_transport, FAKE, TRANSPORT, GObject)

struct _FakeTransport
{
  GObject parent_instance;

  GPtrArray *sent;
  guint n_sent;
};

/* Runs the main loop until a request is there. (transfer none): its path */
const char *fake_transport_wait   (FakeTransport *self);
/* Answers the oldest request. */
void        fake_transport_answer (FakeTransport *self,
                                   guint          status,
                                   const char    *body);
void        fake_transport_fail   (FakeTransport *self,
                                   GQuark         domain,
                                   int            code);

/* (transfer full): an account by the name of its user */
StintStoreAccount *make_owner (const char *user);
/* Makes the open store somebody's. */
void               bind_now   (StintWorkspace *workspace,
                               const char     *user);

G_END_DECLS
