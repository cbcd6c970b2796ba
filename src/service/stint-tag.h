/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define STINT_TAG_CHAIN_LENGTH 16
/* Twelve digits are what a log item's sort key has room for. */
#define STINT_TAG_MAX_N G_GINT64_CONSTANT (999999999999)
#define STINT_TAG_MAX_LENGTH (12 + 1 + STINT_TAG_CHAIN_LENGTH)
/* Where every account begins, before its first push. */
#define STINT_TAG_NONE "0"

/**
 * StintTag:
 * @n: which push it is; 0 is before the first
 * @text: `n.c`, where c is the chain: 16 hexadecimal digits that hang on every push before; "0" if @n is 0
 *
 * The name of a push, of the version of what it wrote, and of a place in the log. Order is by @n, sameness by @text. No tag is
 * ever used twice, neither after a restore of the table nor after an erased account. A value.
 */
typedef struct
{
  gint64 n;
  char text[STINT_TAG_MAX_LENGTH + 1];
} StintTag;

void     stint_tag_init_none (StintTag        *self);
gboolean stint_tag_parse     (const char      *text,
                              StintTag        *self);
void     stint_tag_init_next (StintTag        *self,
                              const StintTag  *previous,
                              const char      *key,
                              GBytes          *body);
gboolean stint_tag_equal     (const StintTag  *a,
                              const StintTag  *b);

G_END_DECLS
