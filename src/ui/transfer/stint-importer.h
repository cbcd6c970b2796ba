/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintImporter:
 *
 * Brings files in: reads them, shows what would come in and asks, and says at the end what came in and what did not. It shows how far it is
 * when the reading takes longer than half a second, and can be cancelled. It lives until then.
 */
#define STINT_TYPE_IMPORTER (stint_importer_get_type ())
G_DECLARE_FINAL_TYPE (StintImporter, stint_importer, STINT, IMPORTER, GObject)

void stint_importer_start (GtkWindow      *parent,
                           StintWorkspace *workspace,
                           GFile         **files,
                           guint           n_files);

G_END_DECLS
