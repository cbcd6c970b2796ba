/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-draft.h"

#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "core/stint-task.h"
#include "stint-config.h"
#include "workspace/assist/stint-rules.h"
#include "workspace/stint-format.h"

#include <glib/gi18n-lib.h>

#define INDENT 2

static GVariant *
describe_task (StintDraftTask *task)
{
  const char *const *after = stint_draft_task_get_after (task);
  GVariantBuilder object;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&object, "ref", stint_draft_task_get_ref (task));
  g_variant_iter_init (&iter, stint_draft_task_get_members (task));
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    stint_cli_json_add (&object, name, value);
  stint_cli_json_add_string (&object, "project_name", stint_draft_task_get_project (task));
  stint_cli_json_add_string (&object, "parent", stint_draft_task_get_parent (task));
  stint_cli_json_add (&object, "after", g_variant_new_strv (after, -1));
  stint_cli_json_add_string (&object, "why", stint_draft_task_get_why (task));
  stint_cli_json_add_boolean (&object, "keep", stint_draft_task_get_keep (task));
  return g_variant_ref_sink (g_variant_builder_end (&object));
}

static GVariant *
list_tasks (StintDraft *draft)
{
  GListModel *tasks = stint_draft_get_tasks (draft);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (StintDraftTask) task = g_list_model_get_item (tasks, i);

      g_ptr_array_add (objects, describe_task (task));
    }
  return stint_cli_json_array (objects);
}

static GVariant *
list_rules (StintDraft *draft)
{
  GListModel *rules = stint_draft_get_rules (draft);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);

  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr (StintDraftRule) rule = g_list_model_get_item (rules, i);

      g_ptr_array_add (objects, g_variant_ref (stint_draft_rule_get_rule (rule)));
    }
  return stint_cli_json_array (objects);
}

static void
put_json (StintCliSession *session,
          StintDraft      *draft,
          gboolean         is_added)
{
  g_autoptr (GVariant) tasks = list_tasks (draft);
  g_autoptr (GVariant) rules = list_rules (draft);
  g_autoptr (GVariant) value = NULL;
  GVariantBuilder object;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&object, "server", stint_draft_get_server (draft));
  stint_cli_json_add_boolean (&object, "added", is_added);
  stint_cli_json_add (&object, "tasks", tasks);
  stint_cli_json_add (&object, "rules", rules);
  stint_cli_json_add (&object, "questions", g_variant_new_strv (stint_draft_get_questions (draft), -1));
  value = g_variant_ref_sink (g_variant_builder_end (&object));
  stint_cli_put_json (session, value);
}

/* How deep it is below the tasks that it is a part of. */
static int
get_depth (StintDraft     *draft,
           StintDraftTask *task)
{
  int depth = 0;

  while (task != NULL && stint_draft_task_get_parent (task) != NULL && depth < STINT_DRAFT_MAX_TASKS)
    {
      task = stint_draft_find_task (draft, stint_draft_task_get_parent (task));
      depth++;
    }
  return depth;
}

static void
add_fact (GPtrArray *facts,
          char      *fact)
{
  if (fact != NULL)
    g_ptr_array_add (facts, fact);
}

/* Returns: (transfer full) (nullable) */
static char *
describe_time (StintCliSession *session,
               StintDraftTask  *task,
               const char      *member,
               const char      *format)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (stint_draft_task_get_members (task), member, NULL);
  g_autoptr (GString) text = NULL;
  g_autofree char *shown = NULL;
  StintTime time;

  if (value == NULL || !stint_time_from_variant (value, &time, NULL))
    return NULL;
  shown = stint_format_stint_time (&time, session->zone, session->today);
  text = g_string_new (format);
  g_string_replace (text, "%s", shown, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "2 h, by Friday 17:00, #Work, @deep, after “Book the room”". */
static char *
describe_facts (StintCliSession *session,
                StintDraft      *draft,
                StintDraftTask  *task)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  const char *const *after = stint_draft_task_get_after (task);
  const char *project = stint_draft_task_get_project (task);
  g_auto (GStrv) tags = NULL;
  gint64 minutes = 0;

  if (g_variant_lookup (stint_draft_task_get_members (task), STINT_TASK_ESTIMATE, "x", &minutes))
    add_fact (facts, stint_format_minutes ((int) minutes));
  add_fact (facts, describe_time (session, task, STINT_TASK_DEADLINE, _("due %s")));
  add_fact (facts, describe_time (session, task, STINT_TASK_EARLIEST, _("from %s")));
  if (project != NULL)
    add_fact (facts, g_strconcat ("#", project, NULL));
  g_variant_lookup (stint_draft_task_get_members (task), STINT_TASK_TAGS, "^as", &tags);
  for (gsize i = 0; tags != NULL && tags[i] != NULL; i++)
    add_fact (facts, g_strconcat ("@", tags[i], NULL));
  for (gsize i = 0; after[i] != NULL; i++)
    add_fact (facts, g_strdup_printf (_("after “%s”"), stint_draft_task_get_title (stint_draft_find_task (draft, after[i]))));
  g_ptr_array_add (facts, NULL);
  return g_strjoinv (", ", (char **) facts->pdata);
}

static void
put_task (StintCliSession *session,
          StintDraft      *draft,
          StintDraftTask  *task)
{
  int indent = INDENT * (1 + get_depth (draft, task));
  g_autofree char *facts = describe_facts (session, draft, task);
  g_autofree char *shown = stint_cli_text_escape (facts);
  g_autofree char *title = stint_cli_text_escape (stint_draft_task_get_title (task));
  const char *why = stint_draft_task_get_why (task);

  if (!stint_draft_task_get_keep (task))
    stint_cli_put_line (session, _("%*s%s (done already: left out)"), indent, "", title);
  else if (facts[0] != '\0')
    stint_cli_put_line (session, "%*s%s (%s)", indent, "", title, shown);
  else
    stint_cli_put_line (session, "%*s%s", indent, "", title);
  if (why != NULL)
    {
      g_autofree char *reason = stint_cli_text_escape (why);

      stint_cli_put_line (session, "%*s%s", indent + INDENT, "", reason);
    }
}

static void
put_rule (StintCliSession *session,
          GVariant        *value)
{
  g_autoptr (StintRule) rule = stint_rule_from_variant (value, NULL);
  g_autofree char *words = rule != NULL ? stint_rule_describe (rule, session->workspace) : NULL;
  g_autofree char *when = rule != NULL ? stint_rule_describe_when (rule) : NULL;
  g_autofree char *shown = stint_cli_text_escape (words != NULL ? words : "");
  g_autofree char *shown_when = stint_cli_text_escape (when != NULL ? when : "");

  if (when != NULL)
    stint_cli_put_line (session, "%*s%s (%s)", INDENT, "", shown, shown_when);
  else
    stint_cli_put_line (session, "%*s%s", INDENT, "", shown);
}

static void
put_lists (StintCliSession *session,
           StintDraft      *draft)
{
  GListModel *tasks = stint_draft_get_tasks (draft);
  GListModel *rules = stint_draft_get_rules (draft);
  const char *const *questions = stint_draft_get_questions (draft);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (StintDraftTask) task = g_list_model_get_item (tasks, i);

      put_task (session, draft, task);
    }
  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr (StintDraftRule) rule = g_list_model_get_item (rules, i);

      put_rule (session, stint_draft_rule_get_rule (rule));
    }
  for (gsize i = 0; questions[i] != NULL; i++)
    {
      g_autofree char *question = stint_cli_text_escape (questions[i]);

      stint_cli_put_line (session, "%s", question);
    }
}

void
stint_cli_put_draft (StintCliSession *session,
                     StintDraft      *draft,
                     gboolean         is_added)
{
  const char *server = stint_draft_get_server (draft);
  guint n = stint_draft_get_n_kept (draft);

  if (session->json)
    {
      put_json (session, draft, is_added);
      return;
    }
  if (server != NULL)
    {
      g_autofree char *shown = stint_cli_text_escape (server);

      stint_cli_put_line (session, _("From the assistant of %s:"), shown);
    }
  else
    {
      stint_cli_put_line (session, "%s", _("Read on this computer:"));
    }
  put_lists (session, draft);
  if (is_added)
    stint_cli_put_line (session, ngettext ("Added %u; stint-cli undo takes it back.", "Added %u; stint-cli undo takes them back.", n), n);
  else
    stint_cli_put_line (session, "%s", _("Nothing was added."));
}
