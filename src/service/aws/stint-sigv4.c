/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-sigv4.h"

#include <string.h>

#define ALGORITHM "AWS4-HMAC-SHA256"
#define DATE_LENGTH 8
#define DIGEST_BYTES 32
/* Between a name and its value while they are sorted: “a” stands before “a-b”, although “=” and “:” sort after “-”. */
#define PAIR "\x01"
#define UNRESERVED "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"

/*
 * Signature version 4, in the steps that its documentation names, each of which is tested against the official library's. It was
 * written because libcurl's signs paths that hold a percent sign, and queries that are not sorted, otherwise than AWS does.
 */

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
append_encoded (GString    *out,
                const char *text,
                gboolean    keep_slash)
{
  for (const char *p = text; *p != '\0'; p++)
    if (strchr (UNRESERVED, *p) != NULL || (keep_slash && *p == '/'))
      g_string_append_c (out, *p);
    else
      g_string_append_printf (out, "%%%02X", (guint) (guchar) * p);
}

/* Appends @lines, sorted, with @separator between them. PAIR, which sorts before all that a name may have, becomes @pair. */
static void
append_sorted (GString    *out,
               GPtrArray  *lines,
               char        pair,
               const char *separator)
{
  g_ptr_array_sort (lines, compare_texts);
  for (guint i = 0; i < lines->len; i++)
    {
      char *line = lines->pdata[i];

      line[strcspn (line, PAIR)] = pair;
      if (i > 0)
        g_string_append (out, separator);
      g_string_append (out, line);
    }
}

static void
append_query (GString                  *out,
              const StintSignedRequest *request)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < request->n_query; i++)
    {
      GString *pair = g_string_new (NULL);

      append_encoded (pair, request->query[i].name, FALSE);
      g_string_append (pair, PAIR);
      append_encoded (pair, request->query[i].value, FALSE);
      g_ptr_array_add (pairs, g_string_free (pair, FALSE));
    }
  append_sorted (out, pairs, '=', "&");
}

/* Spaces at the ends go, and runs of them become one. */
static void
append_folded (GString    *out,
               const char *value)
{
  g_auto (GStrv) words = g_strsplit_set (value, " \t", -1);
  gboolean first = TRUE;

  for (gsize i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      {
        if (!first)
          g_string_append_c (out, ' ');
        g_string_append (out, words[i]);
        first = FALSE;
      }
}

static void
append_headers (GString                  *out,
                const StintSignedRequest *request)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < request->n_headers; i++)
    {
      g_autofree char *name = g_ascii_strdown (request->headers[i].name, -1);
      GString *line = g_string_new (name);

      g_string_append (line, PAIR);
      append_folded (line, request->headers[i].value);
      g_string_append_c (line, '\n');
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
  append_sorted (out, lines, ':', "");
}

static char *
list_signed_headers (const StintSignedRequest *request)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < request->n_headers; i++)
    g_ptr_array_add (names, g_ascii_strdown (request->headers[i].name, -1));
  append_sorted (out, names, '\0', ";");
  return g_string_free (out, FALSE);
}

/* Returns: (transfer full): day, region and service: what the signing key is good for */
static char *
make_scope (const StintSignedRequest *request)
{
  return g_strdup_printf ("%.*s/%s/%s/aws4_request", DATE_LENGTH, request->amz_date, request->region, request->service);
}

/**
 * stint_sigv4_canonical_request:
 *
 * Returns: (transfer full): the request in the one form that both ends agree on. The path is encoded once more, as every service but
 *   S3 wants it
 */
char *
stint_sigv4_canonical_request (const StintSignedRequest *request)
{
  g_autofree char *names = list_signed_headers (request);
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) request->payload, request->length);
  GString *out = g_string_new (request->method);

  g_string_append_c (out, '\n');
  append_encoded (out, request->path, TRUE);
  g_string_append_c (out, '\n');
  append_query (out, request);
  g_string_append_c (out, '\n');
  append_headers (out, request);
  g_string_append_printf (out, "\n%s\n%s", names, hash);
  return g_string_free (out, FALSE);
}

char *
stint_sigv4_string_to_sign (const StintSignedRequest *request)
{
  g_autofree char *canonical = stint_sigv4_canonical_request (request);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
  g_autofree char *scope = make_scope (request);

  return g_strconcat (ALGORITHM "\n", request->amz_date, "\n", scope, "\n", hash, NULL);
}

/* @digest: the key, and afterwards the code of @text under it, which is the next key */
static void
derive (guint8      digest[DIGEST_BYTES],
        const char *text,
        gsize       length)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, digest, DIGEST_BYTES);
  gsize n_bytes = DIGEST_BYTES;

  g_hmac_update (hmac, (const guchar *) text, length);
  g_hmac_get_digest (hmac, digest, &n_bytes);
}

/* Returns: (transfer full): in hexadecimal digits */
char *
stint_sigv4_signature (const StintSignedRequest *request,
                       const StintCredentials   *credentials)
{
  g_autofree char *text = stint_sigv4_string_to_sign (request);
  g_autofree char *secret = g_strconcat ("AWS4", credentials->secret_key, NULL);
  g_autoptr (GHmac) first = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret));
  guint8 digest[DIGEST_BYTES];
  gsize n_bytes = DIGEST_BYTES;
  GString *out = g_string_new (NULL);

  g_hmac_update (first, (const guchar *) request->amz_date, DATE_LENGTH);
  g_hmac_get_digest (first, digest, &n_bytes);
  derive (digest, request->region, strlen (request->region));
  derive (digest, request->service, strlen (request->service));
  derive (digest, "aws4_request", strlen ("aws4_request"));
  derive (digest, text, strlen (text));

  for (gsize i = 0; i < DIGEST_BYTES; i++)
    g_string_append_printf (out, "%02x", digest[i]);
  return g_string_free (out, FALSE);
}

/* Returns: (transfer full): the value of the header Authorization */
char *
stint_sigv4_authorization (const StintSignedRequest *request,
                           const StintCredentials   *credentials)
{
  g_autofree char *scope = make_scope (request);
  g_autofree char *names = list_signed_headers (request);
  g_autofree char *signature = stint_sigv4_signature (request, credentials);

  return g_strdup_printf (ALGORITHM " Credential=%s/%s, SignedHeaders=%s, Signature=%s",
                          credentials->access_key, scope, names, signature);
}
