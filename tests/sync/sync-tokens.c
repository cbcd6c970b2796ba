/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-oracle-private.h"

#include "core/stint-block.h"
#include "core/stint-merge-conflict.h"
#include "core/stint-project.h"
#include "core/stint-task.h"
#include "wire/stint-json.h"

/* The members whose every value is written once only. The last is one that only a newer version knows. */
static const char *const followed[] = {
  STINT_TASK_DEADLINE, STINT_TASK_DONE, STINT_TASK_ESTIMATE, STINT_PROJECT_NAME, STINT_TASK_NOTES, STINT_TASK_TITLE,
  STINT_SETTING_VALUE, STINT_BLOCK_WHEN, "x-future", NULL,
};

static void
add_value (GPtrArray  *tokens,
           const char *member,
           GVariant   *value)
{
  g_autofree char *json = NULL;

  if (g_str_equal (member, STINT_TASK_TAGS))
    {
      g_autofree const char **elements = NULL;
      gsize n = 0;

      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
        elements = g_variant_get_strv (value, &n);
      for (gsize i = 0; i < n; i++)
        g_ptr_array_add (tokens, g_strconcat (STINT_TASK_TAGS "=", elements[i], NULL));
      return;
    }

  if (!g_strv_contains (followed, member))
    return;
  json = stint_json_to_string (value);
  g_ptr_array_add (tokens, g_strconcat (member, "=", json, NULL));
}

/* @members: (nullable): `a{sv}`. Returns: (transfer full) (element-type utf8): the values that are in them */
GPtrArray *
sync_tokens_of (GVariant *members)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (members == NULL)
    return tokens;
  g_variant_iter_init (&iter, members);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    add_value (tokens, name, value);
  return tokens;
}

/* @conflict: (nullable): members of an entry of the inbox. Returns: (transfer full): the values that it keeps */
GPtrArray *
sync_tokens_lost (GVariant *conflict)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GVariant) lost = conflict != NULL ? g_variant_lookup_value (conflict, STINT_CONFLICT_LOST, NULL) : NULL;
  const char *member = NULL;

  if (lost != NULL && g_variant_lookup (conflict, STINT_CONFLICT_MEMBER, "&s", &member))
    add_value (tokens, member, lost);
  return tokens;
}

/* Returns: (transfer full) (nullable): the value that won over it, if it is one value */
char *
sync_token_kept (GVariant *conflict)
{
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GVariant) kept = g_variant_lookup_value (conflict, STINT_CONFLICT_KEPT, NULL);
  const char *member = NULL;

  if (kept == NULL || !g_variant_lookup (conflict, STINT_CONFLICT_MEMBER, "&s", &member) || g_str_equal (member, STINT_TASK_TAGS))
    return NULL;
  add_value (tokens, member, kept);
  return tokens->len == 1 ? g_strdup (tokens->pdata[0]) : NULL;
}
