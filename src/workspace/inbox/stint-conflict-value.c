/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/inbox/stint-conflict-text.h"

#include "stint-config.h"
#include "core/stint-block.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "core/stint-zone.h"
#include "workspace/stint-format.h"

#include <glib/gi18n-lib.h>

/* How deep a value that this version does not know is shown. */
#define MAX_DEPTH 4

/**
 * Reader:
 *
 * For whom a value is put into words, and where and when.
 */
typedef struct
{
  StintConflictItem *item;
  const char        *zone;
  int                today;
} Reader;

static char *
join (GStrvBuilder *builder)
{
  g_auto (GStrv) parts = g_strv_builder_end (builder);

  /* Translators: what stands between the elements of a list, such as tags */
  return g_strjoinv (_(", "), parts);
}

static char *describe_unknown (GVariant *value,
                               guint     depth);

static char *
describe_dictionary (GVariant *value,
                     guint     depth)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  GVariantIter iter;
  const char *name;
  GVariant *boxed;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &boxed))
    {
      g_autoptr (GVariant) child = boxed;
      g_autofree char *text = describe_unknown (child, depth + 1);
      /* Translators: the name of a field that this version does not know, and its value */
      g_autofree char *line = g_strdup_printf (_("%1$s: %2$s"), name, text);

      g_strv_builder_add (lines, line);
    }
  parts = g_strv_builder_end (lines);
  return g_strjoinv ("\n", parts);
}

static char *
describe_list (GVariant *value,
               guint     depth)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();

  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);
      g_autofree char *text = describe_unknown (child, depth + 1);

      g_strv_builder_add (parts, text);
    }
  return join (parts);
}

/* A value of which nothing is known but its form. */
static char *
describe_unknown (GVariant *value,
                  guint     depth)
{
  if (depth > MAX_DEPTH)
    return g_strdup ("…");
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      g_autoptr (GVariant) child = g_variant_get_variant (value);

      return describe_unknown (child, depth);
    }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (value) ? _("Yes") : _("No"));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return g_strdup_printf ("%g", g_variant_get_double (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    return describe_dictionary (value, depth);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_ARRAY))
    return describe_list (value, depth);
  return g_strdup (_("Nothing"));
}

static char *
describe_id (const Reader *reader,
             StintKind     kind,
             const char   *id)
{
  const char *name = stint_conflict_item_get_name_of (reader->item, id);

  if (name != NULL)
    return g_strdup (name);
  return g_strdup (kind == STINT_KIND_PROJECT ? _("A project that was deleted") : _("A task that was deleted"));
}

static char *
describe_set (const Reader      *reader,
              const StintMember *member,
              GVariant          *value)
{
  g_autofree const char **elements = g_variant_get_strv (value, NULL);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();

  for (gsize i = 0; elements[i] != NULL; i++)
    {
      g_autofree char *text = NULL;
      StintTime time;

      if (member->type == STINT_MEMBER_ID_SET)
        text = describe_id (reader, STINT_KIND_TASK, elements[i]);
      else if (member->type == STINT_MEMBER_DATE_SET && stint_time_parse (elements[i], &time, NULL))
        text = stint_format_stint_time (&time, reader->zone, reader->today);
      g_strv_builder_add (parts, text != NULL ? text : elements[i]);
    }
  return join (parts);
}

static char *
describe_reminders (GVariant *value)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();

  for (gsize i = 0; g_variant_is_of_type (value, G_VARIANT_TYPE ("av")) && i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (value, i);
      g_autoptr (GVariant) minutes = g_variant_get_variant (boxed);
      g_autofree char *duration = stint_format_minutes ((int) g_variant_get_int64 (minutes));
      /* Translators: a reminder, such as “30 min before” */
      g_autofree char *text = g_strdup_printf (_("%s before"), duration);

      g_strv_builder_add (parts, text);
    }
  return join (parts);
}

static char *
describe_when (const Reader *reader,
               GVariant     *value)
{
  StintWhen when;

  if (!stint_when_from_variant (value, &when, NULL))
    return describe_unknown (value, 0);
  return stint_format_when (&when, reader->zone, reader->today);
}

static char *
describe_repeat (const Reader *reader,
                 GVariant     *value)
{
  static const struct { const char *rule; const char *words; } known[] = {
    { "FREQ=DAILY", N_("Every day") },
    { "FREQ=WEEKLY", N_("Every week") },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", N_("Every weekday") },
    { "FREQ=MONTHLY", N_("Every month") },
    { "FREQ=YEARLY", N_("Every year") },
  };
  const char *rule = NULL;

  if (!g_variant_lookup (value, "rule", "&s", &rule))
    return describe_unknown (value, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (rule, known[i].rule))
      return g_strdup (_(known[i].words));
  return g_strdup (rule);
}

static char *
describe_done (const Reader *reader,
               GVariant     *value)
{
  const char *at = NULL;
  g_autofree char *moment = NULL;
  StintTime time;
  gint64 unix_s;

  if (!g_variant_lookup (value, "at", "&s", &at) || !stint_instant_parse (at, &unix_s, NULL))
    return g_strdup (_("Done"));
  time = stint_time_floating (stint_zone_to_local (reader->zone, unix_s));
  moment = stint_format_stint_time (&time, reader->zone, reader->today);
  /* Translators: when something was completed: “Done: Yesterday 14:30” */
  return g_strdup_printf (_("Done: %s"), moment);
}

static char *
describe_priority (gint64 priority)
{
  if (priority == STINT_PRIORITY_NONE)
    return g_strdup (_("No priority"));
  if (priority < STINT_PRIORITY_MEDIUM)
    return g_strdup (_("High priority"));
  return g_strdup (priority == STINT_PRIORITY_MEDIUM ? _("Medium priority") : _("Low priority"));
}

static char *
describe_boolean (const StintMember *member,
                  gboolean           is_true)
{
  if (g_str_equal (member->name, STINT_BLOCK_PINNED))
    return g_strdup (is_true ? _("Pinned") : _("Not pinned"));
  if (g_str_equal (member->name, STINT_TASK_CANCELLED))
    return g_strdup (is_true ? _("Cancelled") : _("Not cancelled"));
  return g_strdup (is_true ? _("Yes") : _("No"));
}

/* A value that is as the schema says. */
static char *
describe_known (const Reader      *reader,
                const StintMember *member,
                GVariant          *value)
{
  StintTime time;

  switch (member->type)
    {
    case STINT_MEMBER_ID:
      return describe_id (reader, g_str_equal (member->name, STINT_TASK_PROJECT) ? STINT_KIND_PROJECT : STINT_KIND_TASK,
                          g_variant_get_string (value, NULL));
    case STINT_MEMBER_ID_SET:
    case STINT_MEMBER_TAG_SET:
    case STINT_MEMBER_DATE_SET:
      return describe_set (reader, member, value);
    case STINT_MEMBER_TIME:
      stint_time_from_variant (value, &time, NULL);
      return stint_format_stint_time (&time, reader->zone, reader->today);
    case STINT_MEMBER_WHEN:
      return describe_when (reader, value);
    case STINT_MEMBER_REPEAT:
      return describe_repeat (reader, value);
    case STINT_MEMBER_DONE:
      return describe_done (reader, value);
    case STINT_MEMBER_MINUTES_LIST:
      return describe_reminders (value);
    case STINT_MEMBER_BOOLEAN:
      return describe_boolean (member, g_variant_get_boolean (value));
    case STINT_MEMBER_INT:
      if (g_str_equal (member->name, STINT_TASK_ESTIMATE))
        return stint_format_minutes ((int) g_variant_get_int64 (value));
      if (g_str_equal (member->name, STINT_TASK_PRIORITY))
        return describe_priority (g_variant_get_int64 (value));
      return describe_unknown (value, 0);
    case STINT_MEMBER_TITLE:
    case STINT_MEMBER_TEXT:
    case STINT_MEMBER_COLOR:
    case STINT_MEMBER_ANY:
    default:
      return describe_unknown (value, 0);
    }
}

static char *
describe_absent (const StintMember *member)
{
  if (member == NULL)
    return g_strdup (_("Nothing"));
  if (member->type == STINT_MEMBER_DONE)
    return g_strdup (_("Not done"));
  if (member->type == STINT_MEMBER_BOOLEAN)
    return describe_boolean (member, FALSE);
  if (g_str_equal (member->name, STINT_TASK_PROJECT))
    return g_strdup (_("No project"));
  if (member->type == STINT_MEMBER_REPEAT)
    return g_strdup (_("Never"));
  return g_strdup (_("None"));
}

char *
stint_conflict_describe_when (StintConflictItem *item,
                              GVariant          *value,
                              StintClock        *clock)
{
  Reader reader = { item, stint_clock_get_zone (clock), stint_clock_get_today (clock) };

  return describe_when (&reader, value);
}

/**
 * stint_conflict_describe_value:
 * @value: (nullable): of the member that the item is about
 *
 * Returns: (transfer full): the value in words, never empty
 */
char *
stint_conflict_describe_value (StintConflictItem *item,
                               GVariant          *value,
                               StintClock        *clock)
{
  const char *name = stint_conflict_item_get_member (item);
  const StintMember *member = name != NULL ? stint_schema_find (stint_conflict_item_get_kind (item), name) : NULL;
  Reader reader = { item, stint_clock_get_zone (clock), stint_clock_get_today (clock) };
  g_autofree char *text = NULL;

  if (value == NULL)
    return describe_absent (member);
  if (member != NULL && stint_member_check (member, value, NULL))
    text = describe_known (&reader, member, value);
  else
    text = describe_unknown (value, 0);
  return *text != '\0' ? g_steal_pointer (&text) : describe_absent (member);
}
