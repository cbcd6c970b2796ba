/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/handlers/stint-handlers.h"

#include "core/stint-schema.h"
#include "core/stint-time.h"
#include "wire/stint-json.h"

static void
append_device (GString           *out,
               const StintDevice *device)
{
  g_autofree char *seen = stint_instant_to_string (device->seen_ms / 1000);

  g_string_append_printf (out, "{\"id\":\"%s\",\"seen\":\"%s\",\"v\":\"%s\"", device->id, seen, device->version);
  if (device->name != NULL)
    {
      g_string_append (out, ",\"name\":");
      stint_json_append_string (out, device->name);
    }
  g_string_append_c (out, '}');
}

/* GET /me */
StintResponse *
stint_handle_describe (StintRepository    *repository,
                       const StintCall    *call,
                       const StintRequest *request,
                       GError            **error)
{
  g_autoptr (GPtrArray) devices = NULL;
  StintHead head;
  GString *out;

  if (!stint_repository_read_head (repository, call, &head, error))
    return NULL;
  devices = stint_repository_list_devices (repository, call, error);
  if (devices == NULL)
    return NULL;

  out = g_string_new (NULL);
  g_string_append_printf (out, "{\"head\":\"%s\",\"count\":%" G_GINT64_FORMAT ",\"bytes\":%" G_GINT64_FORMAT ",\"devices\":[",
                          head.tag.text, head.n_records, head.n_bytes);
  for (guint i = 0; i < devices->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_device (out, devices->pdata[i]);
    }
  g_string_append_printf (out, "],\"limits\":{\"records\":%d,\"bytes\":%d,\"ops\":%d,\"bodyBytes\":%d,\"recordBytes\":%d}}",
                          STINT_ACCOUNT_MAX_RECORDS, STINT_ACCOUNT_MAX_BYTES, STINT_PUSH_MAX_OPS,
                          STINT_PUSH_MAX_BODY_BYTES, STINT_RECORD_MAX_BYTES);
  return stint_response_new_take (200, g_string_free (out, FALSE));
}

/* DELETE /me: a part of everything, until there is no more. The scope that it takes is the gateway's to check. */
StintResponse *
stint_handle_erase (StintRepository    *repository,
                    const StintCall    *call,
                    const StintRequest *request,
                    GError            **error)
{
  gint64 n_deleted = 0;
  gboolean more = FALSE;

  if (!stint_repository_erase (repository, call, &n_deleted, &more, error))
    return NULL;

  return stint_response_new_take (200, g_strdup_printf ("{\"deleted\":%" G_GINT64_FORMAT ",\"more\":%s}",
                                                        n_deleted, more ? "true" : "false"));
}
