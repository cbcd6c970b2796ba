/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-block.h"
#include "core/stint-task.h"
#include "tests/workspace/workspace-fixture.h"

#define AT(day, hour) ((gint64) (FIXTURE_MONDAY + (day)) * STINT_DAY_S + (hour) * 3600)

/* A task that nothing is known of yet but its title. */
typedef struct
{
  Fixture parent;
  char   *task_id;
} Repeats;

static void
set_up (Repeats      *self,
        gconstpointer data)
{
  fixture_set_up (&self->parent, data);
  self->task_id = add_task_now (self->parent.workspace, "Report", 150);
}

static void
tear_down (Repeats      *self,
           gconstpointer data)
{
  g_free (self->task_id);
  fixture_tear_down (&self->parent, data);
}

static void
apply (Repeats   *self,
       StintEdit *edit)
{
  g_autoptr (StintChange) change = apply_now (self->parent.workspace, edit);

  g_assert_nonnull (change);
}

static StintTaskDetails *
load (Repeats *self)
{
  return load_task_now (self->parent.workspace, self->task_id);
}

static void
schedule (Repeats *self,
          gint64   start_s,
          gboolean all_day)
{
  g_autoptr (StintTaskDetails) details = load (self);

  apply (self, stint_command_schedule (self->parent.workspace, details->row, start_s, 90, all_day));
}

static void
set_deadline (Repeats *self,
              int      day)
{
  g_autoptr (StintTaskDetails) details = load (self);
  StintTime deadline = stint_time_date (day);

  apply (self, stint_command_set_member (details->row->record, STINT_TASK_DEADLINE, stint_time_to_variant (&deadline)));
}

static StintRepeat *
propose (Repeats *self)
{
  g_autoptr (StintTaskDetails) details = load (self);

  return stint_command_propose_repeat (self->parent.workspace, details->row->record, details->blocks);
}

/* Lets the task repeat each week, from where it is. */
static void
start (Repeats *self)
{
  g_autoptr (StintTaskDetails) details = load (self);
  g_autoptr (StintRepeat) repeat = propose (self);

  g_free (repeat->rule);
  repeat->rule = g_strdup ("FREQ=WEEKLY");
  apply (self, stint_command_set_repeat (self->parent.workspace, details->row->record, details->blocks, repeat));
}

static void
test_it_would_begin_today_if_it_is_nowhere (Repeats      *self,
                                            gconstpointer data)
{
  g_autoptr (StintRepeat) repeat = propose (self);

  g_assert_null (repeat->rule);
  g_assert_true (repeat->start.date_only);
  g_assert_cmpint (stint_time_get_day (&repeat->start), ==, stint_clock_get_today (self->parent.clock));
  g_assert_cmpint (repeat->minutes, ==, 0);
}

static void
test_a_deadline_becomes_the_first_occurrence (Repeats      *self,
                                              gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  g_autoptr (StintRepeat) repeat = NULL;
  StintTime deadline;

  set_deadline (self, FIXTURE_MONDAY + 4);
  start (self);
  repeat = propose (self);
  details = load (self);
  g_assert_cmpstr (repeat->rule, ==, "FREQ=WEEKLY");
  g_assert_cmpint (stint_time_get_day (&repeat->start), ==, FIXTURE_MONDAY + 4);
  g_assert_cmpint (repeat->minutes, ==, 0);
  g_assert_false (stint_task_get_deadline (details->row->record, &deadline));
}

static void
test_the_next_block_becomes_the_first_occurrence (Repeats      *self,
                                                  gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  g_autoptr (StintRepeat) repeat = NULL;

  schedule (self, AT (20, 9), FALSE);
  schedule (self, AT (9, 10), FALSE);
  start (self);
  repeat = propose (self);
  details = load (self);
  g_assert_cmpint (repeat->start.local_s, ==, AT (9, 10));
  g_assert_nonnull (repeat->start.zone);
  g_assert_cmpint (repeat->minutes, ==, 90);
  g_assert_cmpuint (details->blocks->len, ==, 1);
}

static void
test_the_last_block_is_the_first_occurrence_if_none_comes (Repeats      *self,
                                                           gconstpointer data)
{
  g_autoptr (StintRepeat) repeat = NULL;

  schedule (self, AT (-9, 9), FALSE);
  schedule (self, AT (-3, 10), FALSE);
  repeat = propose (self);
  g_assert_cmpint (repeat->start.local_s, ==, AT (-3, 10));
}

static void
test_a_block_of_a_day_repeats_as_whole_days (Repeats      *self,
                                             gconstpointer data)
{
  g_autoptr (StintRepeat) repeat = NULL;

  schedule (self, AT (9, 0), TRUE);
  start (self);
  repeat = propose (self);
  g_assert_true (repeat->start.date_only);
  g_assert_cmpint (repeat->minutes, ==, 1440);
}

static void
test_another_rule_leaves_the_rest (Repeats      *self,
                                   gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  g_autoptr (StintRepeat) repeat = NULL;
  g_autoptr (GVariant) value = NULL;
  const char *moon;

  details = load (self);
  apply (self, stint_command_set_member (details->row->record, STINT_TASK_REPEAT,
                                         g_variant_new_parsed ("{'rule': <'FREQ=DAILY'>, 'x-moon': <'full'>}")));
  start (self);
  g_clear_pointer (&details, stint_task_details_free);
  details = load (self);
  value = stint_record_dup_member (details->row->record, STINT_TASK_REPEAT);
  g_assert_true (g_variant_lookup (value, "x-moon", "&s", &moon));
}

static void
stop (Repeats *self,
      gint64   next_s)
{
  g_autoptr (StintTaskDetails) details = load (self);
  g_autoptr (StintRepeat) repeat = propose (self);

  repeat->start.local_s = next_s;
  apply (self, stint_command_stop_repeat (self->parent.workspace, details->row->record, &repeat->start));
}

static void
test_what_stops_stays_a_block (Repeats      *self,
                               gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  g_autoptr (GVariant) value = NULL;
  StintWhen when;

  schedule (self, AT (9, 10), FALSE);
  start (self);
  stop (self, AT (16, 10));
  details = load (self);
  value = stint_record_dup_member (details->row->record, STINT_TASK_REPEAT);
  g_assert_null (value);
  g_assert_cmpuint (details->blocks->len, ==, 1);
  g_assert_true (stint_block_get_when (g_ptr_array_index (details->blocks, 0), &when));
  g_assert_cmpint (when.start.local_s, ==, AT (16, 10));
}

static void
test_what_stops_stays_a_deadline (Repeats      *self,
                                  gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  StintTime deadline;

  set_deadline (self, FIXTURE_MONDAY + 4);
  start (self);
  stop (self, AT (11, 0));
  details = load (self);
  g_assert_true (stint_task_get_deadline (details->row->record, &deadline));
  g_assert_cmpint (stint_time_get_day (&deadline), ==, FIXTURE_MONDAY + 11);
}

static void
test_each_is_one_step (Repeats      *self,
                       gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  schedule (self, AT (9, 10), FALSE);
  before = dump_now (self->parent.workspace);
  start (self);
  g_assert_cmpstr (stint_workspace_get_undo_label (self->parent.workspace), ==, "Change the repetition of “Report”");
  stint_change_unref (undo_now (self->parent.workspace, NULL));
  after = dump_now (self->parent.workspace);
  g_assert_cmpstr (after, ==, before);
}

#define ADD(path, function) g_test_add ("/commands-repeat/" path, Repeats, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("it-would-begin-today-if-it-is-nowhere", test_it_would_begin_today_if_it_is_nowhere);
  ADD ("a-deadline-becomes-the-first-occurrence", test_a_deadline_becomes_the_first_occurrence);
  ADD ("the-next-block-becomes-the-first-occurrence", test_the_next_block_becomes_the_first_occurrence);
  ADD ("the-last-block-is-the-first-occurrence-if-none-comes", test_the_last_block_is_the_first_occurrence_if_none_comes);
  ADD ("a-block-of-a-day-repeats-as-whole-days", test_a_block_of_a_day_repeats_as_whole_days);
  ADD ("another-rule-leaves-the-rest", test_another_rule_leaves_the_rest);
  ADD ("what-stops-stays-a-block", test_what_stops_stays_a_block);
  ADD ("what-stops-stays-a-deadline", test_what_stops_stays_a_deadline);
  ADD ("each-is-one-step", test_each_is_one_step);
  return g_test_run ();
}
