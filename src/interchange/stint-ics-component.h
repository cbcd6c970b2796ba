/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintIcsComponent:
 * @line: where it begins in its file
 * @kind: its name in upper case, VEVENT say
 * @uid: (nullable): its UID, or one made of its content if it has none, so that the same content has the same; %NULL in an inner one
 * @lines: (element-type utf8): its own content lines as they stand there, without those of the components in it
 * @parts: (element-type StintIcsComponent): the components in it
 */
typedef struct
{
  guint line;
  char *kind;
  char *uid;
  GPtrArray *lines;
  GPtrArray *parts;
  char *text; /* what @lines point into */
} StintIcsComponent;

StintIcsComponent *stint_ics_component_new          (const char              *text,
                                                     guint                    line);
void               stint_ics_component_free         (StintIcsComponent       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintIcsComponent, stint_ics_component_free)

gboolean           stint_ics_component_is           (const StintIcsComponent *self,
                                                     const char              *kind);
const char        *stint_ics_component_find_line    (const StintIcsComponent *self,
                                                     const char              *name);
const char        *stint_ics_component_find_value   (const StintIcsComponent *self,
                                                     const char              *name);
char              *stint_ics_component_dup_value    (const StintIcsComponent *self,
                                                     const char              *name);
gboolean           stint_ics_component_has_value    (const StintIcsComponent *self,
                                                     const char              *name,
                                                     const char              *value);
char              *stint_ics_component_dup_name     (const StintIcsComponent *self);
char              *stint_ics_component_dup_inside   (const StintIcsComponent *self);

G_END_DECLS
