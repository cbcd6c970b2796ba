/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-dynamodb-private.h"

#include "service/stint-problem.h"

#include <string.h>

/*
 * One table: pk U#<user>; sk META (head), E#<kind>#<id> (records), L#<n> (log), I#<key> (answers given), D#<device>. The index byDay has
 * g1pk U#<user>, g1sk <day>#<id>. Every attribute's name goes through a placeholder, for many are reserved words.
 */

static void stint_dynamodb_repository_repository_init (StintRepositoryInterface *iface);

G_DEFINE_TYPE_WITH_CODE (StintDynamodbRepository, stint_dynamodb_repository, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (STINT_TYPE_REPOSITORY, stint_dynamodb_repository_repository_init))

/* Returns: (transfer full): a request's beginning; stint_dynamodb_call() ends it */
GString *
stint_dynamodb_begin (StintDynamodbRepository * self)
{
  GString *body = g_string_new ("{");

  stint_dynamodb_append_plain (body, "TableName", self->table);
  return body;
}

static void
translate_error (const StintCall *call,
                 GError          *fault,
                 GError         **error)
{
  if (fault->code == STINT_AWS_ERROR_UNAVAILABLE || fault->code == STINT_AWS_ERROR_REFUSED)
    {
      stint_metrics_add (call->metrics, STINT_METRIC_DDB_FAULT, 1);
      g_printerr ("DynamoDB: %s\n", fault->message);
    }

  if (fault->code == STINT_AWS_ERROR_UNAVAILABLE)
    stint_problem_set (error, STINT_PROBLEM_UNAVAILABLE, "The database does not answer. The same request may be sent again.");
  else if (fault->code == STINT_AWS_ERROR_REFUSED)
    stint_problem_set (error, STINT_PROBLEM_INTERNAL, "The database refused the service's request.");
  else
    g_propagate_error (error, g_error_copy (fault));
  g_error_free (fault);
}

/**
 * stint_dynamodb_call:
 * @body: (transfer full): a request but for its last brace
 * @reasons: (out) (optional) (nullable): see stint_aws_client_call()
 *
 * Returns: (transfer full): the answer; %NULL with a problem, or %STINT_AWS_ERROR_CONDITION or _CANCELLED
 */
GVariant *
stint_dynamodb_call (StintDynamodbRepository *self,
                     const StintCall         *call,
                     const char              *operation,
                     GString                 *body,
                     GVariant               **reasons,
                     GError                 **error)
{
  g_autofree char *target = g_strconcat ("DynamoDB_20120810.", operation, NULL);
  g_autofree char *text = NULL;
  gint64 started_us = g_get_monotonic_time ();
  GError *fault = NULL;
  GVariant *answer;

  g_string_append_c (body, '}');
  text = g_string_free (body, FALSE);
  answer = stint_aws_client_call (self->client, target, text, reasons, &fault);
  stint_metrics_add (call->metrics, STINT_METRIC_DDB_MS, (g_get_monotonic_time () - started_us + 500) / 1000);
  if (answer == NULL)
    translate_error (call, fault, error);
  return answer;
}

/* Returns: whether a transaction that was cancelled for that reason may go through the next time */
gboolean
stint_dynamodb_is_passing (const char *reason)
{
  static const char *const passing[] = {
    "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "ItemCollectionSizeLimitExceeded", NULL,
  };

  return g_strv_contains (passing, reason);
}

/**
 * stint_dynamodb_get_item:
 * @item: (out) (nullable): one of the user's items as of now; %NULL if there is none
 */
gboolean
stint_dynamodb_get_item (StintDynamodbRepository *self,
                         const StintCall         *call,
                         const char              *sk,
                         GVariant               **item,
                         GError                 **error)
{
  g_autofree char *pk = stint_dynamodb_user_key (call->user);
  GString *body = stint_dynamodb_begin (self);
  g_autoptr (GVariant) answer = NULL;

  *item = NULL;
  stint_dynamodb_append_member (body, "ConsistentRead", "true");
  stint_dynamodb_append_key (body, "Key", pk, sk);
  answer = stint_dynamodb_call (self, call, "GetItem", body, NULL, error);
  if (answer == NULL)
    return FALSE;

  *item = stint_dynamodb_get_object (answer, "Item");
  return TRUE;
}

gboolean
stint_dynamodb_read_head (StintDynamodbRepository *self,
                          const StintCall         *call,
                          StintHead               *head,
                          GError                 **error)
{
  g_autoptr (GVariant) item = NULL;

  if (!stint_dynamodb_get_item (self, call, "META", &item, error))
    return FALSE;
  if (item != NULL)
    return stint_dynamodb_item_to_head (item, head, error);

  *head = (StintHead) { 0 };
  stint_tag_init_none (&head->tag);
  return TRUE;
}

static gboolean
dynamodb_read_head (StintRepository *repository,
                    const StintCall *call,
                    StintHead       *head,
                    GError         **error)
{
  return stint_dynamodb_read_head (STINT_DYNAMODB_REPOSITORY (repository), call, head, error);
}

/* One consistent query from a place in the log up to META: log and head for one read unit. */
static GVariant *
query_log (StintDynamodbRepository *self,
           const StintCall         *call,
           const StintTag          *since,
           int                      limit,
           GError                 **error)
{
  g_autofree char *pk = stint_dynamodb_user_key (call->user);
  g_autofree char *from = stint_dynamodb_log_key (since->n + 1);
  g_autofree char *count = g_strdup_printf ("%d", limit + 1);
  GString *body = stint_dynamodb_begin (self);

  stint_dynamodb_append_plain (body, "KeyConditionExpression", "#pk = :pk AND #sk BETWEEN :from AND :meta");
  stint_dynamodb_append_member (body, "ExpressionAttributeNames", "{\"#pk\":\"pk\",\"#sk\":\"sk\"}");
  stint_dynamodb_append_member (body, "ExpressionAttributeValues", "{");
  stint_dynamodb_append_text (body, ":pk", pk);
  stint_dynamodb_append_text (body, ":from", from);
  stint_dynamodb_append_text (body, ":meta", "META");
  g_string_append_c (body, '}');
  stint_dynamodb_append_member (body, "ConsistentRead", "true");
  stint_dynamodb_append_member (body, "Limit", count);
  return stint_dynamodb_call (self, call, "Query", body, NULL, error);
}

static StintLogPage *
dynamodb_pull (StintRepository *repository,
               const StintCall *call,
               const StintTag  *since,
               int              limit,
               GError         **error)
{
  StintDynamodbRepository *self = STINT_DYNAMODB_REPOSITORY (repository);
  g_autoptr (GVariant) answer = query_log (self, call, since, limit, error);
  g_autoptr (GPtrArray) items = answer != NULL ? stint_dynamodb_get_list (answer, "Items") : NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_log_entry_free);
  gboolean has_head = FALSE;
  StintHead head;

  if (answer == NULL)
    return NULL;

  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (stint_dynamodb_item_get_text (items->pdata[i], "sk"), "META") == 0)
      {
        has_head = TRUE;
        if (!stint_dynamodb_item_to_head (items->pdata[i], &head, error))
          return NULL;
      }
    else if (found->len < (guint) limit)
      {
        StintLogEntry *entry = stint_dynamodb_item_to_entry (items->pdata[i], error);

        if (entry == NULL)
          return NULL;
        g_ptr_array_add (found, entry);
      }

  if (!has_head && !stint_dynamodb_read_head (self, call, &head, error))
    return NULL;
  return stint_log_page_new (found, since, &head, call->now_ms, error);
}

static gboolean
read_page (StintStoredPage *page,
           GVariant        *answer,
           GError         **error)
{
  g_autoptr (GPtrArray) items = stint_dynamodb_get_list (answer, "Items");

  for (guint i = 0; i < items->len; i++)
    {
      StintStored *record = stint_dynamodb_item_to_record (items->pdata[i], error);

      if (record == NULL)
        return FALSE;
      g_ptr_array_add (page->records, record);
    }
  return TRUE;
}

/* Returns: (transfer full) (nullable): where a query that @answer broke off goes on */
static char *
dup_cursor (GVariant *answer,
            gboolean  with_day)
{
  g_autoptr (GVariant) last = stint_dynamodb_get_object (answer, "LastEvaluatedKey");
  const char *sk = last != NULL ? stint_dynamodb_item_get_text (last, "sk") : NULL;
  const char *place = last != NULL ? stint_dynamodb_item_get_text (last, "g1sk") : NULL;
  g_autofree char *day = place != NULL ? g_strndup (place, strcspn (place, "#")) : NULL;
  g_auto (GStrv) parts = sk != NULL ? g_strsplit (sk, "#", 3) : NULL;
  StintKind kind;

  if (parts == NULL || g_strv_length (parts) != 3 || !stint_kind_from_string (parts[1], &kind))
    return NULL;
  return stint_cursor_new (with_day ? day : NULL, kind, parts[2]);
}

static StintStoredPage *
dynamodb_snapshot (StintRepository *repository,
                   const StintCall *call,
                   const char      *cursor,
                   GError         **error)
{
  StintDynamodbRepository *self = STINT_DYNAMODB_REPOSITORY (repository);
  g_autofree char *pk = stint_dynamodb_user_key (call->user);
  g_autoptr (StintStoredPage) page = stint_stored_page_new ();
  g_autoptr (GVariant) answer = NULL;
  GString *body = stint_dynamodb_begin (self);
  StintKind kind;
  const char *id;

  stint_dynamodb_append_plain (body, "KeyConditionExpression", "#pk = :pk AND begins_with(#sk, :records)");
  stint_dynamodb_append_member (body, "ExpressionAttributeNames", "{\"#pk\":\"pk\",\"#sk\":\"sk\"}");
  stint_dynamodb_append_member (body, "ExpressionAttributeValues", "{");
  stint_dynamodb_append_text (body, ":pk", pk);
  stint_dynamodb_append_text (body, ":records", "E#");
  g_string_append_c (body, '}');
  stint_dynamodb_append_member (body, "ConsistentRead", "true");
  if (cursor != NULL && stint_cursor_parse (cursor, &kind, &id))
    {
      g_autofree char *sk = stint_dynamodb_record_key (kind, id);

      stint_dynamodb_append_key (body, "ExclusiveStartKey", pk, sk);
    }

  answer = stint_dynamodb_call (self, call, "Query", body, NULL, error);
  if (answer == NULL || !read_page (page, answer, error))
    return NULL;
  page->cursor = dup_cursor (answer, FALSE);
  return g_steal_pointer (&page);
}

static void
append_day_start (GString    *body,
                  const char *pk,
                  const char *cursor)
{
  g_autofree char *day = NULL;
  g_autofree char *sk = NULL;
  g_autofree char *place = NULL;
  StintKind kind;
  const char *id;

  if (!stint_day_cursor_parse (cursor, &day, &kind, &id))
    return;

  sk = stint_dynamodb_record_key (kind, id);
  place = g_strconcat (day, "#", id, NULL);
  stint_dynamodb_append_member (body, "ExclusiveStartKey", "{");
  stint_dynamodb_append_text (body, "pk", pk);
  stint_dynamodb_append_text (body, "sk", sk);
  stint_dynamodb_append_text (body, "g1pk", pk);
  stint_dynamodb_append_text (body, "g1sk", place);
  g_string_append_c (body, '}');
}

static StintStoredPage *
dynamodb_list_days (StintRepository *repository,
                    const StintCall *call,
                    const char      *from,
                    const char      *to,
                    const char      *cursor,
                    GError         **error)
{
  StintDynamodbRepository *self = STINT_DYNAMODB_REPOSITORY (repository);
  g_autofree char *pk = stint_dynamodb_user_key (call->user);
  /* "~" sorts after the "#" that follows a day. */
  g_autofree char *end = g_strconcat (to, "~", NULL);
  g_autoptr (StintStoredPage) page = stint_stored_page_new ();
  g_autoptr (GVariant) answer = NULL;
  GString *body = stint_dynamodb_begin (self);

  stint_dynamodb_append_plain (body, "IndexName", "byDay");
  stint_dynamodb_append_plain (body, "KeyConditionExpression", "#pk = :pk AND #day BETWEEN :from AND :to");
  stint_dynamodb_append_member (body, "ExpressionAttributeNames", "{\"#pk\":\"g1pk\",\"#day\":\"g1sk\"}");
  stint_dynamodb_append_member (body, "ExpressionAttributeValues", "{");
  stint_dynamodb_append_text (body, ":pk", pk);
  stint_dynamodb_append_text (body, ":from", from);
  stint_dynamodb_append_text (body, ":to", end);
  g_string_append_c (body, '}');
  if (cursor != NULL)
    append_day_start (body, pk, cursor);

  answer = stint_dynamodb_call (self, call, "Query", body, NULL, error);
  if (answer == NULL || !read_page (page, answer, error))
    return NULL;
  page->cursor = dup_cursor (answer, TRUE);
  return g_steal_pointer (&page);
}

static StintStored *
dynamodb_find (StintRepository *repository,
               const StintCall *call,
               StintKind        kind,
               const char      *id,
               GError         **error)
{
  g_autofree char *sk = stint_dynamodb_record_key (kind, id);
  g_autoptr (GVariant) item = NULL;

  if (!stint_dynamodb_get_item (STINT_DYNAMODB_REPOSITORY (repository), call, sk, &item, error))
    return NULL;
  if (item != NULL && !stint_dynamodb_item_is_true (item, "del"))
    return stint_dynamodb_item_to_record (item, error);

  stint_problem_set (error, STINT_PROBLEM_NOT_FOUND, "There is no such record.");
  return NULL;
}

/* One page: a megabyte of devices is no account's. */
static GPtrArray *
dynamodb_list_devices (StintRepository *repository,
                       const StintCall *call,
                       GError         **error)
{
  StintDynamodbRepository *self = STINT_DYNAMODB_REPOSITORY (repository);
  g_autofree char *pk = stint_dynamodb_user_key (call->user);
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_device_free);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GVariant) answer = NULL;
  GString *body = stint_dynamodb_begin (self);

  stint_dynamodb_append_plain (body, "KeyConditionExpression", "#pk = :pk AND begins_with(#sk, :devices)");
  stint_dynamodb_append_member (body, "ExpressionAttributeNames", "{\"#pk\":\"pk\",\"#sk\":\"sk\"}");
  stint_dynamodb_append_member (body, "ExpressionAttributeValues", "{");
  stint_dynamodb_append_text (body, ":pk", pk);
  stint_dynamodb_append_text (body, ":devices", "D#");
  g_string_append_c (body, '}');
  answer = stint_dynamodb_call (self, call, "Query", body, NULL, error);
  if (answer == NULL)
    return NULL;

  items = stint_dynamodb_get_list (answer, "Items");
  for (guint i = 0; i < items->len; i++)
    {
      StintDevice *device = stint_dynamodb_item_to_device (items->pdata[i], error);

      if (device == NULL)
        return NULL;
      g_ptr_array_add (devices, device);
    }
  return g_steal_pointer (&devices);
}

static void
stint_dynamodb_repository_finalize (GObject *object)
{
  StintDynamodbRepository *self = STINT_DYNAMODB_REPOSITORY (object);

  stint_aws_client_free (self->client);
  g_free (self->table);
  G_OBJECT_CLASS (stint_dynamodb_repository_parent_class)->finalize (object);
}

static void
stint_dynamodb_repository_repository_init (StintRepositoryInterface *iface)
{
  iface->push = stint_dynamodb_push;
  iface->pull = dynamodb_pull;
  iface->read_head = dynamodb_read_head;
  iface->snapshot = dynamodb_snapshot;
  iface->list_days = dynamodb_list_days;
  iface->find = dynamodb_find;
  iface->list_devices = dynamodb_list_devices;
  iface->erase = stint_dynamodb_erase;
}

static void
stint_dynamodb_repository_class_init (StintDynamodbRepositoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_dynamodb_repository_finalize;
}

static void
stint_dynamodb_repository_init (StintDynamodbRepository *self)
{
}

/**
 * stint_dynamodb_repository_new:
 * @client: (transfer full): of DynamoDB
 *
 * Returns: (transfer full)
 */
StintRepository *
stint_dynamodb_repository_new (StintAwsClient *client,
                               const char     *table)
{
  StintDynamodbRepository *self = g_object_new (STINT_TYPE_DYNAMODB_REPOSITORY, NULL);

  self->client = client;
  self->table = g_strdup (table);
  return STINT_REPOSITORY (self);
}
