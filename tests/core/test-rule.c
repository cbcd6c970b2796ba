/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-error.h"
#include "core/stint-rule.h"

static GVariant *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

static StintRule *
read_rule (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = parse (text);
  StintRule *rule = stint_rule_from_variant (value, &error);

  g_assert_no_error (error);
  return rule;
}

static void
assert_refused (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = parse (text);

  if (stint_rule_check (value, &error))
    g_error ("this is taken for a rule: %s", text);
  g_assert_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_INVALID);
}

static void
a_rule_says_what_and_when (void)
{
  g_autoptr (StintRule) rule = read_rule ("{'rule': <'prefer'>, 'tag': <'writing'>, 'days': <['MO', 'WE']>, 'from': <'08:30'>, 'to': <'12:00'>}");

  g_assert_cmpint (rule->type, ==, STINT_RULE_PREFER);
  g_assert_cmpstr (rule->tag, ==, "writing");
  g_assert_cmpuint (rule->days, ==, STINT_RULE_DAY (0) | STINT_RULE_DAY (2));
  g_assert_cmpint (rule->from_min, ==, 8 * 60 + 30);
  g_assert_cmpint (rule->to_min, ==, 12 * 60);
}

static void
what_is_left_out_is_every_day_and_the_whole_day (void)
{
  g_autoptr (StintRule) fridays = read_rule ("{'rule': <'free'>, 'days': <['FR']>, 'from': <'18:00'>}");
  g_autoptr (StintRule) nights = read_rule ("{'rule': <'free'>, 'to': <'07:00'>}");

  g_assert_cmpint (fridays->to_min, ==, 24 * 60);
  g_assert_cmpuint (nights->days, ==, STINT_RULE_EVERY_DAY);
  g_assert_cmpint (nights->from_min, ==, 0);
}

static void
every_type_comes_back_as_it_was (void)
{
  static const char *const texts[] = {
    "{'from': <'09:00'>, 'rule': <'prefer'>, 'title': <'Write'>, 'to': <'24:00'>}",
    "{'days': <['SA', 'SU']>, 'rule': <'prefer'>}",
    "{'count': <int64 3>, 'minutes': <int64 60>, 'per': <'week'>, 'rule': <'times'>, 'title': <'Gym'>}",
    "{'count': <int64 1>, 'minutes': <int64 15>, 'note': <'On the roof'>, 'per': <'day'>, 'rule': <'times'>, 'title': <'Walk'>}",
    "{'days': <['FR']>, 'from': <'18:00'>, 'rule': <'free'>}",
    "{'minutes': <int64 360>, 'rule': <'limit'>}",
    "{'days': <['MO']>, 'minutes': <int64 120>, 'rule': <'limit'>, 'tag': <'mail'>}",
    "{'minutes': <int64 10>, 'rule': <'buffer'>}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (StintRule) rule = read_rule (texts[i]);
      g_autoptr (StintRule) copy = stint_rule_copy (rule);
      g_autoptr (GVariant) value = stint_rule_to_variant (copy);
      g_autoptr (StintRule) again = stint_rule_from_variant (value, NULL);
      g_autoptr (GVariant) once_more = stint_rule_to_variant (again);

      g_assert_nonnull (again);
      g_assert_true (g_variant_equal (value, once_more));
      g_assert_true (stint_rule_check (value, NULL));
    }
}

static void
the_same_rule_is_the_same_value (void)
{
  g_autoptr (StintRule) long_one = read_rule ("{'rule': <'limit'>, 'minutes': <int64 60>, 'days': <['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']>}");
  g_autoptr (StintRule) short_one = read_rule ("{'minutes': <int64 60>, 'rule': <'limit'>}");
  g_autoptr (GVariant) a = stint_rule_to_variant (long_one);
  g_autoptr (GVariant) b = stint_rule_to_variant (short_one);

  g_assert_true (g_variant_equal (a, b));
}

static void
what_is_no_rule_is_refused (void)
{
  static const char *const odd[] = {
    "{}",
    "{'rule': <'explode'>}",
    "{'rule': <int64 1>}",
    "{'rule': <'free'>}",
    "{'rule': <'free'>, 'from': <'00:00'>, 'to': <'24:00'>}",
    "{'rule': <'free'>, 'days': <['MO']>, 'minutes': <int64 5>}",
    "{'rule': <'free'>, 'days': <@as []>}",
    "{'rule': <'free'>, 'days': <['MO', 'MO']>}",
    "{'rule': <'free'>, 'days': <['mo']>}",
    "{'rule': <'free'>, 'days': <'MO'>}",
    "{'rule': <'free'>, 'from': <'18:00'>, 'to': <'06:00'>}",
    "{'rule': <'free'>, 'from': <'9:00'>}",
    "{'rule': <'free'>, 'from': <'24:00'>}",
    "{'rule': <'free'>, 'from': <'12:60'>}",
    "{'rule': <'free'>, 'to': <'24:01'>}",
    "{'rule': <'free'>, 'from': <int64 9>}",
    "{'rule': <'prefer'>, 'tag': <'a'>, 'title': <'b'>, 'days': <['MO']>}",
    "{'rule': <'prefer'>, 'tag': <'a'>}",
    "{'rule': <'prefer'>, 'project': <'p1'>, 'days': <['MO']>}",
    "{'rule': <'prefer'>, 'title': <''>, 'days': <['MO']>}",
    "{'rule': <'prefer'>, 'title': <'a\\nb'>, 'days': <['MO']>}",
    "{'rule': <'times'>, 'title': <'Gym'>, 'count': <int64 3>, 'per': <'week'>}",
    "{'rule': <'times'>, 'title': <'Gym'>, 'count': <int64 0>, 'per': <'week'>, 'minutes': <int64 60>}",
    "{'rule': <'times'>, 'title': <'Gym'>, 'count': <int64 51>, 'per': <'week'>, 'minutes': <int64 60>}",
    "{'rule': <'times'>, 'title': <'Gym'>, 'count': <'3'>, 'per': <'week'>, 'minutes': <int64 60>}",
    "{'rule': <'times'>, 'title': <'Gym'>, 'count': <int64 3>, 'per': <'month'>, 'minutes': <int64 60>}",
    "{'rule': <'times'>, 'title': <'Gym'>, 'count': <int64 3>, 'per': <'day'>, 'minutes': <int64 600>}",
    "{'rule': <'times'>, 'tag': <'gym'>, 'count': <int64 3>, 'per': <'week'>, 'minutes': <int64 60>}",
    "{'rule': <'limit'>, 'minutes': <int64 -5>}",
    "{'rule': <'limit'>, 'minutes': <int64 1441>}",
    "{'rule': <'limit'>, 'minutes': <1.5>}",
    "{'rule': <'limit'>}",
    "{'rule': <'buffer'>, 'minutes': <int64 241>}",
    "{'rule': <'buffer'>, 'minutes': <int64 10>, 'days': <['MO']>}",
    "{'rule': <'buffer'>, 'minutes': <int64 10>, 'note': <int64 1>}",
    "{'rule': <'buffer'>, 'minutes': <int64 10>, 'at': <'midnight'>}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    assert_refused (odd[i]);
}

static void
a_value_that_is_no_object_is_no_rule (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_string ("rule"));

  g_assert_false (stint_rule_check (value, &error));
  g_assert_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_INVALID);
}

static void
a_rule_may_be_about_a_project (void)
{
  g_autoptr (GVariant) value = parse ("{'rule': <'limit'>, 'minutes': <int64 60>, 'project': <'018f0000-0000-7000-8000-000000000000'>}");

  g_assert_true (stint_rule_check (value, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule/a_rule_says_what_and_when", a_rule_says_what_and_when);
  g_test_add_func ("/rule/what_is_left_out_is_every_day_and_the_whole_day", what_is_left_out_is_every_day_and_the_whole_day);
  g_test_add_func ("/rule/every_type_comes_back_as_it_was", every_type_comes_back_as_it_was);
  g_test_add_func ("/rule/the_same_rule_is_the_same_value", the_same_rule_is_the_same_value);
  g_test_add_func ("/rule/what_is_no_rule_is_refused", what_is_no_rule_is_refused);
  g_test_add_func ("/rule/a_value_that_is_no_object_is_no_rule", a_value_that_is_no_object_is_no_rule);
  g_test_add_func ("/rule/a_rule_may_be_about_a_project", a_rule_may_be_about_a_project);
  return g_test_run ();
}
