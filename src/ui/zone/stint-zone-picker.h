/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintZonePicker:
 *
 * A button that names a time zone, and a list to search for another. Properties: `title` (what it is for, spoken), `none` (what it says
 * without a zone, and in the list; NULL: there is always one), `icon-name` (in place of `none` on the button), `compact` (and in place of the
 * zone's name, which is then in a tooltip). Signal `picked`:
 * a person has chosen; stint_zone_picker_get_zone() says what.
 */
#define STINT_TYPE_ZONE_PICKER (stint_zone_picker_get_type ())
G_DECLARE_FINAL_TYPE (StintZonePicker, stint_zone_picker, STINT, ZONE_PICKER, GtkWidget)

void        stint_zone_picker_set_zone (StintZonePicker *self,
                                        const char      *zone);
const char *stint_zone_picker_get_zone (StintZonePicker *self);
void        stint_zone_picker_set_tip  (StintZonePicker *self,
                                        const char      *tip);

G_END_DECLS
