/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/ui/fake-account.h"

#define SEEN_MS (G_GINT64_CONSTANT (1795507920) * 1000)

/* ---- The sync ---- */

struct _StintSync
{
  GObject        parent_instance;

  GString       *calls;
  StintSyncState state;
  StintSyncHelp  help;
  char          *message;
  gint64         last_success_ms;
  guint          n_pending;
  guint          n_parked;
  double         progress;
};

enum { SYNC_0, SYNC_STATE, N_SYNC };
static GParamSpec *sync_props[N_SYNC];

G_DEFINE_FINAL_TYPE (StintSync, stint_sync, G_TYPE_OBJECT)

static void
stint_sync_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  g_value_set_int (value, STINT_SYNC (object)->state);
}

static void
stint_sync_finalize (GObject *object)
{
  g_free (STINT_SYNC (object)->message);
  G_OBJECT_CLASS (stint_sync_parent_class)->finalize (object);
}

static void
stint_sync_class_init (StintSyncClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = stint_sync_get_property;
  G_OBJECT_CLASS (klass)->finalize = stint_sync_finalize;
  sync_props[SYNC_STATE] = g_param_spec_int ("state", NULL, NULL, 0, 99, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_SYNC, sync_props);
}

static void
stint_sync_init (StintSync *self)
{
  self->progress = -1;
}

StintSyncState
stint_sync_get_state (StintSync *self)
{
  return self->state;
}

const char *
stint_sync_get_message (StintSync *self)
{
  return self->message;
}

StintSyncHelp
stint_sync_get_help (StintSync *self)
{
  return self->help;
}

gint64
stint_sync_get_last_success_ms (StintSync *self)
{
  return self->last_success_ms;
}

guint
stint_sync_get_n_pending (StintSync *self)
{
  return self->n_pending;
}

guint
stint_sync_get_n_parked (StintSync *self)
{
  return self->n_parked;
}

double
stint_sync_get_progress (StintSync *self)
{
  return self->progress;
}

static void
note (GString    *calls,
      const char *call)
{
  g_string_append_printf (calls, "%s%s", calls->len > 0 ? " " : "", call);
}

void
stint_sync_cancel (StintSync *self)
{
  note (self->calls, "cancel-sync");
}

void
stint_sync_run_async (StintSync          *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  note (self->calls, "sync");
  if (self->message != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", self->message);
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
stint_sync_run_finish (StintSync    *self,
                       GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- The account ---- */

struct _StintAccount
{
  GObject           parent_instance;

  StintSync        *sync;
  GString          *calls;
  StintAccountState state;
  char             *user;
  char             *server;
  char             *keyring;
  StintSignedIn     outcome;
  char             *outcome_user;
  guint             n_tasks;
  char             *error;
  gboolean          waits;
};

enum { PROP_0, PROP_STATE, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (StintAccount, stint_account, G_TYPE_OBJECT)

static void
stint_account_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  g_value_set_int (value, STINT_ACCOUNT (object)->state);
}

static void
stint_account_finalize (GObject *object)
{
  StintAccount *self = STINT_ACCOUNT (object);

  g_object_unref (self->sync);
  g_string_free (self->calls, TRUE);
  g_free (self->user);
  g_free (self->server);
  g_free (self->keyring);
  g_free (self->outcome_user);
  g_free (self->error);
  G_OBJECT_CLASS (stint_account_parent_class)->finalize (object);
}

static void
stint_account_class_init (StintAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = stint_account_get_property;
  G_OBJECT_CLASS (klass)->finalize = stint_account_finalize;
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, 99, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
}

static void
stint_account_init (StintAccount *self)
{
  self->calls = g_string_new (NULL);
  self->sync = g_object_new (STINT_TYPE_SYNC, NULL);
  self->sync->calls = self->calls;
}

StintAccountState
stint_account_get_state (StintAccount *self)
{
  return self->state;
}

const char *
stint_account_get_user (StintAccount *self)
{
  return self->user;
}

const char *
stint_account_get_server (StintAccount *self)
{
  return self->server;
}

const char *
stint_account_get_keyring_problem (StintAccount *self)
{
  return self->keyring;
}

StintTransport *
stint_account_get_transport (StintAccount *self)
{
  return NULL;
}

StintSync *
stint_account_get_sync (StintAccount *self)
{
  return self->sync;
}

gboolean
stint_account_is_connect_file (const char *text,
                               gssize      length)
{
  return g_strstr_len (text, length, "\"api\"") != NULL;
}

StintServerInfo *
stint_account_read_connect_file (StintAccount *self,
                                 const char   *text,
                                 gssize        length,
                                 GError      **error)
{
  StintServerInfo *info;

  if (!stint_account_is_connect_file (text, length))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "This is no connect file");
      return NULL;
    }
  info = g_new0 (StintServerInfo, 1);
  info->name = g_strdup ("Family plan");
  info->api_host = g_strdup ("stint.example.org");
  info->sign_in_host = g_strdup ("stint-family.auth.eu-central-1.amazoncognito.com");
  return info;
}

void
stint_server_info_free (StintServerInfo *self)
{
  g_free (self->name);
  g_free (self->api_host);
  g_free (self->sign_in_host);
  g_free (self);
}

void
stint_account_device_free (StintAccountDevice *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static void
cancelled_cb (GCancellable *cancellable,
              GTask        *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  g_object_unref (task);
}

static void
answer (StintAccount       *self,
        const char         *call,
        gboolean            waits,
        GCancellable       *cancellable,
        GAsyncReadyCallback callback,
        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  note (self->calls, call);
  if (self->error != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", self->error);
  else if (waits)
    /* What waits is held until it is cancelled. */
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), g_steal_pointer (&task), 0);
  else
    g_task_return_boolean (task, TRUE);
}

void
stint_account_sign_in_async (StintAccount       *self,
                             const char         *connect_file,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  answer (self, connect_file != NULL ? "connect" : "sign-in", self->waits, cancellable, callback, user_data);
}

gboolean
stint_account_sign_in_finish (StintAccount  *self,
                              GAsyncResult  *result,
                              StintSignedIn *outcome,
                              char         **user,
                              guint         *n_tasks,
                              GError       **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *outcome = self->outcome;
  *user = g_strdup (self->outcome_user);
  *n_tasks = self->n_tasks;
  return TRUE;
}

void
stint_account_adopt_async (StintAccount       *self,
                           StintAdopt          how,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  static const char *const calls[] = { "adopt-here", "adopt-own", "adopt-cancel" };

  answer (self, calls[how], FALSE, cancellable, callback, user_data);
}

gboolean
stint_account_adopt_finish (StintAccount *self,
                            GAsyncResult *result,
                            GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
stint_account_sign_out_async (StintAccount       *self,
                              gboolean            remove,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  answer (self, remove ? "sign-out-remove" : "sign-out-keep", FALSE, cancellable, callback, user_data);
}

gboolean
stint_account_sign_out_finish (StintAccount *self,
                               GAsyncResult *result,
                               GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
stint_account_erase_async (StintAccount       *self,
                           gboolean            remove,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  answer (self, remove ? "erase-remove" : "erase-keep", self->waits, cancellable, callback, user_data);
}

gboolean
stint_account_erase_finish (StintAccount *self,
                            GAsyncResult *result,
                            GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
stint_account_decide_erased_async (StintAccount       *self,
                                   StintErasedChoice   choice,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  static const char *const calls[] = { "erased-keep", "erased-remove", "erased-upload" };

  answer (self, calls[choice], FALSE, cancellable, callback, user_data);
}

gboolean
stint_account_decide_erased_finish (StintAccount *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
add_device (GPtrArray  *devices,
            const char *name,
            gint64      seen_ms,
            gboolean    is_this)
{
  StintAccountDevice *device = g_new0 (StintAccountDevice, 1);

  device->id = g_strdup (name);
  device->name = g_strdup (name);
  device->seen_ms = seen_ms;
  device->is_this = is_this;
  g_ptr_array_add (devices, device);
}

void
stint_account_list_devices_async (StintAccount       *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *devices = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_account_device_free);

  add_device (devices, "Laptop", SEEN_MS - 4 * 60 * 1000, TRUE);
  add_device (devices, "Desktop in the <study>", SEEN_MS - G_GINT64_CONSTANT (50) * 60 * 60 * 1000, FALSE);
  g_task_return_pointer (task, devices, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
stint_account_list_devices_finish (StintAccount *self,
                                   GAsyncResult *result,
                                   GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- What a test says ---- */

StintAccount *
fake_account_new (void)
{
  return g_object_new (STINT_TYPE_ACCOUNT, NULL);
}

void
fake_account_set (StintAccount     *self,
                  StintAccountState state,
                  const char       *user,
                  const char       *server)
{
  self->state = state;
  g_free (self->user);
  self->user = g_strdup (user);
  g_free (self->server);
  self->server = g_strdup (server);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

void
fake_account_set_keyring (StintAccount *self,
                          const char   *problem)
{
  g_free (self->keyring);
  self->keyring = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

void
fake_account_set_outcome (StintAccount *self,
                          StintSignedIn outcome,
                          const char   *user,
                          guint         n_tasks)
{
  self->outcome = outcome;
  g_free (self->outcome_user);
  self->outcome_user = g_strdup (user);
  self->n_tasks = n_tasks;
}

void
fake_account_set_error (StintAccount *self,
                        const char   *message)
{
  g_free (self->error);
  self->error = g_strdup (message);
}

void
fake_account_set_waits (StintAccount *self,
                        gboolean      waits)
{
  self->waits = waits;
}

void
fake_account_set_sync (StintAccount  *self,
                       StintSyncState state,
                       StintSyncHelp  help,
                       const char    *message)
{
  self->sync->state = state;
  self->sync->help = help;
  g_free (self->sync->message);
  self->sync->message = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self->sync), sync_props[SYNC_STATE]);
}

void
fake_account_set_counts (StintAccount *self,
                         gint64        last_success_ms,
                         guint         n_pending,
                         guint         n_parked,
                         double        progress)
{
  self->sync->last_success_ms = last_success_ms;
  self->sync->n_pending = n_pending;
  self->sync->n_parked = n_parked;
  self->sync->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self->sync), sync_props[SYNC_STATE]);
}

const char *
fake_account_get_calls (StintAccount *self)
{
  return self->calls->str;
}
