/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/service/contract.h"

#include "service/aws/stint-dynamodb-repository.h"

#include <stdlib.h>

/*
 * The contract on a real DynamoDB protocol: STINT_DYNAMODB_ENDPOINT says where one listens, on loopback. Nothing is asked of it otherwise, so
 * that a suite of this layer needs no network.
 */

#define TABLE_SHAPE \
  "\"BillingMode\":\"PAY_PER_REQUEST\"," \
  "\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"},{\"AttributeName\":\"sk\",\"AttributeType\":\"S\"}," \
  "{\"AttributeName\":\"g1pk\",\"AttributeType\":\"S\"},{\"AttributeName\":\"g1sk\",\"AttributeType\":\"S\"}]," \
  "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"},{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}]," \
  "\"GlobalSecondaryIndexes\":[{\"IndexName\":\"byDay\",\"Projection\":{\"ProjectionType\":\"ALL\"}," \
  "\"KeySchema\":[{\"AttributeName\":\"g1pk\",\"KeyType\":\"HASH\"},{\"AttributeName\":\"g1sk\",\"KeyType\":\"RANGE\"}]}]"

static const char *endpoint;
static char *table;

static StintAwsClient *
make_client (void)
{
  StintCredentials credentials = { .access_key = (char *) "AKIDEXAMPLE", .secret_key = (char *) "secret" };
  const char *access_key = g_getenv ("AWS_ACCESS_KEY_ID");
  const char *secret_key = g_getenv ("AWS_SECRET_ACCESS_KEY");

  if (access_key != NULL && secret_key != NULL)
    credentials = (StintCredentials) { .access_key = (char *) access_key, .secret_key = (char *) secret_key }
  ;
  return stint_aws_client_new ("dynamodb", "eu-central-1", endpoint, NULL, &credentials);
}

static StintRepository *
make_dynamodb (void)
{
  return stint_dynamodb_repository_new (make_client (), table);
}

static void
call_table (const char *operation,
            const char *shape)
{
  g_autoptr (StintAwsClient) client = make_client ();
  g_autofree char *target = g_strconcat ("DynamoDB_20120810.", operation, NULL);
  g_autofree char *body = g_strdup_printf ("{\"TableName\":\"%s\"%s%s}", table, shape[0] != '\0' ? "," : "", shape);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = stint_aws_client_call (client, target, body, NULL, &error);

  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *suffix = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  endpoint = g_getenv ("STINT_DYNAMODB_ENDPOINT");
  if (endpoint == NULL || endpoint[0] == '\0')
    {
      g_print ("1..0 # SKIP STINT_DYNAMODB_ENDPOINT is not set\n");
      return EXIT_SUCCESS;
    }

  suffix = g_uuid_string_random ();
  table = g_strconcat ("stint-contract-", suffix, NULL);
  call_table ("CreateTable", TABLE_SHAPE);
  contract_add_tests ("/service/dynamodb", make_dynamodb);
  status = g_test_run ();
  call_table ("DeleteTable", "");
  g_free (table);
  return status;
}
