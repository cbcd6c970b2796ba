/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-own-csv.h"

#include <string.h>

#include "core/stint-block.h"
#include "core/stint-project.h"
#include "core/stint-repeat.h"
#include "core/stint-task.h"
#include "interchange/stint-export.h"
#include "interchange/stint-import-values.h"
#include "wire/stint-json.h"

static void
set (GHashTable *cells,
     const char *column,
     char       *text)
{
  if (text != NULL)
    g_hash_table_insert (cells, (gpointer) column, text);
}

static void
set_time (GHashTable      *cells,
          const char      *column,
          const StintTime *time)
{
  set (cells, column, stint_import_time_to_text (time));
}

static void
set_done (GHashTable  *cells,
          StintRecord *record,
          const char  *member)
{
  g_autoptr (GVariant) done = stint_record_dup_member (record, member);

  if (done != NULL && g_variant_is_of_type (done, G_VARIANT_TYPE_VARDICT))
    set (cells, "done", g_strdup (stint_import_get_text (done, "at")));
}

static void
set_set (GHashTable  *cells,
         const char  *column,
         StintRecord *record,
         const char  *member)
{
  g_auto (GStrv) elements = stint_record_dup_strings (record, member);

  if (elements[0] != NULL)
    set (cells, column, g_strjoinv (", ", elements));
}

static void
set_number (GHashTable  *cells,
            const char  *column,
            StintRecord *record,
            const char  *member)
{
  gint64 n = stint_record_get_int (record, member, G_MININT64);

  if (n != G_MININT64)
    set (cells, column, g_strdup_printf ("%" G_GINT64_FORMAT, n));
}

static void
fill_task (GHashTable  *cells,
           StintRecord *task,
           GHashTable  *projects)
{
  const char *project = stint_task_get_project (task);
  StintRecord *found = project != NULL ? g_hash_table_lookup (projects, project) : NULL;
  g_autoptr (GVariant) member = stint_record_dup_member (task, STINT_TASK_REPEAT);
  StintTime none = stint_time_date (0);
  g_autoptr (StintRepeat) repeat = stint_repeat_from_variant (member, &none);
  StintTime time;

  set (cells, "title", g_strdup (stint_record_get_string (task, STINT_TASK_TITLE)));
  set (cells, "notes", g_strdup (stint_record_get_string (task, STINT_TASK_NOTES)));
  set (cells, "project", found != NULL ? g_strdup (stint_project_get_name (found)) : NULL);
  set (cells, "project_id", g_strdup (project));
  set (cells, "parent", g_strdup (stint_record_get_string (task, STINT_TASK_PARENT)));
  set_set (cells, "tags", task, STINT_TASK_TAGS);
  set_set (cells, "blockers", task, STINT_TASK_BLOCKERS);
  set_number (cells, "priority", task, STINT_TASK_PRIORITY);
  set_number (cells, "estimate_min", task, STINT_TASK_ESTIMATE);
  if (stint_task_get_deadline (task, &time))
    set_time (cells, "deadline", &time);
  if (stint_task_get_earliest (task, &time))
    set_time (cells, "earliest", &time);
  set_done (cells, task, STINT_TASK_DONE);
  if (repeat != NULL)
    {
      set (cells, "repeat", g_strdup (repeat->rule));
      set_time (cells, "start", &repeat->start);
    }
}

static void
fill_block (GHashTable  *cells,
            StintRecord *block,
            GHashTable  *tasks)
{
  StintRecord *task = g_hash_table_lookup (tasks, stint_block_get_task (block));
  StintWhen when;

  /* For people; it is not read. */
  if (task != NULL)
    set (cells, "title", g_strdup (stint_record_get_string (task, STINT_TASK_TITLE)));
  set (cells, "task", g_strdup (stint_block_get_task (block)));
  if (stint_block_get_when (block, &when))
    {
      set_time (cells, "start", &when.start);
      set_time (cells, "end", &when.end);
    }
  set (cells, "pinned", g_strdup (stint_block_is_pinned (block) ? "true" : "false"));
  set_done (cells, block, STINT_BLOCK_DONE);
}

static void
fill_project (GHashTable  *cells,
              StintRecord *project)
{
  set (cells, "title", g_strdup (stint_project_get_name (project)));
  set (cells, "color", g_strdup (stint_record_get_string (project, STINT_PROJECT_COLOR)));
  if (stint_record_get_boolean (project, STINT_PROJECT_ARCHIVED))
    set (cells, "archived", g_strdup ("true"));
}

/* What the columns do not say, or say otherwise, is JSON: reading them is the judge. */
static void
fill_more (GHashTable  *cells,
           StintRecord *record)
{
  g_autoptr (GVariant) read = stint_own_csv_read_members (stint_record_get_kind (record), cells);
  g_auto (GVariantDict) more = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) sorted = NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, stint_record_get_data (record));
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) here = value;
      g_autoptr (GVariant) there = g_variant_lookup_value (read, name, NULL);

      if (there == NULL || !g_variant_equal (here, there))
        g_variant_dict_insert_value (&more, name, here);
    }
  g_variant_iter_init (&iter, read);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    {
      g_autoptr (GVariant) here = stint_record_dup_member (record, name);

      if (here == NULL)
        g_variant_dict_insert_value (&more, name, stint_members_unset_value ());
    }
  sorted = stint_members_sort (g_variant_dict_end (&more));
  if (g_variant_n_children (sorted) > 0)
    set (cells, "more", stint_json_to_string (sorted));
}

static void
append_cell (GString    *out,
             const char *text)
{
  g_autofree char *guarded = stint_own_csv_is_guarded (text) ? g_strconcat ("'", text, NULL) : g_strdup (text);

  if (strpbrk (guarded, ",\"\r\n") == NULL && (guarded[0] == '\0' || (guarded[0] != ' ' && guarded[strlen (guarded) - 1] != ' ')))
    {
      g_string_append (out, guarded);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = guarded; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_record (GString     *out,
               StintRecord *record,
               GHashTable  *tasks,
               GHashTable  *projects)
{
  g_autoptr (GHashTable) cells = stint_own_csv_cells_new ();
  StintKind kind = stint_record_get_kind (record);

  set (cells, "kind", g_strdup (stint_kind_to_string (kind)));
  set (cells, "id", g_strdup (stint_record_get_id (record)));
  if (kind == STINT_KIND_TASK)
    fill_task (cells, record, projects);
  else if (kind == STINT_KIND_BLOCK)
    fill_block (cells, record, tasks);
  else
    fill_project (cells, record);
  fill_more (cells, record);

  for (guint i = 0; stint_own_csv_columns[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_cell (out, stint_own_csv_get (cells, stint_own_csv_columns[i]));
    }
  g_string_append (out, "\r\n");
}

static GHashTable *
index_by_id (GPtrArray *records)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (index, (gpointer) stint_record_get_id (g_ptr_array_index (records, i)), g_ptr_array_index (records, i));
  return index;
}

/* What belongs to another task comes after it. */
static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  StintRecord *first = *(StintRecord *const *) a;
  StintRecord *second = *(StintRecord *const *) b;
  gboolean owned = stint_record_get_string (first, STINT_TASK_SERIES) != NULL;

  if (owned != (stint_record_get_string (second, STINT_TASK_SERIES) != NULL))
    return owned ? 1 : -1;
  return strcmp (stint_record_get_id (first), stint_record_get_id (second));
}

static void
append_all (GString    *out,
            GPtrArray  *records,
            GHashTable *tasks,
            GHashTable *projects)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    if (!stint_record_is_deleted (g_ptr_array_index (records, i)))
      g_ptr_array_add (sorted, g_ptr_array_index (records, i));
  g_ptr_array_sort (sorted, compare_records);
  for (guint i = 0; i < sorted->len; i++)
    append_record (out, g_ptr_array_index (sorted, i), tasks, projects);
}

/**
 * stint_export_csv:
 * @tasks, @blocks, @projects: (element-type StintRecord)
 *
 * The same records give the same text, whatever their order. Deleted ones are left out.
 *
 * Returns: (transfer full): a table with lines that end in CRLF
 */
char *
stint_export_csv (GPtrArray *tasks,
                  GPtrArray *blocks,
                  GPtrArray *projects)
{
  g_autoptr (GHashTable) tasks_by_id = index_by_id (tasks);
  g_autoptr (GHashTable) projects_by_id = index_by_id (projects);
  g_autofree char *head = g_strjoinv (",", (char **) stint_own_csv_columns);
  GString *out = g_string_new (head);

  g_string_append (out, "\r\n");
  append_all (out, projects, tasks_by_id, projects_by_id);
  append_all (out, tasks, tasks_by_id, projects_by_id);
  append_all (out, blocks, tasks_by_id, projects_by_id);
  return g_string_free (out, FALSE);
}
