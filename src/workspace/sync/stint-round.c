/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/sync/stint-round-private.h"

#include "core/stint-id.h"
#include "wire/stint-json.h"

#include <inttypes.h>
#include <string.h>

#define PULL_LIMIT 100
#define PROBLEM_PREFIX "urn:stint:problem:"
#define MAX_ANSWER_BYTES (16 * 1024 * 1024)

/* The Date of an answer is the second that it was made in. */
#define DATE_HALF_MS 500

/* After so many failures of one batch one looks whether it is the batch (sync.md R12). */
#define PATIENCE 8

/* Rounds end: whoever meets this has met a server that never gets further. */
#define MAX_REQUESTS 20000
#define MAX_CONFLICTS 50

StintRound *
stint_round_new (const char *device_name)
{
  StintRound *self = g_new0 (StintRound, 1);

  self->device_name = g_strdup (device_name);
  return self;
}

void
stint_round_free (StintRound *self)
{
  g_free (self->device_name);
  g_free (self->detail);
  g_free (self);
}

StintSyncProblem
stint_round_get_problem (StintRound *self)
{
  return self->problem;
}

const char *
stint_round_get_detail (StintRound *self)
{
  return self->detail;
}

void
stint_round_get_progress (StintRound *self,
                          guint      *n_done,
                          guint      *n_total)
{
  *n_done = MIN (self->n_done, self->n_total);
  *n_total = self->n_total;
}

StintSyncWrite *
stint_round_begin_write (StintRound    *self,
                         StintDatabase *database,
                         gint64         now_ms,
                         GError       **error)
{
  StintSyncTime time = { now_ms, { now_ms + self->offset_ms, self->offset_ms } };

  return stint_sync_write_begin (database, &time, error);
}

/* @detail: (nullable) */
StintRoundStep
stint_round_stop (StintRound      *self,
                  StintSyncProblem problem,
                  const char      *detail)
{
  g_autofree char *old = self->detail;

  self->problem = problem;
  self->detail = g_strdup (detail);
  return STINT_ROUND_STOP;
}

/* Returns: (nullable): the text of a member, borrowed from @object */
const char *
stint_round_get_text (GVariant   *object,
                      const char *name)
{
  const char *text = NULL;

  if (object != NULL && g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT))
    g_variant_lookup (object, name, "&s", &text);
  return text;
}

static StintApiRequest *
ask_pull (const char *cursor)
{
  g_autofree char *path = g_strdup_printf ("/changes?since=%s&limit=%d", cursor, PULL_LIMIT);

  return stint_api_request_new ("GET", path, NULL, NULL);
}

static StintApiRequest *
ask_snapshot (const char *at)
{
  g_autofree char *path = at[0] != '\0' ? g_strconcat ("/snapshot?cursor=", at, NULL) : g_strdup ("/snapshot");

  return stint_api_request_new ("GET", path, NULL, NULL);
}

static char *
write_frame (StintRound    *self,
             StintDatabase *database,
             const char    *cursor)
{
  GString *out = g_string_new ("\"device\":");

  stint_json_append_string (out, stint_database_get_device (database));
  if (self->device_name != NULL)
    {
      g_string_append (out, ",\"name\":");
      stint_json_append_string (out, self->device_name);
    }
  g_string_append_printf (out, ",\"since\":\"%s\",", cursor);
  return g_string_free (out, FALSE);
}

static char *
new_key (gint64 now_ms)
{
  g_autoptr (GRand) rand = g_rand_new ();

  return stint_id_new (now_ms, rand);
}

static void
count_pending (StintRound    *self,
               StintDatabase *database)
{
  StintOutboxCounts counts;

  if (self->n_total == 0 && stint_database_count_outbox (database, &counts, NULL))
    self->n_total = counts.n_pending;
}

/* Owners first, then the batch, stored before it is sent (sync.md R6). Returns: %FALSE with @error set; @request is %NULL if nothing is pending */
static gboolean
form_batch (StintRound       *self,
            StintDatabase    *database,
            const char       *cursor,
            gint64            now_ms,
            StintApiRequest **request,
            GError          **error)
{
  g_autoptr (StintSyncWrite) write = stint_round_begin_write (self, database, now_ms, error);
  g_autofree char *frame = write_frame (self, database, cursor);
  g_autofree char *key = new_key (now_ms);
  g_autofree char *body = NULL;
  gint64 limit = stint_database_get_sync (database, STINT_ROUND_LIMIT);

  if (write == NULL || !stint_sync_write_repair (write, error) ||
      !stint_sync_write_freeze (write, limit > 0 ? (guint) limit : STINT_ROUND_MAX_OPS, frame, &body, error))
    return FALSE;
  if (body != NULL && (!stint_sync_write_set (write, STINT_ROUND_BATCH, body, error) ||
                       !stint_sync_write_set (write, STINT_ROUND_KEY, key, error)))
    return FALSE;
  if (!stint_sync_write_commit (write, error))
    return FALSE;
  if (body != NULL)
    *request = stint_api_request_new ("POST", "/changes", key, body);
  return TRUE;
}

/* Whether there is anything to write before the round is over: a round that finds nothing to do takes no lock. */
static gboolean
has_work (StintDatabase *database,
          gboolean      *has,
          GError       **error)
{
  StintOutboxCounts counts;
  gboolean suspects;

  if (!stint_database_count_outbox (database, &counts, error) || !stint_database_has_suspects (database, &suspects, error))
    return FALSE;
  *has = counts.n_pending > 0 || suspects;
  return TRUE;
}

/* A push without an answer goes out again, the same bytes, until there is one (sync.md R6). */
static StintApiRequest *
repeat_batch (StintDatabase *database,
              const char    *body)
{
  g_autofree char *key = stint_database_dup_sync (database, STINT_ROUND_KEY, NULL);

  return stint_api_request_new ("POST", "/changes", key, body);
}

/**
 * Place:
 * @walk: (nullable): the next page of a snapshot
 * @batch: (nullable): a push without an answer
 * @cursor: (nullable): how far the log was pulled
 *
 * Where a round is, whoever began it.
 */
typedef struct
{
  char *walk;
  char *batch;
  char *cursor;
} Place;

static void
place_clear (Place *self)
{
  g_free (self->walk);
  g_free (self->batch);
  g_free (self->cursor);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static gboolean
read_place (StintDatabase *database,
            Place         *place,
            GError       **error)
{
  const struct
  {
    const char *name;
    char      **value;
  } facts[] = {
    { STINT_ROUND_WALK_AT, &place->walk },
    { STINT_ROUND_BATCH, &place->batch },
    { STINT_ROUND_CURSOR, &place->cursor },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      GError *local_error = NULL;

      *facts[i].value = stint_database_dup_sync (database, facts[i].name, &local_error);
      if (local_error == NULL)
        continue;
      g_propagate_error (error, local_error);
      return FALSE;
    }
  return TRUE;
}

static StintApiRequest *
find_next (StintRound    *self,
           StintDatabase *database,
           gint64         now_ms,
           GError       **error)
{
  g_auto (Place) place = { NULL, };
  StintApiRequest *request = NULL;
  gboolean work;

  self->probing = FALSE;
  if (!read_place (database, &place, error))
    return NULL;
  if (place.walk != NULL)
    return ask_snapshot (place.walk);
  if (place.batch != NULL && self->blocked == STINT_SYNC_PROBLEM_NONE)
    {
      self->probing = place.cursor != NULL && stint_database_get_sync (database, STINT_ROUND_FAILURES) >= PATIENCE;
      return self->probing ? ask_pull (place.cursor) : repeat_batch (database, place.batch);
    }
  if (place.cursor == NULL)
    return ask_snapshot ("");
  if (!self->at_head)
    return ask_pull (place.cursor);
  if (self->blocked != STINT_SYNC_PROBLEM_NONE || !has_work (database, &work, error) || !work)
    return NULL;
  count_pending (self, database);
  if (!form_batch (self, database, place.cursor, now_ms, &request, error))
    return NULL;
  return request;
}

/**
 * stint_round_next:
 * @now_ms: by this device's clock
 *
 * Returns: (transfer full) (nullable): what to ask next; %NULL with @error set if the database refuses; %NULL without when the round is over:
 * all is in sync, unless stint_round_get_problem() says what kept it from being sent
 */
StintApiRequest *
stint_round_next (StintRound    *self,
                  StintDatabase *database,
                  gint64         now_ms,
                  GError       **error)
{
  GError *local_error = NULL;
  StintApiRequest *request;

  if (stint_database_get_sync (database, STINT_ROUND_ERASED) != 0)
    {
      stint_round_stop (self, STINT_SYNC_PROBLEM_ERASED, NULL);
      return NULL;
    }
  request = find_next (self, database, now_ms, &local_error);
  if (local_error == NULL)
    {
      if (request == NULL && self->blocked != STINT_SYNC_PROBLEM_NONE)
        stint_round_stop (self, self->blocked, NULL);
      return request;
    }
  stint_round_stop (self, STINT_SYNC_PROBLEM_STORE, local_error->message);
  g_propagate_error (error, local_error);
  return NULL;
}

/* Returns: (transfer full) (nullable): the answer's JSON, if it is an object that our scanner lets in */
static GVariant *
parse_body (const StintApiAnswer *answer)
{
  g_autoptr (GVariant) body = NULL;

  if (answer->length == 0 || answer->length > MAX_ANSWER_BYTES)
    return NULL;
  body = stint_json_parse (answer->body, (gssize) answer->length, NULL);
  return body != NULL && g_variant_is_of_type (body, G_VARIANT_TYPE_VARDICT) ? g_steal_pointer (&body) : NULL;
}

static const char *
get_type (GVariant *body)
{
  const char *type = stint_round_get_text (body, "type");

  return type != NULL && g_str_has_prefix (type, PROBLEM_PREFIX) ? type + strlen (PROBLEM_PREFIX) : NULL;
}

/* The log and what is here have no past in common any more, or the account began anew (sync.md R2, R15). */
static StintRoundStep
take_gone (StintTaking *taking,
           GError     **error)
{
  StintRound *self = taking->round;
  g_autoptr (StintSyncWrite) write = stint_round_begin_write (self, taking->database, taking->now_ms, error);
  const char *head = stint_round_get_text (taking->body, "head");
  gboolean is_erased = g_strcmp0 (taking->type, "erased") == 0 && head != NULL;

  self->at_head = FALSE;
  if (write == NULL ||
      !(is_erased ? stint_sync_write_set (write, STINT_ROUND_ERASED, head, error) : stint_round_start_walk (write, error)) ||
      !stint_sync_write_commit (write, error))
    return stint_round_stop (self, STINT_SYNC_PROBLEM_STORE, NULL);
  return is_erased ? stint_round_stop (self, STINT_SYNC_PROBLEM_ERASED, NULL) : STINT_ROUND_GO_ON;
}

/* Nothing more is pushed in this round; what is new there still comes. */
static StintRoundStep
block_pushes (StintTaking     *taking,
              StintSyncProblem problem,
              GError         **error)
{
  StintRound *self = taking->round;
  g_autoptr (StintSyncWrite) write = NULL;

  if (!g_str_equal (taking->request->method, "POST"))
    return stint_round_stop (self, problem, stint_round_get_text (taking->body, "detail"));
  write = stint_round_begin_write (self, taking->database, taking->now_ms, error);
  if (write == NULL || !stint_round_drop_batch (write, error) || !stint_sync_write_commit (write, error))
    return stint_round_stop (self, STINT_SYNC_PROBLEM_STORE, NULL);
  self->blocked = problem;
  self->at_head = FALSE;
  return STINT_ROUND_GO_ON;
}

static StintRoundStep
take_forbidden (StintTaking *taking,
                GError     **error)
{
  StintRound *self = taking->round;

  /* Who answers so without our words is no API of ours: a proxy, another stage. Nobody is signed out for that. */
  if (taking->type == NULL)
    return stint_round_stop (self, STINT_SYNC_PROBLEM_ADDRESS, NULL);
  if (g_str_equal (taking->type, "scope"))
    return stint_round_stop (self, STINT_SYNC_PROBLEM_SIGN_IN, NULL);
  if (g_str_equal (taking->type, "full"))
    return block_pushes (taking, STINT_SYNC_PROBLEM_FULL, error);
  return stint_round_stop (self, STINT_SYNC_PROBLEM_FORBIDDEN, stint_round_get_text (taking->body, "detail"));
}

static StintRoundStep
take_failure (StintTaking *taking,
              GError     **error)
{
  StintRound *self = taking->round;
  const char *detail = stint_round_get_text (taking->body, "detail");

  if (g_strcmp0 (taking->type, "inconsistent") == 0)
    return stint_round_stop (self, STINT_SYNC_PROBLEM_INCONSISTENT, detail);
  if (g_str_equal (taking->request->method, "POST") && !stint_round_note_failure (taking, error))
    return stint_round_stop (self, STINT_SYNC_PROBLEM_STORE, NULL);
  return stint_round_stop (self, taking->answer->status == 503 ? STINT_SYNC_PROBLEM_BUSY : STINT_SYNC_PROBLEM_SERVER, detail);
}

static StintRoundStep
take_good (StintTaking *taking,
           GError     **error)
{
  /* A captive portal says 200, too. */
  if (taking->body == NULL)
    return stint_round_stop (taking->round, STINT_SYNC_PROBLEM_OFFLINE, NULL);
  if (taking->round->probing)
    {
      /* It answers, so it is the batch. */
      if (!stint_round_halve (taking, error))
        return stint_round_stop (taking->round, STINT_SYNC_PROBLEM_STORE, NULL);
      return STINT_ROUND_GO_ON;
    }
  if (g_str_equal (taking->request->method, "POST"))
    return stint_round_take_push (taking, error);
  if (g_str_has_prefix (taking->request->path, "/snapshot"))
    return stint_round_take_snapshot (taking, error);
  return stint_round_take_pull (taking, error);
}

static StintRoundStep
take_status (StintTaking *taking,
             GError     **error)
{
  guint status = taking->answer->status;

  switch (status)
    {
    case 200:
      return take_good (taking, error);

    case 401:
      return stint_round_stop (taking->round, STINT_SYNC_PROBLEM_SIGN_IN, NULL);

    case 403:
      return take_forbidden (taking, error);

    case 404:
    case 405:
    case 415:
      return stint_round_stop (taking->round, STINT_SYNC_PROBLEM_ADDRESS, NULL);

    case 409:
    case 400:
    case 413:
    case 422:
      return stint_round_take_push (taking, error);

    case 410:
      return take_gone (taking, error);

    case 426:
      return block_pushes (taking, STINT_SYNC_PROBLEM_TOO_OLD, error);

    case 429:
      return stint_round_stop (taking->round, STINT_SYNC_PROBLEM_BUSY, NULL);

    default:
      return status >= 500 ? take_failure (taking, error) : stint_round_stop (taking->round, STINT_SYNC_PROBLEM_OFFLINE, NULL);
    }
}

/**
 * stint_round_take:
 * @request: what stint_round_next() gave last
 * @answer: (nullable): %NULL if none came
 * @now_ms: by this device's clock
 * @wait_ms: (out): how long to wait before the next request, or before the next round; 0 if nothing is said of it
 *
 * Does what the answer says, in one transaction. Whatever an answer is, nothing here is deleted but by a tombstone in it (sync.md R4).
 *
 * Returns: how it goes on; %STINT_ROUND_STOP with @error set if the database refuses
 */
StintRoundStep
stint_round_take (StintRound            *self,
                  StintDatabase         *database,
                  const StintApiRequest *request,
                  const StintApiAnswer  *answer,
                  gint64                 now_ms,
                  gint64                *wait_ms,
                  GError               **error)
{
  g_autoptr (GVariant) body = answer != NULL ? parse_body (answer) : NULL;
  StintTaking taking = { self, database, request, answer, body, get_type (body), now_ms, 0 };
  StintRoundStep step;

  *wait_ms = 0;
  self->n_requests++;
  if (answer == NULL || self->n_requests > MAX_REQUESTS || self->n_conflicts > MAX_CONFLICTS)
    return stint_round_stop (self, answer == NULL ? STINT_SYNC_PROBLEM_OFFLINE : STINT_SYNC_PROBLEM_BUSY, NULL);
  if (answer->date_ms > 0)
    self->offset_ms = answer->date_ms + DATE_HALF_MS - now_ms;
  step = take_status (&taking, error);
  *wait_ms = MAX (taking.wait_ms, answer->retry_after_s * 1000);
  return step;
}
