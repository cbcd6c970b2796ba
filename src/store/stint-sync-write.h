/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/stint-apply.h"
#include "store/stint-database-private.h"
#include "store/stint-record-table.h"
#include "store/stint-remote-table.h"
#include "store/stint-sync-store.h"

G_BEGIN_DECLS

/* The names of what lies in `meta`. */
#define STINT_SYNC_WALK "sync-walk"
#define STINT_SYNC_ERASED "sync-erased"
#define STINT_SYNC_SUCCESS "sync-success-ms"

/**
 * StintSyncWrite:
 * @apply: the change in the log, begun with the first record that is different
 * @n_records: how many were
 *
 * A transaction of the sync, open.
 */
struct _StintSyncWrite
{
  StintDatabase *database;
  StintSyncTime time;
  StintApply apply;
  gboolean has_change;
  gboolean is_open;
};

StintApply *stint_sync_write_get_apply (StintSyncWrite  *self,
                                        GError         **error);
gboolean    stint_sync_write_suspect   (StintSyncWrite  *self,
                                        StintRecord     *record,
                                        GError         **error);
gboolean    stint_sync_write_tell      (StintSyncWrite  *self,
                                        StintRecord     *entry,
                                        GError         **error);
gboolean    stint_sync_write_release_owned (StintSyncWrite *self,
                                            StintKind       kind,
                                            const char     *id,
                                            GError        **error);
GVariant   *stint_sync_write_settle    (StintSyncWrite  *self,
                                        GVariant        *at,
                                        GVariant        *base_at,
                                        GVariant        *known_at);

G_END_DECLS
