/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/inbox/stint-commands-conflict.h"
#include "workspace/inbox/stint-conflict-item.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintInbox:
 *
 * What could not be merged: a GListModel of StintConflictItem, those about one record beside each other, the newest record first. It follows
 * the workspace; an entry that nothing has happened to keeps its item.
 *
 * Property: `count` (uint): how many there are. It is notified after the items have changed.
 */
#define STINT_TYPE_INBOX (stint_inbox_get_type ())
G_DECLARE_FINAL_TYPE (StintInbox, stint_inbox, STINT, INBOX, GObject)

StintInbox *stint_inbox_new       (StintWorkspace *workspace);
guint       stint_inbox_get_count (StintInbox     *self);

G_END_DECLS
