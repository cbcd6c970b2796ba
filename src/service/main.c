/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-dynamodb-repository.h"
#include "service/stint-router.h"
#include "service/stint-runtime.h"
#include "service/stint-service.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The environment:
 *   AWS_LAMBDA_RUNTIME_API, _HANDLER ("sync" or "assist"), LAMBDA_TASK_ROOT, AWS_REGION, AWS_ACCESS_KEY_ID,
 *   AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN: Lambda's own
 *   STINT_TABLE: the table
 *   STINT_CLIENT_ID: the only client whose tokens count; any of the pool if it is not set
 *   STINT_MIN_CLIENT: the oldest version of the application that is served
 *   STINT_METRICS_NAMESPACE: CloudWatch's, "Stint" if it is not set
 *   STINT_CA_FILE: authorities to trust, else ca.pem beside the program
 *   AWS_ENDPOINT_URL_DYNAMODB: another DynamoDB, for tests
 */
#define MIN_CLIENT "0.1.0"
#define NAME_SPACE "Stint"

/* Returns: (nullable): the variable's value, %NULL also if it is empty */
static const char *
get_variable (const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL && value[0] != '\0' ? value : NULL;
}

/* Returns: (transfer full) (nullable): a file or folder that was shipped with the program */
static char *
find_beside (const char *name)
{
  const char *root = get_variable ("LAMBDA_TASK_ROOT");
  g_autofree char *path = g_build_filename (root != NULL ? root : ".", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

/* Lambda's system has no time zones, and a record may name any. */
static void
find_zones (void)
{
  g_autofree char *zones = find_beside ("zoneinfo");

  if (zones != NULL)
    g_setenv ("TZDIR", zones, FALSE);
}

/* Returns: (nullable): the first variable that must be there and is not */
static const char *
find_missing (const char *function)
{
  static const char *const needed[] = { "STINT_TABLE", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY" };

  if (strcmp (function, "sync") != 0)
    return strcmp (function, "assist") != 0 ? "_HANDLER" : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (get_variable (needed[i]) == NULL)
      return needed[i];
  return NULL;
}

static StintRepository *
open_repository (void)
{
  g_autofree char *ca_file = g_strdup (get_variable ("STINT_CA_FILE"));
  StintCredentials credentials = {
    .access_key = (char *) get_variable ("AWS_ACCESS_KEY_ID"),
    .secret_key = (char *) get_variable ("AWS_SECRET_ACCESS_KEY"),
    .session_token = (char *) get_variable ("AWS_SESSION_TOKEN"),
  };

  if (ca_file == NULL)
    ca_file = find_beside ("ca.pem");
  return stint_dynamodb_repository_new (stint_aws_client_new ("dynamodb", get_variable ("AWS_REGION"),
                                                              get_variable ("AWS_ENDPOINT_URL_DYNAMODB"), ca_file, &credentials),
                                        get_variable ("STINT_TABLE"));
}

/* The line is out before the answer is: afterwards the sandbox may freeze at once. */
static char *
handle_cb (const char *event,
           gsize       length,
           const char *invocation_id,
           gpointer    data)
{
  StintService *service = data;
  g_autofree char *line = NULL;
  char *answer = stint_service_handle (service, event, length, invocation_id, g_get_real_time () / 1000, &line);

  puts (line);
  fflush (stdout);
  return answer;
}

static int
print_routes (void)
{
  gsize n_routes;
  const StintRoute *routes = stint_router_get_routes (&n_routes);

  for (gsize i = 0; i < n_routes; i++)
    printf ("%s %s %s\n", routes[i].function, routes[i].method, routes[i].resource);
  return EXIT_SUCCESS;
}

int
main (int   argc,
      char *argv[])
{
  const char *api = get_variable ("AWS_LAMBDA_RUNTIME_API");
  const char *function = get_variable ("_HANDLER");
  g_autoptr (StintRuntime) runtime = NULL;
  g_autoptr (StintRepository) repository = NULL;
  g_autoptr (GError) error = NULL;
  StintService service = { .min_client = MIN_CLIENT, .metrics_name_space = NAME_SPACE };
  const char *missing;

  if (argc == 2 && strcmp (argv[1], "--routes") == 0)
    return print_routes ();
  if (argc > 1 || api == NULL)
    {
      g_printerr ("This is the service of Stint. AWS Lambda starts it and tells it where its events come from.\n"
                  "usage: stint-service [--routes]\n");
      return 2;
    }

  find_zones ();
  runtime = stint_runtime_new (api);
  missing = find_missing (function != NULL ? function : "");
  if (missing != NULL)
    {
      g_autofree char *message = g_strdup_printf ("The variable %s is missing or wrong", missing);

      g_printerr ("%s\n", message);
      stint_runtime_report_failure (runtime, message);
      return EXIT_FAILURE;
    }

  service.function = function;
  service.client_id = get_variable ("STINT_CLIENT_ID");
  if (get_variable ("STINT_MIN_CLIENT") != NULL)
    service.min_client = get_variable ("STINT_MIN_CLIENT");
  if (get_variable ("STINT_METRICS_NAMESPACE") != NULL)
    service.metrics_name_space = get_variable ("STINT_METRICS_NAMESPACE");
  if (strcmp (function, "sync") == 0)
    {
      repository = open_repository ();
      service.repository = repository;
    }

  stint_runtime_run (runtime, handle_cb, &service, &error);
  return EXIT_FAILURE;
}
