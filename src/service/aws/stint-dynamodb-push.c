/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-dynamodb-private.h"

#include "service/stint-problem.h"

#include <string.h>

#define LOG_DAYS 90
/* Longer than anybody is away: a batch that was written and never acknowledged comes again. */
#define ANSWER_DAYS 400
#define SCHEMA 1

/* The places in the transaction. */
enum
{
  PLACE_HEAD,
  PLACE_ANSWER,
  PLACE_LOG,
  PLACE_DEVICE,
  PLACE_RECORDS,
};

typedef enum
{
  OUTCOME_WRITTEN,
  OUTCOME_REPLAYED,
  OUTCOME_AGAIN,
  OUTCOME_FAILED,
} Outcome;

/**
 * Writer:
 * @n_replaced: the bytes of what is replaced; -1: not yet known
 *
 * One push on its way. What is at a base never changes, so its size is asked for once.
 */
typedef struct
{
  StintDynamodbRepository *repository;
  const StintCall         *call;
  const StintPush         *push;
  char                    *pk;
  gint64                   n_replaced;
  StintHead                head;
  StintTag                 tag;
} Writer;

static gint64
expire_s (const Writer *self,
          int           days)
{
  return self->call->now_ms / 1000 + (gint64) days * 86400;
}

static void
open_entry (GString      *body,
            const Writer *self,
            const char   *verb)
{
  if (body->str[body->len - 1] != '[')
    g_string_append_c (body, ',');
  g_string_append_printf (body, "{\"%s\":{", verb);
  stint_dynamodb_append_plain (body, "TableName", self->repository->table);
}

static void
open_item (GString      *body,
           const Writer *self,
           const char   *sk)
{
  stint_dynamodb_append_member (body, "Item", "{");
  stint_dynamodb_append_text (body, "pk", self->pk);
  stint_dynamodb_append_text (body, "sk", sk);
}

static void
append_head (GString      *body,
             const Writer *self)
{
  gboolean first = self->head.tag.n == 0;

  open_entry (body, self, "Update");
  stint_dynamodb_append_key (body, "Key", self->pk, "META");
  stint_dynamodb_append_plain (body, "UpdateExpression", "SET #tag = :new, #ts = :ts, #schema = :schema ADD #cnt :cnt, #bytes :bytes");
  stint_dynamodb_append_plain (body, "ConditionExpression", first ? "attribute_not_exists(#pk)" : "#tag = :old");
  stint_dynamodb_append_member (body, "ExpressionAttributeNames",
                                first ? "{\"#tag\":\"tag\",\"#ts\":\"ts\",\"#schema\":\"schema\",\"#cnt\":\"cnt\",\"#bytes\":\"bytes\",\"#pk\":\"pk\"}"
                                : "{\"#tag\":\"tag\",\"#ts\":\"ts\",\"#schema\":\"schema\",\"#cnt\":\"cnt\",\"#bytes\":\"bytes\"}");
  stint_dynamodb_append_member (body, "ExpressionAttributeValues", "{");
  stint_dynamodb_append_text (body, ":new", self->tag.text);
  if (!first)
    stint_dynamodb_append_text (body, ":old", self->head.tag.text);
  stint_dynamodb_append_number (body, ":ts", self->call->now_ms);
  stint_dynamodb_append_number (body, ":schema", SCHEMA);
  stint_dynamodb_append_number (body, ":cnt", stint_push_n_created (self->push));
  stint_dynamodb_append_number (body, ":bytes", stint_push_n_bytes (self->push) - MAX (self->n_replaced, 0));
  g_string_append (body, "}}}");
}

static void
append_absent_condition (GString *body)
{
  stint_dynamodb_append_plain (body, "ConditionExpression", "attribute_not_exists(#pk)");
  stint_dynamodb_append_member (body, "ExpressionAttributeNames", "{\"#pk\":\"pk\"}");
}

static void
append_answer (GString      *body,
               const Writer *self)
{
  g_autofree char *sk = g_strconcat ("I#", self->push->key, NULL);

  open_entry (body, self, "Put");
  open_item (body, self, sk);
  stint_dynamodb_append_text (body, "tag", self->tag.text);
  stint_dynamodb_append_text (body, "hash", self->push->hash);
  stint_dynamodb_append_number (body, "ttl", expire_s (self, ANSWER_DAYS));
  g_string_append_c (body, '}');
  append_absent_condition (body);
  stint_dynamodb_append_plain (body, "ReturnValuesOnConditionCheckFailure", "ALL_OLD");
  g_string_append (body, "}}");
}

static void
append_log (GString      *body,
            const Writer *self)
{
  g_autofree char *sk = stint_dynamodb_log_key (self->tag.n);
  g_autofree char *ops = stint_push_log_ops (self->push, &self->tag);

  open_entry (body, self, "Put");
  open_item (body, self, sk);
  stint_dynamodb_append_text (body, "tag", self->tag.text);
  stint_dynamodb_append_text (body, "prev", self->head.tag.text);
  stint_dynamodb_append_text (body, "ops", ops);
  stint_dynamodb_append_text (body, "dev", self->push->device);
  stint_dynamodb_append_number (body, "ts", self->call->now_ms);
  stint_dynamodb_append_number (body, "ttl", expire_s (self, LOG_DAYS));
  g_string_append_c (body, '}');
  append_absent_condition (body);
  g_string_append (body, "}}");
}

static void
append_device (GString      *body,
               const Writer *self)
{
  g_autofree char *sk = g_strconcat ("D#", self->push->device, NULL);
  const char *name = self->push->device_name;

  open_entry (body, self, "Update");
  stint_dynamodb_append_key (body, "Key", self->pk, sk);
  stint_dynamodb_append_plain (body, "UpdateExpression",
                               name != NULL ? "SET #seen = :seen, #v = :v, #name = :name" : "SET #seen = :seen, #v = :v");
  stint_dynamodb_append_member (body, "ExpressionAttributeNames",
                                name != NULL ? "{\"#seen\":\"seen\",\"#v\":\"v\",\"#name\":\"name\"}"
                                : "{\"#seen\":\"seen\",\"#v\":\"v\"}");
  stint_dynamodb_append_member (body, "ExpressionAttributeValues", "{");
  stint_dynamodb_append_number (body, ":seen", self->call->now_ms);
  stint_dynamodb_append_text (body, ":v", self->tag.text);
  if (name != NULL)
    stint_dynamodb_append_text (body, ":name", name);
  g_string_append (body, "}}}");
}

static void
append_record (GString       *body,
               const Writer  *self,
               const StintOp *op)
{
  g_autofree char *sk = stint_dynamodb_record_key (op->record.kind, op->record.id);
  g_autofree char *place = op->day != NULL ? g_strconcat (op->day, "#", op->record.id, NULL) : NULL;

  open_entry (body, self, "Put");
  open_item (body, self, sk);
  stint_dynamodb_append_text (body, "v", self->tag.text);
  if (op->record.deleted)
    stint_dynamodb_append_true (body, "del");
  else
    stint_dynamodb_append_text (body, "data", op->record.data);
  stint_dynamodb_append_text (body, "edits", op->record.edits);
  stint_dynamodb_append_text (body, "at", op->record.at);
  stint_dynamodb_append_number (body, "sz", stint_stored_get_size (&op->record));
  if (place != NULL)
    {
      stint_dynamodb_append_text (body, "g1pk", self->pk);
      stint_dynamodb_append_text (body, "g1sk", place);
    }
  g_string_append_c (body, '}');

  if (op->base == NULL)
    {
      append_absent_condition (body);
    }
  else
    {
      stint_dynamodb_append_plain (body, "ConditionExpression", "#v = :base");
      stint_dynamodb_append_member (body, "ExpressionAttributeNames", "{\"#v\":\"v\"}");
      stint_dynamodb_append_member (body, "ExpressionAttributeValues", "{");
      stint_dynamodb_append_text (body, ":base", op->base);
      g_string_append_c (body, '}');
    }
  g_string_append (body, "}}");
}

/* Adds up what the records that @self replaces hold. A transaction reads them all as of one moment. */
static Outcome
read_replaced (Writer  *self,
               GError **error)
{
  GString *body = g_string_new ("{\"TransactItems\":[");
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GPtrArray) responses = NULL;
  g_autoptr (GError) fault = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < self->push->ops->len; i++)
    {
      const StintOp *op = self->push->ops->pdata[i];
      g_autofree char *sk = stint_dynamodb_record_key (op->record.kind, op->record.id);

      if (op->base == NULL)
        continue;
      any = TRUE;
      open_entry (body, self, "Get");
      stint_dynamodb_append_key (body, "Key", self->pk, sk);
      stint_dynamodb_append_plain (body, "ProjectionExpression", "#sz");
      stint_dynamodb_append_member (body, "ExpressionAttributeNames", "{\"#sz\":\"sz\"}");
      g_string_append (body, "}}");
    }
  self->n_replaced = any ? -1 : 0;
  if (!any)
    {
      g_string_free (body, TRUE);
      return OUTCOME_WRITTEN;
    }

  g_string_append_c (body, ']');
  answer = stint_dynamodb_call (self->repository, self->call, "TransactGetItems", body, NULL, &fault);
  if (g_error_matches (fault, STINT_AWS_ERROR, STINT_AWS_ERROR_CANCELLED))
    return OUTCOME_AGAIN;
  if (answer == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return OUTCOME_FAILED;
    }

  self->n_replaced = 0;
  responses = stint_dynamodb_get_list (answer, "Responses");
  for (guint i = 0; i < responses->len; i++)
    {
      g_autoptr (GVariant) item = stint_dynamodb_get_object (responses->pdata[i], "Item");

      if (item != NULL)
        self->n_replaced += stint_dynamodb_item_get_number (item, "sz", 0);
    }
  return OUTCOME_WRITTEN;
}

/* @item: (nullable): what the idempotency key stands for */
static Outcome
judge_answer (Writer   *self,
              GVariant *item,
              GError  **error)
{
  if (g_strcmp0 (stint_dynamodb_item_get_text (item, "hash"), self->push->hash) != 0)
    {
      stint_problem_set (error, STINT_PROBLEM_KEY_REUSED, "The Idempotency-Key was used for another request.");
      return OUTCOME_FAILED;
    }
  if (!stint_tag_parse (stint_dynamodb_item_get_text (item, "tag"), &self->tag))
    {
      stint_problem_set (error, STINT_PROBLEM_INTERNAL, "An item of the table is no answer.");
      return OUTCOME_FAILED;
    }
  return OUTCOME_REPLAYED;
}

/* Looks whether this very push was written before, before it is said that it cannot be. */
static Outcome
find_answer (Writer   *self,
             gboolean *found,
             GError  **error)
{
  g_autofree char *sk = g_strconcat ("I#", self->push->key, NULL);
  g_autoptr (GVariant) item = NULL;

  *found = FALSE;
  if (!stint_dynamodb_get_item (self->repository, self->call, sk, &item, error))
    return OUTCOME_FAILED;
  *found = item != NULL;
  return item != NULL ? judge_answer (self, item, error) : OUTCOME_FAILED;
}

static const char *
get_reason (GPtrArray *reasons,
            guint      i)
{
  const char *code = "None";

  if (i < reasons->len)
    g_variant_lookup (reasons->pdata[i], "Code", "&s", &code);
  return code;
}

static gboolean
failed_condition (GPtrArray *reasons,
                  guint      i)
{
  return strcmp (get_reason (reasons, i), "ConditionalCheckFailed") == 0;
}

/* The records that are not at their bases. An old push that was written, and whose records went on since, is a replay all the same. */
static Outcome
judge_records (Writer    *self,
               GPtrArray *reasons,
               GError   **error)
{
  g_autofree gboolean *conflicts = g_new0 (gboolean, self->push->ops->len + 1);
  gboolean any = FALSE;
  gboolean found;
  Outcome outcome;

  for (guint i = 0; i < self->push->ops->len; i++)
    {
      conflicts[i] = failed_condition (reasons, PLACE_RECORDS + i);
      any = any || conflicts[i];
    }
  if (!any)
    {
      stint_problem_set (error, STINT_PROBLEM_INTERNAL, "The database cancelled a transaction without a reason.");
      return OUTCOME_FAILED;
    }

  outcome = find_answer (self, &found, error);
  if (found || (error != NULL && *error != NULL))
    return outcome;
  stint_repository_set_conflict (self->push, conflicts, error);
  return OUTCOME_FAILED;
}

/*
 * Reads why a transaction was cancelled. Which reasons are given when several hold is not documented, so the order is that in
 * which they would be met: an answer that was given stands; what was merely late is tried again; only then a contradiction counts.
 */
static Outcome
judge_reasons (Writer   *self,
               GVariant *answer,
               GError  **error)
{
  g_autoptr (GPtrArray) reasons = stint_dynamodb_get_list (answer, "CancellationReasons");

  if (failed_condition (reasons, PLACE_ANSWER))
    {
      g_autoptr (GVariant) item = stint_dynamodb_get_object (reasons->pdata[PLACE_ANSWER], "Item");
      gboolean found;

      return item != NULL ? judge_answer (self, item, error) : find_answer (self, &found, error);
    }

  if (failed_condition (reasons, PLACE_HEAD))
    return OUTCOME_AGAIN;
  for (guint i = 0; i < reasons->len; i++)
    if (stint_dynamodb_is_passing (get_reason (reasons, i)))
      return OUTCOME_AGAIN;

  if (failed_condition (reasons, PLACE_LOG))
    {
      stint_problem_set (error, STINT_PROBLEM_INCONSISTENT, "The log already holds what shall come next.");
      return OUTCOME_FAILED;
    }
  return judge_records (self, reasons, error);
}

static Outcome
write_all (Writer  *self,
           GError **error)
{
  GString *body = g_string_sized_new (4096);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) reasons = NULL;
  g_autoptr (GError) fault = NULL;

  stint_tag_init_next (&self->tag, &self->head.tag, self->push->key, self->push->body);
  g_string_append (body, "{\"TransactItems\":[");
  append_head (body, self);
  append_answer (body, self);
  append_log (body, self);
  append_device (body, self);
  for (guint i = 0; i < self->push->ops->len; i++)
    {
      const StintOp *op = self->push->ops->pdata[i];

      append_record (body, self, op);
    }
  g_string_append_c (body, ']');

  answer = stint_dynamodb_call (self->repository, self->call, "TransactWriteItems", body, &reasons, &fault);
  if (answer != NULL)
    return OUTCOME_WRITTEN;
  if (g_error_matches (fault, STINT_AWS_ERROR, STINT_AWS_ERROR_CANCELLED) && reasons != NULL)
    return judge_reasons (self, reasons, error);
  g_propagate_error (error, g_steal_pointer (&fault));
  return OUTCOME_FAILED;
}

static Outcome
try_push (Writer  *self,
          GError **error)
{
  gint64 n_created = stint_push_n_created (self->push);
  g_autoptr (GError) full = NULL;
  Outcome outcome = OUTCOME_WRITTEN;
  gboolean found;

  if (!stint_dynamodb_read_head (self->repository, self->call, &self->head, error) ||
      !stint_repository_check_erased (self->push, &self->head, error))
    return OUTCOME_FAILED;

  if (self->n_replaced < 0)
    outcome = read_replaced (self, error);
  if (outcome != OUTCOME_WRITTEN)
    return outcome;

  if (!stint_repository_check_room (&self->head, n_created, stint_push_n_bytes (self->push) - self->n_replaced, &full))
    {
      outcome = find_answer (self, &found, error);
      if (!found && error != NULL && *error == NULL)
        g_propagate_error (error, g_steal_pointer (&full));
      return outcome;
    }

  return write_all (self, error);
}

/**
 * stint_dynamodb_push:
 *
 * Reads the head, then writes head, answer, log, device and records in one transaction that holds only if nothing of it has moved.
 * Whoever comes second reads the head again.
 */
gboolean
stint_dynamodb_push (StintRepository *repository,
                     const StintCall *call,
                     const StintPush *push,
                     StintTag        *tag,
                     gboolean        *replayed,
                     GError         **error)
{
  g_autofree char *pk = stint_dynamodb_user_key (call->user);
  Writer self = {
    .repository = STINT_DYNAMODB_REPOSITORY (repository), .call = call, .push = push, .pk = pk, .n_replaced = -1,
  };

  for (int n_tries = 1; n_tries <= STINT_DYNAMODB_MAX_TRIES; n_tries++)
    {
      g_autoptr (GError) fault = NULL;
      Outcome outcome = try_push (&self, &fault);

      if (outcome == OUTCOME_FAILED)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      if (outcome != OUTCOME_AGAIN)
        {
          *tag = self.tag;
          *replayed = outcome == OUTCOME_REPLAYED;
          return TRUE;
        }
      if (n_tries < STINT_DYNAMODB_MAX_TRIES)
        stint_aws_client_pause (self.repository->client, n_tries);
    }

  stint_problem_set (error, STINT_PROBLEM_BUSY, "Other devices push at this moment. The same request may be sent again.");
  return FALSE;
}
