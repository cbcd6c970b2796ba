/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/aws/stint-sigv4.h"

G_BEGIN_DECLS

/**
 * StintAwsError:
 * @STINT_AWS_ERROR_REFUSED: the request itself was: it would be again
 * @STINT_AWS_ERROR_CONDITION: a condition does not hold
 * @STINT_AWS_ERROR_CANCELLED: a transaction did not happen; the answer holds the reasons
 * @STINT_AWS_ERROR_UNAVAILABLE: throttled, a fault there, or no answer; several tries were made
 */
typedef enum
{
  STINT_AWS_ERROR_REFUSED,
  STINT_AWS_ERROR_CONDITION,
  STINT_AWS_ERROR_CANCELLED,
  STINT_AWS_ERROR_UNAVAILABLE,
} StintAwsError;

#define STINT_AWS_ERROR (stint_aws_error_quark ())
GQuark stint_aws_error_quark (void);

/* Speaks AWS's JSON protocol to one service in one region. */
typedef struct _StintAwsClient StintAwsClient;

StintAwsClient *stint_aws_client_new          (const char             *service,
                                               const char             *region,
                                               const char             *endpoint,
                                               const char             *ca_file,
                                               const StintCredentials *credentials);
void            stint_aws_client_free         (StintAwsClient         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintAwsClient, stint_aws_client_free)

void            stint_aws_client_set_patience (StintAwsClient         *self,
                                               int                     timeout_ms,
                                               int                     pause_ms);
GVariant       *stint_aws_client_call         (StintAwsClient         *self,
                                               const char             *target,
                                               const char             *body,
                                               GVariant              **reasons,
                                               GError                **error);
void            stint_aws_client_pause        (StintAwsClient         *self,
                                               int                     n_tries);

G_END_DECLS
