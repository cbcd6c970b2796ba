/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/transfer/stint-transfer-window.h"

#include "ui/transfer/stint-import-page.h"

#include <glib/gi18n.h>

struct _StintTransferWindow
{
  AdwWindow       parent_instance;

  AdwHeaderBar   *header;
  GtkWidget      *cancel;
  GtkWidget      *import;
  GtkStack       *pages;
  GtkLabel       *doing;
  AdwBin         *preview;
  GtkProgressBar *progress;
  AdwStatusPage  *summary;
  GtkWidget      *skipped_area;
  GtkLabel       *skipped_title;
  GtkListBox     *skipped;
};

enum
{
  ACCEPTED,
  CANCELLED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintTransferWindow, stint_transfer_window, ADW_TYPE_WINDOW)

/* The choice is in the header bar, where nothing else to close it is. */
static void
show_page (StintTransferWindow *self,
           const char          *name)
{
  gboolean is_choice = g_str_equal (name, "preview");

  gtk_widget_set_visible (self->cancel, is_choice);
  gtk_widget_set_visible (self->import, is_choice);
  adw_header_bar_set_show_start_title_buttons (self->header, !is_choice);
  adw_header_bar_set_show_end_title_buttons (self->header, !is_choice);
  gtk_stack_set_visible_child_name (self->pages, name);
}

static void
import_cb (StintTransferWindow *self)
{
  gtk_label_set_label (self->doing, _("Importing…"));
  gtk_progress_bar_set_fraction (self->progress, 0);
  show_page (self, "progress");
  g_signal_emit (self, signals[ACCEPTED], 0);
}

static void
cancel_cb (StintTransferWindow *self)
{
  g_signal_emit (self, signals[CANCELLED], 0);
}

static void
close_cb (StintTransferWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* Closing it while it works is cancelling; it may be too late for that, so it stays until that is known. */
static gboolean
stint_transfer_window_close_request (GtkWindow *window)
{
  StintTransferWindow *self = STINT_TRANSFER_WINDOW (window);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "progress") != 0)
    return GTK_WINDOW_CLASS (stint_transfer_window_parent_class)->close_request (window);
  g_signal_emit (self, signals[CANCELLED], 0);
  return TRUE;
}

static void
stint_transfer_window_class_init (StintTransferWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_WINDOW_CLASS (klass)->close_request = stint_transfer_window_close_request;

  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCELLED] = g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/transfer/stint-transfer-window.ui");
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, header);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, cancel);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, import);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, doing);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, skipped_area);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, skipped_title);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, skipped);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
stint_transfer_window_init (StintTransferWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

StintTransferWindow *
stint_transfer_window_new (GtkWindow *parent)
{
  return g_object_new (STINT_TYPE_TRANSFER_WINDOW, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE, NULL);
}

void
stint_transfer_window_set_fraction (StintTransferWindow *self,
                                    double               fraction)
{
  g_return_if_fail (STINT_IS_TRANSFER_WINDOW (self));
  gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
}

static void
show_summary (StintTransferWindow *self,
              const char          *icon,
              const char          *title,
              const char          *description)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_icon_name (self->summary, icon);
  adw_status_page_set_title (self->summary, title);
  adw_status_page_set_description (self->summary, escaped);
  show_page (self, "summary");
}

static void
add_skipped (StintTransferWindow *self,
             const StintSkipped  *skipped)
{
  GtkWidget *row = adw_action_row_new ();
  /* Translators: where in a file something stands, and why it was not read: "Line 14: it has no start". */
  g_autofree char *reason = g_strdup_printf (_("Line %u: %s"), skipped->line, skipped->reason);

  g_object_set (row, "use-markup", FALSE, "title-lines", 2, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), skipped->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), skipped->line > 0 ? reason : skipped->reason);
  gtk_list_box_append (self->skipped, row);
}

static void
show_skipped (StintTransferWindow      *self,
              const StintImportSummary *summary)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u Entry Did Not Come In", "%u Entries Did Not Come In",
                                                      summary->n_skipped), summary->n_skipped);

  gtk_label_set_label (self->skipped_title, summary->n_skipped > 0 ? title : _("Not All Came In as It Is There"));
  gtk_widget_set_visible (self->skipped_area, summary->skipped != NULL && summary->skipped->len > 0);
  for (guint i = 0; summary->skipped != NULL && i < summary->skipped->len; i++)
    add_skipped (self, g_ptr_array_index (summary->skipped, i));
}

/* There is nothing to choose: says why. */
static void
show_nothing (StintTransferWindow      *self,
              const StintImportPreview *preview)
{
  g_autofree char *description = NULL;

  if (stint_import_preview_count (preview, STINT_IMPORT_UNCHANGED) > 0)
    {
      description = g_strjoin ("\n", preview->name, _("Everything in it is here already."), NULL);
      show_summary (self, "object-select-symbolic", _("Nothing New"), description);
    }
  else
    {
      description = g_strjoin ("\n", preview->name, _("There is nothing in it that can come in."), NULL);
      show_summary (self, "dialog-warning-symbolic", _("Nothing to Import"), description);
    }
  show_skipped (self, &preview->summary);
}

/**
 * stint_transfer_window_show_preview:
 * @note: (nullable): why it is shown again
 *
 * Asks whether it shall come in; if there is nothing new or changed, says that.
 */
void
stint_transfer_window_show_preview (StintTransferWindow      *self,
                                    const StintImportPreview *preview,
                                    StintClock               *clock,
                                    const char               *note)
{
  StintImportPage *page;

  g_return_if_fail (STINT_IS_TRANSFER_WINDOW (self));
  if (stint_import_preview_count (preview, STINT_IMPORT_NEW) + stint_import_preview_count (preview, STINT_IMPORT_CHANGED) == 0)
    {
      show_nothing (self, preview);
      return;
    }
  page = stint_import_page_new (preview, clock);
  if (note != NULL)
    stint_import_page_set_note (page, note);
  adw_bin_set_child (self->preview, GTK_WIDGET (page));
  show_page (self, "preview");
  gtk_window_set_default_widget (GTK_WINDOW (self), self->import);
  gtk_widget_grab_focus (self->import);
}

void
stint_transfer_window_show_error (StintTransferWindow *self,
                                  const char          *message)
{
  g_autofree char *description = NULL;

  g_return_if_fail (STINT_IS_TRANSFER_WINDOW (self));
  description = g_strjoin ("\n\n", message, _("Nothing was changed."), NULL);
  gtk_window_set_title (GTK_WINDOW (self), _("Import Failed"));
  show_summary (self, "dialog-warning-symbolic", _("Import Failed"), description);
}

void
stint_transfer_window_show_result (StintTransferWindow     *self,
                                   const StintImportResult *result)
{
  g_autofree char *tasks = NULL;
  g_autofree char *blocks = NULL;
  g_autofree char *description = NULL;

  g_return_if_fail (STINT_IS_TRANSFER_WINDOW (self));
  tasks = g_strdup_printf (ngettext ("%u task was read.", "%u tasks were read.", result->summary.n_tasks), result->summary.n_tasks);
  blocks = g_strdup_printf (ngettext ("%u block was read.", "%u blocks were read.", result->summary.n_blocks),
                            result->summary.n_blocks);
  gtk_window_set_title (GTK_WINDOW (self), _("Import"));
  if (result->change == NULL)
    {
      description = g_strjoin ("\n", tasks, blocks, _("Everything was here already: nothing changed."), NULL);
      show_summary (self, "object-select-symbolic", _("Nothing New"), description);
    }
  else
    {
      description = g_strjoin ("\n", tasks, blocks, _("Ctrl+Z takes the import back."), NULL);
      show_summary (self, "object-select-symbolic", _("Imported"), description);
    }
  show_skipped (self, &result->summary);
}
