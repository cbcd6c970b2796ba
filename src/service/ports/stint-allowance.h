/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-repository.h"

G_BEGIN_DECLS

/**
 * StintClaim:
 * @day: the UTC day it counts for, from the beginning to the end of a call
 * @max_calls: that a user may make on a day
 * @max_tokens: that all users together may use on a day
 * @n_tokens: what a call may cost, set aside before it
 */
typedef struct
{
  int day;
  gint64 max_calls;
  gint64 max_tokens;
  gint64 n_tokens;
} StintClaim;

#define STINT_TYPE_ALLOWANCE (stint_allowance_get_type ())
G_DECLARE_INTERFACE (StintAllowance, stint_allowance, STINT, ALLOWANCE, GObject)

/**
 * StintAllowanceInterface:
 * @read: how many calls the user has made that day
 * @take: counts a call and sets its tokens aside, both or neither. @used is the number with this one. Fails with
 *   %STINT_PROBLEM_QUOTA
 * @give_back: undoes @take: nothing was used. A fault is logged and swallowed
 * @settle: what a call really cost, less what was set aside; may be negative. A fault is logged and swallowed
 *
 * How often the assistant may be asked. What is counted may be counted twice when the network fails, never too little.
 */
struct _StintAllowanceInterface
{
  GTypeInterface parent;

  gboolean (*read)      (StintAllowance   *self,
                         const StintCall  *call,
                         int               day,
                         gint64           *used,
                         GError          **error);
  gboolean (*take)      (StintAllowance   *self,
                         const StintCall  *call,
                         const StintClaim *claim,
                         gint64           *used,
                         GError          **error);
  void     (*give_back) (StintAllowance   *self,
                         const StintCall  *call,
                         const StintClaim *claim);
  void     (*settle)    (StintAllowance   *self,
                         const StintCall  *call,
                         const StintClaim *claim,
                         gint64            n_tokens);
};

gboolean stint_allowance_read      (StintAllowance   *self,
                                    const StintCall  *call,
                                    int               day,
                                    gint64           *used,
                                    GError          **error);
gboolean stint_allowance_take      (StintAllowance   *self,
                                    const StintCall  *call,
                                    const StintClaim *claim,
                                    gint64           *used,
                                    GError          **error);
void     stint_allowance_give_back (StintAllowance   *self,
                                    const StintCall  *call,
                                    const StintClaim *claim);
void     stint_allowance_settle    (StintAllowance   *self,
                                    const StintCall  *call,
                                    const StintClaim *claim,
                                    gint64            n_tokens);

/* What the implementations say when there is no more. */
void     stint_allowance_refuse_call   (const StintCall  *call,
                                        GError          **error);
void     stint_allowance_refuse_tokens (const StintCall  *call,
                                        GError          **error);

G_END_DECLS
