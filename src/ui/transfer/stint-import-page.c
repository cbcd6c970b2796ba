/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/transfer/stint-import-page.h"

#include "core/stint-task.h"

#include <glib/gi18n.h>

struct _StintImportPage
{
  AdwPreferencesPage   parent_instance;

  AdwPreferencesGroup *note_group;
  AdwPreferencesRow   *note;
  AdwPreferencesGroup *counts;
  AdwPreferencesGroup *changed;
  AdwPreferencesGroup *created;
  AdwPreferencesGroup *left_out;
};

G_DEFINE_FINAL_TYPE (StintImportPage, stint_import_page, ADW_TYPE_PREFERENCES_PAGE)

static void
stint_import_page_class_init (StintImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/transfer/stint-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, StintImportPage, note_group);
  gtk_widget_class_bind_template_child (widget_class, StintImportPage, note);
  gtk_widget_class_bind_template_child (widget_class, StintImportPage, counts);
  gtk_widget_class_bind_template_child (widget_class, StintImportPage, changed);
  gtk_widget_class_bind_template_child (widget_class, StintImportPage, created);
  gtk_widget_class_bind_template_child (widget_class, StintImportPage, left_out);
}

static void
stint_import_page_init (StintImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "use-markup", FALSE, "title-lines", 2, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
}

static void
show_counts (StintImportPage          *self,
             const StintImportPreview *preview)
{
  static const StintKind order[] = { STINT_KIND_TASK, STINT_KIND_BLOCK, STINT_KIND_PROJECT, STINT_KIND_SETTING, STINT_KIND_CONFLICT };
  g_autofree char *format = stint_import_preview_describe_format (preview);
  g_autofree char *title = g_markup_escape_text (preview->name, -1);
  g_autofree char *description = g_markup_escape_text (format, -1);

  adw_preferences_group_set_title (self->counts, title);
  adw_preferences_group_set_description (self->counts, description);
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *counts = stint_import_preview_describe_counts (preview, order[i]);

      if (counts != NULL)
        add_row (self->counts, stint_import_preview_get_kind_title (order[i]), counts);
    }
}

static void
append_fact (GString    *facts,
             const char *fact)
{
  g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", fact);
}

/* The facts of an entry; what changes is on a line of its own. */
static char *
describe_entry (const StintImportEntry *entry,
                StintClock             *clock)
{
  StintKind kind = stint_record_get_kind (entry->record);
  g_autofree char *when = stint_import_entry_describe_when (entry, clock);
  g_autofree char *members = stint_import_entry_describe_members (entry);
  g_autoptr (GString) facts = g_string_new (when);

  if (entry->project != NULL)
    append_fact (facts, entry->project);
  if (kind == STINT_KIND_TASK && stint_task_is_done (entry->record))
    append_fact (facts, _("Done"));
  if (kind != STINT_KIND_TASK)
    append_fact (facts, kind == STINT_KIND_PROJECT ? _("Project") : _("Setting"));
  if (*members != '\0')
    {
      /* Translators: the fields of a task that an import changes: "Changes: Title, Notes". */
      g_autofree char *changes = g_strdup_printf (_("Changes: %s"), members);

      g_string_append_printf (facts, "%s%s", facts->len > 0 ? "\n" : "", changes);
    }
  return g_strdup (facts->str);
}

static void
show_entries (AdwPreferencesGroup *group,
              GPtrArray           *entries,
              StintClock          *clock)
{
  g_autofree char *first = NULL;

  gtk_widget_set_visible (GTK_WIDGET (group), entries->len > 0);
  for (guint i = 0; i < entries->len; i++)
    {
      const StintImportEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *facts = describe_entry (entry, clock);

      add_row (group, stint_import_entry_get_title (entry), facts);
    }
  if (entries->len < STINT_IMPORT_MAX_ENTRIES)
    return;
  first = g_strdup_printf (_("These are the first %d."), STINT_IMPORT_MAX_ENTRIES);
  adw_preferences_group_set_description (group, first);
}

/* Lists what an import leaves out, or brings in otherwise than it is there. */
static void
show_left_out (AdwPreferencesGroup      *group,
               const StintImportSummary *summary)
{
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (group), summary->skipped->len > 0);
  if (summary->n_skipped > 0)
    title = g_strdup_printf (ngettext ("%u Entry Is Left Out", "%u Entries Are Left Out", summary->n_skipped), summary->n_skipped);
  adw_preferences_group_set_title (group, title != NULL ? title : _("Not All Comes In as It Is There"));
  for (guint i = 0; i < summary->skipped->len; i++)
    {
      const StintSkipped *skipped = g_ptr_array_index (summary->skipped, i);
      /* Translators: where in a file something stands, and why it was not read: "Line 14: it has no start". */
      g_autofree char *reason = g_strdup_printf (_("Line %u: %s"), skipped->line, skipped->reason);

      add_row (group, skipped->name, skipped->line > 0 ? reason : skipped->reason);
    }
}

StintImportPage *
stint_import_page_new (const StintImportPreview *preview,
                       StintClock               *clock)
{
  StintImportPage *self = g_object_new (STINT_TYPE_IMPORT_PAGE, NULL);

  show_counts (self, preview);
  show_entries (self->changed, preview->entries[STINT_IMPORT_CHANGED], clock);
  show_entries (self->created, preview->entries[STINT_IMPORT_NEW], clock);
  show_left_out (self->left_out, &preview->summary);
  return self;
}

void
stint_import_page_set_note (StintImportPage *self,
                            const char      *note)
{
  g_return_if_fail (STINT_IS_IMPORT_PAGE (self));
  adw_preferences_row_set_title (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note_group), TRUE);
}
