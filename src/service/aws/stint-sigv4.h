/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintCredentials:
 * @session_token: (nullable): of a role
 */
typedef struct
{
  char *access_key;
  char *secret_key;
  char *session_token;
} StintCredentials;

/**
 * StintPair:
 *
 * A header, or a parameter of a query.
 */
typedef struct
{
  const char *name;
  const char *value;
} StintPair;

/**
 * StintSignedRequest:
 * @path: as it is sent, percent-encoded once
 * @query: (array length=n_query): not encoded, in any order
 * @headers: (array length=n_headers): all that are signed, `host` and `x-amz-date` among them, in any order; names of any case
 * @amz_date: as `x-amz-date` says it: 20261123T090000Z
 *
 * What a signature is made of.
 */
typedef struct
{
  const char *method;
  const char *path;
  const StintPair *query;
  gsize n_query;
  const StintPair *headers;
  gsize n_headers;
  const char *payload;
  gsize length;
  const char *region;
  const char *service;
  const char *amz_date;
} StintSignedRequest;

char *stint_sigv4_canonical_request (const StintSignedRequest *request);
char *stint_sigv4_string_to_sign    (const StintSignedRequest *request);
char *stint_sigv4_signature         (const StintSignedRequest *request,
                                     const StintCredentials   *credentials);
char *stint_sigv4_authorization     (const StintSignedRequest *request,
                                     const StintCredentials   *credentials);

G_END_DECLS
