/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What one value that is taken may have at most; what is only passed over may have any size. */
#define STINT_JSON_PART_MAX_BYTES (1024 * 1024)
#define STINT_JSON_STREAM_MAX_DEPTH 64

/**
 * StintJsonInterest:
 * @STINT_JSON_PASS: nobody wants it: it is not kept, and not looked at
 * @STINT_JSON_ENTER: what is in it is asked about; a value that has nothing in it is passed over
 * @STINT_JSON_ENTER_LIST: the same for a list; anything else is taken
 * @STINT_JSON_TAKE: it is read as a whole
 */
typedef enum
{
  STINT_JSON_PASS,
  STINT_JSON_ENTER,
  STINT_JSON_ENTER_LIST,
  STINT_JSON_TAKE,
} StintJsonInterest;

/**
 * StintJsonPart:
 * @path: the names that lead to it, @depth of them; an element of a list has the name ""
 * @line: where it begins, from 1
 * @value: (nullable): what stint_json_parse() makes of it; %NULL if that was not possible
 * @reason: (nullable): why not, for people. With a @depth of 0 it is about all of the file, and the last part
 *
 * Borrowed until the next.
 */
typedef struct
{
  const char *const *path;
  guint depth;
  guint line;
  GVariant *value;
  const char *reason;
} StintJsonPart;

typedef StintJsonInterest (*StintJsonDecide) (const char *const *path,
                                              guint              depth,
                                              gpointer           user_data);

/**
 * StintJsonStream:
 *
 * Reads JSON of any size, and holds no more than one of the values that somebody wants. Several documents may stand behind each other.
 * What is damaged in itself is one part with a reason; where the structure around it is, nothing after it is read.
 */
typedef struct _StintJsonStream StintJsonStream;

StintJsonStream *stint_json_stream_new         (GInputStream     *stream,
                                                StintJsonDecide   decide,
                                                gpointer          user_data);
void             stint_json_stream_free        (StintJsonStream  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintJsonStream, stint_json_stream_free)

gboolean         stint_json_stream_next        (StintJsonStream  *self,
                                                StintJsonPart    *part,
                                                GCancellable     *cancellable,
                                                GError          **error);
guint64          stint_json_stream_get_n_bytes (StintJsonStream  *self);

G_END_DECLS
