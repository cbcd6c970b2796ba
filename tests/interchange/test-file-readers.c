/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-import.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "core/stint-schema.h"
#include "wire/stint-json.h"

#define ZONE "Europe/Berlin"
#define NOW_UNIX_S 1795600800 /* 2026-11-25T10:00:00Z, a Wednesday */

/* Read so often, a file that leaves one value behind each time has used up more than chance does. */
#define N_READS 100
#define CHANCE_BYTES (N_READS * 40)

/* What is in tests/data: the file, and beside it, as .golden, what became of it. */
static const char *const golden[] = {
  "csv/bad.csv",
  "csv/by-hand.csv",
  "csv/cut.csv",
  "json/all-kinds.json",
  "planify/backup.json",
  "planify/bad.json",
  "super-productivity/backup.json",
  "super-productivity/bad.json",
  "super-productivity/before.json",
  "json/bad.json",
  "json/newer.json",
  "json/no-version.json",
  "json/old-order.json",
  "taskwarrior/bad.json",
  "taskwarrior/cut.json",
  "taskwarrior/export.json",
  "taskwarrior/lines.json",
  "todoist/Garden [2203306141].csv",
  "todoist/bad.csv",
  "todotxt/bad.txt",
  "todotxt/crlf.txt",
  "todotxt/latin.txt",
  "todotxt/todo.txt",
  "todotxt/utf16.txt",
};

/* Their golden files are those of another test. */
static const char *const calendars[] = { "ics/kept.ics", "ics/series.ics", "ics/outlook.ics" };

static void
append_op (GString *text,
           StintOp *op)
{
  g_autofree char *json = stint_json_to_string (op->members);

  g_assert_cmpint (op->type, ==, STINT_OP_PUT);
  g_string_append_printf (text, "%s %s %s\n", stint_kind_to_string (op->kind), op->id, json);
  if (op->edits != NULL)
    {
      g_autofree char *edits = g_variant_print (op->edits, FALSE);
      g_autofree char *at = g_variant_print (op->at, FALSE);

      g_string_append_printf (text, "  edits %s at %s\n", edits, at);
    }
}

static void
append_summary (GString                  *text,
                const StintImportSummary *summary)
{
  g_string_append_printf (text, "%s: tasks %u, blocks %u, skipped %u\n", stint_file_format_to_string (summary->format),
                          summary->n_tasks, summary->n_blocks, summary->n_skipped);
  for (guint i = 0; i < summary->skipped->len; i++)
    {
      StintSkipped *skipped = g_ptr_array_index (summary->skipped, i);

      g_string_append_printf (text, "line %u, %s: %s\n", skipped->line, skipped->name, skipped->reason);
    }
}

/* Reads it all: the operations, each valid, and what the summary says; or the error. */
static char *
read_bytes (const char *bytes,
            gsize       length,
            const char *name)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  StintFileContext context = { .name = name, .zone = ZONE, .now_unix_s = NOW_UNIX_S };
  g_autoptr (GError) error = NULL;
  g_autoptr (StintFileReader) reader = stint_file_reader_open (stream, STINT_FILE_ANY, &context, NULL, &error);
  GString *text = g_string_new (NULL);
  StintOp op;

  while (reader != NULL && stint_file_reader_next (reader, &op, NULL, &error))
    {
      g_autoptr (GError) invalid = NULL;

      stint_schema_check (op.kind, op.members, &invalid);
      g_assert_no_error (invalid);
      append_op (text, &op);
      stint_op_clear (&op);
    }
  if (error != NULL)
    g_string_append_printf (text, "error %s %d: %s\n", g_quark_to_string (error->domain), error->code, error->message);
  else
    append_summary (text, stint_file_reader_get_summary (reader));
  return g_string_free (text, FALSE);
}

static char *
read_path (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  return read_bytes (bytes, length, name);
}

static void
test_golden (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", data, NULL);
  g_autofree char *golden_path = g_strconcat (path, ".golden", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *found = read_path (path);
  g_autofree char *again = read_path (path);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (golden_path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpstr (found, ==, again);
}

/* A file that ends anywhere is read to there: it never takes for ever, and nothing that is invalid comes of it. */
static void
test_every_cut (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", data, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize n = 0; n < length; n += 1 + length / 100)
    {
      g_autofree char *found = read_bytes (bytes, n, name);
    }
}

/* GLib's own pools hide from the sanitizer what is left behind. */
static void
test_nothing_remains (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", data, NULL);
  gsize before = 0;

  for (guint i = 0; i < 2 * N_READS; i++)
    {
      g_autofree char *found = NULL;

      /* The first reads fill caches. */
      if (i == N_READS)
        before = mallinfo2 ().uordblks;
      found = read_path (path);
    }
  g_assert_cmpuint (mallinfo2 ().uordblks, <=, before + CHANCE_BYTES);
}

static void
add_test (const char   *group,
          const char   *file,
          GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/file-readers/%s/%s", group, file);

  g_test_add_data_func (path, file, function);
}

int
main (int   argc,
      char *argv[])
{
  /* --print FILE shows what a golden file should hold. */
  if (argc == 3 && strcmp (argv[1], "--print") == 0)
    {
      g_autofree char *found = read_path (argv[2]);

      fputs (found, stdout);
      return 0;
    }

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++)
    {
      add_test ("golden", golden[i], test_golden);
      add_test ("every-cut-is-survived", golden[i], test_every_cut);
      add_test ("nothing-remains", golden[i], test_nothing_remains);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (calendars); i++)
    add_test ("nothing-remains", calendars[i], test_nothing_remains);
  return g_test_run ();
}
