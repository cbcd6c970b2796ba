/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * StintDigestStream:
 *
 * Passes on what it reads and keeps a checksum of it, so that two readings of a file can be told to be the same.
 */
#define STINT_TYPE_DIGEST_STREAM (stint_digest_stream_get_type ())
G_DECLARE_FINAL_TYPE (StintDigestStream, stint_digest_stream, STINT, DIGEST_STREAM, GFilterInputStream)

StintDigestStream *stint_digest_stream_new (GInputStream      *base);
const char        *stint_digest_stream_get (StintDigestStream *self);

G_END_DECLS
