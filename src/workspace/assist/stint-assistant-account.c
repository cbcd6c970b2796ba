/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/assist/stint-assistant-account.h"

static void
account_cb (StintAccount   *account,
            GParamSpec     *pspec,
            StintAssistant *self)
{
  stint_assistant_set_cloud (self, stint_account_get_transport (account), stint_account_get_server (account));
}

/**
 * stint_assistant_follow:
 *
 * From now on the assistant is that of whoever is signed in.
 */
void
stint_assistant_follow (StintAssistant *self,
                        StintAccount   *account)
{
  g_return_if_fail (STINT_IS_ASSISTANT (self));
  g_signal_connect_object (account, "notify::state", G_CALLBACK (account_cb), self, 0);
  g_signal_connect_object (account, "notify::server", G_CALLBACK (account_cb), self, 0);
  account_cb (account, NULL, self);
}
