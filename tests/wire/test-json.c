/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-record.h"
#include "wire/stint-json.h"

#include <locale.h>
#include <string.h>

static GVariant *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = stint_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return value;
}

static const struct
{
  const char *name;
  const char *text;
  const char *type;
} types[] = {
  { "string", "\"a\"", "s" },
  { "integer", "2", "x" },
  { "fraction", "2.0", "d" },
  { "number-with-exponent", "2e0", "d" },
  { "true", "true", "b" },
  { "object", "{\"a\":1}", "a{sv}" },
  { "empty-object", "{}", "a{sv}" },
  { "array-of-strings", "[\"a\",\"b\"]", "as" },
  { "empty-array", "[]", "as" },
  { "array-of-numbers", "[1,2]", "av" },
  { "mixed-array", "[\"a\",1]", "av" },
  { "array-of-arrays", "[[\"a\"]]", "av" },
  { "null", "null", "mv" },
};

static void
test_type_is_as_documented (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GVariant) value = parse (types[i].text);

  g_assert_cmpstr (g_variant_get_type_string (value), ==, types[i].type);
}

static const struct
{
  const char *name;
  const char *text;
  const char *written;
} writings[] = {
  { "members-are-sorted-by-bytes", "{\"b\":1,\"a\":{\"z\":1,\"B\":2},\"\xc3\xa9\":3,\"\":4}", "{\"\":4,\"a\":{\"B\":2,\"z\":1},\"b\":1,\"\xc3\xa9\":3}" },
  { "no-spaces", " [ 1 , { \"a\" : null } ] ", "[1,{\"a\":null}]" },
  { "letters-stay-utf8", "\"\\u00e9\\ud834\\udd1e\\u4ed5\"", "\"é𝄞仕\"" },
  { "control-characters-are-escaped", "\"\\u0001\\b\\f\\n\\r\\t\\u001f\x7f\"", "\"\\u0001\\b\\f\\n\\r\\t\\u001f\x7f\"" },
  { "slash-is-not-escaped", "\"\\/\\\"\\\\\"", "\"/\\\"\\\\\"" },
  { "tenth-is-short", "0.1", "0.1" },
  { "whole-fraction-stays-a-fraction", "2.0", "2.0" },
  { "large-fraction-has-exponent", "1e300", "1e+300" },
  { "17-digits-stay", "0.30000000000000004", "0.30000000000000004" },
  { "smallest-number-stays", "5e-324", "4.94065645841247e-324" },
  { "minus-zero-fraction-stays", "-0.0", "-0.0" },
  { "minus-zero-is-zero", "-0", "0" },
  { "largest-integer-stays", "9007199254740991", "9007199254740991" },
  { "empty-containers", "[{},[],\"\"]", "[{},[],\"\"]" },
};

static void
test_value_is_written (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GVariant) value = parse (writings[i].text);
  g_autofree char *written = stint_json_to_string (value);

  g_assert_cmpstr (written, ==, writings[i].written);
}

static void
test_pretty_text_has_two_spaces (void)
{
  g_autoptr (GVariant) value = parse ("{\"b\":[1,[]],\"a\":{},\"c\":{\"d\":\"\"}}");
  g_autofree char *written = stint_json_to_pretty_string (value);

  g_assert_cmpstr (written, ==, "{\n  \"a\": {},\n  \"b\": [\n    1,\n    []\n  ],\n  \"c\": {\n    \"d\": \"\"\n  }\n}\n");
}

static void
test_unsorted_dictionary_is_written_sorted (void)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) value = NULL;
  g_autofree char *written = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sx}"));
  g_variant_builder_add (&builder, "{sx}", "b", (gint64) 1);
  g_variant_builder_add (&builder, "{sx}", "a", (gint64) 2);
  value = g_variant_ref_sink (g_variant_builder_end (&builder));

  written = stint_json_to_string (value);
  g_assert_cmpstr (written, ==, "{\"a\":2,\"b\":1}");
}

static void
test_numbers_do_not_depend_on_the_locale (void)
{
  g_autofree char *written = NULL;
  g_autoptr (GVariant) value = NULL;

  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL && setlocale (LC_NUMERIC, "vi_VN.UTF-8") == NULL)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }

  value = parse ("[1.5,1234567.25]");
  written = stint_json_to_string (value);
  setlocale (LC_NUMERIC, "C");
  g_assert_cmpstr (written, ==, "[1.5,1234567.25]");
}

static GVariant *make_value (GRand *rand,
                             guint  depth);

static char *
make_text (GRand *rand)
{
  static const gunichar some[] = { 'a', 'b', '"', '\\', '/', '\n', 1, 0x1f, 0x7f, 0xe9, 0x2028, 0x4ed5, 0xfffe, 0xffff, 0x1d11e, 0x10ffff };
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 0, 6); n > 0; n--)
    g_string_append_unichar (text, some[g_rand_int_range (rand, 0, G_N_ELEMENTS (some))]);
  return g_string_free (text, FALSE);
}

static double
make_finite (GRand *rand)
{
  union { guint64 bits; double number; } any;

  do
    any.bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
  while ((any.bits >> 52 & 0x7ff) == 0x7ff);

  return g_rand_boolean (rand) ? any.number : (double) g_rand_int_range (rand, -1000, 1000) / 8;
}

static GVariant *
make_object (GRand *rand,
             guint  depth)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) sorted = NULL;

  for (int n = g_rand_int_range (rand, 0, 5); n > 0; n--)
    {
      g_autofree char *name = make_text (rand);

      g_variant_dict_insert_value (&dict, name, make_value (rand, depth + 1));
    }

  sorted = stint_members_sort (g_variant_dict_end (&dict));
  return g_variant_ref (sorted);
}

static GVariant *
make_array (GRand *rand,
            guint  depth)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  g_variant_builder_add (&builder, "v", g_variant_new_int64 (g_rand_int_range (rand, -9, 9)));
  for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--)
    g_variant_builder_add (&builder, "v", make_value (rand, depth + 1));
  return g_variant_builder_end (&builder);
}

/* Any value of the documented mapping; as deep as the scanner lets it be. */
static GVariant *
make_value (GRand *rand,
            guint  depth)
{
  switch (g_rand_int_range (rand, 0, depth < 16 ? 8 : 6))
    {
    case 0:
      return g_variant_new_take_string (make_text (rand));
    case 1:
      return g_variant_new_int64 (((gint64) g_rand_int (rand) << 21 | g_rand_int (rand) >> 11) * (g_rand_boolean (rand) ? 1 : -1));
    case 2:
      return g_variant_new_double (make_finite (rand));
    case 3:
      return g_variant_new_boolean (g_rand_boolean (rand));
    case 4:
      return g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL);
    case 5:
      return depth < 16 ? g_variant_new_strv ((const char *const[]) { "b", "a", "b" }, g_rand_int_range (rand, 0, 4))
                        : g_variant_new_int64 (5);
    case 6:
      return make_object (rand, depth);
    default:
      return make_array (rand, depth);
    }
}

static void
test_random_values_come_back (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint run = 0; run < 5000; run++)
    {
      g_autoptr (GVariant) value = g_variant_ref_sink (make_value (rand, 0));
      g_autofree char *compact = stint_json_to_string (value);
      g_autofree char *pretty = stint_json_to_pretty_string (value);
      g_autoptr (GVariant) again = parse (compact);
      g_autoptr (GVariant) from_pretty = parse (pretty);
      g_autofree char *second = stint_json_to_string (again);

      g_assert_cmpvariant (again, value);
      g_assert_cmpvariant (from_pretty, value);
      g_assert_cmpstr (second, ==, compact);
    }
}

/* With -m perf: what reading the rows of a large store costs. */
static void
test_ten_thousand_rows (void)
{
  const char *row = "{\"deadline\":{\"time\":\"2026-11-27T17:00:00\",\"zone\":\"Europe/Madrid\"},\"estimate_min\":360,"
    "\"notes\":\"Some lines of notes, as people write them, with a few words in each of them.\\nAnd a second.\","
    "\"priority\":5,\"project\":\"01990a70-0000-7000-8000-000000000001\",\"tags\":[\"home\",\"work\"],"
    "\"title\":\"Write the report\",\"uid\":\"abc@example.org\"}";
  double seconds;

  g_test_timer_start ();
  for (guint i = 0; i < 10000; i++)
    g_variant_unref (parse (row));
  seconds = g_test_timer_elapsed ();
  g_test_minimized_result (seconds, "10,000 rows read in %.1f ms", seconds * 1000);

  g_test_timer_start ();
  for (guint i = 0; i < 10000; i++)
    stint_json_scan (row, -1, NULL);
  seconds = g_test_timer_elapsed ();
  g_test_minimized_result (seconds, "10,000 rows checked in %.1f ms", seconds * 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *path = g_strconcat ("/wire/json/type/", types[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_type_is_as_documented);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (writings); i++)
    {
      g_autofree char *path = g_strconcat ("/wire/json/written/", writings[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_value_is_written);
    }

  g_test_add_func ("/wire/json/pretty-text-has-two-spaces", test_pretty_text_has_two_spaces);
  g_test_add_func ("/wire/json/unsorted-dictionary-is-written-sorted", test_unsorted_dictionary_is_written_sorted);
  g_test_add_func ("/wire/json/numbers-do-not-depend-on-the-locale", test_numbers_do_not_depend_on_the_locale);
  g_test_add_func ("/wire/json/random-values-come-back", test_random_values_come_back);
  if (g_test_perf ())
    g_test_add_func ("/wire/json/ten-thousand-rows", test_ten_thousand_rows);

  return g_test_run ();
}
