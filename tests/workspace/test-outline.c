/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-proposal.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "workspace/assist/stint-assist-error.h"
#include "workspace/assist/stint-outline.h"

/* Tuesday, 24 November 2026, 09:12. */
#define NOW_S G_GINT64_CONSTANT (1795511520)

typedef struct
{
  const char *name;
  const char *text;
  const char *expected;
} Case;

/* Each task as "title^parent's title<the title of what it comes after", and "-" before what is not kept. */
static const Case cases[] = {
  { "a-line-each", "Book the room\nInvite\n", "Book the room;Invite;" },
  { "empty-lines-are-none", "\n\nOne\r\n\r\n  \r\nTwo", "One;Two;" },
  { "bullets", "- One\n* Two\n• Three\n– Four", "One;Two;Three;Four;" },
  { "boxes", "[ ] One\n- [x] Two\n☐ Three\n☑ Four", "One;-Two;Three;-Four;" },
  { "numbers-are-an-order", "1. One\n2. Two\n3) Three", "One;Two<One;Three<Two;" },
  { "an-order-goes-on-after-its-parts", "1. One\n   - part\n2. Two", "One;part^One;Two<One;" },
  { "letters", "a) One\nb) Two", "One;Two<One;" },
  { "a-year-is-no-number", "2026. What a year\n1999 was another", "2026. What a year;1999 was another;" },
  { "indented-is-a-part", "House\n  Roof\n    Tiles\n  Door\nGarden", "House;Roof^House;Tiles^Roof;Door^House;Garden;" },
  { "tabs", "House\n\tRoof\n\t\tTiles", "House;Roof^House;Tiles^Roof;" },
  { "a-list-below-a-colon", "For Friday:\n- One\n- Two\nLater", "For Friday;One^For Friday;Two^For Friday;Later;" },
  { "quoting", "> - One\n> - Two\n>> Three", "One;Two;Three;" },
  { "quoted-parts", "> One\n>   part", "One;part^One;" },
  { "a-signature-ends-it", "One\n-- \nEva\n+49 30 1234", "One;" },
  { "rules-and-lines-are-none", "One\n-----\n=====\n***\nTwo", "One;Two;" },
  { "headings", "# House\n- Roof", "House;Roof;" },
  { "a-hash-is-a-project", "Roof #House", "Roof;" },
  { "markup-is-text", "<b>One</b> &amp;", "<b>One</b> &amp;;" },
  { "right-to-left", "- לקנות חלב\n- اتصل بالبنك", "לקנות חלב;اتصل بالبنك;" },
  { "emoji", "- 🎉 Party", "🎉 Party;" },
};

static char *
describe (StintDraft *draft)
{
  GListModel *tasks = stint_draft_get_tasks (draft);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (StintDraftTask) task = g_list_model_get_item (tasks, i);
      const char *parent = stint_draft_task_get_parent (task);
      const char *const *after = stint_draft_task_get_after (task);

      g_string_append_printf (text, "%s%s", stint_draft_task_get_keep (task) ? "" : "-", stint_draft_task_get_title (task));
      if (parent != NULL)
        g_string_append_printf (text, "^%s", stint_draft_task_get_title (stint_draft_find_task (draft, parent)));
      for (gsize j = 0; after[j] != NULL; j++)
        g_string_append_printf (text, "<%s", stint_draft_task_get_title (stint_draft_find_task (draft, after[j])));
      g_string_append_c (text, ';');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static StintDraft *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  StintDraft *draft = stint_outline_read (text, STINT_ASSIST_CAPTURE, NOW_S, &error);

  g_assert_no_error (error);
  return draft;
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (StintDraft) draft = read_text (one->text);
  g_autofree char *described = describe (draft);

  g_assert_cmpstr (described, ==, one->expected);
}

static GVariant *
dup_member (StintDraft *draft,
            const char *name)
{
  g_autoptr (StintDraftTask) task = g_list_model_get_item (stint_draft_get_tasks (draft), 0);

  return g_variant_lookup_value (stint_draft_task_get_members (task), name, NULL);
}

static void
test_words_are_read_as_quick_add_does (void)
{
  g_autoptr (StintDraft) draft = read_text ("- [ ] Report by fri 5pm 2h #Work @deep !high");
  g_autoptr (StintDraftTask) task = g_list_model_get_item (stint_draft_get_tasks (draft), 0);
  g_autofree char *members = g_variant_print (stint_draft_task_get_members (task), FALSE);

  g_assert_cmpstr (stint_draft_task_get_title (task), ==, "Report");
  g_assert_cmpstr (stint_draft_task_get_project (task), ==, "Work");
  g_assert_cmpstr (members, ==, "{'deadline': <{'time': <'2026-11-27T17:00'>}>, 'estimate_min': <int64 120>, 'priority': <int64 1>, "
                   "'tags': <['deep']>, 'title': <'Report'>}");
}

static void
test_a_day_is_the_earliest_start (void)
{
  g_autoptr (StintDraft) draft = read_text ("Call the bank tomorrow 9:00");
  g_autoptr (GVariant) earliest = dup_member (draft, STINT_TASK_EARLIEST);
  g_autofree char *text = g_variant_print (earliest, FALSE);

  g_assert_cmpstr (text, ==, "{'time': <'2026-11-25T09:00'>}");
}

static void
test_only_words_of_time_are_a_title (void)
{
  g_autoptr (StintDraft) draft = read_text ("tomorrow 9:00");
  g_autofree char *described = describe (draft);

  g_assert_cmpstr (described, ==, "tomorrow 9:00;");
}

static void
test_a_long_line_is_cut (void)
{
  g_autofree char *line = g_strnfill (5000, 'x');
  g_autoptr (StintDraft) draft = read_text (line);
  g_autoptr (StintDraftTask) task = g_list_model_get_item (stint_draft_get_tasks (draft), 0);

  g_assert_cmpint (g_utf8_strlen (stint_draft_task_get_title (task), -1), ==, STINT_TITLE_MAX_CHARS);
  g_assert_true (stint_schema_check (STINT_KIND_TASK, stint_draft_task_get_members (task), NULL));
}

static void
test_bytes_that_are_no_text (void)
{
  g_autoptr (StintDraft) draft = read_text ("caf\xe9 \x01\x02");
  g_autoptr (StintDraftTask) task = g_list_model_get_item (stint_draft_get_tasks (draft), 0);

  g_assert_true (stint_schema_check (STINT_KIND_TASK, stint_draft_task_get_members (task), NULL));
}

static void
test_nothing_is_said (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (stint_outline_read (" \n-\n", STINT_ASSIST_CAPTURE, NOW_S, &error));
  g_assert_error (error, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_EMPTY);
}

static void
test_ten_thousand_lines_are_too_many (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 10000; i++)
    g_string_append_printf (text, "Task %d\n", i);
  g_assert_null (stint_outline_read (text->str, STINT_ASSIST_CAPTURE, NOW_S, &error));
  g_assert_error (error, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_TOO_MANY);
}

static void
test_deep_below_deep (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (StintDraft) draft = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append_printf (text, "%*sx%d\n", i, "", i);
  draft = read_text (text->str);
  g_assert_cmpuint (g_list_model_get_n_items (stint_draft_get_tasks (draft)), ==, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/workspace/outline/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/workspace/outline/words-are-read-as-quick-add-does", test_words_are_read_as_quick_add_does);
  g_test_add_func ("/workspace/outline/a-day-is-the-earliest-start", test_a_day_is_the_earliest_start);
  g_test_add_func ("/workspace/outline/only-words-of-time-are-a-title", test_only_words_of_time_are_a_title);
  g_test_add_func ("/workspace/outline/a-long-line-is-cut", test_a_long_line_is_cut);
  g_test_add_func ("/workspace/outline/bytes-that-are-no-text", test_bytes_that_are_no_text);
  g_test_add_func ("/workspace/outline/nothing-is-said", test_nothing_is_said);
  g_test_add_func ("/workspace/outline/ten-thousand-lines-are-too-many", test_ten_thousand_lines_are_too_many);
  g_test_add_func ("/workspace/outline/deep-below-deep", test_deep_below_deep);
  return g_test_run ();
}
