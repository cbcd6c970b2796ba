/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/assist/stint-outline.h"

#include "stint-config.h"

#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "workspace/assist/stint-assist-error.h"
#include "workspace/stint-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TAB_COLUMNS 4
#define MAX_DEPTH 16

/**
 * Line:
 * @indent: the column that it begins in, before its mark
 * @is_item: it has a bullet, a number or a box
 * @is_numbered: it is an item of a list whose order counts
 * @is_ticked: it has a box that is ticked
 * @text: what is left
 */
typedef struct
{
  int         indent;
  gboolean    is_item;
  gboolean    is_numbered;
  gboolean    is_ticked;
  const char *text;
} Line;

/**
 * Level:
 *
 * The last task of a depth: what is deeper is a part of it, and what has its depth comes beside it.
 */
typedef struct
{
  int             indent;
  gboolean        is_item;
  gboolean        is_numbered;
  gboolean        has_colon;
  StintDraftTask *task;
} Level;

typedef struct
{
  StintDraft *draft;
  gint64      now_local_s;
  Level       levels[MAX_DEPTH];
  guint       n_levels;
} Reader;

static const char *
skip_space (const char *at,
            int        *columns)
{
  for (;; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == 0 || !g_unichar_isspace (c))
        return at;
      *columns += c == '\t' ? TAB_COLUMNS - *columns % TAB_COLUMNS : 1;
    }
}

/* "> > text", as mail programs quote. */
static const char *
skip_quoting (const char *at,
              int        *columns)
{
  int before;

  at = skip_space (at, columns);
  while (*at == '>')
    {
      before = 0;
      at = skip_space (at + 1, &before);
      /* One space belongs to the mark; what is more is the line's own. */
      *columns = MAX (before - 1, 0);
    }
  return at;
}

static gboolean
is_end_of_mark (const char *at)
{
  return *at == '\0' || g_unichar_isspace (g_utf8_get_char (at));
}

/* "1." "12)" "(3)" "a)"; three digits at most, so that a year is none. Returns: (nullable): what follows */
static const char *
skip_number (const char *at)
{
  gboolean has_bracket = *at == '(';
  gsize n;

  at += has_bracket;
  n = strspn (at, "0123456789");
  if (n == 0 && g_ascii_isalpha (*at) && at[1] == ')')
    n = 1;
  if (n == 0 || n > 3)
    return NULL;
  at += n;
  if (*at != ')' && (has_bracket || *at != '.'))
    return NULL;
  return is_end_of_mark (at + 1) ? at + 1 : NULL;
}

static const char *
skip_bullet (const char *at)
{
  static const char *const bullets[] = { "-", "*", "+", "•", "–", "—", "◦", "▪", "‣", "·", "●", "○", "■", "□", "→" };

  for (gsize i = 0; i < G_N_ELEMENTS (bullets); i++)
    if (g_str_has_prefix (at, bullets[i]) && is_end_of_mark (at + strlen (bullets[i])))
      return at + strlen (bullets[i]);
  return NULL;
}

static const char *
skip_box (const char *at,
          gboolean   *is_ticked)
{
  static const struct
  {
    const char *text;
    gboolean    is_ticked;
  } boxes[] = {
    { "[ ]", FALSE }, { "[]", FALSE }, { "☐", FALSE }, { "[x]", TRUE }, { "[X]", TRUE }, { "[✓]", TRUE }, { "☑", TRUE }, { "☒", TRUE },
    { "✓", TRUE }, { "✔", TRUE }, { "✅", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
    if (g_str_has_prefix (at, boxes[i].text) && is_end_of_mark (at + strlen (boxes[i].text)))
      {
        *is_ticked = boxes[i].is_ticked;
        return at + strlen (boxes[i].text);
      }
  return NULL;
}

/* "## Title"; "#project" is quick add's. */
static const char *
skip_heading (const char *at)
{
  gsize n = strspn (at, "#");

  return n > 0 && n <= 6 && at[n] == ' ' ? at + n : NULL;
}

static Line
read_line (const char *text)
{
  Line line = { 0 };
  const char *at = skip_quoting (text, &line.indent);
  const char *next = skip_number (at);
  int ignored = 0;

  line.is_numbered = next != NULL;
  if (next == NULL)
    next = skip_bullet (at);
  if (next != NULL)
    {
      line.is_item = TRUE;
      at = skip_space (next, &ignored);
    }
  next = skip_box (at, &line.is_ticked);
  if (next != NULL)
    {
      line.is_item = TRUE;
      at = skip_space (next, &ignored);
    }
  next = !line.is_item ? skip_heading (at) : NULL;
  line.text = next != NULL ? skip_space (next, &ignored) : at;
  return line;
}

/* A title is at most so long, and never empty. */
static char *
make_title (const char *text)
{
  if (g_utf8_strlen (text, -1) <= STINT_TITLE_MAX_CHARS)
    return g_strdup (text);
  return g_utf8_substring (text, 0, STINT_TITLE_MAX_CHARS);
}

static void
set (StintDraftTask *task,
     const char     *member,
     GVariant       *value)
{
  g_autoptr (GError) error = NULL;

  /* What is out of bounds (an estimate of three years) is left out: the title is worth having without it. */
  if (!stint_draft_task_set_member (task, member, value, &error))
    g_debug ("A line's %s is left out: %s", member, error->message);
}

/* @is_heading: it has a colon, and only says what is below it: "For Friday:" is no day */
static StintDraftTask *
make_task (Reader     *self,
           const char *text,
           gboolean    is_heading)
{
  g_autoptr (StintQuickAdd) words = stint_words_parse (is_heading ? "" : text, self->now_local_s);
  g_autofree char *ref = g_strdup_printf ("t%u", g_list_model_get_n_items (stint_draft_get_tasks (self->draft)) + 1);
  g_autofree char *title = make_title (words->title[0] != '\0' ? words->title : text);
  StintDraftTask *task = stint_draft_task_new (ref, title);

  if (words->title[0] == '\0')
    return task;
  if (words->estimate_min > 0 || words->range_min > 0)
    set (task, STINT_TASK_ESTIMATE, g_variant_new_int64 (words->estimate_min > 0 ? words->estimate_min : words->range_min));
  if (words->has_deadline)
    set (task, STINT_TASK_DEADLINE, stint_time_to_variant (&words->deadline));
  if (words->has_start)
    set (task, STINT_TASK_EARLIEST, stint_time_to_variant (&words->start));
  if (words->priority != STINT_PRIORITY_NONE)
    set (task, STINT_TASK_PRIORITY, g_variant_new_int64 (words->priority));
  if (words->tags[0] != NULL)
    set (task, STINT_TASK_TAGS, g_variant_new_strv ((const char *const *) words->tags, -1));
  stint_draft_task_set_project (task, words->project);
  return task;
}

/* Leaves the levels that a line is not a part of. Returns: (nullable): the task before it, if it is beside it in a list with an order */
static StintDraftTask *
leave_levels (Reader     *self,
              const Line *line)
{
  StintDraftTask *before = NULL;

  while (self->n_levels > 0)
    {
      Level *last = &self->levels[self->n_levels - 1];
      gboolean is_list_below = line->is_item && !last->is_item && last->has_colon && line->indent >= last->indent;

      if (line->indent > last->indent || is_list_below)
        break;
      before = line->is_numbered && last->is_numbered && line->indent == last->indent ? last->task : NULL;
      self->n_levels--;
    }
  return before;
}

static void
add_line (Reader     *self,
          const Line *line)
{
  g_autofree char *text = g_strchomp (g_strdup (line->text));
  gboolean has_colon = g_str_has_suffix (text, ":") && strlen (text) > 1;
  StintDraftTask *before = leave_levels (self, line);
  StintDraftTask *above = self->n_levels > 0 ? self->levels[self->n_levels - 1].task : NULL;
  g_autoptr (StintDraftTask) task = NULL;

  if (has_colon)
    text[strlen (text) - 1] = '\0';
  task = make_task (self, text, has_colon);
  if (above != NULL)
    stint_draft_task_set_parent (task, stint_draft_task_get_ref (above));
  if (before != NULL)
    stint_draft_task_set_after (task, (const char *const[]) { stint_draft_task_get_ref (before), NULL });
  stint_draft_task_set_keep (task, !line->is_ticked);
  stint_draft_add_task (self->draft, task);

  /* What is deeper still stands beside the deepest. */
  if (self->n_levels < MAX_DEPTH)
    self->levels[self->n_levels++] = (Level) { line->indent, line->is_item, line->is_numbered, has_colon, task }
  ;
}

/**
 * stint_outline_read:
 * @text: any text
 * @error: %STINT_ASSIST_ERROR_EMPTY, _TOO_MANY or _TOO_LONG
 *
 * Returns: (transfer full): a draft of at least one task
 */
StintDraft *
stint_outline_read (const char     *text,
                    StintAssistKind kind,
                    gint64          now_local_s,
                    GError        **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) lines = g_strsplit_set (valid, "\r\n", -1);
  g_autoptr (StintDraft) draft = stint_draft_new (kind);
  Reader reader = { .draft = draft, .now_local_s = now_local_s };

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      Line line = read_line (lines[i]);

      /* RFC 3676 §4.3: below it is the signature. */
      if (g_str_equal (line.text, "-- "))
        break;
      if (line.text[0] == '\0' || line.text[strspn (line.text, "-=_*~ ")] == '\0')
        continue;
      if (g_list_model_get_n_items (stint_draft_get_tasks (draft)) >= STINT_DRAFT_MAX_TASKS)
        {
          g_set_error (error, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_TOO_MANY,
                       _("These are too many lines to look through: at most %d become tasks at a time."), STINT_DRAFT_MAX_TASKS);
          return NULL;
        }
      add_line (&reader, &line);
    }
  if (g_list_model_get_n_items (stint_draft_get_tasks (draft)) > 0)
    return g_steal_pointer (&draft);
  g_set_error_literal (error, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_EMPTY, _("There is nothing to make tasks of: write a line for each."));
  return NULL;
}
