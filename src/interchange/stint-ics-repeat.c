/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-mapper.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "interchange/stint-ics-lines.h"
#include "interchange/stint-import-text.h"
#include "planning/stint-recurrence-rule.h"
#include "planning/stint-recurrence-sieve.h"

#define BLOCK_MAX_MIN (STINT_BLOCK_MAX_S / 60)
#define EVENT_WITHOUT_LENGTH_MIN 15
/* What has no rule, but dates that are added, is once by itself. */
#define RULE_ONCE "FREQ=DAILY;COUNT=1"

static gboolean
has_moment (const StintIcsComponent *component,
            const char              *name)
{
  const char *value = stint_ics_component_find_value (component, name);
  StintIcsMoment moment;

  return value != NULL && stint_ics_value_parse_moment (value, &moment);
}

/* Whether it is a series: something says how it repeats, and from when on. */
gboolean
stint_ics_component_repeats (const StintIcsComponent *component)
{
  if (stint_ics_component_find_line (component, "RECURRENCE-ID") != NULL ||
      (stint_ics_component_find_value (component, "RRULE") == NULL && stint_ics_component_find_value (component, "RDATE") == NULL))
    return FALSE;
  return has_moment (component, "DTSTART") || (stint_ics_component_is (component, "VTODO") && has_moment (component, "DUE"));
}

/* UTC has no daylight saving: an event at 8:00 UTC every week stays there, whatever the clock in the zone of the plan does. */
static const char *
get_utc (void)
{
  return g_intern_static_string ("UTC");
}

static gboolean
has_lists (const StintRecurrenceRule *rule)
{
  for (int part = 0; part < STINT_N_BY_PARTS; part++)
    if (rule->by[part] != NULL)
      return TRUE;
  return FALSE;
}

/* Whether a rule that starts at @due gives the deadlines of what it gives when it starts at @start. */
static gboolean
is_shiftable (const StintRecurrenceRule *rule,
              const StintTime           *start,
              const StintTime           *due)
{
  int year, month, mday, due_year, due_month, due_mday;

  if (rule == NULL || start->date_only != due->date_only || start->zone != due->zone || due->local_s < start->local_s)
    return FALSE;
  if (rule->by[STINT_BY_HOUR] != NULL || rule->by[STINT_BY_MINUTE] != NULL || rule->by[STINT_BY_SECOND] != NULL)
    return FALSE;
  if (stint_time_get_day (start) == stint_time_get_day (due))
    return !rule->has_until || rule->until.date_only;
  if (has_lists (rule) || rule->has_until)
    return FALSE;
  if (rule->frequency == STINT_FREQUENCY_DAILY || rule->frequency == STINT_FREQUENCY_WEEKLY)
    return TRUE;
  stint_day_to_ymd (stint_time_get_day (start), &year, &month, &mday);
  stint_day_to_ymd (stint_time_get_day (due), &due_year, &due_month, &due_mday);
  return year == due_year && month == due_month && due_mday <= 28;
}

/* A task repeats from its start on, but what an occurrence has is a deadline. */
static void
read_todo_start (StintIcsMapper            *self,
                 const StintIcsComponent   *component,
                 const StintRecurrenceRule *rule,
                 StintIcsSeriesFacts       *facts)
{
  StintTime due;
  gboolean has_start = stint_ics_mapper_read_time (self, component, "DTSTART", get_utc (), &facts->start);
  gboolean has_due = stint_ics_mapper_read_due (self, component, get_utc (), &due);

  if (!has_start)
    facts->start = due;
  if (!has_start || !has_due || stint_time_equal (&facts->start, &due))
    return;
  if (!is_shiftable (rule, &facts->start, &due))
    {
      stint_ics_mapper_note_part (self, component, _("Its deadlines are kept as the days on which it starts"));
      return;
    }
  facts->shift_s = due.local_s - facts->start.local_s;
  facts->start = due;
  stint_ics_mapper_note_part (self, component, _("It repeats: its deadlines are kept, and that it starts before them was left out"));
}

/* The minutes of each occurrence. */
static gint64
read_event_start (StintIcsMapper          *self,
                  const StintIcsComponent *component,
                  StintIcsSeriesFacts     *facts)
{
  const char *reason = NULL;
  StintWhen when;
  gint64 minutes;

  if (!stint_ics_mapper_read_when (self, component, get_utc (), &when, &reason))
    {
      stint_ics_mapper_note_part (self, component, reason);
      when = stint_when_new (&when.start, EVENT_WITHOUT_LENGTH_MIN);
    }
  facts->start = when.start;
  minutes = MAX (stint_when_get_minutes (&when, get_utc ()), when.start.date_only ? 24 * 60 : 1);
  if (minutes > BLOCK_MAX_MIN)
    stint_ics_mapper_note_part (self, component, _("Each time it lasts more than 366 days, and was cut"));
  return MIN (minutes, BLOCK_MAX_MIN);
}

static void
note_other_rules (StintIcsMapper          *self,
                  const StintIcsComponent *component)
{
  guint n = 0;

  for (guint i = 0; i < component->lines->len; i++)
    {
      const char *line = g_ptr_array_index (component->lines, i);

      n += stint_ics_line_has_name (line, "RRULE") || stint_ics_line_has_name (line, "EXRULE");
    }
  if (n > 1)
    stint_ics_mapper_note_part (self, component, _("It has several rules; the first counts, the others are kept for other programs"));
}

/* Returns: (transfer full) (nullable): the rule, if Stint can work it out */
static StintRecurrenceRule *
read_rule (StintIcsMapper          *self,
           const StintIcsComponent *component,
           const char              *text)
{
  g_autoptr (GError) error = NULL;
  StintRecurrenceRule *rule = stint_recurrence_rule_parse (text, &error);

  if (rule == NULL)
    {
      g_autofree char *reason = g_strdup_printf (_("Its rule is kept, but only its start is shown: %s"), error->message);

      stint_ics_mapper_note_part (self, component, reason);
    }
  return rule;
}

/* As a time of the series: in its form, and as the clock in its zone reads it. Dates of a series at a time stay dates. */
static StintTime
to_series (const StintIcsSeriesFacts *facts,
           StintTime                  time)
{
  if (facts->start.date_only)
    return stint_time_date (stint_day_of_local (time.local_s + facts->shift_s));
  if (time.date_only)
    return time;
  if (time.zone != NULL && facts->start.zone != NULL)
    time.local_s = stint_time_to_local (&time, facts->start.zone);
  time.zone = facts->start.zone;
  time.local_s += facts->shift_s;
  return time;
}

/* The times of one line, as texts. Returns FALSE if some could not be read. */
static gboolean
read_line_times (StintIcsMapper            *self,
                 const StintIcsComponent   *component,
                 const StintIcsSeriesFacts *facts,
                 const char                *line,
                 gboolean                   added,
                 GPtrArray                 *texts)
{
  const char *zone = facts->start.zone != NULL ? facts->start.zone : self->zone;
  gboolean whole = TRUE;

  for (const char *value = stint_ics_line_get_value (line); value != NULL; value = strchr (value, ','))
    {
      StintTime time;

      value += *value == ',' ? 1 : 0;
      if (!stint_ics_mapper_make_time (self, component, line, value, zone, &time))
        {
          whole = FALSE;
          continue;
        }
      time = to_series (facts, time);
      if (added && time.date_only && !facts->start.date_only)
        {
          gint64 day_s = time.local_s;

          time = facts->start;
          time.local_s += day_s - (gint64) stint_time_get_day (&time) * STINT_DAY_S;
        }
      if (stint_ics_is_in_reach (time.local_s))
        g_ptr_array_add (texts, stint_time_to_string (&time));
    }
  return whole;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Sorted, each once, and if there are more than fit, the latest of them. Returns FALSE if there are more. */
static gboolean
make_set (GPtrArray *texts)
{
  gboolean fits;

  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 1; i < texts->len;)
    if (strcmp (g_ptr_array_index (texts, i), g_ptr_array_index (texts, i - 1)) == 0)
      g_ptr_array_remove_index (texts, i);
    else
      i++;
  fits = texts->len <= STINT_SET_MAX_ELEMENTS;
  if (!fits)
    g_ptr_array_remove_range (texts, 0, texts->len - STINT_SET_MAX_ELEMENTS);
  return fits;
}

static void
read_times (StintIcsMapper            *self,
            const StintIcsComponent   *component,
            const StintIcsSeriesFacts *facts,
            const char                *name,
            gboolean                   added,
            GPtrArray                 *texts)
{
  gboolean whole = TRUE, periods = FALSE;

  for (guint i = 0; i < component->lines->len; i++)
    {
      const char *line = g_ptr_array_index (component->lines, i);

      if (!stint_ics_line_has_name (line, name))
        continue;
      whole &= read_line_times (self, component, facts, line, added, texts);
      periods |= added && stint_ics_line_get_value (line) != NULL && strchr (stint_ics_line_get_value (line), '/') != NULL;
    }
  if (!whole)
    stint_ics_mapper_note_part (self, component, added ? _("Not all dates on which it is as well could be read")
                                : _("Not all days on which it does not repeat could be read"));
  if (periods)
    stint_ics_mapper_note_part (self, component, _("Some of its dates have lengths of their own; they got that of all the others"));
}

static gboolean
is_after_until (const StintRecurrenceRule *rule,
                const StintTime           *start)
{
  if (!rule->has_until)
    return FALSE;
  if (rule->until.date_only || start->date_only)
    return stint_time_get_day (start) > stint_time_get_day (&rule->until);
  if (rule->until.zone != NULL && start->zone != NULL)
    return stint_time_to_unix (start, NULL) > rule->until.local_s;
  return start->local_s > rule->until.local_s;
}

/*
 * What an event that its rule does not lead to at its start means is undefined (RFC 5545 §3.8.5.3); most programs show it there, and so
 * the start is added.
 */
static void
add_start (StintIcsMapper            *self,
           const StintIcsComponent   *component,
           const StintRecurrenceRule *rule,
           const StintTime           *start,
           GPtrArray                 *skipped,
           GPtrArray                 *added)
{
  g_autofree char *text = stint_time_to_string (start);

  if (rule == NULL || g_ptr_array_find_with_equal_func (skipped, text, g_str_equal, NULL) || (stint_recurrence_sieve_hits_start (rule, start) && !is_after_until (rule, start)))
    return;
  stint_ics_mapper_note_part (self, component, is_after_until (rule, start)
                              ? _("Its rule ends before it begins; it is there once, at its start")
                              : _("Its rule does not lead to the day on which it begins; that day was added"));
  g_ptr_array_add (added, g_steal_pointer (&text));
}

static void
insert_repeat (GVariantDict              *task,
               const char                *rule,
               const StintIcsSeriesFacts *facts,
               gint64                     minutes)
{
  g_auto (GVariantDict) repeat = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *start = stint_time_to_string (&facts->start);
  g_autoptr (GVariant) sorted = NULL;

  g_variant_dict_insert_value (&repeat, "rule", g_variant_new_string (rule));
  g_variant_dict_insert_value (&repeat, "start", g_variant_new_string (start));
  if (facts->start.zone != NULL)
    g_variant_dict_insert_value (&repeat, "zone", g_variant_new_string (facts->start.zone));
  if (minutes > 0)
    g_variant_dict_insert (&repeat, "minutes", "x", minutes);
  sorted = stint_members_sort (g_variant_dict_end (&repeat));
  g_variant_dict_insert_value (task, STINT_TASK_REPEAT, sorted);
}

/* What Stint had cancelled is an EXDATE for other programs only. */
static void
drop_cancelled (const StintIcsComponent   *component,
                const StintIcsSeriesFacts *facts,
                GPtrArray                 *skipped)
{
  for (guint i = 0; i < component->lines->len; i++)
    {
      const char *line = g_ptr_array_index (component->lines, i);
      g_autoptr (GVariant) members = stint_ics_line_has_name (line, "X-STINT-CANCELLED") ? stint_ics_line_parse_object (line) : NULL;
      g_autoptr (GVariant) occurrence = members != NULL ? g_variant_lookup_value (members, STINT_TASK_OCCURRENCE, NULL) : NULL;
      g_autofree char *text = NULL;
      StintTime original;
      guint position;

      if (occurrence == NULL || !stint_time_from_variant (occurrence, &original, NULL))
        continue;
      original = to_series (facts, original);
      text = stint_time_to_string (&original);
      if (g_ptr_array_find_with_equal_func (skipped, text, g_str_equal, &position))
        g_ptr_array_remove_index (skipped, position);
    }
}

static void
read_sets (StintIcsMapper            *self,
           const StintIcsComponent   *component,
           const StintRecurrenceRule *rule,
           const StintIcsSeriesFacts *facts,
           GVariantDict              *task)
{
  g_autoptr (GPtrArray) skipped = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_free);
  gboolean fits;

  read_times (self, component, facts, "EXDATE", FALSE, skipped);
  read_times (self, component, facts, "RDATE", TRUE, added);
  add_start (self, component, rule, &facts->start, skipped, added);
  drop_cancelled (component, facts, skipped);
  fits = make_set (skipped);
  fits &= make_set (added);
  if (!fits)
    stint_ics_mapper_note_part (self, component, _("Of the dates on which it is as well, or is not, the latest hundred were kept"));
  stint_ics_insert_set (task, STINT_TASK_SKIPPED, skipped);
  stint_ics_insert_set (task, STINT_TASK_ADDED, added);
}

/**
 * stint_ics_mapper_read_repeat:
 * @facts: (out caller-allocates): what is to be known of the series, but for its members
 *
 * The rule is kept as it is written: nothing is expanded here.
 *
 * Returns: whether it is a series
 */
gboolean
stint_ics_mapper_read_repeat (StintIcsMapper          *self,
                              const StintIcsComponent *component,
                              GVariantDict            *task,
                              StintIcsSeriesFacts     *facts)
{
  g_autofree char *text = stint_import_text_dup_line (stint_ics_component_find_value (component, "RRULE"), STINT_MEMBER_MAX_BYTES, NULL);
  g_autoptr (StintRecurrenceRule) rule = NULL;
  gint64 minutes = 0;

  if (!stint_ics_component_repeats (component))
    {
      if (text[0] != '\0' && stint_ics_component_find_line (component, "RECURRENCE-ID") == NULL)
        stint_ics_mapper_note_part (self, component, _("It repeats, but does not say from when on; its rule is kept for other programs"));
      return FALSE;
    }
  if (text[0] == '\0')
    {
      g_free (text);
      text = g_strdup (RULE_ONCE);
    }

  note_other_rules (self, component);
  rule = read_rule (self, component, text);
  *facts = (StintIcsSeriesFacts) { 0 };
  if (stint_ics_component_is (component, "VEVENT"))
    minutes = read_event_start (self, component, facts);
  else
    read_todo_start (self, component, rule, facts);
  insert_repeat (task, text, facts, minutes);
  read_sets (self, component, rule, facts, task);
  return TRUE;
}
