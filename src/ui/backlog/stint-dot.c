/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/backlog/stint-dot.h"

#include "ui/window/stint-paint.h"

#define SIZE 9

struct _StintDot
{
  GtkWidget parent_instance;

  gboolean  has_color;
  GdkRGBA   color;
};

enum
{
  PROP_0,
  PROP_COLOR,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (StintDot, stint_dot, GTK_TYPE_WIDGET)

static void
stint_dot_measure (GtkWidget     *widget,
                   GtkOrientation orientation,
                   int            for_size,
                   int           *minimum,
                   int           *natural,
                   int           *minimum_baseline,
                   int           *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
stint_dot_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  StintDot *self = STINT_DOT (widget);
  float x = (gtk_widget_get_width (widget) - SIZE) / 2.0f;
  float y = (gtk_widget_get_height (widget) - SIZE) / 2.0f;

  if (self->has_color)
    stint_paint_pill (snapshot, &GRAPHENE_RECT_INIT (x, y, SIZE, SIZE), SIZE, &self->color);
}

static void
stint_dot_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_COLOR:
      stint_dot_set_color (STINT_DOT (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_dot_class_init (StintDotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = stint_dot_set_property;
  widget_class->measure = stint_dot_measure;
  widget_class->snapshot = stint_dot_snapshot;

  props[PROP_COLOR] = g_param_spec_string ("color", NULL, NULL, NULL,
                                           G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_css_name (widget_class, "dot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
stint_dot_init (StintDot *self)
{
}

/* @color: (nullable): `#rrggbb` */
GtkWidget *
stint_dot_new (const char *color)
{
  GtkWidget *self = g_object_new (STINT_TYPE_DOT, NULL);

  stint_dot_set_color (STINT_DOT (self), color);
  return self;
}

void
stint_dot_set_color (StintDot   *self,
                     const char *color)
{
  g_return_if_fail (STINT_IS_DOT (self));
  self->has_color = color != NULL && gdk_rgba_parse (&self->color, color);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
