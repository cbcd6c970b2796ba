/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-time.h"

G_BEGIN_DECLS

/* What other programs write, read as core has it. */
const char *stint_import_get_text      (GVariant         *object,
                                        const char       *name);
gboolean    stint_import_get_number    (GVariant         *object,
                                        const char       *name,
                                        double           *number);
gboolean    stint_import_get_flag      (GVariant         *object,
                                        const char       *name);
gboolean    stint_import_says_nothing  (GVariant         *value);

StintTime   stint_import_time_at       (gint64            unix_s,
                                        const char       *zone,
                                        gboolean          midnight_is_date);
const char *stint_import_zone          (const char       *name);
char       *stint_import_time_to_text  (const StintTime  *time);
gboolean    stint_import_time_from_text (const char      *text,
                                         StintTime       *time);
gboolean    stint_import_read_instant  (const char       *text,
                                        gint64           *unix_s);
gboolean    stint_import_read_date     (const char       *text,
                                        StintTime        *date);
gboolean    stint_import_read_duration (const char       *text,
                                        gint64           *minutes);

char       *stint_import_make_rule     (const char       *frequency,
                                        gint64            interval,
                                        const char       *parts,
                                        const StintTime  *start,
                                        const StintTime  *until,
                                        gint64            count,
                                        gboolean          clamp);

G_END_DECLS
