/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/aws/stint-aws-client.h"
#include "service/ports/stint-allowance.h"

G_BEGIN_DECLS

#define STINT_TYPE_DYNAMODB_ALLOWANCE (stint_dynamodb_allowance_get_type ())
G_DECLARE_FINAL_TYPE (StintDynamodbAllowance, stint_dynamodb_allowance, STINT, DYNAMODB_ALLOWANCE, GObject)

StintAllowance *stint_dynamodb_allowance_new (StintAwsClient *client,
                                              const char     *table);

G_END_DECLS
