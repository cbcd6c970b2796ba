/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-block-widget.h"

G_BEGIN_DECLS

/* Layout of a box and of a line, in pixels. The radius is that of grid.css. */
#define STINT_BLOCK_RADIUS 7
#define STINT_BLOCK_CHIP_RADIUS 5
#define STINT_BLOCK_BAR_WIDTH 3
#define STINT_BLOCK_BAR_INSET 3
#define STINT_BLOCK_BAR_MARGIN 4
#define STINT_BLOCK_TEXT_START 10
#define STINT_BLOCK_TEXT_END 6
#define STINT_BLOCK_CHIP_TEXT_START 7
#define STINT_BLOCK_PADDING 4
#define STINT_BLOCK_SMALL_PADDING 1
#define STINT_BLOCK_DIAMOND 9
#define STINT_BLOCK_SIGN_GAP 5
#define STINT_BLOCK_REPEAT 12

/* The leaf as its files see it: stint-block-widget.c lays it out, -drawing draws it. */
struct _StintBlockWidget
{
  GtkWidget           parent_instance;

  StintGridPage      *page;
  const StintGridRow *row;
  int                 day;
  StintBlockShape     shape;
  GdkRGBA             color;

  PangoLayout        *title;
  PangoLayout        *time;
  char               *title_text;
  char               *time_text;
  char               *label;
  int                 line_height;
  int                 lead;
  int                 trail; /* what the sign of a series takes at the end of the title's line */
  gboolean            struck;
  gboolean            bold;
  gboolean            show_time;
  GtkWidget          *ground;
  gboolean            laid_out;
};

int  stint_block_widget_get_line_height (StintBlockWidget *self);
void stint_block_widget_draw            (StintBlockWidget *self,
                                         GtkSnapshot      *snapshot);

G_END_DECLS
