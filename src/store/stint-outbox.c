/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-sync-write.h"

#include "wire/stint-json.h"

#include <inttypes.h>
#include <string.h>

/* A push has at most 256 KB (sync.md R12); what frames the operations is in what is left here. */
#define OPS_MAX_BYTES (250 * 1024)

/* Owners before what they own when putting, after it when deleting (sync.md R10). */
static const struct
{
  StintKind   kind;
  const char *sql;
} steps[] = {
  { STINT_KIND_PROJECT, "SELECT id FROM project WHERE pending = ?1 AND deleted = 0 ORDER BY rowid" },
  { STINT_KIND_TASK, "SELECT id FROM task WHERE pending = ?1 AND deleted = 0 AND series IS NULL ORDER BY rowid" },
  { STINT_KIND_TASK, "SELECT id FROM task WHERE pending = ?1 AND deleted = 0 AND series IS NOT NULL ORDER BY rowid" },
  { STINT_KIND_BLOCK, "SELECT id FROM block WHERE pending = ?1 AND deleted = 0 ORDER BY rowid" },
  { STINT_KIND_SETTING, "SELECT id FROM setting WHERE pending = ?1 AND deleted = 0 ORDER BY rowid" },
  { STINT_KIND_CONFLICT, "SELECT id FROM conflict WHERE pending = ?1 AND deleted = 0 ORDER BY rowid" },
  { STINT_KIND_CONFLICT, "SELECT id FROM conflict WHERE pending = ?1 AND deleted = 1 ORDER BY rowid" },
  { STINT_KIND_SETTING, "SELECT id FROM setting WHERE pending = ?1 AND deleted = 1 ORDER BY rowid" },
  { STINT_KIND_BLOCK, "SELECT id FROM block WHERE pending = ?1 AND deleted = 1 ORDER BY rowid" },
  { STINT_KIND_TASK, "SELECT id FROM task WHERE pending = ?1 AND deleted = 1 AND series IS NOT NULL ORDER BY rowid" },
  { STINT_KIND_TASK, "SELECT id FROM task WHERE pending = ?1 AND deleted = 1 AND series IS NULL ORDER BY rowid" },
  { STINT_KIND_PROJECT, "SELECT id FROM project WHERE pending = ?1 AND deleted = 1 ORDER BY rowid" },
};

#define READ_OP(table, kind, owner) \
  "SELECT r.data, r.edits, r.at, r.deleted, r.pending, " owner ", remote.version, remote.base_at, remote.known_at FROM " table " AS r" \
  " LEFT JOIN remote ON remote.kind = " kind " AND remote.id = r.id WHERE r.id = ?1"

static const char *const op_sql[STINT_N_KINDS] = {
  [STINT_KIND_PROJECT] = READ_OP ("project", "0", "NULL"),
  [STINT_KIND_TASK] = READ_OP ("task", "1", "r.series"),
  [STINT_KIND_BLOCK] = READ_OP ("block", "2", "r.task"),
  [STINT_KIND_SETTING] = READ_OP ("setting", "3", "NULL"),
  [STINT_KIND_CONFLICT] = READ_OP ("conflict", "4", "r.about"),
};

enum
{
  OP_DATA,
  OP_EDITS,
  OP_AT,
  OP_DELETED,
  OP_PENDING,
  OP_OWNER,
  OP_VERSION,
  OP_BASE_AT,
  OP_KNOWN_AT,
};

/**
 * Op:
 * @json: as it is sent
 * @at: its times, as they are sent
 *
 * One operation of a batch.
 */
typedef struct
{
  StintKind kind;
  char     *id;
  char     *json;
  char     *at;
} Op;

/**
 * Batch:
 * @ops: (element-type Op): in the order in which they are sent
 * @members: the ids of @ops
 * @n_bytes: of all of @ops
 * @is_full: one did not fit
 */
typedef struct
{
  StintSyncWrite *write;
  guint           limit;
  GPtrArray      *ops;
  GHashTable     *members;
  gsize           n_bytes;
  gboolean        is_full;
} Batch;

static gboolean add_record (Batch      *self,
                            StintKind   kind,
                            const char *id,
                            GError    **error);

static void
op_free (gpointer data)
{
  Op *self = data;

  g_free (self->id);
  g_free (self->json);
  g_free (self->at);
  g_free (self);
}

static void
truncate (Batch *self,
          guint  n_ops)
{
  while (self->ops->len > n_ops)
    {
      Op *op = g_ptr_array_index (self->ops, self->ops->len - 1);

      self->n_bytes -= strlen (op->json);
      g_hash_table_remove (self->members, op->id);
      g_ptr_array_set_size (self->ops, self->ops->len - 1);
    }
}

/* Returns: (transfer full): the record's times by the server's clock, as JSON */
static char *
settle_times (Batch          *self,
              StintStatement *statement,
              GError        **error)
{
  StintDatabase *database = self->write->database;
  const char *texts[3] = { stint_statement_get_text (statement, OP_AT), stint_statement_get_text (statement, OP_BASE_AT),
                           stint_statement_get_text (statement, OP_KNOWN_AT) };
  GVariant *times[3] = { NULL, };
  g_autoptr (GVariant) settled = NULL;
  gboolean read = TRUE;

  for (int i = 0; read && i < 3; i++)
    read = texts[i] == NULL || (times[i] = stint_counters_parse (database, texts[i], error)) != NULL;
  if (read)
    settled = stint_sync_write_settle (self->write, times[0], times[1], times[2]);
  for (int i = 0; i < 3; i++)
    g_clear_pointer (&times[i], g_variant_unref);
  return settled != NULL ? stint_counters_to_json (settled) : NULL;
}

static char *
write_op (StintKind       kind,
          const char     *id,
          StintStatement *statement,
          const char     *at)
{
  gboolean deleted = stint_statement_get_int (statement, OP_DELETED) != 0;
  const char *version = stint_statement_get_text (statement, OP_VERSION);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "{\"op\":\"%s\",\"kind\":\"%s\",\"id\":\"%s\"", deleted ? "delete" : "put", stint_kind_to_string (kind), id);
  if (version != NULL)
    g_string_append_printf (out, ",\"base\":\"%s\"", version);
  if (!deleted)
    g_string_append_printf (out, ",\"data\":%s", stint_statement_get_text (statement, OP_DATA));
  g_string_append_printf (out, ",\"edits\":%s,\"at\":%s}", stint_statement_get_text (statement, OP_EDITS), at);
  return g_string_free (out, FALSE);
}

/* What an owned record needs to be sent with it, if that is pending and lives: its owner; of an entry of the inbox, what it is about. */
static gboolean
add_owner (Batch      *self,
           StintKind   kind,
           const char *owner,
           GError    **error)
{
  if (owner == NULL)
    return TRUE;
  if (kind != STINT_KIND_CONFLICT)
    return add_record (self, STINT_KIND_TASK, owner, error);
  return add_record (self, STINT_KIND_PROJECT, owner, error) && add_record (self, STINT_KIND_TASK, owner, error) &&
         add_record (self, STINT_KIND_BLOCK, owner, error);
}

static gboolean
add_entries (Batch      *self,
             const char *about,
             GError    **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (self->write->database, "SELECT id FROM conflict WHERE about = ?1 AND deleted = 0 AND pending > 0", "t", error, about);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  while (stint_statement_step (statement, &local_error))
    if (!add_record (self, STINT_KIND_CONFLICT, stint_statement_get_text (statement, 0), &local_error))
      break;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
append (Batch          *self,
        StintKind       kind,
        const char     *id,
        StintStatement *statement,
        GError        **error)
{
  g_autofree char *at = settle_times (self, statement, error);
  Op *op;

  if (at == NULL)
    return FALSE;
  op = g_new0 (Op, 1);
  op->kind = kind;
  op->id = g_strdup (id);
  op->json = write_op (kind, id, statement, at);
  op->at = g_steal_pointer (&at);
  self->n_bytes += strlen (op->json);
  g_ptr_array_add (self->ops, op);
  g_hash_table_add (self->members, op->id);
  self->is_full = self->is_full || self->ops->len > self->limit || self->n_bytes > OPS_MAX_BYTES;
  return TRUE;
}

/* Adds a pending record with what must not come after it; nothing if it is not pending, or there already. */
static gboolean
add_record (Batch      *self,
            StintKind   kind,
            const char *id,
            GError    **error)
{
  g_autoptr (StintStatement) statement = NULL;
  g_autofree char *owner = NULL;
  GError *local_error = NULL;
  gboolean deleted;

  if (self->is_full || g_hash_table_contains (self->members, id))
    return TRUE;
  statement = stint_statement_new (self->write->database, op_sql[kind], "t", error, id);
  if (statement == NULL)
    return FALSE;
  if (!stint_statement_step (statement, &local_error) || stint_statement_get_int (statement, OP_PENDING) <= 0)
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, local_error);
      return FALSE;
    }

  deleted = stint_statement_get_int (statement, OP_DELETED) != 0;
  owner = g_strdup (stint_statement_get_text (statement, OP_OWNER));
  if (!deleted && !add_owner (self, kind, owner, error))
    return FALSE;
  if (self->is_full || g_hash_table_contains (self->members, id))
    return TRUE;
  return append (self, kind, id, statement, error) && (kind == STINT_KIND_CONFLICT || add_entries (self, id, error));
}

/* What is together is sent together or later: cuts off what did not fit, from @unit on, unless it would not fit alone either. */
static void
cut_back (Batch *self,
          guint  unit)
{
  if (!self->is_full)
    return;
  if (unit > 0)
    truncate (self, unit);
  while (self->ops->len > 1 && (self->ops->len > self->limit || self->n_bytes > OPS_MAX_BYTES))
    truncate (self, self->ops->len - 1);
}

/* Adds what one change touched. */
static gboolean
add_group (Batch   *self,
           gint64   place,
           GError **error)
{
  guint group = self->ops->len;

  for (gsize i = 0; i < G_N_ELEMENTS (steps) && !self->is_full; i++)
    {
      g_autoptr (StintStatement) statement = stint_statement_new (self->write->database, steps[i].sql, "i", error, place);
      GError *local_error = NULL;

      if (statement == NULL)
        return FALSE;
      while (!self->is_full && stint_statement_step (statement, &local_error))
        {
          guint unit = self->ops->len;

          if (!add_record (self, steps[i].kind, stint_statement_get_text (statement, 0), &local_error))
            break;
          cut_back (self, group > 0 ? group : unit);
        }
      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
    }
  return TRUE;
}

/* Returns: the next place in the outbox that is taken, 0 if there is none; -1 with @error set */
static gint64
find_next_group (StintDatabase *database,
                 gint64         after,
                 GError       **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (database,
                         "SELECT min (pending) FROM (SELECT min (pending) AS pending FROM project WHERE pending <> 0 AND pending > ?1"
                         " UNION ALL SELECT min (pending) FROM task WHERE pending <> 0 AND pending > ?1"
                         " UNION ALL SELECT min (pending) FROM block WHERE pending <> 0 AND pending > ?1"
                         " UNION ALL SELECT min (pending) FROM setting WHERE pending <> 0 AND pending > ?1"
                         " UNION ALL SELECT min (pending) FROM conflict WHERE pending <> 0 AND pending > ?1)", "i", error, after);

  if (statement == NULL || !stint_statement_step (statement, error))
    return -1;
  return stint_statement_get_int (statement, 0);
}

/* The row gets the times that are sent, and the record may be at the server from now on. */
static gboolean
note_sent (Batch   *self,
           GError **error)
{
  static const char *const at_sql[STINT_N_KINDS] = {
    [STINT_KIND_PROJECT] = "UPDATE project SET at = ?2 WHERE id = ?1 AND at <> ?2",
    [STINT_KIND_TASK] = "UPDATE task SET at = ?2 WHERE id = ?1 AND at <> ?2",
    [STINT_KIND_BLOCK] = "UPDATE block SET at = ?2 WHERE id = ?1 AND at <> ?2",
    [STINT_KIND_SETTING] = "UPDATE setting SET at = ?2 WHERE id = ?1 AND at <> ?2",
    [STINT_KIND_CONFLICT] = "UPDATE conflict SET at = ?2 WHERE id = ?1 AND at <> ?2",
  };

  for (guint i = 0; i < self->ops->len; i++)
    {
      const Op *op = self->ops->pdata[i];

      if (!stint_database_run (self->write->database, at_sql[op->kind], "tt", error, op->id, op->at) ||
          !stint_remote_table_note_sent (self->write->database, op->kind, op->id, op->at, error))
        return FALSE;
    }
  return TRUE;
}

static char *
write_body (const Batch *self,
            const char  *frame)
{
  GString *out = g_string_sized_new (self->n_bytes + 512);

  g_string_append_printf (out, "{%s\"ops\":[", frame);
  for (guint i = 0; i < self->ops->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, ((const Op *) self->ops->pdata[i])->json);
    }
  g_string_append (out, "]}");
  return g_string_free (out, FALSE);
}

/* What belongs to a task that the server refused, and does not know or knows as deleted, waits with it: others would get it without a task. */
static gboolean
hold_back_owned (StintDatabase *database,
                 GError       **error)
{
#define UNKNOWN_OWNERS \
  "(SELECT id FROM task WHERE pending <> 0 AND pending < 0" \
  " AND NOT EXISTS (SELECT 1 FROM remote WHERE remote.kind = 1 AND remote.id = task.id AND remote.version IS NOT NULL" \
  " AND remote.base_deleted IS NOT 1))"

  return stint_database_run (database, "UPDATE block SET pending = - pending WHERE pending <> 0 AND pending > 0 AND deleted = 0 AND task IN " UNKNOWN_OWNERS,
                             "", error) &&
         stint_database_run (database, "UPDATE task SET pending = - pending WHERE pending <> 0 AND pending > 0 AND deleted = 0 AND series IN " UNKNOWN_OWNERS,
                             "", error);
#undef UNKNOWN_OWNERS
}

gboolean
stint_sync_write_freeze (StintSyncWrite *self,
                         guint           limit,
                         const char     *frame,
                         char          **body,
                         GError        **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func (op_free);
  g_autoptr (GHashTable) members = g_hash_table_new (g_str_hash, g_str_equal);
  Batch batch = { .write = self, .limit = limit, .ops = ops, .members = members };
  gint64 place = 0;

  *body = NULL;
  if (!hold_back_owned (self->database, error))
    return FALSE;
  while (!batch.is_full && (place = find_next_group (self->database, place, error)) > 0)
    if (!add_group (&batch, place, error))
      return FALSE;
  if (place < 0)
    return FALSE;
  if (ops->len == 0)
    return TRUE;
  if (!note_sent (&batch, error))
    return FALSE;
  *body = write_body (&batch, frame);
  return TRUE;
}
