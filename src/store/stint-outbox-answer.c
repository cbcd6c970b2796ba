/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-sync-write.h"

#include "wire/stint-json.h"

/* Returns: (transfer full) (nullable): the record of an operation as it was sent, a deleted one without data; %NULL behind the last */
static StintRecord *
read_sent (GVariant *body,
           gsize     position)
{
  g_autoptr (GVariant) ops = g_variant_lookup_value (body, "ops", G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) boxed = NULL;
  g_autoptr (GVariant) object = NULL;
  g_autoptr (GVariant) whole = NULL;
  GVariantDict dict;
  const char *verb = NULL;

  if (ops == NULL || position >= g_variant_n_children (ops))
    return NULL;
  boxed = g_variant_get_child_value (ops, position);
  object = g_variant_get_variant (boxed);
  if (!g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (object, "op", "&s", &verb))
    return NULL;
  if (!g_str_equal (verb, "delete"))
    return stint_record_from_variant (object, NULL);

  g_variant_dict_init (&dict, object);
  g_variant_dict_insert (&dict, "deleted", "b", TRUE);
  whole = g_variant_ref_sink (g_variant_dict_end (&dict));
  return stint_record_from_variant (whole, NULL);
}

static gboolean
is_as_sent (StintRecord *row,
            StintRecord *sent)
{
  return row != NULL && stint_edits_descend (stint_record_get_edits (row), stint_record_get_edits (sent)) &&
         stint_edits_descend (stint_record_get_edits (sent), stint_record_get_edits (row));
}

/* What waits for this one, and was not refused itself, may go now. (The index is of what is not 0: it must be said.) */
gboolean
stint_sync_write_release_owned (StintSyncWrite *self,
                                StintKind       kind,
                                const char     *id,
                                GError        **error)
{
#define NOT_REFUSED(table, kind) \
  " AND NOT EXISTS (SELECT 1 FROM remote WHERE remote.kind = " kind " AND remote.id = " table ".id AND remote.refusal IS NOT NULL)"

  return kind != STINT_KIND_TASK ||
         (stint_database_run (self->database, "UPDATE block SET pending = - pending WHERE task = ?1 AND pending <> 0 AND pending < 0" NOT_REFUSED ("block", "2"),
                              "t", error, id) &&
          stint_database_run (self->database, "UPDATE task SET pending = - pending WHERE series = ?1 AND pending <> 0 AND pending < 0" NOT_REFUSED ("task", "1"),
                              "t", error, id));
#undef NOT_REFUSED
}

static gboolean
acknowledge_one (StintSyncWrite *self,
                 StintRecord    *sent,
                 const char     *version,
                 GError        **error)
{
  StintKind kind = stint_record_get_kind (sent);
  const char *id = stint_record_get_id (sent);
  g_auto (StintRemoteRow) remote = { 0, };
  g_autoptr (StintRecord) row = NULL;
  GError *local_error = NULL;

  if (!stint_remote_table_read (self->database, kind, id, &remote, error))
    return FALSE;
  /* An answer that is older than what is known changes nothing (sync.md R6). */
  if (stint_version_get_number (version) <= stint_version_get_number (remote.version))
    return TRUE;
  row = stint_record_table_read (self->database, kind, id, NULL, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (!stint_sync_write_release_owned (self, kind, id, error))
    return FALSE;
  if (is_as_sent (row, sent))
    return stint_remote_table_confirm (self->database, kind, id, version, error) &&
           stint_record_table_set_pending (self->database, kind, id, 0, error);
  return stint_remote_table_write (self->database, kind, id, version, stint_record_get_edits (sent), sent, remote.known_at, FALSE, error);
}

gboolean
stint_sync_write_acknowledge (StintSyncWrite *self,
                              GVariant       *body,
                              const char     *version,
                              GError        **error)
{
  StintRecord *sent;

  for (gsize i = 0; (sent = read_sent (body, i)) != NULL; i++)
    {
      gboolean done = acknowledge_one (self, sent, version, error);

      stint_record_unref (sent);
      if (!done)
        return FALSE;
    }
  return TRUE;
}

static gboolean
park_one (StintDatabase *database,
          StintKind      kind,
          const char    *id,
          const char    *refusal,
          GError       **error)
{
  static const char *const park_sql[STINT_N_KINDS] = {
    [STINT_KIND_PROJECT] = "UPDATE project SET pending = - pending WHERE id = ?1 AND pending > 0",
    [STINT_KIND_TASK] = "UPDATE task SET pending = - pending WHERE id = ?1 AND pending > 0",
    [STINT_KIND_BLOCK] = "UPDATE block SET pending = - pending WHERE id = ?1 AND pending > 0",
    [STINT_KIND_SETTING] = "UPDATE setting SET pending = - pending WHERE id = ?1 AND pending > 0",
    [STINT_KIND_CONFLICT] = "UPDATE conflict SET pending = - pending WHERE id = ?1 AND pending > 0",
  };

  return stint_database_run (database, park_sql[kind], "t", error, id) &&
         stint_database_run (database, "UPDATE remote SET refusal = ?3 WHERE kind = ?1 AND id = ?2", "itt", error,
                             (gint64) kind, id, refusal) &&
         (kind != STINT_KIND_TASK ||
          (stint_database_run (database, "UPDATE block SET pending = - pending WHERE task = ?1 AND pending <> 0 AND pending > 0 AND deleted = 0", "t", error, id) &&
           stint_database_run (database, "UPDATE task SET pending = - pending WHERE series = ?1 AND pending <> 0 AND pending > 0 AND deleted = 0", "t", error, id)));
}

gboolean
stint_sync_write_park (StintSyncWrite *self,
                       GVariant       *body,
                       gsize           position,
                       const char     *refusal,
                       GError        **error)
{
  g_autoptr (StintRecord) sent = read_sent (body, position);
  g_autoptr (StintRecord) row = NULL;
  GError *local_error = NULL;

  if (sent == NULL)
    return TRUE;
  row = stint_record_table_read (self->database, stint_record_get_kind (sent), stint_record_get_id (sent), NULL, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  /* It was edited since: that is what it waits for. */
  return !is_as_sent (row, sent) ||
         park_one (self->database, stint_record_get_kind (sent), stint_record_get_id (sent), refusal, error);
}
