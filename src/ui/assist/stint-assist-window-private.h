/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/assist/stint-assist-window.h"
#include "ui/assist/stint-draft-view.h"
#include "ui/assist/stint-rules-view.h"

G_BEGIN_DECLS

/* The window as its files see it: stint-assist-window.c shows its pages, -ask has the way from words to a draft that is taken. */
struct _StintAssistWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkButton *back;
  GtkStack *heads;
  GtkToggleButton *capture;
  GtkToggleButton *rules;
  AdwWindowTitle *head;
  GtkStack *pages;
  GtkLabel *intro;
  GtkTextView *text;
  GtkWidget *suggested_area;
  GtkBox *suggested;
  GtkLabel *problem;
  GtkLabel *source;
  GtkWidget *write_buttons;
  GtkButton *here;
  GtkButton *ask;
  GtkLabel *consent_title;
  GtkLabel *consent_words;
  GtkTextView *payload;
  GtkButton *send;
  GtkSpinner *spinner;
  GtkLabel *waiting;
  GtkButton *cancel;
  StintDraftView *review;
  StintRulesView *rules_view;

  StintAssistant *assistant;
  StintWorkspace *workspace;
  StintAssistKind kind;
  StintRecord *task; /* (nullable): what is broken down */
  StintAssistQuestion *question; /* (nullable): what waits for a consent, or for its answer */
  GCancellable *cancellable;
};

void  stint_assist_window_show_page (StintAssistWindow *self,
                                     const char        *page);
/* @message: (nullable): NULL: there is none */
void  stint_assist_window_complain  (StintAssistWindow *self,
                                     const char        *message);
char *stint_assist_window_dup_text  (StintAssistWindow *self);

void  stint_assist_window_ask       (StintAssistWindow *self);
void  stint_assist_window_consent   (StintAssistWindow *self);
void  stint_assist_window_read_here (StintAssistWindow *self);
void  stint_assist_window_take      (StintAssistWindow *self);
void  stint_assist_window_stop      (StintAssistWindow *self);
void  stint_assist_window_suggest   (StintAssistWindow *self);

G_END_DECLS
