/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-import-preview.h"

#include "stint-config.h"
#include "core/stint-project.h"
#include "core/stint-repeat.h"
#include "core/stint-task.h"
#include "workspace/stint-format.h"
#include "workspace/stint-member-names.h"

#include <glib/gi18n-lib.h>

StintImportPreview *
stint_import_preview_new (void)
{
  StintImportPreview *self = g_new0 (StintImportPreview, 1);

  for (int state = 0; state < STINT_IMPORT_UNCHANGED; state++)
    self->entries[state] = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_import_entry_free);
  return self;
}

void
stint_import_preview_free (StintImportPreview *self)
{
  g_clear_pointer (&self->summary.skipped, g_ptr_array_unref);
  for (int state = 0; state < STINT_IMPORT_UNCHANGED; state++)
    g_ptr_array_unref (self->entries[state]);
  g_free (self->name);
  g_strfreev (self->digests);
  g_free (self->zone);
  g_free (self);
}

/* Returns: how many records become so */
guint
stint_import_preview_count (const StintImportPreview *self,
                            StintImportState          state)
{
  guint n = 0;

  for (int kind = 0; kind < STINT_N_KINDS; kind++)
    n += self->counts[kind][state];
  return n;
}

StintImportEntry *
stint_import_entry_new (StintImportState state,
                        StintRecord     *record)
{
  StintImportEntry *self = g_new0 (StintImportEntry, 1);

  self->state = state;
  self->record = stint_record_ref (record);
  self->members = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
stint_import_entry_free (StintImportEntry *self)
{
  stint_record_unref (self->record);
  g_free (self->project);
  g_ptr_array_unref (self->members);
  g_free (self);
}

/* Notes that @member changes, once. */
void
stint_import_entry_add_member (StintImportEntry *self,
                               const char       *member)
{
  if (!g_ptr_array_find_with_equal_func (self->members, member, g_str_equal, NULL))
    g_ptr_array_add (self->members, g_strdup (member));
}

const char *
stint_import_preview_get_kind_title (StintKind kind)
{
  static const char *const titles[STINT_N_KINDS] = {
    [STINT_KIND_PROJECT] = N_("Projects"),
    [STINT_KIND_TASK] = N_("Tasks"),
    [STINT_KIND_BLOCK] = N_("Blocks"),
    [STINT_KIND_SETTING] = N_("Settings"),
    [STINT_KIND_CONFLICT] = N_("Conflicts"),
  };

  return _(titles[kind]);
}

/* Returns: (transfer full): what the files are */
char *
stint_import_preview_describe_format (const StintImportPreview *self)
{
  if (self->summary.format == STINT_FILE_ANY)
    return g_strdup (_("Files of several kinds"));
  return g_strdup (stint_file_format_get_title (self->summary.format));
}

/* Returns: (transfer full) (nullable): "12 new · 1 changed"; %NULL if the files hold nothing of that kind */
char *
stint_import_preview_describe_counts (const StintImportPreview *self,
                                      StintKind                 kind)
{
  const guint *n = self->counts[kind];
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) facts = NULL;
  g_autofree char *created = g_strdup_printf (ngettext ("%u new", "%u new", n[STINT_IMPORT_NEW]), n[STINT_IMPORT_NEW]);
  g_autofree char *changed = g_strdup_printf (ngettext ("%u changed", "%u changed", n[STINT_IMPORT_CHANGED]), n[STINT_IMPORT_CHANGED]);
  g_autofree char *same = g_strdup_printf (ngettext ("%u as it is here", "%u as they are here", n[STINT_IMPORT_UNCHANGED]),
                                           n[STINT_IMPORT_UNCHANGED]);

  if (n[STINT_IMPORT_NEW] > 0)
    g_strv_builder_add (builder, created);
  if (n[STINT_IMPORT_CHANGED] > 0)
    g_strv_builder_add (builder, changed);
  if (n[STINT_IMPORT_UNCHANGED] > 0)
    g_strv_builder_add (builder, same);
  facts = g_strv_builder_end (builder);
  return facts[0] != NULL ? g_strjoinv (" · ", facts) : NULL;
}

/* Returns: (transfer none): what people call it */
const char *
stint_import_entry_get_title (const StintImportEntry *self)
{
  /* A project and a setting have a name. */
  const char *member = stint_record_get_kind (self->record) == STINT_KIND_TASK ? STINT_TASK_TITLE : STINT_PROJECT_NAME;
  const char *title = stint_record_get_string (self->record, member);

  return title != NULL && *title != '\0' ? title : _("Untitled");
}

static char *
describe_blocks (const StintImportEntry *self,
                 const char             *zone,
                 int                     today)
{
  g_autofree char *first = stint_format_when (&self->block, zone, today);
  guint n_more = self->n_blocks - 1;

  if (n_more == 0)
    return g_steal_pointer (&first);
  /* Translators: the time of a block and how many blocks the task has besides: "Tomorrow, 14:30–16:00 and 2 more blocks". */
  return g_strdup_printf (ngettext ("%1$s and %2$u more block", "%1$s and %2$u more blocks", n_more), first, n_more);
}

/**
 * stint_import_entry_describe_when:
 *
 * Returns: (transfer full) (nullable): the time of its block, else when its series begins, else its deadline
 */
char *
stint_import_entry_describe_when (const StintImportEntry *self,
                                  StintClock             *clock)
{
  const char *zone = stint_clock_get_zone (clock);
  int today = stint_clock_get_today (clock);
  g_autoptr (GVariant) repeat = NULL;
  g_autoptr (StintRepeat) series = NULL;
  g_autofree char *text = NULL;
  StintTime time = stint_time_floating (stint_clock_get_local_s (clock));

  if (stint_record_get_kind (self->record) != STINT_KIND_TASK)
    return NULL;
  if (self->n_blocks > 0)
    return describe_blocks (self, zone, today);
  repeat = stint_record_dup_member (self->record, STINT_TASK_REPEAT);
  series = stint_repeat_from_variant (repeat, &time);
  if (series != NULL && series->minutes > 0)
    {
      StintWhen when = stint_when_new (&series->start, series->minutes);

      return stint_format_when (&when, zone, today);
    }
  if (series == NULL && !stint_task_get_deadline (self->record, &time))
    return NULL;
  text = stint_format_stint_time (series != NULL ? &series->start : &time, zone, today);
  /* Translators: a day, or a day and a time: "Deadline Fri 4 Dec, 17:00" */
  return g_strdup_printf (_("Deadline %s"), text);
}

/* Returns: (transfer full): what changes of it: "Title, Notes" */
char *
stint_import_entry_describe_members (const StintImportEntry *self)
{
  StintKind kind = stint_record_get_kind (self->record);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < self->members->len; i++)
    {
      const char *member = g_ptr_array_index (self->members, i);

      if (kind == STINT_KIND_TASK && g_str_equal (member, STINT_BLOCK_WHEN))
        g_strv_builder_add (builder, _("Blocks"));
      else
        g_strv_builder_add (builder, stint_member_get_name (kind, member));
    }
  names = g_strv_builder_end (builder);
  /* Translators: what stands between the elements of a list, such as tags */
  return g_strjoinv (_(", "), names);
}
