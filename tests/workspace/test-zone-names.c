/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-zone.h"
#include "workspace/stint-zone-names.h"

/* 24 November 2026 */
#define TODAY 20781

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char **
load_names (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char **names;

  stint_zone_names_load_async (NULL, stored_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  names = stint_zone_names_load_finish (result, &error);
  g_assert_no_error (error);
  return names;
}

static void
test_all_are_there (void)
{
  g_auto (GStrv) names = load_names ();

  g_assert_cmpuint (g_strv_length (names), >, 400);
  g_assert_true (g_strv_contains ((const char *const *) names, "Europe/Berlin"));
  g_assert_true (g_strv_contains ((const char *const *) names, "America/Argentina/Ushuaia"));
  g_assert_true (g_strv_contains ((const char *const *) names, "UTC"));
}

static void
test_each_can_be_used (void)
{
  g_auto (GStrv) names = load_names ();

  for (char **name = names; *name != NULL; name++)
    {
      g_assert_nonnull (stint_zone_intern (*name));
      g_assert_false (g_str_has_prefix (*name, "posix"));
      g_assert_false (g_str_has_prefix (*name, "right"));
    }
}

static void
assert_first (const char *const *names,
              const char        *words,
              const char        *first)
{
  g_autoptr (GPtrArray) found = stint_zone_names_search (names, words, 8);

  g_assert_cmpuint (found->len, >, 0);
  g_assert_cmpuint (found->len, <=, 8);
  g_assert_cmpstr (g_ptr_array_index (found, 0), ==, first);
}

static void
test_search_takes_beginnings_of_words (void)
{
  g_auto (GStrv) names = load_names ();
  g_autoptr (GPtrArray) nothing = stint_zone_names_search ((const char *const *) names, "atlantis", 8);

  assert_first ((const char *const *) names, "new y", "America/New_York");
  assert_first ((const char *const *) names, "YORK", "America/New_York");
  assert_first ((const char *const *) names, "tok", "Asia/Tokyo");
  assert_first ((const char *const *) names, "argentina ush", "America/Argentina/Ushuaia");
  g_assert_cmpuint (nothing->len, ==, 0);
}

static void
test_names_are_for_people (void)
{
  g_autofree char *city = stint_format_zone ("America/Argentina/Buenos_Aires");
  g_autofree char *region = stint_format_zone_region ("America/Argentina/Buenos_Aires");
  g_autofree char *none = stint_format_zone_region ("UTC");

  g_assert_cmpstr (city, ==, "Buenos Aires");
  g_assert_cmpstr (region, ==, "America, Argentina");
  g_assert_cmpstr (none, ==, "");
}

static void
assert_offset (const char *zone,
               gint64      unix_s,
               const char *wanted)
{
  g_autofree char *offset = stint_format_zone_offset (zone, unix_s);

  g_assert_cmpstr (offset, ==, wanted);
}

static void
test_offsets_are_of_their_day (void)
{
  assert_offset ("Europe/Berlin", 1795511520, "UTC+1");
  assert_offset ("Europe/Berlin", 1782468000, "UTC+2");
  assert_offset ("Asia/Kolkata", 1795511520, "UTC+5:30");
  assert_offset ("America/St_Johns", 1795511520, "UTC−3:30");
  assert_offset ("UTC", 1795511520, "UTC");
}

static void
assert_time (const StintTime *time,
             const char      *wanted)
{
  g_autofree char *text = stint_format_time_and_zone (time, "Europe/Berlin", TODAY);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_a_time_says_its_kind (void)
{
  gint64 ten_s = (gint64) TODAY * STINT_DAY_S + 10 * 3600;
  StintTime date = stint_time_date (TODAY);
  StintTime floating = stint_time_floating (ten_s);
  StintTime here = stint_time_zoned (ten_s, "Europe/Berlin");
  StintTime there = stint_time_zoned (ten_s, "America/New_York");

  assert_time (&date, "Today");
  assert_time (&floating, "Today 10:00, wherever you are");
  assert_time (&here, "Today 10:00");
  assert_time (&there, "Today 16:00 (10:00 in New York)");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/zone-names/load/all-are-there", test_all_are_there);
  g_test_add_func ("/zone-names/load/each-can-be-used", test_each_can_be_used);
  g_test_add_func ("/zone-names/search/takes-beginnings-of-words", test_search_takes_beginnings_of_words);
  g_test_add_func ("/zone-names/names-are-for-people", test_names_are_for_people);
  g_test_add_func ("/zone-names/offsets-are-of-their-day", test_offsets_are_of_their_day);
  g_test_add_func ("/zone-names/a-time-says-its-kind", test_a_time_says_its_kind);

  return g_test_run ();
}
