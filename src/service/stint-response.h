/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintResponse:
 * @content_type: a static string
 * @body: JSON
 * @retry_after_s: seconds until it may be tried again, 0: it is not said
 */
typedef struct
{
  int status;
  const char *content_type;
  char *body;
  int retry_after_s;
} StintResponse;

StintResponse *stint_response_new_take    (int                  status,
                                           char                *body);
StintResponse *stint_response_new_problem (const GError        *error,
                                           const char          *request_id);
void           stint_response_free        (StintResponse       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintResponse, stint_response_free)

char          *stint_response_to_event    (const StintResponse *self);

G_END_DECLS
