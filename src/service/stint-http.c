/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-http.h"

#include <curl/curl.h>
#include <string.h>

#define CONNECT_TIMEOUT_MS 1500
/* More than any answer of a page of 1 MB, in DynamoDB's JSON, or an event of 6 MB. */
#define BODY_MAX_BYTES (32 * 1024 * 1024)

struct _StintHttp
{
  CURL *curl;
  char *ca_file;
};

G_DEFINE_QUARK (stint-http-error-quark, stint_http_error)

static gsize
take_body (char    *bytes,
           gsize    size,
           gsize    n,
           gpointer data)
{
  StintHttpResponse *response = data;

  if (response->body->len + n > BODY_MAX_BYTES)
    return 0;
  g_string_append_len (response->body, bytes, n);
  return n;
}

static gsize
take_header (char    *bytes,
             gsize    size,
             gsize    n,
             gpointer data)
{
  StintHttpResponse *response = data;
  const char *colon = memchr (bytes, ':', n);

  if (colon != NULL)
    {
      char *name = g_ascii_strdown (bytes, colon - bytes);

      g_hash_table_replace (response->headers, name, g_strstrip (g_strndup (colon + 1, n - (colon + 1 - bytes))));
    }
  return n;
}

static StintHttpResponse *
response_new (void)
{
  StintHttpResponse *self = g_new0 (StintHttpResponse, 1);

  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->body = g_string_new (NULL);
  return self;
}

void
stint_http_response_free (StintHttpResponse *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->headers);
  g_string_free (self->body, TRUE);
  g_free (self);
}

/**
 * stint_http_new:
 * @ca_file: (nullable): the authorities to trust; %NULL: the system's
 *
 * A file of a few authorities takes 6 ms to read, a system's folder 50.
 *
 * Returns: (transfer full): for one thread at a time
 */
StintHttp *
stint_http_new (const char *ca_file)
{
  StintHttp *self = g_new0 (StintHttp, 1);

  self->curl = curl_easy_init ();
  self->ca_file = g_strdup (ca_file);
  return self;
}

void
stint_http_free (StintHttp *self)
{
  if (self == NULL)
    return;
  curl_easy_cleanup (self->curl);
  g_free (self->ca_file);
  g_free (self);
}

/* curl_easy_reset() keeps the connection and forgets the rest. */
static void
set_options (StintHttp              *self,
             const StintHttpRequest *request,
             StintHttpResponse      *response,
             struct curl_slist      *headers)
{
  CURL *curl = self->curl;

  curl_easy_reset (curl);
  curl_easy_setopt (curl, CURLOPT_URL, request->url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (curl, CURLOPT_PROXY, "");
  curl_easy_setopt (curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_TCP_NODELAY, 1L);
  curl_easy_setopt (curl, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT_MS, (long) CONNECT_TIMEOUT_MS);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT_MS, (long) request->timeout_ms);
  curl_easy_setopt (curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt (curl, CURLOPT_WRITEDATA, response);
  curl_easy_setopt (curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt (curl, CURLOPT_HEADERDATA, response);
  if (self->ca_file != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_CAPATH, NULL);
      curl_easy_setopt (curl, CURLOPT_CAINFO, self->ca_file);
    }
  if (request->body != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_POST, 1L);
      curl_easy_setopt (curl, CURLOPT_POSTFIELDS, request->body);
      curl_easy_setopt (curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) request->length);
    }
  if (strcmp (request->method, "GET") != 0 && strcmp (request->method, "POST") != 0)
    curl_easy_setopt (curl, CURLOPT_CUSTOMREQUEST, request->method);
}

/**
 * stint_http_send:
 *
 * Sends a request and waits for the whole of its answer. Redirects are answers, not followed.
 *
 * Returns: (transfer full): an answer of any status; %NULL with @error set
 */
StintHttpResponse *
stint_http_send (StintHttp              *self,
                 const StintHttpRequest *request,
                 GError                **error)
{
  g_autoptr (StintHttpResponse) response = response_new ();
  /* Waiting for "100 Continue" costs a round trip, and what accepts us is known. */
  struct curl_slist *headers = curl_slist_append (NULL, "Expect:");
  long status = 0;
  CURLcode code;

  for (gsize i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
    headers = curl_slist_append (headers, request->headers[i]);

  set_options (self, request, response, headers);
  code = curl_easy_perform (self->curl);
  curl_easy_getinfo (self->curl, CURLINFO_RESPONSE_CODE, &status);
  curl_slist_free_all (headers);

  if (code == CURLE_OK)
    {
      response->status = (int) status;
      return g_steal_pointer (&response);
    }
  g_set_error (error, STINT_HTTP_ERROR,
               code == CURLE_OPERATION_TIMEDOUT ? STINT_HTTP_ERROR_TIMED_OUT : STINT_HTTP_ERROR_FAILED,
               "No answer: %s", curl_easy_strerror (code));
  return NULL;
}
