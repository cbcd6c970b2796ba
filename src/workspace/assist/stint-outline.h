/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/assist/stint-draft.h"

G_BEGIN_DECLS

/*
 * Pasted or typed lines as tasks, by what the machine can do alone: each line is one, read by quick add's grammar (stint-quick-add.h).
 *
 * - Bullets, numbers, boxes to tick, headings' marks and a mail's quoting are taken away; a mail ends at its signature.
 * - What is indented below a line is a part of it, and so are the items of a list below a line that ends with a colon.
 * - The numbers of a list are an order: each of its tasks comes after the one before.
 * - What is ticked is done already: it is not kept, unless a person says so.
 * - A day or a time is the earliest start: nothing is placed here.
 */
StintDraft *stint_outline_read (const char      *text,
                                StintAssistKind  kind,
                                gint64           now_local_s,
                                GError         **error);

G_END_DECLS
