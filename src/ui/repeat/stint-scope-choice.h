/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-query.h"
#include "workspace/series/stint-series-commands.h"

G_BEGIN_DECLS

/**
 * StintScopeChoice:
 *
 * What a person does to one occurrence of a series. It is done to this one at once; as long as the choice is open, it can be widened to
 * the following ones or to all. What was done to this one alone is taken back then, so that one undo takes back the whole.
 *
 * Signals: `closed`: nothing can be chosen any more; `widened`: now it is done to more of them; `failed (message)`: it could not be
 * widened, and stands for this one.
 */
#define STINT_TYPE_SCOPE_CHOICE (stint_scope_choice_get_type ())
G_DECLARE_FINAL_TYPE (StintScopeChoice, stint_scope_choice, STINT, SCOPE_CHOICE, GObject)

/* @row: copied; an occurrence, touched or not */
StintScopeChoice *stint_scope_choice_new_place    (StintWorkspace      *workspace,
                                                   const StintGridRow  *row,
                                                   gint64               start_s,
                                                   gint64               end_s,
                                                   gboolean             all_day);
StintScopeChoice *stint_scope_choice_new_deadline (StintWorkspace      *workspace,
                                                   const StintGridRow  *row,
                                                   int                  day);
StintScopeChoice *stint_scope_choice_new_skip     (StintWorkspace      *workspace,
                                                   const StintGridRow  *row);

void              stint_scope_choice_make_async   (StintScopeChoice    *self,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
StintChange      *stint_scope_choice_make_finish  (StintScopeChoice    *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);
char             *stint_scope_choice_describe     (StintScopeChoice    *self);
gboolean          stint_scope_choice_get_is_widening (StintScopeChoice *self);
gboolean          stint_scope_choice_get_is_open  (StintScopeChoice    *self);
void              stint_scope_choice_widen        (StintScopeChoice    *self,
                                                   StintScope           scope);
void              stint_scope_choice_close        (StintScopeChoice    *self);

G_END_DECLS
