/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define STINT_PROPOSAL_MAX_TASKS 50
#define STINT_PROPOSAL_MAX_RULES 20
#define STINT_PROPOSAL_MAX_QUESTIONS 5
#define STINT_PROPOSAL_MAX_TAGS 10
#define STINT_PROPOSAL_MAX_AFTER 20
#define STINT_PROPOSAL_TITLE_MAX_CHARS 300
#define STINT_PROPOSAL_WHY_MAX_CHARS 500
#define STINT_PROPOSAL_ESTIMATE_MAX_MIN 10080
#define STINT_PROPOSAL_MAX_YEARS_AWAY 20

/**
 * StintAssistKind:
 * @STINT_ASSIST_CAPTURE: pasted words into tasks, and into rules where they are some
 * @STINT_ASSIST_BREAK_DOWN: one task into smaller ones
 * @STINT_ASSIST_RULES: wishes into rules
 */
typedef enum
{
  STINT_ASSIST_CAPTURE,
  STINT_ASSIST_BREAK_DOWN,
  STINT_ASSIST_RULES,
} StintAssistKind;
#define STINT_N_ASSIST_KINDS (STINT_ASSIST_RULES + 1)

const char *stint_assist_kind_to_string   (StintAssistKind  kind);
gboolean    stint_assist_kind_from_string (const char      *text,
                                           StintAssistKind *kind);

/**
 * StintProposalError:
 * @STINT_PROPOSAL_ERROR_SHAPE: no object, or lists that are none
 * @STINT_PROPOSAL_ERROR_EMPTY: nothing is proposed and nothing is asked
 * @STINT_PROPOSAL_ERROR_NOT_ASKED: tasks where rules were asked for, or rules where one task was to be broken down
 * @STINT_PROPOSAL_ERROR_TOO_MANY: more elements than a list may have
 * @STINT_PROPOSAL_ERROR_EXTRA_KEY: a member that is not in the schema
 * @STINT_PROPOSAL_ERROR_MISSING: no ref or no title
 * @STINT_PROPOSAL_ERROR_TYPE: a member of another type
 * @STINT_PROPOSAL_ERROR_TEXT: a text that is empty, too long or has control or direction-changing characters
 * @STINT_PROPOSAL_ERROR_REF: what cannot be a ref, or a ref or tag twice
 * @STINT_PROPOSAL_ERROR_MINUTES: an estimate out of range
 * @STINT_PROPOSAL_ERROR_PRIORITY: a priority out of range
 * @STINT_PROPOSAL_ERROR_RULE: not a rule
 * @STINT_PROPOSAL_ERROR_DATE: a date or time that does not exist, or is too many years away
 * @STINT_PROPOSAL_ERROR_DATE_ORDER: the deadline is before the earliest start
 * @STINT_PROPOSAL_ERROR_UNKNOWN_PROJECT: a project that was not among those given
 * @STINT_PROPOSAL_ERROR_UNKNOWN_TAG: a tag that was not among those given
 * @STINT_PROPOSAL_ERROR_UNKNOWN_REF: it comes after a task that is not there
 * @STINT_PROPOSAL_ERROR_CYCLE: tasks that wait for each other
 *
 * One code for each check, in the order in which they are made: shape, then schema, then domain.
 */
typedef enum
{
  STINT_PROPOSAL_ERROR_SHAPE,
  STINT_PROPOSAL_ERROR_EMPTY,
  STINT_PROPOSAL_ERROR_NOT_ASKED,
  STINT_PROPOSAL_ERROR_TOO_MANY,
  STINT_PROPOSAL_ERROR_EXTRA_KEY,
  STINT_PROPOSAL_ERROR_MISSING,
  STINT_PROPOSAL_ERROR_TYPE,
  STINT_PROPOSAL_ERROR_TEXT,
  STINT_PROPOSAL_ERROR_REF,
  STINT_PROPOSAL_ERROR_MINUTES,
  STINT_PROPOSAL_ERROR_PRIORITY,
  STINT_PROPOSAL_ERROR_RULE,
  STINT_PROPOSAL_ERROR_DATE,
  STINT_PROPOSAL_ERROR_DATE_ORDER,
  STINT_PROPOSAL_ERROR_UNKNOWN_PROJECT,
  STINT_PROPOSAL_ERROR_UNKNOWN_TAG,
  STINT_PROPOSAL_ERROR_UNKNOWN_REF,
  STINT_PROPOSAL_ERROR_CYCLE,
} StintProposalError;
#define STINT_N_PROPOSAL_ERRORS (STINT_PROPOSAL_ERROR_CYCLE + 1)

#define STINT_PROPOSAL_ERROR (stint_proposal_error_quark ())
GQuark      stint_proposal_error_quark     (void);
const char *stint_proposal_error_to_string (StintProposalError code);

/**
 * StintProposalContext:
 * @kind: what was asked for
 * @projects: (nullable): the names of projects that were given with the question; longer ones than 64 characters cannot be named
 * @tags: (nullable): the tags that were given with the question
 * @today: the civil day of the question
 *
 * What a proposal is checked against. It borrows.
 */
typedef struct
{
  StintAssistKind kind;
  const char *const *projects;
  const char *const *tags;
  int today;
} StintProposalContext;

gboolean    stint_proposal_check       (GVariant                   *proposal,
                                        const StintProposalContext *context,
                                        GError                    **error);
GVariant   *stint_proposal_from_answer (GVariant                   *answer);
gboolean    stint_proposal_ref_is_valid (const char                *ref);

/* The lists of a proposal that was checked; a list that it does not have is empty. */
gsize       stint_proposal_get_n       (GVariant                   *proposal,
                                        const char                 *list);
GVariant   *stint_proposal_dup_element (GVariant                   *proposal,
                                        const char                 *list,
                                        gsize                       position);

G_END_DECLS
