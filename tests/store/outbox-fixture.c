/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "outbox-fixture.h"

#include "wire/stint-json.h"

StintSyncWrite *
outbox_begin_at (Fixture *self,
                 gint64   offset_ms)
{
  g_autoptr (GError) error = NULL;
  StintSyncTime time = { self->now_ms, { self->now_ms + offset_ms, offset_ms } };
  StintSyncWrite *write = stint_sync_write_begin (self->database, &time, &error);

  g_assert_no_error (error);
  return write;
}

StintSyncWrite *
outbox_begin (Fixture *self)
{
  return outbox_begin_at (self, 0);
}

void
outbox_commit (StintSyncWrite *write)
{
  g_autoptr (GError) error = NULL;

  stint_sync_write_commit (write, &error);
  g_assert_no_error (error);
  stint_sync_write_free (write);
}

/* Returns: (transfer full) (nullable): the batch, parsed */
GVariant *
outbox_freeze_at (Fixture *self,
                  guint    limit,
                  gint64   offset_ms)
{
  StintSyncWrite *write = outbox_begin_at (self, offset_ms);
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  GVariant *batch = NULL;

  stint_sync_write_freeze (write, limit, FRAME, &body, &error);
  g_assert_no_error (error);
  outbox_commit (write);
  if (body != NULL)
    batch = stint_json_parse (body, -1, &error);
  g_assert_no_error (error);
  return batch;
}

GVariant *
outbox_freeze (Fixture *self)
{
  return outbox_freeze_at (self, 90, 0);
}

guint
outbox_count_ops (GVariant *batch)
{
  g_autoptr (GVariant) ops = batch != NULL ? g_variant_lookup_value (batch, "ops", NULL) : NULL;

  return ops != NULL ? (guint) g_variant_n_children (ops) : 0;
}

GVariant *
outbox_get_op (GVariant *batch,
               guint     position)
{
  g_autoptr (GVariant) ops = g_variant_lookup_value (batch, "ops", NULL);
  g_autoptr (GVariant) boxed = g_variant_get_child_value (ops, position);

  return g_variant_get_variant (boxed);
}

/* Returns: (transfer full): what the batch does, as "put task, delete block, " */
char *
outbox_describe (GVariant *batch)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < outbox_count_ops (batch); i++)
    {
      g_autoptr (GVariant) op = outbox_get_op (batch, i);
      const char *verb, *kind;

      g_variant_lookup (op, "op", "&s", &verb);
      g_variant_lookup (op, "kind", "&s", &kind);
      g_string_append_printf (out, "%s%s %s", i > 0 ? ", " : "", verb, kind);
    }
  return g_string_free (out, FALSE);
}

void
outbox_acknowledge (Fixture    *self,
                    GVariant   *batch,
                    const char *version)
{
  StintSyncWrite *write = outbox_begin (self);
  g_autoptr (GError) error = NULL;

  stint_sync_write_acknowledge (write, batch, version, &error);
  g_assert_no_error (error);
  outbox_commit (write);
}

/* Sends all there is and lets a server take it. */
void
outbox_settle (Fixture    *self,
               const char *version)
{
  g_autoptr (GVariant) batch = outbox_freeze (self);

  outbox_acknowledge (self, batch, version);
}

StintOutboxCounts
outbox_count (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  StintOutboxCounts counts;

  stint_database_count_outbox (self->database, &counts, &error);
  g_assert_no_error (error);
  return counts;
}

void
outbox_take (Fixture     *self,
             StintRecord *theirs,
             const char  *version,
             gboolean     from_snapshot)
{
  StintSyncWrite *write = outbox_begin (self);
  g_autoptr (GError) error = NULL;

  stint_sync_write_take (write, theirs, version, from_snapshot, &error);
  g_assert_no_error (error);
  outbox_commit (write);
}

StintRecord *
outbox_theirs (StintKind   kind,
               const char *id,
               const char *data,
               const char *edits)
{
  GVariant *vector = g_variant_parse (G_VARIANT_TYPE ("a{sx}"), edits, NULL, NULL, NULL);

  return stint_record_new_full (kind, id, fixture_members (data != NULL ? data : "@a{sv} {}"), vector, NULL, data == NULL);
}

void
outbox_repair (Fixture *self)
{
  StintSyncWrite *write = outbox_begin (self);
  g_autoptr (GError) error = NULL;

  stint_sync_write_repair (write, &error);
  g_assert_no_error (error);
  outbox_commit (write);
}
