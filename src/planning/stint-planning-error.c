/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-planning-error.h"

G_DEFINE_QUARK (stint-planning-error-quark, stint_planning_error)
