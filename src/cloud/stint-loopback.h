/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cloud/stint-cloud-error.h"

G_BEGIN_DECLS

/* Of one connection: how long, how much; and how many at once, before the oldest has to go. */
#define STINT_LOOPBACK_LIMIT_MS 5000
#define STINT_LOOPBACK_MAX_BYTES (8 * 1024)
#define STINT_LOOPBACK_MAX_VISITS 16

/**
 * StintLoopbackFunc:
 * @code: (nullable): what the sign-in server gave
 * @reason: (nullable): why it gave none
 *
 * Called once, when the browser has its page; it may free the server.
 */
typedef void (*StintLoopbackFunc) (const char *code,
                                   const char *reason,
                                   gpointer    user_data);

/**
 * StintLoopback:
 *
 * Waits on 127.0.0.1 for the browser to come back from signing in (RFC 8252 §7.3). Any page that a person has open, and any program of
 * the machine, can send requests there too: everything but GET /callback with our host and our state is answered 404 and passed over
 * (sync.md S3). Main thread only.
 */
typedef struct _StintLoopback StintLoopback;

/* @redirects: tried in this order until a port is free. Fails with %STINT_CLOUD_ERROR_PORTS. */
StintLoopback *stint_loopback_new          (const char *const *redirects,
                                            const char        *state,
                                            StintLoopbackFunc  func,
                                            gpointer           user_data,
                                            GError           **error);
const char    *stint_loopback_get_redirect (StintLoopback     *self);
void           stint_loopback_free         (StintLoopback     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintLoopback, stint_loopback_free)

G_END_DECLS
