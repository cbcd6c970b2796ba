/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-edit.h"

#include "stint-config.h"

#include "core/stint-id.h"
#include "core/stint-task.h"
#include "planning/stint-recurrence-shift.h"
#include "planning/stint-series.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So many occurrences are looked at to see whether a rule that was changed still has those it should. */
#define N_CHECKED 60

/**
 * Move:
 * @from, @to: an occurrence, and where it shall be; of the kind of the series before and after
 * @minutes: of each occurrence
 *
 * How the occurrences of a series move; not at all, if both are the same.
 */
typedef struct
{
  StintTime from;
  StintTime to;
  int       minutes;
} Move;

static gboolean
moves (const Move *move)
{
  return !stint_time_equal (&move->from, &move->to);
}

/* Where a time of the series goes. A date that leaves out a whole day stays a date. */
static StintTime
map_time (const Move      *move,
          const StintTime *time)
{
  int days = stint_time_get_day (&move->to) - stint_time_get_day (&move->from);
  StintTime mapped = move->to;

  if (time->date_only || move->to.date_only)
    mapped = stint_time_date (stint_time_get_day (time) + days);
  if (time->date_only && !move->from.date_only)
    return mapped;
  if (move->from.date_only && !move->to.date_only)
    {
      mapped = move->to;
      mapped.local_s += ((gint64) stint_time_get_day (time) - stint_time_get_day (&move->from)) * STINT_DAY_S;
    }
  else if (!move->from.date_only && !move->to.date_only)
    {
      mapped.local_s = time->local_s + move->to.local_s - move->from.local_s;
    }
  return mapped;
}

static StintTime
map_original (StintSeriesState *state,
              const Move       *move,
              gint64            original_s)
{
  StintTime time = stint_series_state_make_time (state, original_s);

  return map_time (move, &time);
}

/* A reading of another clock as the series reads it, if both have hours. */
static StintTime
to_form_of (const StintTime *time,
            const StintTime *start)
{
  StintTime own = *time;

  if (time->date_only || start->date_only)
    return own;
  own.local_s = start->zone != NULL ? stint_time_to_local (time, start->zone) : time->local_s;
  own.zone = start->zone;
  return own;
}

static int
get_minutes (const StintWhen *when)
{
  if (when->start.date_only)
    return (int) ((when->end.local_s - when->start.local_s) / 60);
  return (int) stint_when_get_minutes (when, NULL);
}

static gboolean
refuse_scope (const char *sentence,
              GError    **error)
{
  g_set_error_literal (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_SCOPE, sentence);
  return FALSE;
}

static gboolean
refuse_move (GError **error)
{
  g_set_error_literal (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_NOT_MOVED,
                       _("The rule of this series names days or hours that cannot be moved like that. "
                         "Move one occurrence alone, or change the rule."));
  return FALSE;
}

static gboolean
find_move (StintSeriesMaking *self,
           Move              *move,
           GError           **error)
{
  const StintSeriesCommand *command = self->command;
  const StintTime *start = &self->state->repeat->start;
  StintTime wanted, shown;

  move->from = move->to = stint_series_state_make_time (self->state, self->original_s);
  move->minutes = self->state->repeat->minutes;
  if (command->action != STINT_SERIES_PLACE && command->action != STINT_SERIES_DUE)
    return TRUE;
  if (!command->has_original)
    return refuse_scope (_("Say which occurrence is moved: the others follow it."), error);
  if (command->action == STINT_SERIES_DUE)
    {
      if (move->minutes > 0)
        return refuse_scope (_("The occurrences of this series are blocks: only one of them alone can be given a deadline."), error);
      if (command->is_by_days)
        move->to.local_s += command->by_days * (gint64) STINT_DAY_S;
      else
        move->to = to_form_of (&command->due, start);
      return TRUE;
    }

  if (move->minutes == 0)
    return refuse_scope (_("The occurrences of this series are deadlines: only one of them alone can be given a block."), error);
  wanted = to_form_of (&command->when.start, start);
  shown = command->has_shown ? to_form_of (&command->shown, start) : move->from;
  move->minutes = get_minutes (&command->when);
  /* One that was moved before and is moved again: all go as far as it goes now. */
  if (!wanted.date_only == !start->date_only && !shown.date_only == !start->date_only)
    move->to.local_s += wanted.local_s - shown.local_s;
  else
    move->to = wanted;
  return TRUE;
}

/* Whether the new rule has from there on what the old one has, moved. */
static gboolean
check_rule (StintSeriesMaking *self,
            const char        *rule,
            const StintTime   *start,
            const Move        *move,
            gint64             from_s,
            GError           **error)
{
  g_autoptr (StintRecurrence) before = stint_recurrence_new (self->state->repeat->rule, &self->state->repeat->start, error);
  g_autoptr (StintRecurrence) after = before != NULL ? stint_recurrence_new (rule, start, error) : NULL;
  g_autoptr (GArray) old = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) new = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean is_same;

  if (after == NULL || !stint_recurrence_expand (before, from_s, G_MAXINT64, N_CHECKED, old, error) ||
      !stint_recurrence_expand (after, G_MININT64, G_MAXINT64, N_CHECKED, new, error))
    return FALSE;
  is_same = old->len == new->len;
  for (guint i = 0; is_same && i < old->len; i++)
    is_same = map_original (self->state, move, g_array_index (old, gint64, i)).local_s == g_array_index (new, gint64, i);
  return is_same || refuse_move (error);
}

/* Returns: (transfer full) (nullable): the rule that is moved, and works with @start */
static char *
shift_rule (StintSeriesMaking *self,
            const char        *rule,
            const StintTime   *start,
            const Move        *move,
            gint64             from_s,
            GError           **error)
{
  g_autoptr (StintRecurrenceRule) read = NULL;
  g_autofree char *shifted = NULL;

  /* One occurrence at a time, or a rule that is not worked out: only the start moves. */
  if (self->state->recurrence == NULL)
    return g_strdup (rule);
  read = stint_recurrence_rule_parse (rule, error);
  if (read == NULL)
    return NULL;
  if (moves (move) && !stint_recurrence_rule_shift (read, &move->from, &move->to))
    {
      refuse_move (error);
      return NULL;
    }
  shifted = moves (move) ? stint_recurrence_rule_to_string (read) : g_strdup (rule);
  return check_rule (self, shifted, start, move, from_s, error) ? g_steal_pointer (&shifted) : NULL;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Which part of a set. */
typedef enum
{
  BEFORE,
  FROM,
  ALL,
} Part;

/* The times of a set before the moment, or from it on and moved. Returns: (transfer floating) (nullable): %NULL if none is left */
static GVariant *
take_set (StintSeriesMaking *self,
          const char        *member,
          Part               part,
          const Move        *move,
          gint64             but_s)
{
  g_auto (GStrv) texts = stint_record_dup_strings (self->state->task, member);
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      StintTime time;
      gboolean is_before;

      if (!stint_time_parse (texts[i], &time, NULL))
        continue;
      is_before = time.date_only ? stint_time_get_day (&time) < stint_day_of_local (self->original_s) : time.local_s < self->original_s;
      if ((part != ALL && is_before != (part == BEFORE)) || time.local_s == but_s)
        continue;
      if (part != BEFORE && moves (move))
        time = map_time (move, &time);
      g_ptr_array_add (taken, stint_time_to_string (&time));
    }
  if (taken->len == 0)
    return NULL;
  g_ptr_array_sort (taken, compare_texts);
  return g_variant_new_strv ((const char *const *) taken->pdata, taken->len);
}

static GVariant *
make_repeat (StintSeriesMaking *self,
             const char        *rule,
             const StintTime   *start,
             int                minutes)
{
  const StintRepeat *repeat = self->state->repeat;
  g_autoptr (StintRepeat) changed = stint_repeat_new (rule, start, minutes, repeat->from_completion);
  g_autoptr (GVariant) before = stint_record_dup_member (self->state->task, STINT_TASK_REPEAT);

  return stint_repeat_to_variant (changed, before);
}

/* What an override becomes: of that series, at that time, and without what the command sets for all. Returns: (transfer floating) */
static GVariant *
make_override_data (StintSeriesMaking         *self,
                    const StintSeriesOverride *override,
                    const char                *series_id,
                    const StintTime           *original)
{
  GVariantDict dict;
  GVariantIter iter;
  const char *name;

  g_variant_dict_init (&dict, stint_record_get_data (override->record));
  g_variant_dict_insert (&dict, STINT_TASK_SERIES, "s", series_id);
  g_variant_dict_insert_value (&dict, STINT_TASK_OCCURRENCE, stint_time_to_variant (original));
  if (override != self->override)
    return g_variant_dict_end (&dict);

  if (self->command->members != NULL)
    {
      g_variant_iter_init (&iter, self->command->members);
      while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
        g_variant_dict_remove (&dict, name);
    }
  if (self->command->action == STINT_SERIES_DUE)
    g_variant_dict_remove (&dict, STINT_TASK_DEADLINE);
  return g_variant_dict_end (&dict);
}

static void
add_blocks (StintSeriesMaking *self,
            GPtrArray         *blocks,
            const char        *old_id,
            const char        *new_id,
            gboolean           is_moved)
{
  g_autofree char *derived = stint_series_derive_block_id (old_id);

  for (guint i = 0; i < blocks->len; i++)
    {
      StintRecord *block = blocks->pdata[i];
      g_autofree char *other = g_strdup_printf ("%s:%u", new_id, i);
      g_autofree char *id = g_str_equal (stint_record_get_id (block), derived) ? stint_series_derive_block_id (new_id)
                                                                               : stint_id_derive ("occurrence-block", other);
      GVariantDict dict;

      g_variant_dict_init (&dict, stint_record_get_data (block));
      g_variant_dict_insert (&dict, STINT_BLOCK_TASK, "s", new_id);
      if (is_moved && i == 0)
        g_variant_dict_insert_value (&dict, STINT_BLOCK_WHEN, stint_when_to_variant (&self->command->when));
      stint_edit_create (self->edit, STINT_KIND_BLOCK, id, g_variant_dict_end (&dict));
    }
}

/* The overrides from @from_s on become those of another series, or of the same at other times: their ids say both. */
static gboolean
move_overrides (StintSeriesMaking *self,
                const char        *series_id,
                const Move        *move,
                gint64             from_s,
                GError           **error)
{
  StintSeriesState *state = self->state;
  g_autoptr (GPtrArray) all_blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  /* All go before the first comes: it may come where another one was. */
  for (guint i = 0; i < state->overrides->len; i++)
    {
      const StintSeriesOverride *override = state->overrides->pdata[i];
      const char *id = stint_record_get_id (override->record);
      GPtrArray *blocks = stint_database_list_blocks (self->database, id, error);

      if (blocks == NULL)
        return FALSE;
      g_ptr_array_add (all_blocks, blocks);
      if (override->original_s >= from_s)
        stint_edit_delete (self->edit, STINT_KIND_TASK, id);
    }
  for (guint i = 0; series_id != NULL && i < state->overrides->len; i++)
    {
      const StintSeriesOverride *override = state->overrides->pdata[i];
      StintTime original = map_original (state, move, override->original_s);
      g_autofree char *id = stint_series_derive_id (series_id, &original);
      gboolean is_moved = override == self->override && self->command->action == STINT_SERIES_PLACE;

      if (override->original_s < from_s)
        continue;
      stint_edit_create (self->edit, STINT_KIND_TASK, id, make_override_data (self, override, series_id, &original));
      add_blocks (self, all_blocks->pdata[i], stint_record_get_id (override->record), id, is_moved);
    }
  return TRUE;
}

/* What the command sets for all shall show in the occurrence that it was given for. */
static void
clear_override (StintSeriesMaking *self)
{
  GVariantIter iter;
  const char *name;

  if (self->override == NULL || self->command->members == NULL)
    return;
  g_variant_iter_init (&iter, self->command->members);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    {
      g_autoptr (GVariant) own = stint_record_dup_member (self->override->record, name);

      if (own != NULL)
        stint_edit_set (self->edit, STINT_KIND_TASK, stint_record_get_id (self->override->record), name, NULL);
    }
}

static void
set_members (StintSeriesMaking *self)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, self->command->members);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    stint_edit_set (self->edit, STINT_KIND_TASK, self->command->series_id, name, value);
}

static void
set_set (StintSeriesMaking *self,
         const char        *member,
         GVariant          *value)
{
  g_autoptr (GVariant) before = stint_record_dup_member (self->state->task, member);

  if (before != NULL || value != NULL)
    stint_edit_set (self->edit, STINT_KIND_TASK, self->command->series_id, member, value);
}

static gboolean
shift_all (StintSeriesMaking *self,
           GError           **error)
{
  const StintRepeat *repeat = self->state->repeat;
  const char *id = self->command->series_id;
  g_autofree char *rule = NULL;
  StintTime start;
  Move move;

  if (!find_move (self, &move, error))
    return FALSE;
  start = map_time (&move, &repeat->start);
  rule = shift_rule (self, repeat->rule, &start, &move, G_MININT64, error);
  if (rule == NULL)
    return FALSE;
  stint_edit_set (self->edit, STINT_KIND_TASK, id, STINT_TASK_REPEAT, make_repeat (self, rule, &start, move.minutes));
  if (moves (&move))
    {
      set_set (self, STINT_TASK_SKIPPED, take_set (self, STINT_TASK_SKIPPED, ALL, &move, G_MAXINT64));
      set_set (self, STINT_TASK_ADDED, take_set (self, STINT_TASK_ADDED, ALL, &move, G_MAXINT64));
      return move_overrides (self, id, &move, G_MININT64, error);
    }
  /* It was moved before, and has the block that the others do not: that one is resized with them. */
  if (self->override != NULL && self->override->has_place)
    return stint_series_make_this (self, error);
  return TRUE;
}

/**
 * stint_series_make_all:
 *
 * What a command does to a series as a whole. Overrides hold only what differs, so they follow.
 */
gboolean
stint_series_make_all (StintSeriesMaking *self,
                       GError           **error)
{
  switch (self->command->action)
    {
    case STINT_SERIES_PLACE:
    case STINT_SERIES_DUE:
      return shift_all (self, error);
    case STINT_SERIES_SKIP:
      stint_edit_delete (self->edit, STINT_KIND_TASK, self->command->series_id);
      return TRUE;
    case STINT_SERIES_COMPLETE:
    case STINT_SERIES_EDIT:
    default:
      set_members (self);
      clear_override (self);
      return TRUE;
    }
}

/* Two devices that divide a series at the same place make the same one. If it was divided there before and has come back to that time, there
 * is one already, which is another. Returns: (transfer full): the id of the series that goes on from there */
static char *
derive_successor_id (StintSeriesMaking *self)
{
  StintTime original = stint_series_state_make_time (self->state, self->original_s);
  g_autofree char *when = stint_time_to_string (&original);
  g_autofree char *name = g_strdup_printf ("%s:%s", self->command->series_id, when);
  char *id = stint_id_derive ("series-from", name);
  g_autoptr (StintRecord) there = NULL;

  while ((there = stint_database_look_up (self->database, STINT_KIND_TASK, id, NULL)) != NULL && !stint_record_is_deleted (there))
    {
      g_autofree char *again = g_steal_pointer (&id);

      g_clear_pointer (&there, stint_record_unref);
      id = stint_id_derive ("series-from", again);
    }
  return id;
}

static void
put_set (GVariantDict *dict,
         const char   *member,
         GVariant     *value)
{
  g_variant_dict_remove (dict, member);
  if (value != NULL)
    g_variant_dict_insert_value (dict, member, value);
}

/* A rule that the command brings begins no earlier than the rest does. Returns: (transfer floating) */
static GVariant *
begin_at (GVariant        *data,
          const StintTime *start)
{
  g_autoptr (GVariant) member = g_variant_lookup_value (data, STINT_TASK_REPEAT, NULL);
  g_autoptr (StintRepeat) repeat = stint_repeat_from_variant (member, start);
  GVariantDict dict;

  g_variant_dict_init (&dict, data);
  if (repeat != NULL && stint_time_to_local (&repeat->start, start->zone) < start->local_s)
    {
      repeat->start = *start;
      g_variant_dict_insert_value (&dict, STINT_TASK_REPEAT, stint_repeat_to_variant (repeat, member));
    }
  return g_variant_dict_end (&dict);
}

static gboolean
create_successor (StintSeriesMaking          *self,
                  const char                 *id,
                  const StintRecurrenceSplit *split,
                  const Move                 *move,
                  GError                    **error)
{
  StintTime first = split->after != NULL ? split->start : stint_series_state_make_time (self->state, self->original_s);
  StintTime start = map_time (move, &first);
  g_autofree char *rule = split->after != NULL ? shift_rule (self, split->after, &start, move, self->original_s, error)
                                               : g_strdup ("FREQ=DAILY;COUNT=1");
  gint64 but_s = split->after != NULL ? G_MAXINT64 : self->original_s;
  g_autoptr (GVariant) data = NULL;
  g_autoptr (GVariant) changed = NULL;
  GVariantDict dict;

  if (rule == NULL)
    return FALSE;
  g_variant_dict_init (&dict, stint_record_get_data (self->state->task));
  g_variant_dict_remove (&dict, STINT_TASK_UID);
  g_variant_dict_insert_value (&dict, STINT_TASK_REPEAT, make_repeat (self, rule, &start, move->minutes));
  put_set (&dict, STINT_TASK_SKIPPED, take_set (self, STINT_TASK_SKIPPED, FROM, move, G_MAXINT64));
  put_set (&dict, STINT_TASK_ADDED, take_set (self, STINT_TASK_ADDED, FROM, move, but_s));
  data = g_variant_ref_sink (g_variant_dict_end (&dict));
  changed = self->command->members != NULL ? stint_members_overlay (data, self->command->members) : g_variant_ref (data);
  stint_edit_create (self->edit, STINT_KIND_TASK, id, begin_at (changed, &start));
  return TRUE;
}

/**
 * stint_series_make_following:
 *
 * Divides the series before the occurrence. What goes on is a series of its own, and what was touched from there on is its.
 */
gboolean
stint_series_make_following (StintSeriesMaking *self,
                             GError           **error)
{
  const StintRepeat *repeat = self->state->repeat;
  g_autofree char *successor_id = self->command->action == STINT_SERIES_SKIP ? NULL : derive_successor_id (self);
  g_auto (StintRecurrenceSplit) split = { 0, };
  Move move;

  if (!find_move (self, &move, error) ||
      !stint_recurrence_split (repeat->rule, &repeat->start, self->original_s, &split, error) ||
      (successor_id != NULL && !create_successor (self, successor_id, &split, &move, error)))
    return FALSE;

  stint_edit_set (self->edit, STINT_KIND_TASK, self->command->series_id, STINT_TASK_REPEAT,
                  make_repeat (self, split.before, &repeat->start, repeat->minutes));
  set_set (self, STINT_TASK_SKIPPED, take_set (self, STINT_TASK_SKIPPED, BEFORE, &move, G_MAXINT64));
  set_set (self, STINT_TASK_ADDED, take_set (self, STINT_TASK_ADDED, BEFORE, &move, G_MAXINT64));
  return move_overrides (self, successor_id, &move, self->original_s, error);
}
