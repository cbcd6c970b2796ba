/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store-fixture.h"

#include "store/stint-sync-store.h"

G_BEGIN_DECLS

/* Tags of pushes, in their order. */
#define V1 "1.0000000000000001"
#define V2 "2.0000000000000002"
#define V9 "9.0000000000000009"

#define FRAME "\"device\":\"d\",\"since\":\"0\","

/* A store whose server is the test: what would be sent, and what is said to it. */
StintSyncWrite *outbox_begin_at (Fixture *self, gint64 offset_ms);
StintSyncWrite *outbox_begin (Fixture *self);
void outbox_commit (StintSyncWrite *write);
GVariant *outbox_freeze_at (Fixture *self, guint limit, gint64 offset_ms);
GVariant *outbox_freeze (Fixture *self);
guint outbox_count_ops (GVariant *batch);
GVariant *outbox_get_op (GVariant *batch, guint position);
char *outbox_describe (GVariant *batch);
void outbox_acknowledge (Fixture *self, GVariant *batch, const char *version);
void outbox_settle (Fixture *self, const char *version);
StintOutboxCounts outbox_count (Fixture *self);
void outbox_take (Fixture *self, StintRecord *theirs, const char *version, gboolean from_snapshot);
StintRecord *outbox_theirs (StintKind kind, const char *id, const char *data, const char *edits);
void outbox_repair (Fixture *self);

G_END_DECLS
