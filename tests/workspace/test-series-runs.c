/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/series-fixture.h"

#include "core/stint-task.h"

#include <stdlib.h>
#include <string.h>

#define N_RUNS 25
#define N_STEPS 10
#define N_DAYS 250

/**
 * Occurrence:
 * @own_title: (nullable): if it is not that of its series
 * @is_placed: it was moved alone, and does not follow its series
 */
typedef struct
{
  int      series;
  gint64   original_s;
  gint64   start_s;
  int      minutes;
  char    *own_title;
  gboolean is_placed;
  gboolean is_done;
  gboolean is_cancelled;
} Occurrence;

typedef struct
{
  char    *title;
  gboolean is_done;
} Series;

/* What there should be, by the plain meaning of the words, without a rule. */
typedef struct
{
  GArray *occurrences;
  GArray *series;
} Model;

static void
model_clear (Model *self)
{
  for (guint i = 0; i < self->occurrences->len; i++)
    g_free (g_array_index (self->occurrences, Occurrence, i).own_title);
  for (guint i = 0; i < self->series->len; i++)
    g_free (g_array_index (self->series, Series, i).title);
  g_array_unref (self->occurrences);
  g_array_unref (self->series);
}

static Model
model_copy (const Model *self)
{
  Model copy = { g_array_copy (self->occurrences), g_array_copy (self->series) };

  for (guint i = 0; i < copy.occurrences->len; i++)
    {
      Occurrence *occurrence = &g_array_index (copy.occurrences, Occurrence, i);

      occurrence->own_title = g_strdup (occurrence->own_title);
    }
  for (guint i = 0; i < copy.series->len; i++)
    {
      Series *series = &g_array_index (copy.series, Series, i);

      series->title = g_strdup (series->title);
    }
  return copy;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
join (GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static char *
write_line (gint64      start_s,
            gint64      end_s,
            const char *title,
            gboolean    is_done)
{
  StintTime start = stint_time_floating (start_s);
  g_autofree char *text = stint_time_to_string (&start);

  return g_strdup_printf ("%s %d %s%s", text, (int) ((end_s - start_s) / 60), title, is_done ? "!" : "");
}

static char *
model_show (const Model *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->occurrences->len; i++)
    {
      const Occurrence *occurrence = &g_array_index (self->occurrences, Occurrence, i);
      const Series *series;

      if (occurrence->is_cancelled)
        continue;
      series = &g_array_index (self->series, Series, occurrence->series);
      g_ptr_array_add (lines, write_line (occurrence->start_s, occurrence->start_s + occurrence->minutes * 60,
                                          occurrence->own_title != NULL ? occurrence->own_title : series->title,
                                          occurrence->is_done || series->is_done));
    }
  return join (lines);
}

static char *
grid_show (StintGridResult *result)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < result->rows->len; i++)
    {
      const StintGridRow *row = result->rows->pdata[i];

      g_ptr_array_add (lines, write_line (row->start_s, row->end_s, row->title, row->done));
    }
  return join (lines);
}

static gboolean
has_earlier (const Model      *self,
             const Occurrence *than)
{
  for (guint i = 0; i < self->occurrences->len; i++)
    {
      const Occurrence *occurrence = &g_array_index (self->occurrences, Occurrence, i);

      if (occurrence->series == than->series && occurrence->original_s < than->original_s)
        return TRUE;
    }
  return FALSE;
}

typedef enum
{
  MOVE,
  RESIZE,
  EDIT,
  COMPLETE,
  SKIP,
  N_ACTIONS,
} Action;

typedef struct
{
  Action      action;
  StintScope  scope;
  gint64      delta_s;
  int         minutes;
  const char *title;
  gboolean    is_done;
} Step;

static void
change_one (Model      *self,
            Occurrence *occurrence,
            const Step *step)
{
  gboolean is_same;

  switch (step->action)
    {
    case MOVE:
    case RESIZE:
      occurrence->start_s += step->delta_s;
      occurrence->minutes = step->minutes;
      occurrence->is_placed = TRUE;
      break;
    case EDIT:
      /* Only what differs is kept. */
      g_free (occurrence->own_title);
      is_same = g_str_equal (g_array_index (self->series, Series, occurrence->series).title, step->title);
      occurrence->own_title = is_same ? NULL : g_strdup (step->title);
      break;
    case COMPLETE:
      occurrence->is_done = step->is_done;
      break;
    case SKIP:
    case N_ACTIONS:
    default:
      occurrence->is_cancelled = TRUE;
      break;
    }
}

/* The named one and its kind, from @from_s on. */
static void
change_many (Model      *self,
             Occurrence *named,
             gint64      from_s,
             const Step *step)
{
  int number = named->series;
  Series *series = &g_array_index (self->series, Series, number);

  if (step->action == EDIT)
    {
      g_free (series->title);
      series->title = g_strdup (step->title);
      g_clear_pointer (&named->own_title, g_free);
    }
  if (step->action == COMPLETE)
    {
      series->is_done = step->is_done;
      named->is_done = FALSE;
    }
  if (step->action > RESIZE && step->action != SKIP)
    return;
  for (guint i = self->occurrences->len; i-- > 0;)
    {
      Occurrence *occurrence = &g_array_index (self->occurrences, Occurrence, i);

      if (occurrence->series != number || occurrence->original_s < from_s)
        continue;
      if (step->action == SKIP)
        {
          occurrence->is_cancelled = TRUE;
          occurrence->series = -1;
          continue;
        }
      occurrence->original_s += step->delta_s;
      if (occurrence->is_placed && occurrence != named)
        continue;
      occurrence->start_s += step->delta_s;
      occurrence->minutes = step->minutes;
    }
}

static void
model_apply (Model      *self,
             guint       position,
             const Step *step)
{
  Occurrence *named = &g_array_index (self->occurrences, Occurrence, position);
  gint64 from_s = named->original_s;

  if (step->scope == STINT_SCOPE_THIS)
    {
      change_one (self, named, step);
      return;
    }
  if (step->scope == STINT_SCOPE_ALL || !has_earlier (self, named))
    {
      from_s = G_MININT64;
    }
  else if (step->action != SKIP)
    {
      Series series = g_array_index (self->series, Series, named->series);
      int before = named->series;

      series.title = g_strdup (series.title);
      g_array_append_val (self->series, series);
      for (guint i = 0; i < self->occurrences->len; i++)
        {
          Occurrence *occurrence = &g_array_index (self->occurrences, Occurrence, i);

          if (occurrence->series == before && occurrence->original_s >= from_s)
            occurrence->series = (int) self->series->len - 1;
        }
    }
  change_many (self, named, from_s, step);
}

/* Cancelled ones of a series that is gone are nobody's. */
static guint
find_named (const Model        *self,
            const StintGridRow *row,
            GHashTable         *numbers)
{
  for (guint i = 0; i < self->occurrences->len; i++)
    {
      const Occurrence *occurrence = &g_array_index (self->occurrences, Occurrence, i);

      if (!occurrence->is_cancelled && occurrence->original_s == row->original.local_s && occurrence->start_s == row->start_s &&
          GPOINTER_TO_INT (g_hash_table_lookup (numbers, row->series_id)) == occurrence->series + 1)
        return i;
    }
  g_error ("The grid shows an occurrence that should not be");
}

static StintSeriesCommand *
make_command (Fixture            *fixture,
              const StintGridRow *row,
              const Step         *step)
{
  StintTime original = row->original;
  GVariantBuilder members;

  switch (step->action)
    {
    case MOVE:
    case RESIZE:
      return stint_series_command_place (fixture->workspace, row, row->start_s + step->delta_s,
                                         row->start_s + step->delta_s + step->minutes * 60, FALSE, step->scope);
    case EDIT:
      g_variant_builder_init (&members, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&members, "{sv}", STINT_TASK_TITLE, g_variant_new_string (step->title));
      /* Two members: edits of one alone, one after the other, become one step to undo. */
      g_variant_builder_add (&members, "{sv}", STINT_TASK_NOTES, g_variant_new_string (step->title));
      return stint_series_command_edit (row->series_id, &original, step->scope, g_variant_builder_end (&members));
    case COMPLETE:
      return stint_series_command_complete (fixture->workspace, row->series_id, &original, step->scope, step->is_done);
    case SKIP:
    case N_ACTIONS:
    default:
      return stint_series_command_skip (fixture->workspace, row->series_id, &original, step->scope);
    }
}

/* Which series of the plan is which of the model, by what both have. */
static void
name_series (const Model     *model,
             StintGridResult *result,
             GHashTable      *numbers)
{
  for (guint i = 0; i < result->rows->len; i++)
    {
      const StintGridRow *row = result->rows->pdata[i];

      if (g_hash_table_contains (numbers, row->series_id))
        continue;
      for (guint j = model->occurrences->len; j-- > 0;)
        {
          const Occurrence *occurrence = &g_array_index (model->occurrences, Occurrence, j);
          gboolean is_taken = FALSE;
          GHashTableIter iter;
          gpointer number;

          g_hash_table_iter_init (&iter, numbers);
          while (g_hash_table_iter_next (&iter, NULL, &number))
            is_taken |= GPOINTER_TO_INT (number) == occurrence->series + 1;
          if (is_taken || occurrence->is_cancelled || occurrence->original_s != row->original.local_s || occurrence->start_s != row->start_s)
            continue;
          g_hash_table_insert (numbers, g_strdup (row->series_id), GINT_TO_POINTER (occurrence->series + 1));
          break;
        }
    }
}

static Step
draw_step (GRand              *rand,
           const StintGridRow *row,
           guint               n)
{
  static const char *const titles[] = { "A", "B", "C", "D" };
  static const int days[] = { 0, 0, 0, 1, -1, 2, 7 };
  Step step = { .action = g_rand_int_range (rand, 0, N_ACTIONS), .scope = (StintScope) g_rand_int_range (rand, 0, 3) };

  if (step.action == SKIP && step.scope != STINT_SCOPE_THIS && g_rand_int_range (rand, 0, 3) > 0)
    step.action = MOVE;
  step.minutes = (int) ((row->end_s - row->start_s) / 60);
  step.title = titles[n % G_N_ELEMENTS (titles)];
  step.is_done = !row->done;
  if (step.action == MOVE)
    step.delta_s = g_rand_int_range (rand, -4, 5) * 900 + days[g_rand_int_range (rand, 0, G_N_ELEMENTS (days))] * (gint64) STINT_DAY_S;
  if (step.action == RESIZE)
    step.minutes = g_rand_int_range (rand, 1, 9) * 15;
  return step;
}

static const char *const rules[] = {
  "FREQ=DAILY;COUNT=9",
  "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=8",
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=7",
  "FREQ=DAILY;INTERVAL=3;UNTIL=20261230T230000Z",
  "FREQ=MONTHLY;COUNT=3",
  "FREQ=MONTHLY;BYDAY=2TU;COUNT=3",
};

/* The series as the grid shows it at first is what the model begins with: the engine has tests of its own. */
static void
begin (Fixture    *fixture,
       Model      *model,
       const char *rule,
       GHashTable *numbers)
{
  static const char *const skipped[] = { "2026-12-07T09:30", NULL };
  static const char *const added[] = { "2026-12-05T11:00", NULL };
  g_autofree char *id = add_series_now (fixture->workspace, "Start", rule, "2026-11-24T09:30", FIXTURE_ZONE, 45);
  g_autoptr (StintGridResult) result = NULL;
  g_autoptr (StintChange) change = NULL;
  StintEdit *edit = stint_edit_new ("Except");
  Series series = { g_strdup ("Start"), FALSE };

  stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_SKIPPED, g_variant_new_strv (skipped, -1));
  stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_ADDED, g_variant_new_strv (added, -1));
  change = apply_now (fixture->workspace, edit);
  model->occurrences = g_array_new (FALSE, TRUE, sizeof (Occurrence));
  model->series = g_array_new (FALSE, TRUE, sizeof (Series));
  g_array_append_val (model->series, series);
  g_hash_table_insert (numbers, g_strdup (id), GINT_TO_POINTER (1));
  result = query_now (fixture->workspace, FIXTURE_MONDAY - 60, N_DAYS, 0, FIXTURE_ZONE);
  for (guint i = 0; i < result->rows->len; i++)
    {
      const StintGridRow *row = result->rows->pdata[i];
      Occurrence occurrence = { .original_s = row->original.local_s, .start_s = row->start_s, .minutes = 45 };

      g_array_append_val (model->occurrences, occurrence);
    }
}

static void
check (Fixture    *fixture,
       Model      *model,
       GHashTable *numbers)
{
  g_autoptr (StintGridResult) result = query_now (fixture->workspace, FIXTURE_MONDAY - 60, N_DAYS, 0, FIXTURE_ZONE);
  g_autofree char *expected = model_show (model);
  g_autofree char *shown = grid_show (result);

  g_assert_cmpstr (shown, ==, expected);
  name_series (model, result, numbers);
}

static void
run (Fixture    *fixture,
     GRand      *rand,
     const char *rule,
     guint      *n_refused)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) dumps = g_ptr_array_new_with_free_func (g_free);
  Model model;

  begin (fixture, &model, rule, numbers);
  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autoptr (StintGridResult) result = query_now (fixture->workspace, FIXTURE_MONDAY - 60, N_DAYS, 0, FIXTURE_ZONE);
      g_autofree char *before = dump_now (fixture->workspace);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      const StintGridRow *row;
      Model next;
      Step step;
      guint named;

      if (result->rows->len == 0)
        break;
      row = result->rows->pdata[g_rand_int_range (rand, 0, (int) result->rows->len)];
      step = draw_step (rand, row, i);
      named = find_named (&model, row, numbers);
      g_test_message ("%s %d scope %d by %d, %d min: %s", rule, step.action, step.scope, (int) step.delta_s, step.minutes, row->id);
      run_now (fixture->workspace, make_command (fixture, row, &step), &error);
      after = dump_now (fixture->workspace);
      if (error != NULL)
        {
          /* A rule that names days need not be movable: then nothing happens. */
          g_assert_error (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_NOT_MOVED);
          g_assert_cmpstr (after, ==, before);
          (*n_refused)++;
          continue;
        }
      next = model_copy (&model);
      model_apply (&next, named, &step);
      model_clear (&model);
      model = next;
      check (fixture, &model, numbers);
      if (strcmp (before, after) != 0)
        g_ptr_array_add (dumps, g_steal_pointer (&before));
    }

  while (dumps->len > 0)
    {
      g_autofree char *expected = g_ptr_array_steal_index (dumps, dumps->len - 1);
      g_autoptr (StintChange) change = undo_now (fixture->workspace, NULL);
      g_autofree char *now = dump_now (fixture->workspace);

      g_assert_cmpstr (now, ==, expected);
    }
  model_clear (&model);
}

static void
test_any_sequence_keeps_the_count_and_is_undone_to_the_byte (void)
{
  const char *given = g_getenv ("STINT_SEED");
  guint32 seed = given != NULL ? (guint32) strtoul (given, NULL, 10) : g_random_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n_refused = 0;

  g_test_message ("STINT_SEED=%u", seed);
  g_printerr ("# STINT_SEED=%u\n", seed);
  for (guint i = 0; i < N_RUNS; i++)
    {
      Fixture fixture = { 0, };

      fixture_set_up (&fixture, NULL);
      run (&fixture, rand, rules[i % G_N_ELEMENTS (rules)], &n_refused);
      fixture_tear_down (&fixture, NULL);
    }
  /* Most rules can be moved, so that most steps say something. */
  g_assert_cmpuint (n_refused, <, N_RUNS * N_STEPS / 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/any-sequence-keeps-the-count-and-is-undone-to-the-byte", test_any_sequence_keeps_the_count_and_is_undone_to_the_byte);
  return g_test_run ();
}
