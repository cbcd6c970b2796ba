/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-world.h"

#include <string.h>

#include "store/stint-database-private.h"
#include "store/stint-store-error.h"
#include "store/stint-sync-store.h"
#include "sync-picky.h"
#include "wire/stint-json.h"

#define PORTAL_PAGE "<!DOCTYPE html><html><head><title>Hotel Wi-Fi</title></head><body>Please accept our terms.</body></html>"

static const char *const net_names[SYNC_N_NETS] = {
  "", " (lost)", " (answer lost)", " (half an answer)", " (twice)", " (delayed)", " (program ended)", " (429)", " (429, told when)",
  " (server fails)", " (captive portal)",
};

/* Returns: the fate of a request */
SyncNet
sync_world_choose_net (SyncWorld *self)
{
  static const SyncNet fates[] = {
    SYNC_NET_LOST, SYNC_NET_LOST, SYNC_NET_LOST, SYNC_NET_CUT, SYNC_NET_CUT, SYNC_NET_CUT, SYNC_NET_CUT, SYNC_NET_HALF, SYNC_NET_DOUBLED,
    SYNC_NET_DOUBLED, SYNC_NET_DELAYED, SYNC_NET_DELAYED, SYNC_NET_DELAYED, SYNC_NET_ABANDONED, SYNC_NET_ABANDONED, SYNC_NET_BUSY,
    SYNC_NET_BUSY_SAID, SYNC_NET_FAILING, SYNC_NET_PORTAL,
  };

  if (!sync_world_happens (self, self->config->network))
    return SYNC_NET_OK;
  return fates[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (fates))];
}

static char *
get_tag (const StintApiAnswer *answer)
{
  g_autoptr (GVariant) value = answer->status == 200 ? stint_json_parse (answer->body, -1, NULL) : NULL;
  char *tag = NULL;

  if (value != NULL)
    g_variant_lookup (value, "v", "s", &tag);
  return tag;
}

/* Returns: (transfer full): what the server answers */
static StintApiAnswer *
serve (SyncWorld             *self,
       const StintApiRequest *request)
{
  StintApiAnswer *answer = self->config->picky ? sync_picky_refuse (request, self->now_ms) : NULL;
  g_autofree char *tag = NULL;

  if (answer != NULL)
    return answer;
  answer = sync_server_answer (self->server, request, self->now_ms);
  tag = request->key != NULL ? get_tag (answer) : NULL;
  if (tag != NULL)
    sync_oracle_note_stored (self->oracle, request->key, tag);
  if (request->key != NULL && self->config->restore > 0)
    sync_server_keep_image (self->server);
  return answer;
}

/* A request arrives that the network has held, long after its sender gave up waiting. */
void
sync_world_deliver_late (SyncWorld *self)
{
  g_autoptr (StintApiRequest) request = NULL;
  g_autoptr (StintApiAnswer) answer = NULL;

  if (self->late->len == 0)
    return;
  request = g_ptr_array_steal_index (self->late, (guint) g_rand_int_range (self->rand, 0, (gint32) self->late->len));
  answer = serve (self, request);
  sync_world_say (self, "a late %s arrives: %u", request->method, answer->status);
}

static StintApiAnswer *
make_answer (SyncWorld  *self,
             guint       status,
             const char *body,
             gint64      retry_after_s)
{
  StintApiAnswer *answer = g_new0 (StintApiAnswer, 1);

  answer->status = status;
  answer->body = g_strdup (body);
  answer->length = strlen (body);
  answer->retry_after_s = retry_after_s;
  answer->date_ms = self->now_ms / 1000 * 1000;
  return answer;
}

static StintApiAnswer *
halve (StintApiAnswer *answer)
{
  answer->length /= 2;
  answer->body[answer->length] = '\0';
  return answer;
}

/* Returns: (transfer full) (nullable): what comes back to the device */
static StintApiAnswer *
carry (SyncWorld             *self,
       const StintApiRequest *request,
       SyncNet                net)
{
  switch (net)
    {
    case SYNC_NET_CUT:
    case SYNC_NET_ABANDONED:
      stint_api_answer_free (serve (self, request));
      return NULL;
    case SYNC_NET_HALF:
      return halve (serve (self, request));
    case SYNC_NET_DELAYED:
      g_ptr_array_add (self->late, stint_api_request_copy (request));
      return NULL;
    case SYNC_NET_BUSY:
      return make_answer (self, 429, "{\"message\":\"Too Many Requests\"}", -1);
    case SYNC_NET_BUSY_SAID:
      return make_answer (self, 429, "{\"message\":\"Too Many Requests\"}", 30);
    case SYNC_NET_FAILING:
      return make_answer (self, g_rand_boolean (self->rand) ? 502 : 503, "{\"message\":\"Internal server error\"}", -1);
    case SYNC_NET_PORTAL:
      return make_answer (self, 200, PORTAL_PAGE, -1);
    case SYNC_NET_LOST:
      return NULL;
    case SYNC_NET_DOUBLED:
      g_ptr_array_add (self->late, stint_api_request_copy (request));
      return serve (self, request);
    case SYNC_NET_OK:
    default:
      return serve (self, request);
    }
}

static void
note_dead (SyncDevice *device,
           GVariant   *ops)
{
  for (gsize i = 0; ops != NULL && g_variant_is_of_type (ops, G_VARIANT_TYPE ("av")) && i < g_variant_n_children (ops); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (ops, i);
      g_autoptr (GVariant) op = g_variant_get_variant (boxed);
      g_autoptr (GVariant) data = g_variant_lookup_value (op, "data", G_VARIANT_TYPE_VARDICT);
      const char *id = NULL;

      if (data == NULL && g_variant_lookup (op, "id", "&s", &id))
        g_hash_table_add (device->known_dead, g_strdup (id));
    }
}

/* Tombstones among what it gets. */
static void
note_tombstones (SyncDevice *device,
                 GVariant   *answer)
{
  g_autoptr (GVariant) records = g_variant_lookup_value (answer, "records", NULL);
  g_autoptr (GVariant) changes = g_variant_lookup_value (answer, "changes", NULL);

  note_dead (device, records);
  for (gsize i = 0; changes != NULL && g_variant_is_of_type (changes, G_VARIANT_TYPE ("av")) && i < g_variant_n_children (changes); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (changes, i);
      g_autoptr (GVariant) change = g_variant_get_variant (boxed);
      g_autoptr (GVariant) ops = g_variant_lookup_value (change, "ops", NULL);

      note_dead (device, ops);
    }
}

/* Returns: whether there is something new for the device in it */
static gboolean
has_news (GVariant *answer)
{
  g_autoptr (GVariant) changes = g_variant_lookup_value (answer, "changes", NULL);
  gboolean more = FALSE;

  g_variant_lookup (answer, "more", "b", &more);
  return changes == NULL || more || g_variant_n_children (changes) > 0;
}

static gint64
read_own_edits (const char *edits,
                const char *device)
{
  const char *found = strstr (edits, device);

  return found != NULL ? g_ascii_strtoll (found + strlen (device) + strlen ("\":"), NULL, 10) : 0;
}

/**
 * sync_device_look:
 * @by_sync: what is new since the last look, a sync did
 *
 * Sees which tasks the device has put back by itself, because something that they own lives (sync.md R10).
 */
void
sync_device_look (SyncWorld  *self,
                  SyncDevice *device,
                  gboolean    by_sync)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (device->database,
                         "SELECT id, deleted, edits, EXISTS (SELECT 1 FROM block WHERE block.task = task.id AND block.deleted = 0)"
                         " OR EXISTS (SELECT 1 FROM task AS o WHERE o.series = task.id AND o.deleted = 0) FROM task", "", NULL);
  const char *own_id = stint_database_get_device (device->database);

  while (stint_statement_step (statement, NULL))
    {
      const char *id = stint_statement_get_text (statement, 0);
      gboolean lives = stint_statement_get_int (statement, 1) == 0;
      gint64 now = read_own_edits (stint_statement_get_text (statement, 2), own_id);
      gint64 was = GPOINTER_TO_INT (g_hash_table_lookup (device->own_edits, id));

      if (!lives)
        g_hash_table_add (device->known_dead, g_strdup (id));
      else if (by_sync && now > was && stint_statement_get_int (statement, 3) != 0 && g_hash_table_contains (device->known_dead, id))
        {
          sync_oracle_note_repair (self->oracle, device->number, id, self->now_ms);
          sync_world_say (self, "%c brings %s back for what it owns", device->letter, sync_oracle_name (self->oracle, STINT_KIND_TASK, id));
        }
      if (now != was)
        g_hash_table_replace (device->own_edits, g_strdup (id), GINT_TO_POINTER ((int) now));
    }
}

/* A page of the log is taken with its cursor, or not at all: not if the log lacks a push of the device's own (sync.md R2). */
static gboolean
was_taken (SyncDevice *device,
           GVariant   *answer)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *cursor = stint_database_dup_sync (device->database, "sync-cursor", &error);
  const char *to = NULL;

  g_assert_no_error (error);
  return !g_variant_lookup (answer, "to", "&s", &to) || g_strcmp0 (to, cursor) == 0;
}

static void
note_delivered (SyncWorld             *self,
                SyncDevice            *device,
                const StintApiRequest *request,
                GVariant              *answer)
{
  if (request->key != NULL)
    sync_oracle_note_acked (self->oracle, request->key);
  else if (was_taken (device, answer))
    sync_oracle_note_pulled (self->oracle, device->number, answer);
}

/* The program died. It starts again, and knows what is on its disk. */
static SyncStep
die (SyncWorld  *self,
     SyncDevice *device,
     GError     *error)
{
  if (device->commits_left > 0 || !g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_FAILED))
    g_error ("%c: %s", device->letter, error->message);
  sync_world_say (self, "%c dies while it syncs: %s", device->letter, error->message);
  sync_device_restart (self, device);
  sync_device_look (self, device, TRUE);
  return SYNC_STEP_STOPPED;
}

static SyncStep
take (SyncWorld             *self,
      SyncDevice            *device,
      const StintApiRequest *request,
      const StintApiAnswer  *answer,
      gboolean               is_news)
{
  g_autoptr (GError) error = NULL;
  gint64 wait_ms = 0;
  StintRoundStep step =
    stint_round_take (device->round, device->database, request, answer, sync_device_now_ms (self, device), &wait_ms, &error);

  if (error != NULL)
    return die (self, device, error);
  sync_device_look (self, device, TRUE);
  if (step == STINT_ROUND_WAIT)
    {
      device->wait_until_ms = self->now_ms + wait_ms;
      return SYNC_STEP_WAITS;
    }
  if (step == STINT_ROUND_STOP)
    {
      device->problem = stint_round_get_problem (device->round);
      sync_world_say (self, "%c gives the round up: problem %d, %s", device->letter, (int) device->problem,
                      stint_round_get_detail (device->round));
      g_clear_pointer (&device->round, stint_round_free);
      return SYNC_STEP_STOPPED;
    }
  return is_news ? SYNC_STEP_MOVED : SYNC_STEP_IDLE;
}

static void
say_request (SyncWorld             *self,
             SyncDevice            *device,
             const StintApiRequest *request,
             const StintApiAnswer  *answer,
             SyncNet                net)
{
  if (!self->has_trace)
    return;
  sync_world_say (self, "%c %s %s%s%s -> %u %s", device->letter, request->method, request->path, net_names[net],
                  request->body != NULL ? request->body : "", answer != NULL ? answer->status : 0,
                  answer != NULL ? answer->body : "");
}

/* Sends the request and takes its answer. */
static SyncStep
exchange (SyncWorld             *self,
          SyncDevice            *device,
          const StintApiRequest *request,
          SyncNet                net)
{
  g_autoptr (StintApiAnswer) answer = carry (self, request, net);
  g_autoptr (GVariant) value = answer != NULL && answer->status == 200 ? stint_json_parse (answer->body, (gssize) answer->length, NULL) : NULL;
  SyncStep step;

  say_request (self, device, request, answer, net);
  if (net == SYNC_NET_ABANDONED)
    {
      sync_device_restart (self, device);
      return SYNC_STEP_STOPPED;
    }
  if (value != NULL)
    note_tombstones (device, value);
  step = take (self, device, request, answer, value == NULL || request->key != NULL || has_news (value));
  /* What it died of, it has not seen. */
  if (value != NULL && step != SYNC_STEP_STOPPED)
    note_delivered (self, device, request, value);
  return step;
}

/* Small accounts have batches that do not take everything, too. */
static void
limit_batch (SyncWorld  *self,
             SyncDevice *device)
{
  if (self->ops_max[0] != '\0')
    stint_database_run (device->database,
                        "INSERT INTO meta SELECT 'sync-limit', ?1 WHERE NOT EXISTS (SELECT 1 FROM meta WHERE name = 'sync-limit')", "t",
                        NULL, self->ops_max);
}

/**
 * sync_device_step:
 * @net: the fate of the request
 *
 * Goes on by one request with the round that runs, or begins one.
 */
SyncStep
sync_device_step (SyncWorld  *self,
                  SyncDevice *device,
                  SyncNet     net)
{
  g_autoptr (StintApiRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  if (device->round == NULL)
    device->round = stint_round_new ("Laptop");
  limit_batch (self, device);
  request = stint_round_next (device->round, device->database, sync_device_now_ms (self, device), &error);
  if (error != NULL)
    return die (self, device, error);
  sync_device_look (self, device, TRUE);
  if (request == NULL)
    {
      g_clear_pointer (&device->round, stint_round_free);
      device->problem = STINT_SYNC_PROBLEM_NONE;
      return SYNC_STEP_DONE;
    }
  if (request->key != NULL)
    sync_oracle_note_batch (self->oracle, device->number, request->key, request->body);
  if (request->key != NULL && device->push_net != SYNC_NET_OK)
    {
      net = (SyncNet) device->push_net;
      device->push_net = SYNC_NET_OK;
    }
  return exchange (self, device, request, net);
}
