/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-commands.h"

#include "stint-config.h"

#include "core/stint-project.h"
#include "core/stint-task.h"
#include "workspace/stint-commands-private.h"

#include <glib/gi18n-lib.h>

/* How much of a title a label has. */
#define SHORT_TITLE_CHARS 40

/**
 * stint_command_shorten:
 * @title: (nullable): of a task or a project
 *
 * Returns: (transfer full): the title as labels name it, cut after some forty characters
 */
char *
stint_command_shorten (const char *title)
{
  g_autofree char *start = NULL;

  if (title == NULL || *title == '\0')
    return g_strdup (_("Untitled"));
  if (g_utf8_strlen (title, -1) <= SHORT_TITLE_CHARS)
    return g_strdup (title);
  start = g_utf8_substring (title, 0, SHORT_TITLE_CHARS - 1);
  return g_strconcat (g_strchomp (start), "…", NULL);
}

/**
 * stint_command_done_value:
 *
 * Returns: (transfer floating): what the member `done` is of something that is done now
 */
GVariant *
stint_command_done_value (StintWorkspace *workspace)
{
  gint64 now_s = stint_clock_get_unix_ms (stint_workspace_get_clock (workspace)) / 1000;
  GVariantDict done;

  g_variant_dict_init (&done, NULL);
  g_variant_dict_insert_value (&done, "at", g_variant_new_take_string (stint_instant_to_string (now_s)));
  return g_variant_dict_end (&done);
}

/* Gives @id to whoever wants it. */
static void
hand_out (char      **place,
          const char *id)
{
  if (place != NULL)
    *place = g_strdup (id);
}

/**
 * stint_command_add_task:
 * @members: (transfer floating) (nullable): `a{sv}`: more members than the title
 * @id: (out) (optional) (transfer full): the new task's
 */
StintEdit *
stint_command_add_task (StintWorkspace *workspace,
                        const char     *title,
                        GVariant       *members,
                        char          **id)
{
  g_autofree char *task_id = stint_workspace_dup_new_id (workspace);
  g_autofree char *name = stint_command_shorten (title);
  g_autofree char *label = g_strdup_printf (_("Add “%s”"), name);
  g_autoptr (GVariant) given = members != NULL ? g_variant_ref_sink (members) : NULL;
  StintEdit *edit = stint_edit_new (label);
  GVariantDict dict;

  g_variant_dict_init (&dict, given);
  g_variant_dict_insert (&dict, STINT_TASK_TITLE, "s", title);
  stint_edit_create (edit, STINT_KIND_TASK, task_id, g_variant_dict_end (&dict));
  hand_out (id, task_id);
  return edit;
}

/**
 * stint_command_add_task_at:
 * @start_s: civil seconds in the workspace's zone
 * @minutes: of the block, which is also the task's estimate; 0: the default
 */
StintEdit *
stint_command_add_task_at (StintWorkspace *workspace,
                           const char     *title,
                           gint64          start_s,
                           int             minutes,
                           char          **id)
{
  int block_min = minutes > 0 ? minutes : stint_workspace_get_default_block_min (workspace);
  StintWhen when = stint_command_make_when (workspace, start_s, block_min, FALSE);
  g_autofree char *task_id = NULL;
  GVariantDict members;
  StintEdit *edit;

  g_variant_dict_init (&members, NULL);
  g_variant_dict_insert (&members, STINT_TASK_ESTIMATE, "x", (gint64) block_min);
  edit = stint_command_add_task (workspace, title, g_variant_dict_end (&members), &task_id);
  stint_command_add_block (edit, workspace, task_id, &when, FALSE);
  hand_out (id, task_id);
  return edit;
}

/* What an edit of one member is called. */
char *
stint_command_label_member (const char *member,
                            const char *name)
{
  if (g_str_equal (member, STINT_TASK_TITLE) || g_str_equal (member, STINT_PROJECT_NAME))
    return g_strdup_printf (_("Rename “%s”"), name);
  if (g_str_equal (member, STINT_TASK_NOTES))
    return g_strdup_printf (_("Change the notes of “%s”"), name);
  if (g_str_equal (member, STINT_TASK_PROJECT))
    return g_strdup_printf (_("Change the project of “%s”"), name);
  if (g_str_equal (member, STINT_TASK_TAGS))
    return g_strdup_printf (_("Change the tags of “%s”"), name);
  if (g_str_equal (member, STINT_TASK_PRIORITY))
    return g_strdup_printf (_("Change the priority of “%s”"), name);
  if (g_str_equal (member, STINT_TASK_ESTIMATE))
    return g_strdup_printf (_("Change the estimate of “%s”"), name);
  if (g_str_equal (member, STINT_TASK_DEADLINE))
    return g_strdup_printf (_("Change the deadline of “%s”"), name);
  if (g_str_equal (member, STINT_TASK_EARLIEST))
    return g_strdup_printf (_("Change the earliest start of “%s”"), name);
  if (g_str_equal (member, STINT_TASK_REPEAT))
    return g_strdup_printf (_("Change the repetition of “%s”"), name);
  if (g_str_equal (member, STINT_TASK_REMINDERS))
    return g_strdup_printf (_("Change the reminders of “%s”"), name);
  if (g_str_equal (member, STINT_PROJECT_COLOR))
    return g_strdup_printf (_("Change the color of “%s”"), name);
  return g_strdup_printf (_("Edit “%s”"), name);
}

/**
 * stint_command_set_member:
 * @record: a task, a project or a block
 * @value: (transfer floating) (nullable): the member's value; %NULL removes it
 */
StintEdit *
stint_command_set_member (StintRecord *record,
                          const char  *member,
                          GVariant    *value)
{
  StintKind kind = stint_record_get_kind (record);
  const char *id = stint_record_get_id (record);
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;
  g_autofree char *merge_key = g_strconcat (id, "/", member, NULL);
  StintEdit *edit;

  if (kind == STINT_KIND_BLOCK)
    {
      label = g_strdup (_("Edit a block"));
    }
  else
    {
      name = stint_command_shorten (kind == STINT_KIND_TASK ? stint_task_get_title (record) : stint_record_get_string (record, "name"));
      label = stint_command_label_member (member, name);
    }
  edit = stint_edit_new (label);
  stint_edit_set_merge_key (edit, merge_key);
  stint_edit_set (edit, kind, id, member, value);
  return edit;
}

StintEdit *
stint_command_complete_task (StintWorkspace *workspace,
                             StintRecord    *task,
                             gboolean        done)
{
  g_autofree char *name = stint_command_shorten (stint_task_get_title (task));
  g_autofree char *label = done ? g_strdup_printf (_("Complete “%s”"), name) : g_strdup_printf (_("Reopen “%s”"), name);
  StintEdit *edit = stint_edit_new (label);

  stint_edit_set (edit, STINT_KIND_TASK, stint_record_get_id (task), STINT_TASK_DONE,
                  done ? stint_command_done_value (workspace) : NULL);
  return edit;
}

/**
 * stint_command_delete_task:
 *
 * Its blocks go with it.
 */
StintEdit *
stint_command_delete_task (StintRecord *task)
{
  g_autofree char *name = stint_command_shorten (stint_task_get_title (task));
  g_autofree char *label = g_strdup_printf (_("Delete “%s”"), name);
  StintEdit *edit = stint_edit_new (label);

  stint_edit_delete (edit, STINT_KIND_TASK, stint_record_get_id (task));
  return edit;
}

/**
 * stint_command_add_copy:
 * @member: (nullable): a member that the copy shall have another value of, @value
 *
 * Adds to @edit the same task again, to be done, without its blocks and without what ties it to a file or a series.
 */
void
stint_command_add_copy (StintEdit      *edit,
                        StintWorkspace *workspace,
                        StintRecord    *task,
                        const char     *member,
                        GVariant       *value)
{
  static const char *const left_out[] = { STINT_TASK_DONE, STINT_TASK_UID, STINT_TASK_SERIES, STINT_TASK_OCCURRENCE, STINT_TASK_CANCELLED };
  g_autofree char *id = stint_workspace_dup_new_id (workspace);
  GVariantDict members;

  g_variant_dict_init (&members, stint_record_get_data (task));
  for (gsize i = 0; i < G_N_ELEMENTS (left_out); i++)
    g_variant_dict_remove (&members, left_out[i]);
  if (member != NULL)
    g_variant_dict_insert_value (&members, member, value);
  stint_edit_create (edit, STINT_KIND_TASK, id, g_variant_dict_end (&members));
}

StintEdit *
stint_command_duplicate_task (StintWorkspace *workspace,
                              StintRecord    *task)
{
  g_autofree char *name = stint_command_shorten (stint_task_get_title (task));
  g_autofree char *label = g_strdup_printf (_("Duplicate “%s”"), name);
  StintEdit *edit = stint_edit_new (label);

  stint_command_add_copy (edit, workspace, task, NULL, NULL);
  return edit;
}
