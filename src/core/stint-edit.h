/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

G_BEGIN_DECLS

/**
 * StintOpType:
 * @STINT_OP_CREATE: a new record with all its members; an error if it lives already
 * @STINT_OP_PUT: create it, bring it back, or set those of the members that differ (imports)
 * @STINT_OP_SET: set members of a living record; an unset value (stint_members_unset_value()) removes one
 * @STINT_OP_DELETE: delete it and what it owns
 * @STINT_OP_REVIVE: undo a deletion: the record lives again with these members
 */
typedef enum
{
  STINT_OP_CREATE,
  STINT_OP_PUT,
  STINT_OP_SET,
  STINT_OP_DELETE,
  STINT_OP_REVIVE,
} StintOpType;

/**
 * StintOp:
 * @members: (nullable): `a{sv}`, sorted; %NULL for a deletion
 * @edits, @at: (nullable): of a put: who had edited it how often and when, as in its record; they count if there is no such record yet
 *
 * What shall happen to one record. It names members, not the whole record: the store reads the row again and writes these.
 */
typedef struct
{
  StintOpType type;
  StintKind kind;
  char *id;
  GVariant *members;
  GVariant *edits;
  GVariant *at;
} StintOp;

void stint_op_clear (StintOp *op);

/**
 * StintEdit:
 *
 * What a person asks for in one step: a label and what shall happen to which records. It becomes a #StintChange when the store has
 * applied it. Not shared between threads: handed over.
 */
typedef struct _StintEdit StintEdit;

StintEdit     *stint_edit_new           (const char  *label);
void           stint_edit_free          (StintEdit   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintEdit, stint_edit_free)

const char    *stint_edit_get_label     (StintEdit   *self);
void           stint_edit_set_merge_key (StintEdit   *self,
                                         const char  *merge_key);
const char    *stint_edit_get_merge_key (StintEdit   *self);

void           stint_edit_create        (StintEdit   *self,
                                         StintKind    kind,
                                         const char  *id,
                                         GVariant    *members);
void           stint_edit_put           (StintEdit   *self,
                                         StintKind    kind,
                                         const char  *id,
                                         GVariant    *members);
void           stint_edit_set           (StintEdit   *self,
                                         StintKind    kind,
                                         const char  *id,
                                         const char  *member,
                                         GVariant    *value);
void           stint_edit_delete        (StintEdit   *self,
                                         StintKind    kind,
                                         const char  *id);
void           stint_edit_revive        (StintEdit   *self,
                                         StintKind    kind,
                                         const char  *id,
                                         GVariant    *members);
guint          stint_edit_get_n_ops     (StintEdit   *self);
const StintOp *stint_edit_get_op        (StintEdit   *self,
                                         guint        position);

G_END_DECLS
