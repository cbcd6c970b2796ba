/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "workspace/stint-recurrence-words.h"

#include <string.h>

static void
test_vector (gconstpointer data)
{
  g_auto (GStrv) sides = g_strsplit (data, " → ", 2);
  gboolean from_completion = g_str_has_prefix (sides[0], "done: ");
  g_auto (GStrv) question = g_strsplit (sides[0] + (from_completion ? strlen ("done: ") : 0), " | ", 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecurrenceRule) rule = stint_recurrence_rule_parse (question[0], &error);
  g_autofree char *words = NULL;
  StintTime start;

  g_assert_no_error (error);
  g_assert_true (stint_time_parse (question[1], &start, NULL));
  words = stint_recurrence_to_words (rule, &start, from_completion);
  g_assert_cmpstr (words, ==, sides[1]);
}

static void
assert_label (const char *rule,
              const char *label)
{
  StintTime start = stint_time_date (stint_day_from_ymd (2026, 11, 25));
  g_autoptr (StintRepeat) repeat = stint_repeat_new (rule, &start, 0, FALSE);
  g_autofree char *words = stint_recurrence_to_label (repeat);

  g_assert_cmpstr (words, ==, label);
}

static void
test_a_label_begins_with_a_capital (void)
{
  assert_label ("FREQ=WEEKLY", "Every Wednesday");
}

static void
test_what_is_not_supported_is_said_to_be_that (void)
{
  assert_label ("FREQ=HOURLY", "Not supported: FREQ=HOURLY");
  assert_label ("FREQ=SOMETIMES", "Not a rule: FREQ=SOMETIMES");
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  g_test_init (&argc, &argv, NULL);
  path = g_test_build_filename (G_TEST_DIST, "data", "recurrence", "words-en.txt", NULL);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  lines = g_strsplit (content, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (strstr (*line, " → ") != NULL && (*line)[0] != '#')
      {
        g_auto (GStrv) sides = g_strsplit (*line, " → ", 2);
        g_autofree char *name = g_strdup_printf ("/recurrence-words/%s", g_strdelimit (sides[0], " /", '-'));

        g_test_add_data_func (name, *line, test_vector);
      }
  g_test_add_func ("/recurrence-words/a-label-begins-with-a-capital", test_a_label_begins_with_a_capital);
  g_test_add_func ("/recurrence-words/what-is-not-supported-is-said-to-be-that", test_what_is_not_supported_is_said_to_be_that);
  return g_test_run ();
}
