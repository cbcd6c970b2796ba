/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/aws/stint-aws-client.h"
#include "service/ports/stint-repository.h"

G_BEGIN_DECLS

#define STINT_TYPE_DYNAMODB_REPOSITORY (stint_dynamodb_repository_get_type ())
G_DECLARE_FINAL_TYPE (StintDynamodbRepository, stint_dynamodb_repository, STINT, DYNAMODB_REPOSITORY, GObject)

StintRepository *stint_dynamodb_repository_new (StintAwsClient *client,
                                                const char     *table);

G_END_DECLS
