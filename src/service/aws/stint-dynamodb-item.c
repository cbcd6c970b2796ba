/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-dynamodb-item.h"

#include "service/stint-problem.h"

#include <string.h>

static gboolean
fail (const char *what,
      GError    **error)
{
  stint_problem_set (error, STINT_PROBLEM_INTERNAL, "An item of the table is no %s.", what);
  return FALSE;
}

/* Returns: (transfer full) (nullable): the attribute's value of that type */
static GVariant *
dup_value (GVariant           *item,
           const char         *name,
           const char         *type,
           const GVariantType *variant_type)
{
  g_autoptr (GVariant) attribute = g_variant_lookup_value (item, name, G_VARIANT_TYPE_VARDICT);

  return attribute != NULL ? g_variant_lookup_value (attribute, type, variant_type) : NULL;
}

/* Returns: (nullable): the text, which lives as long as @item; %NULL if there is no such attribute or it is no text */
const char *
stint_dynamodb_item_get_text (GVariant   *item,
                              const char *name)
{
  g_autoptr (GVariant) value = dup_value (item, name, "S", G_VARIANT_TYPE_STRING);

  /* What was parsed is serialised by stint_dynamodb_get_list() or _get_object(): children share its memory. */
  return value != NULL ? g_variant_get_string (value, NULL) : NULL;
}

gint64
stint_dynamodb_item_get_number (GVariant   *item,
                                const char *name,
                                gint64      fallback)
{
  g_autoptr (GVariant) value = dup_value (item, name, "N", G_VARIANT_TYPE_STRING);
  gint64 number;

  if (value != NULL &&
      g_ascii_string_to_signed (g_variant_get_string (value, NULL), 10, G_MININT64, G_MAXINT64, &number, NULL))
    return number;
  return fallback;
}

gboolean
stint_dynamodb_item_is_true (GVariant   *item,
                             const char *name)
{
  g_autoptr (GVariant) value = dup_value (item, name, "BOOL", G_VARIANT_TYPE_BOOLEAN);

  return value != NULL && g_variant_get_boolean (value);
}

/* Reads "E#task#<uuid>". Returns: (nullable): the id, within @sk */
static const char *
parse_record_key (const char *sk,
                  StintKind  *kind)
{
  const char *hash = sk != NULL && g_str_has_prefix (sk, "E#") ? strchr (sk + 2, '#') : NULL;
  g_autofree char *name = hash != NULL ? g_strndup (sk + 2, hash - sk - 2) : NULL;

  return name != NULL && stint_kind_from_string (name, kind) ? hash + 1 : NULL;
}

/* Returns: (transfer full): %NULL with @error set */
StintStored *
stint_dynamodb_item_to_record (GVariant *item,
                               GError  **error)
{
  StintKind kind;
  const char *id = parse_record_key (stint_dynamodb_item_get_text (item, "sk"), &kind);
  StintStored from = {
    .deleted = stint_dynamodb_item_is_true (item, "del"),
    .id = (char *) id,
    .version = (char *) stint_dynamodb_item_get_text (item, "v"),
    .data = (char *) stint_dynamodb_item_get_text (item, "data"),
    .edits = (char *) stint_dynamodb_item_get_text (item, "edits"),
    .at = (char *) stint_dynamodb_item_get_text (item, "at"),
  };

  if (id == NULL || from.version == NULL || (from.data == NULL && !from.deleted))
    {
      fail ("record", error);
      return NULL;
    }

  from.kind = kind;
  if (from.edits == NULL)
    from.edits = (char *) "{}";
  if (from.at == NULL)
    from.at = (char *) "{}";
  return stint_stored_copy (&from);
}

/* Returns: (transfer full): %NULL with @error set */
StintLogEntry *
stint_dynamodb_item_to_entry (GVariant *item,
                              GError  **error)
{
  const char *device = stint_dynamodb_item_get_text (item, "dev");
  const char *ops = stint_dynamodb_item_get_text (item, "ops");
  StintLogEntry from = { .written_ms = stint_dynamodb_item_get_number (item, "ts", 0) };

  if (device == NULL || ops == NULL ||
      !stint_tag_parse (stint_dynamodb_item_get_text (item, "tag"), &from.tag) ||
      !stint_tag_parse (stint_dynamodb_item_get_text (item, "prev"), &from.previous))
    {
      fail ("push of the log", error);
      return NULL;
    }

  from.device = (char *) device;
  from.ops = (char *) ops;
  return stint_log_entry_copy (&from);
}

/* Returns: (transfer full): %NULL with @error set */
StintDevice *
stint_dynamodb_item_to_device (GVariant *item,
                               GError  **error)
{
  const char *sk = stint_dynamodb_item_get_text (item, "sk");
  const char *version = stint_dynamodb_item_get_text (item, "v");
  StintDevice *device;

  if (sk == NULL || !g_str_has_prefix (sk, "D#") || version == NULL)
    {
      fail ("device", error);
      return NULL;
    }

  device = g_new0 (StintDevice, 1);
  device->id = g_strdup (sk + strlen ("D#"));
  device->name = g_strdup (stint_dynamodb_item_get_text (item, "name"));
  device->version = g_strdup (version);
  device->seen_ms = stint_dynamodb_item_get_number (item, "seen", 0);
  return device;
}

gboolean
stint_dynamodb_item_to_head (GVariant  *item,
                             StintHead *head,
                             GError   **error)
{
  *head = (StintHead) {
    .erased_n = stint_dynamodb_item_get_number (item, "erased", 0),
    .n_records = stint_dynamodb_item_get_number (item, "cnt", 0),
    .n_bytes = stint_dynamodb_item_get_number (item, "bytes", 0),
    .written_ms = stint_dynamodb_item_get_number (item, "ts", 0),
  };

  if (!stint_tag_parse (stint_dynamodb_item_get_text (item, "tag"), &head->tag))
    return fail ("head", error);
  return TRUE;
}

/**
 * stint_dynamodb_get_list:
 *
 * Returns: (transfer full) (element-type GVariant): the objects of the list @name of @answer; empty if there is none. Something in
 *   the list that is no object counts as one without members
 */
GPtrArray *
stint_dynamodb_get_list (GVariant   *answer,
                         const char *name)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  g_autoptr (GVariant) list = g_variant_lookup_value (answer, name, G_VARIANT_TYPE ("av"));
  gsize n = list != NULL ? g_variant_n_children (list) : 0;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) object = g_variant_get_variant (boxed);

      if (!g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT))
        {
          g_variant_unref (object);
          object = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));
        }
      g_variant_get_data (object);
      g_ptr_array_add (objects, g_steal_pointer (&object));
    }
  return objects;
}

/* Returns: (transfer full) (nullable): the object @name of @answer */
GVariant *
stint_dynamodb_get_object (GVariant   *answer,
                           const char *name)
{
  GVariant *object = g_variant_lookup_value (answer, name, G_VARIANT_TYPE_VARDICT);

  /* In one piece, so that the texts within it live as long as it does. */
  if (object != NULL)
    g_variant_get_data (object);
  return object;
}
