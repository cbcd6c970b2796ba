/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintImportSeen:
 *
 * Which names a file has had already, 8 bytes each, for a file may have very many: of a name its SHA-1 is kept, and of that the beginning.
 */
typedef struct _StintImportSeen StintImportSeen;

StintImportSeen *stint_import_seen_new      (void);
void             stint_import_seen_free     (StintImportSeen *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintImportSeen, stint_import_seen_free)

gboolean         stint_import_seen_add      (StintImportSeen *self,
                                             const char      *name);
gboolean         stint_import_seen_contains (StintImportSeen *self,
                                             const char      *name);

G_END_DECLS
