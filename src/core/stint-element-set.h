/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets of strings, made from members (`as`) to work with their elements. The strings are borrowed from the values; NULL is empty. */
gboolean    stint_element_set_can_hold   (GVariant   *value);
GHashTable *stint_element_set_new        (GVariant   *value);
void        stint_element_set_add        (GHashTable *self,
                                          GVariant   *value);
void        stint_element_set_remove     (GHashTable *self,
                                          GVariant   *value);
GVariant   *stint_element_set_to_variant (GHashTable *self);

G_END_DECLS
