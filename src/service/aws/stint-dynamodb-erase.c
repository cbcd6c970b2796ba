/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-dynamodb-private.h"

#include "service/stint-problem.h"

#include <string.h>

/* What a transaction takes. */
#define BATCH_ITEMS 100
#define MAX_BATCHES 5

/* Sets the head to a fresh tag that says "erased". Whatever is being pushed fails on it. @again: somebody pushed first */
static gboolean
mark_head (StintDynamodbRepository *self,
           const StintCall         *call,
           StintHead               *head,
           gboolean                *again,
           GError                 **error)
{
  g_autofree char *pk = stint_dynamodb_user_key (call->user);
  g_autofree char *key = g_uuid_string_random ();
  GString *body = stint_dynamodb_begin (self);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) fault = NULL;
  StintTag tag;

  stint_tag_init_next (&tag, &head->tag, key, NULL);
  stint_dynamodb_append_key (body, "Key", pk, "META");
  stint_dynamodb_append_plain (body, "UpdateExpression",
                               "SET #tag = :new, #erased = :n, #ts = :ts, #cnt = :none, #bytes = :none");
  stint_dynamodb_append_plain (body, "ConditionExpression", "#tag = :old");
  stint_dynamodb_append_member (body, "ExpressionAttributeNames",
                                "{\"#tag\":\"tag\",\"#erased\":\"erased\",\"#ts\":\"ts\",\"#cnt\":\"cnt\",\"#bytes\":\"bytes\"}");
  stint_dynamodb_append_member (body, "ExpressionAttributeValues", "{");
  stint_dynamodb_append_text (body, ":new", tag.text);
  stint_dynamodb_append_text (body, ":old", head->tag.text);
  stint_dynamodb_append_number (body, ":n", tag.n);
  stint_dynamodb_append_number (body, ":ts", call->now_ms);
  stint_dynamodb_append_number (body, ":none", 0);
  g_string_append_c (body, '}');

  answer = stint_dynamodb_call (self, call, "UpdateItem", body, NULL, &fault);
  *again = g_error_matches (fault, STINT_AWS_ERROR, STINT_AWS_ERROR_CONDITION);
  if (answer == NULL && !*again)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  head->tag = tag;
  head->erased_n = tag.n;
  return TRUE;
}

/* Sees to it that the head says "erased". @head: (out): as it then is; its tag's n is 0 if nobody ever pushed */
static gboolean
ensure_marked (StintDynamodbRepository *self,
               const StintCall         *call,
               StintHead               *head,
               GError                 **error)
{
  for (int n_tries = 1; n_tries <= STINT_DYNAMODB_MAX_TRIES; n_tries++)
    {
      gboolean again;

      if (!stint_dynamodb_read_head (self, call, head, error))
        return FALSE;
      if (head->tag.n == head->erased_n)
        return TRUE;
      if (!mark_head (self, call, head, &again, error))
        return FALSE;
      if (!again)
        return TRUE;
      stint_aws_client_pause (self->client, n_tries);
    }

  stint_problem_set (error, STINT_PROBLEM_BUSY, "Other devices push at this moment. The same request may be sent again.");
  return FALSE;
}

static GVariant *
query_items (StintDynamodbRepository *self,
             const StintCall         *call,
             const char              *after,
             GError                 **error)
{
  g_autofree char *pk = stint_dynamodb_user_key (call->user);
  g_autofree char *limit = g_strdup_printf ("%d", BATCH_ITEMS);
  GString *body = stint_dynamodb_begin (self);

  stint_dynamodb_append_plain (body, "KeyConditionExpression", "#pk = :pk");
  stint_dynamodb_append_plain (body, "ProjectionExpression", "#sk, #v, #tag");
  stint_dynamodb_append_member (body, "ExpressionAttributeNames", "{\"#pk\":\"pk\",\"#sk\":\"sk\",\"#v\":\"v\",\"#tag\":\"tag\"}");
  stint_dynamodb_append_member (body, "ExpressionAttributeValues", "{");
  stint_dynamodb_append_text (body, ":pk", pk);
  g_string_append_c (body, '}');
  stint_dynamodb_append_member (body, "ConsistentRead", "true");
  stint_dynamodb_append_member (body, "Limit", limit);
  if (after != NULL)
    stint_dynamodb_append_key (body, "ExclusiveStartKey", pk, after);
  return stint_dynamodb_call (self, call, "Query", body, NULL, error);
}

/* Appends the deleting of @item, if it is from before the erasing: what was uploaded since stays. Returns: whether it is */
static gboolean
append_delete (GString                 *body,
               StintDynamodbRepository *self,
               const char              *pk,
               GVariant                *item,
               gint64                   erased_n)
{
  const char *sk = stint_dynamodb_item_get_text (item, "sk");
  const char *version = stint_dynamodb_item_get_text (item, "v");
  const char *tag_text = stint_dynamodb_item_get_text (item, "tag");
  const char *text = version != NULL ? version : tag_text;
  StintTag tag;

  if (sk == NULL || strcmp (sk, "META") == 0 || (stint_tag_parse (text, &tag) && tag.n > erased_n))
    return FALSE;

  if (body->str[body->len - 1] != '[')
    g_string_append_c (body, ',');
  g_string_append (body, "{\"Delete\":{");
  stint_dynamodb_append_plain (body, "TableName", self->table);
  stint_dynamodb_append_key (body, "Key", pk, sk);
  if (text != NULL)
    {
      stint_dynamodb_append_plain (body, "ConditionExpression", "#v = :v");
      stint_dynamodb_append_member (body, "ExpressionAttributeNames", version != NULL ? "{\"#v\":\"v\"}" : "{\"#v\":\"tag\"}");
      stint_dynamodb_append_member (body, "ExpressionAttributeValues", "{");
      stint_dynamodb_append_text (body, ":v", text);
      g_string_append_c (body, '}');
    }
  g_string_append (body, "}}");
  return TRUE;
}

/* Deletes what of @items is old, in one transaction. @again: somebody wrote to one of them; look again */
static gboolean
delete_items (StintDynamodbRepository *self,
              const StintCall         *call,
              GPtrArray               *items,
              gint64                   erased_n,
              gint64                  *n_deleted,
              gboolean                *again,
              GError                 **error)
{
  g_autofree char *pk = stint_dynamodb_user_key (call->user);
  GString *body = g_string_new ("{\"TransactItems\":[");
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) fault = NULL;
  int n = 0;

  *again = FALSE;
  for (guint i = 0; i < items->len; i++)
    n += append_delete (body, self, pk, items->pdata[i], erased_n);
  if (n == 0)
    {
      g_string_free (body, TRUE);
      return TRUE;
    }

  g_string_append_c (body, ']');
  answer = stint_dynamodb_call (self, call, "TransactWriteItems", body, NULL, &fault);
  if (answer != NULL)
    *n_deleted += n;
  else if (g_error_matches (fault, STINT_AWS_ERROR, STINT_AWS_ERROR_CANCELLED))
    *again = TRUE;
  else
    g_propagate_error (error, g_steal_pointer (&fault));
  return answer != NULL || *again;
}

/**
 * stint_dynamodb_erase:
 *
 * The head goes first and stays: it tells every device, however long it was away, that the account was erased. Then go all
 * other items, a part in each call.
 */
gboolean
stint_dynamodb_erase (StintRepository *repository,
                      const StintCall *call,
                      gint64          *n_deleted,
                      gboolean        *more,
                      GError         **error)
{
  StintDynamodbRepository *self = STINT_DYNAMODB_REPOSITORY (repository);
  g_autofree char *after = NULL;
  int n_again = 0;
  StintHead head;

  *n_deleted = 0;
  *more = FALSE;
  if (!ensure_marked (self, call, &head, error))
    return FALSE;

  for (int n_batches = 0; n_batches < MAX_BATCHES && n_again < STINT_DYNAMODB_MAX_TRIES;)
    {
      g_autoptr (GVariant) answer = query_items (self, call, after, error);
      g_autoptr (GPtrArray) items = answer != NULL ? stint_dynamodb_get_list (answer, "Items") : NULL;
      g_autoptr (GVariant) last = answer != NULL ? stint_dynamodb_get_object (answer, "LastEvaluatedKey") : NULL;
      gboolean again;

      if (answer == NULL || !delete_items (self, call, items, head.erased_n, n_deleted, &again, error))
        return FALSE;
      if (again)
        {
          stint_aws_client_pause (self->client, ++n_again);
          continue;
        }

      n_batches++;
      *more = last != NULL;
      if (last == NULL)
        return TRUE;
      g_free (after);
      after = g_strdup (stint_dynamodb_item_get_text (last, "sk"));
    }

  *more = TRUE;
  return TRUE;
}
