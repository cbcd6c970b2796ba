/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a server says of its refusal (RFC 6749 §4.1.2.1, §5.2), fit to stand in a sentence for a person. Either may be missing. */
char *stint_reason_dup (const char *description,
                        const char *error);

G_END_DECLS
