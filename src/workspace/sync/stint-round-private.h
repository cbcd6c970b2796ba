/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/stint-sync-store.h"
#include "workspace/sync/stint-round.h"

G_BEGIN_DECLS

/* What of a round lies in the database. */
#define STINT_ROUND_CURSOR "sync-cursor"       /* how far the log was pulled */
#define STINT_ROUND_BATCH "sync-batch"         /* the body of a push without an answer, as it was sent */
#define STINT_ROUND_KEY "sync-batch-key"       /* its key */
#define STINT_ROUND_FAILURES "sync-failures"   /* how often the server failed at it */
#define STINT_ROUND_LIMIT "sync-limit"         /* operations of the next batch at most, after failures */
#define STINT_ROUND_REFUSED "sync-refused"     /* what a 409 named last, with the versions that were known */
#define STINT_ROUND_WALK_AT "sync-walk-at"     /* the next page of a snapshot; empty for the first; absent: there is none */
#define STINT_ROUND_WALK_HEAD "sync-walk-head" /* the head at its first page */
#define STINT_ROUND_WALK_N "sync-walk-n"       /* how many records it has named */
#define STINT_ROUND_WALKS "sync-walks"         /* how many were begun in a row that did not come whole */
#define STINT_ROUND_SEEN "sync-seen"           /* pushes that are known of the server beyond the cursor */
#define STINT_ROUND_ERASED "sync-erased"       /* the head of the account after it was erased */

#define STINT_ROUND_MAX_OPS 90

/**
 * StintRound:
 * @at_head: everything up to @head_n was pulled in this round, and nobody has pushed since but us
 * @blocked: why nothing more is pushed in this round
 * @probing: the server fails at a batch: does it answer at all?
 */
struct _StintRound
{
  char *device_name;
  gint64 offset_ms;
  gboolean at_head;
  gint64 head_n;
  gboolean probing;
  StintSyncProblem blocked;
  StintSyncProblem problem;
  char *detail;
  guint n_requests;
  guint n_conflicts;
  guint n_seen;
  guint n_done;
  guint n_total;
};

/* One answer while it is taken. @type: (nullable): the name of our problem */
typedef struct
{
  StintRound *round;
  StintDatabase *database;
  const StintApiRequest *request;
  const StintApiAnswer *answer;
  GVariant *body;
  const char *type;
  gint64 now_ms;
  gint64 wait_ms;
} StintTaking;

StintSyncWrite *stint_round_begin_write (StintRound        *self,
                                         StintDatabase     *database,
                                         gint64             now_ms,
                                         GError           **error);
StintRoundStep  stint_round_stop        (StintRound        *self,
                                         StintSyncProblem   problem,
                                         const char        *detail);
const char     *stint_round_get_text    (GVariant          *object,
                                         const char        *name);

/* stint-round-pull.c */
StintRoundStep  stint_round_take_pull     (StintTaking     *taking,
                                           GError         **error);
StintRoundStep  stint_round_take_snapshot (StintTaking     *taking,
                                           GError         **error);
gboolean        stint_round_start_walk    (StintSyncWrite  *write,
                                           GError         **error);

/* stint-round-seen.c */
gboolean        stint_round_note_seen     (StintRound      *self,
                                           StintSyncWrite  *write,
                                           StintDatabase   *database,
                                           const char      *tag,
                                           GError         **error);
gboolean        stint_round_has_seen_much (StintRound      *self);
gboolean        stint_round_is_double     (StintDatabase   *database,
                                           const char      *tag);
gboolean        stint_round_has_lost      (StintDatabase   *database,
                                           const char      *cursor,
                                           GVariant        *changes,
                                           const char      *head);

/* stint-round-push.c */
StintRoundStep  stint_round_take_push     (StintTaking     *taking,
                                           GError         **error);
gboolean        stint_round_drop_batch    (StintSyncWrite  *write,
                                           GError         **error);
gboolean        stint_round_note_failure  (StintTaking     *taking,
                                           GError         **error);
gboolean        stint_round_halve         (StintTaking     *taking,
                                           GError         **error);

G_END_DECLS
