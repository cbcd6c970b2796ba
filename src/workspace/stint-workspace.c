/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-workspace.h"

#include "core/stint-id.h"
#include "store/stint-backup.h"
#include "workspace/stint-workspace-private.h"

/* How long after the start, or after midnight, the day's backup is made, so that it is never in the way of the first picture. */
#define BACKUP_AFTER_S 20

struct _StintWorkspace
{
  GObject        parent_instance;

  char          *directory;
  StintClock    *clock;
  GRand         *rand;
  GListStore    *projects;
  char          *undo_label;
  char          *redo_label;

  /* While it is open, and while it is being opened. */
  StintStore    *store;
  StintSequence *sequence;
  StintWatch    *watch;
  GCancellable  *lifetime;
  guint          backup_id;
  gboolean       is_open;
};

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  PROP_IS_OPEN,
  PROP_PROJECTS,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintWorkspace, stint_workspace, G_TYPE_OBJECT)

static void
set_is_open (StintWorkspace *self,
             gboolean        is_open)
{
  if (self->is_open == is_open)
    return;
  self->is_open = is_open;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_OPEN]);
}

/* Takes @label. */
static void
set_label (StintWorkspace *self,
           char          **field,
           char           *label,
           int             label_prop,
           int             can_prop)
{
  g_autofree char *old = *field;

  *field = label;
  if (g_strcmp0 (old, label) == 0)
    return;
  g_object_notify_by_pspec (G_OBJECT (self), props[label_prop]);
  if ((old == NULL) != (label == NULL))
    g_object_notify_by_pspec (G_OBJECT (self), props[can_prop]);
}

static gpointer
backup_job (StintDatabase *database,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  if (!stint_backup_make_daily (database, *(gint64 *) data, error))
    return NULL;
  return g_strdup ("");
}

static void
backed_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *done = stint_store_run_finish (STINT_STORE (source), result, &error);

  if (done == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The daily backup was not made: %s", error != NULL ? error->message : "");
}

static gboolean
backup_due_cb (gpointer user_data)
{
  StintWorkspace *self = user_data;
  gint64 now_ms = stint_workspace_get_unix_ms (self);

  self->backup_id = 0;
  stint_store_run_async (self->store, backup_job, g_memdup2 (&now_ms, sizeof now_ms), g_free, g_free, NULL, backed_up_cb, NULL);
  return G_SOURCE_REMOVE;
}

static gpointer
first_job (StintDatabase *database,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return stint_outcome_new_first (database, data, error);
}

static void
plan_backup (StintWorkspace *self)
{
  if (self->is_open && self->backup_id == 0)
    self->backup_id = g_timeout_add_seconds_full (G_PRIORITY_LOW, BACKUP_AFTER_S, backup_due_cb, self, NULL);
}

static void
begin_open (StintWorkspace *self)
{
  self->store = stint_store_new (self->directory);
  self->sequence = stint_sequence_new ();
  self->lifetime = g_cancellable_new ();
}

static void
end_open (StintWorkspace *self,
          StintOutcome   *outcome)
{
  self->watch = stint_watch_new (self);
  stint_workspace_publish (self, outcome, STINT_CHANGE_ELSEWHERE);
  set_is_open (self, TRUE);
  plan_backup (self);
}

/* Whether @store is still the one that is being opened; if not, @task ends. */
static gboolean
is_wanted (StintWorkspace *self,
           StintStore     *store,
           GTask          *task)
{
  if (self->store == store)
    return TRUE;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The workspace was closed while it opened");
  return FALSE;
}

static void
first_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (StintOutcome) outcome = stint_store_run_finish (STINT_STORE (source), result, &error);

  if (outcome == NULL)
    {
      if (self->store == STINT_STORE (source))
        stint_workspace_close (self);
      g_task_return_error (task, error);
    }
  else if (is_wanted (self, STINT_STORE (source), task))
    {
      end_open (self, outcome);
      g_task_return_boolean (task, TRUE);
    }
}

static void
store_opened_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!stint_store_open_finish (STINT_STORE (source), result, &error))
    {
      if (self->store == STINT_STORE (source))
        stint_workspace_close (self);
      g_task_return_error (task, error);
    }
  else if (is_wanted (self, STINT_STORE (source), task))
    {
      stint_store_run_async (self->store, first_job, stint_sequence_ref (self->sequence), (GDestroyNotify) stint_sequence_unref,
                             (GDestroyNotify) stint_outcome_free, NULL, first_read_cb, g_steal_pointer (&task));
    }
}

static void
stint_workspace_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  StintWorkspace *self = STINT_WORKSPACE (object);

  switch (prop_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->undo_label != NULL);
      break;

    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->redo_label != NULL);
      break;

    case PROP_UNDO_LABEL:
      g_value_set_string (value, self->undo_label);
      break;

    case PROP_REDO_LABEL:
      g_value_set_string (value, self->redo_label);
      break;

    case PROP_IS_OPEN:
      g_value_set_boolean (value, self->is_open);
      break;

    case PROP_PROJECTS:
      g_value_set_object (value, self->projects);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_workspace_dispose (GObject *object)
{
  stint_workspace_close (STINT_WORKSPACE (object));

  G_OBJECT_CLASS (stint_workspace_parent_class)->dispose (object);
}

static void
stint_workspace_finalize (GObject *object)
{
  StintWorkspace *self = STINT_WORKSPACE (object);

  g_free (self->directory);
  g_clear_object (&self->clock);
  g_clear_object (&self->projects);
  g_rand_free (self->rand);
  g_free (self->undo_label);
  g_free (self->redo_label);

  G_OBJECT_CLASS (stint_workspace_parent_class)->finalize (object);
}

static void
stint_workspace_class_init (StintWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = stint_workspace_get_property;
  object_class->dispose = stint_workspace_dispose;
  object_class->finalize = stint_workspace_finalize;

  props[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  props[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  props[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  props[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  props[PROP_IS_OPEN] = g_param_spec_boolean ("is-open", NULL, NULL, FALSE, flags);
  props[PROP_PROJECTS] = g_param_spec_object ("projects", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHANGED] = g_signal_new ("changed", STINT_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, STINT_TYPE_CHANGE, G_TYPE_INT);
}

static void
stint_workspace_init (StintWorkspace *self)
{
  self->rand = g_rand_new ();
  self->projects = g_list_store_new (STINT_TYPE_PROJECT_ITEM);
}

/**
 * stint_workspace_new:
 * @directory: where the store is, or will be made
 * @clock: what the time is
 *
 * Returns: (transfer full): a workspace that is not open yet
 */
StintWorkspace *
stint_workspace_new (const char *directory,
                     StintClock *clock)
{
  StintWorkspace *self = g_object_new (STINT_TYPE_WORKSPACE, NULL);

  self->directory = g_strdup (directory);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (clock, "day-changed", G_CALLBACK (plan_backup), self, G_CONNECT_SWAPPED);
  return self;
}

StintClock *
stint_workspace_get_clock (StintWorkspace *self)
{
  g_return_val_if_fail (STINT_IS_WORKSPACE (self), NULL);

  return self->clock;
}

const char *
stint_workspace_get_directory (StintWorkspace *self)
{
  g_return_val_if_fail (STINT_IS_WORKSPACE (self), NULL);

  return self->directory;
}

/**
 * stint_workspace_get_projects:
 *
 * Returns: (transfer none) (element-type StintProjectItem): all projects, archived ones too, in the order they were made
 */
GListModel *
stint_workspace_get_projects (StintWorkspace *self)
{
  g_return_val_if_fail (STINT_IS_WORKSPACE (self), NULL);

  return G_LIST_MODEL (self->projects);
}

gboolean
stint_workspace_get_is_open (StintWorkspace *self)
{
  g_return_val_if_fail (STINT_IS_WORKSPACE (self), FALSE);

  return self->is_open;
}

gboolean
stint_workspace_get_can_undo (StintWorkspace *self)
{
  return stint_workspace_get_undo_label (self) != NULL;
}

gboolean
stint_workspace_get_can_redo (StintWorkspace *self)
{
  return stint_workspace_get_redo_label (self) != NULL;
}

/**
 * stint_workspace_get_undo_label:
 *
 * Returns: (nullable): what would be undone
 */
const char *
stint_workspace_get_undo_label (StintWorkspace *self)
{
  g_return_val_if_fail (STINT_IS_WORKSPACE (self), NULL);

  return self->undo_label;
}

const char *
stint_workspace_get_redo_label (StintWorkspace *self)
{
  g_return_val_if_fail (STINT_IS_WORKSPACE (self), NULL);

  return self->redo_label;
}

/**
 * stint_workspace_dup_new_id:
 *
 * Returns: (transfer full): an id for a record that a person makes now
 */
char *
stint_workspace_dup_new_id (StintWorkspace *self)
{
  g_return_val_if_fail (STINT_IS_WORKSPACE (self), NULL);

  return stint_id_new (stint_workspace_get_unix_ms (self), self->rand);
}

StintStore *
stint_workspace_get_store (StintWorkspace *self)
{
  return self->is_open ? self->store : NULL;
}

StintSequence *
stint_workspace_get_sequence (StintWorkspace *self)
{
  return self->sequence;
}

GCancellable *
stint_workspace_get_lifetime (StintWorkspace *self)
{
  return self->lifetime;
}

gint64
stint_workspace_get_unix_ms (StintWorkspace *self)
{
  return stint_clock_get_unix_ms (self->clock);
}

/**
 * stint_workspace_open_async:
 *
 * Opens the store, or makes it. When it is open, `is-open` is notified before the callback.
 */
void
stint_workspace_open_async (StintWorkspace     *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (STINT_IS_WORKSPACE (self));

  g_task_set_source_tag (task, stint_workspace_open_async);
  if (self->store != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "The workspace is open already");
      return;
    }
  begin_open (self);
  stint_store_open_async (self->store, stint_workspace_get_unix_ms (self), cancellable, store_opened_cb, g_steal_pointer (&task));
}

gboolean
stint_workspace_open_finish (StintWorkspace *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Opens it and waits; what listens to `is-open` hears of it in the caller's context. */
gboolean
stint_workspace_open_sync (StintWorkspace *self,
                           GError        **error)
{
  g_autoptr (StintOutcome) outcome = NULL;

  begin_open (self);
  if (stint_wait_for_open (self->store, stint_workspace_get_unix_ms (self), error))
    outcome = stint_wait_for_job (self->store, first_job, stint_sequence_ref (self->sequence), (GDestroyNotify) stint_sequence_unref,
                                  (GDestroyNotify) stint_outcome_free, error);
  if (outcome == NULL)
    {
      stint_workspace_close (self);
      return FALSE;
    }
  end_open (self, outcome);
  return TRUE;
}

/**
 * stint_workspace_close:
 *
 * Lets the store go; what is being written is written first, but for an import, which is given up. Nothing happens if it is closed already.
 */
void
stint_workspace_close (StintWorkspace *self)
{
  g_autoptr (StintStore) store = g_steal_pointer (&self->store);

  g_clear_pointer (&self->watch, stint_watch_free);
  g_clear_handle_id (&self->backup_id, g_source_remove);
  g_clear_pointer (&self->sequence, stint_sequence_unref);
  g_cancellable_cancel (self->lifetime);
  g_clear_object (&self->lifetime);
  if (store != NULL)
    stint_store_close (store);
  set_is_open (self, FALSE);
}

/**
 * stint_workspace_publish:
 *
 * Brings the properties up to date, then tells of each commit once.
 */
void
stint_workspace_publish (StintWorkspace   *self,
                         StintOutcome     *outcome,
                         StintChangeSource source)
{
  g_autoptr (StintWorkspace) alive = g_object_ref (self);

  g_object_freeze_notify (G_OBJECT (self));
  if (outcome->has_labels)
    {
      set_label (self, &self->undo_label, g_steal_pointer (&outcome->undo_label), PROP_UNDO_LABEL, PROP_CAN_UNDO);
      set_label (self, &self->redo_label, g_steal_pointer (&outcome->redo_label), PROP_REDO_LABEL, PROP_CAN_REDO);
    }
  if (outcome->projects != NULL)
    stint_project_items_update (self->projects, outcome->projects);
  g_object_thaw_notify (G_OBJECT (self));

  if (outcome->too_many)
    g_signal_emit (self, signals[CHANGED], 0, NULL, STINT_CHANGE_ELSEWHERE);
  for (guint i = 0; !outcome->too_many && i < outcome->others->len; i++)
    g_signal_emit (self, signals[CHANGED], 0, g_ptr_array_index (outcome->others, i), STINT_CHANGE_ELSEWHERE);
  if (outcome->own != NULL)
    g_signal_emit (self, signals[CHANGED], 0, outcome->own, source);
}

void
stint_workspace_publish_all (StintWorkspace *self)
{
  g_signal_emit (self, signals[CHANGED], 0, NULL, STINT_CHANGE_ELSEWHERE);
}
