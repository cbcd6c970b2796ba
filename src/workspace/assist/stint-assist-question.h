/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/assist/stint-draft.h"

G_BEGIN_DECLS

#define STINT_ASSIST_QUESTION_MAX_BYTES (16 * 1024)

/**
 * StintAssistQuestion:
 *
 * What is asked of the assistant. Its payload is all that is sent, byte for byte, and is made once: a person has seen the very text that
 * goes out. Immutable, counted.
 */
typedef struct _StintAssistQuestion StintAssistQuestion;

#define STINT_TYPE_ASSIST_QUESTION (stint_assist_question_get_type ())
GType           stint_assist_question_get_type    (void);

/* @task: (nullable): what is broken down. Without a text it speaks for itself. @tags: (nullable). Names only; no id is ever sent. */
StintAssistQuestion  *stint_assist_question_new         (StintAssistKind     kind,
                                            const char         *text,
                                            StintWorkspace     *workspace,
                                            const char *const  *tags,
                                            StintRecord        *task,
                                            GError            **error);
StintAssistQuestion  *stint_assist_question_ref         (StintAssistQuestion      *self);
void            stint_assist_question_unref       (StintAssistQuestion      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintAssistQuestion, stint_assist_question_unref)

StintAssistKind stint_assist_question_get_kind    (StintAssistQuestion      *self);
/* JSON, with its lines and indents. */
const char     *stint_assist_question_get_payload (StintAssistQuestion      *self);
/* (nullable) */
StintRecord    *stint_assist_question_get_task    (StintAssistQuestion      *self);
/* The names that an answer may use, as they were sent. */
const char *const *stint_assist_question_get_projects (StintAssistQuestion  *self);
const char *const *stint_assist_question_get_tags (StintAssistQuestion      *self);

G_END_DECLS
