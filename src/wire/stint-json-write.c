/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "wire/stint-json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define INDENT "  "
#define COMPACT (-1)

/* @level: how far the value is indented, or COMPACT. */
static void write_value (GString  *out,
                         GVariant *value,
                         int       level);

static void
write_break (GString *out,
             int      level)
{
  if (level == COMPACT)
    return;

  g_string_append_c (out, '\n');
  for (int i = 0; i < level; i++)
    g_string_append (out, INDENT);
}

static int
one_deeper (int level)
{
  return level == COMPACT ? COMPACT : level + 1;
}

static void
write_escaped (GString *out,
               char     byte)
{
  static const char meant[] = "\"\\\b\f\n\r\t";
  static const char names[] = "\"\\bfnrt";
  const char *found = strchr (meant, byte);

  if (found != NULL && *found != '\0')
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, names[found - meant]);
    }
  else
    {
      g_string_append_printf (out, "\\u%04x", (guint) (guchar) byte);
    }
}

/* Only what RFC 8259 §7 says must be escaped is; the rest stays UTF-8. */
static void
write_string (GString    *out,
              const char *text)
{
  const char *from = text;

  g_string_append_c (out, '"');

  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) * p < 0x20 || *p == '"' || *p == '\\')
      {
        g_string_append_len (out, from, p - from);
        write_escaped (out, *p);
        from = p + 1;
      }

  g_string_append (out, from);
  g_string_append_c (out, '"');
}

/* The shortest of the three that reads back as the same number, always with a sign that it is no integer. */
static void
write_double (GString *out,
              double   value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      g_critical ("A number that is not finite cannot be written as JSON");
      g_string_append (out, "null");
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }

  g_string_append (out, text);
  if (strpbrk (text, ".e") == NULL)
    g_string_append (out, ".0");
}

static void
write_array (GString  *out,
             GVariant *value,
             int       level)
{
  gsize n_children = g_variant_n_children (value);

  g_string_append_c (out, '[');

  for (gsize i = 0; i < n_children; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      if (i > 0)
        g_string_append_c (out, ',');
      write_break (out, one_deeper (level));
      write_value (out, child, one_deeper (level));
    }

  if (n_children > 0)
    write_break (out, level);
  g_string_append_c (out, ']');
}

static int
compare_dict_entries (gconstpointer a,
                      gconstpointer b)
{
  g_autoptr (GVariant) first = g_variant_get_child_value (*(GVariant *const *) a, 0);
  g_autoptr (GVariant) second = g_variant_get_child_value (*(GVariant *const *) b, 0);

  return strcmp (g_variant_get_string (first, NULL), g_variant_get_string (second, NULL));
}

static void
write_object (GString  *out,
              GVariant *value,
              int       level)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  gsize n_entries = g_variant_n_children (value);
  gboolean is_sorted = TRUE;

  for (gsize i = 0; i < n_entries; i++)
    {
      g_ptr_array_add (entries, g_variant_get_child_value (value, i));
      if (i > 0 && is_sorted)
        is_sorted = compare_dict_entries (&entries->pdata[i - 1], &entries->pdata[i]) < 0;
    }

  if (!is_sorted)
    g_ptr_array_sort (entries, compare_dict_entries);

  g_string_append_c (out, '{');

  for (gsize i = 0; i < n_entries; i++)
    {
      g_autoptr (GVariant) name = g_variant_get_child_value (entries->pdata[i], 0);
      g_autoptr (GVariant) member = g_variant_get_child_value (entries->pdata[i], 1);

      if (i > 0)
        g_string_append_c (out, ',');
      write_break (out, one_deeper (level));
      write_string (out, g_variant_get_string (name, NULL));
      g_string_append (out, level == COMPACT ? ":" : ": ");
      write_value (out, member, one_deeper (level));
    }

  if (n_entries > 0)
    write_break (out, level);
  g_string_append_c (out, '}');
}

static void
write_value (GString  *out,
             GVariant *value,
             int       level)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      g_autoptr (GVariant) inner = g_variant_get_variant (value);

      write_value (out, inner, level);
    }
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    write_string (out, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    g_string_append_printf (out, "%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    write_double (out, g_variant_get_double (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    g_string_append (out, g_variant_get_boolean (value) ? "true" : "false");
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE ("a{s*}")))
    write_object (out, value, level);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_ARRAY))
    write_array (out, value, level);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE ("mv")) && g_variant_n_children (value) == 0)
    g_string_append (out, "null");
  else
    {
      g_critical ("A value of the type “%s” has no form in JSON", g_variant_get_type_string (value));
      g_string_append (out, "null");
    }
}

/**
 * stint_json_to_string:
 * @value: of the types that #StintRecord names; a floating reference is not taken
 *
 * Writes @value without any space, the members sorted by the bytes of their names: equal values give equal bytes, in any locale.
 *
 * Returns: (transfer full): JSON
 */
char *
stint_json_to_string (GVariant *value)
{
  GString *out;

  g_return_val_if_fail (value != NULL, NULL);

  out = g_string_new (NULL);
  write_value (out, value, COMPACT);
  return g_string_free (out, FALSE);
}

/* Like stint_json_to_string(), but for people: one member a line, two spaces a level, and a newline at the end. */
char *
stint_json_to_pretty_string (GVariant *value)
{
  GString *out;

  g_return_val_if_fail (value != NULL, NULL);

  out = g_string_new (NULL);
  write_value (out, value, 0);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

/* Appends @text, valid UTF-8, as JSON writes it: for whoever puts documents together from texts that are JSON already. */
void
stint_json_append_string (GString    *out,
                          const char *text)
{
  g_return_if_fail (text != NULL);

  write_string (out, text);
}
