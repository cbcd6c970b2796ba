/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "wire/stint-json.h"

#include "stint-config.h"
#include "core/stint-id.h"

#include <glib/gi18n-lib.h>

#define RECORD_KIND "kind"
#define RECORD_ID "id"
#define RECORD_DELETED "deleted"
#define RECORD_DATA "data"
#define RECORD_EDITS "edits"
#define RECORD_AT "at"

static GVariant *
dup_empty (const char *entry_type)
{
  return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE (entry_type), NULL, 0));
}

/* Returns: (transfer full): the `a{sx}` as an object of integers, `a{sv}` */
static GVariant *
write_counters (GVariant *counters)
{
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  gint64 value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  if (counters != NULL)
    {
      g_variant_iter_init (&iter, counters);
      while (g_variant_iter_next (&iter, "{&sx}", &name, &value))
        g_variant_builder_add (&builder, "{sv}", name, g_variant_new_int64 (value));
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* Returns: (transfer full) (nullable): the member @member of @object as `a{sx}`; empty if it is not there */
static GVariant *
read_counters (GVariant   *object,
               const char *member,
               GError    **error)
{
  g_autoptr (GVariant) counters = g_variant_lookup_value (object, member, NULL);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sx}"));
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (counters == NULL)
    return dup_empty ("{sx}");

  if (!g_variant_is_of_type (counters, G_VARIANT_TYPE_VARDICT))
    {
      g_set_error (error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_SHAPE, _("“%s” of a record must be an object."), member);
      return NULL;
    }

  g_variant_iter_init (&iter, counters);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
        {
          g_set_error (error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_SHAPE,
                       _("“%s” of a record must hold only whole numbers."), member);
          g_variant_unref (value);
          return NULL;
        }
      g_variant_builder_add (&builder, "{sx}", name, g_variant_get_int64 (value));
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static gboolean
read_kind_and_id (GVariant    *object,
                  StintKind   *kind,
                  const char **id,
                  GError     **error)
{
  const char *kind_name = NULL;

  if (!g_variant_lookup (object, RECORD_KIND, "&s", &kind_name))
    {
      g_set_error_literal (error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_SHAPE, _("A record must have a “kind”, a text."));
      return FALSE;
    }

  if (!stint_kind_from_string (kind_name, kind))
    {
      g_set_error (error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_SHAPE,
                   _("“%.100s” is no kind of record that this version knows."), kind_name);
      return FALSE;
    }

  if (!g_variant_lookup (object, RECORD_ID, "&s", id) || !stint_id_is_valid (*id))
    {
      g_set_error_literal (error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_SHAPE,
                           _("A record must have an “id”, a UUID in lower case."));
      return FALSE;
    }

  return TRUE;
}

/* Returns: (transfer full) (nullable): the members; none for a tombstone without any */
static GVariant *
read_data (GVariant *object,
           gboolean  deleted,
           GError  **error)
{
  g_autoptr (GVariant) data = g_variant_lookup_value (object, RECORD_DATA, NULL);

  if (data == NULL && deleted)
    return dup_empty ("{sv}");

  if (data == NULL || !g_variant_is_of_type (data, G_VARIANT_TYPE_VARDICT))
    {
      g_set_error_literal (error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_SHAPE, _("A record must have “data”, an object."));
      return NULL;
    }

  return g_steal_pointer (&data);
}

/**
 * stint_record_to_variant:
 *
 * Returns: (transfer full): the record as stint_json_to_string() writes it
 */
GVariant *
stint_record_to_variant (StintRecord *record)
{
  g_autoptr (GVariant) edits = NULL;
  g_autoptr (GVariant) at = NULL;
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_return_val_if_fail (record != NULL, NULL);

  edits = write_counters (stint_record_get_edits (record));
  at = write_counters (stint_record_get_at (record));

  g_variant_builder_add (&builder, "{sv}", RECORD_AT, at);
  g_variant_builder_add (&builder, "{sv}", RECORD_DATA, stint_record_get_data (record));
  if (stint_record_is_deleted (record))
    g_variant_builder_add (&builder, "{sv}", RECORD_DELETED, g_variant_new_boolean (TRUE));
  g_variant_builder_add (&builder, "{sv}", RECORD_EDITS, edits);
  g_variant_builder_add (&builder, "{sv}", RECORD_ID, g_variant_new_string (stint_record_get_id (record)));
  g_variant_builder_add (&builder, "{sv}", RECORD_KIND,
                         g_variant_new_string (stint_kind_to_string (stint_record_get_kind (record))));

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/**
 * stint_record_from_variant:
 * @object: what stint_json_parse() read
 *
 * Reads a record. `edits` and `at` may be missing, and `data` of a deleted one. Whether the members are as the schema wants them is
 * not looked at: that is stint_schema_check(), where they are let in.
 *
 * Returns: (transfer full): the record; %NULL with @error set
 */
StintRecord *
stint_record_from_variant (GVariant *object,
                           GError  **error)
{
  g_autoptr (GVariant) data = NULL;
  g_autoptr (GVariant) edits = NULL;
  g_autoptr (GVariant) at = NULL;
  g_autoptr (GVariant) mark = NULL;
  gboolean deleted = FALSE;
  const char *id = NULL;
  StintKind kind;

  g_return_val_if_fail (object != NULL, NULL);

  if (!g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT))
    {
      g_set_error_literal (error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_SHAPE, _("A record must be an object."));
      return NULL;
    }

  if (!read_kind_and_id (object, &kind, &id, error))
    return NULL;

  mark = g_variant_lookup_value (object, RECORD_DELETED, NULL);
  if (mark != NULL && !g_variant_is_of_type (mark, G_VARIANT_TYPE_BOOLEAN))
    {
      g_set_error_literal (error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_SHAPE,
                           _("“deleted” of a record must be true or false."));
      return NULL;
    }
  deleted = mark != NULL && g_variant_get_boolean (mark);

  data = read_data (object, deleted, error);
  if (data == NULL)
    return NULL;

  edits = read_counters (object, RECORD_EDITS, error);
  if (edits == NULL)
    return NULL;

  at = read_counters (object, RECORD_AT, error);
  if (at == NULL)
    return NULL;

  return stint_record_new_full (kind, id, data, edits, at, deleted);
}
