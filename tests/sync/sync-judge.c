/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-oracle-private.h"

#include <stdarg.h>

#include "core/stint-block.h"
#include "core/stint-task.h"
#include "wire/stint-json.h"

/**
 * Judge:
 * @living: (element-type utf8): the ids of what lives in the result
 * @owners: (element-type utf8): by the id of what lives, that of its owner
 * @shown: (element-type utf8): the values that are in the result; and what waits on a device, as sync_oracle_judge() has it
 * @inbox: (element-type utf8): those that an entry keeps
 */
typedef struct
{
  SyncOracle  *oracle;
  GHashTable  *living;
  GHashTable  *owners;
  GHashTable  *shown;
  GHashTable  *inbox;
  gboolean     with_undo;
  SyncVerdict *verdict;
} Judge;

const char *
sync_fault_to_string (SyncFault fault)
{
  static const char *const names[SYNC_N_FAULTS] = {
    "lost edit", "zombie", "removed tag back", "diverged", "stuck", "orphan", "parked", "damaged",
  };

  return names[fault];
}

void
sync_verdict_init (SyncVerdict *self)
{
  *self = (SyncVerdict) { .reasons = g_ptr_array_new_with_free_func (g_free) };
}

void
sync_verdict_clear (SyncVerdict *self)
{
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
}

void
sync_verdict_add (SyncVerdict *self,
                  SyncFault    fault,
                  const char  *format,
                  ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  self->n_faults[fault]++;
  g_ptr_array_add (self->reasons, g_strdup_printf ("%s: %s", sync_fault_to_string (fault), text));
}

static gint64
edited_at (SyncOracle *self,
           const char *token)
{
  const SyncValue *value = g_hash_table_lookup (self->values, token);

  return value != NULL ? value->at_ms : -1;
}

/* Whether of two edits of a member the later one was kept. */
void
sync_oracle_count_winner (SyncOracle *self,
                          GVariant   *conflict)
{
  g_autoptr (GPtrArray) lost = sync_tokens_lost (conflict);
  g_autofree char *kept = sync_token_kept (conflict);
  gint64 kept_ms = kept != NULL ? edited_at (self, kept) : -1;
  gint64 lost_ms = lost->len == 1 ? edited_at (self, lost->pdata[0]) : -1;

  if (kept_ms < 0 || lost_ms < 0 || kept_ms == lost_ms)
    return;
  if (kept_ms > lost_ms)
    self->n_later++;
  else
    self->n_earlier++;
}

static void
add_tokens (GHashTable *set,
            GPtrArray  *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    g_hash_table_add (set, g_strdup (tokens->pdata[i]));
}

static void
note_owner (Judge            *self,
            const SyncStored *record,
            GVariant         *data)
{
  const char *owner = NULL;

  if (record->kind == STINT_KIND_BLOCK)
    g_variant_lookup (data, STINT_BLOCK_TASK, "&s", &owner);
  else if (record->kind == STINT_KIND_TASK)
    g_variant_lookup (data, STINT_TASK_SERIES, "&s", &owner);
  if (owner != NULL)
    g_hash_table_insert (self->owners, record->id, g_strdup (owner));
}

static void
read_record (Judge            *self,
             const SyncStored *record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) data = NULL;
  g_autoptr (GPtrArray) tokens = NULL;

  if (record->deleted)
    return;
  data = stint_json_parse (record->data, -1, &error);
  g_assert_no_error (error);
  if (record->kind != STINT_KIND_CONFLICT)
    {
      tokens = sync_tokens_of (data);
      add_tokens (self->shown, tokens);
      g_hash_table_add (self->living, record->id);
      note_owner (self, record, data);
      return;
    }

  tokens = sync_tokens_lost (data);
  add_tokens (self->inbox, tokens);
  self->verdict->n_inbox++;
}

/* What only a lost disk knew of cannot be asked for. */
static gboolean
counts (Judge   *self,
        int      action,
        gboolean if_stored)
{
  const SyncAction *it = &g_array_index (self->oracle->actions, SyncAction, action);

  /* What becomes of an entry of the inbox is not followed. */
  return !it->lost || it->acked || (if_stored && (it->stored || it->thing < 0));
}

static gboolean
was_taken (Judge           *self,
           const SyncValue *value)
{
  for (guint i = 0; i < value->taken->len; i++)
    if (counts (self, g_array_index (value->taken, int, i), TRUE))
      return TRUE;
  return FALSE;
}

/* Whether it was in an entry of the inbox that a person has settled, who saw what became of it. */
static gboolean
was_settled (Judge           *self,
             const SyncValue *value)
{
  for (guint i = 0; i < value->taken->len; i++)
    if (g_array_index (self->oracle->actions, SyncAction, g_array_index (value->taken, int, i)).thing < 0)
      return TRUE;
  return FALSE;
}

static void
judge_value (Judge           *self,
             const SyncValue *value)
{
  SyncOracle *oracle = self->oracle;
  const SyncThing *thing = oracle->things->pdata[value->thing];
  const SyncAction *action = &g_array_index (oracle->actions, SyncAction, value->action);
  gboolean shown = g_hash_table_contains (self->shown, value->token);
  gboolean told = g_hash_table_contains (self->inbox, value->token);
  gboolean was_told = told || was_settled (self, value);

  if (!counts (self, value->action, FALSE))
    return;
  if (shown && !was_told && value->removed_by >= 0 && !self->with_undo && !thing->revived && thing->n_deletions == 0 &&
      !g_array_index (oracle->actions, SyncAction, value->removed_by).lost)
    sync_verdict_add (self->verdict, SYNC_FAULT_TAG_BACK, "%s of %s", value->token, thing->name);
  if (!shown && !told && !was_taken (self, value))
    sync_verdict_add (self->verdict, SYNC_FAULT_LOST, "%s of %s, written at device %c, %s", value->token, thing->name,
                      'A' + action->device, action->acked ? "acknowledged" : "never acknowledged");
}

static void
judge_deletion (Judge              *self,
                const SyncDeletion *deletion)
{
  const SyncThing *thing = self->oracle->things->pdata[deletion->thing];

  if (g_hash_table_contains (self->living, thing->id) && counts (self, deletion->action, FALSE) &&
      sync_seen_covers (&deletion->seen, &thing->actions))
    sync_verdict_add (self->verdict, SYNC_FAULT_ZOMBIE, "%s, deleted at device %c", thing->name,
                      'A' + g_array_index (self->oracle->actions, SyncAction, deletion->action).device);
}

static void
judge_owners (Judge *self)
{
  GHashTableIter iter;
  gpointer id, owner;

  g_hash_table_iter_init (&iter, self->owners);
  while (g_hash_table_iter_next (&iter, &id, &owner))
    if (!g_hash_table_contains (self->living, owner) && !g_hash_table_contains (self->shown, owner))
      sync_verdict_add (self->verdict, SYNC_FAULT_ORPHAN, "%s without its owner %s", (char *) id, (char *) owner);
}

/**
 * sync_oracle_judge:
 * @records: (element-type SyncStored): what the server has at the end
 * @parked: (element-type utf8): ids and values of records that wait on a device for a person, because the server refused them
 * @with_undo: people undid things: then a tag that was removed may be back
 * @verdict: gets what is found
 */
void
sync_oracle_judge (SyncOracle  *self,
                   GPtrArray   *records,
                   GPtrArray   *parked,
                   gboolean     with_undo,
                   SyncVerdict *verdict)
{
  g_autoptr (GHashTable) living = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) inbox = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Judge judge = {
    .oracle = self, .living = living, .owners = owners, .shown = shown, .inbox = inbox, .with_undo = with_undo, .verdict = verdict,
  };

  verdict->n_later += self->n_later;
  verdict->n_earlier += self->n_earlier;
  for (guint i = 0; i < records->len; i++)
    read_record (&judge, records->pdata[i]);
  add_tokens (shown, parked);
  for (guint i = 0; i < self->value_list->len; i++)
    judge_value (&judge, self->value_list->pdata[i]);
  for (guint i = 0; i < self->deletions->len; i++)
    judge_deletion (&judge, &g_array_index (self->deletions, SyncDeletion, i));
  judge_owners (&judge);
}
