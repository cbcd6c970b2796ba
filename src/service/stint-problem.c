/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-problem.h"

#include "wire/stint-json.h"

/* RFC 9457 §3.1.1: a name that need not be an address. */
#define TYPE_PREFIX "urn:stint:problem:"

/* @faults and @records are JSON, each entry written when it is added. */
typedef struct
{
  GString *faults;
  GString *records;
  gsize    n_faults;
  char    *head;
  char    *codes;
  int      retry_after_s;
} StintProblemPrivate;

static void
stint_problem_private_init (StintProblemPrivate *self)
{
  self->faults = g_string_new (NULL);
  self->records = g_string_new (NULL);
}

static void
stint_problem_private_copy (const StintProblemPrivate *from,
                            StintProblemPrivate       *to)
{
  to->faults = g_string_new (from->faults->str);
  to->records = g_string_new (from->records->str);
  to->n_faults = from->n_faults;
  to->head = g_strdup (from->head);
  to->codes = g_strdup (from->codes);
  to->retry_after_s = from->retry_after_s;
}

static void
stint_problem_private_clear (StintProblemPrivate *self)
{
  g_string_free (self->faults, TRUE);
  g_string_free (self->records, TRUE);
  g_free (self->head);
  g_free (self->codes);
}

G_DEFINE_EXTENDED_ERROR (StintProblem, stint_problem)

static const struct
{
  int         status;
  const char *name;
  const char *title;
} problems[STINT_N_PROBLEMS] = {
  [STINT_PROBLEM_INVALID_REQUEST] = { 400, "invalid-request", "The request is not valid" },
  [STINT_PROBLEM_NO_USER] = { 401, "no-user", "The token names no user" },
  [STINT_PROBLEM_CLIENT] = { 403, "client", "The token is for another client" },
  [STINT_PROBLEM_FULL] = { 403, "full", "The account is full" },
  [STINT_PROBLEM_NOT_FOUND] = { 404, "not-found", "There is no such thing" },
  [STINT_PROBLEM_METHOD] = { 405, "method-not-allowed", "This address has no such method" },
  [STINT_PROBLEM_CONFLICT] = { 409, "conflict", "Somebody was first" },
  [STINT_PROBLEM_EXPIRED] = { 410, "expired", "The log does not reach back that far" },
  [STINT_PROBLEM_DIVERGED] = { 410, "diverged", "The cursor is of another past" },
  [STINT_PROBLEM_ERASED] = { 410, "erased", "The account was erased" },
  [STINT_PROBLEM_TOO_LARGE] = { 413, "too-large", "The request is too large" },
  [STINT_PROBLEM_MEDIA_TYPE] = { 415, "media-type", "The body must be JSON" },
  [STINT_PROBLEM_KEY_REUSED] = { 422, "idempotency-key-reused", "The key belongs to another request" },
  [STINT_PROBLEM_REJECTED] = { 422, "rejected", "The assistant's answer is not good" },
  [STINT_PROBLEM_CLIENT_TOO_OLD] = { 426, "client-too-old", "This version of the client is too old" },
  [STINT_PROBLEM_QUOTA] = { 429, "quota-exceeded", "The quota of the day is used up" },
  [STINT_PROBLEM_INTERNAL] = { 500, "internal", "The service failed" },
  [STINT_PROBLEM_INCONSISTENT] = { 500, "inconsistent", "The table contradicts itself" },
  [STINT_PROBLEM_BUSY] = { 503, "busy", "Too many changes at once" },
  [STINT_PROBLEM_UNAVAILABLE] = { 503, "unavailable", "A part of the service does not answer" },
};

static gboolean
is_problem (const GError *error)
{
  return error->domain == STINT_PROBLEM && error->code >= 0 && error->code < STINT_N_PROBLEMS;
}

static StintProblemCode
get_code (const GError *error)
{
  return is_problem (error) ? (StintProblemCode) error->code : STINT_PROBLEM_INTERNAL;
}

static void
append_member (GString    *out,
               const char *name,
               const char *value)
{
  stint_json_append_string (out, name);
  g_string_append_c (out, ':');
  stint_json_append_string (out, value);
}

int
stint_problem_get_status (const GError *error)
{
  return problems[get_code (error)].status;
}

/**
 * stint_problem_to_json:
 * @error: of any domain; what another than ours says may hold anything, so it stays here
 * @request_id: (nullable): becomes `instance`, so that a person can quote it and the log can be found by it
 *
 * Returns: (transfer full): the body, `application/problem+json` (RFC 9457)
 */
char *
stint_problem_to_json (const GError *error,
                       const char   *request_id)
{
  StintProblemCode code = get_code (error);
  StintProblemPrivate *extra = is_problem (error) ? stint_problem_get_private (error) : NULL;
  g_autofree char *type = g_strconcat (TYPE_PREFIX, problems[code].name, NULL);
  GString *out = g_string_new ("{");

  append_member (out, "type", type);
  g_string_append_c (out, ',');
  append_member (out, "title", problems[code].title);
  g_string_append_printf (out, ",\"status\":%d,", problems[code].status);
  append_member (out, "detail", extra != NULL ? error->message : "What happened is in the log, under the id of this request.");
  if (request_id != NULL)
    {
      g_string_append_c (out, ',');
      append_member (out, "instance", request_id);
    }
  if (extra != NULL && extra->faults->len > 0)
    g_string_append_printf (out, ",\"errors\":[%s]", extra->faults->str);
  if (extra != NULL && extra->records->len > 0)
    g_string_append_printf (out, ",\"records\":[%s]", extra->records->str);
  if (extra != NULL && extra->head != NULL)
    {
      g_string_append_c (out, ',');
      append_member (out, "head", extra->head);
    }
  if (extra != NULL && extra->codes != NULL)
    g_string_append_printf (out, ",\"codes\":[%s]", extra->codes);
  g_string_append_c (out, '}');

  return g_string_free (out, FALSE);
}

/**
 * stint_problem_set:
 * @format: a sentence for people, without anything that a person wrote
 *
 * What is wrong in detail, and where, is added to the error afterwards.
 */
void
stint_problem_set (GError         **error,
                   StintProblemCode code,
                   const char      *format,
                   ...)
{
  va_list args;

  if (error == NULL)
    return;
  va_start (args, format);
  *error = g_error_new_valist (STINT_PROBLEM, code, format, args);
  va_end (args);
}

/**
 * stint_problem_add_fault:
 * @pointer: where in the body (RFC 6901); "" is the whole of it
 */
void
stint_problem_add_fault (GError     *error,
                         const char *pointer,
                         const char *detail)
{
  StintProblemPrivate *extra = stint_problem_get_private (error);

  if (extra->faults->len > 0)
    g_string_append_c (extra->faults, ',');
  g_string_append_c (extra->faults, '{');
  append_member (extra->faults, "pointer", pointer);
  g_string_append_c (extra->faults, ',');
  append_member (extra->faults, "detail", detail);
  g_string_append_c (extra->faults, '}');
  extra->n_faults++;
}

void
stint_problem_add_record (GError     *error,
                          const char *kind,
                          const char *id)
{
  StintProblemPrivate *extra = stint_problem_get_private (error);

  if (extra->records->len > 0)
    g_string_append_c (extra->records, ',');
  g_string_append_c (extra->records, '{');
  append_member (extra->records, "kind", kind);
  g_string_append_c (extra->records, ',');
  append_member (extra->records, "id", id);
  g_string_append_c (extra->records, '}');
}

/* Where the account stands: after a 410 `erased` the client may begin anew from there. */
void
stint_problem_set_head (GError     *error,
                        const char *head)
{
  StintProblemPrivate *extra = stint_problem_get_private (error);

  g_free (extra->head);
  extra->head = g_strdup (head);
}

/* @codes: JSON strings with commas: why the assistant's answer was rejected */
void
stint_problem_set_codes (GError     *error,
                         const char *codes)
{
  StintProblemPrivate *extra = stint_problem_get_private (error);

  g_free (extra->codes);
  extra->codes = g_strdup (codes);
}

void
stint_problem_set_retry_after (GError *error,
                               int     seconds)
{
  stint_problem_get_private (error)->retry_after_s = seconds;
}

/* Returns: after how many seconds it may be tried again; 0: it is not said */
int
stint_problem_get_retry_after (const GError *error)
{
  return is_problem (error) ? stint_problem_get_private (error)->retry_after_s : 0;
}

gsize
stint_problem_n_faults (const GError *error)
{
  return is_problem (error) ? stint_problem_get_private (error)->n_faults : 0;
}
