/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ics-records.h"

#include "core/stint-schema.h"
#include "interchange/stint-ics-reader.h"

#include <string.h>

/*
 * For libFuzzer (build-aux/fuzz): any bytes as an iCalendar file. Whatever comes of them, every record is valid, and what comes in goes
 * out and comes in again as it was: that takes longer than all the rest, so only every fourth file is tried.
 */

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Returns: whether the file could be read to its end */
static gboolean
read_all (const guint8 *data,
          gsize         size,
          Records      *records)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (StintFileReader) reader = stint_ics_reader_new (stream, &(StintFileContext) { .zone = ZONE });
  g_autoptr (GError) error = NULL;
  StintOp op;

  while (stint_file_reader_next (reader, &op, NULL, &error))
    {
      records_take (records, op.kind, op.id, op.members);
      stint_op_clear (&op);
    }
  return error == NULL;
}

/* A property of the file itself, so that a finding is one again when it is tried alone. */
static gboolean
is_tried (const guint8 *data,
          gsize         size)
{
  guint sum = 0;

  for (gsize i = 0; i < size; i++)
    sum = sum * 31 + data[i];
  return sum % 4 == 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_auto (Records) records;

  records_init (&records);
  if (read_all (data, size, &records) && is_tried (data, size))
    records_assert_round_trip (&records);
  return 0;
}
