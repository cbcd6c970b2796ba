/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-block.h"
#include "core/stint-task.h"
#include "interchange/stint-import-sink.h"

G_BEGIN_DECLS

/**
 * StintImportTask:
 * @kept: the member for what only its own program understands
 * @line, @name: what it is called in the summary
 *
 * One task of another program while it is read. What does not fit into a member is cut, and said. A value; finish or clear it.
 */
typedef struct
{
  StintImportSink *sink;
  const char *kept;
  guint line;
  char *name;
  char *id;
  GVariantDict members;
  GVariantDict others;
  gboolean has_others;
  GString *notes;
  GHashTable *tags;
  GHashTable *blockers;
} StintImportTask;

void     stint_import_task_init         (StintImportTask  *self,
                                         StintImportSink  *sink,
                                         const char       *kept,
                                         const char       *id,
                                         guint             line);
void     stint_import_task_clear        (StintImportTask  *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StintImportTask, stint_import_task_clear)

void     stint_import_task_set_title    (StintImportTask  *self,
                                         const char       *title);
void     stint_import_task_add_notes    (StintImportTask  *self,
                                         const char       *text);
void     stint_import_task_add_tag      (StintImportTask  *self,
                                         const char       *tag);
void     stint_import_task_add_blocker  (StintImportTask  *self,
                                         const char       *id);
void     stint_import_task_set_time     (StintImportTask  *self,
                                         const char       *member,
                                         const StintTime  *time);
void     stint_import_task_set_estimate (StintImportTask  *self,
                                         gint64            minutes);
void     stint_import_task_set_done     (StintImportTask  *self,
                                         gint64            unix_s);
void     stint_import_task_set_repeat   (StintImportTask  *self,
                                         const char       *rule,
                                         const StintTime  *start,
                                         gint64            minutes,
                                         gboolean          from_done);
void     stint_import_task_set_texts    (StintImportTask  *self,
                                         const char       *member,
                                         GPtrArray        *texts);
void     stint_import_task_keep         (StintImportTask  *self,
                                         const char       *name,
                                         GVariant         *value);
void     stint_import_task_note         (StintImportTask  *self,
                                         const char       *reason);
gboolean stint_import_task_finish       (StintImportTask  *self);
gboolean stint_import_task_finish_block (StintImportTask  *self,
                                         const StintTime  *start,
                                         gint64            minutes,
                                         gboolean          done);

/* What is not a task. */
void     stint_import_note_deleted      (StintImportSink  *sink,
                                         guint             n_deleted);
char    *stint_import_add_project       (StintImportSink  *sink,
                                         GHashTable       *seen,
                                         const char       *id,
                                         const char       *name);

G_END_DECLS
