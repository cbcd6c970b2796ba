/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/stint-database.h"

G_BEGIN_DECLS

/* "Stnt": what SQLite keeps in a database's header to say whose it is. */
#define STINT_APPLICATION_ID 0x53746E74

guint    stint_migration_get_latest   (void);
gboolean stint_migration_refuse_newer (const char     *path,
                                       gint64          version,
                                       GError        **error);
gboolean stint_migration_run          (StintDatabase  *self,
                                       GError        **error);

G_END_DECLS
