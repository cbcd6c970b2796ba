/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-taskwarrior-reader.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-id.h"
#include "interchange/stint-import-seen.h"
#include "interchange/stint-import-links.h"
#include "interchange/stint-import-task.h"
#include "interchange/stint-import-values.h"
#include "interchange/stint-json-reader.h"
#include "planning/stint-recurrence.h"
#include "planning/stint-series.h"

#define KEPT "taskwarrior"

/* The child of a series is looked for among so many occurrences. */
#define MAX_CHILD 1000

/* What repeats: its children are compared with it. */
typedef struct
{
  char     *id;
  GVariant *object;
  char     *rule;
  StintTime start;
  gboolean  can_expand;
} Series;

typedef struct
{
  StintImportSink  *sink;
  const char       *zone;
  gint64            now_unix_s;
  GHashTable       *projects;
  GHashTable       *series; /* uuid → Series */
  StintImportSeen  *seen;
  StintImportLinks *links;
  guint             n_deleted;
} Taskwarrior;

static void
series_free (Series *series)
{
  g_free (series->id);
  g_variant_unref (series->object);
  g_free (series->rule);
  g_free (series);
}

static void
taskwarrior_init (gpointer                state,
                  StintImportSink        *sink,
                  const StintFileContext *context)
{
  Taskwarrior *self = state;

  self->sink = sink;
  self->zone = stint_import_zone (context->zone);
  self->now_unix_s = context->now_unix_s;
  self->projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->series = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) series_free);
  self->seen = stint_import_seen_new ();
  self->links = stint_import_links_new ();
}

static void
taskwarrior_clear (gpointer state)
{
  Taskwarrior *self = state;

  g_hash_table_unref (self->projects);
  g_hash_table_unref (self->series);
  stint_import_seen_free (self->seen);
  stint_import_links_free (self->links);
}

/* The elements of the list, or objects behind each other. */
static StintJsonInterest
taskwarrior_decide (const char *const *path,
                    guint              depth,
                    gpointer           state)
{
  if (depth == 1)
    return STINT_JSON_TAKE;
  return depth == 0 ? STINT_JSON_ENTER_LIST : STINT_JSON_PASS;
}

static char *
derive_id (const char *uuid)
{
  g_autofree char *name = g_strconcat (KEPT ":", uuid, NULL);

  return stint_id_derive ("task", name);
}

static gboolean
read_time (Taskwarrior *self,
           GVariant    *object,
           const char  *name,
           StintTime   *time)
{
  gint64 unix_s;

  if (!stint_import_read_instant (stint_import_get_text (object, name), &unix_s))
    return FALSE;
  *time = stint_import_time_at (unix_s, self->zone, TRUE);
  return TRUE;
}

static gboolean
take_time (Taskwarrior     *self,
           GVariant        *object,
           const char      *name,
           StintImportTask *task,
           const char      *member)
{
  StintTime time;

  if (!read_time (self, object, name, &time))
    return FALSE;
  stint_import_task_set_time (task, member, &time);
  return TRUE;
}

static void
take_annotations (Taskwarrior     *self,
                  GVariant        *list,
                  StintImportTask *task)
{
  GVariantIter iter;
  GVariant *boxed;

  if (!g_variant_is_of_type (list, G_VARIANT_TYPE ("av")))
    return;
  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "v", &boxed))
    {
      g_autoptr (GVariant) object = boxed;
      gboolean is_object = g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT);
      const char *text = is_object ? stint_import_get_text (object, "description") : NULL;
      gint64 unix_s;

      if (text == NULL)
        continue;
      if (stint_import_read_instant (stint_import_get_text (object, "entry"), &unix_s))
        {
          StintTime at = stint_import_time_at (unix_s, self->zone, FALSE);
          StintTime day = stint_time_date (stint_time_get_day (&at));
          g_autofree char *date = stint_time_to_string (&day);
          g_autofree char *line = g_strdup_printf ("%s: %s", date, text);

          stint_import_task_add_notes (task, line);
        }
      else
        stint_import_task_add_notes (task, text);
    }
}

static void
add_blocker (Taskwarrior     *self,
             StintImportTask *task,
             const char      *uuid)
{
  g_autofree char *id = derive_id (uuid);

  if (*uuid == '\0')
    return;
  if (stint_import_links_add (self->links, task->id, id))
    stint_import_task_add_blocker (task, id);
  else
    stint_import_task_note (task, _("It waits for what waits for it; that was left out"));
}

/* A list, or before version 2.6 one text with commas. */
static void
take_depends (Taskwarrior     *self,
              GVariant        *value,
              StintImportTask *task)
{
  g_auto (GStrv) uuids = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    uuids = g_strsplit (g_variant_get_string (value, NULL), ",", -1);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    uuids = g_variant_dup_strv (value, NULL);
  for (guint i = 0; uuids != NULL && uuids[i] != NULL; i++)
    add_blocker (self, task, uuids[i]);
}

static void
take_tags (GVariant        *value,
           StintImportTask *task)
{
  g_autofree const char **tags = NULL;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    return;
  tags = g_variant_get_strv (value, NULL);
  for (guint i = 0; tags[i] != NULL; i++)
    stint_import_task_add_tag (task, tags[i]);
}

static gboolean
take_priority (GVariant        *value,
               StintImportTask *task)
{
  static const struct
  {
    const char *name;
    gint64      priority;
  } names[] = { { "H", STINT_PRIORITY_HIGH }, { "M", STINT_PRIORITY_MEDIUM }, { "L", STINT_PRIORITY_LOW } };

  for (gsize i = 0; i < G_N_ELEMENTS (names) && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING); i++)
    if (strcmp (g_variant_get_string (value, NULL), names[i].name) == 0)
      {
        g_variant_dict_insert (&task->members, STINT_TASK_PRIORITY, "x", names[i].priority);
        return TRUE;
      }
  return FALSE;
}

static gboolean
take_estimate (GVariant        *value,
               StintImportTask *task)
{
  gint64 minutes;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ||
      !stint_import_read_duration (g_variant_get_string (value, NULL), &minutes))
    return FALSE;
  stint_import_task_set_estimate (task, minutes);
  return TRUE;
}

static void
take_project (Taskwarrior     *self,
              GVariant        *value,
              StintImportTask *task)
{
  g_autofree char *id = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    id = stint_import_add_project (self->sink, self->projects, NULL, g_variant_get_string (value, NULL));
  if (id != NULL)
    g_variant_dict_insert (&task->members, STINT_TASK_PROJECT, "s", id);
}

/* What says when, and is the series' matter if it repeats. Returns: whether it was understood */
static gboolean
take_when (Taskwarrior     *self,
           GVariant        *object,
           const char      *name,
           StintImportTask *task,
           Series          *series)
{
  if (strcmp (name, "due") == 0)
    return series != NULL || take_time (self, object, name, task, STINT_TASK_DEADLINE);
  if (strcmp (name, "scheduled") == 0)
    return take_time (self, object, name, task, STINT_TASK_EARLIEST);
  if (strcmp (name, "wait") == 0)
    return stint_import_get_text (object, "scheduled") == NULL && take_time (self, object, name, task, STINT_TASK_EARLIEST);
  if (strcmp (name, "until") == 0 || strcmp (name, "recur") == 0)
    return series != NULL && series->rule != NULL;
  return FALSE;
}

static void
take_member (Taskwarrior     *self,
             GVariant        *object,
             const char      *name,
             GVariant        *value,
             StintImportTask *task,
             Series          *series)
{
  static const char *const worked_out[] = { "description", "id", "urgency", "status", "mask", "imask", NULL };
  gboolean understood = TRUE;

  if (strcmp (name, "annotations") == 0)
    take_annotations (self, value, task);
  else if (strcmp (name, "depends") == 0)
    take_depends (self, value, task);
  else if (strcmp (name, "tags") == 0)
    take_tags (value, task);
  else if (strcmp (name, "project") == 0)
    take_project (self, value, task);
  else if (strcmp (name, "priority") == 0)
    understood = take_priority (value, task);
  else if (strcmp (name, "estimate") == 0 || strcmp (name, "est") == 0)
    understood = take_estimate (value, task);
  else if (!g_strv_contains (worked_out, name))
    understood = take_when (self, object, name, task, series);
  if (!understood)
    stint_import_task_keep (task, name, value);
}

static void
take_members (Taskwarrior     *self,
              GVariant        *object,
              StintImportTask *task,
              Series          *series)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  stint_import_task_set_title (task, stint_import_get_text (object, "description"));
  g_variant_iter_init (&iter, object);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      take_member (self, object, name, value, task, series);
      g_variant_unref (value);
    }
}

static void
take_done (Taskwarrior     *self,
           GVariant        *object,
           StintImportTask *task)
{
  const char *status = stint_import_get_text (object, "status");
  gint64 unix_s;

  if (g_strcmp0 (status, "completed") != 0)
    return;
  if (!stint_import_read_instant (stint_import_get_text (object, "end"), &unix_s) &&
      !stint_import_read_instant (stint_import_get_text (object, "modified"), &unix_s))
    unix_s = self->now_unix_s;
  stint_import_task_set_done (task, unix_s);
}

/* What repeats. Its rule may be none that is known, or it may have no due date to count from: then it is a plain task. */
static void
add_series (Taskwarrior *self,
            GVariant    *object,
            const char  *uuid,
            guint        line)
{
  g_auto (StintImportTask) task = { 0 };
  g_autoptr (StintRecurrence) recurrence = NULL;
  Series *series = g_new0 (Series, 1);
  const char *recur = stint_import_get_text (object, "recur");
  StintTime until;
  gboolean has_until = read_time (self, object, "until", &until);

  series->id = derive_id (uuid);
  series->object = g_variant_ref (object);
  if (recur != NULL && read_time (self, object, "due", &series->start))
    series->rule = stint_taskwarrior_make_rule (recur, &series->start, has_until ? &until : NULL);
  recurrence = series->rule != NULL ? stint_recurrence_new (series->rule, &series->start, NULL) : NULL;
  series->can_expand = recurrence != NULL;
  g_hash_table_insert (self->series, g_strdup (uuid), series);

  stint_import_task_init (&task, self->sink, KEPT, series->id, line);
  take_members (self, object, &task, series->rule != NULL ? series : NULL);
  if (series->rule != NULL)
    stint_import_task_set_repeat (&task, series->rule, &series->start, 0, FALSE);
  if (series->rule == NULL)
    stint_import_task_note (&task, _("Stint cannot repeat it as Taskwarrior does; its rule is kept, and each time that was made of it is a task"));
  stint_import_task_finish (&task);
}

/* When the child was to be before anybody moved it: the occurrence of its number. */
static gboolean
find_original (Series    *series,
               GVariant  *child,
               StintTime *original)
{
  g_autoptr (StintRecurrence) recurrence = NULL;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  double number;

  if (!series->can_expand || !stint_import_get_number (child, "imask", &number) || number < 0 || number >= MAX_CHILD)
    return FALSE;
  recurrence = stint_recurrence_new (series->rule, &series->start, NULL);
  if (recurrence == NULL ||
      !stint_recurrence_expand (recurrence, series->start.local_s, (gint64) STINT_DAY_MAX * STINT_DAY_S, (guint) number + 1, times, NULL) ||
      times->len <= (guint) number)
    return FALSE;
  *original = stint_recurrence_make_time (recurrence, g_array_index (times, gint64, (guint) number));
  return TRUE;
}

/* Leaves out of a child what is as in its series. */
static GVariant *
dup_difference (Taskwarrior     *self,
                GVariant        *child,
                Series          *series,
                const StintTime *original)
{
  static const char *const own[] = { "uuid", "entry", "modified", "end", "parent", "imask", "recur", "rtype", "until", "status", "id", "urgency", NULL };
  g_auto (GVariantDict) difference = G_VARIANT_DICT_INIT (child);
  GVariantIter iter;
  const char *name;
  GVariant *value;
  StintTime due;

  g_variant_iter_init (&iter, child);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) here = value;
      g_autoptr (GVariant) there = g_variant_lookup_value (series->object, name, NULL);

      if (g_strv_contains (own, name) || (there != NULL && g_variant_equal (here, there)))
        g_variant_dict_remove (&difference, name);
    }
  if (read_time (self, child, "due", &due))
    {
      g_variant_dict_remove (&difference, "due");
      if (!stint_time_equal (&due, original))
        g_variant_dict_insert (&difference, "due", "s", stint_import_get_text (child, "due"));
    }
  return g_variant_ref_sink (g_variant_dict_end (&difference));
}

/* Returns: %FALSE if it has to be a task of its own */
static gboolean
add_child (Taskwarrior *self,
           GVariant    *object,
           const char  *status,
           guint        line)
{
  const char *parent = stint_import_get_text (object, "parent");
  Series *series = parent != NULL ? g_hash_table_lookup (self->series, parent) : NULL;
  g_auto (StintImportTask) task = { 0 };
  g_autoptr (GVariant) difference = NULL;
  g_autofree char *id = NULL;
  gboolean deleted = g_strcmp0 (status, "deleted") == 0;
  StintTime original;

  if (series == NULL || !find_original (series, object, &original))
    return FALSE;
  difference = dup_difference (self, object, series, &original);
  if (g_strcmp0 (status, "completed") != 0 && !deleted && g_variant_n_children (difference) == 0)
    return TRUE;

  id = stint_series_derive_id (series->id, &original);
  stint_import_task_init (&task, self->sink, KEPT, id, line);
  take_members (self, difference, &task, NULL);
  if (stint_import_get_text (difference, "description") == NULL)
    g_variant_dict_remove (&task.members, STINT_TASK_TITLE);
  if (deleted)
    g_variant_dict_insert (&task.members, STINT_TASK_CANCELLED, "b", TRUE);
  take_done (self, object, &task);
  g_variant_dict_insert (&task.members, STINT_TASK_SERIES, "s", series->id);
  stint_import_task_set_time (&task, STINT_TASK_OCCURRENCE, &original);
  stint_import_task_finish (&task);
  return TRUE;
}

static void
add_plain (Taskwarrior *self,
           GVariant    *object,
           const char  *uuid,
           guint        line)
{
  g_auto (StintImportTask) task = { 0 };
  g_autofree char *id = derive_id (uuid);

  stint_import_task_init (&task, self->sink, KEPT, id, line);
  take_members (self, object, &task, NULL);
  take_done (self, object, &task);
  stint_import_task_finish (&task);
}

static void
taskwarrior_take (gpointer             state,
                  const StintJsonPart *part,
                  guint                pass)
{
  Taskwarrior *self = state;
  gboolean is_object = g_variant_is_of_type (part->value, G_VARIANT_TYPE_VARDICT);
  const char *status = is_object ? stint_import_get_text (part->value, "status") : NULL;
  const char *uuid = is_object ? stint_import_get_text (part->value, "uuid") : NULL;
  const char *title = is_object ? stint_import_get_text (part->value, "description") : NULL;
  gboolean recurring = g_strcmp0 (status, "recurring") == 0;

  if (recurring != (pass == 0))
    return;
  if (uuid == NULL || title == NULL)
    stint_import_sink_skip (self->sink, part->line, title != NULL ? title : "", _("It is no task: it has no uuid, or no description"));
  else if (!stint_import_seen_add (self->seen, uuid))
    stint_import_sink_skip (self->sink, part->line, title, _("It is in the file a second time; the first counts"));
  else if (recurring)
    add_series (self, part->value, uuid, part->line);
  else if (add_child (self, part->value, status, part->line))
    return;
  else if (g_strcmp0 (status, "deleted") == 0)
    self->n_deleted++;
  else
    add_plain (self, part->value, uuid, part->line);
}

static gboolean
taskwarrior_end (gpointer state,
                 GError **error)
{
  stint_import_note_deleted (((Taskwarrior *) state)->sink, ((Taskwarrior *) state)->n_deleted);
  return TRUE;
}

StintFileReader *
stint_taskwarrior_reader_new (GInputStream           *stream,
                              const StintFileContext *context)
{
  static const StintJsonFormat format = {
    .n_passes = 2,
    .state_bytes = sizeof (Taskwarrior),
    .init = taskwarrior_init,
    .clear = taskwarrior_clear,
    .decide = taskwarrior_decide,
    .take = taskwarrior_take,
    .end = taskwarrior_end,
  };

  return stint_json_reader_new (stream, context, &format);
}
