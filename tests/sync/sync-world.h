/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/stint-database.h"
#include "sync-oracle.h"
#include "workspace/sync/stint-round.h"

G_BEGIN_DECLS

#define SYNC_MINUTE_MS G_GINT64_CONSTANT (60000)
#define SYNC_DAY_MS (24 * 60 * SYNC_MINUTE_MS)
/* Monday, 23 November 2026, 12:00 UTC */
#define SYNC_START_MS G_GINT64_CONSTANT (1795435200000)

/**
 * SyncConfig:
 * @min_devices, @max_devices: how many there are
 * @pause_ms: how long a step takes on average
 * @long_pause, @flip, @edit, @network, @restore, @lose_disk, @set_clock, @back_up, @use_backup, @restart, @crash: how likely in a step:
 *   nobody does anything for weeks; a device goes on or off line; a person does something; a request has a bad fate; the server is put
 *   back to yesterday; a machine dies and another comes; a clock is set; a backup is made; a device's store is replaced by its backup;
 *   the program ends and starts again; it dies when something shall be written
 * @max_restores: how often the server is put back at most; 0: once
 * @with_undo: people undo and redo
 * @picky: the server refuses some titles
 * @torn: the server's restore has its last push in part
 * @skew_ms: by how much clocks are wrong
 */
typedef struct
{
  const char *name;
  int min_devices;
  int max_devices;
  int n_steps;
  gint64 pause_ms;
  double long_pause;
  double flip;
  double edit;
  double network;
  double restore;
  double lose_disk;
  double set_clock;
  double back_up;
  double use_backup;
  double restart;
  double crash;
  guint max_restores;
  gboolean with_undo;
  gboolean torn;
  gboolean picky;
  gint64 skew_ms;
} SyncConfig;

/**
 * SyncDevice:
 * @number: in the oracle
 * @other: (nullable): the store as another process has it open, for people's edits: the command line beside the window
 * @round: (nullable): the one that runs
 * @skew_ms: by how much its clock is wrong
 * @is_newer: its version knows a member that the others do not
 * @backup: (nullable): the path of its last one
 * @n_restored: how often it was put back to one
 * @own_edits: by the id of a task, how often this device has edited it
 * @known_dead: ids of tasks that it has known as deleted
 * @push_net: what becomes of its next push, whatever the network does else
 * @commits_left: it dies when it writes so often again; 0: it does not
 */
typedef struct
{
  int number;
  char letter;
  char *directory;
  StintDatabase *database;
  StintDatabase *other;
  StintRound *round;
  gboolean online;
  gboolean is_newer;
  gboolean has_other;
  gint64 skew_ms;
  gint64 wait_until_ms;
  StintSyncProblem problem;
  char *backup;
  int n_restored;
  GHashTable *own_edits;
  GHashTable *known_dead;
  int push_net;
  int commits_left;
} SyncDevice;

/**
 * SyncWorld:
 * @now_ms: the true time, and the server's
 * @late: (element-type StintApiRequest): what the network still holds
 * @n_values: makes every value another one
 * @ops_max: how many operations a batch has at most, enough for a record with its entries; empty: as many as the API takes
 * @has_series: people have tasks that repeat
 * @has_trace: what happens is printed, a line each
 */
typedef struct
{
  const SyncConfig *config;
  GRand *rand;
  char *directory;
  gint64 now_ms;
  SyncServer *server;
  SyncOracle *oracle;
  GPtrArray *devices;
  GPtrArray *late;
  guint n_values;
  guint n_restores;
  guint n_lost;
  gboolean has_series;
  gboolean has_trace;
  char ops_max[4];
} SyncWorld;

SyncWorld  *sync_world_new             (const SyncConfig *config,
                                        guint32           seed,
                                        gboolean          trace);
void        sync_world_free            (SyncWorld        *self);
gboolean    sync_world_happens         (SyncWorld        *self,
                                        double            probability);
void        sync_world_say             (SyncWorld        *self,
                                        const char       *format,
                                        ...) G_GNUC_PRINTF (2, 3);

SyncDevice *sync_world_add_device      (SyncWorld        *self);
void        sync_world_lose_device     (SyncWorld        *self,
                                        SyncDevice       *device);
gint64      sync_device_now_ms         (SyncWorld        *self,
                                        SyncDevice       *device);
void        sync_device_shut           (SyncDevice       *device);
void        sync_device_restart        (SyncWorld        *self,
                                        SyncDevice       *device);
void        sync_device_back_up        (SyncWorld        *self,
                                        SyncDevice       *device);
void        sync_device_use_backup     (SyncWorld        *self,
                                        SyncDevice       *device);
void        sync_device_crash_at       (SyncDevice       *device,
                                        int               n_commits);
StintDatabase *sync_device_get_hand    (SyncDevice       *device);
GPtrArray  *sync_device_list_living    (SyncDevice       *device,
                                        StintKind         kind);

/* sync-people.c */
gboolean    sync_person_apply          (SyncWorld        *world,
                                        SyncDevice       *device,
                                        StintEdit        *edit,
                                        const char       *what);
void        sync_person_undo           (SyncWorld        *world,
                                        SyncDevice       *device,
                                        gboolean          redo);
void        sync_person_act            (SyncWorld        *world,
                                        SyncDevice       *device);

/**
 * SyncNet:
 * @SYNC_NET_LOST: the request does not arrive
 * @SYNC_NET_CUT: it is carried out, and the answer does not arrive
 * @SYNC_NET_HALF: half of the answer arrives
 * @SYNC_NET_DOUBLED: it arrives a second time, later
 * @SYNC_NET_DELAYED: it arrives when its sender has given up waiting
 * @SYNC_NET_ABANDONED: the program ends while it waits for the answer
 * @SYNC_NET_BUSY, @SYNC_NET_BUSY_SAID: 429, without and with Retry-After
 * @SYNC_NET_FAILING: the server fails
 * @SYNC_NET_PORTAL: a captive portal answers in its place
 *
 * What becomes of a request.
 */
typedef enum
{
  SYNC_NET_OK,
  SYNC_NET_LOST,
  SYNC_NET_CUT,
  SYNC_NET_HALF,
  SYNC_NET_DOUBLED,
  SYNC_NET_DELAYED,
  SYNC_NET_ABANDONED,
  SYNC_NET_BUSY,
  SYNC_NET_BUSY_SAID,
  SYNC_NET_FAILING,
  SYNC_NET_PORTAL,
} SyncNet;
#define SYNC_N_NETS (SYNC_NET_PORTAL + 1)

/**
 * SyncStep:
 * @SYNC_STEP_DONE: the round is over: all is in sync
 * @SYNC_STEP_IDLE: a request that brought nothing new
 * @SYNC_STEP_MOVED: one that did
 * @SYNC_STEP_WAITS: it has to wait
 * @SYNC_STEP_STOPPED: the round was given up
 */
typedef enum
{
  SYNC_STEP_DONE,
  SYNC_STEP_IDLE,
  SYNC_STEP_MOVED,
  SYNC_STEP_WAITS,
  SYNC_STEP_STOPPED,
} SyncStep;

/* sync-network.c */
SyncNet     sync_world_choose_net      (SyncWorld        *self);
void        sync_world_deliver_late    (SyncWorld        *self);
SyncStep    sync_device_step           (SyncWorld        *self,
                                        SyncDevice       *device,
                                        SyncNet           net);
void        sync_device_look           (SyncWorld        *self,
                                        SyncDevice       *device,
                                        gboolean          by_sync);

/* sync-settle.c */
void        sync_world_settle          (SyncWorld        *self,
                                        SyncVerdict      *verdict);
void        sync_world_judge           (SyncWorld        *self,
                                        SyncVerdict      *verdict);

/* sync-run.c */
const SyncConfig *sync_config_find     (const char       *name);
const SyncConfig *sync_config_get      (guint             position);
void        sync_run                   (const SyncConfig *config,
                                        guint32           seed,
                                        gboolean          trace,
                                        SyncVerdict      *verdict);

G_END_DECLS
