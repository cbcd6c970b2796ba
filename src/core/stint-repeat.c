/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-repeat.h"

#include "core/stint-zone.h"

G_DEFINE_BOXED_TYPE (StintRepeat, stint_repeat, stint_repeat_copy, stint_repeat_free)

StintRepeat *
stint_repeat_new (const char *rule,
                  const StintTime * start,
                  int minutes,
                  gboolean from_completion)
{
  StintRepeat *self = g_new0 (StintRepeat, 1);

  self->rule = g_strdup (rule);
  self->start = *start;
  self->minutes = minutes;
  self->from_completion = from_completion;
  return self;
}

StintRepeat *
stint_repeat_copy (const StintRepeat *self)
{
  return stint_repeat_new (self->rule, &self->start, self->minutes, self->from_completion);
}

void
stint_repeat_free (StintRepeat *self)
{
  if (self == NULL)
    return;
  g_free (self->rule);
  g_free (self);
}

static gboolean
read_start (GVariant  *value,
            StintTime *start)
{
  const char *text = NULL, *zone = NULL;

  if (!g_variant_lookup (value, "start", "&s", &text) || !stint_time_parse (text, start, NULL))
    return FALSE;
  /* In a zone that this computer does not know, it floats. */
  if (!start->date_only && g_variant_lookup (value, "zone", "&s", &zone))
    start->zone = stint_zone_intern (zone);
  return TRUE;
}

/**
 * stint_repeat_from_variant:
 * @value: (nullable): of the member `repeat`
 * @fallback: when it begins if it does not say so itself
 *
 * Returns: (transfer full) (nullable): %NULL if it is not of that form
 */
StintRepeat *
stint_repeat_from_variant (GVariant        *value,
                           const StintTime *fallback)
{
  const char *rule = NULL, *from = NULL;
  StintTime start = *fallback;
  gint64 minutes = 0;

  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (value, "rule", "&s", &rule))
    return NULL;
  read_start (value, &start);
  g_variant_lookup (value, "minutes", "x", &minutes);
  g_variant_lookup (value, "from", "&s", &from);
  return stint_repeat_new (rule, &start, (int) CLAMP (minutes, 0, G_MAXINT), g_strcmp0 (from, "completion") == 0);
}

/**
 * stint_repeat_to_variant:
 * @before: (nullable): what was there: members that are not known here are taken over
 *
 * Returns: (transfer floating)
 */
GVariant *
stint_repeat_to_variant (const StintRepeat *self,
                         GVariant          *before)
{
  static const char *const known[] = { "rule", "start", "zone", "minutes", "from" };
  g_autofree char *start = stint_time_to_string (&self->start);
  GVariantDict dict;

  g_variant_dict_init (&dict, before);
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    g_variant_dict_remove (&dict, known[i]);
  g_variant_dict_insert (&dict, "rule", "s", self->rule);
  g_variant_dict_insert (&dict, "start", "s", start);
  if (self->start.zone != NULL)
    g_variant_dict_insert (&dict, "zone", "s", self->start.zone);
  if (self->minutes > 0)
    g_variant_dict_insert (&dict, "minutes", "x", (gint64) self->minutes);
  if (self->from_completion)
    g_variant_dict_insert (&dict, "from", "s", "completion");
  return g_variant_dict_end (&dict);
}
