/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/inbox/stint-inbox-window.h"

#include "ui/inbox/stint-conflict-row.h"
#include "ui/window/stint-width-bin.h"
#include "workspace/inbox/stint-conflict-text.h"

#include <glib/gi18n.h>

#define TOAST_S 6
/* A first sync may leave thousands; nobody looks at more than a few at once. */
#define MAX_ROWS 50

/**
 * @focus_row: where the row was that was settled last: the one that is there then gets the focus; -1: none
 */
struct _StintInboxWindow
{
  AdwWindow          parent_instance;

  AdwToastOverlay   *toasts;
  GtkListBox        *list;
  GtkLabel          *more;

  StintWorkspace    *workspace;
  StintInbox        *inbox;
  GtkSliceListModel *shown;
  GCancellable      *cancellable;
  AdwToast          *undo_toast;
  gboolean           is_stacked;
  int                focus_row;
};

G_DEFINE_FINAL_TYPE (StintInboxWindow, stint_inbox_window, ADW_TYPE_WINDOW)

static void
tell (StintInboxWindow *self,
      const char       *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, TOAST_S);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
forget_undo_toast (StintInboxWindow *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->undo_toast);

  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static void
offer_undo (StintInboxWindow *self,
            const char       *label)
{
  g_autofree char *escaped = g_markup_escape_text (label, -1);
  AdwToast *toast = adw_toast_new (escaped);

  forget_undo_toast (self);
  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_action_name (toast, "inbox.undo");
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, TOAST_S);
  self->undo_toast = g_object_ref (toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (StintInboxWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_workspace_apply_finish (STINT_WORKSPACE (source), result, &error);

  if (self->workspace == NULL)
    return;
  if (error != NULL)
    tell (self, error->message);
  else if (change != NULL)
    offer_undo (self, stint_change_get_label (change));
}

/* @edit: (transfer full) */
static void
apply (StintInboxWindow *self,
       StintEdit        *edit)
{
  stint_workspace_apply_async (self->workspace, edit, self->cancellable, settled_cb, g_object_ref (self));
}

static void
chosen_cb (StintInboxWindow *self,
           int               choice,
           StintConflictRow *row)
{
  StintEdit *edit = stint_command_settle_conflict (self->workspace, stint_conflict_row_get_item (row), choice);

  if (edit == NULL)
    return;
  self->focus_row = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  apply (self, edit);
}

static void
keep_all_action (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  StintInboxWindow *self = STINT_INBOX_WINDOW (widget);
  StintEdit *edit = stint_command_keep_all_conflicts (G_LIST_MODEL (self->inbox));

  if (edit != NULL)
    apply (self, edit);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (StintInboxWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) left = NULL;
  g_autoptr (StintChange) change = stint_workspace_undo_finish (STINT_WORKSPACE (source), result, &left, &error);

  if (self->workspace == NULL)
    return;
  forget_undo_toast (self);
  if (error != NULL && !g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOTHING))
    tell (self, error->message);
  else if (left != NULL && left[0] != NULL)
    tell (self, left[0]);
}

static void
undo_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  StintInboxWindow *self = STINT_INBOX_WINDOW (widget);

  stint_workspace_undo_async (self->workspace, self->cancellable, undone_cb, g_object_ref (self));
}

static void
redo_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  StintInboxWindow *self = STINT_INBOX_WINDOW (widget);

  stint_workspace_redo_async (self->workspace, self->cancellable, undone_cb, g_object_ref (self));
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  StintInboxWindow *self = user_data;
  GtkWidget *row = stint_conflict_row_new (item, stint_workspace_get_clock (self->workspace));

  stint_conflict_row_set_stacked (STINT_CONFLICT_ROW (row), self->is_stacked);
  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* A heading above the first of those that are about one record. */
static void
update_header (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer       user_data)
{
  StintConflictItem *item = stint_conflict_row_get_item (STINT_CONFLICT_ROW (row));
  StintConflictItem *last = before != NULL ? stint_conflict_row_get_item (STINT_CONFLICT_ROW (before)) : NULL;
  g_autofree char *title = NULL;
  GtkWidget *label;

  if (last != NULL && g_str_equal (stint_conflict_item_get_group (item), stint_conflict_item_get_group (last)))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  title = stint_conflict_describe_title (item);
  label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "title-4");
  gtk_widget_add_css_class (label, "conflict-title");
  gtk_list_box_row_set_header (row, label);
}

/* The keyboard goes on where it was: at the conflict that has moved up. */
static void
move_focus (StintInboxWindow *self)
{
  int n_rows = (int) g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  GtkListBoxRow *row;

  if (self->focus_row < 0 || n_rows == 0)
    return;
  row = gtk_list_box_get_row_at_index (self->list, MIN (self->focus_row, n_rows - 1));
  self->focus_row = -1;
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
items_changed_cb (StintInboxWindow *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->inbox));
  guint n_more = n_items > MAX_ROWS ? n_items - MAX_ROWS : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u more comes up when these are settled.",
                                                     "%u more come up when these are settled.", n_more), n_more);

  gtk_label_set_label (self->more, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
  gtk_list_box_invalidate_headers (self->list);
  move_focus (self);
}

/* After the items: who opened this window is told first, and still finds it. */
static void
count_cb (StintInboxWindow *self)
{
  if (stint_inbox_get_count (self->inbox) == 0)
    gtk_window_close (GTK_WINDOW (self));
}

static void
width_changed_cb (StintInboxWindow *self,
                  int               width)
{
  GtkListBoxRow *row;

  self->is_stacked = width == STINT_WIDTH_PHONE;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    stint_conflict_row_set_stacked (STINT_CONFLICT_ROW (row), self->is_stacked);
}

static void
stint_inbox_window_dispose (GObject *object)
{
  StintInboxWindow *self = STINT_INBOX_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->undo_toast);
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->shown);
  g_clear_object (&self->inbox);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (stint_inbox_window_parent_class)->dispose (object);
  g_clear_object (&self->cancellable);
}

static void
stint_inbox_window_class_init (StintInboxWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GdkModifierType control = GDK_CONTROL_MASK, both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  G_OBJECT_CLASS (klass)->dispose = stint_inbox_window_dispose;

  g_type_ensure (STINT_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/inbox/stint-inbox-window.ui");
  gtk_widget_class_bind_template_child (widget_class, StintInboxWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, StintInboxWindow, list);
  gtk_widget_class_bind_template_child (widget_class, StintInboxWindow, more);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_install_action (widget_class, "inbox.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "inbox.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "inbox.keep-all", NULL, keep_all_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, control, "inbox.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, both, "inbox.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, control, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
stint_inbox_window_init (StintInboxWindow *self)
{
  self->cancellable = g_cancellable_new ();
  /* It begins at the first, not at the button that settles all of them at once. */
  self->focus_row = 0;
  gtk_widget_init_template (GTK_WIDGET (self));
}

StintInboxWindow *
stint_inbox_window_new (GtkWindow      *parent,
                        StintWorkspace *workspace,
                        StintInbox     *inbox)
{
  StintInboxWindow *self = g_object_new (STINT_TYPE_INBOX_WINDOW, "transient-for", parent, "modal", TRUE,
                                         "destroy-with-parent", TRUE, NULL);

  self->workspace = g_object_ref (workspace);
  self->inbox = g_object_ref (inbox);
  self->shown = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (inbox)), 0, MAX_ROWS);
  gtk_list_box_set_header_func (self->list, update_header, self, NULL);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->shown), make_row, self, NULL);
  /* After the list has its rows. */
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (inbox, "notify::count", G_CALLBACK (count_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self);
  return self;
}
