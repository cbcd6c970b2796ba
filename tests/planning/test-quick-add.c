/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-language.h"
#include "planning/stint-quick-add.h"

#include <string.h>

/* Tuesday, 24 November 2026, 9:12. */
static gint64
get_now (void)
{
  return (gint64) stint_day_from_ymd (2026, 11, 24) * STINT_DAY_S + (9 * 60 + 12) * 60;
}

static void
append_time (GString         *string,
             const char      *name,
             const StintTime *time)
{
  g_autofree char *text = stint_time_to_string (time);

  g_string_append_printf (string, " | %s %s", name, text);
}

static void
append_repeat (GString       *string,
               StintQuickAdd *words)
{
  g_autofree char *start = NULL;

  if (words->repeat_rule == NULL)
    return;
  start = stint_time_to_string (&words->repeat_start);
  g_string_append_printf (string, " | %s %s from %s", words->repeat_from_done ? "repeat!" : "repeat", words->repeat_rule, start);
}

/* As the vectors write it: the title, then each field that is there. "about" is an estimate that is not the block's length. */
static char *
describe (StintQuickAdd *words)
{
  GString *string = g_string_new (words->title);

  if (words->has_start)
    append_time (string, "start", &words->start);
  if (words->range_min != 0)
    g_string_append_printf (string, " | range %d", words->range_min);
  if (words->length_min != 0 && words->length_min != words->estimate_min)
    g_string_append_printf (string, " | length %d", words->length_min);
  if (words->estimate_min != 0)
    g_string_append_printf (string, " | %s %d", words->length_min == words->estimate_min ? "estimate" : "about", words->estimate_min);
  if (words->has_deadline)
    append_time (string, "deadline", &words->deadline);
  if (words->has_earliest)
    append_time (string, "earliest", &words->earliest);
  append_repeat (string, words);
  for (guint i = 0; i < words->reminders->len; i++)
    g_string_append_printf (string, " | remind %d", g_array_index (words->reminders, int, i));
  if (words->project != NULL)
    g_string_append_printf (string, " | project %s", words->project);
  for (char **tag = words->tags; *tag != NULL; tag++)
    g_string_append_printf (string, " | tag %s", *tag);
  if (words->priority != 0)
    g_string_append_printf (string, " | priority %d", words->priority);
  return g_string_free (string, FALSE);
}

typedef struct
{
  const char *language;
  char       *line;
} Vector;

static void
vector_free (gpointer data)
{
  g_free (((Vector *) data)->line);
  g_free (data);
}

static void
test_vector (gconstpointer data)
{
  const Vector *vector = data;
  g_auto (GStrv) parts = g_strsplit (vector->line, " → ", 2);
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse_in (parts[0], get_now (), vector->language, NULL, 0);
  g_autofree char *found = describe (words);

  g_assert_cmpstr (found, ==, parts[1]);
}

/* The text of each reading in brackets shows where it lies. */
static void
assert_readings (const char *text,
                 const char *expected)
{
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse (text, get_now ());
  g_autoptr (GString) marked = g_string_new (text);

  for (guint i = words->readings->len; i > 0; i--)
    {
      StintReading *reading = &g_array_index (words->readings, StintReading, i - 1);

      g_string_insert_c (marked, reading->end, ']');
      g_string_insert_c (marked, reading->start, '[');
    }
  g_assert_cmpstr (marked->str, ==, expected);
}

static void
test_readings_lie_on_the_words (void)
{
  assert_readings ("Report by fri 5pm 2h #work", "Report [by fri 5pm] [2h] [#work]");
  assert_readings ("Café tomorrow, at 9 @é !high", "Café [tomorrow, at 9] [@é] [!high]");
  assert_readings ("tomorrow call mum at 2pm.", "[tomorrow] call mum [at 2pm].");
}

static void
test_quoted_words_have_no_reading (void)
{
  assert_readings ("watch \"Friday 2pm\" #\"Big project\"", "watch \"Friday 2pm\" [#\"Big project\"]");
}

static void
test_long_text_is_a_title (void)
{
  g_autofree char *padding = g_strnfill (STINT_QUICK_ADD_MAX_CHARS - strlen ("tomorrow "), 'x');
  g_autofree char *fits = g_strconcat ("tomorrow ", padding, NULL);
  g_autofree char *longer = g_strconcat (fits, "x", NULL);
  g_autoptr (StintQuickAdd) inside = stint_quick_add_parse (fits, get_now ());
  g_autoptr (StintQuickAdd) outside = stint_quick_add_parse (longer, get_now ());

  g_assert_true (inside->has_start);
  g_assert_false (outside->has_start);
  g_assert_cmpstr (outside->title, ==, longer);
}

static void
test_ten_megabytes_are_a_title (void)
{
  g_autofree char *text = g_strnfill (10 * 1024 * 1024, 'x');
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse (text, get_now ());

  g_assert_cmpuint (strlen (words->title), ==, 10 * 1024 * 1024);
  g_assert_cmpuint (words->readings->len, ==, 0);
}

static void
test_control_characters_become_spaces (void)
{
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse ("a\001b\tc\302\205d\342\200\250e @t\177ag", get_now ());

  g_assert_cmpstr (words->title, ==, "a b c d e ag");
  g_assert_cmpstr (words->tags[0], ==, "t");
}

static void
test_broken_utf8_is_a_title (void)
{
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse ("caf\xe9 tomorrow", get_now ());

  g_assert_cmpstr (words->title, ==, "caf\357\277\275 tomorrow");
  g_assert_false (words->has_start);
}

static void
test_tags_stop_at_a_hundred (void)
{
  g_autoptr (GString) text = g_string_new ("x");
  g_autoptr (StintQuickAdd) words = NULL;

  for (int i = 0; i < 120; i++)
    g_string_append_printf (text, " @t%d", i);
  words = stint_quick_add_parse (text->str, get_now ());
  g_assert_cmpuint (g_strv_length (words->tags), ==, 100);
  g_assert_nonnull (strstr (words->title, "@t119"));
}

static void
test_far_days_are_not_taken (void)
{
  gint64 last = (gint64) STINT_DAY_MAX * STINT_DAY_S;
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse ("x tomorrow in 999999999 weeks", last);

  g_assert_cmpstr (words->title, ==, "x tomorrow in 999999999 weeks");
}

static const char *const languages[] = { "de", "en", "es", "fr", "vi" };

static void
test_every_language_is_known (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    g_assert_nonnull (stint_grammar_get (languages[i]));
  g_assert_nonnull (stint_grammar_get ("de_AT"));
  g_assert_true (stint_grammar_get ("de_AT") == stint_grammar_get ("de"));
}

static void
test_unknown_language_is_english (void)
{
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse_in ("Call tomorrow", get_now (), "den", NULL, 0);

  g_assert_null (stint_grammar_get ("den"));
  g_assert_null (stint_grammar_get (NULL));
  g_assert_true (words->has_start);
}

static void
test_literals_stay_words (void)
{
  StintSpan literal = { 5, 13 };
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse_in ("Read Tomorrow fri", get_now (), NULL, &literal, 1);

  g_assert_cmpstr (words->title, ==, "Read Tomorrow");
  g_assert_cmpint (stint_time_get_day (&words->start), ==, stint_day_from_ymd (2026, 11, 27));
}

static void
test_part_of_a_reading_takes_it_back (void)
{
  StintSpan literal = { 5, 7 };
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse_in ("Wait by friday", get_now (), NULL, &literal, 1);

  g_assert_cmpstr (words->title, ==, "Wait by");
  g_assert_false (words->has_deadline);
}

/* ---- Any bytes -------------------------------------------------------------------------------------------------- */

#define N_RUNS 60000
#define MAX_RUN_PIECES 12

/* Words of the language's own phrases, so that they meet. */
static GPtrArray *
get_pieces (const StintLanguage *language)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < language->n_phrases; i++)
    {
      g_auto (GStrv) words = g_regex_split_simple ("[][()|_= ]+|<[a-zA-Z]>", language->phrases[i].words, 0, 0);

      for (char **word = words; *word != NULL; word++)
        if (**word != '\0')
          g_ptr_array_add (pieces, g_strdup (*word));
    }
  return pieces;
}

static void
append_random_piece (GString   *text,
                     GRand     *rand,
                     GPtrArray *words)
{
  static const char *const pieces[] = {
    "3", "2026", "-", ":", ".", ",", "14:30", "#", "@", "!", "\"", "’", "é", "🎉", "31", "12", "999999999", "0", "1h30", "x", "/", "~",
    "\xe2\x80\x93", "«", "»", "„", "3/12",
  };
  int choice = g_rand_int_range (rand, 0, 60);

  if (choice < (int) G_N_ELEMENTS (pieces))
    g_string_append (text, pieces[choice]);
  else if (choice < 54)
    g_string_append (text, g_ptr_array_index (words, g_rand_int_range (rand, 0, words->len)));
  else if (choice < 57)
    g_string_append_unichar (text, g_rand_int_range (rand, 1, 0xd7ff));
  else if (choice < 59)
    g_string_append_c (text, (char) g_rand_int_range (rand, 1, 128));
  else
    g_string_append_c (text, (char) g_rand_int_range (rand, 1, 256));
  if (g_rand_int_range (rand, 0, 4) != 0)
    g_string_append_c (text, ' ');
}

static void
assert_sound (const char    *text,
              StintQuickAdd *words)
{
  gsize last = 0;

  g_assert_true (g_utf8_validate (words->title, -1, NULL));
  g_assert_true (words->range_min >= 0 && words->range_min <= 24 * 60);
  g_assert_true (words->estimate_min >= 0 && words->estimate_min <= 366 * 24 * 60);
  g_assert_true (words->length_min >= 0 && words->length_min <= 366 * 24 * 60);
  g_assert_true (words->reminders->len <= 100);
  g_assert_true (words->priority >= 0 && words->priority <= 9);
  for (guint i = 0; i < words->readings->len; i++)
    {
      StintReading *reading = &g_array_index (words->readings, StintReading, i);

      g_assert_cmpuint (reading->start, >=, last);
      g_assert_cmpuint (reading->end, >, reading->start);
      g_assert_cmpuint (reading->end, <=, strlen (text));
      g_assert_true (g_utf8_validate (text + reading->start, reading->end - reading->start, NULL));
      last = reading->end;
    }
}

static const StintLanguage *
find_language (const char *name)
{
  const StintLanguage *all[] = { &stint_language_de, &stint_language_en, &stint_language_es, &stint_language_fr, &stint_language_vi };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_str_equal (all[i]->name, name))
      return all[i];
  g_assert_not_reached ();
}

static void
test_any_bytes_give_sound_readings (gconstpointer language)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) pieces = get_pieces (find_language (language));
  guint n_readings = 0;

  g_test_message ("seed %u", seed);
  for (int run = 0; run < N_RUNS; run++)
    {
      int n_pieces = g_rand_int_range (rand, 0, MAX_RUN_PIECES);

      g_string_truncate (text, 0);
      for (int i = 0; i < n_pieces; i++)
        append_random_piece (text, rand, pieces);

      g_autoptr (StintQuickAdd) words = stint_quick_add_parse_in (text->str, get_now (), language, NULL, 0);
      assert_sound (text->str, words);
      n_readings += words->readings->len;
    }
  g_assert_cmpuint (n_readings, >, N_RUNS / 10);
}

#define MIN_VECTORS 150

/* Every line with an arrow of the language's file. */
static void
add_vectors (const char *language)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strconcat (language, ".txt", NULL);
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "data", "quick-add", name, NULL);
  guint n = 0;

  g_file_get_contents (file, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (strstr (*line, " → ") != NULL)
      {
        g_autofree char *words = g_strndup (*line, strstr (*line, " → ") - *line);
        g_autofree char *path = g_strdup_printf ("/quick-add/%s/%03d %s", language, ++n, g_strdelimit (words, "/", '|'));
        Vector *vector = g_new0 (Vector, 1);

        vector->language = language;
        vector->line = g_strdup (*line);
        g_test_add_data_func_full (path, vector, test_vector, vector_free);
      }
  g_assert_cmpuint (n, >=, MIN_VECTORS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/quick-add/any-bytes-give-sound-readings/%s", languages[i]);

      add_vectors (languages[i]);
      g_test_add_data_func (path, languages[i], test_any_bytes_give_sound_readings);
    }

  g_test_add_func ("/quick-add/readings-lie-on-the-words", test_readings_lie_on_the_words);
  g_test_add_func ("/quick-add/quoted-words-have-no-reading", test_quoted_words_have_no_reading);
  g_test_add_func ("/quick-add/long-text-is-a-title", test_long_text_is_a_title);
  g_test_add_func ("/quick-add/ten-megabytes-are-a-title", test_ten_megabytes_are_a_title);
  g_test_add_func ("/quick-add/control-characters-become-spaces", test_control_characters_become_spaces);
  g_test_add_func ("/quick-add/broken-utf8-is-a-title", test_broken_utf8_is_a_title);
  g_test_add_func ("/quick-add/tags-stop-at-a-hundred", test_tags_stop_at_a_hundred);
  g_test_add_func ("/quick-add/far-days-are-not-taken", test_far_days_are_not_taken);
  g_test_add_func ("/quick-add/every-language-is-known", test_every_language_is_known);
  g_test_add_func ("/quick-add/a-language-that-is-not-known-is-english", test_unknown_language_is_english);
  g_test_add_func ("/quick-add/words-that-are-taken-back-stay-words", test_literals_stay_words);
  g_test_add_func ("/quick-add/a-reading-around-words-taken-back-is-none", test_part_of_a_reading_takes_it_back);
  return g_test_run ();
}
