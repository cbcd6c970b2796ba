/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/memory/stint-memory-restore.h"

#include "service/memory/stint-memory-private.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))
#define LOG_DAYS 90
#define ANSWER_DAYS 400

struct _StintMemoryImage
{
  StintMemoryAccount account;
};

/**
 * stint_memory_repository_dup_image:
 *
 * Returns: (transfer full): what @user has now
 */
StintMemoryImage *
stint_memory_repository_dup_image (StintMemoryRepository *self,
                                   const char            *user)
{
  StintMemoryImage *image = g_new0 (StintMemoryImage, 1);

  stint_memory_account_copy (stint_memory_repository_open_account (self, user), &image->account);
  return image;
}

void
stint_memory_image_free (StintMemoryImage *self)
{
  stint_memory_account_clear (&self->account);
  g_free (self);
}

const char *
stint_memory_image_get_tag (const StintMemoryImage *self)
{
  return self->account.head.tag.text;
}

/* The table is as it was then; nothing of it says so. */
void
stint_memory_repository_restore (StintMemoryRepository  *self,
                                 const char             *user,
                                 const StintMemoryImage *image)
{
  StintMemoryAccount *account = stint_memory_repository_open_account (self, user);

  stint_memory_account_clear (account);
  stint_memory_account_copy (&image->account, account);
}

static void
tear_records (StintMemoryAccount       *account,
              const StintMemoryAccount *before,
              GRand                    *rand)
{
  g_autoptr (GPtrArray) torn = g_ptr_array_new_with_free_func (g_free);

  for (GTreeNode *node = g_tree_node_first (account->records); node != NULL; node = g_tree_node_next (node))
    {
      const StintStored *record = g_tree_node_value (node);

      if (g_str_equal (record->version, account->head.tag.text) && g_rand_boolean (rand))
        g_ptr_array_add (torn, g_strdup (g_tree_node_key (node)));
    }

  for (guint i = 0; i < torn->len; i++)
    {
      const char *key = torn->pdata[i];
      const StintStored *was = g_tree_lookup (before->records, key);

      if (was != NULL)
        stint_memory_account_put (account, key, NULL, stint_stored_copy (was));
      else
        stint_memory_account_remove (account, key);
    }
}

/**
 * stint_memory_repository_tear:
 * @before: the table before its last push
 *
 * A point-in-time restore is not transactional: of the last push each item may be there or not.
 */
void
stint_memory_repository_tear (StintMemoryRepository  *self,
                              const char             *user,
                              const StintMemoryImage *before,
                              GRand                  *rand)
{
  StintMemoryAccount *account = stint_memory_repository_open_account (self, user);
  StintMemoryAccount old;

  tear_records (account, &before->account, rand);
  if (g_rand_boolean (rand))
    g_tree_remove (account->log, &account->head.tag.n);
  stint_memory_account_copy (&before->account, &old);
  if (g_rand_boolean (rand))
    {
      GHashTable *answers = account->answers;

      account->answers = old.answers;
      old.answers = answers;
    }
  if (g_rand_boolean (rand))
    account->head = old.head;
  stint_memory_account_clear (&old);
}

/**
 * stint_memory_repository_give_new_head:
 *
 * What `stint-ops restore` does for each user who pushed just before the point: one past everything that is there, with a fresh tag, and
 * counted anew. The hole in the log sends every device to a snapshot (sync.md R14).
 */
void
stint_memory_repository_give_new_head (StintMemoryRepository *self,
                                       const char            *user,
                                       gint64                 now_ms,
                                       GRand                 *rand)
{
  StintMemoryAccount *account = stint_memory_repository_open_account (self, user);
  g_autofree char *key = g_strdup_printf ("%08x%08x", g_rand_int (rand), g_rand_int (rand));
  GTreeNode *last = g_tree_node_last (account->log);
  StintTag top = account->head.tag;
  StintTag tag;

  if (last != NULL && ((const StintLogEntry *) g_tree_node_value (last))->tag.n > top.n)
    top = ((const StintLogEntry *) g_tree_node_value (last))->tag;
  account->head.n_bytes = 0;
  for (GTreeNode *node = g_tree_node_first (account->records); node != NULL; node = g_tree_node_next (node))
    {
      const StintStored *record = g_tree_node_value (node);

      account->head.n_bytes += stint_stored_get_size (record);
      if (stint_tag_parse (record->version, &tag) && tag.n > top.n)
        top = tag;
    }

  stint_tag_init_next (&account->head.tag, &top, key, NULL);
  account->head.n_records = g_tree_nnodes (account->records);
  account->head.written_ms = now_ms;
}

/**
 * stint_memory_repository_expire:
 *
 * What the time to live does: it comes late and in any order, so of what is due each item goes or stays by chance.
 */
void
stint_memory_repository_expire (StintMemoryRepository *self,
                                const char            *user,
                                gint64                 now_ms,
                                GRand                 *rand)
{
  StintMemoryAccount *account = stint_memory_repository_open_account (self, user);
  GTreeNode *node = g_tree_node_first (account->log);
  GHashTableIter iter;
  gpointer value;

  while (node != NULL)
    {
      const StintLogEntry *entry = g_tree_node_value (node);
      gboolean due = entry->written_ms + LOG_DAYS * DAY_MS < now_ms;
      gint64 n = entry->tag.n;

      node = g_tree_node_next (node);
      if (due && g_rand_boolean (rand))
        g_tree_remove (account->log, &n);
    }

  g_hash_table_iter_init (&iter, account->answers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((const StintMemoryAnswer *) value)->written_ms + ANSWER_DAYS * DAY_MS < now_ms && g_rand_boolean (rand))
      g_hash_table_iter_remove (&iter);
}

void
stint_memory_repository_forget_answers (StintMemoryRepository *self,
                                        const char            *user)
{
  g_hash_table_remove_all (stint_memory_repository_open_account (self, user)->answers);
}
