/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-proposal.h"
#include "service/stint-request.h"

G_BEGIN_DECLS

#define STINT_WISH_MAX_TEXT_BYTES (16 * 1024)
#define STINT_WISH_MAX_BODY_BYTES (64 * 1024)
#define STINT_WISH_MAX_NAMES 100

/**
 * StintWish:
 * @document: all that the model gets to read of it: one JSON document between two marks that nothing in it can forge
 * @projects: the names that an answer may use
 * @today: the civil day where the person is
 *
 * What a person asks of the assistant, checked.
 */
typedef struct
{
  StintAssistKind kind;
  char *document;
  GStrv projects;
  GStrv tags;
  int today;
} StintWish;

StintWish *stint_wish_read (const StintRequest *request,
                            GError            **error);
void       stint_wish_free (StintWish          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintWish, stint_wish_free)

G_END_DECLS
