/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

G_BEGIN_DECLS

#define STINT_TITLE_MAX_CHARS 1000
#define STINT_MEMBER_MAX_BYTES (12 * 1024)
#define STINT_RECORD_MAX_BYTES (16 * 1024)
#define STINT_SET_MAX_ELEMENTS 100
#define STINT_ESTIMATE_MAX_MIN (366 * 24 * 60)
#define STINT_BLOCK_MAX_S (366 * 86400)
#define STINT_INT_MAX G_GINT64_CONSTANT (9007199254740991)

/**
 * StintMemberType:
 * @STINT_MEMBER_TITLE: one line of text, 1 to %STINT_TITLE_MAX_CHARS characters, no control characters
 * @STINT_MEMBER_TEXT: text of any lines; tabs and newlines are the only control characters
 * @STINT_MEMBER_ID: a UUID
 * @STINT_MEMBER_ID_SET, @STINT_MEMBER_TAG_SET, @STINT_MEMBER_DATE_SET: sorted sets without doubles; they merge element by element
 * @STINT_MEMBER_TIME: {date} or {time} or {time, zone}
 * @STINT_MEMBER_WHEN: {start, end} of dates, or of times with or without {zone}; the end is after the start and exclusive
 * @STINT_MEMBER_REPEAT: {rule, start?, zone?, minutes?, from?}
 * @STINT_MEMBER_DONE: {at}: an instant
 * @STINT_MEMBER_MINUTES_LIST: minutes before, for reminders
 * @STINT_MEMBER_COLOR: `#rrggbb`
 */
typedef enum
{
  STINT_MEMBER_TITLE,
  STINT_MEMBER_TEXT,
  STINT_MEMBER_ID,
  STINT_MEMBER_ID_SET,
  STINT_MEMBER_TAG_SET,
  STINT_MEMBER_DATE_SET,
  STINT_MEMBER_TIME,
  STINT_MEMBER_WHEN,
  STINT_MEMBER_REPEAT,
  STINT_MEMBER_DONE,
  STINT_MEMBER_MINUTES_LIST,
  STINT_MEMBER_COLOR,
  STINT_MEMBER_INT,
  STINT_MEMBER_BOOLEAN,
  STINT_MEMBER_ANY,
} StintMemberType;

/**
 * StintMember:
 * @name: as in the JSON
 * @min, @max: bounds of an integer
 * @required: the record is invalid without it
 */
typedef struct
{
  const char *name;
  StintMemberType type;
  gint64 min;
  gint64 max;
  gboolean required;
} StintMember;

const StintMember *stint_schema_get_members  (StintKind     kind,
                                              gsize        *n_members);
const StintMember *stint_schema_find         (StintKind     kind,
                                              const char   *name);
gboolean           stint_member_is_set       (const StintMember *self);
gboolean           stint_member_check        (const StintMember *self,
                                              GVariant     *value,
                                              GError      **error);
gboolean           stint_schema_check        (StintKind     kind,
                                              GVariant     *data,
                                              GError      **error);

G_END_DECLS
