/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/stint-cli-arguments.h"
#include "core/stint-edit.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintCliSession:
 * @root: the folder of all plans
 * @workspace: (nullable): opened, but for the commands that run closed
 * @zone: the zone of all times that are read and shown
 * @today: the civil day there
 * @json: whether @out is to be JSON
 * @out: what will be written to standard output when the command has succeeded
 *
 * What every command works with.
 */
typedef struct
{
  StintClock *clock;
  char *root;
  StintWorkspace *workspace;
  const char *zone;
  int today;
  gboolean json;
  GString *out;
} StintCliSession;

gboolean      stint_cli_session_start     (StintCliSession    *self,
                                           StintCliArguments  *arguments,
                                           GError            **error);
void          stint_cli_session_clear     (StintCliSession    *self);
gboolean      stint_cli_session_open      (StintCliSession    *self,
                                           GError            **error);

/* Waiting for what is asynchronous. */
void          stint_cli_ready_cb          (GObject            *source,
                                           GAsyncResult       *result,
                                           gpointer            slot);
GAsyncResult *stint_cli_wait              (GAsyncResult      **slot);

StintRecord  *stint_cli_session_find      (StintCliSession    *self,
                                           StintKind           kind,
                                           const char         *id_prefix,
                                           GError            **error);
StintTaskDetails *stint_cli_session_load  (StintCliSession    *self,
                                           const char         *task_id,
                                           GError            **error);
gboolean      stint_cli_session_apply     (StintCliSession    *self,
                                           StintEdit          *edit,
                                           GError            **error);
StintRecord  *stint_cli_session_find_project (StintCliSession *self,
                                              const char      *name);
char         *stint_cli_session_shorten   (StintCliSession    *self,
                                           StintKind           kind,
                                           const char         *id);

G_END_DECLS
