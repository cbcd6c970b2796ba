/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/backlog/stint-chips.h"

#include "stint-config.h"
#include "ui/window/stint-paint.h"

#include <glib/gi18n-lib.h>

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
  guint        id;
} Chip;

struct _StintChips
{
  GtkWidget parent_instance;

  GArray   *chips;
  guint     next_id;
  guint     current;   /* which one the keys mean */
};

enum
{
  REMOVED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintChips, stint_chips, GTK_TYPE_WIDGET)

static void
chip_clear (Chip *chip)
{
  g_clear_object (&chip->layout);
}

/* Calls @draw with each chip, its place and @data, and returns the height of all. */
static int
place_chips (StintChips *self,
             int width,
             void ( *draw ) (StintChips *, Chip *, int, int, gpointer),
             gpointer data)
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
        draw (self, chip, x, y, data);
      x += chip->width + GAP;
      line_height = MAX (line_height, chip->height);
    }
  return y + line_height;
}

static gboolean
is_current (StintChips *self,
            const Chip *chip)
{
  return chip == &g_array_index (self->chips, Chip, self->current);
}

static void
draw_chip (StintChips *self,
           Chip       *chip,
           int         x,
           int         y,
           gpointer    snapshot)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int whole = gtk_widget_get_width (GTK_WIDGET (self));
  int shown = MIN (chip->width, whole);
  int left = rtl ? whole - x - shown : x;
  int dot_space = chip->has_dot ? DOT + DOT_GAP : 0;
  GdkRGBA color, fill;

  stint_paint_get_color (GTK_WIDGET (self), &color);
  fill = color;
  stint_paint_fade (&fill, gtk_widget_has_focus (GTK_WIDGET (self)) && is_current (self, chip) ? 0.3 : 0.09);
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

typedef struct
{
  double x;
  double y;
  guint  found;
} Place;

static void
find_chip (StintChips *self,
           Chip       *chip,
           int         x,
           int         y,
           gpointer    data)
{
  Place *place = data;

  if (place->x >= x && place->x < x + chip->width && place->y >= y && place->y < y + chip->height)
    place->found = (guint) (chip - (Chip *) (gpointer) self->chips->data);
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
choose (StintChips *self,
        guint       chip)
{
  g_autofree char *label = NULL;

  self->current = MIN (chip, self->chips->len - 1);
  /* Translators: a fact that was understood, with the focus on it */
  label = g_strdup_printf (_("%s. Backspace makes it words again."),
                           pango_layout_get_text (g_array_index (self->chips, Chip, self->current).layout));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
step_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  StintChips *self = STINT_CHIPS (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean forwards = g_variant_get_boolean (args) != rtl;

  if (self->chips->len == 0 || (!forwards && self->current == 0) || (forwards && self->current + 1 >= self->chips->len))
    return GDK_EVENT_STOP;
  choose (self, forwards ? self->current + 1 : self->current - 1);
  return GDK_EVENT_STOP;
}

static gboolean
remove_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  StintChips *self = STINT_CHIPS (widget);

  if (self->chips->len > 0)
    stint_chips_remove (self, self->current);
  return GDK_EVENT_STOP;
}

/* The newest is meant first: it is what was typed last. */
static void
focused_cb (StintChips *self)
{
  if (gtk_widget_has_focus (GTK_WIDGET (self)) && self->chips->len > 0)
    choose (self, self->chips->len - 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A click chooses the chip under it. */
static void
pressed_cb (StintChips *self,
            int         n_press,
            double      x,
            double      y)
{
  int whole = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  Place place = { .x = rtl ? whole - x : x, .y = y, .found = self->chips->len };

  place_chips (self, whole, find_chip, &place);
  if (place.found == self->chips->len)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  choose (self, place.found);
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

  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, step_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, step_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_BackSpace, 0, remove_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, remove_cb, NULL);
}

static void
stint_chips_init (StintChips *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->chips = g_array_new (FALSE, TRUE, sizeof (Chip));
  g_array_set_clear_func (self->chips, (GDestroyNotify) chip_clear);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (focused_cb), NULL);
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

/* Of the chips that are added from now on. */
void
stint_chips_set_next_id (StintChips *self,
                         guint       id)
{
  g_return_if_fail (STINT_IS_CHIPS (self));
  self->next_id = id;
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
  chip.id = self->next_id;
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

/* Asks to take the chip away, as the keys do. */
void
stint_chips_remove (StintChips *self,
                    guint       chip)
{
  g_return_if_fail (STINT_IS_CHIPS (self));
  g_return_if_fail (chip < self->chips->len);
  g_signal_emit (self, signals[REMOVED], 0, g_array_index (self->chips, Chip, chip).id);
  if (self->chips->len > 0 && gtk_widget_has_focus (GTK_WIDGET (self)))
    choose (self, chip);
}
