/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-block.h"
#include "interchange/stint-ics-component.h"
#include "interchange/stint-ics-zones.h"
#include "interchange/stint-import-sink.h"

G_BEGIN_DECLS

/**
 * StintIcsMapper:
 * @zone: the zone in which the plan is shown
 * @sink: where goes what the components became, in their order
 * @project: (nullable): the id of the project of the calendar that is being read
 * @seen: (element-type utf8): the tasks with a X-STINT-ID, which blocks and occurrences may belong to
 * @n_repeating: how many of them repeat
 *
 * Makes operations on records of components. A task: VTODO. A task and its block: VEVENT. See stint-import.h.
 */
typedef struct
{
  StintIcsZones *zones;
  const char *zone;
  StintImportSink *sink;
  char *project;
  GHashTable *projects;
  GHashTable *unknown_zones;
  GHashTable *parents;
  GHashTable *seen;
  guint n_repeating;
} StintIcsMapper;

StintIcsMapper *stint_ics_mapper_new         (const char         *zone,
                                              StintImportSink    *sink);
void            stint_ics_mapper_free        (StintIcsMapper     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintIcsMapper, stint_ics_mapper_free)

void            stint_ics_mapper_set_calendar_name (StintIcsMapper *self,
                                              const char         *name);
void            stint_ics_mapper_add         (StintIcsMapper     *self,
                                              const char         *text,
                                              guint               line);

/* For the files that read a part of a component each. */
void            stint_ics_mapper_note_part   (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              const char              *reason);
gboolean        stint_ics_mapper_read_time   (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              icalproperty_kind        kind,
                                              const char              *name,
                                              StintTime               *time);
gboolean        stint_ics_mapper_read_when   (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              StintWhen               *when,
                                              const char             **reason);
void            stint_ics_mapper_read_fields (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              GVariantDict            *task);
void            stint_ics_mapper_read_todo   (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              const char              *id,
                                              GVariantDict            *task);
void            stint_ics_mapper_read_own    (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              GVariantDict            *members);
GVariant       *stint_ics_mapper_fit         (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              StintKind                kind,
                                              GVariantDict            *members);

G_END_DECLS
