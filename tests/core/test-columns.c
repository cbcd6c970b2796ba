/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-columns.h"

#define HOUR 3600
#define MINIMUM 900
#define ROUNDS 3000

static gint64
end_of (const StintSpan *span)
{
  return MAX (span->end_s, span->start_s + MINIMUM);
}

static gboolean
meet (const StintSpan *a,
      const StintSpan *b)
{
  return a->start_s < end_of (b) && b->start_s < end_of (a);
}

/* Fails with the round's number, so that a failure can be looked at. */
static void
check_layout (const StintSpan *spans,
              gsize            n_spans,
              int              max_columns,
              GArray          *more,
              int              round)
{
  int n_hidden = 0;
  int n_counted = 0;

  for (gsize i = 0; i < n_spans; i++)
    {
      const StintSpan *a = &spans[i];

      if (a->column < 0)
        {
          n_hidden++;
          continue;
        }
      if (a->n_columns < 1 || a->n_columns > max_columns || a->width < 1 || a->column + a->width > a->n_columns)
        g_error ("round %d: span %zu leaves its columns: %d + %d of %d", round, i, a->column, a->width, a->n_columns);
      for (gsize j = i + 1; j < n_spans; j++)
        {
          const StintSpan *b = &spans[j];

          if (b->column < 0 || !meet (a, b))
            continue;
          if (a->n_columns != b->n_columns)
            g_error ("round %d: spans %zu and %zu overlap and differ in columns", round, i, j);
          if (a->column < b->column + b->width && b->column < a->column + a->width)
            g_error ("round %d: rectangles %zu and %zu overlap", round, i, j);
        }
      for (guint k = 0; k < more->len; k++)
        {
          const StintMore *chip = &g_array_index (more, StintMore, k);

          if (a->start_s < chip->end_s && chip->start_s < end_of (a) && a->column + a->width == a->n_columns)
            g_error ("round %d: span %zu covers the chip", round, i);
        }
    }

  for (guint k = 0; k < more->len; k++)
    n_counted += g_array_index (more, StintMore, k).n_hidden;
  if (n_counted != n_hidden)
    g_error ("round %d: %d are hidden and %d counted", round, n_hidden, n_counted);
}

static void
test_any_spans_keep_the_invariants (void)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed + (guint32) round);
      gsize n_spans = (gsize) g_rand_int_range (rand, 0, 40);
      int max_columns = g_rand_int_range (rand, 2, 7);
      g_autofree StintSpan *spans = g_new0 (StintSpan, n_spans + 1);
      g_autoptr (GArray) more = NULL;

      for (gsize i = 0; i < n_spans; i++)
        {
          spans[i].start_s = g_rand_int_range (rand, 0, 96) * 900;
          spans[i].end_s = spans[i].start_s + g_rand_int_range (rand, 0, 20) * 900;
        }
      more = stint_columns_place (spans, n_spans, max_columns, MINIMUM);
      check_layout (spans, n_spans, max_columns, more, round);
    }
}

static void
test_sixty_at_one_time_fill_the_columns (void)
{
  StintSpan spans[60];
  g_autoptr (GArray) more = NULL;
  int n_shown = 0;

  for (int i = 0; i < 60; i++)
    spans[i] = (StintSpan){ 9 * HOUR, 10 * HOUR, 0, 0, 0 }
  ;
  more = stint_columns_place (spans, 60, 4, MINIMUM);
  check_layout (spans, 60, 4, more, 0);
  for (int i = 0; i < 60; i++)
    n_shown += spans[i].column >= 0;

  g_assert_cmpint (n_shown, ==, 3);
  g_assert_cmpuint (more->len, ==, 1);
  g_assert_cmpint (g_array_index (more, StintMore, 0).n_hidden, ==, 57);
  g_assert_cmpint (g_array_index (more, StintMore, 0).start_s, ==, 9 * HOUR);
}

static void
test_as_many_as_columns_hide_none (void)
{
  StintSpan spans[4];
  g_autoptr (GArray) more = NULL;

  for (int i = 0; i < 4; i++)
    spans[i] = (StintSpan){ 9 * HOUR, 10 * HOUR, 0, 0, 0 }
  ;
  more = stint_columns_place (spans, 4, 4, MINIMUM);

  g_assert_cmpuint (more->len, ==, 0);
  for (int i = 0; i < 4; i++)
    g_assert_cmpint (spans[i].column, ==, i);
}

static void
test_one_alone_has_the_whole_column (void)
{
  StintSpan spans[] = { { 0, HOUR, 0, 0, 0 }, { HOUR, 2 * HOUR, 0, 0, 0 } };
  g_autoptr (GArray) more = stint_columns_place (spans, 2, 4, MINIMUM);

  g_assert_cmpuint (more->len, ==, 0);
  for (int i = 0; i < 2; i++)
    {
      g_assert_cmpint (spans[i].column, ==, 0);
      g_assert_cmpint (spans[i].n_columns, ==, 1);
      g_assert_cmpint (spans[i].width, ==, 1);
    }
}

static void
test_room_to_the_right_is_used (void)
{
  /* Three at once make three columns; the fourth, later, beside only the first, takes the two that are free. */
  StintSpan spans[] = {
    { 0, 4 * HOUR, 0, 0, 0 },
    { 0, HOUR, 0, 0, 0 },
    { 0, HOUR, 0, 0, 0 },
    { 2 * HOUR, 3 * HOUR, 0, 0, 0 },
  };
  g_autoptr (GArray) more = stint_columns_place (spans, 4, 4, MINIMUM);

  g_assert_cmpuint (more->len, ==, 0);
  g_assert_cmpint (spans[3].column, ==, 1);
  g_assert_cmpint (spans[3].width, ==, 2);
  g_assert_cmpint (spans[0].width, ==, 1);
}

static void
test_order_of_the_input_does_not_matter (void)
{
  StintSpan forwards[] = { { 0, 2 * HOUR, 0, 0, 0 }, { HOUR, 3 * HOUR, 0, 0, 0 }, { 2 * HOUR, 4 * HOUR, 0, 0, 0 } };
  StintSpan backwards[] = { forwards[2], forwards[1], forwards[0] };
  g_autoptr (GArray) more = stint_columns_place (forwards, 3, 4, MINIMUM);
  g_autoptr (GArray) again = stint_columns_place (backwards, 3, 4, MINIMUM);

  for (int i = 0; i < 3; i++)
    g_assert_cmpint (forwards[i].column, ==, backwards[2 - i].column);
}

static void
test_no_length_counts_as_the_minimum (void)
{
  StintSpan spans[] = { { 0, 0, 0, 0, 0 }, { 600, 600, 0, 0, 0 } };
  g_autoptr (GArray) more = stint_columns_place (spans, 2, 4, MINIMUM);

  g_assert_cmpint (spans[0].n_columns, ==, 2);
  g_assert_cmpint (spans[1].column, ==, 1);
}

static void
test_nothing_gives_nothing (void)
{
  g_autoptr (GArray) more = stint_columns_place (NULL, 0, 4, MINIMUM);

  g_assert_cmpuint (more->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/columns/any-spans-keep-the-invariants", test_any_spans_keep_the_invariants);
  g_test_add_func ("/columns/sixty-at-one-time-fill-the-columns", test_sixty_at_one_time_fill_the_columns);
  g_test_add_func ("/columns/as-many-as-columns-hide-none", test_as_many_as_columns_hide_none);
  g_test_add_func ("/columns/one-alone-has-the-whole-column", test_one_alone_has_the_whole_column);
  g_test_add_func ("/columns/room-to-the-right-is-used", test_room_to_the_right_is_used);
  g_test_add_func ("/columns/order-of-the-input-does-not-matter", test_order_of_the_input_does_not_matter);
  g_test_add_func ("/columns/no-length-counts-as-the-minimum", test_no_length_counts_as_the_minimum);
  g_test_add_func ("/columns/nothing-gives-nothing", test_nothing_gives_nothing);

  return g_test_run ();
}
