/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-export.h"

#include "stint-config.h"

#include <string.h>

#include "core/stint-id.h"
#include "core/stint-task.h"
#include "interchange/stint-ics-task-writer.h"

typedef struct
{
  StintIcsTaskWriter tasks;
  GHashTable        *blocks;    /* a task's id → GPtrArray of its blocks, borrowed */
  GHashTable        *overrides; /* a series' id → GPtrArray of its occurrences, borrowed */
} Export;

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  StintRecord *first = *(StintRecord *const *) a;
  StintRecord *second = *(StintRecord *const *) b;
  StintKind kind = stint_record_get_kind (first);
  StintKind other = stint_record_get_kind (second);

  if (kind != other)
    return kind < other ? -1 : 1;
  return strcmp (stint_record_get_id (first), stint_record_get_id (second));
}

/* Occurrences come after the series that they belong to. */
static int
compare_tasks (gconstpointer a,
               gconstpointer b)
{
  gboolean first = stint_record_get_string (*(StintRecord *const *) a, STINT_TASK_SERIES) != NULL;
  gboolean second = stint_record_get_string (*(StintRecord *const *) b, STINT_TASK_SERIES) != NULL;

  return first != second ? first - second : compare_records (a, b);
}

/* The living ones, sorted; the records are borrowed. */
static GPtrArray *
sort_living (GPtrArray   *records,
             GCompareFunc compare)
{
  GPtrArray *living = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    if (!stint_record_is_deleted (g_ptr_array_index (records, i)))
      g_ptr_array_add (living, g_ptr_array_index (records, i));
  g_ptr_array_sort (living, compare);
  return living;
}

static GHashTable *
index_by_id (GPtrArray *records)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (index, (gpointer) stint_record_get_id (g_ptr_array_index (records, i)), g_ptr_array_index (records, i));
  return index;
}

/* Returns: (transfer full): of each owner the records that name it in @member; those that name none are left out */
static GHashTable *
index_by_owner (GPtrArray  *records,
                const char *member)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < records->len; i++)
    {
      StintRecord *record = g_ptr_array_index (records, i);
      const char *owner = stint_record_get_string (record, member);
      GPtrArray *list = owner != NULL ? g_hash_table_lookup (index, owner) : NULL;

      if (owner == NULL)
        continue;
      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (index, (gpointer) owner, list);
        }
      g_ptr_array_add (list, record);
    }
  return index;
}

static void
add_blocks (Export      *self,
            GPtrArray   *blocks,
            StintRecord *but)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    if (g_ptr_array_index (blocks, i) != but)
      stint_ics_task_writer_block (&self->tasks, g_ptr_array_index (blocks, i));
}

/* An occurrence that was moved owns a block of that id. */
static StintRecord *
find_occurrence_block (StintRecord *override,
                       GPtrArray   *blocks)
{
  g_autofree char *id = stint_id_derive ("occurrence-block", stint_record_get_id (override));

  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    if (strcmp (stint_record_get_id (g_ptr_array_index (blocks, i)), id) == 0)
      return g_ptr_array_index (blocks, i);
  return NULL;
}

/* What was cancelled is written with its series. */
static void
add_occurrence (Export      *self,
                StintRecord *series,
                StintRecord *override)
{
  GPtrArray *blocks = g_hash_table_lookup (self->blocks, stint_record_get_id (override));
  StintRecord *block = NULL;

  if (!stint_task_is_cancelled (override))
    {
      block = find_occurrence_block (override, blocks);
      stint_ics_task_writer_occurrence (&self->tasks, series, override, block);
    }
  add_blocks (self, blocks, block);
}

static void
add_series (Export      *self,
            StintRecord *series)
{
  GPtrArray *overrides = g_hash_table_lookup (self->overrides, stint_record_get_id (series));

  stint_ics_task_writer_series (&self->tasks, series, overrides);
  add_blocks (self, g_hash_table_lookup (self->blocks, stint_record_get_id (series)), NULL);
  for (guint i = 0; overrides != NULL && i < overrides->len; i++)
    add_occurrence (self, series, g_ptr_array_index (overrides, i));
}

/* Whether it is written with its series. */
static gboolean
is_occurrence (Export      *self,
               StintRecord *task)
{
  const char *id = stint_record_get_string (task, STINT_TASK_SERIES);
  StintRecord *series = id != NULL ? g_hash_table_lookup (self->tasks.tasks, id) : NULL;
  StintTime original;

  return series != NULL && stint_ics_task_is_series (series) && stint_task_get_occurrence (task, &original);
}

static void
add_task (Export      *self,
          StintRecord *task)
{
  GPtrArray *blocks = g_hash_table_lookup (self->blocks, stint_record_get_id (task));

  if (is_occurrence (self, task))
    return;
  if (stint_ics_task_is_series (task))
    add_series (self, task);
  else if (blocks == NULL || blocks->len != 1 || !stint_ics_task_is_event (task, g_ptr_array_index (blocks, 0)) ||
           !stint_ics_task_writer_event (&self->tasks, task, g_ptr_array_index (blocks, 0)))
    {
      stint_ics_task_writer_todo (&self->tasks, task);
      add_blocks (self, blocks, NULL);
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (a, b);
}

static void
add_zones (StintIcsWriter *head,
           StintIcsWriter *body)
{
  g_autoptr (GList) zones = g_list_sort (g_hash_table_get_keys (body->zones), compare_names);

  for (GList *l = zones; l != NULL; l = l->next)
    stint_ics_writer_add_zone (head, l->data, g_hash_table_lookup (body->zones, l->data));
}

/* The head, which knows what zones the body needed, before the body. */
static char *
assemble (StintIcsWriter *body)
{
  g_autoptr (StintIcsWriter) head = stint_ics_writer_new ();
  GString *text = g_string_sized_new (body->lines->len + body->lines->len / 16);

  stint_ics_writer_add_raw (head, "BEGIN", "VCALENDAR");
  stint_ics_writer_add_raw (head, "VERSION", "2.0");
  stint_ics_writer_add_raw (head, "PRODID", "-//Stint//Stint " STINT_VERSION "//EN");
  add_zones (head, body);
  stint_ics_fold (head->lines->str, text);
  stint_ics_fold (body->lines->str, text);
  g_string_append (text, "END:VCALENDAR\r\n");
  return g_string_free (text, FALSE);
}

/**
 * stint_export_ics:
 * @tasks: (element-type StintRecord)
 * @blocks: (element-type StintRecord): blocks of tasks that are not among them are left out
 * @projects: (element-type StintRecord): those that the tasks are in
 * @now_unix_s: the time now, for DTSTAMP
 *
 * The same records give the same text but for DTSTAMP, whatever their order. Deleted ones are left out.
 *
 * Returns: (transfer full): a calendar in UTF-8
 */
char *
stint_export_ics (GPtrArray *tasks,
                  GPtrArray *blocks,
                  GPtrArray *projects,
                  gint64     now_unix_s)
{
  g_autoptr (GPtrArray) living_tasks = sort_living (tasks, compare_tasks);
  g_autoptr (GPtrArray) living_blocks = sort_living (blocks, compare_records);
  g_autoptr (GPtrArray) living_projects = sort_living (projects, compare_records);
  g_autoptr (GHashTable) tasks_by_id = index_by_id (living_tasks);
  g_autoptr (GHashTable) projects_by_id = index_by_id (living_projects);
  g_autoptr (GHashTable) blocks_by_task = index_by_owner (living_blocks, STINT_BLOCK_TASK);
  g_autoptr (GHashTable) overrides = index_by_owner (living_tasks, STINT_TASK_SERIES);
  g_autoptr (StintIcsWriter) body = stint_ics_writer_new ();
  StintImportSink ignored;
  g_autoptr (StintIcsMapper) checker = stint_ics_mapper_new (NULL, &ignored);
  Export self = {
    .tasks = { body, tasks_by_id, projects_by_id, now_unix_s, checker, &ignored },
    .blocks = blocks_by_task,
    .overrides = overrides,
  };

  stint_import_sink_init (&ignored);
  for (guint i = 0; i < living_tasks->len; i++)
    add_task (&self, g_ptr_array_index (living_tasks, i));
  stint_import_sink_clear (&ignored);
  return assemble (body);
}
