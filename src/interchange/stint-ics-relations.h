/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintIcsRelations:
 *
 * Who is whose parent, and what must be done before what, as far as a file was read: what would close a loop is refused. It holds
 * numbers, not tasks, and as many as stint-ics-id-map.h says; a search in it ends.
 */
typedef struct _StintIcsRelations StintIcsRelations;

StintIcsRelations *stint_ics_relations_new          (void);
void               stint_ics_relations_free         (StintIcsRelations *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintIcsRelations, stint_ics_relations_free)

gboolean           stint_ics_relations_set_parent   (StintIcsRelations *self,
                                                     const char        *id,
                                                     const char        *parent);
gboolean           stint_ics_relations_has_parent   (StintIcsRelations *self,
                                                     const char        *id);
gboolean           stint_ics_relations_add_blocker  (StintIcsRelations *self,
                                                     const char        *id,
                                                     const char        *blocker);
void               stint_ics_relations_expect_child (StintIcsRelations *self,
                                                     const char        *child,
                                                     const char        *parent);
char              *stint_ics_relations_take_child   (StintIcsRelations *self,
                                                     const char        *child);
guint              stint_ics_relations_get_n_expected (StintIcsRelations *self);

G_END_DECLS
