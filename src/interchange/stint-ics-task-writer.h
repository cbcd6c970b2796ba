/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-block.h"
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
 * @readings: where the checker puts what it has read
 */
typedef struct
{
  StintIcsWriter *writer;
  GHashTable *tasks;
  GHashTable *projects;
  gint64 stamp_s;
  StintIcsMapper *checker;
  StintImportSink *readings;
} StintIcsTaskWriter;

char    *stint_ics_task_dup_uid       (StintRecord        *record);
void     stint_ics_task_writer_todo   (StintIcsTaskWriter *self,
                                       StintRecord        *task);
void     stint_ics_task_writer_block  (StintIcsTaskWriter *self,
                                       StintRecord        *block);
gboolean stint_ics_task_is_event      (StintRecord        *task,
                                       StintRecord        *block);
gboolean stint_ics_task_writer_event  (StintIcsTaskWriter *self,
                                       StintRecord        *task,
                                       StintRecord        *block);

/* stint-ics-series-writer.c */
gboolean stint_ics_task_is_series         (StintRecord        *task);
void     stint_ics_task_writer_series     (StintIcsTaskWriter *self,
                                           StintRecord        *series,
                                           GPtrArray          *overrides);
void     stint_ics_task_writer_occurrence (StintIcsTaskWriter *self,
                                           StintRecord        *series,
                                           StintRecord        *override,
                                           StintRecord        *block);

/* stint-ics-task-fields.c: the parts of a component. */
void     stint_ics_task_writer_add_head   (StintIcsTaskWriter *self,
                                           const char         *kind,
                                           const char         *uid,
                                           const char         *id);
void     stint_ics_task_writer_add_fields (StintIcsTaskWriter *self,
                                           StintRecord        *task,
                                           gboolean            by_end);
void     stint_ics_task_writer_add_todo_fields (StintIcsTaskWriter *self,
                                           StintRecord        *task);
void     stint_ics_task_writer_add_relation (StintIcsTaskWriter *self,
                                           const char         *type,
                                           const char         *id);
void     stint_ics_task_writer_add_when   (StintIcsTaskWriter *self,
                                           const StintWhen    *when);
void     stint_ics_task_writer_add_block_fields (StintIcsTaskWriter *self,
                                           StintRecord        *block);

/* stint-ics-kept-writer.c */
void     stint_ics_task_writer_add_kept   (StintIcsTaskWriter *self,
                                           StintRecord        *task);
void     stint_ics_task_writer_add_alarms (StintIcsTaskWriter *self,
                                           StintRecord        *task,
                                           gboolean            by_end);
char    *stint_ics_task_dup_kept          (StintRecord        *task,
                                           const char         *name,
                                           char              **key);

char    *stint_ics_task_dup_occurrence    (StintRecord        *task,
                                           char              **key);

/* stint-ics-task-check.c */

/**
 * StintIcsReading:
 *
 * What a component gives when it is read: the members of a task, of a block, or of both; %NULL of what it does not give.
 */
typedef struct
{
  GVariant *task;
  GVariant *block;
} StintIcsReading;

void      stint_ics_reading_clear          (StintIcsReading    *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StintIcsReading, stint_ics_reading_clear)

void      stint_ics_task_writer_read_again (StintIcsTaskWriter *self,
                                            gsize               start,
                                            StintIcsReading    *reading);
GVariant *stint_ics_task_subtract          (GVariant           *members,
                                            GVariant           *read);
void      stint_ics_task_writer_finish     (StintIcsTaskWriter *self,
                                            gsize               start,
                                            const char         *kind,
                                            StintRecord        *record,
                                            StintIcsReading    *reading);

G_END_DECLS
