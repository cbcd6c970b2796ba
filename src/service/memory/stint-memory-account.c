/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/memory/stint-memory-private.h"

#include <string.h>

#define DAY_LENGTH 10

static int
compare_text (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  return strcmp (a, b);
}

static int
compare_number (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static void
answer_free (StintMemoryAnswer *self)
{
  g_free (self->hash);
  g_free (self);
}

/* Makes it empty, but for the head. */
void
stint_memory_account_init (StintMemoryAccount *self)
{
  self->records = g_tree_new_full (compare_text, NULL, g_free, (GDestroyNotify) stint_stored_free);
  self->days = g_tree_new_full (compare_text, NULL, g_free, NULL);
  self->day_of_record = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->log = g_tree_new_full (compare_number, NULL, g_free, (GDestroyNotify) stint_log_entry_free);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) answer_free);
  self->devices = g_tree_new_full (compare_text, NULL, NULL, (GDestroyNotify) stint_device_free);
}

void
stint_memory_account_clear (StintMemoryAccount *self)
{
  g_tree_unref (self->days);
  g_tree_unref (self->records);
  g_hash_table_unref (self->day_of_record);
  g_tree_unref (self->log);
  g_hash_table_unref (self->answers);
  g_tree_unref (self->devices);
}

void
stint_memory_account_free (StintMemoryAccount *self)
{
  stint_memory_account_clear (self);
  g_free (self);
}

void
stint_memory_account_remove (StintMemoryAccount *self,
                             const char         *key)
{
  const char *place = g_hash_table_lookup (self->day_of_record, key);

  if (place != NULL)
    {
      g_tree_remove (self->days, place);
      g_hash_table_remove (self->day_of_record, key);
    }
  g_tree_remove (self->records, key);
}

/* @key: "kind.id"; @day: (nullable): under which it is found; @record: (transfer full) */
void
stint_memory_account_put (StintMemoryAccount *self,
                          const char         *key,
                          const char         *day,
                          StintStored        *record)
{
  stint_memory_account_remove (self, key);
  if (day != NULL)
    {
      char *place = g_strconcat (day, "#", record->id, "#", key, NULL);

      g_tree_replace (self->days, g_strdup (place), record);
      g_hash_table_insert (self->day_of_record, g_strdup (key), place);
    }
  g_tree_replace (self->records, g_strdup (key), record);
}

static void
copy_records (const StintMemoryAccount *self,
              StintMemoryAccount       *copy)
{
  for (GTreeNode *node = g_tree_node_first (self->records); node != NULL; node = g_tree_node_next (node))
    {
      const char *key = g_tree_node_key (node);
      const char *place = g_hash_table_lookup (self->day_of_record, key);
      g_autofree char *day = place != NULL ? g_strndup (place, DAY_LENGTH) : NULL;

      stint_memory_account_put (copy, key, day, stint_stored_copy (g_tree_node_value (node)));
    }
}

static void
copy_rest (const StintMemoryAccount *self,
           StintMemoryAccount       *copy)
{
  GHashTableIter iter;
  gpointer key, value;

  for (GTreeNode *node = g_tree_node_first (self->log); node != NULL; node = g_tree_node_next (node))
    g_tree_insert (copy->log, g_memdup2 (g_tree_node_key (node), sizeof (gint64)), stint_log_entry_copy (g_tree_node_value (node)));

  for (GTreeNode *node = g_tree_node_first (self->devices); node != NULL; node = g_tree_node_next (node))
    {
      StintDevice *device = stint_device_copy (g_tree_node_value (node));

      g_tree_insert (copy->devices, device->id, device);
    }

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      StintMemoryAnswer *answer = g_memdup2 (value, sizeof *answer);

      answer->hash = g_strdup (answer->hash);
      g_hash_table_insert (copy->answers, g_strdup (key), answer);
    }
}

/* @copy: (out caller-allocates): shares nothing with @self */
void
stint_memory_account_copy (const StintMemoryAccount *self,
                           StintMemoryAccount       *copy)
{
  *copy = (StintMemoryAccount) { .head = self->head };
  stint_memory_account_init (copy);
  copy_records (self, copy);
  copy_rest (self, copy);
}
