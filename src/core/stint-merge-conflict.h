/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

G_BEGIN_DECLS

/* The members of a conflict. */
#define STINT_CONFLICT_KIND "kind"
#define STINT_CONFLICT_ID "id"
#define STINT_CONFLICT_MEMBER "member"
#define STINT_CONFLICT_LOST "lost"
#define STINT_CONFLICT_KEPT "kept"
#define STINT_CONFLICT_BY "by"
#define STINT_CONFLICT_AT "at"

StintRecord *stint_merge_conflict_new (StintKind   kind,
                                       const char *id,
                                       const char *member,
                                       GVariant   *lost,
                                       GVariant   *kept,
                                       const char *by,
                                       gint64      at_ms);

G_END_DECLS
