/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/repeat/stint-scope-choice.h"

G_BEGIN_DECLS

AdwToast *stint_scope_toast_new (StintScopeChoice *choice);

G_END_DECLS
