/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-block.h"
#include "core/stint-clock.h"
#include "core/stint-edit.h"
#include "core/stint-error.h"
#include "core/stint-id.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"

static GVariant *
members (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

static void
ids_sort_by_time (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree char *earlier = stint_id_new (1700000000000, rand);
  g_autofree char *later = stint_id_new (1700000000001, rand);

  g_assert_true (stint_id_is_valid (earlier));
  g_assert_cmpint (earlier[14], ==, '7');
  g_assert_cmpstr (earlier, <, later);
}

static void
derived_ids_are_the_same_everywhere (void)
{
  g_autofree char *a = stint_id_derive ("task", "abc@example.org");
  g_autofree char *b = stint_id_derive ("task", "abc@example.org");
  g_autofree char *c = stint_id_derive ("block", "abc@example.org");

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
  g_assert_true (stint_id_is_valid (a));
  g_assert_cmpint (a[14], ==, '5');
  /* Written down once: changing it would import everything twice. */
  g_assert_cmpstr (a, ==, "20745d4a-c995-5826-8b64-30092c08372d");
}

static void
only_canonical_ids_are_ids (void)
{
  g_assert_true (stint_id_is_valid ("018f0000-0000-7000-8000-000000000000"));
  g_assert_false (stint_id_is_valid ("018F0000-0000-7000-8000-000000000000"));
  g_assert_false (stint_id_is_valid ("018f0000-0000-7000-8000-00000000000"));
  g_assert_false (stint_id_is_valid ("018f0000-0000-7000-8000-0000000000000"));
  g_assert_false (stint_id_is_valid ("018f00000000-7000-8000-0000-000000000"));
  g_assert_false (stint_id_is_valid (NULL));
}

static void
members_are_sorted_and_single (void)
{
  g_autoptr (GVariant) sorted = stint_members_sort (members ("{'b': <1>, 'a': <2>, 'b': <3>}"));
  g_autofree char *text = g_variant_print (sorted, FALSE);

  g_assert_cmpstr (text, ==, "{'a': <2>, 'b': <3>}");
}

static void
an_overlay_sets_and_removes (void)
{
  g_autoptr (GVariant) before = stint_members_sort (members ("{'a': <'1'>, 'b': <'2'>}"));
  g_autoptr (GVariant) without = stint_members_with (before, "a", stint_members_unset_value ());
  g_autoptr (GVariant) with = stint_members_with (without, "c", g_variant_new_string ("3"));
  g_autofree char *text = g_variant_print (with, FALSE);

  g_assert_cmpstr (text, ==, "{'b': <'2'>, 'c': <'3'>}");
}

static void
an_edit_gathers_members_of_one_record (void)
{
  g_autoptr (StintEdit) edit = stint_edit_new ("Edit");
  g_autofree char *id = stint_id_derive ("task", "a");

  stint_edit_set (edit, STINT_KIND_TASK, id, "title", g_variant_new_string ("A"));
  stint_edit_set (edit, STINT_KIND_TASK, id, "notes", NULL);
  g_assert_cmpuint (stint_edit_get_n_ops (edit), ==, 1);
  g_assert_cmpuint (g_variant_n_children (stint_edit_get_op (edit, 0)->members), ==, 2);
  stint_edit_delete (edit, STINT_KIND_TASK, id);
  g_assert_cmpuint (stint_edit_get_n_ops (edit), ==, 2);
}

static void
a_block_has_its_time (void)
{
  StintTime start = stint_time_zoned ((gint64) stint_day_from_ymd (2026, 3, 29) * STINT_DAY_S + 3600, "Europe/Madrid");
  StintWhen when = stint_when_new (&start, 120);
  StintWhen read;
  g_autoptr (GVariant) object = g_variant_ref_sink (stint_when_to_variant (&when));

  /* Two hours of work from one o'clock end at four: the clock skips an hour. */
  g_assert_cmpint (when.end.local_s - when.start.local_s, ==, 3 * 3600);
  g_assert_cmpint (stint_when_get_minutes (&when, "UTC"), ==, 120);
  g_assert_true (stint_when_from_variant (object, &read, NULL));
  g_assert_true (stint_time_equal (&read.end, &when.end));
}

static void
a_block_in_the_night_that_has_an_hour_twice_ends_after_its_start (void)
{
  gint64 midnight = (gint64) stint_day_from_ymd (2026, 10, 25) * STINT_DAY_S;

  for (int start_min = 0; start_min < 240; start_min += 5)
    for (int minutes = 5; minutes <= 240; minutes += 5)
      {
        StintTime start = stint_time_zoned (midnight + start_min * 60, "Europe/Berlin");
        StintWhen when = stint_when_new (&start, minutes);

        g_assert_cmpint (when.end.local_s, >, when.start.local_s);
      }
}

static void
what_breaks_a_limit_is_refused (void)
{
  static const struct
  {
    StintKind   kind;
    const char *data;
  } bad[] = {
    { STINT_KIND_TASK, "@a{sv} {}" },
    { STINT_KIND_TASK, "{'title': <''>}" },
    { STINT_KIND_TASK, "{'title': <'   '>}" },
    { STINT_KIND_TASK, "{'title': <'a\\nb'>}" },
    { STINT_KIND_TASK, "{'title': <'a\\u0007'>}" },
    { STINT_KIND_TASK, "{'title': <int64 1>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'priority': <int64 10>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'priority': <'high'>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'estimate_min': <int64 0>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'tags': <['b', 'a']>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'tags': <['a', 'a']>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'blockers': <['a']>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'project': <'work'>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'deadline': <{'date': <'2026-02-30'>}>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'deadline': <{'date': <'2026-02-20T10:00'>}>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'deadline': <{'time': <'2026-02-20T10:00'>, 'zone': <'Mars/Phobos'>}>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'done': <{'at': <'yesterday'>}>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'repeat': <{'rule': <''>}>}" },
    { STINT_KIND_TASK, "{'title': <'a'>, 'reminders': <[<int64 -1>]>}" },
    { STINT_KIND_BLOCK, "{'task': <'018f0000-0000-7000-8000-000000000000'>}" },
    { STINT_KIND_BLOCK, "{'when': <{'start': <'2026-11-24T09:00'>, 'end': <'2026-11-24T10:00'>}>}" },
    { STINT_KIND_BLOCK, "{'task': <'018f0000-0000-7000-8000-000000000000'>, 'when': <{'start': <'2026-11-24T09:00'>, 'end': <'2026-11-24T09:00'>}>}" },
    { STINT_KIND_BLOCK, "{'task': <'018f0000-0000-7000-8000-000000000000'>, 'when': <{'start': <'2026-11-24'>, 'end': <'2026-11-24T09:00'>}>}" },
    { STINT_KIND_BLOCK, "{'task': <'018f0000-0000-7000-8000-000000000000'>, 'when': <{'start': <'2026-11-24'>, 'end': <'2028-11-24'>}>}" },
    { STINT_KIND_PROJECT, "{'name': <'Work'>, 'color': <'red'>}" },
    { STINT_KIND_PROJECT, "{'color': <'#3584e4'>}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GVariant) data = members (bad[i].data);
      g_autoptr (GError) error = NULL;

      if (stint_schema_check (bad[i].kind, data, &error))
        g_error ("%s was taken", bad[i].data);
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, !=, "");
    }
}

static void
a_title_of_ten_megabytes_is_refused (void)
{
  g_autofree char *long_title = g_strnfill (10 * 1024 * 1024, 'a');
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) data = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_dict_insert (&dict, "title", "s", long_title);
  data = g_variant_ref_sink (g_variant_dict_end (&dict));
  g_assert_false (stint_schema_check (STINT_KIND_TASK, data, &error));
  g_assert_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_TOO_LARGE);
}

static void
a_whole_task_is_good_and_can_be_read (void)
{
  StintTime deadline;
  g_auto (GStrv) tags = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecord) task = stint_record_new (
    STINT_KIND_TASK,
    "018f0000-0000-7000-8000-000000000000",
    members ("{'title': <'Write'>, 'notes': <'a\\n\\tb'>, 'project': <'018f0000-0000-7000-8000-000000000001'>, 'tags': <['a', 'b']>,"
             " 'priority': <int64 1>, 'estimate_min': <int64 120>, 'deadline': <{'time': <'2026-11-27T17:00'>, 'zone': <'Europe/Berlin'>}>,"
             " 'earliest': <{'date': <'2026-11-20'>}>, 'repeat': <{'rule': <'FREQ=DAILY'>}>, 'reminders': <[<int64 15>]>,"
             " 'done': <{'at': <'2026-11-27T15:00:00Z'>}>, 'from-the-future': <{'x': <int64 1>}>}"));

  stint_schema_check (STINT_KIND_TASK, stint_record_get_data (task), &error);
  g_assert_no_error (error);
  tags = stint_task_dup_tags (task);
  g_assert_cmpuint (g_strv_length (tags), ==, 2);
  g_assert_cmpstr (stint_task_get_title (task), ==, "Write");
  g_assert_cmpint (stint_task_get_estimate_min (task), ==, 120);
  g_assert_true (stint_task_is_done (task));
  g_assert_true (stint_task_get_deadline (task, &deadline));
  g_assert_cmpstr (deadline.zone, ==, "Europe/Berlin");
}

static void
tables_are_sorted_by_name (void)
{
  for (StintKind kind = 0; kind < STINT_N_KINDS; kind++)
    {
      gsize n;
      const StintMember *table = stint_schema_get_members (kind, &n);

      for (gsize i = 1; i < n; i++)
        g_assert_cmpstr (table[i - 1].name, <, table[i].name);
    }
}

static void
count (StintClock *clock,
       int        *n)
{
  (*n)++;
}

static void
a_clock_tells_when_one_travels (void)
{
  g_autoptr (StintClock) clock = stint_clock_new_fixed (1795507920000, "Europe/Berlin");
  int n = 0;

  g_signal_connect (clock, "zone-changed", G_CALLBACK (count), &n);
  g_assert_cmpint (stint_clock_get_local_s (clock), ==, 1795507920 + 3600);
  stint_clock_set_zone (clock, "Europe/Berlin");
  g_assert_cmpint (n, ==, 0);
  stint_clock_set_zone (clock, "Pacific/Auckland");
  g_assert_cmpint (n, ==, 1);
  g_assert_cmpint (stint_clock_get_today (clock), ==, stint_day_from_ymd (2026, 11, 24));
  stint_clock_set_zone (clock, "Nowhere/Land");
  g_assert_cmpstr (stint_clock_get_zone (clock), ==, "UTC");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id/ids-sort-by-time", ids_sort_by_time);
  g_test_add_func ("/id/derived-ids-are-the-same-everywhere", derived_ids_are_the_same_everywhere);
  g_test_add_func ("/id/only-canonical-ids-are-ids", only_canonical_ids_are_ids);
  g_test_add_func ("/record/members-are-sorted-and-single", members_are_sorted_and_single);
  g_test_add_func ("/record/an-overlay-sets-and-removes", an_overlay_sets_and_removes);
  g_test_add_func ("/record/an-edit-gathers-members-of-one-record", an_edit_gathers_members_of_one_record);
  g_test_add_func ("/record/a-block-has-its-time", a_block_has_its_time);
  g_test_add_func ("/block/in-the-night-that-has-an-hour-twice-it-ends-after-its-start",
                   a_block_in_the_night_that_has_an_hour_twice_ends_after_its_start);
  g_test_add_func ("/schema/what-breaks-a-limit-is-refused", what_breaks_a_limit_is_refused);
  g_test_add_func ("/schema/a-title-of-ten-megabytes-is-refused", a_title_of_ten_megabytes_is_refused);
  g_test_add_func ("/schema/a-whole-task-is-good-and-can-be-read", a_whole_task_is_good_and_can_be_read);
  g_test_add_func ("/schema/tables-are-sorted-by-name", tables_are_sorted_by_name);
  g_test_add_func ("/clock/a-clock-tells-when-one-travels", a_clock_tells_when_one_travels);

  return g_test_run ();
}
