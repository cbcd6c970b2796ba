/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-log.h"
#include "service/ports/stint-stored.h"
#include "service/stint-metrics.h"
#include "service/stint-push.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _StintAssistSetup StintAssistSetup;

/**
 * StintCall:
 * @user: whose data it is about: from the token, never from a body
 * @now_ms: the time
 * @metrics: (nullable): what is counted
 * @assist: (nullable): what the assistant needs, in its function
 *
 * For whom and when something is asked of a repository.
 */
typedef struct
{
  const char *user;
  gint64 now_ms;
  StintMetrics *metrics;
  const StintAssistSetup *assist;
} StintCall;

/**
 * StintDevice:
 * @name: (nullable): as its owner calls it
 * @seen_ms: when it pushed last
 * @version: the tag of that push
 */
typedef struct
{
  char *id;
  char *name;
  gint64 seen_ms;
  char *version;
} StintDevice;

StintDevice *stint_device_copy (const StintDevice *self);
void         stint_device_free (StintDevice       *self);

#define STINT_TYPE_REPOSITORY (stint_repository_get_type ())
G_DECLARE_INTERFACE (StintRepository, stint_repository, STINT, REPOSITORY, GObject)

/**
 * StintRepositoryInterface:
 * @push: writes all of a push or nothing. @tag is its tag, @replayed says that it had been written before. Fails with
 *   %STINT_PROBLEM_CONFLICT, _KEY_REUSED, _ERASED, _FULL, _BUSY, _INCONSISTENT
 * @pull: see stint_log_page_new()
 * @read_head: where the account stands
 * @snapshot: a page of all records, tombstones too, by kind and id, after @cursor
 * @list_days: a page of the blocks and open tasks of the days from @from to @to, by day and id; may lag behind a push
 * @find: one record; %STINT_PROBLEM_NOT_FOUND also if it is deleted
 * @list_devices: (element-type StintDevice): who has pushed
 * @erase: marks the account as erased and deletes a part of what is in it; @more: call it again
 *
 * Where the users' data lies. Every function takes its user from the call alone. Any of them may fail with
 * %STINT_PROBLEM_UNAVAILABLE or %STINT_PROBLEM_INTERNAL.
 */
struct _StintRepositoryInterface
{
  GTypeInterface parent;

  gboolean         (*push)         (StintRepository  *self,
                                    const StintCall  *call,
                                    const StintPush  *push,
                                    StintTag         *tag,
                                    gboolean         *replayed,
                                    GError          **error);
  StintLogPage    *(*pull)         (StintRepository  *self,
                                    const StintCall  *call,
                                    const StintTag   *since,
                                    int               limit,
                                    GError          **error);
  gboolean         (*read_head)    (StintRepository  *self,
                                    const StintCall  *call,
                                    StintHead        *head,
                                    GError          **error);
  StintStoredPage *(*snapshot)     (StintRepository  *self,
                                    const StintCall  *call,
                                    const char       *cursor,
                                    GError          **error);
  StintStoredPage *(*list_days)    (StintRepository  *self,
                                    const StintCall  *call,
                                    const char       *from,
                                    const char       *to,
                                    const char       *cursor,
                                    GError          **error);
  StintStored     *(*find)         (StintRepository  *self,
                                    const StintCall  *call,
                                    StintKind         kind,
                                    const char       *id,
                                    GError          **error);
  GPtrArray       *(*list_devices) (StintRepository  *self,
                                    const StintCall  *call,
                                    GError          **error);
  gboolean         (*erase)        (StintRepository  *self,
                                    const StintCall  *call,
                                    gint64           *n_deleted,
                                    gboolean         *more,
                                    GError          **error);
};

gboolean         stint_repository_push         (StintRepository  *self,
                                                const StintCall  *call,
                                                const StintPush  *push,
                                                StintTag         *tag,
                                                gboolean         *replayed,
                                                GError          **error);
StintLogPage    *stint_repository_pull         (StintRepository  *self,
                                                const StintCall  *call,
                                                const StintTag   *since,
                                                int               limit,
                                                GError          **error);
gboolean         stint_repository_read_head    (StintRepository  *self,
                                                const StintCall  *call,
                                                StintHead        *head,
                                                GError          **error);
StintStoredPage *stint_repository_snapshot     (StintRepository  *self,
                                                const StintCall  *call,
                                                const char       *cursor,
                                                GError          **error);
StintStoredPage *stint_repository_list_days    (StintRepository  *self,
                                                const StintCall  *call,
                                                const char       *from,
                                                const char       *to,
                                                const char       *cursor,
                                                GError          **error);
StintStored     *stint_repository_find         (StintRepository  *self,
                                                const StintCall  *call,
                                                StintKind         kind,
                                                const char       *id,
                                                GError          **error);
GPtrArray       *stint_repository_list_devices (StintRepository  *self,
                                                const StintCall  *call,
                                                GError          **error);
gboolean         stint_repository_erase        (StintRepository  *self,
                                                const StintCall  *call,
                                                gint64           *n_deleted,
                                                gboolean         *more,
                                                GError          **error);

/* What both repositories say in the same words. */
gboolean stint_repository_check_erased (const StintPush *push,
                                        const StintHead *head,
                                        GError         **error);
gboolean stint_repository_check_room   (const StintHead *head,
                                        gint64           n_created,
                                        gint64           n_bytes,
                                        GError         **error);
void     stint_repository_set_conflict (const StintPush *push,
                                        const gboolean  *conflicts,
                                        GError         **error);

G_END_DECLS
