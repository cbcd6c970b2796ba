/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/aws/stint-dynamodb-item.h"
#include "service/aws/stint-dynamodb-repository.h"
#include "service/aws/stint-dynamodb-text.h"

G_BEGIN_DECLS

/* How often a transaction that others got in the way of is tried. */
#define STINT_DYNAMODB_MAX_TRIES 8

struct _StintDynamodbRepository
{
  GObject parent_instance;

  StintAwsClient *client;
  char *table;
};

GString  *stint_dynamodb_begin      (StintDynamodbRepository *self);
GVariant *stint_dynamodb_call       (StintDynamodbRepository *self,
                                     const StintCall         *call,
                                     const char              *operation,
                                     GString                 *body,
                                     GVariant               **reasons,
                                     GError                 **error);
gboolean  stint_dynamodb_get_item   (StintDynamodbRepository *self,
                                     const StintCall         *call,
                                     const char              *sk,
                                     GVariant               **item,
                                     GError                 **error);
gboolean  stint_dynamodb_read_head  (StintDynamodbRepository *self,
                                     const StintCall         *call,
                                     StintHead               *head,
                                     GError                 **error);
gboolean  stint_dynamodb_is_passing (const char              *reason);

/* stint-dynamodb-push.c */
gboolean  stint_dynamodb_push       (StintRepository         *repository,
                                     const StintCall         *call,
                                     const StintPush         *push,
                                     StintTag                *tag,
                                     gboolean                *replayed,
                                     GError                 **error);

/* stint-dynamodb-erase.c */
gboolean  stint_dynamodb_erase      (StintRepository         *repository,
                                     const StintCall         *call,
                                     gint64                  *n_deleted,
                                     gboolean                *more,
                                     GError                 **error);

G_END_DECLS
