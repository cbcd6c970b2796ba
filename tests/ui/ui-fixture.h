/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "workspace/stint-commands.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * UiFixture:
 *
 * An open workspace in a folder of its own, on Tuesday, 24 November 2026, 09:12 in Berlin, and a window to put widgets into.
 */
typedef struct
{
  char *directory;
  StintClock *clock;
  StintWorkspace *workspace;
  GSettings *settings;
  GtkWidget *window;
} UiFixture;

typedef gboolean (*UiCondition) (gpointer data);

void         ui_fixture_set_up    (UiFixture       *self,
                                   gconstpointer    data);
void         ui_fixture_tear_down (UiFixture       *self,
                                   gconstpointer    data);
void         ui_fixture_show      (UiFixture       *self,
                                   GtkWidget       *widget);
char        *ui_fixture_add       (UiFixture       *self,
                                   const char      *words);
StintRecord *ui_fixture_find      (UiFixture       *self,
                                   const char      *id);
void         ui_fixture_apply     (UiFixture       *self,
                                   StintEdit       *edit);

/* (transfer none) (nullable): the widget of a type below another, counted from 0 */
GtkWidget   *ui_find_widget       (GtkWidget       *widget,
                                   GType            type,
                                   guint            position);

/* Runs the main loop until @condition holds; the test fails after twenty seconds. */
void         ui_wait_until        (UiCondition      condition,
                                   gpointer         data);
/* Runs what is pending, for a moment: for what shall not happen. */
void         ui_run_a_moment      (void);

G_END_DECLS
