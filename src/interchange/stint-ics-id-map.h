/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintIcsIdMap:
 *
 * Ids, and a number for each, in 8 or 16 bytes: a file may hold any number of tasks, and an import must not grow with them. It keeps a
 * hash of each id, so two may be taken for the same once in 10^7 files of a million; and it takes a million.
 */
typedef struct _StintIcsIdMap StintIcsIdMap;

StintIcsIdMap *stint_ics_id_map_new    (void);
void           stint_ics_id_map_free   (StintIcsIdMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintIcsIdMap, stint_ics_id_map_free)

guint64        stint_ics_id_map_hash   (const char    *id);
gboolean       stint_ics_id_map_set    (StintIcsIdMap *self,
                                        guint64        key,
                                        guint64        value);
gboolean       stint_ics_id_map_get    (StintIcsIdMap *self,
                                        guint64        key,
                                        guint64       *value);

G_END_DECLS
