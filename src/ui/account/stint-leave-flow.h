/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/account/stint-sign-in-flow.h"

G_BEGIN_DECLS

/*
 * The conversations that end an account here or everywhere: what becomes of the plan on this computer is always asked, and what would be
 * lost is named. Each goes on as long as @parent lives. In @settings it is remembered that somebody meant to be signed out: nobody is
 * reminded all day of what was meant.
 */
void stint_leave_flow_sign_out      (GtkWidget        *parent,
                                     StintAccount     *account,
                                     GSettings        *settings,
                                     StintAccountTell  tell);
void stint_leave_flow_erase         (GtkWidget        *parent,
                                     StintAccount     *account,
                                     GSettings        *settings,
                                     StintAccountTell  tell);
void stint_leave_flow_decide_erased (GtkWidget        *parent,
                                     StintAccount     *account,
                                     GSettings        *settings,
                                     StintAccountTell  tell);

G_END_DECLS
