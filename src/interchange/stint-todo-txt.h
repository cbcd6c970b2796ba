/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-import.h"

G_BEGIN_DECLS

/*
 * todo.txt, a task a line: "x (A) 2026-11-25 2026-11-20 Title +project @tag key:value".
 *
 * - Priorities A, B and C are high, medium and low; later letters are low, and kept. prio:N says exactly which.
 * - due: is the deadline, t: the earliest start, est:90m the estimate, rec:[+]N(d|b|w|m|y) a repetition: with "+" from the due date, else
 *   from when it was done. A time is written 2026-11-27T17:00[Europe/Berlin]. pri: is what was the priority of a task that is done.
 * - id: and pid: are Stint's own ids of the task and its project, done: the very moment. Other words with a colon stay in the title.
 * - A space in a project or a tag is written as U+00A0, and a word of the title that only looks like one of these has a "\" before it.
 * - A second project is kept in the member `todotxt`, and so is the date when the task was made.
 *
 * Not in it: notes, blocks, parents, what it waits for, reminders, occurrences that were touched, and rules that rec: has no words for.
 */
GType            stint_todo_txt_reader_get_type (void);
StintFileReader *stint_todo_txt_reader_new (GInputStream            *stream,
                                            const StintFileContext  *context);

/* For reader and writer. */
#define STINT_TODO_TXT_KEPT "todotxt"

gboolean         stint_todo_txt_is_key     (const char              *word);

G_END_DECLS
