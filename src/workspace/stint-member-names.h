/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

G_BEGIN_DECLS

const char *stint_member_get_name (StintKind   kind,
                                   const char *member);

G_END_DECLS
