/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintProblemCode:
 * @STINT_PROBLEM_INVALID_REQUEST: the request breaks a rule; the faults say where
 * @STINT_PROBLEM_NO_USER: the authorizer passed no user on
 * @STINT_PROBLEM_CLIENT: a token of another client of the pool
 * @STINT_PROBLEM_FULL: the user's records or bytes are at their limit
 * @STINT_PROBLEM_NOT_FOUND: no such record, or it is deleted; or no such address
 * @STINT_PROBLEM_METHOD: the address is there, the method is not
 * @STINT_PROBLEM_CONFLICT: somebody was first; the records are named
 * @STINT_PROBLEM_EXPIRED: the log does not reach back to the cursor
 * @STINT_PROBLEM_DIVERGED: the cursor is of a past that the table does not have
 * @STINT_PROBLEM_ERASED: the account was erased after the cursor
 * @STINT_PROBLEM_TOO_LARGE: over one of the sizes; the faults say which
 * @STINT_PROBLEM_MEDIA_TYPE: the body is no JSON by its own word
 * @STINT_PROBLEM_KEY_REUSED: the key belongs to another body
 * @STINT_PROBLEM_REJECTED: the language model's answer did not pass the check; the codes say why
 * @STINT_PROBLEM_CLIENT_TOO_OLD: the client is older than the oldest that is served
 * @STINT_PROBLEM_QUOTA: what may be used on a day is used up
 * @STINT_PROBLEM_INTERNAL: our fault
 * @STINT_PROBLEM_INCONSISTENT: the table contradicts itself: it was restored in part
 * @STINT_PROBLEM_BUSY: too many pushes at once; the same request may be sent again
 * @STINT_PROBLEM_UNAVAILABLE: the database or the language model does not answer; the same request may be sent again
 *
 * What a request can come to, beside success. Each has its status, type and title in one table. Errors of any other domain that
 * reach the answer are %STINT_PROBLEM_INTERNAL.
 */
typedef enum
{
  STINT_PROBLEM_INVALID_REQUEST,
  STINT_PROBLEM_NO_USER,
  STINT_PROBLEM_CLIENT,
  STINT_PROBLEM_FULL,
  STINT_PROBLEM_NOT_FOUND,
  STINT_PROBLEM_METHOD,
  STINT_PROBLEM_CONFLICT,
  STINT_PROBLEM_EXPIRED,
  STINT_PROBLEM_DIVERGED,
  STINT_PROBLEM_ERASED,
  STINT_PROBLEM_TOO_LARGE,
  STINT_PROBLEM_MEDIA_TYPE,
  STINT_PROBLEM_KEY_REUSED,
  STINT_PROBLEM_REJECTED,
  STINT_PROBLEM_CLIENT_TOO_OLD,
  STINT_PROBLEM_QUOTA,
  STINT_PROBLEM_INTERNAL,
  STINT_PROBLEM_INCONSISTENT,
  STINT_PROBLEM_BUSY,
  STINT_PROBLEM_UNAVAILABLE,
} StintProblemCode;
#define STINT_N_PROBLEMS (STINT_PROBLEM_UNAVAILABLE + 1)

/* An error that carries what a problem's body has beside its sentence: all that is wrong, and the records it is about. */
#define STINT_PROBLEM (stint_problem_quark ())
GQuark stint_problem_quark        (void);

int    stint_problem_get_status   (const GError  *error);
char  *stint_problem_to_json      (const GError  *error,
                                   const char    *request_id);

void   stint_problem_set          (GError       **error,
                                   StintProblemCode code,
                                   const char    *format,
                                   ...) G_GNUC_PRINTF (3, 4);
void   stint_problem_add_fault    (GError        *error,
                                   const char    *pointer,
                                   const char    *detail);
void   stint_problem_add_record   (GError        *error,
                                   const char    *kind,
                                   const char    *id);
void   stint_problem_set_head     (GError        *error,
                                   const char    *head);
void   stint_problem_set_codes    (GError        *error,
                                   const char    *codes);
void   stint_problem_set_retry_after (GError     *error,
                                      int         seconds);
int    stint_problem_get_retry_after (const GError *error);
gsize  stint_problem_n_faults     (const GError  *error);

G_END_DECLS
