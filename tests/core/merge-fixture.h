/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-merge-conflict.h"
#include "core/stint-merge.h"
#include "core/stint-schema.h"

#define ID "01990a70-0000-7000-8000-000000000001"
#define NOW G_GINT64_CONSTANT (1795000000000)
#define BASE "{'title': <'t'>, 'notes': <'n'>, 'x-old': <int64 1>}"

/* What came of one merge of two states of a task, "a" being this device and "b" the other. */
typedef struct
{
  StintMergeResult result;
} Fixture;

void tear_down (Fixture *fixture,
                gconstpointer data);
StintRecord *record (const char *data,
                     const char *edits,
                     const char *at);
StintRecord *tombstone (const char *edits);
void merge (Fixture *fixture,
            StintRecord *base,
            StintRecord *mine,
            StintRecord *theirs);
void assert_data (Fixture *fixture,
                  const char *text);
void assert_edits (Fixture *fixture,
                   const char *text);
void assert_at (Fixture *fixture,
                const char *text);
void assert_conflict (Fixture *fixture,
                      const char *member,
                      const char *lost,
                      const char *kept,
                      const char *by);
void assert_no_conflict (Fixture *fixture);
