/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-schema.h"
#include "core/stint-task.h"

#define SERIES_ID "01990a70-0000-7000-8000-000000000001"
#define OVERRIDE_ID "01990a70-0000-5000-8000-000000000002"

static StintRecord *
make_task (const char *id,
           const char *members)
{
  g_autoptr (GVariant) data = g_variant_ref_sink (g_variant_new_parsed (members));
  g_autoptr (GVariant) sorted = stint_members_sort (data);

  return stint_record_new (STINT_KIND_TASK, id, sorted);
}

static void
test_an_override_needs_no_title (void)
{
  g_autoptr (StintRecord) override = make_task (OVERRIDE_ID, "{'series': <'" SERIES_ID "'>, 'cancelled': <true>}");
  g_autoptr (StintRecord) task = make_task (OVERRIDE_ID, "{'cancelled': <true>}");
  g_autoptr (GError) error = NULL;

  g_assert_true (stint_schema_check (STINT_KIND_TASK, stint_record_get_data (override), NULL));
  g_assert_false (stint_schema_check (STINT_KIND_TASK, stint_record_get_data (task), &error));
  g_assert_nonnull (error);
}

static void
test_an_override_is_read_over_its_series (void)
{
  g_autoptr (StintRecord) series =
    make_task (SERIES_ID, "{'title': <'Standup'>, 'notes': <'Short'>, 'project': <'" SERIES_ID "'>, 'repeat': <{'rule': <'FREQ=DAILY'>}>,"
               " 'skipped': <['2026-11-26']>, 'deadline': <{'date': <'2027-01-01'>}>, 'done': <{'at': <'2026-11-25T10:00:00Z'>}>, 'uid': <'a'>}");
  g_autoptr (StintRecord) override =
    make_task (OVERRIDE_ID, "{'series': <'" SERIES_ID "'>, 'occurrence': <{'date': <'2026-11-25'>}>, 'notes': <'Long today'>}");
  g_autoptr (StintRecord) read = stint_task_complete_override (override, series);
  g_autoptr (GVariant) repeat = stint_record_dup_member (read, STINT_TASK_REPEAT);
  g_autoptr (GVariant) skipped = stint_record_dup_member (read, STINT_TASK_SKIPPED);
  StintTime original, deadline;

  g_assert_cmpstr (stint_record_get_id (read), ==, OVERRIDE_ID);
  g_assert_cmpstr (stint_task_get_title (read), ==, "Standup");
  g_assert_cmpstr (stint_task_get_notes (read), ==, "Long today");
  g_assert_cmpstr (stint_task_get_project (read), ==, SERIES_ID);
  g_assert_null (repeat);
  g_assert_null (skipped);
  g_assert_false (stint_task_is_done (read));
  g_assert_false (stint_task_get_deadline (read, &deadline));
  g_assert_true (stint_task_get_occurrence (read, &original));
  g_assert_cmpint (stint_time_get_day (&original), ==, stint_day_from_ymd (2026, 11, 25));
}

static void
test_an_override_without_its_series_is_read_as_it_is (void)
{
  g_autoptr (StintRecord) override = make_task (OVERRIDE_ID, "{'series': <'" SERIES_ID "'>}");
  g_autoptr (StintRecord) read = stint_task_complete_override (override, NULL);

  g_assert_true (read == override);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/task/an-override-needs-no-title", test_an_override_needs_no_title);
  g_test_add_func ("/task/an-override-is-read-over-its-series", test_an_override_is_read_over_its_series);
  g_test_add_func ("/task/an-override-without-its-series-is-read-as-it-is", test_an_override_without_its_series_is_read_as_it_is);
  return g_test_run ();
}
