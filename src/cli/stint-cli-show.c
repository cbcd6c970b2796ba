/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-show.h"

#include "cli/stint-cli-json.h"
#include "cli/stint-cli-text.h"
#include "core/stint-block.h"
#include "core/stint-task.h"
#include "stint-config.h"
#include "workspace/stint-format.h"
#include "workspace/stint-zone-names.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

/* To find out how far an id may be shortened costs a look into the database; a list this long is read by programs. */
#define SHORTENED_MAX 500

void
stint_cli_put_line (StintCliSession *session,
                    const char      *format,
                    ...)
{
  va_list args;

  va_start (args, format);
  g_string_append_vprintf (session->out, format, args);
  va_end (args);
  g_string_append_c (session->out, '\n');
}

static char *
describe_priority (int priority)
{
  if (priority == STINT_PRIORITY_NONE)
    return g_strdup ("");
  if (priority < STINT_PRIORITY_MEDIUM)
    return g_strdup (_("high"));
  return g_strdup (priority == STINT_PRIORITY_MEDIUM ? _("medium") : _("low"));
}

static char *
describe_deadline (StintCliSession *session,
                   StintRecord     *task)
{
  StintTime deadline;

  if (!stint_task_get_deadline (task, &deadline))
    return g_strdup ("");
  return stint_format_time_and_zone (&deadline, session->zone, session->today);
}

static char *
describe_labels (const StintTaskRow *row)
{
  g_auto (GStrv) tags = stint_task_dup_tags (row->record);
  GString *labels = g_string_new (NULL);

  if (row->project_name != NULL)
    g_string_append_printf (labels, "#%s", row->project_name);
  for (gsize i = 0; tags != NULL && tags[i] != NULL; i++)
    g_string_append_printf (labels, "%s@%s", labels->len > 0 ? " " : "", tags[i]);
  return g_string_free (labels, FALSE);
}

/* (nullable): the open occurrence of a series */
static char *
describe_next (StintCliSession    *session,
               const StintTaskRow *row)
{
  return row->has_next ? stint_format_stint_time (&row->next, session->zone, session->today) : NULL;
}

/**
 * stint_cli_put_tasks:
 * @rows: (element-type StintTaskRow)
 */
void
stint_cli_put_tasks (StintCliSession *session,
                     GPtrArray       *rows)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < rows->len; i++)
    {
      const StintTaskRow *row = g_ptr_array_index (rows, i);
      const char *id = stint_record_get_id (row->record);
      int estimate_min = stint_task_get_estimate_min (row->record);
      g_autofree char *short_id = rows->len <= SHORTENED_MAX ? stint_cli_session_shorten (session, STINT_KIND_TASK, id) : g_strdup (id);
      g_autofree char *estimate = estimate_min > 0 ? stint_format_minutes (estimate_min) : g_strdup ("");
      g_autofree char *priority = describe_priority (stint_task_get_priority (row->record));
      g_autofree char *next = describe_next (session, row);
      g_autofree char *deadline = next != NULL ? g_strdup (next)
                                                : describe_deadline (session, row->record);
      g_autofree char *labels = describe_labels (row);

      g_ptr_array_add (cells, stint_cli_text_row (short_id, stint_task_is_done (row->record) ? "✓" : "○",
                                                  stint_task_get_title (row->record), estimate, priority, deadline, labels, NULL));
    }
  stint_cli_text_table (session->out, cells);
}

/**
 * stint_cli_describe_when:
 *
 * Returns: (transfer full): "Wed 25 Nov 09:00–10:30", with both days if it ends on another
 */
char *
stint_cli_describe_when (StintCliSession *session,
                         gint64           start_s,
                         gint64           end_s,
                         gboolean         all_day)
{
  int first = stint_day_of_local (start_s);
  int last = stint_day_of_local (MAX (start_s, end_s - 1));
  g_autofree char *first_text = stint_format_day (first, session->today);
  g_autofree char *last_text = stint_format_day (last, session->today);
  g_autofree char *start = stint_format_time (start_s);
  g_autofree char *end = stint_format_time (end_s);
  g_autofree char *range = NULL;

  if (all_day)
    return first == last ? g_steal_pointer (&first_text) : g_strdup_printf ("%s – %s", first_text, last_text);
  if (first != last)
    return g_strdup_printf ("%s %s – %s %s", first_text, start, last_text, end);
  range = stint_format_time_range (start_s, end_s);
  return g_strdup_printf ("%s %s", first_text, range);
}

static void
put_field (GPtrArray  *cells,
           const char *name,
           const char *value)
{
  if (value != NULL && *value != '\0')
    g_ptr_array_add (cells, stint_cli_text_row ("  ", name, value, NULL));
}

static void
put_joined (GPtrArray   *cells,
            const char  *name,
            StintRecord *task,
            const char  *member)
{
  g_auto (GStrv) elements = stint_record_dup_strings (task, member);
  g_autofree char *joined = elements != NULL ? g_strjoinv (", ", elements) : NULL;

  put_field (cells, name, joined);
}

static char *
describe_reminders (StintRecord *task)
{
  g_autoptr (GVariant) reminders = stint_record_dup_member (task, STINT_TASK_REMINDERS);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; reminders != NULL && g_variant_is_of_type (reminders, G_VARIANT_TYPE ("av")) && i < g_variant_n_children (reminders); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (reminders, i);
      g_autoptr (GVariant) minutes = g_variant_get_variant (boxed);
      g_autofree char *length = stint_format_minutes ((int) g_variant_get_int64 (minutes));

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", length);
    }
  return g_string_free (text, FALSE);
}

static void
put_times (StintCliSession *session,
           GPtrArray       *cells,
           StintRecord     *task)
{
  g_autofree char *deadline = describe_deadline (session, task);
  g_autofree char *earliest = NULL;
  g_autofree char *reminders = describe_reminders (task);
  g_autoptr (GVariant) repeat = stint_record_dup_member (task, STINT_TASK_REPEAT);
  const char *rule = NULL;
  StintTime time;

  put_field (cells, _("Deadline"), deadline);
  if (stint_task_get_earliest (task, &time))
    earliest = stint_format_time_and_zone (&time, session->zone, session->today);
  put_field (cells, _("Not before"), earliest);
  if (repeat != NULL && g_variant_is_of_type (repeat, G_VARIANT_TYPE_VARDICT) && g_variant_lookup (repeat, "rule", "&s", &rule))
    put_field (cells, _("Repeats"), rule);
  put_field (cells, _("Reminders"), reminders);
}

static void
put_fields (StintCliSession    *session,
            const StintTaskRow *row)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  int estimate_min = stint_task_get_estimate_min (row->record);
  g_autofree char *priority = describe_priority (stint_task_get_priority (row->record));
  g_autofree char *estimate = estimate_min > 0 ? stint_format_minutes (estimate_min) : NULL;
  g_autofree char *planned = row->planned_min > 0 ? stint_format_minutes (row->planned_min) : NULL;
  g_autofree char *done = row->done_min > 0 ? stint_format_minutes (row->done_min) : NULL;
  g_autofree char *next = describe_next (session, row);

  put_field (cells, _("Project"), row->project_name);
  put_joined (cells, _("Tags"), row->record, STINT_TASK_TAGS);
  put_field (cells, _("Priority"), priority);
  put_field (cells, _("Estimate"), estimate);
  put_field (cells, _("Planned"), planned);
  put_field (cells, _("Done"), done);
  put_times (session, cells, row->record);
  put_field (cells, _("Next"), next);
  put_field (cells, _("Part of"), stint_record_get_string (row->record, STINT_TASK_PARENT));
  put_joined (cells, _("Blocked by"), row->record, STINT_TASK_BLOCKERS);
  stint_cli_text_table (session->out, cells);
}

static void
put_blocks (StintCliSession *session,
            GPtrArray       *blocks)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < blocks->len; i++)
    {
      StintRecord *block = g_ptr_array_index (blocks, i);
      g_autofree char *short_id = stint_cli_session_shorten (session, STINT_KIND_BLOCK, stint_record_get_id (block));
      g_autofree char *place = NULL;
      g_autofree char *own = NULL;
      StintWhen when;

      if (!stint_block_get_when (block, &when))
        continue;
      place = stint_cli_describe_when (session, stint_time_to_local (&when.start, session->zone),
                                       stint_time_to_local (&when.end, session->zone), when.start.date_only);
      own = stint_format_when_elsewhere (&when, session->zone);
      g_ptr_array_add (cells, stint_cli_text_row ("  ", _("Block"), short_id, place, own != NULL ? own : "", stint_block_is_done (block) ? "✓" : "", NULL));
    }
  stint_cli_text_table (session->out, cells);
}

static void
put_notes (StintCliSession *session,
           const char      *notes)
{
  g_auto (GStrv) lines = NULL;

  if (notes == NULL || *notes == '\0')
    return;
  lines = g_strsplit (notes, "\n", -1);
  g_string_append_c (session->out, '\n');
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = stint_cli_text_escape (lines[i]);

      if (*line != '\0')
        stint_cli_put_line (session, "  %s", line);
      else
        g_string_append_c (session->out, '\n');
    }
}

void
stint_cli_put_details (StintCliSession  *session,
                       StintTaskDetails *details)
{
  StintRecord *task = details->row->record;
  g_autofree char *title = stint_cli_text_escape (stint_task_get_title (task));
  g_autofree char *short_id = stint_cli_session_shorten (session, STINT_KIND_TASK, stint_record_get_id (task));

  stint_cli_put_line (session, "%s  %s %s", short_id, stint_task_is_done (task) ? "✓" : "○", title);
  put_fields (session, details->row);
  put_blocks (session, details->blocks);
  put_notes (session, stint_task_get_notes (task));
}

/**
 * stint_cli_report_task:
 * @heading: (nullable): a word before the title for people: "Added"
 */
gboolean
stint_cli_report_task (StintCliSession *session,
                       const char      *heading,
                       const char      *task_id,
                       GError         **error)
{
  g_autoptr (StintTaskDetails) details = stint_cli_session_load (session, task_id, error);

  if (details == NULL)
    return FALSE;
  if (session->json)
    {
      g_autoptr (GVariant) object = stint_cli_json_details (session, details);

      stint_cli_put_json (session, object);
      return TRUE;
    }
  if (heading != NULL)
    stint_cli_put_line (session, "%s", heading);
  stint_cli_put_details (session, details);
  return TRUE;
}

gboolean
stint_cli_report_block (StintCliSession *session,
                        const char      *heading,
                        const char      *block_id,
                        GError         **error)
{
  g_autoptr (StintRecord) block = stint_cli_session_find (session, STINT_KIND_BLOCK, block_id, error);

  if (block == NULL)
    return FALSE;
  if (session->json)
    {
      g_autoptr (GVariant) object = stint_cli_json_block (session, block);

      stint_cli_put_json (session, object);
      return TRUE;
    }
  return stint_cli_report_task (session, heading, stint_block_get_task (block), error);
}
