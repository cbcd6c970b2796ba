/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-query.h"

G_BEGIN_DECLS

char *stint_block_describe (const StintGridRow *row,
                            const char         *zone);

G_END_DECLS
