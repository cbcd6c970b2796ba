/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *stint_search_text_fold       (const char *text);
char *stint_search_text_make_key   (const char *text);
char *stint_search_text_make_match (const char *words);

G_END_DECLS
