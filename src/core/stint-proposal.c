/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-proposal.h"

#include <string.h>

#include "core/stint-rule.h"
#include "core/stint-time.h"

#define REF_MAX_CHARS 32
#define PROJECT_MAX_CHARS 64

G_DEFINE_QUARK (stint-proposal-error-quark, stint_proposal_error)

static const char *const codes[STINT_N_PROPOSAL_ERRORS] = {
  [STINT_PROPOSAL_ERROR_SHAPE] = "shape",
  [STINT_PROPOSAL_ERROR_EMPTY] = "empty",
  [STINT_PROPOSAL_ERROR_NOT_ASKED] = "not-asked",
  [STINT_PROPOSAL_ERROR_TOO_MANY] = "too-many",
  [STINT_PROPOSAL_ERROR_EXTRA_KEY] = "extra-key",
  [STINT_PROPOSAL_ERROR_MISSING] = "missing",
  [STINT_PROPOSAL_ERROR_TYPE] = "type",
  [STINT_PROPOSAL_ERROR_TEXT] = "text",
  [STINT_PROPOSAL_ERROR_REF] = "ref",
  [STINT_PROPOSAL_ERROR_MINUTES] = "minutes",
  [STINT_PROPOSAL_ERROR_PRIORITY] = "priority",
  [STINT_PROPOSAL_ERROR_RULE] = "rule",
  [STINT_PROPOSAL_ERROR_DATE] = "date",
  [STINT_PROPOSAL_ERROR_DATE_ORDER] = "date-order",
  [STINT_PROPOSAL_ERROR_UNKNOWN_PROJECT] = "unknown-project",
  [STINT_PROPOSAL_ERROR_UNKNOWN_TAG] = "unknown-tag",
  [STINT_PROPOSAL_ERROR_UNKNOWN_REF] = "unknown-ref",
  [STINT_PROPOSAL_ERROR_CYCLE] = "cycle",
};

static const char *const kinds[STINT_N_ASSIST_KINDS] = {
  [STINT_ASSIST_CAPTURE] = "capture",
  [STINT_ASSIST_BREAK_DOWN] = "break-down",
  [STINT_ASSIST_RULES] = "rules",
};

static const struct
{
  const char *name;
  gsize       max;
} lists[] = {
  { "tasks", STINT_PROPOSAL_MAX_TASKS },
  { "rules", STINT_PROPOSAL_MAX_RULES },
  { "questions", STINT_PROPOSAL_MAX_QUESTIONS },
};

/* A task's members; texts are 's', numbers 'x', lists of texts 'a'. */
static const struct
{
  const char *name;
  char        type;
  gsize       max;
} task_members[] = {
  { "ref", 's', REF_MAX_CHARS },
  { "title", 's', STINT_PROPOSAL_TITLE_MAX_CHARS },
  { "estimate_min", 'x', 0 },
  { "deadline", 's', 32 },
  { "earliest", 's', 32 },
  { "project", 's', PROJECT_MAX_CHARS },
  { "tags", 'a', STINT_PROPOSAL_MAX_TAGS },
  { "priority", 'x', 0 },
  { "after", 'a', STINT_PROPOSAL_MAX_AFTER },
  { "why", 's', STINT_PROPOSAL_WHY_MAX_CHARS },
};

/* The message is for the log and for whoever shall repair the proposal: a JSON pointer and what is wrong, nothing of the texts. */
G_GNUC_PRINTF (3, 4)
static gboolean
refuse (GError           **error,
        StintProposalError code,
        const char        *format,
        ...)
{
  va_list args;

  if (error != NULL)
    {
      va_start (args, format);
      *error = g_error_new_valist (STINT_PROPOSAL_ERROR, (int) code, format, args);
      va_end (args);
    }
  return FALSE;
}

/* What turns text around (UAX #9) or breaks a line has no place in a title that a person is asked to judge. */
static gboolean
is_plain_line (const char *text,
               gsize       max_chars)
{
  gboolean can_be_seen = FALSE;

  if ((gsize) g_utf8_strlen (text, -1) > max_chars)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
        return FALSE;
      can_be_seen |= g_unichar_isgraph (c);
    }
  return can_be_seen;
}

static gboolean
is_list (GVariant *value)
{
  return g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY) || g_variant_is_of_type (value, G_VARIANT_TYPE ("av"));
}

static gboolean
holds (const char *const *strv,
       const char        *text)
{
  return strv != NULL && g_strv_contains (strv, text);
}

static gboolean
check_lists (GVariant *proposal,
             GError  **error)
{
  GVariantIter iter;
  const char *name;
  GVariant *boxed;

  if (proposal == NULL || !g_variant_is_of_type (proposal, G_VARIANT_TYPE_VARDICT))
    return refuse (error, STINT_PROPOSAL_ERROR_SHAPE, "/: must be an object");

  g_variant_get_data (proposal);
  g_variant_iter_init (&iter, proposal);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &boxed))
    {
      g_autoptr (GVariant) value = boxed;
      gsize i = 0;

      while (i < G_N_ELEMENTS (lists) && strcmp (lists[i].name, name) != 0)
        i++;
      if (i == G_N_ELEMENTS (lists))
        return refuse (error, STINT_PROPOSAL_ERROR_EXTRA_KEY, "/: only tasks, rules and questions are allowed");
      if (!is_list (value))
        return refuse (error, STINT_PROPOSAL_ERROR_SHAPE, "/%s: must be a list", lists[i].name);
      if (g_variant_n_children (value) > lists[i].max)
        return refuse (error, STINT_PROPOSAL_ERROR_TOO_MANY, "/%s: at most %" G_GSIZE_FORMAT " are allowed", lists[i].name, lists[i].max);
    }
  return TRUE;
}

static gboolean
check_kind (GVariant       *proposal,
            StintAssistKind kind,
            GError        **error)
{
  gsize n_tasks = stint_proposal_get_n (proposal, "tasks");
  gsize n_rules = stint_proposal_get_n (proposal, "rules");

  if (n_tasks > 0 && kind == STINT_ASSIST_RULES)
    return refuse (error, STINT_PROPOSAL_ERROR_NOT_ASKED, "/tasks: only rules were asked for");
  if (n_rules > 0 && kind == STINT_ASSIST_BREAK_DOWN)
    return refuse (error, STINT_PROPOSAL_ERROR_NOT_ASKED, "/rules: only tasks were asked for");
  if (n_tasks + n_rules + stint_proposal_get_n (proposal, "questions") == 0)
    return refuse (error, STINT_PROPOSAL_ERROR_EMPTY, "/: there is nothing in it; ask a question instead");
  return TRUE;
}

static gboolean
check_texts (GVariant   *list,
             gsize       task,
             const char *name,
             GError    **error)
{
  g_autofree const char **texts = NULL;

  if (!g_variant_is_of_type (list, G_VARIANT_TYPE_STRING_ARRAY))
    return refuse (error, STINT_PROPOSAL_ERROR_TYPE, "/tasks/%" G_GSIZE_FORMAT "/%s: must be a list of texts", task, name);
  texts = g_variant_get_strv (list, NULL);
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      if (!is_plain_line (texts[i], 100))
        return refuse (error, STINT_PROPOSAL_ERROR_TEXT, "/tasks/%" G_GSIZE_FORMAT "/%s: a text is empty, too long or not one plain line", task, name);
      for (gsize j = 0; j < i; j++)
        if (strcmp (texts[i], texts[j]) == 0)
          return refuse (error, STINT_PROPOSAL_ERROR_REF, "/tasks/%" G_GSIZE_FORMAT "/%s: twice the same", task, name);
    }
  return TRUE;
}

static gboolean
check_member (GVariant *value,
              gsize     task,
              gsize     i,
              GError  **error)
{
  const char *name = task_members[i].name;

  switch (task_members[i].type)
    {
    case 's':
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        return refuse (error, STINT_PROPOSAL_ERROR_TYPE, "/tasks/%" G_GSIZE_FORMAT "/%s: must be text", task, name);
      if (!is_plain_line (g_variant_get_string (value, NULL), task_members[i].max))
        return refuse (error, STINT_PROPOSAL_ERROR_TEXT, "/tasks/%" G_GSIZE_FORMAT "/%s: must be one plain line of 1 to %" G_GSIZE_FORMAT " characters",
                       task, name, task_members[i].max);
      return TRUE;
    case 'x':
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
        return refuse (error, STINT_PROPOSAL_ERROR_TYPE, "/tasks/%" G_GSIZE_FORMAT "/%s: must be a whole number", task, name);
      return TRUE;
    default:
      if (!is_list (value))
        return refuse (error, STINT_PROPOSAL_ERROR_TYPE, "/tasks/%" G_GSIZE_FORMAT "/%s: must be a list", task, name);
      if (g_variant_n_children (value) > task_members[i].max)
        return refuse (error, STINT_PROPOSAL_ERROR_TOO_MANY, "/tasks/%" G_GSIZE_FORMAT "/%s: at most %" G_GSIZE_FORMAT, task, name, task_members[i].max);
      return check_texts (value, task, name, error);
    }
}

static gboolean
check_members (GVariant *members,
               gsize     task,
               GError  **error)
{
  GVariantIter iter;
  const char *name;
  GVariant *boxed;

  g_variant_iter_init (&iter, members);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &boxed))
    {
      g_autoptr (GVariant) value = boxed;
      gsize i = 0;

      while (i < G_N_ELEMENTS (task_members) && strcmp (task_members[i].name, name) != 0)
        i++;
      if (i == G_N_ELEMENTS (task_members))
        return refuse (error, STINT_PROPOSAL_ERROR_EXTRA_KEY, "/tasks/%" G_GSIZE_FORMAT ": has a member that is not in the schema", task);
      if (!check_member (value, task, i, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_task_schema (GVariant   *proposal,
                   gsize       task,
                   GHashTable *refs,
                   GError    **error)
{
  g_autoptr (GVariant) members = stint_proposal_dup_element (proposal, "tasks", task);
  const char *ref = NULL;
  const char *title = NULL;
  gint64 estimate_min = 1;
  gint64 priority = 0;

  if (!g_variant_is_of_type (members, G_VARIANT_TYPE_VARDICT))
    return refuse (error, STINT_PROPOSAL_ERROR_SHAPE, "/tasks/%" G_GSIZE_FORMAT ": must be an object", task);
  if (!check_members (members, task, error))
    return FALSE;
  if (!g_variant_lookup (members, "ref", "&s", &ref) || !g_variant_lookup (members, "title", "&s", &title))
    return refuse (error, STINT_PROPOSAL_ERROR_MISSING, "/tasks/%" G_GSIZE_FORMAT ": ref and title are required", task);
  if (!stint_proposal_ref_is_valid (ref))
    return refuse (error, STINT_PROPOSAL_ERROR_REF, "/tasks/%" G_GSIZE_FORMAT "/ref: letters, digits, - and _ only", task);
  if (!g_hash_table_insert (refs, g_strdup (ref), GSIZE_TO_POINTER (task)))
    return refuse (error, STINT_PROPOSAL_ERROR_REF, "/tasks/%" G_GSIZE_FORMAT "/ref: another task has it", task);

  g_variant_lookup (members, "estimate_min", "x", &estimate_min);
  if (estimate_min < 1 || estimate_min > STINT_PROPOSAL_ESTIMATE_MAX_MIN)
    return refuse (error, STINT_PROPOSAL_ERROR_MINUTES, "/tasks/%" G_GSIZE_FORMAT "/estimate_min: must be 1 to %d", task, STINT_PROPOSAL_ESTIMATE_MAX_MIN);
  g_variant_lookup (members, "priority", "x", &priority);
  if (priority < 0 || priority > 9)
    return refuse (error, STINT_PROPOSAL_ERROR_PRIORITY, "/tasks/%" G_GSIZE_FORMAT "/priority: must be 0 to 9", task);
  return TRUE;
}

static gboolean
check_rule (GVariant                   *proposal,
            gsize                       position,
            const StintProposalContext *context,
            GError                    **error)
{
  g_autoptr (GVariant) value = stint_proposal_dup_element (proposal, "rules", position);
  g_autoptr (GError) rule_error = NULL;
  g_autoptr (StintRule) rule = stint_rule_from_variant (value, &rule_error);

  if (rule == NULL)
    return refuse (error, STINT_PROPOSAL_ERROR_RULE, "/rules/%" G_GSIZE_FORMAT ": %s", position, rule_error->message);
  if ((rule->title != NULL && !is_plain_line (rule->title, STINT_RULE_TITLE_MAX_CHARS)) ||
      (rule->note != NULL && !is_plain_line (rule->note, STINT_RULE_NOTE_MAX_CHARS)))
    return refuse (error, STINT_PROPOSAL_ERROR_TEXT, "/rules/%" G_GSIZE_FORMAT ": a text is not one plain line", position);
  if (rule->project != NULL && !holds (context->projects, rule->project))
    return refuse (error, STINT_PROPOSAL_ERROR_UNKNOWN_PROJECT, "/rules/%" G_GSIZE_FORMAT "/project: is not one of those given", position);
  if (rule->tag != NULL && !holds (context->tags, rule->tag))
    return refuse (error, STINT_PROPOSAL_ERROR_UNKNOWN_TAG, "/rules/%" G_GSIZE_FORMAT "/tag: is not one of those given", position);
  return TRUE;
}

static gboolean
check_question (GVariant *proposal,
                gsize     position,
                GError  **error)
{
  g_autoptr (GVariant) value = stint_proposal_dup_element (proposal, "questions", position);

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return refuse (error, STINT_PROPOSAL_ERROR_TYPE, "/questions/%" G_GSIZE_FORMAT ": must be text", position);
  if (!is_plain_line (g_variant_get_string (value, NULL), STINT_PROPOSAL_WHY_MAX_CHARS))
    return refuse (error, STINT_PROPOSAL_ERROR_TEXT, "/questions/%" G_GSIZE_FORMAT ": must be one plain line", position);
  return TRUE;
}

/* A deadline that is a date holds until the end of that day. */
static gboolean
read_time (GVariant   *members,
           gsize       task,
           const char *name,
           int         today,
           gint64     *local_s,
           GError    **error)
{
  const char *text = NULL;
  StintTime time;

  if (!g_variant_lookup (members, name, "&s", &text))
    return TRUE;
  if (!stint_time_parse (text, &time, NULL))
    return refuse (error, STINT_PROPOSAL_ERROR_DATE, "/tasks/%" G_GSIZE_FORMAT "/%s: must be a date or a date and time that exists, as 2026-03-01 or 2026-03-01T17:00",
                   task, name);
  if (ABS (stint_time_get_day (&time) - today) > STINT_PROPOSAL_MAX_YEARS_AWAY * 366)
    return refuse (error, STINT_PROPOSAL_ERROR_DATE, "/tasks/%" G_GSIZE_FORMAT "/%s: is too many years away", task, name);
  *local_s = time.local_s + (time.date_only && strcmp (name, "deadline") == 0 ? STINT_DAY_S - 1 : 0);
  return TRUE;
}

static gboolean
check_task_domain (GVariant                   *proposal,
                   gsize                       task,
                   const StintProposalContext *context,
                   GHashTable                 *refs,
                   GError                    **error)
{
  g_autoptr (GVariant) members = stint_proposal_dup_element (proposal, "tasks", task);
  g_autofree char **tags = NULL;
  g_autofree char **after = NULL;
  const char *project = NULL;
  gint64 earliest_s = G_MININT64;
  gint64 deadline_s = G_MAXINT64;

  if (!read_time (members, task, "earliest", context->today, &earliest_s, error) ||
      !read_time (members, task, "deadline", context->today, &deadline_s, error))
    return FALSE;
  if (deadline_s < earliest_s)
    return refuse (error, STINT_PROPOSAL_ERROR_DATE_ORDER, "/tasks/%" G_GSIZE_FORMAT "/deadline: is before the earliest start", task);
  if (g_variant_lookup (members, "project", "&s", &project) && !holds (context->projects, project))
    return refuse (error, STINT_PROPOSAL_ERROR_UNKNOWN_PROJECT, "/tasks/%" G_GSIZE_FORMAT "/project: is not one of those given", task);
  g_variant_lookup (members, "tags", "^a&s", &tags);
  for (gsize i = 0; tags != NULL && tags[i] != NULL; i++)
    if (!holds (context->tags, tags[i]))
      return refuse (error, STINT_PROPOSAL_ERROR_UNKNOWN_TAG, "/tasks/%" G_GSIZE_FORMAT "/tags: one is not of those given", task);
  g_variant_lookup (members, "after", "^a&s", &after);
  for (gsize i = 0; after != NULL && after[i] != NULL; i++)
    if (!g_hash_table_contains (refs, after[i]))
      return refuse (error, STINT_PROPOSAL_ERROR_UNKNOWN_REF, "/tasks/%" G_GSIZE_FORMAT "/after: no task has that ref", task);
  return TRUE;
}

/* Takes away what waits for nothing that is still there, until nothing changes: what is left waits for itself. */
static gboolean
check_order (GVariant   *proposal,
             GHashTable *refs,
             GError    **error)
{
  gsize n = stint_proposal_get_n (proposal, "tasks");
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (gsize task = 0; task < n; task++)
        {
          g_autoptr (GVariant) members = stint_proposal_dup_element (proposal, "tasks", task);
          g_autofree char **after = NULL;
          const char *ref = NULL;
          gboolean waits = FALSE;

          g_variant_lookup (members, "ref", "&s", &ref);
          g_variant_lookup (members, "after", "^a&s", &after);
          for (gsize i = 0; after != NULL && after[i] != NULL; i++)
            waits |= g_hash_table_contains (refs, after[i]);
          if (!waits && g_hash_table_remove (refs, ref))
            changed = TRUE;
        }
    }
  return g_hash_table_size (refs) == 0 || refuse (error, STINT_PROPOSAL_ERROR_CYCLE, "/tasks: some wait for each other");
}

static gboolean
check_schema (GVariant                   *proposal,
              const StintProposalContext *context,
              GHashTable                 *refs,
              GError                    **error)
{
  for (gsize i = 0; i < stint_proposal_get_n (proposal, "tasks"); i++)
    if (!check_task_schema (proposal, i, refs, error))
      return FALSE;
  for (gsize i = 0; i < stint_proposal_get_n (proposal, "rules"); i++)
    if (!check_rule (proposal, i, context, error))
      return FALSE;
  for (gsize i = 0; i < stint_proposal_get_n (proposal, "questions"); i++)
    if (!check_question (proposal, i, error))
      return FALSE;
  return TRUE;
}

/**
 * stint_proposal_check:
 * @proposal: (nullable): any value
 * @error: %STINT_PROPOSAL_ERROR; the message is English, for a log or for who made it: where it is wrong, and nothing of its texts
 *
 * Whether a proposal is one: `{tasks: [{ref, title, estimate_min?, deadline?, earliest?, project?, tags?, priority?, after?, why?}],
 * rules: [rule], questions: [text]}`. Lists may be left out. The service and the application both ask: neither trusts the other.
 */
gboolean
stint_proposal_check (GVariant                   *proposal,
                      const StintProposalContext *context,
                      GError                    **error)
{
  g_autoptr (GHashTable) refs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!check_lists (proposal, error) || !check_kind (proposal, context->kind, error) || !check_schema (proposal, context, refs, error))
    return FALSE;
  for (gsize i = 0; i < stint_proposal_get_n (proposal, "tasks"); i++)
    if (!check_task_domain (proposal, i, context, refs, error))
      return FALSE;
  return check_order (proposal, refs, error);
}

/**
 * stint_proposal_from_answer:
 * @answer: any value
 *
 * Picks the proposal out of an answer of the service, which says more than that.
 *
 * Returns: (transfer full) (nullable): what stint_proposal_check() is to be asked about; %NULL if it is no object
 */
GVariant *
stint_proposal_from_answer (GVariant *answer)
{
  GVariantBuilder builder;

  if (!g_variant_is_of_type (answer, G_VARIANT_TYPE_VARDICT))
    return NULL;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GVariant) list = g_variant_lookup_value (answer, lists[i].name, NULL);

      if (list != NULL)
        g_variant_builder_add (&builder, "{sv}", lists[i].name, list);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/**
 * stint_proposal_get_n:
 * @list: `tasks`, `rules` or `questions`
 */
gsize
stint_proposal_get_n (GVariant   *proposal,
                      const char *list)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (proposal, list, NULL);

  return value != NULL && is_list (value) ? g_variant_n_children (value) : 0;
}

/**
 * stint_proposal_dup_element:
 *
 * Returns: (transfer full): a task's or a rule's members, or a question's text
 */
GVariant *
stint_proposal_dup_element (GVariant   *proposal,
                            const char *list,
                            gsize       position)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (proposal, list, NULL);
  g_autoptr (GVariant) child = g_variant_get_child_value (value, position);
  GVariant *element = g_variant_is_of_type (child, G_VARIANT_TYPE_VARIANT) ? g_variant_get_variant (child) : g_variant_ref (child);

  /* In one piece, so that what a look-up lends stays where it is. */
  g_variant_get_data (element);
  return element;
}

/* What stands for a task in a proposal: 1 to 32 letters, digits, - and _. */
gboolean
stint_proposal_ref_is_valid (const char *ref)
{
  gsize length = strlen (ref);

  return length >= 1 && length <= REF_MAX_CHARS &&
         strspn (ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == length;
}

/**
 * stint_proposal_error_to_string:
 *
 * Returns: the code as the API and the log write it
 */
const char *
stint_proposal_error_to_string (StintProposalError code)
{
  g_return_val_if_fail (code < STINT_N_PROPOSAL_ERRORS, NULL);

  return codes[code];
}

const char *
stint_assist_kind_to_string (StintAssistKind kind)
{
  g_return_val_if_fail (kind < STINT_N_ASSIST_KINDS, NULL);

  return kinds[kind];
}

gboolean
stint_assist_kind_from_string (const char      *text,
                               StintAssistKind *kind)
{
  for (gsize i = 0; i < STINT_N_ASSIST_KINDS; i++)
    if (g_strcmp0 (kinds[i], text) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}
