/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/assist/stint-assistant-private.h"

#include "stint-config.h"

#include "cloud/stint-cloud-error.h"
#include "core/stint-proposal.h"
#include "core/stint-rule.h"
#include "core/stint-task.h"
#include "core/stint-zone.h"
#include "wire/stint-json.h"
#include "workspace/stint-commands-private.h"
#include "workspace/stint-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More than any proposal that may be shown; what is longer is not read. */
#define MAX_BYTES (256 * 1024)

/* Returns: (transfer full) (nullable): a JSON object */
static GVariant *
read_object (const StintApiAnswer *answer)
{
  g_autoptr (GVariant) value = answer->length <= MAX_BYTES ? stint_json_parse (answer->body, answer->length, NULL) : NULL;

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT) ? g_steal_pointer (&value) : NULL;
}

static gboolean
read_quota (GVariant   *object,
            StintQuota *quota)
{
  const char *resets = NULL;
  StintQuota read = { 0 };

  if (object == NULL || !g_variant_lookup (object, "used", "x", &read.used) || !g_variant_lookup (object, "limit", "x", &read.limit) ||
      read.used < 0 || read.limit < 0)
    return FALSE;
  if (g_variant_lookup (object, "resets", "&s", &resets) && !stint_instant_parse (resets, &read.resets_s, NULL))
    read.resets_s = 0;
  *quota = read;
  return TRUE;
}

gboolean
stint_answer_read_quota (const StintApiAnswer *answer,
                         StintQuota           *quota)
{
  g_autoptr (GVariant) object = answer->status == 200 ? read_object (answer) : NULL;

  return read_quota (object, quota);
}

static void
fail (GError         **error,
      StintAssistError code,
      const char      *message)
{
  g_set_error_literal (error, STINT_ASSIST_ERROR, code, message);
}

/* The problem's code: the end of "urn:stint:problem:quota-exceeded". Returns: (transfer full): "" if it has none */
static char *
dup_problem (GVariant *object)
{
  const char *type = NULL;

  if (object == NULL || !g_variant_lookup (object, "type", "&s", &type) || !g_str_has_prefix (type, "urn:stint:problem:"))
    return g_strdup ("");
  return g_strdup (type + strlen ("urn:stint:problem:"));
}

static void
fail_for_quota (const StintApiAnswer *answer,
                StintClock           *clock,
                GError              **error)
{
  const char *zone = stint_clock_get_zone (clock);
  gint64 now_unix_s = stint_clock_get_unix_ms (clock) / 1000;
  g_autofree char *when = NULL;
  StintTime time;

  if (answer->retry_after_s < 0)
    {
      fail (error, STINT_ASSIST_ERROR_QUOTA, _("The day’s calls of the assistant are used up. There are new ones tomorrow."));
      return;
    }
  time = stint_time_floating (stint_zone_to_local (zone, now_unix_s + answer->retry_after_s));
  when = stint_format_stint_time (&time, zone, stint_clock_get_today (clock));
  g_set_error (error, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_QUOTA,
               /* Translators: %s is a day and time: "Tomorrow 01:00". */
               _("The day’s calls of the assistant are used up. New ones are there: %s."), when);
}

/* 422: the model has answered, and the server's check did not let it through. */
static void
fail_for_codes (GVariant *object,
                GError  **error)
{
  g_autofree const char **codes = NULL;
  g_autoptr (GPtrArray) different = g_ptr_array_new ();
  g_autofree char *listed = NULL;

  if (object != NULL)
    g_variant_lookup (object, "codes", "^a&s", &codes);
  if (codes == NULL || codes[0] == NULL)
    {
      fail (error, STINT_ASSIST_ERROR_REJECTED,
            _("The assistant’s answer did not pass the server’s check, so nothing of it is shown. Say it in other words, or with less at a time."));
      return;
    }
  /* The answer was repaired once: both may be wrong in the same way. */
  for (gsize i = 0; codes[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (different, codes[i], g_str_equal, NULL))
      g_ptr_array_add (different, (gpointer) codes[i]);
  g_ptr_array_add (different, NULL);
  listed = g_strjoinv (", ", (char **) different->pdata);
  g_set_error (error, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_REJECTED,
               /* Translators: %s are codes for whoever runs the server: "schema, order". */
               _("The assistant’s answer did not pass the server’s check (%s), so nothing of it is shown. Say it in other words, or with less "
                 "at a time."), listed);
}

/* The sentence for a status that is no answer. */
static void
fail_for_status (const StintApiAnswer *answer,
                 StintClock           *clock,
                 GError              **error)
{
  g_autoptr (GVariant) object = read_object (answer);
  g_autofree char *problem = dup_problem (object);

  switch (answer->status)
    {
    case 401:
      fail (error, STINT_ASSIST_ERROR_SIGNED_OUT, _("You are signed out: the server has ended the session. Sign in again, then ask again."));
      break;
    case 403:
      fail (error, STINT_ASSIST_ERROR_REFUSED, _("This sign-in may not use the assistant. Sign in again, or ask whoever runs the server."));
      break;
    case 404:
    case 501:
      fail (error, STINT_ASSIST_ERROR_REFUSED, _("This server has no assistant. What this computer can do alone is still there."));
      break;
    case 413:
      fail (error, STINT_ASSIST_ERROR_TOO_LONG, _("The text is too long for the assistant: take a part of it."));
      break;
    case 422:
      fail_for_codes (object, error);
      break;
    case 429:
      if (g_str_equal (problem, "quota-exceeded"))
        fail_for_quota (answer, clock, error);
      else
        fail (error, STINT_ASSIST_ERROR_BUSY, _("The assistant has too much to do just now. Ask again in a minute."));
      break;
    case 503:
    case 504:
      fail (error, STINT_ASSIST_ERROR_BUSY, _("The assistant has too much to do just now. Ask again in a minute."));
      break;
    default:
      if (answer->status >= 500)
        fail (error, STINT_ASSIST_ERROR_SERVER,
              _("The server failed, so there is no answer. Ask again later; if this lasts, tell whoever runs the server."));
      else
        g_set_error (error, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_REFUSED,
                     _("The server does not take the question (status %u). A newer version of Stint may help."), answer->status);
    }
}

/* "2026-11-27" or "2026-11-27T17:00": it floats, as in quick add. */
static void
set_time (StintDraftTask *task,
          const char     *member,
          GVariant       *item)
{
  const char *text = NULL;
  StintTime time;

  if (g_variant_lookup (item, member, "&s", &text) && stint_time_parse (text, &time, NULL))
    stint_draft_task_set_member (task, member, stint_time_to_variant (&time), NULL);
}

static void
set_number (StintDraftTask *task,
            const char     *member,
            GVariant       *item)
{
  gint64 number;

  if (g_variant_lookup (item, member, "x", &number) && number > 0)
    stint_draft_task_set_member (task, member, g_variant_new_int64 (number), NULL);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* A set: sorted, without doubles. */
static void
set_tags (StintDraftTask *task,
          GVariant       *item)
{
  g_autofree const char **tags = NULL;
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  if (!g_variant_lookup (item, STINT_TASK_TAGS, "^a&s", &tags))
    return;
  for (gsize i = 0; tags[i] != NULL; i++)
    g_ptr_array_add (sorted, (gpointer) tags[i]);
  g_ptr_array_sort (sorted, compare_texts);
  for (guint i = sorted->len; i-- > 1;)
    if (g_str_equal (sorted->pdata[i], sorted->pdata[i - 1]))
      g_ptr_array_remove_index (sorted, i);
  if (sorted->len > 0)
    stint_draft_task_set_member (task, STINT_TASK_TAGS, g_variant_new_strv ((const char *const *) sorted->pdata, sorted->len), NULL);
}

/* @item: a task of a proposal that was checked */
static void
add_task (StintDraft *draft,
          GVariant   *item)
{
  g_autoptr (StintDraftTask) task = NULL;
  g_autofree const char **after = NULL;
  const char *ref = NULL, *title = NULL, *project = NULL, *why = NULL;

  if (!g_variant_lookup (item, "ref", "&s", &ref) || !g_variant_lookup (item, "title", "&s", &title))
    return;
  task = stint_draft_task_new (ref, title);
  set_number (task, STINT_TASK_ESTIMATE, item);
  set_number (task, STINT_TASK_PRIORITY, item);
  set_time (task, STINT_TASK_DEADLINE, item);
  set_time (task, STINT_TASK_EARLIEST, item);
  set_tags (task, item);
  if (g_variant_lookup (item, "project", "&s", &project))
    stint_draft_task_set_project (task, project);
  if (g_variant_lookup (item, "after", "^a&s", &after))
    stint_draft_task_set_after (task, after);
  if (g_variant_lookup (item, "why", "&s", &why) && why[0] != '\0')
    stint_draft_task_set_why (task, why);
  stint_draft_add_task (draft, task);
}

/* @item: a rule of a proposal that was checked: there the project is a name, in a rule that is kept an id */
static void
add_rule (StintDraft     *draft,
          StintWorkspace *workspace,
          GVariant       *item)
{
  g_autoptr (StintRule) rule = stint_rule_from_variant (item, NULL);
  g_autoptr (GVariant) value = NULL;
  g_autoptr (StintDraftRule) added = NULL;
  char *id;

  if (rule == NULL)
    return;
  if (rule->project != NULL)
    {
      id = g_strdup (stint_command_find_project (workspace, rule->project));
      g_free (rule->project);
      rule->project = id;
    }
  value = stint_rule_to_variant (rule);
  /* A project that was deleted while the assistant was thinking: there is nothing left that the rule could be about. */
  if (!stint_rule_check (value, NULL))
    return;
  added = stint_draft_rule_new (value);
  stint_draft_add_rule (draft, added);
}

static StintDraft *
make_draft (StintAssistQuestion *question,
            StintWorkspace      *workspace,
            GVariant            *proposal)
{
  StintDraft *draft = stint_draft_new (stint_assist_question_get_kind (question));
  g_autofree const char **questions = NULL;

  for (gsize i = 0; i < stint_proposal_get_n (proposal, "tasks"); i++)
    {
      g_autoptr (GVariant) item = stint_proposal_dup_element (proposal, "tasks", i);

      add_task (draft, item);
    }
  for (gsize i = 0; i < stint_proposal_get_n (proposal, "rules"); i++)
    {
      g_autoptr (GVariant) item = stint_proposal_dup_element (proposal, "rules", i);

      add_rule (draft, workspace, item);
    }
  if (g_variant_lookup (proposal, "questions", "^a&s", &questions))
    stint_draft_set_questions (draft, questions);
  return draft;
}

/* The server's check is not trusted: the same one is made here. */
static gboolean
check (GVariant            *proposal,
       StintAssistQuestion *question,
       StintClock          *clock,
       GError             **error)
{
  StintProposalContext context = {
    .kind = stint_assist_question_get_kind (question),
    .projects = stint_assist_question_get_projects (question),
    .tags = stint_assist_question_get_tags (question),
    .today = stint_clock_get_today (clock),
  };
  g_autoptr (GError) local_error = NULL;

  if (stint_proposal_check (proposal, &context, &local_error))
    return TRUE;
  g_debug ("The answer is not shown: %s", local_error->message);
  if (g_error_matches (local_error, STINT_PROPOSAL_ERROR, STINT_PROPOSAL_ERROR_EMPTY))
    fail (error, STINT_ASSIST_ERROR_EMPTY, _("The assistant found nothing in it to make tasks or rules of. Say it in other words."));
  else
    g_set_error (error, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_ANSWER,
                 /* Translators: %s is a code for whoever runs the server, such as "cycle". */
                 _("The answer did not pass the check on this computer (%s), so nothing of it is shown. Ask again, or in other words."),
                 stint_proposal_error_to_string (local_error->code));
  return FALSE;
}

StintDraft *
stint_answer_read (const StintApiAnswer *answer,
                   StintAssistQuestion  *question,
                   StintWorkspace       *workspace,
                   StintQuota           *quota,
                   GError              **error)
{
  StintClock *clock = stint_workspace_get_clock (workspace);
  g_autoptr (GVariant) object = NULL;
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GVariant) proposal = NULL;

  if (answer->status != 200)
    {
      fail_for_status (answer, clock, error);
      return NULL;
    }
  object = read_object (answer);
  if (object == NULL)
    {
      fail (error, STINT_ASSIST_ERROR_ANSWER,
            _("What came back is not an answer of the assistant, or not a whole one. Ask again; if this lasts, tell whoever runs the server."));
      return NULL;
    }
  left = g_variant_lookup_value (object, "quota", G_VARIANT_TYPE_VARDICT);
  read_quota (left, quota);
  proposal = stint_proposal_from_answer (object);
  return proposal != NULL && check (proposal, question, clock, error) ? make_draft (question, workspace, proposal) : NULL;
}

GError *
stint_answer_explain (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (g_error_matches (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OFFLINE) ||
      g_error_matches (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_TIMED_OUT))
    return g_error_new_literal (STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_OFFLINE,
                                _("The server does not answer. Ask again when you are online; what this computer can do alone is still there."));
  if (g_error_matches (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_SIGN_IN))
    return g_error_new_literal (STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_SIGNED_OUT,
                                _("You are signed out: the server has ended the session. Sign in again, then ask again."));
  /* The others say themselves what is wrong: a locked keyring, a certificate. */
  return g_error_new_literal (STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_SERVER, error->message);
}
