/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/sync-fixture.h"

#include "workspace/stint-workspace-private.h"

typedef struct
{
  guint           id;
  gint64          due_ms;
  GSourceOnceFunc func;
  gpointer        data;
} Waiting;

static gint64
get_ms (gpointer data)
{
  return ((FakeTimers *) data)->now_ms;
}

static guint
add (gpointer        data,
     gint64          ms,
     GSourceOnceFunc func,
     gpointer        user_data)
{
  FakeTimers *self = data;
  Waiting waiting = { ++self->last_id, self->now_ms + ms, func, user_data };

  g_array_append_val (self->waiting, waiting);
  return waiting.id;
}

static void
remove_one (gpointer data,
            guint    id)
{
  FakeTimers *self = data;

  for (guint i = 0; i < self->waiting->len; i++)
    if (g_array_index (self->waiting, Waiting, i).id == id)
      {
        g_array_remove_index (self->waiting, i);
        return;
      }
  g_assert_not_reached ();
}

void
fake_timers_init (FakeTimers *self)
{
  *self = (FakeTimers) {
    .timers = { get_ms, add, remove_one, self },
    .now_ms = 1000000,
    .waiting = g_array_new (FALSE, FALSE, sizeof (Waiting)),
  };
}

void
fake_timers_clear (FakeTimers *self)
{
  g_assert_cmpuint (self->waiting->len, ==, 0);
  g_array_unref (self->waiting);
}

gint64
fake_timers_get_next (FakeTimers *self)
{
  gint64 due_ms = G_MAXINT64;

  for (guint i = 0; i < self->waiting->len; i++)
    due_ms = MIN (due_ms, g_array_index (self->waiting, Waiting, i).due_ms);
  return due_ms == G_MAXINT64 ? -1 : due_ms - self->now_ms;
}

static gboolean
run_due (FakeTimers *self)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      Waiting waiting = g_array_index (self->waiting, Waiting, i);

      if (waiting.due_ms > self->now_ms)
        continue;
      g_array_remove_index (self->waiting, i);
      waiting.func (waiting.data);
      return TRUE;
    }
  return FALSE;
}

void
fake_timers_advance (FakeTimers *self,
                     gint64      ms)
{
  gint64 end_ms = self->now_ms + ms;
  gint64 next_ms = fake_timers_get_next (self);

  while (next_ms >= 0 && self->now_ms + next_ms <= end_ms)
    {
      self->now_ms += next_ms;
      while (run_due (self))
        ;
      next_ms = fake_timers_get_next (self);
    }
  self->now_ms = end_ms;
}

StintStoreAccount *
make_owner (const char *user)
{
  StintStoreAccount *self = g_new0 (StintStoreAccount, 1);

  self->issuer = g_strdup ("https://issuer.example/pool");
  self->client_id = g_strdup ("client");
  self->user = g_strdup (user);
  self->api = g_strdup ("https://api.example/v1");
  self->email = g_strdup_printf ("%s@example.org", user);
  self->connection = g_strdup ("{}");
  return self;
}

static gpointer
bind_job (StintDatabase *database,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return stint_database_write_account (database, data, error) ? g_strdup ("") : NULL;
}

void
bind_now (StintWorkspace *workspace,
          const char     *user)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *done = stint_workspace_run_sync (workspace, bind_job, make_owner (user), (GDestroyNotify) stint_store_account_free,
                                                    g_free, &error);

  g_assert_no_error (error);
}
