/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud/stint-transport.h"
#include "core/stint-record.h"

G_BEGIN_DECLS

/**
 * SyncServer:
 *
 * The service's own code over its memory, in this process: requests of the API in, its answers out.
 */
typedef struct _SyncServer SyncServer;

/**
 * SyncStored:
 * @data: (nullable): JSON; %NULL of a tombstone
 *
 * A record as the server has it.
 */
typedef struct
{
  StintKind kind;
  char *id;
  gboolean deleted;
  char *version;
  char *data;
  char *edits;
  char *at;
} SyncStored;

void            sync_stored_free          (SyncStored            *self);

SyncServer     *sync_server_new           (guint                  n_page_records,
                                           guint                  n_page_pushes);
void            sync_server_free          (SyncServer            *self);
StintApiAnswer *sync_server_answer        (SyncServer            *self,
                                           const StintApiRequest *request,
                                           gint64                 now_ms);
char           *sync_server_dup_head      (SyncServer            *self,
                                           gint64                 now_ms);
GPtrArray      *sync_server_list          (SyncServer            *self,
                                           gint64                 now_ms);

/* What happens to its table. */
void            sync_server_keep_image    (SyncServer            *self);
guint           sync_server_get_n_images  (SyncServer            *self);
void            sync_server_restore       (SyncServer            *self,
                                           guint                  image,
                                           gboolean               torn,
                                           gboolean               new_head,
                                           gint64                 now_ms,
                                           GRand                 *rand);
void            sync_server_expire        (SyncServer            *self,
                                           gint64                 now_ms,
                                           GRand                 *rand);
void            sync_server_forget_log    (SyncServer            *self,
                                           gint64                 first_n,
                                           gint64                 last_n);
void            sync_server_forget_answers (SyncServer           *self);

G_END_DECLS
