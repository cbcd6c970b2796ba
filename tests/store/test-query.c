/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store-fixture.h"

#include <string.h>

#include "store/stint-database-private.h"
#include "store/stint-search-text.h"

#define TEST(path, function) g_test_add ("/store/query/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

static StintGridResult *
query_grid (Fixture    *self,
            int         first_day,
            int         n_days,
            int         limit,
            const char *zone)
{
  StintGridQuery query = { first_day, n_days, limit, zone };
  g_autoptr (GError) error = NULL;
  StintGridResult *result = stint_database_query_grid (self->database, &query, &error);

  g_assert_no_error (error);
  return result;
}

/* The rows as text: "title@day hour–hour", all-day ones without hours, deadlines with a diamond. */
static char *
describe (StintGridResult *result)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < result->rows->len; i++)
    {
      StintGridRow *row = result->rows->pdata[i];
      int day = stint_day_of_local (row->start_s) - FIXTURE_TODAY;

      g_string_append_printf (text, "%s%s%s@%+d", i > 0 ? " " : "", row->kind == STINT_GRID_DEADLINE ? "◇" : "", row->title, day);
      if (!row->all_day)
        g_string_append_printf (text, ":%d-%d", (int) (row->start_s % 86400 / 3600), (int) (row->end_s % 86400 / 3600));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_grid (Fixture    *self,
             int         first_day,
             int         n_days,
             int         limit,
             const char *zone,
             const char *expected)
{
  g_autoptr (StintGridResult) result = query_grid (self, first_day, n_days, limit, zone);
  g_autofree char *text = describe (result);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_tasks (Fixture              *self,
              const StintTaskQuery *query,
              const char           *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rowids = stint_database_query_task_rowids (self->database, query, 0, &error);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  rows = stint_database_read_task_rows (self->database, (const gint64 *) rowids->data, rowids->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, rowids->len);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", stint_task_get_title (((StintTaskRow *) rows->pdata[i])->record));
  g_assert_cmpstr (text->str, ==, expected);
}

static StintTaskQuery
make_query (StintTaskView view,
            StintTaskSort sort)
{
  return (StintTaskQuery) { .view = view, .sort = sort, .zone = "UTC", .now_s = FIXTURE_NOW_MS / 1000 };
}

static void
the_grid_has_what_lies_in_its_days (Fixture      *self,
                                    gconstpointer unused)
{
  g_autofree char *a = fixture_add_task (self, "a");
  g_autofree char *b = fixture_add_task (self, "b");
  g_autofree char *c = fixture_add_task (self, "c");
  g_autofree char *d = fixture_add_task (self, "d");

  g_free (fixture_add_block (self, a, "2026-11-22T23:00:00", "2026-11-23T01:00:00", NULL));
  g_free (fixture_add_block (self, b, "2026-11-23T09:00:00", "2026-11-23T10:00:00", NULL));
  g_free (fixture_add_block (self, c, "2026-11-20", "2026-11-24", NULL));
  g_free (fixture_add_block (self, d, "2026-11-24T00:00:00", "2026-11-24T01:00:00", NULL));
  assert_grid (self, FIXTURE_TODAY, 1, 0, "UTC", "c@-3 a@-1:23-1 b@+0:9-10");
  assert_grid (self, FIXTURE_TODAY - 1, 1, 0, "UTC", "c@-3 a@-1:23-1");
  assert_grid (self, FIXTURE_TODAY + 1, 1, 0, "UTC", "d@+1:0-1");
  assert_grid (self, FIXTURE_TODAY + 2, 5, 0, "UTC", "");
}

static void
zones_meet_in_the_grid (Fixture      *self,
                        gconstpointer unused)
{
  g_autofree char *a = fixture_add_task (self, "a");
  g_autofree char *b = fixture_add_task (self, "b");
  g_autoptr (StintGridResult) result = NULL;

  g_free (fixture_add_block (self, a, "2026-11-23T09:00:00", "2026-11-23T10:00:00", "Asia/Tokyo"));
  g_free (fixture_add_block (self, b, "2026-11-23T09:00:00", "2026-11-23T10:00:00", NULL));
  assert_grid (self, FIXTURE_TODAY, 1, 0, "Europe/Berlin", "a@+0:1-2 b@+0:9-10");
  assert_grid (self, FIXTURE_TODAY, 1, 0, "America/New_York", "b@+0:9-10");
  assert_grid (self, FIXTURE_TODAY - 1, 1, 0, "America/New_York", "a@-1:19-20");

  result = query_grid (self, FIXTURE_TODAY, 1, 0, "Europe/Berlin");
  g_assert_cmpstr (((StintGridRow *) result->rows->pdata[0])->zone, ==, "Asia/Tokyo");
  g_assert_null (((StintGridRow *) result->rows->pdata[1])->zone);
}

static void
deadlines_are_in_the_grid (Fixture      *self,
                           gconstpointer unused)
{
  g_free (fixture_add (self, STINT_KIND_TASK, "{'title': <'date'>, 'deadline': <{'date': <'2026-11-23'>}>}"));
  g_free (fixture_add (self, STINT_KIND_TASK, "{'title': <'floats'>, 'deadline': <{'time': <'2026-11-23T23:30:00'>}>}"));
  g_free (fixture_add (self, STINT_KIND_TASK,
                       "{'title': <'zoned'>, 'deadline': <{'time': <'2026-11-24T01:00:00'>, 'zone': <'Asia/Tokyo'>}>}"));
  g_free (fixture_add (self, STINT_KIND_TASK,
                       "{'title': <'done'>, 'deadline': <{'date': <'2026-11-25'>}>, 'done': <{'at': <'2026-11-20T00:00:00Z'>}>}"));
  assert_grid (self, FIXTURE_TODAY, 3, 0, "UTC", "◇date@+0 ◇floats@+0 ◇zoned@+0 ◇done@+2");
}

static void
a_row_shows_its_project (Fixture      *self,
                         gconstpointer unused)
{
  g_autofree char *project = fixture_add (self, STINT_KIND_PROJECT, "{'name': <'Work'>, 'color': <'#e01b24'>}");
  g_autofree char *members = g_strdup_printf ("{'title': <'a'>, 'project': <'%s'>}", project);
  g_autofree char *task = fixture_add (self, STINT_KIND_TASK, members);
  g_autofree char *block = fixture_add_block (self, task, "2026-11-23T09:00:00", "2026-11-23T10:00:00", NULL);
  g_autoptr (StintGridResult) result = query_grid (self, FIXTURE_TODAY, 1, 0, "UTC");
  g_autoptr (StintGridResult) later = NULL;
  StintTaskRow *row = stint_database_read_task_row (self->database, task, NULL);

  g_assert_cmpstr (((StintGridRow *) result->rows->pdata[0])->color, ==, "#e01b24");
  g_assert_cmpstr (((StintGridRow *) result->rows->pdata[0])->task_id, ==, task);
  g_assert_cmpstr (row->project_name, ==, "Work");
  stint_task_row_free (row);

  /* A deleted project counts as none. */
  fixture_delete (self, STINT_KIND_PROJECT, project);
  later = query_grid (self, FIXTURE_TODAY, 1, 0, "UTC");
  g_assert_null (((StintGridRow *) later->rows->pdata[0])->color);
}

static void
a_limit_shows_the_first_and_counts_all (Fixture      *self,
                                        gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "t");
  g_autoptr (StintGridResult) result = NULL;
  StintGridDay *day;

  g_free (fixture_add_block (self, task, "2026-11-23T12:00:00", "2026-11-23T13:00:00", NULL));
  g_free (fixture_add_block (self, task, "2026-11-23T08:00:00", "2026-11-23T09:00:00", "UTC"));
  g_free (fixture_add_block (self, task, "2026-11-23T10:00:00", "2026-11-23T10:30:00", NULL));
  g_free (fixture_add_block (self, task, "2026-11-23", "2026-11-24", NULL));
  g_free (fixture_add_block (self, task, "2026-11-24T10:00:00", "2026-11-24T11:00:00", NULL));
  assert_grid (self, FIXTURE_TODAY, 2, 2, "UTC", "t@+0 t@+0:8-9 t@+1:10-11");

  result = query_grid (self, FIXTURE_TODAY, 2, 2, "UTC");
  g_assert_cmpuint (result->days->len, ==, 2);
  day = &g_array_index (result->days, StintGridDay, 0);
  g_assert_cmpint (day->n_items, ==, 4);
  g_assert_cmpint (day->minutes, ==, 150);
  g_assert_cmpint (g_array_index (result->days, StintGridDay, 1).n_items, ==, 1);
}

static void
what_comes_from_the_day_before_is_first (Fixture      *self,
                                         gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "t");

  g_free (fixture_add_block (self, task, "2026-11-23T08:00:00", "2026-11-23T09:00:00", NULL));
  g_free (fixture_add_block (self, task, "2026-11-23T23:00:00", "2026-11-24T01:00:00", NULL));
  g_free (fixture_add_block (self, task, "2026-11-24T09:00:00", "2026-11-24T10:00:00", NULL));
  assert_grid (self, FIXTURE_TODAY, 2, 1, "UTC", "t@+0:8-9 t@+0:23-1");
}

/* The same by reading every block: what the index gives must not differ. */
static void
random_ranges_hold_what_they_should (Fixture      *self,
                                     gconstpointer unused)
{
  static const char *const zones[] = { NULL, NULL, "Europe/Berlin", "America/New_York", "Australia/Lord_Howe" };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GPtrArray) blocks = NULL;
  g_autofree char *task = fixture_add_task (self, "t");
  StintEdit *edit = stint_edit_new ("Fill");
  g_autoptr (StintChange) change = NULL;

  g_test_message ("seed %u", seed);
  g_random_set_seed (seed);
  for (int i = 0; i < 400; i++)
    {
      g_autofree char *id = fixture_new_id (self);
      gboolean date_only = g_random_int_range (0, 5) == 0;
      gint64 day_s = (FIXTURE_TODAY + g_random_int_range (-40, 40)) * (gint64) STINT_DAY_S;
      StintTime start = date_only ? stint_time_date ((int) (day_s / STINT_DAY_S))
                                  : stint_time_zoned (day_s + g_random_int_range (0, 96) * 900, zones[g_random_int_range (0, 5)]);
      StintWhen when = stint_when_new (&start, g_random_int_range (0, 4) == 0 ? g_random_int_range (1, 40000) : g_random_int_range (1, 300));
      GVariantBuilder builder;

      /* In the night when clocks go back, a short block may end before it starts, as they read. */
      if (when.end.local_s <= when.start.local_s)
        continue;
      g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&builder, "{sv}", "task", g_variant_new_string (task));
      g_variant_builder_add (&builder, "{sv}", "when", stint_when_to_variant (&when));
      stint_edit_create (edit, STINT_KIND_BLOCK, id, g_variant_builder_end (&builder));
    }
  change = fixture_apply (self, edit);
  g_assert_nonnull (change);
  blocks = stint_database_list (self->database, STINT_KIND_BLOCK, NULL);
  g_assert_cmpuint (blocks->len, >, 350);

  for (int i = 0; i < 60; i++)
    {
      int first_day = FIXTURE_TODAY + g_random_int_range (-60, 60);
      int n_days = g_random_int_range (1, 15);
      g_autoptr (StintGridResult) all = query_grid (self, first_day, n_days, 0, "Europe/Berlin");
      g_autoptr (StintGridResult) limited = query_grid (self, first_day, n_days, 3, "Europe/Berlin");
      gint64 from_s = first_day * (gint64) STINT_DAY_S;
      gint64 to_s = from_s + n_days * (gint64) STINT_DAY_S;
      guint n = 0;

      for (guint j = 0; j < blocks->len; j++)
        {
          StintWhen when;

          g_assert_true (stint_block_get_when (blocks->pdata[j], &when));
          n += stint_time_to_local (&when.start, "Europe/Berlin") < to_s && stint_time_to_local (&when.end, "Europe/Berlin") > from_s;
        }
      g_assert_cmpuint (all->rows->len, ==, n);
      g_assert_cmpuint (limited->rows->len, <=, n);
      g_assert_cmpmem (all->days->data, all->days->len * sizeof (StintGridDay), limited->days->data, limited->days->len * sizeof (StintGridDay));
    }
}

static void
views_show_their_tasks (Fixture      *self,
                        gconstpointer unused)
{
  g_autofree char *plain = fixture_add_task (self, "plain");
  g_autofree char *half = fixture_add (self, STINT_KIND_TASK, "{'title': <'half'>, 'estimate_min': <int64 120>}");
  g_autofree char *planned = fixture_add (self, STINT_KIND_TASK, "{'title': <'planned'>, 'estimate_min': <int64 60>}");
  g_autofree char *day = fixture_add (self, STINT_KIND_TASK, "{'title': <'day'>, 'estimate_min': <int64 60>}");
  g_autofree char *done = fixture_add (self, STINT_KIND_TASK, "{'title': <'done'>, 'done': <{'at': <'2026-11-20T00:00:00Z'>}>}");
  g_autofree char *late = fixture_add (self, STINT_KIND_TASK, "{'title': <'late'>, 'deadline': <{'date': <'2026-11-22'>}>}");
  g_autofree char *due = fixture_add (self, STINT_KIND_TASK, "{'title': <'due'>, 'deadline': <{'time': <'2026-11-23T11:00:00'>}>}");
  g_autofree char *soon = fixture_add (self, STINT_KIND_TASK, "{'title': <'soon'>, 'deadline': <{'date': <'2026-11-23'>}>}");
  g_autofree char *gone = fixture_add_task (self, "gone");
  StintTaskQuery query = make_query (STINT_TASK_VIEW_BACKLOG, STINT_TASK_SORT_TITLE);

  g_free (fixture_add_block (self, half, "2026-11-23T09:00:00", "2026-11-23T10:00:00", NULL));
  g_free (fixture_add_block (self, planned, "2026-12-23T09:00:00", "2026-12-23T10:00:00", "Europe/Berlin"));
  g_free (fixture_add_block (self, day, "2026-12-23", "2026-12-24", NULL));
  fixture_delete (self, STINT_KIND_TASK, gone);

  assert_tasks (self, &query, "due half late plain soon");
  query.view = STINT_TASK_VIEW_TODAY;
  assert_tasks (self, &query, "due half late soon");
  query.view = STINT_TASK_VIEW_OVERDUE;
  assert_tasks (self, &query, "due late");
  query.view = STINT_TASK_VIEW_OPEN;
  assert_tasks (self, &query, "day due half late plain planned soon");
  query.view = STINT_TASK_VIEW_DONE;
  assert_tasks (self, &query, "done");
  query.view = STINT_TASK_VIEW_ALL;
  assert_tasks (self, &query, "day done due half late plain planned soon");
}

static void
tasks_come_in_each_order (Fixture      *self,
                          gconstpointer unused)
{
  StintTaskQuery query = make_query (STINT_TASK_VIEW_OPEN, STINT_TASK_SORT_CREATED);

  g_free (fixture_add (self, STINT_KIND_TASK, "{'title': <'Ähre'>, 'priority': <int64 9>}"));
  g_free (fixture_add (self, STINT_KIND_TASK, "{'title': <'zebra'>, 'deadline': <{'date': <'2026-11-24'>}>}"));
  g_free (fixture_add (self, STINT_KIND_TASK, "{'title': <'Đặt'>, 'priority': <int64 1>}"));
  g_free (fixture_add (self, STINT_KIND_TASK, "{'title': <'ear'>, 'deadline': <{'time': <'2026-11-24T10:00:00'>}>}"));
  assert_tasks (self, &query, "ear Đặt zebra Ähre");
  query.sort = STINT_TASK_SORT_TITLE;
  assert_tasks (self, &query, "Ähre Đặt ear zebra");
  query.sort = STINT_TASK_SORT_PRIORITY;
  assert_tasks (self, &query, "Đặt Ähre ear zebra");
  query.sort = STINT_TASK_SORT_DEADLINE;
  assert_tasks (self, &query, "ear zebra Đặt Ähre");
}

static void
tasks_are_filtered (Fixture      *self,
                    gconstpointer unused)
{
  g_autofree char *project = fixture_add (self, STINT_KIND_PROJECT, "{'name': <'Work'>, 'color': <'#e01b24'>}");
  g_autofree char *members = g_strdup_printf ("{'title': <'a'>, 'project': <'%s'>, 'tags': <['home', 'x']>}", project);
  g_autofree char *a = fixture_add (self, STINT_KIND_TASK, members);
  g_autofree char *b = fixture_add (self, STINT_KIND_TASK, "{'title': <'b'>, 'tags': <['home']>}");
  g_autofree char *c = fixture_add (self, STINT_KIND_TASK, "{'title': <'c'>, 'deadline': <{'date': <'2026-12-01'>}>}");
  StintTaskQuery query = make_query (STINT_TASK_VIEW_ALL, STINT_TASK_SORT_TITLE);
  g_auto (GStrv) tags = NULL;
  g_auto (GStrv) left = NULL;

  query.project = project;
  assert_tasks (self, &query, "a");
  query.project = NULL;
  query.tag = (char *) "home";
  assert_tasks (self, &query, "a b");
  query.tag = NULL;
  query.from_day = FIXTURE_TODAY + 7;
  query.to_day = FIXTURE_TODAY + 9;
  assert_tasks (self, &query, "c");

  tags = stint_database_list_tags (self->database, NULL);
  g_assert_cmpuint (g_strv_length (tags), ==, 2);
  g_assert_cmpstr (tags[1], ==, "x");
  fixture_delete (self, STINT_KIND_TASK, a);
  left = stint_database_list_tags (self->database, NULL);
  g_assert_cmpuint (g_strv_length (left), ==, 1);
}

static void
assert_found (Fixture    *self,
              const char *search,
              const char *expected)
{
  StintTaskQuery query = make_query (STINT_TASK_VIEW_ALL, STINT_TASK_SORT_TITLE);

  query.search = (char *) search;
  assert_tasks (self, &query, expected);
}

static void
search_ignores_case_and_accents (Fixture      *self,
                                 gconstpointer unused)
{
  g_free (fixture_add_task (self, "Đặt-vé máy bay"));
  g_free (fixture_add_task (self, "Łódź"));
  g_free (fixture_add_task (self, "Smørrebrød"));
  g_free (fixture_add_task (self, "Straße-nach-İzmir"));
  g_free (fixture_add (self, STINT_KIND_TASK, "{'title': <'notes'>, 'notes': <'Œuvre complète'>, 'tags': <['Ærø']>}"));
  g_free (fixture_add_task (self, "東京会議"));
  assert_found (self, "dat ve", "Đặt-vé máy bay");
  assert_found (self, "ĐẶT", "Đặt-vé máy bay");
  assert_found (self, "lodz", "Łódź");
  assert_found (self, "smor", "Smørrebrød");
  assert_found (self, "strasse izmir", "Straße-nach-İzmir");
  assert_found (self, "oeuv", "notes");
  assert_found (self, "aero", "notes");
  assert_found (self, "会議", "東京会議");
}

static void
each_word_begins_a_word (Fixture      *self,
                         gconstpointer unused)
{
  g_free (fixture_add (self, STINT_KIND_TASK, "{'title': <'Write-report'>, 'notes': <'for the board'>}"));
  g_free (fixture_add_task (self, "Overwrite"));
  assert_found (self, "wri", "Write-report");
  assert_found (self, "rep boa", "Write-report");
  assert_found (self, "wri xyz", "");
  assert_found (self, "rite", "");
  assert_found (self, "write-rep", "Write-report");
  assert_found (self, "   ", "Overwrite Write-report");
}

static void
anything_can_be_typed_into_the_search (Fixture      *self,
                                       gconstpointer unused)
{
  static const char *const typed[] = {
    "\"", "'", "*", "a*b", "NEAR(", "title:x", "a AND", "OR", "NOT x", "(((", "-a", "^a", "a\"b", "{a b}:", "+", "🎉", "\\", "%", "a\tb\nc",
    "\xff\xfe", "; DROP TABLE task",
  };

  g_free (fixture_add_task (self, "quite-else"));
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    assert_found (self, typed[i], "");
}

static void
search_follows_edits (Fixture      *self,
                      gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "before");
  g_autoptr (StintChange) undone = NULL;

  fixture_set (self, STINT_KIND_TASK, task, "title", "'after'");
  assert_found (self, "before", "");
  assert_found (self, "after", "after");
  fixture_delete (self, STINT_KIND_TASK, task);
  assert_found (self, "after", "");
  undone = stint_database_undo (self->database, self->now_ms, NULL, NULL);
  assert_found (self, "after", "after");
}

/* Every query that a view can ask, so that its statements are there to be looked at. */
static void
ask_everything (Fixture *self)
{
  for (int view = STINT_TASK_VIEW_BACKLOG; view <= STINT_TASK_VIEW_ALL; view++)
    for (int sort = STINT_TASK_SORT_CREATED; sort <= STINT_TASK_SORT_TITLE; sort++)
      for (int filter = 0; filter < 5; filter++)
        {
          StintTaskQuery query = make_query (view, sort);
          g_autoptr (GArray) rowids = NULL;

          query.project = filter == 1 ? (char *) "018f0000-0000-7000-8000-000000000000" : NULL;
          query.tag = filter == 2 ? (char *) "home" : NULL;
          query.search = filter == 3 ? (char *) "word" : NULL;
          query.to_day = filter == 4 ? FIXTURE_TODAY : 0;
          rowids = stint_database_query_task_rowids (self->database, &query, 10, NULL);
          g_assert_nonnull (rowids);
        }
  stint_grid_result_free (query_grid (self, FIXTURE_TODAY, 7, 5, "UTC"));
}

static void
assert_no_scan (StintDatabase *database,
                const char    *sql)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (database->handle, explain, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *step = (const char *) sqlite3_column_text (statement, 3);

      if (g_str_has_prefix (step, "SCAN task") || g_str_has_prefix (step, "SCAN block") || g_str_has_prefix (step, "SCAN project") ||
          g_str_has_prefix (step, "SCAN t") || g_str_has_prefix (step, "SCAN change"))
        g_error ("“%s” in the plan of: %s", step, sql);
    }
  sqlite3_finalize (statement);
}

static void
no_view_scans_a_table (Fixture      *self,
                       gconstpointer unused)
{
  g_autofree char *project = fixture_add (self, STINT_KIND_PROJECT, "{'name': <'Work'>, 'color': <'#e01b24'>}");
  g_autofree char *members = g_strdup_printf ("{'title': <'word'>, 'project': <'%s'>, 'tags': <['home']>}", project);
  g_autofree char *task = fixture_add (self, STINT_KIND_TASK, members);
  g_autofree char *block = fixture_add_block (self, task, "2026-11-23T09:00:00", "2026-11-23T10:00:00", NULL);
  g_auto (GStrv) tags = stint_database_list_tags (self->database, NULL);
  g_autoptr (GPtrArray) blocks = stint_database_list_blocks (self->database, task, NULL);
  g_autoptr (GPtrArray) changes = stint_database_list_changes (self->database, task, 5, NULL);
  g_autoptr (StintChange) undone = stint_database_undo (self->database, self->now_ms, NULL, NULL);
  g_autoptr (StintChange) redone = stint_database_redo (self->database, self->now_ms, NULL, NULL);
  StintTaskRow *row = stint_database_read_task_row (self->database, task, NULL);
  int n = 0;

  stint_task_row_free (row);
  ask_everything (self);
  for (sqlite3_stmt *statement = sqlite3_next_stmt (self->database->handle, NULL); statement != NULL;
       statement = sqlite3_next_stmt (self->database->handle, statement))
    {
      const char *sql = sqlite3_sql (statement);

      /* FTS5 has statements of its own. */
      if (sql == NULL || strstr (sql, "'main'.") != NULL || strstr (sql, "\"main\".") != NULL)
        continue;
      if (g_str_has_prefix (sql, "SELECT") || g_str_has_prefix (sql, "WITH") || g_str_has_prefix (sql, "UPDATE"))
        {
          assert_no_scan (self->database, sql);
          n++;
        }
    }
  g_assert_cmpint (n, >, 100);
}

typedef struct
{
  Fixture    *fixture;
  const char *task;
  int         n;
} Blocks;

static gboolean
next_block (StintOp *op,
            gpointer user_data,
            GError **error)
{
  Blocks *self = user_data;
  StintTime start = stint_time_zoned ((FIXTURE_TODAY - 365 + self->n * 730 / 20000) * (gint64) STINT_DAY_S + 21600 + self->n % 20 * 1800,
                                      self->n % 3 == 0 ? NULL : "Europe/Berlin");
  StintWhen when = stint_when_new (&start, 30);
  GVariantBuilder builder;

  if (self->n++ == 20000)
    return FALSE;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "task", g_variant_new_string (self->task));
  g_variant_builder_add (&builder, "{sv}", "when", stint_when_to_variant (&when));
  op->type = STINT_OP_CREATE;
  op->kind = STINT_KIND_BLOCK;
  op->id = fixture_new_id (self->fixture);
  op->members = stint_members_sort (g_variant_builder_end (&builder));
  return TRUE;
}

static void
a_week_reads_a_week_only (Fixture      *self,
                          gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "t");
  Blocks blocks = { self, task, 0 };
  g_autoptr (StintChange) change = stint_database_apply_stream (self->database, "Fill", next_block, &blocks, self->now_ms, NULL);
  g_autoptr (StintGridResult) result = NULL;
  int n_scanned = 0, n_steps = 0;

  g_assert_nonnull (change);
  fixture_reopen (self);
  result = query_grid (self, FIXTURE_TODAY, 7, 0, "Europe/Berlin");
  g_assert_cmpuint (result->rows->len, >, 150);
  g_assert_cmpuint (result->rows->len, <, 250);
  for (sqlite3_stmt *statement = sqlite3_next_stmt (self->database->handle, NULL); statement != NULL;
       statement = sqlite3_next_stmt (self->database->handle, statement))
    {
      n_scanned += sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0);
      if (strstr (sqlite3_sql (statement), "FROM block") != NULL)
        n_steps += sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_VM_STEP, 0);
    }
  g_assert_cmpint (n_scanned, ==, 0);
  /* About 20 instructions a row, and one day before the week. */
  g_assert_cmpint (n_steps, <, 250 * 30);
  fixture_check (self);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("the-grid-has-what-lies-in-its-days", the_grid_has_what_lies_in_its_days);
  TEST ("zones-meet-in-the-grid", zones_meet_in_the_grid);
  TEST ("deadlines-are-in-the-grid", deadlines_are_in_the_grid);
  TEST ("a-row-shows-its-project", a_row_shows_its_project);
  TEST ("a-limit-shows-the-first-and-counts-all", a_limit_shows_the_first_and_counts_all);
  TEST ("what-comes-from-the-day-before-is-first", what_comes_from_the_day_before_is_first);
  TEST ("random-ranges-hold-what-they-should", random_ranges_hold_what_they_should);
  TEST ("views-show-their-tasks", views_show_their_tasks);
  TEST ("tasks-come-in-each-order", tasks_come_in_each_order);
  TEST ("tasks-are-filtered", tasks_are_filtered);
  TEST ("search-ignores-case-and-accents", search_ignores_case_and_accents);
  TEST ("each-word-begins-a-word", each_word_begins_a_word);
  TEST ("anything-can-be-typed-into-the-search", anything_can_be_typed_into_the_search);
  TEST ("search-follows-edits", search_follows_edits);
  TEST ("no-view-scans-a-table", no_view_scans_a_table);
  TEST ("a-week-reads-a-week-only", a_week_reads_a_week_only);

  return g_test_run ();
}
