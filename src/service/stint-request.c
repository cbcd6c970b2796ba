/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-request.h"

#include "core/stint-id.h"
#include "service/stint-problem.h"
#include "service/stint-push.h"
#include "wire/stint-json.h"

#include <string.h>

#define USER_MAX_LENGTH 128

/* Returns: (transfer full): the member @name of @object; %NULL if it is missing or no text */
static char *
dup_text (GVariant   *object,
          const char *name)
{
  char *text = NULL;

  if (object != NULL)
    g_variant_lookup (object, name, "s", &text);
  return text;
}

static GVariant *
dup_object (GVariant   *object,
            const char *name)
{
  return object != NULL ? g_variant_lookup_value (object, name, G_VARIANT_TYPE_VARDICT) : NULL;
}

/* Returns: (transfer full): the texts among the members of @name, which may be missing or null */
static GHashTable *
read_texts (GVariant   *event,
            const char *name,
            gboolean    lower_case)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GVariant) object = dup_object (event, name);
  GVariantIter iter;
  const char *key;
  GVariant *value;

  if (object == NULL)
    return texts;

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
      g_hash_table_replace (texts, lower_case ? g_ascii_strdown (key, -1) : g_strdup (key), g_variant_dup_string (value, NULL));

  return texts;
}

static GBytes *
read_body (GVariant *event)
{
  g_autofree char *body = dup_text (event, "body");
  gboolean encoded = FALSE;
  gsize length;

  g_variant_lookup (event, "isBase64Encoded", "b", &encoded);
  if (body == NULL)
    return g_bytes_new (NULL, 0);
  if (encoded && body[0] != '\0')
    g_base64_decode_inplace (body, &length);
  else
    length = strlen (body);

  return g_bytes_new_take (g_steal_pointer (&body), length);
}

/* A user's name becomes a part of a key, so it may hold nothing but what Cognito's subs are made of. */
static gboolean
is_user (const char *user)
{
  gsize length = user != NULL ? strlen (user) : 0;

  return length > 0 && length <= USER_MAX_LENGTH &&
         strspn (user, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static void
read_context (StintRequest *self,
              GVariant     *event)
{
  g_autoptr (GVariant) context = dup_object (event, "requestContext");
  g_autoptr (GVariant) authorizer = dup_object (context, "authorizer");
  g_autoptr (GVariant) claims = dup_object (authorizer, "claims");

  self->request_id = dup_text (context, "requestId");
  self->user = dup_text (claims, "sub");
  self->client_id = dup_text (claims, "client_id");
  if (!is_user (self->user))
    g_clear_pointer (&self->user, g_free);
}

/**
 * stint_request_new_from_event:
 * @length: of @event in bytes
 *
 * Returns: (transfer full): the request; %NULL with %STINT_PROBLEM_INVALID_REQUEST
 */
StintRequest *
stint_request_new_from_event (const char *event,
                              gsize       length,
                              GError    **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (GVariant) value = stint_json_parse (event, length, &fault);
  StintRequest *self;

  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    {
      stint_problem_set (error, STINT_PROBLEM_INVALID_REQUEST, "The request cannot be read.");
      if (error != NULL)
        stint_problem_add_fault (*error, "", fault != NULL ? fault->message : "It is no object.");
      return NULL;
    }

  self = g_new0 (StintRequest, 1);
  self->method = dup_text (value, "httpMethod");
  self->resource = dup_text (value, "resource");
  self->headers = read_texts (value, "headers", TRUE);
  self->query = read_texts (value, "queryStringParameters", FALSE);
  self->path_parameters = read_texts (value, "pathParameters", FALSE);
  self->body = read_body (value);
  read_context (self, value);
  if (self->method == NULL)
    self->method = g_strdup ("");
  if (self->resource == NULL)
    self->resource = g_strdup ("");

  return self;
}

void
stint_request_free (StintRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->resource);
  g_free (self->request_id);
  g_free (self->user);
  g_free (self->client_id);
  g_hash_table_unref (self->headers);
  g_hash_table_unref (self->query);
  g_hash_table_unref (self->path_parameters);
  g_bytes_unref (self->body);
  g_free (self);
}

/* @name: in lower case. Returns: (nullable) */
const char *
stint_request_get_header (const StintRequest *self,
                          const char         *name)
{
  return g_hash_table_lookup (self->headers, name);
}

/* Returns: (nullable) */
const char *
stint_request_get_query (const StintRequest *self,
                         const char         *name)
{
  return g_hash_table_lookup (self->query, name);
}

/* Returns: (nullable) */
const char *
stint_request_get_path_parameter (const StintRequest *self,
                                  const char         *name)
{
  return g_hash_table_lookup (self->path_parameters, name);
}

/* Reads "0.1.0", or "stint/0.1.0". */
static gboolean
parse_version (const char *text,
               int         parts[3])
{
  const char *slash = strrchr (text, '/');
  const char *at = slash != NULL ? slash + 1 : text;

  for (int i = 0; i < 3; i++)
    {
      gsize digits = strspn (at, "0123456789");

      if (digits == 0 || digits > 6 || (i < 2 ? at[digits] != '.' : at[digits] != '\0'))
        return FALSE;
      parts[i] = (int) g_ascii_strtoll (at, NULL, 10);
      at += digits + 1;
    }
  return TRUE;
}

/**
 * stint_request_check_client:
 * @min_client: the oldest version that is served
 *
 * A request without a `Stint-Client` header is a script's, which knows what it does.
 */
gboolean
stint_request_check_client (const StintRequest *self,
                            const char         *min_client,
                            GError            **error)
{
  const char *header = stint_request_get_header (self, "stint-client");
  int mine[3];
  int oldest[3];

  if (header == NULL || !parse_version (min_client, oldest))
    return TRUE;
  if (!parse_version (header, mine))
    {
      stint_problem_set (error, STINT_PROBLEM_INVALID_REQUEST, "The header Stint-Client must be a version such as 0.1.0.");
      return FALSE;
    }

  for (int i = 0; i < 3; i++)
    if (mine[i] != oldest[i])
      {
        if (mine[i] > oldest[i])
          return TRUE;
        stint_problem_set (error, STINT_PROBLEM_CLIENT_TOO_OLD, "The oldest version that is served is %s.", min_client);
        return FALSE;
      }
  return TRUE;
}

/* Returns: (transfer full): the request's idempotency key, in lower case; %NULL with %STINT_PROBLEM_INVALID_REQUEST */
char *
stint_request_dup_key (const StintRequest *self,
                       GError            **error)
{
  const char *header = stint_request_get_header (self, "idempotency-key");
  g_autofree char *key = header != NULL ? g_ascii_strdown (header, -1) : NULL;

  if (stint_id_is_valid (key))
    return g_steal_pointer (&key);

  stint_problem_set (error, STINT_PROBLEM_INVALID_REQUEST, "The header Idempotency-Key must be a UUID.");
  return NULL;
}

static gboolean
check_media_type (const StintRequest *self,
                  GError            **error)
{
  const char *header = stint_request_get_header (self, "content-type");
  g_autofree char *type = header != NULL ? g_strstrip (g_ascii_strdown (header, strcspn (header, ";"))) : NULL;

  if (type == NULL || strcmp (type, "application/json") == 0)
    return TRUE;

  stint_problem_set (error, STINT_PROBLEM_MEDIA_TYPE, "The body must be application/json.");
  return FALSE;
}

/**
 * stint_request_parse_body:
 *
 * Its size is looked at before its first byte is.
 *
 * Returns: (transfer full): an object; %NULL with a problem
 */
GVariant *
stint_request_parse_body (const StintRequest *self,
                          GError            **error)
{
  gsize length = g_bytes_get_size (self->body);
  const char *text = length > 0 ? g_bytes_get_data (self->body, NULL) : "";
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GError) fault = NULL;

  if (length > STINT_PUSH_MAX_BODY_BYTES)
    {
      stint_problem_set (error, STINT_PROBLEM_TOO_LARGE, "A body has at most %d KB.", STINT_PUSH_MAX_BODY_BYTES / 1024);
      if (error != NULL)
        stint_problem_add_fault (*error, "", "The body is too large.");
      return NULL;
    }
  if (!check_media_type (self, error))
    return NULL;

  value = stint_json_parse (text, length, &fault);
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    return g_steal_pointer (&value);

  stint_problem_set (error, STINT_PROBLEM_INVALID_REQUEST, "The body must be one JSON object.");
  if (error != NULL)
    stint_problem_add_fault (*error, "", fault != NULL ? fault->message : "It is no object.");
  return NULL;
}
