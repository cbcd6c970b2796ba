/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-planify-reader.h"

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
#include "planning/stint-recurrence-rule.h"
#include "wire/stint-json.h"

#define KEPT "planify"

typedef struct
{
  StintImportSink  *sink;
  const char       *zone;
  gint64            now_unix_s;
  GHashTable       *projects; /* Planify's id → name */
  GHashTable       *sections; /* Planify's id → name */
  StintImportSeen  *seen;
  StintImportLinks *links;
  guint             n_deleted;
} Planify;

static void
planify_init (gpointer                state,
              StintImportSink        *sink,
              const StintFileContext *context)
{
  Planify *self = state;

  self->sink = sink;
  self->zone = stint_import_zone (context->zone);
  self->now_unix_s = context->now_unix_s;
  self->projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->seen = stint_import_seen_new ();
  self->links = stint_import_links_new ();
}

static void
planify_clear (gpointer state)
{
  Planify *self = state;

  g_hash_table_unref (self->projects);
  g_hash_table_unref (self->sections);
  stint_import_seen_free (self->seen);
  stint_import_links_free (self->links);
}

static StintJsonInterest
planify_decide (const char *const *path,
                guint              depth,
                gpointer           state)
{
  static const char *const lists[] = { "projects", "sections", "items", NULL };

  if (depth == 0)
    return STINT_JSON_ENTER;
  if (!g_strv_contains (lists, path[0]))
    return STINT_JSON_PASS;
  return depth == 1 ? STINT_JSON_ENTER : STINT_JSON_TAKE;
}

static char *
derive_id (const char *what,
           const char *id)
{
  g_autofree char *name = g_strconcat (KEPT ":", id, NULL);

  return stint_id_derive (what, name);
}

static void
add_project (Planify  *self,
             GVariant *object,
             guint     line)
{
  const char *id = stint_import_get_text (object, "id");
  const char *parent = stint_import_get_text (object, "parent_id");
  const char *above = parent != NULL ? g_hash_table_lookup (self->projects, parent) : NULL;
  g_autofree char *name = stint_import_text_dup_line (stint_import_get_text (object, "name"), STINT_TITLE_MAX_CHARS / 2, NULL);
  g_autofree char *full = above != NULL ? g_strdup_printf ("%s / %s", above, name) : g_strdup (name);
  const char *color = stint_import_get_text (object, "color");
  g_auto (GVariantDict) members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *record_id = id != NULL ? derive_id ("project", id) : NULL;
  g_autoptr (GVariant) fitting = NULL;

  if (id == NULL || *id == '\0' || name[0] == '\0' || stint_import_get_flag (object, "is_deleted") || g_hash_table_contains (self->projects, id))
    return;
  g_hash_table_insert (self->projects, g_strdup (id), stint_import_text_dup_line (full, STINT_TITLE_MAX_CHARS / 2, NULL));
  g_variant_dict_insert (&members, STINT_PROJECT_NAME, "s", full);
  if (color != NULL && color[0] == '#' && strlen (color) == 7 && strspn (color + 1, "0123456789abcdef") == 6)
    g_variant_dict_insert (&members, STINT_PROJECT_COLOR, "s", color);
  if (stint_import_get_flag (object, "is_archived"))
    g_variant_dict_insert (&members, STINT_PROJECT_ARCHIVED, "b", TRUE);
  fitting = stint_import_sink_fit (self->sink, STINT_KIND_PROJECT, &members, NULL, line, full);
  if (fitting != NULL)
    stint_import_sink_push (self->sink, STINT_KIND_PROJECT, record_id, fitting);
}

static void
add_section (Planify  *self,
             GVariant *object)
{
  const char *id = stint_import_get_text (object, "id");
  const char *name = stint_import_get_text (object, "name");

  if (id != NULL && name != NULL && *name != '\0' && !stint_import_get_flag (object, "is_deleted"))
    g_hash_table_insert (self->sections, g_strdup (id), stint_import_text_dup_line (name, 100, NULL));
}

/* "2026-11-27", "2026-11-27T17:00:00" or the same with Z; the last is an instant. */
static gboolean
read_time (Planify    *self,
           const char *text,
           const char *zone,
           StintTime  *time)
{
  const char *known = zone != NULL && *zone != '\0' ? stint_zone_intern (zone) : NULL;
  g_autofree char *civil = g_strndup (text != NULL ? text : "", 19);
  gint64 unix_s;

  known = known != NULL ? known : self->zone;
  if (stint_import_read_instant (text, &unix_s))
    *time = stint_import_time_at (unix_s, known, FALSE);
  else if (!stint_time_parse (civil, time, NULL))
    return FALSE;
  else if (!time->date_only)
    *time = stint_time_zoned (time->local_s, known);
  return TRUE;
}

/* Numbers stand there as texts. */
static gint64
read_number (GVariant   *object,
             const char *name)
{
  const char *text = stint_import_get_text (object, name);
  double number = 0;

  if (text != NULL)
    return g_ascii_strtoll (text, NULL, 10);
  return stint_import_get_number (object, name, &number) && number >= 0 && number < 1e9 ? (gint64) number : 0;
}

/* "1,3,7" → "BYDAY=MO,WE,SU". Returns: (transfer full) (nullable) */
static char *
make_weekdays (const char *weeks)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  GString *parts = g_string_new (NULL);

  for (int day = 1; weeks != NULL && day <= 7; day++)
    if (strchr (weeks, '0' + day) != NULL)
      g_string_append_printf (parts, "%s%s", parts->len > 0 ? "," : "BYDAY=", names[day - 1]);
  return g_string_free (parts, parts->len == 0);
}

/* Returns: (transfer full) (nullable): its rule, which may be finer than a day */
static char *
make_rule (Planify         *self,
           GVariant        *due,
           const StintTime *start)
{
  static const char *const frequencies[] = { "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
  gint64 type = read_number (due, "recurrency_type");
  gint64 interval = MAX (1, read_number (due, "recurrency_interval"));
  g_autofree char *weekdays = type == 3 ? make_weekdays (stint_import_get_text (due, "recurrency_weeks")) : NULL;
  StintTime until;
  gboolean ends;

  if (!stint_import_get_flag (due, "is_recurring") || type < 0 || type >= (gint64) G_N_ELEMENTS (frequencies) ||
      interval > STINT_RECURRENCE_MAX_INTERVAL)
    return NULL;
  ends = read_time (self, stint_import_get_text (due, "recurrency_end"), NULL, &until);
  return stint_import_make_rule (frequencies[type], interval, weekdays, start, ends ? &until : NULL, read_number (due, "recurrency_count"), TRUE);
}

/* An object, or the text of one. */
static GVariant *
dup_due (GVariant *item)
{
  const char *text = stint_import_get_text (item, "due");
  g_autoptr (GVariant) due = text != NULL ? stint_json_parse (text, -1, NULL) : g_variant_lookup_value (item, "due", NULL);

  return due != NULL && g_variant_is_of_type (due, G_VARIANT_TYPE_VARDICT) ? g_steal_pointer (&due) : NULL;
}

static void
take_times (Planify         *self,
            GVariant        *item,
            StintImportTask *task)
{
  g_autoptr (GVariant) due = dup_due (item);
  const char *text = due != NULL ? stint_import_get_text (due, "date") : NULL;
  const char *whole = stint_import_get_text (item, "due");
  g_autofree char *rule = NULL;
  StintTime deadline, start;
  gboolean has_deadline = read_time (self, stint_import_get_text (item, "deadline_date"), NULL, &deadline);

  if (has_deadline)
    stint_import_task_set_time (task, STINT_TASK_DEADLINE, &deadline);
  if (due == NULL && whole != NULL && *whole != '\0')
    {
      stint_import_task_keep (task, "due", g_variant_new_string (whole));
      stint_import_task_note (task, _("Its date was not understood, and kept"));
    }
  if (text == NULL || *text == '\0')
    return;
  if (!read_time (self, text, stint_import_get_text (due, "timezone"), &start))
    {
      stint_import_task_keep (task, "due", due);
      stint_import_task_note (task, _("Its date was not understood, and kept"));
      return;
    }

  rule = make_rule (self, due, &start);
  if (rule != NULL)
    stint_import_task_set_repeat (task, rule, &start, 0, FALSE);
  else
    stint_import_task_set_time (task, has_deadline ? STINT_TASK_EARLIEST : STINT_TASK_DEADLINE, &start);
  if (stint_import_get_flag (due, "is_recurring") && rule == NULL)
    {
      stint_import_task_keep (task, "due", due);
      stint_import_task_note (task, _("How it repeats was not understood, and kept"));
    }
}

static void
take_labels (GVariant        *item,
             StintImportTask *task)
{
  g_autoptr (GVariant) labels = g_variant_lookup_value (item, "labels", G_VARIANT_TYPE_STRING_ARRAY);
  g_autofree const char **names = labels != NULL ? g_variant_get_strv (labels, NULL) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    stint_import_task_add_tag (task, names[i]);
}

static void
take_places (Planify         *self,
             GVariant        *item,
             StintImportTask *task)
{
  const char *project = stint_import_get_text (item, "project_id");
  const char *section = stint_import_get_text (item, "section_id");
  const char *parent = stint_import_get_text (item, "parent_id");
  const char *name = section != NULL ? g_hash_table_lookup (self->sections, section) : NULL;

  if (project != NULL && g_hash_table_contains (self->projects, project))
    g_variant_dict_insert_value (&task->members, STINT_TASK_PROJECT, g_variant_new_take_string (derive_id ("project", project)));
  if (name != NULL)
    stint_import_task_add_tag (task, name);
  if (parent != NULL && *parent != '\0')
    {
      g_autofree char *id = derive_id ("task", parent);

      if (stint_import_links_add (self->links, task->id, id))
        g_variant_dict_insert (&task->members, STINT_TASK_PARENT, "s", id);
      else
        stint_import_task_note (task, _("It is a part of what is a part of it; that was left out"));
    }
}

/* What has no place in Stint, but is not only how Planify shows it. */
static void
keep_others (GVariant        *item,
             StintImportTask *task)
{
  static const char *const understood[] = {
    "id", "content", "description", "due", "completed_at", "section_id", "project_id", "parent_id", "priority", "checked", "is_deleted",
    "labels", "deadline_date", "child_order", "day_order", "collapsed", "updated_at", NULL,
  };
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, item);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      if (!stint_import_says_nothing (value) && !g_strv_contains (understood, name))
        stint_import_task_keep (task, name, value);
      g_variant_unref (value);
    }
}

static void
add_item (Planify    *self,
          GVariant   *item,
          const char *id,
          guint       line)
{
  static const gint64 priorities[] = { STINT_PRIORITY_LOW, STINT_PRIORITY_MEDIUM, STINT_PRIORITY_HIGH };
  g_auto (StintImportTask) task = { 0 };
  g_autofree char *record_id = derive_id ("task", id);
  gint64 priority = read_number (item, "priority");
  StintTime done;

  stint_import_task_init (&task, self->sink, KEPT, record_id, line);
  stint_import_task_set_title (&task, stint_import_get_text (item, "content"));
  stint_import_task_add_notes (&task, stint_import_get_text (item, "description"));
  if (priority >= 2 && priority <= 4)
    g_variant_dict_insert (&task.members, STINT_TASK_PRIORITY, "x", priorities[priority - 2]);
  if (stint_import_get_flag (item, "checked"))
    stint_import_task_set_done (&task, read_time (self, stint_import_get_text (item, "completed_at"), NULL, &done)
                                ? stint_time_to_unix (&done, self->zone) : self->now_unix_s);
  take_labels (item, &task);
  take_places (self, item, &task);
  take_times (self, item, &task);
  keep_others (item, &task);
  stint_import_task_finish (&task);
}

static void
planify_take (gpointer             state,
              const StintJsonPart *part,
              guint                pass)
{
  Planify *self = state;
  gboolean is_object = g_variant_is_of_type (part->value, G_VARIANT_TYPE_VARDICT);
  const char *id = is_object ? stint_import_get_text (part->value, "id") : NULL;
  const char *title = is_object ? stint_import_get_text (part->value, "content") : NULL;

  if (is_object && strcmp (part->path[0], "projects") == 0)
    add_project (self, part->value, part->line);
  else if (is_object && strcmp (part->path[0], "sections") == 0)
    add_section (self, part->value);
  else if (id == NULL || *id == '\0' || title == NULL)
    stint_import_sink_skip (self->sink, part->line, title != NULL ? title : "", _("It is no task: it has no id, or no title"));
  else if (!stint_import_seen_add (self->seen, id))
    stint_import_sink_skip (self->sink, part->line, title, _("It is in the file a second time; the first counts"));
  else if (stint_import_get_flag (part->value, "is_deleted"))
    self->n_deleted++;
  else
    add_item (self, part->value, id, part->line);
}

static gboolean
planify_end (gpointer state,
             GError **error)
{
  stint_import_note_deleted (((Planify *) state)->sink, ((Planify *) state)->n_deleted);
  return TRUE;
}

StintFileReader *
stint_planify_reader_new (GInputStream           *stream,
                          const StintFileContext *context)
{
  static const StintJsonFormat format = {
    .n_passes = 1,
    .state_bytes = sizeof (Planify),
    .init = planify_init,
    .clear = planify_clear,
    .decide = planify_decide,
    .take = planify_take,
    .end = planify_end,
  };

  return stint_json_reader_new (stream, context, &format);
}
