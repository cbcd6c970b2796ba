/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cloud/stint-loopback-request.h"

#include "cloud/stint-reason.h"
#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define PATH "/callback?"

static gboolean
has_host (const char *const *lines,
          const char        *host)
{
  guint n = 0;
  gboolean is_ours = FALSE;

  for (guint i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], "Host:", strlen ("Host:")) == 0)
      {
        g_autofree char *value = g_strstrip (g_strdup (lines[i] + strlen ("Host:")));

        n++;
        is_ours = strcmp (value, host) == 0;
      }
  return n == 1 && is_ours;
}

/* Returns: (transfer full) (nullable): the query, if the line asks for the page that the browser has to come back to */
static char *
dup_query (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 0);

  if (g_strv_length (words) != 3 || strcmp (words[0], "GET") != 0 || !g_str_has_prefix (words[1], PATH) ||
      !g_str_has_prefix (words[2], "HTTP/1."))
    return NULL;
  return g_strdup (words[1] + strlen (PATH));
}

/**
 * stint_loopback_request_read:
 * @head: a request, at least up to its empty line
 * @host: ours, with the port
 * @state: ours
 *
 * Returns: whether it is the browser that comes back: only then is anything set
 */
gboolean
stint_loopback_request_read (StintLoopbackRequest *self,
                             const char           *head,
                             const char           *host,
                             const char           *state)
{
  const char *end = strstr (head, "\r\n\r\n");
  g_autofree char *text = end != NULL ? g_strndup (head, (gsize) (end - head)) : NULL;
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\r\n", 0) : NULL;
  g_autofree char *query = lines != NULL && lines[0] != NULL ? dup_query (lines[0]) : NULL;
  g_autoptr (GHashTable) form = NULL;
  const char *code;

  if (query == NULL || !has_host ((const char *const *) lines, host))
    return FALSE;
  form = soup_form_decode (query);
  if (g_strcmp0 (g_hash_table_lookup (form, "state"), state) != 0)
    return FALSE;

  code = g_hash_table_lookup (form, "code");
  if (code != NULL && *code != '\0' && g_hash_table_lookup (form, "error") == NULL)
    self->code = g_strdup (code);
  else
    self->reason = stint_reason_dup (g_hash_table_lookup (form, "error_description"), g_hash_table_lookup (form, "error"));
  return self->code != NULL || self->reason != NULL;
}

void
stint_loopback_request_clear (StintLoopbackRequest *self)
{
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->reason, g_free);
}

/* Nothing of what was asked for is in any answer, and nothing in it loads anything. */
static char *
make_answer (const char *status,
             const char *body)
{
  return g_strdup_printf ("HTTP/1.1 %s\r\n"
                          "Content-Type: text/html; charset=utf-8\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                          "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'\r\n"
                          "Referrer-Policy: no-referrer\r\n"
                          "X-Content-Type-Options: nosniff\r\n"
                          "Cache-Control: no-store\r\n"
                          "Connection: close\r\n"
                          "\r\n"
                          "%s", status, strlen (body), body);
}

char *
stint_loopback_make_page (gboolean is_good)
{
  const char *heading = is_good ? _("Back to Stint") : _("The sign-in was not completed");
  const char *text = is_good ? _("Stint has what it needs and is signing you in. You can close this page.")
                             : _("Stint says why. You can close this page.");
  g_autofree char *heading_text = g_markup_escape_text (heading, -1);
  g_autofree char *body_text = g_markup_escape_text (text, -1);
  g_autofree char *body =
    g_strdup_printf ("<!DOCTYPE html>\n"
                     "<html dir=\"auto\"><head><meta charset=\"utf-8\">"
                     "<meta name=\"viewport\" content=\"width=device-width\"><title>Stint</title><style>"
                     ":root{color-scheme:light dark}"
                     "body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 Cantarell,system-ui,sans-serif;"
                     "background:#fafafa;color:#2e3436}"
                     "main{max-width:26em;padding:2em;text-align:center}"
                     "h1{font-size:1.6em;margin:0 0 .4em}p{margin:0}"
                     "@media (prefers-color-scheme:dark){body{background:#242424;color:#fff}}"
                     "</style></head><body><main><h1>%s</h1><p>%s</p></main></body></html>\n",
                     heading_text, body_text);

  return make_answer ("200 OK", body);
}

char *
stint_loopback_make_not_found (void)
{
  return make_answer ("404 Not Found", "");
}
