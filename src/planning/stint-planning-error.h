/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintPlanningError:
 * @STINT_PLANNING_ERROR_INVALID: a rule that RFC 5545 does not allow; the message says why, for people
 * @STINT_PLANNING_ERROR_UNSUPPORTED: a rule that is kept and written back, but not expanded
 * @STINT_PLANNING_ERROR_TOO_MANY: the range lies behind more occurrences than are ever counted
 * @STINT_PLANNING_ERROR_STOPPED: the caller had it stopped
 */
typedef enum
{
  STINT_PLANNING_ERROR_INVALID,
  STINT_PLANNING_ERROR_UNSUPPORTED,
  STINT_PLANNING_ERROR_TOO_MANY,
  STINT_PLANNING_ERROR_STOPPED,
} StintPlanningError;

#define STINT_PLANNING_ERROR (stint_planning_error_quark ())
GQuark stint_planning_error_quark (void);

G_END_DECLS
