/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-repository.h"

G_BEGIN_DECLS

/* Items as DynamoDB's JSON has them, once parsed: `a{sv}` of attributes, each a dictionary of type and value. */
const char    *stint_dynamodb_item_get_text   (GVariant      *item,
                                               const char    *name);
gint64         stint_dynamodb_item_get_number (GVariant      *item,
                                               const char    *name,
                                               gint64         fallback);
gboolean       stint_dynamodb_item_is_true    (GVariant      *item,
                                               const char    *name);

StintStored   *stint_dynamodb_item_to_record  (GVariant      *item,
                                               GError       **error);
StintLogEntry *stint_dynamodb_item_to_entry   (GVariant      *item,
                                               GError       **error);
StintDevice   *stint_dynamodb_item_to_device  (GVariant      *item,
                                               GError       **error);
gboolean       stint_dynamodb_item_to_head    (GVariant      *item,
                                               StintHead     *head,
                                               GError       **error);

/* Answers of calls. */
GPtrArray     *stint_dynamodb_get_list        (GVariant      *answer,
                                               const char    *name);
GVariant      *stint_dynamodb_get_object      (GVariant      *answer,
                                               const char    *name);

G_END_DECLS
