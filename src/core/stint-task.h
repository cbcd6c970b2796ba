/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"
#include "core/stint-time.h"

G_BEGIN_DECLS

/* The members of a task. */
#define STINT_TASK_TITLE "title"
#define STINT_TASK_NOTES "notes"
#define STINT_TASK_PROJECT "project"
#define STINT_TASK_PARENT "parent"
#define STINT_TASK_TAGS "tags"
#define STINT_TASK_BLOCKERS "blockers"
#define STINT_TASK_PRIORITY "priority"
#define STINT_TASK_ESTIMATE "estimate_min"
#define STINT_TASK_DEADLINE "deadline"
#define STINT_TASK_EARLIEST "earliest"
#define STINT_TASK_REPEAT "repeat"
#define STINT_TASK_SKIPPED "skipped"
#define STINT_TASK_ADDED "added"
#define STINT_TASK_REMINDERS "reminders"
#define STINT_TASK_DONE "done"
#define STINT_TASK_UID "uid"
#define STINT_TASK_SERIES "series"
#define STINT_TASK_OCCURRENCE "occurrence"
#define STINT_TASK_CANCELLED "cancelled"

/* RFC 5545 §3.8.1.9: 0 none, 1–4 high, 5 medium, 6–9 low. */
#define STINT_PRIORITY_NONE 0
#define STINT_PRIORITY_HIGH 1
#define STINT_PRIORITY_MEDIUM 5
#define STINT_PRIORITY_LOW 9

const char *stint_task_get_title        (StintRecord *task);
const char *stint_task_get_notes        (StintRecord *task);
const char *stint_task_get_project      (StintRecord *task);
int         stint_task_get_priority     (StintRecord *task);
int         stint_task_get_estimate_min (StintRecord *task);
gboolean    stint_task_get_deadline     (StintRecord *task,
                                         StintTime   *deadline);
gboolean    stint_task_get_earliest     (StintRecord *task,
                                         StintTime   *earliest);
gboolean    stint_task_is_done          (StintRecord *task);
char      **stint_task_dup_tags         (StintRecord *task);
gboolean    stint_task_get_occurrence   (StintRecord *task,
                                         StintTime   *original);
gboolean    stint_task_is_cancelled     (StintRecord *task);
StintRecord *stint_task_complete_override (StintRecord *task,
                                           StintRecord *series);

G_END_DECLS
