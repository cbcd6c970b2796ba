/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-world.h"

#include <math.h>

#include "store/stint-database-private.h"
#include "store/stint-sync-store.h"

#define SETTLE_PASSES 60
#define SETTLE_REQUESTS 400

/* As in the model that the rules come from, and two more: long absences in a year, and six devices. */
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
  { .name = "year", .min_devices = 2, .max_devices = 3, .n_steps = 90, .pause_ms = SYNC_DAY_MS, .long_pause = 0.08, .flip = 0.3,
    .edit = 0.45, .network = 0.2, .with_undo = TRUE, .skew_ms = SYNC_DAY_MS },
  { .name = "many", .min_devices = 6, .max_devices = 6, .n_steps = 200, .pause_ms = 72 * SYNC_MINUTE_MS, .flip = 0.1, .edit = 0.35,
    .network = 0.3, .restart = 0.01, .with_undo = TRUE, .skew_ms = SYNC_DAY_MS },
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

  if (self->was_restored || n <= 3)
    return;
  image = (guint) g_rand_int_range (self->rand, (gint32) (n > 8 ? n - 8 : 1), (gint32) n);
  sync_server_restore (self->server, image, self->config->torn, g_rand_boolean (self->rand), self->now_ms, self->rand);
  self->was_restored = TRUE;
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

/* Runs rounds until one is over. Returns: whether anything was new to anybody */
static gboolean
finish_round (SyncWorld  *self,
              SyncDevice *device)
{
  gboolean moved = FALSE;

  for (int i = 0; i < SETTLE_REQUESTS; i++)
    {
      SyncStep result = sync_device_step (self, device, SYNC_NET_OK);

      self->now_ms += SYNC_MINUTE_MS;
      if (result == SYNC_STEP_DONE)
        return moved;
      if (result != SYNC_STEP_IDLE)
        moved = TRUE;
      if (result == SYNC_STEP_WAITS && device->wait_until_ms > self->now_ms)
        self->now_ms = device->wait_until_ms;
      if (result == SYNC_STEP_STOPPED)
        return TRUE;
    }
  return TRUE;
}

/* Everyone is on line, the network perfect, until nothing moves. */
void
sync_world_settle (SyncWorld   *self,
                   SyncVerdict *verdict)
{
  gboolean moved = TRUE;

  g_ptr_array_set_size (self->late, 0);
  for (guint i = 0; i < self->devices->len; i++)
    {
      SyncDevice *device = self->devices->pdata[i];

      /* A round that began long ago believes that it is at the head. */
      g_clear_pointer (&device->round, stint_round_free);
      device->online = TRUE;
      sync_device_crash_at (device, 0);
    }
  for (int pass = 0; moved && pass < SETTLE_PASSES; pass++)
    {
      moved = FALSE;
      for (guint i = 0; i < self->devices->len; i++)
        moved = finish_round (self, self->devices->pdata[i]) || moved;
    }
  if (moved)
    sync_verdict_add (verdict, SYNC_FAULT_STUCK, "it never comes to an end");
}

static char *
dump_device (SyncDevice *device)
{
  g_autoptr (GString) dump = g_string_new (NULL);

  for (StintKind kind = 0; kind < STINT_N_KINDS; kind++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT id, data, edits, at FROM %s WHERE deleted = 0 ORDER BY id", stint_kind_to_string (kind));
      g_autoptr (StintStatement) statement = stint_statement_new (device->database, sql, "", NULL);

      while (stint_statement_step (statement, NULL))
        g_string_append_printf (dump, "%s %s %s %s\n", stint_statement_get_text (statement, 0), stint_statement_get_text (statement, 1),
                                stint_statement_get_text (statement, 2), stint_statement_get_text (statement, 3));
    }
  return g_string_free (g_steal_pointer (&dump), FALSE);
}

static char *
dump_server (GPtrArray *records)
{
  g_autoptr (GString) dump = g_string_new (NULL);

  for (StintKind kind = 0; kind < STINT_N_KINDS; kind++)
    for (guint i = 0; i < records->len; i++)
      {
        const SyncStored *record = records->pdata[i];

        if (record->kind == kind && !record->deleted)
          g_string_append_printf (dump, "%s %s %s %s\n", record->id, record->data, record->edits, record->at);
      }
  return g_string_free (g_steal_pointer (&dump), FALSE);
}

/* Which lines are in one only. */
static char *
compare (const char *device,
         const char *server)
{
  g_auto (GStrv) lines = g_strsplit (device, "\n", -1);
  g_auto (GStrv) there = g_strsplit (server, "\n", -1);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) there, lines[i]))
      g_string_append_printf (text, "\n  here  %s", lines[i]);
  for (gsize i = 0; there[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) lines, there[i]))
      g_string_append_printf (text, "\n  there %s", there[i]);
  return g_string_free (text, FALSE);
}

static void
judge_device (SyncWorld   *self,
              SyncDevice  *device,
              const char  *server,
              SyncVerdict *verdict)
{
  g_autofree char *here = dump_device (device);
  g_autofree char *report = NULL;
  g_autoptr (GError) error = NULL;
  StintOutboxCounts counts = { 0 };

  if (!g_str_equal (here, server))
    {
      g_autofree char *difference = compare (here, server);

      sync_verdict_add (verdict, SYNC_FAULT_DIVERGED, "%c:%s", device->letter, difference);
    }
  stint_database_count_outbox (device->database, &counts, &error);
  g_assert_no_error (error);
  if (device->problem != STINT_SYNC_PROBLEM_NONE)
    sync_verdict_add (verdict, SYNC_FAULT_STUCK, "%c stops with problem %d", device->letter, (int) device->problem);
  if (counts.n_parked > 0)
    sync_verdict_add (verdict, SYNC_FAULT_PARKED, "%c has %u refused records", device->letter, counts.n_parked);
  else if (counts.n_pending > 0)
    sync_verdict_add (verdict, SYNC_FAULT_STUCK, "%c has %u records that it does not send", device->letter, counts.n_pending);
  if (!stint_database_check (device->database, &report, &error))
    sync_verdict_add (verdict, SYNC_FAULT_DAMAGED, "%c: %s", device->letter, error->message);
}

/* Asks everything that must hold once everybody is in sync. */
void
sync_world_judge (SyncWorld   *self,
                  SyncVerdict *verdict)
{
  g_autoptr (GPtrArray) records = sync_server_list (self->server, self->now_ms);
  g_autofree char *server = dump_server (records);

  for (guint i = 0; i < self->devices->len; i++)
    judge_device (self, self->devices->pdata[i], server, verdict);
  sync_oracle_judge (self->oracle, records, self->config->with_undo, verdict);
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
