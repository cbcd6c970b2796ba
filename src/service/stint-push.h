/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-stored.h"
#include "service/stint-tag.h"

G_BEGIN_DECLS

#define STINT_PUSH_MAX_OPS 90
#define STINT_PUSH_MAX_BODY_BYTES (256 * 1024)
#define STINT_PUSH_MAX_OPS_BYTES (320 * 1024)
#define STINT_ACCOUNT_MAX_RECORDS 100000
#define STINT_ACCOUNT_MAX_BYTES (200 * 1024 * 1024)
#define STINT_DEVICE_MAX_LENGTH 64

/**
 * StintOp:
 * @base: (nullable): the version that it changes; %NULL: there must be none
 * @day: (nullable): under which day it is found; %NULL: under none
 * @record: what shall be; its version is the push's, and is not known before it is written
 */
typedef struct
{
  char *base;
  char *day;
  StintStored record;
} StintOp;

/**
 * StintPush:
 * @device: who pushes
 * @device_name: (nullable): what its owner calls it
 * @since: (nullable): the cursor it knows; %NULL: it knows none, and no erasing stops it
 * @key: the idempotency key
 * @hash: SHA-256 of method, path and body: what the key stands for
 * @body: its bytes
 * @ops: (element-type StintOp): each of another record
 */
typedef struct
{
  char *device;
  char *device_name;
  StintTag *since;
  char *key;
  char *hash;
  GBytes *body;
  GPtrArray *ops;
} StintPush;

StintPush *stint_push_new       (const char      *method,
                                 const char      *path,
                                 const char      *key,
                                 GBytes          *body);
void       stint_push_free      (StintPush       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintPush, stint_push_free)

StintOp   *stint_push_add_op    (StintPush       *self,
                                 StintKind        kind,
                                 const char      *id);
char      *stint_push_log_ops   (const StintPush *self,
                                 const StintTag  *tag);
gint64     stint_push_n_created (const StintPush *self);
gint64     stint_push_n_bytes   (const StintPush *self);

char      *stint_day_of_record  (StintKind        kind,
                                 GVariant        *data);

G_END_DECLS
