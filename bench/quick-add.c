/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-quick-add.h"

#define N_CHARS 500
#define N_RUNS 500

/* What a line of 500 characters costs to read, while it is typed, in each language. */
static const char *const lines[][2] = {
  { "en", "Write it with Anna tomorrow 14:30-16:00 #work @deep !high by 3 dec every 2nd tuesday until 3 march remind 15m ~2h " },
  { "de", "Bericht mit Anna morgen von 9 bis 11 Uhr #Arbeit jeden zweiten Dienstag bis 3. März erinnern 15m " },
  { "es", "Escribir con Ana mañana de 9 a 11 cada martes hasta el 3 de marzo recordar 15 minutos antes " },
  { "fr", "Écrire avec Anne demain de 9h à 11h chaque mardi jusqu'au 3 mars rappel 15 minutes avant " },
  { "vi", "Viết báo cáo với Lan mai từ 9h đến 11h mỗi thứ ba đến ngày 3 tháng 3 nhắc trước 15 phút " },
};

static double
measure (const char *language,
         const char *line)
{
  gint64 now_local_s = (gint64) stint_day_from_ymd (2026, 11, 24) * STINT_DAY_S;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *cut = NULL;
  gint64 begun_us;

  while (g_utf8_strlen (text->str, -1) < N_CHARS)
    g_string_append (text, line);
  cut = g_utf8_substring (text->str, 0, N_CHARS);

  stint_quick_add_free (stint_quick_add_parse_in (cut, now_local_s, language, NULL, 0));
  begun_us = g_get_monotonic_time ();
  for (int i = 0; i < N_RUNS; i++)
    stint_quick_add_free (stint_quick_add_parse_in (cut, now_local_s, language, NULL, 0));
  return (double) (g_get_monotonic_time () - begun_us) / N_RUNS / 1000;
}

int
main (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_print ("quick add of %d characters, %s: %.3f ms (bound 1 ms)\n", N_CHARS, lines[i][0], measure (lines[i][0], lines[i][1]));
  return 0;
}
