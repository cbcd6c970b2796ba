/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * StintIcsLines:
 *
 * The content lines of an iCalendar stream, unfolded (RFC 5545 §3.1). Never holds more than one of them.
 */
typedef struct _StintIcsLines StintIcsLines;

StintIcsLines *stint_ics_lines_new         (GInputStream   *stream);
void           stint_ics_lines_free        (StintIcsLines  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintIcsLines, stint_ics_lines_free)

gboolean       stint_ics_lines_next        (StintIcsLines  *self,
                                            GString        *text,
                                            guint          *line,
                                            GCancellable   *cancellable,
                                            GError        **error);
guint64        stint_ics_lines_get_n_bytes (StintIcsLines  *self);

/* Parts of one content line: name *(";" parameter) ":" value. */
gboolean       stint_ics_line_has_name     (const char     *text,
                                            const char     *name);
const char    *stint_ics_line_get_value    (const char     *text);
char          *stint_ics_line_dup_parameter (const char    *text,
                                             const char    *name);
char          *stint_ics_text_unescape     (const char     *value);

GVariant      *stint_ics_line_parse_object (const char    *text);

/* What a RELATED-TO says that Stint understands (RFC 5545 §3.2.15, RFC 9253 §4.1). */
typedef enum
{
  STINT_ICS_RELATION_NONE,
  STINT_ICS_RELATION_PARENT,
  STINT_ICS_RELATION_CHILD,
  STINT_ICS_RELATION_DEPENDS_ON,
} StintIcsRelation;

StintIcsRelation stint_ics_line_get_relation (const char   *text);

G_END_DECLS
