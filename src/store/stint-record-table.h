/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/stint-database.h"
#include "store/stint-statement.h"

G_BEGIN_DECLS

/* The columns that stint_record_table_from_row() reads, in this order. */
#define STINT_RECORD_COLUMNS "data, edits, at, deleted"

const char  *stint_record_table_get_name  (StintKind         kind);
StintRecord *stint_record_table_read      (StintDatabase    *database,
                                           StintKind         kind,
                                           const char       *id,
                                           gint64           *rowid,
                                           GError          **error);
StintRecord *stint_record_table_from_row  (StintDatabase    *database,
                                           StintKind         kind,
                                           const char       *id,
                                           StintStatement   *statement,
                                           int               column,
                                           GError          **error);
gboolean     stint_record_table_write     (StintDatabase    *database,
                                           StintRecord      *record,
                                           StintRecord      *before,
                                           gint64            rowid,
                                           gint64            pending,
                                           GError          **error);
GVariant    *stint_record_table_parse     (StintDatabase    *database,
                                           const char       *json,
                                           GError          **error);

gboolean     stint_record_table_set_pending (StintDatabase  *database,
                                           StintKind         kind,
                                           const char       *id,
                                           gint64            pending,
                                           GError          **error);
GVariant    *stint_counters_parse         (StintDatabase    *database,
                                           const char       *json,
                                           GError          **error);
char        *stint_counters_to_json       (GVariant         *counters);

/* stint-record-columns.c: what a table derives from a record's members. */
const char  *stint_record_columns_get_sql (StintKind         kind);
void         stint_record_columns_bind    (StintStatement   *statement,
                                           StintRecord      *record,
                                           int               position);

G_END_DECLS
