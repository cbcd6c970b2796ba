/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-world.h"

#include <math.h>

/* As in the model that the rules come from, and more of each. */
static const SyncConfig configs[] = {
  { .name = "faults", .min_devices = 2, .max_devices = 3, .n_steps = 90, .pause_ms = 72 * SYNC_MINUTE_MS, .flip = 0.08, .edit = 0.4,
    .network = 0.4, .restart = 0.03, .crash = 0.02, .skew_ms = SYNC_DAY_MS },
  { .name = "undo", .min_devices = 2, .max_devices = 3, .n_steps = 90, .pause_ms = 72 * SYNC_MINUTE_MS, .flip = 0.08, .edit = 0.45,
    .network = 0.2, .restart = 0.02, .with_undo = TRUE, .skew_ms = SYNC_DAY_MS },
  { .name = "away", .min_devices = 2, .max_devices = 3, .n_steps = 90, .pause_ms = SYNC_DAY_MS / 2, .long_pause = 0.05, .flip = 0.15,
    .edit = 0.4, .network = 0.3, .restart = 0.01, .skew_ms = SYNC_DAY_MS },
  { .name = "disk", .min_devices = 2, .max_devices = 3, .n_steps = 90, .pause_ms = 72 * SYNC_MINUTE_MS, .flip = 0.08, .edit = 0.4,
    .network = 0.2, .lose_disk = 0.01, .back_up = 0.03, .use_backup = 0.01, .skew_ms = SYNC_DAY_MS },
  { .name = "restored", .min_devices = 2, .max_devices = 3, .n_steps = 90, .pause_ms = 72 * SYNC_MINUTE_MS, .flip = 0.1, .edit = 0.4,
    .network = 0.2, .restore = 0.03, .skew_ms = SYNC_DAY_MS },
  { .name = "torn", .min_devices = 2, .max_devices = 3, .n_steps = 90, .pause_ms = 72 * SYNC_MINUTE_MS, .flip = 0.1, .edit = 0.4,
    .network = 0.2, .restore = 0.03, .torn = TRUE, .skew_ms = SYNC_DAY_MS },
  { .name = "clocks", .min_devices = 2, .max_devices = 3, .n_steps = 90, .pause_ms = 72 * SYNC_MINUTE_MS, .flip = 0.06, .edit = 0.45,
    .network = 0.2, .set_clock = 0.03, .skew_ms = SYNC_DAY_MS },
  { .name = "far", .min_devices = 2, .max_devices = 3, .n_steps = 90, .pause_ms = 72 * SYNC_MINUTE_MS, .flip = 0.06, .edit = 0.45,
    .network = 0.2, .skew_ms = 800 * SYNC_DAY_MS },
  { .name = "picky", .min_devices = 2, .max_devices = 3, .n_steps = 90, .pause_ms = 72 * SYNC_MINUTE_MS, .flip = 0.08, .edit = 0.4,
    .network = 0.2, .restart = 0.01, .with_undo = TRUE, .picky = TRUE, .skew_ms = SYNC_DAY_MS },
  { .name = "year", .min_devices = 2, .max_devices = 3, .n_steps = 90, .pause_ms = SYNC_DAY_MS, .long_pause = 0.08, .flip = 0.3,
    .edit = 0.45, .network = 0.2, .with_undo = TRUE, .skew_ms = SYNC_DAY_MS },
  { .name = "many", .min_devices = 6, .max_devices = 6, .n_steps = 200, .pause_ms = 72 * SYNC_MINUTE_MS, .flip = 0.1, .edit = 0.35,
    .network = 0.3, .restart = 0.01, .with_undo = TRUE, .skew_ms = SYNC_DAY_MS },
  { .name = "storm", .min_devices = 3, .max_devices = 4, .n_steps = 150, .pause_ms = SYNC_DAY_MS / 4, .long_pause = 0.02, .flip = 0.1,
    .edit = 0.35, .network = 0.2, .restore = 0.04, .restart = 0.02, .crash = 0.02, .max_restores = 5, .with_undo = TRUE, .torn = TRUE,
    .skew_ms = SYNC_DAY_MS },
  { .name = "all", .min_devices = 2, .max_devices = 4, .n_steps = 120, .pause_ms = SYNC_DAY_MS * 3 / 10, .long_pause = 0.03, .flip = 0.12,
    .edit = 0.4, .network = 0.3, .lose_disk = 0.004, .set_clock = 0.02, .back_up = 0.02, .use_backup = 0.005, .restart = 0.02,
    .crash = 0.01, .with_undo = TRUE, .skew_ms = SYNC_DAY_MS },
};

/* Returns: (nullable): the configuration at that place */
const SyncConfig *
sync_config_get (guint position)
{
  return position < G_N_ELEMENTS (configs) ? &configs[position] : NULL;
}

/* Returns: (nullable): the configuration of that name */
const SyncConfig *
sync_config_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (configs); i++)
    if (g_str_equal (configs[i].name, name))
      return &configs[i];
  return NULL;
}

static gint64
choose_skew (SyncWorld *self)
{
  static const int signs[] = { -1, 0, 0, 1 };

  return signs[g_rand_int_range (self->rand, 0, 4)] * self->config->skew_ms;
}

static SyncDevice *
add_device (SyncWorld *self)
{
  SyncDevice *device = sync_world_add_device (self);

  device->skew_ms = choose_skew (self);
  device->is_newer = g_rand_boolean (self->rand);
  device->has_other = sync_world_happens (self, 0.3);
  sync_device_restart (self, device);
  return device;
}

static void
let_time_pass (SyncWorld *self)
{
  static const int days[] = { 20, 35, 60, 100, 130, 400 };

  self->now_ms += (gint64) (-log (1 - g_rand_double (self->rand)) * (double) self->config->pause_ms);
  if (sync_world_happens (self, self->config->long_pause))
    {
      self->now_ms += days[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (days))] * SYNC_DAY_MS;
      sync_world_say (self, "---- a long pause");
    }
  sync_server_expire (self->server, self->now_ms, self->rand);
}

static void
restore_server (SyncWorld *self)
{
  guint n = sync_server_get_n_images (self->server);
  guint image;

  if (self->n_restores >= MAX (self->config->max_restores, 1) || n <= 3)
    return;
  image = (guint) g_rand_int_range (self->rand, (gint32) (n > 8 ? n - 8 : 1), (gint32) n);
  sync_server_restore (self->server, image, self->config->torn, g_rand_boolean (self->rand), self->now_ms, self->rand);
  self->n_restores++;
  sync_world_say (self, "==== the server is put back by %u pushes", n - 1 - image);
}

static void
replace_device (SyncWorld *self)
{
  SyncDevice *lost = self->devices->pdata[g_rand_int_range (self->rand, 0, (gint32) self->devices->len)];
  char letter = lost->letter;

  if (self->n_lost >= 8)
    return;
  self->n_lost++;
  sync_world_lose_device (self, lost);
  sync_world_say (self, "**** the disk of %c is lost; %c comes", letter, add_device (self)->letter);
}

/* What may happen to a device beside work and sync. */
static void
trouble (SyncWorld  *self,
         SyncDevice *device)
{
  const SyncConfig *config = self->config;

  if (sync_world_happens (self, config->flip))
    {
      device->online = !device->online;
      sync_world_say (self, "%c is %s", device->letter, device->online ? "on line" : "off line");
    }
  if (sync_world_happens (self, config->set_clock))
    {
      device->skew_ms = choose_skew (self);
      sync_world_say (self, "%c has its clock set, off by %d days", device->letter, (int) (device->skew_ms / SYNC_DAY_MS));
    }
  if (sync_world_happens (self, config->restart))
    sync_device_restart (self, device);
  if (sync_world_happens (self, config->back_up))
    sync_device_back_up (self, device);
  if (device->backup != NULL && sync_world_happens (self, config->use_backup))
    sync_device_use_backup (self, device);
  if (sync_world_happens (self, config->crash))
    sync_device_crash_at (device, g_rand_int_range (self->rand, 1, 4));
}

static void
step (SyncWorld *self)
{
  const SyncConfig *config = self->config;
  SyncDevice *device;

  let_time_pass (self);
  if (sync_world_happens (self, 0.3))
    sync_world_deliver_late (self);
  device = self->devices->pdata[g_rand_int_range (self->rand, 0, (gint32) self->devices->len)];
  trouble (self, device);
  if (sync_world_happens (self, config->edit))
    sync_person_act (self, device);
  /* A person may ask for a sync before its time. */
  if (device->online && (device->wait_until_ms <= self->now_ms || sync_world_happens (self, 0.3)))
    sync_device_step (self, device, sync_world_choose_net (self));
  if (sync_world_happens (self, config->restore))
    restore_server (self);
  if (sync_world_happens (self, config->lose_disk) && self->devices->len > 1)
    replace_device (self);
}

/**
 * sync_run:
 * @verdict: (out caller-allocates): cleared with sync_verdict_clear()
 *
 * One random run, from the first edit to the verdict.
 */
void
sync_run (const SyncConfig *config,
          guint32           seed,
          gboolean          trace,
          SyncVerdict      *verdict)
{
  SyncWorld *self = sync_world_new (config, seed, trace);
  int n = g_rand_int_range (self->rand, config->min_devices, config->max_devices + 1);

  sync_verdict_init (verdict);
  self->has_series = g_rand_boolean (self->rand);
  if (g_rand_boolean (self->rand))
    g_snprintf (self->ops_max, sizeof self->ops_max, "%d", g_rand_int_range (self->rand, 5, 13));
  for (int i = 0; i < n; i++)
    add_device (self);
  for (int i = 0; i < config->n_steps; i++)
    step (self);
  sync_world_say (self, "---- the end: everyone on line");
  sync_world_settle (self, verdict);
  sync_world_judge (self, verdict);
  sync_world_free (self);
}
