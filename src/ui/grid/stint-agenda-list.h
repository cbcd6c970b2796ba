/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-block-pool.h"

G_BEGIN_DECLS

/**
 * StintAgendaList:
 *
 * Days below each other, each with its items, to be put into a scrolled window; leaves stand only for what is in or near its view.
 */
#define STINT_TYPE_AGENDA_LIST (stint_agenda_list_get_type ())
G_DECLARE_FINAL_TYPE (StintAgendaList, stint_agenda_list, STINT, AGENDA_LIST, GtkWidget)

GtkWidget      *stint_agenda_list_new            (void);
void            stint_agenda_list_set_adjustment (StintAgendaList    *self,
                                                  GtkAdjustment      *adjustment);
void            stint_agenda_list_set_page       (StintAgendaList    *self,
                                                  StintGridPage      *page,
                                                  int                 today);
guint           stint_agenda_list_get_n_items    (StintAgendaList    *self);
void            stint_agenda_list_focus          (StintAgendaList    *self,
                                                  guint               position);
guint           stint_agenda_list_get_position   (StintAgendaList    *self);
guint           stint_agenda_list_find           (StintAgendaList    *self,
                                                  int                 day,
                                                  const char         *block_id);
int             stint_agenda_list_get_day        (StintAgendaList    *self,
                                                  guint               position);
StintBlockPool *stint_agenda_list_get_pool       (StintAgendaList    *self);

G_END_DECLS
