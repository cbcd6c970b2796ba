/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-change.h"
#include "sync-server.h"

G_BEGIN_DECLS

#define SYNC_MAX_ACTIONS 1024

/**
 * SyncSeen:
 *
 * A set of actions: what a state of a record comes from.
 */
typedef struct
{
  guint64 words[SYNC_MAX_ACTIONS / 64];
} SyncSeen;

/**
 * SyncFault:
 * @SYNC_FAULT_LOST: an edit is neither in the result nor in the inbox, and nobody who saw it took it away
 * @SYNC_FAULT_ZOMBIE: a record lives though somebody deleted it who had seen every edit of it
 * @SYNC_FAULT_TAG_BACK: a tag is there that somebody took away
 * @SYNC_FAULT_DIVERGED: a device shows something else than the server has
 * @SYNC_FAULT_STUCK: a device does not come to an end, or has something that it never sends
 * @SYNC_FAULT_ORPHAN: a block lives whose task does not
 * @SYNC_FAULT_PARKED: the server refused what a person could write
 * @SYNC_FAULT_DAMAGED: a store does not pass its own check
 *
 * What must not happen.
 */
typedef enum
{
  SYNC_FAULT_LOST,
  SYNC_FAULT_ZOMBIE,
  SYNC_FAULT_TAG_BACK,
  SYNC_FAULT_DIVERGED,
  SYNC_FAULT_STUCK,
  SYNC_FAULT_ORPHAN,
  SYNC_FAULT_PARKED,
  SYNC_FAULT_DAMAGED,
} SyncFault;
#define SYNC_N_FAULTS (SYNC_FAULT_DAMAGED + 1)

const char *sync_fault_to_string (SyncFault fault);

/**
 * SyncVerdict:
 * @n_faults: by kind
 * @reasons: a line each
 * @n_inbox: entries that nobody has settled
 * @n_later, @n_earlier: of two edits of one member, how often the one that was truly later was kept
 */
typedef struct
{
  guint n_faults[SYNC_N_FAULTS];
  GPtrArray *reasons;
  guint n_inbox;
  guint n_later;
  guint n_earlier;
} SyncVerdict;

void sync_verdict_init  (SyncVerdict *self);
void sync_verdict_clear (SyncVerdict *self);
void sync_verdict_add   (SyncVerdict *self,
                         SyncFault    fault,
                         const char  *format,
                         ...) G_GNUC_PRINTF (3, 4);

/**
 * SyncOracle:
 *
 * Knows what people did and saw, from outside: every edit has a value of its own, and what a state of a record comes from is carried along
 * with the requests and answers, without asking the code under test.
 */
typedef struct _SyncOracle SyncOracle;

SyncOracle *sync_oracle_new          (void);
void        sync_oracle_free         (SyncOracle        *self);

int         sync_oracle_add_device   (SyncOracle        *self);
void        sync_oracle_lose_device  (SyncOracle        *self,
                                      int                device);
void        sync_oracle_keep_view    (SyncOracle        *self,
                                      int                device);
void        sync_oracle_restore_view (SyncOracle        *self,
                                      int                device);
gboolean    sync_oracle_is_full      (SyncOracle        *self);
const char *sync_oracle_name         (SyncOracle        *self,
                                      StintKind          kind,
                                      const char        *id);

void        sync_oracle_note_change  (SyncOracle        *self,
                                      int                device,
                                      StintChange       *change,
                                      gint64             now_ms);
void        sync_oracle_note_typed   (SyncOracle        *self,
                                      GVariant          *members);
void        sync_oracle_note_repair  (SyncOracle        *self,
                                      int                device,
                                      const char        *task,
                                      gint64             now_ms);
void        sync_oracle_note_batch   (SyncOracle        *self,
                                      int                device,
                                      const char        *key,
                                      const char        *body);
void        sync_oracle_note_stored  (SyncOracle        *self,
                                      const char        *key,
                                      const char        *tag);
void        sync_oracle_note_acked   (SyncOracle        *self,
                                      const char        *key);
void        sync_oracle_note_pulled  (SyncOracle        *self,
                                      int                device,
                                      GVariant          *answer);

void        sync_oracle_judge        (SyncOracle        *self,
                                      GPtrArray         *records,
                                      GPtrArray         *parked,
                                      gboolean           with_undo,
                                      SyncVerdict       *verdict);

G_END_DECLS
