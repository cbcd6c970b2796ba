/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/assist/stint-draft.h"

#include "stint-config.h"

#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "workspace/assist/stint-rules.h"
#include "workspace/stint-commands-private.h"

#include <glib/gi18n-lib.h>

/**
 * Take:
 * @ids: of each task that is kept, by its ref
 * @projects: of each project that is made, by its folded name
 */
typedef struct
{
  StintDraft     *draft;
  StintWorkspace *workspace;
  StintRecord    *parent;
  StintEdit      *edit;
  GHashTable     *ids;
  GHashTable     *projects;
} Take;

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* Adds the ids of what comes before a task: those that are kept, and for those that are not, what comes before them. */
static void
collect_blockers (Take           *take,
                  StintDraftTask *task,
                  GPtrArray      *ids,
                  GHashTable     *seen)
{
  const char *const *after = stint_draft_task_get_after (task);

  for (gsize i = 0; after[i] != NULL; i++)
    {
      StintDraftTask *first = stint_draft_find_task (take->draft, after[i]);
      char *id = g_hash_table_lookup (take->ids, after[i]);

      if (first == NULL || !g_hash_table_add (seen, (gpointer) stint_draft_task_get_ref (first)))
        continue;
      if (id != NULL)
        g_ptr_array_add (ids, id);
      else
        collect_blockers (take, first, ids, seen);
    }
}

/* Returns: (transfer floating) (nullable): the set of what blocks it */
static GVariant *
make_blockers (Take           *take,
               StintDraftTask *task)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (seen, (gpointer) stint_draft_task_get_ref (task));
  collect_blockers (take, task, ids, seen);
  if (ids->len == 0)
    return NULL;
  g_ptr_array_sort (ids, compare_ids);
  return g_variant_new_strv ((const char *const *) ids->pdata, MIN (ids->len, STINT_SET_MAX_ELEMENTS));
}

/* Returns: (transfer none) (nullable): the id of the nearest task above it that is kept, or of the one that is broken down */
static const char *
find_parent (Take           *take,
             StintDraftTask *task)
{
  const char *ref = stint_draft_task_get_parent (task);

  for (guint depth = 0; ref != NULL && depth < STINT_DRAFT_MAX_TASKS; depth++)
    {
      StintDraftTask *above = stint_draft_find_task (take->draft, ref);
      const char *id = g_hash_table_lookup (take->ids, ref);

      if (id != NULL)
        return id;
      ref = above != NULL ? stint_draft_task_get_parent (above) : NULL;
    }
  return take->parent != NULL ? stint_record_get_id (take->parent) : NULL;
}

/* Returns: (transfer none) (nullable): a project's id; the project is made with the first task that names it */
static const char *
find_project (Take       *take,
              const char *name)
{
  const char *id = name != NULL ? stint_command_find_project (take->workspace, name) : NULL;
  g_autofree char *folded = NULL;

  if (name == NULL || id != NULL)
    return id;
  folded = g_utf8_casefold (name, -1);
  id = g_hash_table_lookup (take->projects, folded);
  if (id == NULL)
    {
      char *made = stint_command_add_project_op (take->edit, take->workspace, name, NULL);

      g_hash_table_insert (take->projects, g_steal_pointer (&folded), made);
      id = made;
    }
  return id;
}

static void
take_task (Take           *take,
           StintDraftTask *task)
{
  const char *id = g_hash_table_lookup (take->ids, stint_draft_task_get_ref (task));
  const char *name = stint_draft_task_get_project (task);
  const char *project = find_project (take, name);
  const char *parent = find_parent (take, task);
  GVariant *blockers = make_blockers (take, task);
  GVariantDict members;

  /* A part of a task is of its project, unless it says otherwise. */
  if (name == NULL && take->parent != NULL)
    project = stint_task_get_project (take->parent);
  g_variant_dict_init (&members, stint_draft_task_get_members (task));
  if (project != NULL)
    g_variant_dict_insert (&members, STINT_TASK_PROJECT, "s", project);
  if (parent != NULL)
    g_variant_dict_insert (&members, STINT_TASK_PARENT, "s", parent);
  if (blockers != NULL)
    g_variant_dict_insert_value (&members, STINT_TASK_BLOCKERS, blockers);
  stint_edit_create (take->edit, STINT_KIND_TASK, id, g_variant_dict_end (&members));
}

/* What the step is called in the history. */
static char *
make_label (Take *take,
            guint n_tasks,
            guint n_rules)
{
  g_autofree char *name = NULL;

  if (take->parent != NULL && n_tasks > 0)
    {
      name = stint_command_shorten (stint_task_get_title (take->parent));
      return g_strdup_printf (_("Break down “%s”"), name);
    }
  if (n_rules == 0)
    return g_strdup_printf (ngettext ("Add %u task", "Add %u tasks", n_tasks), n_tasks);
  if (n_tasks == 0)
    return g_strdup_printf (ngettext ("Add %u rule", "Add %u rules", n_rules), n_rules);
  return g_strdup (_("Add tasks and rules"));
}

/* Gives every task that is kept its id: those that come later are named by those before them too. */
static guint
hand_out_ids (Take *take)
{
  GListModel *tasks = stint_draft_get_tasks (take->draft);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (StintDraftTask) task = g_list_model_get_item (tasks, i);

      if (stint_draft_task_get_keep (task))
        g_hash_table_insert (take->ids, g_strdup (stint_draft_task_get_ref (task)), stint_workspace_dup_new_id (take->workspace));
    }
  return g_hash_table_size (take->ids);
}

static guint
count_rules (StintDraft *draft)
{
  GListModel *rules = stint_draft_get_rules (draft);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr (StintDraftRule) rule = g_list_model_get_item (rules, i);

      n += stint_draft_rule_get_keep (rule);
    }
  return n;
}

static void
take_all (Take *take)
{
  GListModel *tasks = stint_draft_get_tasks (take->draft);
  GListModel *rules = stint_draft_get_rules (take->draft);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (StintDraftTask) task = g_list_model_get_item (tasks, i);

      if (stint_draft_task_get_keep (task))
        take_task (take, task);
    }
  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr (StintDraftRule) rule = g_list_model_get_item (rules, i);

      if (stint_draft_rule_get_keep (rule))
        stint_rules_add_op (take->edit, take->workspace, stint_draft_rule_get_rule (rule));
    }
}

StintEdit *
stint_draft_take (StintDraft     *self,
                  StintWorkspace *workspace,
                  StintRecord    *parent)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Take take = { self, workspace, parent, NULL, ids, projects };
  g_autofree char *label = NULL;
  guint n_tasks, n_rules;

  g_return_val_if_fail (STINT_IS_DRAFT (self), NULL);

  n_tasks = hand_out_ids (&take);
  n_rules = count_rules (self);
  if (n_tasks + n_rules == 0)
    return NULL;
  label = make_label (&take, n_tasks, n_rules);
  take.edit = stint_edit_new (label);
  take_all (&take);
  return take.edit;
}
