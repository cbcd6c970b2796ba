/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-task-writer.h"

#include "wire/stint-json.h"

void
stint_ics_reading_clear (StintIcsReading *self)
{
  g_clear_pointer (&self->task, g_variant_unref);
  g_clear_pointer (&self->block, g_variant_unref);
}

/**
 * stint_ics_task_subtract:
 * @read: (nullable)
 *
 * Returns: (transfer full): what @members has and @read has not, or has otherwise; null for what only @read has
 */
GVariant *
stint_ics_task_subtract (GVariant *members,
                         GVariant *read)
{
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_iter_init (&iter, members);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) other = read != NULL ? g_variant_lookup_value (read, name, NULL) : NULL;

      if (other == NULL || !g_variant_equal (value, other))
        g_variant_builder_add (&builder, "{sv}", name, value);
    }
  if (read != NULL)
    {
      g_variant_iter_init (&iter, read);
      while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
        {
          g_autoptr (GVariant) own = g_variant_lookup_value (members, name, NULL);

          if (own == NULL)
            g_variant_builder_add (&builder, "{sv}", name, g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL));
        }
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/**
 * stint_ics_task_writer_read_again:
 * @start: where the component begins
 * @reading: what it held is replaced
 */
void
stint_ics_task_writer_read_again (StintIcsTaskWriter *self,
                                  gsize               start,
                                  StintIcsReading    *reading)
{
  StintOp op;

  stint_ics_reading_clear (reading);
  stint_ics_mapper_add (self->checker, self->writer->lines->str + start, 1);
  /* An occurrence that has no series waits for none. */
  stint_ics_mapper_add_waiting (self->checker, NULL);
  while (stint_import_sink_take (self->readings, &op))
    {
      if (op.kind == STINT_KIND_TASK && reading->task == NULL)
        reading->task = g_variant_ref (op.members);
      else if (op.kind == STINT_KIND_BLOCK && reading->block == NULL)
        reading->block = g_variant_ref (op.members);
      stint_op_clear (&op);
    }
}

/**
 * stint_ics_task_writer_finish:
 * @start: where the component begins
 * @reading: what it gives without what iCalendar has no words for
 *
 * Ends the component, after what iCalendar has no words for.
 */
void
stint_ics_task_writer_finish (StintIcsTaskWriter *self,
                              gsize               start,
                              const char         *kind,
                              StintRecord        *record,
                              StintIcsReading    *reading)
{
  gsize end = self->writer->lines->len;
  g_autofree char *json = NULL;
  g_autoptr (GVariant) rest = NULL;

  stint_ics_writer_add_raw (self->writer, "END", kind);
  stint_ics_task_writer_read_again (self, start, reading);
  rest = stint_ics_task_subtract (stint_record_get_data (record),
                                  stint_record_get_kind (record) == STINT_KIND_TASK ? reading->task : reading->block);
  if (g_variant_n_children (rest) == 0)
    return;

  g_string_truncate (self->writer->lines, end);
  json = stint_json_to_string (rest);
  stint_ics_writer_add_text (self->writer, "X-STINT-MEMBERS", json);
  stint_ics_writer_add_raw (self->writer, "END", kind);
}
