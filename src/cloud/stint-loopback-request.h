/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintLoopbackRequest:
 * @code: (nullable): what the sign-in server gave
 * @reason: (nullable): why it gave none
 *
 * What the browser brought back.
 */
typedef struct
{
  char *code;
  char *reason;
} StintLoopbackRequest;

gboolean  stint_loopback_request_read     (StintLoopbackRequest *self,
                                           const char           *head,
                                           const char           *host,
                                           const char           *state);
void      stint_loopback_request_clear    (StintLoopbackRequest *self);

/* Whole answers: (transfer full) */
char     *stint_loopback_make_page        (gboolean              is_good);
char     *stint_loopback_make_not_found   (void);

G_END_DECLS
