/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-commands.h"

#include "stint-config.h"

#include "core/stint-project.h"
#include "core/stint-repeat.h"
#include "core/stint-task.h"
#include "workspace/stint-commands-private.h"
#include "workspace/stint-project-item.h"

#include <glib/gi18n-lib.h>

static char *
fold (const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name != NULL ? name : "", -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

/* The project of that name, whatever its case; one in use before an archived one. Returns: (transfer none) (nullable): its id */
const char *
stint_command_find_project (StintWorkspace *workspace,
                            const char     *name)
{
  GListModel *projects = stint_workspace_get_projects (workspace);
  g_autofree char *wanted = fold (name);
  const char *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (projects); i++)
    {
      g_autoptr (StintProjectItem) item = g_list_model_get_item (projects, i);
      StintRecord *record = stint_project_item_get_record (item);
      gboolean archived = stint_record_get_boolean (record, STINT_PROJECT_ARCHIVED);
      g_autofree char *folded = fold (stint_project_get_name (record));

      if (g_str_equal (folded, wanted) && (found == NULL || !archived))
        found = stint_record_get_id (record);
      if (found != NULL && !archived && found == stint_record_get_id (record))
        break;
    }
  return found;
}

/* Adds a project to @edit. Returns: (transfer full): its id */
char *
stint_command_add_project_op (StintEdit      *edit,
                              StintWorkspace *workspace,
                              const char     *name,
                              const char     *color)
{
  char *id = stint_workspace_dup_new_id (workspace);
  GVariantDict members;

  if (color == NULL)
    color = stint_project_pick_color (g_list_model_get_n_items (stint_workspace_get_projects (workspace)));
  g_variant_dict_init (&members, NULL);
  g_variant_dict_insert (&members, STINT_PROJECT_NAME, "s", name);
  g_variant_dict_insert (&members, STINT_PROJECT_COLOR, "s", color);
  stint_edit_create (edit, STINT_KIND_PROJECT, id, g_variant_dict_end (&members));
  return id;
}

/**
 * stint_command_add_project:
 * @color: (nullable): `#rrggbb`; %NULL: one that the others do not have
 * @id: (out) (optional) (transfer full): the new project's
 */
StintEdit *
stint_command_add_project (StintWorkspace *workspace,
                           const char     *name,
                           const char     *color,
                           char          **id)
{
  g_autofree char *short_name = stint_command_shorten (name);
  g_autofree char *label = g_strdup_printf (_("Add the project “%s”"), short_name);
  StintEdit *edit = stint_edit_new (label);
  g_autofree char *project_id = stint_command_add_project_op (edit, workspace, name, color);

  if (id != NULL)
    *id = g_steal_pointer (&project_id);
  return edit;
}

/**
 * stint_command_delete_project:
 *
 * Its tasks stay, and count as tasks without a project.
 */
StintEdit *
stint_command_delete_project (StintRecord *project)
{
  g_autofree char *name = stint_command_shorten (stint_project_get_name (project));
  g_autofree char *label = g_strdup_printf (_("Delete the project “%s”"), name);
  StintEdit *edit = stint_edit_new (label);

  stint_edit_delete (edit, STINT_KIND_PROJECT, stint_record_get_id (project));
  return edit;
}

/* How long the block is that the words speak of. */
static int
get_block_minutes (StintWorkspace      *workspace,
                   const StintQuickAdd *words)
{
  if (words->range_min > 0)
    return words->range_min;
  return words->length_min > 0 ? words->length_min : stint_workspace_get_default_block_min (workspace);
}

/* What is due and repeats is due each time: the deadline is where it begins. */
static gboolean
repeats_deadline (const StintQuickAdd *words)
{
  return words->repeat_rule != NULL && words->repeat_start.date_only && words->has_deadline;
}

/* What repeats at a time of the day is a block each time; what repeats on days is due on them. Returns: (transfer full) */
static StintRepeat *
make_repeat (StintWorkspace      *workspace,
             const StintQuickAdd *words)
{
  StintTime start = repeats_deadline (words) ? words->deadline : words->repeat_start;
  gboolean is_block = !words->repeat_start.date_only;

  if (is_block)
    start = stint_time_zoned (start.local_s, stint_clock_get_zone (stint_workspace_get_clock (workspace)));
  return stint_repeat_new (words->repeat_rule, &start, is_block ? get_block_minutes (workspace, words) : 0, words->repeat_from_done);
}

/* Returns: (transfer floating) */
static GVariant *
make_reminders (GArray *minutes)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  for (guint i = 0; i < minutes->len; i++)
    g_variant_builder_add (&builder, "v", g_variant_new_int64 (g_array_index (minutes, int, i)));
  return g_variant_builder_end (&builder);
}

/* What the words say of the task itself. Returns: (transfer floating) */
static GVariant *
make_members (StintWorkspace      *workspace,
              const StintQuickAdd *words,
              const char          *title,
              const char          *project)
{
  GVariantDict members;

  g_variant_dict_init (&members, NULL);
  g_variant_dict_insert (&members, STINT_TASK_TITLE, "s", title);
  if (project != NULL)
    g_variant_dict_insert (&members, STINT_TASK_PROJECT, "s", project);
  if (words->tags != NULL && words->tags[0] != NULL)
    g_variant_dict_insert_value (&members, STINT_TASK_TAGS, g_variant_new_strv ((const char *const *) words->tags, -1));
  if (words->priority != STINT_PRIORITY_NONE)
    g_variant_dict_insert (&members, STINT_TASK_PRIORITY, "x", (gint64) words->priority);
  if (words->estimate_min > 0)
    g_variant_dict_insert (&members, STINT_TASK_ESTIMATE, "x", (gint64) words->estimate_min);
  if (words->has_deadline && !repeats_deadline (words))
    g_variant_dict_insert_value (&members, STINT_TASK_DEADLINE, stint_time_to_variant (&words->deadline));
  if (words->has_earliest)
    g_variant_dict_insert_value (&members, STINT_TASK_EARLIEST, stint_time_to_variant (&words->earliest));
  if (words->repeat_rule != NULL)
    {
      g_autoptr (StintRepeat) repeat = make_repeat (workspace, words);

      g_variant_dict_insert_value (&members, STINT_TASK_REPEAT, stint_repeat_to_variant (repeat, NULL));
    }
  if (words->reminders->len > 0)
    g_variant_dict_insert_value (&members, STINT_TASK_REMINDERS, make_reminders (words->reminders));
  return g_variant_dict_end (&members);
}

/**
 * stint_command_quick_add:
 * @words: what was understood; without a title the task is called "New task"
 * @id: (out) (optional) (transfer full): the new task's
 *
 * A task from one typed line, with its project, if there is none of that name yet, and its block, if a day or time was given. A day alone
 * is a block of the whole day. Deadline and earliest start float. What repeats is a series, and has no block of its own.
 */
StintEdit *
stint_command_quick_add (StintWorkspace      *workspace,
                         const StintQuickAdd *words,
                         char               **id)
{
  const char *title = words->title != NULL && *words->title != '\0' ? words->title : _("New task");
  g_autofree char *name = stint_command_shorten (title);
  g_autofree char *label = g_strdup_printf (_("Add “%s”"), name);
  g_autofree char *task_id = stint_workspace_dup_new_id (workspace);
  g_autofree char *new_project = NULL;
  const char *project = words->project != NULL ? stint_command_find_project (workspace, words->project) : NULL;
  StintEdit *edit = stint_edit_new (label);

  if (words->project != NULL && project == NULL)
    project = new_project = stint_command_add_project_op (edit, workspace, words->project, NULL);
  stint_edit_create (edit, STINT_KIND_TASK, task_id, make_members (workspace, words, title, project));

  /* The occurrences of a series are worked out, the first one too. */
  if (words->has_start && words->repeat_rule == NULL)
    {
      StintWhen when = stint_command_make_when (workspace, words->start.local_s, get_block_minutes (workspace, words), words->start.date_only);

      stint_command_add_block (edit, workspace, task_id, &when, FALSE);
    }
  if (id != NULL)
    *id = g_steal_pointer (&task_id);
  return edit;
}
