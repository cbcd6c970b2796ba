/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libical/ical.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintIcsComponent:
 * @line: where it begins in its file
 * @uid: (not nullable): its UID, or one made of its content if it has none, so that the same content has the same
 * @ical: libical's reading of it
 * @lines: (element-type utf8): its own content lines as they stand there, without those of the components in it
 */
typedef struct
{
  guint line;
  char *uid;
  icalcomponent *ical;
  GPtrArray *lines;
} StintIcsComponent;

StintIcsComponent *stint_ics_component_new          (const char              *text,
                                                     guint                    line);
void               stint_ics_component_free         (StintIcsComponent       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintIcsComponent, stint_ics_component_free)

icalproperty      *stint_ics_component_get_property (const StintIcsComponent *self,
                                                     icalproperty_kind        kind);
const char        *stint_ics_component_find_line    (const StintIcsComponent *self,
                                                     const char              *name);
char              *stint_ics_component_dup_value    (const StintIcsComponent *self,
                                                     const char              *name);
char              *stint_ics_component_dup_name     (const StintIcsComponent *self);

G_END_DECLS
