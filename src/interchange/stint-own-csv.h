/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-import.h"

G_BEGIN_DECLS

/*
 * Stint's own table (RFC 4180): a row for each project, task and block, for people and their spreadsheets. docs/files.md describes the
 * columns. A cell that a spreadsheet would take for a formula (=, +, -, @, a tab) has a "'" before it, and so has one that begins with
 * such marks itself; they are taken away again when it is read.
 *
 * What no column can say is JSON in the column `more`, so nothing of a record's members is lost. What is not in it: settings, conflicts,
 * what was deleted, and who edited what how often.
 */
StintFileReader *stint_own_csv_reader_new (GInputStream            *stream,
                                           const StintFileContext  *context);

/* For reader and writer: cells are a GHashTable of column → text. */
extern const char *const stint_own_csv_columns[];

GHashTable      *stint_own_csv_cells_new    (void);
const char      *stint_own_csv_get          (GHashTable              *cells,
                                             const char              *column);
GVariant        *stint_own_csv_read_members (StintKind                kind,
                                             GHashTable              *cells);
gboolean         stint_own_csv_is_guarded   (const char              *text);

G_END_DECLS
