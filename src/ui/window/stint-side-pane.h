/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintSidePane:
 *
 * A pane beside the content that lies over it when there is no room: an AdwOverlaySplitView where libadwaita has it, else an AdwFlap.
 *
 * Properties: `content`, `pane` (nullable widgets), `at-end` (construct only: on which side), `pane-width` (construct only: pixels),
 * `folded`, `revealed`.
 */
#define STINT_TYPE_SIDE_PANE (stint_side_pane_get_type ())
G_DECLARE_FINAL_TYPE (StintSidePane, stint_side_pane, STINT, SIDE_PANE, GtkWidget)

void       stint_side_pane_set_content  (StintSidePane *self,
                                         GtkWidget     *content);
void       stint_side_pane_set_pane     (StintSidePane *self,
                                         GtkWidget     *pane);
GtkWidget *stint_side_pane_get_pane     (StintSidePane *self);
gboolean   stint_side_pane_get_folded   (StintSidePane *self);
void       stint_side_pane_set_folded   (StintSidePane *self,
                                         gboolean       folded);
gboolean   stint_side_pane_get_revealed (StintSidePane *self);
void       stint_side_pane_set_revealed (StintSidePane *self,
                                         gboolean       revealed);

G_END_DECLS
