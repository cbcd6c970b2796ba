/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-import.h"

G_BEGIN_DECLS

/*
 * Stint's own JSON: {"stint": 1, "records": […]}, a record a line, sorted by kind and id, occurrences behind what they belong to. It holds
 * every living record with all its members, those that this version does not know too, and who edited it how often and when. What
 * is not in it: what was deleted, the history, and what is not yet sent.
 *
 * Brought into a store that has none of them, the records are the very same, and the same file is written again. Where a record is already
 * its members are set, and that is an edit of this device. Anything newer than %STINT_OWN_JSON_VERSION is refused.
 */
#define STINT_OWN_JSON_VERSION 1

StintFileReader *stint_own_json_reader_new (GInputStream            *stream,
                                            const StintFileContext  *context);

G_END_DECLS
