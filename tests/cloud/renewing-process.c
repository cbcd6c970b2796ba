/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Another process with the same session: looks whether there is one and says so, waits for a line, renews, and says how that went.
 * renewing-process USER LOCK, with the connect file in $STINT_TEST_CONNECTION
 */
#include "cloud/stint-session.h"

#include <stdio.h>
#include <string.h>

static void
store_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (StintConnection) connection = stint_connection_parse (g_getenv ("STINT_TEST_CONNECTION"), -1, TRUE, NULL);
  g_autoptr (StintSession) session = stint_session_new (connection, argv[1], argv[2]);
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GAsyncResult) got = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  char line[16];

  stint_session_look_async (session, NULL, store_result_cb, &looked);
  wait_for (&looked);
  puts (stint_session_look_finish (session, looked, NULL) ? "there" : "not there");
  fflush (stdout);
  if (fgets (line, sizeof line, stdin) == NULL)
    return 1;

  stint_session_get_token_async (session, NULL, NULL, store_result_cb, &got);
  wait_for (&got);
  token = stint_session_get_token_finish (session, got, &error);
  puts (token != NULL ? "renewed" : error->message);
  return 0;
}
