/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-import.h"

G_BEGIN_DECLS

/*
 * What Todoist exports of a project as a CSV file. The file's name is the project's. There are no ids in it: a task is known by its project,
 * what it is below and its title, and of several by which one it is.
 *
 * - DATE is in words, in the language of DATE_LANG, which quick add reads. A date is the deadline; with DURATION a time is a block, and
 *   with DEADLINE a date is the earliest start. What is not understood whole goes into the notes, and that is said.
 * - @labels in the title and sections are tags, notes are notes, INDENT is whose part it is. Priority 1 is high, 2 medium, 3 low.
 * - AUTHOR, RESPONSIBLE and SECTION are kept in the member `todoist`.
 */
StintFileReader *stint_todoist_reader_new (GInputStream            *stream,
                                           const StintFileContext  *context);

G_END_DECLS
