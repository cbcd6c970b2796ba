/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-edit.h"

#include "stint-config.h"

#include "core/stint-task.h"
#include "core/stint-zone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the occurrence has without an override of its own. Returns: (transfer full) */
static StintRecord *
make_untouched (StintSeriesMaking *self,
                const char        *override_id)
{
  StintTime original = stint_series_state_make_time (self->state, self->original_s);
  g_autoptr (StintRecord) bare = NULL;
  g_autoptr (GVariant) data = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", STINT_TASK_OCCURRENCE, stint_time_to_variant (&original));
  g_variant_builder_add (&builder, "{sv}", STINT_TASK_SERIES, g_variant_new_string (stint_record_get_id (self->state->task)));
  data = g_variant_ref_sink (g_variant_builder_end (&builder));
  bare = stint_record_new (STINT_KIND_TASK, override_id, data);
  return stint_task_complete_override (bare, self->state->task);
}

/* Lays members over the occurrence; what is as in the series is not kept. @members: (nullable) `a{sv}`. */
static void
touch (StintSeriesMaking *self,
       GVariant          *members)
{
  g_autofree char *id = stint_series_state_derive_id (self->state, self->original_s);
  StintTime original = stint_series_state_make_time (self->state, self->original_s);
  g_autoptr (StintRecord) untouched = make_untouched (self, id);
  gboolean is_new = self->override == NULL;
  GVariantDict dict;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, STINT_TASK_SERIES, "s", stint_record_get_id (self->state->task));
  g_variant_dict_insert_value (&dict, STINT_TASK_OCCURRENCE, stint_time_to_variant (&original));
  g_variant_iter_init (&iter, members != NULL ? members : stint_record_get_data (untouched));
  while (members != NULL && g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) of_series = stint_record_dup_member (untouched, name);
      gboolean is_same = stint_members_is_unset (value) || (of_series != NULL && g_variant_equal (of_series, value));

      if (!is_new)
        stint_edit_set (self->edit, STINT_KIND_TASK, id, name, is_same ? NULL : value);
      else if (!is_same)
        g_variant_dict_insert_value (&dict, name, value);
    }
  if (is_new)
    stint_edit_create (self->edit, STINT_KIND_TASK, id, g_variant_dict_end (&dict));
  else
    g_variant_dict_clear (&dict);
}

static void
touch_member (StintSeriesMaking *self,
              const char        *name,
              GVariant          *value)
{
  g_autoptr (GVariant) members = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", name, value);
  members = g_variant_ref_sink (g_variant_builder_end (&builder));
  touch (self, members);
}

static gboolean
edit (StintSeriesMaking *self,
      GError           **error)
{
  static const char *const whole[] = {
    STINT_TASK_ADDED, STINT_TASK_OCCURRENCE, STINT_TASK_REPEAT, STINT_TASK_SERIES, STINT_TASK_SKIPPED,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (self->command->members, whole[i], NULL);

      if (value == NULL)
        continue;
      g_set_error (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_SCOPE,
                   _("“%s” belongs to the series: it cannot be changed for one occurrence alone."), whole[i]);
      return FALSE;
    }
  touch (self, self->command->members);
  return TRUE;
}

/* Puts the block of the occurrence there; whoever touched it before may have given it another one. */
static gboolean
place (StintSeriesMaking *self,
       GError           **error)
{
  g_autofree char *id = stint_series_state_derive_id (self->state, self->original_s);
  g_autofree char *block_id = stint_series_derive_block_id (id);
  g_autoptr (GPtrArray) blocks = self->override != NULL ? stint_database_list_blocks (self->database, id, error) : NULL;
  StintTime original = stint_series_state_make_time (self->state, self->original_s);
  StintTime deadline;
  const char *living_id = NULL;
  GVariantDict dict;

  if (self->override != NULL && blocks == NULL)
    return FALSE;
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    if (living_id == NULL || g_str_equal (stint_record_get_id (blocks->pdata[i]), block_id))
      living_id = stint_record_get_id (blocks->pdata[i]);

  /* A deadline that is given a block stays a deadline. */
  if (self->state->repeat->minutes == 0 && !(self->override != NULL && stint_task_get_deadline (self->override->record, &deadline)))
    touch_member (self, STINT_TASK_DEADLINE, stint_time_to_variant (&original));
  else if (self->override == NULL)
    touch (self, NULL);

  if (living_id != NULL)
    {
      stint_edit_set (self->edit, STINT_KIND_BLOCK, living_id, STINT_BLOCK_WHEN, stint_when_to_variant (&self->command->when));
      stint_edit_set (self->edit, STINT_KIND_BLOCK, living_id, STINT_BLOCK_PINNED, g_variant_new_boolean (TRUE));
      return TRUE;
    }
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, STINT_BLOCK_TASK, "s", id);
  g_variant_dict_insert_value (&dict, STINT_BLOCK_WHEN, stint_when_to_variant (&self->command->when));
  g_variant_dict_insert (&dict, STINT_BLOCK_PINNED, "b", TRUE);
  stint_edit_create (self->edit, STINT_KIND_BLOCK, block_id, g_variant_dict_end (&dict));
  return TRUE;
}

static gboolean
set_due (StintSeriesMaking *self)
{
  StintTime due = stint_series_state_make_time (self->state, self->original_s);

  if (!self->command->is_by_days)
    {
      touch_member (self, STINT_TASK_DEADLINE, stint_time_to_variant (&self->command->due));
      return TRUE;
    }
  if (self->override != NULL)
    stint_task_get_deadline (self->override->record, &due);
  due.local_s += self->command->by_days * (gint64) STINT_DAY_S;
  touch_member (self, STINT_TASK_DEADLINE, stint_time_to_variant (&due));
  return TRUE;
}

/* One of the COUNT is over. */
static char *
count_down (const char *rule,
            gboolean   *was_last)
{
  g_autoptr (StintRecurrenceRule) read = stint_recurrence_rule_parse (rule, NULL);

  *was_last = read != NULL && read->count == 1;
  if (read == NULL || read->count <= 1)
    return g_strdup (rule);
  read->count--;
  return stint_recurrence_rule_to_string (read);
}

/* A series that counts from completion goes on to its next time; after the last it is done. */
static gboolean
move_on (StintSeriesMaking *self,
         GError           **error)
{
  const StintRepeat *repeat = self->state->repeat;
  const char *zone = repeat->start.zone != NULL ? repeat->start.zone : self->command->zone;
  int today = stint_day_of_local (stint_zone_to_local (zone, self->command->now_s));
  g_autoptr (GVariant) before = stint_record_dup_member (self->state->task, STINT_TASK_REPEAT);
  g_autoptr (StintRepeat) next = NULL;
  g_autofree char *rule = NULL;
  gboolean was_last, has_next;
  StintTime start;

  rule = count_down (repeat->rule, &was_last);
  if (!stint_recurrence_after_completion (repeat->rule, &repeat->start, today, &start, &has_next, error))
    return FALSE;
  if (was_last || !has_next)
    {
      g_autoptr (GVariant) done = self->command->members != NULL ? g_variant_lookup_value (self->command->members, STINT_TASK_DONE, NULL) : NULL;

      if (done != NULL)
        stint_edit_set (self->edit, STINT_KIND_TASK, self->command->series_id, STINT_TASK_DONE, done);
      return TRUE;
    }
  next = stint_repeat_new (rule, &start, repeat->minutes, TRUE);
  stint_edit_set (self->edit, STINT_KIND_TASK, self->command->series_id, STINT_TASK_REPEAT, stint_repeat_to_variant (next, before));
  return TRUE;
}

static gboolean
has_to_move_on (StintSeriesMaking *self)
{
  return self->state->repeat->from_completion && self->state->is_supported && self->original_s == self->state->repeat->start.local_s;
}

static gboolean
skip (StintSeriesMaking *self,
      GError           **error)
{
  g_autofree char *id = stint_series_state_derive_id (self->state, self->original_s);
  g_autoptr (GPtrArray) blocks = stint_database_list_blocks (self->database, id, error);

  if (blocks == NULL)
    return FALSE;
  for (guint i = 0; i < blocks->len; i++)
    stint_edit_delete (self->edit, STINT_KIND_BLOCK, stint_record_get_id (blocks->pdata[i]));
  touch_member (self, STINT_TASK_CANCELLED, g_variant_new_boolean (TRUE));
  return !has_to_move_on (self) || move_on (self, error);
}

/**
 * stint_series_make_this:
 *
 * What a command does to one occurrence alone: it makes the override, if there is none, and changes that.
 */
gboolean
stint_series_make_this (StintSeriesMaking *self,
                        GError           **error)
{
  switch (self->command->action)
    {
    case STINT_SERIES_PLACE:
      return place (self, error);
    case STINT_SERIES_DUE:
      return set_due (self);
    case STINT_SERIES_COMPLETE:
      touch (self, self->command->members);
      return !self->command->is_done || !has_to_move_on (self) || move_on (self, error);
    case STINT_SERIES_SKIP:
      return skip (self, error);
    case STINT_SERIES_EDIT:
    default:
      return edit (self, error);
    }
}
