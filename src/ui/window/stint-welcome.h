/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintWelcome:
 *
 * What stands in the centre while there is no task at all: add one, bring some in, or look around.
 */
#define STINT_TYPE_WELCOME (stint_welcome_get_type ())
G_DECLARE_FINAL_TYPE (StintWelcome, stint_welcome, STINT, WELCOME, GtkWidget)

GtkWidget *stint_welcome_new (void);

G_END_DECLS
