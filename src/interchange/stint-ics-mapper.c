/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-mapper.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "interchange/stint-import-text.h"

/* A record's id is derived from the UID, unless Stint wrote the file and says which it is. */
static char *
dup_id (const StintIcsComponent *component,
        const char              *what)
{
  g_autofree char *id = stint_ics_component_dup_value (component, "X-STINT-ID");

  return stint_id_is_valid (id) ? g_steal_pointer (&id) : stint_id_derive (what, component->uid);
}

/* The id of a record that has no UID stands for it. */
static const char *
get_uid (const StintIcsComponent *component,
         const char              *id)
{
  return strcmp (component->uid, id) != 0 ? component->uid : NULL;
}

/* An occurrence cannot be there without its series: it comes in as a task of its own. */
static void
drop_unseen_series (StintIcsMapper          *self,
                    const StintIcsComponent *component,
                    GVariantDict            *task)
{
  g_autofree char *series = NULL;

  if (!g_variant_dict_lookup (task, STINT_TASK_SERIES, "s", &series) || stint_ics_mapper_is_seen (self, series))
    return;
  g_variant_dict_remove (task, STINT_TASK_SERIES);
  g_variant_dict_remove (task, STINT_TASK_OCCURRENCE);
  g_variant_dict_remove (task, STINT_TASK_CANCELLED);
  stint_ics_mapper_note_part (self, component, _("The series it belongs to is not in the file; it came in as a task of its own"));
}

static gboolean
add_task (StintIcsMapper          *self,
          const StintIcsComponent *component,
          const char              *id)
{
  g_auto (GVariantDict) task = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) members = NULL;
  StintIcsSeriesFacts facts = { 0 };
  gboolean repeats;

  if (get_uid (component, id) != NULL)
    g_variant_dict_insert_value (&task, STINT_TASK_UID, g_variant_new_string (component->uid));
  stint_ics_mapper_read_fields (self, component, &task);
  repeats = stint_ics_mapper_read_repeat (self, component, &task, &facts);
  if (stint_ics_component_is (component, "VTODO"))
    {
      stint_ics_mapper_read_todo (self, component, &task);
      stint_ics_mapper_read_relations (self, component, id, &task);
    }
  stint_ics_mapper_read_own (self, component, "X-STINT-MEMBERS", &task);
  drop_unseen_series (self, component, &task);

  members = stint_ics_mapper_fit (self, component, STINT_KIND_TASK, &task);
  if (members == NULL)
    return FALSE;
  stint_ics_mapper_push_task (self, id, members);
  if (!repeats)
    return TRUE;
  facts.members = members;
  stint_ics_series_table_add (self->series, id, &facts);
  stint_ics_mapper_add_cancelled (self, component, id);
  stint_ics_mapper_add_waiting (self, id);
  return TRUE;
}

/* Stint writes whether a block is pinned and done; an event of another program was put where it is by hand. */
GVariant *
stint_ics_mapper_make_block (StintIcsMapper          *self,
                             const StintIcsComponent *component,
                             const char              *task,
                             const StintWhen         *when,
                             const char              *uid)
{
  g_auto (GVariantDict) block = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *done = stint_ics_component_dup_value (component, "X-STINT-DONE");
  gboolean own = stint_ics_component_find_line (component, "X-STINT-TASK") != NULL;

  if (uid != NULL)
    g_variant_dict_insert_value (&block, STINT_BLOCK_UID, g_variant_new_string (uid));
  g_variant_dict_insert_value (&block, STINT_BLOCK_TASK, g_variant_new_string (task));
  g_variant_dict_insert_value (&block, STINT_BLOCK_WHEN, stint_when_to_variant (when));
  if (stint_ics_component_has_value (component, "X-STINT-PINNED", "FALSE"))
    g_variant_dict_insert (&block, STINT_BLOCK_PINNED, "b", FALSE);
  else if (!own || stint_ics_component_has_value (component, "X-STINT-PINNED", "TRUE"))
    g_variant_dict_insert (&block, STINT_BLOCK_PINNED, "b", TRUE);
  if (done != NULL)
    g_variant_dict_insert_value (&block, STINT_BLOCK_DONE, g_variant_new_parsed ("{'at': <%s>}", done));
  stint_ics_mapper_read_own (self, component, own ? "X-STINT-MEMBERS" : "X-STINT-BLOCK-MEMBERS", &block);
  return stint_ics_mapper_fit (self, component, STINT_KIND_BLOCK, &block);
}

/* The task of a block of Stint's that is not in the file: its title. */
static gboolean
add_missing_task (StintIcsMapper          *self,
                  const StintIcsComponent *component,
                  const char              *id)
{
  g_auto (GVariantDict) task = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) members = NULL;

  stint_ics_mapper_read_fields (self, component, &task);
  members = stint_ics_mapper_fit (self, component, STINT_KIND_TASK, &task);
  if (members != NULL)
    stint_ics_mapper_push_task (self, id, members);
  return members != NULL;
}

static void
add_event (StintIcsMapper          *self,
           const StintIcsComponent *component)
{
  g_autofree char *owner = stint_ics_component_dup_value (component, "X-STINT-TASK");
  gboolean event = !stint_id_is_valid (owner);
  g_autofree char *id = event ? stint_id_derive ("block", component->uid) : dup_id (component, "block");
  g_autofree char *task_id = event ? stint_id_derive ("task", component->uid) : g_strdup (owner);
  const char *uid = event ? component->uid : get_uid (component, id);
  g_autoptr (GVariant) block = NULL;
  const char *reason = NULL;
  StintWhen when;

  if (!stint_ics_mapper_read_when (self, component, self->zone, &when, &reason))
    {
      stint_ics_mapper_skip (self, component, reason);
      return;
    }
  block = stint_ics_mapper_make_block (self, component, task_id, &when, uid);
  if (block == NULL)
    return;
  /* Of a block of Stint's only the block is read, unless its task is not in the file. */
  if (event ? add_task (self, component, task_id)
      : stint_ics_mapper_is_seen (self, task_id) || add_missing_task (self, component, task_id))
    stint_import_sink_push (self->sink, STINT_KIND_BLOCK, id, block);
}

static void
add_zone (StintIcsMapper          *self,
          const StintIcsComponent *component)
{
  g_autofree char *tzid = stint_ics_component_dup_value (component, "TZID");
  const char *alike = stint_ics_zones_add (self->zones, component, tzid);
  g_autofree char *name = alike != NULL ? stint_import_text_dup_line (tzid, 80, NULL) : NULL;
  g_autofree char *reason = NULL;

  if (alike == NULL)
    return;
  reason = g_strdup_printf (_("It was taken for the time zone %s, which has the same clock"), alike);
  stint_import_sink_note (self->sink, component->line, name, reason);
}

static void
add_component (StintIcsMapper          *self,
               const StintIcsComponent *component,
               const char              *text)
{
  g_autofree char *id = NULL;

  if (stint_ics_component_find_line (component, "X-STINT-TASK") != NULL && stint_ics_component_is (component, "VEVENT"))
    add_event (self, component);
  else if (stint_ics_component_find_line (component, "RECURRENCE-ID") != NULL)
    stint_ics_mapper_add_occurrence (self, component, text);
  else if (stint_ics_component_is (component, "VTODO") || stint_ics_component_repeats (component))
    {
      id = dup_id (component, "task");
      add_task (self, component, id);
    }
  else
    add_event (self, component);
}

/* Why a component is left out though it is whole. */
static const char *
find_reason_to_skip (const StintIcsComponent *component)
{
  if (stint_ics_component_is (component, "VJOURNAL"))
    return _("It is a journal entry; tasks and events are read");
  if (stint_ics_component_is (component, "VFREEBUSY"))
    return _("It is a list of free and busy times; tasks and events are read");
  if (!stint_ics_component_is (component, "VTODO") && !stint_ics_component_is (component, "VEVENT"))
    return _("It is neither a task nor an event");
  if (stint_ics_component_find_line (component, "RECURRENCE-ID") == NULL && stint_ics_component_has_value (component, "STATUS", "CANCELLED"))
    return _("It was cancelled");
  return NULL;
}

StintIcsMapper *
stint_ics_mapper_new (const char      *zone,
                      StintImportSink *sink)
{
  StintIcsMapper *self = g_new0 (StintIcsMapper, 1);

  self->zones = stint_ics_zones_new (zone);
  self->zone = stint_ics_zones_find (self->zones, zone != NULL ? zone : "UTC");
  if (self->zone == NULL)
    self->zone = g_intern_static_string ("UTC");
  self->sink = sink;
  self->projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unknown_zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = stint_ics_id_map_new ();
  self->relations = stint_ics_relations_new ();
  self->series = stint_ics_series_table_new ();
  return self;
}

void
stint_ics_mapper_free (StintIcsMapper *self)
{
  stint_ics_zones_free (self->zones);
  g_free (self->project);
  g_hash_table_unref (self->projects);
  g_hash_table_unref (self->unknown_zones);
  stint_ics_id_map_free (self->seen);
  stint_ics_relations_free (self->relations);
  stint_ics_series_table_free (self->series);
  g_free (self);
}

/**
 * stint_ics_mapper_set_calendar_name:
 *
 * What follows, of this calendar, goes into a project of that name.
 */
void
stint_ics_mapper_set_calendar_name (StintIcsMapper *self,
                                    const char     *name)
{
  g_autofree char *line = stint_import_text_dup_line (name, STINT_TITLE_MAX_CHARS, NULL);

  g_clear_pointer (&self->project, g_free);
  if (line[0] == '\0')
    return;

  self->project = stint_id_derive ("project", line);
  if (g_hash_table_add (self->projects, g_strdup (self->project)))
    {
      g_autoptr (GVariant) members = g_variant_ref_sink (g_variant_new_parsed ("{%s: <%s>}", STINT_PROJECT_NAME, line));

      stint_import_sink_push (self->sink, STINT_KIND_PROJECT, self->project, members);
    }
}

/**
 * stint_ics_mapper_add:
 * @text: a whole component, unfolded
 *
 * Adds what it is on records to the sink; or says there why it is nothing.
 */
void
stint_ics_mapper_add (StintIcsMapper *self,
                      const char     *text,
                      guint           line)
{
  g_autoptr (StintIcsComponent) component = stint_ics_component_new (text, line);
  const char *reason;

  if (component == NULL)
    {
      stint_import_sink_skip (self->sink, line, "", _("It is damaged"));
      return;
    }
  if (stint_ics_component_is (component, "VTIMEZONE"))
    {
      add_zone (self, component);
      return;
    }

  reason = find_reason_to_skip (component);
  if (reason != NULL)
    stint_ics_mapper_skip (self, component, reason);
  else
    add_component (self, component, text);
}

/**
 * stint_ics_mapper_end:
 *
 * Everything was read: what has waited for something that did not come, comes in without it.
 */
void
stint_ics_mapper_end (StintIcsMapper *self)
{
  guint n = stint_ics_relations_get_n_expected (self->relations);
  g_autofree char *reason = NULL;

  stint_ics_mapper_add_waiting (self, NULL);
  if (n == 0)
    return;
  reason = g_strdup_printf (ngettext ("%u task that is somebody's child is not in the file; the relation was left out",
                                      "%u tasks that are somebody's children are not in the file; the relations were left out", n), n);
  stint_import_sink_note (self->sink, 0, "", reason);
}

void
stint_ics_mapper_note_part (StintIcsMapper          *self,
                            const StintIcsComponent *component,
                            const char              *reason)
{
  g_autofree char *name = stint_ics_component_dup_name (component);

  stint_import_sink_note (self->sink, component->line, name, reason);
}

void
stint_ics_mapper_skip (StintIcsMapper          *self,
                       const StintIcsComponent *component,
                       const char              *reason)
{
  g_autofree char *name = stint_ics_component_dup_name (component);

  stint_import_sink_skip (self->sink, component->line, name, reason);
}

gboolean
stint_ics_mapper_is_seen (StintIcsMapper *self,
                          const char     *task)
{
  return stint_ics_id_map_get (self->seen, stint_ics_id_map_hash (task), NULL);
}

/* From then on there is a task of that id. */
void
stint_ics_mapper_push_task (StintIcsMapper *self,
                            const char     *id,
                            GVariant       *members)
{
  stint_import_sink_push (self->sink, STINT_KIND_TASK, id, members);
  stint_ics_id_map_set (self->seen, stint_ics_id_map_hash (id), 0);
}

/**
 * stint_ics_mapper_fit:
 * @members: what was read; emptied
 *
 * Returns: (transfer full) (nullable): valid members of a record, sorted; %NULL, with the reason in the summary, if they are none
 */
GVariant *
stint_ics_mapper_fit (StintIcsMapper          *self,
                      const StintIcsComponent *component,
                      StintKind                kind,
                      GVariantDict            *members)
{
  g_autofree char *name = stint_ics_component_dup_name (component);

  return stint_import_sink_fit (self->sink, kind, members, "ical", component->line, name);
}
