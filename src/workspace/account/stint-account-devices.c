/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "core/stint-time.h"
#include "stint-config.h"
#include "wire/stint-json.h"
#include "workspace/account/stint-account-private.h"
#include "workspace/stint-workspace-private.h"

#include <glib/gi18n-lib.h>

void
stint_account_device_free (StintAccountDevice *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static gpointer
device_job (StintDatabase *database,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return g_strdup (stint_database_get_device (database));
}

static gint
compare_latest_first (gconstpointer a,
                      gconstpointer b)
{
  const StintAccountDevice *one = *(const StintAccountDevice *const *) a;
  const StintAccountDevice *other = *(const StintAccountDevice *const *) b;

  return one->seen_ms == other->seen_ms ? g_strcmp0 (one->id, other->id) : (one->seen_ms > other->seen_ms ? -1 : 1);
}

/* Returns: (transfer full) (nullable): %NULL if it has not what every device has */
static StintAccountDevice *
read_device (GVariant   *object,
             const char *this_id)
{
  StintAccountDevice *device;
  const char *id, *seen;
  gint64 seen_s;

  if (!g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (object, "id", "&s", &id) ||
      !g_variant_lookup (object, "seen", "&s", &seen) || !stint_instant_parse (seen, &seen_s, NULL))
    return NULL;
  device = g_new0 (StintAccountDevice, 1);
  device->id = g_strdup (id);
  device->seen_ms = seen_s * 1000;
  device->is_this = g_strcmp0 (id, this_id) == 0;
  g_variant_lookup (object, "name", "s", &device->name);
  return device;
}

/* Returns: (transfer full) (nullable): %NULL if the answer is not the documented one */
static GPtrArray *
read_devices (const StintApiAnswer *answer,
              const char           *this_id)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_account_device_free);
  g_autoptr (GVariant) body = NULL;
  g_autoptr (GVariant) list = NULL;

  if (answer->status == 200)
    body = stint_json_parse (answer->body, (gssize) answer->length, NULL);
  if (body == NULL || !g_variant_is_of_type (body, G_VARIANT_TYPE_VARDICT))
    return NULL;
  list = g_variant_lookup_value (body, "devices", G_VARIANT_TYPE ("av"));
  if (list == NULL)
    return NULL;
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) object = g_variant_get_variant (child);
      StintAccountDevice *device = read_device (object, this_id);

      if (device != NULL)
        g_ptr_array_add (devices, device);
    }
  g_ptr_array_sort (devices, compare_latest_first);
  return g_steal_pointer (&devices);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *this_id = g_task_get_task_data (task);
  GError *error = NULL;
  StintApiAnswer *answer = stint_transport_send_finish (STINT_TRANSPORT (source), result, &error);
  GPtrArray *devices = NULL;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  devices = read_devices (answer, this_id);
  stint_api_answer_free (answer);
  if (devices != NULL)
    g_task_return_pointer (task, devices, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_FAILED,
                             _("The server did not say which computers use this account. Try again later."));
}

static void
device_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintAccount *self = g_task_get_source_object (task);
  g_autoptr (StintApiRequest) request = stint_api_request_new ("GET", "/me", NULL, NULL);
  g_autoptr (StintApi) api = NULL;
  GError *error = NULL;
  char *device = g_task_propagate_pointer (G_TASK (result), &error);

  if (device == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, device, g_free);
  if (self->session == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, _("Nobody has signed in. Sign in first."));
      return;
    }
  api = stint_api_new (self->session);
  stint_transport_send_async (STINT_TRANSPORT (api), request, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
stint_account_list_devices_async (StintAccount       *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, stint_account_list_devices_async);
  stint_workspace_run_async (self->workspace, device_job, NULL, NULL, g_free, stint_account_list_devices_async, NULL, device_read_cb, task);
}

GPtrArray *
stint_account_list_devices_finish (StintAccount *self,
                                   GAsyncResult *result,
                                   GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
