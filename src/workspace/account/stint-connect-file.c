/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "stint-config.h"
#include "workspace/account/stint-account-private.h"

#define LOOPBACK_VARIABLE "STINT_HTTP_ON_LOOPBACK"
#define LOOPBACK_KEY "allow-http-on-loopback"

/* The command line runs where no schema is installed, too: then the answer is no. */
gboolean
stint_account_allows_loopback (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettings) settings = NULL;

  if (g_strcmp0 (g_getenv (LOOPBACK_VARIABLE), "1") == 0)
    return TRUE;
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, STINT_APP_ID, TRUE);
  if (schema == NULL || !g_settings_schema_has_key (schema, LOOPBACK_KEY))
    return FALSE;
  settings = g_settings_new_full (schema, NULL, NULL);
  return g_settings_get_boolean (settings, LOOPBACK_KEY);
}

StintConnection *
stint_account_parse (const char *text,
                     gssize      length,
                     GError    **error)
{
  return stint_connection_parse (text, length, stint_account_allows_loopback (), error);
}

gboolean
stint_account_is_connect_file (const char *text,
                               gssize      length)
{
  return stint_connection_looks_like (text, length);
}

StintServerInfo *
stint_account_read_connect_file (StintAccount *self,
                                 const char   *text,
                                 gssize        length,
                                 GError      **error)
{
  g_autoptr (StintConnection) connection = stint_account_parse (text, length, error);
  StintServerInfo *info;

  if (connection == NULL)
    return NULL;
  info = g_new0 (StintServerInfo, 1);
  info->name = g_strdup (stint_connection_get_name (connection));
  info->api_host = stint_connection_dup_api_host (connection);
  info->sign_in_host = stint_connection_dup_sign_in_host (connection);
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
