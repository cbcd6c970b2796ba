/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-block-widget-private.h"

#include "ui/grid/stint-shapes.h"
#include "ui/grid/stint-swatch.h"

#include <math.h>

#define BOX_TINT 0.20f
#define CHIP_TINT 0.16f
#define DIM 0.64f

static void
append_text (StintBlockWidget *self,
             GtkSnapshot      *snapshot,
             PangoLayout      *layout,
             double            x,
             double            y,
             const GdkRGBA    *color)
{
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &point);
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_bar (StintBlockWidget *self,
              GtkSnapshot      *snapshot,
              int               width,
              int               height,
              gboolean          mirrored)
{
  int margin = MIN (STINT_BLOCK_BAR_MARGIN, height / 5);

  gtk_snapshot_append_color (snapshot, &self->color,
                             &GRAPHENE_RECT_INIT ((float) (mirrored ? width - STINT_BLOCK_BAR_INSET - STINT_BLOCK_BAR_WIDTH : STINT_BLOCK_BAR_INSET), (float) margin, STINT_BLOCK_BAR_WIDTH,
                                                  (float) MAX (height - 2 * margin, 1)));
}

/* The sign of a series, at the end of the first line. */
static void
snapshot_sign (StintBlockWidget *self,
               GtkSnapshot      *snapshot,
               int               width,
               int               y,
               gboolean          mirrored,
               const GdkRGBA    *color)
{
  int middle = y + (stint_block_widget_get_line_height (self) - STINT_BLOCK_REPEAT) / 2;
  int x = mirrored ? STINT_BLOCK_TEXT_END - 1 : width - STINT_BLOCK_TEXT_END + 1 - STINT_BLOCK_REPEAT;

  if (self->trail > 0)
    stint_shapes_append_icon (snapshot, GTK_WIDGET (self), "media-playlist-repeat-symbolic", x, middle, STINT_BLOCK_REPEAT, color);
}

static void
snapshot_box (StintBlockWidget *self,
              GtkSnapshot      *snapshot,
              int               width,
              int               height,
              gboolean          mirrored)
{
  int line = stint_block_widget_get_line_height (self);
  int padding = height < line + 2 * STINT_BLOCK_PADDING ? STINT_BLOCK_SMALL_PADDING : STINT_BLOCK_PADDING - 1;
  int x = mirrored ? STINT_BLOCK_TEXT_END : STINT_BLOCK_TEXT_START;
  int y = height < line + 2 * STINT_BLOCK_PADDING ? MAX ((height - line) / 2, 0) : padding;
  GdkRGBA tint = self->color;
  GdkRGBA text, dim;
  int title_height;

  stint_swatch_get_color (GTK_WIDGET (self), &text);
  dim = text;
  dim.alpha *= DIM;
  tint.alpha = BOX_TINT;
  if (self->ground != NULL)
    {
      /* Nothing of the lines below shines through. */
      GdkRGBA ground;

      stint_swatch_get_color (self->ground, &ground);
      stint_shapes_mix (&ground, &self->color, BOX_TINT, &tint);
    }
  stint_shapes_append_rounded (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height), STINT_BLOCK_RADIUS, &tint);
  snapshot_bar (self, snapshot, width, height, mirrored);

  append_text (self, snapshot, self->title, mirrored ? x + self->trail : x, y, &text);
  snapshot_sign (self, snapshot, width, y, mirrored, &dim);
  if (!self->show_time)
    return;
  pango_layout_get_pixel_size (self->title, NULL, &title_height);
  append_text (self, snapshot, self->time, x, y + title_height, &dim);
}

static void
snapshot_line (StintBlockWidget *self,
               GtkSnapshot      *snapshot,
               int               width,
               int               height,
               gboolean          mirrored)
{
  gboolean is_chip = self->shape == STINT_BLOCK_CHIP;
  int x = STINT_BLOCK_CHIP_TEXT_START + (is_chip ? 0 : STINT_BLOCK_BAR_INSET);
  double y = floor ((height - stint_block_widget_get_line_height (self)) / 2.0);
  GdkRGBA tint = self->color;
  GdkRGBA text, dim;

  stint_swatch_get_color (GTK_WIDGET (self), &text);
  dim = text;
  dim.alpha *= DIM;
  if (is_chip)
    {
      tint.alpha = CHIP_TINT;
      stint_shapes_append_rounded (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height), STINT_BLOCK_CHIP_RADIUS, &tint);
    }
  else
    {
      snapshot_bar (self, snapshot, width, height, mirrored);
    }

  if (self->row->kind == STINT_GRID_DEADLINE)
    {
      stint_shapes_append_diamond (snapshot,
                                   &GRAPHENE_RECT_INIT ((float) (mirrored ? width - x - STINT_BLOCK_DIAMOND : x), (height - STINT_BLOCK_DIAMOND) / 2.0f, STINT_BLOCK_DIAMOND, STINT_BLOCK_DIAMOND),
                                   &self->color);
    }
  else if (self->show_time)
    {
      append_text (self, snapshot, self->time, mirrored ? width - x - pango_layout_get_width (self->time) / PANGO_SCALE : x, y, &dim);
    }
  append_text (self, snapshot, self->title, mirrored ? STINT_BLOCK_TEXT_END + self->trail : x + self->lead, y, &text);
  snapshot_sign (self, snapshot, width, (int) y, mirrored, &dim);
}

void
stint_block_widget_draw (StintBlockWidget *self,
                         GtkSnapshot      *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (self->shape == STINT_BLOCK_BOX)
    snapshot_box (self, snapshot, width, height, mirrored);
  else
    snapshot_line (self, snapshot, width, height, mirrored);
}
