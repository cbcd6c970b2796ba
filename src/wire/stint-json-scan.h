/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "wire/stint-json.h"

G_BEGIN_DECLS

/* The largest integer that every reader of JSON keeps exactly (RFC 8259 §6): 2^53 − 1. */
#define STINT_JSON_MAX_INTEGER G_GINT64_CONSTANT (9007199254740991)
#define STINT_JSON_MAX_DIGITS 17

/**
 * StintJsonScanner:
 * @text: the whole document
 * @at: what is read next
 * @end: the byte after the last
 * @first_line: the number of its first line, for messages
 *
 * Reads the words of one JSON document; what may follow what is its caller's matter. It borrows the text.
 */
typedef struct
{
  const char *text;
  const char *at;
  const char *end;
  guint first_line;
} StintJsonScanner;

gboolean  stint_json_scanner_init         (StintJsonScanner *self,
                                           const char       *text,
                                           gssize            length,
                                           GError          **error);
void      stint_json_scanner_skip_space   (StintJsonScanner *self);
gboolean  stint_json_scanner_take         (StintJsonScanner *self,
                                           char              byte);
char     *stint_json_scanner_read_string  (StintJsonScanner *self,
                                           GError          **error);
GVariant *stint_json_scanner_read_number  (StintJsonScanner *self,
                                           GError          **error);
GVariant *stint_json_scanner_read_literal (StintJsonScanner *self,
                                           GError          **error);
void      stint_json_scanner_fail         (StintJsonScanner *self,
                                           const char       *at,
                                           StintWireError    code,
                                           const char       *message,
                                           GError          **error);

G_END_DECLS
