/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-recurrence-rule.h"

G_BEGIN_DECLS

/* Gives the next day to look at, or %G_MAXINT. */
typedef int (*StintRecurrencePull) (gpointer data);

/*
 * For the rules that libical 3.0 gets wrong (or searches for seconds): it then gives plain days, and this keeps those to which the
 * lists of the rule lead, as the table of RFC 5545 §3.3.10 says, and chooses among their times by BYSETPOS.
 */
typedef struct _StintRecurrenceSieve StintRecurrenceSieve;

gboolean              stint_recurrence_sieve_is_needed  (const StintRecurrenceRule *rule,
                                                         const StintTime           *start);
gboolean              stint_recurrence_sieve_hits_start (const StintRecurrenceRule *rule,
                                                         const StintTime           *start);
StintRecurrenceSieve *stint_recurrence_sieve_new        (const StintRecurrenceRule *rule,
                                                         const StintTime           *start);
void                  stint_recurrence_sieve_free       (StintRecurrenceSieve      *self);
void                  stint_recurrence_sieve_restart    (StintRecurrenceSieve      *self);
int                   stint_recurrence_sieve_begin      (StintRecurrenceSieve      *self,
                                                         int                        day);
gint64                stint_recurrence_sieve_next       (StintRecurrenceSieve      *self,
                                                         gint64                     horizon_s,
                                                         StintRecurrencePull        pull,
                                                         gpointer                   data);

G_END_DECLS
