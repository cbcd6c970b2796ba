/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-import.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "interchange/stint-file-reader-private.h"
#include "interchange/stint-ics-reader.h"
#include "interchange/stint-own-csv.h"
#include "interchange/stint-own-json.h"
#include "interchange/stint-planify-reader.h"
#include "interchange/stint-super-productivity-reader.h"
#include "interchange/stint-taskwarrior-reader.h"
#include "interchange/stint-todo-txt.h"
#include "interchange/stint-todoist-reader.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef StintFileReader *(*NewReader) (GInputStream           *stream,
                                       const StintFileContext *context);

static const NewReader new_readers[STINT_N_FILE_FORMATS] = {
  [STINT_FILE_ICS] = stint_ics_reader_new,
  [STINT_FILE_STINT] = stint_own_json_reader_new,
  [STINT_FILE_CSV] = stint_own_csv_reader_new,
  [STINT_FILE_TODO_TXT] = stint_todo_txt_reader_new,
  [STINT_FILE_TODOIST] = stint_todoist_reader_new,
  [STINT_FILE_TASKWARRIOR] = stint_taskwarrior_reader_new,
  [STINT_FILE_SUPER_PRODUCTIVITY] = stint_super_productivity_reader_new,
  [STINT_FILE_PLANIFY] = stint_planify_reader_new,
};

/* Reads as much of the head as there is. Returns FALSE with @error set. */
static gboolean
fill_head (GBufferedInputStream *stream,
           GCancellable         *cancellable,
           GError              **error)
{
  gssize n = 1;

  while (n > 0 && g_buffered_input_stream_get_available (stream) < STINT_FILE_HEAD_BYTES)
    n = g_buffered_input_stream_fill (stream, -1, cancellable, error);
  return n >= 0;
}

static gboolean
check_encoding (const char *head,
                gsize       length,
                GError    **error)
{
  if (length < 2 || (memcmp (head, "\xff\xfe", 2) != 0 && memcmp (head, "\xfe\xff", 2) != 0))
    return TRUE;
  g_set_error_literal (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_ENCODING,
                       _("The file is in UTF-16; save it as UTF-8 and import it again"));
  return FALSE;
}

/* A name that says another thing than the content is told, and the content believed. */
static void
note_other_name (StintFileReader *self,
                 StintFileFormat  format,
                 const char      *name)
{
  g_autofree char *lower = g_ascii_strdown (name != NULL ? name : "", -1);
  g_autofree char *reason = NULL;

  for (int i = STINT_FILE_ANY + 1; i < STINT_N_FILE_FORMATS; i++)
    if (strcmp (stint_file_format_get_ending (i), stint_file_format_get_ending (format)) != 0 &&
        g_str_has_suffix (lower, stint_file_format_get_ending (i)))
      {
        /* Translators: the ending of a file's name, such as ".ics", and what the file is, such as "Taskwarrior’s export". */
        reason = g_strdup_printf (_("Its name ends in %s, but it is %s, and was read as that"),
                                  stint_file_format_get_ending (i), stint_file_format_get_title (format));
        stint_import_sink_note (stint_file_reader_get_sink (self), 0, "", reason);
        return;
      }
}

/**
 * stint_file_reader_open:
 * @stream: the file; not closed
 * @format: what it is, or %STINT_FILE_ANY to find out: by content first, then by its name
 * @error: %STINT_INTERCHANGE_ERROR_FORMAT, saying what it looks like, _ENCODING, or what the stream says
 *
 * Returns: (transfer full) (nullable)
 */
StintFileReader *
stint_file_reader_open (GInputStream           *stream,
                        StintFileFormat         format,
                        const StintFileContext *context,
                        GCancellable           *cancellable,
                        GError                **error)
{
  g_autoptr (GInputStream) buffered = g_buffered_input_stream_new_sized (stream, STINT_FILE_HEAD_BYTES);
  StintFileReader *self;
  const char *looks_like = NULL;
  const char *head;
  gsize length;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (buffered), FALSE);
  if (!fill_head (G_BUFFERED_INPUT_STREAM (buffered), cancellable, error))
    return NULL;
  head = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (buffered), &length);
  if (!check_encoding (head, length, error))
    return NULL;
  if (length >= strlen (BYTE_ORDER_MARK) && memcmp (head, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      g_input_stream_skip (buffered, strlen (BYTE_ORDER_MARK), NULL, NULL);
      head = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (buffered), &length);
    }

  if (format == STINT_FILE_ANY)
    format = stint_file_format_detect (head, length, context->name, &looks_like);
  if (format == STINT_FILE_ANY)
    {
      g_set_error_literal (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_FORMAT, looks_like);
      return NULL;
    }

  self = new_readers[format] (buffered, context);
  stint_file_reader_get_sink (self)->summary.format = format;
  if (looks_like != NULL)
    note_other_name (self, format, context->name);
  return self;
}
