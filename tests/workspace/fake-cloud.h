/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud/stint-api.h"

G_BEGIN_DECLS

/**
 * FakeCloud:
 * @user: who signs in next
 * @refuses: the next sign-in is refused
 * @holds: sign-ins wait until fake_cloud_let_go()
 * @flags: of the last sign-in
 * @keyring: (element-type utf8): whose refresh tokens it has
 * @is_locked: the keyring is
 * @ends_session: the next request finds the session ended
 * @calls: "user METHOD /path;" for each request, and "user delete-user;", "user sign-out;"
 * @n_parts: how many answers to DELETE /me say that there is more
 * @me: (nullable): what GET /me answers
 *
 * Sign-in, session and API of the test's making, linked before the library, which then leaves its own out.
 */
typedef struct
{
  const char *user;
  gboolean refuses;
  gboolean holds;
  StintSignInFlags flags;
  GHashTable *keyring;
  gboolean is_locked;
  gboolean ends_session;
  GString *calls;
  guint n_parts;
  const char *me;
  guint status;
  GTask *held;
  StintSession *session;
} FakeCloud;

extern FakeCloud fake_cloud;

void fake_cloud_set_up    (void);
void fake_cloud_tear_down (void);
void fake_cloud_let_go    (void);

G_END_DECLS
