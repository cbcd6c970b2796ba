/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Texts of other programs as members can hold them. */
char *stint_import_text_dup_line (const char *text,
                                  gsize       max_chars,
                                  gboolean   *cut);
char *stint_import_text_dup      (const char *text,
                                  gsize       max_bytes,
                                  gboolean   *cut);

G_END_DECLS
