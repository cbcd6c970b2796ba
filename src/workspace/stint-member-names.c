/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-member-names.h"

#include "stint-config.h"
#include "core/stint-block.h"
#include "core/stint-project.h"
#include "core/stint-task.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  StintKind   kind;
  const char *member;
  const char *name;
} FieldName;

static const FieldName field_names[] = {
  { STINT_KIND_TASK, STINT_TASK_TITLE, N_("Title") },
  { STINT_KIND_TASK, STINT_TASK_NOTES, N_("Notes") },
  { STINT_KIND_TASK, STINT_TASK_PROJECT, N_("Project") },
  { STINT_KIND_TASK, STINT_TASK_PARENT, N_("Part of") },
  { STINT_KIND_TASK, STINT_TASK_TAGS, N_("Tags") },
  { STINT_KIND_TASK, STINT_TASK_BLOCKERS, N_("Waits for") },
  { STINT_KIND_TASK, STINT_TASK_PRIORITY, N_("Priority") },
  { STINT_KIND_TASK, STINT_TASK_ESTIMATE, N_("Estimate") },
  { STINT_KIND_TASK, STINT_TASK_DEADLINE, N_("Deadline") },
  { STINT_KIND_TASK, STINT_TASK_EARLIEST, N_("Earliest start") },
  { STINT_KIND_TASK, STINT_TASK_REPEAT, N_("Repetition") },
  { STINT_KIND_TASK, STINT_TASK_SKIPPED, N_("Skipped days") },
  { STINT_KIND_TASK, STINT_TASK_REMINDERS, N_("Reminders") },
  { STINT_KIND_TASK, STINT_TASK_DONE, N_("Completed") },
  { STINT_KIND_TASK, STINT_TASK_CANCELLED, N_("Cancelled") },
  { STINT_KIND_TASK, STINT_TASK_SERIES, N_("Series") },
  { STINT_KIND_TASK, STINT_TASK_OCCURRENCE, N_("Day of the series") },
  { STINT_KIND_TASK, STINT_TASK_UID, N_("Identifier in calendar files") },
  { STINT_KIND_BLOCK, STINT_BLOCK_TASK, N_("Task of a block") },
  { STINT_KIND_BLOCK, STINT_BLOCK_WHEN, N_("Time of a block") },
  { STINT_KIND_BLOCK, STINT_BLOCK_PINNED, N_("Whether a block is pinned") },
  { STINT_KIND_BLOCK, STINT_BLOCK_DONE, N_("Whether a block is done") },
  { STINT_KIND_BLOCK, STINT_BLOCK_UID, N_("Identifier in calendar files") },
  { STINT_KIND_PROJECT, STINT_PROJECT_NAME, N_("Name") },
  { STINT_KIND_PROJECT, STINT_PROJECT_COLOR, N_("Colour") },
  { STINT_KIND_PROJECT, STINT_PROJECT_ARCHIVED, N_("Archived") },
  { STINT_KIND_SETTING, STINT_SETTING_NAME, N_("Name") },
  { STINT_KIND_SETTING, STINT_SETTING_VALUE, N_("Setting") },
};

/**
 * stint_member_get_name:
 *
 * Returns: (transfer none): what people call that field; @member itself if this version does not know it
 */
const char *
stint_member_get_name (StintKind   kind,
                       const char *member)
{
  for (gsize i = 0; i < G_N_ELEMENTS (field_names); i++)
    if (field_names[i].kind == kind && g_str_equal (field_names[i].member, member))
      return _(field_names[i].name);
  return member;
}
