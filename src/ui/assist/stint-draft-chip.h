/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintDraftChip:
 *
 * One fact as a button; its popover has a line to type another one into.
 *
 * Signal: `entered (text) → boolean`: a person typed it; FALSE says that it was not understood.
 */
#define STINT_TYPE_DRAFT_CHIP (stint_draft_chip_get_type ())
G_DECLARE_FINAL_TYPE (StintDraftChip, stint_draft_chip, STINT, DRAFT_CHIP, GtkWidget)

/* @title: the name of the fact; @hint: an example of what may be typed */
GtkWidget *stint_draft_chip_new       (const char     *title,
                                       const char     *hint);
/* @value: (nullable): as it is shown; @typed: as the line begins with it */
void       stint_draft_chip_set_value (StintDraftChip *self,
                                       const char     *value,
                                       const char     *typed);
/* What Enter in the line does. Returns: whether it was understood */
gboolean   stint_draft_chip_enter     (StintDraftChip *self,
                                       const char     *text);

G_END_DECLS
