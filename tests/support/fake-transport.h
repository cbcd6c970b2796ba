/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud/stint-transport.h"

G_BEGIN_DECLS

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

G_END_DECLS
