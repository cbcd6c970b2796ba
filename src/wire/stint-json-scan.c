/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "wire/stint-json-scan.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

G_DEFINE_QUARK (stint-wire-error-quark, stint_wire_error)

/* Says what is wrong and where, in characters as an editor counts them. */
void
stint_json_scanner_fail (StintJsonScanner *self,
                         const char       *at,
                         StintWireError    code,
                         const char       *message,
                         GError          **error)
{
  const char *line_start = self->text;
  guint line = MAX (self->first_line, 1);
  int column = 1;

  for (const char *p = self->text; p < at; p++)
    if (*p == '\n')
      {
        line++;
        line_start = p + 1;
      }

  /* Continuation bytes are no columns. The text before a fault is valid UTF-8. */
  for (const char *p = line_start; p < at; p++)
    if (((guchar) * p & 0xc0) != 0x80)
      column++;

  /* Translators: a place in a text and what is wrong there, like “Line 3, column 7: A value is missing.” */
  g_set_error (error, STINT_WIRE_ERROR, code, _("Line %u, column %d: %s"), line, column, message);
}

static gboolean
is_digit (StintJsonScanner *self)
{
  return self->at < self->end && g_ascii_isdigit (*self->at);
}

static const char *
skip_digits (StintJsonScanner *self)
{
  while (is_digit (self))
    self->at++;

  return self->at;
}

/* Reads four hexadecimal digits; -1 if they are not there. */
static int
read_hex4 (StintJsonScanner *self)
{
  int value = 0;

  if (self->end - self->at < 4)
    return -1;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (self->at[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }

  self->at += 4;
  return value;
}

/* Reads what follows "\u" that begins at @escape. */
static gboolean
read_unicode_escape (StintJsonScanner *self,
                     const char       *escape,
                     GString          *out,
                     GError          **error)
{
  int unit = read_hex4 (self);

  if (unit < 0)
    {
      stint_json_scanner_fail (self, escape, STINT_WIRE_ERROR_SYNTAX,
                               _("“\\u” must be followed by four hexadecimal digits."), error);
      return FALSE;
    }

  if (unit == 0)
    {
      stint_json_scanner_fail (self, escape, STINT_WIRE_ERROR_FORBIDDEN, _("A text must not contain U+0000."), error);
      return FALSE;
    }

  if (unit >= 0xd800 && unit <= 0xdfff)
    {
      int low = -1;

      if (unit < 0xdc00 && self->end - self->at >= 6 && self->at[0] == '\\' && self->at[1] == 'u')
        {
          self->at += 2;
          low = read_hex4 (self);
        }

      if (low < 0xdc00 || low > 0xdfff)
        {
          stint_json_scanner_fail (self, escape, STINT_WIRE_ERROR_FORBIDDEN,
                                   _("Half of a surrogate pair stands alone."), error);
          return FALSE;
        }

      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }

  g_string_append_unichar (out, (gunichar) unit);
  return TRUE;
}

static gboolean
read_escape (StintJsonScanner *self,
             GString          *out,
             GError          **error)
{
  static const char names[] = "\"\\/bfnrt";
  static const char meant[] = "\"\\/\b\f\n\r\t";
  const char *escape = self->at++;
  const char *name = self->at < self->end ? strchr (names, *self->at) : NULL;

  if (self->at < self->end && *self->at == 'u')
    {
      self->at++;
      return read_unicode_escape (self, escape, out, error);
    }

  if (name == NULL || *name == '\0')
    {
      stint_json_scanner_fail (self, escape, STINT_WIRE_ERROR_SYNTAX, _("There is no such escape in JSON."), error);
      return FALSE;
    }

  g_string_append_c (out, meant[name - names]);
  self->at++;
  return TRUE;
}

/* Counts the digits from the first to the last that is not 0: what has no more is kept exactly by 17 of them. */
static int
count_significant_digits (const char *from,
                          const char *to)
{
  int n_digits = 0;
  int n_kept = 0;

  for (const char *p = from; p < to && *p != 'e' && *p != 'E'; p++)
    {
      if (!g_ascii_isdigit (*p) || (n_digits == 0 && *p == '0'))
        continue;

      n_digits++;
      if (*p != '0')
        n_kept = n_digits;
    }

  return n_kept;
}

static GVariant *
make_integer (StintJsonScanner *self,
              const char       *from,
              GError          **error)
{
  char digits[24];
  gint64 value = G_MAXINT64;

  /* The text need not go on after its end, so what strtoll reads is closed by us. (g_strlcpy() would look for the text's own end.) */
  if (self->at - from < (gssize) sizeof digits)
    {
      memcpy (digits, from, self->at - from);
      digits[self->at - from] = '\0';
      value = g_ascii_strtoll (digits, NULL, 10);
    }

  if (value > STINT_JSON_MAX_INTEGER || value < -STINT_JSON_MAX_INTEGER)
    {
      stint_json_scanner_fail (self, from, STINT_WIRE_ERROR_FORBIDDEN,
                               _("An integer must lie within ±9007199254740991."), error);
      return NULL;
    }

  return g_variant_new_int64 (value);
}

static GVariant *
make_double (StintJsonScanner *self,
             const char       *from,
             GError          **error)
{
  int n_digits = count_significant_digits (from, self->at);
  g_autofree char *digits = NULL;
  double value;

  if (n_digits > STINT_JSON_MAX_DIGITS)
    {
      stint_json_scanner_fail (self, from, STINT_WIRE_ERROR_FORBIDDEN,
                               _("A number must not have more than 17 significant digits."), error);
      return NULL;
    }

  digits = g_strndup (from, self->at - from);
  value = g_ascii_strtod (digits, NULL);

  /* What is too small to be told from 0 would silently become another number. */
  if (!isfinite (value) || (value == 0 && n_digits > 0))
    {
      stint_json_scanner_fail (self, from, STINT_WIRE_ERROR_FORBIDDEN, _("The number is out of range."), error);
      return NULL;
    }

  return g_variant_new_double (value);
}

/**
 * stint_json_scanner_init:
 * @length: in bytes, or -1 if @text ends with a zero
 *
 * Begins to read @text, which must stay. It is refused unless all of it is valid UTF-8.
 */
gboolean
stint_json_scanner_init (StintJsonScanner *self,
                         const char       *text,
                         gssize            length,
                         GError          **error)
{
  gsize n_bytes = length < 0 ? strlen (text) : (gsize) length;
  const char *fault;

  *self = (StintJsonScanner) { .text = text, .at = text, .end = text + n_bytes };

  if (n_bytes >= strlen (BYTE_ORDER_MARK) && memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      stint_json_scanner_fail (self, text, STINT_WIRE_ERROR_SYNTAX, _("The text begins with a byte order mark."), error);
      return FALSE;
    }

  if (g_utf8_validate_len (text, n_bytes, &fault))
    return TRUE;

  if (*fault == '\0')
    stint_json_scanner_fail (self, fault, STINT_WIRE_ERROR_FORBIDDEN, _("A text must not contain U+0000."), error);
  else
    stint_json_scanner_fail (self, fault, STINT_WIRE_ERROR_SYNTAX, _("The text is not valid UTF-8."), error);

  return FALSE;
}

/* RFC 8259 §2 knows four kinds of space only. */
void
stint_json_scanner_skip_space (StintJsonScanner *self)
{
  while (self->at < self->end
         && (*self->at == ' ' || *self->at == '\n' || *self->at == '\t' || *self->at == '\r'))
    self->at++;
}

/* Takes @byte if it comes next. */
gboolean
stint_json_scanner_take (StintJsonScanner *self,
                         char              byte)
{
  if (self->at >= self->end || *self->at != byte)
    return FALSE;

  self->at++;
  return TRUE;
}

/* Reads a string that begins here. Returns: (transfer full): without its escapes */
char *
stint_json_scanner_read_string (StintJsonScanner *self,
                                GError          **error)
{
  const char *opening = self->at++;
  g_autoptr (GString) out = NULL;

  while (TRUE)
    {
      const char *from = self->at;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' && (guchar) * self->at >= 0x20)
        self->at++;

      if (self->at >= self->end)
        {
          stint_json_scanner_fail (self, opening, STINT_WIRE_ERROR_SYNTAX, _("A text is not closed by a quotation mark."),
                                   error);
          return NULL;
        }

      /* The common case, a string without escapes, is copied once. */
      if (*self->at == '"' && out == NULL)
        return g_strndup (from, self->at++ - from);

      if (out == NULL)
        out = g_string_new (NULL);
      g_string_append_len (out, from, self->at - from);

      if (*self->at == '"')
        {
          self->at++;
          return g_string_free (g_steal_pointer (&out), FALSE);
        }

      if (*self->at != '\\')
        {
          stint_json_scanner_fail (self, self->at, STINT_WIRE_ERROR_SYNTAX,
                                   _("A control character in a text must be escaped."), error);
          return NULL;
        }

      if (!read_escape (self, out, error))
        return NULL;
    }
}

/* Reads a number that begins here. Returns: (transfer floating): `x` or `d` */
GVariant *
stint_json_scanner_read_number (StintJsonScanner *self,
                                GError          **error)
{
  const char *from = self->at;
  gboolean is_integer = TRUE;
  gboolean is_good;

  stint_json_scanner_take (self, '-');

  /* No 0 before other digits. */
  is_good = is_digit (self);
  if (is_good && !stint_json_scanner_take (self, '0'))
    skip_digits (self);
  is_good = is_good && !is_digit (self);

  if (is_good && stint_json_scanner_take (self, '.'))
    {
      is_integer = FALSE;
      is_good = is_digit (self);
      skip_digits (self);
    }

  if (is_good && (stint_json_scanner_take (self, 'e') || stint_json_scanner_take (self, 'E')))
    {
      is_integer = FALSE;
      if (!stint_json_scanner_take (self, '+'))
        stint_json_scanner_take (self, '-');
      is_good = is_digit (self);
      skip_digits (self);
    }

  if (!is_good)
    {
      stint_json_scanner_fail (self, from, STINT_WIRE_ERROR_SYNTAX, _("This is not a number as JSON writes it."), error);
      return NULL;
    }

  return is_integer ? make_integer (self, from, error) : make_double (self, from, error);
}

/* Reads one of the three words. Returns: (transfer floating): `b`, or `mv` without a value */
GVariant *
stint_json_scanner_read_literal (StintJsonScanner *self,
                                 GError          **error)
{
  const char *from = self->at;
  gsize length;

  while (self->at < self->end && (g_ascii_isalnum (*self->at) || *self->at == '_'))
    self->at++;
  length = self->at - from;

  if (length == 4 && memcmp (from, "true", 4) == 0)
    return g_variant_new_boolean (TRUE);
  if (length == 5 && memcmp (from, "false", 5) == 0)
    return g_variant_new_boolean (FALSE);
  if (length == 4 && memcmp (from, "null", 4) == 0)
    return g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL);

  stint_json_scanner_fail (self, from, STINT_WIRE_ERROR_SYNTAX,
                           from == self->end ? _("The text ends before its value does.") : _("There must be a value here."),
                           error);
  return NULL;
}
