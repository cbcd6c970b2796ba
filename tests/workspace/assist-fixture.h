/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tests/workspace/sync-fixture.h"
#include "workspace/assist/stint-assistant.h"

G_BEGIN_DECLS

#define SERVER "eu.example.com"
#define QUOTA "\"quota\":{\"used\":3,\"limit\":20,\"resets\":\"2026-11-25T00:00:00Z\"}"
#define ANSWER(tasks) "{\"tasks\":[" tasks "],\"rules\":[],\"questions\":[],\"usage\":{}," QUOTA "}"
#define ONE ANSWER ("{\"ref\":\"a\",\"title\":\"Book the room\",\"after\":[]}")

/**
 * Assist:
 *
 * An assistant whose server is the test.
 */
typedef struct
{
  Fixture parent;
  FakeTransport *transport;
  StintAssistant *assistant;
  GCancellable *cancellable;
  GAsyncResult *result;
  gboolean is_done;
} Assist;

void            assist_set_up      (Assist          *self,
                                    gconstpointer    data);
void            assist_tear_down   (Assist          *self,
                                    gconstpointer    data);
/* The callback of whatever is waited for by `is_done`. */
void            assist_done_cb     (GObject         *source,
                                    GAsyncResult    *result,
                                    gpointer         user_data);
StintAssistQuestion *assist_try_prepare (Assist     *self,
                                    StintAssistKind  kind,
                                    const char      *text,
                                    const char      *task_id,
                                    GError         **error);
StintAssistQuestion *assist_prepare (Assist         *self,
                                    StintAssistKind  kind,
                                    const char      *text,
                                    const char      *task_id);
/* Sends a question of that kind, with consent, up to where its answer is waited for. */
void            assist_ask         (Assist          *self,
                                    StintAssistKind  kind,
                                    const char      *text);
StintDraft     *assist_finish      (Assist          *self,
                                    GError         **error);
/* Asks and answers; failing is an error of the test. */
StintDraft     *assist_answer      (Assist          *self,
                                    StintAssistKind  kind,
                                    const char      *body);

G_END_DECLS
