/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-repeat.h"

#define NOON_S (20000 * (gint64) STINT_DAY_S + 12 * 3600)

static void
test_what_is_written_is_read (void)
{
  StintTime fallback = stint_time_date (1);
  StintTime starts[] = { stint_time_date (20000), stint_time_floating (NOON_S), stint_time_zoned (NOON_S, g_intern_string ("Europe/Berlin")) };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (StintRepeat) repeat = stint_repeat_new ("FREQ=DAILY", &starts[i], i == 1 ? 90 : 0, i == 2);
      g_autoptr (GVariant) value = g_variant_ref_sink (stint_repeat_to_variant (repeat, NULL));
      g_autoptr (StintRepeat) read = stint_repeat_from_variant (value, &fallback);

      g_assert_nonnull (read);
      g_assert_cmpstr (read->rule, ==, "FREQ=DAILY");
      g_assert_true (stint_time_equal (&read->start, &starts[i]));
      g_assert_cmpint (read->minutes, ==, repeat->minutes);
      g_assert_cmpint (read->from_completion, ==, repeat->from_completion);
    }
}

static void
test_a_member_that_is_not_known_stays (void)
{
  StintTime start = stint_time_date (20000);
  g_autoptr (StintRepeat) repeat = stint_repeat_new ("FREQ=DAILY", &start, 0, FALSE);
  g_autoptr (GVariant) before = g_variant_ref_sink (g_variant_new_parsed ("{'rule': <'FREQ=YEARLY'>, 'from': <'completion'>, 'x-moon': <'full'>}"));
  g_autoptr (GVariant) value = g_variant_ref_sink (stint_repeat_to_variant (repeat, before));
  const char *rule, *moon;

  g_assert_true (g_variant_lookup (value, "x-moon", "&s", &moon));
  g_assert_cmpstr (moon, ==, "full");
  g_assert_true (g_variant_lookup (value, "rule", "&s", &rule));
  g_assert_cmpstr (rule, ==, "FREQ=DAILY");
  g_assert_false (g_variant_lookup (value, "from", "&s", &rule));
}

static void
test_a_rule_without_a_start_has_that_of_the_caller (void)
{
  StintTime fallback = stint_time_date (20000);
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_parsed ("{'rule': <'FREQ=YEARLY'>, 'start': <'soon'>}"));
  g_autoptr (StintRepeat) repeat = stint_repeat_from_variant (value, &fallback);

  g_assert_nonnull (repeat);
  g_assert_true (stint_time_equal (&repeat->start, &fallback));
}

static void
test_what_has_no_rule_is_none (void)
{
  StintTime fallback = stint_time_date (20000);
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_parsed ("{'start': <'2026-11-25'>}"));
  g_autoptr (GVariant) other = g_variant_ref_sink (g_variant_new_string ("FREQ=DAILY"));

  g_assert_null (stint_repeat_from_variant (NULL, &fallback));
  g_assert_null (stint_repeat_from_variant (value, &fallback));
  g_assert_null (stint_repeat_from_variant (other, &fallback));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repeat/what-is-written-is-read", test_what_is_written_is_read);
  g_test_add_func ("/repeat/a-member-that-is-not-known-stays", test_a_member_that_is_not_known_stays);
  g_test_add_func ("/repeat/a-rule-without-a-start-has-that-of-the-caller", test_a_rule_without_a_start_has_that_of_the_caller);
  g_test_add_func ("/repeat/what-has-no-rule-is-none", test_what_has_no_rule_is_none);
  return g_test_run ();
}
