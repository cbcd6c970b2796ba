/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintAssistError:
 * @STINT_ASSIST_ERROR_EMPTY: there is nothing to work on
 * @STINT_ASSIST_ERROR_TOO_LONG: the text is over %STINT_ASSIST_QUESTION_MAX_BYTES
 * @STINT_ASSIST_ERROR_TOO_MANY: more tasks than a person would look through
 * @STINT_ASSIST_ERROR_OFFLINE: no whole answer came
 * @STINT_ASSIST_ERROR_SIGNED_OUT: nobody is signed in, or the server has ended the session
 * @STINT_ASSIST_ERROR_NO_CONSENT: nobody has said that it may be sent, or it was taken back while the call ran
 * @STINT_ASSIST_ERROR_QUOTA: the day's calls are used up
 * @STINT_ASSIST_ERROR_BUSY: the server or its model has too much to do
 * @STINT_ASSIST_ERROR_REFUSED: the server takes no question from here: no right to it, no assistant there, too old a program
 * @STINT_ASSIST_ERROR_REJECTED: the server's own check did not let the model's answer through
 * @STINT_ASSIST_ERROR_SERVER: the server failed
 * @STINT_ASSIST_ERROR_ANSWER: what came is no answer that may be shown
 */
typedef enum
{
  STINT_ASSIST_ERROR_EMPTY,
  STINT_ASSIST_ERROR_TOO_LONG,
  STINT_ASSIST_ERROR_TOO_MANY,
  STINT_ASSIST_ERROR_OFFLINE,
  STINT_ASSIST_ERROR_SIGNED_OUT,
  STINT_ASSIST_ERROR_NO_CONSENT,
  STINT_ASSIST_ERROR_QUOTA,
  STINT_ASSIST_ERROR_BUSY,
  STINT_ASSIST_ERROR_REFUSED,
  STINT_ASSIST_ERROR_REJECTED,
  STINT_ASSIST_ERROR_SERVER,
  STINT_ASSIST_ERROR_ANSWER,
} StintAssistError;

#define STINT_ASSIST_ERROR (stint_assist_error_quark ())
GQuark stint_assist_error_quark (void);

G_END_DECLS
