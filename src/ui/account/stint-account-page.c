/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/account/stint-account-page.h"

#include "ui/account/stint-leave-flow.h"
#include "ui/account/stint-sign-in-flow.h"
#include "ui/account/stint-sync-words.h"
#include "ui/transfer/stint-file-chooser.h"

#include <glib/gi18n.h>

/* What is said of a time that passes is written anew this often. */
#define REFRESH_S 30

struct _StintAccountPage
{
  AdwPreferencesPage   parent_instance;

  AdwPreferencesGroup *nobody;
  GtkLabel            *nobody_note;
  AdwPreferencesGroup *who;
  AdwAvatar           *avatar;
  AdwActionRow        *user;
  GtkWidget           *sign_in;
  AdwPreferencesGroup *sync_group;
  AdwActionRow        *state;
  GtkImage            *state_icon;
  GtkWidget           *sync_now;
  GtkWidget           *decide;
  GtkWidget           *progress_row;
  GtkProgressBar      *progress;
  AdwActionRow        *last;
  AdwActionRow        *pending;
  AdwActionRow        *refused;
  AdwActionRow        *keyring;
  AdwPreferencesGroup *computers_group;
  GtkListBox          *computers;
  AdwPreferencesGroup *leave;
  GtkWidget           *sign_out_row;
  AdwPreferencesGroup *erase;
  StintAccount        *account;
  StintSync           *sync;
  StintClock          *clock;
  GSettings           *settings;
  GCancellable        *cancellable;
  guint                refresh_id;
  gboolean             has_computers;
};

enum
{
  TOLD,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintAccountPage, stint_account_page, ADW_TYPE_PREFERENCES_PAGE)

static void
tell (GtkWidget  *page,
      const char *message)
{
  g_signal_emit (page, signals[TOLD], 0, message);
}

/* ---- Connecting ---- */

static void
note (StintAccountPage *self,
      const char       *message)
{
  gtk_label_set_label (self->nobody_note, message);
  gtk_widget_set_visible (GTK_WIDGET (self->nobody_note), message[0] != '\0');
}

static void
file_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (StintAccountPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;

  if (!g_file_load_contents_finish (G_FILE (source), result, &content, NULL, NULL, &error))
    {
      if (self->account != NULL)
        note (self, error->message);
      return;
    }
  if (self->account != NULL)
    stint_account_page_connect (self, content);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (StintAccountPage) self = user_data;
  g_autoptr (GPtrArray) files = stint_file_chooser_open_finish (result, NULL);

  if (files == NULL || files->len == 0 || self->account == NULL)
    return;
  g_file_load_contents_async (g_ptr_array_index (files, 0), self->cancellable, file_read_cb, g_object_ref (self));
}

static void
open_file_cb (StintAccountPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  stint_file_chooser_open_async (GTK_WINDOW (root), _("Open Connect File"), STINT_FILE_CONNECT, self->cancellable, file_chosen_cb,
                                 g_object_ref (self));
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (StintAccountPage) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->account == NULL)
    return;
  if (text != NULL && stint_account_is_connect_file (text, -1))
    stint_account_page_connect (self, text);
  else
    note (self, _("There is no connect file in the clipboard. Copy its whole text, then paste again."));
}

static void
paste_cb (StintAccountPage *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->cancellable, pasted_cb, g_object_ref (self));
}

static void
sign_in_cb (StintAccountPage *self)
{
  stint_sign_in_flow_again (GTK_WIDGET (self), self->account, tell);
}

/* ---- Sync ---- */

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (StintAccountPage) self = user_data;

  /* What went wrong stands in the row, not in a toast. */
  stint_sync_run_finish (STINT_SYNC (source), result, NULL);
}

static void
sync_now_cb (StintAccountPage *self)
{
  stint_sync_run_async (self->sync, NULL, synced_cb, g_object_ref (self));
}

static void
cancel_cb (StintAccountPage *self)
{
  stint_sync_cancel (self->sync);
}

static void
decide_cb (StintAccountPage *self)
{
  stint_leave_flow_decide_erased (GTK_WIDGET (self), self->account, self->settings, tell);
}

static void
show_counts (StintAccountPage *self)
{
  g_autofree char *last = stint_sync_words_ago (self->clock, stint_sync_get_last_success_ms (self->sync));
  g_autofree char *pending = stint_sync_words_pending (stint_sync_get_n_pending (self->sync));
  g_autofree char *refused = stint_sync_words_refused (stint_sync_get_n_parked (self->sync));

  adw_action_row_set_subtitle (self->last, last);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->pending), pending);
  gtk_widget_set_visible (GTK_WIDGET (self->pending), stint_sync_get_n_pending (self->sync) > 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->refused), refused);
  gtk_widget_set_visible (GTK_WIDGET (self->refused), stint_sync_get_n_parked (self->sync) > 0);
}

static void
show_sync (StintAccountPage *self)
{
  StintSyncState state = stint_sync_get_state (self->sync);
  gboolean is_erased = stint_sync_get_help (self->sync) == STINT_SYNC_HELP_DECIDE_ERASED;
  double progress = stint_sync_get_progress (self->sync);
  g_autofree char *sentence = stint_sync_words_describe (self->sync);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), stint_sync_words_get_state (state));
  adw_action_row_set_subtitle (self->state, sentence);
  gtk_image_set_from_icon_name (self->state_icon, stint_sync_words_get_icon (state));
  gtk_widget_set_visible (self->sync_now, state != STINT_SYNC_SIGNED_OUT && state != STINT_SYNC_OFF && !is_erased && progress < 0);
  gtk_widget_set_sensitive (self->sync_now, state != STINT_SYNC_SYNCING);
  gtk_widget_set_visible (self->decide, is_erased);
  gtk_widget_set_visible (self->progress_row, progress >= 0);
  if (progress >= 0)
    gtk_progress_bar_set_fraction (self->progress, progress);
  show_counts (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  show_counts (user_data);
  return G_SOURCE_CONTINUE;
}

/* ---- The computers ---- */

static void
add_computer (StintAccountPage         *self,
              const StintAccountDevice *device)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *seen = stint_sync_words_ago (self->clock, device->seen_ms);

  g_object_set (row, "use-markup", FALSE, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), device->name != NULL ? device->name : _("Computer Without a Name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), seen);
  if (device->is_this)
    {
      GtkWidget *label = gtk_label_new (_("This Computer"));

      gtk_widget_add_css_class (label, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  gtk_list_box_append (self->computers, row);
}

static void
computers_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (StintAccountPage) self = user_data;
  g_autoptr (GPtrArray) devices = stint_account_list_devices_finish (STINT_ACCOUNT (source), result, NULL);
  GtkWidget *child;

  if (self->account == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->computers))) != NULL)
    gtk_list_box_remove (self->computers, child);
  for (guint i = 0; devices != NULL && i < devices->len; i++)
    add_computer (self, g_ptr_array_index (devices, i));
  /* Without the server there is nothing to say of them, and that it does not answer stands above. */
  self->has_computers = devices != NULL && devices->len > 0;
  gtk_widget_set_visible (GTK_WIDGET (self->computers_group), self->has_computers);
}

static void
read_computers (StintAccountPage *self)
{
  if (stint_account_get_state (self->account) == STINT_ACCOUNT_SIGNED_IN)
    stint_account_list_devices_async (self->account, self->cancellable, computers_cb, g_object_ref (self));
}

/* ---- Leaving ---- */

static void
sign_out_cb (StintAccountPage *self)
{
  stint_leave_flow_sign_out (GTK_WIDGET (self), self->account, self->settings, tell);
}

static void
erase_cb (StintAccountPage *self)
{
  stint_leave_flow_erase (GTK_WIDGET (self), self->account, self->settings, tell);
}

/* ---- All of it ---- */

static void
show_who (StintAccountPage *self)
{
  const char *user = stint_account_get_user (self->account);
  const char *server = stint_account_get_server (self->account);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->user), user != NULL ? user : "");
  adw_action_row_set_subtitle (self->user, server != NULL ? server : "");
  adw_avatar_set_text (self->avatar, user);
}

static void
show_keyring (StintAccountPage *self)
{
  const char *problem = stint_account_get_keyring_problem (self->account);

  gtk_widget_set_visible (GTK_WIDGET (self->keyring), problem != NULL);
  adw_action_row_set_subtitle (self->keyring, problem != NULL ? problem : "");
}

static void
account_cb (StintAccountPage *self)
{
  StintAccountState state = stint_account_get_state (self->account);
  gboolean has_owner = stint_account_get_user (self->account) != NULL;
  gboolean is_in = state == STINT_ACCOUNT_SIGNED_IN;

  gtk_widget_set_visible (GTK_WIDGET (self->nobody), !has_owner);
  gtk_widget_set_visible (GTK_WIDGET (self->who), has_owner);
  gtk_widget_set_visible (GTK_WIDGET (self->sync_group), has_owner);
  gtk_widget_set_visible (GTK_WIDGET (self->leave), has_owner);
  gtk_widget_set_visible (GTK_WIDGET (self->erase), has_owner);
  gtk_widget_set_visible (self->sign_in, has_owner && !is_in);
  gtk_widget_set_sensitive (self->sign_in, state != STINT_ACCOUNT_SIGNING_IN);
  gtk_widget_set_visible (GTK_WIDGET (self->computers_group), is_in && self->has_computers);
  show_who (self);
  show_keyring (self);
}

static void
account_state_cb (StintAccountPage *self)
{
  self->has_computers = FALSE;
  account_cb (self);
  read_computers (self);
}

static void
mapped_cb (StintAccountPage *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add_seconds (REFRESH_S, refresh_cb, self);
}

static void
unmapped_cb (StintAccountPage *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
}

static void
stint_account_page_dispose (GObject *object)
{
  StintAccountPage *self = STINT_ACCOUNT_PAGE (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->account != NULL)
    g_signal_handlers_disconnect_by_data (self->account, self);
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_clear_object (&self->sync);
  g_clear_object (&self->account);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (stint_account_page_parent_class)->dispose (object);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, open_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, sync_now_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, decide_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, unmapped_cb);
}

static void
stint_account_page_class_init (StintAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_account_page_dispose;

  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/account/stint-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, nobody);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, nobody_note);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, who);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, user);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, sync_group);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, state);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, sync_now);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, decide);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, progress_row);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, progress);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, last);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, pending);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, refused);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, keyring);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, computers_group);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, computers);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, leave);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, sign_out_row);
  gtk_widget_class_bind_template_child (widget_class, StintAccountPage, erase);
  bind_callbacks (widget_class);
}

static void
stint_account_page_init (StintAccountPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwPreferencesPage *
stint_account_page_new (StintAccount *account,
                        StintClock   *clock,
                        GSettings    *settings)
{
  StintAccountPage *self = g_object_new (STINT_TYPE_ACCOUNT_PAGE, NULL);

  self->account = g_object_ref (account);
  self->sync = g_object_ref (stint_account_get_sync (account));
  self->clock = g_object_ref (clock);
  self->settings = g_object_ref (settings);
  g_signal_connect_swapped (account, "notify", G_CALLBACK (account_cb), self);
  g_signal_connect_swapped (account, "notify::state", G_CALLBACK (account_state_cb), self);
  g_signal_connect_swapped (self->sync, "notify", G_CALLBACK (show_sync), self);
  account_state_cb (self);
  show_sync (self);
  return ADW_PREFERENCES_PAGE (self);
}

void
stint_account_page_connect (StintAccountPage *self,
                            const char       *text)
{
  g_return_if_fail (STINT_IS_ACCOUNT_PAGE (self));
  note (self, "");
  stint_sign_in_flow_connect (GTK_WIDGET (self), self->account, text, tell);
}
