/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-recurrence-form.h"
#include "ui/inspector/stint-time-picker.h"
#include "ui/repeat/stint-repeat-editor.h"

G_BEGIN_DECLS

#define STINT_REPEAT_N_WEEKDAYS 7

/* The window as its files see it: stint-repeat-editor.c works the rule out and saves it, -form shows and reads the rows. */
struct _StintRepeatEditor
{
  AdwWindow parent_instance;

  GtkWidget *save;
  GtkLabel *words;
  GtkLabel *dates;
  GtkLabel *problem;
  GtkWidget *custom;
  GtkSpinButton *interval;
  GtkDropDown *unit;
  GtkWidget *weekdays_row;
  GtkBox *weekdays_box;
  AdwComboRow *month;
  AdwComboRow *day_kind;
  GtkWidget *month_day_row;
  GtkSpinButton *month_day;
  AdwComboRow *month_end;
  AdwComboRow *nth;
  AdwComboRow *weekday;
  StintTimePicker *start;
  AdwComboRow *end;
  GtkWidget *count_row;
  GtkSpinButton *count;
  GtkWidget *until_row;
  StintTimePicker *until;
  GtkSwitch *completion;
  GtkToggleButton *weekdays[STINT_REPEAT_N_WEEKDAYS];

  StintClock *clock;
  GCancellable *cancellable;
  StintRepeat *original;  /* its rule is NULL if there is none yet */
  StintRepeat *repeat;    /* what the rows say */
  StintTime first;
  StintRecurrenceForm form;
  char *filled;           /* what the rows said first, NULL if the rule is custom */
  gboolean keeps_days;    /* it counts from completion, and names days all the same */
  gboolean is_filling;
};

void stint_repeat_editor_change    (StintRepeatEditor *self);
void stint_repeat_editor_make_rows (StintRepeatEditor *self);
void stint_repeat_editor_fill_rows (StintRepeatEditor *self);
void stint_repeat_editor_read_rows (StintRepeatEditor *self);

G_END_DECLS
