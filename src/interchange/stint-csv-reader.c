/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-csv-reader.h"

#include "interchange/stint-file-reader-private.h"
#include "interchange/stint-import-text.h"
#include "interchange/stint-text-lines.h"

#define NAME_MAX_CHARS 80

struct _StintCsvRow
{
  GHashTable *columns; /* name in lower case → position + 1 */
  GPtrArray  *fields;
  guint       line;
};

typedef struct
{
  StintFileReader       parent_instance;

  const StintCsvFormat *format;
  StintTextLines       *lines;
  StintCsvRow           row;
  gpointer              state;
} StintCsvReader;

typedef StintFileReaderClass StintCsvReaderClass;

G_DEFINE_FINAL_TYPE (StintCsvReader, stint_csv_reader, STINT_TYPE_FILE_READER)

/**
 * stint_csv_row_get:
 * @column: in lower case
 *
 * Returns: what stands there; empty if there is no such column
 */
const char *
stint_csv_row_get (const StintCsvRow * self,
                   const char *column)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->columns, column));

  return position > 0 && position <= self->fields->len ? g_ptr_array_index (self->fields, position - 1) : "";
}

/* Returns: where it begins, from 1 */
guint
stint_csv_row_get_line (const StintCsvRow *self)
{
  return self->line;
}

static void
read_columns (StintCsvReader *self)
{
  self->row.columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->row.fields->len; i++)
    {
      g_autofree char *name = g_strstrip (g_ascii_strdown (g_ptr_array_index (self->row.fields, i), -1));

      if (!g_hash_table_contains (self->row.columns, name))
        g_hash_table_insert (self->row.columns, g_steal_pointer (&name), GUINT_TO_POINTER (i + 1));
    }
}

static gboolean
is_empty (StintCsvReader *self)
{
  for (guint i = 0; i < self->row.fields->len; i++)
    if (*(const char *) g_ptr_array_index (self->row.fields, i) != '\0')
      return FALSE;
  return TRUE;
}

static void
skip (StintCsvReader *self,
      const char     *reason)
{
  const char *text = self->row.fields->len > 1 ? g_ptr_array_index (self->row.fields, 1) : "";
  g_autofree char *name = stint_import_text_dup_line (text, NAME_MAX_CHARS, NULL);

  stint_import_sink_skip (stint_file_reader_get_sink (STINT_FILE_READER (self)), self->row.line, name, reason);
}

static gboolean
stint_csv_reader_read (StintFileReader *reader,
                       GCancellable    *cancellable,
                       GError         **error)
{
  StintCsvReader *self = (StintCsvReader *) reader;
  GError *local_error = NULL;
  const char *reason;

  if (!stint_text_lines_next_record (self->lines, self->row.fields, &self->row.line, &reason, cancellable, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      else if (self->format->end != NULL)
        self->format->end (self->state);
      return FALSE;
    }

  if (reason != NULL)
    skip (self, reason);
  else if (self->row.columns == NULL)
    read_columns (self);
  else if (!is_empty (self))
    self->format->take (self->state, &self->row);
  return TRUE;
}

static guint64
stint_csv_reader_get_n_bytes (StintFileReader *reader)
{
  return stint_text_lines_get_n_bytes (((StintCsvReader *) reader)->lines);
}

static void
stint_csv_reader_finalize (GObject *object)
{
  StintCsvReader *self = (StintCsvReader *) object;

  g_clear_pointer (&self->lines, stint_text_lines_free);
  g_clear_pointer (&self->row.columns, g_hash_table_unref);
  g_ptr_array_unref (self->row.fields);
  self->format->clear (self->state);
  g_free (self->state);

  G_OBJECT_CLASS (stint_csv_reader_parent_class)->finalize (object);
}

static void
stint_csv_reader_class_init (StintCsvReaderClass *klass)
{
  StintFileReaderClass *reader_class = STINT_FILE_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = stint_csv_reader_finalize;
  reader_class->read = stint_csv_reader_read;
  reader_class->get_n_bytes = stint_csv_reader_get_n_bytes;
}

static void
stint_csv_reader_init (StintCsvReader *self)
{
  self->row.fields = g_ptr_array_new_with_free_func (g_free);
}

/**
 * stint_csv_reader_new:
 * @stream: not closed
 *
 * Returns: (transfer full)
 */
StintFileReader *
stint_csv_reader_new (GInputStream           *stream,
                      const StintFileContext *context,
                      const StintCsvFormat   *format)
{
  StintCsvReader *self = g_object_new (stint_csv_reader_get_type (), NULL);

  self->format = format;
  self->lines = stint_text_lines_new (stream);
  self->state = g_malloc0 (format->state_bytes);
  format->init (self->state, stint_file_reader_get_sink (STINT_FILE_READER (self)), context);
  return STINT_FILE_READER (self);
}
