/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/stint-tag.h"

G_BEGIN_DECLS

/* A hole in the log that is younger than this may be a push that a reader does not see whole yet. */
#define STINT_LOG_SETTLED_MS 60000

/**
 * StintLogEntry:
 * @previous: the tag of the push before
 * @ops: JSON, an array of records
 *
 * One push, whole: what a pull hands on.
 */
typedef struct
{
  StintTag tag;
  StintTag previous;
  char *device;
  char *ops;
  gint64 written_ms;
} StintLogEntry;

StintLogEntry *stint_log_entry_copy (const StintLogEntry *self);
void           stint_log_entry_free (StintLogEntry       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintLogEntry, stint_log_entry_free)

/**
 * StintHead:
 * @tag: the last push
 * @erased_n: the push that erased the account; 0 if it never was
 * @n_records: records, tombstones too
 * @n_bytes: what they hold
 * @written_ms: when
 *
 * Where an account stands. A value; an account that never was pushed to is all zeros but the tag's text.
 */
typedef struct
{
  StintTag tag;
  gint64 erased_n;
  gint64 n_records;
  gint64 n_bytes;
  gint64 written_ms;
} StintHead;

/**
 * StintLogPage:
 * @entries: (element-type StintLogEntry): each follows the one before
 * @from, @to: the cursor that was asked for, and that of the last entry
 * @more: there is more to ask for; if @entries is empty, in a second
 */
typedef struct
{
  GPtrArray *entries;
  StintTag from;
  StintTag to;
  StintTag head;
  gboolean more;
} StintLogPage;

StintLogPage *stint_log_page_new  (GPtrArray       *found,
                                   const StintTag  *since,
                                   const StintHead *head,
                                   gint64           now_ms,
                                   GError         **error);
void          stint_log_page_free (StintLogPage    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintLogPage, stint_log_page_free)

G_END_DECLS
