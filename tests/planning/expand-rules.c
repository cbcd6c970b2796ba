/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-recurrence.h"

#include <stdio.h>
#include <string.h>

/* Reads lines "RULE START FROM TO MAX" from standard input and writes what comes of each: "refused", or the times in one line. */
static void
expand_line (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 5);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (StintRecurrence) recurrence = NULL;
  g_autoptr (GError) error = NULL;
  StintTime start, from, to;

  if (g_strv_length (words) != 5 || !stint_time_parse (words[1], &start, NULL) || !stint_time_parse (words[2], &from, NULL) ||
      !stint_time_parse (words[3], &to, NULL))
    g_error ("not understood: %s", line);
  recurrence = stint_recurrence_new (words[0], &start, &error);
  if (recurrence == NULL ||
      !stint_recurrence_expand (recurrence, from.local_s, to.local_s, (guint) atoi (words[4]), times, &error))
    {
      printf ("refused: %s\n", error->message);
      return;
    }
  for (guint i = 0; i < times->len; i++)
    {
      StintTime time = stint_time_floating (g_array_index (times, gint64, i));
      g_autofree char *text = stint_time_to_string (&time);

      printf ("%s%s", i > 0 ? " " : "", text);
    }
  printf ("\n");
}

int
main (int    argc,
      char **argv)
{
  char line[8192];

  while (fgets (line, sizeof line, stdin) != NULL)
    expand_line (g_strchomp (line));
  return 0;
}
