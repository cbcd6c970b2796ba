/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"
#include "interchange/stint-ics-mapper.h"
#include "interchange/stint-ics-writer.h"

G_BEGIN_DECLS

/**
 * StintIcsTaskWriter:
 * @writer: where the components go
 * @tasks, @projects: (element-type utf8 StintRecord): all of them, by id
 * @stamp_s: the time now, for DTSTAMP
 * @checker: reads each component again, to see what iCalendar could not say
 */
typedef struct
{
  StintIcsWriter *writer;
  GHashTable *tasks;
  GHashTable *projects;
  gint64 stamp_s;
  StintIcsMapper *checker;
} StintIcsTaskWriter;

char    *stint_ics_task_dup_uid       (StintRecord        *record);
void     stint_ics_task_writer_todo   (StintIcsTaskWriter *self,
                                       StintRecord        *task);
void     stint_ics_task_writer_block  (StintIcsTaskWriter *self,
                                       StintRecord        *block);
gboolean stint_ics_task_writer_event  (StintIcsTaskWriter *self,
                                       StintRecord        *task,
                                       StintRecord        *block);

G_END_DECLS
