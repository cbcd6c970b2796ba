/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

/* An HTTP server on loopback that answers what it was told to, one after the other; afterwards it hangs up. */
typedef struct _HttpPeer HttpPeer;

HttpPeer   *http_peer_new          (void);
void        http_peer_free         (HttpPeer   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HttpPeer, http_peer_free)

char       *http_peer_dup_host     (HttpPeer   *self);
void        http_peer_add          (HttpPeer   *self,
                                    int         status,
                                    const char *headers,
                                    const char *body);
void        http_peer_add_raw      (HttpPeer   *self,
                                    const char *raw);
void        http_peer_add_silence  (HttpPeer   *self);

/* What was asked, whole, first line first; only when nothing is asked any more. */
guint       http_peer_n_requests   (HttpPeer   *self);
const char *http_peer_get_request  (HttpPeer   *self,
                                    guint       i);
