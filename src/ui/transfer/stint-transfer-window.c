/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/transfer/stint-transfer-window.h"

#include <glib/gi18n.h>

struct _StintTransferWindow
{
  AdwWindow       parent_instance;

  GtkStack       *pages;
  GtkProgressBar *progress;
  AdwStatusPage  *summary;
  GtkWidget      *skipped_area;
  GtkLabel       *skipped_title;
  GtkListBox     *skipped;
  gboolean        is_over;
};

enum
{
  CANCELLED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintTransferWindow, stint_transfer_window, ADW_TYPE_WINDOW)

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

/* Closing it while it works is cancelling. */
static gboolean
stint_transfer_window_close_request (GtkWindow *window)
{
  StintTransferWindow *self = STINT_TRANSFER_WINDOW (window);

  if (!self->is_over)
    g_signal_emit (self, signals[CANCELLED], 0);
  return GTK_WINDOW_CLASS (stint_transfer_window_parent_class)->close_request (window);
}

static void
stint_transfer_window_class_init (StintTransferWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_WINDOW_CLASS (klass)->close_request = stint_transfer_window_close_request;

  signals[CANCELLED] = g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/transfer/stint-transfer-window.ui");
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, skipped_area);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, skipped_title);
  gtk_widget_class_bind_template_child (widget_class, StintTransferWindow, skipped);
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
  return g_object_new (STINT_TYPE_TRANSFER_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
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

  self->is_over = TRUE;
  adw_status_page_set_icon_name (self->summary, icon);
  adw_status_page_set_title (self->summary, title);
  adw_status_page_set_description (self->summary, escaped);
  gtk_stack_set_visible_child_name (self->pages, "summary");
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

static void
add_skipped (StintTransferWindow *self,
             const StintSkipped  *skipped)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (skipped->name != NULL ? skipped->name : "", -1);
  /* Translators: where in a file something stands, and why it was not read: "Line 14: it has no start". */
  g_autofree char *reason = g_strdup_printf (_("Line %u: %s"), skipped->line, skipped->reason);
  g_autofree char *subtitle = g_markup_escape_text (reason, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_append (self->skipped, row);
}

static void
show_skipped (StintTransferWindow      *self,
              const StintImportSummary *summary)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u Entry Did Not Come In", "%u Entries Did Not Come In",
                                                      summary->n_skipped), summary->n_skipped);

  gtk_label_set_label (self->skipped_title, title);
  gtk_widget_set_visible (self->skipped_area, summary->skipped != NULL && summary->skipped->len > 0);
  for (guint i = 0; summary->skipped != NULL && i < summary->skipped->len; i++)
    add_skipped (self, g_ptr_array_index (summary->skipped, i));
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
