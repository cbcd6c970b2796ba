/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud-fixture.h"

G_BEGIN_DECLS

void peer_add_handlers (Peer *self);

G_END_DECLS
