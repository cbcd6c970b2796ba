/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-own-json.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-block.h"
#include "core/stint-project.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "interchange/stint-export.h"
#include "interchange/stint-json-reader.h"
#include "interchange/stint-import-seen.h"
#include "interchange/stint-import-text.h"
#include "wire/stint-json.h"

#define NAME_MAX_CHARS 80

typedef struct
{
  StintImportSink *sink;
  StintImportSeen *tasks;      /* the ids of those that were read */
  StintImportSeen *seen;       /* "kind:id" */
  gint64           version;
} OwnJson;

static void
own_json_init (gpointer                state,
               StintImportSink        *sink,
               const StintFileContext *context)
{
  OwnJson *self = state;

  self->sink = sink;
  self->tasks = stint_import_seen_new ();
  self->seen = stint_import_seen_new ();
  self->version = STINT_OWN_JSON_VERSION;
}

static void
own_json_clear (gpointer state)
{
  OwnJson *self = state;

  stint_import_seen_free (self->tasks);
  stint_import_seen_free (self->seen);
}

static StintJsonInterest
own_json_decide (const char *const *path,
                 guint              depth,
                 gpointer           state)
{
  if (depth == 0 || (depth == 1 && strcmp (path[0], "records") == 0))
    return STINT_JSON_ENTER;
  if (depth == 1)
    return strcmp (path[0], "stint") == 0 ? STINT_JSON_TAKE : STINT_JSON_PASS;
  return depth == 2 ? STINT_JSON_TAKE : STINT_JSON_PASS;
}

static char *
dup_name (StintRecord *record)
{
  const char *name = stint_record_get_string (record, STINT_TASK_TITLE);

  if (name == NULL)
    name = stint_record_get_string (record, STINT_PROJECT_NAME);
  return stint_import_text_dup_line (name != NULL ? name : stint_record_get_id (record), NAME_MAX_CHARS, NULL);
}

/* What it belongs to, which must be there before it. */
static const char *
get_owner (StintRecord *record)
{
  switch (stint_record_get_kind (record))
    {
    case STINT_KIND_BLOCK:
      return stint_record_get_string (record, STINT_BLOCK_TASK);
    case STINT_KIND_TASK:
      return stint_record_get_string (record, STINT_TASK_SERIES);
    case STINT_KIND_PROJECT:
    case STINT_KIND_SETTING:
    case STINT_KIND_CONFLICT:
    default:
      return NULL;
    }
}

static gboolean
is_new (OwnJson     *self,
        StintRecord *record)
{
  g_autofree char *key = g_strdup_printf ("%d:%s", stint_record_get_kind (record), stint_record_get_id (record));

  return stint_import_seen_add (self->seen, key);
}

static void
take_record (OwnJson             *self,
             const StintJsonPart *part,
             guint                pass)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecord) record = stint_record_from_variant (part->value, &error);
  g_autofree char *name = record != NULL ? dup_name (record) : g_strdup ("");
  const char *owner = record != NULL ? get_owner (record) : NULL;
  const char *reason = NULL;

  /* What was made by somebody else comes second; what is no record at all is said once. */
  if ((owner != NULL) != (pass == 1))
    return;
  if (record == NULL || (!stint_record_is_deleted (record) && !stint_schema_check (stint_record_get_kind (record), stint_record_get_data (record), &error)))
    reason = error->message;
  else if (stint_record_is_deleted (record))
    reason = _("It was deleted");
  else if (owner != NULL && !stint_import_seen_contains (self->tasks, owner))
    reason = _("The task that it belongs to is not in the file");
  else if (!is_new (self, record))
    reason = _("It is in the file a second time; the first counts");
  if (reason != NULL)
    {
      stint_import_sink_skip (self->sink, part->line, name, reason);
      return;
    }

  if (stint_record_get_kind (record) == STINT_KIND_TASK)
    stint_import_seen_add (self->tasks, stint_record_get_id (record));
  stint_import_sink_push_record (self->sink, record);
}

static void
own_json_take (gpointer             state,
               const StintJsonPart *part,
               guint                pass)
{
  OwnJson *self = state;

  if (part->depth == 2)
    take_record (self, part, pass);
  else
    self->version = g_variant_is_of_type (part->value, G_VARIANT_TYPE_INT64) ? g_variant_get_int64 (part->value) : 0;
}

static gboolean
own_json_end (gpointer state,
              GError **error)
{
  OwnJson *self = state;

  if (self->version > STINT_OWN_JSON_VERSION)
    g_set_error_literal (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_NEWER,
                         _("A newer version of Stint wrote this file; nothing was imported. Update Stint and import it again"));
  else if (self->version < 1)
    g_set_error_literal (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_FORMAT,
                         _("The file is damaged: its version is none. Nothing was imported"));
  return self->version == STINT_OWN_JSON_VERSION;
}

StintFileReader *
stint_own_json_reader_new (GInputStream           *stream,
                           const StintFileContext *context)
{
  static const StintJsonFormat format = {
    .n_passes = 2,
    .state_bytes = sizeof (OwnJson),
    .init = own_json_init,
    .clear = own_json_clear,
    .decide = own_json_decide,
    .take = own_json_take,
    .end = own_json_end,
  };

  return stint_json_reader_new (stream, context, &format);
}

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  StintRecord *first = *(StintRecord *const *) a;
  StintRecord *second = *(StintRecord *const *) b;
  gboolean owned = get_owner (first) != NULL;

  if (stint_record_get_kind (first) != stint_record_get_kind (second))
    return (int) stint_record_get_kind (first) - (int) stint_record_get_kind (second);
  if (owned != (get_owner (second) != NULL))
    return owned ? 1 : -1;
  return strcmp (stint_record_get_id (first), stint_record_get_id (second));
}

/**
 * stint_export_json:
 * @records: (element-type StintRecord): all that live
 *
 * The same records give the same text, whatever their order.
 *
 * Returns: (transfer full)
 */
char *
stint_export_json (GPtrArray *records)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (records, i));
  g_ptr_array_sort (sorted, compare_records);

  g_string_append_printf (text, "{\n\"stint\": %d,\n\"records\": [", STINT_OWN_JSON_VERSION);
  for (guint i = 0; i < sorted->len; i++)
    {
      g_autoptr (GVariant) record = stint_record_to_variant (g_ptr_array_index (sorted, i));
      g_autofree char *json = stint_json_to_string (record);

      g_string_append (text, i > 0 ? ",\n" : "\n");
      g_string_append (text, json);
    }
  g_string_append (text, "\n]\n}\n");
  return g_string_free (text, FALSE);
}
