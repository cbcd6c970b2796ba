/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-oracle-private.h"

#include "core/stint-block.h"
#include "core/stint-merge-conflict.h"
#include "core/stint-task.h"

static void
thing_free (SyncThing *self)
{
  g_free (self->id);
  g_free (self->name);
  g_array_unref (self->owners);
  g_free (self);
}

static void
value_free (SyncValue *self)
{
  g_free (self->token);
  g_array_unref (self->taken);
  g_free (self);
}

static GArray *
seen_array_new (void)
{
  return g_array_new (FALSE, TRUE, sizeof (SyncSeen));
}

static void
view_free (SyncView *self)
{
  g_array_unref (self->seen);
  g_clear_pointer (&self->kept, g_array_unref);
  g_free (self);
}

static void
batch_free (SyncBatch *self)
{
  g_array_unref (self->things);
  g_array_unref (self->seen);
  g_free (self);
}

SyncOracle *
sync_oracle_new (void)
{
  SyncOracle *self = g_new0 (SyncOracle, 1);

  self->things = g_ptr_array_new_with_free_func ((GDestroyNotify) thing_free);
  self->thing_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->actions = g_array_new (FALSE, TRUE, sizeof (SyncAction));
  self->values = g_hash_table_new (g_str_hash, g_str_equal);
  self->value_list = g_ptr_array_new_with_free_func ((GDestroyNotify) value_free);
  self->deletions = g_array_new (FALSE, TRUE, sizeof (SyncDeletion));
  self->views = g_ptr_array_new_with_free_func ((GDestroyNotify) view_free);
  self->batches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) batch_free);
  self->versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sync_oracle_free (SyncOracle *self)
{
  g_hash_table_unref (self->thing_by_id);
  g_ptr_array_unref (self->things);
  g_array_unref (self->actions);
  g_hash_table_unref (self->values);
  g_ptr_array_unref (self->value_list);
  g_array_unref (self->deletions);
  g_ptr_array_unref (self->views);
  g_hash_table_unref (self->batches);
  g_hash_table_unref (self->versions);
  g_hash_table_unref (self->decided);
  g_free (self);
}

void
sync_seen_add (SyncSeen *self,
               int       action)
{
  self->words[action / 64] |= G_GUINT64_CONSTANT (1) << (action % 64);
}

void
sync_seen_join (SyncSeen       *self,
                const SyncSeen *other)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->words); i++)
    self->words[i] |= other->words[i];
}

/* Returns: whether all of @other is in it */
gboolean
sync_seen_covers (const SyncSeen *self,
                  const SyncSeen *other)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->words); i++)
    if ((other->words[i] & ~self->words[i]) != 0)
      return FALSE;
  return TRUE;
}

/* @seen: (element-type SyncSeen): grows as it must. The pointer holds until it grows again. */
SyncSeen *
sync_oracle_get_seen (GArray *seen,
                      int     thing)
{
  if (seen->len <= (guint) thing)
    g_array_set_size (seen, (guint) thing + 1);
  return &g_array_index (seen, SyncSeen, thing);
}

/* Returns: the number of a thing; -1 if it is none that is followed: an entry of the inbox */
int
sync_oracle_find_thing (SyncOracle *self,
                        StintKind   kind,
                        const char *id)
{
  gpointer number;

  if (kind == STINT_KIND_CONFLICT || !g_hash_table_lookup_extended (self->thing_by_id, id, NULL, &number))
    return -1;
  return GPOINTER_TO_INT (number);
}

static int
add_thing (SyncOracle *self,
           StintKind   kind,
           const char *id)
{
  static const char letters[STINT_N_KINDS] = { 'p', 't', 'b', 's', 'c' };
  SyncThing *thing = g_new0 (SyncThing, 1);

  thing->kind = kind;
  thing->id = g_strdup (id);
  thing->name = g_strdup_printf ("%c%u", letters[kind], ++self->n_of_kind[kind]);
  thing->owners = g_array_new (FALSE, FALSE, sizeof (int));
  g_ptr_array_add (self->things, thing);
  g_hash_table_insert (self->thing_by_id, thing->id, GINT_TO_POINTER (self->things->len - 1));
  return (int) self->things->len - 1;
}

static gboolean
has_owner (const SyncThing *thing,
           int              owner)
{
  for (guint i = 0; i < thing->owners->len; i++)
    if (g_array_index (thing->owners, int, i) == owner)
      return TRUE;
  return FALSE;
}

/* What was done to it counts for its owner, and for the owner's. */
static void
join_owner (SyncOracle *self,
            int         owner,
            SyncSeen   *actions)
{
  SyncThing *thing = self->things->pdata[owner];

  sync_seen_join (&thing->actions, actions);
  for (guint i = 0; i < thing->owners->len; i++)
    join_owner (self, g_array_index (thing->owners, int, i), actions);
}

static void
note_owner (SyncOracle *self,
            int         thing,
            GVariant   *members)
{
  SyncThing *record = self->things->pdata[thing];
  const char *id = NULL;
  int owner;

  if (members == NULL)
    return;
  g_variant_lookup (members, record->kind == STINT_KIND_BLOCK ? STINT_BLOCK_TASK : STINT_TASK_SERIES, "&s", &id);
  owner = id != NULL ? sync_oracle_find_thing (self, STINT_KIND_TASK, id) : -1;
  if (owner < 0 || has_owner (record, owner))
    return;
  g_array_append_val (record->owners, owner);
  join_owner (self, owner, &record->actions);
}

/* Returns: what a record is called in a trace */
const char *
sync_oracle_name (SyncOracle *self,
                  StintKind   kind,
                  const char *id)
{
  int number = sync_oracle_find_thing (self, kind, id);

  return number >= 0 ? ((SyncThing *) self->things->pdata[number])->name : kind == STINT_KIND_CONFLICT ? "entry" : "unknown";
}

int
sync_oracle_add_action (SyncOracle *self,
                        int         device,
                        int         thing,
                        gint64      now_ms)
{
  SyncAction action = { .thing = thing, .device = device, .at_ms = now_ms };

  g_assert_cmpuint (self->actions->len, <, SYNC_MAX_ACTIONS);
  g_array_append_val (self->actions, action);
  return (int) self->actions->len - 1;
}

/* Returns: whether there is no room for what one more step can do */
gboolean
sync_oracle_is_full (SyncOracle *self)
{
  return self->actions->len > SYNC_MAX_ACTIONS - 200;
}

int
sync_oracle_add_device (SyncOracle *self)
{
  SyncView *view = g_new0 (SyncView, 1);

  view->seen = seen_array_new ();
  g_ptr_array_add (self->views, view);
  return (int) self->views->len - 1;
}

static void
lose_actions (SyncOracle *self,
              int         device,
              guint       first)
{
  for (guint i = first; i < self->actions->len; i++)
    {
      SyncAction *action = &g_array_index (self->actions, SyncAction, i);

      if (action->device == device)
        action->lost = TRUE;
    }
}

/* Its disk is gone: what it had not sent cannot be asked for. */
void
sync_oracle_lose_device (SyncOracle *self,
                         int         device)
{
  lose_actions (self, device, 0);
}

/* It has made a backup. */
void
sync_oracle_keep_view (SyncOracle *self,
                       int         device)
{
  SyncView *view = self->views->pdata[device];

  g_clear_pointer (&view->kept, g_array_unref);
  view->kept = g_array_copy (view->seen);
  view->n_kept_actions = self->actions->len;
}

/* It is as its backup was. */
void
sync_oracle_restore_view (SyncOracle *self,
                          int         device)
{
  SyncView *view = self->views->pdata[device];

  g_array_unref (view->seen);
  view->seen = g_array_copy (view->kept);
  lose_actions (self, device, view->n_kept_actions);
}

static void
add_values (SyncOracle *self,
            GPtrArray  *tokens,
            int         thing,
            int         action)
{
  for (guint i = 0; i < tokens->len; i++)
    {
      SyncValue *value;

      value = g_hash_table_lookup (self->values, tokens->pdata[i]);
      if (value != NULL)
        {
          /* Undo writes it again. */
          value->at_ms = g_array_index (self->actions, SyncAction, action).at_ms;
          continue;
        }
      value = g_new0 (SyncValue, 1);
      value->at_ms = g_array_index (self->actions, SyncAction, action).at_ms;
      value->token = g_strdup (tokens->pdata[i]);
      value->thing = thing;
      value->action = action;
      value->removed_by = -1;
      value->taken = g_array_new (FALSE, FALSE, sizeof (int));
      g_ptr_array_add (self->value_list, value);
      g_hash_table_insert (self->values, value->token, value);
    }
}

/* What was there before and is not after: whoever did it saw it. */
static void
take_values (SyncOracle *self,
             GPtrArray  *before,
             GPtrArray  *after,
             int         action,
             gboolean    lives)
{
  for (guint i = 0; i < before->len; i++)
    {
      SyncValue *value = g_hash_table_lookup (self->values, before->pdata[i]);

      if (value == NULL || g_ptr_array_find_with_equal_func (after, before->pdata[i], g_str_equal, NULL))
        continue;
      g_array_append_val (value->taken, action);
      if (lives && g_str_has_prefix (value->token, "tags="))
        value->removed_by = action;
    }
}

/* Of a task, what was seen of its blocks and overrides counts as well. */
static void
see_with_owned (SyncOracle *self,
                SyncView   *view,
                int         thing,
                SyncSeen   *seen)
{
  sync_seen_join (seen, sync_oracle_get_seen (view->seen, thing));
  for (guint i = 0; i < self->things->len; i++)
    if (has_owner (self->things->pdata[i], thing))
      see_with_owned (self, view, (int) i, seen);
}

static void
note_deletion (SyncOracle     *self,
               int             thing,
               int             action,
               const SyncSeen *seen)
{
  SyncDeletion deletion = { .thing = thing, .action = action, .seen = *seen };
  SyncThing *record = self->things->pdata[thing];

  record->n_deletions++;
  g_array_append_val (self->deletions, deletion);
}

static void
note_touch (SyncOracle *self,
            int         thing,
            int         action)
{
  SyncThing *record = self->things->pdata[thing];

  sync_seen_add (&record->actions, action);
  for (guint i = 0; i < record->owners->len; i++)
    join_owner (self, g_array_index (record->owners, int, i), &record->actions);
}

static void
note_settled (SyncOracle       *self,
              int               device,
              const StintDelta *delta,
              gint64            now_ms)
{
  g_autoptr (GPtrArray) lost = sync_tokens_lost (delta->before);
  g_autoptr (GPtrArray) none = sync_tokens_of (NULL);
  int action = sync_oracle_add_action (self, device, -1, now_ms);

  take_values (self, lost, none, action, FALSE);
}

static void
note_delta (SyncOracle       *self,
            int               device,
            const StintDelta *delta,
            const SyncSeen   *seen,
            gint64            now_ms)
{
  g_autoptr (GPtrArray) before = sync_tokens_of (delta->before);
  g_autoptr (GPtrArray) after = sync_tokens_of (delta->after);
  SyncView *view = self->views->pdata[device];
  int thing = sync_oracle_find_thing (self, delta->kind, delta->id);
  int action = sync_oracle_add_action (self, device, thing, now_ms);

  take_values (self, before, after, action, delta->after != NULL);
  add_values (self, after, thing, action);
  if (delta->after == NULL)
    note_deletion (self, thing, action, seen);
  else
    note_touch (self, thing, action);
  if (delta->before == NULL && ((SyncThing *) self->things->pdata[thing])->n_deletions > 0)
    ((SyncThing *) self->things->pdata[thing])->revived = TRUE;
  sync_seen_add (sync_oracle_get_seen (view->seen, thing), action);
}

/* A person did this at @device, and saw what was there before. */
void
sync_oracle_note_change (SyncOracle  *self,
                         int          device,
                         StintChange *change,
                         gint64       now_ms)
{
  guint n = stint_change_get_n_deltas (change);
  g_autofree SyncSeen *seen = g_new0 (SyncSeen, n + 1);
  int thing;

  /* Owners first: a block must find its task. */
  for (StintKind kind = 0; kind < STINT_KIND_CONFLICT; kind++)
    for (guint i = 0; i < n; i++)
      {
        const StintDelta *delta = stint_change_get_delta (change, i);

        if (delta->kind != kind)
          continue;
        thing = sync_oracle_find_thing (self, kind, delta->id);
        if (thing < 0)
          thing = add_thing (self, kind, delta->id);
        see_with_owned (self, self->views->pdata[device], thing, &seen[i]);
        note_owner (self, thing, delta->after);
      }

  for (guint i = 0; i < n; i++)
    {
      const StintDelta *delta = stint_change_get_delta (change, i);

      if (delta->kind == STINT_KIND_CONFLICT)
        note_settled (self, device, delta, now_ms);
      else
        note_delta (self, device, delta, &seen[i], now_ms);
    }
}

/* A person typed on, in the change that was told last: what was typed before is in no change by itself. @members: what was there */
void
sync_oracle_note_typed (SyncOracle *self,
                        GVariant   *members)
{
  g_autoptr (GPtrArray) before = sync_tokens_of (members);
  g_autoptr (GPtrArray) none = sync_tokens_of (NULL);

  take_values (self, before, none, (int) self->actions->len - 1, FALSE);
}

/* A device has put the owner of a living block back by itself: whoever deletes it without having seen that has not seen everything. */
void
sync_oracle_note_repair (SyncOracle *self,
                         int         device,
                         const char *task,
                         gint64      now_ms)
{
  SyncView *view = self->views->pdata[device];
  int thing = sync_oracle_find_thing (self, STINT_KIND_TASK, task);
  int action;

  if (thing < 0 || sync_oracle_is_full (self))
    return;
  action = sync_oracle_add_action (self, device, thing, now_ms);
  note_touch (self, thing, action);
  sync_seen_add (sync_oracle_get_seen (view->seen, thing), action);
}
