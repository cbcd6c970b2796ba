/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/assist-fixture.h"

void
assist_set_up (Assist       *self,
               gconstpointer data)
{
  fixture_set_up (&self->parent, data);
  self->transport = g_object_new (FAKE_TYPE_TRANSPORT, NULL);
  self->assistant = stint_assistant_new (self->parent.workspace, NULL);
  self->cancellable = g_cancellable_new ();
  stint_assistant_set_cloud (self->assistant, STINT_TRANSPORT (self->transport), SERVER);
}

void
assist_tear_down (Assist       *self,
                  gconstpointer data)
{
  g_clear_object (&self->result);
  g_object_unref (self->assistant);
  g_object_unref (self->transport);
  g_object_unref (self->cancellable);
  fixture_tear_down (&self->parent, data);
}

void
assist_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Assist *self = user_data;

  g_set_object (&self->result, result);
  self->is_done = TRUE;
}

StintAssistQuestion *
assist_try_prepare (Assist         *self,
                    StintAssistKind kind,
                    const char     *text,
                    const char     *task_id,
                    GError        **error)
{
  self->is_done = FALSE;
  stint_assistant_prepare_async (self->assistant, kind, text, task_id, NULL, assist_done_cb, self);
  wait_for (&self->is_done);
  return stint_assistant_prepare_finish (self->assistant, self->result, error);
}

StintAssistQuestion *
assist_prepare (Assist         *self,
                StintAssistKind kind,
                const char     *text,
                const char     *task_id)
{
  g_autoptr (GError) error = NULL;
  StintAssistQuestion *question = assist_try_prepare (self, kind, text, task_id, &error);

  g_assert_no_error (error);
  return question;
}

/* Sends a question of that kind, with consent, up to where its answer is waited for. */
void
assist_ask (Assist         *self,
            StintAssistKind kind,
            const char     *text)
{
  g_autoptr (StintAssistQuestion) question = assist_prepare (self, kind, text, NULL);

  stint_assistant_set_consent (self->assistant, kind, TRUE);
  self->is_done = FALSE;
  stint_assistant_ask_async (self->assistant, question, self->cancellable, assist_done_cb, self);
}

StintDraft *
assist_finish (Assist  *self,
               GError **error)
{
  wait_for (&self->is_done);
  return stint_assistant_ask_finish (self->assistant, self->result, error);
}

StintDraft *
assist_answer (Assist         *self,
               StintAssistKind kind,
               const char     *body)
{
  g_autoptr (GError) error = NULL;
  StintDraft *draft;

  assist_ask (self, kind, "Plan the party");
  fake_transport_answer (self->transport, 200, body);
  draft = assist_finish (self, &error);
  g_assert_no_error (error);
  return draft;
}
