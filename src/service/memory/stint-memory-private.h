/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/memory/stint-memory-repository.h"

G_BEGIN_DECLS

/* One idempotency item. */
typedef struct
{
  char *hash;
  StintTag tag;
  gint64 written_ms;
} StintMemoryAnswer;

/**
 * StintMemoryAccount:
 * @records: by "kind.id", as a snapshot's cursor names them
 * @days: the same records by "day#id#kind.id"
 * @day_of_record: that name by "kind.id"
 * @log: by number
 * @answers: by key
 *
 * What one user has.
 */
typedef struct
{
  StintHead head;
  GTree *records;
  GTree *days;
  GHashTable *day_of_record;
  GTree *log;
  GHashTable *answers;
  GTree *devices;
} StintMemoryAccount;

struct _StintMemoryRepository
{
  GObject parent_instance;

  GHashTable *accounts;
  guint page_records;
};

void                stint_memory_account_init            (StintMemoryAccount       *self);
void                stint_memory_account_clear           (StintMemoryAccount       *self);
void                stint_memory_account_free            (StintMemoryAccount       *self);
void                stint_memory_account_copy            (const StintMemoryAccount *self,
                                                          StintMemoryAccount       *copy);
void                stint_memory_account_put             (StintMemoryAccount       *self,
                                                          const char               *key,
                                                          const char               *day,
                                                          StintStored              *record);
void                stint_memory_account_remove          (StintMemoryAccount       *self,
                                                          const char               *key);
StintMemoryAccount *stint_memory_repository_open_account (StintMemoryRepository    *self,
                                                          const char               *user);

G_END_DECLS
