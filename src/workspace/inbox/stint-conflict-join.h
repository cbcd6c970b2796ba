/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-schema.h"

G_BEGIN_DECLS

/* Two values of a member, put together or taken apart. NULL stands for an absent value. All return (transfer full). */
gboolean  stint_conflict_set_has_all (GVariant          *set,
                                      GVariant          *elements);
GVariant *stint_conflict_set_without (GVariant          *set,
                                      GVariant          *elements);
GVariant *stint_conflict_join        (const StintMember *member,
                                      GVariant          *first,
                                      GVariant          *second);

G_END_DECLS
