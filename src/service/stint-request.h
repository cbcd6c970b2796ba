/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintRequest:
 * @method: `GET`
 * @resource: the route's pattern as API Gateway knows it, `/tasks/{id}`
 * @request_id: (nullable): of the API's request
 * @user: (nullable): the claim `sub`, the only thing that says whose data it is about
 * @client_id: (nullable): the claim of that name
 * @body: empty if there is none
 *
 * One request as API Gateway's proxy integration hands it on (payload version 1).
 */
typedef struct
{
  char *method;
  char *resource;
  char *request_id;
  char *user;
  char *client_id;
  GHashTable *headers;
  GHashTable *query;
  GHashTable *path_parameters;
  GBytes *body;
} StintRequest;

StintRequest *stint_request_new_from_event     (const char         *event,
                                                gsize               length,
                                                GError            **error);
void          stint_request_free               (StintRequest       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintRequest, stint_request_free)

const char   *stint_request_get_header         (const StintRequest *self,
                                                const char         *name);
const char   *stint_request_get_query          (const StintRequest *self,
                                                const char         *name);
const char   *stint_request_get_path_parameter (const StintRequest *self,
                                                const char         *name);
gboolean      stint_request_check_client       (const StintRequest *self,
                                                const char         *min_client,
                                                GError            **error);
char         *stint_request_dup_key            (const StintRequest *self,
                                                GError            **error);
GVariant     *stint_request_parse_body         (const StintRequest *self,
                                                GError            **error);

G_END_DECLS
