/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-reader.h"

/* More than any date is apart from another, and still an int. */
#define MAX_MIN 2000000000
#define MAX_MONTHS 120000

/* Writes @n, and so many half, units into the node. */
static void
set_units (gint64     n,
           int        halves,
           int        unit,
           StintNode *node)
{
  node->unit = unit;
  if (unit >= STINT_UNIT_MONTH)
    {
      gint64 months = n * (unit / STINT_UNIT_MONTH) + halves * (unit / STINT_UNIT_MONTH) / 2;

      node->is_invalid = months > MAX_MONTHS;
      node->months = node->is_invalid ? 0 : (int) months;
    }
  else
    {
      gint64 minutes = n * unit + halves * unit / 2;

      node->is_invalid = minutes > MAX_MIN;
      node->value = node->is_invalid ? 0 : (int) minutes;
    }
}

/* "1.5h": to the nearest minute. Returns: whether it is a decimal number of hours */
static gboolean
read_decimal_hours (StintReader *self,
                    guint        at,
                    StintNode   *node)
{
  const StintToken *t = &self->tokens[at];
  const StintNode *unit;
  double fraction;

  if (t[0].type != STINT_TOKEN_NUMBER || t[0].n_digits > 5 || t[1].spaced ||
      !(stint_reader_is_mark (&t[1], '.') || stint_reader_is_mark (&t[1], ',')) ||
      t[2].type != STINT_TOKEN_NUMBER || t[2].spaced || t[2].n_digits > 3)
    return FALSE;
  unit = stint_reader_read (self, STINT_SYMBOL_UNIT, at + 3);
  if (unit->end == 0 || unit->value != STINT_UNIT_HOUR || !stint_reader_is_boundary (&self->tokens[unit->end]))
    return FALSE;

  fraction = t[2].number;
  for (int i = 0; i < t[2].n_digits; i++)
    fraction /= 10;
  node->value = (int) ((t[0].number + fraction) * 60 + 0.5);
  node->unit = STINT_UNIT_HOUR;
  node->end = unit->end;
  return TRUE;
}

/* "30", "30m", " 30 min", " and 30 min" behind "1h". */
static void
read_minutes_of_hour (StintReader *self,
                      StintNode   *node)
{
  guint at = node->end;
  const StintNode *and = stint_reader_read_spaced (self, STINT_SYMBOL_AND, at);
  const StintToken *t;
  const StintNode *unit;

  if (and->end != 0)
    at = and->end;
  t = &self->tokens[at];
  if (t->type != STINT_TOKEN_NUMBER || t->n_digits > 2)
    return;
  unit = stint_reader_read (self, STINT_SYMBOL_UNIT, at + 1);
  if (unit->end != 0 && unit->value == STINT_UNIT_MINUTE)
    node->end = unit->end;
  else if (!t->spaced)
    node->end = at + 1;
  else
    return;
  node->value += t->number;
  node->is_invalid |= t->number > 59;
}

/* "run 5 m" is a distance. */
static gboolean
is_letter_apart (const StintToken *unit)
{
  return unit->spaced && unit->end - unit->start == 1;
}

void
stint_reader_read_spans (StintReader *self,
                         guint        at,
                         StintNode   *node)
{
  const StintNode *number, *unit;

  if (read_decimal_hours (self, at, node))
    return;
  number = stint_reader_read (self, STINT_SYMBOL_NUMBER, at);
  unit = number->end != 0 ? stint_reader_read (self, STINT_SYMBOL_UNIT, number->end) : NULL;
  if (unit == NULL || unit->end == 0 || (unit->value != STINT_UNIT_HOUR && is_letter_apart (&self->tokens[number->end])))
    return;
  if (number->is_word && !self->tokens[number->end].spaced)
    return;

  set_units (number->value, 0, unit->value, node);
  node->end = unit->end;
  if (unit->value == STINT_UNIT_HOUR && !node->is_invalid)
    read_minutes_of_hour (self, node);
  node->is_word = number->is_word && number->value == 1;
  if (!stint_reader_is_boundary (&self->tokens[node->end]))
    *node = (StintNode) { 0 }
  ;
}

gboolean
stint_reader_take_span (StintReader      *self,
                        const StintWay   *way,
                        const StintSlots *slots,
                        StintNode        *node)
{
  const StintNode *span = stint_slots_find (slots, STINT_SYMBOL_SPAN);
  const StintNode *number = stint_slots_find (slots, STINT_SYMBOL_NUMBER);
  const StintNode *unit = stint_slots_find (slots, STINT_SYMBOL_UNIT);

  if (way->kind == STINT_PHRASE_SPAN)
    {
      node->value = way->value;
      node->unit = STINT_UNIT_MINUTE;
    }
  else if (way->kind == STINT_PHRASE_SPAN_UNITS)
    set_units (number != NULL ? number->value : 1, way->value, unit->value, node);
  else
    {
      node->value = span->value;
      node->unit = span->unit;
      node->months = span->months;
    }
  return TRUE;
}
