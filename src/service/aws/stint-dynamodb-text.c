/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-dynamodb-text.h"

#include "wire/stint-json.h"

static void
begin_member (GString    *out,
              const char *name)
{
  if (out->len > 0 && out->str[out->len - 1] != '{' && out->str[out->len - 1] != '[')
    g_string_append_c (out, ',');
  g_string_append_printf (out, "\"%s\":", name);
}

/* An attribute that is a text: "name":{"S":"value"} */
void
stint_dynamodb_append_text (GString    *out,
                            const char *name,
                            const char *value)
{
  begin_member (out, name);
  g_string_append (out, "{\"S\":");
  stint_json_append_string (out, value);
  g_string_append_c (out, '}');
}

void
stint_dynamodb_append_number (GString    *out,
                              const char *name,
                              gint64      value)
{
  begin_member (out, name);
  g_string_append_printf (out, "{\"N\":\"%" G_GINT64_FORMAT "\"}", value);
}

void
stint_dynamodb_append_true (GString    *out,
                            const char *name)
{
  begin_member (out, name);
  g_string_append (out, "{\"BOOL\":true}");
}

/* @json: the member's value as it is to be written */
void
stint_dynamodb_append_member (GString    *out,
                              const char *name,
                              const char *json)
{
  begin_member (out, name);
  g_string_append (out, json);
}

/* A member that is a JSON string: "name":"value" */
void
stint_dynamodb_append_plain (GString    *out,
                             const char *name,
                             const char *value)
{
  begin_member (out, name);
  stint_json_append_string (out, value);
}

void
stint_dynamodb_append_key (GString    *out,
                           const char *name,
                           const char *pk,
                           const char *sk)
{
  begin_member (out, name);
  g_string_append_c (out, '{');
  stint_dynamodb_append_text (out, "pk", pk);
  stint_dynamodb_append_text (out, "sk", sk);
  g_string_append_c (out, '}');
}

char *
stint_dynamodb_user_key (const char *user)
{
  return g_strconcat ("U#", user, NULL);
}

char *
stint_dynamodb_record_key (StintKind   kind,
                           const char *id)
{
  return g_strconcat ("E#", stint_kind_to_string (kind), "#", id, NULL);
}

char *
stint_dynamodb_log_key (gint64 n)
{
  return g_strdup_printf ("L#%012" G_GINT64_FORMAT, n);
}
