/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-import.h"

G_BEGIN_DECLS

/**
 * StintImportSink:
 * @ops: (element-type StintOp): what was read and not yet taken, in its order
 *
 * Where every reader puts what it has read: operations on records, and what there is to say about them. A value; clear it.
 */
typedef struct
{
  GQueue ops;
  StintImportSummary summary;
} StintImportSink;

void      stint_import_sink_init  (StintImportSink *self);
void      stint_import_sink_clear (StintImportSink *self);

void      stint_import_sink_skip  (StintImportSink *self,
                                   guint            line,
                                   const char      *name,
                                   const char      *reason);
void      stint_import_sink_note  (StintImportSink *self,
                                   guint            line,
                                   const char      *name,
                                   const char      *reason);
void      stint_import_sink_push  (StintImportSink *self,
                                   StintKind        kind,
                                   const char      *id,
                                   GVariant        *members);
void      stint_import_sink_push_record (StintImportSink *self,
                                   StintRecord     *record);
void      stint_import_sink_push_more (StintImportSink *self,
                                   StintKind        kind,
                                   const char      *id,
                                   GVariant        *members);
gboolean  stint_import_sink_take  (StintImportSink *self,
                                   StintOp         *op);
void      stint_import_sink_drop  (StintImportSink *self);
GVariant *stint_import_sink_fit   (StintImportSink *self,
                                   StintKind        kind,
                                   GVariantDict    *members,
                                   const char      *kept,
                                   guint            line,
                                   const char      *name);

G_END_DECLS
