/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/service/service-fixture.h"

#include "wire/stint-json.h"

#include <string.h>

void
service_fixture_set_up (ServiceFixture *self,
                        gconstpointer   data)
{
  self->repository = stint_memory_repository_new ();
  self->now_ms = FIXTURE_NOW_MS;
  self->service = (StintService) {
    .function = "sync", .client_id = FIXTURE_CLIENT, .min_client = "0.1.0", .metrics_name_space = "Stint",
    .repository = self->repository,
  };
}

void
service_fixture_tear_down (ServiceFixture *self,
                           gconstpointer   data)
{
  g_assert_finalize_object (self->repository);
  g_free (self->line);
}

static void
append (GString    *out,
        const char *name,
        const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  g_string_append_printf (out, "\"%s\":", name);
  stint_json_append_string (out, value);
}

static void
append_query (GString    *out,
              const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);

  g_string_append (out, ",\"queryStringParameters\":");
  g_string_append (out, query != NULL ? "{" : "null");
  for (gsize i = 0; query != NULL && pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      append (out, pair[0], pair[1]);
    }
  if (query != NULL)
    g_string_append_c (out, '}');
}

static void
append_headers (GString    *out,
                const Sent *sent)
{
  g_autofree char *key = sent->key != NULL ? g_strdup (sent->key) : g_uuid_string_random ();

  g_string_append (out, ",\"headers\":{");
  append (out, "Idempotency-Key", key);
  append (out, "stint-client", sent->version);
  append (out, "Content-Type", sent->media_type != NULL ? sent->media_type : "application/json; charset=utf-8");
  g_string_append_c (out, '}');
}

/* Sends what API Gateway would. */
Answer *
service_fixture_send (ServiceFixture *self,
                      Sent            sent)
{
  g_autoptr (GString) event = g_string_new ("{");
  g_autofree char *encoded = NULL;

  append (event, "httpMethod", sent.method != NULL ? sent.method : "POST");
  append (event, "resource", sent.resource != NULL ? sent.resource : "/changes");
  append_headers (event, &sent);
  append_query (event, sent.query);
  if (sent.id != NULL)
    {
      g_string_append (event, ",\"pathParameters\":{");
      append (event, "id", sent.id);
      g_string_append_c (event, '}');
    }
  g_string_append (event, ",\"requestContext\":{\"requestId\":\"r-1\",\"authorizer\":{\"claims\":{");
  append (event, "sub", sent.user != NULL ? sent.user : "eva");
  append (event, "client_id", sent.client_id != NULL ? sent.client_id : FIXTURE_CLIENT);
  g_string_append (event, "}}}");
  if (sent.body != NULL && sent.encoded)
    {
      encoded = g_base64_encode ((const guchar *) sent.body, strlen (sent.body));
      append (event, "body", encoded);
      g_string_append (event, ",\"isBase64Encoded\":true");
    }
  else if (sent.body != NULL)
    {
      g_string_append (event, ",\"body\":");
      stint_json_append_string (event, sent.body);
    }
  g_string_append_c (event, '}');

  return service_fixture_event (self, event->str, event->len);
}

Answer *
service_fixture_event (ServiceFixture *self,
                       const char     *event,
                       gsize           length)
{
  Answer *answer = g_new0 (Answer, 1);
  g_autofree char *text = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) headers = NULL;
  g_autoptr (GError) error = NULL;
  gint64 status = 0;

  g_clear_pointer (&self->line, g_free);
  text = stint_service_handle (&self->service, event, length, "invocation-1", self->now_ms, &self->line);
  value = stint_json_parse (text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (g_variant_lookup (value, "statusCode", "x", &status));
  g_assert_true (g_variant_lookup (value, "body", "s", &answer->text));
  headers = g_variant_lookup_value (value, "headers", G_VARIANT_TYPE_VARDICT);
  g_assert_true (g_variant_lookup (headers, "Content-Type", "s", &answer->media_type));
  answer->status = (int) status;
  answer->body = stint_json_parse (answer->text, -1, &error);
  g_assert_no_error (error);
  return answer;
}

void
answer_free (Answer *self)
{
  g_free (self->media_type);
  g_free (self->text);
  g_variant_unref (self->body);
  g_free (self);
}

/* Returns: (nullable): a text of the body */
const char *
answer_get (Answer     *self,
            const char *name)
{
  const char *text = NULL;

  g_variant_lookup (self->body, name, "&s", &text);
  return text;
}

void
answer_assert_problem (Answer     *self,
                       int         status,
                       const char *name)
{
  g_autofree char *type = g_strconcat ("urn:stint:problem:", name, NULL);
  gint64 said = 0;

  g_test_message ("%s", self->text);
  g_assert_cmpint (self->status, ==, status);
  g_assert_cmpstr (self->media_type, ==, "application/problem+json");
  g_assert_cmpstr (answer_get (self, "type"), ==, type);
  g_assert_true (g_variant_lookup (self->body, "status", "x", &said));
  g_assert_cmpint (said, ==, status);
  g_assert_nonnull (answer_get (self, "title"));
  g_assert_nonnull (answer_get (self, "detail"));
  g_assert_nonnull (answer_get (self, "instance"));
}

/* Asserts that @pointer is one of the places that the problem names. */
void
answer_assert_pointer (Answer     *self,
                       const char *pointer)
{
  g_autofree char *member = g_strdup_printf ("{\"pointer\":\"%s\",\"detail\":", pointer);

  g_test_message ("%s in %s", member, self->text);
  g_assert_nonnull (strstr (self->text, member));
}

char *
make_id (int n)
{
  return g_strdup_printf ("01990a70-0000-7000-8000-%012d", n);
}

/* @since: (nullable); @ops: JSON, without the brackets */
char *
make_push (const char *since,
           const char *ops)
{
  return g_strdup_printf ("{\"device\":\"laptop\",\"since\":\"%s\",\"ops\":[%s]}", since != NULL ? since : "0", ops);
}

/* @base: (nullable) */
char *
make_put (int         n,
          const char *base,
          const char *title)
{
  g_autofree char *id = make_id (n);

  return g_strdup_printf ("{\"op\":\"put\",\"kind\":\"task\",\"id\":\"%s\",%s%s%s\"data\":{\"title\":\"%s\"},\"edits\":{\"laptop\":1}}",
                          id, base != NULL ? "\"base\":\"" : "", base != NULL ? base : "", base != NULL ? "\"," : "", title);
}
