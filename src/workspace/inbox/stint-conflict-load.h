/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/inbox/stint-conflict-item.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/* finish: (transfer full): a list store of StintConflictItem, those about one record beside each other, the newest record first. */
void        stint_workspace_list_conflicts_async  (StintWorkspace       *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GListStore *stint_workspace_list_conflicts_finish (StintWorkspace       *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
