/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-workspace.h"

#include "core/stint-id.h"
#include "workspace/stint-workspace-private.h"

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
  self->default_block_min = STINT_DEFAULT_BLOCK_MIN;
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
  g_signal_connect_object (clock, "day-changed", G_CALLBACK (stint_workspace_plan_backup), self, G_CONNECT_SWAPPED);
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

int
stint_workspace_get_default_block_min (StintWorkspace *self)
{
  g_return_val_if_fail (STINT_IS_WORKSPACE (self), STINT_DEFAULT_BLOCK_MIN);

  return self->default_block_min;
}

/* How long a new block is of a task without an estimate: what the person prefers, on this machine. */
void
stint_workspace_set_default_block_min (StintWorkspace *self,
                                       int             minutes)
{
  g_return_if_fail (STINT_IS_WORKSPACE (self));
  g_return_if_fail (minutes > 0);

  self->default_block_min = minutes;
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

void
stint_workspace_set_is_open (StintWorkspace *self,
                             gboolean        is_open)
{
  if (self->is_open == is_open)
    return;
  self->is_open = is_open;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_OPEN]);
}

void
stint_workspace_set_is_long (StintWorkspace *self,
                             gboolean        is_long)
{
  if (self->is_long == is_long)
    return;
  self->is_long = is_long;
  /* What came when the watch looked away. */
  if (!is_long && self->watch != NULL)
    stint_watch_look (self->watch);
}

gint64
stint_workspace_get_unix_ms (StintWorkspace *self)
{
  return stint_clock_get_unix_ms (self->clock);
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
