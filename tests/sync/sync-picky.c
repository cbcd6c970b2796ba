/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-picky.h"

#include <string.h>

#include "wire/stint-json.h"

#define TITLE "title "
#define EVERY 3

/* @members: (nullable) */
gboolean
sync_picky_dislikes (GVariant *members)
{
  const char *title = NULL;

  return members != NULL && g_variant_lookup (members, "title", "&s", &title) && g_str_has_prefix (title, TITLE) &&
         g_ascii_strtoull (title + strlen (TITLE), NULL, 10) % EVERY == 0;
}

static void
append_faults (GString  *faults,
               GVariant *ops)
{
  for (gsize i = 0; i < g_variant_n_children (ops); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (ops, i);
      g_autoptr (GVariant) op = g_variant_get_variant (boxed);
      g_autoptr (GVariant) data = g_variant_lookup_value (op, "data", G_VARIANT_TYPE_VARDICT);

      if (sync_picky_dislikes (data))
        g_string_append_printf (faults, "%s{\"pointer\":\"/ops/%u/data/title\",\"detail\":\"Not this one.\"}", faults->len > 0 ? "," : "",
                                (guint) i);
    }
}

/* Returns: (transfer full) (nullable): what it says against a push; %NULL if it has nothing against it */
StintApiAnswer *
sync_picky_refuse (const StintApiRequest *request,
                   gint64                 now_ms)
{
  g_autoptr (GVariant) body = request->body != NULL ? stint_json_parse (request->body, -1, NULL) : NULL;
  g_autoptr (GVariant) ops = body != NULL ? g_variant_lookup_value (body, "ops", G_VARIANT_TYPE ("av")) : NULL;
  g_autoptr (GString) faults = g_string_new (NULL);
  StintApiAnswer *answer;

  if (ops != NULL)
    append_faults (faults, ops);
  if (faults->len == 0)
    return NULL;
  answer = g_new0 (StintApiAnswer, 1);
  answer->status = 400;
  answer->body = g_strdup_printf ("{\"type\":\"urn:stint:problem:invalid-request\",\"title\":\"The request is not valid\",\"status\":400,"
                                  "\"detail\":\"The errors name what is wrong.\",\"errors\":[%s]}", faults->str);
  answer->length = strlen (answer->body);
  answer->retry_after_s = -1;
  answer->date_ms = now_ms / 1000 * 1000;
  return answer;
}
