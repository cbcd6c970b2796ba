/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-world.h"

#include "core/stint-block.h"
#include "core/stint-task.h"
#include "store/stint-database-private.h"
#include "store/stint-sync-store.h"
#include "sync-oracle-private.h"
#include "sync-picky.h"
#include "wire/stint-json.h"

#define SETTLE_PASSES 60
#define SETTLE_REQUESTS 400

/* Runs rounds until one is over. Returns: whether anything was new to anybody */
static gboolean
finish_round (SyncWorld  *self,
              SyncDevice *device)
{
  gboolean moved = FALSE;

  for (int i = 0; i < SETTLE_REQUESTS; i++)
    {
      SyncStep result = sync_device_step (self, device, SYNC_NET_OK);

      self->now_ms += SYNC_MINUTE_MS;
      if (result == SYNC_STEP_DONE)
        return moved;
      if (result != SYNC_STEP_IDLE)
        moved = TRUE;
      if (result == SYNC_STEP_WAITS && device->wait_until_ms > self->now_ms)
        self->now_ms = device->wait_until_ms;
      if (result == SYNC_STEP_STOPPED)
        return TRUE;
    }
  return TRUE;
}

/* Everyone is on line, the network perfect, until nothing moves. */
void
sync_world_settle (SyncWorld   *self,
                   SyncVerdict *verdict)
{
  gboolean moved = TRUE;

  g_ptr_array_set_size (self->late, 0);
  for (guint i = 0; i < self->devices->len; i++)
    {
      SyncDevice *device = self->devices->pdata[i];

      /* A round that began long ago believes that it is at the head. */
      g_clear_pointer (&device->round, stint_round_free);
      device->online = TRUE;
      sync_device_crash_at (device, 0);
    }
  for (int pass = 0; moved && pass < SETTLE_PASSES; pass++)
    {
      moved = FALSE;
      for (guint i = 0; i < self->devices->len; i++)
        moved = finish_round (self, self->devices->pdata[i]) || moved;
    }
  if (moved)
    sync_verdict_add (verdict, SYNC_FAULT_STUCK, "it never comes to an end");
}

/* Returns: (transfer full) (element-type utf8): the ids of what the server refused, and waits for a person */
static GHashTable *
list_parked (SyncDevice *device)
{
  GHashTable *parked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (StintKind kind = 0; kind < STINT_N_KINDS; kind++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE pending < 0", stint_kind_to_string (kind));
      g_autoptr (StintStatement) statement = stint_statement_new (device->database, sql, "", NULL);

      while (stint_statement_step (statement, NULL))
        g_hash_table_add (parked, g_strdup (stint_statement_get_text (statement, 0)));
    }
  return parked;
}

static char *
dump_device (SyncDevice *device,
             GHashTable *parked)
{
  g_autoptr (GString) dump = g_string_new (NULL);

  for (StintKind kind = 0; kind < STINT_N_KINDS; kind++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT id, data, edits, at FROM %s WHERE deleted = 0 ORDER BY id", stint_kind_to_string (kind));
      g_autoptr (StintStatement) statement = stint_statement_new (device->database, sql, "", NULL);

      while (stint_statement_step (statement, NULL))
        if (!g_hash_table_contains (parked, stint_statement_get_text (statement, 0)))
          g_string_append_printf (dump, "%s %s %s %s\n", stint_statement_get_text (statement, 0), stint_statement_get_text (statement, 1),
                                  stint_statement_get_text (statement, 2), stint_statement_get_text (statement, 3));
    }
  return g_string_free (g_steal_pointer (&dump), FALSE);
}

static char *
dump_server (GPtrArray  *records,
             GHashTable *parked)
{
  g_autoptr (GString) dump = g_string_new (NULL);

  for (StintKind kind = 0; kind < STINT_N_KINDS; kind++)
    for (guint i = 0; i < records->len; i++)
      {
        const SyncStored *record = records->pdata[i];

        if (record->kind == kind && !record->deleted && !g_hash_table_contains (parked, record->id))
          g_string_append_printf (dump, "%s %s %s %s\n", record->id, record->data, record->edits, record->at);
      }
  return g_string_free (g_steal_pointer (&dump), FALSE);
}

/* Which lines are in one only. */
static char *
compare (const char *device,
         const char *server)
{
  g_auto (GStrv) lines = g_strsplit (device, "\n", -1);
  g_auto (GStrv) there = g_strsplit (server, "\n", -1);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) there, lines[i]))
      g_string_append_printf (text, "\n  here  %s", lines[i]);
  for (gsize i = 0; there[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) lines, there[i]))
      g_string_append_printf (text, "\n  there %s", there[i]);
  return g_string_free (text, FALSE);
}

/* Whether the run explains why it is parked: the server dislikes it, or what owns it. @tokens: gets its values */
static gboolean
is_explained (SyncDevice *device,
              GHashTable *parked,
              StintKind   kind,
              const char *id,
              GPtrArray  *tokens)
{
  g_autoptr (StintRecord) record = stint_database_get (device->database, kind, id, NULL);
  g_autoptr (GPtrArray) own = NULL;
  const char *owner;

  if (record == NULL)
    return TRUE;
  own = sync_tokens_of (stint_record_get_data (record));
  for (guint i = 0; i < own->len; i++)
    g_ptr_array_add (tokens, g_strdup (own->pdata[i]));
  owner = stint_record_get_string (record, kind == STINT_KIND_BLOCK ? STINT_BLOCK_TASK : STINT_TASK_SERIES);
  return sync_picky_dislikes (stint_record_get_data (record)) || (owner != NULL && g_hash_table_contains (parked, owner));
}

static void
judge_parked (SyncDevice  *device,
              GHashTable  *parked,
              GPtrArray   *tokens,
              SyncVerdict *verdict)
{
  for (StintKind kind = 0; kind < STINT_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) ids = sync_device_list_living (device, kind);

      for (guint i = 0; i < ids->len; i++)
        {
          if (!g_hash_table_contains (parked, ids->pdata[i]))
            continue;
          if (!is_explained (device, parked, kind, ids->pdata[i], tokens))
            sync_verdict_add (verdict, SYNC_FAULT_PARKED, "%c has %s refused", device->letter, (const char *) ids->pdata[i]);
          g_ptr_array_add (tokens, g_strdup (ids->pdata[i]));
        }
    }
}

static void
judge_device (SyncDevice  *device,
              GPtrArray   *records,
              GPtrArray   *tokens,
              SyncVerdict *verdict)
{
  g_autoptr (GHashTable) parked = list_parked (device);
  g_autofree char *here = dump_device (device, parked);
  g_autofree char *there = dump_server (records, parked);
  g_autofree char *report = NULL;
  g_autoptr (GError) error = NULL;
  StintOutboxCounts counts = { 0 };

  if (!g_str_equal (here, there))
    {
      g_autofree char *difference = compare (here, there);

      sync_verdict_add (verdict, SYNC_FAULT_DIVERGED, "%c:%s", device->letter, difference);
    }
  stint_database_count_outbox (device->database, &counts, &error);
  g_assert_no_error (error);
  judge_parked (device, parked, tokens, verdict);
  if (device->problem != STINT_SYNC_PROBLEM_NONE)
    sync_verdict_add (verdict, SYNC_FAULT_STUCK, "%c stops with problem %d", device->letter, (int) device->problem);
  if (counts.n_pending > 0)
    sync_verdict_add (verdict, SYNC_FAULT_STUCK, "%c has %u records that it does not send", device->letter, counts.n_pending);
  if (!stint_database_check (device->database, &report, &error))
    sync_verdict_add (verdict, SYNC_FAULT_DAMAGED, "%c: %s", device->letter, error->message);
}

/* Asks everything that must hold once everybody is in sync. */
void
sync_world_judge (SyncWorld   *self,
                  SyncVerdict *verdict)
{
  g_autoptr (GPtrArray) records = sync_server_list (self->server, self->now_ms);
  g_autoptr (GPtrArray) parked = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->devices->len; i++)
    judge_device (self->devices->pdata[i], records, parked, verdict);
  sync_oracle_judge (self->oracle, records, parked, self->config->with_undo, verdict);
}
