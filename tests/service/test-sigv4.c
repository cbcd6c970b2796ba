/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "service/aws/stint-sigv4.h"
#include "wire/stint-json.h"

#include <string.h>

/* What botocore made of the same requests: make-sigv4-vectors.py writes it. */
static GVariant *vectors;

static const char *
get_text (GVariant   *object,
          const char *name)
{
  const char *text = NULL;

  g_assert_true (g_variant_lookup (object, name, "&s", &text));
  return text;
}

/* Returns: (transfer full): the pairs that the list @name holds; their texts are @list's */
static StintPair *
read_pairs (GVariant   *object,
            const char *name,
            GStrv      *list,
            gsize      *n_pairs)
{
  StintPair *pairs;

  g_assert_true (g_variant_lookup (object, name, "^as", list));
  *n_pairs = g_strv_length (*list) / 2;
  pairs = g_new0 (StintPair, *n_pairs + 1);
  for (gsize i = 0; i < *n_pairs; i++)
    {
      pairs[i].name = (*list)[2 * i];
      pairs[i].value = (*list)[2 * i + 1];
    }
  return pairs;
}

static void
test_stages_are_botocores (gconstpointer data)
{
  GVariant *vector = (GVariant *) data;
  const char *token = get_text (vector, "token");
  const char *payload = get_text (vector, "payload");
  g_auto (GStrv) query_list = NULL;
  g_auto (GStrv) header_list = NULL;
  StintCredentials credentials = {
    .access_key = (char *) get_text (vectors, "access_key"),
    .secret_key = (char *) get_text (vectors, "secret_key"),
    .session_token = token[0] != '\0' ? (char *) token : NULL,
  };
  StintSignedRequest request = {
    .method = get_text (vector, "method"), .path = get_text (vector, "path"), .payload = payload, .length = strlen (payload),
    .region = get_text (vectors, "region"), .service = get_text (vector, "service"), .amz_date = get_text (vectors, "date"),
  };
  g_autofree StintPair *query = read_pairs (vector, "query", &query_list, &request.n_query);
  g_autofree StintPair *headers = read_pairs (vector, "headers", &header_list, &request.n_headers);
  g_autofree char *canonical = NULL;
  g_autofree char *to_sign = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *authorization = NULL;

  request.query = query;
  request.headers = headers;
  canonical = stint_sigv4_canonical_request (&request);
  g_assert_cmpstr (canonical, ==, get_text (vector, "canonical"));
  to_sign = stint_sigv4_string_to_sign (&request);
  g_assert_cmpstr (to_sign, ==, get_text (vector, "to_sign"));
  signature = stint_sigv4_signature (&request, &credentials);
  g_assert_cmpstr (signature, ==, get_text (vector, "signature"));
  authorization = stint_sigv4_authorization (&request, &credentials);
  g_assert_cmpstr (authorization, ==, get_text (vector, "authorization"));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GVariant) cases = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  path = g_test_build_filename (G_TEST_DIST, "service", "data", "sigv4.json", NULL);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  vectors = stint_json_parse (text, -1, &error);
  g_assert_no_error (error);

  cases = g_variant_lookup_value (vectors, "cases", G_VARIANT_TYPE ("av"));
  for (gsize i = 0; i < g_variant_n_children (cases); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (cases, i);
      GVariant *vector = g_variant_get_variant (boxed);
      g_autofree char *name = g_strconcat ("/service/sigv4/stages-are-botocores/", get_text (vector, "name"), NULL);

      g_ptr_array_add (all, vector);
      g_test_add_data_func (name, vector, test_stages_are_botocores);
    }

  status = g_test_run ();
  g_variant_unref (vectors);
  return status;
}
