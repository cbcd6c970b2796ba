/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sync-oracle.h"

G_BEGIN_DECLS

/**
 * SyncThing:
 * @name: for a person: "t3"
 * @owners: (element-type int): the tasks that a block was ever planned for, the series of an override
 * @actions: what was ever done to it or to what it owned, but deletions
 * @revived: somebody undid its deletion
 */
typedef struct
{
  StintKind kind;
  char *id;
  char *name;
  GArray *owners;
  SyncSeen actions;
  gboolean revived;
  guint n_deletions;
} SyncThing;

/**
 * SyncAction:
 * @stored: a server had it once
 * @acked: its device was told so
 * @lost: the disk that it was on is gone
 */
typedef struct
{
  int thing;
  int device;
  gint64 at_ms;
  gboolean stored;
  gboolean acked;
  gboolean lost;
} SyncAction;

/**
 * SyncValue:
 * @token: "member=JSON", of a set an element each
 * @action: what made it
 * @at_ms: when a person wrote it last
 * @taken: (element-type int): actions of people who saw it, and after which it was no longer there
 * @removed_by: the action that took this tag out of its set; -1
 */
typedef struct
{
  char *token;
  int thing;
  int action;
  gint64 at_ms;
  GArray *taken;
  int removed_by;
} SyncValue;

/**
 * SyncDeletion:
 * @seen: what whoever deleted it had seen of it
 */
typedef struct
{
  int thing;
  int action;
  SyncSeen seen;
} SyncDeletion;

/**
 * SyncView:
 * @seen: (element-type SyncSeen): by thing, what the device's state of it comes from
 * @kept: (nullable): the same when its last backup was made
 * @n_kept_actions: how many actions there were then
 */
typedef struct
{
  GArray *seen;
  GArray *kept;
  guint n_kept_actions;
} SyncView;

/**
 * SyncBatch:
 * @things: (element-type int); @seen: (element-type SyncSeen): what is in it, and what that comes from
 */
typedef struct
{
  GArray *things;
  GArray *seen;
} SyncBatch;

struct _SyncOracle
{
  GPtrArray *things;
  GHashTable *thing_by_id;
  GArray *actions;
  GHashTable *values;
  GPtrArray *value_list;
  GArray *deletions;
  GPtrArray *views;
  GHashTable *batches;
  GHashTable *versions;
  GHashTable *decided;
  guint n_of_kind[STINT_N_KINDS];
  guint n_later;
  guint n_earlier;
};

int        sync_oracle_find_thing   (SyncOracle     *self,
                                     StintKind       kind,
                                     const char     *id);
SyncSeen  *sync_oracle_get_seen     (GArray         *seen,
                                     int             thing);
void       sync_seen_add            (SyncSeen       *self,
                                     int             action);
void       sync_seen_join           (SyncSeen       *self,
                                     const SyncSeen *other);
gboolean   sync_seen_covers         (const SyncSeen *self,
                                     const SyncSeen *other);
int        sync_oracle_add_action   (SyncOracle     *self,
                                     int             device,
                                     int             thing,
                                     gint64          now_ms);

GPtrArray *sync_tokens_of           (GVariant       *members);
GPtrArray *sync_tokens_lost         (GVariant       *conflict);
char      *sync_token_kept          (GVariant       *conflict);

void       sync_oracle_count_winner (SyncOracle     *self,
                                     GVariant       *conflict);

G_END_DECLS
