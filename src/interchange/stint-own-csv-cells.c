/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-own-csv.h"

#include <string.h>

#include "core/stint-block.h"
#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-repeat.h"
#include "core/stint-task.h"
#include "interchange/stint-import-values.h"
#include "wire/stint-json.h"

const char *const stint_own_csv_columns[] = {
  "kind", "id", "title", "notes", "project", "project_id", "tags", "priority", "estimate_min", "deadline", "earliest", "done",
  "repeat", "task", "start", "end", "pinned", "parent", "blockers", "color", "archived", "more", NULL,
};

GHashTable *
stint_own_csv_cells_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
}

/* Returns: the cell's text, empty if there is none */
const char *
stint_own_csv_get (GHashTable *cells,
                   const char *column)
{
  const char *text = g_hash_table_lookup (cells, column);

  return text != NULL ? text : "";
}

/**
 * stint_own_csv_is_guarded:
 *
 * Returns: whether a text needs a mark before it, or has one: any number of "'" before what begins a formula
 */
gboolean
stint_own_csv_is_guarded (const char *text)
{
  text += strspn (text, "'");
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

static void
read_text (GHashTable   *cells,
           const char   *column,
           GVariantDict *members,
           const char   *member)
{
  const char *text = stint_own_csv_get (cells, column);

  if (*text != '\0')
    g_variant_dict_insert (members, member, "s", text);
}

static void
read_number (GHashTable   *cells,
             const char   *column,
             GVariantDict *members,
             const char   *member)
{
  const char *text = stint_own_csv_get (cells, column);
  char *end = NULL;
  gint64 n = g_ascii_strtoll (text, &end, 10);

  if (end != text && *end == '\0')
    g_variant_dict_insert (members, member, "x", n);
}

static void
read_flag (GHashTable   *cells,
           const char   *column,
           GVariantDict *members,
           const char   *member)
{
  const char *text = stint_own_csv_get (cells, column);

  if (g_ascii_strcasecmp (text, "true") == 0 || g_ascii_strcasecmp (text, "false") == 0)
    g_variant_dict_insert (members, member, "b", g_ascii_strcasecmp (text, "true") == 0);
}

static void
read_time (GHashTable   *cells,
           const char   *column,
           GVariantDict *members,
           const char   *member)
{
  StintTime time;

  if (stint_import_time_from_text (stint_own_csv_get (cells, column), &time))
    g_variant_dict_insert_value (members, member, stint_time_to_variant (&time));
}

static void
read_done (GHashTable   *cells,
           GVariantDict *members,
           const char   *member)
{
  const char *text = stint_own_csv_get (cells, "done");

  if (*text != '\0')
    g_variant_dict_insert_value (members, member, g_variant_new_parsed ("{'at': <%s>}", text));
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorted and without doubles, whatever a person made of it. */
static void
read_set (GHashTable   *cells,
          const char   *column,
          GVariantDict *members,
          const char   *member)
{
  g_auto (GStrv) parts = g_strsplit (stint_own_csv_get (cells, column), ",", -1);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GVariantBuilder builder;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (sorted, parts[i]);
  if (sorted->len == 0)
    return;
  g_ptr_array_sort (sorted, compare_texts);
  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < sorted->len; i++)
    if (i == 0 || strcmp (g_ptr_array_index (sorted, i - 1), g_ptr_array_index (sorted, i)) != 0)
      g_variant_builder_add (&builder, "s", g_ptr_array_index (sorted, i));
  g_variant_dict_insert_value (members, member, g_variant_builder_end (&builder));
}

static void
read_task (GHashTable   *cells,
           GVariantDict *members)
{
  const char *rule = stint_own_csv_get (cells, "repeat");
  StintTime start;

  read_text (cells, "title", members, STINT_TASK_TITLE);
  read_text (cells, "notes", members, STINT_TASK_NOTES);
  read_text (cells, "project_id", members, STINT_TASK_PROJECT);
  read_text (cells, "parent", members, STINT_TASK_PARENT);
  read_set (cells, "tags", members, STINT_TASK_TAGS);
  read_set (cells, "blockers", members, STINT_TASK_BLOCKERS);
  read_number (cells, "priority", members, STINT_TASK_PRIORITY);
  read_number (cells, "estimate_min", members, STINT_TASK_ESTIMATE);
  read_time (cells, "deadline", members, STINT_TASK_DEADLINE);
  read_time (cells, "earliest", members, STINT_TASK_EARLIEST);
  read_done (cells, members, STINT_TASK_DONE);
  if (*rule != '\0' && stint_import_time_from_text (stint_own_csv_get (cells, "start"), &start))
    {
      g_autoptr (StintRepeat) repeat = stint_repeat_new (rule, &start, 0, FALSE);

      g_variant_dict_insert_value (members, STINT_TASK_REPEAT, stint_repeat_to_variant (repeat, NULL));
    }
}

static void
read_block (GHashTable   *cells,
            GVariantDict *members)
{
  StintWhen when;

  read_text (cells, "task", members, STINT_BLOCK_TASK);
  read_flag (cells, "pinned", members, STINT_BLOCK_PINNED);
  read_done (cells, members, STINT_BLOCK_DONE);
  if (stint_import_time_from_text (stint_own_csv_get (cells, "start"), &when.start) &&
      stint_import_time_from_text (stint_own_csv_get (cells, "end"), &when.end) &&
      when.start.date_only == when.end.date_only && when.start.zone == when.end.zone)
    g_variant_dict_insert_value (members, STINT_BLOCK_WHEN, stint_when_to_variant (&when));
}

static void
read_more (GHashTable   *cells,
           GVariantDict *members)
{
  const char *text = stint_own_csv_get (cells, "more");
  g_autoptr (GVariant) more = *text != '\0' ? stint_json_parse (text, -1, NULL) : NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (more == NULL || !g_variant_is_of_type (more, G_VARIANT_TYPE_VARDICT))
    return;
  g_variant_iter_init (&iter, more);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) owned = value;

      if (stint_members_is_unset (owned))
        g_variant_dict_remove (members, name);
      else
        g_variant_dict_insert_value (members, name, owned);
    }
}

/**
 * stint_own_csv_read_members:
 *
 * Returns: (transfer full): the members of the record that the cells say, sorted; nobody has checked them
 */
GVariant *
stint_own_csv_read_members (StintKind   kind,
                            GHashTable *cells)
{
  g_auto (GVariantDict) members = G_VARIANT_DICT_INIT (NULL);

  if (kind == STINT_KIND_TASK)
    read_task (cells, &members);
  else if (kind == STINT_KIND_BLOCK)
    read_block (cells, &members);
  else
    {
      read_text (cells, "title", &members, STINT_PROJECT_NAME);
      read_text (cells, "color", &members, STINT_PROJECT_COLOR);
      read_flag (cells, "archived", &members, STINT_PROJECT_ARCHIVED);
    }
  read_more (cells, &members);
  return stint_members_sort (g_variant_dict_end (&members));
}
