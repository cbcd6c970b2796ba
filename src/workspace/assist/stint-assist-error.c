/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "workspace/assist/stint-assist-error.h"

G_DEFINE_QUARK (stint-assist-error-quark, stint_assist_error)
