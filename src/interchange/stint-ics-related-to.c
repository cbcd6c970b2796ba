/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-mapper.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-id.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "interchange/stint-ics-lines.h"

/* The id of the task that a relation names. Returns: (transfer full) */
static char *
dup_other (const char *line)
{
  g_autofree char *id = stint_ics_line_dup_parameter (line, "X-STINT-ID");
  g_autofree char *uid = NULL;

  if (stint_id_is_valid (id))
    return g_steal_pointer (&id);
  uid = stint_ics_text_unescape (stint_ics_line_get_value (line));
  return stint_id_derive ("task", uid);
}

static void
read_parent (StintIcsMapper          *self,
             const StintIcsComponent *component,
             const char              *id,
             const char              *parent,
             GVariantDict            *task)
{
  if (g_variant_dict_contains (task, STINT_TASK_PARENT))
    stint_ics_mapper_note_part (self, component, _("It has several parents; the first of them was kept"));
  else if (!stint_ics_relations_set_parent (self->relations, id, parent))
    stint_ics_mapper_note_part (self, component, _("It is its own parent; the relation was left out"));
  else
    g_variant_dict_insert_value (task, STINT_TASK_PARENT, g_variant_new_string (parent));
}

static void
read_blocker (StintIcsMapper          *self,
              const StintIcsComponent *component,
              const char              *id,
              const char              *blocker,
              GPtrArray               *blockers)
{
  if (g_ptr_array_find_with_equal_func (blockers, blocker, g_str_equal, NULL))
    return;
  if (blockers->len >= STINT_SET_MAX_ELEMENTS)
    stint_ics_mapper_note_part (self, component, _("It waits for more tasks than fit; the first hundred of them were kept"));
  else if (!stint_ics_relations_add_blocker (self->relations, id, blocker))
    stint_ics_mapper_note_part (self, component, _("It waits for itself; the relation was left out"));
  else
    g_ptr_array_add (blockers, g_strdup (blocker));
}

/* Another task says that it is the parent of this one, or of one that was read before. */
static void
read_child (StintIcsMapper          *self,
            const StintIcsComponent *component,
            const char              *id,
            const char              *child)
{
  g_autoptr (GVariant) members = NULL;

  if (strcmp (child, id) == 0)
    stint_ics_mapper_note_part (self, component, _("It is its own parent; the relation was left out"));
  else if (!stint_ics_mapper_is_seen (self, child))
    stint_ics_relations_expect_child (self->relations, child, id);
  else if (stint_ics_relations_has_parent (self->relations, child))
    return;
  else if (!stint_ics_relations_set_parent (self->relations, child, id))
    stint_ics_mapper_note_part (self, component, _("It is its own parent; the relation was left out"));
  else
    {
      members = g_variant_ref_sink (g_variant_new_parsed ("{%s: <%s>}", STINT_TASK_PARENT, id));
      stint_import_sink_push_more (self->sink, STINT_KIND_TASK, child, members);
    }
}

/* Reads all relations of one kind. */
static void
visit (StintIcsMapper          *self,
       const StintIcsComponent *component,
       const char              *id,
       StintIcsRelation         relation,
       GVariantDict            *task,
       GPtrArray               *blockers)
{
  for (guint i = 0; i < component->lines->len; i++)
    {
      const char *line = g_ptr_array_index (component->lines, i);
      g_autofree char *other = stint_ics_line_get_relation (line) == relation ? dup_other (line) : NULL;

      if (other == NULL)
        continue;
      if (relation == STINT_ICS_RELATION_PARENT)
        read_parent (self, component, id, other, task);
      else if (relation == STINT_ICS_RELATION_CHILD)
        read_child (self, component, id, other);
      else
        read_blocker (self, component, id, other, blockers);
    }
}

/**
 * stint_ics_mapper_read_relations:
 * @id: the task's
 *
 * RELATED-TO is the parent, a child, or with DEPENDS-ON (RFC 9253) what must be done before. What would close a loop is left out.
 */
void
stint_ics_mapper_read_relations (StintIcsMapper          *self,
                                 const StintIcsComponent *component,
                                 const char              *id,
                                 GVariantDict            *task)
{
  g_autoptr (GPtrArray) blockers = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *expected = stint_ics_relations_take_child (self->relations, id);

  visit (self, component, id, STINT_ICS_RELATION_PARENT, task, NULL);
  /* Another task has said so; its own word counts more. */
  if (expected != NULL && !g_variant_dict_contains (task, STINT_TASK_PARENT))
    read_parent (self, component, id, expected, task);
  visit (self, component, id, STINT_ICS_RELATION_CHILD, task, NULL);
  visit (self, component, id, STINT_ICS_RELATION_DEPENDS_ON, task, blockers);
  stint_ics_insert_set (task, STINT_TASK_BLOCKERS, blockers);
}
