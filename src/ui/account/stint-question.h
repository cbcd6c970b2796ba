/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintAnswerLook:
 *
 * What an answer's button looks like; the suggested one is what Enter gives.
 */
typedef enum
{
  STINT_ANSWER_PLAIN,
  STINT_ANSWER_SUGGESTED,
  STINT_ANSWER_DESTRUCTIVE,
} StintAnswerLook;

/* The answer of a question that is closed without one. */
#define STINT_ANSWER_CANCEL "cancel"

/**
 * StintQuestion:
 *
 * Something that only a person can decide: an AdwAlertDialog where libadwaita has it, else an AdwMessageDialog. Once shown it keeps itself
 * alive until it is answered.
 *
 * Signal: `answered (id)`, once.
 */
#define STINT_TYPE_QUESTION (stint_question_get_type ())
G_DECLARE_FINAL_TYPE (StintQuestion, stint_question, STINT, QUESTION, GObject)

StintQuestion *stint_question_new        (const char      *heading,
                                          const char      *body);
void           stint_question_set_child  (StintQuestion   *self,
                                          GtkWidget       *child);
void           stint_question_add_answer (StintQuestion   *self,
                                          const char      *id,
                                          const char      *label,
                                          StintAnswerLook  look);
void           stint_question_present    (StintQuestion   *self,
                                          GtkWidget       *parent);
void           stint_question_dismiss    (StintQuestion   *self);
GtkWidget     *stint_question_get_dialog (StintQuestion   *self);

/* Says something that a person must have read, and needs no answer but that. */
void           stint_question_tell       (GtkWidget       *parent,
                                          const char      *heading,
                                          const char      *message);

G_END_DECLS
