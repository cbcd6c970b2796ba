/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/inspector/stint-inspector.h"
#include "ui/inspector/stint-ledger.h"
#include "ui/inspector/stint-project-picker.h"
#include "ui/inspector/stint-task-picker.h"
#include "ui/inspector/stint-time-picker.h"
#include "ui/repeat/stint-repeat-picker.h"

G_BEGIN_DECLS

/* The fields that are typed into, as bits of `dirty`. */
enum
{
  STINT_FIELD_TITLE,
  STINT_FIELD_NOTES,
  STINT_FIELD_ESTIMATE,
  STINT_FIELD_TAGS,
  STINT_FIELD_REMINDERS,
};

/* The inspector as its files see it: stint-inspector.c reads, -fields shows and saves the members, -repeat how
 * often, -occurrence which one of a series, -lists the blocks, blockers and steps. */
struct _StintInspector
{
  GtkWidget parent_instance;

  GtkTextView *title;
  GtkTextView *notes;
  GtkLabel *notes_placeholder;
  StintProjectPicker *project;
  StintTimePicker *deadline;
  StintTimePicker *earliest;
  GtkEntry *estimate;
  GtkDropDown *priority;
  GtkEntry *tags;
  GtkEntry *reminders;
  StintTaskPicker *parent_picker;
  GtkButton *parent_remove;
  StintRepeatPicker *repeat;
  GtkWidget *occurrence;
  GtkLabel *occurrence_day;
  GtkDropDown *scope;
  StintLedger *ledger;
  GtkLabel *ledger_words;
  GtkListBox *blocks;
  GtkListBox *blockers;
  StintTaskPicker *blocker_picker;
  GtkExpander *history;
  GtkListBox *steps;
  GtkButton *done;
  GtkButton *delete;

  StintWorkspace *workspace;
  GCancellable *cancellable;
  char *task_id;
  char *series_id;   /* of an occurrence, which has the id of its series until it is touched */
  StintTime original;
  StintRecord *series;
  StintRecord *record;
  GPtrArray *changes;
  GPtrArray *task_blocks;
  guint n_saving;
  guint load_id;
  guint resize_id;
  guint save_id;
  guint dirty;
  int width;
  gboolean is_filling;
};

void stint_inspector_save         (StintInspector         *self,
                                   const char             *member,
                                   GVariant               *value);
void stint_inspector_apply        (StintInspector         *self,
                                   StintEdit              *edit);
void stint_inspector_fail         (StintInspector         *self,
                                   const char             *message);
void stint_inspector_emit_day     (StintInspector         *self,
                                   int                     day);
void stint_inspector_emit_open    (StintInspector         *self,
                                   const char             *task_id);

void stint_inspector_bind_fields  (GtkWidgetClass         *widget_class);
void stint_inspector_watch_fields (StintInspector         *self);
void stint_inspector_fill_fields  (StintInspector         *self);
void stint_inspector_flush        (StintInspector         *self);

void stint_inspector_bind_repeat  (GtkWidgetClass         *widget_class);
gboolean stint_inspector_is_block (StintInspector         *self);
void stint_inspector_fill_repeat  (StintInspector         *self);

void stint_inspector_bind_occurrence (GtkWidgetClass      *widget_class);
void stint_inspector_fill_occurrence (StintInspector      *self);
void stint_inspector_forget_occurrence (StintInspector    *self);
gboolean stint_inspector_is_of_series (StintInspector     *self);
gboolean stint_inspector_has_to_wait (StintInspector      *self);
void stint_inspector_save_occurrence (StintInspector      *self,
                                      const char          *member,
                                      GVariant            *value);
void stint_inspector_save_due     (StintInspector         *self,
                                   const StintTime        *due);
void stint_inspector_save_rule    (StintInspector         *self,
                                   GVariant               *repeat);
void stint_inspector_complete_occurrence (StintInspector  *self);
void stint_inspector_skip_occurrence (StintInspector      *self);
void stint_inspector_settle       (StintInspector         *self,
                                   GError                 *error);
void stint_inspector_load         (StintInspector         *self);

void stint_inspector_fill_lists   (StintInspector         *self,
                                   const StintTaskDetails *details);
void stint_inspector_watch_lists  (StintInspector         *self);
void stint_inspector_fill_history (StintInspector         *self);
void stint_inspector_add_blocker  (StintInspector         *self,
                                   const char             *task_id);

G_END_DECLS
