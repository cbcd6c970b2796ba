/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Random bytes as a file of STINT_FUZZ_FORMAT (ics, todoist and so on; without it any): what comes of them is always valid. */

#include "interchange/stint-import.h"

#include <stdlib.h>

#include "core/stint-schema.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes,
                            gsize         length);

static StintFileFormat
get_format (void)
{
  const char *name = g_getenv ("STINT_FUZZ_FORMAT");
  StintFileFormat format = STINT_FILE_ANY;

  if (name != NULL && !stint_file_format_from_string (name, &format))
    abort ();
  return format;
}

/* An operation that the store would refuse would refuse all of the file. A second one of a record adds members to it. */
static void
check (const StintOp *op,
       GHashTable    *seen)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (g_hash_table_add (seen, g_strdup (op->id)))
    {
      if (!stint_schema_check (op->kind, op->members, NULL))
        abort ();
      return;
    }
  g_variant_iter_init (&iter, op->members);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      const StintMember *member = stint_schema_find (op->kind, name);

      if (member != NULL && !stint_member_check (member, value, NULL))
        abort ();
      g_variant_unref (value);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  StintFileContext context = { .name = "Fuzz [1].csv", .zone = "Europe/Berlin", .now_unix_s = 1795600800 };
  g_autoptr (GError) error = NULL;
  g_autoptr (StintFileReader) reader = stint_file_reader_open (stream, get_format (), &context, NULL, &error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  StintOp op;

  while (reader != NULL && stint_file_reader_next (reader, &op, NULL, &error))
    {
      check (&op, seen);
      stint_op_clear (&op);
    }
  return 0;
}
