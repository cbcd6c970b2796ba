/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-edit.h"

G_BEGIN_DECLS

/**
 * StintDelta:
 * @before: (nullable): the touched members as they were, `a{sv}`; all of them if the record is deleted; %NULL if it did not live
 * @after: (nullable): the touched members as they are now; all of them if it was created; %NULL if it no longer lives
 * @record: (nullable): the whole record as it is after the change, when it is at hand
 *
 * What a change did to one record. A member that is in one dictionary only was added or removed.
 */
typedef struct
{
  StintKind kind;
  char *id;
  GVariant *before;
  GVariant *after;
  StintRecord *record;
} StintDelta;

/**
 * StintChangeOrigin:
 *
 * Who made a change: the undo stack holds what people did in this store, never what a sync brought.
 */
typedef enum
{
  STINT_CHANGE_PERSON,
  STINT_CHANGE_UNDO,
  STINT_CHANGE_REDO,
  STINT_CHANGE_SYNC,
} StintChangeOrigin;

/**
 * StintChange:
 *
 * One undoable step as it was carried out: a label and the records before and after it. Immutable once made, counted atomically.
 */
typedef struct _StintChange StintChange;

#define STINT_TYPE_CHANGE (stint_change_get_type ())
GType             stint_change_get_type      (void);

StintChange      *stint_change_new           (const char        *id,
                                              const char        *label,
                                              gint64             unix_ms,
                                              const char        *device,
                                              StintChangeOrigin  origin);
StintChange      *stint_change_ref           (StintChange       *self);
void              stint_change_unref         (StintChange       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintChange, stint_change_unref)

void              stint_change_add           (StintChange       *self,
                                              StintKind          kind,
                                              const char        *id,
                                              GVariant          *before,
                                              GVariant          *after,
                                              StintRecord       *record);
const char       *stint_change_get_id        (StintChange       *self);
const char       *stint_change_get_label     (StintChange       *self);
gint64            stint_change_get_unix_ms   (StintChange       *self);
const char       *stint_change_get_device    (StintChange       *self);
StintChangeOrigin stint_change_get_origin    (StintChange       *self);
guint             stint_change_get_n_deltas  (StintChange       *self);
const StintDelta *stint_change_get_delta     (StintChange       *self,
                                              guint              position);

/**
 * StintLookup:
 *
 * Finds the record as it is now, dead ones too. Returns: (transfer full) (nullable)
 */
typedef StintRecord *(*StintLookup) (StintKind   kind,
                                     const char *id,
                                     gpointer    user_data);

/**
 * StintOwnedLookup:
 *
 * Whether a living record that is not in @but_ids names this one as its owner.
 */
typedef gboolean (*StintOwnedLookup) (StintKind   kind,
                                      const char *id,
                                      GHashTable *but_ids,
                                      gpointer    user_data);

/**
 * StintEntryLookup:
 *
 * Whether an entry of the conflict inbox that lives has what @delta made of the record: of @member, or of any if it is %NULL.
 */
typedef gboolean (*StintEntryLookup) (const StintDelta *delta,
                                      const char       *member,
                                      gpointer          user_data);

StintEdit        *stint_change_invert        (StintChange       *self,
                                              const char        *label,
                                              StintLookup        lookup,
                                              StintOwnedLookup   has_owned,
                                              StintEntryLookup   has_entry,
                                              gpointer           user_data,
                                              GStrv             *left);
GVariant         *stint_delta_touched        (GVariant          *before,
                                              GVariant          *after,
                                              GVariant         **after_touched);

G_END_DECLS
