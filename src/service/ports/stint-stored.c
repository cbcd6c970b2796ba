/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/ports/stint-stored.h"

#include "core/stint-id.h"
#include "core/stint-time.h"

#include <string.h>

#define DAY_LENGTH 10

StintStored *
stint_stored_copy (const StintStored *self)
{
  StintStored *copy = g_new0 (StintStored, 1);

  copy->kind = self->kind;
  copy->deleted = self->deleted;
  copy->id = g_strdup (self->id);
  copy->version = g_strdup (self->version);
  copy->data = g_strdup (self->data);
  copy->edits = g_strdup (self->edits);
  copy->at = g_strdup (self->at);
  return copy;
}

void
stint_stored_free (StintStored *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->version);
  g_free (self->data);
  g_free (self->edits);
  g_free (self->at);
  g_free (self);
}

/* Ids, tags and kinds have no character that JSON escapes: they were checked by pattern when they came in. */
void
stint_stored_append_json (const StintStored *self,
                          GString           *out)
{
  g_string_append_printf (out, "{\"kind\":\"%s\",\"id\":\"%s\",\"v\":\"%s\",\"deleted\":%s",
                          stint_kind_to_string (self->kind), self->id, self->version, self->deleted ? "true" : "false");
  if (self->data != NULL)
    g_string_append_printf (out, ",\"data\":%s", self->data);
  g_string_append_printf (out, ",\"edits\":%s,\"at\":%s}", self->edits, self->at);
}

/* Returns: the bytes that count against the user's limit */
gsize
stint_stored_get_size (const StintStored *self)
{
  return (self->data != NULL ? strlen (self->data) : 0) + strlen (self->edits) + strlen (self->at);
}

StintStoredPage *
stint_stored_page_new (void)
{
  StintStoredPage *self = g_new0 (StintStoredPage, 1);

  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_stored_free);
  return self;
}

void
stint_stored_page_free (StintStoredPage *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->records);
  g_free (self->cursor);
  g_free (self);
}

/* @day: (nullable): for a walk over days */
char *
stint_cursor_new (const char *day,
                  StintKind   kind,
                  const char *id)
{
  return g_strconcat (day != NULL ? day : "", day != NULL ? "." : "", stint_kind_to_string (kind), ".", id, NULL);
}

/**
 * stint_cursor_parse:
 * @id: (out): the end of @cursor
 *
 * Returns: whether it is a place in a snapshot
 */
gboolean
stint_cursor_parse (const char  *cursor,
                    StintKind   *kind,
                    const char **id)
{
  const char *dot = strchr (cursor, '.');
  g_autofree char *name = dot != NULL ? g_strndup (cursor, dot - cursor) : NULL;

  if (name == NULL || !stint_kind_from_string (name, kind) || !stint_id_is_valid (dot + 1))
    return FALSE;

  *id = dot + 1;
  return TRUE;
}

/* @day: (out) (transfer full); @id: (out): the end of @cursor. Returns: whether it is a place in a walk over days */
gboolean
stint_day_cursor_parse (const char  *cursor,
                        char       **day,
                        StintKind   *kind,
                        const char **id)
{
  g_autofree char *text = g_strndup (cursor, DAY_LENGTH);

  if (!stint_day_text_is_valid (text) || cursor[DAY_LENGTH] != '.' ||
      !stint_cursor_parse (cursor + DAY_LENGTH + 1, kind, id))
    return FALSE;

  *day = g_steal_pointer (&text);
  return TRUE;
}

/* Returns: whether it is a date such as 2026-11-23 */
gboolean
stint_day_text_is_valid (const char *day)
{
  StintTime time;

  return day != NULL && strlen (day) == DAY_LENGTH && stint_time_parse (day, &time, NULL) && time.date_only;
}
