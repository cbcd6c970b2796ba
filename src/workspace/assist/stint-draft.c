/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/assist/stint-draft.h"

struct _StintDraftRule
{
  GObject   parent_instance;

  GVariant *rule;
  gboolean  keep;
};

struct _StintDraft
{
  GObject         parent_instance;

  StintAssistKind kind;
  GListStore     *tasks;
  GListStore     *rules;
  GStrv           questions;
  char           *server;
};

enum
{
  RULE_PROP_0,
  RULE_PROP_KEEP,
  N_RULE_PROPS,
};
static GParamSpec *rule_props[N_RULE_PROPS];

enum
{
  RULE_CHANGED,
  N_RULE_SIGNALS,
};
static guint rule_signals[N_RULE_SIGNALS];

enum
{
  PROP_0,
  PROP_N_KEPT,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (StintDraftRule, stint_draft_rule, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (StintDraft, stint_draft, G_TYPE_OBJECT)

static void
stint_draft_rule_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (prop_id == RULE_PROP_KEEP)
    g_value_set_boolean (value, STINT_DRAFT_RULE (object)->keep);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
stint_draft_rule_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (prop_id == RULE_PROP_KEEP)
    stint_draft_rule_set_keep (STINT_DRAFT_RULE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
stint_draft_rule_finalize (GObject *object)
{
  g_variant_unref (STINT_DRAFT_RULE (object)->rule);
  G_OBJECT_CLASS (stint_draft_rule_parent_class)->finalize (object);
}

static void
stint_draft_rule_class_init (StintDraftRuleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = stint_draft_rule_get_property;
  object_class->set_property = stint_draft_rule_set_property;
  object_class->finalize = stint_draft_rule_finalize;

  rule_props[RULE_PROP_KEEP] = g_param_spec_boolean ("keep", NULL, NULL, TRUE,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_RULE_PROPS, rule_props);

  rule_signals[RULE_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
stint_draft_rule_init (StintDraftRule *self)
{
  self->keep = TRUE;
}

/* @rule: (transfer floating): one that was checked */
StintDraftRule *
stint_draft_rule_new (GVariant *rule)
{
  StintDraftRule *self = g_object_new (STINT_TYPE_DRAFT_RULE, NULL);

  self->rule = g_variant_ref_sink (rule);
  return self;
}

GVariant *
stint_draft_rule_get_rule (StintDraftRule *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT_RULE (self), NULL);
  return self->rule;
}

/* @rule: (transfer floating) */
void
stint_draft_rule_set_rule (StintDraftRule *self,
                           GVariant       *rule)
{
  g_return_if_fail (STINT_IS_DRAFT_RULE (self));
  g_variant_ref_sink (rule);
  g_variant_unref (self->rule);
  self->rule = rule;
  g_signal_emit (self, rule_signals[RULE_CHANGED], 0);
}

gboolean
stint_draft_rule_get_keep (StintDraftRule *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT_RULE (self), FALSE);
  return self->keep;
}

void
stint_draft_rule_set_keep (StintDraftRule *self,
                           gboolean        keep)
{
  g_return_if_fail (STINT_IS_DRAFT_RULE (self));
  if (self->keep == !!keep)
    return;
  self->keep = !!keep;
  g_object_notify_by_pspec (G_OBJECT (self), rule_props[RULE_PROP_KEEP]);
}

static void
stint_draft_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  if (prop_id == PROP_N_KEPT)
    g_value_set_uint (value, stint_draft_get_n_kept (STINT_DRAFT (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
stint_draft_finalize (GObject *object)
{
  StintDraft *self = STINT_DRAFT (object);

  g_object_unref (self->tasks);
  g_object_unref (self->rules);
  g_strfreev (self->questions);
  g_free (self->server);
  G_OBJECT_CLASS (stint_draft_parent_class)->finalize (object);
}

static void
stint_draft_class_init (StintDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = stint_draft_get_property;
  object_class->finalize = stint_draft_finalize;

  props[PROP_N_KEPT] = g_param_spec_uint ("n-kept", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
stint_draft_init (StintDraft *self)
{
  self->tasks = g_list_store_new (STINT_TYPE_DRAFT_TASK);
  self->rules = g_list_store_new (STINT_TYPE_DRAFT_RULE);
  self->questions = g_new0 (char *, 1);
}

StintDraft *
stint_draft_new (StintAssistKind kind)
{
  StintDraft *self = g_object_new (STINT_TYPE_DRAFT, NULL);

  self->kind = kind;
  return self;
}

StintAssistKind
stint_draft_get_kind (StintDraft *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT (self), STINT_ASSIST_CAPTURE);
  return self->kind;
}

/* Returns: (transfer none): of StintDraftTask */
GListModel *
stint_draft_get_tasks (StintDraft *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT (self), NULL);
  return G_LIST_MODEL (self->tasks);
}

/* Returns: (transfer none): of StintDraftRule */
GListModel *
stint_draft_get_rules (StintDraft *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT (self), NULL);
  return G_LIST_MODEL (self->rules);
}

static void
kept_cb (StintDraft *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_KEPT]);
}

void
stint_draft_add_task (StintDraft     *self,
                      StintDraftTask *task)
{
  g_return_if_fail (STINT_IS_DRAFT (self));
  g_signal_connect_object (task, "notify::keep", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
  g_list_store_append (self->tasks, task);
  kept_cb (self);
}

void
stint_draft_add_rule (StintDraft     *self,
                      StintDraftRule *rule)
{
  g_return_if_fail (STINT_IS_DRAFT (self));
  g_signal_connect_object (rule, "notify::keep", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
  g_list_store_append (self->rules, rule);
  kept_cb (self);
}

const char *const *
stint_draft_get_questions (StintDraft *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT (self), NULL);
  return (const char *const *) self->questions;
}

void
stint_draft_set_questions (StintDraft        *self,
                           const char *const *questions)
{
  g_return_if_fail (STINT_IS_DRAFT (self));
  g_strfreev (self->questions);
  self->questions = g_strdupv ((char **) questions);
}

const char *
stint_draft_get_server (StintDraft *self)
{
  g_return_val_if_fail (STINT_IS_DRAFT (self), NULL);
  return self->server;
}

void
stint_draft_set_server (StintDraft *self,
                        const char *server)
{
  g_return_if_fail (STINT_IS_DRAFT (self));
  g_free (self->server);
  self->server = g_strdup (server);
}

StintDraftTask *
stint_draft_find_task (StintDraft *self,
                       const char *ref)
{
  g_return_val_if_fail (STINT_IS_DRAFT (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tasks)); i++)
    {
      /* The list holds it. */
      g_autoptr (StintDraftTask) task = g_list_model_get_item (G_LIST_MODEL (self->tasks), i);

      if (g_str_equal (stint_draft_task_get_ref (task), ref))
        return task;
    }
  return NULL;
}

guint
stint_draft_get_n_kept (StintDraft *self)
{
  guint n = 0;

  g_return_val_if_fail (STINT_IS_DRAFT (self), 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tasks)); i++)
    {
      g_autoptr (StintDraftTask) task = g_list_model_get_item (G_LIST_MODEL (self->tasks), i);

      n += stint_draft_task_get_keep (task);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rules)); i++)
    {
      g_autoptr (StintDraftRule) rule = g_list_model_get_item (G_LIST_MODEL (self->rules), i);

      n += stint_draft_rule_get_keep (rule);
    }
  return n;
}

void
stint_draft_keep_all (StintDraft *self,
                      gboolean    keep)
{
  g_return_if_fail (STINT_IS_DRAFT (self));
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tasks)); i++)
    {
      g_autoptr (StintDraftTask) task = g_list_model_get_item (G_LIST_MODEL (self->tasks), i);

      stint_draft_task_set_keep (task, keep);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rules)); i++)
    {
      g_autoptr (StintDraftRule) rule = g_list_model_get_item (G_LIST_MODEL (self->rules), i);

      stint_draft_rule_set_keep (rule, keep);
    }
  g_object_thaw_notify (G_OBJECT (self));
}
