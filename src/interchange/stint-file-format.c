/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-file-format.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So deep are the names of members looked at, and so many of them. */
#define NAMES_MAX_DEPTH 3
#define NAMES_MAX 2000

static const struct
{
  const char *name;
  const char *title;
  const char *ending;
  gboolean    can_write;
} formats[STINT_N_FILE_FORMATS] = {
  [STINT_FILE_ANY] = { "any", "", "" },
  /* Translators: what kind of file it is; the names of programs stay as they are. */
  [STINT_FILE_ICS] = { "ics", N_("iCalendar"), ".ics", TRUE },
  [STINT_FILE_STINT] = { "json", N_("Stint’s own JSON"), ".json", TRUE },
  [STINT_FILE_CSV] = { "csv", N_("Stint’s table (CSV)"), ".csv", TRUE },
  [STINT_FILE_TODO_TXT] = { "todo.txt", N_("todo.txt"), ".txt", TRUE },
  [STINT_FILE_TODOIST] = { "todoist", N_("Todoist’s CSV"), ".csv" },
  [STINT_FILE_TASKWARRIOR] = { "taskwarrior", N_("Taskwarrior’s export"), ".json" },
  [STINT_FILE_SUPER_PRODUCTIVITY] = { "super-productivity", N_("Super Productivity’s backup"), ".json" },
  [STINT_FILE_PLANIFY] = { "planify", N_("Planify’s backup"), ".json" },
};

/* What is often chosen by mistake. */
static const struct
{
  const char *magic;
  const char *sentence;
} strangers[] = {
  { "\x89PNG", N_("It looks like a picture") },
  { "\xff\xd8\xff", N_("It looks like a picture") },
  { "GIF8", N_("It looks like a picture") },
  { "%PDF", N_("It looks like a PDF document") },
  { "PK\x03\x04", N_("It looks like a ZIP archive, or an office document: unpack it and import what is inside") },
  { "\x1f\x8b", N_("It looks like a compressed file: unpack it and import what is inside") },
  { "SQLite format 3", N_("It looks like a database: export from the program that it belongs to") },
  { "\x7f" "ELF", N_("It looks like a program") },
  { "<!DOCTYPE", N_("It looks like a web page") },
  { "<!doctype", N_("It looks like a web page") },
  { "<html", N_("It looks like a web page") },
  { "<?xml", N_("It looks like an XML document") },
  { "BEGIN:VCARD", N_("It looks like an address book") },
};

const char *
stint_file_format_to_string (StintFileFormat self)
{
  return formats[self].name;
}

/**
 * stint_file_format_from_string:
 * @text: "ics", "todoist" and so on; "any" is none
 */
gboolean
stint_file_format_from_string (const char      *text,
                               StintFileFormat *format)
{
  for (int i = STINT_FILE_ANY + 1; i < STINT_N_FILE_FORMATS; i++)
    if (strcmp (text, formats[i].name) == 0)
      {
        *format = i;
        return TRUE;
      }
  return FALSE;
}

/* Returns: what it is called by people */
const char *
stint_file_format_get_title (StintFileFormat self)
{
  return *formats[self].title != '\0' ? _(formats[self].title) : "";
}

/* Returns: what the names of such files end in, with the dot */
const char *
stint_file_format_get_ending (StintFileFormat self)
{
  return formats[self].ending;
}

/* Returns: whether Stint writes such files too */
gboolean
stint_file_format_can_write (StintFileFormat self)
{
  return formats[self].can_write;
}

/**
 * stint_file_format_to_write:
 * @name: of a file that a person has chosen
 *
 * Returns: what its ending asks for; iCalendar if that says nothing
 */
StintFileFormat
stint_file_format_to_write (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (int i = STINT_FILE_ANY + 1; i < STINT_N_FILE_FORMATS; i++)
    if (formats[i].can_write && g_str_has_suffix (lower, formats[i].ending))
      return i;
  return STINT_FILE_ICS;
}

/* Skips a text that begins at @p. Returns: what follows its closing mark, or @end. */
static const char *
skip_text (const char *p,
           const char *end)
{
  for (p++; p < end && *p != '"'; p++)
    if (*p == '\\')
      p++;
  return MIN (p + 1, end);
}

/* The names of members that stand in the first of a JSON document's levels: "1stint" is one of the outermost object. */
static GHashTable *
collect_names (const char *p,
               const char *end)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  int depth = 0;

  while (p < end && g_hash_table_size (names) < NAMES_MAX)
    {
      const char *from = p;

      if (*p == '{' || *p == '[')
        depth++;
      else if (*p == '}' || *p == ']')
        depth--;
      if (*p != '"')
        {
          p++;
          continue;
        }
      p = skip_text (p, end);
      if (depth <= NAMES_MAX_DEPTH && p - from < 64)
        {
          const char *next = p;

          while (next < end && g_ascii_isspace (*next))
            next++;
          if (next < end && *next == ':')
            g_hash_table_add (names, g_strdup_printf ("%d%.*s", depth, (int) (p - from - 2), from + 1));
        }
    }
  return names;
}

static gboolean
has_all (GHashTable        *names,
         const char *const *wanted)
{
  for (; *wanted != NULL; wanted++)
    if (!g_hash_table_contains (names, *wanted))
      return FALSE;
  return TRUE;
}

static StintFileFormat
detect_json (const char *p,
             const char *end)
{
  static const struct
  {
    StintFileFormat   format;
    const char *const names[4];
  } marks[] = {
    { STINT_FILE_STINT, { "1stint" } },
    { STINT_FILE_STINT, { "1records" } },
    { STINT_FILE_TASKWARRIOR, { "2uuid", "2description" } },
    { STINT_FILE_TASKWARRIOR, { "1uuid", "1description" } },
    { STINT_FILE_SUPER_PRODUCTIVITY, { "1data", "1crossModelVersion" } },
    { STINT_FILE_SUPER_PRODUCTIVITY, { "2task", "3entities" } },
    { STINT_FILE_SUPER_PRODUCTIVITY, { "2project", "3entities" } },
    { STINT_FILE_SUPER_PRODUCTIVITY, { "1task", "2entities" } },
    { STINT_FILE_SUPER_PRODUCTIVITY, { "1project", "2entities" } },
    { STINT_FILE_PLANIFY, { "1sources", "1projects" } },
    { STINT_FILE_PLANIFY, { "1projects", "1items" } },
    { STINT_FILE_PLANIFY, { "1settings", "1projects" } },
  };
  g_autoptr (GHashTable) names = collect_names (p, end);

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (has_all (names, marks[i].names))
      return marks[i].format;
  return STINT_FILE_ANY;
}

static gboolean
begins_with (const char *p,
             const char *end,
             const char *what)
{
  return (gsize) (end - p) >= strlen (what) && g_ascii_strncasecmp (p, what, strlen (what)) == 0;
}

static gboolean
is_text (const char *p,
         const char *end)
{
  for (; p < end; p++)
    if ((guchar) * p < 0x20 && strchr ("\t\r\n\f", *p) == NULL)
      return FALSE;
  return TRUE;
}

/* Whether a line says by itself that it is of a todo.txt: "(A) …", "x 2026-01-01 …", "2026-01-01 …". */
static gboolean
has_todo_line (const char *p,
               const char *end)
{
  while (p < end)
    {
      const char *line = p;
      const char *stop = memchr (p, '\n', end - p);
      g_autofree char *copy = NULL;

      stop = stop != NULL ? stop : end;
      copy = g_strndup (line, MIN (stop - line, 40));
      if (g_regex_match_simple ("^(\\([A-Z]\\) |x \\d{4}-\\d\\d-\\d\\d |\\d{4}-\\d\\d-\\d\\d )\\S", copy, 0, 0))
        return TRUE;
      p = stop + 1;
    }
  return FALSE;
}

/**
 * stint_file_format_detect:
 * @head: the first %STINT_FILE_HEAD_BYTES of a file, or all of it, without a byte order mark
 * @name: (nullable): the file's name
 * @looks_like: (out): if it is none, a sentence on what it could be, for people
 *
 * By content first; by the name's ending only what could be anything.
 *
 * Returns: %STINT_FILE_ANY if it is none that Stint reads
 */
StintFileFormat
stint_file_format_detect (const char  *head,
                          gsize        length,
                          const char  *name,
                          const char **looks_like)
{
  g_autofree char *lower = g_ascii_strdown (name != NULL ? name : "", -1);
  const char *end = head + length;
  const char *p = head;
  StintFileFormat json = STINT_FILE_ANY;

  for (gsize i = 0; i < G_N_ELEMENTS (strangers); i++)
    if (begins_with (p, end, strangers[i].magic))
      {
        *looks_like = _(strangers[i].sentence);
        return STINT_FILE_ANY;
      }
  while (p < end && g_ascii_isspace (*p))
    p++;
  *looks_like = p == end ? _("It is empty") : _("It is no file of a program that Stint knows");

  if (begins_with (p, end, "BEGIN:VCALENDAR"))
    return STINT_FILE_ICS;
  if (p < end && (*p == '{' || *p == '['))
    json = detect_json (p, end);
  if (json != STINT_FILE_ANY)
    return json;
  if (begins_with (p, end, "TYPE,CONTENT") || begins_with (p, end, "\"TYPE\",\"CONTENT\""))
    return STINT_FILE_TODOIST;
  if (begins_with (p, end, "kind,id,"))
    return STINT_FILE_CSV;
  if (g_str_has_suffix (lower, ".ics") || g_str_has_suffix (lower, ".ical"))
    return STINT_FILE_ICS;
  if (p < end && *p == '{' && g_strstr_len (p, end - p, "\"stint-connect\"") != NULL)
    *looks_like = _("It is a connect file: it holds no tasks, but says how to sign in to a server");
  else if (g_str_has_suffix (lower, ".json") || (p < end && (*p == '{' || *p == '[')))
    *looks_like = p == end ? *looks_like : _("It is JSON, but of no program that Stint knows");
  else if (g_str_has_suffix (lower, ".csv"))
    *looks_like = p == end ? *looks_like : _("It is a table, but neither Todoist’s nor Stint’s: the first line has other names");
  else if (is_text (p, end) && (g_str_has_suffix (lower, ".txt") || has_todo_line (p, end)))
    return STINT_FILE_TODO_TXT;
  return STINT_FILE_ANY;
}
