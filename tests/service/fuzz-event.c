/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "service/memory/stint-memory-repository.h"
#include "service/stint-service.h"
#include "wire/stint-json.h"

#include <string.h>

/*
 * For libFuzzer (build-aux/fuzz): any bytes as an event, its claims among them, and any text as the body of one that is good
 * otherwise. Whatever comes, there is an answer, it is JSON, and it is not our fault.
 */

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static const char *const routes[][2] = {
  { "POST", "/changes" }, { "POST", "/tasks" }, { "GET", "/changes" }, { "GET", "/snapshot" }, { "GET", "/tasks" },
};

static void
ask (const char *event,
     gsize       length)
{
  g_autoptr (StintRepository) repository = stint_memory_repository_new ();
  StintService service = {
    .function = "sync", .min_client = "0.1.0", .metrics_name_space = "Stint", .repository = repository, .warm = TRUE,
  };
  g_autofree char *line = NULL;
  g_autofree char *answer = stint_service_handle (&service, event, length, "i", 1795000000000, &line);

  if (!stint_json_scan (answer, -1, NULL) || !stint_json_scan (line, -1, NULL) || strstr (line, "\"status\":500") != NULL)
    g_error ("%s\n%s", answer, line);
}

static void
ask_with_text (guint8      route,
               const char *text)
{
  const char *const *address = routes[route % G_N_ELEMENTS (routes)];
  g_autoptr (GString) event = g_string_new (NULL);

  g_string_append_printf (event, "{\"httpMethod\":\"%s\",\"resource\":\"%s\",", address[0], address[1]);
  g_string_append (event, "\"headers\":{\"Idempotency-Key\":\"0b1f4c3e-7a90-4d51-9c1f-5d2b1c9e6a77\"},"
                   "\"requestContext\":{\"authorizer\":{\"claims\":{\"sub\":\"eva\"}}},\"body\":");
  stint_json_append_string (event, text);
  g_string_append (event, ",\"queryStringParameters\":{\"since\":");
  stint_json_append_string (event, text);
  g_string_append (event, ",\"cursor\":");
  stint_json_append_string (event, text);
  g_string_append (event, ",\"limit\":");
  stint_json_append_string (event, text);
  g_string_append (event, ",\"from\":");
  stint_json_append_string (event, text);
  g_string_append (event, ",\"to\":\"2026-11-30\"}}");
  ask (event->str, event->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = NULL;

  if (size == 0)
    return 0;

  /* The parser may read nothing after the last byte, so it gets a copy that ends there. */
  text = g_strndup ((const char *) data + 1, size - 1);
  if (data[0] % 2 == 0)
    ask ((const char *) data + 1, size - 1);
  else if (g_utf8_validate (text, -1, NULL))
    ask_with_text (data[0] / 2, text);
  return 0;
}
