/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/service/service-fixture.h"

#include <string.h>

#define N_REQUESTS 2000
#define N_IDS 12

/*
 * Two users ask 2,000 random things, with each other's ids, versions, cursors and keys in every place that takes one. What one of them has
 * written bears his mark in title, device and notes; no answer to the other, and no line of the log, may ever hold it.
 */
typedef struct
{
  const char *name;
  const char *mark;
  GPtrArray  *tags;
  GPtrArray  *cursors;
} User;

static char *
pick (GRand     *rand,
      GPtrArray *texts)
{
  return texts->len > 0 ? g_strdup (texts->pdata[g_rand_int_range (rand, 0, texts->len)]) : g_strdup ("0");
}

static char *
pick_id (GRand *rand)
{
  return make_id (g_rand_int_range (rand, 0, N_IDS));
}

static char *
make_op (GRand      *rand,
         const User *me,
         GPtrArray  *tags)
{
  static const char *const kinds[] = { "task", "project", "setting" };
  const char *kind = kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))];
  g_autofree char *id = pick_id (rand);
  g_autofree char *base = pick (rand, tags);
  gboolean based = g_rand_int_range (rand, 0, 3) > 0 && strcmp (base, "0") != 0;

  return g_strdup_printf ("{\"op\":\"%s\",\"kind\":\"%s\",\"id\":\"%s\",%s%s%s\"edits\":{\"%s\":1},"
                          "\"data\":{\"title\":\"%s\",\"name\":\"%s\",\"deadline\":{\"date\":\"2026-11-%02d\"}}}",
                          g_rand_int_range (rand, 0, 5) == 0 ? "delete" : "put", kind, id,
                          based ? "\"base\":\"" : "", based ? base : "", based ? "\"," : "", me->mark, me->mark, me->mark,
                          g_rand_int_range (rand, 1, 30));
}

static char *
make_body (GRand      *rand,
           const User *me,
           GPtrArray  *tags)
{
  g_autoptr (GString) ops = g_string_new (NULL);
  g_autofree char *since = pick (rand, tags);
  int n_ops = g_rand_int_range (rand, 1, 4);

  for (int i = 0; i < n_ops; i++)
    {
      g_autofree char *op = make_op (rand, me, tags);

      if (i > 0)
        g_string_append_c (ops, ',');
      g_string_append (ops, op);
    }
  return g_strdup_printf ("{\"device\":\"%s\",\"name\":\"%s\",\"since\":\"%s\",\"ops\":[%s]}", me->mark, me->mark,
                          g_rand_int_range (rand, 0, 2) == 0 ? since : "0", ops->str);
}

/* What @me sends: with tags and cursors that may be the other's. */
static Answer *
send_something (ServiceFixture *self,
                GRand          *rand,
                const User     *me,
                const User     *whose)
{
  static const char *const keys[] = { "0b1f4c3e-7a90-4d51-9c1f-5d2b1c9e6a77", "0b1f4c3e-7a90-4d51-9c1f-5d2b1c9e6a78" };
  g_autofree char *id = pick_id (rand);
  g_autofree char *tag = pick (rand, whose->tags);
  g_autofree char *cursor = pick (rand, whose->cursors);
  g_autofree char *body = make_body (rand, me, whose->tags);
  g_autofree char *task = g_strdup_printf ("{\"id\":\"%s\",\"data\":{\"title\":\"%s\"}}", id, me->mark);
  g_autofree char *since = g_strconcat ("since=", tag, NULL);
  g_autofree char *at = g_strconcat ("cursor=", cursor, NULL);
  const char *key = g_rand_int_range (rand, 0, 10) == 0 ? keys[g_rand_int_range (rand, 0, 2)] : NULL;
  Sent sent = { .user = me->name, .key = key };

  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
      sent = (Sent) { .user = me->name, .method = "GET", .query = since };
      break;
    case 1:
      sent = (Sent) { .user = me->name, .method = "GET", .query = "since=0&limit=100" };
      break;
    case 2:
      sent = (Sent) { .user = me->name, .method = "GET", .resource = "/snapshot", .query = at };
      break;
    case 3:
      sent = (Sent) { .user = me->name, .method = "GET", .resource = "/snapshot" };
      break;
    case 4:
      sent = (Sent) { .user = me->name, .method = "GET", .resource = "/tasks", .query = "from=2026-11-01&to=2026-11-30" };
      break;
    case 5:
      sent = (Sent) { .user = me->name, .method = "GET", .resource = "/tasks/{id}", .id = id };
      break;
    case 6:
      sent = (Sent) { .user = me->name, .method = "GET", .resource = "/me" };
      break;
    case 7:
      sent.resource = "/tasks";
      sent.body = task;
      break;
    case 8:
      if (g_rand_int_range (rand, 0, 8) == 0)
        sent = (Sent) { .user = me->name, .method = "DELETE", .resource = "/me" }
      ;
      else
        sent.body = body;
      break;
    default:
      sent.body = body;
    }
  return service_fixture_send (self, sent);
}

static void
remember (User   *me,
          Answer *answer)
{
  const char *tag = answer_get (answer, "v");
  const char *cursor = answer_get (answer, "cursor");

  if (answer->status >= 300)
    return;
  if (tag != NULL)
    g_ptr_array_add (me->tags, g_strdup (tag));
  if (cursor != NULL)
    g_ptr_array_add (me->cursors, g_strdup (cursor));
}

static void
test_nothing_leaks (ServiceFixture *self,
                    gconstpointer   data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  User users[2] = { { .name = "eva", .mark = "EvasMark" }, { .name = "tom", .mark = "TomsMark" } };
  int n_shown = 0;
  int n_written = 0;

  g_test_message ("seed %u", seed);
  stint_memory_repository_set_page (STINT_MEMORY_REPOSITORY (self->repository), 5);
  for (int i = 0; i < 2; i++)
    {
      users[i].tags = g_ptr_array_new_with_free_func (g_free);
      users[i].cursors = g_ptr_array_new_with_free_func (g_free);
    }

  for (int i = 0; i < N_REQUESTS; i++)
    {
      int me = g_rand_int_range (rand, 0, 2);
      int whose = g_rand_int_range (rand, 0, 3) == 0 ? 1 - me : me;
      g_autoptr (Answer) answer = send_something (self, rand, &users[me], &users[whose]);

      self->now_ms += g_rand_int_range (rand, 0, 3000);
      g_assert_cmpint (answer->status, !=, 500);
      g_assert_null (strstr (answer->text, users[1 - me].mark));
      g_assert_null (strstr (self->line, "Mark"));
      g_assert_null (strstr (self->line, users[me].name));
      n_shown += strstr (answer->text, users[me].mark) != NULL;
      n_written += answer_get (answer, "v") != NULL;
      remember (&users[me], answer);
    }

  /* Else nothing was tried. */
  g_assert_cmpint (n_written, >, 50);
  g_assert_cmpint (n_shown, >, 100);
  for (int i = 0; i < 2; i++)
    {
      g_ptr_array_unref (users[i].tags);
      g_ptr_array_unref (users[i].cursors);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/service/users/nothing-leaks-in-2000-requests", ServiceFixture, NULL, service_fixture_set_up, test_nothing_leaks,
              service_fixture_tear_down);
  return g_test_run ();
}
