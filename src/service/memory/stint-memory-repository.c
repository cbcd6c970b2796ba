/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/memory/stint-memory-private.h"

#include "service/stint-problem.h"

#include <string.h>

#define PAGE_RECORDS 500
#define DAY_LENGTH 10

static void stint_memory_repository_repository_init (StintRepositoryInterface *iface);

G_DEFINE_TYPE_WITH_CODE (StintMemoryRepository, stint_memory_repository, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (STINT_TYPE_REPOSITORY, stint_memory_repository_repository_init))

StintMemoryAccount *
stint_memory_repository_open_account (StintMemoryRepository * self,
                                      const char *user)
{
  StintMemoryAccount *account = g_hash_table_lookup (self->accounts, user);

  if (account == NULL)
    {
      account = g_new0 (StintMemoryAccount, 1);
      stint_tag_init_none (&account->head.tag);
      stint_memory_account_init (account);
      g_hash_table_insert (self->accounts, g_strdup (user), account);
    }
  return account;
}

static char *
key_of_op (const StintOp *op)
{
  return stint_cursor_new (NULL, op->record.kind, op->record.id);
}

/* Marks in @conflicts the ops whose record is not at its base. @n_bytes: (out): what the others replace */
static gboolean
find_conflicts (StintMemoryAccount *account,
                const StintPush    *push,
                gboolean           *conflicts,
                gint64             *n_replaced)
{
  gboolean any = FALSE;

  *n_replaced = 0;
  for (guint i = 0; i < push->ops->len; i++)
    {
      const StintOp *op = push->ops->pdata[i];
      g_autofree char *key = key_of_op (op);
      const StintStored *there = g_tree_lookup (account->records, key);

      conflicts[i] = g_strcmp0 (there != NULL ? there->version : NULL, op->base) != 0;
      any = any || conflicts[i];
      if (there != NULL)
        *n_replaced += stint_stored_get_size (there);
    }
  return any;
}

static void
write_record (StintMemoryAccount *account,
              const StintOp      *op,
              const StintTag     *tag)
{
  g_autofree char *key = key_of_op (op);
  StintStored *written = stint_stored_copy (&op->record);

  g_free (written->version);
  written->version = g_strdup (tag->text);
  stint_memory_account_put (account, key, op->day, written);
}

static void
write_device (StintMemoryAccount *account,
              const StintPush    *push,
              const StintTag     *tag,
              gint64              now_ms)
{
  StintDevice *device = g_tree_lookup (account->devices, push->device);

  if (device == NULL)
    {
      device = g_new0 (StintDevice, 1);
      device->id = g_strdup (push->device);
      g_tree_insert (account->devices, device->id, device);
    }
  if (push->device_name != NULL)
    {
      g_free (device->name);
      device->name = g_strdup (push->device_name);
    }
  g_free (device->version);
  device->version = g_strdup (tag->text);
  device->seen_ms = now_ms;
}

static void
write_log (StintMemoryAccount *account,
           const StintPush    *push,
           const StintTag     *tag,
           gint64              now_ms)
{
  StintLogEntry *entry = g_new0 (StintLogEntry, 1);

  entry->tag = *tag;
  entry->previous = account->head.tag;
  entry->device = g_strdup (push->device);
  entry->ops = stint_push_log_ops (push, tag);
  entry->written_ms = now_ms;
  g_tree_insert (account->log, g_memdup2 (&tag->n, sizeof tag->n), entry);
}

static gboolean
check_answer (StintMemoryAccount *account,
              const StintPush    *push,
              StintTag           *tag,
              gboolean           *replayed,
              GError            **error)
{
  const StintMemoryAnswer *answer = g_hash_table_lookup (account->answers, push->key);

  *replayed = answer != NULL;
  if (answer == NULL)
    return TRUE;
  if (strcmp (answer->hash, push->hash) != 0)
    {
      stint_problem_set (error, STINT_PROBLEM_KEY_REUSED, "The Idempotency-Key was used for another request.");
      return FALSE;
    }
  *tag = answer->tag;
  return TRUE;
}

static gboolean
memory_push (StintRepository *repository,
             const StintCall *call,
             const StintPush *push,
             StintTag        *tag,
             gboolean        *replayed,
             GError         **error)
{
  StintMemoryAccount *account = stint_memory_repository_open_account (STINT_MEMORY_REPOSITORY (repository), call->user);
  g_autofree gboolean *conflicts = g_new0 (gboolean, push->ops->len + 1);
  gint64 n_created = stint_push_n_created (push);
  gint64 n_replaced;
  StintMemoryAnswer *answer;

  if (!stint_repository_check_erased (push, &account->head, error) ||
      !check_answer (account, push, tag, replayed, error))
    return FALSE;
  if (*replayed)
    return TRUE;

  stint_tag_init_next (tag, &account->head.tag, push->key, push->body);
  if (g_tree_lookup (account->log, &tag->n) != NULL)
    {
      stint_problem_set (error, STINT_PROBLEM_INCONSISTENT, "The log already holds what shall come next.");
      return FALSE;
    }
  if (find_conflicts (account, push, conflicts, &n_replaced))
    {
      stint_repository_set_conflict (push, conflicts, error);
      return FALSE;
    }
  if (!stint_repository_check_room (&account->head, n_created, stint_push_n_bytes (push) - n_replaced, error))
    return FALSE;

  for (guint i = 0; i < push->ops->len; i++)
    write_record (account, push->ops->pdata[i], tag);
  write_log (account, push, tag, call->now_ms);
  write_device (account, push, tag, call->now_ms);
  answer = g_new0 (StintMemoryAnswer, 1);
  answer->hash = g_strdup (push->hash);
  answer->tag = *tag;
  answer->written_ms = call->now_ms;
  g_hash_table_insert (account->answers, g_strdup (push->key), answer);

  account->head.tag = *tag;
  account->head.n_records += n_created;
  account->head.n_bytes += stint_push_n_bytes (push) - n_replaced;
  account->head.written_ms = call->now_ms;
  return TRUE;
}

static StintLogPage *
memory_pull (StintRepository *repository,
             const StintCall *call,
             const StintTag  *since,
             int              limit,
             GError         **error)
{
  StintMemoryAccount *account = stint_memory_repository_open_account (STINT_MEMORY_REPOSITORY (repository), call->user);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  gint64 first_n = since->n + 1;
  GTreeNode *node = g_tree_lower_bound (account->log, &first_n);

  for (; node != NULL && found->len < (guint) limit; node = g_tree_node_next (node))
    g_ptr_array_add (found, g_tree_node_value (node));

  return stint_log_page_new (found, since, &account->head, call->now_ms, error);
}

static gboolean
memory_read_head (StintRepository *repository,
                  const StintCall *call,
                  StintHead       *head,
                  GError         **error)
{
  *head = stint_memory_repository_open_account (STINT_MEMORY_REPOSITORY (repository), call->user)->head;
  return TRUE;
}

static StintStoredPage *
memory_snapshot (StintRepository *repository,
                 const StintCall *call,
                 const char      *cursor,
                 GError         **error)
{
  StintMemoryRepository *self = STINT_MEMORY_REPOSITORY (repository);
  StintMemoryAccount *account = stint_memory_repository_open_account (self, call->user);
  StintStoredPage *page = stint_stored_page_new ();
  GTreeNode *node = cursor != NULL ? g_tree_upper_bound (account->records, cursor) : g_tree_node_first (account->records);

  for (; node != NULL && page->records->len < self->page_records; node = g_tree_node_next (node))
    {
      g_ptr_array_add (page->records, stint_stored_copy (g_tree_node_value (node)));
      g_free (page->cursor);
      page->cursor = g_strdup (g_tree_node_key (node));
    }
  if (node == NULL)
    g_clear_pointer (&page->cursor, g_free);

  return page;
}

static StintStoredPage *
memory_list_days (StintRepository *repository,
                  const StintCall *call,
                  const char      *from,
                  const char      *to,
                  const char      *cursor,
                  GError         **error)
{
  StintMemoryRepository *self = STINT_MEMORY_REPOSITORY (repository);
  StintMemoryAccount *account = stint_memory_repository_open_account (self, call->user);
  StintStoredPage *page = stint_stored_page_new ();
  g_autofree char *start = g_strdup (from);
  g_autofree char *end = g_strconcat (to, "~", NULL);
  GTreeNode *node;

  if (cursor != NULL)
    {
      g_autofree char *day = NULL;
      const char *id;
      StintKind kind;

      stint_day_cursor_parse (cursor, &day, &kind, &id);
      g_free (start);
      start = g_strdup_printf ("%s#%s#%s.%s", day, id, stint_kind_to_string (kind), id);
    }

  for (node = g_tree_upper_bound (account->days, start); node != NULL; node = g_tree_node_next (node))
    {
      const char *place = g_tree_node_key (node);
      const StintStored *record = g_tree_node_value (node);

      if (strcmp (place, end) > 0)
        return page;
      if (page->records->len == self->page_records)
        {
          const StintStored *last = page->records->pdata[page->records->len - 1];
          g_autofree char *key = stint_cursor_new (NULL, last->kind, last->id);
          g_autofree char *last_day = g_strndup (g_hash_table_lookup (account->day_of_record, key), DAY_LENGTH);

          page->cursor = stint_cursor_new (last_day, last->kind, last->id);
          return page;
        }
      g_ptr_array_add (page->records, stint_stored_copy (record));
    }
  return page;
}

static StintStored *
memory_find (StintRepository *repository,
             const StintCall *call,
             StintKind        kind,
             const char      *id,
             GError         **error)
{
  StintMemoryAccount *account = stint_memory_repository_open_account (STINT_MEMORY_REPOSITORY (repository), call->user);
  g_autofree char *key = stint_cursor_new (NULL, kind, id);
  const StintStored *record = g_tree_lookup (account->records, key);

  if (record != NULL && !record->deleted)
    return stint_stored_copy (record);

  stint_problem_set (error, STINT_PROBLEM_NOT_FOUND, "There is no such record.");
  return NULL;
}

static GPtrArray *
memory_list_devices (StintRepository *repository,
                     const StintCall *call,
                     GError         **error)
{
  StintMemoryAccount *account = stint_memory_repository_open_account (STINT_MEMORY_REPOSITORY (repository), call->user);
  GPtrArray *devices = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_device_free);

  for (GTreeNode *node = g_tree_node_first (account->devices); node != NULL; node = g_tree_node_next (node))
    g_ptr_array_add (devices, stint_device_copy (g_tree_node_value (node)));
  return devices;
}

static gboolean
memory_erase (StintRepository *repository,
              const StintCall *call,
              gint64          *n_deleted,
              gboolean        *more,
              GError         **error)
{
  StintMemoryAccount *account = stint_memory_repository_open_account (STINT_MEMORY_REPOSITORY (repository), call->user);
  g_autofree char *key = g_uuid_string_random ();
  StintTag previous = account->head.tag;

  *n_deleted = g_tree_nnodes (account->records) + g_tree_nnodes (account->log) +
    g_hash_table_size (account->answers) + g_tree_nnodes (account->devices);
  *more = FALSE;
  if (account->head.erased_n == previous.n && previous.n > 0)
    return TRUE;

  stint_memory_account_clear (account);
  stint_memory_account_init (account);
  account->head = (StintHead) { .written_ms = call->now_ms };
  stint_tag_init_next (&account->head.tag, &previous, key, NULL);
  account->head.erased_n = account->head.tag.n;
  return TRUE;
}

static void
stint_memory_repository_finalize (GObject *object)
{
  StintMemoryRepository *self = STINT_MEMORY_REPOSITORY (object);

  g_hash_table_unref (self->accounts);
  G_OBJECT_CLASS (stint_memory_repository_parent_class)->finalize (object);
}

static void
stint_memory_repository_repository_init (StintRepositoryInterface *iface)
{
  iface->push = memory_push;
  iface->pull = memory_pull;
  iface->read_head = memory_read_head;
  iface->snapshot = memory_snapshot;
  iface->list_days = memory_list_days;
  iface->find = memory_find;
  iface->list_devices = memory_list_devices;
  iface->erase = memory_erase;
}

static void
stint_memory_repository_class_init (StintMemoryRepositoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_memory_repository_finalize;
}

static void
stint_memory_repository_init (StintMemoryRepository *self)
{
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) stint_memory_account_free);
  self->page_records = PAGE_RECORDS;
}

/* Returns: (transfer full): a repository that forgets everything with its process */
StintRepository *
stint_memory_repository_new (void)
{
  return g_object_new (STINT_TYPE_MEMORY_REPOSITORY, NULL);
}

/* How many records a page has at most, so that a test need not write hundreds. */
void
stint_memory_repository_set_page (StintMemoryRepository *self,
                                  guint                  n_records)
{
  self->page_records = n_records;
}

void
stint_memory_repository_forget_log (StintMemoryRepository *self,
                                    const char            *user,
                                    gint64                 first_n,
                                    gint64                 last_n)
{
  for (gint64 n = first_n; n <= last_n; n++)
    g_tree_remove (stint_memory_repository_open_account (self, user)->log, &n);
}

void
stint_memory_repository_replace_head (StintMemoryRepository *self,
                                      const char            *user,
                                      const StintHead       *head)
{
  stint_memory_repository_open_account (self, user)->head = *head;
}
