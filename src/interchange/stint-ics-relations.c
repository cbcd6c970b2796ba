/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-relations.h"

#include "interchange/stint-ics-id-map.h"

#define MAX_GENERATIONS 100
#define MAX_EDGES 200000
/* One search looks at so many tasks, and all of them together at so many. */
#define MAX_VISITED 1000
#define MAX_VISITED_IN_ALL (20 * 1000 * 1000)
#define MAX_EXPECTED 20000

/* What must be done before; @next: the position behind that of the next one of the same task, 0 at the end. */
typedef struct
{
  guint64 blocker;
  guint   next;
} Edge;

struct _StintIcsRelations
{
  StintIcsIdMap *parents;
  StintIcsIdMap *first_edges; /* the position behind that of a task's first edge */
  GArray        *edges;
  GHashTable    *expected;    /* a child's id → its parent's */
  guint          n_visited;
};

StintIcsRelations *
stint_ics_relations_new (void)
{
  StintIcsRelations *self = g_new0 (StintIcsRelations, 1);

  self->parents = stint_ics_id_map_new ();
  self->first_edges = stint_ics_id_map_new ();
  self->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  self->expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
stint_ics_relations_free (StintIcsRelations *self)
{
  stint_ics_id_map_free (self->parents);
  stint_ics_id_map_free (self->first_edges);
  g_array_unref (self->edges);
  g_hash_table_unref (self->expected);
  g_free (self);
}

/**
 * stint_ics_relations_set_parent:
 *
 * Returns: %FALSE if it would be its own ancestor, or have more of them than anybody means
 */
gboolean
stint_ics_relations_set_parent (StintIcsRelations *self,
                                const char        *id,
                                const char        *parent)
{
  guint64 key = stint_ics_id_map_hash (id);
  guint64 first = stint_ics_id_map_hash (parent);
  guint64 ancestor = first;
  int n = 0;

  do
    if (ancestor == key || ++n > MAX_GENERATIONS)
      return FALSE;
  while (stint_ics_id_map_get (self->parents, ancestor, &ancestor));
  stint_ics_id_map_set (self->parents, key, first);
  return TRUE;
}

gboolean
stint_ics_relations_has_parent (StintIcsRelations *self,
                                const char        *id)
{
  return stint_ics_id_map_get (self->parents, stint_ics_id_map_hash (id), NULL);
}

/* Whether @wanted must be done before @from, as far as a short search tells. */
static gboolean
is_before (StintIcsRelations *self,
           guint64            from,
           guint64            wanted)
{
  g_autoptr (StintIcsIdMap) visited = NULL;
  g_autoptr (GArray) stack = NULL;
  guint64 first;
  guint n = 0;

  if (from == wanted)
    return TRUE;
  if (!stint_ics_id_map_get (self->first_edges, from, &first))
    return FALSE;
  visited = stint_ics_id_map_new ();
  stack = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_array_append_val (stack, from);
  while (stack->len > 0 && n++ < MAX_VISITED && self->n_visited++ < MAX_VISITED_IN_ALL)
    {
      guint64 id = g_array_index (stack, guint64, stack->len - 1);

      g_array_set_size (stack, stack->len - 1);
      if (id == wanted)
        return TRUE;
      if (stint_ics_id_map_get (visited, id, NULL) || !stint_ics_id_map_get (self->first_edges, id, &first))
        continue;
      stint_ics_id_map_set (visited, id, 0);
      for (guint i = (guint) first; i != 0; i = g_array_index (self->edges, Edge, i - 1).next)
        g_array_append_val (stack, g_array_index (self->edges, Edge, i - 1).blocker);
    }
  return FALSE;
}

/**
 * stint_ics_relations_add_blocker:
 * @blocker: what must be done before
 *
 * Returns: %FALSE if it would have to be done before itself
 */
gboolean
stint_ics_relations_add_blocker (StintIcsRelations *self,
                                 const char        *id,
                                 const char        *blocker)
{
  guint64 key = stint_ics_id_map_hash (id);
  Edge edge = { stint_ics_id_map_hash (blocker), 0 };
  guint64 first = 0;

  if (is_before (self, edge.blocker, key))
    return FALSE;
  if (self->edges->len >= MAX_EDGES)
    return TRUE;
  stint_ics_id_map_get (self->first_edges, key, &first);
  edge.next = (guint) first;
  g_array_append_val (self->edges, edge);
  stint_ics_id_map_set (self->first_edges, key, self->edges->len);
  return TRUE;
}

/**
 * stint_ics_relations_expect_child:
 *
 * Says whose child a task is that was not read yet. The first who says so is right.
 */
void
stint_ics_relations_expect_child (StintIcsRelations *self,
                                  const char        *child,
                                  const char        *parent)
{
  if (g_hash_table_size (self->expected) < MAX_EXPECTED && !g_hash_table_contains (self->expected, child))
    g_hash_table_insert (self->expected, g_strdup (child), g_strdup (parent));
}

/* Returns: (transfer full) (nullable): the id of its parent, as another task said */
char *
stint_ics_relations_take_child (StintIcsRelations *self,
                                const char        *child)
{
  char *id = NULL;
  char *parent = NULL;

  if (g_hash_table_size (self->expected) > 0)
    g_hash_table_steal_extended (self->expected, child, (gpointer *) &id, (gpointer *) &parent);
  g_free (id);
  return parent;
}

guint
stint_ics_relations_get_n_expected (StintIcsRelations *self)
{
  return g_hash_table_size (self->expected);
}
