/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/assist/stint-assistant.h"

G_BEGIN_DECLS

/* What the server said. (transfer full) (nullable): a draft to look through; NULL with an error in words for people. */
StintDraft *stint_answer_read        (const StintApiAnswer *answer,
                                      StintAssistQuestion        *question,
                                      StintWorkspace       *workspace,
                                      StintQuota           *quota,
                                      GError              **error);
/* An answer to the question how many calls are left. */
gboolean    stint_answer_read_quota  (const StintApiAnswer *answer,
                                      StintQuota           *quota);
/* What no answer at all means: a StintCloudError in the words of this feature. (transfer full); cancelling stays what it is */
GError     *stint_answer_explain     (const GError         *error);

G_END_DECLS
