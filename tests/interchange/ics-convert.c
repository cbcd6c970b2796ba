/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * For the tests that hold Stint against other programs: reads an iCalendar file and prints
 *
 *     ics-convert records FILE               a line for each record: its kind, its id, its members as JSON
 *     ics-convert export FILE                the same as Stint writes it
 *     ics-convert occurrences FILE FROM TO   a line for each series: its UID and when it is in these days, both in its zone
 */
#include "ics-records.h"

#include "core/stint-repeat.h"
#include "core/stint-task.h"
#include "planning/stint-recurrence.h"
#include "wire/stint-json.h"

#include <stdio.h>
#include <string.h>

static void
print_records (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      StintRecord *record = g_ptr_array_index (list, i);
      g_autofree char *json = stint_json_to_string (stint_record_get_data (record));

      printf ("%s %s %s\n", stint_kind_to_string (stint_record_get_kind (record)), stint_record_get_id (record), json);
    }
}

static void
add_dates (StintRecurrence *recurrence,
           StintRecord *task,
           const char *member,
           void ( *add ) (StintRecurrence *, const StintTime *))
{
  g_auto (GStrv) dates = stint_record_dup_strings (task, member);

  for (char **date = dates; *date != NULL; date++)
    {
      StintTime time;

      if (!stint_time_parse (*date, &time, NULL))
        g_error ("%s is no time", *date);
      if (!time.date_only)
        time.zone = stint_recurrence_get_start (recurrence)->zone;
      add (recurrence, &time);
    }
}

/* What was cancelled is an EXDATE for others. */
static void
skip_cancelled (StintRecurrence *recurrence,
                Records         *records,
                StintRecord     *series)
{
  for (guint i = 0; i < records->tasks->len; i++)
    {
      StintRecord *task = g_ptr_array_index (records->tasks, i);
      const char *of = stint_record_get_string (task, STINT_TASK_SERIES);
      StintTime original;

      if (g_strcmp0 (of, stint_record_get_id (series)) == 0 && stint_task_is_cancelled (task) &&
          stint_task_get_occurrence (task, &original))
        stint_recurrence_skip (recurrence, &original);
    }
}

static void
print_occurrences (Records         *records,
                   StintRecord     *task,
                   const StintTime *from,
                   const StintTime *to)
{
  g_autoptr (GVariant) value = stint_record_dup_member (task, STINT_TASK_REPEAT);
  g_autoptr (StintRepeat) repeat = stint_repeat_from_variant (value, from);
  g_autoptr (StintRecurrence) recurrence = repeat != NULL ? stint_recurrence_new (repeat->rule, &repeat->start, NULL) : NULL;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (recurrence == NULL)
    return;
  add_dates (recurrence, task, STINT_TASK_SKIPPED, stint_recurrence_skip);
  add_dates (recurrence, task, STINT_TASK_ADDED, stint_recurrence_add);
  skip_cancelled (recurrence, records, task);
  if (!stint_recurrence_expand (recurrence, from->local_s, to->local_s, 1000, times, NULL))
    return;
  printf ("%s", stint_record_get_string (task, STINT_TASK_UID));
  for (guint i = 0; i < times->len; i++)
    {
      StintTime time = stint_recurrence_make_time (recurrence, g_array_index (times, gint64, i));
      g_autofree char *text = stint_time_to_string (&time);

      printf (" %s", text);
    }
  printf ("\n");
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *text = NULL;
  g_auto (Records) records;
  StintTime from, to;

  records_init (&records);
  if (argc < 3 || !g_file_get_contents (argv[2], &text, NULL, NULL))
    return 2;
  records_read (&records, text);
  if (strcmp (argv[1], "records") == 0)
    {
      print_records (records.projects);
      print_records (records.tasks);
      print_records (records.blocks);
    }
  else if (strcmp (argv[1], "export") == 0)
    {
      g_autofree char *out = records_export (&records);

      fputs (out, stdout);
    }
  else if (argc == 5 && stint_time_parse (argv[3], &from, NULL) && stint_time_parse (argv[4], &to, NULL))
    for (guint i = 0; i < records.tasks->len; i++)
      print_occurrences (&records, g_ptr_array_index (records.tasks, i), &from, &to);
  else
    return 2;
  return 0;
}
