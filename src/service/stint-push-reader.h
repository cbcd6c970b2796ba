/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/stint-push.h"
#include "service/stint-request.h"

G_BEGIN_DECLS

StintPush *stint_push_read_changes (const StintRequest *request,
                                    GError            **error);
StintPush *stint_push_read_task    (const StintRequest *request,
                                    GError            **error);

G_END_DECLS
