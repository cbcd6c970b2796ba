/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define STINT_ID_LENGTH 36

char    *stint_id_new      (gint64      unix_ms,
                            GRand      *rand);
char    *stint_id_derive   (const char *what,
                            const char *name);
gboolean stint_id_is_valid (const char *id);

G_END_DECLS
