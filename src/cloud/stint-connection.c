/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-cloud"

#include "cloud/stint-connection.h"

#include "stint-config.h"
#include "wire/stint-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FORMAT "stint-connect"
#define VERSION 1
#define MAX_BYTES (64 * 1024)
#define MAX_NAME 128
#define MAX_ADDRESS 2048

/* The same as in cloud/connect.schema.json. */
#define PATH_PATTERN "(/[A-Za-z0-9._~-]+)*$"
#define HTTPS_PATTERN "^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?" PATH_PATTERN
#define LOOPBACK_PATTERN "^http://(127\\.0\\.0\\.1|\\[::1\\]|localhost):[0-9]{1,5}" PATH_PATTERN
#define CLIENT_PATTERN "^[A-Za-z0-9]{1,128}$"
#define REDIRECT_PATTERN "^http://127\\.0\\.0\\.1:[0-9]{1,5}/callback$"

/* `$` would let a line break at the end through. */
#define REGEX_FLAGS G_REGEX_DOLLAR_ENDONLY

struct _StintConnection
{
  gatomicrefcount ref_count;

  GVariant       *members;
  char           *name;
  char           *api;
  char           *issuer;
  char           *client_id;
  char           *sign_in;
  GStrv           redirects;
  GStrv           scopes;
};

G_DEFINE_BOXED_TYPE (StintConnection, stint_connection, stint_connection_ref, stint_connection_unref)

static gboolean
matches (const char *pattern,
         const char *text)
{
  return g_regex_match_simple (pattern, text, REGEX_FLAGS, 0);
}

static void
set_invalid (GError    **error,
             const char *message)
{
  g_set_error_literal (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_INVALID, message);
}

static void
set_wrong_member (GError    **error,
                  const char *member)
{
  g_set_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_INVALID,
               /* Translators: %s is a name in the file, such as client_id. */
               _("The connect file is damaged: its member “%s” is missing or wrong. Ask for it again."), member);
}

/* The pattern lets 99999 through, which no port is. */
static gboolean
has_good_port (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_port (uri) != 0;
}

static char *
read_text (GVariant   *members,
           const char *member,
           const char *pattern,
           GError    **error)
{
  const char *text = NULL;

  if (g_variant_lookup (members, member, "&s", &text) && matches (pattern, text))
    return g_strdup (text);

  set_wrong_member (error, member);
  return NULL;
}

static char *
read_address (GVariant   *members,
              const char *member,
              gboolean    allow_loopback,
              GError    **error)
{
  const char *text = NULL;

  if (!g_variant_lookup (members, member, "&s", &text) || strlen (text) > MAX_ADDRESS)
    {
      set_wrong_member (error, member);
      return NULL;
    }
  if (matches (LOOPBACK_PATTERN, text) && !allow_loopback)
    {
      set_invalid (error, _("The connect file names a server on this machine without encryption, which is not allowed here. "
                            "It is for trying Stint out, and has to be allowed in the preferences first."));
      return NULL;
    }
  if (g_str_has_prefix (text, "http://") && !matches (LOOPBACK_PATTERN, text))
    {
      set_invalid (error, _("The connect file names an address without encryption (http). Stint talks only to https addresses."));
      return NULL;
    }
  if ((matches (HTTPS_PATTERN, text) || matches (LOOPBACK_PATTERN, text)) && has_good_port (text))
    return g_strdup (text);

  set_wrong_member (error, member);
  return NULL;
}

static GStrv
read_texts (GVariant   *members,
            const char *member,
            const char *pattern,
            GError    **error)
{
  g_auto (GStrv) texts = NULL;
  gboolean good = g_variant_lookup (members, member, "^as", &texts) && texts[0] != NULL;

  for (guint i = 0; good && texts[i] != NULL; i++)
    good = matches (pattern, texts[i]);
  if (good)
    return g_steal_pointer (&texts);

  set_wrong_member (error, member);
  return NULL;
}

static gboolean
check_redirects (StintConnection *self,
                 GError         **error)
{
  for (guint i = 0; self->redirects[i] != NULL; i++)
    if (!has_good_port (self->redirects[i]))
      {
        set_wrong_member (error, "redirects");
        return FALSE;
      }
  return TRUE;
}

/* The name is shown to people, and the file may be a stranger's: nothing in it may change how the rest is read. */
static gboolean
read_name (StintConnection *self,
           GError         **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (self->members, "name", NULL);
  const char *name;
  gboolean good;

  if (value == NULL)
    {
      self->name = stint_connection_dup_api_host (self);
      return TRUE;
    }
  good = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING);
  name = good ? g_variant_get_string (value, NULL) : "";
  good = *name != '\0' && g_utf8_strlen (name, -1) <= MAX_NAME;
  for (const char *at = name; good && *at != '\0'; at = g_utf8_next_char (at))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (at));

      good = type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_LINE_SEPARATOR &&
        type != G_UNICODE_PARAGRAPH_SEPARATOR;
    }
  if (good)
    self->name = g_strdup (name);
  else
    set_wrong_member (error, "name");
  return good;
}

static gboolean
check_format (GVariant *members,
              GError  **error)
{
  const char *format = NULL;
  gint64 version = 0;

  if (!g_variant_is_of_type (members, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (members, "format", "&s", &format) ||
      strcmp (format, FORMAT) != 0)
    {
      set_invalid (error, _("This is not a connect file. It is the file that “stint-ops connect” writes, and begins with a brace."));
      return FALSE;
    }
  if (g_variant_lookup (members, "version", "x", &version) && version > VERSION)
    {
      set_invalid (error, _("The connect file is of a newer kind than this version of Stint can read. Update Stint, then open it again."));
      return FALSE;
    }
  if (version == VERSION)
    return TRUE;

  set_wrong_member (error, "version");
  return FALSE;
}

static gboolean
read_members (StintConnection *self,
              gboolean         allow_loopback,
              GError         **error)
{
  return (self->api = read_address (self->members, "api", allow_loopback, error)) != NULL &&
         (self->issuer = read_address (self->members, "issuer", allow_loopback, error)) != NULL &&
         (self->client_id = read_text (self->members, "client_id", CLIENT_PATTERN, error)) != NULL &&
         (self->sign_in = read_address (self->members, "sign_in", allow_loopback, error)) != NULL &&
         (self->redirects = read_texts (self->members, "redirects", REDIRECT_PATTERN, error)) != NULL &&
         check_redirects (self, error) &&
         (self->scopes = read_texts (self->members, "scopes", "^[!#-\\[\\]-~]+$", error)) != NULL &&
         read_name (self, error);
}

/**
 * stint_connection_parse:
 * @json: the file's text
 * @length: of @json in bytes, or -1 if it ends with a zero
 * @allow_loopback: let http through, on loopback only
 *
 * Members that are not known are kept for stint_connection_to_json().
 *
 * Returns: (transfer full): %NULL with %STINT_CLOUD_ERROR_INVALID and a sentence for a person
 */
StintConnection *
stint_connection_parse (const char *json,
                        gssize      length,
                        gboolean    allow_loopback,
                        GError    **error)
{
  g_autoptr (StintConnection) self = NULL;
  g_autoptr (GVariant) members = NULL;
  g_autoptr (GError) fault = NULL;
  gsize size = length < 0 ? strlen (json) : (gsize) length;

  /* Some editors begin a file with a byte order mark, and some mail programs end it with a zero. */
  if (size >= 3 && memcmp (json, "\xef\xbb\xbf", 3) == 0)
    {
      json += 3;
      size -= 3;
    }
  if (size > MAX_BYTES)
    {
      set_invalid (error, _("This is not a connect file: it is too large."));
      return NULL;
    }

  members = stint_json_parse (json, (gssize) size, &fault);
  if (members == NULL)
    {
      g_set_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_INVALID,
                   /* Translators: %s is a sentence that says where the file is wrong. */
                   _("The connect file cannot be read. %s"), fault->message);
      return NULL;
    }
  if (!check_format (members, error))
    return NULL;

  self = g_new0 (StintConnection, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->members = g_steal_pointer (&members);
  return read_members (self, allow_loopback, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
stint_connection_looks_like (const char *text,
                             gssize      length)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  gsize at = 0;

  if (size >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    at = 3;
  while (at < size && g_ascii_isspace (text[at]))
    at++;
  return at < size && text[at] == '{' && g_strstr_len (text + at, (gssize) MIN (size - at, MAX_BYTES), "\"" FORMAT "\"") != NULL;
}

StintConnection *
stint_connection_ref (StintConnection *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
stint_connection_unref (StintConnection *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->members, g_variant_unref);
  g_free (self->name);
  g_free (self->api);
  g_free (self->issuer);
  g_free (self->client_id);
  g_free (self->sign_in);
  g_strfreev (self->redirects);
  g_strfreev (self->scopes);
  g_free (self);
}

/* Returns: (transfer full): what stint_connection_parse() takes again, with all members of the file */
char *
stint_connection_to_json (StintConnection *self)
{
  return stint_json_to_string (self->members);
}

const char *
stint_connection_get_name (StintConnection *self)
{
  return self->name;
}

const char *
stint_connection_get_api (StintConnection *self)
{
  return self->api;
}

const char *
stint_connection_get_issuer (StintConnection *self)
{
  return self->issuer;
}

const char *
stint_connection_get_client_id (StintConnection *self)
{
  return self->client_id;
}

const char *
stint_connection_get_sign_in (StintConnection *self)
{
  return self->sign_in;
}

const char *const *
stint_connection_get_redirects (StintConnection *self)
{
  return (const char *const *) self->redirects;
}

const char *const *
stint_connection_get_scopes (StintConnection *self)
{
  return (const char *const *) self->scopes;
}

static char *
dup_host (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  int usual = g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
  int port = g_uri_get_port (uri);

  if (port == usual || port < 0)
    return g_strdup (g_uri_get_host (uri));
  return g_strdup_printf (strchr (g_uri_get_host (uri), ':') != NULL ? "[%s]:%d" : "%s:%d", g_uri_get_host (uri), port);
}

/* Returns: (transfer full): for a person to look at, with the port if it is not the usual one */
char *
stint_connection_dup_api_host (StintConnection *self)
{
  return dup_host (self->api);
}

/* Returns: (transfer full): for a person to look at, with the port if it is not the usual one */
char *
stint_connection_dup_sign_in_host (StintConnection *self)
{
  return dup_host (self->sign_in);
}
