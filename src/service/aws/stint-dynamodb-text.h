/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-repository.h"

G_BEGIN_DECLS

/* DynamoDB's JSON, written in one pass. A member is set apart from the one before by a comma, if there is one. */
void  stint_dynamodb_append_text    (GString     *out,
                                     const char  *name,
                                     const char  *value);
void  stint_dynamodb_append_number  (GString     *out,
                                     const char  *name,
                                     gint64       value);
void  stint_dynamodb_append_true    (GString     *out,
                                     const char  *name);
void  stint_dynamodb_append_member  (GString     *out,
                                     const char  *name,
                                     const char  *json);
void  stint_dynamodb_append_plain   (GString     *out,
                                     const char  *name,
                                     const char  *value);
void  stint_dynamodb_append_key     (GString     *out,
                                     const char  *name,
                                     const char  *pk,
                                     const char  *sk);

/* Keys. */
char *stint_dynamodb_user_key       (const char  *user);
char *stint_dynamodb_record_key     (StintKind    kind,
                                     const char  *id);
char *stint_dynamodb_log_key        (gint64       n);

G_END_DECLS
