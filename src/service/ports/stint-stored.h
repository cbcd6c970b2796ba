/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

G_BEGIN_DECLS

/**
 * StintStored:
 * @version: the tag of the push that wrote it
 * @data: (nullable): JSON, an object; %NULL of a tombstone
 * @edits: JSON, an object: who edited it how often (stored unread)
 * @at: JSON, an object: when each member was edited last (stored unread)
 *
 * A record as the service keeps it: its members are JSON already, and go out as they came in.
 */
typedef struct
{
  StintKind kind;
  gboolean deleted;
  char *id;
  char *version;
  char *data;
  char *edits;
  char *at;
} StintStored;

StintStored *stint_stored_copy        (const StintStored *self);
void         stint_stored_free        (StintStored       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintStored, stint_stored_free)

void         stint_stored_append_json (const StintStored *self,
                                       GString           *out);
gsize        stint_stored_get_size    (const StintStored *self);

/**
 * StintStoredPage:
 * @records: (element-type StintStored): in the order of the walk
 * @cursor: (nullable): where the walk goes on; %NULL at its end
 */
typedef struct
{
  GPtrArray *records;
  char *cursor;
} StintStoredPage;

StintStoredPage *stint_stored_page_new  (void);
void             stint_stored_page_free (StintStoredPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintStoredPage, stint_stored_page_free)

/* Cursors: "task.<uuid>" in a snapshot, "2026-11-23.task.<uuid>" in a walk over days. They hold nothing but a place. */
char    *stint_cursor_new        (const char  *day,
                                  StintKind    kind,
                                  const char  *id);
gboolean stint_cursor_parse      (const char  *cursor,
                                  StintKind   *kind,
                                  const char **id);
gboolean stint_day_cursor_parse  (const char  *cursor,
                                  char       **day,
                                  StintKind   *kind,
                                  const char **id);
gboolean stint_day_text_is_valid (const char  *day);

G_END_DECLS
