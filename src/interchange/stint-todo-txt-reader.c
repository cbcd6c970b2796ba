/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-todo-txt.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "core/stint-id.h"
#include "core/stint-zone.h"
#include "interchange/stint-file-reader-private.h"
#include "interchange/stint-import-seen.h"
#include "interchange/stint-import-task.h"
#include "interchange/stint-import-text.h"
#include "interchange/stint-import-values.h"
#include "interchange/stint-text-lines.h"
#include "planning/stint-recurrence-rule.h"

#define NO_BREAK_SPACE "\xc2\xa0"
#define NAME_MAX_CHARS 80

typedef struct
{
  StintFileReader  parent_instance;

  StintTextLines  *lines;
  GString         *line;
  const char      *zone;
  gint64           now_unix_s;
  GHashTable      *projects;
  StintImportSeen *seen;     /* ids */
} StintTodoTxtReader;

typedef StintFileReaderClass StintTodoTxtReaderClass;

G_DEFINE_FINAL_TYPE (StintTodoTxtReader, stint_todo_txt_reader, STINT_TYPE_FILE_READER)

/* What was read of one line. */
typedef struct
{
  gboolean    done;
  char        priority;       /* a letter, or 0 */
  int         exact_priority; /* or -1 */
  gboolean    has_completed, has_created, has_due, has_threshold;
  StintTime   completed, created, due, threshold;
  gint64      done_unix_s; /* or G_MININT64 */
  gint64      estimate_min;
  const char *recurrence;  /* borrowed */
  const char *id;          /* borrowed */
  const char *project_id;  /* borrowed */
  GString    *title;
  GPtrArray  *projects;
  GPtrArray  *tags;
} Line;

static void
line_clear (Line *self)
{
  g_string_free (self->title, TRUE);
  g_ptr_array_unref (self->projects);
  g_ptr_array_unref (self->tags);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

static const char *const keys[] = { "due:", "t:", "rec:", "pri:", "prio:", "est:", "id:", "pid:", "done:" };

/* Returns: whether the word begins as one that is not the title's */
gboolean
stint_todo_txt_is_key (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_has_prefix (word, keys[i]))
      return TRUE;
  return FALSE;
}

/* Takes a date and the space behind it. */
static gboolean
take_date (const char **p,
           StintTime   *date)
{
  g_autofree char *text = g_strndup (*p, 10);

  if ((strlen (*p) > 10 && (*p)[10] != ' ') || !stint_import_read_date (text, date))
    return FALSE;
  *p += strlen (*p) > 10 ? 11 : 10;
  return TRUE;
}

static void
read_head (Line        *self,
           const char **p)
{
  if (g_str_has_prefix (*p, "x "))
    {
      self->done = TRUE;
      *p += 2;
    }
  if ((*p)[0] == '(' && g_ascii_isupper ((*p)[1]) && (*p)[2] == ')' && (*p)[3] == ' ')
    {
      self->priority = (*p)[1];
      *p += 4;
    }
  self->has_completed = self->done && take_date (p, &self->completed);
  self->has_created = (!self->done || self->has_completed) && take_date (p, &self->created);
}

static gboolean
read_minutes (const char *text,
              gint64     *minutes)
{
  char *end = NULL;
  gint64 n = g_ascii_strtoll (text, &end, 10);

  if (end == text || n < 1 || n > 1000000 || (strcmp (end, "m") != 0 && strcmp (end, "h") != 0))
    return FALSE;
  *minutes = *end == 'h' ? n * 60 : n;
  return TRUE;
}

/* Returns: FALSE if it is a word of the title after all */
static gboolean
read_key (Line       *self,
          const char *word)
{
  const char *value = strchr (word, ':') + 1;
  char *end = NULL;

  if (g_str_has_prefix (word, "due:"))
    return self->has_due = !self->has_due && stint_import_time_from_text (value, &self->due);
  if (g_str_has_prefix (word, "t:"))
    return self->has_threshold = !self->has_threshold && stint_import_time_from_text (value, &self->threshold);
  if (g_str_has_prefix (word, "done:"))
    return stint_import_read_instant (value, &self->done_unix_s);
  if (g_str_has_prefix (word, "est:"))
    return self->estimate_min == 0 && read_minutes (value, &self->estimate_min);
  if (g_str_has_prefix (word, "pri:"))
    {
      if (!g_ascii_isupper (value[0]) || value[1] != '\0')
        return FALSE;
      self->priority = value[0];
      return TRUE;
    }
  if (g_str_has_prefix (word, "prio:"))
    {
      gint64 n = g_ascii_strtoll (value, &end, 10);

      if (end == value || *end != '\0' || n < 0 || n > 9)
        return FALSE;
      self->exact_priority = (int) n;
      return TRUE;
    }
  if (g_str_has_prefix (word, "rec:") && self->recurrence == NULL)
    self->recurrence = value;
  else if (g_str_has_prefix (word, "id:") && self->id == NULL && stint_id_is_valid (value))
    self->id = value;
  else if (g_str_has_prefix (word, "pid:") && self->project_id == NULL && stint_id_is_valid (value))
    self->project_id = value;
  return self->recurrence == value || self->id == value || self->project_id == value;
}

static char *
dup_name (const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word + 1, NO_BREAK_SPACE, -1);

  return g_strjoinv (" ", parts);
}

static void
read_word (Line       *self,
           const char *word)
{
  if (*word == '\0')
    return;
  if (*word == '+' && word[1] != '\0')
    g_ptr_array_add (self->projects, dup_name (word));
  else if (*word == '@' && word[1] != '\0')
    g_ptr_array_add (self->tags, dup_name (word));
  else if (!stint_todo_txt_is_key (word) || !read_key (self, word))
    {
      gboolean escaped = *word == '\\' && (strchr ("+@\\", word[1]) != NULL || stint_todo_txt_is_key (word + 1));

      if (self->title->len > 0)
        g_string_append_c (self->title, ' ');
      g_string_append (self->title, escaped && word[1] != '\0' ? word + 1 : word);
    }
}

/* Reads the words; they must stay as long as @self. */
static void
read_line (Line       *self,
           const char *text,
           GStrv      *words)
{
  const char *p = text;

  *self = (Line) { .exact_priority = -1, .done_unix_s = G_MININT64, .title = g_string_new (NULL),
                   .projects = g_ptr_array_new_with_free_func (g_free), .tags = g_ptr_array_new_with_free_func (g_free) };
  read_head (self, &p);
  *words = g_strsplit_set (p, " \t", -1);
  for (guint i = 0; (*words)[i] != NULL; i++)
    read_word (self, (*words)[i]);
  if (self->title->len == 0)
    g_string_assign (self->title, p);
}

/* The same words are the same task, wherever the line stands and whatever its dates; twice in a file they are two. */
static char *
make_id (StintTodoTxtReader *self,
         const Line         *line)
{
  g_autoptr (GString) name = g_string_new ("todo.txt:");
  char *id;

  if (line->id != NULL && stint_import_seen_add (self->seen, line->id))
    return g_strdup (line->id);
  g_string_append (name, line->title->str);
  for (guint i = 0; i < line->projects->len; i++)
    g_string_append_printf (name, " +%s", (char *) g_ptr_array_index (line->projects, i));
  for (guint i = 0; i < line->tags->len; i++)
    g_string_append_printf (name, " @%s", (char *) g_ptr_array_index (line->tags, i));

  id = stint_id_derive ("task", name->str);
  for (guint n = 2; !stint_import_seen_add (self->seen, id); n++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s\n%u", name->str, n);

      g_free (id);
      id = stint_id_derive ("task", numbered);
    }
  return id;
}

static void
set_priority (const Line      *line,
              StintImportTask *task)
{
  int priority = line->priority == 'A' ? STINT_PRIORITY_HIGH : line->priority == 'B' ? STINT_PRIORITY_MEDIUM : STINT_PRIORITY_LOW;

  if (line->exact_priority >= 0)
    priority = line->exact_priority;
  else if (line->priority == '\0')
    return;
  g_variant_dict_insert (&task->members, STINT_TASK_PRIORITY, "x", (gint64) priority);
  if (line->priority > 'C')
    stint_import_task_keep (task, "priority", g_variant_new_take_string (g_strdup_printf ("%c", line->priority)));
}

/* Returns: (transfer full) (nullable): the rule of rec:, which @start is the first of */
static char *
make_rule (const char      *text,
           const StintTime *start)
{
  static const char *const frequencies[] = { "d", "DAILY", "w", "WEEKLY", "m", "MONTHLY", "y", "YEARLY" };
  const char *number = text + (*text == '+');
  char *end = NULL;
  gint64 n = g_ascii_strtoll (number, &end, 10);

  if (end == number || n < 1 || n > STINT_RECURRENCE_MAX_INTERVAL || end[0] == '\0' || end[1] != '\0')
    return NULL;
  if (*end == 'b')
    return n == 1 ? stint_import_make_rule ("WEEKLY", 1, "BYDAY=MO,TU,WE,TH,FR", start, NULL, 0, FALSE) : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (frequencies); i += 2)
    if (*end == *frequencies[i])
      return stint_import_make_rule (frequencies[i + 1], n, NULL, start, NULL, 0, TRUE);
  return NULL;
}

static void
set_times (StintTodoTxtReader *self,
           const Line         *line,
           StintImportTask    *task)
{
  StintTime now = stint_import_time_at (self->now_unix_s, self->zone, FALSE);
  StintTime start = line->has_due ? line->due : line->has_threshold ? line->threshold : stint_time_date (stint_time_get_day (&now));
  g_autofree char *rule = line->recurrence != NULL ? make_rule (line->recurrence, &start) : NULL;

  if (rule != NULL)
    stint_import_task_set_repeat (task, rule, &start, 0, *line->recurrence != '+');
  else if (line->has_due)
    stint_import_task_set_time (task, STINT_TASK_DEADLINE, &line->due);
  if (line->recurrence != NULL && rule == NULL)
    {
      stint_import_task_keep (task, "rec", g_variant_new_string (line->recurrence));
      stint_import_task_note (task, _("How it repeats was not understood, and kept"));
    }
  if (line->has_threshold && (rule == NULL || line->has_due))
    stint_import_task_set_time (task, STINT_TASK_EARLIEST, &line->threshold);
  /* Of Stint's own tasks it is the day when the title was written, and no more than that. */
  if (line->has_created && line->id == NULL)
    {
      g_autofree char *created = stint_time_to_string (&line->created);

      stint_import_task_keep (task, "created", g_variant_new_string (created));
    }
  if (!line->done)
    return;
  if (line->done_unix_s != G_MININT64)
    stint_import_task_set_done (task, line->done_unix_s);
  else
    stint_import_task_set_done (task, line->has_completed ? stint_zone_day_start (self->zone, stint_time_get_day (&line->completed)) : self->now_unix_s);
}

static void
set_projects (StintTodoTxtReader *self,
              const Line         *line,
              StintImportTask    *task)
{
  GVariantBuilder others;
  g_autofree char *id = NULL;

  if (line->projects->len == 0)
    return;
  id = stint_import_add_project (task->sink, self->projects, line->project_id, g_ptr_array_index (line->projects, 0));
  if (id != NULL)
    g_variant_dict_insert (&task->members, STINT_TASK_PROJECT, "s", id);
  if (line->projects->len == 1)
    return;
  g_variant_builder_init (&others, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 1; i < line->projects->len; i++)
    g_variant_builder_add (&others, "s", g_ptr_array_index (line->projects, i));
  stint_import_task_keep (task, "projects", g_variant_builder_end (&others));
  stint_import_task_note (task, _("It is in more than one project; it came in with the first, the others are kept"));
}

static void
add_task (StintTodoTxtReader *self,
          guint               number)
{
  g_auto (GStrv) words = NULL;
  g_auto (Line) line = { 0 };
  g_auto (StintImportTask) task = { 0 };
  g_autofree char *id = NULL;

  read_line (&line, self->line->str, &words);
  id = make_id (self, &line);
  stint_import_task_init (&task, stint_file_reader_get_sink (STINT_FILE_READER (self)), STINT_TODO_TXT_KEPT, id, number);
  stint_import_task_set_title (&task, line.title->str);
  for (guint i = 0; i < line.tags->len; i++)
    stint_import_task_add_tag (&task, g_ptr_array_index (line.tags, i));
  set_projects (self, &line, &task);
  set_priority (&line, &task);
  set_times (self, &line, &task);
  stint_import_task_set_estimate (&task, line.estimate_min);
  stint_import_task_finish (&task);
}

static gboolean
stint_todo_txt_reader_read (StintFileReader *reader,
                            GCancellable    *cancellable,
                            GError         **error)
{
  StintTodoTxtReader *self = (StintTodoTxtReader *) reader;
  const char *reason;
  guint number;

  if (!stint_text_lines_next (self->lines, self->line, &number, &reason, cancellable, error))
    return FALSE;
  if (reason != NULL)
    {
      g_autofree char *name = stint_import_text_dup_line (self->line->str, NAME_MAX_CHARS, NULL);

      stint_import_sink_skip (stint_file_reader_get_sink (reader), number, name, reason);
    }
  else if (self->line->str[strspn (self->line->str, " \t")] != '\0')
    add_task (self, number);
  return TRUE;
}

static guint64
stint_todo_txt_reader_get_n_bytes (StintFileReader *reader)
{
  return stint_text_lines_get_n_bytes (((StintTodoTxtReader *) reader)->lines);
}

static void
stint_todo_txt_reader_finalize (GObject *object)
{
  StintTodoTxtReader *self = (StintTodoTxtReader *) object;

  g_clear_pointer (&self->lines, stint_text_lines_free);
  g_string_free (self->line, TRUE);
  g_hash_table_unref (self->projects);
  stint_import_seen_free (self->seen);

  G_OBJECT_CLASS (stint_todo_txt_reader_parent_class)->finalize (object);
}

static void
stint_todo_txt_reader_class_init (StintTodoTxtReaderClass *klass)
{
  StintFileReaderClass *reader_class = STINT_FILE_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = stint_todo_txt_reader_finalize;
  reader_class->read = stint_todo_txt_reader_read;
  reader_class->get_n_bytes = stint_todo_txt_reader_get_n_bytes;
}

static void
stint_todo_txt_reader_init (StintTodoTxtReader *self)
{
  self->line = g_string_new (NULL);
  self->projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = stint_import_seen_new ();
}

StintFileReader *
stint_todo_txt_reader_new (GInputStream           *stream,
                           const StintFileContext *context)
{
  StintTodoTxtReader *self = g_object_new (stint_todo_txt_reader_get_type (), NULL);

  self->lines = stint_text_lines_new (stream);
  self->zone = stint_import_zone (context->zone);
  self->now_unix_s = context->now_unix_s;
  return STINT_FILE_READER (self);
}
