/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-mapper.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "interchange/stint-ics-lines.h"
#include "interchange/stint-import-text.h"

static gboolean
has_value (const StintIcsComponent *component,
           const char              *name,
           const char              *value)
{
  g_autofree char *found = stint_ics_component_dup_value (component, name);

  return found != NULL && g_ascii_strcasecmp (g_strstrip (found), value) == 0;
}

/* A record's id is derived from the UID, unless Stint wrote the file and says which it is. */
static char *
dup_id (const StintIcsComponent *component,
        const char              *what)
{
  g_autofree char *id = stint_ics_component_dup_value (component, "X-STINT-ID");

  return stint_id_is_valid (id) ? g_steal_pointer (&id) : stint_id_derive (what, component->uid);
}

/* The id of a record that has no UID stands for it. */
static void
insert_uid (GVariantDict            *members,
            const StintIcsComponent *component,
            const char              *member,
            const char              *id)
{
  if (strcmp (component->uid, id) != 0)
    g_variant_dict_insert (members, member, "s", component->uid);
}

/* An occurrence cannot be there without its series: it comes in as a task of its own. */
static void
drop_unseen_series (StintIcsMapper          *self,
                    const StintIcsComponent *component,
                    GVariantDict            *task)
{
  g_autofree char *series = NULL;

  if (!g_variant_dict_lookup (task, STINT_TASK_SERIES, "s", &series) || g_hash_table_contains (self->seen, series))
    return;
  g_variant_dict_remove (task, STINT_TASK_SERIES);
  g_variant_dict_remove (task, STINT_TASK_OCCURRENCE);
  stint_ics_mapper_note_part (self, component, _("The series it belongs to is not in the file; it came in as a task of its own"));
}

static void
add_todo (StintIcsMapper          *self,
          const StintIcsComponent *component)
{
  g_autofree char *id = dup_id (component, "task");
  g_auto (GVariantDict) task = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) members = NULL;

  insert_uid (&task, component, STINT_TASK_UID, id);
  stint_ics_mapper_read_fields (self, component, &task);
  stint_ics_mapper_read_todo (self, component, id, &task);
  stint_ics_mapper_read_own (self, component, &task);

  drop_unseen_series (self, component, &task);

  members = stint_ics_mapper_fit (self, component, STINT_KIND_TASK, &task);
  if (members == NULL)
    return;
  stint_import_sink_push (self->sink, STINT_KIND_TASK, id, members);
  if (stint_ics_component_find_line (component, "X-STINT-ID") != NULL)
    g_hash_table_add (self->seen, g_strdup (id));
}

/* Stint writes whether a block is pinned and done; an event of another program was put where it is by hand. */
static GVariant *
make_block (StintIcsMapper          *self,
            const StintIcsComponent *component,
            const char              *id,
            const char              *task_id,
            gboolean                 event)
{
  g_auto (GVariantDict) block = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *done = stint_ics_component_dup_value (component, "X-STINT-DONE");
  const char *reason = NULL;
  StintWhen when;

  if (!stint_ics_mapper_read_when (self, component, &when, &reason))
    {
      g_autofree char *name = stint_ics_component_dup_name (component);

      stint_import_sink_skip (self->sink, component->line, name, reason);
      return NULL;
    }

  insert_uid (&block, component, STINT_BLOCK_UID, id);
  g_variant_dict_insert (&block, STINT_BLOCK_TASK, "s", task_id);
  g_variant_dict_insert_value (&block, STINT_BLOCK_WHEN, stint_when_to_variant (&when));
  if (has_value (component, "X-STINT-PINNED", "FALSE"))
    g_variant_dict_insert (&block, STINT_BLOCK_PINNED, "b", FALSE);
  else if (event || has_value (component, "X-STINT-PINNED", "TRUE"))
    g_variant_dict_insert (&block, STINT_BLOCK_PINNED, "b", TRUE);
  if (done != NULL)
    g_variant_dict_insert_value (&block, STINT_BLOCK_DONE, g_variant_new_parsed ("{'at': <%s>}", done));
  if (!event)
    stint_ics_mapper_read_own (self, component, &block);
  return stint_ics_mapper_fit (self, component, STINT_KIND_BLOCK, &block);
}

/* The task of a VEVENT: of another program's all that it says; of a block of Stint's whose task is not in the file, its title. */
static gboolean
push_event_task (StintIcsMapper          *self,
                 const StintIcsComponent *component,
                 const char              *id,
                 gboolean                 event)
{
  g_auto (GVariantDict) task = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) members = NULL;

  stint_ics_mapper_read_fields (self, component, &task);
  if (event)
    {
      g_variant_dict_insert (&task, STINT_TASK_UID, "s", component->uid);
      stint_ics_mapper_read_own (self, component, &task);
      drop_unseen_series (self, component, &task);
    }

  members = stint_ics_mapper_fit (self, component, STINT_KIND_TASK, &task);
  if (members == NULL)
    return FALSE;
  stint_import_sink_push (self->sink, STINT_KIND_TASK, id, members);
  if (!event)
    g_hash_table_add (self->seen, g_strdup (id));
  return TRUE;
}

static void
add_event (StintIcsMapper          *self,
           const StintIcsComponent *component)
{
  g_autofree char *owner = stint_ics_component_dup_value (component, "X-STINT-TASK");
  gboolean event = !stint_id_is_valid (owner);
  g_autofree char *id = event ? stint_id_derive ("block", component->uid) : dup_id (component, "block");
  g_autofree char *task_id = event ? stint_id_derive ("task", component->uid) : g_strdup (owner);
  g_autoptr (GVariant) block = make_block (self, component, id, task_id, event);

  if (block == NULL)
    return;
  if ((event || !g_hash_table_contains (self->seen, task_id)) && !push_event_task (self, component, task_id, event))
    return;
  stint_import_sink_push (self->sink, STINT_KIND_BLOCK, id, block);
}

static void
add_zone (StintIcsMapper          *self,
          const StintIcsComponent *component)
{
  g_autofree char *tzid = stint_ics_component_dup_value (component, "TZID");
  g_autofree char *location = stint_ics_component_dup_value (component, "X-LIC-LOCATION");

  if (tzid != NULL)
    stint_ics_zones_add (self->zones, tzid, location);
}

/* Why a component is left out though it is whole. */
static const char *
find_reason_to_skip (const StintIcsComponent *component,
                     icalcomponent_kind       kind)
{
  if (kind == ICAL_VJOURNAL_COMPONENT)
    return _("It is a journal entry; tasks and events are read");
  if (kind == ICAL_VFREEBUSY_COMPONENT)
    return _("It is a list of free and busy times; tasks and events are read");
  if (kind != ICAL_VTODO_COMPONENT && kind != ICAL_VEVENT_COMPONENT)
    return _("It is neither a task nor an event");
  if (has_value (component, "STATUS", "CANCELLED"))
    return _("It was cancelled");
  if (stint_ics_component_find_line (component, "RECURRENCE-ID") != NULL)
    return _("Changed occurrences of a repeating event are not read yet");
  return NULL;
}

StintIcsMapper *
stint_ics_mapper_new (const char      *zone,
                      StintImportSink *sink)
{
  StintIcsMapper *self = g_new0 (StintIcsMapper, 1);

  self->zones = stint_ics_zones_new ();
  self->zone = stint_ics_zones_find (self->zones, zone != NULL ? zone : "UTC");
  if (self->zone == NULL)
    self->zone = g_intern_static_string ("UTC");
  self->sink = sink;
  self->projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unknown_zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
stint_ics_mapper_free (StintIcsMapper *self)
{
  stint_ics_zones_free (self->zones);
  g_free (self->project);
  g_hash_table_unref (self->projects);
  g_hash_table_unref (self->unknown_zones);
  g_hash_table_unref (self->parents);
  g_hash_table_unref (self->seen);
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
  g_autofree char *name = NULL;
  icalcomponent_kind kind;
  const char *reason;

  if (component == NULL)
    {
      stint_import_sink_skip (self->sink, line, "", _("It is damaged"));
      return;
    }
  kind = icalcomponent_isa (component->ical);
  if (kind == ICAL_VTIMEZONE_COMPONENT)
    {
      add_zone (self, component);
      return;
    }

  reason = find_reason_to_skip (component, kind);
  if (reason != NULL)
    {
      name = stint_ics_component_dup_name (component);
      stint_import_sink_skip (self->sink, line, name, reason);
    }
  else if (kind == ICAL_VTODO_COMPONENT)
    add_todo (self, component);
  else
    add_event (self, component);
}

/**
 * stint_ics_mapper_note_part:
 *
 * Says that a part of a component did not come in as it was.
 */
void
stint_ics_mapper_note_part (StintIcsMapper          *self,
                            const StintIcsComponent *component,
                            const char              *reason)
{
  g_autofree char *name = stint_ics_component_dup_name (component);

  stint_import_sink_note (self->sink, component->line, name, reason);
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
