/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean stint_working_hours_get           (int  day,
                                            int *start_s,
                                            int *end_s);
int      stint_working_hours_get_available (int  day);

G_END_DECLS
