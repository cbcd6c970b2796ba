/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A line, or a record of a table, has at most so much; what is longer is passed over without being held. */
#define STINT_TEXT_MAX_BYTES (256 * 1024)

/**
 * StintTextLines:
 *
 * The lines of a text file, whatever ends them (LF, CRLF or CR), and of a table (RFC 4180) its records.
 */
typedef struct _StintTextLines StintTextLines;

StintTextLines *stint_text_lines_new         (GInputStream    *stream);
void            stint_text_lines_free        (StintTextLines  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintTextLines, stint_text_lines_free)

gboolean        stint_text_lines_next        (StintTextLines  *self,
                                              GString         *text,
                                              guint           *line,
                                              const char     **reason,
                                              GCancellable    *cancellable,
                                              GError         **error);
gboolean        stint_text_lines_next_record (StintTextLines  *self,
                                              GPtrArray       *fields,
                                              guint           *line,
                                              const char     **reason,
                                              GCancellable    *cancellable,
                                              GError         **error);
guint64         stint_text_lines_get_n_bytes (StintTextLines  *self);

G_END_DECLS
