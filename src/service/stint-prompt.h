/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-proposal.h"

G_BEGIN_DECLS

/**
 * StintPrompt:
 * @system: what the model is told, for each kind of question
 * @tool: the tool that it has to call, JSON in one line
 *
 * One version of the prompts: a folder of files.
 */
typedef struct
{
  char *version;
  char *system[STINT_N_ASSIST_KINDS];
  char *tool;
} StintPrompt;

StintPrompt *stint_prompt_load (const char  *folder,
                                const char  *version,
                                GError     **error);
void         stint_prompt_free (StintPrompt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintPrompt, stint_prompt_free)

G_END_DECLS
