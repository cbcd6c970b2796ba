/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "core/stint-edit.h"
#include "core/stint-id.h"
#include "store/stint-sync-store.h"
#include "workspace/sync/stint-round.h"

#define TEST(path, function) g_test_add ("/round/" path, Fixture, NULL, set_up, function, tear_down)
#define NOW_MS G_GINT64_CONSTANT (1795435200000)
#define TAG_0 "0"
#define TAG_1 "1.0000000000000001"
#define TAG_2 "2.0000000000000002"
#define TAG_3 "3.0000000000000003"
#define THEIRS "01900000-0000-7000-8000-00000000000a"

/**
 * Fixture:
 * @round: the one that runs
 * @request: what it asked last
 *
 * A store and a round; the test is the server.
 */
typedef struct
{
  char            *directory;
  StintDatabase   *database;
  GRand           *rand;
  StintRound      *round;
  StintApiRequest *request;
  gint64           wait_ms;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("stint-round-XXXXXX", &error);
  g_assert_no_error (error);
  self->database = stint_database_open (self->directory, NOW_MS, &error);
  g_assert_no_error (error);
  self->rand = g_rand_new_with_seed (1);
  self->round = stint_round_new ("laptop");
}

static void
tear_down (Fixture      *self,
           gconstpointer unused)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_clear_pointer (&self->request, stint_api_request_free);
  stint_round_free (self->round);
  stint_database_close (self->database);
  folder = g_dir_open (self->directory, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
  g_rand_free (self->rand);
}

/* A new round, as after a restart or by another process. */
static void
begin_again (Fixture *self)
{
  stint_round_free (self->round);
  self->round = stint_round_new ("laptop");
}

/* Returns: (nullable): "GET /changes?since=0" and so on; %NULL when the round is over */
static const char *
ask (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  static char *last = NULL;

  g_clear_pointer (&self->request, stint_api_request_free);
  self->request = stint_round_next (self->round, self->database, NOW_MS, &error);
  g_assert_no_error (error);
  g_free (last);
  last = self->request != NULL ? g_strconcat (self->request->method, " ", self->request->path, NULL) : NULL;
  return last;
}

static void
assert_asks (Fixture    *self,
             const char *what)
{
  g_assert_cmpstr (ask (self), ==, what);
}

/* @body: (nullable): %NULL: no answer came */
static StintRoundStep
answer (Fixture    *self,
        guint       status,
        const char *body)
{
  g_autoptr (GError) error = NULL;
  StintApiAnswer given = { status, (char *) body, body != NULL ? strlen (body) : 0, -1, 0 };
  StintRoundStep step =
    stint_round_take (self->round, self->database, self->request, body != NULL ? &given : NULL, NOW_MS, &self->wait_ms, &error);

  g_assert_no_error (error);
  return step;
}

static StintRoundStep
refuse (Fixture    *self,
        guint       status,
        const char *type,
        const char *more)
{
  g_autofree char *body = g_strdup_printf ("{\"type\":\"urn:stint:problem:%s\",\"title\":\"t\",\"status\":%u,\"detail\":\"d\"%s}",
                                           type, status, more);

  return answer (self, status, body);
}

static void
assert_stops (Fixture         *self,
              StintRoundStep   step,
              StintSyncProblem problem)
{
  g_assert_cmpint (step, ==, STINT_ROUND_STOP);
  g_assert_cmpint (stint_round_get_problem (self->round), ==, problem);
}

static char *
add_task (Fixture    *self,
          const char *title)
{
  g_autoptr (StintEdit) edit = stint_edit_new ("Add");
  g_autoptr (StintChange) change = NULL;
  g_autoptr (GError) error = NULL;
  char *id = stint_id_new (NOW_MS, self->rand);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "title", "s", title);
  stint_edit_create (edit, STINT_KIND_TASK, id, g_variant_dict_end (&dict));
  change = stint_database_apply (self->database, edit, NOW_MS, &error);
  g_assert_no_error (error);
  return id;
}

static char *
get_title (Fixture    *self,
           const char *id)
{
  g_autoptr (StintRecord) record = stint_database_get (self->database, STINT_KIND_TASK, id, NULL);

  return record != NULL ? g_strdup (stint_record_get_string (record, "title")) : NULL;
}

static guint
count_pending (Fixture *self)
{
  StintOutboxCounts counts;

  g_assert_true (stint_database_count_outbox (self->database, &counts, NULL));
  return counts.n_pending;
}

static void
take_empty_account (Fixture *self)
{
  assert_asks (self, "GET /snapshot");
  g_assert_cmpint (answer (self, 200, "{\"head\":\"0\",\"count\":0,\"records\":[],\"cursor\":null}"), ==, STINT_ROUND_GO_ON);
  assert_asks (self, "GET /changes?since=0&limit=100");
  g_assert_cmpint (answer (self, 200, "{\"from\":\"0\",\"to\":\"0\",\"head\":\"0\",\"more\":false,\"changes\":[]}"), ==, STINT_ROUND_GO_ON);
}

/* In sync at TAG_1, with one task. Returns: (transfer full): its id */
static char *
begin_in_sync (Fixture *self)
{
  char *id = add_task (self, "a");

  take_empty_account (self);
  assert_asks (self, "POST /changes");
  g_assert_cmpint (answer (self, 200, "{\"v\":\"" TAG_1 "\",\"replayed\":false}"), ==, STINT_ROUND_GO_ON);
  g_assert_null (ask (self));
  begin_again (self);
  return id;
}

#define THEIR_CHANGE(to, title) \
  "{\"from\":\"" TAG_0 "\",\"to\":\"" to "\",\"head\":\"" to "\",\"more\":false,\"changes\":[{\"tag\":\"" to "\",\"device\":\"x\",\"ops\":[" \
  "{\"kind\":\"task\",\"id\":\"" THEIRS "\",\"v\":\"" to "\",\"deleted\":false,\"data\":{\"title\":\"" title "\"},\"edits\":{\"x\":1},\"at\":{}}]}]}"

static void
an_empty_account_and_store_are_in_sync (Fixture      *self,
                                        gconstpointer unused)
{
  take_empty_account (self);
  g_assert_null (ask (self));
  g_assert_cmpint (stint_round_get_problem (self->round), ==, STINT_SYNC_PROBLEM_NONE);
}

static void
one_edit_is_one_pull_and_one_push (Fixture      *self,
                                   gconstpointer unused)
{
  g_free (begin_in_sync (self));
  g_free (add_task (self, "b"));

  assert_asks (self, "GET /changes?since=" TAG_1 "&limit=100");
  answer (self, 200, "{\"from\":\"" TAG_1 "\",\"to\":\"" TAG_1 "\",\"head\":\"" TAG_1 "\",\"more\":false,\"changes\":[]}");
  assert_asks (self, "POST /changes");
  answer (self, 200, "{\"v\":\"" TAG_2 "\",\"replayed\":false}");
  g_assert_null (ask (self));
  g_assert_cmpuint (count_pending (self), ==, 0);
}

/* A cursor of 0 is that of a beginner, to whom nobody says that the account was erased. */
static void
the_first_push_of_an_account_is_where_its_log_begins (Fixture      *self,
                                                      gconstpointer unused)
{
  g_free (begin_in_sync (self));

  assert_asks (self, "GET /changes?since=" TAG_1 "&limit=100");
  assert_stops (self, refuse (self, 410, "erased", ",\"head\":\"" TAG_2 "\""), STINT_SYNC_PROBLEM_ERASED);
}

static void
what_others_pushed_comes (Fixture      *self,
                          gconstpointer unused)
{
  g_autofree char *title = NULL;

  take_empty_account (self);
  begin_again (self);
  ask (self);
  answer (self, 200, THEIR_CHANGE (TAG_1, "theirs"));
  title = get_title (self, THEIRS);
  g_assert_cmpstr (title, ==, "theirs");
  g_assert_null (ask (self));
}

static void
somebody_in_between_is_pulled_before_the_end (Fixture      *self,
                                              gconstpointer unused)
{
  g_free (add_task (self, "a"));
  take_empty_account (self);
  ask (self);
  answer (self, 200, "{\"v\":\"" TAG_2 "\",\"replayed\":false}");
  assert_asks (self, "GET /changes?since=0&limit=100");
}

static void
without_an_answer_the_same_bytes_go_out_again (Fixture      *self,
                                               gconstpointer unused)
{
  g_autofree char *key = NULL;
  g_autofree char *body = NULL;

  g_free (add_task (self, "a"));
  take_empty_account (self);
  assert_asks (self, "POST /changes");
  key = g_strdup (self->request->key);
  body = g_strdup (self->request->body);
  assert_stops (self, answer (self, 0, NULL), STINT_SYNC_PROBLEM_OFFLINE);

  g_free (add_task (self, "b"));
  begin_again (self);
  assert_asks (self, "POST /changes");
  g_assert_cmpstr (self->request->key, ==, key);
  g_assert_cmpstr (self->request->body, ==, body);
}

static void
somebody_first_means_pull_and_a_new_key (Fixture      *self,
                                         gconstpointer unused)
{
  g_autofree char *key = NULL;

  g_free (begin_in_sync (self));
  g_free (add_task (self, "b"));
  ask (self);
  answer (self, 200, "{\"from\":\"" TAG_1 "\",\"to\":\"" TAG_1 "\",\"head\":\"" TAG_1 "\",\"more\":false,\"changes\":[]}");
  ask (self);
  key = g_strdup (self->request->key);
  g_assert_cmpint (refuse (self, 409, "conflict", ",\"records\":[{\"kind\":\"task\",\"id\":\"" THEIRS "\"}]"), ==, STINT_ROUND_GO_ON);
  assert_asks (self, "GET /changes?since=" TAG_1 "&limit=100");
  answer (self, 200, "{\"from\":\"" TAG_1 "\",\"to\":\"" TAG_2 "\",\"head\":\"" TAG_2 "\",\"more\":false,\"changes\":[]}");
  assert_asks (self, "POST /changes");
  g_assert_cmpstr (self->request->key, !=, key);
}

static void
the_same_refusal_twice_means_a_snapshot (Fixture      *self,
                                         gconstpointer unused)
{
  g_free (begin_in_sync (self));
  g_free (add_task (self, "b"));
  for (int i = 0; i < 2; i++)
    {
      assert_asks (self, "GET /changes?since=" TAG_1 "&limit=100");
      answer (self, 200, "{\"from\":\"" TAG_1 "\",\"to\":\"" TAG_1 "\",\"head\":\"" TAG_1 "\",\"more\":false,\"changes\":[]}");
      assert_asks (self, "POST /changes");
      refuse (self, 409, "conflict", ",\"records\":[{\"kind\":\"task\",\"id\":\"" THEIRS "\"}]");
    }
  assert_asks (self, "GET /snapshot");
}

static void
what_is_refused_is_left_and_the_rest_goes_on (Fixture      *self,
                                              gconstpointer unused)
{
  StintOutboxCounts counts;

  g_free (add_task (self, "bad"));
  g_free (add_task (self, "good"));
  take_empty_account (self);
  ask (self);
  refuse (self, 400, "invalid-request", ",\"errors\":[{\"pointer\":\"/ops/0/data/title\",\"detail\":\"no\"}]");
  assert_asks (self, "GET /changes?since=0&limit=100");
  answer (self, 200, "{\"from\":\"0\",\"to\":\"0\",\"head\":\"0\",\"more\":false,\"changes\":[]}");
  assert_asks (self, "POST /changes");
  g_assert_nonnull (strstr (self->request->body, "good"));
  g_assert_null (strstr (self->request->body, "bad"));
  answer (self, 200, "{\"v\":\"" TAG_1 "\",\"replayed\":false}");
  g_assert_null (ask (self));
  g_assert_true (stint_database_count_outbox (self->database, &counts, NULL));
  g_assert_cmpuint (counts.n_parked, ==, 1);
}

static void
a_batch_that_the_server_fails_at_is_halved (Fixture      *self,
                                            gconstpointer unused)
{
  for (int i = 0; i < 4; i++)
    g_free (add_task (self, "t"));
  take_empty_account (self);
  for (int i = 0; i < 8; i++)
    {
      assert_asks (self, "POST /changes");
      assert_stops (self, refuse (self, 500, "internal", ""), STINT_SYNC_PROBLEM_SERVER);
      begin_again (self);
    }
  assert_asks (self, "GET /changes?since=0&limit=100");
  answer (self, 200, "{\"from\":\"0\",\"to\":\"0\",\"head\":\"0\",\"more\":false,\"changes\":[]}");
  assert_asks (self, "GET /changes?since=0&limit=100");
  answer (self, 200, "{\"from\":\"0\",\"to\":\"0\",\"head\":\"0\",\"more\":false,\"changes\":[]}");
  assert_asks (self, "POST /changes");
  {
    guint n = 0;

    for (const char *at = self->request->body; (at = strstr (at, "\"op\":")) != NULL; at++)
      n++;
    g_assert_cmpuint (n, ==, 2);
  }
}

static void
a_full_account_still_gives (Fixture      *self,
                            gconstpointer unused)
{
  g_autofree char *title = NULL;

  g_free (add_task (self, "a"));
  take_empty_account (self);
  ask (self);
  g_assert_cmpint (refuse (self, 403, "full", ""), ==, STINT_ROUND_GO_ON);
  assert_asks (self, "GET /changes?since=0&limit=100");
  answer (self, 200, THEIR_CHANGE (TAG_1, "theirs"));
  g_assert_null (ask (self));
  g_assert_cmpint (stint_round_get_problem (self->round), ==, STINT_SYNC_PROBLEM_FULL);
  title = get_title (self, THEIRS);
  g_assert_cmpstr (title, ==, "theirs");
  g_assert_cmpuint (count_pending (self), ==, 1);
}

static void
answers_that_are_none_delete_nothing (Fixture      *self,
                                      gconstpointer unused)
{
  static const struct
  {
    guint            status;
    const char      *body;
    StintSyncProblem problem;
  } answers[] = {
    { 200, "<html>Please sign in to the airport's network</html>", STINT_SYNC_PROBLEM_OFFLINE },
    { 200, "", STINT_SYNC_PROBLEM_OFFLINE },
    { 200, "{}", STINT_SYNC_PROBLEM_OFFLINE },
    { 200, "[]", STINT_SYNC_PROBLEM_OFFLINE },
    { 200, "{\"from\":\"0\",\"to\":\"" TAG_1 "\",\"head\":\"" TAG_1 "\",\"more\":false,\"changes\":[{\"tag\":\"" TAG_1 "\",\"ops\":[{\"kind\":\"ta",
      STINT_SYNC_PROBLEM_OFFLINE },
    { 200, "{\"from\":\"0\",\"to\":\"" TAG_2 "\",\"head\":\"" TAG_1 "\",\"more\":false,\"changes\":[]}", STINT_SYNC_PROBLEM_OFFLINE },
    { 200, "{\"from\":\"" TAG_3 "\",\"to\":\"" TAG_3 "\",\"head\":\"" TAG_3 "\",\"more\":false,\"changes\":[]}", STINT_SYNC_PROBLEM_OFFLINE },
    { 204, "", STINT_SYNC_PROBLEM_OFFLINE },
    { 302, "", STINT_SYNC_PROBLEM_OFFLINE },
    { 401, "{\"message\":\"Unauthorized\"}", STINT_SYNC_PROBLEM_SIGN_IN },
    { 403, "{\"message\":\"Missing Authentication Token\"}", STINT_SYNC_PROBLEM_ADDRESS },
    { 404, "not found", STINT_SYNC_PROBLEM_ADDRESS },
    { 405, "", STINT_SYNC_PROBLEM_ADDRESS },
    { 408, "", STINT_SYNC_PROBLEM_OFFLINE },
    { 415, "", STINT_SYNC_PROBLEM_ADDRESS },
    { 425, "", STINT_SYNC_PROBLEM_OFFLINE },
    { 429, "", STINT_SYNC_PROBLEM_BUSY },
    { 500, "oops", STINT_SYNC_PROBLEM_SERVER },
    { 502, "", STINT_SYNC_PROBLEM_SERVER },
    { 503, "", STINT_SYNC_PROBLEM_BUSY },
    { 504, "", STINT_SYNC_PROBLEM_SERVER },
  };
  g_autofree char *id = begin_in_sync (self);

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *title = NULL;

      assert_asks (self, "GET /changes?since=" TAG_1 "&limit=100");
      assert_stops (self, answer (self, answers[i].status, answers[i].body), answers[i].problem);
      begin_again (self);
      title = get_title (self, id);
      g_assert_cmpstr (title, ==, "a");
      g_assert_cmpuint (count_pending (self), ==, 0);
    }
}

static void
a_cut_log_means_a_snapshot (Fixture      *self,
                            gconstpointer unused)
{
  g_free (begin_in_sync (self));
  ask (self);
  g_assert_cmpint (refuse (self, 410, "expired", ",\"head\":\"" TAG_3 "\""), ==, STINT_ROUND_GO_ON);
  assert_asks (self, "GET /snapshot");
}

static void
a_snapshot_goes_on_after_a_restart (Fixture      *self,
                                    gconstpointer unused)
{
  const char *page = "{\"head\":\"" TAG_1 "\",\"count\":1,\"records\":[{\"kind\":\"task\",\"id\":\"" THEIRS "\",\"v\":\"" TAG_1 "\","
    "\"deleted\":false,\"data\":{\"title\":\"x\"},\"edits\":{\"x\":1},\"at\":{}}],\"cursor\":\"task." THEIRS "\"}";

  assert_asks (self, "GET /snapshot");
  answer (self, 200, page);
  begin_again (self);
  assert_asks (self, "GET /snapshot?cursor=task." THEIRS);
  answer (self, 200, "{\"head\":\"" TAG_1 "\",\"count\":1,\"records\":[],\"cursor\":null}");
  assert_asks (self, "GET /changes?since=" TAG_1 "&limit=100");
}

static void
what_the_server_lost_goes_up_again (Fixture      *self,
                                    gconstpointer unused)
{
  g_free (begin_in_sync (self));
  ask (self);
  refuse (self, 410, "diverged", ",\"head\":\"" TAG_3 "\"");
  ask (self);
  answer (self, 200, "{\"head\":\"" TAG_3 "\",\"count\":0,\"records\":[],\"cursor\":null}");
  ask (self);
  answer (self, 200, "{\"from\":\"" TAG_3 "\",\"to\":\"" TAG_3 "\",\"head\":\"" TAG_3 "\",\"more\":false,\"changes\":[]}");
  assert_asks (self, "POST /changes");
  g_assert_null (strstr (self->request->body, "\"base\""));
}

static void
an_erased_account_is_asked_about (Fixture      *self,
                                  gconstpointer unused)
{
  g_autofree char *id = begin_in_sync (self);
  g_autofree char *title = NULL;

  ask (self);
  assert_stops (self, refuse (self, 410, "erased", ",\"head\":\"" TAG_3 "\""), STINT_SYNC_PROBLEM_ERASED);
  begin_again (self);
  g_assert_null (ask (self));
  g_assert_cmpint (stint_round_get_problem (self->round), ==, STINT_SYNC_PROBLEM_ERASED);
  title = get_title (self, id);
  g_assert_cmpstr (title, ==, "a");
}

static void
a_hole_in_the_log_is_waited_for (Fixture      *self,
                                 gconstpointer unused)
{
  g_free (begin_in_sync (self));
  ask (self);
  g_assert_cmpint (answer (self, 200, "{\"from\":\"" TAG_1 "\",\"to\":\"" TAG_1 "\",\"head\":\"" TAG_3 "\",\"more\":true,\"changes\":[]}"), ==, STINT_ROUND_WAIT);
  g_assert_cmpint (self->wait_ms, ==, 1000);
}

static void
kinds_of_a_newer_version_are_kept (Fixture      *self,
                                   gconstpointer unused)
{
  take_empty_account (self);
  begin_again (self);
  ask (self);
  g_assert_cmpint (answer (self, 200, "{\"from\":\"0\",\"to\":\"" TAG_1 "\",\"head\":\"" TAG_1 "\",\"more\":false,\"changes\":[{\"tag\":\"" TAG_1
                           "\",\"device\":\"x\",\"ops\":[{\"kind\":\"mood\",\"id\":\"" THEIRS "\",\"v\":\"" TAG_1
                           "\",\"deleted\":false,\"data\":{\"a\":1},\"edits\":{\"x\":1},\"at\":{}}]}]}"), ==, STINT_ROUND_GO_ON);
  g_assert_null (ask (self));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("an-empty-account-and-store-are-in-sync", an_empty_account_and_store_are_in_sync);
  TEST ("one-edit-is-one-pull-and-one-push", one_edit_is_one_pull_and_one_push);
  TEST ("the-first-push-of-an-account-is-where-its-log-begins", the_first_push_of_an_account_is_where_its_log_begins);
  TEST ("what-others-pushed-comes", what_others_pushed_comes);
  TEST ("somebody-in-between-is-pulled-before-the-end", somebody_in_between_is_pulled_before_the_end);
  TEST ("without-an-answer-the-same-bytes-go-out-again", without_an_answer_the_same_bytes_go_out_again);
  TEST ("somebody-first-means-pull-and-a-new-key", somebody_first_means_pull_and_a_new_key);
  TEST ("the-same-refusal-twice-means-a-snapshot", the_same_refusal_twice_means_a_snapshot);
  TEST ("what-is-refused-is-left-and-the-rest-goes-on", what_is_refused_is_left_and_the_rest_goes_on);
  TEST ("a-batch-that-the-server-fails-at-is-halved", a_batch_that_the_server_fails_at_is_halved);
  TEST ("a-full-account-still-gives", a_full_account_still_gives);
  TEST ("answers-that-are-none-delete-nothing", answers_that_are_none_delete_nothing);
  TEST ("a-cut-log-means-a-snapshot", a_cut_log_means_a_snapshot);
  TEST ("a-snapshot-goes-on-after-a-restart", a_snapshot_goes_on_after_a_restart);
  TEST ("what-the-server-lost-goes-up-again", what_the_server_lost_goes_up_again);
  TEST ("an-erased-account-is-asked-about", an_erased_account_is_asked_about);
  TEST ("a-hole-in-the-log-is-waited-for", a_hole_in_the_log_is_waited_for);
  TEST ("kinds-of-a-newer-version-are-kept", kinds_of_a_newer_version_are_kept);

  return g_test_run ();
}
