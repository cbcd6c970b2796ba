/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/account/stint-sync-button.h"
#include "ui/repeat/stint-scope-choice.h"
#include "ui/grid/stint-drag.h"
#include "ui/inspector/stint-inspector.h"
#include "ui/window/stint-banner.h"
#include "ui/window/stint-side-pane.h"
#include "ui/window/stint-width-bin.h"
#include "ui/window/stint-window.h"
#include "workspace/assist/stint-assistant.h"

G_BEGIN_DECLS

/**
 * StintBannerReason:
 *
 * Why the banner is there, the most urgent first: what stands in the way of an edit, then what stands in the way of all of them.
 */
typedef enum
{
  STINT_BANNER_NOTHING,
  STINT_BANNER_REFUSED,
  STINT_BANNER_ERASED,
  STINT_BANNER_PROBLEM,
  STINT_BANNER_SIGNED_OUT,
  STINT_BANNER_OFFLINE,
  STINT_BANNER_CONFLICTS,
  STINT_BANNER_KEYRING,
} StintBannerReason;

/*
 * The window as its files see it: stint-window.c puts the panes together, -actions has what the keys and the header bar do, -changes tells
 * of edits and states, -account has whose plan it is, -banner the one state that is said at the top, -assist opens the assistant, -drop takes
 * files from other programs, -inbox has the conflicts, -menu the menus.
 */
struct _StintWindow
{
  AdwApplicationWindow parent_instance;

  StintWidthBin *width_bin;
  GtkBox *content;
  GtkToggleButton *sidebar_button;
  GtkButton *today_button;
  GtkButton *previous_button;
  GtkButton *next_button;
  GtkLabel *range_title;
  GtkLabel *range_subtitle;
  GtkWidget *view_switch;
  GtkMenuButton *view_button;
  GtkMenuButton *menu_button;
  GtkButton *search_button;
  StintSyncButton *sync_button;
  StintBanner *banner;
  AdwToastOverlay *toasts;
  StintSidePane *sidebar;
  StintSidePane *inspector_side;
  GtkStack *centre;

  StintWorkspace *workspace;
  StintAccount *account;
  GSettings *settings;
  GCancellable *cancellable;
  StintAssistant *assistant; /* (nullable): made when it is first asked for */
  StintBacklog *backlog;
  StintCalendar *calendar;
  StintInspector *inspector;
  StintDrag *drag;
  AdwToast *undo_toast;
  StintScopeChoice *choice;
  StintInbox *inbox;
  GtkWindow *inbox_window;
  GMenu *history_menu;
  GMenu *views_menu;
  GMenu *moves_menu;
  GMenu *conflicts_menu;
  char *directory;
  char *refused;
  StintBannerReason banner_reason;
  gboolean keyring_dismissed;
  guint title_id;
  guint focus_id;
  gboolean is_adapting;
};

void stint_window_install_actions  (GtkWidgetClass *widget_class);
void stint_window_add_actions      (StintWindow    *self);
void stint_window_update_actions   (StintWindow    *self);
void stint_window_watch_changes    (StintWindow    *self);
void stint_window_check_empty      (StintWindow    *self);
void stint_window_watch_account    (StintWindow    *self);
void stint_window_add_account_actions (StintWindow *self);
void stint_window_help_sync        (StintWindow    *self);
void stint_window_update_banner    (StintWindow    *self);
void stint_window_banner_pressed   (StintWindow    *self);
void stint_window_accept_drops     (StintWindow    *self);
void stint_window_make_menus       (StintWindow    *self);
void stint_window_watch_conflicts  (StintWindow    *self);
void stint_window_watch_occurrences (StintWindow *self);
void stint_window_offer_undo       (StintWindow    *self,
                                    const char     *label);
gboolean stint_window_has_assist   (StintWindow    *self);
void stint_window_watch_assist     (StintWindow    *self);
void stint_window_assist_action    (GSimpleAction  *action,
                                    GVariant       *parameter,
                                    gpointer        user_data);
void stint_window_break_down_action (GSimpleAction *action,
                                    GVariant       *parameter,
                                    gpointer        user_data);
void stint_window_show_centre      (StintWindow    *self,
                                    const char     *page);
void stint_window_adapt            (StintWindow    *self);

G_END_DECLS
