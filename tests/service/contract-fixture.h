/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tests/service/contract.h"

#include "service/stint-problem.h"

#define CONTRACT_NOW_MS G_GINT64_CONSTANT (1795000000000)
#define CONTRACT_FAR_TAG "999.0123456789abcdef"

/* Each test has users of its own, so one table serves them all. */
typedef struct
{
  StintRepository *repository;
  char *user;
  char *other;
  StintMetrics metrics;
} Contract;

void contract_set_make (ContractMake make);

void contract_set_up (Contract *self,
                      gconstpointer data);
void contract_tear_down (Contract *self,
                         gconstpointer data);
StintCall contract_call_at (Contract *self,
                            gint64 now_ms);
StintPush *contract_new_push (const char *body);
StintOp *contract_add_put (StintPush *push,
                           StintKind kind,
                           const char *id,
                           const char *base,
                           const char *data);
char *contract_id_of (int n);
StintTag contract_push_now (Contract *self,
                            StintPush *push);
StintTag contract_push_task (Contract *self,
                             int n,
                             const char *base,
                             const char *data);
void contract_assert_push_fails (Contract *self,
                                 StintPush *push,
                                 StintProblemCode code);
StintLogPage *contract_pull (Contract *self,
                             const StintTag *since,
                             int limit);
void contract_assert_pull_fails (Contract *self,
                                 const StintTag *since,
                                 StintProblemCode code);
StintHead contract_read_head (Contract *self);
StintTag contract_beginning (void);
StintTag contract_push_delete (Contract *self,
                               int n,
                               const char *base);
StintStoredPage *contract_snapshot (Contract *self,
                                    const char *cursor);
void contract_put_day (Contract *self,
                       int n,
                       const char *base,
                       const char *day,
                       StintTag *tag);
char *contract_list_days (Contract *self,
                          const char *from,
                          const char *to);
void contract_erase_all (Contract *self);
