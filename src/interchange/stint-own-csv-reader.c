/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-own-csv.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-block.h"
#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-task.h"
#include "interchange/stint-csv-reader.h"
#include "interchange/stint-import-seen.h"
#include "interchange/stint-import-task.h"
#include "interchange/stint-import-text.h"
#include "wire/stint-json.h"

/* So many rows wait for the task that they belong to, which may stand below them. */
#define MAX_WAITING 100000

/* A block or an occurrence that came before what it belongs to. */
typedef struct
{
  StintKind kind;
  char     *id;
  GVariant *members;
  guint     line;
} Waiting;

typedef struct
{
  StintImportSink *sink;
  GHashTable      *projects;      /* ids that the file has or that were added */
  GHashTable      *projects_by_name;
  StintImportSeen *tasks;
  StintImportSeen *seen;               /* "kind:id" */
  GQueue           waiting;
} OwnCsv;

static void
waiting_free (Waiting *waiting)
{
  g_free (waiting->id);
  g_variant_unref (waiting->members);
  g_free (waiting);
}

static void
own_csv_init (gpointer                state,
              StintImportSink        *sink,
              const StintFileContext *context)
{
  OwnCsv *self = state;

  self->sink = sink;
  self->projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->projects_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->tasks = stint_import_seen_new ();
  self->seen = stint_import_seen_new ();
  g_queue_init (&self->waiting);
}

static void
own_csv_clear (gpointer state)
{
  OwnCsv *self = state;

  g_hash_table_unref (self->projects);
  g_hash_table_unref (self->projects_by_name);
  stint_import_seen_free (self->tasks);
  stint_import_seen_free (self->seen);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) waiting_free);
}

static GHashTable *
dup_cells (const StintCsvRow *row)
{
  GHashTable *cells = stint_own_csv_cells_new ();

  for (guint i = 0; stint_own_csv_columns[i] != NULL; i++)
    {
      const char *text = stint_csv_row_get (row, stint_own_csv_columns[i]);

      if (text[0] == '\'' && stint_own_csv_is_guarded (text))
        text++;
      g_hash_table_insert (cells, (gpointer) stint_own_csv_columns[i], g_strdup (text));
    }
  return cells;
}

/* A project that only its name says, as a person writes it. */
static void
find_project (OwnCsv     *self,
              GHashTable *cells)
{
  const char *name = stint_own_csv_get (cells, "project");
  const char *known = g_hash_table_lookup (self->projects_by_name, name);

  if (*stint_own_csv_get (cells, "project_id") != '\0' || *name == '\0')
    return;
  g_hash_table_insert (cells, (gpointer) "project_id",
                       known != NULL ? g_strdup (known) : stint_import_add_project (self->sink, self->projects, NULL, name));
}

/* A row that a person has added has no id: the same words are the same row. */
static char *
dup_id (OwnCsv     *self,
        StintKind   kind,
        GHashTable *cells)
{
  const char *given = stint_own_csv_get (cells, "id");
  g_autofree char *name = g_strjoin ("\n", "csv", stint_own_csv_get (cells, "title"), stint_own_csv_get (cells, "project"),
                                     stint_own_csv_get (cells, "task"), stint_own_csv_get (cells, "start"), NULL);

  if (stint_id_is_valid (given))
    return g_strdup (given);
  if (kind == STINT_KIND_PROJECT)
    return stint_id_derive ("project", stint_own_csv_get (cells, "title"));
  return stint_id_derive (stint_kind_to_string (kind), name);
}

static gboolean
read_kind (GHashTable *cells,
           StintKind  *kind)
{
  const char *text = stint_own_csv_get (cells, "kind");

  if (*text == '\0')
    {
      *kind = *stint_own_csv_get (cells, "task") != '\0' ? STINT_KIND_BLOCK : STINT_KIND_TASK;
      return TRUE;
    }
  return stint_kind_from_string (text, kind) && (*kind == STINT_KIND_PROJECT || *kind == STINT_KIND_TASK || *kind == STINT_KIND_BLOCK);
}

static const char *
get_owner (StintKind kind,
           GVariant *members)
{
  const char *owner = NULL;

  g_variant_lookup (members, kind == STINT_KIND_BLOCK ? STINT_BLOCK_TASK : STINT_TASK_SERIES, "&s", &owner);
  return owner;
}

static void
push (OwnCsv     *self,
      StintKind   kind,
      const char *id,
      GVariant   *members)
{
  const char *name = NULL;

  if (kind == STINT_KIND_TASK)
    stint_import_seen_add (self->tasks, id);
  if (kind == STINT_KIND_PROJECT && g_variant_lookup (members, STINT_PROJECT_NAME, "&s", &name))
    {
      g_hash_table_add (self->projects, g_strdup (id));
      g_hash_table_insert (self->projects_by_name, g_strdup (name), g_strdup (id));
    }
  stint_import_sink_push (self->sink, kind, id, members);
}

/* Says what stands in a cell and could not be read. */
static void
note_unread (OwnCsv     *self,
             GHashTable *cells,
             GVariant   *members,
             guint       line,
             const char *name)
{
  static const char *const columns[] = { STINT_TASK_PRIORITY, STINT_TASK_ESTIMATE, STINT_TASK_DEADLINE, STINT_TASK_EARLIEST };
  const char *more = stint_own_csv_get (cells, "more");
  g_autoptr (GVariant) object = *more != '\0' ? stint_json_parse (more, -1, NULL) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GVariant) read = g_variant_lookup_value (members, columns[i], NULL);
      g_autofree char *text = stint_import_text_dup_line (stint_own_csv_get (cells, columns[i]), 80, NULL);
      g_autofree char *reason = NULL;

      if (text[0] == '\0' || read != NULL)
        continue;
      /* Translators: what stands in a cell of a table, and the name of its column. */
      reason = g_strdup_printf (_("“%s” in the column “%s” was not understood and left out"), text, columns[i]);
      stint_import_sink_note (self->sink, line, name, reason);
    }
  if (*more != '\0' && (object == NULL || !g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT)))
    stint_import_sink_note (self->sink, line, name, _("What is in its column “more” is no JSON object; it was left out"));
}

/* Returns: (transfer full) (nullable): what it says, if that can be a record */
static GVariant *
read_members (OwnCsv     *self,
              StintKind   kind,
              GHashTable *cells,
              guint       line,
              const char *name)
{
  g_autoptr (GVariant) read = stint_own_csv_read_members (kind, cells);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (read);

  if (kind == STINT_KIND_TASK)
    note_unread (self, cells, read, line, name);
  return stint_import_sink_fit (self->sink, kind, &dict, NULL, line, name);
}

/* What belongs to a task comes after it. Returns FALSE if there are too many that wait. */
static gboolean
push_or_wait (OwnCsv     *self,
              StintKind   kind,
              const char *id,
              GVariant   *members,
              guint       line)
{
  const char *owner = get_owner (kind, members);
  Waiting *waiting;

  if (owner == NULL || stint_import_seen_contains (self->tasks, owner))
    {
      push (self, kind, id, members);
      return TRUE;
    }
  if (g_queue_get_length (&self->waiting) >= MAX_WAITING)
    return FALSE;
  waiting = g_new0 (Waiting, 1);
  *waiting = (Waiting) { kind, g_strdup (id), g_variant_ref (members), line };
  g_queue_push_tail (&self->waiting, waiting);
  return TRUE;
}

static void
own_csv_take (gpointer           state,
              const StintCsvRow *row)
{
  OwnCsv *self = state;
  guint line = stint_csv_row_get_line (row);
  g_autoptr (GHashTable) cells = dup_cells (row);
  g_autofree char *name = stint_import_text_dup_line (stint_own_csv_get (cells, "title"), 80, NULL);
  g_autoptr (GVariant) members = NULL;
  g_autofree char *id = NULL;
  g_autofree char *key = NULL;
  const char *fault = NULL;
  StintKind kind;

  if (!read_kind (cells, &kind))
    fault = _("It is neither a project nor a task nor a block");
  else
    {
      if (kind == STINT_KIND_TASK)
        find_project (self, cells);
      id = dup_id (self, kind, cells);
      key = g_strdup_printf ("%d:%s", kind, id);
      if (!stint_import_seen_add (self->seen, key))
        fault = _("It is in the file a second time; the first counts");
    }
  if (fault == NULL)
    members = read_members (self, kind, cells, line, name);
  if (members != NULL && !push_or_wait (self, kind, id, members, line))
    fault = _("The task that it belongs to is not in the file");
  if (fault != NULL)
    stint_import_sink_skip (self->sink, line, name, fault);
}

/* What had to wait; an occurrence before the blocks that belong to it. */
static void
own_csv_end (gpointer state)
{
  OwnCsv *self = state;

  for (int kind = STINT_KIND_TASK; kind <= STINT_KIND_BLOCK; kind++)
    for (GList *l = self->waiting.head; l != NULL; l = l->next)
      {
        Waiting *waiting = l->data;

        if (waiting->kind != (StintKind) kind)
          continue;
        if (stint_import_seen_contains (self->tasks, get_owner (waiting->kind, waiting->members)))
          push (self, waiting->kind, waiting->id, waiting->members);
        else
          stint_import_sink_skip (self->sink, waiting->line, "", _("The task that it belongs to is not in the file"));
      }
}

StintFileReader *
stint_own_csv_reader_new (GInputStream           *stream,
                          const StintFileContext *context)
{
  static const StintCsvFormat format = {
    .state_bytes = sizeof (OwnCsv),
    .init = own_csv_init,
    .clear = own_csv_clear,
    .take = own_csv_take,
    .end = own_csv_end,
  };

  return stint_csv_reader_new (stream, context, &format);
}
