/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/aws/stint-sigv4.h"
#include "service/stint-http.h"

G_BEGIN_DECLS

/* One service of AWS in one region: where it is, and who signs what is sent there. For one thread. */
typedef struct _StintAwsEndpoint StintAwsEndpoint;

StintAwsEndpoint  *stint_aws_endpoint_new      (const char             *service,
                                                const char             *host_name,
                                                const char             *region,
                                                const char             *url,
                                                const char             *ca_file,
                                                const StintCredentials *credentials);
void               stint_aws_endpoint_free     (StintAwsEndpoint       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintAwsEndpoint, stint_aws_endpoint_free)

StintHttpResponse *stint_aws_endpoint_post     (StintAwsEndpoint       *self,
                                                const char             *path,
                                                const StintPair        *headers,
                                                gsize                   n_headers,
                                                const char             *body,
                                                int                     timeout_ms,
                                                GError                **error);
void               stint_aws_endpoint_pause    (StintAwsEndpoint       *self,
                                                int                     bound_ms);

G_END_DECLS
