/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/stint-commands.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/* Tuesday, 24 November 2026, 09:12 in Berlin. */
#define FIXTURE_NOW_MS (G_GINT64_CONSTANT (1795507920) * 1000)
#define FIXTURE_ZONE "Europe/Berlin"
#define FIXTURE_MONDAY 20780

/**
 * Fixture:
 * @root: what is removed at the end: backups lie beside the store
 * @log: what `changed` said: "here:Move “x”;" and so on
 *
 * An open workspace in a directory of its own, at a time that stands still.
 */
typedef struct
{
  char *root;
  char *directory;
  StintClock *clock;
  StintWorkspace *workspace;
  GString *log;
} Fixture;

void         fixture_set_up      (Fixture        *self,
                                  gconstpointer   data);
void         fixture_tear_down   (Fixture        *self,
                                  gconstpointer   data);
/* Closes the workspace and opens another one on the same directory. */
void         fixture_restart     (Fixture        *self);

/* Another workspace on the same directory, as another process would have. */
StintWorkspace *fixture_open_other (Fixture      *self);

/* Each runs the main loop until its answer is there. Failing is an error of the test. */
StintChange *apply_now           (StintWorkspace *workspace,
                                  StintEdit      *edit);
StintChange *undo_now            (StintWorkspace *workspace,
                                  GStrv          *left);
StintChange *redo_now            (StintWorkspace *workspace);
char        *dump_now            (StintWorkspace *workspace);
char        *add_task_now        (StintWorkspace *workspace,
                                  const char     *title,
                                  int             estimate_min);
StintTaskDetails *load_task_now  (StintWorkspace *workspace,
                                  const char     *id);
gboolean     find_task_now       (StintWorkspace *workspace,
                                  const char     *id);
/* (transfer full): the block of a task that has one, as a grid of a month around now shows it */
StintGridRow *get_row_now        (StintWorkspace *workspace,
                                  const char     *task_id);

/* Runs the main loop until @flag is set; the test fails after twenty seconds. */
void         wait_for            (gboolean       *flag);
/* Runs what is pending and a job after it in each store: then everything asked before has been answered. */
void         settle              (StintWorkspace *workspace);

G_END_DECLS
