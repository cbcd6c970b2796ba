/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintCoreError:
 * @STINT_CORE_ERROR_INVALID: a value breaks one of the stated limits or is of the wrong shape
 * @STINT_CORE_ERROR_PARSE: a text is not what it should be (a time, a zone, an id)
 * @STINT_CORE_ERROR_TOO_LARGE: a member or a record is over its size
 */
typedef enum
{
  STINT_CORE_ERROR_INVALID,
  STINT_CORE_ERROR_PARSE,
  STINT_CORE_ERROR_TOO_LARGE,
} StintCoreError;

#define STINT_CORE_ERROR (stint_core_error_quark ())
GQuark stint_core_error_quark (void);

G_END_DECLS
