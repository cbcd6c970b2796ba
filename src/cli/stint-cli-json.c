/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-json.h"

#include "cli/stint-cli-time.h"
#include "core/stint-block.h"
#include "wire/stint-json.h"

/**
 * stint_cli_json_add_string:
 * @value: (nullable): %NULL becomes null
 */
void
stint_cli_json_add_string (GVariantBuilder *object,
                           const char      *name,
                           const char      *value)
{
  g_variant_builder_add (object, "{sv}", name,
                         value != NULL ? g_variant_new_string (value) : g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL));
}

void
stint_cli_json_add_int (GVariantBuilder *object,
                        const char      *name,
                        gint64           value)
{
  g_variant_builder_add (object, "{sv}", name, g_variant_new_int64 (value));
}

void
stint_cli_json_add_boolean (GVariantBuilder *object,
                            const char      *name,
                            gboolean         value)
{
  g_variant_builder_add (object, "{sv}", name, g_variant_new_boolean (value));
}

/**
 * stint_cli_json_add:
 * @value: an object or an array; a floating reference is taken
 */
void
stint_cli_json_add (GVariantBuilder *object,
                    const char      *name,
                    GVariant        *value)
{
  g_variant_builder_add (object, "{sv}", name, value);
}

/**
 * stint_cli_json_array:
 * @objects: (element-type GVariant)
 *
 * Returns: (transfer full)
 */
GVariant *
stint_cli_json_array (GPtrArray *objects)
{
  GVariantBuilder array;

  g_variant_builder_init (&array, G_VARIANT_TYPE ("av"));
  for (guint i = 0; i < objects->len; i++)
    g_variant_builder_add (&array, "v", g_ptr_array_index (objects, i));
  return g_variant_ref_sink (g_variant_builder_end (&array));
}

/* The members of a record and those that were derived from it, which win. */
static GVariant *
overlay (StintRecord     *record,
         GVariantBuilder *derived)
{
  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_builder_end (derived));

  return stint_members_overlay (stint_record_get_data (record), changes);
}

static void
add_row (GVariantBuilder    *object,
         const StintTaskRow *row)
{
  stint_cli_json_add_string (object, "id", stint_record_get_id (row->record));
  stint_cli_json_add_string (object, "project_name", row->project_name);
  stint_cli_json_add_string (object, "color", row->color);
  stint_cli_json_add_int (object, "planned_min", row->planned_min);
  stint_cli_json_add_int (object, "done_min", row->done_min);
  stint_cli_json_add_int (object, "n_blocks", row->n_blocks);
  if (row->has_next)
    {
      g_autofree char *next = stint_time_to_string (&row->next);

      stint_cli_json_add_string (object, "next", next);
    }
}

GVariant *
stint_cli_json_task (const StintTaskRow *row)
{
  GVariantBuilder object;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  add_row (&object, row);
  return overlay (row->record, &object);
}

GVariant *
stint_cli_json_details (StintCliSession  *session,
                        StintTaskDetails *details)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  g_autoptr (GVariant) array = NULL;
  GVariantBuilder object;

  for (guint i = 0; i < details->blocks->len; i++)
    g_ptr_array_add (blocks, stint_cli_json_block (session, g_ptr_array_index (details->blocks, i)));
  array = stint_cli_json_array (blocks);

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  add_row (&object, details->row);
  stint_cli_json_add (&object, "blocks", array);
  return overlay (details->row->record, &object);
}

/* Start and end as they are there: dates for whole days, else instants with their offset. */
static void
add_stretch (GVariantBuilder *object,
             const char      *zone,
             gint64           start_s,
             gint64           end_s,
             gboolean         all_day)
{
  g_autofree char *start = all_day ? stint_cli_format_date (start_s) : stint_cli_format_instant (start_s, zone);
  g_autofree char *end = all_day ? stint_cli_format_date (end_s) : stint_cli_format_instant (end_s, zone);

  stint_cli_json_add_string (object, "start", start);
  stint_cli_json_add_string (object, "end", end);
  stint_cli_json_add_boolean (object, "all_day", all_day);
}

GVariant *
stint_cli_json_block (StintCliSession *session,
                      StintRecord     *block)
{
  GVariantBuilder object;
  StintWhen when;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&object, "id", stint_record_get_id (block));
  if (stint_block_get_when (block, &when))
    {
      add_stretch (&object, session->zone, stint_time_to_local (&when.start, session->zone),
                   stint_time_to_local (&when.end, session->zone), when.start.date_only);
      stint_cli_json_add_int (&object, "minutes", stint_when_get_minutes (&when, session->zone));
    }
  return overlay (block, &object);
}

GVariant *
stint_cli_json_grid_row (StintCliSession    *session,
                         const StintGridRow *row)
{
  GVariantBuilder object;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&object, "kind", row->kind == STINT_GRID_BLOCK ? "block" : "deadline");
  stint_cli_json_add_string (&object, "id", row->id);
  stint_cli_json_add_string (&object, "task", row->task_id);
  stint_cli_json_add_string (&object, "title", row->title);
  stint_cli_json_add_string (&object, "color", row->color);
  add_stretch (&object, session->zone, row->start_s, row->end_s, row->all_day);
  if (row->series_id != NULL)
    {
      g_autofree char *occurrence = stint_time_to_string (&row->original);

      stint_cli_json_add_string (&object, "series", row->series_id);
      stint_cli_json_add_string (&object, "occurrence", occurrence);
    }
  stint_cli_json_add_boolean (&object, "pinned", row->pinned);
  stint_cli_json_add_boolean (&object, "done", row->done);
  return g_variant_ref_sink (g_variant_builder_end (&object));
}

static const char *
name_origin (StintChangeOrigin origin)
{
  switch (origin)
    {
    case STINT_CHANGE_UNDO:
      return "undo";

    case STINT_CHANGE_REDO:
      return "redo";

    case STINT_CHANGE_SYNC:
      return "sync";

    case STINT_CHANGE_PERSON:
    default:
      return "person";
    }
}

GVariant *
stint_cli_json_change (StintChange *change)
{
  g_autofree char *at = stint_instant_to_string (stint_change_get_unix_ms (change) / 1000);
  GVariantBuilder object;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&object, "id", stint_change_get_id (change));
  stint_cli_json_add_string (&object, "label", stint_change_get_label (change));
  stint_cli_json_add_string (&object, "at", at);
  stint_cli_json_add_string (&object, "device", stint_change_get_device (change));
  stint_cli_json_add_string (&object, "origin", name_origin (stint_change_get_origin (change)));
  return g_variant_ref_sink (g_variant_builder_end (&object));
}

/**
 * stint_cli_put_json:
 * @value: (transfer none)
 */
void
stint_cli_put_json (StintCliSession *session,
                    GVariant        *value)
{
  g_autofree char *text = stint_json_to_pretty_string (value);

  g_string_append (session->out, text);
}
