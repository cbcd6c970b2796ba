/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/sync/stint-round-private.h"

#include "core/stint-id.h"
#include "wire/stint-json.h"

#include <string.h>

/* A push that is being written may be seen in part: the rest comes in a moment (sync.md R2). */
#define HOLE_WAIT_MS 1000

#define MAX_WALKS 3

/* `n.c`, or `0` before the first push. */
static gboolean
is_tag (const char *text)
{
  gsize digits = text != NULL ? strspn (text, "0123456789") : 0;

  if (digits == 0 || digits > 12)
    return FALSE;
  return strcmp (text, "0") == 0 || (text[digits] == '.' && strlen (text) == digits + 17);
}

static gint64
get_number (const char *tag)
{
  return g_ascii_strtoll (tag, NULL, 10);
}

static StintRoundStep
stop_undocumented (StintTaking *taking)
{
  return stint_round_stop (taking->round, STINT_SYNC_PROBLEM_OFFLINE, NULL);
}

/* A 410 or the first sync: everything that the server has comes by pages. */
gboolean
stint_round_start_walk (StintSyncWrite *write,
                        GError        **error)
{
  return stint_sync_write_begin_walk (write, error) && stint_sync_write_set (write, STINT_ROUND_WALK_AT, "", error) &&
         stint_sync_write_set (write, STINT_ROUND_WALK_HEAD, NULL, error) && stint_sync_write_set_int (write, STINT_ROUND_WALK_N, 0, error) &&
         stint_sync_write_set (write, STINT_ROUND_REFUSED, NULL, error) && stint_sync_write_set (write, STINT_ROUND_SEEN, NULL, error);
}

/* Returns: whether it is a record as the API documents it; a kind that we do not know is one too */
static gboolean
take_record (StintSyncWrite *write,
             GVariant       *object,
             gboolean        from_snapshot,
             gboolean       *is_documented,
             GError        **error)
{
  const char *kind = stint_round_get_text (object, "kind");
  const char *id = stint_round_get_text (object, "id");
  const char *version = stint_round_get_text (object, "v");
  g_autoptr (StintRecord) record = NULL;
  StintKind known;

  *is_documented = kind != NULL && id != NULL && stint_id_is_valid (id) && is_tag (version);
  if (!*is_documented)
    return TRUE;
  if (!stint_kind_from_string (kind, &known))
    {
      g_autofree char *json = stint_json_to_string (object);

      return stint_sync_write_take_foreign (write, kind, id, json, error);
    }
  record = stint_record_from_variant (object, NULL);
  *is_documented = record != NULL;
  return record == NULL || stint_sync_write_take (write, record, version, from_snapshot, error);
}

static gboolean
take_records (StintSyncWrite *write,
              GVariant       *records,
              gboolean        from_snapshot,
              gboolean       *is_documented,
              GError        **error)
{
  GVariantIter iter;
  GVariant *object;

  *is_documented = TRUE;
  g_variant_iter_init (&iter, records);
  while (*is_documented && g_variant_iter_next (&iter, "v", &object))
    {
      gboolean taken = take_record (write, object, from_snapshot, is_documented, error);

      g_variant_unref (object);
      if (!taken)
        return FALSE;
    }
  return TRUE;
}

/* An array of anything: the scanner gives an array of texts another type, and that is none of ours. Returns: (transfer full) (nullable) */
static GVariant *
get_list (GVariant   *object,
          const char *name)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (object, name, NULL);

  if (list == NULL)
    return NULL;
  if (g_variant_is_of_type (list, G_VARIANT_TYPE ("av")))
    return g_steal_pointer (&list);
  /* An empty array has the type that the scanner gives it. */
  if (g_variant_is_of_type (list, G_VARIANT_TYPE_ARRAY) && g_variant_n_children (list) == 0)
    return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_VARIANT, NULL, 0));
  return NULL;
}

/* All pushes of a page, each whole. */
static gboolean
take_changes (StintSyncWrite *write,
              GVariant       *changes,
              gboolean       *is_documented,
              GError        **error)
{
  gsize n = g_variant_n_children (changes);

  *is_documented = TRUE;
  for (gsize i = 0; *is_documented && i < n; i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (changes, i);
      g_autoptr (GVariant) change = g_variant_get_variant (boxed);
      g_autoptr (GVariant) ops = g_variant_is_of_type (change, G_VARIANT_TYPE_VARDICT) ? get_list (change, "ops") : NULL;

      *is_documented = ops != NULL;
      if (ops != NULL && !take_records (write, ops, FALSE, is_documented, error))
        return FALSE;
    }
  return TRUE;
}

/* The server was put back to before a push that we know of: nothing of this page is merged, everything comes by a snapshot (sync.md R2). */
static StintRoundStep
take_lost (StintTaking *taking,
           GError     **error)
{
  g_autoptr (StintSyncWrite) write = stint_round_begin_write (taking->round, taking->database, taking->now_ms, error);

  taking->round->at_head = FALSE;
  if (write == NULL || !stint_round_start_walk (write, error) || !stint_sync_write_commit (write, error))
    return stint_round_stop (taking->round, STINT_SYNC_PROBLEM_STORE, NULL);
  return STINT_ROUND_GO_ON;
}

/**
 * stint_round_take_pull:
 *
 * A page of the log: what others pushed is merged, and the cursor goes on, in one transaction.
 */
StintRoundStep
stint_round_take_pull (StintTaking *taking,
                       GError     **error)
{
  StintRound *self = taking->round;
  g_autofree char *cursor = stint_database_dup_sync (taking->database, STINT_ROUND_CURSOR, error);
  const char *from = stint_round_get_text (taking->body, "from");
  const char *to = stint_round_get_text (taking->body, "to");
  const char *head = stint_round_get_text (taking->body, "head");
  g_autoptr (GVariant) changes = get_list (taking->body, "changes");
  g_autoptr (StintSyncWrite) write = NULL;
  gboolean more, is_documented;

  if (cursor == NULL || g_strcmp0 (from, cursor) != 0 || !is_tag (to) || !is_tag (head) || changes == NULL ||
      get_number (to) < get_number (cursor) || get_number (head) < get_number (to) || !g_variant_lookup (taking->body, "more", "b", &more))
    return stop_undocumented (taking);
  if (stint_round_has_lost (taking->database, cursor, changes, !more && g_strcmp0 (to, head) == 0 ? head : NULL))
    return take_lost (taking, error);

  if (g_strcmp0 (to, cursor) != 0)
    {
      write = stint_round_begin_write (self, taking->database, taking->now_ms, error);
      if (write == NULL || !take_changes (write, changes, &is_documented, error) ||
          (is_documented && (!stint_sync_write_set (write, STINT_ROUND_CURSOR, to, error) || !stint_sync_write_commit (write, error))))
        return stint_round_stop (self, STINT_SYNC_PROBLEM_STORE, NULL);
      if (!is_documented)
        return stop_undocumented (taking);
    }

  self->at_head = !more && g_strcmp0 (to, head) == 0;
  self->head_n = get_number (head);
  if (self->at_head || g_strcmp0 (to, cursor) != 0)
    return STINT_ROUND_GO_ON;
  taking->wait_ms = HOLE_WAIT_MS;
  return STINT_ROUND_WAIT;
}

/*
 * The last page has come: is it all? If others pushed in between, what they pushed may lie where the walk had been already: then once more, as
 * often as it takes, since what the server has lost goes up by a whole snapshot only. If nobody did, the server counts wrongly: three times,
 * and then nothing goes up for it (sync.md R4).
 */
static gboolean
end_walk (StintTaking    *taking,
          StintSyncWrite *write,
          const char     *first_head,
          gboolean        is_whole,
          GError        **error)
{
  gboolean is_quiet = g_strcmp0 (first_head, stint_round_get_text (taking->body, "head")) == 0;
  gint64 n_walks = stint_database_get_sync (taking->database, STINT_ROUND_WALKS) + is_quiet;

  if (!is_whole && n_walks < MAX_WALKS)
    return stint_sync_write_set_int (write, STINT_ROUND_WALKS, n_walks, error) && stint_round_start_walk (write, error);
  return stint_sync_write_end_walk (write, is_whole, error) && stint_sync_write_set (write, STINT_ROUND_CURSOR, first_head, error) &&
         stint_sync_write_set (write, STINT_ROUND_WALK_AT, NULL, error) && stint_sync_write_set (write, STINT_ROUND_WALKS, NULL, error);
}

static gboolean
take_page (StintTaking *taking,
           GVariant    *records,
           const char  *first_head,
           const char  *next,
           gint64       count,
           gboolean    *is_documented,
           GError     **error)
{
  g_autoptr (StintSyncWrite) write = stint_round_begin_write (taking->round, taking->database, taking->now_ms, error);
  g_autofree char *walk = stint_database_dup_sync (taking->database, STINT_ROUND_WALK_AT, NULL);
  gint64 n;

  /* The very first sync begins with a snapshot that nobody has announced. */
  if (write == NULL || (walk == NULL && !stint_round_start_walk (write, error)) ||
      !take_records (write, records, TRUE, is_documented, error))
    return FALSE;
  if (!*is_documented)
    return TRUE;
  n = stint_database_get_sync (taking->database, STINT_ROUND_WALK_N) + (gint64) g_variant_n_children (records);
  taking->round->n_done = (guint) n;
  taking->round->n_total = (guint) count;
  if (!stint_sync_write_set (write, STINT_ROUND_WALK_HEAD, first_head, error) ||
      !stint_sync_write_set_int (write, STINT_ROUND_WALK_N, n, error))
    return FALSE;
  if (!(next != NULL ? stint_sync_write_set (write, STINT_ROUND_WALK_AT, next, error)
                     : end_walk (taking, write, first_head, n == count, error)))
    return FALSE;
  if (!stint_round_note_seen (taking->round, write, taking->database, stint_round_get_text (taking->body, "head"), error))
    return FALSE;
  return stint_sync_write_commit (write, error);
}

/* Whether it is a place in a snapshot, and so may go into an address. */
static gboolean
is_place (const char *text)
{
  return text[0] != '\0' && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789.-") == strlen (text) && strlen (text) <= 100;
}

/**
 * stint_round_take_snapshot:
 *
 * A page of everything that the server has. What is pushed while the pages come is pulled after them, from the first page's head.
 */
StintRoundStep
stint_round_take_snapshot (StintTaking *taking,
                           GError     **error)
{
  StintRound *self = taking->round;
  g_autofree char *first_head = stint_database_dup_sync (taking->database, STINT_ROUND_WALK_HEAD, error);
  g_autofree char *walk = stint_database_dup_sync (taking->database, STINT_ROUND_WALK_AT, NULL);
  const char *head = stint_round_get_text (taking->body, "head");
  const char *next = stint_round_get_text (taking->body, "cursor");
  g_autoptr (GVariant) records = get_list (taking->body, "records");
  gboolean is_documented;
  gint64 count;

  if (!is_tag (head) || records == NULL || !g_variant_lookup (taking->body, "count", "x", &count) ||
      (next != NULL && (!is_place (next) || g_strcmp0 (next, walk) == 0)))
    return stop_undocumented (taking);
  if (first_head == NULL || walk == NULL || walk[0] == '\0')
    {
      g_free (first_head);
      first_head = g_strdup (head);
    }
  if (!take_page (taking, records, first_head, next, count, &is_documented, error))
    return stint_round_stop (self, STINT_SYNC_PROBLEM_STORE, NULL);
  if (!is_documented)
    return stop_undocumented (taking);
  self->at_head = FALSE;
  if (next == NULL)
    self->n_done = self->n_total = 0;
  return STINT_ROUND_GO_ON;
}
