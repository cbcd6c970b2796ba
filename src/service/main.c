/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-bedrock.h"
#include "service/aws/stint-dynamodb-allowance.h"
#include "service/aws/stint-dynamodb-repository.h"
#include "service/stint-assist-setup.h"
#include "service/stint-router.h"
#include "service/stint-runtime.h"
#include "service/stint-service.h"
#include "service/stint-trial.h"

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
 * and of the assistant:
 *   STINT_MODEL_ID: a model's id, an inference profile's id or its ARN
 *   STINT_PROMPT_VERSION: which of the prompts, else DEFAULT_PROMPT
 *   STINT_PROMPTS: the folder that has them, else prompts beside the program
 *   STINT_ASSIST_CALLS_PER_DAY, STINT_TOKENS_PER_DAY, STINT_ASSIST_MAX_TOKENS: see stint-assist-setup.h
 *   AWS_ENDPOINT_URL_BEDROCK_RUNTIME: another Bedrock, for tests
 */
#define MIN_CLIENT "0.1.0"
#define NAME_SPACE "Stint"
#define DEFAULT_PROMPT "1"
/* The assistant's calls of DynamoDB have to leave the time to the model. */
#define ASSIST_DYNAMODB_TIMEOUT_MS 800
#define ASSIST_DYNAMODB_PAUSE_MS 25

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

  if (strcmp (function, "sync") != 0 && strcmp (function, "assist") != 0)
    return "_HANDLER";

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (get_variable (needed[i]) == NULL)
      return needed[i];
  return strcmp (function, "assist") == 0 && get_variable ("STINT_MODEL_ID") == NULL ? "STINT_MODEL_ID" : NULL;
}

static StintCredentials
get_credentials (void)
{
  return (StintCredentials) {
           .access_key = (char *) get_variable ("AWS_ACCESS_KEY_ID"),
           .secret_key = (char *) get_variable ("AWS_SECRET_ACCESS_KEY"),
           .session_token = (char *) get_variable ("AWS_SESSION_TOKEN"),
  };
}

/* Returns: (transfer full) (nullable): the authorities to trust */
static char *
find_authorities (void)
{
  const char *path = get_variable ("STINT_CA_FILE");

  return path != NULL ? g_strdup (path) : find_beside ("ca.pem");
}

static StintAwsClient *
open_dynamodb (void)
{
  g_autofree char *ca_file = find_authorities ();
  StintCredentials credentials = get_credentials ();

  return stint_aws_client_new ("dynamodb", get_variable ("AWS_REGION"), get_variable ("AWS_ENDPOINT_URL_DYNAMODB"), ca_file, &credentials);
}

/* @fallback: also for what is no number, or less than @min */
static gint64
get_number (const char *name,
            gint64      min,
            gint64      fallback)
{
  const char *text = get_variable (name);
  gint64 number;

  return text != NULL && g_ascii_string_to_signed (text, 10, min, G_MAXINT32, &number, NULL) ? number : fallback;
}

static StintPrompt *
load_prompt (GError **error)
{
  g_autofree char *beside = find_beside ("prompts");
  const char *folder = get_variable ("STINT_PROMPTS");
  const char *version = get_variable ("STINT_PROMPT_VERSION");

  if (folder == NULL)
    folder = beside != NULL ? beside : "prompts";
  return stint_prompt_load (folder, version != NULL ? version : DEFAULT_PROMPT, error);
}

/* All lives as long as the program. Returns: (nullable): %NULL with any error */
static const StintAssistSetup *
open_assist (GError **error)
{
  static StintAssistSetup setup;
  g_autofree char *ca_file = find_authorities ();
  StintCredentials credentials = get_credentials ();
  StintAwsClient *dynamodb;

  setup.prompt = load_prompt (error);
  if (setup.prompt == NULL)
    return NULL;
  dynamodb = open_dynamodb ();
  stint_aws_client_set_patience (dynamodb, ASSIST_DYNAMODB_TIMEOUT_MS, ASSIST_DYNAMODB_PAUSE_MS);
  setup.allowance = stint_dynamodb_allowance_new (dynamodb, get_variable ("STINT_TABLE"));
  setup.model = stint_bedrock_new (stint_aws_endpoint_new ("bedrock", "bedrock-runtime", get_variable ("AWS_REGION"),
                                                           get_variable ("AWS_ENDPOINT_URL_BEDROCK_RUNTIME"), ca_file, &credentials),
                                   get_variable ("STINT_MODEL_ID"));
  setup.calls_per_day = get_number ("STINT_ASSIST_CALLS_PER_DAY", 0, STINT_ASSIST_CALLS_PER_DAY);
  setup.tokens_per_day = get_number ("STINT_TOKENS_PER_DAY", 0, STINT_ASSIST_TOKENS_PER_DAY);
  setup.max_tokens = (int) get_number ("STINT_ASSIST_MAX_TOKENS", 1, STINT_ASSIST_MAX_TOKENS);
  return &setup;
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

/* Lines in, lines out: see stint_trial_run(). */
static int
run_trials (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintPrompt) prompt = load_prompt (&error);
  int max_tokens = (int) get_number ("STINT_ASSIST_MAX_TOKENS", 1, STINT_ASSIST_MAX_TOKENS);
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  while (prompt != NULL && (length = getline (&line, &size, stdin)) > 0)
    {
      g_autofree char *answer = stint_trial_run (prompt, max_tokens, line, (gsize) length, &error);

      if (answer == NULL)
        break;
      puts (answer);
      fflush (stdout);
    }
  free (line);
  if (error != NULL)
    g_printerr ("stint-service: %s\n", error->message);
  return error == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Returns: %FALSE when the function cannot start, which Lambda has been told */
static gboolean
set_up (StintService *service,
        StintRuntime *runtime)
{
  const char *function = get_variable ("_HANDLER");
  const char *missing = find_missing (function != NULL ? function : "");
  g_autofree char *message = missing != NULL ? g_strdup_printf ("The variable %s is missing or wrong", missing) : NULL;
  g_autoptr (GError) error = NULL;

  service->function = function;
  service->client_id = get_variable ("STINT_CLIENT_ID");
  if (get_variable ("STINT_MIN_CLIENT") != NULL)
    service->min_client = get_variable ("STINT_MIN_CLIENT");
  if (get_variable ("STINT_METRICS_NAMESPACE") != NULL)
    service->metrics_name_space = get_variable ("STINT_METRICS_NAMESPACE");
  if (message == NULL && strcmp (function, "sync") == 0)
    service->repository = stint_dynamodb_repository_new (open_dynamodb (), get_variable ("STINT_TABLE"));
  else if (message == NULL && (service->assist = open_assist (&error)) == NULL)
    message = g_strdup_printf ("The prompts cannot be read: %s", error->message);
  if (message == NULL)
    return TRUE;

  g_printerr ("%s\n", message);
  stint_runtime_report_failure (runtime, message);
  return FALSE;
}

int
main (int   argc,
      char *argv[])
{
  const char *api = get_variable ("AWS_LAMBDA_RUNTIME_API");
  g_autoptr (StintRuntime) runtime = NULL;
  g_autoptr (GError) error = NULL;
  StintService service = { .min_client = MIN_CLIENT, .metrics_name_space = NAME_SPACE };

  if (argc == 2 && strcmp (argv[1], "--routes") == 0)
    return print_routes ();
  if (argc == 2 && strcmp (argv[1], "--trials") == 0)
    {
      find_zones ();
      return run_trials ();
    }
  if (argc > 1 || api == NULL)
    {
      g_printerr ("This is the service of Stint. AWS Lambda starts it and tells it where its events come from.\n"
                  "usage: stint-service [--routes|--trials]\n");
      return 2;
    }

  find_zones ();
  runtime = stint_runtime_new (api);
  if (set_up (&service, runtime))
    stint_runtime_run (runtime, handle_cb, &service, &error);
  g_clear_object (&service.repository);
  return EXIT_FAILURE;
}
