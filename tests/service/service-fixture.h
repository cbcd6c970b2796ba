/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/memory/stint-memory-repository.h"
#include "service/stint-service.h"

#define FIXTURE_NOW_MS G_GINT64_CONSTANT (1795000000000)
#define FIXTURE_CLIENT "4h57kf2client"

/* A service over an empty memory, at a time that stands still. */
typedef struct
{
  StintRepository *repository;
  StintService service;
  gint64 now_ms;
  char *line;
} ServiceFixture;

/* What is left out is as a good client's request has it: Eva's, with a new key. "" leaves it out of the request. */
typedef struct
{
  const char *user;
  const char *client_id;
  const char *method;
  const char *resource;
  const char *query;
  const char *id;
  const char *key;
  const char *version;
  const char *media_type;
  const char *body;
  gboolean encoded;
} Sent;

typedef struct
{
  int status;
  char *media_type;
  char *text;
  GVariant *body;
} Answer;

void        service_fixture_set_up    (ServiceFixture *self,
                                       gconstpointer   data);
void        service_fixture_tear_down (ServiceFixture *self,
                                       gconstpointer   data);
Answer     *service_fixture_send      (ServiceFixture *self,
                                       Sent            sent);
Answer     *service_fixture_event     (ServiceFixture *self,
                                       const char     *event,
                                       gsize           length);

void        answer_free               (Answer         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)
const char *answer_get                (Answer         *self,
                                       const char     *name);
void        answer_assert_problem     (Answer         *self,
                                       int             status,
                                       const char     *name);
void        answer_assert_pointer     (Answer         *self,
                                       const char     *pointer);
char       *make_id                   (int             n);
char       *make_push                 (const char     *since,
                                       const char     *ops);
char       *make_put                  (int             n,
                                       const char     *base,
                                       const char     *title);
