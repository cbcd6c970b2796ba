/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-super-productivity-reader.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-schema.h"
#include "core/stint-zone.h"
#include "interchange/stint-import-seen.h"
#include "interchange/stint-import-links.h"
#include "interchange/stint-import-task.h"
#include "interchange/stint-import-text.h"
#include "interchange/stint-import-values.h"
#include "interchange/stint-json-reader.h"
#include "planning/stint-recurrence.h"
#include "planning/stint-series.h"

#define KEPT "super-productivity"
#define MS_A_MINUTE 60000.0

typedef struct
{
  char            *id;
  char            *title;
  StintRecurrence *recurrence;
} Series;

typedef struct
{
  StintImportSink  *sink;
  const char       *zone;
  gint64            now_unix_s;
  GHashTable       *projects;  /* ids of records */
  GHashTable       *tags;      /* id → title */
  GHashTable       *series;    /* id of the repetition → Series */
  StintImportSeen  *seen;
  StintImportSeen  *overrides; /* ids of records */
  StintImportLinks *links;
} Super;

static void
series_free (Series *series)
{
  g_free (series->id);
  g_free (series->title);
  g_clear_pointer (&series->recurrence, stint_recurrence_free);
  g_free (series);
}

static void
super_init (gpointer                state,
            StintImportSink        *sink,
            const StintFileContext *context)
{
  Super *self = state;

  self->sink = sink;
  self->zone = stint_import_zone (context->zone);
  self->now_unix_s = context->now_unix_s;
  self->projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->series = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) series_free);
  self->seen = stint_import_seen_new ();
  self->overrides = stint_import_seen_new ();
  self->links = stint_import_links_new ();
}

static void
super_clear (gpointer state)
{
  Super *self = state;

  g_hash_table_unref (self->projects);
  g_hash_table_unref (self->tags);
  g_hash_table_unref (self->series);
  stint_import_seen_free (self->seen);
  stint_import_seen_free (self->overrides);
  stint_import_links_free (self->links);
}

/* What of the file is ours, without "data" around it: task/entities/ID, archiveYoung/task/entities/ID and so on. */
static StintJsonInterest
super_decide (const char *const *path,
              guint              depth,
              gpointer           state)
{
  static const char *const models[] = { "project", "tag", "taskRepeatCfg", "task", "taskArchive", NULL };
  static const char *const archives[] = { "archiveYoung", "archiveOld", NULL };

  if (depth > 0 && strcmp (path[0], "data") == 0)
    {
      path++;
      depth--;
    }
  if (depth > 0 && g_strv_contains (archives, path[0]))
    {
      if (depth > 1 && strcmp (path[1], "task") != 0)
        return STINT_JSON_PASS;
      path++;
      depth--;
    }
  if (depth == 0)
    return STINT_JSON_ENTER;
  if (!g_strv_contains (models, path[0]) || (depth > 1 && strcmp (path[1], "entities") != 0))
    return STINT_JSON_PASS;
  return depth < 3 ? STINT_JSON_ENTER : STINT_JSON_TAKE;
}

static char *
derive_id (const char *what,
           const char *id)
{
  g_autofree char *name = g_strconcat (KEPT ":", id, NULL);

  return stint_id_derive (what, name);
}

static void
add_project (Super      *self,
             GVariant   *object,
             const char *id,
             guint       line)
{
  g_autofree char *name = stint_import_text_dup_line (stint_import_get_text (object, "title"), STINT_TITLE_MAX_CHARS, NULL);
  g_autofree char *record_id = derive_id ("project", id);
  g_auto (GVariantDict) members = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) fitting = NULL;

  if (strcmp (id, "INBOX_PROJECT") == 0 || name[0] == '\0')
    return;
  g_variant_dict_insert (&members, STINT_PROJECT_NAME, "s", name);
  if (stint_import_get_flag (object, "isArchived"))
    g_variant_dict_insert (&members, STINT_PROJECT_ARCHIVED, "b", TRUE);
  fitting = stint_import_sink_fit (self->sink, STINT_KIND_PROJECT, &members, NULL, line, name);
  if (fitting == NULL || !g_hash_table_add (self->projects, g_strdup (record_id)))
    return;
  stint_import_sink_push (self->sink, STINT_KIND_PROJECT, record_id, fitting);
}

static void
set_project (Super           *self,
             GVariant        *object,
             StintImportTask *task)
{
  const char *project = stint_import_get_text (object, "projectId");
  g_autofree char *id = project != NULL ? derive_id ("project", project) : NULL;

  if (id != NULL && g_hash_table_contains (self->projects, id))
    g_variant_dict_insert (&task->members, STINT_TASK_PROJECT, "s", id);
}

static void
set_tags (Super           *self,
          GVariant        *object,
          StintImportTask *task)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (object, "tagIds", G_VARIANT_TYPE_STRING_ARRAY);
  g_autofree const char **ids = list != NULL ? g_variant_get_strv (list, NULL) : NULL;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (g_hash_table_contains (self->tags, ids[i]))
      stint_import_task_add_tag (task, g_hash_table_lookup (self->tags, ids[i]));
}

static void
set_estimate (GVariant        *object,
              const char      *name,
              StintImportTask *task)
{
  double ms;

  if (stint_import_get_number (object, name, &ms) && ms >= MS_A_MINUTE && ms < 1e15)
    stint_import_task_set_estimate (task, (gint64) (ms / MS_A_MINUTE));
}

/* Milliseconds since 1970, or a text that is a date. */
static gboolean
read_time (Super      *self,
           GVariant   *object,
           const char *time_name,
           const char *day_name,
           StintTime  *time)
{
  double ms;

  if (time_name != NULL && stint_import_get_number (object, time_name, &ms) && ms > 0 && ms < 1e15)
    {
      *time = stint_import_time_at ((gint64) (ms / 1000), self->zone, FALSE);
      return TRUE;
    }
  return day_name != NULL && stint_import_read_date (stint_import_get_text (object, day_name), time);
}

/* What was not understood is kept, if it says anything. */
static void
keep_others (GVariant          *object,
             StintImportTask   *task,
             const char *const *understood)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      if (!stint_import_says_nothing (value) && name[0] != '_' && !g_strv_contains (understood, name))
        stint_import_task_keep (task, name, value);
      g_variant_unref (value);
    }
}

/* Days on which it was deleted. */
static void
set_skipped (GVariant               *object,
             StintImportTask        *task,
             const StintSuperRepeat *repeat)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (object, "deletedInstanceDates", G_VARIANT_TYPE_STRING_ARRAY);
  g_autofree const char **days = list != NULL ? g_variant_get_strv (list, NULL) : NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  StintTime day;

  for (guint i = 0; days != NULL && days[i] != NULL && texts->len < STINT_SET_MAX_ELEMENTS; i++)
    if (stint_import_read_date (days[i], &day))
      {
        StintTime time = repeat->start;

        time.local_s = day.local_s + (repeat->start.local_s - (gint64) stint_time_get_day (&repeat->start) * STINT_DAY_S);
        g_ptr_array_add (texts, stint_time_to_string (&time));
      }
  stint_import_task_set_texts (task, STINT_TASK_SKIPPED, texts);
}

static void
add_series (Super      *self,
            GVariant   *object,
            const char *id,
            guint       line)
{
  static const char *const understood[] = {
    "id", "title", "notes", "projectId", "tagIds", "defaultEstimate", "startTime", "startDate", "repeatCycle", "repeatEvery", "rrule", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "order", "lastTaskCreation", "lastTaskCreationDay", "quickSetting",
    "repeatFromCompletionDate", "deletedInstanceDates", "monthlyWeekOfMonth", "monthlyWeekday", "monthlyLastDay", NULL,
  };
  StintTime now = stint_import_time_at (self->now_unix_s, self->zone, FALSE);
  StintSuperRepeat repeat = stint_super_repeat_read (object, self->zone, stint_time_get_day (&now));
  g_autofree char *rule = repeat.rule;
  g_auto (StintImportTask) task = { 0 };
  Series *series = g_new0 (Series, 1);
  g_autofree char *name = g_strconcat ("repeat:", id, NULL);

  series->id = derive_id ("task", name);
  series->title = g_strdup (stint_import_get_text (object, "title"));
  g_hash_table_insert (self->series, g_strdup (id), series);

  stint_import_task_init (&task, self->sink, KEPT, series->id, line);
  stint_import_task_set_title (&task, series->title);
  stint_import_task_add_notes (&task, stint_import_get_text (object, "notes"));
  set_project (self, object, &task);
  set_tags (self, object, &task);
  set_estimate (object, "defaultEstimate", &task);
  keep_others (object, &task, understood);
  if (rule != NULL)
    {
      stint_import_task_set_repeat (&task, rule, &repeat.start, repeat.minutes, repeat.from_done);
      set_skipped (object, &task, &repeat);
      series->recurrence = stint_recurrence_new (rule, &repeat.start, NULL);
    }
  else
    {
      stint_import_task_keep (&task, "repeat", object);
      stint_import_task_note (&task, _("It is paused, or how it repeats was not understood; that is kept, and it does not repeat here"));
    }
  stint_import_task_finish (&task);
}

static void
set_parent (Super           *self,
            GVariant        *object,
            StintImportTask *task)
{
  const char *parent = stint_import_get_text (object, "parentId");
  g_autofree char *id = parent != NULL && *parent != '\0' ? derive_id ("task", parent) : NULL;

  if (id == NULL)
    return;
  if (stint_import_links_add (self->links, task->id, id))
    g_variant_dict_insert (&task->members, STINT_TASK_PARENT, "s", id);
  else
    stint_import_task_note (task, _("It is a part of what is a part of it; that was left out"));
}

static void
set_done (Super           *self,
          GVariant        *object,
          StintImportTask *task)
{
  double ms;

  if (!stint_import_get_flag (object, "isDone"))
    return;
  if (!stint_import_get_number (object, "doneOn", &ms) || ms <= 0 || ms > 1e15)
    ms = self->now_unix_s * 1000.0;
  stint_import_task_set_done (task, (gint64) (ms / 1000));
}

/* Which occurrence it was made as. */
static gboolean
find_original (Super     *self,
               Series    *series,
               GVariant  *object,
               StintTime *original)
{
  const StintTime *start;
  gboolean contains = FALSE;
  StintTime day;

  if (series->recurrence == NULL ||
      (!read_time (self, object, "dueWithTime", "dueDay", &day) && !read_time (self, object, "created", NULL, &day)))
    return FALSE;
  start = stint_recurrence_get_start (series->recurrence);
  *original = *start;
  original->local_s = (gint64) stint_time_get_day (&day) * STINT_DAY_S + start->local_s - (gint64) stint_time_get_day (start) * STINT_DAY_S;
  return stint_recurrence_contains (series->recurrence, original->local_s, &contains, NULL) && contains;
}

/* Returns: %FALSE if it has to be a task of its own */
static gboolean
add_occurrence (Super      *self,
                GVariant   *object,
                const char *title,
                guint       line)
{
  const char *repeat = stint_import_get_text (object, "repeatCfgId");
  Series *series = repeat != NULL ? g_hash_table_lookup (self->series, repeat) : NULL;
  g_autoptr (GVariant) parts = g_variant_lookup_value (object, "subTaskIds", G_VARIANT_TYPE_STRING_ARRAY);
  g_auto (StintImportTask) task = { 0 };
  g_autofree char *id = NULL;
  StintTime original;

  if (series == NULL || (parts != NULL && g_variant_n_children (parts) > 0) || !find_original (self, series, object, &original))
    return FALSE;
  id = stint_series_derive_id (series->id, &original);
  if (!stint_import_seen_add (self->overrides, id))
    return FALSE;
  if (g_strcmp0 (series->title, title) == 0 && !stint_import_get_flag (object, "isDone"))
    return TRUE;

  stint_import_task_init (&task, self->sink, KEPT, id, line);
  if (g_strcmp0 (series->title, title) != 0)
    stint_import_task_set_title (&task, title);
  set_done (self, object, &task);
  g_variant_dict_insert (&task.members, STINT_TASK_SERIES, "s", series->id);
  stint_import_task_set_time (&task, STINT_TASK_OCCURRENCE, &original);
  stint_import_task_finish (&task);
  return TRUE;
}

/* A date that is none. */
static void
keep_odd_dates (GVariant        *object,
                StintImportTask *task,
                gboolean         is_planned,
                gboolean         has_deadline)
{
  static const char *const names[] = { "dueWithTime", "dueDay", "plannedAt", "deadlineWithTime", "deadlineDay" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (object, names[i], NULL);

      if (value != NULL && !stint_import_says_nothing (value) && !(i < 3 ? is_planned : has_deadline))
        {
          stint_import_task_keep (task, names[i], value);
          stint_import_task_note (task, _("Its date was not understood, and kept"));
        }
    }
}

static void
add_task (Super      *self,
          GVariant   *object,
          const char *id,
          const char *title,
          guint       line)
{
  static const char *const understood[] = {
    "id", "title", "notes", "projectId", "tagIds", "timeEstimate", "parentId", "isDone", "doneOn", "dueDay", "dueWithTime", "plannedAt",
    "deadlineDay", "deadlineWithTime", "subTaskIds", "modified", "subTasks", "hasPlannedTime", NULL,
  };
  g_autofree char *record_id = derive_id ("task", id);
  g_auto (StintImportTask) task = { 0 };
  StintTime deadline, planned;
  gboolean has_deadline = read_time (self, object, "deadlineWithTime", "deadlineDay", &deadline);
  gboolean is_planned = read_time (self, object, "dueWithTime", "dueDay", &planned) || read_time (self, object, "plannedAt", NULL, &planned);
  gint64 minutes = 0;

  stint_import_task_init (&task, self->sink, KEPT, record_id, line);
  stint_import_task_set_title (&task, title);
  stint_import_task_add_notes (&task, stint_import_get_text (object, "notes"));
  set_project (self, object, &task);
  set_tags (self, object, &task);
  set_estimate (object, "timeEstimate", &task);
  set_parent (self, object, &task);
  set_done (self, object, &task);
  keep_others (object, &task, understood);
  keep_odd_dates (object, &task, is_planned, has_deadline);
  if (has_deadline)
    stint_import_task_set_time (&task, STINT_TASK_DEADLINE, &deadline);
  g_variant_dict_lookup (&task.members, STINT_TASK_ESTIMATE, "x", &minutes);
  if (is_planned && !planned.date_only && minutes > 0)
    {
      stint_import_task_finish_block (&task, &planned, minutes, TRUE);
      return;
    }
  if (is_planned)
    stint_import_task_set_time (&task, has_deadline ? STINT_TASK_EARLIEST : STINT_TASK_DEADLINE, &planned);
  stint_import_task_finish (&task);
}

/* The name of the model: the member before "entities". */
static const char *
get_model (const StintJsonPart *part)
{
  return part->depth >= 3 ? part->path[part->depth - 3] : "";
}

static void
take_task (Super      *self,
           GVariant   *object,
           const char *id,
           guint       line)
{
  const char *title = stint_import_get_text (object, "title");

  if (title == NULL)
    stint_import_sink_skip (self->sink, line, "", _("It is no task: it has no title"));
  else if (!stint_import_seen_add (self->seen, id))
    stint_import_sink_skip (self->sink, line, title, _("It is in the file a second time; the first counts"));
  else if (!add_occurrence (self, object, title, line))
    add_task (self, object, id, title, line);
}

static void
super_take (gpointer             state,
            const StintJsonPart *part,
            guint                pass)
{
  Super *self = state;
  const char *model = get_model (part);
  gboolean is_task = strcmp (model, "task") == 0 || strcmp (model, "taskArchive") == 0;
  gboolean is_object = g_variant_is_of_type (part->value, G_VARIANT_TYPE_VARDICT);
  const char *id = part->path[part->depth - 1];

  if (pass == 0)
    {
      if (is_object && strcmp (model, "tag") == 0 && strcmp (id, "TODAY") != 0 && stint_import_get_text (part->value, "title") != NULL)
        g_hash_table_insert (self->tags, g_strdup (id), g_strdup (stint_import_get_text (part->value, "title")));
      else if (is_object && strcmp (model, "project") == 0)
        add_project (self, part->value, id, part->line);
      return;
    }
  if (pass == 1)
    {
      if (is_object && strcmp (model, "taskRepeatCfg") == 0 && !g_hash_table_contains (self->series, id))
        add_series (self, part->value, id, part->line);
      return;
    }
  if (is_task && is_object)
    take_task (self, part->value, id, part->line);
  else if (is_task)
    stint_import_sink_skip (self->sink, part->line, "", _("It is no task: it has no title"));
}

StintFileReader *
stint_super_productivity_reader_new (GInputStream           *stream,
                                     const StintFileContext *context)
{
  static const StintJsonFormat format = {
    .n_passes = 3,
    .state_bytes = sizeof (Super),
    .init = super_init,
    .clear = super_clear,
    .decide = super_decide,
    .take = super_take,
  };

  return stint_json_reader_new (stream, context, &format);
}
