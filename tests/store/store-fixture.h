/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-block.h"
#include "core/stint-edit.h"
#include "core/stint-error.h"
#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-task.h"
#include "store/stint-database.h"

G_BEGIN_DECLS

/* Monday, 23 November 2026, 12:00 UTC */
#define FIXTURE_NOW_MS G_GINT64_CONSTANT (1795435200000)
#define FIXTURE_TODAY 20780

/**
 * Fixture:
 * @now_ms: goes on by a minute with every edit, so that ids and times differ
 *
 * A store of its own in a new folder, open.
 */
typedef struct
{
  char *directory;
  StintDatabase *database;
  GRand *rand;
  gint64 now_ms;
} Fixture;

void         fixture_set_up         (Fixture          *self,
                                     gconstpointer     unused);
void         fixture_tear_down      (Fixture          *self,
                                     gconstpointer     unused);
void         fixture_close          (Fixture          *self);
void         fixture_reopen         (Fixture          *self);
void         fixture_remove         (const char       *path);

GVariant    *fixture_members        (const char       *text);
char        *fixture_new_id         (Fixture          *self);
StintChange *fixture_apply          (Fixture          *self,
                                     StintEdit        *edit);
void         fixture_refuse         (Fixture          *self,
                                     StintEdit        *edit,
                                     GQuark            domain,
                                     int               code);
char        *fixture_add            (Fixture          *self,
                                     StintKind         kind,
                                     const char       *members);
char        *fixture_add_task       (Fixture          *self,
                                     const char       *title);
char        *fixture_add_block      (Fixture          *self,
                                     const char       *task,
                                     const char       *start,
                                     const char       *end,
                                     const char       *zone);
void         fixture_set            (Fixture          *self,
                                     StintKind         kind,
                                     const char       *id,
                                     const char       *member,
                                     const char       *value);
void         fixture_delete         (Fixture          *self,
                                     StintKind         kind,
                                     const char       *id);
char        *fixture_get            (Fixture          *self,
                                     StintKind         kind,
                                     const char       *id);
void         fixture_check          (Fixture          *self);
char        *fixture_dump           (Fixture          *self);
gint64       fixture_read_int       (Fixture          *self,
                                     const char       *sql);

G_END_DECLS
