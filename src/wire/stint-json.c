/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "wire/stint-json.h"

#include "stint-config.h"
#include "wire/stint-json-scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * @name_at is where the name stands, for the error that it stands twice; @value is NULL if the text is only checked.
 */
typedef struct
{
  char       *name;
  const char *name_at;
  GVariant   *value;
} Entry;

static gboolean read_value (StintJsonScanner *scanner,
                            guint             depth,
                            GVariant        **value,
                            GError          **error);

static void
entry_clear (Entry *entry)
{
  g_free (entry->name);
  g_clear_pointer (&entry->value, g_variant_unref);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;
  int order = strcmp (first->name, second->name);

  /* Of two equal names the later one is the fault. */
  return order != 0 ? order : (first->name_at > second->name_at) - (first->name_at < second->name_at);
}

static gboolean
expect (StintJsonScanner *scanner,
        char              byte,
        const char       *message,
        GError          **error)
{
  stint_json_scanner_skip_space (scanner);
  if (stint_json_scanner_take (scanner, byte))
    return TRUE;

  stint_json_scanner_fail (scanner, scanner->at, STINT_WIRE_ERROR_SYNTAX, message, error);
  return FALSE;
}

static gboolean
check_depth (StintJsonScanner *scanner,
             guint             depth,
             GError          **error)
{
  if (depth <= STINT_JSON_MAX_DEPTH)
    return TRUE;

  stint_json_scanner_fail (scanner, scanner->at, STINT_WIRE_ERROR_FORBIDDEN,
                           _("Objects and arrays must not be nested deeper than 16."), error);
  return FALSE;
}

static gboolean
read_entry (StintJsonScanner *scanner,
            guint             depth,
            GArray           *entries,
            gboolean          keep,
            GError          **error)
{
  Entry entry = { NULL, };

  stint_json_scanner_skip_space (scanner);
  entry.name_at = scanner->at;
  if (scanner->at >= scanner->end || *scanner->at != '"')
    return expect (scanner, '"', _("There must be a name in quotation marks here."), error);

  entry.name = stint_json_scanner_read_string (scanner, error);
  if (entry.name == NULL)
    return FALSE;

  g_array_append_val (entries, entry);

  return expect (scanner, ':', _("There must be a colon after the name."), error)
         && read_value (scanner, depth, keep ? &g_array_index (entries, Entry, entries->len - 1).value : NULL, error);
}

/* Sorts the entries by name and refuses a name that stands twice, also if it was written in two ways. */
static gboolean
sort_entries (StintJsonScanner *scanner,
              GArray           *entries,
              GError          **error)
{
  gboolean is_sorted = TRUE;

  for (guint i = 1; is_sorted && i < entries->len; i++)
    is_sorted = strcmp (g_array_index (entries, Entry, i - 1).name, g_array_index (entries, Entry, i).name) < 0;

  /* What we wrote is sorted already. */
  if (is_sorted)
    return TRUE;

  g_array_sort (entries, compare_entries);

  for (guint i = 1; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      g_autofree char *message = NULL;

      if (strcmp (entry[-1].name, entry->name) != 0)
        continue;

      message = g_strdup_printf (_("The name “%.100s” stands twice in one object."), entry->name);
      stint_json_scanner_fail (scanner, entry->name_at, STINT_WIRE_ERROR_FORBIDDEN, message, error);
      return FALSE;
    }

  return TRUE;
}

static GVariant *
make_object (GArray *entries)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);
      GVariant *name = g_variant_new_take_string (g_steal_pointer (&entry->name));

      g_variant_builder_add_value (&builder, g_variant_new_dict_entry (name, g_variant_new_variant (entry->value)));
    }

  return g_variant_builder_end (&builder);
}

static gboolean
read_object (StintJsonScanner *scanner,
             guint             depth,
             GVariant        **value,
             GError          **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  g_array_set_clear_func (entries, (GDestroyNotify) entry_clear);
  if (!check_depth (scanner, depth, error))
    return FALSE;

  scanner->at++;
  stint_json_scanner_skip_space (scanner);
  if (!stint_json_scanner_take (scanner, '}'))
    {
      do
        {
          if (!read_entry (scanner, depth, entries, value != NULL, error))
            return FALSE;
          stint_json_scanner_skip_space (scanner);
        }
      while (stint_json_scanner_take (scanner, ','));

      if (!expect (scanner, '}', _("There must be a comma or a closing brace here."), error))
        return FALSE;
    }

  if (!sort_entries (scanner, entries, error))
    return FALSE;

  if (value != NULL)
    *value = g_variant_ref_sink (make_object (entries));
  return TRUE;
}

/* An array of strings only is `as`, and so is an empty one; any other is `av`. */
static GVariant *
make_array (GPtrArray *values)
{
  gboolean is_strings = TRUE;
  GVariantBuilder builder;

  for (guint i = 0; is_strings && i < values->len; i++)
    is_strings = g_variant_is_of_type (values->pdata[i], G_VARIANT_TYPE_STRING);

  g_variant_builder_init (&builder, is_strings ? G_VARIANT_TYPE_STRING_ARRAY : G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < values->len; i++)
    g_variant_builder_add_value (&builder,
                                 is_strings ? values->pdata[i] : g_variant_new_variant (values->pdata[i]));

  return g_variant_builder_end (&builder);
}

static gboolean
read_array (StintJsonScanner *scanner,
            guint             depth,
            GVariant        **value,
            GError          **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);

  if (!check_depth (scanner, depth, error))
    return FALSE;

  scanner->at++;
  stint_json_scanner_skip_space (scanner);
  if (!stint_json_scanner_take (scanner, ']'))
    {
      do
        {
          GVariant *element = NULL;

          if (!read_value (scanner, depth, value != NULL ? &element : NULL, error))
            return FALSE;
          if (element != NULL)
            g_ptr_array_add (values, element);
          stint_json_scanner_skip_space (scanner);
        }
      while (stint_json_scanner_take (scanner, ','));

      if (!expect (scanner, ']', _("There must be a comma or a closing bracket here."), error))
        return FALSE;
    }

  if (value != NULL)
    *value = g_variant_ref_sink (make_array (values));
  return TRUE;
}

static GVariant *
read_plain (StintJsonScanner *scanner,
            GError          **error)
{
  char first = scanner->at < scanner->end ? *scanner->at : '\0';

  if (first == '"')
    {
      char *text = stint_json_scanner_read_string (scanner, error);

      return text != NULL ? g_variant_new_take_string (text) : NULL;
    }

  if (first == '-' || g_ascii_isdigit (first))
    return stint_json_scanner_read_number (scanner, error);

  return stint_json_scanner_read_literal (scanner, error);
}

/*
 * @depth: in how many objects and arrays the value stands. The recursion is as deep as that, so it is bounded.
 * @value: (out) (optional) (transfer full): set only if the value is good; %NULL to check it only
 */
static gboolean
read_value (StintJsonScanner *scanner,
            guint             depth,
            GVariant        **value,
            GError          **error)
{
  g_autoptr (GVariant) plain = NULL;

  stint_json_scanner_skip_space (scanner);

  if (scanner->at < scanner->end && *scanner->at == '{')
    return read_object (scanner, depth + 1, value, error);
  if (scanner->at < scanner->end && *scanner->at == '[')
    return read_array (scanner, depth + 1, value, error);

  plain = read_plain (scanner, error);
  if (plain == NULL)
    return FALSE;

  g_variant_ref_sink (plain);
  if (value != NULL)
    *value = g_steal_pointer (&plain);
  return TRUE;
}

static gboolean
read_document (const char *text,
               gssize      length,
               guint       first_line,
               GVariant  **value,
               GError    **error)
{
  StintJsonScanner scanner;

  if (!stint_json_scanner_init (&scanner, text, length, error))
    return FALSE;
  scanner.first_line = first_line;
  if (!read_value (&scanner, 0, value, error))
    return FALSE;

  stint_json_scanner_skip_space (&scanner);
  if (scanner.at == scanner.end)
    return TRUE;

  stint_json_scanner_fail (&scanner, scanner.at, STINT_WIRE_ERROR_SYNTAX,
                           _("There must be nothing after the value."), error);
  return FALSE;
}

/**
 * stint_json_scan:
 * @length: of @text in bytes, or -1 if it ends with a zero
 *
 * Checks that @text is one document of RFC 8259 without anything that two readers could read in two ways: no name twice in an
 * object, no U+0000, no half surrogate pairs, integers within ±(2^53 − 1), other numbers finite and of at most 17 significant
 * digits, nothing nested deeper than %STINT_JSON_MAX_DEPTH.
 *
 * Returns: whether it is; else @error says line, column and what is wrong
 */
gboolean
stint_json_scan (const char *text,
                 gssize      length,
                 GError    **error)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return read_document (text, length, 1, NULL, error);
}

/**
 * stint_json_parse:
 * @length: of @text in bytes, or -1 if it ends with a zero
 *
 * Checks @text like stint_json_scan() and reads it in the same pass, so what was checked is what is read.
 *
 * Returns: (transfer full): the value, as #StintRecord describes the mapping; %NULL with @error set
 */
GVariant *
stint_json_parse (const char *text,
                  gssize      length,
                  GError    **error)
{
  return stint_json_parse_part (text, length, 1, error);
}

/**
 * stint_json_parse_part:
 * @first_line: the number of the line of a file in which @text begins, for messages
 *
 * As stint_json_parse(), for one value of many in a file.
 */
GVariant *
stint_json_parse_part (const char *text,
                       gssize      length,
                       guint       first_line,
                       GError    **error)
{
  g_autoptr (GVariant) value = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (!read_document (text, length, first_line, &value, error))
    return NULL;

  return g_steal_pointer (&value);
}
