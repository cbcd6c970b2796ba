/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-reader.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "interchange/stint-file-reader-private.h"
#include "interchange/stint-ics-mapper.h"
#include "interchange/stint-ics-scanner.h"
#include "interchange/stint-import-text.h"

#define NAME_MAX_CHARS 80

typedef struct
{
  StintFileReader  parent_instance;

  StintIcsScanner *scanner;
  StintIcsMapper  *mapper;
} StintIcsReader;

typedef StintFileReaderClass StintIcsReaderClass;

G_DEFINE_FINAL_TYPE (StintIcsReader, stint_ics_reader, STINT_TYPE_FILE_READER)

/* A damaged component's summary, as far as it is there, is what people know it by. */
static char *
find_summary (const char *text)
{
  for (const char *line = text; line != NULL; line = strchr (line, '\n'))
    {
      line += *line == '\n' ? 1 : 0;
      if (stint_ics_line_has_name (line, "SUMMARY"))
        {
          g_autofree char *copy = g_strndup (line, strcspn (line, "\n"));
          const char *value = stint_ics_line_get_value (copy);

          return value != NULL ? stint_ics_text_unescape (value) : NULL;
        }
    }
  return NULL;
}

static void
skip_damaged (StintIcsReader     *self,
              const StintIcsPart *part)
{
  g_autofree char *summary = find_summary (part->text);

  g_autofree char *name = stint_import_text_dup_line (summary != NULL ? summary : part->kind, NAME_MAX_CHARS, NULL);

  stint_import_sink_skip (self->mapper->sink, part->line, name, part->reason);
}

static void
handle_part (StintIcsReader     *self,
             const StintIcsPart *part)
{
  switch (part->type)
    {
    case STINT_ICS_PART_COMPONENT:
      stint_ics_mapper_add (self->mapper, part->text, part->line);
      break;
    case STINT_ICS_PART_NAME:
      stint_ics_mapper_set_calendar_name (self->mapper, part->text);
      break;
    case STINT_ICS_PART_CUT:
      stint_import_sink_note (self->mapper->sink, part->line, "", _("The file ends early: END:VCALENDAR is missing, and perhaps more"));
      break;
    case STINT_ICS_PART_DAMAGED:
    default:
      skip_damaged (self, part);
      break;
    }
}

static gboolean
stint_ics_reader_read (StintFileReader *reader,
                       GCancellable    *cancellable,
                       GError         **error)
{
  StintIcsReader *self = (StintIcsReader *) reader;
  GError *local_error = NULL;
  StintIcsPart part;

  if (stint_ics_scanner_next (self->scanner, &part, cancellable, &local_error))
    {
      handle_part (self, &part);
      return TRUE;
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else
    stint_ics_mapper_end (self->mapper);
  return FALSE;
}

static guint64
stint_ics_reader_get_n_bytes (StintFileReader *reader)
{
  return stint_ics_scanner_get_n_bytes (((StintIcsReader *) reader)->scanner);
}

static void
stint_ics_reader_finalize (GObject *object)
{
  StintIcsReader *self = (StintIcsReader *) object;

  g_clear_pointer (&self->scanner, stint_ics_scanner_free);
  g_clear_pointer (&self->mapper, stint_ics_mapper_free);

  G_OBJECT_CLASS (stint_ics_reader_parent_class)->finalize (object);
}

static void
stint_ics_reader_class_init (StintIcsReaderClass *klass)
{
  StintFileReaderClass *reader_class = STINT_FILE_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = stint_ics_reader_finalize;
  reader_class->read = stint_ics_reader_read;
  reader_class->get_n_bytes = stint_ics_reader_get_n_bytes;
}

static void
stint_ics_reader_init (StintIcsReader *self)
{
}

/**
 * stint_ics_reader_new:
 * @stream: an iCalendar file; not closed
 *
 * Returns: (transfer full)
 */
StintFileReader *
stint_ics_reader_new (GInputStream           *stream,
                      const StintFileContext *context)
{
  StintIcsReader *self = g_object_new (STINT_TYPE_ICS_READER, NULL);

  self->scanner = stint_ics_scanner_new (stream);
  self->mapper = stint_ics_mapper_new (context->zone, stint_file_reader_get_sink (STINT_FILE_READER (self)));
  return STINT_FILE_READER (self);
}
