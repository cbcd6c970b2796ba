/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintHttpError:
 * @STINT_HTTP_ERROR_FAILED: no whole answer came: no connection, a broken or cut one, no trust
 * @STINT_HTTP_ERROR_TIMED_OUT: not in time
 */
typedef enum
{
  STINT_HTTP_ERROR_FAILED,
  STINT_HTTP_ERROR_TIMED_OUT,
} StintHttpError;

#define STINT_HTTP_ERROR (stint_http_error_quark ())
GQuark stint_http_error_quark (void);

/**
 * StintHttpRequest:
 * @headers: (nullable): a %NULL-terminated list of "Name: value"
 * @body: (nullable): @length bytes; %NULL: there is none
 * @timeout_ms: for all of it; 0: it may take for ever
 */
typedef struct
{
  const char *method;
  const char *url;
  const char *const *headers;
  const char *body;
  gsize length;
  int timeout_ms;
} StintHttpRequest;

/**
 * StintHttpResponse:
 * @headers: names in lower case
 * @body: with a zero after its end
 */
typedef struct
{
  int status;
  GHashTable *headers;
  GString *body;
} StintHttpResponse;

void       stint_http_response_free (StintHttpResponse      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintHttpResponse, stint_http_response_free)

/* One connection that is kept open between requests. */
typedef struct _StintHttp StintHttp;

StintHttp         *stint_http_new   (const char             *ca_file);
void               stint_http_free  (StintHttp              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintHttp, stint_http_free)
StintHttpResponse *stint_http_send  (StintHttp              *self,
                                     const StintHttpRequest *request,
                                     GError                **error);

G_END_DECLS
