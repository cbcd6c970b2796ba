/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cloud/stint-connection.h"

#include "wire/stint-json.h"

#include <string.h>

#define API "https://abc.execute-api.eu-central-1.amazonaws.com/v1"
#define ISSUER "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Abc"
#define SIGN_IN "https://stint-abc.auth.eu-central-1.amazoncognito.com"

/* A good file, with @member replaced by @json (NULL: left out). */
static char *
make_file (const char *member,
           const char *json)
{
  const char *const members[][2] = {
    { "format", "\"stint-connect\"" },
    { "version", "1" },
    { "name", "\"Home\"" },
    { "api", "\"" API "\"" },
    { "issuer", "\"" ISSUER "\"" },
    { "client_id", "\"abc123\"" },
    { "sign_in", "\"" SIGN_IN "\"" },
    { "redirects", "[\"http://127.0.0.1:47811/callback\",\"http://127.0.0.1:47812/callback\"]" },
    { "scopes", "[\"stint/sync\",\"stint/assist\"]" },
    { "later", "{\"unknown\":true}" },
  };
  GString *text = g_string_new ("{");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *value = g_strcmp0 (member, members[i][0]) == 0 ? json : members[i][1];

      if (value != NULL)
        g_string_append_printf (text, "%s\"%s\":%s", text->len > 1 ? "," : "", members[i][0], value);
    }
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static StintConnection *
parse (const char *member,
       const char *json,
       gboolean    allow_loopback)
{
  g_autofree char *text = make_file (member, json);
  g_autoptr (GError) error = NULL;
  StintConnection *connection = stint_connection_parse (text, -1, allow_loopback, &error);

  g_assert_no_error (error);
  return connection;
}

static void
refuse (const char *member,
        const char *json,
        gboolean    allow_loopback,
        const char *words)
{
  g_autofree char *text = make_file (member, json);
  g_autoptr (GError) error = NULL;
  g_autoptr (StintConnection) connection = stint_connection_parse (text, -1, allow_loopback, &error);

  g_assert_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_INVALID);
  g_assert_null (connection);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_good (void)
{
  g_autoptr (StintConnection) connection = parse (NULL, NULL, FALSE);

  g_assert_cmpstr (stint_connection_get_name (connection), ==, "Home");
  g_assert_cmpstr (stint_connection_get_api (connection), ==, API);
  g_assert_cmpstr (stint_connection_get_issuer (connection), ==, ISSUER);
  g_assert_cmpstr (stint_connection_get_client_id (connection), ==, "abc123");
  g_assert_cmpstr (stint_connection_get_sign_in (connection), ==, SIGN_IN);
  g_assert_cmpuint (g_strv_length ((GStrv) stint_connection_get_redirects (connection)), ==, 2);
  g_assert_cmpstr (stint_connection_get_scopes (connection)[1], ==, "stint/assist");
}

static void
test_unknown_members (void)
{
  g_autoptr (StintConnection) connection = parse (NULL, NULL, FALSE);
  g_autofree char *json = stint_connection_to_json (connection);
  g_autoptr (StintConnection) again = stint_connection_parse (json, -1, FALSE, NULL);
  g_autofree char *twice = stint_connection_to_json (again);

  g_assert_nonnull (strstr (json, "\"unknown\":true"));
  g_assert_cmpstr (json, ==, twice);
}

static void
test_name_of_host (void)
{
  g_autoptr (StintConnection) connection = parse ("name", NULL, FALSE);

  g_assert_cmpstr (stint_connection_get_name (connection), ==, "abc.execute-api.eu-central-1.amazonaws.com");
}

static void
test_hosts (void)
{
  g_autoptr (StintConnection) usual = parse ("api", "\"https://a.example:443/v1\"", FALSE);
  g_autoptr (StintConnection) other = parse ("api", "\"https://a.example:8443\"", FALSE);
  g_autoptr (StintConnection) six = parse ("api", "\"http://[::1]:3000\"", TRUE);
  g_autofree char *usual_host = stint_connection_dup_api_host (usual);
  g_autofree char *other_host = stint_connection_dup_api_host (other);
  g_autofree char *six_host = stint_connection_dup_api_host (six);
  g_autofree char *sign_in = stint_connection_dup_sign_in_host (usual);

  g_assert_cmpstr (usual_host, ==, "a.example");
  g_assert_cmpstr (other_host, ==, "a.example:8443");
  g_assert_cmpstr (six_host, ==, "[::1]:3000");
  g_assert_cmpstr (sign_in, ==, "stint-abc.auth.eu-central-1.amazoncognito.com");
}

static void
test_http (void)
{
  const char *const members[] = { "api", "issuer", "sign_in" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      refuse (members[i], "\"http://a.example\"", FALSE, "https");
      refuse (members[i], "\"http://a.example:80\"", TRUE, "https");
      refuse (members[i], "\"http://127.0.0.1.example:80\"", TRUE, "https");
      refuse (members[i], "\"http://127.0.0.1:80@a.example\"", TRUE, "https");
      refuse (members[i], "\"http://127.0.0.1:8080\"", FALSE, "on this machine");
    }
}

static void
test_loopback (void)
{
  g_autoptr (StintConnection) four = parse ("api", "\"http://127.0.0.1:8080\"", TRUE);
  g_autoptr (StintConnection) six = parse ("issuer", "\"http://[::1]:8080/pool\"", TRUE);
  g_autoptr (StintConnection) name = parse ("sign_in", "\"http://localhost:8080\"", TRUE);

  g_assert_cmpstr (stint_connection_get_api (four), ==, "http://127.0.0.1:8080");
  g_assert_cmpstr (stint_connection_get_issuer (six), ==, "http://[::1]:8080/pool");
  g_assert_cmpstr (stint_connection_get_sign_in (name), ==, "http://localhost:8080");
}

static void
test_addresses (void)
{
  refuse ("api", "\"https://a.example/\"", TRUE, "api");
  refuse ("api", "\"https://a.example?x\"", TRUE, "api");
  refuse ("api", "\"https://user@a.example\"", TRUE, "api");
  refuse ("api", "\"https://a.example:99999\"", TRUE, "api");
  refuse ("api", "\"https://a.example\\n\"", TRUE, "api");
  refuse ("api", "\"ftp://a.example\"", TRUE, "api");
  refuse ("api", "7", TRUE, "api");
  refuse ("api", NULL, TRUE, "api");
}

static void
test_redirects (void)
{
  refuse ("redirects", "[]", FALSE, "redirects");
  refuse ("redirects", "[\"https://a.example/callback\"]", FALSE, "redirects");
  refuse ("redirects", "[\"http://127.0.0.1:47811/callback\",\"http://a.example:80/callback\"]", FALSE, "redirects");
  refuse ("redirects", "[\"http://localhost:47811/callback\"]", FALSE, "redirects");
  refuse ("redirects", "[\"http://127.0.0.1:47811/other\"]", FALSE, "redirects");
  refuse ("redirects", "[\"http://127.0.0.1:99999/callback\"]", FALSE, "redirects");
  refuse ("redirects", "[1]", FALSE, "redirects");
}

static void
test_other_members (void)
{
  refuse ("client_id", "\"a b\"", FALSE, "client_id");
  refuse ("client_id", "\"\"", FALSE, "client_id");
  refuse ("scopes", "[]", FALSE, "scopes");
  refuse ("scopes", "[\"openid profile\"]", FALSE, "scopes");
  refuse ("name", "\"\"", FALSE, "name");
  refuse ("name", "\"two\\nlines\"", FALSE, "name");
  refuse ("name", "\"\\u202etxt\"", FALSE, "name");
  refuse ("name", "3", FALSE, "name");
}

static void
test_versions (void)
{
  refuse ("version", "2", FALSE, "newer");
  refuse ("version", "0", FALSE, "version");
  refuse ("version", "\"1\"", FALSE, "version");
  refuse ("format", "\"other\"", FALSE, "not a connect file");
  refuse ("format", NULL, FALSE, "not a connect file");
}

static void
test_not_json (void)
{
  const char *const texts[] = { "", "hello", "[]", "{\"format\":\"stint-connect\",\"format\":\"stint-connect\"}", "BEGIN:VCALENDAR" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (stint_connection_parse (texts[i], -1, FALSE, &error));
      g_assert_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_INVALID);
    }
}

static void
test_byte_order_mark (void)
{
  g_autofree char *text = make_file (NULL, NULL);
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", text, "\n", NULL);
  g_autoptr (StintConnection) connection = stint_connection_parse (marked, -1, FALSE, NULL);

  g_assert_nonnull (connection);
  g_assert_true (stint_connection_looks_like (marked, -1));
}

static void
test_looks_like (void)
{
  g_autofree char *text = make_file ("version", "99");

  g_assert_true (stint_connection_looks_like (text, -1));
  g_assert_true (stint_connection_looks_like ("\n { \"format\" : \"stint-connect\"", -1));
  g_assert_false (stint_connection_looks_like ("BEGIN:VCALENDAR\nX:\"stint-connect\"", -1));
  g_assert_false (stint_connection_looks_like ("{}", -1));
  g_assert_false (stint_connection_looks_like ("", -1));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection/a-good-file-is-read", test_good);
  g_test_add_func ("/connection/unknown-members-are-kept", test_unknown_members);
  g_test_add_func ("/connection/without-a-name-it-is-called-as-its-host", test_name_of_host);
  g_test_add_func ("/connection/a-host-has-its-port-unless-it-is-the-usual", test_hosts);
  g_test_add_func ("/connection/http-is-refused", test_http);
  g_test_add_func ("/connection/http-on-loopback-is-let-through-when-allowed", test_loopback);
  g_test_add_func ("/connection/other-addresses-are-refused", test_addresses);
  g_test_add_func ("/connection/redirects-go-to-loopback-only", test_redirects);
  g_test_add_func ("/connection/other-members-are-checked", test_other_members);
  g_test_add_func ("/connection/newer-and-other-formats-are-told-apart", test_versions);
  g_test_add_func ("/connection/what-is-no-json-is-refused", test_not_json);
  g_test_add_func ("/connection/a-byte-order-mark-is-passed-over", test_byte_order_mark);
  g_test_add_func ("/connection/a-connect-file-is-told-from-a-calendar", test_looks_like);
  return g_test_run ();
}
