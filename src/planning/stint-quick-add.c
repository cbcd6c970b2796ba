/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-quick-add.h"

#include "core/stint-schema.h"
#include "planning/stint-moments.h"

#include <string.h>

#define TAG_MAX_CHARS 100

/* A stretch that is left out of the title: a reading with the marks that end its clause. */
typedef struct
{
  gsize start;
  gsize end;
} Cut;

typedef struct
{
  StintQuickAdd    *result;
  const char       *text;
  const StintToken *tokens;
  gint64            now_local_s;
  int               today;

  GArray           *cuts;
  GPtrArray        *tags;
  guint             last_token; /* behind the last reading */

  gboolean          has_day;
  gboolean          has_minute;
  int               day;
  int               minute;
} Parser;

static gboolean
is_meaning (const StintToken *token,
            StintMeaning      meaning)
{
  return token->type == STINT_TOKEN_WORD && token->meaning == meaning;
}

/* Writes down that the tokens [from, to) were understood. A day and a time beside each other are one reading. */
static void
add_reading (Parser          *self,
             StintReadingKind kind,
             guint            from,
             guint            to)
{
  GArray *readings = self->result->readings;
  StintReading reading = { .kind = kind, .start = self->tokens[from].start, .end = self->tokens[to - 1].end };
  Cut cut = { reading.start, reading.end };
  StintReading *last = readings->len > 0 ? &g_array_index (readings, StintReading, readings->len - 1) : NULL;
  const StintToken *after = &self->tokens[to];

  /* "tomorrow, then": the comma goes with the word. */
  if (after->type == STINT_TOKEN_MARK && !after->spaced && after->mark != '?' && after->mark != '!' &&
      stint_moments_is_boundary (after))
    {
      cut.end = after->end;
      to++;
    }
  if (last != NULL && kind == STINT_READING_START && last->kind == kind && self->last_token == from)
    last->end = reading.end;
  else
    g_array_append_val (readings, reading);
  g_array_append_val (self->cuts, cut);
  self->last_token = to;
}

static gint64
to_local (int day,
          int minute)
{
  return (gint64) day * STINT_DAY_S + minute * 60;
}

/* The day of a time that has none: today if it is still ahead. */
static int
find_day_for (Parser *self,
              int     minute)
{
  return to_local (self->today, minute) > self->now_local_s ? self->today : self->today + 1;
}

static void
skip_mark (const StintToken *tokens,
           guint            *at,
           gunichar          mark)
{
  if (tokens[*at].type == STINT_TOKEN_MARK && tokens[*at].mark == mark && !tokens[*at].spaced)
    *at += 1;
}

/* "2pm", "at 9", "from 9 to 11". */
static StintMatch
read_led_clock (Parser *self,
                guint  *at,
                int    *minute,
                int    *range_min)
{
  gboolean led = is_meaning (&self->tokens[*at], STINT_MEANING_AT) || is_meaning (&self->tokens[*at], STINT_MEANING_FROM);
  guint i = *at + (led ? 1 : 0);
  StintMatch match = stint_moments_read_clock (self->tokens, &i, led, minute, range_min);

  if (match != STINT_MATCH_NO)
    *at = i;
  return match;
}

/* "fri", "on fri". */
static StintMatch
read_led_day (Parser *self,
              guint  *at,
              int    *day)
{
  guint i = *at + (is_meaning (&self->tokens[*at], STINT_MEANING_ON) ? 1 : 0);
  StintMatch match = stint_moments_read_day (self->tokens, &i, self->today, day);

  if (match != STINT_MATCH_NO)
    *at = i;
  return match;
}

/* A day with or without a time behind it. */
static StintMatch
read_deadline_day (Parser    *self,
                   guint     *at,
                   StintTime *time)
{
  int day, minute, range_min;
  StintMatch match = read_led_day (self, at, &day);
  guint i = *at;

  if (match != STINT_MATCH_YES)
    return match;

  skip_mark (self->tokens, &i, ',');
  if (read_led_clock (self, &i, &minute, &range_min) == STINT_MATCH_YES && range_min == 0)
    {
      *time = stint_time_floating (to_local (day, minute));
      *at = i;
    }
  else
    *time = stint_time_date (day);
  return STINT_MATCH_YES;
}

/* A time with or without a day behind it. */
static StintMatch
read_deadline_clock (Parser    *self,
                     guint     *at,
                     StintTime *time)
{
  int day, minute, range_min;
  StintMatch match = stint_moments_read_clock (self->tokens, at, FALSE, &minute, &range_min);
  guint i = *at;

  if (match != STINT_MATCH_YES)
    return match;
  if (range_min > 0)
    return STINT_MATCH_INVALID;

  skip_mark (self->tokens, &i, ',');
  if (read_led_day (self, &i, &day) == STINT_MATCH_YES)
    *at = i;
  else
    day = find_day_for (self, minute);
  *time = stint_time_floating (to_local (day, minute));
  return STINT_MATCH_YES;
}

static StintMatch
read_deadline (Parser *self,
               guint  *at)
{
  guint i = *at + 1;
  gboolean date_only;
  gint64 local_s;
  StintTime time;
  StintMatch match;

  if (!is_meaning (&self->tokens[*at], STINT_MEANING_BY))
    return STINT_MATCH_NO;

  skip_mark (self->tokens, &i, ':');
  match = read_deadline_day (self, &i, &time);
  if (match == STINT_MATCH_NO)
    match = read_deadline_clock (self, &i, &time);
  if (match == STINT_MATCH_NO)
    {
      match = stint_moments_read_offset (self->tokens, &i, self->now_local_s, &local_s, &date_only);
      if (match == STINT_MATCH_YES)
        time = (StintTime) { .local_s = local_s, .date_only = date_only }
      ;
    }

  if (match == STINT_MATCH_YES && !self->result->has_deadline)
    {
      self->result->has_deadline = TRUE;
      self->result->deadline = time;
      add_reading (self, STINT_READING_DEADLINE, *at, i);
    }
  if (match != STINT_MATCH_NO)
    *at = i;
  return match;
}

static StintMatch
read_offset (Parser *self,
             guint  *at)
{
  guint from = *at;
  gboolean date_only;
  gint64 local_s;
  StintMatch match = stint_moments_read_offset (self->tokens, at, self->now_local_s, &local_s, &date_only);

  if (match != STINT_MATCH_YES || self->has_day || (!date_only && self->has_minute))
    return match;

  self->has_day = TRUE;
  self->day = stint_day_of_local (local_s);
  if (!date_only)
    {
      self->has_minute = TRUE;
      self->minute = (int) ((local_s - to_local (self->day, 0)) / 60);
    }
  add_reading (self, STINT_READING_START, from, *at);
  return match;
}

static StintMatch
read_clock (Parser *self,
            guint  *at)
{
  guint from = *at;
  int minute, range_min;
  StintMatch match = read_led_clock (self, at, &minute, &range_min);

  if (match == STINT_MATCH_YES && !self->has_minute)
    {
      self->has_minute = TRUE;
      self->minute = minute;
      self->result->range_min = range_min;
      add_reading (self, STINT_READING_START, from, *at);
    }
  return match;
}

static StintMatch
read_day (Parser *self,
          guint  *at)
{
  guint from = *at;
  int day;
  StintMatch match = read_led_day (self, at, &day);

  if (match == STINT_MATCH_YES && !self->has_day)
    {
      self->has_day = TRUE;
      self->day = day;
      add_reading (self, STINT_READING_START, from, *at);
    }
  return match;
}

static StintMatch
read_estimate (Parser *self,
               guint  *at)
{
  guint from = *at;
  int minutes;
  StintMatch match = stint_moments_read_duration (self->tokens, at, &minutes);

  if (match == STINT_MATCH_YES && self->result->estimate_min == 0)
    {
      self->result->estimate_min = minutes;
      add_reading (self, STINT_READING_ESTIMATE, from, *at);
    }
  return match;
}

/* The name in [start, end), without quotation marks and the white space inside of them. */
static char *
dup_name (const char *text,
          gsize       start,
          gsize       end)
{
  gboolean quoted = text[start] == '"';

  return g_strstrip (g_strndup (text + start + quoted, end - start - 2 * quoted));
}

static gboolean
take_tag (Parser           *self,
          const StintToken *token)
{
  g_autofree char *name = dup_name (self->text, token->start + 1, token->end);

  if (name[0] == '\0' || g_ascii_isdigit (name[0]) || g_utf8_strlen (name, -1) > TAG_MAX_CHARS)
    return FALSE;
  if (!g_ptr_array_find_with_equal_func (self->tags, name, g_str_equal, NULL))
    {
      if (self->tags->len == STINT_SET_MAX_ELEMENTS)
        return FALSE;
      g_ptr_array_add (self->tags, g_steal_pointer (&name));
    }
  return TRUE;
}

static gboolean
take_project (Parser           *self,
              const StintToken *token)
{
  g_autofree char *name = dup_name (self->text, token->start + 1, token->end);

  /* "#123" is the number of something. */
  if (self->result->project != NULL || name[strspn (name, "0123456789")] == '\0')
    return FALSE;
  self->result->project = g_steal_pointer (&name);
  return TRUE;
}

static gboolean
take_priority (Parser           *self,
               const StintToken *token)
{
  const char *name = self->text + token->name_start;
  gsize length = token->name_end - token->name_start;
  int value;

  if (self->result->priority != 0)
    return FALSE;
  if (length == 1 && *name >= '1' && *name <= '9')
    value = *name - '0';
  else if (stint_vocabulary_find (name, length, &value) != STINT_MEANING_PRIORITY)
    return FALSE;
  self->result->priority = value;
  return TRUE;
}

static void
read_name (Parser *self,
           guint   at)
{
  const StintToken *token = &self->tokens[at];

  if (token->mark == '@' && take_tag (self, token))
    add_reading (self, STINT_READING_TAG, at, at + 1);
  else if (token->mark == '#' && take_project (self, token))
    add_reading (self, STINT_READING_PROJECT, at, at + 1);
  else if (token->mark == '!' && take_priority (self, token))
    add_reading (self, STINT_READING_PRIORITY, at, at + 1);
}

static void
read_all (Parser *self)
{
  static StintMatch (*const readers[]) (Parser *, guint *) = { read_deadline, read_offset, read_clock, read_day, read_estimate };
  guint at = 0;

  while (self->tokens[at].type != STINT_TOKEN_END)
    {
      const StintToken *token = &self->tokens[at];
      StintMatch match = STINT_MATCH_NO;

      if (token->type == STINT_TOKEN_NAME)
        read_name (self, at);
      else if (token->spaced && (token->type == STINT_TOKEN_WORD || token->type == STINT_TOKEN_NUMBER))
        for (gsize i = 0; i < G_N_ELEMENTS (readers) && match == STINT_MATCH_NO; i++)
          match = readers[i] (self, &at);
      if (match == STINT_MATCH_NO)
        at++;
    }
}

static void
resolve_start (Parser *self)
{
  StintQuickAdd *result = self->result;

  result->has_start = self->has_day || self->has_minute;
  if (self->has_minute)
    result->start = stint_time_floating (to_local (self->has_day ? self->day : find_day_for (self, self->minute), self->minute));
  else if (self->has_day)
    result->start = stint_time_date (self->day);
}

/* What is left when the cuts are taken out, with each run of white space as one space. */
static char *
build_title (const char *text,
             GArray     *cuts)
{
  GString *title = g_string_new (NULL);
  gboolean space = FALSE;
  const char *p = text;
  guint next = 0;

  while (*p != '\0')
    {
      if (next < cuts->len && (gsize) (p - text) == g_array_index (cuts, Cut, next).start)
        {
          p = text + g_array_index (cuts, Cut, next++).end;
          /* "Lunch tomorrow?" asks for "Lunch?". */
          space = *p != '?' && *p != '!';
          continue;
        }
      if (g_unichar_isspace (g_utf8_get_char (p)))
        space = TRUE;
      else
        {
          if (space && title->len > 0)
            g_string_append_c (title, ' ');
          space = FALSE;
          g_string_append_unichar (title, g_utf8_get_char (p));
        }
      p = g_utf8_next_char (p);
    }
  return g_string_free (title, FALSE);
}

/* Control characters become spaces, as many bytes of them, so that offsets hold. */
static char *
blank_control_characters (const char *text)
{
  char *copy = g_strdup (text);

  for (char *p = copy; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      {
        gsize length = g_utf8_next_char (p) - p;

        memset (p, ' ', length);
        p += length - 1;
      }
  return copy;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Sorts the tags and says in each reading of one which it is. */
static void
resolve_tags (StintQuickAdd *result,
              const char    *text,
              GPtrArray     *tags)
{
  g_ptr_array_sort (tags, compare_names);
  for (guint i = 0; i < result->readings->len; i++)
    {
      StintReading *reading = &g_array_index (result->readings, StintReading, i);

      if (reading->kind == STINT_READING_TAG)
        {
          g_autofree char *name = dup_name (text, reading->start + 1, reading->end);

          g_ptr_array_find_with_equal_func (tags, name, g_str_equal, &reading->tag);
        }
    }
  g_ptr_array_add (tags, NULL);
}

/**
 * stint_quick_add_parse:
 * @text: one line as typed; any bytes
 * @now_local_s: what the clock on the wall reads
 *
 * Never fails: what is not understood is the title.
 *
 * Returns: (transfer full): what was understood
 */
StintQuickAdd *
stint_quick_add_parse (const char *text,
                       gint64      now_local_s)
{
  StintQuickAdd *result = g_new0 (StintQuickAdd, 1);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *clean = blank_control_characters (valid);
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (Cut));
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);

  result->readings = g_array_new (FALSE, FALSE, sizeof (StintReading));
  if (strcmp (valid, text) == 0 && g_utf8_strlen (clean, -1) <= STINT_QUICK_ADD_MAX_CHARS)
    {
      g_autoptr (GArray) tokens = stint_tokens_split (clean);
      Parser parser = {
        .result = result,
        .text = clean,
        .tokens = (const StintToken *) tokens->data,
        .now_local_s = now_local_s,
        .today = stint_day_of_local (now_local_s),
        .cuts = cuts,
        .tags = tags,
        .last_token = G_MAXUINT,
      };

      read_all (&parser);
      resolve_start (&parser);
    }

  result->title = build_title (clean, cuts);
  resolve_tags (result, clean, tags);
  result->tags = (char **) g_ptr_array_free (g_steal_pointer (&tags), FALSE);
  return result;
}

void
stint_quick_add_free (StintQuickAdd *self)
{
  g_free (self->title);
  g_free (self->project);
  g_strfreev (self->tags);
  g_array_unref (self->readings);
  g_free (self);
}
