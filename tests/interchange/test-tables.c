/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What Stint writes as a table and as todo.txt is read back as it was. */

#include "interchange/stint-export.h"

#include <string.h>

#include "core/stint-block.h"
#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "interchange/stint-import.h"
#include "wire/stint-json.h"

#define ZONE "Europe/Berlin"
#define NOW_UNIX_S 1795600800
#define N_PLANS 300

typedef struct
{
  GPtrArray *projects;
  GPtrArray *tasks;
  GPtrArray *blocks;
} Records;

static void
records_init (Records *self)
{
  self->projects = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_record_unref);
  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_record_unref);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_record_unref);
}

static void
records_clear (Records *self)
{
  g_ptr_array_unref (self->projects);
  g_ptr_array_unref (self->tasks);
  g_ptr_array_unref (self->blocks);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Records, records_clear)

static void
records_add (Records    *self,
             StintKind   kind,
             const char *id,
             GVariant   *data)
{
  GPtrArray *lists[] = { self->projects, self->tasks, self->blocks };
  g_autoptr (GVariant) sorted = stint_members_sort (data);
  g_autoptr (GError) error = NULL;

  stint_schema_check (kind, sorted, &error);
  g_assert_no_error (error);
  g_ptr_array_add (lists[kind], stint_record_new (kind, id, sorted));
}

static void
records_read (Records        *self,
              const char     *text,
              StintFileFormat format)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);
  StintFileContext context = { .zone = ZONE, .now_unix_s = NOW_UNIX_S };
  g_autoptr (GError) error = NULL;
  g_autoptr (StintFileReader) reader = stint_file_reader_open (stream, format, &context, NULL, &error);
  const StintImportSummary *summary;
  StintOp op;

  g_assert_no_error (error);
  while (stint_file_reader_next (reader, &op, NULL, &error))
    {
      records_add (self, op.kind, op.id, op.members);
      stint_op_clear (&op);
    }
  g_assert_no_error (error);
  summary = stint_file_reader_get_summary (reader);
  for (guint i = 0; i < summary->skipped->len; i++)
    g_test_message ("%s", ((StintSkipped *) g_ptr_array_index (summary->skipped, i))->reason);
  g_assert_cmpuint (summary->n_skipped, ==, 0);
}

static StintRecord *
find (GPtrArray  *list,
      const char *id)
{
  for (guint i = 0; i < list->len; i++)
    if (strcmp (stint_record_get_id (g_ptr_array_index (list, i)), id) == 0)
      return g_ptr_array_index (list, i);
  return NULL;
}

static void
assert_equal (GPtrArray *found,
              GPtrArray *expected)
{
  g_assert_cmpuint (found->len, ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    {
      StintRecord *wanted = g_ptr_array_index (expected, i);
      StintRecord *record = find (found, stint_record_get_id (wanted));
      g_autofree char *wanted_json = stint_json_to_string (stint_record_get_data (wanted));
      g_autofree char *json = NULL;

      g_assert_nonnull (record);
      json = stint_json_to_string (stint_record_get_data (record));
      g_assert_cmpstr (json, ==, wanted_json);
    }
}

/* Words that a table or a todo.txt could take for something else. */
static char *
make_text (GRand   *rand,
           gboolean lines)
{
  static const char *const pieces[] = {
    "=1+1", "+x", "-2", "@y", "'", "'=", "\"", ",", ";", "\\", "\\+", "due:2026-01-01", "t:x", "id:y", "(A)", "x", "2026-11-25", "Ü", "🎉",
    "pri:A", "note:z", "https://a.b", "null", "{}", "[Europe/Berlin]", "\xc2\xa0",
  };
  GString *text = g_string_new (NULL);

  for (int i = g_rand_int_range (rand, 1, 6); i > 0; i--)
    {
      if (text->len > 0)
        g_string_append_c (text, lines && g_rand_boolean (rand) ? '\n' : ' ');
      g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
    }
  return g_string_free (text, FALSE);
}

static StintTime
make_time (GRand *rand)
{
  int day = g_rand_int_range (rand, 20000, 22000);
  gint64 local_s = (gint64) day * STINT_DAY_S + g_rand_int_range (rand, 0, STINT_DAY_S);

  switch (g_rand_int_range (rand, 0, 3))
    {
    case 0:
      return stint_time_date (day);
    case 1:
      return stint_time_floating (local_s);
    default:
      return stint_time_zoned (local_s, "America/New_York");
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

/* @words: only what a todo.txt has words for. */
static GVariant *
make_task (GRand      *rand,
           const char *project,
           gboolean    words)
{
  g_auto (GVariantDict) task = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *title = make_text (rand, FALSE);
  g_autofree char *notes = make_text (rand, TRUE);
  g_autofree char *tag = make_text (rand, FALSE);
  const char *tags[] = { "simple", words ? "with space" : tag, NULL };

  g_variant_dict_insert (&task, STINT_TASK_TITLE, "s", title);
  if (project != NULL && g_rand_boolean (rand))
    g_variant_dict_insert (&task, STINT_TASK_PROJECT, "s", project);
  if (g_rand_boolean (rand))
    g_variant_dict_insert_value (&task, STINT_TASK_TAGS, g_variant_new_strv (tags, strcmp (tags[0], tags[1]) < 0 ? 2 : 1));
  if (g_rand_boolean (rand))
    g_variant_dict_insert (&task, STINT_TASK_PRIORITY, "x", (gint64) g_rand_int_range (rand, 1, 10));
  if (g_rand_boolean (rand))
    g_variant_dict_insert (&task, STINT_TASK_ESTIMATE, "x", (gint64) g_rand_int_range (rand, 1, 5000));
  if (g_rand_boolean (rand))
    g_variant_dict_insert_value (&task, STINT_TASK_DONE, g_variant_new_parsed ("{'at': <'2026-10-25T01:30:00Z'>}"));
  maybe_insert_time (&task, STINT_TASK_DEADLINE, rand);
  maybe_insert_time (&task, STINT_TASK_EARLIEST, rand);
  if (words)
    return g_variant_dict_end (&task);
  if (g_rand_boolean (rand))
    g_variant_dict_insert (&task, STINT_TASK_NOTES, "s", notes);
  if (g_rand_boolean (rand))
    g_variant_dict_insert_value (&task, STINT_TASK_REPEAT, g_variant_new_parsed ("{'rule': <'FREQ=WEEKLY'>, 'start': <'2026-11-25'>}"));
  if (g_rand_boolean (rand))
    g_variant_dict_insert_value (&task, "unknown", g_variant_new_parsed ("{'a': <[%s, %s]>, 'b': <%x>}", notes, tag, (gint64) 7));
  return g_variant_dict_end (&task);
}

static void
add_random_plan (Records *records,
                 GRand   *rand,
                 gboolean words)
{
  g_autofree char *text = make_text (rand, FALSE);
  g_autofree char *name = words ? g_strdup ("Große Reise") : g_strconcat ("P", text, NULL);
  g_autofree char *project = stint_id_derive ("project", name);

  records_add (records, STINT_KIND_PROJECT, project, g_variant_new_parsed ("{'name': <%s>}", name));
  for (int i = g_rand_int_range (rand, 1, 6); i > 0; i--)
    {
      g_autofree char *id = stint_id_new (NOW_UNIX_S * 1000LL, rand);
      g_autofree char *block = stint_id_new (NOW_UNIX_S * 1000LL, rand);

      records_add (records, STINT_KIND_TASK, id, make_task (rand, i == 1 ? NULL : project, words));
      if (!words)
        records_add (records, STINT_KIND_BLOCK, block,
                     g_variant_new_parsed ("{'task': <%s>, 'pinned': <%b>, 'when': <{'end': <'2026-11-27'>, 'start': <'2026-11-25'>}>}", id,
                                           g_rand_boolean (rand)));
    }
}

static void
test_any_plan_comes_back_from_a_table (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int run = 0; run < N_PLANS; run++)
    {
      g_auto (Records) records;
      g_auto (Records) found;
      g_autofree char *text = NULL;
      g_autofree char *again = NULL;

      records_init (&records);
      records_init (&found);
      add_random_plan (&records, rand, FALSE);
      text = stint_export_csv (records.tasks, records.blocks, records.projects);
      records_read (&found, text, STINT_FILE_ANY);
      assert_equal (found.projects, records.projects);
      assert_equal (found.tasks, records.tasks);
      assert_equal (found.blocks, records.blocks);
      again = stint_export_csv (found.tasks, found.blocks, found.projects);
      g_assert_cmpstr (again, ==, text);
    }
}

static void
test_any_task_comes_back_from_todo_txt (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int run = 0; run < N_PLANS; run++)
    {
      g_auto (Records) records;
      g_auto (Records) found;
      g_autofree char *text = NULL;

      records_init (&records);
      records_init (&found);
      add_random_plan (&records, rand, TRUE);
      text = stint_export_todo_txt (records.tasks, records.projects, ZONE);
      records_read (&found, text, STINT_FILE_TODO_TXT);
      assert_equal (found.tasks, records.tasks);
    }
}

static void
test_no_cell_begins_as_a_formula (void)
{
  static const char *const titles[] = { "=1+1", "+1", "-1", "@a", "'=1", "''+1" };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_auto (Records) records;
      g_autofree char *text = NULL;
      g_autofree char *cell = g_strdup_printf (",'%s,", titles[i]);

      records_init (&records);
      records_add (&records, STINT_KIND_TASK, "01900000-0000-7000-8000-000000000001", g_variant_new_parsed ("{'title': <%s>}", titles[i]));
      text = stint_export_csv (records.tasks, records.blocks, records.projects);
      g_assert_nonnull (strstr (text, cell));
    }
}

/* A series in a todo.txt, in the ways that it can say. */
static void
test_what_repeats_comes_back_from_todo_txt (void)
{
  static const char *const repeats[] = {
    "{'rule': <'FREQ=DAILY;INTERVAL=3'>, 'start': <'2026-11-25'>, 'from': <'completion'>}",
    "{'rule': <'FREQ=WEEKLY'>, 'start': <'2026-11-25T09:00'>, 'zone': <'Europe/Berlin'>}",
    "{'rule': <'RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD'>, 'start': <'2026-12-31'>}",
    "{'rule': <'FREQ=YEARLY;INTERVAL=2'>, 'start': <'2026-11-25'>}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (repeats); i++)
    {
      g_auto (Records) records;
      g_auto (Records) found;
      g_autoptr (GVariant) repeat = g_variant_ref_sink (g_variant_new_parsed (repeats[i]));
      g_autofree char *text = NULL;

      records_init (&records);
      records_init (&found);
      records_add (&records, STINT_KIND_TASK, "01900000-0000-7000-8000-000000000001",
                   g_variant_new_parsed ("{'title': <'x'>, 'repeat': <%@a{sv}>}", repeat));
      text = stint_export_todo_txt (records.tasks, records.projects, ZONE);
      records_read (&found, text, STINT_FILE_TODO_TXT);
      g_assert_cmpuint (found.tasks->len, ==, 1);
      {
        g_autoptr (GVariant) back = stint_record_dup_member (g_ptr_array_index (found.tasks, 0), STINT_TASK_REPEAT);
        g_autoptr (GVariant) sorted = stint_members_sort (repeat);
        g_autoptr (GVariant) sorted_back = stint_members_sort (back);

        g_assert_true (g_variant_equal (sorted, sorted_back));
      }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tables/any-plan-comes-back-from-a-table", test_any_plan_comes_back_from_a_table);
  g_test_add_func ("/tables/any-task-comes-back-from-todo-txt", test_any_task_comes_back_from_todo_txt);
  g_test_add_func ("/tables/no-cell-begins-as-a-formula", test_no_cell_begins_as_a_formula);
  g_test_add_func ("/tables/what-repeats-comes-back-from-todo-txt", test_what_repeats_comes_back_from_todo_txt);
  return g_test_run ();
}
