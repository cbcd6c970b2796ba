/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-store.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>

struct _StintStore
{
  GObject      parent_instance;

  char        *directory;
  GThread     *thread;
  GAsyncQueue *queue;
};

G_DEFINE_FINAL_TYPE (StintStore, stint_store, G_TYPE_OBJECT)

/**
 * Job:
 * @task: (nullable): %NULL ends the thread
 * @run: (nullable): %NULL opens the database
 */
typedef struct
{
  GTask         *task;
  StintStoreJob  run;
  gpointer       data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  gint64         now_ms;
} Job;

/**
 * Worker:
 * @database: (nullable): once it is open
 *
 * What the thread has; the store and its thread share the queue only.
 */
typedef struct
{
  char          *directory;
  GAsyncQueue   *queue;
  StintDatabase *database;
} Worker;

static void
job_free (Job *self)
{
  g_clear_object (&self->task);
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

static void
open_database (Worker *self,
               Job    *job)
{
  GError *error = NULL;

  g_clear_pointer (&self->database, stint_database_close);
  self->database = stint_database_open (self->directory, job->now_ms, &error);
  if (self->database != NULL)
    g_task_return_boolean (job->task, TRUE);
  else
    g_task_return_error (job->task, error);
}

static void
run_job (Worker *self,
         Job    *job)
{
  GError *error = NULL;
  gpointer result;

  if (g_task_return_error_if_cancelled (job->task))
    return;
  if (self->database == NULL)
    {
      g_task_return_new_error (job->task, STINT_STORE_ERROR, STINT_STORE_ERROR_FAILED,
                               _("The data in “%s” is not open."), self->directory);
      return;
    }

  result = job->run (self->database, job->data, g_task_get_cancellable (job->task), &error);
  if (error != NULL)
    g_task_return_error (job->task, error);
  else
    g_task_return_pointer (job->task, result, job->free_result);
}

static gpointer
run_thread (gpointer data)
{
  Worker *self = data;
  gboolean ended = FALSE;

  while (!ended)
    {
      Job *job = g_async_queue_pop (self->queue);

      if (job->task == NULL)
        ended = TRUE;
      else if (job->run == NULL)
        open_database (self, job);
      else
        run_job (self, job);
      job_free (job);
    }

  g_clear_pointer (&self->database, stint_database_close);
  g_async_queue_unref (self->queue);
  g_free (self->directory);
  g_free (self);
  return NULL;
}

static void
start_thread (StintStore *self)
{
  Worker *worker = g_new0 (Worker, 1);

  worker->directory = g_strdup (self->directory);
  worker->queue = g_async_queue_ref (self->queue);
  self->thread = g_thread_new ("stint-store", run_thread, worker);
}

static Job *
job_new (StintStore         *self,
         gpointer            tag,
         GCancellable       *cancellable,
         GAsyncReadyCallback callback,
         gpointer            user_data)
{
  Job *job = g_new0 (Job, 1);

  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, tag);
  /* What is on the disk is said, also if the window was closed meanwhile. */
  g_task_set_check_cancellable (job->task, FALSE);
  return job;
}

static void
stint_store_dispose (GObject *object)
{
  stint_store_close (STINT_STORE (object));

  G_OBJECT_CLASS (stint_store_parent_class)->dispose (object);
}

static void
stint_store_finalize (GObject *object)
{
  StintStore *self = STINT_STORE (object);

  g_async_queue_unref (self->queue);
  g_free (self->directory);

  G_OBJECT_CLASS (stint_store_parent_class)->finalize (object);
}

static void
stint_store_class_init (StintStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = stint_store_dispose;
  object_class->finalize = stint_store_finalize;
}

static void
stint_store_init (StintStore *self)
{
  self->queue = g_async_queue_new ();
}

StintStore *
stint_store_new (const char *directory)
{
  StintStore *self = g_object_new (STINT_TYPE_STORE, NULL);

  self->directory = g_strdup (directory);
  return self;
}

/**
 * stint_store_open_async:
 *
 * Opens the database in the store's thread; again after a failure, or after stint_store_close().
 */
void
stint_store_open_async (StintStore         *self,
                        gint64              now_ms,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  Job *job = job_new (self, stint_store_open_async, cancellable, callback, user_data);

  job->now_ms = now_ms;
  if (self->thread == NULL)
    start_thread (self);
  g_async_queue_push (self->queue, job);
}

gboolean
stint_store_open_finish (StintStore   *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * stint_store_run_async:
 * @data: (transfer full): given to @job in the store's thread, and freed there with @free_data
 * @free_result: (nullable): frees a result that nobody fetched
 *
 * Jobs run one after the other in the order in which they were asked for. One that is cancelled before its turn does not run.
 */
void
stint_store_run_async (StintStore         *self,
                       StintStoreJob       job,
                       gpointer            data,
                       GDestroyNotify      free_data,
                       GDestroyNotify      free_result,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  Job *queued = job_new (self, stint_store_run_async, cancellable, callback, user_data);

  queued->run = job;
  queued->data = data;
  queued->free_data = free_data;
  queued->free_result = free_result;
  if (self->thread == NULL)
    {
      g_task_return_new_error (queued->task, STINT_STORE_ERROR, STINT_STORE_ERROR_FAILED,
                               _("The data in “%s” is not open."), self->directory);
      job_free (queued);
      return;
    }
  g_async_queue_push (self->queue, queued);
}

/**
 * stint_store_run_finish:
 *
 * Returns: (transfer full) (nullable): what the job returned
 */
gpointer
stint_store_run_finish (StintStore   *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * stint_store_close:
 *
 * Waits until the jobs that were asked for have run, and closes the database.
 */
void
stint_store_close (StintStore *self)
{
  if (self->thread == NULL)
    return;
  g_async_queue_push (self->queue, g_new0 (Job, 1));
  /* The last who held the store may have been a task that the thread itself let go. */
  if (self->thread == g_thread_self ())
    g_thread_unref (g_steal_pointer (&self->thread));
  else
    g_thread_join (g_steal_pointer (&self->thread));
}

const char *
stint_store_get_directory (StintStore *self)
{
  return self->directory;
}
