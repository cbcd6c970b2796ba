/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-dynamodb-allowance.h"

#include "core/stint-time.h"
#include "service/aws/stint-dynamodb-item.h"
#include "service/aws/stint-dynamodb-text.h"
#include "service/stint-problem.h"

/* Long enough for whoever looks back at a month. */
#define KEPT_S (40 * STINT_DAY_S)

/*
 * pk Q#<user>, sk D#<day> {n, ttl}: the user's calls of that day; pk Q#ALL, sk T#<day> {n, ttl}: everybody's tokens. The role of the
 * assistant reaches no other keys.
 */
struct _StintDynamodbAllowance
{
  GObject         parent_instance;

  StintAwsClient *client;
  char           *table;
};

/* One counter, and by how much it changes. */
typedef struct
{
  char       *pk;
  char       *sk;
  int         day;
  gint64      amount;
  const char *condition;
  gint64      bound;
} Counter;

static void stint_dynamodb_allowance_allowance_init (StintAllowanceInterface *iface);

G_DEFINE_TYPE_WITH_CODE (StintDynamodbAllowance, stint_dynamodb_allowance, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (STINT_TYPE_ALLOWANCE, stint_dynamodb_allowance_allowance_init))

static char *
make_sk (const char *prefix,
         int day)
{
  StintTime date = stint_time_date (day);
  g_autofree char *text = stint_time_to_string (&date);

  return g_strconcat (prefix, text, NULL);
}

static Counter
counter_of_calls (const StintCall *call,
                  int              day,
                  gint64           amount)
{
  return (Counter) { .pk = g_strconcat ("Q#", call->user, NULL), .sk = make_sk ("D#", day), .day = day, .amount = amount };
}

static Counter
counter_of_tokens (int    day,
                   gint64 amount)
{
  return (Counter) { .pk = g_strdup ("Q#ALL"), .sk = make_sk ("T#", day), .day = day, .amount = amount };
}

static void
counter_clear (Counter *counter)
{
  g_free (counter->pk);
  g_free (counter->sk);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Counter, counter_clear)

/* @error: %STINT_AWS_ERROR */
static GVariant *
send (StintDynamodbAllowance * self,
      const StintCall * call,
      const char *target,
      GString * body,
      GError * *error)
{
  g_autofree char *text = NULL;
  gint64 started_us = g_get_monotonic_time ();
  GError *fault = NULL;
  GVariant *answer;

  g_string_append_c (body, '}');
  text = g_string_free (body, FALSE);
  answer = stint_aws_client_call (self->client, target, text, NULL, &fault);
  stint_metrics_add (call->metrics, STINT_METRIC_DDB_MS, (g_get_monotonic_time () - started_us + 500) / 1000);
  if (answer != NULL)
    return answer;

  if (fault->code != STINT_AWS_ERROR_CONDITION)
    {
      stint_metrics_add (call->metrics, STINT_METRIC_DDB_FAULT, 1);
      g_printerr ("DynamoDB: %s\n", fault->message);
    }
  g_propagate_error (error, fault);
  return NULL;
}

static GString *
begin (StintDynamodbAllowance *self,
       const Counter          *counter)
{
  GString *body = g_string_new ("{");

  stint_dynamodb_append_plain (body, "TableName", self->table);
  stint_dynamodb_append_key (body, "Key", counter->pk, counter->sk);
  return body;
}

/* Adds to a counter, if its condition holds. Returns: (transfer full): the answer, with the new number */
static GVariant *
add (StintDynamodbAllowance *self,
     const StintCall        *call,
     const Counter          *counter,
     GError                **error)
{
  GString *body = begin (self, counter);

  stint_dynamodb_append_plain (body, "UpdateExpression", "SET #n = if_not_exists(#n, :zero) + :amount, #ttl = :ttl");
  if (counter->condition != NULL)
    stint_dynamodb_append_plain (body, "ConditionExpression", counter->condition);
  stint_dynamodb_append_member (body, "ExpressionAttributeNames", "{\"#n\":\"n\",\"#ttl\":\"ttl\"}");
  stint_dynamodb_append_member (body, "ExpressionAttributeValues", "{");
  stint_dynamodb_append_number (body, ":zero", 0);
  stint_dynamodb_append_number (body, ":amount", counter->amount);
  stint_dynamodb_append_number (body, ":ttl", (gint64) counter->day * STINT_DAY_S + KEPT_S);
  if (counter->condition != NULL)
    stint_dynamodb_append_number (body, ":bound", counter->bound);
  g_string_append_c (body, '}');
  stint_dynamodb_append_plain (body, "ReturnValues", "UPDATED_NEW");
  return send (self, call, "DynamoDB_20120810.UpdateItem", body, error);
}

static void
add_anyway (StintDynamodbAllowance *self,
            const StintCall        *call,
            const Counter          *counter)
{
  g_autoptr (GVariant) answer = add (self, call, counter, NULL);
}

static void
translate_error (const GError *fault,
                 GError      **error)
{
  if (g_error_matches (fault, STINT_AWS_ERROR, STINT_AWS_ERROR_UNAVAILABLE))
    stint_problem_set (error, STINT_PROBLEM_UNAVAILABLE, "The database does not answer. The same question may be asked again.");
  else
    stint_problem_set (error, STINT_PROBLEM_INTERNAL, "The database refused the service's request.");
}

static gint64
read_number (GVariant   *answer,
             const char *member)
{
  g_autoptr (GVariant) item = stint_dynamodb_get_object (answer, member);

  return item != NULL ? stint_dynamodb_item_get_number (item, "n", 0) : 0;
}

static gboolean
dynamodb_read (StintAllowance  *allowance,
               const StintCall *call,
               int              day,
               gint64          *used,
               GError         **error)
{
  StintDynamodbAllowance *self = STINT_DYNAMODB_ALLOWANCE (allowance);
  g_auto (Counter) counter = counter_of_calls (call, day, 0);
  g_autoptr (GError) fault = NULL;
  g_autoptr (GVariant) answer = send (self, call, "DynamoDB_20120810.GetItem", begin (self, &counter), &fault);

  if (answer == NULL)
    {
      translate_error (fault, error);
      return FALSE;
    }
  *used = MAX (read_number (answer, "Item"), 0);
  return TRUE;
}

static gboolean
dynamodb_take (StintAllowance   *allowance,
               const StintCall  *call,
               const StintClaim *claim,
               gint64           *used,
               GError          **error)
{
  StintDynamodbAllowance *self = STINT_DYNAMODB_ALLOWANCE (allowance);
  g_auto (Counter) calls = counter_of_calls (call, claim->day, 1);
  g_auto (Counter) back = counter_of_calls (call, claim->day, -1);
  g_auto (Counter) tokens = counter_of_tokens (claim->day, claim->n_tokens);
  g_autoptr (GError) fault = NULL;
  g_autoptr (GVariant) counted = NULL;
  g_autoptr (GVariant) set_aside = NULL;

  calls.condition = "attribute_not_exists(#n) OR #n < :bound";
  calls.bound = claim->max_calls;
  tokens.condition = "attribute_not_exists(#n) OR #n <= :bound";
  tokens.bound = claim->max_tokens - claim->n_tokens;

  counted = add (self, call, &calls, &fault);
  if (counted != NULL)
    set_aside = add (self, call, &tokens, &fault);
  if (set_aside != NULL)
    {
      *used = read_number (counted, "Attributes");
      return TRUE;
    }

  if (counted != NULL)
    add_anyway (self, call, &back);
  if (!g_error_matches (fault, STINT_AWS_ERROR, STINT_AWS_ERROR_CONDITION))
    translate_error (fault, error);
  else if (counted != NULL)
    stint_allowance_refuse_tokens (call, error);
  else
    stint_allowance_refuse_call (call, error);
  return FALSE;
}

static void
dynamodb_give_back (StintAllowance   *allowance,
                    const StintCall  *call,
                    const StintClaim *claim)
{
  g_auto (Counter) calls = counter_of_calls (call, claim->day, -1);
  g_auto (Counter) tokens = counter_of_tokens (claim->day, -claim->n_tokens);

  add_anyway (STINT_DYNAMODB_ALLOWANCE (allowance), call, &calls);
  add_anyway (STINT_DYNAMODB_ALLOWANCE (allowance), call, &tokens);
}

static void
dynamodb_settle (StintAllowance   *allowance,
                 const StintCall  *call,
                 const StintClaim *claim,
                 gint64            n_tokens)
{
  g_auto (Counter) tokens = counter_of_tokens (claim->day, n_tokens);

  add_anyway (STINT_DYNAMODB_ALLOWANCE (allowance), call, &tokens);
}

static void
stint_dynamodb_allowance_finalize (GObject *object)
{
  StintDynamodbAllowance *self = STINT_DYNAMODB_ALLOWANCE (object);

  stint_aws_client_free (self->client);
  g_free (self->table);
  G_OBJECT_CLASS (stint_dynamodb_allowance_parent_class)->finalize (object);
}

static void
stint_dynamodb_allowance_allowance_init (StintAllowanceInterface *iface)
{
  iface->read = dynamodb_read;
  iface->take = dynamodb_take;
  iface->give_back = dynamodb_give_back;
  iface->settle = dynamodb_settle;
}

static void
stint_dynamodb_allowance_class_init (StintDynamodbAllowanceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_dynamodb_allowance_finalize;
}

static void
stint_dynamodb_allowance_init (StintDynamodbAllowance *self)
{
}

/**
 * stint_dynamodb_allowance_new:
 * @client: (transfer full): of DynamoDB
 *
 * Returns: (transfer full)
 */
StintAllowance *
stint_dynamodb_allowance_new (StintAwsClient *client,
                              const char     *table)
{
  StintDynamodbAllowance *self = g_object_new (STINT_TYPE_DYNAMODB_ALLOWANCE, NULL);

  self->client = client;
  self->table = g_strdup (table);
  return STINT_ALLOWANCE (self);
}
