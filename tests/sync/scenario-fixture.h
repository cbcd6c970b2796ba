/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sync-world.h"

/* Three devices with good clocks and an empty server; what a test does to them is all that happens. */
typedef struct
{
  SyncWorld *world;
  SyncDevice *a;
  SyncDevice *b;
  SyncDevice *c;
} Fixture;

/* For g_test_add(): a server that refuses. */
extern const SyncConfig fixture_picky;

void  fixture_set_up       (Fixture       *self,
                            gconstpointer  data);
void  fixture_tear_down    (Fixture       *self,
                            gconstpointer  data);
void  fixture_let_pass     (Fixture       *self,
                            int            days);

char *fixture_add_task     (Fixture       *self,
                            SyncDevice    *device,
                            const char    *title);
char *fixture_add_block    (Fixture       *self,
                            SyncDevice    *device,
                            const char    *task,
                            int            hour);
void  fixture_set          (Fixture       *self,
                            SyncDevice    *device,
                            const char    *task,
                            const char    *member,
                            const char    *text);
void  fixture_delete       (Fixture       *self,
                            SyncDevice    *device,
                            const char    *task);

int   fixture_sync         (Fixture       *self,
                            SyncDevice    *device);
void  fixture_push_with    (Fixture       *self,
                            SyncDevice    *device,
                            SyncNet        net);
void  fixture_settle       (Fixture       *self);

char *fixture_get          (SyncDevice    *device,
                            const char    *task,
                            const char    *member);
void  fixture_assert       (SyncDevice    *device,
                            const char    *task,
                            const char    *member,
                            const char    *text);
void  fixture_assert_dead  (SyncDevice    *device,
                            StintKind      kind,
                            const char    *id);
void  fixture_assert_lives (SyncDevice    *device,
                            StintKind      kind,
                            const char    *id);
gboolean fixture_is_told   (SyncDevice    *device,
                            const char    *text);
guint fixture_count_inbox  (SyncDevice    *device);
