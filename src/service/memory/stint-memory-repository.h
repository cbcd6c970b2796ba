/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-repository.h"

G_BEGIN_DECLS

#define STINT_TYPE_MEMORY_REPOSITORY (stint_memory_repository_get_type ())
G_DECLARE_FINAL_TYPE (StintMemoryRepository, stint_memory_repository, STINT, MEMORY_REPOSITORY, GObject)

StintRepository *stint_memory_repository_new         (void);
void             stint_memory_repository_set_page    (StintMemoryRepository *self,
                                                      guint                  n_records);

/* What time, a restore and a flood do to a table: for tests. */
void             stint_memory_repository_forget_log  (StintMemoryRepository *self,
                                                      const char            *user,
                                                      gint64                 first_n,
                                                      gint64                 last_n);
void             stint_memory_repository_replace_head (StintMemoryRepository *self,
                                                       const char           *user,
                                                       const StintHead      *head);

G_END_DECLS
