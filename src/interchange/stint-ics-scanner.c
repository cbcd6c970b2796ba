/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-scanner.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "interchange/stint-import.h"

struct _StintIcsScanner
{
  StintIcsLines *lines;
  GString       *line;         /* the content line being looked at */
  guint          line_number;
  gboolean       began;        /* there was a BEGIN:VCALENDAR */
  int            depth;        /* BEGINs without their END */
  gboolean       begin_before; /* the line before was a BEGIN */
  gboolean       ended;

  GString       *component; /* what was read of the component being read */
  char          *kind;      /* its name; NULL if none is being read */
  guint          component_line;
  int            inner;     /* BEGINs without their END in it, its own too */
  gboolean       too_large;

  /* What the last part points to. */
  GString       *part_text;
  char          *part_kind;
};

static void
start_component (StintIcsScanner *self,
                 const char      *kind)
{
  g_free (self->kind);
  self->kind = g_strdup (kind);
  self->component_line = self->line_number;
  self->inner = 1;
  self->too_large = FALSE;
  g_string_truncate (self->component, 0);
}

static void
append_line (StintIcsScanner *self)
{
  if (self->component->len + self->line->len > STINT_ICS_COMPONENT_MAX_BYTES)
    {
      self->too_large = TRUE;
      return;
    }
  g_string_append_len (self->component, self->line->str, self->line->len);
  g_string_append_c (self->component, '\n');
}

/* Hands over the component being read, and reads none. */
static void
finish_component (StintIcsScanner *self,
                  StintIcsPart    *part,
                  const char      *reason)
{
  GString *text = self->part_text;

  if (reason == NULL && self->too_large)
    reason = _("It is larger than a megabyte");

  self->part_text = self->component;
  self->component = text;
  g_free (self->part_kind);
  self->part_kind = g_steal_pointer (&self->kind);
  *part = (StintIcsPart) {
    .type = reason != NULL ? STINT_ICS_PART_DAMAGED : STINT_ICS_PART_COMPONENT,
    .kind = self->part_kind,
    .line = self->component_line,
    .text = self->part_text->str,
    .reason = reason,
  };
}

/* Those that stand in a calendar beside each other, never in each other. */
static gboolean
is_top_level (const char *kind)
{
  static const char *const kinds[] = { "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VCALENDAR", NULL };

  return g_strv_contains (kinds, kind);
}

/*
 * The BEGIN of a second event in an event: the END of the first is missing, it is damaged and the second is read. But a BEGIN right
 * behind another is a nesting, and adds to the depth.
 */
static gboolean
begin_in_component (StintIcsScanner *self,
                    const char      *kind,
                    StintIcsPart    *part)
{
  if (!is_top_level (kind))
    {
      self->inner++;
      append_line (self);
      return FALSE;
    }

  if (!self->begin_before)
    self->depth = 2;
  finish_component (self, part, _("Its end is missing"));
  if (strcmp (kind, "VCALENDAR") != 0)
    {
      start_component (self, kind);
      append_line (self);
    }
  return TRUE;
}

static gboolean
handle_begin (StintIcsScanner *self,
              const char      *kind,
              StintIcsPart    *part,
              GError         **error)
{
  gboolean found = FALSE;

  if (++self->depth > STINT_ICS_MAX_DEPTH)
    {
      g_set_error (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_LIMIT,
                   _("From line %u on, components are nested more than %d deep, which no calendar needs; nothing was imported"),
                   self->line_number, STINT_ICS_MAX_DEPTH);
      return FALSE;
    }

  if (self->kind != NULL)
    found = begin_in_component (self, kind, part);
  else if (strcmp (kind, "VCALENDAR") == 0)
    {
      /* The name of the calendar before it is not this one's. */
      *part = (StintIcsPart) { .type = STINT_ICS_PART_NAME, .kind = "", .line = self->line_number, .text = "" };
      found = self->began;
      self->began = TRUE;
    }
  else
    {
      start_component (self, kind);
      append_line (self);
    }
  self->begin_before = TRUE;
  return found;
}

static gboolean
handle_end (StintIcsScanner *self,
            const char      *kind,
            StintIcsPart    *part)
{
  gboolean own;

  if (self->kind == NULL)
    {
      /* An END without a BEGIN is passed over. */
      if (strcmp (kind, "VCALENDAR") == 0)
        self->depth = 0;
      return FALSE;
    }

  own = strcmp (kind, self->kind) == 0;
  if (!own && strcmp (kind, "VCALENDAR") != 0)
    {
      if (self->inner > 1)
        {
          self->inner--;
          self->depth--;
          append_line (self);
        }
      return FALSE;
    }

  self->depth = own ? 1 : 0;
  append_line (self);
  if (!own)
    finish_component (self, part, _("Its end is missing"));
  else
    finish_component (self, part, self->inner > 1 ? _("A part of it has no end") : NULL);
  return TRUE;
}

static gboolean
handle_property (StintIcsScanner *self,
                 StintIcsPart    *part)
{
  if (self->kind != NULL)
    append_line (self);
  else if (stint_ics_line_has_name (self->line->str, "X-WR-CALNAME") && stint_ics_line_get_value (self->line->str) != NULL)
    {
      g_autofree char *name = stint_ics_text_unescape (stint_ics_line_get_value (self->line->str));

      g_string_assign (self->part_text, name);
      *part = (StintIcsPart) { .type = STINT_ICS_PART_NAME, .kind = "", .line = self->line_number, .text = self->part_text->str };
      return TRUE;
    }
  return FALSE;
}

static gboolean
set_not_a_calendar (GError **error)
{
  g_set_error_literal (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_FORMAT,
                       _("This is no calendar file: it does not begin with BEGIN:VCALENDAR"));
  return FALSE;
}

static gboolean
begins_a_calendar (GString *line)
{
  return line->len >= strlen ("BEGIN:VCALENDAR") && g_ascii_strncasecmp (line->str, "BEGIN:VCALENDAR", strlen ("BEGIN:VCALENDAR")) == 0;
}

static gboolean
check_line (StintIcsScanner *self,
            GError         **error)
{
  if (!self->began && !begins_a_calendar (self->line))
    return set_not_a_calendar (error);
  if (!g_utf8_validate (self->line->str, self->line->len, NULL))
    {
      g_set_error (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_ENCODING,
                   _("Line %u is not UTF-8; save the file as UTF-8 and import it again"), self->line_number);
      return FALSE;
    }
  return TRUE;
}

static gboolean
handle_line (StintIcsScanner *self,
             StintIcsPart    *part,
             GError         **error)
{
  const char *text = self->line->str;
  gboolean begin = g_ascii_strncasecmp (text, "BEGIN:", 6) == 0;
  gboolean found;

  if (begin || g_ascii_strncasecmp (text, "END:", 4) == 0)
    {
      g_autofree char *kind = g_strstrip (g_ascii_strup (text + (begin ? 6 : 4), -1));

      if (begin)
        return handle_begin (self, kind, part, error);
      found = handle_end (self, kind, part);
    }
  else
    found = handle_property (self, part);
  self->begin_before = FALSE;
  return found;
}

/* The stream is at its end: what is there to say about it? */
static gboolean
handle_stream_end (StintIcsScanner *self,
                   StintIcsPart    *part,
                   GError         **error)
{
  if (!self->began)
    {
      if (stint_ics_lines_get_n_bytes (self->lines) > 0)
        return set_not_a_calendar (error);
      g_set_error_literal (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_FORMAT, _("The file is empty"));
      return FALSE;
    }
  if (self->kind != NULL)
    {
      finish_component (self, part, _("The file ends in the middle of it"));
      return TRUE;
    }
  if (self->depth > 0 && !self->ended)
    {
      *part = (StintIcsPart) { .type = STINT_ICS_PART_CUT, .kind = "", .line = self->line_number, .text = "" };
      self->ended = TRUE;
      return TRUE;
    }
  return FALSE;
}

StintIcsScanner *
stint_ics_scanner_new (GInputStream *stream)
{
  StintIcsScanner *self = g_new0 (StintIcsScanner, 1);

  self->lines = stint_ics_lines_new (stream);
  self->line = g_string_new (NULL);
  self->component = g_string_new (NULL);
  self->part_text = g_string_new (NULL);
  return self;
}

void
stint_ics_scanner_free (StintIcsScanner *self)
{
  stint_ics_lines_free (self->lines);
  g_string_free (self->line, TRUE);
  g_string_free (self->component, TRUE);
  g_string_free (self->part_text, TRUE);
  g_free (self->kind);
  g_free (self->part_kind);
  g_free (self);
}

/**
 * stint_ics_scanner_next:
 * @part: (out caller-allocates): what was found; valid until the next call
 * @error: #StintInterchangeError or #GIOErrorEnum; nothing can be read after it
 *
 * Returns: %FALSE at the end, without @error, or on an error
 */
gboolean
stint_ics_scanner_next (StintIcsScanner *self,
                        StintIcsPart    *part,
                        GCancellable    *cancellable,
                        GError         **error)
{
  g_autoptr (GError) local_error = NULL;

  while (stint_ics_lines_next (self->lines, self->line, &self->line_number, cancellable, &local_error))
    {
      gboolean found;

      if (self->line->len == 0)
        continue;
      if (!check_line (self, error))
        return FALSE;
      found = handle_line (self, part, &local_error);
      if (local_error != NULL)
        break;
      if (found)
        return TRUE;
    }

  if (local_error != NULL)
    {
      /* A picture or a program has lines of any length: that they are long is not what to say about it. */
      if (!self->began && !begins_a_calendar (self->line) &&
          g_error_matches (local_error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_LIMIT))
        return set_not_a_calendar (error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return handle_stream_end (self, part, error);
}

guint64
stint_ics_scanner_get_n_bytes (StintIcsScanner *self)
{
  return stint_ics_lines_get_n_bytes (self->lines);
}
