/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/stint-cli-session.h"
#include "workspace/account/stint-account.h"

G_BEGIN_DECLS

/* The account of the plan that is open, its session looked for. It does not sync by itself. (transfer full) */
StintAccount *stint_cli_account_load     (StintCliSession    *session,
                                          GError            **error);

/**
 * StintCliRound:
 * @n_sent: records that the server has confirmed
 * @n_received: records that came from it
 * @is_much: so many came that they were not counted
 *
 * What a sync has moved.
 */
typedef struct
{
  guint n_sent;
  guint n_received;
  gboolean is_much;
} StintCliRound;

gboolean      stint_cli_account_sync     (StintCliSession    *session,
                                          StintAccount       *account,
                                          StintCliRound      *round,
                                          GError            **error);
void          stint_cli_put_round        (StintCliSession    *session,
                                          StintAccount       *account,
                                          const StintCliRound *round);
void          stint_cli_json_add_round   (GVariantBuilder    *object,
                                          StintAccount       *account,
                                          const StintCliRound *round);
char         *stint_cli_account_describe (StintAccount       *account);

/* A cancellable that Ctrl-C and SIGTERM cancel while it lives. */
typedef struct
{
  GCancellable *cancellable;
  guint interrupted;
  guint terminated;
} StintCliInterrupt;

void          stint_cli_interrupt_init   (StintCliInterrupt  *self);
void          stint_cli_interrupt_clear  (StintCliInterrupt  *self);

G_END_DECLS
