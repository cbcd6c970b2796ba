/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintMergeChoice:
 * @STINT_MERGE_BOTH: both sides mean the same
 * @STINT_MERGE_JOINED: a set made of both
 */
typedef enum
{
  STINT_MERGE_BOTH,
  STINT_MERGE_MINE,
  STINT_MERGE_THEIRS,
  STINT_MERGE_JOINED,
} StintMergeChoice;

/**
 * StintMergeMember:
 * @base, @mine, @theirs: (nullable): in: its values; %NULL where it is absent
 * @mine_at, @theirs_at: in: when it was edited last, in ms; 0: never
 * @mine_is_later: in: who wins if both edited it
 * @value: (nullable): out: the merged value
 * @is_told: out: what was not kept must go to the inbox
 *
 * One member in a merge.
 */
typedef struct
{
  char *name;
  GVariant *base;
  GVariant *mine;
  GVariant *theirs;
  gint64 mine_at;
  gint64 theirs_at;
  gboolean mine_is_later;
  GVariant *value;
  StintMergeChoice choice;
  gboolean is_told;
} StintMergeMember;

void      stint_merge_member_free     (StintMergeMember *self);
void      stint_merge_member_decide   (StintMergeMember *self,
                                       gboolean          has_base,
                                       gboolean          is_set);
void      stint_merge_member_choose   (StintMergeMember *self,
                                       gboolean          mine);
GVariant *stint_merge_member_dup_lost (StintMergeMember *self);

G_END_DECLS
