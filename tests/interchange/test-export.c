/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-export.h"

#include "ics-records.h"

#include <stdio.h>
#include <string.h>

#include "core/stint-block.h"
#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "interchange/stint-ics-reader.h"
#include "wire/stint-json.h"

/* ---- A plan with everything in it ----------------------------------------------------------------------------------- */

#define PROJECT "01890000-0000-7000-8000-000000000001"
#define PARENT "01890000-0000-7000-8000-000000000002"
#define TASK "01890000-0000-7000-8000-000000000003"
#define SERIES "01890000-0000-7000-8000-000000000009"

static void
add_plan (Records *self)
{
  records_add_json (self, STINT_KIND_PROJECT, PROJECT, "{\"name\":\"Work, and; more\",\"color\":\"#3584e4\"}");
  records_add_json (self, STINT_KIND_TASK, PARENT, "{\"title\":\"The parent\"}");
  records_add_json (self, STINT_KIND_TASK, TASK,
                    "{\"title\":\"Viết báo cáo, and\\\\or; a very long title that is folded somewhere in the middle of it: ẤẦẨẪẬ\","
                    "\"notes\":\"Lines\\nand\\ttabs: \\\"quoted\\\"\",\"project\":\"" PROJECT "\",\"parent\":\"" PARENT "\","
                    "\"tags\":[\"a,b\",\"deep\"],\"blockers\":[\"" PARENT "\"],\"priority\":1,\"estimate_min\":90,"
                    "\"deadline\":{\"time\":\"2026-11-27T17:00\",\"zone\":\"Europe/Berlin\"},\"earliest\":{\"date\":\"2026-11-24\"},"
                    "\"reminders\":[0,15],\"done\":{\"at\":\"2026-10-25T00:30:00Z\"},\"newer\":{\"kept\":[1,null,2.5]}}");
  records_add_json (self, STINT_KIND_TASK, SERIES,
                    "{\"title\":\"A series\",\"repeat\":{\"rule\":\"FREQ=DAILY\",\"start\":\"2026-11-24T09:00\",\"zone\":\"Asia/Ho_Chi_Minh\"},"
                    "\"skipped\":[\"2026-11-26\"]}");
  records_add_json (self, STINT_KIND_TASK, "01890000-0000-7000-8000-000000000004",
                    "{\"title\":\"An occurrence\",\"series\":\"" SERIES "\",\"occurrence\":{\"date\":\"2026-11-25\"},\"cancelled\":true}");
  records_add_json (self, STINT_KIND_BLOCK, "01890000-0000-7000-8000-000000000005",
                    "{\"task\":\"" TASK "\",\"pinned\":true,\"when\":{\"start\":\"2026-11-24T14:30\",\"end\":\"2026-11-24T16:00\","
                    "\"zone\":\"America/New_York\"}}");
  records_add_json (self, STINT_KIND_BLOCK, "01890000-0000-7000-8000-000000000006",
                    "{\"task\":\"" TASK "\",\"pinned\":false,\"done\":{\"at\":\"2026-11-24T15:00:00Z\"},"
                    "\"when\":{\"start\":\"2026-11-25T14:30\",\"end\":\"2026-11-25T16:00\"},\"newer\":true}");
  records_add_json (self, STINT_KIND_BLOCK, "01890000-0000-7000-8000-000000000007",
                    "{\"task\":\"" PARENT "\",\"when\":{\"start\":\"2026-11-25\",\"end\":\"2026-11-26\"}}");
}

static void
test_plan_comes_back_as_it_was (void)
{
  g_auto (Records) records;

  records_init (&records);
  add_plan (&records);
  records_assert_round_trip (&records);
}

static void
test_skipped_days_in_utc_come_back (void)
{
  g_auto (Records) records;

  records_init (&records);
  /* Late in UTC is the next day in the zone of the reader. */
  records_add_json (&records, STINT_KIND_TASK, SERIES,
                    "{\"title\":\"A series in UTC\",\"earliest\":{\"time\":\"2026-11-24T23:20\",\"zone\":\"UTC\"},"
                    "\"repeat\":{\"rule\":\"FREQ=WEEKLY\"},\"skipped\":[\"2026-11-26\"]}");
  records_assert_round_trip (&records);
}

static void
test_imported_event_is_an_event_again (void)
{
  g_auto (Records) records;
  g_autofree char *text = NULL;

  records_init (&records);
  records_read (&records, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a@test\r\nSUMMARY:a\r\nDTSTART:20261124T083000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  text = records_export (&records);
  g_assert_nonnull (strstr (text, "BEGIN:VEVENT"));
  g_assert_null (strstr (text, "BEGIN:VTODO"));
  g_assert_null (strstr (text, "X-STINT-MEMBERS"));
}

static void
test_event_with_a_deadline_is_a_task (void)
{
  g_auto (Records) records;
  g_autofree char *text = NULL;
  g_autofree char *task = stint_id_derive ("task", "a@test");
  g_autofree char *block = stint_id_derive ("block", "a@test");
  g_autofree char *json = g_strdup_printf ("{\"task\":\"%s\",\"uid\":\"a@test\",\"pinned\":true,"
                                           "\"when\":{\"start\":\"2026-11-25\",\"end\":\"2026-11-26\"}}", task);

  records_init (&records);
  records_add_json (&records, STINT_KIND_TASK, task, "{\"title\":\"a\",\"uid\":\"a@test\",\"deadline\":{\"date\":\"2026-11-27\"}}");
  records_add_json (&records, STINT_KIND_BLOCK, block, json);
  text = records_export (&records);
  g_assert_nonnull (strstr (text, "BEGIN:VTODO"));
  records_assert_round_trip (&records);
}

static void
test_kept_properties_cannot_break_the_file (void)
{
  g_auto (Records) records;

  records_init (&records);
  records_add_json (&records, STINT_KIND_TASK, TASK,
                    "{\"title\":\"a\",\"ical\":{\"END\":\"VTODO\",\"BEGIN\":\"VTODO\",\"X-A\":\"b\\nEND:VCALENDAR\",\"b d\":\"e\",\"\":\"f\","
                    "\"X-STINT-ID\":\"g\",\"STATUS\":\"CANCELLED\",\"RECURRENCE-ID\":\"1\",\"SUMMARY\":\"h\",\"X-N\":[1,2],\"UID\":\"i\"}}");
  records_assert_round_trip (&records);
}

static void
test_block_without_its_task_brings_one (void)
{
  g_auto (Records) records;

  records_init (&records);
  records_read (&records, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:b\r\nX-STINT-TASK:" TASK "\r\nSUMMARY:Its title\r\n"
                "DTSTART:20261124T083000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  g_assert_cmpstr (stint_record_get_id (g_ptr_array_index (records.tasks, 0)), ==, TASK);
  g_assert_cmpstr (stint_task_get_title (g_ptr_array_index (records.tasks, 0)), ==, "Its title");
}

static void
test_occurrence_without_its_series_is_a_task (void)
{
  g_auto (Records) records;

  records_init (&records);
  records_read (&records, "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:b\r\nSUMMARY:a\r\n"
                "X-STINT-MEMBERS:{\"series\":\"" SERIES "\"}\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
  g_assert_null (stint_record_get_string (g_ptr_array_index (records.tasks, 0), STINT_TASK_SERIES));
}

static void
test_lines_are_folded_at_75_octets (void)
{
  g_auto (Records) records;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  records_init (&records);
  add_plan (&records);
  text = records_export (&records);
  lines = g_strsplit (text, "\r\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_assert_cmpuint (strlen (*line), <=, 75);
      g_assert_true (g_utf8_validate (*line, -1, NULL));
      g_assert_null (strchr (*line, '\n'));
    }
}

static void
test_used_zones_are_described (void)
{
  g_auto (Records) records;
  g_autofree char *text = NULL;

  records_init (&records);
  add_plan (&records);
  text = records_export (&records);
  g_assert_nonnull (strstr (text, "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n"));
  g_assert_nonnull (strstr (text, "BEGIN:VTIMEZONE\r\nTZID:America/New_York\r\n"));
  g_assert_nonnull (strstr (text, "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n"));
  g_assert_null (strstr (text, "TZID:UTC"));
}

static void
test_deleted_records_stay_out (void)
{
  g_auto (Records) records;
  g_autofree char *text = NULL;

  records_init (&records);
  g_ptr_array_add (records.tasks, stint_record_new_full (STINT_KIND_TASK, TASK, g_variant_new_parsed ("@a{sv} {}"),
                                                         g_variant_new_parsed ("@a{sx} {}"), g_variant_new_parsed ("@a{sx} {}"), TRUE));
  text = records_export (&records);
  g_assert_null (strstr (text, "VTODO"));
}

static void
test_export_is_the_golden_file (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "ics", "export.ics", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Records) records;

  records_init (&records);
  add_plan (&records);
  text = records_export (&records);
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_json_has_every_record (void)
{
  g_auto (Records) records;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_autoptr (GVariant) document = NULL;
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GError) error = NULL;
  gint64 version = 0;

  records_init (&records);
  add_plan (&records);
  g_ptr_array_extend (all, records.blocks, NULL, NULL);
  g_ptr_array_extend (all, records.tasks, NULL, NULL);
  g_ptr_array_extend (all, records.projects, NULL, NULL);
  text = stint_export_json (all);

  document = stint_json_parse (text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (g_variant_lookup (document, "stint", "x", &version));
  g_assert_cmpint (version, ==, 1);
  list = g_variant_lookup_value (document, "records", G_VARIANT_TYPE ("av"));
  g_assert_cmpuint (g_variant_n_children (list), ==, all->len);
  for (gsize i = 0; i < all->len; i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) object = g_variant_get_variant (boxed);
      g_autoptr (StintRecord) record = stint_record_from_variant (object, &error);
      StintRecord *other;

      g_assert_no_error (error);
      other = records_find (&records, stint_record_get_kind (record), stint_record_get_id (record));
      g_assert_nonnull (other);
      g_assert_true (g_variant_equal (stint_record_get_data (record), stint_record_get_data (other)));
    }
}

/* ---- Any plan ------------------------------------------------------------------------------------------------------- */

#define N_PLANS 300

static char *
make_text (GRand   *rand,
           gboolean lines)
{
  static const char *const pieces[] = {
    "a", "Ü", "日", "🎉", " ", ",", ";", ":", "\\", "\"", "BEGIN:VTODO", "=", "n", "\\n", "x", "END:VCALENDAR", "%s", "'", "<", "́",
  };
  GString *text = g_string_new ("T");

  for (int i = g_rand_int_range (rand, 0, 40); i > 0; i--)
    g_string_append (text, lines && g_rand_int_range (rand, 0, 8) == 0 ? "\n" : pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  g_string_append_c (text, 't');
  return g_string_free (text, FALSE);
}

static StintTime
make_time (GRand *rand)
{
  static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Ho_Chi_Minh", "Australia/Lord_Howe", "UTC", "Asia/Beirut" };
  int day = g_rand_int_range (rand, 0, 40) == 0 ? g_rand_int_range (rand, STINT_DAY_MIN + 400, STINT_DAY_MAX - 400) : g_rand_int_range (rand, 20000, 22000);
  gint64 local_s = (gint64) day * STINT_DAY_S + g_rand_int_range (rand, 0, 24 * 60) * 60;

  switch (g_rand_int_range (rand, 0, 3))
    {
    case 0:
      return stint_time_date (day);
    case 1:
      return stint_time_floating (local_s);
    default:
      return stint_time_zoned (local_s, zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))]);
    }
}

static void
maybe_insert_time (GVariantDict *task,
                   const char   *member,
                   GRand        *rand)
{
  StintTime time = make_time (rand);

  if (g_rand_boolean (rand))
    g_variant_dict_insert_value (task, member, stint_time_to_variant (&time));
}

static GVariant *
make_task (GRand      *rand,
           const char *uid)
{
  g_auto (GVariantDict) task = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *title = make_text (rand, FALSE);
  g_autofree char *notes = make_text (rand, TRUE);
  g_autofree char *tag = make_text (rand, FALSE);
  g_autofree char *value = make_text (rand, TRUE);
  const char *tags[] = { g_utf8_strlen (tag, -1) <= 100 ? tag : "tag", NULL };

  g_variant_dict_insert (&task, STINT_TASK_TITLE, "s", title);
  if (uid != NULL)
    g_variant_dict_insert (&task, STINT_TASK_UID, "s", uid);
  maybe_insert_time (&task, STINT_TASK_DEADLINE, rand);
  maybe_insert_time (&task, STINT_TASK_EARLIEST, rand);
  if (g_rand_boolean (rand))
    g_variant_dict_insert (&task, STINT_TASK_NOTES, "s", notes);
  if (g_rand_boolean (rand))
    g_variant_dict_insert_value (&task, STINT_TASK_TAGS, g_variant_new_strv (tags, -1));
  if (g_rand_boolean (rand))
    g_variant_dict_insert (&task, STINT_TASK_PRIORITY, "x", (gint64) g_rand_int_range (rand, 0, 10));
  if (g_rand_boolean (rand))
    g_variant_dict_insert (&task, STINT_TASK_ESTIMATE, "x", (gint64) g_rand_int_range (rand, 1, 5000));
  if (g_rand_boolean (rand))
    g_variant_dict_insert_value (&task, STINT_TASK_REPEAT, g_variant_new_parsed ("{'rule': <'FREQ=WEEKLY'>}"));
  if (g_rand_boolean (rand))
    g_variant_dict_insert_value (&task, STINT_TASK_SKIPPED, g_variant_new_parsed ("['2026-11-26', '2026-11-27']"));
  if (g_rand_boolean (rand))
    g_variant_dict_insert_value (&task, "ical", g_variant_new_parsed ("{'X-ANY;P=\"a:b\"': <%s>}", value));
  if (g_rand_boolean (rand))
    g_variant_dict_insert_value (&task, "unknown", g_variant_new_parsed ("{%s: <%s>}", tag, value));
  return stint_members_sort (g_variant_dict_end (&task));
}

static GVariant *
make_block (GRand      *rand,
            const char *task,
            const char *uid)
{
  g_auto (GVariantDict) block = G_VARIANT_DICT_INIT (NULL);
  StintWhen when;

  when.start = make_time (rand);
  when.end = when.start;
  when.end.local_s += when.start.date_only ? g_rand_int_range (rand, 1, 9) * STINT_DAY_S : g_rand_int_range (rand, 1, 3000) * 60;
  g_variant_dict_insert (&block, STINT_BLOCK_TASK, "s", task);
  g_variant_dict_insert_value (&block, STINT_BLOCK_WHEN, stint_when_to_variant (&when));
  if (uid != NULL)
    g_variant_dict_insert (&block, STINT_BLOCK_UID, "s", uid);
  if (g_rand_boolean (rand))
    g_variant_dict_insert (&block, STINT_BLOCK_PINNED, "b", g_rand_boolean (rand));
  if (g_rand_boolean (rand))
    g_variant_dict_insert_value (&block, STINT_BLOCK_DONE, g_variant_new_parsed ("{'at': <'2026-10-25T01:30:00Z'>}"));
  return stint_members_sort (g_variant_dict_end (&block));
}

static void
add_random_task (Records *self,
                 GRand   *rand,
                 int      number)
{
  g_autofree char *uid = g_rand_boolean (rand) ? g_strdup_printf ("uid, %d@test", number) : NULL;
  g_autofree char *id = uid != NULL && g_rand_boolean (rand) ? stint_id_derive ("task", uid) : stint_id_new (NOW_S * 1000LL, rand);
  g_autoptr (GVariant) task = make_task (rand, uid);

  records_take (self, STINT_KIND_TASK, id, task);
  for (int i = g_rand_int_range (rand, 0, 3); i > 0; i--)
    {
      gboolean own = uid != NULL && i == 1 && g_rand_boolean (rand);
      g_autofree char *block_id = own ? stint_id_derive ("block", uid) : stint_id_new (NOW_S * 1000LL, rand);
      g_autoptr (GVariant) block = make_block (rand, id, own ? uid : NULL);

      records_take (self, STINT_KIND_BLOCK, block_id, block);
    }
}

static void
test_any_plan_comes_back_as_it_was (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int run = 0; run < N_PLANS; run++)
    {
      g_auto (Records) records;

      records_init (&records);
      for (int i = g_rand_int_range (rand, 0, 6); i > 0; i--)
        add_random_task (&records, rand, i);
      records_assert_round_trip (&records);
    }
}

static int
print (void)
{
  g_auto (Records) records;
  g_autofree char *text = NULL;

  records_init (&records);
  add_plan (&records);
  text = records_export (&records);
  fputs (text, stdout);
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  /* --print shows what the golden file should hold. */
  if (argc == 2 && strcmp (argv[1], "--print") == 0)
    return print ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/plan-comes-back-as-it-was", test_plan_comes_back_as_it_was);
  g_test_add_func ("/export/skipped-days-in-utc-come-back", test_skipped_days_in_utc_come_back);
  g_test_add_func ("/export/imported-event-is-an-event-again", test_imported_event_is_an_event_again);
  g_test_add_func ("/export/event-with-a-deadline-is-a-task", test_event_with_a_deadline_is_a_task);
  g_test_add_func ("/export/kept-properties-cannot-break-the-file", test_kept_properties_cannot_break_the_file);
  g_test_add_func ("/export/block-without-its-task-brings-one", test_block_without_its_task_brings_one);
  g_test_add_func ("/export/occurrence-without-its-series-is-a-task", test_occurrence_without_its_series_is_a_task);
  g_test_add_func ("/export/lines-are-folded-at-75-octets", test_lines_are_folded_at_75_octets);
  g_test_add_func ("/export/used-zones-are-described", test_used_zones_are_described);
  g_test_add_func ("/export/deleted-records-stay-out", test_deleted_records_stay_out);
  g_test_add_func ("/export/export-is-the-golden-file", test_export_is_the_golden_file);
  g_test_add_func ("/export/json-has-every-record", test_json_has_every_record);
  g_test_add_func ("/export/any-plan-comes-back-as-it-was", test_any_plan_comes_back_as_it_was);
  return g_test_run ();
}
