/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean stint_gap_find (GPtrArray *rows,
                         int        first_day,
                         int        n_days,
                         gint64     from_s,
                         int        minutes,
                         gint64    *start_s);

G_END_DECLS
