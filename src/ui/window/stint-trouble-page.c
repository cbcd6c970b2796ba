/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-trouble-page.h"

#include "core/stint-zone.h"
#include "workspace/stint-format.h"
#include "workspace/stint-transfer.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _StintTroublePage
{
  GtkWidget       parent_instance;

  AdwStatusPage  *page;
  GtkButton      *restore;
  GtkButton      *start_empty;
  GtkButton      *retry;
  GtkLabel       *failure;
  StintWorkspace *workspace;
  char           *backup;
};

enum
{
  RESOLVED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintTroublePage, stint_trouble_page, GTK_TYPE_WIDGET)

/* Says what went wrong with the remedy itself; takes @error. */
static void
show_failure (StintTroublePage *self,
              GError           *error)
{
  gtk_label_set_label (self->failure, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), TRUE);
  g_error_free (error);
}

static char *
describe_backup (StintTroublePage *self,
                 gint64            unix_s,
                 int               n_tasks)
{
  StintClock *clock = stint_workspace_get_clock (self->workspace);
  const char *zone = stint_clock_get_zone (clock);
  StintTime time = stint_time_floating (stint_zone_to_local (zone, unix_s));
  g_autofree char *when = stint_format_stint_time (&time, zone, stint_clock_get_today (clock));

  /* Translators: the newest backup that is good: the time it was made, and what it holds. */
  return g_strdup_printf (ngettext ("Restore the Backup of %s (%d Task)", "Restore the Backup of %s (%d Tasks)", n_tasks),
                          when, n_tasks);
}

static void
offer_backup (StintTroublePage *self)
{
  g_autoptr (GPtrArray) backups = stint_transfer_list_backups (self->workspace);
  const StintBackupItem *newest;
  g_autofree char *label = NULL;

  if (backups == NULL || backups->len == 0)
    return;
  newest = g_ptr_array_index (backups, 0);
  label = describe_backup (self, newest->unix_s, newest->n_tasks);
  self->backup = g_strdup (newest->path);
  gtk_button_set_label (self->restore, label);
  gtk_widget_set_visible (GTK_WIDGET (self->restore), TRUE);
}

static void
show_error (StintTroublePage *self,
            const GError     *error)
{
  const char *title = _("The Tasks Cannot Be Opened");
  g_autofree char *escaped = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->retry), TRUE);
  if (g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_DAMAGED))
    {
      title = _("The Database Is Damaged");
      gtk_widget_set_visible (GTK_WIDGET (self->retry), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->start_empty), TRUE);
      offer_backup (self);
    }
  else if (g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NEWER))
    {
      title = _("Written by a Newer Stint");
    }
  else if (g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_LOCKED))
    {
      title = _("The Database Is in Use");
    }
  else if (g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_FULL))
    {
      title = _("The Disk Is Full");
    }
  else if (g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_READ_ONLY))
    {
      title = _("The Database Cannot Be Written");
    }
  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_title (self->page, title);
  adw_status_page_set_description (self->page, escaped);
}

static void
emit_resolved (StintTroublePage *self,
               const char       *set_aside)
{
  g_autofree char *name = set_aside != NULL ? g_path_get_basename (set_aside) : NULL;
  g_autofree char *message = name != NULL ? g_strdup_printf (_("The damaged file was kept as “%s”"), name) : NULL;

  g_signal_emit (self, signals[RESOLVED], 0, message);
}

static void
restore_cb (StintTroublePage *self)
{
  g_autofree char *set_aside = NULL;
  GError *error = NULL;

  if (stint_transfer_restore (self->workspace, self->backup, &set_aside, &error))
    emit_resolved (self, set_aside);
  else
    show_failure (self, error);
}

static void
start_empty_cb (StintTroublePage *self)
{
  g_autofree char *set_aside = NULL;
  GError *error = NULL;

  if (stint_transfer_start_afresh (self->workspace, &set_aside, &error))
    emit_resolved (self, set_aside);
  else
    show_failure (self, error);
}

static void
retry_cb (StintTroublePage *self)
{
  emit_resolved (self, NULL);
}

static void
stint_trouble_page_dispose (GObject *object)
{
  StintTroublePage *self = STINT_TROUBLE_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->backup, g_free);
  G_OBJECT_CLASS (stint_trouble_page_parent_class)->dispose (object);
}

static void
stint_trouble_page_class_init (StintTroublePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = stint_trouble_page_dispose;

  signals[RESOLVED] = g_signal_new ("resolved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/window/stint-trouble-page.ui");
  gtk_widget_class_bind_template_child (widget_class, StintTroublePage, page);
  gtk_widget_class_bind_template_child (widget_class, StintTroublePage, restore);
  gtk_widget_class_bind_template_child (widget_class, StintTroublePage, start_empty);
  gtk_widget_class_bind_template_child (widget_class, StintTroublePage, retry);
  gtk_widget_class_bind_template_child (widget_class, StintTroublePage, failure);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_empty_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
stint_trouble_page_init (StintTroublePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
stint_trouble_page_new (StintWorkspace *workspace,
                        const GError   *error)
{
  StintTroublePage *self = g_object_new (STINT_TYPE_TROUBLE_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  show_error (self, error);
  return GTK_WIDGET (self);
}
