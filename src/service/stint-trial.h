/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/stint-prompt.h"

G_BEGIN_DECLS

char *stint_trial_run (const StintPrompt *prompt,
                       int                max_tokens,
                       const char        *text,
                       gsize              length,
                       GError           **error);

G_END_DECLS
