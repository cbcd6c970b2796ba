/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-grid-view.h"

G_BEGIN_DECLS

#define STINT_AGENDA_DAYS 28

/**
 * StintAgendaView:
 *
 * Four weeks from the shown day on, as a list; or a word that there is nothing.
 */
#define STINT_TYPE_AGENDA_VIEW (stint_agenda_view_get_type ())
G_DECLARE_FINAL_TYPE (StintAgendaView, stint_agenda_view, STINT, AGENDA_VIEW, GtkWidget)

GtkWidget *stint_agenda_view_new (gint64 now_s);

G_END_DECLS
