/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-reconcile.h"
#include "store/stint-database.h"

G_BEGIN_DECLS

/**
 * StintRemoteRow:
 * @is_known: the record was sent, or came from a server
 * @version: (nullable): the tag of what the server has; %NULL: it is not known to be there
 * @is_confirmed: the server has what the record's row has; else the rest says what it has
 * @seen, @base, @again: as in #StintKnown
 * @known_at: (nullable): `a{sx}`: see stint_age_settle()
 *
 * What is known of a record at the server.
 */
typedef struct
{
  gboolean is_known;
  char *version;
  gboolean is_confirmed;
  GVariant *seen;
  StintRecord *base;
  gboolean again;
  GVariant *known_at;
} StintRemoteRow;

void     stint_remote_row_clear           (StintRemoteRow  *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StintRemoteRow, stint_remote_row_clear)

gboolean stint_remote_table_read          (StintDatabase   *database,
                                           StintKind        kind,
                                           const char      *id,
                                           StintRemoteRow  *row,
                                           GError         **error);
gboolean stint_remote_table_keep_base     (StintDatabase   *database,
                                           StintKind        kind,
                                           const char      *id,
                                           GError         **error);
gboolean stint_remote_table_confirm       (StintDatabase   *database,
                                           StintKind        kind,
                                           const char      *id,
                                           const char      *version,
                                           GError         **error);
gboolean stint_remote_table_write         (StintDatabase   *database,
                                           StintKind        kind,
                                           const char      *id,
                                           const char      *version,
                                           GVariant        *seen,
                                           StintRecord     *base,
                                           GVariant        *known_at,
                                           gboolean         again,
                                           GError         **error);
gboolean stint_remote_table_note_sent     (StintDatabase   *database,
                                           StintKind        kind,
                                           const char      *id,
                                           const char      *known_at,
                                           GError         **error);
gboolean stint_remote_table_note_walk     (StintDatabase   *database,
                                           StintKind        kind,
                                           const char      *id,
                                           gint64           walk,
                                           GError         **error);
gboolean stint_remote_table_give_back     (StintDatabase   *database,
                                           gint64           walk,
                                           gint64           counter,
                                           GError         **error);

/* The number of a tag `n.c`; 0 for none. */
gint64   stint_version_get_number         (const char      *version);

G_END_DECLS
