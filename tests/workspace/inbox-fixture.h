/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tests/workspace/workspace-fixture.h"
#include "workspace/inbox/stint-commands-conflict.h"
#include "workspace/inbox/stint-conflict-text.h"
#include "workspace/inbox/stint-inbox.h"

G_BEGIN_DECLS

/* A device that is not this one. */
#define ELSEWHERE "0192f000-0000-7000-8000-00000000000b"

/**
 * Inbox:
 *
 * An open workspace with its conflicts.
 */
typedef struct
{
  Fixture     parent;
  StintInbox *inbox;
} Inbox;

void inbox_set_up (Inbox *self, gconstpointer data);
void inbox_tear_down (Inbox *self, gconstpointer data);
void inbox_apply (Inbox *self, StintEdit *edit);
void inbox_undo (Inbox *self);
GVariant *inbox_parse (const char *text);
void inbox_add_entry (Inbox *self, StintKind kind, const char *id, const char *member, const char *lost, const char *kept, const char *by);
void inbox_set_member (Inbox *self, StintKind kind, const char *id, const char *member, const char *value);
void inbox_remove_record (Inbox *self, StintKind kind, const char *id);
StintConflictItem *inbox_get_item (Inbox *self, guint position);
void inbox_choose (Inbox *self, StintConflictChoice choice);
char *inbox_print_member (Inbox *self, const char *id, const char *member);
char *inbox_add_planned (Inbox *self, StintTaskDetails **details);

#define assert_member(self, id, member, expected) \
  G_STMT_START { \
    g_autofree char *member_text = inbox_print_member (self, id, member); \
    g_assert_cmpstr (member_text, ==, expected); \
  } G_STMT_END

#define assert_text(call, expected) \
  G_STMT_START { \
    g_autofree char *call_text = call; \
    g_assert_cmpstr (call_text, ==, expected); \
  } G_STMT_END

G_END_DECLS
