/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud/stint-transport.h"

G_BEGIN_DECLS

/* A service that does not like every third title, as an older or a newer one may have other rules: sync.md R12. */
gboolean        sync_picky_dislikes (GVariant              *members);
StintApiAnswer *sync_picky_refuse   (const StintApiRequest *request,
                                     gint64                 now_ms);

G_END_DECLS
