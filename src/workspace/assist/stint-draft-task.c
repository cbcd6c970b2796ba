/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/assist/stint-draft.h"

#include "core/stint-schema.h"
#include "core/stint-task.h"

struct _StintDraftTask
{
  GObject   parent_instance;

  char     *ref;
  GVariant *members;
  char     *project;
  GStrv     after;
  char     *parent;
  char     *why;
  gboolean  keep;
};

enum
{
  PROP_0,
  PROP_KEEP,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintDraftTask, stint_draft_task, G_TYPE_OBJECT)

static void
stint_draft_task_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  StintDraftTask *self = STINT_DRAFT_TASK (object);

  switch (prop_id)
    {
    case PROP_KEEP:
      g_value_set_boolean (value, self->keep);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_draft_task_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  StintDraftTask *self = STINT_DRAFT_TASK (object);

  switch (prop_id)
    {
    case PROP_KEEP:
      stint_draft_task_set_keep (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_draft_task_finalize (GObject *object)
{
  StintDraftTask *self = STINT_DRAFT_TASK (object);

  g_free (self->ref);
  g_variant_unref (self->members);
  g_free (self->project);
  g_strfreev (self->after);
  g_free (self->parent);
  g_free (self->why);
  G_OBJECT_CLASS (stint_draft_task_parent_class)->finalize (object);
}

static void
stint_draft_task_class_init (StintDraftTaskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = stint_draft_task_get_property;
  object_class->set_property = stint_draft_task_set_property;
  object_class->finalize = stint_draft_task_finalize;

  props[PROP_KEEP] = g_param_spec_boolean ("keep", NULL, NULL, TRUE,
                                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
stint_draft_task_init (StintDraftTask *self)
{
  self->after = g_new0 (char *, 1);
  self->keep = TRUE;
}

/**
 * stint_draft_task_new:
 * @ref: what the others of the draft know it by
 * @title: 1 to %STINT_TITLE_MAX_CHARS characters, no control characters
 *
 * Returns: (transfer full)
 */
StintDraftTask *
stint_draft_task_new (const char *ref,
                      const char *title)
{
  StintDraftTask *self = g_object_new (STINT_TYPE_DRAFT_TASK, NULL);

  self->ref = g_strdup (ref);
  self->members = stint_members_with (NULL, STINT_TASK_TITLE, g_variant_new_string (title));
  return self;
}

const char *
stint_draft_task_get_ref (StintDraftTask *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT_TASK (self), NULL);
  return self->ref;
}

const char *
stint_draft_task_get_title (StintDraftTask *self)
{
  const char *title = "";

  g_return_val_if_fail (STINT_IS_DRAFT_TASK (self), NULL);
  g_variant_lookup (self->members, STINT_TASK_TITLE, "&s", &title);
  return title;
}

/* Returns: (transfer none): `a{sv}`, sorted */
GVariant *
stint_draft_task_get_members (StintDraftTask *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT_TASK (self), NULL);
  return self->members;
}

gboolean
stint_draft_task_set_member (StintDraftTask *self,
                             const char     *name,
                             GVariant       *value,
                             GError        **error)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value != NULL ? value : stint_members_unset_value ());
  g_autoptr (GVariant) members = NULL;

  g_return_val_if_fail (STINT_IS_DRAFT_TASK (self), FALSE);

  members = stint_members_with (self->members, name, owned);
  if (!stint_schema_check (STINT_KIND_TASK, members, error))
    return FALSE;
  if (g_variant_equal (self->members, members))
    return TRUE;
  g_variant_unref (self->members);
  self->members = g_steal_pointer (&members);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

const char *
stint_draft_task_get_project (StintDraftTask *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT_TASK (self), NULL);
  return self->project;
}

/* Sets one of the texts beside the members. */
static void
set_text (StintDraftTask *self,
          char          **place,
          const char     *text)
{
  if (g_strcmp0 (*place, text) == 0)
    return;
  g_free (*place);
  *place = g_strdup (text);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
stint_draft_task_set_project (StintDraftTask *self,
                              const char     *name)
{
  g_return_if_fail (STINT_IS_DRAFT_TASK (self));
  set_text (self, &self->project, name);
}

const char *const *
stint_draft_task_get_after (StintDraftTask *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT_TASK (self), NULL);
  return (const char *const *) self->after;
}

void
stint_draft_task_set_after (StintDraftTask    *self,
                            const char *const *refs)
{
  GStrv copy;

  g_return_if_fail (STINT_IS_DRAFT_TASK (self));
  copy = g_strdupv ((char **) refs);
  g_strfreev (self->after);
  self->after = copy;
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
stint_draft_task_get_parent (StintDraftTask *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT_TASK (self), NULL);
  return self->parent;
}

void
stint_draft_task_set_parent (StintDraftTask *self,
                             const char     *ref)
{
  g_return_if_fail (STINT_IS_DRAFT_TASK (self));
  set_text (self, &self->parent, ref);
}

const char *
stint_draft_task_get_why (StintDraftTask *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT_TASK (self), NULL);
  return self->why;
}

void
stint_draft_task_set_why (StintDraftTask *self,
                          const char     *why)
{
  g_return_if_fail (STINT_IS_DRAFT_TASK (self));
  set_text (self, &self->why, why);
}

gboolean
stint_draft_task_get_keep (StintDraftTask *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT_TASK (self), FALSE);
  return self->keep;
}

void
stint_draft_task_set_keep (StintDraftTask *self,
                           gboolean        keep)
{
  g_return_if_fail (STINT_IS_DRAFT_TASK (self));
  if (self->keep == !!keep)
    return;
  self->keep = !!keep;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEEP]);
}
