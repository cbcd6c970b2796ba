/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/stint-block.h"

G_BEGIN_DECLS

/*
 * The zones that this computer knows, and how people call them. Texts are (transfer full).
 */

void       stint_zone_names_load_async  (GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
char     **stint_zone_names_load_finish (GAsyncResult        *result,
                                         GError             **error);
GPtrArray *stint_zone_names_search      (const char *const   *names,
                                         const char          *words,
                                         guint                max);

char      *stint_format_zone            (const char          *zone);
char      *stint_format_zone_region     (const char          *zone);
char      *stint_format_zone_offset     (const char          *zone,
                                         gint64               unix_s);
/* (nullable): "8:00–9:00 in New York" of what is in another zone than @zone, "wherever you are" of what floats, else NULL. */
char      *stint_format_when_elsewhere (const StintWhen      *when,
                                        const char           *zone);
char      *stint_format_time_and_zone   (const StintTime     *time,
                                         const char          *zone,
                                         int                  today);

G_END_DECLS
