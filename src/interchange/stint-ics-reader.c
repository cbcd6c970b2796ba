/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-import.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

#include "interchange/stint-ics-mapper.h"
#include "interchange/stint-ics-scanner.h"
#include "interchange/stint-ics-values.h"

#define NAME_MAX_CHARS 80

struct _StintIcsReader
{
  GObject            parent_instance;

  StintIcsScanner   *scanner;
  StintIcsMapper    *mapper;
  StintImportSummary summary;
  gboolean           ended;
};

G_DEFINE_FINAL_TYPE (StintIcsReader, stint_ics_reader, G_TYPE_OBJECT)
G_DEFINE_QUARK (stint-interchange-error-quark, stint_interchange_error)

/* libical aborts and complains on its own unless it is told not to; told once for the process. */
static void
quieten_libical (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      icalerror_set_errors_are_fatal (0);
      ical_set_unknown_token_handling_setting (ICAL_ASSUME_IANA_TOKEN);
      g_once_init_leave (&done, 1);
    }
}

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

  g_autofree char *name = stint_ics_value_dup_line (summary != NULL ? summary : part->kind, NAME_MAX_CHARS, NULL);

  stint_ics_mapper_skip (self->mapper, part->line, name, part->reason);
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
      stint_ics_mapper_note (self->mapper, part->line, "", _("The file ends early: END:VCALENDAR is missing, and perhaps more"));
      break;
    case STINT_ICS_PART_DAMAGED:
    default:
      skip_damaged (self, part);
      break;
    }
}

static void
note_repeating (StintIcsReader *self)
{
  guint n = self->mapper->n_repeating;
  g_autofree char *reason = NULL;

  if (n == 0)
    return;
  reason = g_strdup_printf (ngettext ("%u of them repeats: its rule is kept, and its first occurrence came in",
                                      "%u of them repeat: their rules are kept, and their first occurrences came in", n), n);
  stint_ics_mapper_note (self->mapper, 0, "", reason);
}

static void
stint_ics_reader_finalize (GObject *object)
{
  StintIcsReader *self = STINT_ICS_READER (object);

  g_clear_pointer (&self->scanner, stint_ics_scanner_free);
  g_clear_pointer (&self->mapper, stint_ics_mapper_free);
  g_clear_pointer (&self->summary.skipped, g_ptr_array_unref);

  G_OBJECT_CLASS (stint_ics_reader_parent_class)->finalize (object);
}

static void
stint_ics_reader_class_init (StintIcsReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_ics_reader_finalize;
}

static void
stint_ics_reader_init (StintIcsReader *self)
{
  quieten_libical ();
}

/**
 * stint_ics_reader_new:
 * @stream: an iCalendar file; not closed
 * @zone: (nullable): the IANA zone in which the plan is shown: times in UTC become times there; %NULL is UTC
 *
 * Returns: (transfer full)
 */
StintIcsReader *
stint_ics_reader_new (GInputStream *stream,
                      const char   *zone)
{
  StintIcsReader *self = g_object_new (STINT_TYPE_ICS_READER, NULL);

  self->scanner = stint_ics_scanner_new (stream);
  self->mapper = stint_ics_mapper_new (zone, &self->summary);
  return self;
}

/**
 * stint_ics_reader_next:
 * @op: (out caller-allocates): a put; stint_op_clear() it
 * @error: #StintInterchangeError, or what the stream says; nothing more can be read then, and what was read should not be kept
 *
 * Returns: %FALSE at the end, without @error, or on an error
 */
gboolean
stint_ics_reader_next (StintIcsReader *self,
                       StintOp        *op,
                       GCancellable   *cancellable,
                       GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  StintIcsPart part;

  while (g_queue_is_empty (self->mapper->ops) && !self->ended)
    {
      if (stint_ics_scanner_next (self->scanner, &part, cancellable, &local_error))
        {
          handle_part (self, &part);
          continue;
        }
      self->ended = TRUE;
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      note_repeating (self);
    }

  if (g_queue_is_empty (self->mapper->ops))
    return FALSE;

  g_autofree StintOp *next = g_queue_pop_head (self->mapper->ops);
  *op = *next;
  return TRUE;
}

/**
 * stint_ics_reader_get_n_bytes:
 *
 * Returns: how much of the stream has been read, for a progress bar
 */
guint64
stint_ics_reader_get_n_bytes (StintIcsReader *self)
{
  return stint_ics_scanner_get_n_bytes (self->scanner);
}

/**
 * stint_ics_reader_get_summary:
 *
 * Returns: (transfer none): what was read so far; complete once stint_ics_reader_next() has returned %FALSE
 */
const StintImportSummary *
stint_ics_reader_get_summary (StintIcsReader *self)
{
  return &self->summary;
}
