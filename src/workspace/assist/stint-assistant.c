/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/assist/stint-assistant-private.h"

#include "stint-config.h"

#include "workspace/assist/stint-outline.h"

#include <glib/gi18n-lib.h>

#define CONSENT_KEY "assistant-consent"

struct _StintAssistant
{
  GObject         parent_instance;

  StintWorkspace *workspace;
  GSettings      *settings;
  GHashTable     *consents; /* "kind server", while there are no settings */
  StintTransport *transport;
  char           *server;
  GPtrArray      *calls; /* those that run */
  StintQuota      quota;
  gboolean        has_quota;
};

enum
{
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintAssistant, stint_assistant, G_TYPE_OBJECT)

/**
 * Call:
 * @stop: ends the request: the caller's, or ours
 * @link: of the caller's cancellable to it
 * @is_withdrawn: the consent was taken back, or the account left, while it ran
 */
typedef struct
{
  StintAssistQuestion *question;
  char                *server;
  GCancellable        *stop;
  gulong               link;
  gboolean             is_withdrawn;
} Call;

static void
call_free (Call *call)
{
  stint_assist_question_unref (call->question);
  g_free (call->server);
  g_object_unref (call->stop);
  g_free (call);
}

static char *
make_consent (StintAssistKind kind,
              const char     *server)
{
  return g_strdup_printf ("%s %s", stint_assist_kind_to_string (kind), server);
}

static gboolean
has_consent (StintAssistant *self,
             StintAssistKind kind,
             const char     *server)
{
  g_autofree char *consent = make_consent (kind, server);
  g_auto (GStrv) given = NULL;

  if (self->settings == NULL)
    return g_hash_table_contains (self->consents, consent);
  given = g_settings_get_strv (self->settings, CONSENT_KEY);
  return g_strv_contains ((const char *const *) given, consent);
}

/* Ends the calls that may no longer run. Their answers are dropped even if they are here already. */
static void
stop_calls (StintAssistant *self)
{
  g_autoptr (GPtrArray) stopped = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->calls->len; i++)
    {
      Call *call = g_task_get_task_data (self->calls->pdata[i]);

      if (call->is_withdrawn || (self->transport != NULL && g_strcmp0 (call->server, self->server) == 0 &&
                                 has_consent (self, stint_assist_question_get_kind (call->question), call->server)))
        continue;
      call->is_withdrawn = TRUE;
      g_ptr_array_add (stopped, g_object_ref (call->stop));
    }
  for (guint i = 0; i < stopped->len; i++)
    g_cancellable_cancel (stopped->pdata[i]);
}

static void
tell (StintAssistant *self)
{
  stop_calls (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
stint_assistant_dispose (GObject *object)
{
  StintAssistant *self = STINT_ASSISTANT (object);

  g_clear_object (&self->transport);
  g_clear_object (&self->settings);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (stint_assistant_parent_class)->dispose (object);
}

static void
stint_assistant_finalize (GObject *object)
{
  StintAssistant *self = STINT_ASSISTANT (object);

  g_hash_table_unref (self->consents);
  g_ptr_array_unref (self->calls);
  g_free (self->server);
  G_OBJECT_CLASS (stint_assistant_parent_class)->finalize (object);
}

static void
stint_assistant_class_init (StintAssistantClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = stint_assistant_dispose;
  object_class->finalize = stint_assistant_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
stint_assistant_init (StintAssistant *self)
{
  self->consents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->calls = g_ptr_array_new ();
}

StintAssistant *
stint_assistant_new (StintWorkspace *workspace,
                     GSettings      *settings)
{
  StintAssistant *self = g_object_new (STINT_TYPE_ASSISTANT, NULL);

  self->workspace = g_object_ref (workspace);
  if (settings == NULL)
    return self;
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::" CONSENT_KEY, G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  return self;
}

StintWorkspace *
stint_assistant_get_workspace (StintAssistant *self)
{
  g_return_val_if_fail (STINT_IS_ASSISTANT (self), NULL);
  return self->workspace;
}

void
stint_assistant_set_cloud (StintAssistant *self,
                           StintTransport *transport,
                           const char     *server)
{
  g_autofree char *copy = transport != NULL ? g_strdup (server != NULL ? server : "") : NULL;

  g_return_if_fail (STINT_IS_ASSISTANT (self));
  if (self->transport == transport && g_strcmp0 (self->server, copy) == 0)
    return;
  g_set_object (&self->transport, transport);
  g_free (self->server);
  self->server = g_steal_pointer (&copy);
  self->has_quota = FALSE;
  tell (self);
}

const char *
stint_assistant_get_server (StintAssistant *self)
{
  g_return_val_if_fail (STINT_IS_ASSISTANT (self), NULL);
  return self->server;
}

gboolean
stint_assistant_get_consent (StintAssistant *self,
                             StintAssistKind kind)
{
  g_return_val_if_fail (STINT_IS_ASSISTANT (self), FALSE);
  return self->server != NULL && has_consent (self, kind, self->server);
}

/* Writes the consents anew: without one, or with it. */
static void
save_consent (StintAssistant *self,
              const char     *consent,
              gboolean        given)
{
  g_auto (GStrv) before = g_settings_get_strv (self->settings, CONSENT_KEY);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) after = NULL;

  for (gsize i = 0; before[i] != NULL; i++)
    if (!g_str_equal (before[i], consent))
      g_strv_builder_add (builder, before[i]);
  if (given)
    g_strv_builder_add (builder, consent);
  after = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, CONSENT_KEY, (const char *const *) after);
}

void
stint_assistant_set_consent (StintAssistant *self,
                             StintAssistKind kind,
                             gboolean        consent)
{
  g_autofree char *entry = NULL;

  g_return_if_fail (STINT_IS_ASSISTANT (self));
  if (self->server == NULL || has_consent (self, kind, self->server) == !!consent)
    return;
  entry = make_consent (kind, self->server);
  if (self->settings != NULL)
    {
      save_consent (self, entry, consent);
      return;
    }
  if (consent)
    g_hash_table_add (self->consents, g_steal_pointer (&entry));
  else
    g_hash_table_remove (self->consents, entry);
  tell (self);
}

gboolean
stint_assistant_get_quota (StintAssistant *self,
                           StintQuota     *quota)
{
  g_return_val_if_fail (STINT_IS_ASSISTANT (self), FALSE);
  if (self->has_quota)
    *quota = self->quota;
  return self->has_quota;
}

static void
set_quota (StintAssistant   *self,
           const StintQuota *quota)
{
  self->quota = *quota;
  self->has_quota = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The call is over: nothing stops it any more. */
static void
forget_call (StintAssistant *self,
             GTask          *task)
{
  Call *call = g_task_get_task_data (task);

  g_ptr_array_remove (self->calls, task);
  g_cancellable_disconnect (g_task_get_cancellable (task), call->link);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintAssistant *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (StintApiAnswer) answer = stint_transport_send_finish (STINT_TRANSPORT (source), result, &error);
  g_autoptr (StintDraft) draft = NULL;
  GError *local_error = NULL;
  StintQuota quota = { -1, -1, 0 };

  forget_call (self, task);
  if (call->is_withdrawn || self->workspace == NULL)
    {
      g_task_return_new_error (task, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_NO_CONSENT,
                               _("The call was ended, because it may no longer be made; no answer was taken."));
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  if (answer == NULL)
    {
      g_task_return_error (task, stint_answer_explain (error));
      return;
    }
  draft = stint_answer_read (answer, call->question, self->workspace, &quota, &local_error);
  if (quota.limit >= 0)
    set_quota (self, &quota);
  if (draft == NULL)
    {
      g_task_return_error (task, local_error);
      return;
    }
  stint_draft_set_server (draft, call->server);
  g_task_return_pointer (task, g_steal_pointer (&draft), g_object_unref);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      stop)
{
  g_cancellable_cancel (stop);
}

void
stint_assistant_ask_async (StintAssistant      *self,
                           StintAssistQuestion *question,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (StintApiRequest) request = NULL;
  Call *call;

  g_return_if_fail (STINT_IS_ASSISTANT (self));

  g_task_set_source_tag (task, stint_assistant_ask_async);
  if (self->transport == NULL)
    {
      g_task_return_new_error (task, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_SIGNED_OUT,
                               _("Nobody is signed in, so nothing was sent. Sign in to use the account’s assistant."));
      return;
    }
  if (!has_consent (self, stint_assist_question_get_kind (question), self->server))
    {
      g_task_return_new_error (task, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_NO_CONSENT,
                               _("Nobody has said that this may be sent, so nothing was."));
      return;
    }

  call = g_new0 (Call, 1);
  call->question = stint_assist_question_ref (question);
  call->server = g_strdup (self->server);
  call->stop = g_cancellable_new ();
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  if (cancellable != NULL)
    call->link = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (call->stop), g_object_unref);
  g_ptr_array_add (self->calls, task);
  /* No key: the same question again is another call, and one that got no answer is a person's to repeat. */
  request = stint_api_request_new ("POST", "/assist", NULL, stint_assist_question_get_payload (question));
  stint_transport_send_async (self->transport, request, call->stop, answered_cb, g_object_ref (task));
}

StintDraft *
stint_assistant_ask_finish (StintAssistant *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
quota_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (StintAssistant) self = user_data;
  g_autoptr (StintApiAnswer) answer = stint_transport_send_finish (STINT_TRANSPORT (source), result, NULL);
  StintQuota quota;

  /* Not to know it is no fault: the next call says. */
  if (answer != NULL && STINT_TRANSPORT (source) == self->transport && stint_answer_read_quota (answer, &quota))
    set_quota (self, &quota);
}

void
stint_assistant_read_quota (StintAssistant *self)
{
  g_autoptr (StintApiRequest) request = NULL;

  g_return_if_fail (STINT_IS_ASSISTANT (self));
  if (self->transport == NULL)
    return;
  request = stint_api_request_new ("GET", "/assist", NULL, NULL);
  stint_transport_send_async (self->transport, request, NULL, quota_cb, g_object_ref (self));
}

StintDraft *
stint_assistant_read_here (StintAssistant *self,
                           StintAssistKind kind,
                           const char     *text,
                           GError        **error)
{
  g_return_val_if_fail (STINT_IS_ASSISTANT (self), NULL);
  return stint_outline_read (text, kind, stint_clock_get_local_s (stint_workspace_get_clock (self->workspace)), error);
}
