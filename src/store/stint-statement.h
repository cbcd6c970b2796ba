/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "store/stint-store-error.h"

G_BEGIN_DECLS

typedef struct _StintDatabase StintDatabase;

/**
 * StintStatement:
 *
 * A prepared statement on loan: the database keeps it for the next who asks with the same SQL, and it is reset when it is given back.
 */
typedef struct _StintStatement StintStatement;

StintStatement *stint_statement_new        (StintDatabase   *database,
                                            const char      *sql,
                                            const char      *types,
                                            GError         **error,
                                            ...);
void            stint_statement_release    (StintStatement  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintStatement, stint_statement_release)
void            stint_statement_destroy    (StintStatement  *self);

void            stint_statement_bind_text  (StintStatement  *self,
                                            int              position,
                                            const char      *text);
void            stint_statement_bind_int   (StintStatement  *self,
                                            int              position,
                                            gint64           number);
gboolean        stint_statement_step       (StintStatement  *self,
                                            GError         **error);
gboolean        stint_statement_run        (StintStatement  *self,
                                            GError         **error);
const char     *stint_statement_get_text   (StintStatement  *self,
                                            int              column);
gint64          stint_statement_get_int    (StintStatement  *self,
                                            int              column);
gboolean        stint_statement_is_null    (StintStatement  *self,
                                            int              column);

gboolean        stint_database_run         (StintDatabase   *database,
                                            const char      *sql,
                                            const char      *types,
                                            GError         **error,
                                            ...);
gboolean        stint_database_read_int    (StintDatabase   *database,
                                            const char      *sql,
                                            gint64          *number,
                                            GError         **error);

void            stint_store_error_set      (GError         **error,
                                            const char      *path,
                                            int              code,
                                            const char      *detail);

G_END_DECLS
