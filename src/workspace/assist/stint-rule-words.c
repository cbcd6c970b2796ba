/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/assist/stint-rules.h"

#include "stint-config.h"

#include "workspace/stint-format.h"
#include "workspace/stint-project-item.h"

#include <glib/gi18n-lib.h>

#define DAY_MIN 1440
#define WEEKDAYS 0x1fu
#define WEEKEND 0x60u

/* The Monday after 1970 began: a day of each weekday is as many days later. */
#define A_MONDAY 4

static char *
dup_project_name (StintWorkspace *workspace,
                  const char     *id)
{
  GListModel *items = stint_workspace_get_projects (workspace);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (StintProjectItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (stint_project_item_get_id (item), id))
        return g_strdup (stint_project_item_get_name (item));
    }
  return g_strdup (_("Unknown project"));
}

static char *
describe_prefer (const StintRule *rule,
                 const char      *project)
{
  if (project != NULL)
    return g_strdup_printf (_("Plan the project “%s” then, if it fits"), project);
  if (rule->tag != NULL)
    return g_strdup_printf (_("Plan tasks with @%s then, if they fit"), rule->tag);
  if (rule->title != NULL)
    return g_strdup_printf (_("Plan “%s” then, if it fits"), rule->title);
  return g_strdup (_("Plan work then, if it fits"));
}

static char *
describe_times (const StintRule *rule,
                const char      *minutes)
{
  if (rule->per_day)
    return g_strdup_printf (ngettext ("“%s” %d time a day, for %s", "“%s” %d times a day, for %s each", rule->count),
                            rule->title, rule->count, minutes);
  return g_strdup_printf (ngettext ("“%s” %d time a week, for %s", "“%s” %d times a week, for %s each", rule->count),
                          rule->title, rule->count, minutes);
}

static char *
describe_limit (const StintRule *rule,
                const char      *project,
                const char      *minutes)
{
  if (project != NULL)
    return g_strdup_printf (_("At most %s a day for the project “%s”"), minutes, project);
  if (rule->tag != NULL)
    return g_strdup_printf (_("At most %s a day for tasks with @%s"), minutes, rule->tag);
  if (rule->title != NULL)
    return g_strdup_printf (_("At most %s a day for “%s”"), minutes, rule->title);
  return g_strdup_printf (_("At most %s of work a day"), minutes);
}

char *
stint_rule_describe (const StintRule *rule,
                     StintWorkspace  *workspace)
{
  g_autofree char *project = rule->project != NULL ? dup_project_name (workspace, rule->project) : NULL;
  g_autofree char *minutes = rule->minutes > 0 ? stint_format_minutes (rule->minutes) : NULL;

  switch (rule->type)
    {
    case STINT_RULE_PREFER:
      return describe_prefer (rule, project);
    case STINT_RULE_TIMES:
      return describe_times (rule, minutes);
    case STINT_RULE_LIMIT:
      return describe_limit (rule, project, minutes);
    case STINT_RULE_BUFFER:
      return g_strdup_printf (_("Leave %s between two blocks"), minutes);
    case STINT_RULE_FREE:
    default:
      return g_strdup (_("Keep free"));
    }
}

/* "Mon, Wed", in the order of the week. */
static char *
describe_days (guint days)
{
  g_autoptr (GString) text = NULL;

  if (days == STINT_RULE_EVERY_DAY)
    return g_strdup (_("Every day"));
  if (days == WEEKDAYS)
    return g_strdup (_("Monday to Friday"));
  if (days == WEEKEND)
    return g_strdup (_("On weekends"));
  text = g_string_new (NULL);
  for (int weekday = 0; weekday < 7; weekday++)
    if ((days & STINT_RULE_DAY (weekday)) != 0)
      {
        g_autofree char *name = stint_format_weekday (A_MONDAY + weekday, FALSE);

        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: (transfer full) (nullable): NULL for the whole day */
static char *
describe_hours (const StintRule *rule)
{
  g_autofree char *time = NULL;

  if (rule->from_min == 0 && rule->to_min == DAY_MIN)
    return NULL;
  if (rule->from_min == 0)
    {
      time = stint_format_time (rule->to_min * 60);
      return g_strdup_printf (_("until %s"), time);
    }
  if (rule->to_min == DAY_MIN)
    {
      time = stint_format_time (rule->from_min * 60);
      return g_strdup_printf (_("from %s"), time);
    }
  return stint_format_time_range (rule->from_min * 60, rule->to_min * 60);
}

char *
stint_rule_describe_when (const StintRule *rule)
{
  gboolean has_when = rule->type == STINT_RULE_PREFER || rule->type == STINT_RULE_FREE ||
    (rule->type == STINT_RULE_LIMIT && rule->days != STINT_RULE_EVERY_DAY);
  g_autofree char *days = describe_days (rule->days);
  g_autofree char *hours = describe_hours (rule);
  g_autofree char *when = NULL;

  if (has_when && hours != NULL)
    /* Translators: days and hours of a rule: "Every day, until 12:00". */
    when = g_strdup_printf (_("%s, %s"), days, hours);
  else if (has_when)
    when = g_steal_pointer (&days);
  if (rule->note == NULL || rule->note[0] == '\0')
    return g_steal_pointer (&when);
  return when != NULL ? g_strjoin ("\n", when, rule->note, NULL) : g_strdup (rule->note);
}
