/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-side-pane.h"

#include <adwaita.h>

struct _StintSidePane
{
  GtkWidget  parent_instance;

  GtkWidget *split;
  GtkWidget *pane;
  gboolean   at_end;
  int        pane_width;
  guint      reveal_id;
};

enum
{
  PROP_0,
  PROP_CONTENT,
  PROP_PANE,
  PROP_AT_END,
  PROP_PANE_WIDTH,
  PROP_FOLDED,
  PROP_REVEALED,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (StintSidePane, stint_side_pane, GTK_TYPE_WIDGET)

static void
revealed_cb (StintSidePane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REVEALED]);
}

#if ADW_CHECK_VERSION (1, 4, 0)

static GtkWidget *
make_split (StintSidePane *self)
{
  GtkWidget *split = adw_overlay_split_view_new ();

  g_object_set (split,
                "sidebar-position", self->at_end ? GTK_PACK_END : GTK_PACK_START,
                "min-sidebar-width", (double) self->pane_width,
                "max-sidebar-width", (double) self->pane_width,
                "sidebar-width-unit", ADW_LENGTH_UNIT_SP,
                "enable-show-gesture", FALSE,
                "show-sidebar", FALSE,
                NULL);
  g_signal_connect_object (split, "notify::show-sidebar", G_CALLBACK (revealed_cb), self, G_CONNECT_SWAPPED);
  return split;
}

static gboolean
is_split_revealed (StintSidePane *self)
{
  return adw_overlay_split_view_get_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (self->split));
}

static void
reveal_split (StintSidePane *self,
              gboolean       revealed)
{
  adw_overlay_split_view_set_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (self->split), revealed);
}

static void
put_content (StintSidePane *self,
             GtkWidget     *content)
{
  adw_overlay_split_view_set_content (ADW_OVERLAY_SPLIT_VIEW (self->split), content);
}

static void
put_pane (StintSidePane *self,
          GtkWidget     *pane)
{
  adw_overlay_split_view_set_sidebar (ADW_OVERLAY_SPLIT_VIEW (self->split), pane);
}

#else

static GtkWidget *
make_split (StintSidePane *self)
{
  GtkWidget *split = adw_flap_new ();

  g_object_set (split,
                "flap-position", self->at_end ? GTK_PACK_END : GTK_PACK_START,
                "fold-policy", ADW_FLAP_FOLD_POLICY_NEVER,
                "swipe-to-open", FALSE,
                "locked", TRUE,
                "reveal-flap", FALSE,
                NULL);
  g_signal_connect_object (split, "notify::reveal-flap", G_CALLBACK (revealed_cb), self, G_CONNECT_SWAPPED);
  return split;
}

static gboolean
is_split_revealed (StintSidePane *self)
{
  return adw_flap_get_reveal_flap (ADW_FLAP (self->split));
}

static void
reveal_split (StintSidePane *self,
              gboolean       revealed)
{
  adw_flap_set_reveal_flap (ADW_FLAP (self->split), revealed);
}

static void
put_content (StintSidePane *self,
             GtkWidget     *content)
{
  adw_flap_set_content (ADW_FLAP (self->split), content);
}

static void
put_pane (StintSidePane *self,
          GtkWidget     *pane)
{
  GtkWidget *line = NULL;

  if (pane != NULL)
    {
      gtk_widget_set_size_request (pane, self->pane_width, -1);
      /* What expands in the pane is not to make the pane expand: its width is given. */
      gtk_widget_set_hexpand (pane, FALSE);
      line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
    }
  adw_flap_set_separator (ADW_FLAP (self->split), line);
  adw_flap_set_flap (ADW_FLAP (self->split), pane);
}

#endif

static gboolean
is_revealed (StintSidePane *self)
{
  return self->reveal_id != 0 || is_split_revealed (self);
}

static gboolean
reveal_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  StintSidePane *self = STINT_SIDE_PANE (widget);

  if (gtk_widget_get_width (self->pane) == 0)
    return G_SOURCE_CONTINUE;
  self->reveal_id = 0;
  reveal_split (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* Both widgets divide by the pane's width when it is revealed: a new pane waits for its place. */
static void
reveal (StintSidePane *self,
        gboolean       revealed)
{
  gboolean must_wait = revealed && self->pane != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
    gtk_widget_get_width (self->pane) == 0;

  if (self->reveal_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->reveal_id);
  self->reveal_id = 0;
  if (must_wait)
    {
      self->reveal_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      revealed_cb (self);
    }
  else
    {
      reveal_split (self, revealed);
    }
}

static void
stint_side_pane_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  StintSidePane *self = STINT_SIDE_PANE (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      g_object_get_property (G_OBJECT (self->split), "content", value);
      break;
    case PROP_PANE:
      g_value_set_object (value, self->pane);
      break;
    case PROP_AT_END:
      g_value_set_boolean (value, self->at_end);
      break;
    case PROP_PANE_WIDTH:
      g_value_set_int (value, self->pane_width);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, stint_side_pane_get_folded (self));
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, stint_side_pane_get_revealed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_side_pane_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  StintSidePane *self = STINT_SIDE_PANE (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      stint_side_pane_set_content (self, g_value_get_object (value));
      break;
    case PROP_PANE:
      stint_side_pane_set_pane (self, g_value_get_object (value));
      break;
    case PROP_AT_END:
      self->at_end = g_value_get_boolean (value);
      break;
    case PROP_PANE_WIDTH:
      self->pane_width = g_value_get_int (value);
      break;
    case PROP_FOLDED:
      stint_side_pane_set_folded (self, g_value_get_boolean (value));
      break;
    case PROP_REVEALED:
      stint_side_pane_set_revealed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_side_pane_constructed (GObject *object)
{
  StintSidePane *self = STINT_SIDE_PANE (object);

  G_OBJECT_CLASS (stint_side_pane_parent_class)->constructed (object);
  self->split = make_split (self);
  gtk_widget_set_hexpand (self->split, TRUE);
  gtk_widget_set_vexpand (self->split, TRUE);
  gtk_widget_set_parent (self->split, GTK_WIDGET (self));
}

static void
stint_side_pane_dispose (GObject *object)
{
  StintSidePane *self = STINT_SIDE_PANE (object);

  g_clear_pointer (&self->split, gtk_widget_unparent);
  G_OBJECT_CLASS (stint_side_pane_parent_class)->dispose (object);
}

static void
stint_side_pane_class_init (StintSidePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags read_write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = stint_side_pane_constructed;
  object_class->dispose = stint_side_pane_dispose;
  object_class->get_property = stint_side_pane_get_property;
  object_class->set_property = stint_side_pane_set_property;

  props[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, read_write);
  props[PROP_PANE] = g_param_spec_object ("pane", NULL, NULL, GTK_TYPE_WIDGET, read_write);
  props[PROP_AT_END] = g_param_spec_boolean ("at-end", NULL, NULL, FALSE, once);
  props[PROP_PANE_WIDTH] = g_param_spec_int ("pane-width", NULL, NULL, 1, 1000, 280, once);
  props[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, read_write);
  props[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, read_write);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
stint_side_pane_init (StintSidePane *self)
{
}

void
stint_side_pane_set_content (StintSidePane *self,
                             GtkWidget     *content)
{
  g_return_if_fail (STINT_IS_SIDE_PANE (self));
  put_content (self, content);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONTENT]);
}

void
stint_side_pane_set_pane (StintSidePane *self,
                          GtkWidget     *pane)
{
  g_return_if_fail (STINT_IS_SIDE_PANE (self));
  if (self->pane == pane)
    return;
  self->pane = pane;
  put_pane (self, pane);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PANE]);
}

GtkWidget *
stint_side_pane_get_pane (StintSidePane *self)
{
  g_return_val_if_fail (STINT_IS_SIDE_PANE (self), NULL);
  return self->pane;
}

gboolean
stint_side_pane_get_folded (StintSidePane *self)
{
  g_return_val_if_fail (STINT_IS_SIDE_PANE (self), FALSE);
#if ADW_CHECK_VERSION (1, 4, 0)
  return adw_overlay_split_view_get_collapsed (ADW_OVERLAY_SPLIT_VIEW (self->split));
#else
  return adw_flap_get_fold_policy (ADW_FLAP (self->split)) == ADW_FLAP_FOLD_POLICY_ALWAYS;
#endif
}

void
stint_side_pane_set_folded (StintSidePane *self,
                            gboolean       folded)
{
  g_return_if_fail (STINT_IS_SIDE_PANE (self));
  if (stint_side_pane_get_folded (self) == folded)
    return;
#if ADW_CHECK_VERSION (1, 4, 0)
  adw_overlay_split_view_set_collapsed (ADW_OVERLAY_SPLIT_VIEW (self->split), folded);
#else
  adw_flap_set_fold_policy (ADW_FLAP (self->split), folded ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
#endif
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOLDED]);
}

gboolean
stint_side_pane_get_revealed (StintSidePane *self)
{
  g_return_val_if_fail (STINT_IS_SIDE_PANE (self), FALSE);
  return is_revealed (self);
}

void
stint_side_pane_set_revealed (StintSidePane *self,
                              gboolean       revealed)
{
  g_return_if_fail (STINT_IS_SIDE_PANE (self));
  if (is_revealed (self) != revealed)
    reveal (self, revealed);
}
