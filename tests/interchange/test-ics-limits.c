/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-reader.h"

#include <string.h>

#include "core/stint-schema.h"
#include "core/stint-task.h"

/* ---- A stream that is made while it is read, so that nothing large is ever there ------------------------------------ */

#define TEST_TYPE_STREAM (test_stream_get_type ())
G_DECLARE_FINAL_TYPE (TestStream, test_stream, TEST, STREAM, GInputStream)

/* Gives @head, then @body again and again, with its number for a "#", until @n_bytes are full, then @tail. */
struct _TestStream
{
  GInputStream parent_instance;

  GString     *pending;
  const char  *body;
  const char  *tail;
  gsize        n_left;
  guint        n_bodies;
  gsize        step;
};

G_DEFINE_FINAL_TYPE (TestStream, test_stream, G_TYPE_INPUT_STREAM)

static void
append_body (TestStream *self)
{
  gsize before = self->pending->len;

  if (self->n_left > 0)
    {
      const char *mark = strchr (self->body, '#');

      if (mark != NULL)
        {
          g_string_append_len (self->pending, self->body, mark - self->body);
          g_string_append_printf (self->pending, "%u%s", self->n_bodies, mark + 1);
        }
      else
        g_string_append (self->pending, self->body);
      self->n_bodies++;
    }
  else if (self->tail != NULL)
    g_string_append (self->pending, g_steal_pointer (&self->tail));
  self->n_left -= MIN (self->n_left, self->pending->len - before);
}

static gssize
test_stream_read (GInputStream *stream,
                  void         *buffer,
                  gsize         count,
                  GCancellable *cancellable,
                  GError      **error)
{
  TestStream *self = TEST_STREAM (stream);
  gsize n;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  while (self->pending->len < count && (self->n_left > 0 || self->tail != NULL))
    append_body (self);

  n = MIN (MIN (count, self->pending->len), self->step);
  memcpy (buffer, self->pending->str, n);
  g_string_erase (self->pending, 0, n);
  return n;
}

static void
test_stream_finalize (GObject *object)
{
  g_string_free (TEST_STREAM (object)->pending, TRUE);
  G_OBJECT_CLASS (test_stream_parent_class)->finalize (object);
}

static void
test_stream_class_init (TestStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = test_stream_read;
}

static void
test_stream_init (TestStream *self)
{
  self->pending = g_string_new (NULL);
  self->step = G_MAXSIZE;
}

static GInputStream *
make_stream (const char *head,
             const char *body,
             gsize       n_bytes,
             const char *tail)
{
  TestStream *self = g_object_new (TEST_TYPE_STREAM, NULL);

  g_string_append (self->pending, head);
  self->body = body;
  self->n_left = n_bytes;
  self->tail = tail;
  return G_INPUT_STREAM (self);
}

/* ---- Reading ------------------------------------------------------------------------------------------------------- */

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
#define TAIL "END:VCALENDAR\r\n"
#define EVENT "BEGIN:VEVENT\r\nUID:#@test\r\nSUMMARY:Streamed\r\nDTSTART:20261124T083000Z\r\nDTEND:20261124T093000Z\r\nEND:VEVENT\r\n"

typedef struct
{
  StintImportSummary summary;
  char              *reasons;
  char              *first_task_title;
  char              *first_task_notes;
  guint              n_ops;
  GError            *error;
} Result;

static void
result_clear (Result *self)
{
  g_free (self->reasons);
  g_free (self->first_task_title);
  g_free (self->first_task_notes);
  g_clear_error (&self->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static void
look_at_op (Result  *result,
            StintOp *op)
{
  g_autoptr (GError) invalid = NULL;

  stint_schema_check (op->kind, op->members, &invalid);
  g_assert_no_error (invalid);
  result->n_ops++;
  if (op->kind != STINT_KIND_TASK || result->first_task_title != NULL)
    return;
  g_variant_lookup (op->members, STINT_TASK_TITLE, "s", &result->first_task_title);
  g_variant_lookup (op->members, STINT_TASK_NOTES, "s", &result->first_task_notes);
}

static void
read_stream (GInputStream *stream,
             Result       *result)
{
  g_autoptr (StintFileReader) reader = stint_ics_reader_new (stream, &(StintFileContext) { .zone = "Europe/Berlin" });
  g_autoptr (GString) reasons = g_string_new (NULL);
  StintOp op;

  while (stint_file_reader_next (reader, &op, NULL, &result->error))
    {
      look_at_op (result, &op);
      stint_op_clear (&op);
    }
  result->summary = *stint_file_reader_get_summary (reader);
  for (guint i = 0; i < result->summary.skipped->len; i++)
    {
      StintSkipped *skipped = g_ptr_array_index (result->summary.skipped, i);

      g_string_append_printf (reasons, "%u %s: %s\n", skipped->line, skipped->name, skipped->reason);
    }
  result->reasons = g_string_free (g_steal_pointer (&reasons), FALSE);
}

static void
read_bytes (const char *bytes,
            gssize      length,
            Result     *result)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, length >= 0 ? length : (gssize) strlen (bytes), NULL);

  read_stream (stream, result);
}

static void
assert_refused (const char           *bytes,
                gssize                length,
                StintInterchangeError code,
                const char           *message)
{
  g_auto (Result) result = { 0 };

  read_bytes (bytes, length, &result);
  g_assert_error (result.error, STINT_INTERCHANGE_ERROR, (int) code);
  g_assert_nonnull (strstr (result.error->message, message));
  g_assert_cmpuint (result.n_ops, ==, 0);
}

/* ---- What is no calendar ------------------------------------------------------------------------------------------- */

static void
test_empty_file_is_refused (void)
{
  assert_refused ("", 0, STINT_INTERCHANGE_ERROR_FORMAT, "empty");
}

static void
test_blank_file_is_refused (void)
{
  assert_refused ("\r\n\r\n", -1, STINT_INTERCHANGE_ERROR_FORMAT, "BEGIN:VCALENDAR");
}

static void
test_binary_file_is_refused (void)
{
  assert_refused ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, STINT_INTERCHANGE_ERROR_FORMAT, "BEGIN:VCALENDAR");
}

static void
test_long_binary_line_is_no_calendar (void)
{
  g_autofree char *bytes = g_strnfill (2 * STINT_ICS_LINE_MAX_BYTES, '\x7f');

  assert_refused (bytes, -1, STINT_INTERCHANGE_ERROR_FORMAT, "BEGIN:VCALENDAR");
}

static void
test_another_text_is_refused (void)
{
  assert_refused ("Dear calendar,\r\nplease", -1, STINT_INTERCHANGE_ERROR_FORMAT, "BEGIN:VCALENDAR");
}

static void
test_utf16_is_refused (void)
{
  g_autofree char *bytes = NULL;
  gsize length;

  bytes = g_convert (HEAD TAIL, -1, "UTF-16", "UTF-8", NULL, &length, NULL);
  assert_refused (bytes, length, STINT_INTERCHANGE_ERROR_ENCODING, "UTF-16");
}

static void
test_latin1_names_the_line (void)
{
  assert_refused (HEAD "BEGIN:VEVENT\r\nSUMMARY:Caf\xe9\r\nEND:VEVENT\r\n" TAIL, -1, STINT_INTERCHANGE_ERROR_ENCODING, "Line 4");
}

static void
test_zero_byte_names_the_line (void)
{
  const char bytes[] = HEAD "BEGIN:VEVENT\r\nSUMMARY:a\0b\r\nEND:VEVENT\r\n" TAIL;

  assert_refused (bytes, sizeof bytes - 1, STINT_INTERCHANGE_ERROR_ENCODING, "Line 4");
}

/* ---- Limits -------------------------------------------------------------------------------------------------------- */

static void
test_line_of_ten_megabytes_is_refused (void)
{
  g_autoptr (GInputStream) stream = make_stream (HEAD "BEGIN:VEVENT\r\nSUMMARY:", "x", 10 * 1024 * 1024, "\r\nEND:VEVENT\r\n" TAIL);
  g_auto (Result) result = { 0 };

  read_stream (stream, &result);
  g_assert_error (result.error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_LIMIT);
  g_assert_nonnull (strstr (result.error->message, "Line 4"));
}

static void
test_folded_line_of_ten_megabytes_is_refused (void)
{
  g_autoptr (GInputStream) stream = make_stream (HEAD "BEGIN:VEVENT\r\nSUMMARY:", "x\r\n ", 10 * 1024 * 1024, "\r\nEND:VEVENT\r\n" TAIL);
  g_auto (Result) result = { 0 };

  read_stream (stream, &result);
  g_assert_error (result.error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_LIMIT);
}

static void
assert_nesting_refused (const char *body)
{
  g_autoptr (GInputStream) stream = make_stream (HEAD, body, 200000 * strlen (body), TAIL);
  g_auto (Result) result = { 0 };

  read_stream (stream, &result);
  g_assert_error (result.error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_LIMIT);
  g_assert_nonnull (strstr (result.error->message, "line 1"));
}

static void
test_nested_begins_are_refused (void)
{
  assert_nesting_refused ("BEGIN:VEVENT\r\n");
  assert_nesting_refused ("BEGIN:X-ANY\r\n");
  assert_nesting_refused ("BEGIN:VCALENDAR\r\n");
}

static void
test_many_missing_ends_are_no_nesting (void)
{
  g_autoptr (GInputStream) stream = make_stream (HEAD, "BEGIN:VEVENT\r\nUID:#@test\r\n", 40 * 27, TAIL);
  g_auto (Result) result = { 0 };

  read_stream (stream, &result);
  g_assert_no_error (result.error);
  g_assert_cmpuint (result.summary.n_skipped, >=, 40);
}

static void
test_component_over_a_megabyte_is_skipped (void)
{
  g_autoptr (GInputStream) stream = make_stream (HEAD "BEGIN:VEVENT\r\nSUMMARY:Large\r\n", "X-A:#\r\n", 3 * 1024 * 1024,
                                                 "END:VEVENT\r\nBEGIN:VTODO\r\nSUMMARY:Small\r\nEND:VTODO\r\n" TAIL);
  g_auto (Result) result = { 0 };

  read_stream (stream, &result);
  g_assert_no_error (result.error);
  g_assert_cmpstr (result.reasons, ==, "3 Large: It is larger than a megabyte\n");
  g_assert_cmpstr (result.first_task_title, ==, "Small");
}

static void
test_only_a_hundred_reasons_are_kept (void)
{
  g_autoptr (GInputStream) stream = make_stream (HEAD, "BEGIN:VEVENT\r\nUID:#@test\r\nEND:VEVENT\r\n", 300 * 40, TAIL);
  g_auto (Result) result = { 0 };

  read_stream (stream, &result);
  g_assert_cmpuint (result.summary.n_skipped, >, 250);
  g_assert_cmpuint (strlen (result.reasons), <, 100 * 80);
}

static void
test_twenty_megabytes_are_streamed (void)
{
  gsize n_bytes = 20 * 1000 * 1000;
  g_autofree char *notes = g_strnfill (2000, 'n');
  g_autofree char *body = g_strconcat ("BEGIN:VEVENT\r\nDESCRIPTION:", notes, strchr (EVENT, '\r'), NULL);
  g_autoptr (GInputStream) stream = make_stream (HEAD, body, n_bytes, TAIL);
  g_autoptr (StintFileReader) reader = stint_ics_reader_new (stream, &(StintFileContext) { .zone = "Europe/Berlin" });
  g_autoptr (GError) error = NULL;
  guint64 last = 0;
  StintOp op;

  while (stint_file_reader_next (reader, &op, NULL, &error))
    {
      stint_op_clear (&op);
      g_assert_cmpuint (stint_file_reader_get_n_bytes (reader) - last, <=, 64 * 1024);
      last = stint_file_reader_get_n_bytes (reader);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (last, >=, n_bytes);
  g_assert_cmpuint (stint_file_reader_get_summary (reader)->n_tasks, ==, TEST_STREAM (stream)->n_bodies);
  g_assert_cmpuint (stint_file_reader_get_summary (reader)->n_skipped, ==, 0);
}

static void
test_cancelling_stops_the_reader (void)
{
  g_autoptr (GInputStream) stream = make_stream (HEAD, EVENT, 1000 * 1000, TAIL);
  g_autoptr (StintFileReader) reader = stint_ics_reader_new (stream, &(StintFileContext) { 0 });
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  StintOp op;

  g_assert_true (stint_file_reader_next (reader, &op, cancellable, &error));
  stint_op_clear (&op);
  g_cancellable_cancel (cancellable);
  while (stint_file_reader_next (reader, &op, cancellable, &error))
    stint_op_clear (&op);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- Texts --------------------------------------------------------------------------------------------------------- */

static void
test_byte_order_mark_is_passed_over (void)
{
  g_auto (Result) result = { 0 };

  read_bytes ("\xef\xbb\xbf" HEAD "BEGIN:VTODO\r\nSUMMARY:a\r\nEND:VTODO\r\n" TAIL, -1, &result);
  g_assert_no_error (result.error);
  g_assert_cmpstr (result.first_task_title, ==, "a");
}

static void
test_one_byte_at_a_time_reads_the_same (void)
{
  g_autoptr (GInputStream) stream = make_stream ("\xef\xbb\xbf" HEAD, "BEGIN:VTODO\r\nSUMMARY:t#\r\n  here\r\nEND:VTODO\r\n", 1, TAIL);
  g_auto (Result) result = { 0 };

  TEST_STREAM (stream)->step = 1;
  read_stream (stream, &result);
  g_assert_no_error (result.error);
  g_assert_cmpstr (result.first_task_title, ==, "t0 here");
}

static void
test_fold_inside_a_character_is_joined (void)
{
  g_auto (Result) result = { 0 };

  read_bytes (HEAD "BEGIN:VTODO\nSUMMARY:Caf\xc3\n \xa9\nEND:VTODO\n" TAIL, -1, &result);
  g_assert_cmpstr (result.first_task_title, ==, "Café");
}

static void
test_control_characters_become_spaces (void)
{
  g_auto (Result) result = { 0 };

  read_bytes (HEAD "BEGIN:VTODO\r\nSUMMARY:a\x01" "b\\nc\xc2\x85" "d\r\nDESCRIPTION:x\x02y\\nz\tw\r\nEND:VTODO\r\n" TAIL, -1, &result);
  g_assert_cmpstr (result.first_task_title, ==, "a b c d");
  g_assert_cmpstr (result.first_task_notes, ==, "x y\nz\tw");
}

static void
test_calendar_name_without_a_value_is_none (void)
{
  g_auto (Result) result = { 0 };

  read_bytes ("BEGIN:VCALENDAR\nX-WR-CALNAME;a\nBEGIN:VTODO\nSUMMARY:a\nEND:VTODO\n" TAIL, -1, &result);
  g_assert_cmpstr (result.first_task_title, ==, "a");
  g_assert_cmpuint (result.n_ops, ==, 1);
}

static void
test_long_title_is_cut_and_said (void)
{
  g_autofree char *title = g_strnfill (5000, 'x');
  g_autofree char *bytes = g_strconcat (HEAD "BEGIN:VTODO\r\nSUMMARY:", title, "\r\nEND:VTODO\r\n" TAIL, NULL);
  g_auto (Result) result = { 0 };

  read_bytes (bytes, -1, &result);
  g_assert_cmpint (g_utf8_strlen (result.first_task_title, -1), ==, STINT_TITLE_MAX_CHARS);
  g_assert_true (g_str_has_suffix (result.first_task_title, "x…"));
  g_assert_nonnull (strstr (result.reasons, "Its title was too long and was cut"));
  g_assert_cmpuint (result.summary.n_skipped, ==, 0);
}

static void
test_long_notes_are_cut_and_said (void)
{
  g_autofree char *notes = g_strnfill (100 * 1000, '"');
  g_autofree char *bytes = g_strconcat (HEAD "BEGIN:VTODO\r\nSUMMARY:a\r\nDESCRIPTION:é", notes, "\r\nEND:VTODO\r\n" TAIL, NULL);
  g_auto (Result) result = { 0 };

  read_bytes (bytes, -1, &result);
  g_assert_cmpstr (result.first_task_title, ==, "a");
  g_assert_cmpuint (strlen (result.first_task_notes), <=, STINT_MEMBER_MAX_BYTES);
  g_assert_nonnull (strstr (result.reasons, "Its notes were too long and were cut"));
}

static void
test_too_much_in_one_task_still_comes_in (void)
{
  g_autofree char *title = g_strnfill (999, 'x');
  g_auto (GStrv) letters = g_strsplit (title, "x", -1);
  g_autofree char *wide = g_strjoinv ("é", letters);
  g_autofree char *notes = g_strnfill (12 * 1024, 'n');
  g_autofree char *other = g_strnfill (5 * 1024, 'o');
  g_autofree char *bytes = g_strconcat (HEAD "BEGIN:VTODO\r\nSUMMARY:", wide, "\r\nDESCRIPTION:", notes, "\r\nX-OTHER:", other,
                                        "\r\nEND:VTODO\r\n" TAIL, NULL);
  g_auto (Result) result = { 0 };

  read_bytes (bytes, -1, &result);
  g_assert_cmpuint (result.summary.n_tasks, ==, 1);
  g_assert_nonnull (strstr (result.reasons, "There is more in it than fits"));
}

/* ---- Any bytes ----------------------------------------------------------------------------------------------------- */

#define N_RUNS 3000

static void
append_random_line (GString *text,
                    GRand   *rand)
{
  static const char *const lines[] = {
    "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTODO", "END:VTODO", "BEGIN:VALARM", "END:VALARM",
    "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:a", "X-LIC-LOCATION:Europe/Berlin", "UID:a", "SUMMARY:b\\", "DTSTART:20261124T083000Z",
    "DTSTART;TZID=a:20261124T083000", "DTEND;VALUE=DATE:20261125", "DURATION:-P1W", "DURATION:PT9999999999H", "DUE;VALUE=DATE:20261124",
    "RRULE:FREQ=SECONDLY", "EXDATE:20261124,x", "TRIGGER:-PT1H", "TRIGGER;VALUE=DATE-TIME:x", "RELATED-TO;RELTYPE=DEPENDS-ON:a",
    "RELATED-TO:a", "CATEGORIES:a,\\,b,,c\\", "PRIORITY:-5", "STATUS:COMPLETED", "COMPLETED:20261124", "X-STINT-ID:x", "X-WR-CALNAME:\\n",
    "X-STINT-MEMBERS:{\"title\":null}", "X-STINT-MEMBERS:{\"repeat\":3}", "X-STINT-PROJECT;X-STINT-COLOR=red:P", "X-STINT-DONE:now", ":", ";:",
    "A;B=\":C", "RECURRENCE-ID:1", " folded", "\tfolded", "", "ATTENDEE;CN=\"a;b:c\":d", "ESTIMATED-DURATION:P", "X-STINT-TASK:x", "\xc3",
  };

  if (g_rand_int_range (rand, 0, 20) == 0)
    for (int i = g_rand_int_range (rand, 0, 20); i > 0; i--)
      g_string_append_c (text, (char) g_rand_int_range (rand, 1, 128));
  else
    g_string_append (text, lines[g_rand_int_range (rand, 0, G_N_ELEMENTS (lines) - (g_rand_int_range (rand, 0, 30) > 0))]);
  g_string_append (text, "\r\n");
}

static void
test_any_lines_give_valid_records (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_ops = 0;

  g_test_message ("seed %u", seed);
  for (int run = 0; run < N_RUNS; run++)
    {
      g_auto (Result) result = { 0 };

      g_string_assign (text, HEAD);
      for (int i = g_rand_int_range (rand, 0, 60); i > 0; i--)
        append_random_line (text, rand);
      read_bytes (text->str, text->len, &result);
      n_ops += result.n_ops;
    }
  g_assert_cmpuint (n_ops, >, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ics-limits/empty-file-is-refused", test_empty_file_is_refused);
  g_test_add_func ("/ics-limits/blank-file-is-refused", test_blank_file_is_refused);
  g_test_add_func ("/ics-limits/binary-file-is-refused", test_binary_file_is_refused);
  g_test_add_func ("/ics-limits/long-binary-line-is-no-calendar", test_long_binary_line_is_no_calendar);
  g_test_add_func ("/ics-limits/another-text-is-refused", test_another_text_is_refused);
  g_test_add_func ("/ics-limits/utf16-is-refused", test_utf16_is_refused);
  g_test_add_func ("/ics-limits/latin1-names-the-line", test_latin1_names_the_line);
  g_test_add_func ("/ics-limits/zero-byte-names-the-line", test_zero_byte_names_the_line);
  g_test_add_func ("/ics-limits/line-of-ten-megabytes-is-refused", test_line_of_ten_megabytes_is_refused);
  g_test_add_func ("/ics-limits/folded-line-of-ten-megabytes-is-refused", test_folded_line_of_ten_megabytes_is_refused);
  g_test_add_func ("/ics-limits/nested-begins-are-refused", test_nested_begins_are_refused);
  g_test_add_func ("/ics-limits/many-missing-ends-are-no-nesting", test_many_missing_ends_are_no_nesting);
  g_test_add_func ("/ics-limits/component-over-a-megabyte-is-skipped", test_component_over_a_megabyte_is_skipped);
  g_test_add_func ("/ics-limits/only-a-hundred-reasons-are-kept", test_only_a_hundred_reasons_are_kept);
  g_test_add_func ("/ics-limits/twenty-megabytes-are-streamed", test_twenty_megabytes_are_streamed);
  g_test_add_func ("/ics-limits/cancelling-stops-the-reader", test_cancelling_stops_the_reader);
  g_test_add_func ("/ics-limits/byte-order-mark-is-passed-over", test_byte_order_mark_is_passed_over);
  g_test_add_func ("/ics-limits/one-byte-at-a-time-reads-the-same", test_one_byte_at_a_time_reads_the_same);
  g_test_add_func ("/ics-limits/fold-inside-a-character-is-joined", test_fold_inside_a_character_is_joined);
  g_test_add_func ("/ics-limits/control-characters-become-spaces", test_control_characters_become_spaces);
  g_test_add_func ("/ics-limits/calendar-name-without-a-value-is-none", test_calendar_name_without_a_value_is_none);
  g_test_add_func ("/ics-limits/long-title-is-cut-and-said", test_long_title_is_cut_and_said);
  g_test_add_func ("/ics-limits/long-notes-are-cut-and-said", test_long_notes_are_cut_and_said);
  g_test_add_func ("/ics-limits/too-much-in-one-task-still-comes-in", test_too_much_in_one_task_still_comes_in);
  g_test_add_func ("/ics-limits/any-lines-give-valid-records", test_any_lines_give_valid_records);
  return g_test_run ();
}
