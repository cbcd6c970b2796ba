/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/stint-cli-session.h"
#include "workspace/assist/stint-draft.h"

G_BEGIN_DECLS

/* What was proposed, put into the session's output. @is_added: it is in the plan */
void stint_cli_put_draft (StintCliSession *session,
                          StintDraft      *draft,
                          gboolean         is_added);

G_END_DECLS
