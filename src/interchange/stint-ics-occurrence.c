/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-mapper.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-id.h"
#include "core/stint-task.h"
#include "interchange/stint-ics-lines.h"
#include "planning/stint-series.h"

/* Members that an occurrence has from its series unless it has its own. */
static const char *const inherited[] = {
  "ical", STINT_TASK_BLOCKERS, STINT_TASK_ESTIMATE, STINT_TASK_NOTES, STINT_TASK_PARENT, STINT_TASK_PRIORITY, STINT_TASK_PROJECT,
  STINT_TASK_REMINDERS, STINT_TASK_TAGS, STINT_TASK_TITLE,
};

/* Which occurrence it is, in the form and zone of its series. */
static gboolean
read_original (StintIcsMapper            *self,
               const StintIcsComponent   *component,
               const StintIcsSeriesFacts *facts,
               StintTime                 *original)
{
  const char *zone = facts->start.zone != NULL ? facts->start.zone : self->zone;

  if (!stint_ics_mapper_read_time (self, component, "RECURRENCE-ID", zone, original))
    return FALSE;
  if (facts->start.date_only)
    *original = stint_time_date (stint_day_of_local (original->local_s + facts->shift_s));
  else if (original->date_only)
    {
      original->local_s += facts->start.local_s;
      original->date_only = FALSE;
    }
  else
    {
      if (original->zone != NULL && facts->start.zone != NULL)
        original->local_s = stint_time_to_local (original, facts->start.zone);
      original->local_s += facts->shift_s;
    }
  original->zone = facts->start.zone;
  return stint_ics_is_in_reach (original->local_s);
}

/* An empty value says that there is none where the series has one; NULL where nothing can say that. */
static GVariant *
make_empty (const char *member)
{
  if (strcmp (member, STINT_TASK_NOTES) == 0)
    return g_variant_new_string ("");
  if (strcmp (member, STINT_TASK_TAGS) == 0 || strcmp (member, STINT_TASK_BLOCKERS) == 0)
    return g_variant_new_strv (NULL, 0);
  if (strcmp (member, STINT_TASK_REMINDERS) == 0)
    return g_variant_new_array (G_VARIANT_TYPE_VARIANT, NULL, 0);
  if (strcmp (member, STINT_TASK_PRIORITY) == 0)
    return g_variant_new_int64 (STINT_PRIORITY_NONE);
  if (strcmp (member, "ical") == 0)
    return g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0);
  return NULL;
}

/* Leaves only what differs from the series. */
static void
subtract_series (GVariantDict *task,
                 GVariant     *series)
{
  for (gsize i = 0; i < G_N_ELEMENTS (inherited); i++)
    {
      const char *member = inherited[i];
      g_autoptr (GVariant) own = g_variant_dict_lookup_value (task, member, NULL);
      g_autoptr (GVariant) theirs = g_variant_lookup_value (series, member, NULL);

      if (own != NULL && theirs != NULL && g_variant_equal (own, theirs))
        g_variant_dict_remove (task, member);
      else if (own == NULL && theirs != NULL)
        {
          GVariant *empty = make_empty (member);

          if (empty != NULL)
            g_variant_dict_insert_value (task, member, empty);
        }
    }
}

static gboolean
is_cancelled (const StintIcsComponent *component)
{
  return stint_ics_component_has_value (component, "STATUS", "CANCELLED");
}

static gboolean
is_for_all_later (const StintIcsComponent *component)
{
  const char *line = stint_ics_component_find_line (component, "RECURRENCE-ID");
  g_autofree char *range = stint_ics_line_dup_parameter (line, "RANGE");

  return range != NULL && g_ascii_strcasecmp (range, "THISANDFUTURE") == 0;
}

/* Writes down for other programs what the occurrence was called, beside what is kept already. */
static void
keep_recurrence_id (GVariantDict            *task,
                    const StintIcsComponent *component)
{
  const char *line = stint_ics_component_find_line (component, "RECURRENCE-ID");
  const char *value = stint_ics_line_get_value (line);
  g_autoptr (GVariant) kept = g_variant_dict_lookup_value (task, "ical", G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantDict) members = G_VARIANT_DICT_INIT (kept);
  g_autoptr (GVariant) sorted = NULL;
  g_autofree char *key = NULL;

  if (value == NULL)
    return;
  key = g_strndup (line, value - 1 - line);
  g_variant_dict_insert_value (&members, key, g_variant_new_string (value));
  sorted = stint_members_sort (g_variant_dict_end (&members));
  g_variant_dict_insert_value (task, "ical", sorted);
}

/* Whether the clock reads the same for both, or they are the same moment. */
static gboolean
is_same_time (const StintTime *a,
              const StintTime *b)
{
  if (a->date_only != b->date_only || (a->zone == NULL) != (b->zone == NULL))
    return FALSE;
  return a->zone == NULL ? a->local_s == b->local_s : stint_time_to_unix (a, NULL) == stint_time_to_unix (b, NULL);
}

static gint64
get_series_minutes (GVariant *series)
{
  g_autoptr (GVariant) repeat = series != NULL ? g_variant_lookup_value (series, STINT_TASK_REPEAT, G_VARIANT_TYPE_VARDICT) : NULL;
  gint64 minutes = 0;

  if (repeat != NULL)
    g_variant_lookup (repeat, "minutes", "x", &minutes);
  return minutes;
}

/* Whether it is where and as long as its series has it. */
static gboolean
is_in_place (const StintIcsSeriesFacts *facts,
             const StintTime           *original,
             const StintWhen           *when)
{
  gint64 minutes = get_series_minutes (facts->members);
  StintWhen expected;

  if (minutes <= 0 || minutes > G_MAXINT || !is_same_time (&when->start, original))
    return FALSE;
  expected = stint_when_new (original, (int) minutes);
  return is_same_time (&when->end, &expected.end);
}

/* What was moved or is of another length has a block of its own; so has one whose series (@original is %NULL) is not there. */
static void
push_block (StintIcsMapper            *self,
            const StintIcsComponent   *component,
            const StintIcsSeriesFacts *facts,
            const StintTime           *original,
            const char                *id)
{
  const char *zone = facts->start.zone != NULL ? facts->start.zone : self->zone;
  g_autofree char *block_id = stint_id_derive ("occurrence-block", id);
  g_autoptr (GVariant) block = NULL;
  const char *reason = NULL;
  StintWhen when;

  if (!stint_ics_mapper_read_when (self, component, zone, &when, &reason))
    {
      stint_ics_mapper_note_part (self, component, reason);
      return;
    }
  if (original != NULL && is_in_place (facts, original, &when) &&
      stint_ics_component_find_line (component, "X-STINT-BLOCK-MEMBERS") == NULL)
    return;
  block = stint_ics_mapper_make_block (self, component, id, &when, NULL);
  if (block != NULL)
    stint_import_sink_push (self->sink, STINT_KIND_BLOCK, block_id, block);
}

/* A task's occurrence is done, or due at another time. */
static void
read_todo_occurrence (StintIcsMapper            *self,
                      const StintIcsComponent   *component,
                      const StintIcsSeriesFacts *facts,
                      const StintTime           *original,
                      GVariantDict              *task)
{
  const char *zone = facts->start.zone != NULL ? facts->start.zone : self->zone;
  StintTime due;

  stint_ics_mapper_read_todo (self, component, task);
  g_variant_dict_remove (task, STINT_TASK_EARLIEST);
  g_variant_dict_remove (task, STINT_TASK_DEADLINE);
  if (!stint_ics_mapper_read_due (self, component, zone, &due))
    {
      if (!stint_ics_mapper_read_time (self, component, "DTSTART", zone, &due))
        return;
      due.local_s += facts->shift_s;
    }
  if (!is_same_time (&due, original))
    g_variant_dict_insert_value (task, STINT_TASK_DEADLINE, stint_time_to_variant (&due));
}

/* Returns: (transfer full): its id, unless Stint wrote the file and says which it is */
static char *
dup_id (const StintIcsComponent *component,
        const char              *series,
        const StintTime         *original)
{
  g_autofree char *id = stint_ics_component_dup_value (component, "X-STINT-ID");

  return stint_id_is_valid (id) ? g_steal_pointer (&id) : stint_series_derive_id (series, original);
}

static void
add_to_series (StintIcsMapper            *self,
               const StintIcsComponent   *component,
               const char                *series,
               const StintIcsSeriesFacts *facts,
               const StintTime           *original)
{
  g_autofree char *id = dup_id (component, series, original);
  g_auto (GVariantDict) task = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) members = NULL;
  gboolean event = stint_ics_component_is (component, "VEVENT");

  if (!is_cancelled (component))
    {
      stint_ics_mapper_read_fields (self, component, &task);
      if (!event)
        {
          read_todo_occurrence (self, component, facts, original, &task);
          stint_ics_mapper_read_relations (self, component, id, &task);
        }
      if (is_for_all_later (component))
        {
          stint_ics_mapper_note_part (self, component, _("It changes all later occurrences as well; here only this one is changed"));
          keep_recurrence_id (&task, component);
        }
      if (facts->members != NULL)
        subtract_series (&task, facts->members);
    }
  else
    g_variant_dict_insert (&task, STINT_TASK_CANCELLED, "b", TRUE);
  g_variant_dict_insert_value (&task, STINT_TASK_SERIES, g_variant_new_string (series));
  g_variant_dict_insert_value (&task, STINT_TASK_OCCURRENCE, stint_time_to_variant (original));
  stint_ics_mapper_read_own (self, component, "X-STINT-MEMBERS", &task);

  members = stint_ics_mapper_fit (self, component, STINT_KIND_TASK, &task);
  if (members == NULL)
    return;
  stint_ics_mapper_push_task (self, id, members);
  if (event && !is_cancelled (component))
    push_block (self, component, facts, original, id);
}

/**
 * stint_ics_occurrence_derive_id:
 * @value: that of its RECURRENCE-ID, as it is written
 *
 * Returns: (transfer full): the id of an occurrence that came in without its series
 */
char *
stint_ics_occurrence_derive_id (const char *uid,
                                const char *value)
{
  g_autofree char *series = stint_id_derive ("task", uid);
  g_autofree char *name = g_strdup_printf ("%s:%s", series, value);

  return stint_id_derive ("occurrence", name);
}

/* One whose series is not there is a task of its own, and knows for other programs which occurrence it was. */
static void
add_alone (StintIcsMapper          *self,
           const StintIcsComponent *component)
{
  const char *value = stint_ics_component_find_value (component, "RECURRENCE-ID");
  g_autofree char *id = stint_ics_occurrence_derive_id (component->uid, value != NULL ? value : "");
  g_auto (GVariantDict) task = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) members = NULL;
  StintIcsSeriesFacts facts = { .start = { .zone = self->zone } };

  g_variant_dict_insert_value (&task, STINT_TASK_UID, g_variant_new_string (component->uid));
  stint_ics_mapper_read_fields (self, component, &task);
  if (stint_ics_component_is (component, "VTODO"))
    {
      stint_ics_mapper_read_todo (self, component, &task);
      stint_ics_mapper_read_relations (self, component, id, &task);
    }
  keep_recurrence_id (&task, component);
  stint_ics_mapper_read_own (self, component, "X-STINT-MEMBERS", &task);
  members = stint_ics_mapper_fit (self, component, STINT_KIND_TASK, &task);
  if (members == NULL)
    return;
  stint_ics_mapper_note_part (self, component, _("The series it belongs to is not in the file; it came in as a task of its own"));
  stint_ics_mapper_push_task (self, id, members);
  if (stint_ics_component_is (component, "VEVENT"))
    push_block (self, component, &facts, NULL, id);
}

/* The id of the series it belongs to. */
static char *
dup_series (const StintIcsComponent *component)
{
  g_autofree char *series = stint_ics_component_dup_value (component, "X-STINT-SERIES");

  return stint_id_is_valid (series) ? g_steal_pointer (&series) : stint_id_derive ("task", component->uid);
}

static void
add_occurrence (StintIcsMapper          *self,
                const StintIcsComponent *component,
                const char              *text,
                gboolean                 may_wait)
{
  g_autofree char *series = dup_series (component);
  StintIcsSeriesFacts facts;
  StintTime original;

  if (stint_ics_series_table_find (self->series, series, &facts))
    {
      if (read_original (self, component, &facts, &original))
        add_to_series (self, component, series, &facts, &original);
      else
        stint_ics_mapper_skip (self, component, _("It does not say which occurrence it is"));
    }
  else if (may_wait && stint_ics_series_table_wait (self->series, series, text, component->line, self->project))
    return;
  else if (is_cancelled (component))
    stint_ics_mapper_skip (self, component, _("It was cancelled"));
  else
    add_alone (self, component);
}

/**
 * stint_ics_mapper_add_occurrence:
 * @component: one with RECURRENCE-ID
 * @text: the same, as it stands in the file
 *
 * An occurrence that was changed holds what differs from its series. One that comes before its series waits for it.
 */
void
stint_ics_mapper_add_occurrence (StintIcsMapper          *self,
                                 const StintIcsComponent *component,
                                 const char              *text)
{
  add_occurrence (self, component, text, TRUE);
}

/**
 * stint_ics_mapper_add_waiting:
 * @series: (nullable): the series that has come; %NULL: none will
 */
void
stint_ics_mapper_add_waiting (StintIcsMapper *self,
                              const char     *series)
{
  g_autoptr (GPtrArray) list = series != NULL ? stint_ics_series_table_take (self->series, series)
                               : stint_ics_series_table_take_all (self->series);
  char *project = self->project;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      StintIcsWaiting *waiting = g_ptr_array_index (list, i);
      g_autoptr (StintIcsComponent) component = stint_ics_component_new (waiting->text, waiting->line);

      self->project = waiting->project;
      add_occurrence (self, component, waiting->text, FALSE);
    }
  self->project = project;
}

/**
 * stint_ics_mapper_add_cancelled:
 * @component: a series
 *
 * For other programs an occurrence that was cancelled is an EXDATE; X-STINT-CANCELLED has the members of its record as JSON.
 */
void
stint_ics_mapper_add_cancelled (StintIcsMapper          *self,
                                const StintIcsComponent *component,
                                const char              *series)
{
  for (guint i = 0; i < component->lines->len; i++)
    {
      const char *line = g_ptr_array_index (component->lines, i);
      g_autoptr (GVariant) object = stint_ics_line_has_name (line, "X-STINT-CANCELLED") ? stint_ics_line_parse_object (line) : NULL;
      g_autoptr (GVariant) occurrence = object != NULL ? g_variant_lookup_value (object, STINT_TASK_OCCURRENCE, NULL) : NULL;
      g_autofree char *given = NULL;
      g_autofree char *id = NULL;
      g_auto (GVariantDict) task = G_VARIANT_DICT_INIT (object);
      g_autoptr (GVariant) members = NULL;
      StintTime original;

      if (occurrence == NULL || !stint_time_from_variant (occurrence, &original, NULL))
        continue;
      given = stint_ics_line_dup_parameter (line, "X-STINT-ID");
      id = stint_id_is_valid (given) ? g_strdup (given) : stint_series_derive_id (series, &original);
      g_variant_dict_insert_value (&task, STINT_TASK_SERIES, g_variant_new_string (series));
      members = stint_ics_mapper_fit (self, component, STINT_KIND_TASK, &task);
      if (members != NULL)
        stint_ics_mapper_push_task (self, id, members);
    }
}
