/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-time.h"

G_BEGIN_DECLS

/**
 * StintIcsWriter:
 * @lines: content lines, unfolded, each ended by a newline
 * @zones: (element-type utf8 StintIcsYears): the zones that times were written in, and when
 */
typedef struct
{
  GString *lines;
  GHashTable *zones;
} StintIcsWriter;

/**
 * StintIcsYears:
 *
 * The first and the last year of the times of a zone.
 */
typedef struct
{
  int first;
  int last;
} StintIcsYears;

StintIcsWriter *stint_ics_writer_new      (void);
void            stint_ics_writer_free     (StintIcsWriter      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintIcsWriter, stint_ics_writer_free)

void            stint_ics_writer_add_raw  (StintIcsWriter      *self,
                                           const char          *name,
                                           const char          *value);
void            stint_ics_writer_add_text (StintIcsWriter      *self,
                                           const char          *name,
                                           const char          *text);
void            stint_ics_writer_add_texts (StintIcsWriter     *self,
                                           const char          *name,
                                           char               **texts);
void            stint_ics_writer_add_time (StintIcsWriter      *self,
                                           const char          *name,
                                           const StintTime     *time);
void            stint_ics_writer_add_instant (StintIcsWriter   *self,
                                           const char          *name,
                                           gint64               unix_s);
void            stint_ics_writer_use_zone (StintIcsWriter      *self,
                                           const StintTime     *time);
void            stint_ics_writer_add_zone (StintIcsWriter      *self,
                                           const char          *zone,
                                           const StintIcsYears *years);
void            stint_ics_fold            (const char          *lines,
                                           GString             *folded);

G_END_DECLS
