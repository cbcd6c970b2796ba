/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-task.h"

#include <string.h>

static gboolean
read_time (StintRecord *task,
           const char  *member,
           StintTime   *time)
{
  g_autoptr (GVariant) object = stint_record_dup_member (task, member);

  return object != NULL && stint_time_from_variant (object, time, NULL);
}

/**
 * stint_task_get_title:
 *
 * Returns: (not nullable)
 */
const char *
stint_task_get_title (StintRecord *task)
{
  const char *title = stint_record_get_string (task, STINT_TASK_TITLE);

  return title != NULL ? title : "";
}

/**
 * stint_task_get_notes:
 *
 * Returns: (not nullable): its notes, Markdown
 */
const char *
stint_task_get_notes (StintRecord *task)
{
  const char *notes = stint_record_get_string (task, STINT_TASK_NOTES);

  return notes != NULL ? notes : "";
}

/**
 * stint_task_get_project:
 *
 * Returns: (nullable): the project's id; such a project need not live
 */
const char *
stint_task_get_project (StintRecord *task)
{
  return stint_record_get_string (task, STINT_TASK_PROJECT);
}

int
stint_task_get_priority (StintRecord *task)
{
  return (int) stint_record_get_int (task, STINT_TASK_PRIORITY, STINT_PRIORITY_NONE);
}

/**
 * stint_task_get_estimate_min:
 *
 * Returns: the minutes of work it needs, 0 if nobody has said
 */
int
stint_task_get_estimate_min (StintRecord *task)
{
  return (int) stint_record_get_int (task, STINT_TASK_ESTIMATE, 0);
}

gboolean
stint_task_get_deadline (StintRecord *task,
                         StintTime   *deadline)
{
  return read_time (task, STINT_TASK_DEADLINE, deadline);
}

gboolean
stint_task_get_earliest (StintRecord *task,
                         StintTime   *earliest)
{
  return read_time (task, STINT_TASK_EARLIEST, earliest);
}

gboolean
stint_task_is_done (StintRecord *task)
{
  g_autoptr (GVariant) done = stint_record_dup_member (task, STINT_TASK_DONE);

  return done != NULL;
}

/**
 * stint_task_dup_tags:
 *
 * Returns: (transfer full): sorted; empty if it has none
 */
char **
stint_task_dup_tags (StintRecord *task)
{
  return stint_record_dup_strings (task, STINT_TASK_TAGS);
}

/**
 * stint_task_get_occurrence:
 * @original: (out caller-allocates): when the rule of its series has it
 *
 * Returns: whether it stands for one occurrence of a series
 */
gboolean
stint_task_get_occurrence (StintRecord *task,
                           StintTime   *original)
{
  return stint_record_get_string (task, STINT_TASK_SERIES) != NULL && read_time (task, STINT_TASK_OCCURRENCE, original);
}

gboolean
stint_task_is_cancelled (StintRecord *task)
{
  return stint_record_get_boolean (task, STINT_TASK_CANCELLED);
}

/* What belongs to the series as a whole, or to one moment of it. */
static gboolean
is_inherited (const char *member)
{
  static const char *const own[] = {
    STINT_TASK_ADDED, STINT_TASK_CANCELLED, STINT_TASK_DEADLINE, STINT_TASK_DONE, STINT_TASK_EARLIEST, STINT_TASK_OCCURRENCE,
    STINT_TASK_REPEAT, STINT_TASK_SERIES, STINT_TASK_SKIPPED, STINT_TASK_UID,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    if (strcmp (own[i], member) == 0)
      return FALSE;
  return TRUE;
}

/**
 * stint_task_complete_override:
 * @task: an override, which holds only what differs from its series
 * @series: (nullable): the task that it names as its series
 *
 * Returns: (transfer full): the override as people read it: the members of its series with its own laid over them
 */
StintRecord *
stint_task_complete_override (StintRecord *task,
                              StintRecord *series)
{
  g_autoptr (GVariant) inherited = NULL;
  g_autoptr (GVariant) data = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (series == NULL)
    return stint_record_ref (task);
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_iter_init (&iter, stint_record_get_data (series));
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    if (is_inherited (name))
      g_variant_builder_add (&builder, "{sv}", name, value);
  inherited = g_variant_ref_sink (g_variant_builder_end (&builder));
  data = stint_members_overlay (inherited, stint_record_get_data (task));
  return stint_record_new_full (STINT_KIND_TASK, stint_record_get_id (task), data, stint_record_get_edits (task),
                                stint_record_get_at (task), stint_record_is_deleted (task));
}
