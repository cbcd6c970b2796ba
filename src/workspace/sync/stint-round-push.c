/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/sync/stint-round-private.h"

#include "wire/stint-json.h"

#include <string.h>

gboolean
stint_round_drop_batch (StintSyncWrite *write,
                        GError        **error)
{
  return stint_sync_write_set (write, STINT_ROUND_BATCH, NULL, error) && stint_sync_write_set (write, STINT_ROUND_KEY, NULL, error) &&
         stint_sync_write_set (write, STINT_ROUND_FAILURES, NULL, error);
}

/* The server failed at the batch: once more than before. */
gboolean
stint_round_note_failure (StintTaking *taking,
                          GError     **error)
{
  g_autoptr (StintSyncWrite) write = stint_round_begin_write (taking->round, taking->database, taking->now_ms, error);
  gint64 n = stint_database_get_sync (taking->database, STINT_ROUND_FAILURES);

  return write != NULL && stint_sync_write_set_int (write, STINT_ROUND_FAILURES, n + 1, error) && stint_sync_write_commit (write, error);
}

/* Returns: (transfer full) (nullable): the body of the batch that is out */
static GVariant *
read_batch (StintDatabase *database)
{
  g_autofree char *json = stint_database_dup_sync (database, STINT_ROUND_BATCH, NULL);

  return json != NULL ? stint_json_parse (json, -1, NULL) : NULL;
}

static gsize
count_ops (GVariant *batch)
{
  g_autoptr (GVariant) ops = batch != NULL ? g_variant_lookup_value (batch, "ops", G_VARIANT_TYPE ("av")) : NULL;

  return ops != NULL ? g_variant_n_children (ops) : 0;
}

/* The next batch is half of this one, until the culprit is alone: that one is parked (sync.md R12). */
static gboolean
halve (StintTaking    *taking,
       StintSyncWrite *write,
       GVariant       *batch,
       const char     *refusal,
       GError        **error)
{
  gsize n = count_ops (batch);

  if (n <= 1)
    return stint_sync_write_park (write, batch, 0, refusal, error) && stint_sync_write_set (write, STINT_ROUND_LIMIT, NULL, error);
  return stint_sync_write_set_int (write, STINT_ROUND_LIMIT, (gint64) (n / 2), error);
}

gboolean
stint_round_halve (StintTaking *taking,
                   GError     **error)
{
  g_autoptr (StintSyncWrite) write = stint_round_begin_write (taking->round, taking->database, taking->now_ms, error);
  g_autoptr (GVariant) batch = read_batch (taking->database);

  return write != NULL && halve (taking, write, batch, "The server fails at it.", error) && stint_round_drop_batch (write, error) &&
         stint_sync_write_commit (write, error);
}

/*
 * The first push of an account has nothing before it: with it the log is known up to there, and the cursor may go on. It has to: a server
 * tells an erasure from a beginning by a cursor that is not 0 (sync.md R2), and what was erased then went up again without a question.
 */
static gboolean
is_beginning (StintDatabase *database,
              const char    *tag)
{
  g_autofree char *cursor = stint_database_dup_sync (database, STINT_ROUND_CURSOR, NULL);

  return g_strcmp0 (cursor, "0") == 0 && strlen (tag) == strlen ("1.") + 16 && g_str_has_prefix (tag, "1.") &&
         strspn (tag + 2, "0123456789abcdef") == 16;
}

static StintRoundStep
take_acknowledged (StintTaking *taking,
                   GError     **error)
{
  StintRound *self = taking->round;
  const char *version = stint_round_get_text (taking->body, "v");
  g_autoptr (StintSyncWrite) write = NULL;
  g_autoptr (GVariant) batch = read_batch (taking->database);
  gint64 n = version != NULL ? g_ascii_strtoll (version, NULL, 10) : 0;
  gboolean replayed = FALSE;
  gboolean is_double;

  if (n <= 0 || batch == NULL)
    return stint_round_stop (self, STINT_SYNC_PROBLEM_OFFLINE, NULL);
  g_variant_lookup (taking->body, "replayed", "b", &replayed);
  is_double = !replayed && stint_round_is_double (taking->database, version);
  write = stint_round_begin_write (self, taking->database, taking->now_ms, error);
  if (write == NULL || !stint_sync_write_acknowledge (write, batch, version, error) || !stint_round_drop_batch (write, error) ||
      !stint_sync_write_set (write, STINT_ROUND_LIMIT, NULL, error) || !stint_sync_write_set (write, STINT_ROUND_REFUSED, NULL, error) ||
      !(is_double ? stint_round_start_walk (write, error) : stint_round_note_seen (taking->round, write, taking->database, version, error)) ||
      (!is_double && is_beginning (taking->database, version) && !stint_sync_write_set (write, STINT_ROUND_CURSOR, version, error)) ||
      !stint_sync_write_commit (write, error))
    return stint_round_stop (self, STINT_SYNC_PROBLEM_STORE, NULL);

  /* Nobody else has pushed in between: there is nothing that we have not seen. But for the first one the cursor moves by pulls alone. */
  self->at_head = self->at_head && n == self->head_n + 1 && !stint_round_has_seen_much (self);
  self->head_n = n;
  self->n_done += (guint) count_ops (batch);
  return STINT_ROUND_GO_ON;
}

/* Returns: (transfer full): what a 409 named, with the cursor at which it did: the same twice means that log and records disagree */
static char *
describe_refused (StintTaking *taking)
{
  g_autoptr (GVariant) records = g_variant_lookup_value (taking->body, "records", NULL);
  g_autofree char *cursor = stint_database_dup_sync (taking->database, STINT_ROUND_CURSOR, NULL);
  g_autofree char *json = records != NULL ? stint_json_to_string (records) : g_strdup ("");

  return g_strconcat (cursor != NULL ? cursor : "", " ", json, NULL);
}

/* Somebody was first: pull, merge from the log, a new batch with a new key (sync.md R6). */
static StintRoundStep
take_conflict (StintTaking *taking,
               GError     **error)
{
  StintRound *self = taking->round;
  g_autofree char *before = stint_database_dup_sync (taking->database, STINT_ROUND_REFUSED, NULL);
  g_autofree char *refused = describe_refused (taking);
  g_autoptr (StintSyncWrite) write = stint_round_begin_write (self, taking->database, taking->now_ms, error);
  gboolean is_again = g_strcmp0 (before, refused) == 0;

  self->at_head = FALSE;
  self->n_conflicts++;
  if (write == NULL || !stint_round_drop_batch (write, error) ||
      !(is_again ? stint_round_start_walk (write, error) : stint_sync_write_set (write, STINT_ROUND_REFUSED, refused, error)) ||
      !stint_sync_write_commit (write, error))
    return stint_round_stop (self, STINT_SYNC_PROBLEM_STORE, NULL);
  return STINT_ROUND_GO_ON;
}

/* Returns: the operation that `/ops/N/…` points to; -1 if it is about another thing */
static gint64
get_position (const char *pointer)
{
  if (pointer == NULL || !g_str_has_prefix (pointer, "/ops/") || !g_ascii_isdigit (pointer[5]))
    return -1;
  return g_ascii_strtoll (pointer + 5, NULL, 10);
}

/* Parks the operations that the answer names. Returns: %FALSE with @error set; @n_parked: how many there were */
static gboolean
park_named (StintTaking    *taking,
            StintSyncWrite *write,
            GVariant       *batch,
            guint          *n_parked,
            GError        **error)
{
  g_autoptr (GVariant) faults = taking->body != NULL ? g_variant_lookup_value (taking->body, "errors", G_VARIANT_TYPE ("av")) : NULL;
  GVariantIter iter;
  GVariant *fault;
  gboolean done = TRUE;

  *n_parked = 0;
  if (faults == NULL)
    return TRUE;
  g_variant_iter_init (&iter, faults);
  while (done && g_variant_iter_next (&iter, "v", &fault))
    {
      gint64 position = get_position (stint_round_get_text (fault, "pointer"));

      if (position >= 0)
        {
          done = stint_sync_write_park (write, batch, (gsize) position, stint_round_get_text (fault, "detail"), error);
          (*n_parked)++;
        }
      g_variant_unref (fault);
    }
  return done;
}

/* The server refuses what we sent: those records wait for their next edit, the rest goes on with a new key (sync.md R12). */
static StintRoundStep
take_refusal (StintTaking *taking,
              GError     **error)
{
  StintRound *self = taking->round;
  g_autoptr (StintSyncWrite) write = stint_round_begin_write (self, taking->database, taking->now_ms, error);
  g_autoptr (GVariant) batch = read_batch (taking->database);
  const char *detail = stint_round_get_text (taking->body, "detail");
  guint n_parked;

  self->at_head = FALSE;
  self->n_conflicts++;
  if (write == NULL || !park_named (taking, write, batch, &n_parked, error) ||
      (n_parked == 0 && !halve (taking, write, batch, detail != NULL ? detail : "", error)) ||
      !stint_round_drop_batch (write, error) || !stint_sync_write_commit (write, error))
    return stint_round_stop (self, STINT_SYNC_PROBLEM_STORE, NULL);
  return STINT_ROUND_GO_ON;
}

/* A key that the server knows from other bytes: what is there comes first, and a new key after it. */
static StintRoundStep
take_key_reused (StintTaking *taking,
                 GError     **error)
{
  StintRound *self = taking->round;
  g_autoptr (StintSyncWrite) write = stint_round_begin_write (self, taking->database, taking->now_ms, error);

  self->at_head = FALSE;
  self->n_conflicts++;
  if (write == NULL || !stint_round_drop_batch (write, error) || !stint_sync_write_commit (write, error))
    return stint_round_stop (self, STINT_SYNC_PROBLEM_STORE, NULL);
  return STINT_ROUND_GO_ON;
}

/**
 * stint_round_take_push:
 *
 * The answer to a push: taken, somebody was first, or refused.
 */
StintRoundStep
stint_round_take_push (StintTaking *taking,
                       GError     **error)
{
  guint status = taking->answer->status;

  if (!g_str_equal (taking->request->method, "POST"))
    return stint_round_stop (taking->round, STINT_SYNC_PROBLEM_ADDRESS, stint_round_get_text (taking->body, "detail"));
  if (status == 200)
    return take_acknowledged (taking, error);
  /* Who refuses without our words is no API of ours. */
  if (taking->type == NULL)
    return stint_round_stop (taking->round, STINT_SYNC_PROBLEM_ADDRESS, NULL);
  if (status == 409)
    return take_conflict (taking, error);
  if (g_str_equal (taking->type, "idempotency-key-reused"))
    return take_key_reused (taking, error);
  return take_refusal (taking, error);
}
