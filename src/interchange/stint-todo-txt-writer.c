/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-todo-txt.h"

#include <string.h>

#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-repeat.h"
#include "core/stint-task.h"
#include "core/stint-zone.h"
#include "interchange/stint-export.h"
#include "interchange/stint-import-values.h"
#include "planning/stint-recurrence-rule.h"

#define NO_BREAK_SPACE "\xc2\xa0"

/* A name without a space in it. */
static void
append_name (GString    *out,
             char        sign,
             const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, " ", -1);
  g_autofree char *joined = g_strjoinv (NO_BREAK_SPACE, parts);

  g_string_append_printf (out, " %c%s", sign, joined);
}

/* A word that would be read as something else has a mark before it. */
static void
append_title (GString    *out,
              const char *title)
{
  g_auto (GStrv) words = g_strsplit (title, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean looks_like = words[i][0] != '\0' && strchr ("+@\\", words[i][0]) != NULL;

      g_string_append_printf (out, " %s%s", looks_like || stint_todo_txt_is_key (words[i]) ? "\\" : "", words[i]);
    }
}

static void
append_day (GString    *out,
            gint64      unix_s,
            const char *zone)
{
  StintTime time = stint_import_time_at (unix_s, zone, FALSE);
  StintTime day = stint_time_date (stint_time_get_day (&time));
  g_autofree char *text = stint_time_to_string (&day);

  g_string_append_printf (out, " %s", text);
}

static void
append_time (GString         *out,
             const char      *key,
             const StintTime *time)
{
  g_autofree char *text = stint_import_time_to_text (time);

  g_string_append_printf (out, " %s%s", key, text);
}

/* Returns: the letter; 0 if it has no priority */
static char
get_letter (StintRecord *task,
            GVariant    *kept)
{
  int priority = stint_task_get_priority (task);
  const char *letter = kept != NULL ? stint_import_get_text (kept, "priority") : NULL;

  if (priority == STINT_PRIORITY_NONE)
    return '\0';
  if (priority == STINT_PRIORITY_LOW && letter != NULL && g_ascii_isupper (letter[0]))
    return letter[0];
  return priority < STINT_PRIORITY_MEDIUM ? 'A' : priority == STINT_PRIORITY_MEDIUM ? 'B' : 'C';
}

/* When the task was made: as the file that it came from says, else when its title was first written. */
static void
append_created (GString     *out,
                StintRecord *task,
                GVariant    *kept,
                const char  *zone)
{
  const char *created = kept != NULL ? stint_import_get_text (kept, "created") : NULL;
  gint64 at_ms = 0;

  if (created != NULL)
    {
      g_string_append_printf (out, " %s", created);
      return;
    }
  g_variant_lookup (stint_record_get_at (task), STINT_TASK_TITLE, "x", &at_ms);
  append_day (out, at_ms / 1000, zone);
}

/* What comes before the title. Without the date a title such as "x ray" would be read as what it is not. */
static void
append_head (GString     *out,
             StintRecord *task,
             GVariant    *kept,
             const char  *zone)
{
  g_autoptr (GVariant) done = stint_record_dup_member (task, STINT_TASK_DONE);
  char letter = get_letter (task, kept);
  gint64 unix_s;

  if (done != NULL && stint_import_read_instant (stint_import_get_text (done, "at"), &unix_s))
    {
      g_string_append (out, " x");
      append_day (out, unix_s, zone);
    }
  else if (letter != '\0')
    g_string_append_printf (out, " (%c)", letter);
  append_created (out, task, kept, zone);
}

static void
append_priority (GString     *out,
                 StintRecord *task,
                 GVariant    *kept)
{
  int priority = stint_task_get_priority (task);
  char letter = get_letter (task, kept);

  if (letter != '\0' && stint_task_is_done (task))
    g_string_append_printf (out, " pri:%c", letter);
  if (priority != STINT_PRIORITY_NONE && priority != STINT_PRIORITY_HIGH && priority != STINT_PRIORITY_MEDIUM && priority != STINT_PRIORITY_LOW)
    g_string_append_printf (out, " prio:%d", priority);
}

static void
append_done (GString     *out,
             StintRecord *task,
             const char  *zone)
{
  g_autoptr (GVariant) done = stint_record_dup_member (task, STINT_TASK_DONE);
  const char *at = done != NULL ? stint_import_get_text (done, "at") : NULL;
  gint64 unix_s;

  if (stint_import_read_instant (at, &unix_s) && stint_zone_to_local (zone, unix_s) % STINT_DAY_S != 0)
    g_string_append_printf (out, " done:%s", at);
}

/* A deadline that repeats in one of the ways that rec: can say. */
static gboolean
append_repeat (GString     *out,
               StintRecord *task)
{
  static const char letters[] = "dwmy";
  static const char *const names[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
  g_autoptr (GVariant) member = stint_record_dup_member (task, STINT_TASK_REPEAT);
  StintTime none = stint_time_date (0);
  g_autoptr (StintRepeat) repeat = stint_repeat_from_variant (member, &none);
  g_autoptr (StintRecurrenceRule) rule = repeat != NULL ? stint_recurrence_rule_parse (repeat->rule, NULL) : NULL;
  g_autofree char *same = NULL;

  if (rule == NULL || repeat->minutes > 0)
    return FALSE;
  same = stint_import_make_rule (names[rule->frequency], rule->interval, NULL, &repeat->start, NULL, 0, TRUE);
  if (strcmp (same, repeat->rule) != 0)
    return FALSE;
  append_time (out, "due:", &repeat->start);
  g_string_append_printf (out, " rec:%s%d%c", repeat->from_completion ? "" : "+", (int) rule->interval, letters[rule->frequency]);
  return TRUE;
}

static void
append_keys (GString     *out,
             StintRecord *task,
             GVariant    *kept,
             const char  *zone)
{
  StintTime time;

  if (!append_repeat (out, task) && stint_task_get_deadline (task, &time))
    append_time (out, "due:", &time);
  if (stint_task_get_earliest (task, &time))
    append_time (out, "t:", &time);
  if (stint_task_get_estimate_min (task) > 0)
    g_string_append_printf (out, " est:%dm", stint_task_get_estimate_min (task));
  append_priority (out, task, kept);
  append_done (out, task, zone);
  g_string_append_printf (out, " id:%s", stint_record_get_id (task));
}

/* Whoever reads the name makes the same id of it, unless a person has made the project here. */
static void
append_project_id (GString     *out,
                   StintRecord *project)
{
  g_autofree char *derived = stint_id_derive ("project", stint_project_get_name (project));

  if (strcmp (derived, stint_record_get_id (project)) != 0)
    g_string_append_printf (out, " pid:%s", stint_record_get_id (project));
}

static void
append_task (GString     *out,
             StintRecord *task,
             GHashTable  *projects,
             const char  *zone)
{
  g_autoptr (GVariant) kept = stint_record_dup_member (task, STINT_TODO_TXT_KEPT);
  g_autoptr (GString) line = g_string_new (NULL);
  g_auto (GStrv) tags = stint_task_dup_tags (task);
  g_auto (GStrv) others = NULL;
  StintRecord *project = NULL;

  if (kept != NULL && !g_variant_is_of_type (kept, G_VARIANT_TYPE_VARDICT))
    g_clear_pointer (&kept, g_variant_unref);
  if (stint_task_get_project (task) != NULL)
    project = g_hash_table_lookup (projects, stint_task_get_project (task));
  append_head (line, task, kept, zone);
  append_title (line, stint_task_get_title (task));
  if (project != NULL)
    append_name (line, '+', stint_project_get_name (project));
  if (kept != NULL && project != NULL)
    g_variant_lookup (kept, "projects", "^as", &others);
  for (guint i = 0; others != NULL && others[i] != NULL; i++)
    append_name (line, '+', others[i]);
  for (guint i = 0; tags[i] != NULL; i++)
    append_name (line, '@', tags[i]);
  append_keys (line, task, kept, zone);
  if (project != NULL)
    append_project_id (line, project);
  g_string_append_printf (out, "%s\n", line->str + 1);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (stint_record_get_id (*(StintRecord *const *) a), stint_record_get_id (*(StintRecord *const *) b));
}

/**
 * stint_export_todo_txt:
 * @tasks: (element-type StintRecord): those that were deleted, and occurrences of a series, are left out
 * @projects: (element-type StintRecord)
 * @zone: where a day begins
 *
 * The same records give the same text, whatever their order.
 *
 * Returns: (transfer full)
 */
char *
stint_export_todo_txt (GPtrArray  *tasks,
                       GPtrArray  *projects,
                       const char *zone)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < projects->len; i++)
    g_hash_table_insert (by_id, (gpointer) stint_record_get_id (g_ptr_array_index (projects, i)), g_ptr_array_index (projects, i));
  for (guint i = 0; i < tasks->len; i++)
    {
      StintRecord *task = g_ptr_array_index (tasks, i);

      if (!stint_record_is_deleted (task) && stint_record_get_string (task, STINT_TASK_SERIES) == NULL)
        g_ptr_array_add (sorted, task);
    }
  g_ptr_array_sort (sorted, compare_ids);
  for (guint i = 0; i < sorted->len; i++)
    append_task (out, g_ptr_array_index (sorted, i), by_id, zone);
  return g_string_free (out, FALSE);
}
