/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/assist/stint-assistant-private.h"

#include "core/stint-task.h"
#include "store/stint-database.h"
#include "workspace/stint-workspace-private.h"

/* So many tasks are looked at for their parts, and so many parts are offered. */
#define MAX_SIMILAR 20
#define MAX_SUGGESTED 12
/* Shorter words are in every title. */
#define WORD_MIN_CHARS 4

typedef struct
{
  StintAssistKind kind;
  char           *text;
  char           *task_id;
} Prepare;

static void
prepare_free (Prepare *self)
{
  g_free (self->text);
  g_free (self->task_id);
  g_free (self);
}

/**
 * Known:
 *
 * What the store has to say for a question.
 */
typedef struct
{
  GStrv        tags;
  StintRecord *task;
} Known;

static void
known_free (gpointer data)
{
  Known *self = data;

  g_strfreev (self->tags);
  g_clear_pointer (&self->task, stint_record_unref);
  g_free (self);
}

static gpointer
know_job (StintDatabase *database,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const char *task_id = data;
  Known *known = g_new0 (Known, 1);

  known->tags = stint_database_list_tags (database, error);
  if (known->tags != NULL && task_id != NULL)
    known->task = stint_database_get (database, STINT_KIND_TASK, task_id, error);
  if (known->tags != NULL && (task_id == NULL || known->task != NULL))
    return known;
  known_free (known);
  return NULL;
}

static void
known_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Prepare *prepare = g_task_get_task_data (task);
  GError *error = NULL;
  Known *known = g_task_propagate_pointer (G_TASK (result), &error);
  StintAssistQuestion *question = NULL;

  if (known != NULL)
    question = stint_assist_question_new (prepare->kind, prepare->text, STINT_WORKSPACE (source), (const char *const *) known->tags,
                                          known->task, &error);
  g_clear_pointer (&known, known_free);
  if (question != NULL)
    g_task_return_pointer (task, question, (GDestroyNotify) stint_assist_question_unref);
  else
    g_task_return_error (task, error);
}

void
stint_assistant_prepare_async (StintAssistant     *self,
                               StintAssistKind     kind,
                               const char         *text,
                               const char         *task_id,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Prepare *prepare = g_new0 (Prepare, 1);

  g_task_set_source_tag (task, stint_assistant_prepare_async);
  prepare->kind = kind;
  prepare->text = g_strdup (text);
  prepare->task_id = g_strdup (task_id);
  g_task_set_task_data (task, prepare, (GDestroyNotify) prepare_free);
  stint_workspace_run_async (stint_assistant_get_workspace (self), know_job, g_strdup (task_id), g_free, known_free,
                             stint_assistant_prepare_async, cancellable, known_cb, task);
}

StintAssistQuestion *
stint_assistant_prepare_finish (StintAssistant *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The words of a title that say what it is about. */
static GStrv
list_words (const char *title)
{
  g_auto (GStrv) words = g_str_tokenize_and_fold (title, NULL, NULL);
  g_autoptr (GStrvBuilder) long_ones = g_strv_builder_new ();

  for (gsize i = 0; words[i] != NULL; i++)
    if (g_utf8_strlen (words[i], -1) >= WORD_MIN_CHARS)
      g_strv_builder_add (long_ones, words[i]);
  return g_strv_builder_end (long_ones);
}

/* Adds the ids of tasks that have a word in their title, notes or tags. */
static gboolean
find_word (StintDatabase *database,
           const char    *word,
           const char    *but_id,
           GHashTable    *seen,
           GPtrArray     *ids,
           GError       **error)
{
  StintTaskQuery query = { .view = STINT_TASK_VIEW_ALL, .sort = STINT_TASK_SORT_CREATED, .search = (char *) word, .zone = "UTC" };
  g_autoptr (GArray) rowids = stint_database_query_task_rowids (database, &query, MAX_SIMILAR, error);
  g_autoptr (GPtrArray) rows = NULL;

  if (rowids == NULL)
    return FALSE;
  rows = stint_database_read_task_rows (database, (const gint64 *) (gpointer) rowids->data, rowids->len, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const char *id = stint_record_get_id (((StintTaskRow *) rows->pdata[i])->record);

      if (!g_str_equal (id, but_id) && g_hash_table_add (seen, g_strdup (id)))
        g_ptr_array_add (ids, g_strdup (id));
    }
  return rows != NULL;
}

/* "Make the slides 90min": a line that the outline reads again as what it was. */
static char *
write_line (StintRecord *part)
{
  int estimate_min = stint_task_get_estimate_min (part);

  return estimate_min > 0 ? g_strdup_printf ("%s %dmin", stint_task_get_title (part), estimate_min)
                          : g_strdup (stint_task_get_title (part));
}

/* First the tasks that have all words, then those that have any. Returns: (transfer full) (nullable): their ids */
static GPtrArray *
find_similar (StintDatabase *database,
              StintRecord   *task,
              GError       **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) words = list_words (stint_task_get_title (task));
  g_autofree char *all = g_strjoinv (" ", words);
  const char *id = stint_record_get_id (task);

  if (words[0] != NULL && !find_word (database, all, id, seen, ids, error))
    return NULL;
  for (gsize i = 0; words[i] != NULL && ids->len < MAX_SIMILAR; i++)
    if (!find_word (database, words[i], id, seen, ids, error))
      return NULL;
  return g_steal_pointer (&ids);
}

static gpointer
suggest_job (StintDatabase *database,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (StintRecord) task = stint_database_get (database, STINT_KIND_TASK, data, error);
  g_autoptr (GPtrArray) ids = task != NULL ? find_similar (database, task, error) : NULL;
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  guint n_lines = 0;

  if (ids == NULL)
    return NULL;
  g_ptr_array_add (ids, NULL);
  parts = stint_database_list_parts (database, (const char *const *) ids->pdata, error);
  if (parts == NULL)
    return NULL;
  for (guint i = 0; i < parts->len && n_lines < MAX_SUGGESTED; i++)
    {
      StintRecord *part = parts->pdata[i];

      g_autofree char *line = write_line (part);

      if (!g_hash_table_add (seen, g_utf8_casefold (stint_task_get_title (part), -1)))
        continue;
      g_strv_builder_add (lines, line);
      n_lines++;
    }
  return g_strv_builder_end (lines);
}

void
stint_assistant_suggest_async (StintAssistant     *self,
                               const char         *task_id,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  stint_workspace_run_async (stint_assistant_get_workspace (self), suggest_job, g_strdup (task_id), g_free, (GDestroyNotify) g_strfreev,
                             stint_assistant_suggest_async, cancellable, callback, user_data);
}

GStrv
stint_assistant_suggest_finish (StintAssistant *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
