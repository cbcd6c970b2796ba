/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/backlog/stint-chips.h"

#include "ui/window/stint-paint.h"

#define GAP 6
#define PAD_X 8
#define PAD_Y 3
#define DOT 8
#define DOT_GAP 5

typedef struct
{
  PangoLayout *layout;
  gboolean     has_dot;
  GdkRGBA      dot;
  int          width;
  int          height;
} Chip;

struct _StintChips
{
  GtkWidget parent_instance;

  GArray   *chips;
};

G_DEFINE_FINAL_TYPE (StintChips, stint_chips, GTK_TYPE_WIDGET)

static void
chip_clear (Chip *chip)
{
  g_clear_object (&chip->layout);
}

/* Calls @draw for each chip with its place, and returns the height of all. */
static int
place_chips (StintChips *self,
             int width,
             void ( *draw ) (StintChips *, Chip *, int, int, GtkSnapshot *),
             GtkSnapshot *snapshot)
{
  int x = 0, y = 0, line_height = 0;

  for (guint i = 0; i < self->chips->len; i++)
    {
      Chip *chip = &g_array_index (self->chips, Chip, i);

      if (x > 0 && x + chip->width > width)
        {
          x = 0;
          y += line_height + GAP;
          line_height = 0;
        }
      if (draw != NULL)
        draw (self, chip, x, y, snapshot);
      x += chip->width + GAP;
      line_height = MAX (line_height, chip->height);
    }
  return y + line_height;
}

static void
draw_chip (StintChips  *self,
           Chip        *chip,
           int          x,
           int          y,
           GtkSnapshot *snapshot)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int whole = gtk_widget_get_width (GTK_WIDGET (self));
  int shown = MIN (chip->width, whole);
  int left = rtl ? whole - x - shown : x;
  int dot_space = chip->has_dot ? DOT + DOT_GAP : 0;
  GdkRGBA color, fill;

  stint_paint_get_color (GTK_WIDGET (self), &color);
  fill = color;
  stint_paint_fade (&fill, 0.09);
  stint_paint_pill (snapshot, &GRAPHENE_RECT_INIT (left, y, shown, chip->height), 99, &fill);
  if (chip->has_dot)
    {
      int dot_left = rtl ? left + shown - PAD_X - DOT : left + PAD_X;

      stint_paint_pill (snapshot, &GRAPHENE_RECT_INIT (dot_left, y + (chip->height - DOT) / 2.0, DOT, DOT), DOT, &chip->dot);
    }
  pango_layout_set_width (chip->layout, MAX (0, shown - 2 * PAD_X - dot_space) * PANGO_SCALE);
  stint_paint_text (snapshot, chip->layout, rtl ? left + PAD_X : left + PAD_X + dot_space, y + PAD_Y,
                    shown - 2 * PAD_X - dot_space, rtl, &color);
  pango_layout_set_width (chip->layout, -1);
}

static void
stint_chips_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  StintChips *self = STINT_CHIPS (widget);

  *minimum = *natural = 0;
  /* They wrap in the width that there is, and never ask for more: a pane that grew while one types would push the grid aside. */
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = place_chips (self, for_size < 0 ? G_MAXINT / 2 : for_size, NULL, NULL);
}

static void
stint_chips_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  place_chips (STINT_CHIPS (widget), gtk_widget_get_width (widget), draw_chip, snapshot);
}

static GtkSizeRequestMode
stint_chips_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
stint_chips_dispose (GObject *object)
{
  StintChips *self = STINT_CHIPS (object);

  g_array_set_size (self->chips, 0);
  G_OBJECT_CLASS (stint_chips_parent_class)->dispose (object);
}

static void
stint_chips_finalize (GObject *object)
{
  StintChips *self = STINT_CHIPS (object);

  g_array_unref (self->chips);
  G_OBJECT_CLASS (stint_chips_parent_class)->finalize (object);
}

static void
stint_chips_class_init (StintChipsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = stint_chips_dispose;
  object_class->finalize = stint_chips_finalize;
  widget_class->get_request_mode = stint_chips_get_request_mode;
  widget_class->measure = stint_chips_measure;
  widget_class->snapshot = stint_chips_snapshot;
  gtk_widget_class_set_css_name (widget_class, "chips");
}

static void
stint_chips_init (StintChips *self)
{
  self->chips = g_array_new (FALSE, TRUE, sizeof (Chip));
  g_array_set_clear_func (self->chips, (GDestroyNotify) chip_clear);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
tell_accessibility (StintChips *self)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < self->chips->len; i++)
    {
      if (i > 0)
        g_string_append (all, ", ");
      g_string_append (all, pango_layout_get_text (g_array_index (self->chips, Chip, i).layout));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all->str, -1);
}

void
stint_chips_clear (StintChips *self)
{
  g_return_if_fail (STINT_IS_CHIPS (self));
  if (self->chips->len == 0)
    return;
  g_array_set_size (self->chips, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* @dot: (nullable): the colour of the dot before the text */
void
stint_chips_add (StintChips    *self,
                 const char    *text,
                 const GdkRGBA *dot)
{
  Chip chip = { 0 };

  g_return_if_fail (STINT_IS_CHIPS (self));
  chip.layout = stint_paint_new_layout (GTK_WIDGET (self), 0.86, PANGO_WEIGHT_NORMAL);
  pango_layout_set_text (chip.layout, text, -1);
  pango_layout_get_pixel_size (chip.layout, &chip.width, &chip.height);
  chip.has_dot = dot != NULL;
  if (dot != NULL)
    chip.dot = *dot;
  chip.width += 2 * PAD_X + (chip.has_dot ? DOT + DOT_GAP : 0);
  chip.height += 2 * PAD_Y;
  g_array_append_val (self->chips, chip);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  tell_accessibility (self);
}

guint
stint_chips_get_n_chips (StintChips *self)
{
  g_return_val_if_fail (STINT_IS_CHIPS (self), 0);
  return self->chips->len;
}
