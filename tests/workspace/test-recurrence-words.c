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
  return g_test_run ();
}
