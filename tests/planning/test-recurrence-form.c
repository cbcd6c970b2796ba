/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-recurrence-form.h"
#include "planning/stint-recurrence.h"

#include <string.h>

#define N_RULES 2400
#define MOST 60

static const char weekday_names[][3] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
static const char *const frequencies[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland" };

static StintTime
at (const char *text)
{
  StintTime time;

  g_assert_true (stint_time_parse (text, &time, NULL));
  return time;
}

/* Returns: (nullable): the rule as it comes back, %NULL if it is custom */
static char *
bring_back (const char      *text,
            const StintTime *start)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecurrenceRule) rule = stint_recurrence_rule_parse (text, &error);
  g_autoptr (StintRecurrenceRule) made = NULL;
  StintRecurrenceForm form;

  g_assert_no_error (error);
  if (!stint_recurrence_form_read (&form, rule, start))
    return NULL;
  made = stint_recurrence_form_make_rule (&form, start);
  return stint_recurrence_rule_to_string (made);
}

/* Rules that are filled in, and what comes of them; NULL: custom. */
static const struct
{
  const char *start;
  const char *rule;
  const char *back;
} vectors[] = {
  { "2026-11-25", "FREQ=DAILY", "FREQ=DAILY" },
  { "2026-11-25", "FREQ=DAILY;INTERVAL=3;COUNT=5", "FREQ=DAILY;INTERVAL=3;COUNT=5" },
  { "2026-11-25", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" },
  { "2026-11-25", "FREQ=DAILY;INTERVAL=2;BYDAY=MO", NULL },
  { "2026-11-25", "FREQ=DAILY;BYMONTH=1", NULL },
  { "2026-11-25", "FREQ=WEEKLY", "FREQ=WEEKLY" },
  { "2026-11-25", "FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;BYDAY=WE" },
  { "2026-11-25", "FREQ=WEEKLY;WKST=SU;BYDAY=WE,SU", "FREQ=WEEKLY;BYDAY=WE,SU" },
  { "2026-11-25", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=WE,SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,SU;WKST=SU" },
  { "2026-11-25", "FREQ=WEEKLY;BYDAY=WE;BYSETPOS=1", NULL },
  { "2026-11-25", "FREQ=WEEKLY;BYHOUR=9", NULL },
  { "2026-11-25", "FREQ=MONTHLY", "FREQ=MONTHLY" },
  { "2026-11-25", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=-1" },
  { "2026-11-25", "FREQ=MONTHLY;BYMONTHDAY=-2", NULL },
  { "2026-11-25", "FREQ=MONTHLY;BYMONTHDAY=1,15", NULL },
  { "2026-10-31", "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD", "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD" },
  { "2026-10-28", "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD", "FREQ=MONTHLY" },
  { "2026-10-31", "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD", NULL },
  { "2026-11-25", "FREQ=MONTHLY;BYDAY=4WE", "FREQ=MONTHLY;BYDAY=4WE" },
  { "2026-11-25", "FREQ=MONTHLY;BYDAY=WE;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=-1WE" },
  { "2026-11-25", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2" },
  { "2026-11-25", "FREQ=MONTHLY;BYDAY=WE", NULL },
  { "2026-11-25", "FREQ=MONTHLY;BYDAY=-2WE", NULL },
  { "2026-11-25", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", NULL },
  { "2026-11-25", "FREQ=YEARLY", "FREQ=YEARLY" },
  { "2026-11-25", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1" },
  { "2026-11-25", "FREQ=YEARLY;BYMONTH=5", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=25" },
  { "2026-11-25", "FREQ=YEARLY;BYMONTHDAY=1", NULL },
  { "2026-11-25", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31", NULL },
  { "2026-11-25", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH" },
  { "2026-11-25", "FREQ=YEARLY;BYDAY=20MO", NULL },
  { "2026-11-25", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", NULL },
  { "2024-02-29", "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD", "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD" },
  { "2026-11-25", "FREQ=DAILY;UNTIL=20270304", "FREQ=DAILY;UNTIL=20270304" },
  { "2026-11-25", "FREQ=DAILY;UNTIL=20270304T120000", "FREQ=DAILY;UNTIL=20270304" },
  { "2026-11-25T09:00", "FREQ=DAILY;UNTIL=20270304T120000", "FREQ=DAILY;UNTIL=20270304T235959" },
  { "2026-11-25T09:00", "FREQ=DAILY;UNTIL=20270304T080000", "FREQ=DAILY;UNTIL=20270303T235959" },
  { "2026-11-25T09:00", "FREQ=DAILY;UNTIL=20270304", "FREQ=DAILY;UNTIL=20270304T235959" },
};

static void
test_vector (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  StintTime start = at (vectors[i].start);
  g_autofree char *back = bring_back (vectors[i].rule, &start);

  g_assert_cmpstr (back, ==, vectors[i].back);
}

static void
test_an_end_is_written_in_utc_for_a_start_in_a_zone (void)
{
  StintTime start = stint_time_zoned (at ("2026-11-25T09:00").local_s, "Europe/Berlin");
  g_autofree char *back = bring_back ("FREQ=DAILY;UNTIL=20270304T080000Z", &start);
  g_autofree char *before = bring_back ("FREQ=DAILY;UNTIL=20270304T075959Z", &start);

  g_assert_cmpstr (back, ==, "FREQ=DAILY;UNTIL=20270304T225959Z");
  g_assert_cmpstr (before, ==, "FREQ=DAILY;UNTIL=20270303T225959Z");
}

static void
put_numbers (GString    *rule,
             const char *name,
             int         low,
             int         high,
             gboolean    from_the_end)
{
  int n = g_test_rand_int_range (1, 3);

  for (int i = 0; i < n; i++)
    {
      int value = g_test_rand_int_range (low, high + 1);

      if (from_the_end && g_test_rand_int_range (0, 3) == 0)
        value = -value;
      if (i == 0)
        g_string_append_printf (rule, ";%s=", name);
      g_string_append_printf (rule, i == 0 ? "%d" : ",%d", value);
    }
}

static void
put_weekdays (GString *rule,
              int      most_nth)
{
  gboolean counts = most_nth > 0 && g_test_rand_int_range (0, 2) == 0;
  guint days = g_test_rand_int_range (0, 3) == 0 ? 0x1f : (guint) g_test_rand_int_range (1, 128);
  const char *separator = ";BYDAY=";

  if (g_test_rand_int_range (0, 2) == 0)
    days = 1u << g_test_rand_int_range (0, 7);
  for (int i = 0; i < 7; i++)
    if (days & 1u << i)
      {
        g_string_append (rule, separator);
        if (counts)
          g_string_append_printf (rule, "%d", (g_test_rand_int_range (0, 3) == 0 ? -1 : 1) * g_test_rand_int_range (1, most_nth + 1));
        g_string_append (rule, weekday_names[i]);
        separator = ",";
      }
}

static gboolean
chance (int one_in)
{
  return g_test_rand_int_range (0, one_in) == 0;
}

/* The lists that test-dateutil.py has in its rules, and fewer of them, so that many can be filled in. */
static void
put_lists (GString *rule,
           int      frequency)
{
  gsize length = rule->len;
  gboolean has_month = frequency == STINT_FREQUENCY_YEARLY ? chance (2) : chance (8);
  gboolean has_weekno = frequency == STINT_FREQUENCY_YEARLY && chance (8);

  if (has_month)
    g_string_append_printf (rule, ";BYMONTH=%d%s", g_test_rand_int_range (1, 12), chance (4) ? ",12" : "");
  if (has_weekno)
    put_numbers (rule, "BYWEEKNO", 1, 53, TRUE);
  if (frequency == STINT_FREQUENCY_YEARLY && chance (8))
    put_numbers (rule, "BYYEARDAY", 1, 366, TRUE);
  if (frequency != STINT_FREQUENCY_WEEKLY && chance (4))
    put_numbers (rule, "BYMONTHDAY", 1, 31, TRUE);
  if (chance (3))
    put_weekdays (rule, has_weekno || frequency < STINT_FREQUENCY_MONTHLY ? 0 : frequency == STINT_FREQUENCY_MONTHLY || has_month ? 5 : 53);
  if (chance (12))
    put_numbers (rule, "BYHOUR", 0, 23, FALSE);
  if (rule->len > length && chance (4))
    put_numbers (rule, "BYSETPOS", 1, 4, TRUE);
}

static void
put_end (GString         *rule,
         const StintTime *start)
{
  int year, month, mday;

  if (chance (4))
    {
      g_string_append_printf (rule, ";COUNT=%d", g_test_rand_int_range (1, 60));
    }
  else if (chance (3))
    {
      stint_day_to_ymd (stint_time_get_day (start) + g_test_rand_int_range (-30, 3000), &year, &month, &mday);
      g_string_append_printf (rule, ";UNTIL=%04d%02d%02d", year, month, mday);
      if (!chance (3))
        g_string_append_printf (rule, "T%02d3000%s", g_test_rand_int_range (0, 24), chance (2) ? "Z" : "");
    }
}

static char *
make_rule (const StintTime *start)
{
  int frequency = g_test_rand_int_range (0, 4);
  GString *rule = g_string_new (NULL);

  if (frequency >= STINT_FREQUENCY_MONTHLY && chance (4))
    g_string_append_printf (rule, "RSCALE=GREGORIAN;SKIP=%s;", chance (3) ? "FORWARD" : "BACKWARD");
  g_string_append_printf (rule, "FREQ=%s", frequencies[frequency]);
  if (chance (3))
    g_string_append_printf (rule, ";INTERVAL=%d", g_test_rand_int_range (2, 8));
  put_lists (rule, frequency);
  if (chance (3))
    g_string_append_printf (rule, ";WKST=%s", weekday_names[g_test_rand_int_range (0, 7)]);
  put_end (rule, start);
  return g_string_free (rule, FALSE);
}

static StintTime
make_start (void)
{
  int year = g_test_rand_int_range (1990, 2041);
  int month = g_test_rand_int_range (1, 13);
  int mday = chance (4) ? g_date_get_days_in_month (month, year) : g_test_rand_int_range (1, 29);
  int day = stint_day_from_ymd (year, month, mday);
  gint64 time_s = (gint64) day * STINT_DAY_S + g_test_rand_int_range (0, 48) * 1800;

  if (chance (3))
    return stint_time_date (day);
  return chance (2) ? stint_time_floating (time_s) : stint_time_zoned (time_s, zones[g_test_rand_int_range (0, G_N_ELEMENTS (zones))]);
}

static GArray *
expand (const char      *rule,
        const StintTime *start)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecurrence) series = stint_recurrence_new (rule, start, &error);
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_no_error (error);
  stint_recurrence_expand (series, start->local_s, start->local_s + 3660 * (gint64) STINT_DAY_S, MOST, times, &error);
  g_assert_no_error (error);
  return times;
}

/* Where the start is said to say all, the rule without its days has the same dates. */
static void
assert_start_says_it (const char      *text,
                      const StintTime *start)
{
  g_autoptr (StintRecurrenceRule) rule = stint_recurrence_rule_parse (text, NULL);
  g_autoptr (StintRecurrenceRule) plain = NULL;
  g_autoptr (GArray) times = NULL;
  g_autoptr (GArray) plain_times = NULL;
  g_autofree char *plain_text = NULL;
  StintRecurrenceForm form;

  g_assert_true (stint_recurrence_form_read (&form, rule, start));
  if (!stint_recurrence_form_is_said_by_start (&form, start))
    return;
  form.is_as_start = TRUE;
  plain = stint_recurrence_form_make_rule (&form, start);
  plain_text = stint_recurrence_rule_to_string (plain);
  times = expand (text, start);
  plain_times = expand (plain_text, start);
  g_assert_cmpmem (times->data, times->len * sizeof (gint64), plain_times->data, plain_times->len * sizeof (gint64));
}

static void
test_a_rule_keeps_its_dates_or_is_custom (void)
{
  guint n_filled = 0;

  for (int i = 0; i < N_RULES; i++)
    {
      StintTime start = make_start ();
      g_autofree char *rule = make_rule (&start);
      g_autofree char *back = bring_back (rule, &start);
      g_autofree char *again = back != NULL ? bring_back (back, &start) : NULL;
      g_autofree char *written = stint_time_to_string (&start);
      g_autoptr (GArray) times = NULL;
      g_autoptr (GArray) times_back = NULL;

      if (back == NULL)
        continue;
      assert_start_says_it (rule, &start);
      n_filled++;
      g_assert_cmpstr (again, ==, back);
      times = expand (rule, &start);
      times_back = expand (back, &start);
      if (times->len != times_back->len || (times->len > 0 && memcmp (times->data, times_back->data, times->len * sizeof (gint64)) != 0))
        g_error ("%s from %s %s became %s", rule, written, start.zone != NULL ? start.zone : "", back);
    }
  g_test_message ("%u of %d rules can be filled in", n_filled, N_RULES);
  g_assert_cmpuint (n_filled, >, N_RULES / 4);
  g_assert_cmpuint (n_filled, <, N_RULES);
}

static StintRecurrenceForm
make_form (const StintTime *start)
{
  StintRecurrenceForm form;

  stint_recurrence_form_init (&form, start, g_test_rand_int_range (0, 7));
  form.frequency = g_test_rand_int_range (0, 4);
  form.interval = g_test_rand_int_range (1, 40);
  form.is_as_start = chance (3) || form.frequency == STINT_FREQUENCY_DAILY;
  if (!form.is_as_start)
    {
      form.weekdays = g_test_rand_int_range (1, 128);
      form.by_weekday = chance (2);
      form.month = g_test_rand_int_range (1, 13);
      form.month_day = chance (4) ? -1 : g_test_rand_int_range (1, form.month == 2 ? 30 : 31);
      form.nth = chance (4) ? -1 : g_test_rand_int_range (1, 6);
      form.weekday = g_test_rand_int_range (0, 8);
    }
  form.month_end = chance (2) ? STINT_MONTH_END_SKIP : STINT_MONTH_END_CLAMP;
  form.end = g_test_rand_int_range (0, 3);
  form.until_day += g_test_rand_int_range (-100, 1000);
  form.count = g_test_rand_int_range (1, 1000);
  return form;
}

static void
test_what_was_filled_in_is_read_again (void)
{
  for (int i = 0; i < N_RULES; i++)
    {
      StintTime start = make_start ();
      StintRecurrenceForm form = make_form (&start);
      g_autoptr (StintRecurrenceRule) rule = stint_recurrence_form_make_rule (&form, &start);
      g_autofree char *text = stint_recurrence_rule_to_string (rule);
      g_autofree char *back = bring_back (text, &start);
      StintRecurrenceForm read;

      g_assert_cmpstr (back, ==, text);
      g_assert_true (stint_recurrence_form_read (&read, rule, &start));
      g_assert_cmpint (read.end, ==, form.end);
      g_assert_cmpint (read.is_as_start, ==, form.is_as_start);
      if (form.end == STINT_RECURRENCE_END_UNTIL)
        g_assert_cmpint (read.until_day, ==, form.until_day);
    }
}

static char *
list_usual (const char *start_text)
{
  StintTime start = at (start_text);
  g_autoptr (GPtrArray) rules = stint_recurrence_form_list_usual (&start);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < rules->len; i++)
    {
      g_autofree char *text = stint_recurrence_rule_to_string (g_ptr_array_index (rules, i));

      g_string_append_printf (all, "%s\n", text);
    }
  return g_string_free (all, FALSE);
}

static void
test_usual_rules_of_a_wednesday (void)
{
  g_autofree char *usual = list_usual ("2026-11-18");

  g_assert_cmpstr (usual, ==,
                   "FREQ=DAILY\nFREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\nFREQ=WEEKLY\nFREQ=WEEKLY;INTERVAL=2\nFREQ=MONTHLY\n"
                   "FREQ=MONTHLY;BYDAY=3WE\nFREQ=MONTHLY;BYMONTHDAY=-1\nFREQ=YEARLY\n");
}

static void
test_usual_rules_of_a_31st_say_what_becomes_of_it (void)
{
  g_autofree char *usual = list_usual ("2026-10-31");

  g_assert_cmpstr (usual, ==,
                   "FREQ=DAILY\nFREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\nFREQ=WEEKLY\nFREQ=WEEKLY;INTERVAL=2\nFREQ=MONTHLY\n"
                   "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD\nFREQ=MONTHLY;BYDAY=-1SA\nFREQ=MONTHLY;BYMONTHDAY=-1\nFREQ=YEARLY\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *name = g_strdup_printf ("/recurrence-form/%s-from-%s", vectors[i].rule, vectors[i].start);

      g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_vector);
    }
  g_test_add_func ("/recurrence-form/an-end-is-written-in-utc-for-a-start-in-a-zone", test_an_end_is_written_in_utc_for_a_start_in_a_zone);
  g_test_add_func ("/recurrence-form/a-rule-keeps-its-dates-or-is-custom", test_a_rule_keeps_its_dates_or_is_custom);
  g_test_add_func ("/recurrence-form/what-was-filled-in-is-read-again", test_what_was_filled_in_is_read_again);
  g_test_add_func ("/recurrence-form/usual-rules-of-a-wednesday", test_usual_rules_of_a_wednesday);
  g_test_add_func ("/recurrence-form/usual-rules-of-a-31st-say-what-becomes-of-it", test_usual_rules_of_a_31st_say_what_becomes_of_it);
  return g_test_run ();
}
