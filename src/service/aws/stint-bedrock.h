/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/aws/stint-aws-endpoint.h"
#include "service/ports/stint-model.h"

G_BEGIN_DECLS

#define STINT_TYPE_BEDROCK (stint_bedrock_get_type ())
G_DECLARE_FINAL_TYPE (StintBedrock, stint_bedrock, STINT, BEDROCK, GObject)

StintModel *stint_bedrock_new         (StintAwsEndpoint *endpoint,
                                       const char       *model_id);
void        stint_bedrock_set_pause   (StintBedrock     *self,
                                       int               pause_ms);

G_END_DECLS
