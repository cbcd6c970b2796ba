/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-record-table.h"

#include "core/stint-block.h"
#include "core/stint-project.h"
#include "core/stint-repeat.h"
#include "core/stint-task.h"
#include "store/stint-database-private.h"
#include "store/stint-search-text.h"

/* The numbers of data/sql/0001-records.sql. */
enum
{
  FORM_FLOATING,
  FORM_ZONED,
  FORM_DATE,
};

#define PRIORITY_LAST 10
/* What was made and deleted before any server heard of it need not be sent. */
#define PENDING(kind) \
  "CASE WHEN ?5 AND NOT EXISTS (SELECT 1 FROM remote WHERE remote.kind = " kind " AND remote.id = ?1) THEN 0 ELSE ?6 END"
#define UPDATED "data = excluded.data, edits = excluded.edits, at = excluded.at, deleted = excluded.deleted, pending = excluded.pending"

static const char *const write_sql[] = {
  [STINT_KIND_SETTING] =
    "INSERT INTO setting (id, data, edits, at, deleted, pending) VALUES (?1, ?2, ?3, ?4, ?5, " PENDING ("3") ")"
    " ON CONFLICT (id) DO UPDATE SET " UPDATED,
  [STINT_KIND_CONFLICT] =
    "INSERT INTO conflict (id, data, edits, at, deleted, pending) VALUES (?1, ?2, ?3, ?4, ?5, " PENDING ("4") ")"
    " ON CONFLICT (id) DO UPDATE SET " UPDATED,
  [STINT_KIND_PROJECT] =
    "INSERT INTO project (id, data, edits, at, deleted, pending, name, color) VALUES (?1, ?2, ?3, ?4, ?5, " PENDING ("0") ", ?7, ?8)"
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, color = excluded.color, " UPDATED,
  [STINT_KIND_TASK] =
    "INSERT INTO task (id, data, edits, at, deleted, pending, title, title_fold, project, priority, estimate_min, done,"
    "                  deadline_form, deadline_s, deadline_zone, deadline_sort, series, repeats, cancelled)"
    " VALUES (?1, ?2, ?3, ?4, ?5, " PENDING ("1") ", ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"
    " ON CONFLICT (id) DO UPDATE SET title = excluded.title, title_fold = excluded.title_fold, project = excluded.project,"
    "   priority = excluded.priority, estimate_min = excluded.estimate_min, done = excluded.done,"
    "   deadline_form = excluded.deadline_form, deadline_s = excluded.deadline_s, deadline_zone = excluded.deadline_zone,"
    "   deadline_sort = excluded.deadline_sort, series = excluded.series,"
    "   repeats = excluded.repeats, cancelled = excluded.cancelled, " UPDATED,
  [STINT_KIND_BLOCK] =
    "INSERT INTO block (id, data, edits, at, deleted, pending, task, form, start_s, end_s, zone, minutes, pinned, done)"
    " VALUES (?1, ?2, ?3, ?4, ?5, " PENDING ("2") ", ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
    " ON CONFLICT (id) DO UPDATE SET task = excluded.task, form = excluded.form, start_s = excluded.start_s,"
    "   end_s = excluded.end_s, zone = excluded.zone, minutes = excluded.minutes, pinned = excluded.pinned, done = excluded.done,"
    "   " UPDATED,
};

/* A tombstone from a server has no members. */
static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static int
get_form (const StintTime *time)
{
  if (time->date_only)
    return FORM_DATE;
  return time->zone != NULL ? FORM_ZONED : FORM_FLOATING;
}

/* Instants for times in a zone, civil seconds for the others. */
static gint64
get_seconds (const StintTime *time)
{
  return time->zone != NULL ? stint_time_to_unix (time, NULL) : time->local_s;
}

/* An occurrence of a series that will not take place. */
static gboolean
is_cancelled (StintRecord *task)
{
  return stint_task_is_cancelled (task) && stint_record_get_string (task, STINT_TASK_SERIES) != NULL;
}

/* As data/sql/0003-series.sql has it. */
static gint64
get_repeats (StintRecord *task)
{
  const StintTime none = { 0, };
  g_autoptr (GVariant) member = stint_record_dup_member (task, STINT_TASK_REPEAT);
  g_autoptr (StintRepeat) repeat = stint_repeat_from_variant (member, &none);

  if (repeat == NULL)
    return 0;
  return repeat->minutes > 0 ? 2 : 1;
}

static void
bind_deadline (StintStatement *statement,
               StintRecord    *task,
               int             position)
{
  gint64 sort_s = G_MAXINT64;
  StintTime deadline;

  if (!is_cancelled (task) && stint_task_get_deadline (task, &deadline))
    {
      stint_statement_bind_int (statement, position, get_form (&deadline));
      stint_statement_bind_int (statement, position + 1, get_seconds (&deadline));
      stint_statement_bind_text (statement, position + 2, deadline.zone);
      /* A day's deadline is its end. Clocks of different zones are compared as they read: a sorting key needs one number. */
      sort_s = deadline.local_s + (deadline.date_only ? STINT_DAY_S - 1 : 0);
    }
  stint_statement_bind_int (statement, position + 3, sort_s);
}

static void
bind_task (StintStatement *statement,
           StintRecord    *task,
           int             position)
{
  const char *title = or_empty (stint_task_get_title (task));
  g_autofree char *key = stint_search_text_make_key (title);
  int priority = stint_task_get_priority (task);

  stint_statement_bind_text (statement, position, title);
  stint_statement_bind_text (statement, position + 1, key);
  stint_statement_bind_text (statement, position + 2, stint_task_get_project (task));
  stint_statement_bind_int (statement, position + 3, priority == STINT_PRIORITY_NONE ? PRIORITY_LAST : priority);
  stint_statement_bind_int (statement, position + 4, stint_task_get_estimate_min (task));
  stint_statement_bind_int (statement, position + 5, stint_task_is_done (task));
  bind_deadline (statement, task, position + 6);
  stint_statement_bind_text (statement, position + 10, stint_record_get_string (task, STINT_TASK_SERIES));
  stint_statement_bind_int (statement, position + 11, get_repeats (task));
  stint_statement_bind_int (statement, position + 12, is_cancelled (task));
}

static void
bind_block (StintStatement *statement,
            StintRecord    *block,
            int             position)
{
  StintWhen when = { 0, };

  stint_block_get_when (block, &when);

  stint_statement_bind_text (statement, position, or_empty (stint_block_get_task (block)));
  stint_statement_bind_int (statement, position + 1, get_form (&when.start));
  stint_statement_bind_int (statement, position + 2, get_seconds (&when.start));
  stint_statement_bind_int (statement, position + 3, get_seconds (&when.end));
  stint_statement_bind_text (statement, position + 4, when.start.zone);
  /* Floating times are measured as clocks read them: where one will be that day, nobody knows. */
  stint_statement_bind_int (statement, position + 5, when.start.date_only ? 0 : stint_when_get_minutes (&when, NULL));
  stint_statement_bind_int (statement, position + 6, stint_block_is_pinned (block));
  stint_statement_bind_int (statement, position + 7, stint_block_is_done (block));
}

/**
 * stint_record_columns_get_sql:
 *
 * Returns: the statement that writes a record: id, data, edits, at, deleted, pending, then what stint_record_columns_bind() binds
 */
const char *
stint_record_columns_get_sql (StintKind kind)
{
  return write_sql[kind];
}

void
stint_record_columns_bind (StintStatement *statement,
                           StintRecord    *record,
                           int             position)
{
  switch (stint_record_get_kind (record))
    {
    case STINT_KIND_PROJECT:
      stint_statement_bind_text (statement, position, or_empty (stint_project_get_name (record)));
      stint_statement_bind_text (statement, position + 1, stint_record_get_string (record, STINT_PROJECT_COLOR));
      break;
    case STINT_KIND_TASK:
      bind_task (statement, record, position);
      break;
    case STINT_KIND_BLOCK:
      bind_block (statement, record, position);
      break;
    case STINT_KIND_SETTING:
    case STINT_KIND_CONFLICT:
    default:
      break;
    }
}
