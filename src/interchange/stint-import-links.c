/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-import-links.h"

/* So many links are followed for each new one: nobody has a longer chain, and no file may take longer. */
#define MAX_STEPS 2000

struct _StintImportLinks
{
  GHashTable *targets; /* id → GPtrArray of ids, both interned in @ids */
  GHashTable *ids;
};

StintImportLinks *
stint_import_links_new (void)
{
  StintImportLinks *self = g_new0 (StintImportLinks, 1);

  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
stint_import_links_free (StintImportLinks *self)
{
  g_hash_table_unref (self->targets);
  g_hash_table_unref (self->ids);
  g_free (self);
}

static const char *
keep_id (StintImportLinks *self,
         const char       *id)
{
  const char *kept = g_hash_table_lookup (self->ids, id);

  if (kept == NULL)
    {
      kept = g_strdup (id);
      g_hash_table_add (self->ids, (char *) kept);
    }
  return kept;
}

/* Whether the links lead from @from to @to; also if that cannot be found out in time. */
static gboolean
leads_to (StintImportLinks *self,
          const char       *from,
          const char       *to)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  g_ptr_array_add (open, (gpointer) from);
  while (open->len > 0)
    {
      const char *id = g_ptr_array_steal_index_fast (open, open->len - 1);
      GPtrArray *targets = g_hash_table_lookup (self->targets, id);

      if (g_str_equal (id, to) || g_hash_table_size (seen) >= MAX_STEPS)
        return TRUE;
      if (!g_hash_table_add (seen, (gpointer) id))
        continue;
      for (guint i = 0; targets != NULL && i < targets->len; i++)
        g_ptr_array_add (open, g_ptr_array_index (targets, i));
    }
  return FALSE;
}

/**
 * stint_import_links_add:
 *
 * Returns: %FALSE, and nothing is added, if @to leads back to @from
 */
gboolean
stint_import_links_add (StintImportLinks *self,
                        const char       *from,
                        const char       *to)
{
  GPtrArray *targets;

  if (leads_to (self, to, from))
    return FALSE;
  targets = g_hash_table_lookup (self->targets, from);
  if (targets == NULL)
    {
      targets = g_ptr_array_new ();
      g_hash_table_insert (self->targets, (gpointer) keep_id (self, from), targets);
    }
  g_ptr_array_add (targets, (gpointer) keep_id (self, to));
  return TRUE;
}
