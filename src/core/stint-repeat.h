/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "core/stint-time.h"

G_BEGIN_DECLS

/**
 * StintRepeat:
 * @rule: a value of RRULE, which nobody has checked
 * @start: when it begins
 * @minutes: each occurrence is a block of so many on the grid; 0: it is a deadline
 * @from_completion: there is one occurrence at a time, and the next one counts from when it was done
 *
 * The member `repeat` of a task, which makes it a series.
 */
typedef struct
{
  char *rule;
  StintTime start;
  int minutes;
  gboolean from_completion;
} StintRepeat;

#define STINT_TYPE_REPEAT (stint_repeat_get_type ())
GType        stint_repeat_get_type     (void);
StintRepeat *stint_repeat_new          (const char        *rule,
                                        const StintTime   *start,
                                        int                minutes,
                                        gboolean           from_completion);
StintRepeat *stint_repeat_copy         (const StintRepeat *self);
void         stint_repeat_free         (StintRepeat       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintRepeat, stint_repeat_free)

StintRepeat *stint_repeat_from_variant (GVariant          *value,
                                        const StintTime   *fallback);
GVariant    *stint_repeat_to_variant   (const StintRepeat *self,
                                        GVariant          *before);

G_END_DECLS
