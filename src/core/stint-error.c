/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-error.h"

G_DEFINE_QUARK (stint-core-error-quark, stint_core_error)
