/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/stint-clock.h"
#include "core/stint-repeat.h"

G_BEGIN_DECLS

/**
 * StintRepeatEditor:
 *
 * A window in which a rule is filled in. It says the rule in words and shows its next five dates; a rule that cannot be filled in is
 * shown and kept until something is changed.
 *
 * Signal: `saved (StintRepeat)`: the rule, with its first occurrence as the start; not emitted if nothing was changed.
 */
#define STINT_TYPE_REPEAT_EDITOR (stint_repeat_editor_get_type ())
G_DECLARE_FINAL_TYPE (StintRepeatEditor, stint_repeat_editor, STINT, REPEAT_EDITOR, AdwWindow)

StintRepeatEditor *stint_repeat_editor_new      (GtkWindow         *parent,
                                                 StintClock        *clock,
                                                 const StintRepeat *repeat);
GtkWidget         *stint_repeat_editor_get_part (StintRepeatEditor *self,
                                                 const char        *name);
gboolean           stint_repeat_editor_save     (StintRepeatEditor *self);

G_END_DECLS
