/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/memory/stint-recorded-model.h"

#include "service/aws/stint-converse.h"
#include "service/stint-problem.h"

#include <string.h>

/* In place of an answer: no answer, and whether it cost tokens. */
#define FAILURE "failure"
#define DEAR_FAILURE "dear failure"

/* @requests: %NULL at its end */
struct _StintRecordedModel
{
  GObject    parent_instance;

  GPtrArray *answers;
  GPtrArray *requests;
  gboolean   is_waiting;
};

static void stint_recorded_model_model_init (StintModelInterface *iface);

G_DEFINE_TYPE_WITH_CODE (StintRecordedModel, stint_recorded_model, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (STINT_TYPE_MODEL, stint_recorded_model_model_init))

static StintModelAnswer *
recorded_ask (StintModel * model,
              const StintCall * call,
              const StintModelQuestion * question,
              gboolean * spent,
              GError * *error)
{
  StintRecordedModel *self = STINT_RECORDED_MODEL (model);
  guint n = self->requests->len - 1;
  const char *answer = n < self->answers->len ? self->answers->pdata[n] : NULL;

  g_ptr_array_insert (self->requests, (int) n, stint_converse_write (question));
  self->is_waiting = answer == NULL;
  *spent = g_strcmp0 (answer, DEAR_FAILURE) == 0;
  if (answer != NULL && !*spent && strcmp (answer, FAILURE) != 0)
    return stint_converse_read (answer, -1);

  stint_problem_set (error, STINT_PROBLEM_UNAVAILABLE, "No answer was recorded.");
  return NULL;
}

static void
stint_recorded_model_finalize (GObject *object)
{
  StintRecordedModel *self = STINT_RECORDED_MODEL (object);

  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->requests);
  G_OBJECT_CLASS (stint_recorded_model_parent_class)->finalize (object);
}

static void
stint_recorded_model_model_init (StintModelInterface *iface)
{
  iface->ask = recorded_ask;
}

static void
stint_recorded_model_class_init (StintRecordedModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_recorded_model_finalize;
}

static void
stint_recorded_model_init (StintRecordedModel *self)
{
  self->answers = g_ptr_array_new_with_free_func (g_free);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->requests, NULL);
}

StintModel *
stint_recorded_model_new (void)
{
  return g_object_new (STINT_TYPE_RECORDED_MODEL, NULL);
}

/* @answer: as Converse's, JSON or not. The next question gets it. */
void
stint_recorded_model_add (StintRecordedModel *self,
                          const char         *answer)
{
  g_ptr_array_add (self->answers, g_strdup (answer));
}

/* The next question gets no answer. @spent: which cost tokens all the same */
void
stint_recorded_model_add_failure (StintRecordedModel *self,
                                  gboolean            spent)
{
  g_ptr_array_add (self->answers, g_strdup (spent ? DEAR_FAILURE : FAILURE));
}

/* Returns: the bodies of what it was asked */
const char *const *
stint_recorded_model_get_requests (StintRecordedModel *self)
{
  return (const char *const *) self->requests->pdata;
}

/* Returns: whether it was asked more than it has answers */
gboolean
stint_recorded_model_is_waiting (StintRecordedModel *self)
{
  return self->is_waiting;
}
