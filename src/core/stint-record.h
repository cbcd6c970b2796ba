/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * StintKind:
 *
 * The kinds of record. Their order is that of owners before what they own.
 */
typedef enum
{
  STINT_KIND_PROJECT,
  STINT_KIND_TASK,
  STINT_KIND_BLOCK,
  STINT_KIND_SETTING,
  STINT_KIND_CONFLICT,
} StintKind;
#define STINT_N_KINDS (STINT_KIND_CONFLICT + 1)

const char *stint_kind_to_string   (StintKind   kind);
gboolean    stint_kind_from_string (const char *text,
                                    StintKind  *kind);

/**
 * StintRecord:
 *
 * One task, block, project, setting or conflict: immutable, counted atomically, so it may cross threads.
 *
 * Its data is a dictionary (`a{sv}`) of top-level members, sorted by name, each of one GVariant type:
 * a JSON string is `s`, an integer `x`, another number `d`, true and false `b`, an object again a sorted `a{sv}`,
 * an array of strings `as`, any other array `av`, and null `mv` (nothing). Members that this version does not know are kept
 * beside those it does; the schema (stint-schema.h) says which those are. The member is the unit of merge and undo.
 *
 * @edits (`a{sx}`) counts the edits of each device (sync.md R5), @at (`a{sx}`) has the time in ms of each member's last edit.
 */
typedef struct _StintRecord StintRecord;

#define STINT_TYPE_RECORD (stint_record_get_type ())
GType        stint_record_get_type       (void);

StintRecord *stint_record_new            (StintKind     kind,
                                          const char   *id,
                                          GVariant     *data);
StintRecord *stint_record_new_full       (StintKind     kind,
                                          const char   *id,
                                          GVariant     *data,
                                          GVariant     *edits,
                                          GVariant     *at,
                                          gboolean      deleted);
StintRecord *stint_record_ref            (StintRecord  *self);
void         stint_record_unref          (StintRecord  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintRecord, stint_record_unref)

StintKind    stint_record_get_kind       (StintRecord  *self);
const char  *stint_record_get_id         (StintRecord  *self);
GVariant    *stint_record_get_data       (StintRecord  *self);
GVariant    *stint_record_get_edits      (StintRecord  *self);
GVariant    *stint_record_get_at         (StintRecord  *self);
gboolean     stint_record_is_deleted     (StintRecord  *self);

GVariant    *stint_record_dup_member     (StintRecord  *self,
                                          const char   *name);
const char  *stint_record_get_string     (StintRecord  *self,
                                          const char   *name);
gint64       stint_record_get_int        (StintRecord  *self,
                                          const char   *name,
                                          gint64        fallback);
gboolean     stint_record_get_boolean    (StintRecord  *self,
                                          const char   *name);
char       **stint_record_dup_strings    (StintRecord  *self,
                                          const char   *name);

/* Dictionaries of members. */
GVariant    *stint_members_sort          (GVariant     *members);
GVariant    *stint_members_with          (GVariant     *members,
                                          const char   *name,
                                          GVariant     *value);
GVariant    *stint_members_overlay       (GVariant     *members,
                                          GVariant     *changes);
GVariant    *stint_members_unset_value   (void);
gboolean     stint_members_is_unset      (GVariant     *value);

G_END_DECLS
