/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-push.h"

#include "core/stint-block.h"
#include "core/stint-task.h"

static void
stint_op_free (StintOp *self)
{
  g_free (self->base);
  g_free (self->day);
  g_free (self->record.id);
  g_free (self->record.version);
  g_free (self->record.data);
  g_free (self->record.edits);
  g_free (self->record.at);
  g_free (self);
}

static char *
hash_request (const char *method,
              const char *path,
              GBytes     *body)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) method, -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  g_checksum_update (checksum, (const guchar *) path, -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  if (g_bytes_get_size (body) > 0)
    g_checksum_update (checksum, g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * stint_push_new:
 * @path: without what names the deployment, so that a key is worth the same everywhere
 *
 * Returns: (transfer full): a push of nothing yet
 */
StintPush *
stint_push_new (const char *method,
                const char *path,
                const char *key,
                GBytes     *body)
{
  StintPush *self = g_new0 (StintPush, 1);

  self->key = g_strdup (key);
  self->hash = hash_request (method, path, body);
  self->body = g_bytes_ref (body);
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_op_free);
  return self;
}

void
stint_push_free (StintPush *self)
{
  if (self == NULL)
    return;
  g_free (self->device);
  g_free (self->device_name);
  g_free (self->since);
  g_free (self->key);
  g_free (self->hash);
  g_bytes_unref (self->body);
  g_ptr_array_unref (self->ops);
  g_free (self);
}

/* Returns: (transfer none): a new op, whose other fields are the caller's to fill */
StintOp *
stint_push_add_op (StintPush  *self,
                   StintKind   kind,
                   const char *id)
{
  StintOp *op = g_new0 (StintOp, 1);

  op->record.kind = kind;
  op->record.id = g_strdup (id);
  g_ptr_array_add (self->ops, op);
  return op;
}

/* Returns: (transfer full): JSON, the array that the log keeps and a pull hands on */
char *
stint_push_log_ops (const StintPush *self,
                    const StintTag  *tag)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < self->ops->len; i++)
    {
      StintStored written = ((const StintOp *) self->ops->pdata[i])->record;

      written.version = (char *) tag->text;
      if (i > 0)
        g_string_append_c (out, ',');
      stint_stored_append_json (&written, out);
    }
  g_string_append_c (out, ']');

  return g_string_free (out, FALSE);
}

/* Returns: by how many records the account grows */
gint64
stint_push_n_created (const StintPush *self)
{
  gint64 n = 0;

  for (guint i = 0; i < self->ops->len; i++)
    n += ((const StintOp *) self->ops->pdata[i])->base == NULL;
  return n;
}

/* Returns: the bytes of all its records, whatever they replace */
gint64
stint_push_n_bytes (const StintPush *self)
{
  gint64 n = 0;

  for (guint i = 0; i < self->ops->len; i++)
    n += stint_stored_get_size (&((const StintOp *) self->ops->pdata[i])->record);
  return n;
}

/**
 * stint_day_of_record:
 * @data: its members, which the schema has let in
 *
 * A block lies under its first day, an open task under its deadline's, else under the day before which it cannot begin.
 * Occurrences of a series are in no record, so they lie under none.
 *
 * Returns: (transfer full) (nullable): the day, 2026-11-23 say
 */
char *
stint_day_of_record (StintKind kind,
                     GVariant *data)
{
  g_autoptr (StintRecord) record = NULL;
  StintTime day = { 0 };
  StintWhen when;

  if (kind != STINT_KIND_BLOCK && kind != STINT_KIND_TASK)
    return NULL;

  record = stint_record_new (kind, "", data);
  if (kind == STINT_KIND_BLOCK)
    {
      if (!stint_block_get_when (record, &when))
        return NULL;
      day = when.start;
    }
  else if (stint_task_is_done (record) || stint_record_get_boolean (record, STINT_TASK_CANCELLED) ||
           !(stint_task_get_deadline (record, &day) || stint_task_get_earliest (record, &day)))
    {
      return NULL;
    }

  day = stint_time_date (stint_time_get_day (&day));
  return stint_time_to_string (&day);
}
