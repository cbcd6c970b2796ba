/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cloud/stint-connection.h"

G_BEGIN_DECLS

/**
 * StintKeyringState:
 * @STINT_KEYRING_READY: it did what it was asked for
 * @STINT_KEYRING_LOCKED: it is locked, and nobody was asked to unlock it (or did not)
 * @STINT_KEYRING_SILENT: it did not answer in time, or failed: what it holds is not known
 * @STINT_KEYRING_MISSING: this system has none
 */
typedef enum
{
  STINT_KEYRING_READY,
  STINT_KEYRING_LOCKED,
  STINT_KEYRING_SILENT,
  STINT_KEYRING_MISSING,
} StintKeyringState;

/*
 * One refresh token in the system's keyring, by libsecret: the Secret Service, or in a sandbox its own file by the portal. Each call
 * ends within seconds, whatever the keyring does.
 */

/* Another process has changed it: in a sandbox the library would go on with what it read first. */
void              stint_keyring_reload       (void);

void              stint_keyring_find_async   (StintConnection     *connection,
                                              const char          *user,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
char             *stint_keyring_find_finish  (GAsyncResult        *result,
                                              StintKeyringState   *state);

/* @may_ask: a person is there who may be asked to unlock it, which takes longer. */
void              stint_keyring_store_async  (StintConnection     *connection,
                                              const char          *user,
                                              const char          *token,
                                              gboolean             may_ask,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
StintKeyringState stint_keyring_store_finish (GAsyncResult        *result);

void              stint_keyring_clear_async  (StintConnection     *connection,
                                              const char          *user,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
StintKeyringState stint_keyring_clear_finish (GAsyncResult        *result);

G_END_DECLS
