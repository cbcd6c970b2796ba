/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

/* A plan without a store, for what goes out as iCalendar and comes in again. */

#define ZONE "Europe/Berlin"
#define NOW_S 1795507920 /* 2026-11-24T08:12:00Z */

typedef struct
{
  GPtrArray *tasks;
  GPtrArray *blocks;
  GPtrArray *projects;
} Records;

void         records_init              (Records    *self);
void         records_clear             (Records    *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Records, records_clear)

GPtrArray   *records_get_list          (Records    *self,
                                        StintKind   kind);
StintRecord *records_find              (Records    *self,
                                        StintKind   kind,
                                        const char *id);
void         records_take              (Records    *self,
                                        StintKind   kind,
                                        const char *id,
                                        GVariant   *data);
void         records_add_json          (Records    *self,
                                        StintKind   kind,
                                        const char *id,
                                        const char *json);
guint        records_read              (Records    *self,
                                        const char *text);
char        *records_export            (Records    *self);
void         records_assert_round_trip (Records    *self);
char        *records_read_file         (const char *name);
