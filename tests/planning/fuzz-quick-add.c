/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-schema.h"
#include "planning/stint-quick-add.h"

#include <string.h>

/*
 * For libFuzzer (build-aux/fuzz): any bytes as a line that is typed. The first chooses the language; the second, what is taken back.
 * Whatever comes of them, the readings lie in the text one after the other, and no field is out of its limits.
 */

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static const char *const languages[] = { "en", "de", "es", "fr", "vi" };

static gboolean
is_length (int minutes)
{
  return minutes >= 0 && minutes <= STINT_ESTIMATE_MAX_MIN;
}

static void
check_readings (const char    *text,
                StintQuickAdd *words)
{
  gsize last = 0;

  for (guint i = 0; i < words->readings->len; i++)
    {
      const StintReading *reading = &g_array_index (words->readings, StintReading, i);

      if (reading->start < last || reading->end <= reading->start || reading->end > strlen (text))
        g_error ("reading %u lies wrong in “%s”", i, text);
      if (!g_utf8_validate (text + reading->start, (gssize) (reading->end - reading->start), NULL))
        g_error ("reading %u cuts a character of “%s”", i, text);
      if (reading->kind == STINT_READING_TAG && reading->tag >= g_strv_length (words->tags))
        g_error ("reading %u has no tag", i);
      if (reading->kind == STINT_READING_REMINDER && reading->tag >= words->reminders->len)
        g_error ("reading %u has no reminder", i);
      last = reading->end;
    }
}

static void
check_time (const StintTime *time)
{
  int day = stint_time_get_day (time);

  if (day < STINT_DAY_MIN || day > STINT_DAY_MAX)
    g_error ("a time is outside of the years");
}

static void
check_fields (StintQuickAdd *words)
{
  if (!g_utf8_validate (words->title, -1, NULL) || words->priority < 0 || words->priority > 9)
    g_error ("title or priority is wrong");
  if (!is_length (words->estimate_min) || !is_length (words->length_min) || words->range_min < 0 || words->range_min > 24 * 60)
    g_error ("a length is wrong");
  for (guint i = 0; i < words->reminders->len; i++)
    if (!is_length (g_array_index (words->reminders, int, i)))
      g_error ("a reminder is wrong");
  if (words->has_start)
    check_time (&words->start);
  if (words->has_deadline)
    check_time (&words->deadline);
  if (words->has_earliest)
    check_time (&words->earliest);
  if (words->repeat_rule != NULL)
    check_time (&words->repeat_start);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = NULL;
  g_autoptr (StintQuickAdd) words = NULL;
  StintSpan literal;

  if (size < 2)
    return 0;
  text = g_strndup ((const char *) data + 2, size - 2);
  literal = (StintSpan) { data[1], (gsize) data[1] + 4 };
  words = stint_quick_add_parse_in (text, (gint64) stint_day_from_ymd (2026, 11, 24) * STINT_DAY_S + 33120,
                                    languages[data[0] % G_N_ELEMENTS (languages)], &literal, data[1] < 128);
  check_readings (text, words);
  check_fields (words);
  return 0;
}
