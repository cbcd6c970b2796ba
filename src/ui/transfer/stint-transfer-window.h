/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "workspace/stint-transfer.h"

G_BEGIN_DECLS

/**
 * StintTransferWindow:
 *
 * How far the reading of files is; what would come in, and whether it shall; how far the import is; what came in, and what did not.
 *
 * Signals: `accepted`: what is shown shall come in; `cancelled`.
 */
#define STINT_TYPE_TRANSFER_WINDOW (stint_transfer_window_get_type ())
G_DECLARE_FINAL_TYPE (StintTransferWindow, stint_transfer_window, STINT, TRANSFER_WINDOW, AdwWindow)

StintTransferWindow *stint_transfer_window_new          (GtkWindow               *parent);
void                 stint_transfer_window_set_fraction (StintTransferWindow     *self,
                                                         double                   fraction);
void                 stint_transfer_window_show_preview (StintTransferWindow     *self,
                                                         const StintImportPreview *preview,
                                                         StintClock              *clock,
                                                         const char              *note);
void                 stint_transfer_window_show_error   (StintTransferWindow     *self,
                                                         const char              *message);
void                 stint_transfer_window_show_result  (StintTransferWindow     *self,
                                                         const StintImportResult *result);

G_END_DECLS
