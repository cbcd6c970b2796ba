/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud/stint-transport.h"
#include "workspace/assist/stint-assist-error.h"
#include "workspace/assist/stint-assist-question.h"

G_BEGIN_DECLS

/**
 * StintQuota:
 * @resets_s: when the day's calls are there again, an instant; 0 if that was not said
 */
typedef struct
{
  gint64 used;
  gint64 limit;
  gint64 resets_s;
} StintQuota;

/**
 * StintAssistant:
 *
 * Words into tasks and rules that a person looks through (StintDraft). It is one of two: the account's, over the network, which gets
 * nothing but a question that a person has consented to; or this computer's alone. Which one is the caller's choice, and said in the draft.
 *
 * Consent is given for a kind and a server, remembered in the setting `assistant-consent`, and can be taken back at any time: what runs
 * then is cancelled, and its answer dropped. A call is never made twice by itself.
 *
 * Main thread only. Signal: `changed`: the server, a consent or the quota is another.
 */
#define STINT_TYPE_ASSISTANT (stint_assistant_get_type ())
G_DECLARE_FINAL_TYPE (StintAssistant, stint_assistant, STINT, ASSISTANT, GObject)

/* @settings: (nullable): NULL: consent is remembered as long as the object */
StintAssistant *stint_assistant_new          (StintWorkspace       *workspace,
                                              GSettings            *settings);
StintWorkspace *stint_assistant_get_workspace (StintAssistant      *self);

/* @transport: (nullable): NULL: nobody is signed in; @server: its host, for people */
void            stint_assistant_set_cloud    (StintAssistant       *self,
                                              StintTransport       *transport,
                                              const char           *server);
/* (nullable): NULL if there is no assistant but this computer's */
const char     *stint_assistant_get_server   (StintAssistant       *self);
gboolean        stint_assistant_get_consent  (StintAssistant       *self,
                                              StintAssistKind       kind);
void            stint_assistant_set_consent  (StintAssistant       *self,
                                              StintAssistKind       kind,
                                              gboolean              consent);
/* FALSE if it is not known yet. */
gboolean        stint_assistant_get_quota    (StintAssistant       *self,
                                              StintQuota           *quota);

/* What would be sent: nothing goes out. @task_id: (nullable): what is broken down. finish: (transfer full) */
void            stint_assistant_prepare_async (StintAssistant      *self,
                                              StintAssistKind       kind,
                                              const char           *text,
                                              const char           *task_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
StintAssistQuestion  *stint_assistant_prepare_finish (StintAssistant     *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* Sends the question's payload and nothing else; fails with a StintAssistError in a sentence. finish: (transfer full) */
void            stint_assistant_ask_async    (StintAssistant       *self,
                                              StintAssistQuestion        *question,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
StintDraft     *stint_assistant_ask_finish   (StintAssistant       *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* What this computer makes of it alone: pasted or typed lines. (transfer full) */
StintDraft     *stint_assistant_read_here    (StintAssistant       *self,
                                              StintAssistKind       kind,
                                              const char           *text,
                                              GError              **error);
/* Asks the server how many calls are left; the answer comes with `changed`. */
void            stint_assistant_read_quota   (StintAssistant       *self);
/* Lines that a task may be broken into: the parts of one's own tasks with a similar title, the likest first. finish: (transfer full) */
void            stint_assistant_suggest_async (StintAssistant      *self,
                                              const char           *task_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GStrv           stint_assistant_suggest_finish (StintAssistant     *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
