/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-change.h"

G_BEGIN_DECLS

/* A store as small as can be: what the real one must do with an edit, on a hash table from id to record. */
GHashTable  *model_store_new         (void);
GHashTable  *model_store_copy        (GHashTable       *store);
void         model_store_put         (GHashTable       *store,
                                      StintRecord      *record);
StintRecord *model_store_get         (GHashTable       *store,
                                      const char       *id);
GPtrArray   *model_store_list_living (GHashTable       *store,
                                      StintKind         kind);
const char  *model_store_get_owner   (StintRecord      *record);
StintChange *model_store_apply       (GHashTable       *store,
                                      StintEdit        *edit);
StintEdit   *model_store_invert      (GHashTable       *store,
                                      StintChange      *change,
                                      GStrv            *left);
void         model_store_assert_same (GHashTable       *store,
                                      GHashTable       *wanted);
void         model_store_assert_owners (GHashTable     *store);

G_END_DECLS
