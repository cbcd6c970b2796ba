/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "wire/stint-json.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* @place: where the error must say the fault is. */
typedef struct
{
  const char    *name;
  const char    *text;
  gssize         length;
  StintWireError code;
  const char    *place;
} BadText;

#define SYNTAX STINT_WIRE_ERROR_SYNTAX
#define FORBIDDEN STINT_WIRE_ERROR_FORBIDDEN

static const BadText bad_texts[] = {
  { "empty", "", -1, SYNTAX, "Line 1, column 1:" },
  { "only-space", " \n ", -1, SYNTAX, "Line 2, column 2:" },
  { "cut-object", "{\"a\":1", -1, SYNTAX, "Line 1, column 7:" },
  { "cut-array", "[1,", -1, SYNTAX, "Line 1, column 4:" },
  { "cut-string", "[\"abc", -1, SYNTAX, "Line 1, column 2:" },
  { "cut-in-escape", "\"abc\\", -1, SYNTAX, "Line 1, column 5:" },
  { "cut-in-literal", "[tru", -1, SYNTAX, "Line 1, column 2:" },
  { "cut-by-length", "[1]", 2, SYNTAX, "Line 1, column 3:" },
  { "cut-number-by-length", "-5", 1, SYNTAX, "Line 1, column 1:" },
  { "two-documents", "{} {}", -1, SYNTAX, "Line 1, column 4:" },
  { "text-after-document", "{}x", -1, SYNTAX, "Line 1, column 3:" },
  { "line-comment", "{\n// no\n}", -1, SYNTAX, "Line 2, column 1:" },
  { "block-comment", "[1/* no */]", -1, SYNTAX, "Line 1, column 3:" },
  { "hash-comment", "# no\n{}", -1, SYNTAX, "Line 1, column 1:" },
  { "nan", "NaN", -1, SYNTAX, "Line 1, column 1:" },
  { "infinity", "[Infinity]", -1, SYNTAX, "Line 1, column 2:" },
  { "minus-infinity", "[-Infinity]", -1, SYNTAX, "Line 1, column 2:" },
  { "upper-case-literal", "[True]", -1, SYNTAX, "Line 1, column 2:" },
  { "long-literal", "[nullx]", -1, SYNTAX, "Line 1, column 2:" },
  { "trailing-comma-in-array", "[1,]", -1, SYNTAX, "Line 1, column 4:" },
  { "trailing-comma-in-object", "{\"a\":1,}", -1, SYNTAX, "Line 1, column 8:" },
  { "leading-comma", "[,1]", -1, SYNTAX, "Line 1, column 2:" },
  { "missing-comma", "[1 2]", -1, SYNTAX, "Line 1, column 4:" },
  { "missing-colon", "{\"a\" 1}", -1, SYNTAX, "Line 1, column 6:" },
  { "missing-value", "{\"a\":}", -1, SYNTAX, "Line 1, column 6:" },
  { "name-without-quotes", "{a:1}", -1, SYNTAX, "Line 1, column 2:" },
  { "name-is-number", "{1:1}", -1, SYNTAX, "Line 1, column 2:" },
  { "single-quotes", "['a']", -1, SYNTAX, "Line 1, column 2:" },
  { "wrong-bracket", "[1}", -1, SYNTAX, "Line 1, column 3:" },
  { "closing-only", "]", -1, SYNTAX, "Line 1, column 1:" },
  { "byte-order-mark", "\xef\xbb\xbf{}", -1, SYNTAX, "Line 1, column 1:" },
  { "form-feed-as-space", "[\f1]", -1, SYNTAX, "Line 1, column 2:" },
  { "no-break-space", "[\xc2\xa0" "1]", -1, SYNTAX, "Line 1, column 2:" },
  { "leading-zero", "[01]", -1, SYNTAX, "Line 1, column 2:" },
  { "leading-plus", "[+1]", -1, SYNTAX, "Line 1, column 2:" },
  { "leading-point", "[.5]", -1, SYNTAX, "Line 1, column 2:" },
  { "trailing-point", "[1.]", -1, SYNTAX, "Line 1, column 2:" },
  { "minus-alone", "[-]", -1, SYNTAX, "Line 1, column 2:" },
  { "exponent-without-digits", "[1e]", -1, SYNTAX, "Line 1, column 2:" },
  { "exponent-with-sign-only", "[1e+]", -1, SYNTAX, "Line 1, column 2:" },
  { "hexadecimal", "[0x10]", -1, SYNTAX, "Line 1, column 3:" },
  { "unknown-escape", "[\"\\x41\"]", -1, SYNTAX, "Line 1, column 3:" },
  { "short-unicode-escape", "[\"\\u12\"]", -1, SYNTAX, "Line 1, column 3:" },
  { "raw-newline-in-string", "[\"a\nb\"]", -1, SYNTAX, "Line 1, column 4:" },
  { "raw-tab-in-string", "[\"a\tb\"]", -1, SYNTAX, "Line 1, column 4:" },
  { "invalid-utf8", "[\"é\xff\"]", -1, SYNTAX, "Line 1, column 4:" },
  { "overlong-utf8", "[\"\xc0\xaf\"]", -1, SYNTAX, "Line 1, column 3:" },
  { "cut-utf8", "[\"\xe2\x82", -1, SYNTAX, "Line 1, column 3:" },
  { "surrogate-in-utf8", "[\"\xed\xa0\x80\"]", -1, SYNTAX, "Line 1, column 3:" },
  { "raw-zero", "[\"a\0b\"]", 7, FORBIDDEN, "Line 1, column 4:" },
  { "zero-after-document", "{}\0", 3, FORBIDDEN, "Line 1, column 3:" },
  { "escaped-zero", "[\"a\\u0000b\"]", -1, FORBIDDEN, "Line 1, column 4:" },
  { "escaped-zero-in-name", "{\"\\u0000\":1}", -1, FORBIDDEN, "Line 1, column 3:" },
  { "high-surrogate-alone", "[\"\\ud800\"]", -1, FORBIDDEN, "Line 1, column 3:" },
  { "low-surrogate-alone", "[\"\\udc00\"]", -1, FORBIDDEN, "Line 1, column 3:" },
  { "high-surrogate-twice", "[\"\\ud800\\ud800\"]", -1, FORBIDDEN, "Line 1, column 3:" },
  { "high-surrogate-then-letter", "[\"\\ud800\\u0041\"]", -1, FORBIDDEN, "Line 1, column 3:" },
  { "name-twice", "{\"a\":1,\"b\":2,\"a\":3}", -1, FORBIDDEN, "Line 1, column 14:" },
  { "name-twice-side-by-side", "{\"a\":1,\"a\":1}", -1, FORBIDDEN, "Line 1, column 8:" },
  { "name-twice-escaped", "{\"ab\":1,\n\"\\u0061b\":2}", -1, FORBIDDEN, "Line 2, column 1:" },
  { "name-twice-deep", "[{\"x\":{\"\":1,\"\":2}}]", -1, FORBIDDEN, "Line 1, column 13:" },
  { "1e400", "[1e400]", -1, FORBIDDEN, "Line 1, column 2:" },
  { "minus-1e400", "[-1e400]", -1, FORBIDDEN, "Line 1, column 2:" },
  { "1e-400", "[1e-400]", -1, FORBIDDEN, "Line 1, column 2:" },
  { "2-to-53", "[9007199254740992]", -1, FORBIDDEN, "Line 1, column 2:" },
  { "minus-2-to-53", "[-9007199254740992]", -1, FORBIDDEN, "Line 1, column 2:" },
  { "2-to-64", "[18446744073709551616]", -1, FORBIDDEN, "Line 1, column 2:" },
  { "2-to-64-and-1", "[18446744073709551617]", -1, FORBIDDEN, "Line 1, column 2:" },
  { "40-digits", "[1000000000000000000000000000000000000001]", -1, FORBIDDEN, "Line 1, column 2:" },
  { "18-significant-digits", "[0.123456789012345678]", -1, FORBIDDEN, "Line 1, column 2:" },
};

static void
test_bad_text_is_refused (gconstpointer data)
{
  const BadText *bad = data;
  g_autoptr (GError) scan_error = NULL;
  g_autoptr (GError) parse_error = NULL;

  g_assert_false (stint_json_scan (bad->text, bad->length, &scan_error));
  g_assert_error (scan_error, STINT_WIRE_ERROR, (int) bad->code);
  g_test_message ("%s", scan_error->message);
  g_assert_true (g_str_has_prefix (scan_error->message, bad->place));
  g_assert_cmpuint (strlen (scan_error->message), >, strlen (bad->place) + 10);

  /* What reads says the same as what checks. */
  g_assert_null (stint_json_parse (bad->text, bad->length, &parse_error));
  g_assert_error (parse_error, STINT_WIRE_ERROR, (int) bad->code);
  g_assert_cmpstr (parse_error->message, ==, scan_error->message);
}

static const struct
{
  const char *name;
  const char *text;
} good_texts[] = {
  { "scalar", "1" },
  { "space-around", " \t\r\n{ \"a\" : [ ] , \"b\" : { } }\n" },
  { "largest-integer", "[9007199254740991,-9007199254740991]" },
  { "17-significant-digits", "[0.12345678901234568,1.7976931348623157e308,5e-324]" },
  { "zeros-are-not-significant", "[0.00000000000000000001,100000000000000000000.0]" },
  { "zero-in-many-forms", "[0,-0,0.0,-0.0,0e400,0E-400]" },
  { "escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud834\\udd1e\"" },
  { "names-that-differ-by-case", "{\"a\":1,\"A\":2}" },
  { "name-twice-in-two-objects", "[{\"a\":1},{\"a\":2,\"b\":{\"a\":3}}]" },
  { "delete-character", "\"\x7f\"" },
  { "empty-name", "{\"\":1}" },
};

static void
test_good_text_is_taken (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = NULL;

  g_assert_true (stint_json_scan (data, -1, &error));
  g_assert_no_error (error);
  value = stint_json_parse (data, -1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (value);
  g_assert_false (g_variant_is_floating (value));
}

static char *
nest (guint       depth,
      const char *opening,
      const char *closing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, opening);
  g_string_append_c (text, '1');
  for (guint i = 0; i < depth; i++)
    g_string_append (text, closing);

  return g_string_free (text, FALSE);
}

static void
test_16_levels_are_taken (void)
{
  g_autofree char *arrays = nest (16, "[", "]");
  g_autofree char *objects = nest (16, "{\"a\":", "}");
  g_autoptr (GError) error = NULL;

  g_assert_true (stint_json_scan (arrays, -1, &error));
  g_assert_no_error (error);
  g_assert_true (stint_json_scan (objects, -1, &error));
  g_assert_no_error (error);
}

static void
test_17_levels_are_refused (void)
{
  g_autofree char *arrays = nest (17, "[", "]");
  g_autofree char *objects = nest (17, "{\"a\":", "}");
  g_autoptr (GError) array_error = NULL;
  g_autoptr (GError) object_error = NULL;

  g_assert_false (stint_json_scan (arrays, -1, &array_error));
  g_assert_error (array_error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_FORBIDDEN);
  g_assert_false (stint_json_scan (objects, -1, &object_error));
  g_assert_error (object_error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_FORBIDDEN);
}

static void
test_10000_levels_are_refused (void)
{
  g_autofree char *text = nest (10000, "[", "]");
  g_autoptr (GError) error = NULL;

  g_assert_null (stint_json_parse (text, -1, &error));
  g_assert_error (error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_FORBIDDEN);
  g_assert_true (g_str_has_prefix (error->message, "Line 1, column 17:"));
}

/* The bytes after the end are another's: a sanitizer sees a read of them. */
static void
test_nothing_is_read_after_the_end (void)
{
  static const char *const texts[] = { "12", "-", "1.5", "true", "\"a", "\"\\u12", "\"\\ud800\\u", "{\"a\":1", "[1,", "\xef\xbb" };
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  char *end = (char *) mmap (NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) + page;

  /* Each text ends where a page that cannot be read begins: the sanitizers do not see what GLib reads. */
  g_assert_cmpint (mprotect (end, page, PROT_NONE), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize length = strlen (texts[i]);
      char *exact = memcpy (end - length, texts[i], length);
      g_autoptr (GVariant) value = stint_json_parse (exact, (gssize) length, NULL);

      g_assert_true ((value != NULL) == (i == 0 || i == 2 || i == 3));
    }
  munmap (end - page, 2 * page);
}

/* Every cut of a good document is refused, never a crash. */
static void
test_every_cut_is_refused (void)
{
  const char *text = "{\"a\":[1,-2.5e3,\"\\ud834\\udd1e é\",null],\"b\":{\"c\":true,\"d\":false}}";
  gsize length = strlen (text);

  g_assert_true (stint_json_scan (text, (gssize) length, NULL));
  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (stint_json_scan (text, (gssize) cut, &error));
      g_assert_nonnull (error);
    }
}

/* Bytes changed at random: refused or read, but what is read can be written and read again. */
static void
test_damaged_text_never_crashes (void)
{
  const char *text = "{\"a\":[1,-2.5e3,\"\\ud834\\udd1e é\",null],\"b\":{\"c\":true,\"d\":0.1},\"\\u0061b\":\"\"}";
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gsize length = strlen (text);

  g_test_message ("seed %u", seed);
  for (guint run = 0; run < 20000; run++)
    {
      g_autofree char *damaged = g_strdup (text);
      g_autoptr (GVariant) value = NULL;

      for (int hits = g_rand_int_range (rand, 1, 4); hits > 0; hits--)
        damaged[g_rand_int_range (rand, 0, (gint32) length)] = g_rand_boolean (rand) ? (char) g_rand_int_range (rand, 0, 256)
                                                                                      : "{}[]\",:\\u0e-.1"[g_rand_int_range (rand, 0, 14)];

      value = stint_json_parse (damaged, (gssize) length, NULL);
      if (value != NULL)
        {
          g_autofree char *written = stint_json_to_string (value);
          g_autoptr (GError) error = NULL;
          g_autoptr (GVariant) again = stint_json_parse (written, -1, &error);

          g_assert_no_error (error);
          g_assert_cmpvariant (again, value);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bad_texts); i++)
    {
      g_autofree char *path = g_strconcat ("/wire/scan/refused/", bad_texts[i].name, NULL);

      g_test_add_data_func (path, &bad_texts[i], test_bad_text_is_refused);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (good_texts); i++)
    {
      g_autofree char *path = g_strconcat ("/wire/scan/taken/", good_texts[i].name, NULL);

      g_test_add_data_func (path, good_texts[i].text, test_good_text_is_taken);
    }

  g_test_add_func ("/wire/scan/16-levels-are-taken", test_16_levels_are_taken);
  g_test_add_func ("/wire/scan/17-levels-are-refused", test_17_levels_are_refused);
  g_test_add_func ("/wire/scan/10000-levels-are-refused", test_10000_levels_are_refused);
  g_test_add_func ("/wire/scan/nothing-is-read-after-the-end", test_nothing_is_read_after_the_end);
  g_test_add_func ("/wire/scan/every-cut-is-refused", test_every_cut_is_refused);
  g_test_add_func ("/wire/scan/damaged-text-never-crashes", test_damaged_text_never_crashes);

  return g_test_run ();
}
