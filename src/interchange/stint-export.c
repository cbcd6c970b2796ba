/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-export.h"

#include "stint-config.h"

#include <string.h>

#include "core/stint-task.h"
#include "interchange/stint-ics-task-writer.h"

typedef struct
{
  StintIcsTaskWriter tasks;
  GHashTable        *blocks; /* a task's id → GPtrArray of its blocks, borrowed */
} Export;

/* Members that only a VTODO can say to other programs. */
static const char *const todo_members[] = {
  STINT_TASK_BLOCKERS, STINT_TASK_DEADLINE, STINT_TASK_DONE, STINT_TASK_EARLIEST, STINT_TASK_ESTIMATE, STINT_TASK_PARENT, STINT_TASK_SERIES,
};

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

static GHashTable *
index_by_task (GPtrArray *blocks)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < blocks->len; i++)
    {
      StintRecord *block = g_ptr_array_index (blocks, i);
      const char *task = stint_block_get_task (block);
      GPtrArray *list = g_hash_table_lookup (index, task);

      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (index, (gpointer) task, list);
        }
      g_ptr_array_add (list, block);
    }
  return index;
}

static gboolean
is_event (StintRecord *task,
          GPtrArray   *blocks)
{
  const char *uid = stint_record_get_string (task, STINT_TASK_UID);

  if (uid == NULL || blocks == NULL || blocks->len != 1 ||
      g_strcmp0 (stint_record_get_string (g_ptr_array_index (blocks, 0), STINT_BLOCK_UID), uid) != 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (todo_members); i++)
    {
      g_autoptr (GVariant) value = stint_record_dup_member (task, todo_members[i]);

      if (value != NULL)
        return FALSE;
    }
  return TRUE;
}

static void
add_task (Export      *self,
          StintRecord *task)
{
  GPtrArray *blocks = g_hash_table_lookup (self->blocks, stint_record_get_id (task));

  if (is_event (task, blocks) && stint_ics_task_writer_event (&self->tasks, task, g_ptr_array_index (blocks, 0)))
    return;

  stint_ics_task_writer_todo (&self->tasks, task);
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    stint_ics_task_writer_block (&self->tasks, g_ptr_array_index (blocks, i));
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
  g_autoptr (GHashTable) blocks_by_task = index_by_task (living_blocks);
  g_autoptr (StintIcsWriter) body = stint_ics_writer_new ();
  StintImportSink ignored;
  g_autoptr (StintIcsMapper) checker = stint_ics_mapper_new (NULL, &ignored);
  Export self = {
    .tasks = { body, tasks_by_id, projects_by_id, now_unix_s, checker },
    .blocks = blocks_by_task,
  };

  stint_import_sink_init (&ignored);
  for (guint i = 0; i < living_tasks->len; i++)
    add_task (&self, g_ptr_array_index (living_tasks, i));
  stint_import_sink_clear (&ignored);
  return assemble (body);
}
