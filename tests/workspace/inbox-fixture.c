/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/inbox-fixture.h"

#include "core/stint-merge-conflict.h"

void
inbox_set_up (Inbox        *self,
              gconstpointer data)
{
  fixture_set_up (&self->parent, data);
  self->inbox = stint_inbox_new (self->parent.workspace);
  settle (self->parent.workspace);
}

void
inbox_tear_down (Inbox        *self,
                 gconstpointer data)
{
  settle (self->parent.workspace);
  g_clear_object (&self->inbox);
  fixture_tear_down (&self->parent, data);
}

void
inbox_apply (Inbox     *self,
             StintEdit *edit)
{
  g_autoptr (StintChange) change = apply_now (self->parent.workspace, edit);

  settle (self->parent.workspace);
}

void
inbox_undo (Inbox *self)
{
  g_auto (GStrv) left = NULL;
  g_autoptr (StintChange) change = undo_now (self->parent.workspace, &left);

  g_assert_nonnull (change);
  g_assert_null (left);
  settle (self->parent.workspace);
}

/* Returns: (transfer full): a value as GVariant writes it; an object's members need their types */
GVariant *
inbox_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = g_variant_parse (NULL, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

/* An entry as a merge makes it. @lost, @kept: (nullable): texts of values */
void
inbox_add_entry (Inbox      *self,
                 StintKind   kind,
                 const char *id,
                 const char *member,
                 const char *lost,
                 const char *kept,
                 const char *by)
{
  g_autoptr (GVariant) lost_value = lost != NULL ? inbox_parse (lost) : NULL;
  g_autoptr (GVariant) kept_value = kept != NULL ? inbox_parse (kept) : NULL;
  g_autoptr (StintRecord) entry = stint_merge_conflict_new (kind, id, member, lost_value, kept_value, by, FIXTURE_NOW_MS - 3600000);
  StintEdit *edit = stint_edit_new ("Merge");

  stint_edit_create (edit, STINT_KIND_CONFLICT, stint_record_get_id (entry), stint_record_get_data (entry));
  inbox_apply (self, edit);
}

void
inbox_set_member (Inbox      *self,
                  StintKind   kind,
                  const char *id,
                  const char *member,
                  const char *value)
{
  StintEdit *edit = stint_edit_new ("Set");
  g_autoptr (GVariant) parsed = inbox_parse (value);

  stint_edit_set (edit, kind, id, member, parsed);
  inbox_apply (self, edit);
}

void
inbox_remove_record (Inbox      *self,
                     StintKind   kind,
                     const char *id)
{
  StintEdit *edit = stint_edit_new ("Delete");

  stint_edit_delete (edit, kind, id);
  inbox_apply (self, edit);
}

StintConflictItem *
inbox_get_item (Inbox *self,
                guint  position)
{
  g_autoptr (StintConflictItem) item = g_list_model_get_item (G_LIST_MODEL (self->inbox), position);

  g_assert_nonnull (item);
  return item;
}

/* Settles the first entry, and sees that undoing that brings back every byte. */
void
inbox_choose (Inbox              *self,
              StintConflictChoice choice)
{
  g_autofree char *before = dump_now (self->parent.workspace);
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  guint count = stint_inbox_get_count (self->inbox);

  inbox_apply (self, stint_command_settle_conflict (self->parent.workspace, inbox_get_item (self, 0), choice));
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, count - 1);
  after = dump_now (self->parent.workspace);
  inbox_undo (self);
  again = dump_now (self->parent.workspace);
  g_assert_cmpstr (again, ==, before);
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, count);
  {
    g_autoptr (StintChange) redone = redo_now (self->parent.workspace);
    g_autofree char *done_again = NULL;

    settle (self->parent.workspace);
    done_again = dump_now (self->parent.workspace);
    g_assert_cmpstr (done_again, ==, after);
  }
}

char *
inbox_print_member (Inbox      *self,
                    const char *id,
                    const char *member)
{
  g_autoptr (StintTaskDetails) details = load_task_now (self->parent.workspace, id);
  g_autoptr (GVariant) value = stint_record_dup_member (details->row->record, member);

  return value != NULL ? g_variant_print (value, FALSE) : g_strdup ("");
}

/* (transfer full): a task with a block from ten to eleven */
char *
inbox_add_planned (Inbox             *self,
                   StintTaskDetails **details)
{
  char *id = NULL;

  inbox_apply (self, stint_command_add_task_at (self->parent.workspace, "Report", (gint64) (FIXTURE_MONDAY + 1) * STINT_DAY_S + 36000, 60, &id));
  *details = load_task_now (self->parent.workspace, id);
  return id;
}
