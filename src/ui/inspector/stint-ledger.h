/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintLedger:
 *
 * A bar of what is done, planned and left of a task's estimate. The same stands in words beside it.
 */
#define STINT_TYPE_LEDGER (stint_ledger_get_type ())
G_DECLARE_FINAL_TYPE (StintLedger, stint_ledger, STINT, LEDGER, GtkWidget)

void  stint_ledger_set_minutes (StintLedger *self,
                                int          done_min,
                                int          planned_min,
                                int          estimate_min,
                                const char  *color);
char *stint_ledger_describe    (int          done_min,
                                int          planned_min,
                                int          estimate_min);

G_END_DECLS
