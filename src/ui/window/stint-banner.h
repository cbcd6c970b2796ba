/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintBanner:
 *
 * A state that lasts, said at the top of the window until it is over: a sentence and at most one thing to do.
 *
 * Signal: `activated`: its button was pressed.
 */
#define STINT_TYPE_BANNER (stint_banner_get_type ())
G_DECLARE_FINAL_TYPE (StintBanner, stint_banner, STINT, BANNER, GtkWidget)

void        stint_banner_show     (StintBanner *self,
                                   const char  *title,
                                   const char  *button);
void        stint_banner_hide     (StintBanner *self);
const char *stint_banner_get_text (StintBanner *self);

G_END_DECLS
