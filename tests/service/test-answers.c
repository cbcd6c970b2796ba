/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/service/service-fixture.h"

#include <string.h>

#define ADD(path, test) \
  g_test_add ("/service/answers/" path, ServiceFixture, NULL, service_fixture_set_up, test, service_fixture_tear_down)
#define TAG "1.0123456789abcdef"

/* Returns: (transfer full): the tag of a push of one put */
static char *
push_one (ServiceFixture *self,
          int             n,
          const char     *base,
          const char     *title)
{
  g_autofree char *put = make_put (n, base, title);
  g_autofree char *body = make_push (NULL, put);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = body });

  g_test_message ("%s", answer->text);
  g_assert_cmpint (answer->status, ==, 200);
  return g_strdup (answer_get (answer, "v"));
}

static void
test_push_is_pulled (ServiceFixture *self,
                     gconstpointer   data)
{
  g_autofree char *tag = push_one (self, 1, NULL, "Write");
  g_autofree char *wanted = NULL;
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .method = "GET", .query = "since=0&limit=1" });

  wanted = g_strdup_printf ("{\"from\":\"0\",\"to\":\"%s\",\"head\":\"%s\",\"more\":false,\"changes\":[{\"tag\":\"%s\",\"device\":\"laptop\","
                            "\"ops\":[{\"kind\":\"task\",\"id\":\"01990a70-0000-7000-8000-000000000001\",\"v\":\"%s\",\"deleted\":false,"
                            "\"data\":{\"title\":\"Write\"},\"edits\":{\"laptop\":1},\"at\":{}}]}]}", tag, tag, tag, tag);
  g_assert_cmpint (answer->status, ==, 200);
  g_assert_cmpstr (answer->media_type, ==, "application/json");
  g_assert_cmpstr (answer->text, ==, wanted);
}

static void
test_encoded_body_is_read (ServiceFixture *self,
                           gconstpointer   data)
{
  g_autofree char *put = make_put (1, NULL, "Œuvre");
  g_autofree char *body = make_push (NULL, put);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = body, .encoded = TRUE });

  g_assert_cmpint (answer->status, ==, 200);
}

static void
test_same_request_is_answered_again (ServiceFixture *self,
                                     gconstpointer   data)
{
  g_autofree char *put = make_put (1, NULL, "Write");
  g_autofree char *body = make_push (NULL, put);
  Sent sent = { .body = body, .key = "0b1f4c3e-7a90-4d51-9c1f-5d2b1c9e6a77" };
  g_autoptr (Answer) first = service_fixture_send (self, sent);
  g_autoptr (Answer) again = service_fixture_send (self, sent);

  g_assert_cmpint (again->status, ==, 200);
  g_assert_cmpstr (answer_get (again, "v"), ==, answer_get (first, "v"));
  g_assert_nonnull (strstr (first->text, "\"replayed\":false"));
  g_assert_nonnull (strstr (again->text, "\"replayed\":true"));
}

static void
test_key_with_another_body_is_refused (ServiceFixture *self,
                                       gconstpointer   data)
{
  g_autofree char *one = make_put (1, NULL, "Write");
  g_autofree char *two = make_put (2, NULL, "Write");
  g_autofree char *first_body = make_push (NULL, one);
  g_autofree char *second_body = make_push (NULL, two);
  const char *key = "0b1f4c3e-7a90-4d51-9c1f-5d2b1c9e6a77";
  g_autoptr (Answer) first = service_fixture_send (self, (Sent) { .body = first_body, .key = key });
  g_autoptr (Answer) second = service_fixture_send (self, (Sent) { .body = second_body, .key = key });

  g_assert_cmpint (first->status, ==, 200);
  answer_assert_problem (second, 422, "idempotency-key-reused");
}

static void
test_conflict_names_the_records (ServiceFixture *self,
                                 gconstpointer   data)
{
  g_autofree char *tag = push_one (self, 1, NULL, "Write");
  g_autofree char *put = make_put (1, NULL, "Late");
  g_autofree char *body = make_push (NULL, put);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = body });

  answer_assert_problem (answer, 409, "conflict");
  g_assert_nonnull (strstr (answer->text, "\"records\":[{\"kind\":\"task\",\"id\":\"01990a70-0000-7000-8000-000000000001\"}]"));
}

static void
test_tombstone_is_in_the_snapshot (ServiceFixture *self,
                                   gconstpointer   data)
{
  g_autofree char *tag = push_one (self, 1, NULL, "Write");
  g_autofree char *op = g_strdup_printf ("{\"op\":\"delete\",\"kind\":\"task\",\"id\":\"01990a70-0000-7000-8000-000000000001\","
                                         "\"base\":\"%s\",\"edits\":{\"laptop\":2},\"at\":{\"title\":5}}", tag);
  g_autofree char *body = make_push (tag, op);
  g_autoptr (Answer) gone = service_fixture_send (self, (Sent) { .body = body });
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .method = "GET", .resource = "/snapshot" });
  g_autofree char *wanted = NULL;

  g_assert_cmpint (gone->status, ==, 200);
  wanted = g_strdup_printf ("{\"head\":\"%s\",\"count\":1,\"records\":[{\"kind\":\"task\",\"id\":\"01990a70-0000-7000-8000-000000000001\","
                            "\"v\":\"%s\",\"deleted\":true,\"edits\":{\"laptop\":2},\"at\":{\"title\":5}}],\"cursor\":null}",
                            answer_get (gone, "v"), answer_get (gone, "v"));
  g_assert_cmpstr (answer->text, ==, wanted);
}

static void
test_snapshot_goes_on_at_its_cursor (ServiceFixture *self,
                                     gconstpointer   data)
{
  g_autoptr (Answer) first = NULL;
  g_autoptr (Answer) second = NULL;
  g_autofree char *query = NULL;

  stint_memory_repository_set_page (STINT_MEMORY_REPOSITORY (self->repository), 2);
  for (int n = 1; n <= 3; n++)
    g_free (push_one (self, n, NULL, "Write"));
  first = service_fixture_send (self, (Sent) { .method = "GET", .resource = "/snapshot" });
  g_assert_cmpstr (answer_get (first, "cursor"), ==, "task.01990a70-0000-7000-8000-000000000002");

  query = g_strconcat ("cursor=", answer_get (first, "cursor"), NULL);
  second = service_fixture_send (self, (Sent) { .method = "GET", .resource = "/snapshot", .query = query });
  g_assert_null (answer_get (second, "cursor"));
  g_assert_nonnull (strstr (second->text, "000000000003"));
  g_assert_null (strstr (second->text, "000000000002"));
}

static void
test_forgotten_log_has_expired (ServiceFixture *self,
                                gconstpointer   data)
{
  g_autoptr (Answer) young = NULL;
  g_autoptr (Answer) old = NULL;

  for (int n = 1; n <= 3; n++)
    g_free (push_one (self, n, NULL, "Write"));
  stint_memory_repository_forget_log (STINT_MEMORY_REPOSITORY (self->repository), "eva", 1, 2);

  self->now_ms += 59999;
  young = service_fixture_send (self, (Sent) { .method = "GET", .query = "since=0" });
  g_assert_cmpint (young->status, ==, 200);
  g_assert_nonnull (strstr (young->text, "\"more\":true,\"changes\":[]"));

  self->now_ms += 1;
  old = service_fixture_send (self, (Sent) { .method = "GET", .query = "since=0" });
  answer_assert_problem (old, 410, "expired");
}

static void
test_log_whose_end_was_forgotten_has_expired (ServiceFixture *self,
                                              gconstpointer   data)
{
  g_autofree char *tag = push_one (self, 1, NULL, "Write");
  g_autofree char *last = push_one (self, 2, NULL, "Write");
  g_autofree char *query = g_strconcat ("since=", tag, NULL);
  g_autoptr (Answer) answer = NULL;

  stint_memory_repository_forget_log (STINT_MEMORY_REPOSITORY (self->repository), "eva", 2, 2);
  self->now_ms += 100000;
  answer = service_fixture_send (self, (Sent) { .method = "GET", .query = query });
  answer_assert_problem (answer, 410, "expired");
}

static void
test_cursor_of_another_past_has_diverged (ServiceFixture *self,
                                          gconstpointer   data)
{
  g_autofree char *tag = push_one (self, 1, NULL, "Write");
  g_autoptr (Answer) same = service_fixture_send (self, (Sent) { .method = "GET", .query = "since=" TAG });
  g_autoptr (Answer) ahead = service_fixture_send (self, (Sent) { .method = "GET", .query = "since=7.0123456789abcdef" });

  answer_assert_problem (same, 410, "diverged");
  answer_assert_problem (ahead, 410, "diverged");
}

static void
test_erased_account_says_so (ServiceFixture *self,
                             gconstpointer   data)
{
  g_autofree char *tag = push_one (self, 1, NULL, "Write");
  g_autofree char *query = g_strconcat ("since=", tag, NULL);
  g_autofree char *put = make_put (2, NULL, "Late");
  g_autofree char *body = make_push (tag, put);
  g_autoptr (Answer) erased = service_fixture_send (self, (Sent) { .method = "DELETE", .resource = "/me" });
  g_autoptr (Answer) pulled = service_fixture_send (self, (Sent) { .method = "GET", .query = query });
  g_autoptr (Answer) pushed = service_fixture_send (self, (Sent) { .body = body });

  g_assert_cmpstr (erased->text, ==, "{\"deleted\":4,\"more\":false}");
  answer_assert_problem (pulled, 410, "erased");
  answer_assert_problem (pushed, 410, "erased");
  g_assert_true (g_str_has_prefix (answer_get (pulled, "head"), "2."));
}

static void
test_full_account_takes_no_more (ServiceFixture *self,
                                 gconstpointer   data)
{
  g_autofree char *tag = push_one (self, 1, NULL, "A long title");
  g_autofree char *put = make_put (2, NULL, "One more");
  g_autofree char *shorter = make_put (1, tag, "Short");
  g_autofree char *more_body = make_push (NULL, put);
  g_autofree char *less_body = make_push (NULL, shorter);
  g_autoptr (Answer) more = NULL;
  g_autoptr (Answer) less = NULL;
  StintCall call = { .user = "eva" };
  StintHead head;

  stint_repository_read_head (self->repository, &call, &head, NULL);
  head.n_records = GPOINTER_TO_INT (data) == 0 ? STINT_ACCOUNT_MAX_RECORDS : head.n_records;
  head.n_bytes = GPOINTER_TO_INT (data) == 0 ? head.n_bytes : STINT_ACCOUNT_MAX_BYTES;
  stint_memory_repository_replace_head (STINT_MEMORY_REPOSITORY (self->repository), "eva", &head);
  more = service_fixture_send (self, (Sent) { .body = more_body });
  less = service_fixture_send (self, (Sent) { .body = less_body });
  answer_assert_problem (more, 403, "full");
  g_assert_cmpint (less->status, ==, 200);
}

static void
test_table_restored_in_part_is_inconsistent (ServiceFixture *self,
                                             gconstpointer   data)
{
  g_autofree char *first = push_one (self, 1, NULL, "Write");
  StintCall call = { .user = "eva" };
  StintHead head;
  g_autofree char *last = NULL;
  g_autofree char *put = make_put (3, NULL, "Write");
  g_autofree char *body = make_push (NULL, put);
  g_autoptr (Answer) answer = NULL;

  stint_repository_read_head (self->repository, &call, &head, NULL);
  last = push_one (self, 2, NULL, "Write");
  stint_memory_repository_replace_head (STINT_MEMORY_REPOSITORY (self->repository), "eva", &head);
  answer = service_fixture_send (self, (Sent) { .body = body });
  answer_assert_problem (answer, 500, "inconsistent");
  g_assert_nonnull (strstr (self->line, "\"PushInconsistent\":1"));
}

static void
test_task_is_made_found_and_listed (ServiceFixture *self,
                                    gconstpointer   data)
{
  Sent sent = {
    .resource = "/tasks", .key = "0b1f4c3e-7a90-4d51-9c1f-5d2b1c9e6a77",
    .body = "{\"data\":{\"title\":\"Report\",\"deadline\":{\"time\":\"2026-11-27T17:00:00\",\"zone\":\"Europe/Madrid\"}}}",
  };
  g_autoptr (Answer) made = service_fixture_send (self, sent);
  g_autoptr (Answer) again = service_fixture_send (self, sent);
  g_autoptr (Answer) found = service_fixture_send (self, (Sent) {
    .method = "GET", .resource = "/tasks/{id}", .id = answer_get (made, "id"),
  });
  g_autoptr (Answer) listed = service_fixture_send (self, (Sent) {
    .method = "GET", .resource = "/tasks", .query = "from=2026-11-27&to=2026-11-27",
  });
  g_autoptr (Answer) other_day = service_fixture_send (self, (Sent) {
    .method = "GET", .resource = "/tasks", .query = "from=2026-11-28&to=2026-12-27",
  });

  g_assert_cmpint (made->status, ==, 201);
  g_assert_cmpint (again->status, ==, 200);
  g_assert_cmpstr (again->text, ==, made->text);
  g_assert_cmpint (found->status, ==, 200);
  g_assert_nonnull (strstr (found->text, "\"edits\":{\"api\":1}"));
  g_assert_nonnull (strstr (listed->text, found->text));
  g_assert_cmpstr (other_day->text, ==, "{\"records\":[],\"cursor\":null}");
}

static void
test_task_keeps_the_id_it_is_given (ServiceFixture *self,
                                    gconstpointer   data)
{
  Sent sent = { .resource = "/tasks", .body = "{\"id\":\"01990a70-0000-7000-8000-000000000009\",\"data\":{\"title\":\"x\"}}" };
  g_autoptr (Answer) made = service_fixture_send (self, sent);
  g_autoptr (Answer) again = service_fixture_send (self, sent);

  g_assert_cmpstr (answer_get (made, "id"), ==, "01990a70-0000-7000-8000-000000000009");
  answer_assert_problem (again, 409, "conflict");
}

static void
test_missing_and_deleted_tasks_are_not_found (ServiceFixture *self,
                                              gconstpointer   data)
{
  g_autofree char *id = make_id (1);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .method = "GET", .resource = "/tasks/{id}", .id = id });

  answer_assert_problem (answer, 404, "not-found");
}

static void
test_me_tells_devices_and_limits (ServiceFixture *self,
                                  gconstpointer   data)
{
  g_autofree char *tag = push_one (self, 1, NULL, "Write");
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .method = "GET", .resource = "/me" });
  g_autofree char *wanted = g_strdup_printf (
    "{\"head\":\"%s\",\"count\":1,\"bytes\":31,\"devices\":[{\"id\":\"laptop\",\"seen\":\"2026-11-18T11:06:40Z\",\"v\":\"%s\"}],"
    "\"limits\":{\"records\":100000,\"bytes\":209715200,\"ops\":90,\"bodyBytes\":262144,\"recordBytes\":16384}}", tag, tag);

  g_assert_cmpstr (answer->text, ==, wanted);
}

static void
test_line_of_the_log_names_nobody (ServiceFixture *self,
                                   gconstpointer   data)
{
  g_autofree char *put = make_put (1, NULL, "Secret");
  g_autofree char *body = make_push (NULL, put);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = body });

  g_assert_cmpstr (self->line, ==,
                   "{\"_aws\":{\"Timestamp\":1795000000000,\"CloudWatchMetrics\":[{\"Namespace\":\"Stint\",\"Dimensions\":[[\"Service\"]],"
                   "\"Metrics\":[{\"Name\":\"ColdStart\",\"Unit\":\"Count\"},{\"Name\":\"PushOk\",\"Unit\":\"Count\"}]}]},"
                   "\"Service\":\"sync\",\"ColdStart\":1,\"PushOk\":1,\"requestId\":\"r-1\",\"route\":\"POST /changes\",\"status\":200}");
}

static const struct
{
  const char *path;
  int         status;
  const char *problem;
  Sent        sent;
} refused[] = {
  { "no-user", 401, "no-user", { .method = "GET", .user = "#" } },
  { "user-with-separator", 401, "no-user", { .method = "GET", .user = "eva#META" } },
  { "another-client", 403, "client", { .method = "GET", .client_id = "another" } },
  { "no-client", 403, "client", { .method = "GET", .client_id = "" } },
  { "old-version", 426, "client-too-old", { .method = "GET", .version = "0.0.9" } },
  { "old-version-with-name", 426, "client-too-old", { .method = "GET", .version = "stint/0.0.9" } },
  { "version-is-no-version", 400, "invalid-request", { .method = "GET", .version = "new" } },
  { "unknown-address", 404, "not-found", { .method = "GET", .resource = "/nothing" } },
  { "assist-in-sync", 404, "not-found", { .resource = "/assist" } },
  { "unknown-method", 405, "method-not-allowed", { .method = "PUT" } },
  { "since-is-no-tag", 400, "invalid-request", { .method = "GET", .query = "since=1" } },
  { "since-has-leading-zero", 400, "invalid-request", { .method = "GET", .query = "since=01.0123456789abcdef" } },
  { "since-is-upper-case", 400, "invalid-request", { .method = "GET", .query = "since=1.0123456789ABCDEF" } },
  { "since-is-too-large", 400, "invalid-request", { .method = "GET", .query = "since=1000000000000.0123456789abcdef" } },
  { "limit-is-0", 400, "invalid-request", { .method = "GET", .query = "limit=0" } },
  { "limit-is-101", 400, "invalid-request", { .method = "GET", .query = "limit=101" } },
  { "limit-is-no-number", 400, "invalid-request", { .method = "GET", .query = "limit=5x" } },
  { "cursor-is-a-key", 400, "invalid-request", { .method = "GET", .resource = "/snapshot", .query = "cursor=E#task#1" } },
  { "cursor-of-unknown-kind", 400, "invalid-request",
    { .method = "GET", .resource = "/snapshot", .query = "cursor=tasks.01990a70-0000-7000-8000-000000000001" } },
  { "days-are-missing", 400, "invalid-request", { .method = "GET", .resource = "/tasks" } },
  { "day-is-no-day", 400, "invalid-request", { .method = "GET", .resource = "/tasks", .query = "from=2026-02-30&to=2026-03-01" } },
  { "days-are-backwards", 400, "invalid-request", { .method = "GET", .resource = "/tasks", .query = "from=2026-03-02&to=2026-03-01" } },
  { "days-are-too-many", 400, "invalid-request", { .method = "GET", .resource = "/tasks", .query = "from=2026-01-01&to=2027-01-02" } },
  { "cursor-of-another-day", 400, "invalid-request",
    { .method = "GET", .resource = "/tasks",
      .query = "from=2026-03-01&to=2026-03-02&cursor=2026-03-03.task.01990a70-0000-7000-8000-000000000001" } },
  { "task-id-is-no-id", 400, "invalid-request", { .method = "GET", .resource = "/tasks/{id}", .id = "1" } },
  { "key-is-missing", 400, "invalid-request", { .body = "{}", .key = "" } },
  { "key-is-no-uuid", 400, "invalid-request", { .body = "{}", .key = "1" } },
  { "body-is-a-form", 415, "media-type", { .body = "a=b", .media_type = "application/x-www-form-urlencoded" } },
};

static void
test_request_is_refused (ServiceFixture *self,
                         gconstpointer   data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (Answer) answer = service_fixture_send (self, refused[i].sent);

  answer_assert_problem (answer, refused[i].status, refused[i].problem);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("push-is-pulled", test_push_is_pulled);
  ADD ("encoded-body-is-read", test_encoded_body_is_read);
  ADD ("same-request-is-answered-again", test_same_request_is_answered_again);
  ADD ("key-with-another-body-is-refused", test_key_with_another_body_is_refused);
  ADD ("conflict-names-the-records", test_conflict_names_the_records);
  ADD ("tombstone-is-in-the-snapshot", test_tombstone_is_in_the_snapshot);
  ADD ("snapshot-goes-on-at-its-cursor", test_snapshot_goes_on_at_its_cursor);
  ADD ("forgotten-log-has-expired", test_forgotten_log_has_expired);
  ADD ("log-whose-end-was-forgotten-has-expired", test_log_whose_end_was_forgotten_has_expired);
  ADD ("cursor-of-another-past-has-diverged", test_cursor_of_another_past_has_diverged);
  ADD ("erased-account-says-so", test_erased_account_says_so);
  ADD ("account-full-of-records-takes-no-more", test_full_account_takes_no_more);
  g_test_add ("/service/answers/account-full-of-bytes-takes-no-more", ServiceFixture, GINT_TO_POINTER (1), service_fixture_set_up,
              test_full_account_takes_no_more, service_fixture_tear_down);
  ADD ("table-restored-in-part-is-inconsistent", test_table_restored_in_part_is_inconsistent);
  ADD ("task-is-made-found-and-listed", test_task_is_made_found_and_listed);
  ADD ("task-keeps-the-id-it-is-given", test_task_keeps_the_id_it_is_given);
  ADD ("missing-and-deleted-tasks-are-not-found", test_missing_and_deleted_tasks_are_not_found);
  ADD ("me-tells-devices-and-limits", test_me_tells_devices_and_limits);
  ADD ("line-of-the-log-names-nobody", test_line_of_the_log_names_nobody);

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/service/answers/refused/", refused[i].path, NULL);

      g_test_add (path, ServiceFixture, GSIZE_TO_POINTER (i), service_fixture_set_up, test_request_is_refused,
                  service_fixture_tear_down);
    }

  return g_test_run ();
}
