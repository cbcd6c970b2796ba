/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/account/stint-account.h"
#include "workspace/assist/stint-assistant.h"

G_BEGIN_DECLS

void stint_assistant_follow (StintAssistant *self,
                             StintAccount   *account);

G_END_DECLS
