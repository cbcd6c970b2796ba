/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintImportLinks:
 *
 * Who comes before whom, by ids: parents or blockers. A link that would close a loop is not taken.
 */
typedef struct _StintImportLinks StintImportLinks;

StintImportLinks *stint_import_links_new  (void);
void              stint_import_links_free (StintImportLinks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintImportLinks, stint_import_links_free)

gboolean          stint_import_links_add  (StintImportLinks *self,
                                           const char       *from,
                                           const char       *to);

G_END_DECLS
