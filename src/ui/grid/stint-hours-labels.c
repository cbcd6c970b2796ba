/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-hours-labels.h"

#include "core/stint-time.h"
#include "core/stint-zone.h"
#include "workspace/stint-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define HOUR_S 3600

struct _StintHoursLabels
{
  GtkWidget *widget;
  GArray    *labels;
};

static void
clear_label (gpointer data)
{
  StintHoursLabel *label = data;

  g_clear_object (&label->text);
  g_clear_object (&label->second);
}

/**
 * stint_hours_labels_new:
 * @widget: whose font they have; must outlive them
 *
 * Returns: (transfer full): no labels, until they are updated
 */
StintHoursLabels *
stint_hours_labels_new (GtkWidget *widget)
{
  StintHoursLabels *self = g_new0 (StintHoursLabels, 1);

  self->widget = widget;
  self->labels = g_array_new (FALSE, TRUE, sizeof (StintHoursLabel));
  g_array_set_clear_func (self->labels, clear_label);

  return self;
}

void
stint_hours_labels_free (StintHoursLabels *self)
{
  g_array_unref (self->labels);
  g_free (self);
}

/* Shaping is what costs: most pages have the same hours. */
static void
set_text (PangoLayout *layout,
          const char  *text)
{
  if (strcmp (pango_layout_get_text (layout), text) != 0)
    pango_layout_set_text (layout, text, -1);
}

/* What the clocks there read at a line of the axis, on each day that has it: usually the same on all. Returns: (transfer full) */
static char *
make_second_text (StintGridPage       *page,
                  const StintAxisPart *part,
                  int                  second,
                  const char          *second_zone)
{
  GString *text = g_string_new (NULL);
  g_autofree char *last = NULL;

  for (int column = 0; second_zone != NULL && column < page->n_days; column++)
    {
      gint64 unix_s = stint_zone_to_unix_again (page->zone, (gint64) (page->first_day + column) * STINT_DAY_S + second, part->again);
      char *reading;

      if ((part->columns & 1u << column) == 0)
        continue;
      reading = stint_format_time (stint_zone_to_local (second_zone, unix_s));
      if (g_strcmp0 (reading, last) != 0)
        g_string_append_printf (text, "%s%s", last != NULL ? "/" : "", reading);
      g_free (last);
      last = reading;
    }

  return g_string_free (text, FALSE);
}

static void
set_label (StintHoursLabels    *self,
           guint                i,
           StintGridPage       *page,
           const StintAxisPart *part,
           int                  second,
           const char          *second_zone)
{
  g_autofree char *reading = second % HOUR_S == 0 ? stint_format_hour (second / HOUR_S) : stint_format_time (second);
  /* Translators: the name of an hour, where the clocks were set back and read the same once more: "2:00 again" */
  g_autofree char *text = part->again ? g_strdup_printf (_("%s again"), reading) : g_steal_pointer (&reading);
  g_autofree char *second_text = make_second_text (page, part, second, second_zone);
  StintHoursLabel *label;

  if (i >= self->labels->len)
    g_array_set_size (self->labels, i + 1);
  label = &g_array_index (self->labels, StintHoursLabel, i);
  if (label->text == NULL)
    {
      label->text = gtk_widget_create_pango_layout (self->widget, NULL);
      label->second = gtk_widget_create_pango_layout (self->widget, NULL);
    }
  label->position_s = part->at_s + second - part->from_s;
  set_text (label->text, text);
  set_text (label->second, second_text);
}

/* The whole hours of a part, and where the clock jumps to within an hour. Returns: the number of the next label */
static guint
set_labels_of (StintHoursLabels    *self,
               guint                i,
               StintGridPage       *page,
               const StintAxisPart *part,
               gboolean             follows,
               const char          *second_zone)
{
  int first_hour_s = (part->from_s + HOUR_S - 1) / HOUR_S * HOUR_S;

  if (!follows && first_hour_s != part->from_s)
    set_label (self, i++, page, part, part->from_s, second_zone);
  for (int second = first_hour_s; second < part->to_s; second += HOUR_S)
    if (part->at_s + second - part->from_s > 0)
      set_label (self, i++, page, part, second, second_zone);

  return i;
}

/**
 * stint_hours_labels_update:
 * @page: whose hours they name
 * @second_zone: (nullable)
 */
void
stint_hours_labels_update (StintHoursLabels *self,
                           StintGridPage    *page,
                           const char       *second_zone)
{
  const StintAxisPart plain = { 0, 0, STINT_DAY_S, FALSE, (1u << page->n_days) - 1 };
  const StintAxisPart *parts = page->axis != NULL ? (const StintAxisPart *) page->axis->parts->data : &plain;
  guint n_parts = page->axis != NULL ? page->axis->parts->len : 1;
  guint n_labels = 0;
  int last_s = 0;

  for (guint i = 0; i < n_parts; i++)
    {
      n_labels = set_labels_of (self, n_labels, page, &parts[i], !parts[i].again && parts[i].from_s == last_s, second_zone);
      last_s = parts[i].to_s;
    }
  g_array_set_size (self->labels, n_labels);
}

guint
stint_hours_labels_get_n (StintHoursLabels *self)
{
  return self->labels->len;
}

const StintHoursLabel *
stint_hours_labels_get (StintHoursLabels *self,
                        guint             i)
{
  return &g_array_index (self->labels, StintHoursLabel, i);
}

/**
 * stint_hours_labels_get_width:
 * @text, @second: (out): of the widest; 0 if there is no second zone
 */
void
stint_hours_labels_get_width (StintHoursLabels *self,
                              int              *text,
                              int              *second)
{
  *text = *second = 0;
  for (guint i = 0; i < self->labels->len; i++)
    {
      const StintHoursLabel *label = stint_hours_labels_get (self, i);
      int text_width, second_width;

      pango_layout_get_pixel_size (label->text, &text_width, NULL);
      pango_layout_get_pixel_size (label->second, &second_width, NULL);
      *text = MAX (*text, text_width);
      *second = MAX (*second, second_width);
    }
}
