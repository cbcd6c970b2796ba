/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FakeKeyring:
 * @is_silent: it takes every call and answers none
 * @n_unlocks: how often it was asked to unlock itself, which it never does
 *
 * A Secret Service on a bus of its own that is locked and has one item, whatever is looked for.
 */
typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  gboolean is_silent;
  guint n_unlocks;
} FakeKeyring;

FakeKeyring *fake_keyring_new  (void);
void         fake_keyring_stop (FakeKeyring *self);

G_END_DECLS
