/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/account/stint-account.h"

G_BEGIN_DECLS

/* Says what came of something, to whoever began it. */
typedef void (*StintAccountTell) (GtkWidget  *parent,
                                  const char *message);

/*
 * The conversation that a sign-in is: which server, then the browser, then what becomes of the plan that is open. It goes on as long as
 * @parent lives, and ends by itself with it.
 */
void stint_sign_in_flow_connect (GtkWidget        *parent,
                                 StintAccount     *account,
                                 const char       *connect_file,
                                 StintAccountTell  tell);
void stint_sign_in_flow_again   (GtkWidget        *parent,
                                 StintAccount     *account,
                                 StintAccountTell  tell);

/* What stands before the window while a person is in the browser; with it goes @cancellable. */
GObject *stint_sign_in_flow_wait     (GtkWidget    *parent,
                                      const char   *body,
                                      GCancellable *cancellable);

G_END_DECLS
