/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/memory/stint-memory-repository.h"

G_BEGIN_DECLS

/**
 * StintMemoryImage:
 *
 * A user's whole table at one moment. For tests: what a point-in-time restore and the time to live do to a table.
 */
typedef struct _StintMemoryImage StintMemoryImage;

StintMemoryImage *stint_memory_repository_dup_image     (StintMemoryRepository  *self,
                                                         const char             *user);
void              stint_memory_image_free               (StintMemoryImage       *self);
const char       *stint_memory_image_get_tag            (const StintMemoryImage *self);
void              stint_memory_repository_restore       (StintMemoryRepository  *self,
                                                         const char             *user,
                                                         const StintMemoryImage *image);
void              stint_memory_repository_tear          (StintMemoryRepository  *self,
                                                         const char             *user,
                                                         const StintMemoryImage *before,
                                                         GRand                  *rand);
void              stint_memory_repository_give_new_head (StintMemoryRepository  *self,
                                                         const char             *user,
                                                         gint64                  now_ms,
                                                         GRand                  *rand);
void              stint_memory_repository_expire        (StintMemoryRepository  *self,
                                                         const char             *user,
                                                         gint64                  now_ms,
                                                         GRand                  *rand);
void              stint_memory_repository_forget_answers (StintMemoryRepository *self,
                                                          const char            *user);

G_END_DECLS
