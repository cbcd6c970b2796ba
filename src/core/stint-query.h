/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-block.h"
#include "core/stint-record.h"
#include "core/stint-time.h"

G_BEGIN_DECLS

/**
 * StintTaskView:
 * @STINT_TASK_VIEW_BACKLOG: open, and without a block or with less planned than estimated
 * @STINT_TASK_VIEW_TODAY: open, and with a block or deadline today, or overdue
 * @STINT_TASK_VIEW_OVERDUE: open, and its deadline has passed
 * @STINT_TASK_VIEW_OPEN: everything that is not done
 */
typedef enum
{
  STINT_TASK_VIEW_BACKLOG,
  STINT_TASK_VIEW_TODAY,
  STINT_TASK_VIEW_OVERDUE,
  STINT_TASK_VIEW_OPEN,
  STINT_TASK_VIEW_DONE,
  STINT_TASK_VIEW_ALL,
} StintTaskView;

typedef enum
{
  STINT_TASK_SORT_CREATED,
  STINT_TASK_SORT_DEADLINE,
  STINT_TASK_SORT_PRIORITY,
  STINT_TASK_SORT_TITLE,
} StintTaskSort;

/**
 * StintTaskQuery:
 * @project: (nullable): a project's id
 * @tag: (nullable): one tag
 * @search: (nullable): words; each must begin a word of title, notes or tags, whatever its case and accents
 * @from_day, @to_day: with a block or deadline in [from, to); both 0: any
 * @also: (nullable): a JSON array of the ids of tasks that have something in the range which the store cannot see: series
 * @zone, @now_s: for today and overdue; @now_s is an instant, in seconds since 1970 in UTC
 */
typedef struct
{
  StintTaskView view;
  StintTaskSort sort;
  char *project;
  char *tag;
  char *search;
  int from_day;
  int to_day;
  char *also;
  const char *zone;
  gint64 now_s;
} StintTaskQuery;

StintTaskQuery *stint_task_query_copy (const StintTaskQuery *self);
void            stint_task_query_free (StintTaskQuery       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintTaskQuery, stint_task_query_free)

/**
 * StintTaskRow:
 * @record: the task
 * @project_name, @color: (nullable) of its project
 * @planned_min, @done_min: the ledger: the minutes of its blocks, and those of them that are done
 * @n_blocks: its living blocks
 * @next: of a series, if @has_next: its earliest open occurrence, the one that is completed with it
 *
 * A task as a list shows it.
 */
typedef struct
{
  StintRecord *record;
  char *project_name;
  char *color;
  int planned_min;
  int done_min;
  int n_blocks;
  gboolean has_next;
  StintTime next;
} StintTaskRow;

void stint_task_row_free (StintTaskRow *self);

/**
 * StintGridQuery:
 * @first_day, @n_days: the days asked for
 * @limit_per_day: at most so many of each day; 0: all of them
 * @zone: the zone of the grid
 */
typedef struct
{
  int first_day;
  int n_days;
  int limit_per_day;
  const char *zone;
} StintGridQuery;

typedef enum
{
  STINT_GRID_BLOCK,
  STINT_GRID_DEADLINE,
} StintGridKind;

/**
 * StintGridRow:
 * @id: of the block; of the task for a deadline. An occurrence that nobody has touched has the id that its record would have
 * @task_id: of the task; of the series for an occurrence that has no record of its own
 * @start_s, @end_s: civil seconds in the grid's zone; for @all_day midnights, the end exclusive
 * @color: (nullable): its project's
 * @zone: (nullable): the own zone of a block or deadline with a time, interned; %NULL if it floats or is of dates
 * @start_again, @end_again: the clock in the grid's zone reads so for the second time, because it was set back
 * @series_id: (nullable): the series that it is an occurrence of, touched or not
 * @original: of an occurrence: when the rule has it
 *
 * A block or a deadline as the grid shows it, read without touching the record's JSON.
 */
typedef struct
{
  StintGridKind kind;
  char *id;
  char *task_id;
  char *title;
  char *color;
  gint64 start_s;
  gint64 end_s;
  const char *zone;
  gboolean start_again;
  gboolean end_again;
  gboolean all_day;
  gboolean pinned;
  gboolean done;
  char *series_id;
  StintTime original;
} StintGridRow;

StintGridRow *stint_grid_row_copy    (const StintGridRow *self);
void   stint_grid_row_free           (StintGridRow       *self);
void   stint_grid_row_set_instants   (StintGridRow       *self,
                                      const char         *zone,
                                      gint64              start_unix_s,
                                      gint64              end_unix_s);
gint64 stint_grid_row_get_start_unix (const StintGridRow *self,
                                      const char         *zone);
gint64 stint_grid_row_get_end_unix   (const StintGridRow *self,
                                      const char         *zone);
StintWhen stint_grid_row_get_when    (const StintGridRow *self,
                                      const char         *zone);

/**
 * StintGridDay:
 * @n_items: what the day has in all, shown or not
 * @minutes: the minutes of its timed blocks that pass in the day
 */
typedef struct
{
  int n_items;
  int minutes;
} StintGridDay;

/**
 * StintGridResult:
 * @rows: (element-type StintGridRow): sorted by day of start, all-day first, then start, then the longer first, then id
 * @days: (element-type StintGridDay): one a day asked for
 */
typedef struct
{
  GPtrArray *rows;
  GArray *days;
} StintGridResult;

void stint_grid_result_free   (StintGridResult      *self);
void stint_grid_query_get_days (const StintGridQuery *self,
                                const StintGridRow   *row,
                                int                  *first,
                                int                  *last);
void stint_grid_result_count  (StintGridResult      *self,
                               const StintGridQuery *query,
                               const StintGridRow   *row);
void stint_grid_result_settle (StintGridResult      *self,
                               const StintGridQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintGridResult, stint_grid_result_free)

G_END_DECLS
