/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-block.h"
#include "core/stint-clock.h"
#include "interchange/stint-import.h"

G_BEGIN_DECLS

/**
 * StintImportState:
 *
 * What an import makes of a record; %STINT_IMPORT_NEW: one that was deleted comes back, too.
 */
typedef enum
{
  STINT_IMPORT_NEW,
  STINT_IMPORT_CHANGED,
  STINT_IMPORT_UNCHANGED,
} StintImportState;
#define STINT_IMPORT_N_STATES (STINT_IMPORT_UNCHANGED + 1)

/* So many entries of each state are listed. */
#define STINT_IMPORT_MAX_ENTRIES 200

/**
 * StintImportEntry:
 * @record: what it will be: a task, a project or a setting
 * @project: (nullable): the name of its project
 * @members: (element-type utf8): what changes of it; a task whose blocks change has "when"
 * @n_blocks: how many of its blocks are in the files
 * @block: the first of them
 */
typedef struct
{
  StintImportState state;
  StintRecord *record;
  char *project;
  GPtrArray *members;
  guint n_blocks;
  StintWhen block;
} StintImportEntry;

/**
 * StintImportPreview:
 * @name: what the files are called
 * @counts: how many records become what
 * @entries: (element-type StintImportEntry): of each state the first; nothing is listed of what stays as it is
 * @digests, @zone, @now_ms: what was read, and what it was read by
 *
 * What would come in. Nothing was written.
 */
typedef struct
{
  StintImportSummary summary;
  char *name;
  guint counts[STINT_N_KINDS][STINT_IMPORT_N_STATES];
  GPtrArray *entries[STINT_IMPORT_UNCHANGED];
  GStrv digests;
  char *zone;
  gint64 now_ms;
} StintImportPreview;

StintImportPreview *stint_import_preview_new              (void);
void                stint_import_preview_free             (StintImportPreview       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintImportPreview, stint_import_preview_free)
guint               stint_import_preview_count            (const StintImportPreview *self,
                                                           StintImportState          state);

void                stint_import_entry_free               (StintImportEntry         *self);
StintImportEntry   *stint_import_entry_new                (StintImportState          state,
                                                           StintRecord              *record);
void                stint_import_entry_add_member         (StintImportEntry         *self,
                                                           const char               *member);

/* In the person's words. */
const char         *stint_import_preview_get_kind_title   (StintKind                 kind);
char               *stint_import_preview_describe_format  (const StintImportPreview *self);
char               *stint_import_preview_describe_counts  (const StintImportPreview *self,
                                                           StintKind                 kind);
const char         *stint_import_entry_get_title          (const StintImportEntry   *self);
char               *stint_import_entry_describe_when      (const StintImportEntry   *self,
                                                           StintClock               *clock);
char               *stint_import_entry_describe_members   (const StintImportEntry   *self);

G_END_DECLS
