/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-calendar-private.h"

#include <glib/gi18n.h>

typedef struct
{
  StintCalendar *calendar;
  char          *message;
} Change;

static Change *
change_new (StintCalendar *calendar,
            const char    *message)
{
  Change *change = g_new0 (Change, 1);

  change->calendar = g_object_ref (calendar);
  change->message = g_strdup (message);
  calendar->ghost_waits = calendar->ghost != NULL;
  return change;
}

static void
change_free (Change *change)
{
  g_object_unref (change->calendar);
  g_free (change->message);
  g_free (change);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

/* Returns: whether there was something to do, and it was done */
static gboolean
settle (Change      *change,
        StintChange *made,
        GError      *error)
{
  StintCalendar *self = change->calendar;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  /* The ghost stood for the block until the page with it came; nothing comes now. */
  if (made == NULL && self->ghost_waits)
    stint_calendar_show_ghost (self, NULL, NULL);
  if (error != NULL)
    stint_calendar_fail (self, error->message);
  return made != NULL;
}

static void
widened_cb (StintCalendar    *self,
            StintScopeChoice *choice)
{
  g_autofree char *message = stint_scope_choice_describe (choice);

  stint_calendar_announce (self, message);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  StintScopeChoice *choice = STINT_SCOPE_CHOICE (source);
  g_autoptr (Change) change = user_data;
  StintCalendar *self = change->calendar;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) made = stint_scope_choice_make_finish (choice, result, &error);
  g_autofree char *spoken = NULL;

  if (!settle (change, made, error))
    return;
  g_set_object (&self->choice, choice);
  g_signal_connect_object (choice, "widened", G_CALLBACK (widened_cb), self, G_CONNECT_SWAPPED);
  /* Translators: what was done to one occurrence of a series, and the keys that do it to more of them */
  spoken = g_strdup_printf (_("%s. Only this one. Press 2 for this and following, 3 for all"), change->message);
  stint_calendar_announce (self, spoken);
  stint_calendar_offer_scope (self, choice);
}

/**
 * stint_calendar_change_occurrence:
 * @choice: (transfer full)
 * @message: what is announced when it is done
 */
void
stint_calendar_change_occurrence (StintCalendar    *self,
                                  StintScopeChoice *choice,
                                  const char       *message)
{
  stint_scope_choice_make_async (choice, self->cancellable, made_cb, change_new (self, message));
  g_object_unref (choice);
}

/**
 * stint_calendar_skip:
 * @row: an occurrence
 *
 * What becomes of one that is deleted, or taken off the calendar: the others stay.
 */
void
stint_calendar_skip (StintCalendar      *self,
                     const StintGridRow *row)
{
  g_autofree char *message = g_strdup_printf (_("“%s” skipped"), row->title);

  stint_calendar_change_occurrence (self, stint_scope_choice_new_skip (self->workspace, row), message);
}

static void
completed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) made = stint_series_run_finish (STINT_WORKSPACE (source), result, &error);

  if (settle (change, made, error))
    stint_calendar_announce (change->calendar, change->message);
}

/* One is done, never all of them: nothing is to be chosen. */
void
stint_calendar_complete_occurrence (StintCalendar      *self,
                                    const StintGridRow *row,
                                    const char         *message)
{
  stint_series_run_async (self->workspace,
                          stint_series_command_complete (self->workspace, row->series_id, &row->original, STINT_SCOPE_THIS, !row->done),
                          self->cancellable, completed_cb, change_new (self, message));
}

/**
 * stint_calendar_widen:
 *
 * Returns: whether a choice is open and that key is one of it: 1 for this one, 2 for the following, 3 for all; Escape leaves it
 */
gboolean
stint_calendar_widen (StintCalendar *self,
                      guint          keyval)
{
  if (self->choice == NULL || !stint_scope_choice_get_is_open (self->choice))
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_1:
    case GDK_KEY_KP_1:
    case GDK_KEY_Escape:
      stint_scope_choice_widen (self->choice, STINT_SCOPE_THIS);
      return TRUE;

    case GDK_KEY_2:
    case GDK_KEY_KP_2:
      stint_scope_choice_widen (self->choice, STINT_SCOPE_FOLLOWING);
      return TRUE;

    case GDK_KEY_3:
    case GDK_KEY_KP_3:
      stint_scope_choice_widen (self->choice, STINT_SCOPE_ALL);
      return TRUE;

    default:
      return FALSE;
    }
}
