/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/sync/stint-sync.h"

#include "stint-config.h"
#include "workspace/sync/stint-sync-private.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_0,
  PROP_STATE,
  PROP_MESSAGE,
  PROP_HELP,
  PROP_LAST_SUCCESS_MS,
  PROP_N_PENDING,
  PROP_N_PARKED,
  PROP_PROGRESS,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (StintSync, stint_sync, G_TYPE_OBJECT)

StintSyncProblem
stint_sync_get_problem (StintSync *self)
{
  if (self->counts.is_erased)
    return STINT_SYNC_PROBLEM_ERASED;
  return self->result != NULL ? self->result->problem : STINT_SYNC_PROBLEM_NONE;
}

static StintSyncState
find_state (StintSync *self)
{
  StintSyncProblem problem = stint_sync_get_problem (self);

  if (self->owner == NULL)
    return STINT_SYNC_OFF;
  if (problem == STINT_SYNC_PROBLEM_ERASED)
    return STINT_SYNC_PROBLEM;
  if (self->transport == NULL)
    return STINT_SYNC_SIGNED_OUT;
  if (self->round != NULL)
    return STINT_SYNC_SYNCING;
  if (problem != STINT_SYNC_PROBLEM_NONE)
    return stint_sync_problem_get_state (problem);
  if (self->is_edited || self->counts.n_pending > 0 || self->counts.last_success_ms == 0)
    return STINT_SYNC_WAITING;
  return STINT_SYNC_SYNCED;
}

/* (nullable) */
static const char *
find_message (StintSync     *self,
              StintSyncState state)
{
  StintSyncProblem problem = stint_sync_get_problem (self);

  if (state != STINT_SYNC_PROBLEM && state != STINT_SYNC_OFFLINE && state != STINT_SYNC_SIGNED_OUT)
    return NULL;
  if (problem == STINT_SYNC_PROBLEM_NONE && state == STINT_SYNC_SIGNED_OUT)
    return _("You are signed out. Your edits are kept on this computer; sign in to send them.");
  if (self->result != NULL && self->result->problem == problem && self->result->message != NULL)
    return self->result->message;
  return stint_sync_problem_get_message (problem);
}

static StintSyncHelp
find_help (StintSync     *self,
           StintSyncState state)
{
  if (state == STINT_SYNC_SIGNED_OUT)
    return STINT_SYNC_HELP_SIGN_IN;
  if (state != STINT_SYNC_PROBLEM && state != STINT_SYNC_OFFLINE)
    return STINT_SYNC_HELP_NONE;
  return stint_sync_problem_get_help (stint_sync_get_problem (self));
}

static void
notify (StintSync *self,
        int        property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

/* Brings the properties up to date. */
void
stint_sync_show (StintSync *self,
                 double     progress)
{
  StintSyncState state = find_state (self);
  StintSyncHelp help = find_help (self, state);
  const char *message = find_message (self, state);

  g_object_freeze_notify (G_OBJECT (self));
  if (self->shown.state != state)
    notify (self, PROP_STATE);
  if (self->shown.help != help)
    notify (self, PROP_HELP);
  if (self->shown.last_success_ms != self->counts.last_success_ms)
    notify (self, PROP_LAST_SUCCESS_MS);
  if (self->shown.n_pending != self->counts.n_pending)
    notify (self, PROP_N_PENDING);
  if (self->shown.n_parked != self->counts.n_parked)
    notify (self, PROP_N_PARKED);
  if (self->shown.progress != progress)
    notify (self, PROP_PROGRESS);
  if (g_strcmp0 (self->shown.message, message) != 0)
    {
      g_free (self->shown.message);
      self->shown.message = g_strdup (message);
      notify (self, PROP_MESSAGE);
    }
  self->shown.state = state;
  self->shown.help = help;
  self->shown.last_success_ms = self->counts.last_success_ms;
  self->shown.n_pending = self->counts.n_pending;
  self->shown.n_parked = self->counts.n_parked;
  self->shown.progress = progress;
  g_object_thaw_notify (G_OBJECT (self));
}

static void
stint_sync_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  StintSync *self = STINT_SYNC (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->shown.state);
      break;

    case PROP_MESSAGE:
      g_value_set_string (value, self->shown.message);
      break;

    case PROP_HELP:
      g_value_set_int (value, self->shown.help);
      break;

    case PROP_LAST_SUCCESS_MS:
      g_value_set_int64 (value, self->shown.last_success_ms);
      break;

    case PROP_N_PENDING:
      g_value_set_uint (value, self->shown.n_pending);
      break;

    case PROP_N_PARKED:
      g_value_set_uint (value, self->shown.n_parked);
      break;

    case PROP_PROGRESS:
      g_value_set_double (value, self->shown.progress);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_sync_dispose (GObject *object)
{
  StintSync *self = STINT_SYNC (object);

  stint_sync_stop (self);
  stint_sync_cancel (self);
  stint_sync_set_network (self, NULL);
  g_clear_object (&self->transport);

  G_OBJECT_CLASS (stint_sync_parent_class)->dispose (object);
}

static void
stint_sync_finalize (GObject *object)
{
  StintSync *self = STINT_SYNC (object);

  g_clear_pointer (&self->owner, stint_store_account_free);
  g_clear_pointer (&self->result, stint_sync_result_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_object (&self->workspace);
  g_free (self->shown.message);

  G_OBJECT_CLASS (stint_sync_parent_class)->finalize (object);
}

static void
stint_sync_class_init (StintSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = stint_sync_get_property;
  object_class->dispose = stint_sync_dispose;
  object_class->finalize = stint_sync_finalize;

  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, STINT_SYNC_OFF, flags);
  props[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  props[PROP_HELP] = g_param_spec_int ("help", NULL, NULL, 0, G_MAXINT, STINT_SYNC_HELP_NONE, flags);
  props[PROP_LAST_SUCCESS_MS] = g_param_spec_int64 ("last-success-ms", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_N_PENDING] = g_param_spec_uint ("n-pending", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_N_PARKED] = g_param_spec_uint ("n-parked", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
stint_sync_init (StintSync *self)
{
  self->timers = &stint_timers_of_system;
  self->shown.progress = -1;
  stint_sync_schedule_init (&self->schedule);
}

StintSync *
stint_sync_new (StintWorkspace *workspace)
{
  StintSync *self = g_object_new (STINT_TYPE_SYNC, NULL);

  self->workspace = g_object_ref (workspace);
  stint_sync_watch (self);
  return self;
}

StintSyncState
stint_sync_get_state (StintSync *self)
{
  return self->shown.state;
}

/**
 * stint_sync_get_message:
 *
 * Returns: (nullable): a whole sentence
 */
const char *
stint_sync_get_message (StintSync *self)
{
  return self->shown.message;
}

StintSyncHelp
stint_sync_get_help (StintSync *self)
{
  return self->shown.help;
}

gint64
stint_sync_get_last_success_ms (StintSync *self)
{
  return self->shown.last_success_ms;
}

guint
stint_sync_get_n_pending (StintSync *self)
{
  return self->shown.n_pending;
}

guint
stint_sync_get_n_parked (StintSync *self)
{
  return self->shown.n_parked;
}

double
stint_sync_get_progress (StintSync *self)
{
  return self->shown.progress;
}
