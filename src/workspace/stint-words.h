/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-quick-add.h"

G_BEGIN_DECLS

/* Quick add in the person's language. @literals: stretches in which nothing is read. All return (transfer full). */
StintQuickAdd *stint_words_parse         (const char      *text,
                                          gint64           now_local_s);
StintQuickAdd *stint_words_parse_besides (const char      *text,
                                          gint64           now_local_s,
                                          const StintSpan *literals,
                                          gsize            n_literals);

G_END_DECLS
