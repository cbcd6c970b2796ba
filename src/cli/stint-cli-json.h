/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/stint-cli-session.h"

G_BEGIN_DECLS

/* The objects that `--json` prints, as stint-cli(1) describes them. All return (transfer full) or add to @object. */
void      stint_cli_json_add_string  (GVariantBuilder     *object,
                                      const char          *name,
                                      const char          *value);
void      stint_cli_json_add_int     (GVariantBuilder     *object,
                                      const char          *name,
                                      gint64               value);
void      stint_cli_json_add_boolean (GVariantBuilder     *object,
                                      const char          *name,
                                      gboolean             value);
void      stint_cli_json_add         (GVariantBuilder     *object,
                                      const char          *name,
                                      GVariant            *value);
GVariant *stint_cli_json_array       (GPtrArray           *objects);

GVariant *stint_cli_json_task        (const StintTaskRow  *row);
GVariant *stint_cli_json_details     (StintCliSession     *session,
                                      StintTaskDetails    *details);
GVariant *stint_cli_json_block       (StintCliSession     *session,
                                      StintRecord         *block);
GVariant *stint_cli_json_grid_row    (StintCliSession     *session,
                                      const StintGridRow  *row);
GVariant *stint_cli_json_change      (StintChange         *change);

void      stint_cli_put_json         (StintCliSession     *session,
                                      GVariant            *value);

G_END_DECLS
