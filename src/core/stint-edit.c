/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-edit.h"

struct _StintEdit
{
  char   *label;
  char   *merge_key;
  GArray *ops;
};

static void
add_op (StintEdit  *self,
        StintOpType type,
        StintKind   kind,
        const char *id,
        GVariant   *members)
{
  StintOp op = { .type = type, .kind = kind, .id = g_strdup (id), .members = members };

  g_array_append_val (self->ops, op);
}

void
stint_op_clear (StintOp *op)
{
  g_clear_pointer (&op->id, g_free);
  g_clear_pointer (&op->members, g_variant_unref);
  g_clear_pointer (&op->edits, g_variant_unref);
  g_clear_pointer (&op->at, g_variant_unref);
}

/**
 * stint_edit_new:
 * @label: what it does, translated, for the history: "Move “Write report”"
 *
 * Returns: (transfer full)
 */
StintEdit *
stint_edit_new (const char *label)
{
  StintEdit *self = g_new0 (StintEdit, 1);

  self->label = g_strdup (label);
  self->ops = g_array_new (FALSE, FALSE, sizeof (StintOp));
  g_array_set_clear_func (self->ops, (GDestroyNotify) stint_op_clear);
  return self;
}

void
stint_edit_free (StintEdit *self)
{
  g_free (self->label);
  g_free (self->merge_key);
  g_array_unref (self->ops);
  g_free (self);
}

const char *
stint_edit_get_label (StintEdit *self)
{
  return self->label;
}

/**
 * stint_edit_set_merge_key:
 * @merge_key: (nullable): two edits in a row with the same key become one change: what is typed letter by letter is one step
 */
void
stint_edit_set_merge_key (StintEdit  *self,
                          const char *merge_key)
{
  g_free (self->merge_key);
  self->merge_key = g_strdup (merge_key);
}

const char *
stint_edit_get_merge_key (StintEdit *self)
{
  return self->merge_key;
}

/**
 * stint_edit_create:
 * @members: (transfer floating): `a{sv}`, all of them
 */
void
stint_edit_create (StintEdit  *self,
                   StintKind   kind,
                   const char *id,
                   GVariant   *members)
{
  add_op (self, STINT_OP_CREATE, kind, id, stint_members_sort (members));
}

/**
 * stint_edit_put:
 * @members: (transfer floating): `a{sv}`
 */
void
stint_edit_put (StintEdit  *self,
                StintKind   kind,
                const char *id,
                GVariant   *members)
{
  add_op (self, STINT_OP_PUT, kind, id, stint_members_sort (members));
}

/**
 * stint_edit_set:
 * @value: (transfer floating) (nullable): the member's value; %NULL removes the member
 *
 * Several members of one record in a row become one operation.
 */
void
stint_edit_set (StintEdit  *self,
                StintKind   kind,
                const char *id,
                const char *member,
                GVariant   *value)
{
  StintOp *last = self->ops->len > 0 ? &g_array_index (self->ops, StintOp, self->ops->len - 1) : NULL;
  gboolean same = last != NULL && last->type == STINT_OP_SET && last->kind == kind && g_str_equal (last->id, id);
  GVariantBuilder builder;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (same ? last->members : NULL);

  if (value == NULL)
    value = stint_members_unset_value ();

  /* Not stint_members_with(): that would take an unset value out. */
  if (same)
    {
      g_variant_dict_insert_value (&dict, member, value);
      g_variant_unref (last->members);
      last->members = stint_members_sort (g_variant_dict_end (&dict));
      return;
    }

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", member, value);
  add_op (self, STINT_OP_SET, kind, id, stint_members_sort (g_variant_builder_end (&builder)));
}

void
stint_edit_delete (StintEdit  *self,
                   StintKind   kind,
                   const char *id)
{
  add_op (self, STINT_OP_DELETE, kind, id, NULL);
}

/**
 * stint_edit_revive:
 * @members: (transfer floating): `a{sv}`, all of them
 */
void
stint_edit_revive (StintEdit  *self,
                   StintKind   kind,
                   const char *id,
                   GVariant   *members)
{
  add_op (self, STINT_OP_REVIVE, kind, id, stint_members_sort (members));
}

guint
stint_edit_get_n_ops (StintEdit *self)
{
  return self->ops->len;
}

/**
 * stint_edit_get_op:
 *
 * Returns: (transfer none): valid until the next operation is added
 */
const StintOp *
stint_edit_get_op (StintEdit *self,
                   guint      position)
{
  g_return_val_if_fail (position < self->ops->len, NULL);

  return &g_array_index (self->ops, StintOp, position);
}
