/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-reader.h"

#include <stdio.h>
#include <string.h>

#include "core/stint-schema.h"
#include "wire/stint-json.h"

#define ZONE "Europe/Berlin"

static void
append_op (GString *text,
           StintOp *op)
{
  g_autofree char *json = stint_json_to_string (op->members);

  g_assert_cmpint (op->type, ==, STINT_OP_PUT);
  g_string_append_printf (text, "%s %s %s\n", stint_kind_to_string (op->kind), op->id, json);
}

static void
append_summary (GString                  *text,
                const StintImportSummary *summary)
{
  g_string_append_printf (text, "tasks %u, blocks %u, skipped %u\n", summary->n_tasks, summary->n_blocks, summary->n_skipped);
  for (guint i = 0; i < summary->skipped->len; i++)
    {
      StintSkipped *skipped = g_ptr_array_index (summary->skipped, i);

      g_string_append_printf (text, "line %u, %s: %s\n", skipped->line, skipped->name, skipped->reason);
    }
}

/* Reads it all: the operations, each valid, and what the summary says; or the error. */
static char *
read_all (GInputStream *stream)
{
  g_autoptr (StintFileReader) reader = stint_ics_reader_new (stream, &(StintFileContext) { .zone = ZONE });
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  StintOp op;

  while (stint_file_reader_next (reader, &op, NULL, &error))
    {
      g_autoptr (GError) invalid = NULL;

      /* What comes again is more of the same record. */
      if (g_hash_table_add (seen, g_strdup (op.id)))
        stint_schema_check (op.kind, op.members, &invalid);
      g_assert_no_error (invalid);
      append_op (text, &op);
      stint_op_clear (&op);
    }
  if (error != NULL)
    g_string_append_printf (text, "error %s %d: %s\n", g_quark_to_string (error->domain), error->code, error->message);
  else
    append_summary (text, stint_file_reader_get_summary (reader));
  g_assert_false (stint_file_reader_next (reader, &op, NULL, NULL));
  return g_string_free (text, FALSE);
}

static char *
read_bytes (const char *bytes,
            gssize      length)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, length >= 0 ? length : (gssize) strlen (bytes), NULL);

  return read_all (stream);
}

/* The operations and the summary of a file in tests/data/ics are beside it. */
static void
test_golden (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "ics", data, NULL);
  g_autofree char *golden = g_strconcat (path, ".txt", NULL);
  g_autofree char *source = g_strconcat (path, ".ics", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (source, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_get_contents (golden, &expected, NULL, &error);
  g_assert_no_error (error);
  found = read_bytes (bytes, length);
  g_assert_cmpstr (found, ==, expected);
}

static int
print (const char *path)
{
  g_autofree char *bytes = NULL;
  g_autofree char *found = NULL;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, NULL))
    return 1;
  found = read_bytes (bytes, length);
  fputs (found, stdout);
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  static const char *const golden[] = {
    "apple", "damaged", "event", "gnome", "google", "hostile", "kept", "nextcloud", "outlook", "series", "todo", "zones",
  };

  /* --print FILE shows what a golden file should hold. */
  if (argc == 3 && strcmp (argv[1], "--print") == 0)
    return print (argv[2]);

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++)
    {
      g_autofree char *path = g_strconcat ("/ics-reader/golden/", golden[i], NULL);

      g_test_add_data_func (path, golden[i], test_golden);
    }
  return g_test_run ();
}
