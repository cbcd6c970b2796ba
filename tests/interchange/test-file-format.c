/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-import.h"

#include <string.h>

typedef struct
{
  const char     *fact;
  const char     *name;
  const char     *head;
  StintFileFormat format;
} Case;

#define MANY_SPACES "                                                                                                    "

static const Case cases[] = {
  { "a-calendar-is-one-whatever-its-name", "list.json", "BEGIN:VCALENDAR\r\n", STINT_FILE_ICS },
  { "a-calendar-may-begin-with-empty-lines", NULL, "\r\n\r\nbegin:vcalendar\r\n", STINT_FILE_ICS },
  { "what-is-called-ics-is-left-to-the-calendar-reader", "a.ICS", "Dear calendar", STINT_FILE_ICS },
  { "stints-own-json", "x.json", "{\n  \"stint\": 1,\n  \"records\": []}", STINT_FILE_STINT },
  { "stints-json-of-before", "x.json", "{\n  \"records\": [\n {\"at\": {", STINT_FILE_STINT },
  { "stints-table", "x.csv", "kind,id,title\r\n", STINT_FILE_CSV },
  { "taskwarriors-array", "x.json", "[\n{\"id\":1,\"description\":\"a\",\"uuid\":\"b\"}\n]", STINT_FILE_TASKWARRIOR },
  { "taskwarriors-lines", NULL, "{\"description\":\"a\",\"uuid\":\"b\"}\n{", STINT_FILE_TASKWARRIOR },
  { "names-in-texts-are-no-names", "x.json", "[{\"id\":\"uuid\",\"a\":\"\\\"description\\\":\"}]", STINT_FILE_ANY },
  { "super-productivity-of-today", NULL, "{\"timestamp\":1,\"crossModelVersion\":4.4,\"data\":{\"task\":", STINT_FILE_SUPER_PRODUCTIVITY },
  { "super-productivity-of-before", NULL, "{\"project\":{\"ids\":[],\"entities\":{", STINT_FILE_SUPER_PRODUCTIVITY },
  { "todoists-table", "Inbox.csv", "TYPE,CONTENT,PRIORITY\r\n", STINT_FILE_TODOIST },
  { "todo-txt-by-its-name", "todo.txt", "call mum\n", STINT_FILE_TODO_TXT },
  { "todo-txt-by-a-priority", NULL, "call mum\n(B) call dad\n", STINT_FILE_TODO_TXT },
  { "todo-txt-by-a-completion", NULL, "x 2026-01-02 call dad\n", STINT_FILE_TODO_TXT },
  { "a-letter-is-none", "letter", "Dear Eva,\nhow are you?\n", STINT_FILE_ANY },
  { "a-program-is-no-todo-txt", "todo.txt", "a\x01\x02", STINT_FILE_ANY },
  { "a-picture-is-none-whatever-its-name", "a.ics", "\x89PNG\r\n", STINT_FILE_ANY },
  { "an-empty-file-is-none", "a.json", MANY_SPACES, STINT_FILE_ANY },
  { "a-table-of-another-program-is-none", "a.csv", "Name,When\r\n", STINT_FILE_ANY },
};

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  const char *looks_like = NULL;
  StintFileFormat found = stint_file_format_detect (item->head, strlen (item->head), item->name, &looks_like);

  g_assert_cmpstr (stint_file_format_to_string (found), ==, stint_file_format_to_string (item->format));
  g_assert_nonnull (looks_like);
}

static void
test_every_cut_is_survived (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize n = 0; n <= strlen (cases[i].head); n++)
      {
        g_autofree char *exact = g_memdup2 (cases[i].head, n);
        const char *looks_like;

        stint_file_format_detect (exact != NULL ? exact : "", n, cases[i].name, &looks_like);
      }
}

static StintFileReader *
open_bytes (const char     *bytes,
            gssize          length,
            StintFileFormat format,
            const char     *name,
            GError        **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, length >= 0 ? length : (gssize) strlen (bytes), NULL);

  return stint_file_reader_open (stream, format, &(StintFileContext) { .name = name }, NULL, error);
}

static void
test_a_zip_is_said_to_be_one (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_bytes ("PK\x03\x04", 4, STINT_FILE_ANY, "Todoist.csv", &error));
  g_assert_error (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "ZIP"));
}

static void
test_a_connect_file_is_said_to_be_one (void)
{
  static const char file[] = "{\"format\": \"stint-connect\", \"version\": 1}";
  const char *looks_like = NULL;

  g_assert_cmpint (stint_file_format_detect (file, strlen (file), "connect.json", &looks_like), ==, STINT_FILE_ANY);
  g_assert_nonnull (strstr (looks_like, "connect file"));
}

static void
test_utf_16_is_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_bytes ("\xff\xfe" "B\0E\0", 6, STINT_FILE_ANY, "a.csv", &error));
  g_assert_error (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_ENCODING);
  g_clear_error (&error);
  g_assert_null (open_bytes ("\xfe\xff\0B", 4, STINT_FILE_TODO_TXT, "a.txt", &error));
  g_assert_error (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_ENCODING);
}

static void
test_a_wrong_ending_is_told_and_the_content_believed (void)
{
  static const char calendar[] = "\xef\xbb\xbf" "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nSUMMARY:A\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (StintFileReader) reader = open_bytes (calendar, -1, STINT_FILE_ANY, "a.json", &error);
  const StintImportSummary *summary;
  StintSkipped *note;
  StintOp op;

  g_assert_no_error (error);
  g_assert_true (stint_file_reader_next (reader, &op, NULL, &error));
  stint_op_clear (&op);
  g_assert_false (stint_file_reader_next (reader, &op, NULL, &error));
  g_assert_no_error (error);
  summary = stint_file_reader_get_summary (reader);
  g_assert_cmpint (summary->format, ==, STINT_FILE_ICS);
  g_assert_cmpuint (summary->n_tasks, ==, 1);
  g_assert_cmpuint (summary->n_skipped, ==, 0);
  g_assert_cmpuint (summary->skipped->len, ==, 1);
  note = g_ptr_array_index (summary->skipped, 0);
  g_assert_nonnull (strstr (note->reason, ".json"));
  g_assert_cmpuint (stint_file_reader_get_n_bytes (reader), ==, strlen (calendar) - 3);
}

static void
test_names_are_read_back (void)
{
  StintFileFormat format;

  for (int i = STINT_FILE_ANY + 1; i < STINT_N_FILE_FORMATS; i++)
    {
      g_assert_true (stint_file_format_from_string (stint_file_format_to_string (i), &format));
      g_assert_cmpint (format, ==, i);
      g_assert_cmpstr (stint_file_format_get_title (i), !=, "");
    }
  g_assert_false (stint_file_format_from_string ("any", &format));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/file-format/", cases[i].fact, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/file-format/every-cut-is-survived", test_every_cut_is_survived);
  g_test_add_func ("/file-format/a-zip-is-said-to-be-one", test_a_zip_is_said_to_be_one);
  g_test_add_func ("/file-format/a-connect-file-is-said-to-be-one", test_a_connect_file_is_said_to_be_one);
  g_test_add_func ("/file-format/utf-16-is-refused", test_utf_16_is_refused);
  g_test_add_func ("/file-format/a-wrong-ending-is-told-and-the-content-believed", test_a_wrong_ending_is_told_and_the_content_believed);
  g_test_add_func ("/file-format/names-are-read-back", test_names_are_read_back);
  return g_test_run ();
}
