/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-time.h"
#include "interchange/stint-import.h"

G_BEGIN_DECLS

/*
 * Super Productivity's backup, with "data" around it or not. Read twice: projects, tags and what repeats first.
 *
 * - A task that is planned for a time and has an estimate has a block; planned without one, that is its deadline, and beside a deadline of
 *   its own the earliest start.
 * - What repeats is a series: of blocks if it has a time and an estimate, else of deadlines. A task that was made of it is that
 *   occurrence if it is done or has another title; as it is, the series has it already.
 * - Archived tasks come in as well. The tag TODAY and the project Inbox are none. Time spent, issues, attachments and all else are kept
 *   in the member `super-productivity`.
 */
StintFileReader *stint_super_productivity_reader_new (GInputStream            *stream,
                                                      const StintFileContext  *context);

/**
 * StintSuperRepeat:
 * @rule: (nullable): a rule of RFC 5545; %NULL if it is paused, or none that is known
 * @minutes: of each block, or 0
 *
 * How something repeats there.
 */
typedef struct
{
  char *rule;
  StintTime start;
  gint64 minutes;
  gboolean from_done;
} StintSuperRepeat;

StintSuperRepeat stint_super_repeat_read (GVariant    *object,
                                          const char  *zone,
                                          int          today);

G_END_DECLS
