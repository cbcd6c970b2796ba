/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): the answer to @event, whatever that is; it never is %NULL */
typedef char *(*StintRuntimeHandler) (const char *event,
                                      gsize       length,
                                      const char *invocation_id,
                                      gpointer    data);

/* One execution environment's way to Lambda: its Runtime API. */
typedef struct _StintRuntime StintRuntime;

StintRuntime *stint_runtime_new             (const char          *api);
void          stint_runtime_free            (StintRuntime        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintRuntime, stint_runtime_free)

void          stint_runtime_set_pause       (StintRuntime        *self,
                                             int                  pause_ms);
gboolean      stint_runtime_run             (StintRuntime        *self,
                                             StintRuntimeHandler  handler,
                                             gpointer             data,
                                             GError             **error);
void          stint_runtime_report_failure  (StintRuntime        *self,
                                             const char          *message);

G_END_DECLS
