/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cloud/stint-reason.h"

#include <string.h>

#define MAX_CHARS 200

/* Returns: (transfer full) (nullable): one short line without a full stop; %NULL if nothing is said, or not in UTF-8 */
char *
stint_reason_dup (const char *description,
                  const char *error)
{
  const char *text = description != NULL && *description != '\0' ? description : error;
  char *line;

  if (text == NULL || *text == '\0' || !g_utf8_validate (text, -1, NULL))
    return NULL;

  line = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_CHARS));
  for (char *at = line; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  g_strstrip (line);
  if (g_str_has_suffix (line, "."))
    line[strlen (line) - 1] = '\0';
  return line;
}
