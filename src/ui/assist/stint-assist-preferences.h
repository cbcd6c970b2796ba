/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Whether the assistant is there, and what a person has said may be sent; each consent can be taken back. */
AdwPreferencesGroup *stint_assist_preferences_new (GSettings *settings);

G_END_DECLS
