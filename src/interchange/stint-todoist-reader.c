/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-todoist-reader.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-id.h"
#include "core/stint-zone.h"
#include "interchange/stint-csv-reader.h"
#include "interchange/stint-import-seen.h"
#include "interchange/stint-import-task.h"
#include "interchange/stint-import-text.h"
#include "interchange/stint-import-values.h"
#include "planning/stint-quick-add.h"

#define KEPT "todoist"
#define MAX_INDENT 16

typedef struct
{
  StintImportSink *sink;
  const char      *zone;
  gint64           now_local_s;
  char            *project; /* its id, or NULL */
  char            *project_name;
  GHashTable      *projects;
  StintImportSeen *seen;
  char            *section;
  char            *parents[MAX_INDENT]; /* the ids of the tasks that the next one may be below */

  /* The task that notes may follow, and where its block is. */
  gboolean         has_task;
  StintImportTask  task;
  gint64           block_minutes;
  StintTime        block_start;
} Todoist;

/* "Work [2203306141].csv" → "Work" */
static char *
dup_project_name (const char *file_name)
{
  g_autofree char *name = g_strdup (file_name != NULL ? file_name : "");
  char *bracket;

  if (g_ascii_strncasecmp (name + (strlen (name) > 4 ? strlen (name) - 4 : 0), ".csv", 4) != 0)
    return g_strdup ("");
  name[strlen (name) - 4] = '\0';
  bracket = strrchr (name, '[');
  if (bracket != NULL && bracket > name && g_str_has_suffix (bracket, "]") && strspn (bracket + 1, "0123456789") == strlen (bracket) - 2)
    *bracket = '\0';
  return g_strdup (g_strstrip (name));
}

static void
todoist_init (gpointer                state,
              StintImportSink        *sink,
              const StintFileContext *context)
{
  Todoist *self = state;

  self->sink = sink;
  self->zone = stint_import_zone (context->zone);
  self->now_local_s = stint_zone_to_local (self->zone, context->now_unix_s);
  self->projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = stint_import_seen_new ();
  self->project_name = dup_project_name (context->name);
  self->project = stint_import_add_project (sink, self->projects, NULL, self->project_name);
}

static void
todoist_clear (gpointer state)
{
  Todoist *self = state;

  if (self->has_task)
    stint_import_task_clear (&self->task);
  for (guint i = 0; i < MAX_INDENT; i++)
    g_free (self->parents[i]);
  g_free (self->project);
  g_free (self->project_name);
  g_free (self->section);
  g_hash_table_unref (self->projects);
  stint_import_seen_free (self->seen);
}

static void
finish_task (Todoist *self)
{
  if (!self->has_task)
    return;
  if (self->block_minutes > 0)
    stint_import_task_finish_block (&self->task, &self->block_start, self->block_minutes, FALSE);
  else
    stint_import_task_finish (&self->task);
  stint_import_task_clear (&self->task);
  self->has_task = FALSE;
}

static char *
make_id (Todoist    *self,
         const char *parent,
         const char *title)
{
  g_autofree char *name = g_strjoin ("\n", KEPT, self->project_name, parent != NULL ? parent : "", title, NULL);
  char *id = stint_id_derive ("task", name);

  for (guint n = 2; !stint_import_seen_add (self->seen, id); n++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s\n%u", name, n);

      g_free (id);
      id = stint_id_derive ("task", numbered);
    }
  return id;
}

/* Takes the @labels out of the title. Returns: (transfer full): what is left */
static char *
take_labels (StintImportTask *task,
             const char      *content)
{
  g_auto (GStrv) words = g_strsplit (content, " ", -1);
  g_autoptr (GString) title = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '@' && words[i][1] != '\0')
        stint_import_task_add_tag (task, words[i] + 1);
      else
        g_string_append_printf (title, "%s%s", title->len > 0 ? " " : "", words[i]);
    }
  return g_strdup (title->len > 0 ? title->str : content);
}

static void
set_parent (Todoist           *self,
            const StintCsvRow *row,
            const char        *content)
{
  gint64 indent = CLAMP (g_ascii_strtoll (stint_csv_row_get (row, "indent"), NULL, 10), 1, MAX_INDENT);
  const char *parent = NULL;
  g_autofree char *id = NULL;

  for (gint64 i = indent - 2; i >= 0 && parent == NULL; i--)
    parent = self->parents[i];
  id = make_id (self, parent, content);
  stint_import_task_init (&self->task, self->sink, KEPT, id, stint_csv_row_get_line (row));
  if (parent != NULL)
    g_variant_dict_insert (&self->task.members, STINT_TASK_PARENT, "s", parent);
  for (gint64 i = indent - 1; i < MAX_INDENT; i++)
    g_clear_pointer (&self->parents[i], g_free);
  self->parents[indent - 1] = g_steal_pointer (&id);
}

static void
keep_column (Todoist           *self,
             const StintCsvRow *row,
             const char        *column)
{
  const char *text = stint_csv_row_get (row, column);

  if (*text != '\0')
    stint_import_task_keep (&self->task, column, g_variant_new_string (text));
}

static void
set_priority (Todoist           *self,
              const StintCsvRow *row)
{
  static const gint64 priorities[] = { STINT_PRIORITY_HIGH, STINT_PRIORITY_MEDIUM, STINT_PRIORITY_LOW };
  const char *text = stint_csv_row_get (row, "priority");

  if (text[0] >= '1' && text[0] <= '3' && text[1] == '\0')
    g_variant_dict_insert (&self->task.members, STINT_TASK_PRIORITY, "x", priorities[text[0] - '1']);
}

static gint64
read_duration (const StintCsvRow *row)
{
  gint64 n = g_ascii_strtoll (stint_csv_row_get (row, "duration"), NULL, 10);
  const char *unit = stint_csv_row_get (row, "duration_unit");

  if (n < 1 || n > STINT_DAY_S)
    return 0;
  return g_ascii_strcasecmp (unit, "day") == 0 ? n * 1440 : g_ascii_strcasecmp (unit, "minute") == 0 ? n : 0;
}

/* What is in words, read as a whole or not at all. */
static StintQuickAdd *
read_words (Todoist           *self,
            const StintCsvRow *row,
            const char        *column,
            const char        *language_column)
{
  const char *text = stint_csv_row_get (row, column);
  g_autofree char *reason = NULL;
  g_autofree char *line = NULL;
  StintQuickAdd *words;

  if (*text == '\0')
    return NULL;
  words = stint_quick_add_parse_in (text, self->now_local_s, stint_csv_row_get (row, language_column), NULL, 0);
  if (words->title[0] == '\0' && (words->has_start || words->repeat_rule != NULL))
    return words;

  stint_quick_add_free (words);
  line = stint_import_text_dup_line (text, 80, NULL);
  reason = g_strdup_printf (_("Its date “%s” was not understood; it is in the notes"), line);
  stint_import_task_note (&self->task, reason);
  stint_import_task_add_notes (&self->task, text);
  return NULL;
}

/* Words float; the table says in which zone they are meant. */
static StintTime
place (Todoist           *self,
       const StintCsvRow *row,
       const StintTime   *time)
{
  const char *zone = stint_zone_intern (stint_csv_row_get (row, "timezone"));

  if (time->date_only)
    return *time;
  return stint_time_zoned (time->local_s, zone != NULL ? zone : self->zone);
}

static void
set_dates (Todoist           *self,
           const StintCsvRow *row)
{
  g_autoptr (StintQuickAdd) deadline = read_words (self, row, "deadline", "deadline_lang");
  g_autoptr (StintQuickAdd) date = read_words (self, row, "date", "date_lang");
  gint64 minutes = read_duration (row);
  StintTime time;

  self->block_minutes = 0;
  if (g_ascii_strcasecmp (stint_csv_row_get (row, "duration_unit"), "day") != 0)
    stint_import_task_set_estimate (&self->task, minutes);
  if (deadline != NULL && deadline->has_start)
    {
      time = place (self, row, &deadline->start);
      stint_import_task_set_time (&self->task, STINT_TASK_DEADLINE, &time);
    }
  if (date == NULL)
    return;

  time = place (self, row, date->repeat_rule != NULL ? &date->repeat_start : &date->start);
  if (time.date_only && minutes % 1440 != 0)
    minutes = 0;
  if (date->repeat_rule != NULL)
    stint_import_task_set_repeat (&self->task, date->repeat_rule, &time, minutes, date->repeat_from_done);
  else if (minutes > 0)
    {
      self->block_minutes = minutes;
      self->block_start = time;
    }
  else
    stint_import_task_set_time (&self->task, deadline != NULL ? STINT_TASK_EARLIEST : STINT_TASK_DEADLINE, &time);
}

static void
take_task (Todoist           *self,
           const StintCsvRow *row)
{
  const char *content = stint_csv_row_get (row, "content");
  g_auto (GStrv) labels = g_strsplit_set (stint_csv_row_get (row, "labels"), ",;", -1);
  g_autofree char *title = NULL;

  set_parent (self, row, content);
  self->has_task = TRUE;
  title = take_labels (&self->task, content);
  stint_import_task_set_title (&self->task, title);
  for (guint i = 0; labels[i] != NULL; i++)
    stint_import_task_add_tag (&self->task, g_strstrip (labels[i]));
  stint_import_task_add_notes (&self->task, stint_csv_row_get (row, "description"));
  if (self->project != NULL)
    g_variant_dict_insert (&self->task.members, STINT_TASK_PROJECT, "s", self->project);
  if (self->section != NULL)
    {
      stint_import_task_add_tag (&self->task, self->section);
      stint_import_task_keep (&self->task, "section", g_variant_new_string (self->section));
    }
  set_priority (self, row);
  set_dates (self, row);
  keep_column (self, row, "author");
  keep_column (self, row, "responsible");
}

static void
take_section (Todoist           *self,
              const StintCsvRow *row)
{
  g_free (self->section);
  self->section = stint_import_text_dup_line (stint_csv_row_get (row, "content"), 100, NULL);
  for (guint i = 0; i < MAX_INDENT; i++)
    g_clear_pointer (&self->parents[i], g_free);
  if (self->section[0] == '\0')
    g_clear_pointer (&self->section, g_free);
}

static void
todoist_take (gpointer           state,
              const StintCsvRow *row)
{
  Todoist *self = state;
  const char *type = stint_csv_row_get (row, "type");
  const char *content = stint_csv_row_get (row, "content");

  if (g_ascii_strcasecmp (type, "note") == 0 && self->has_task)
    {
      stint_import_task_add_notes (&self->task, content);
      return;
    }
  finish_task (self);
  if (g_ascii_strcasecmp (type, "task") == 0)
    take_task (self, row);
  else if (g_ascii_strcasecmp (type, "section") == 0)
    take_section (self, row);
  else if (g_ascii_strcasecmp (type, "meta") != 0)
    {
      g_autofree char *name = stint_import_text_dup_line (content, 80, NULL);

      stint_import_sink_skip (self->sink, stint_csv_row_get_line (row), name, _("It is neither a task nor a note of one"));
    }
}

static void
todoist_end (gpointer state)
{
  finish_task (state);
}

StintFileReader *
stint_todoist_reader_new (GInputStream           *stream,
                          const StintFileContext *context)
{
  static const StintCsvFormat format = {
    .state_bytes = sizeof (Todoist),
    .init = todoist_init,
    .clear = todoist_clear,
    .take = todoist_take,
    .end = todoist_end,
  };

  return stint_csv_reader_new (stream, context, &format);
}
