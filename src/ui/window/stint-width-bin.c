/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-width-bin.h"

#define MINIMUM_WIDTH 360
#define MINIMUM_HEIGHT 300

struct _StintWidthBin
{
  GtkWidget  parent_instance;

  GtkWidget *child;
  StintWidth width;
};

enum
{
  PROP_0,
  PROP_CHILD,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  WIDTH_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void buildable_iface_init (GtkBuildableIface *iface);

static GtkBuildableIface *parent_buildable_iface;

G_DEFINE_FINAL_TYPE_WITH_CODE (StintWidthBin, stint_width_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

static StintWidth
width_of (int pixels)
{
  if (pixels < 480)
    return STINT_WIDTH_PHONE;
  if (pixels < 700)
    return STINT_WIDTH_NARROW;
  if (pixels < 1040)
    return STINT_WIDTH_MEDIUM;
  return STINT_WIDTH_WIDE;
}

static void
stint_width_bin_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  StintWidthBin *self = STINT_WIDTH_BIN (widget);
  int least = 0;

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = 0;
  if (self->child == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->child, orientation, -1, &least, natural, NULL, NULL);
      *minimum = MINIMUM_WIDTH;
    }
  else
    {
      gtk_widget_measure (self->child, orientation, -1, &least, natural, NULL, NULL);
      *minimum = MINIMUM_HEIGHT;
    }
  *natural = MAX (*natural, *minimum);
}

static void
stint_width_bin_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  StintWidthBin *self = STINT_WIDTH_BIN (widget);
  StintWidth new_width = width_of (width);
  int least_width, least_height;

  if (self->child == NULL)
    return;
  if (new_width != self->width)
    {
      self->width = new_width;
      g_signal_emit (self, signals[WIDTH_CHANGED], 0, (int) new_width);
    }
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, width, MAX (height, least_height), baseline, NULL);
}

static void
stint_width_bin_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  StintWidthBin *self = STINT_WIDTH_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_width_bin_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CHILD:
      stint_width_bin_set_child (STINT_WIDTH_BIN (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_width_bin_dispose (GObject *object)
{
  StintWidthBin *self = STINT_WIDTH_BIN (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (stint_width_bin_parent_class)->dispose (object);
}

static void
stint_width_bin_add_child (GtkBuildable *buildable,
                           GtkBuilder   *builder,
                           GObject      *child,
                           const char   *type)
{
  if (GTK_IS_WIDGET (child))
    stint_width_bin_set_child (STINT_WIDTH_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = stint_width_bin_add_child;
}

static void
stint_width_bin_class_init (StintWidthBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = stint_width_bin_dispose;
  object_class->get_property = stint_width_bin_get_property;
  object_class->set_property = stint_width_bin_set_property;
  widget_class->measure = stint_width_bin_measure;
  widget_class->size_allocate = stint_width_bin_size_allocate;

  props[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[WIDTH_CHANGED] = g_signal_new ("width-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
stint_width_bin_init (StintWidthBin *self)
{
  self->width = STINT_WIDTH_WIDE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

StintWidth
stint_width_bin_get_width (StintWidthBin *self)
{
  g_return_val_if_fail (STINT_IS_WIDTH_BIN (self), STINT_WIDTH_WIDE);
  return self->width;
}

void
stint_width_bin_set_child (StintWidthBin *self,
                           GtkWidget     *child)
{
  g_return_if_fail (STINT_IS_WIDTH_BIN (self));
  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHILD]);
}
