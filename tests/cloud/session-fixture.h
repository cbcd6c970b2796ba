/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud-fixture.h"

#include "cloud/stint-session-private.h"

G_BEGIN_DECLS

/* A session that nobody has signed in to yet, and how often it said that it has ended. */
typedef struct
{
  Peer peer;
  StintSession *session;
  guint n_ended;
} Fixture;

void          fixture_set_up            (Fixture          *self,
                                         gconstpointer     unused);
void          fixture_tear_down         (Fixture          *self,
                                         gconstpointer     unused);
StintSession *fixture_make_session      (Fixture          *self);
void          fixture_adopt             (Fixture          *self,
                                         StintSession     *session);
char         *fixture_get_token         (StintSession     *session,
                                         const char       *stale,
                                         GError          **error);
void          fixture_assert_fails      (StintSession     *session,
                                         StintCloudError   code);
gboolean      fixture_look              (StintSession     *session,
                                         GError          **error);
gboolean      fixture_sign_out          (StintSession     *session,
                                         GError          **error);
char         *fixture_find              (Fixture          *self);

G_END_DECLS
