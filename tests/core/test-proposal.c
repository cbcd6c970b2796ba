/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-proposal.h"
#include "core/stint-time.h"

static const char *const projects[] = { "p1", "p2", NULL };
static const char *const tags[] = { "home", "urgent", NULL };

static StintProposalContext
context_of (StintAssistKind kind)
{
  return (StintProposalContext) { .kind = kind, .projects = projects, .tags = tags, .today = stint_day_from_ymd (2026, 11, 25) };
}

static GVariant *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = g_variant_parse (NULL, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

static void
assert_taken (StintAssistKind kind,
              const char     *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = parse (text);
  StintProposalContext context = context_of (kind);

  stint_proposal_check (value, &context, &error);
  g_assert_no_error (error);
}

static void
assert_refused (StintAssistKind    kind,
                const char        *text,
                StintProposalError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = parse (text);
  StintProposalContext context = context_of (kind);

  if (stint_proposal_check (value, &context, &error))
    g_error ("this is taken for a proposal: %s", text);
  g_assert_error (error, STINT_PROPOSAL_ERROR, (int) code);
}

/* One task with these members beside its ref and title. */
static void
assert_task_refused (const char        *members,
                     StintProposalError code)
{
  g_autofree char *text = g_strdup_printf ("{'tasks': <[<{'ref': <'t1'>, 'title': <'Write'>, %s}>]>}", members);

  assert_refused (STINT_ASSIST_CAPTURE, text, code);
}

static void
a_whole_proposal_is_taken (void)
{
  assert_taken (STINT_ASSIST_CAPTURE,
                "{'tasks': <["
                "<{'ref': <'t1'>, 'title': <'Buy paper'>, 'estimate_min': <int64 30>, 'earliest': <'2026-11-26'>, 'deadline': <'2026-11-26'>}>,"
                "<{'ref': <'t2'>, 'title': <'Print'>, 'deadline': <'2026-11-27T17:00'>, 'project': <'p1'>, 'tags': <['home']>,"
                "  'priority': <int64 1>, 'after': <['t1']>, 'why': <'It needs paper'>}>]>,"
                " 'rules': <[<{'rule': <'limit'>, 'project': <'p2'>, 'minutes': <int64 60>}>]>, 'questions': <['How many pages?']>}");
}

static void
lists_may_be_left_out_or_be_empty (void)
{
  assert_taken (STINT_ASSIST_RULES, "{'questions': <['Which mornings?']>}");
  assert_taken (STINT_ASSIST_BREAK_DOWN, "{'tasks': <[<{'ref': <'a'>, 'title': <'A'>, 'after': <@as []>}>]>, 'rules': <@as []>}");
}

static void
a_wrong_shape_is_refused (void)
{
  assert_refused (STINT_ASSIST_CAPTURE, "'tasks'", STINT_PROPOSAL_ERROR_SHAPE);
  assert_refused (STINT_ASSIST_CAPTURE, "{'tasks': <'none'>}", STINT_PROPOSAL_ERROR_SHAPE);
  assert_refused (STINT_ASSIST_CAPTURE, "{'tasks': <['Write']>}", STINT_PROPOSAL_ERROR_SHAPE);
  assert_refused (STINT_ASSIST_CAPTURE, "{'tasks': <@as []>}", STINT_PROPOSAL_ERROR_EMPTY);
  assert_refused (STINT_ASSIST_CAPTURE, "@a{sv} {}", STINT_PROPOSAL_ERROR_EMPTY);
}

static void
only_what_was_asked_for_is_taken (void)
{
  assert_refused (STINT_ASSIST_RULES, "{'tasks': <[<{'ref': <'t1'>, 'title': <'Write'>}>]>}", STINT_PROPOSAL_ERROR_NOT_ASKED);
  assert_refused (STINT_ASSIST_BREAK_DOWN, "{'rules': <[<{'rule': <'buffer'>, 'minutes': <int64 5>}>]>}", STINT_PROPOSAL_ERROR_NOT_ASKED);
}

static void
keys_that_nobody_knows_are_refused (void)
{
  assert_refused (STINT_ASSIST_CAPTURE, "{'blocks': <@as []>}", STINT_PROPOSAL_ERROR_EXTRA_KEY);
  assert_task_refused ("'start': <'2026-11-26T09:00'>", STINT_PROPOSAL_ERROR_EXTRA_KEY);
}

static void
a_task_has_a_ref_and_a_title (void)
{
  assert_refused (STINT_ASSIST_CAPTURE, "{'tasks': <[<{'ref': <'t1'>}>]>}", STINT_PROPOSAL_ERROR_MISSING);
  assert_refused (STINT_ASSIST_CAPTURE, "{'tasks': <[<{'title': <'Write'>}>]>}", STINT_PROPOSAL_ERROR_MISSING);
  assert_refused (STINT_ASSIST_CAPTURE, "{'tasks': <[<{'ref': <'t 1'>, 'title': <'Write'>}>]>}", STINT_PROPOSAL_ERROR_REF);
  assert_refused (STINT_ASSIST_CAPTURE, "{'tasks': <[<{'ref': <'t'>, 'title': <'A'>}>, <{'ref': <'t'>, 'title': <'B'>}>]>}", STINT_PROPOSAL_ERROR_REF);
}

static void
members_of_another_type_are_refused (void)
{
  assert_task_refused ("'estimate_min': <'30'>", STINT_PROPOSAL_ERROR_TYPE);
  assert_task_refused ("'estimate_min': <30.5>", STINT_PROPOSAL_ERROR_TYPE);
  assert_task_refused ("'deadline': <int64 20261126>", STINT_PROPOSAL_ERROR_TYPE);
  assert_task_refused ("'tags': <'home'>", STINT_PROPOSAL_ERROR_TYPE);
  assert_task_refused ("'after': <[<int64 1>]>", STINT_PROPOSAL_ERROR_TYPE);
  assert_task_refused ("'why': <@mv nothing>", STINT_PROPOSAL_ERROR_TYPE);
  assert_refused (STINT_ASSIST_CAPTURE, "{'questions': <[<int64 1>]>}", STINT_PROPOSAL_ERROR_TYPE);
}

static void
texts_are_one_plain_line (void)
{
  g_autofree char *letters = g_strnfill (STINT_PROPOSAL_TITLE_MAX_CHARS + 1, 'a');
  g_autofree char *long_title = g_strdup_printf ("{'tasks': <[<{'ref': <'t'>, 'title': <'%s'>}>]>}", letters);

  assert_refused (STINT_ASSIST_CAPTURE, long_title, STINT_PROPOSAL_ERROR_TEXT);
  assert_refused (STINT_ASSIST_CAPTURE, "{'tasks': <[<{'ref': <'t'>, 'title': <'  '>}>]>}", STINT_PROPOSAL_ERROR_TEXT);
  assert_refused (STINT_ASSIST_CAPTURE, "{'tasks': <[<{'ref': <'t'>, 'title': <'\\u200b\\u200d'>}>]>}", STINT_PROPOSAL_ERROR_TEXT);
  assert_task_refused ("'why': <'one\\ntwo'>", STINT_PROPOSAL_ERROR_TEXT);
  assert_task_refused ("'why': <'safe \\u202efdp.exe'>", STINT_PROPOSAL_ERROR_TEXT);
  assert_refused (STINT_ASSIST_CAPTURE, "{'questions': <['a\\u2067b']>}", STINT_PROPOSAL_ERROR_TEXT);
}

static void
markup_and_other_scripts_are_only_text (void)
{
  assert_taken (STINT_ASSIST_CAPTURE, "{'tasks': <[<{'ref': <'t'>, 'title': <'<b>Call</b> &amp; <script>'>}>]>}");
  assert_taken (STINT_ASSIST_CAPTURE, "{'tasks': <[<{'ref': <'t'>, 'title': <'להתקשר לרופא 👩‍⚕️'>}>]>}");
}

static void
numbers_are_in_their_range (void)
{
  assert_task_refused ("'estimate_min': <int64 -30>", STINT_PROPOSAL_ERROR_MINUTES);
  assert_task_refused ("'estimate_min': <int64 0>", STINT_PROPOSAL_ERROR_MINUTES);
  assert_task_refused ("'estimate_min': <int64 10081>", STINT_PROPOSAL_ERROR_MINUTES);
  assert_task_refused ("'priority': <int64 10>", STINT_PROPOSAL_ERROR_PRIORITY);
}

static void
dates_exist_and_are_in_order (void)
{
  assert_task_refused ("'deadline': <'2026-02-30'>", STINT_PROPOSAL_ERROR_DATE);
  assert_task_refused ("'deadline': <'tomorrow'>", STINT_PROPOSAL_ERROR_DATE);
  assert_task_refused ("'earliest': <'2026-11-26T25:00'>", STINT_PROPOSAL_ERROR_DATE);
  assert_task_refused ("'deadline': <'2126-11-26'>", STINT_PROPOSAL_ERROR_DATE);
  assert_task_refused ("'earliest': <'2026-11-27'>, 'deadline': <'2026-11-26'>", STINT_PROPOSAL_ERROR_DATE_ORDER);
}

static void
a_deadline_holds_until_the_end_of_its_day (void)
{
  assert_taken (STINT_ASSIST_CAPTURE, "{'tasks': <[<{'ref': <'t'>, 'title': <'A'>, 'earliest': <'2026-11-26T15:00'>, 'deadline': <'2026-11-26'>}>]>}");
}

static void
what_was_not_given_is_not_known (void)
{
  assert_task_refused ("'project': <'p3'>", STINT_PROPOSAL_ERROR_UNKNOWN_PROJECT);
  assert_task_refused ("'tags': <['home', 'work']>", STINT_PROPOSAL_ERROR_UNKNOWN_TAG);
  assert_task_refused ("'after': <['t2']>", STINT_PROPOSAL_ERROR_UNKNOWN_REF);
  assert_refused (STINT_ASSIST_RULES, "{'rules': <[<{'rule': <'limit'>, 'project': <'p9'>, 'minutes': <int64 5>}>]>}", STINT_PROPOSAL_ERROR_UNKNOWN_PROJECT);
  assert_refused (STINT_ASSIST_RULES, "{'rules': <[<{'rule': <'limit'>, 'tag': <'none'>, 'minutes': <int64 5>}>]>}", STINT_PROPOSAL_ERROR_UNKNOWN_TAG);
}

static void
a_cycle_is_refused_wherever_it_is (void)
{
  assert_task_refused ("'after': <['t1']>", STINT_PROPOSAL_ERROR_CYCLE);
  assert_refused (STINT_ASSIST_CAPTURE,
                  "{'tasks': <[<{'ref': <'a'>, 'title': <'A'>}>, <{'ref': <'b'>, 'title': <'B'>, 'after': <['a', 'd']>}>,"
                  "<{'ref': <'c'>, 'title': <'C'>, 'after': <['b']>}>, <{'ref': <'d'>, 'title': <'D'>, 'after': <['c']>}>]>}",
                  STINT_PROPOSAL_ERROR_CYCLE);
}

static void
an_order_may_be_told_backwards (void)
{
  assert_taken (STINT_ASSIST_CAPTURE,
                "{'tasks': <[<{'ref': <'c'>, 'title': <'C'>, 'after': <['b']>}>, <{'ref': <'b'>, 'title': <'B'>, 'after': <['a']>}>,"
                "<{'ref': <'a'>, 'title': <'A'>}>]>}");
}

static void
a_rule_that_is_none_is_refused (void)
{
  assert_refused (STINT_ASSIST_RULES, "{'rules': <[<{'rule': <'buffer'>, 'minutes': <int64 -5>}>]>}", STINT_PROPOSAL_ERROR_RULE);
  assert_refused (STINT_ASSIST_RULES, "{'rules': <['no mornings']>}", STINT_PROPOSAL_ERROR_RULE);
}

static void
ten_thousand_tasks_are_too_many (void)
{
  g_autoptr (GString) text = g_string_new ("{'tasks': <[");

  for (int i = 0; i < 10000; i++)
    g_string_append_printf (text, "%s<{'ref': <'t%d'>, 'title': <'A'>}>", i > 0 ? "," : "", i);
  g_string_append (text, "]>}");
  assert_refused (STINT_ASSIST_CAPTURE, text->str, STINT_PROPOSAL_ERROR_TOO_MANY);
  assert_task_refused ("'tags': <['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11']>", STINT_PROPOSAL_ERROR_TOO_MANY);
}

static void
nothing_of_the_texts_is_in_a_message (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = parse ("{'tasks': <[<{'ref': <'t1'>, 'title': <'Secret'>, 'project': <'hidden'>}>]>}");
  StintProposalContext context = context_of (STINT_ASSIST_CAPTURE);

  g_assert_false (stint_proposal_check (value, &context, &error));
  g_assert_cmpstr (error->message, ==, "/tasks/0/project: is not one of those given");
}

static void
a_proposal_is_picked_out_of_an_answer (void)
{
  g_autoptr (GVariant) answer = parse ("{'questions': <['Which?']>, 'usage': <{'tokens': <int64 1>}>, 'quota': <{'used': <int64 1>}>}");
  g_autoptr (GVariant) proposal = stint_proposal_from_answer (answer);
  g_autoptr (GVariant) question = stint_proposal_dup_element (proposal, "questions", 0);
  StintProposalContext context = context_of (STINT_ASSIST_RULES);

  g_assert_true (stint_proposal_check (proposal, &context, NULL));
  g_assert_cmpuint (stint_proposal_get_n (proposal, "questions"), ==, 1);
  g_assert_cmpstr (g_variant_get_string (question, NULL), ==, "Which?");
}

static void
kinds_and_codes_have_names (void)
{
  for (int kind = 0; kind < STINT_N_ASSIST_KINDS; kind++)
    {
      StintAssistKind read = STINT_N_ASSIST_KINDS;

      g_assert_true (stint_assist_kind_from_string (stint_assist_kind_to_string (kind), &read));
      g_assert_cmpint (read, ==, kind);
    }
  for (int code = 0; code < STINT_N_PROPOSAL_ERRORS; code++)
    g_assert_nonnull (stint_proposal_error_to_string (code));
}

#define ADD(name) g_test_add_func ("/proposal/" #name, name)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_whole_proposal_is_taken);
  ADD (lists_may_be_left_out_or_be_empty);
  ADD (a_wrong_shape_is_refused);
  ADD (only_what_was_asked_for_is_taken);
  ADD (keys_that_nobody_knows_are_refused);
  ADD (a_task_has_a_ref_and_a_title);
  ADD (members_of_another_type_are_refused);
  ADD (texts_are_one_plain_line);
  ADD (markup_and_other_scripts_are_only_text);
  ADD (numbers_are_in_their_range);
  ADD (dates_exist_and_are_in_order);
  ADD (a_deadline_holds_until_the_end_of_its_day);
  ADD (what_was_not_given_is_not_known);
  ADD (a_cycle_is_refused_wherever_it_is);
  ADD (an_order_may_be_told_backwards);
  ADD (a_rule_that_is_none_is_refused);
  ADD (ten_thousand_tasks_are_too_many);
  ADD (nothing_of_the_texts_is_in_a_message);
  ADD (a_proposal_is_picked_out_of_an_answer);
  ADD (kinds_and_codes_have_names);
  return g_test_run ();
}
