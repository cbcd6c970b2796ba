/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintCloudError:
 * @STINT_CLOUD_ERROR_INVALID: what was given is no connection, or one of a newer format, or http where it may not be
 * @STINT_CLOUD_ERROR_OFFLINE: no whole answer came: no network, no connection, a broken one, not in time
 * @STINT_CLOUD_ERROR_UNTRUSTED: the certificate does not match: nothing was sent
 * @STINT_CLOUD_ERROR_SIGN_IN: there is no session any more: only a person can sign in again
 * @STINT_CLOUD_ERROR_REFUSED: the sign-in was refused, with its reason
 * @STINT_CLOUD_ERROR_TIMED_OUT: nobody came back from the browser in time
 * @STINT_CLOUD_ERROR_PORTS: every port that the browser may come back to is taken
 * @STINT_CLOUD_ERROR_KEYRING: the keyring is locked or failed
 * @STINT_CLOUD_ERROR_OTHER_USER: the token is somebody else's than the store's (sync.md S1)
 * @STINT_CLOUD_ERROR_FAILED: an answer that is none of ours
 */
typedef enum
{
  STINT_CLOUD_ERROR_INVALID,
  STINT_CLOUD_ERROR_OFFLINE,
  STINT_CLOUD_ERROR_UNTRUSTED,
  STINT_CLOUD_ERROR_SIGN_IN,
  STINT_CLOUD_ERROR_REFUSED,
  STINT_CLOUD_ERROR_TIMED_OUT,
  STINT_CLOUD_ERROR_PORTS,
  STINT_CLOUD_ERROR_KEYRING,
  STINT_CLOUD_ERROR_OTHER_USER,
  STINT_CLOUD_ERROR_FAILED,
} StintCloudError;

#define STINT_CLOUD_ERROR (stint_cloud_error_quark ())
GQuark stint_cloud_error_quark (void);

G_END_DECLS
