/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "cloud/stint-cloud-error.h"

G_BEGIN_DECLS

/**
 * StintConnection:
 *
 * What is known of a deployment: the small file that `stint-ops connect` writes (cloud/connect.schema.json). Immutable, counted
 * atomically. It holds no secret.
 */
typedef struct _StintConnection StintConnection;

#define STINT_TYPE_CONNECTION (stint_connection_get_type ())
GType              stint_connection_get_type      (void);

/* @allow_loopback: http is let through, on loopback only. */
StintConnection   *stint_connection_parse         (const char       *json,
                                                   gssize            length,
                                                   gboolean          allow_loopback,
                                                   GError          **error);
/* Whether a text wants to be a connect file, so that opening one is told from opening a calendar. */
gboolean           stint_connection_looks_like    (const char       *text,
                                                   gssize            length);
StintConnection   *stint_connection_ref           (StintConnection  *self);
void               stint_connection_unref         (StintConnection  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintConnection, stint_connection_unref)

char              *stint_connection_to_json       (StintConnection  *self);
const char        *stint_connection_get_name      (StintConnection  *self); /* what a person calls it; the API's host if it has no name */
const char        *stint_connection_get_api       (StintConnection  *self);
const char        *stint_connection_get_issuer    (StintConnection  *self);
const char        *stint_connection_get_client_id (StintConnection  *self);
const char        *stint_connection_get_sign_in   (StintConnection  *self);
const char *const *stint_connection_get_redirects (StintConnection  *self);
const char *const *stint_connection_get_scopes    (StintConnection  *self);
char              *stint_connection_dup_api_host  (StintConnection  *self); /* for a person to look at, with the port if it is not the usual */
char              *stint_connection_dup_sign_in_host (StintConnection *self);

G_END_DECLS
