/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/handlers/stint-handlers.h"

#include "core/stint-time.h"
#include "service/stint-assist-setup.h"
#include "service/stint-problem.h"
#include "service/stint-wish.h"
#include "wire/stint-json.h"

#include <string.h>

/* The gateway waits 29 s and the function lives 28 s; counting takes its time before and after. */
#define PATIENCE_US (24 * G_USEC_PER_SEC)
/* A repair for which less is left is not begun. */
#define MIN_REPAIR_US (6 * G_USEC_PER_SEC)
/* How many bytes at least are a token: in Latin letters it is four, in Chinese ones about two. */
#define BYTES_PER_TOKEN 2

/**
 * Talk:
 * @n_turns: how often the model was asked and answered
 * @codes: JSON strings with commas: what was wrong with each answer
 *
 * How far one call has come.
 */
typedef struct
{
  gint64   n_tokens_in;
  gint64   n_tokens_out;
  int      n_turns;
  GString *codes;
} Talk;

static void
talk_clear (Talk *self)
{
  if (self->codes != NULL)
    g_string_free (self->codes, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Talk, talk_clear)

static int
day_of (const StintCall *call)
{
  return stint_day_of_local (call->now_ms / 1000);
}

static void
append_quota (GString         *out,
              const StintCall *call,
              gint64           used)
{
  gint64 limit = call->assist->calls_per_day;
  g_autofree char *resets = stint_instant_to_string (((gint64) day_of (call) + 1) * STINT_DAY_S);

  g_string_append_printf (out, "{\"used\":%" G_GINT64_FORMAT ",\"limit\":%" G_GINT64_FORMAT ",\"resets\":\"%s\"}",
                          MIN (used, limit), limit, resets);
}

/* GET /assist */
StintResponse *
stint_handle_quota (StintRepository    *repository,
                    const StintCall    *call,
                    const StintRequest *request,
                    GError            **error)
{
  GString *out;
  gint64 used = 0;

  if (!stint_allowance_read (call->assist->allowance, call, day_of (call), &used, error))
    return NULL;
  out = g_string_new (NULL);
  append_quota (out, call, used);
  return stint_response_new_take (200, g_string_free (out, FALSE));
}

/* A member that is null is a member that is not there: models write both. Returns: (transfer full) */
static GVariant *
drop_nulls (GVariant *value)
{
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *boxed;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE ("av")))
    {
      g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
      g_variant_iter_init (&iter, value);
      while (g_variant_iter_next (&iter, "v", &boxed))
        {
          g_autoptr (GVariant) element = boxed;
          g_autoptr (GVariant) dropped = drop_nulls (element);

          g_variant_builder_add (&builder, "v", dropped);
        }
      return g_variant_ref_sink (g_variant_builder_end (&builder));
    }
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    return g_variant_ref (value);

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &boxed))
    {
      g_autoptr (GVariant) member = boxed;
      g_autoptr (GVariant) dropped = drop_nulls (member);

      if (!g_variant_is_of_type (member, G_VARIANT_TYPE_MAYBE))
        g_variant_builder_add (&builder, "{sv}", name, dropped);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
add_code (Talk       *talk,
          const char *code)
{
  if (talk->codes->len > 0)
    g_string_append_c (talk->codes, ',');
  stint_json_append_string (talk->codes, code);
}

/* Returns: (transfer full) (nullable): the proposal, if it is one; else its code is added, and @fault says what a repair may go by */
static GVariant *
judge (Talk                   *talk,
       const StintWish        *wish,
       const StintModelAnswer *answer,
       char                  **fault)
{
  StintProposalContext context = {
    .kind = wish->kind, .projects = (const char *const *) wish->projects, .tags = (const char *const *) wish->tags, .today = wish->today,
  };
  g_autoptr (GVariant) proposal = NULL;
  g_autoptr (GError) error = NULL;

  if (answer->stop != STINT_STOP_TOOL || answer->proposal == NULL)
    {
      add_code (talk, stint_stop_to_code (answer->stop));
      return NULL;
    }
  proposal = drop_nulls (answer->proposal);
  if (stint_proposal_check (proposal, &context, &error))
    return g_steal_pointer (&proposal);
  add_code (talk, stint_proposal_error_to_string (error->code));
  *fault = g_steal_pointer (&error->message);
  return NULL;
}

/* One turn. @previous: (nullable): the answer that is to be repaired, @fault what is wrong with it */
static StintModelAnswer *
ask (const StintCall        *call,
     const StintWish        *wish,
     const StintModelAnswer *previous,
     const char             *fault,
     gint64                  until_us,
     Talk                   *talk,
     gboolean               *spent,
     GError                **error)
{
  const StintAssistSetup *setup = call->assist;
  StintModelQuestion question = {
    .system = setup->prompt->system[wish->kind], .tool = setup->prompt->tool, .text = wish->document,
    .previous = previous, .fault = fault, .max_tokens = setup->max_tokens, .until_us = until_us,
  };
  StintModelAnswer *answer = stint_model_ask (setup->model, call, &question, spent, error);

  if (answer == NULL)
    return NULL;
  talk->n_turns++;
  talk->n_tokens_in += answer->n_tokens_in;
  talk->n_tokens_out += answer->n_tokens_out;
  stint_metrics_add (call->metrics, STINT_METRIC_TOKENS, answer->n_tokens_in + answer->n_tokens_out);
  return answer;
}

static void
refuse (const StintCall *call,
        const Talk      *talk,
        GError         **error)
{
  stint_metrics_add (call->metrics, STINT_METRIC_ASSIST_REJECTED, 1);
  stint_problem_set (error, STINT_PROBLEM_REJECTED, "The answer of the language model did not pass the check.");
  if (error != NULL)
    stint_problem_set_codes (*error, talk->codes->str);
}

/* Asks, and asks once more if the answer can be repaired. Returns: (transfer full): a proposal that was checked */
static GVariant *
talk_over (const StintCall *call,
           const StintWish *wish,
           gint64           until_us,
           Talk            *talk,
           gboolean        *spent,
           GError         **error)
{
  g_autoptr (StintModelAnswer) first = ask (call, wish, NULL, NULL, until_us, talk, spent, error);
  g_autoptr (StintModelAnswer) second = NULL;
  g_autoptr (GVariant) proposal = NULL;
  g_autofree char *fault = NULL;
  g_autofree char *last_fault = NULL;

  if (first == NULL)
    return NULL;
  *spent = TRUE;
  proposal = judge (talk, wish, first, &fault);
  if (proposal == NULL && fault != NULL && until_us - g_get_monotonic_time () >= MIN_REPAIR_US)
    {
      gboolean ignored;

      stint_metrics_add (call->metrics, STINT_METRIC_ASSIST_REPAIR, 1);
      second = ask (call, wish, first, fault, until_us, talk, &ignored, NULL);
      if (second != NULL)
        proposal = judge (talk, wish, second, &last_fault);
    }
  if (proposal == NULL)
    refuse (call, talk, error);
  return g_steal_pointer (&proposal);
}

static void
append_list (GString    *out,
             GVariant   *proposal,
             const char *name)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (proposal, name, NULL);
  g_autofree char *json = list != NULL ? stint_json_to_string (list) : g_strdup ("[]");

  g_string_append_printf (out, "\"%s\":%s,", name, json);
}

static StintResponse *
make_response (const StintCall *call,
               GVariant        *proposal,
               const Talk      *talk,
               gint64           used)
{
  GString *out = g_string_new ("{");

  append_list (out, proposal, "tasks");
  append_list (out, proposal, "rules");
  append_list (out, proposal, "questions");
  g_string_append_printf (out, "\"usage\":{\"tokens_in\":%" G_GINT64_FORMAT ",\"tokens_out\":%" G_GINT64_FORMAT ",\"turns\":%d},\"quota\":",
                          talk->n_tokens_in, talk->n_tokens_out, talk->n_turns);
  append_quota (out, call, used);
  g_string_append_c (out, '}');
  return stint_response_new_take (200, g_string_free (out, FALSE));
}

static gint64
estimate_tokens (const StintAssistSetup *setup,
                 const StintWish        *wish)
{
  gsize n_bytes = strlen (setup->prompt->system[wish->kind]) + strlen (setup->prompt->tool) + strlen (wish->document);

  return (gint64) (n_bytes / BYTES_PER_TOKEN) + setup->max_tokens;
}

/* POST /assist */
StintResponse *
stint_handle_assist (StintRepository    *repository,
                     const StintCall    *call,
                     const StintRequest *request,
                     GError            **error)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_US;
  const StintAssistSetup *setup = call->assist;
  g_autoptr (StintWish) wish = stint_wish_read (request, error);
  g_autoptr (GVariant) proposal = NULL;
  g_auto (Talk) talk = { 0 };
  gboolean spent = FALSE;
  gint64 used = 0;
  StintClaim claim;

  if (wish == NULL)
    return NULL;
  claim = (StintClaim) {
    .day = day_of (call), .max_calls = setup->calls_per_day, .max_tokens = setup->tokens_per_day, .n_tokens = estimate_tokens (setup, wish),
  };
  if (!stint_allowance_take (setup->allowance, call, &claim, &used, error))
    return NULL;

  talk.codes = g_string_new (NULL);
  proposal = talk_over (call, wish, until_us, &talk, &spent, error);
  if (!spent)
    stint_allowance_give_back (setup->allowance, call, &claim);
  else if (talk.n_tokens_in + talk.n_tokens_out > 0)
    stint_allowance_settle (setup->allowance, call, &claim, talk.n_tokens_in + talk.n_tokens_out - claim.n_tokens);
  if (proposal == NULL)
    return NULL;

  stint_metrics_add (call->metrics, STINT_METRIC_ASSIST_OK, 1);
  return make_response (call, proposal, &talk, used);
}
