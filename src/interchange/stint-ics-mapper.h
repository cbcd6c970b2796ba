/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-block.h"
#include "interchange/stint-ics-component.h"
#include "interchange/stint-ics-id-map.h"
#include "interchange/stint-ics-relations.h"
#include "interchange/stint-ics-series.h"
#include "interchange/stint-ics-values.h"
#include "interchange/stint-ics-zones.h"
#include "interchange/stint-import-sink.h"

G_BEGIN_DECLS

/**
 * StintIcsMapper:
 * @zone: the zone in which the plan is shown
 * @sink: where goes what the components became, in their order
 * @project: (nullable): the id of the project of the calendar that is being read
 * @seen: the tasks that were read, which blocks, occurrences and children may belong to
 *
 * Makes operations on records of components. A task: VTODO. A task and its block: VEVENT. A task that repeats: either of them, with
 * RRULE or RDATE. An occurrence that was changed: either of them, with RECURRENCE-ID. See stint-ics-reader.h.
 */
typedef struct
{
  StintIcsZones *zones;
  const char *zone;
  StintImportSink *sink;
  char *project;
  GHashTable *projects;
  GHashTable *unknown_zones;
  StintIcsIdMap *seen;
  StintIcsRelations *relations;
  StintIcsSeriesTable *series;
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
void            stint_ics_mapper_end         (StintIcsMapper     *self);

/* For the files that read a part of a component each. */
void            stint_ics_mapper_note_part   (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              const char              *reason);
void            stint_ics_mapper_skip        (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              const char              *reason);
gboolean        stint_ics_mapper_is_seen     (StintIcsMapper          *self,
                                              const char              *task);
GVariant       *stint_ics_mapper_fit         (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              StintKind                kind,
                                              GVariantDict            *members);
GVariant       *stint_ics_mapper_make_block  (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              const char              *task,
                                              const StintWhen         *when,
                                              const char              *uid);
void            stint_ics_mapper_push_task   (StintIcsMapper          *self,
                                              const char              *id,
                                              GVariant                *members);

/* stint-ics-times.c */
gboolean        stint_ics_mapper_make_time   (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              const char              *line,
                                              const char              *value,
                                              const char              *zone,
                                              StintTime               *time);
gboolean        stint_ics_mapper_read_time   (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              const char              *name,
                                              const char              *zone,
                                              StintTime               *time);
gboolean        stint_ics_mapper_read_when   (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              const char              *zone,
                                              StintWhen               *when,
                                              const char             **reason);
gboolean        stint_ics_mapper_read_due    (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              const char              *zone,
                                              StintTime               *due);
void            stint_ics_mapper_read_todo   (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              GVariantDict            *task);

/* stint-ics-fields.c */
void            stint_ics_mapper_read_fields (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              GVariantDict            *task);
void            stint_ics_mapper_read_own    (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              const char              *property,
                                              GVariantDict            *members);
void            stint_ics_insert_set         (GVariantDict            *task,
                                              const char              *member,
                                              GPtrArray               *texts);

/* stint-ics-kept.c */
void            stint_ics_mapper_read_kept   (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              GVariantDict            *task);

/* stint-ics-related-to.c */
void            stint_ics_mapper_read_relations (StintIcsMapper       *self,
                                              const StintIcsComponent *component,
                                              const char              *id,
                                              GVariantDict            *task);

/* stint-ics-repeat.c */
gboolean        stint_ics_component_repeats  (const StintIcsComponent *component);
gboolean        stint_ics_mapper_read_repeat (StintIcsMapper          *self,
                                              const StintIcsComponent *component,
                                              GVariantDict            *task,
                                              StintIcsSeriesFacts     *facts);

/* stint-ics-occurrence.c */
char           *stint_ics_occurrence_derive_id (const char            *uid,
                                              const char              *value);
void            stint_ics_mapper_add_occurrence (StintIcsMapper       *self,
                                              const StintIcsComponent *component,
                                              const char              *text);
void            stint_ics_mapper_add_cancelled (StintIcsMapper        *self,
                                              const StintIcsComponent *component,
                                              const char              *series);
void            stint_ics_mapper_add_waiting (StintIcsMapper          *self,
                                              const char              *series);

G_END_DECLS
