/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define STINT_MEMBER_WALK_SIDES 3

/**
 * StintMemberWalk:
 * @name: the member that stands here
 * @values: its value in each dictionary; %NULL where it has none
 *
 * Goes through up to three sorted dictionaries (`a{sv}`) at once, name by name. What it shows is borrowed until the next step. It must
 * be walked to its end, or cleared.
 */
typedef struct
{
  const char *name;
  GVariant *values[STINT_MEMBER_WALK_SIDES];

  /*< private >*/
  GVariant *dicts[STINT_MEMBER_WALK_SIDES];
  GVariant *entries[STINT_MEMBER_WALK_SIDES];
  GVariant *current[STINT_MEMBER_WALK_SIDES];
  gsize positions[STINT_MEMBER_WALK_SIDES];
} StintMemberWalk;

void     stint_member_walk_init  (StintMemberWalk *self,
                                  GVariant        *first,
                                  GVariant        *second,
                                  GVariant        *third);
gboolean stint_member_walk_next  (StintMemberWalk *self);
void     stint_member_walk_clear (StintMemberWalk *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StintMemberWalk, stint_member_walk_clear)

gboolean stint_values_identical  (GVariant        *a,
                                  GVariant        *b);
gboolean stint_values_equal      (GVariant        *a,
                                  GVariant        *b);

G_END_DECLS
