/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ics-records.h"

#include <string.h>

#include "core/stint-block.h"
#include "core/stint-id.h"
#include "core/stint-task.h"
#include "planning/stint-series.h"

#define SERIES "01890000-0000-7000-8000-000000000009"
#define DEADLINES "01890000-0000-7000-8000-00000000000a"

/* ---- What others wrote ---------------------------------------------------------------------------------------------- */

/* What an import made, is exported as it was imported, and the second import changes nothing. */
static void
test_file_comes_back (gconstpointer data)
{
  g_autofree char *text = records_read_file (data);
  g_auto (Records) records;

  records_init (&records);
  records_read (&records, text);
  g_assert_cmpuint (records.tasks->len, >, 0);
  records_assert_round_trip (&records);
}

static void
test_kept_properties_are_written_back (void)
{
  g_autofree char *text = records_read_file ("kept.ics");
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (Records) records;

  records_init (&records);
  records_read (&records, text);
  out = records_export (&records);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    if (strlen (*line) < 75 && !g_str_has_prefix (*line, "PRODID:") && strstr (out, g_strchomp (*line)) == NULL)
      g_error ("“%s” is lost", *line);
}

/* A task that is open again is not at 100 % for other programs. */
static void
test_percent_that_is_wrong_is_left_out (void)
{
  g_auto (Records) records;
  g_autofree char *out = NULL;

  records_init (&records);
  records_add_json (&records, STINT_KIND_TASK, SERIES, "{\"title\":\"a\",\"ical\":{\"PERCENT-COMPLETE\":\"100\"}}");
  out = records_export (&records);
  g_assert_null (strstr (out, "PERCENT-COMPLETE:100"));
  records_assert_round_trip (&records);
}

static void
test_kept_alarm_goes_with_its_reminder (void)
{
  g_auto (Records) records;
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;

  records_init (&records);
  records_add_json (&records, STINT_KIND_TASK, SERIES,
                    "{\"title\":\"a\",\"reminders\":[15],\"ical\":{\"BEGIN:VALARM\":\"ACTION:AUDIO\\nTRIGGER:-PT15M\\n\"}}");
  with = records_export (&records);
  g_assert_nonnull (strstr (with, "ACTION:AUDIO"));
  g_assert_null (strstr (with, "ACTION:DISPLAY"));
  records_add_json (&records, STINT_KIND_TASK, SERIES, "{\"reminders\":[]}");
  without = records_export (&records);
  g_assert_null (strstr (without, "VALARM\r\n"));
  records_assert_round_trip (&records);
}

static void
test_kept_components_cannot_break_the_file (void)
{
  static const char *const inside[] = {
    "END:VALARM\\nEND:VTODO\\nBEGIN:VTODO\\nBEGIN:VALARM\\n", "BEGIN:VEVENT\\nEND:VEVENT\\n", "A:b\\rEND:VTODO\\n", "no colon", "BEGIN:X\\n",
    "end:VALARM\\n", "A:b\\n\\nEND:VTODO\\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (inside); i++)
    {
      g_auto (Records) records;
      g_autofree char *json = g_strdup_printf ("{\"title\":\"a\",\"ical\":{\"BEGIN:VALARM\":\"%s\",\"BEGIN:VTODO\":\"A:b\\n\"}}", inside[i]);

      records_init (&records);
      records_add_json (&records, STINT_KIND_TASK, SERIES, json);
      records_assert_round_trip (&records);
    }
}

/* ---- Series --------------------------------------------------------------------------------------------------------- */

static void
add_series (Records *records)
{
  records_add_json (records, STINT_KIND_TASK, SERIES,
                    "{\"title\":\"Weekly\",\"notes\":\"All of them\",\"tags\":[\"team\"],\"added\":[\"2026-11-28T11:00\"],"
                    "\"skipped\":[\"2026-12-01T09:00\"],\"repeat\":{\"minutes\":90,\"rule\":\"FREQ=WEEKLY;BYDAY=TU,TH\","
                    "\"start\":\"2026-11-24T09:00\",\"zone\":\"America/New_York\"}}");
  records_add_json (records, STINT_KIND_TASK, DEADLINES,
                    "{\"title\":\"Pay\",\"repeat\":{\"rule\":\"FREQ=MONTHLY\",\"start\":\"2026-11-30\"},\"priority\":1}");
}

/* Adds an override with the id that it should have. Returns: (transfer full): that id */
static char *
add_override (Records    *records,
              const char *series,
              const char *original,
              const char *zone,
              const char *json)
{
  g_autofree char *id = NULL;
  g_autofree char *all = NULL;
  StintTime time;

  g_assert_true (stint_time_parse (original, &time, NULL));
  id = stint_series_derive_id (series, &time);
  all = time.date_only
    ? g_strdup_printf ("{\"occurrence\":{\"date\":\"%s\"},\"series\":\"%s\"%s}", original, series, json)
    : g_strdup_printf ("{\"occurrence\":{\"time\":\"%s\",\"zone\":\"%s\"},\"series\":\"%s\"%s}", original, zone, series, json);
  records_add_json (records, STINT_KIND_TASK, id, all);
  return g_steal_pointer (&id);
}

static void
add_occurrence_block (Records    *records,
                      const char *override,
                      const char *json)
{
  g_autofree char *id = stint_id_derive ("occurrence-block", override);
  g_autofree char *all = g_strdup_printf ("{\"task\":\"%s\",%s}", override, json);

  records_add_json (records, STINT_KIND_BLOCK, id, all);
}

static void
add_overrides (Records *records)
{
  g_autofree char *moved = add_override (records, SERIES, "2026-11-26T09:00", "America/New_York", "");
  g_autofree char *called = add_override (records, SERIES, "2026-12-03T09:00", "America/New_York", ",\"title\":\"Otherwise\",\"tags\":[]");
  g_autofree char *cancelled = add_override (records, SERIES, "2026-12-08T09:00", "America/New_York", ",\"cancelled\":true");
  g_autofree char *done = add_override (records, DEADLINES, "2026-12-30", NULL, ",\"done\":{\"at\":\"2026-12-29T08:00:00Z\"}");
  g_autofree char *late = add_override (records, DEADLINES, "2027-01-30", NULL, ",\"deadline\":{\"time\":\"2027-02-01T12:00\"}");
  g_autofree char *own = add_override (records, SERIES, "2026-12-10T09:00", "America/New_York", "");

  add_occurrence_block (records, moved, "\"pinned\":true,\"when\":{\"start\":\"2026-11-27T14:00\",\"end\":\"2026-11-27T15:30\","
                        "\"zone\":\"Europe/Berlin\"}");
  /* A block that lies where the series has it, and says that it is done. */
  add_occurrence_block (records, own, "\"pinned\":false,\"done\":{\"at\":\"2026-12-10T18:00:00Z\"},\"newer\":1,"
                        "\"when\":{\"start\":\"2026-12-10T09:00\",\"end\":\"2026-12-10T10:30\",\"zone\":\"America/New_York\"}");
}

static void
test_series_comes_back_with_its_overrides (void)
{
  g_auto (Records) records;

  records_init (&records);
  add_series (&records);
  add_overrides (&records);
  records_assert_round_trip (&records);
}

static void
test_series_needs_no_words_of_our_own (void)
{
  g_auto (Records) records;
  g_autofree char *out = NULL;

  records_init (&records);
  add_series (&records);
  out = records_export (&records);
  g_assert_null (strstr (out, "X-STINT-MEMBERS"));
  g_assert_nonnull (strstr (out, "\r\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH\r\n"));
  g_assert_nonnull (strstr (out, "\r\nEXDATE;TZID=America/New_York:20261201T090000\r\n"));
  g_assert_nonnull (strstr (out, "\r\nRDATE;TZID=America/New_York:20261128T110000\r\n"));
  g_assert_nonnull (strstr (out, "\r\nDTEND;TZID=America/New_York:20261124T103000\r\n"));
}

static void
test_overrides_are_under_the_uid_of_their_series (void)
{
  g_auto (Records) records;
  g_autofree char *out = NULL;

  records_init (&records);
  add_series (&records);
  add_overrides (&records);
  out = records_export (&records);
  g_assert_nonnull (strstr (out, "\r\nRECURRENCE-ID;TZID=America/New_York:20261126T090000\r\nDTSTART;TZID=Europe/Berlin:20261127T140000\r\n"));
  g_assert_nonnull (strstr (out, "UID:" SERIES "\r\nDTSTAMP:20261124T081200Z\r\nX-STINT-SERIES:" SERIES "\r\nRECURRENCE-ID"));
  /* All that it has from its series, for those who do not look there. */
  g_assert_nonnull (strstr (out, "SUMMARY:Otherwise\r\nDESCRIPTION:All of them\r\n"));
  /* What was cancelled is not there. */
  g_assert_nonnull (strstr (out, "\r\nEXDATE;TZID=America/New_York:20261208T090000\r\n"));
  g_assert_null (strstr (out, "STATUS:CANCELLED"));
}

/* Others begin a series with its start; where the rule does not lead there, it must not be there. */
static void
test_start_that_is_none_is_left_out_for_others (void)
{
  g_auto (Records) records;
  g_autofree char *out = NULL;

  records_init (&records);
  records_add_json (&records, STINT_KIND_TASK, SERIES,
                    "{\"title\":\"a\",\"repeat\":{\"minutes\":30,\"rule\":\"FREQ=WEEKLY;BYDAY=FR\",\"start\":\"2026-11-24T09:00\"}}");
  out = records_export (&records);
  g_assert_nonnull (strstr (out, "\r\nEXDATE:20261124T090000\r\n"));
  records_assert_round_trip (&records);
}

static void
test_zone_of_a_series_is_described_for_years (void)
{
  g_auto (Records) records;
  g_autofree char *out = NULL;

  records_init (&records);
  add_series (&records);
  out = records_export (&records);
  g_assert_nonnull (strstr (out, "BEGIN:DAYLIGHT\r\nDTSTART:20450312T020000\r\n"));
}

/* The order of a file says nothing. */
static void
test_override_may_come_before_its_series (void)
{
  const char *series = "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:a\r\nDTSTART:20261124T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n";
  const char *changed = "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:b\r\nRECURRENCE-ID:20261125T090000\r\nDTSTART:20261125T100000\r\nDURATION:PT1H\r\n"
    "END:VEVENT\r\n";
  g_autofree char *one = g_strconcat ("BEGIN:VCALENDAR\r\n", series, changed, "END:VCALENDAR\r\n", NULL);
  g_autofree char *other = g_strconcat ("BEGIN:VCALENDAR\r\n", changed, series, "END:VCALENDAR\r\n", NULL);
  g_autofree char *out_one = NULL;
  g_autofree char *out_other = NULL;
  g_auto (Records) first;
  g_auto (Records) second;

  records_init (&first);
  records_init (&second);
  records_read (&first, one);
  records_read (&second, other);
  out_one = records_export (&first);
  out_other = records_export (&second);
  g_assert_cmpuint (first.tasks->len, ==, 2);
  g_assert_cmpstr (out_one, ==, out_other);
}

/* It must not wait for a series while it is written: what iCalendar says of it would not be known. */
static void
test_occurrence_without_its_series_needs_no_words_of_our_own (void)
{
  g_auto (Records) records;
  g_autofree char *out = NULL;

  records_init (&records);
  records_read (&records, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:a\r\nRECURRENCE-ID:20261125T090000\r\n"
                "DTSTART:20261125T100000\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  out = records_export (&records);
  g_assert_nonnull (strstr (out, "BEGIN:VEVENT"));
  g_assert_nonnull (strstr (out, "\r\nRECURRENCE-ID:20261125T090000\r\n"));
  g_assert_null (strstr (out, "X-STINT-MEMBERS"));
}

static void
test_parent_that_names_its_child_later_is_its_parent (void)
{
  g_auto (Records) records;
  g_autofree char *child = stint_id_derive ("task", "child");
  g_autofree char *parent = stint_id_derive ("task", "parent");

  records_init (&records);
  records_read (&records, "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:child\r\nSUMMARY:a\r\nEND:VTODO\r\n"
                "BEGIN:VTODO\r\nUID:parent\r\nSUMMARY:b\r\nRELATED-TO;RELTYPE=CHILD:child\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
  g_assert_cmpstr (stint_record_get_string (records_find (&records, STINT_KIND_TASK, child), STINT_TASK_PARENT), ==, parent);
}

/* ---- Any series ----------------------------------------------------------------------------------------------------- */

#define N_PLANS 300

static const char *const rules[] = {
  "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY", "FREQ=HOURLY", "nonsense",
  "FREQ=WEEKLY;UNTIL=20270101T000000Z", "FREQ=DAILY;COUNT=3", "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD",
};
static const char *const zones[] = { NULL, "Europe/Berlin", "Australia/Lord_Howe", "UTC" };

static StintTime
make_start (GRand   *rand,
            gboolean date_only)
{
  int day = g_rand_int_range (rand, 20500, 21000);

  if (date_only)
    return stint_time_date (day);
  return stint_time_zoned ((gint64) day * STINT_DAY_S + g_rand_int_range (rand, 0, 24 * 12) * 300,
                           zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))]);
}

static char *
make_set (GRand           *rand,
          const StintTime *start)
{
  GString *json = g_string_new ("[");

  for (int i = 0, n = g_rand_int_range (rand, 0, 4), day = 0; i < n; i++)
    {
      StintTime time = *start;
      g_autofree char *text = NULL;

      day += g_rand_int_range (rand, 1, 10);
      time.local_s += day * STINT_DAY_S;
      text = stint_time_to_string (&time);
      g_string_append_printf (json, "%s\"%s\"", i > 0 ? "," : "", text);
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static void
add_random_override (Records         *records,
                     GRand           *rand,
                     const char      *series,
                     const StintTime *start,
                     int              minutes,
                     int              number)
{
  static const char *const members[] = {
    "", ",\"title\":\"b\"", ",\"cancelled\":true", ",\"done\":{\"at\":\"2026-12-29T08:00:00Z\"}", ",\"notes\":\"\"", ",\"newer\":[1]",
    ",\"deadline\":{\"date\":\"2026-12-24\"}", ",\"estimate_min\":30", ",\"cancelled\":true,\"title\":\"c\"",
  };
  StintTime original = *start, moved = make_start (rand, start->date_only);
  StintWhen when;
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GVariant) value = NULL;

  original.local_s += number * STINT_DAY_S;
  text = stint_time_to_string (&original);
  id = add_override (records, series, text, "Europe/Berlin", members[g_rand_int_range (rand, 0, G_N_ELEMENTS (members))]);
  /* The time with its zone, as an import makes it. */
  value = g_variant_ref_sink (g_variant_new_parsed ("{%s: %v}", STINT_TASK_OCCURRENCE, stint_time_to_variant (&original)));
  records_take (records, STINT_KIND_TASK, id, value);
  if (minutes == 0 || g_rand_boolean (rand))
    return;
  when = stint_when_new (g_rand_boolean (rand) ? &original : &moved, g_rand_boolean (rand) ? minutes : 1440);
  g_clear_pointer (&value, g_variant_unref);
  value = g_variant_ref_sink (g_variant_new_parsed ("{'task': <%s>, 'when': %v, 'pinned': <%b>}", id, stint_when_to_variant (&when),
                                                    g_rand_boolean (rand)));
  g_free (text);
  text = stint_id_derive ("occurrence-block", id);
  records_take (records, STINT_KIND_BLOCK, text, value);
}

static void
add_random_series (Records *records,
                   GRand   *rand,
                   int      number)
{
  gboolean date_only = g_rand_boolean (rand);
  StintTime start = make_start (rand, date_only);
  int minutes = g_rand_boolean (rand) ? 0 : date_only ? 1440 : g_rand_int_range (rand, 1, 600);
  g_autofree char *uid = g_strdup_printf ("series-%d@test", number);
  g_autofree char *id = g_rand_boolean (rand) ? stint_id_derive ("task", uid) : stint_id_new (NOW_S * 1000LL, rand);
  g_autofree char *text = stint_time_to_string (&start);
  g_autofree char *skipped = make_set (rand, &start);
  g_autofree char *added = make_set (rand, &start);
  g_autofree char *json = NULL;
  g_autofree char *zone = start.zone != NULL ? g_strdup_printf (",\"zone\":\"%s\"", start.zone) : g_strdup ("");
  g_autofree char *length = minutes > 0 ? g_strdup_printf (",\"minutes\":%d", minutes) : g_strdup ("");

  json = g_strdup_printf ("{\"title\":\"a\",\"notes\":\"n\",\"uid\":\"%s\",\"skipped\":%s,\"added\":%s,"
                          "\"repeat\":{\"rule\":\"%s\",\"start\":\"%s\"%s%s%s}}",
                          uid, skipped, added, rules[g_rand_int_range (rand, 0, G_N_ELEMENTS (rules))], text, zone, length,
                          g_rand_int_range (rand, 0, 5) == 0 ? ",\"from\":\"completion\"" : "");
  records_add_json (records, STINT_KIND_TASK, id, json);
  for (int i = g_rand_int_range (rand, 0, 5); i > 0; i--)
    add_random_override (records, rand, id, &start, minutes, i);
}

static void
test_any_series_comes_back_as_it_was (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int run = 0; run < N_PLANS; run++)
    {
      g_auto (Records) records;

      records_init (&records);
      for (int i = g_rand_int_range (rand, 1, 4); i > 0; i--)
        add_random_series (&records, rand, i);
      records_assert_round_trip (&records);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const char *const files[] = {
    "apple.ics", "damaged.ics", "event.ics", "gnome.ics", "google.ics", "hostile.ics", "kept.ics", "nextcloud.ics", "outlook.ics",
    "series.ics", "todo.ics", "zones.ics",
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/ics-round-trip/file-comes-back/", files[i], NULL);

      g_test_add_data_func (path, files[i], test_file_comes_back);
    }
  g_test_add_func ("/ics-round-trip/kept-properties-are-written-back", test_kept_properties_are_written_back);
  g_test_add_func ("/ics-round-trip/percent-that-is-wrong-is-left-out", test_percent_that_is_wrong_is_left_out);
  g_test_add_func ("/ics-round-trip/kept-alarm-goes-with-its-reminder", test_kept_alarm_goes_with_its_reminder);
  g_test_add_func ("/ics-round-trip/kept-components-cannot-break-the-file", test_kept_components_cannot_break_the_file);
  g_test_add_func ("/ics-round-trip/series-comes-back-with-its-overrides", test_series_comes_back_with_its_overrides);
  g_test_add_func ("/ics-round-trip/series-needs-no-words-of-our-own", test_series_needs_no_words_of_our_own);
  g_test_add_func ("/ics-round-trip/overrides-are-under-the-uid-of-their-series", test_overrides_are_under_the_uid_of_their_series);
  g_test_add_func ("/ics-round-trip/start-that-is-none-is-left-out-for-others", test_start_that_is_none_is_left_out_for_others);
  g_test_add_func ("/ics-round-trip/zone-of-a-series-is-described-for-years", test_zone_of_a_series_is_described_for_years);
  g_test_add_func ("/ics-round-trip/override-may-come-before-its-series", test_override_may_come_before_its_series);
  g_test_add_func ("/ics-round-trip/occurrence-without-its-series-needs-no-words-of-our-own",
                   test_occurrence_without_its_series_needs_no_words_of_our_own);
  g_test_add_func ("/ics-round-trip/parent-that-names-its-child-later-is-its-parent", test_parent_that_names_its_child_later_is_its_parent);
  g_test_add_func ("/ics-round-trip/any-series-comes-back-as-it-was", test_any_series_comes_back_as_it_was);
  return g_test_run ();
}
