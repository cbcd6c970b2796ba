/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-time.h"
#include "interchange/stint-import.h"

G_BEGIN_DECLS

/*
 * What `task export` prints: a list of objects, or one a line. Read twice: what repeats first, as what was made of it belongs to it.
 *
 * - Instants are times in the plan's zone; midnight there is a date, for Taskwarrior has none.
 * - due is the deadline, scheduled the earliest start, and so is wait if nothing is scheduled. Priorities are H, M, L.
 * - A recurring task is a series of deadlines. A child that was finished or deleted is a finished or cancelled occurrence of it; one that
 *   is pending comes in only if it differs. Where the rule is finer than a day, or none that is known, they are tasks of their own.
 * - Annotations are notes. Deleted tasks are left out. All else is kept in the member `taskwarrior`.
 */
StintFileReader *stint_taskwarrior_reader_new (GInputStream            *stream,
                                               const StintFileContext  *context);
char            *stint_taskwarrior_make_rule  (const char              *recur,
                                               const StintTime         *start,
                                               const StintTime         *until);

G_END_DECLS
