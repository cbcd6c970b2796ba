/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-commands.h"
#include "workspace/stint-format.h"

#include "stint-config.h"

#include "core/stint-project.h"
#include "core/stint-task.h"
#include "workspace/stint-commands-private.h"

#include <glib/gi18n-lib.h>

enum
{
  WORK,
  THESIS,
  HOME,
  HEALTH,
  N_EXAMPLE_PROJECTS,
  NO_PROJECT = -1,
};

typedef struct
{
  const char *name;
  const char *color;
} ExampleProject;

static const ExampleProject projects[N_EXAMPLE_PROJECTS] = {
  [WORK] = { N_("Work"), "#3584e4" },
  [THESIS] = { N_("Thesis"), "#9141ac" },
  [HOME] = { N_("Home"), "#e66100" },
  [HEALTH] = { N_("Health"), "#2ec27e" },
};

/* Days count from the Monday of this week, minutes from midnight. */
typedef struct
{
  int day;
  int start_min;
  int minutes;
} ExampleBlock;

#define NO_DAY (-100)
#define HM(hour, minute) ((hour) * 60 + (minute))
#define MAX_BLOCKS 5

typedef struct
{
  int          project;
  const char  *title;
  const char  *notes;
  int          estimate_min;
  int          priority;
  int          deadline_day;
  int          deadline_min; /* of the day; 0: the day alone */
  const char  *tag;
  ExampleBlock blocks[MAX_BLOCKS];
} ExampleTask;

static const ExampleTask tasks[] = {
  { WORK, N_("Mail and triage"), NULL, 300, 0, NO_DAY, 0, NULL,
    { { 0, HM (8, 0), 60 }, { 1, HM (8, 0), 60 }, { 2, HM (8, 0), 60 }, { 3, HM (8, 0), 60 }, { 4, HM (8, 0), 60 } } },
  { THESIS, N_("Thesis, chapter 3"),
    N_("Rewrite the evaluation, then send to Prof. Hà.\n• figures from run 14\n• related work"), 360, STINT_PRIORITY_HIGH, 19, 0, NULL,
    { { 0, HM (10, 0), 60 }, { 2, HM (10, 0), 60 }, { 3, HM (10, 0), 60 } } },
  { WORK, N_("Budget draft"), N_("Numbers of the last two quarters are in the shared folder."), 150, STINT_PRIORITY_MEDIUM, NO_DAY, 0, NULL,
    { { 1, HM (9, 30), 150 } } },
  { WORK, N_("Quarterly report"), N_("One page, three figures."), 240, STINT_PRIORITY_HIGH, 4, HM (17, 0), NULL,
    { { 2, HM (14, 0), 120 } } },
  { HOME, N_("Interview the electrician"), NULL, 120, 0, NO_DAY, 0, NULL, { { 1, HM (13, 0), 120 } } },
  { WORK, N_("Deploy 2.4"), N_("Staging first, then half of the servers, then the rest."), 120, 0, NO_DAY, 0, N_("deep"),
    { { 1, HM (13, 30), 120 } } },
  { WORK, N_("Write-up"), NULL, 120, 0, NO_DAY, 0, N_("deep"), { { 1, HM (16, 0), 120 } } },
  { WORK, N_("Standup notes"), NULL, 30, 0, NO_DAY, 0, NULL, { { 2, HM (13, 0), 30 } } },
  { WORK, N_("Release"), N_("Announce it when the downloads are there."), 180, STINT_PRIORITY_MEDIUM, NO_DAY, 0, NULL,
    { { 4, HM (14, 0), 180 } } },
  { HEALTH, N_("Passport office"), N_("Bring the old passport and a photo."), 120, 0, NO_DAY, 0, NULL, { { 3, HM (13, 0), 120 } } },
  { HEALTH, N_("Gym"), NULL, 90, 0, NO_DAY, 0, NULL, { { 0, HM (15, 0), 90 } } },
  { HEALTH, N_("Long run"), NULL, 90, 0, NO_DAY, 0, NULL, { { 5, HM (10, 0), 90 } } },
  { HOME, N_("Rent"), NULL, 0, STINT_PRIORITY_HIGH, 2, 0, NULL, { { 0 } } },
  { NO_PROJECT, N_("Call the bank"), NULL, 15, 0, NO_DAY, 0, N_("phone"), { { 0 } } },
  { HEALTH, N_("Renew the travel insurance"), NULL, 60, 0, 10, 0, NULL, { { 0 } } },
  { WORK, N_("Review Linh’s pull request"), NULL, 45, STINT_PRIORITY_MEDIUM, NO_DAY, 0, NULL, { { 0 } } },
  { HOME, N_("Water the plants"), NULL, 15, 0, -1, 0, NULL, { { 0 } } },
};

static void
add_projects (StintEdit      *edit,
              StintWorkspace *workspace,
              char           *ids[N_EXAMPLE_PROJECTS])
{
  for (int i = 0; i < N_EXAMPLE_PROJECTS; i++)
    {
      GVariantDict members;

      ids[i] = stint_workspace_dup_new_id (workspace);
      g_variant_dict_init (&members, NULL);
      g_variant_dict_insert (&members, STINT_PROJECT_NAME, "s", _(projects[i].name));
      g_variant_dict_insert (&members, STINT_PROJECT_COLOR, "s", projects[i].color);
      stint_edit_create (edit, STINT_KIND_PROJECT, ids[i], g_variant_dict_end (&members));
    }
}

/* Returns: (transfer floating) */
static GVariant *
make_members (const ExampleTask *task,
              const char        *project,
              int                monday)
{
  GVariantDict members;

  g_variant_dict_init (&members, NULL);
  g_variant_dict_insert (&members, STINT_TASK_TITLE, "s", _(task->title));
  if (project != NULL)
    g_variant_dict_insert (&members, STINT_TASK_PROJECT, "s", project);
  if (task->notes != NULL)
    g_variant_dict_insert (&members, STINT_TASK_NOTES, "s", _(task->notes));
  if (task->estimate_min > 0)
    g_variant_dict_insert (&members, STINT_TASK_ESTIMATE, "x", (gint64) task->estimate_min);
  if (task->priority != STINT_PRIORITY_NONE)
    g_variant_dict_insert (&members, STINT_TASK_PRIORITY, "x", (gint64) task->priority);
  if (task->deadline_day != NO_DAY)
    {
      StintTime deadline = stint_time_date (monday + task->deadline_day);

      if (task->deadline_min > 0)
        deadline = stint_time_floating (deadline.local_s + task->deadline_min * 60);
      g_variant_dict_insert_value (&members, STINT_TASK_DEADLINE, stint_time_to_variant (&deadline));
    }
  if (task->tag != NULL)
    {
      const char *tags[] = { _(task->tag), NULL };

      g_variant_dict_insert_value (&members, STINT_TASK_TAGS, g_variant_new_strv (tags, -1));
    }
  return g_variant_dict_end (&members);
}

/* Blocks that have passed are done. */
static void
add_blocks (StintEdit         *edit,
            StintWorkspace    *workspace,
            const ExampleTask *task,
            const char        *task_id,
            int                monday)
{
  gint64 now_s = stint_clock_get_local_s (stint_workspace_get_clock (workspace));

  for (int i = 0; i < MAX_BLOCKS && task->blocks[i].minutes > 0; i++)
    {
      const ExampleBlock *block = &task->blocks[i];
      gint64 start_s = (gint64) (monday + block->day) * STINT_DAY_S + block->start_min * 60;
      StintWhen when = stint_command_make_when (workspace, start_s, block->minutes, FALSE);

      stint_command_add_block (edit, workspace, task_id, &when, when.end.local_s <= now_s);
    }
}

/**
 * stint_command_example_week:
 *
 * Projects, tasks and a week around today to look around in, as one step that one undo takes away again.
 */
StintEdit *
stint_command_example_week (StintWorkspace *workspace)
{
  int today = stint_clock_get_today (stint_workspace_get_clock (workspace));
  int first = stint_format_first_weekday ();
  int week = today - (stint_day_get_weekday (today) - first + 7) % 7;
  int monday = week + (7 - first) % 7; /* of the week that the grid shows */
  StintEdit *edit = stint_edit_new (_("Example week"));
  char *project_ids[N_EXAMPLE_PROJECTS];

  add_projects (edit, workspace, project_ids);
  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      const ExampleTask *task = &tasks[i];
      const char *project = task->project == NO_PROJECT ? NULL : project_ids[task->project];
      g_autofree char *id = stint_workspace_dup_new_id (workspace);

      stint_edit_create (edit, STINT_KIND_TASK, id, make_members (task, project, monday));
      add_blocks (edit, workspace, task, id, monday);
    }
  for (int i = 0; i < N_EXAMPLE_PROJECTS; i++)
    g_free (project_ids[i]);
  return edit;
}
