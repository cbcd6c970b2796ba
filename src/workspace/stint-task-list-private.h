/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/stint-store.h"

G_BEGIN_DECLS

#define STINT_TASK_LIST_PAGE 100

/**
 * StintTaskListAsk:
 * @query: what is asked
 * @limit: at most so many; 0: all
 * @old: (element-type gint64): what the list holds; never written to again
 * @again: (element-type gint64): rows to be read afresh
 *
 * What a list asks the store. Its own copies, for the store's thread.
 */
typedef struct
{
  StintTaskQuery *query;
  guint limit;
  GArray *old;
  GArray *again;
} StintTaskListAsk;

/**
 * StintTaskListAnswer:
 * @rowids: (element-type gint64): what the query finds
 * @is_whole: it is not only the first page of it
 * @position, @n_removed, @n_added: the stretch in which it differs from what the list held
 * @read: (element-type gint64): which rows were read
 * @rows: (element-type StintTaskRow): those rows; of a task deleted since, its deleted record
 */
typedef struct
{
  GArray *rowids;
  gboolean is_whole;
  guint position;
  guint n_removed;
  guint n_added;
  GArray *read;
  GPtrArray *rows;
} StintTaskListAnswer;

void     stint_task_list_ask_free    (gpointer        data);
void     stint_task_list_answer_free (gpointer        data);
gpointer stint_task_list_ask_job     (StintDatabase  *database,
                                      gpointer        data,
                                      GCancellable   *cancellable,
                                      GError        **error);
gpointer stint_task_list_read_job    (StintDatabase  *database,
                                      gpointer        data,
                                      GCancellable   *cancellable,
                                      GError        **error);

G_END_DECLS
