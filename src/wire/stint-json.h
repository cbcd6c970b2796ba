/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

G_BEGIN_DECLS

/**
 * StintWireError:
 * @STINT_WIRE_ERROR_SYNTAX: not RFC 8259 JSON, or more than one document
 * @STINT_WIRE_ERROR_FORBIDDEN: JSON, but with what sync.md R13 refuses: doubled names, U+0000, lone surrogates, numbers out of range, too deep
 * @STINT_WIRE_ERROR_SHAPE: not the shape that was asked for
 */
typedef enum
{
  STINT_WIRE_ERROR_SYNTAX,
  STINT_WIRE_ERROR_FORBIDDEN,
  STINT_WIRE_ERROR_SHAPE,
} StintWireError;

#define STINT_WIRE_ERROR (stint_wire_error_quark ())
GQuark    stint_wire_error_quark    (void);

#define STINT_JSON_MAX_DEPTH 16

gboolean  stint_json_scan           (const char   *text,
                                     gssize        length,
                                     GError      **error);
GVariant *stint_json_parse          (const char   *text,
                                     gssize        length,
                                     GError      **error);
GVariant *stint_json_parse_part     (const char   *text,
                                     gssize        length,
                                     guint         first_line,
                                     GError      **error);
char     *stint_json_to_string      (GVariant     *value);
char     *stint_json_to_pretty_string (GVariant   *value);
void      stint_json_append_string  (GString      *out,
                                     const char   *text);

/* A record as {"kind","id","deleted"?,"data","edits","at"}. */
GVariant    *stint_record_to_variant   (StintRecord  *record);
StintRecord *stint_record_from_variant (GVariant     *object,
                                        GError      **error);

G_END_DECLS
