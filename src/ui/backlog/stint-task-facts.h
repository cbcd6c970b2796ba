/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-clock.h"
#include "core/stint-query.h"
#include "core/stint-task.h"

G_BEGIN_DECLS

char *stint_task_facts_new (const StintTaskRow *row,
                            StintClock         *clock,
                            gboolean           *is_late,
                            double             *planned);

G_END_DECLS
