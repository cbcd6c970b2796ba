/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "workspace/stint-import-preview.h"

G_BEGIN_DECLS

/**
 * StintImportPage:
 *
 * What would come in: how many of which kind, what changes of which, and what is left out. Without a choice: that is around it.
 */
#define STINT_TYPE_IMPORT_PAGE (stint_import_page_get_type ())
G_DECLARE_FINAL_TYPE (StintImportPage, stint_import_page, STINT, IMPORT_PAGE, AdwPreferencesPage)

StintImportPage *stint_import_page_new      (const StintImportPreview *preview,
                                             StintClock               *clock);
/* Says that it is not the first time, and why. */
void             stint_import_page_set_note (StintImportPage          *self,
                                             const char               *note);

G_END_DECLS
