/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-series.h"

#include "core/stint-id.h"

static StintTime
at (const char *text)
{
  StintTime time;

  g_assert_true (stint_time_parse (text, &time, NULL));
  return time;
}

/* What a week of January shows of a series of its days at nine, as "start<original#override". */
static char *
show (const StintOverride *overrides,
      guint                n_overrides)
{
  StintTime start = at ("2026-01-01T09:00");
  g_autoptr (StintRecurrence) recurrence = stint_recurrence_new ("FREQ=WEEKLY", &start, NULL);
  g_autoptr (GArray) occurrences = g_array_new (FALSE, FALSE, sizeof (StintOccurrence));
  GString *text = g_string_new (NULL);

  g_assert_true (stint_series_expand (recurrence, overrides, n_overrides, at ("2026-01-01").local_s, at ("2026-01-20").local_s, 9,
                                      occurrences, NULL));
  for (guint i = 0; i < occurrences->len; i++)
    {
      const StintOccurrence *occurrence = &g_array_index (occurrences, StintOccurrence, i);
      g_autofree char *when = stint_time_to_string (&occurrence->start);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", when);
      if (occurrence->override >= 0)
        g_string_append_printf (text, "#%d%s", occurrence->override, occurrence->is_orphan ? "!" : "");
    }
  return g_string_free (text, FALSE);
}

static void
test_what_nobody_touched_is_there (void)
{
  g_autofree char *text = show (NULL, 0);

  g_assert_cmpstr (text, ==, "2026-01-01T09:00 2026-01-08T09:00 2026-01-15T09:00");
}

static void
test_cancelled_is_gone (void)
{
  StintOverride overrides[] = { { at ("2026-01-08T09:00").local_s, TRUE, { 0 } } };
  g_autofree char *text = show (overrides, 1);

  g_assert_cmpstr (text, ==, "2026-01-01T09:00 2026-01-15T09:00");
}

static void
test_moved_is_where_it_was_moved (void)
{
  StintOverride overrides[] = { { at ("2026-01-08T09:00").local_s, FALSE, at ("2026-01-16T10:00") } };
  g_autofree char *text = show (overrides, 1);

  g_assert_cmpstr (text, ==, "2026-01-01T09:00 2026-01-15T09:00 2026-01-16T10:00#0");
}

static void
test_moved_in_from_outside_is_there (void)
{
  StintOverride overrides[] = { { at ("2026-01-22T09:00").local_s, FALSE, at ("2026-01-02T10:00") } };
  g_autofree char *text = show (overrides, 1);

  g_assert_cmpstr (text, ==, "2026-01-01T09:00 2026-01-02T10:00#0 2026-01-08T09:00 2026-01-15T09:00");
}

static void
test_moved_out_is_gone (void)
{
  StintOverride overrides[] = { { at ("2026-01-15T09:00").local_s, FALSE, at ("2026-02-02T10:00") } };
  g_autofree char *text = show (overrides, 1);

  g_assert_cmpstr (text, ==, "2026-01-01T09:00 2026-01-08T09:00");
}

static void
test_an_orphan_is_shown_and_marked (void)
{
  StintOverride overrides[] = { { at ("2026-01-09T09:00").local_s, FALSE, at ("2026-01-02T10:00") } };
  g_autofree char *text = show (overrides, 1);

  g_assert_cmpstr (text, ==, "2026-01-01T09:00 2026-01-02T10:00#0! 2026-01-08T09:00 2026-01-15T09:00");
}

static void
test_ids_are_derived_from_series_and_time (void)
{
  const char *series = "018f0000-0000-7000-8000-000000000001";
  StintTime nine = at ("2026-01-08T09:00");
  StintTime zoned = stint_time_zoned (nine.local_s, g_intern_string ("Europe/Berlin"));
  StintTime date = at ("2026-01-08");
  g_autofree char *id = stint_series_derive_id (series, &nine);
  g_autofree char *same = stint_series_derive_id (series, &zoned);
  g_autofree char *other_time = stint_series_derive_id (series, &date);
  g_autofree char *other_series = stint_series_derive_id ("018f0000-0000-7000-8000-000000000002", &nine);

  g_assert_true (stint_id_is_valid (id));
  g_assert_cmpint (id[14], ==, '5');
  g_assert_cmpstr (id, ==, same);
  g_assert_cmpstr (id, !=, other_time);
  g_assert_cmpstr (id, !=, other_series);
  /* Once a record has such an id, it can never change. */
  g_assert_cmpstr (id, ==, "e9dc4389-dc02-50c8-aa3a-12a9fee9f65f");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/what-nobody-touched-is-there", test_what_nobody_touched_is_there);
  g_test_add_func ("/series/cancelled-is-gone", test_cancelled_is_gone);
  g_test_add_func ("/series/moved-is-where-it-was-moved", test_moved_is_where_it_was_moved);
  g_test_add_func ("/series/moved-in-from-outside-is-there", test_moved_in_from_outside_is_there);
  g_test_add_func ("/series/moved-out-is-gone", test_moved_out_is_gone);
  g_test_add_func ("/series/an-orphan-is-shown-and-marked", test_an_orphan_is_shown_and_marked);
  g_test_add_func ("/series/ids-are-derived-from-series-and-time", test_ids_are_derived_from_series_and_time);
  return g_test_run ();
}
