/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-allowance.h"

G_BEGIN_DECLS

#define STINT_TYPE_MEMORY_ALLOWANCE (stint_memory_allowance_get_type ())
G_DECLARE_FINAL_TYPE (StintMemoryAllowance, stint_memory_allowance, STINT, MEMORY_ALLOWANCE, GObject)

StintAllowance *stint_memory_allowance_new        (void);
gint64          stint_memory_allowance_get_tokens (StintMemoryAllowance *self);

G_END_DECLS
