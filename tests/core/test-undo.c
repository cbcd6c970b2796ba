/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-block.h"
#include "core/stint-change.h"
#include "core/stint-project.h"
#include "core/stint-task.h"

#include "model-store.h"

#define PROJECT "01990a70-0000-7000-8000-000000000001"
#define TASK "01990a70-0000-7000-8000-000000000002"
#define OTHER_TASK "01990a70-0000-7000-8000-000000000003"
#define BLOCK "01990a70-0000-7000-8000-000000000004"
#define OTHER_BLOCK "01990a70-0000-7000-8000-000000000005"

typedef struct
{
  GHashTable *store;
  GStrv       left;
} Fixture;

static GVariant *
members (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) parsed = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return stint_members_sort (parsed);
}

static GVariant *
value (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *parsed = g_variant_parse (NULL, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return parsed;
}

static void
put (GHashTable *store,
     StintKind   kind,
     const char *id,
     const char *text)
{
  g_autoptr (GVariant) data = members (text);
  g_autoptr (StintRecord) record = stint_record_new (kind, id, data);

  model_store_put (store, record);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->store = model_store_new ();
  put (fixture->store, STINT_KIND_TASK, TASK, "{'title': <'Report'>, 'notes': <'n'>, 'tags': <['a', 'b']>}");
  put (fixture->store, STINT_KIND_BLOCK, BLOCK, "{'task': <'" TASK "'>, 'pinned': <true>}");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_hash_table_unref (fixture->store);
  g_strfreev (fixture->left);
}

/* Sets one member, or removes it. */
static StintChange *
set (Fixture    *fixture,
     StintKind   kind,
     const char *id,
     const char *member,
     const char *text)
{
  g_autoptr (StintEdit) edit = stint_edit_new ("Set");
  g_autoptr (GVariant) new_value = text != NULL ? value (text) : NULL;

  stint_edit_set (edit, kind, id, member, new_value);
  return model_store_apply (fixture->store, edit);
}

static StintChange *
delete (Fixture    *fixture,
        StintKind   kind,
        const char *id)
{
  g_autoptr (StintEdit) edit = stint_edit_new ("Delete");

  stint_edit_delete (edit, kind, id);
  return model_store_apply (fixture->store, edit);
}

static StintChange *
create (Fixture    *fixture,
        StintKind   kind,
        const char *id,
        const char *text)
{
  g_autoptr (StintEdit) edit = stint_edit_new ("Create");
  g_autoptr (GVariant) data = members (text);

  stint_edit_create (edit, kind, id, data);
  return model_store_apply (fixture->store, edit);
}

/* Undoes @change as far as it goes. Returns: (transfer full) (nullable): what the undo did */
static StintChange *
undo (Fixture     *fixture,
      StintChange *change)
{
  g_autoptr (StintEdit) edit = NULL;

  g_clear_pointer (&fixture->left, g_strfreev);
  edit = model_store_invert (fixture->store, change, &fixture->left);
  g_assert_nonnull (fixture->left);
  if (edit == NULL)
    g_assert_cmpuint (g_strv_length (fixture->left), >, 0);
  return edit != NULL ? model_store_apply (fixture->store, edit) : NULL;
}

static void
forget (StintChange *change)
{
  g_clear_pointer (&change, stint_change_unref);
}

static void
assert_data (Fixture    *fixture,
             const char *id,
             const char *text)
{
  StintRecord *record = model_store_get (fixture->store, id);
  g_autoptr (GVariant) wanted = members (text);

  g_assert_nonnull (record);
  g_assert_false (stint_record_is_deleted (record));
  g_assert_cmpvariant (stint_record_get_data (record), wanted);
}

static void
assert_dead (Fixture    *fixture,
             const char *id)
{
  StintRecord *record = model_store_get (fixture->store, id);

  g_assert_nonnull (record);
  g_assert_true (stint_record_is_deleted (record));
}

static void
assert_left (Fixture    *fixture,
             const char *sentence)
{
  g_assert_cmpuint (g_strv_length (fixture->left), ==, sentence != NULL);
  g_assert_cmpstr (fixture->left[0], ==, sentence);
}

static void
test_member_is_put_back (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (StintChange) change = set (fixture, STINT_KIND_TASK, TASK, "title", "'Essay'");

  forget (undo (fixture, change));
  assert_data (fixture, TASK, "{'title': <'Report'>, 'notes': <'n'>, 'tags': <['a', 'b']>}");
  assert_left (fixture, NULL);
}

static void
test_added_member_is_removed (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (StintChange) change = set (fixture, STINT_KIND_TASK, TASK, "x-new", "{'deep': <int64 1>}");

  forget (undo (fixture, change));
  assert_data (fixture, TASK, "{'title': <'Report'>, 'notes': <'n'>, 'tags': <['a', 'b']>}");
}

static void
test_removed_member_comes_back (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (StintChange) change = set (fixture, STINT_KIND_TASK, TASK, "notes", NULL);

  assert_data (fixture, TASK, "{'title': <'Report'>, 'tags': <['a', 'b']>}");
  forget (undo (fixture, change));
  assert_data (fixture, TASK, "{'title': <'Report'>, 'notes': <'n'>, 'tags': <['a', 'b']>}");
}

static void
test_member_changed_since_is_left (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (StintChange) change = set (fixture, STINT_KIND_TASK, TASK, "title", "'Essay'");

  forget (set (fixture, STINT_KIND_TASK, TASK, "title", "'Novel'"));
  g_assert_null (undo (fixture, change));
  assert_data (fixture, TASK, "{'title': <'Novel'>, 'notes': <'n'>, 'tags': <['a', 'b']>}");
  assert_left (fixture, "The title of “Novel” was changed since; it was left as it is.");
}

static void
test_other_members_are_still_put_back (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autoptr (StintEdit) edit = stint_edit_new ("Two");
  g_autoptr (StintChange) change = NULL;

  stint_edit_set (edit, STINT_KIND_TASK, TASK, "title", g_variant_new_string ("Essay"));
  stint_edit_set (edit, STINT_KIND_TASK, TASK, "notes", g_variant_new_string ("m"));
  change = model_store_apply (fixture->store, edit);
  forget (set (fixture, STINT_KIND_TASK, TASK, "title", "'Novel'"));

  forget (undo (fixture, change));
  assert_data (fixture, TASK, "{'title': <'Novel'>, 'notes': <'n'>, 'tags': <['a', 'b']>}");
  assert_left (fixture, "The title of “Novel” was changed since; it was left as it is.");
}

static void
test_member_that_the_change_did_not_touch_stays (Fixture      *fixture,
                                                 gconstpointer data)
{
  g_autoptr (StintChange) change = set (fixture, STINT_KIND_TASK, TASK, "title", "'Essay'");

  forget (set (fixture, STINT_KIND_TASK, TASK, "notes", "'later'"));
  forget (undo (fixture, change));
  assert_data (fixture, TASK, "{'title': <'Report'>, 'notes': <'later'>, 'tags': <['a', 'b']>}");
  assert_left (fixture, NULL);
}

static void
test_unknown_member_is_named_when_left (Fixture      *fixture,
                                        gconstpointer data)
{
  g_autoptr (StintChange) change = set (fixture, STINT_KIND_TASK, TASK, "x-place", "'here'");

  forget (set (fixture, STINT_KIND_TASK, TASK, "x-place", "'there'"));
  g_assert_null (undo (fixture, change));
  assert_left (fixture, "“x-place” of “Report” was changed since; it was left as it is.");
}

static void
test_set_loses_only_what_was_added (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (StintChange) change = set (fixture, STINT_KIND_TASK, TASK, "tags", "['a', 'b', 'c']");

  forget (set (fixture, STINT_KIND_TASK, TASK, "tags", "['b', 'c', 'd']"));
  forget (undo (fixture, change));
  assert_data (fixture, TASK, "{'title': <'Report'>, 'notes': <'n'>, 'tags': <['b', 'd']>}");
  assert_left (fixture, NULL);
}

static void
test_set_gets_back_what_was_removed (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autoptr (StintChange) change = set (fixture, STINT_KIND_TASK, TASK, "tags", "['b']");

  forget (set (fixture, STINT_KIND_TASK, TASK, "tags", "['b', 'z']"));
  forget (undo (fixture, change));
  assert_data (fixture, TASK, "{'title': <'Report'>, 'notes': <'n'>, 'tags': <['a', 'b', 'z']>}");
}

static void
test_set_that_was_not_there_goes_when_empty (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autoptr (StintChange) change = set (fixture, STINT_KIND_TASK, TASK, "blockers", "['" PROJECT "', '" OTHER_TASK "']");

  forget (set (fixture, STINT_KIND_TASK, TASK, "blockers", "['" PROJECT "']"));
  forget (undo (fixture, change));
  assert_data (fixture, TASK, "{'title': <'Report'>, 'notes': <'n'>, 'tags': <['a', 'b']>}");
}

static void
test_set_already_as_before_is_told (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (StintChange) change = set (fixture, STINT_KIND_TASK, TASK, "tags", "['a', 'b', 'c']");

  forget (set (fixture, STINT_KIND_TASK, TASK, "tags", "['a', 'b']"));
  g_assert_null (undo (fixture, change));
  assert_left (fixture, "The tags of “Report” were changed since; they were left as they are.");
}

static void
test_edit_of_what_was_deleted_since_is_left (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autoptr (StintChange) change = set (fixture, STINT_KIND_TASK, TASK, "title", "'Essay'");

  forget (delete (fixture, STINT_KIND_TASK, TASK));
  g_assert_null (undo (fixture, change));
  assert_dead (fixture, TASK);
  assert_left (fixture, "“Essay” was deleted since; it was left deleted.");
}

static void
test_creation_is_deleted (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (StintChange) change = create (fixture, STINT_KIND_TASK, OTHER_TASK, "{'title': <'New'>}");

  forget (undo (fixture, change));
  assert_dead (fixture, OTHER_TASK);
  assert_left (fixture, NULL);
}

static void
test_creation_changed_since_is_left (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autoptr (StintChange) change = create (fixture, STINT_KIND_TASK, OTHER_TASK, "{'title': <'New'>}");

  forget (set (fixture, STINT_KIND_TASK, OTHER_TASK, "x-new", "true"));
  g_assert_null (undo (fixture, change));
  assert_data (fixture, OTHER_TASK, "{'title': <'New'>, 'x-new': <true>}");
  assert_left (fixture, "“New” was changed since; it was left as it is.");
}

static void
test_creation_deleted_since_is_left (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autoptr (StintChange) change = create (fixture, STINT_KIND_TASK, OTHER_TASK, "{'title': <'New'>}");

  forget (delete (fixture, STINT_KIND_TASK, OTHER_TASK));
  g_assert_null (undo (fixture, change));
  assert_left (fixture, "“New” was deleted since; it was left deleted.");
}

static void
test_creation_with_a_block_since_is_left (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autoptr (StintChange) change = create (fixture, STINT_KIND_TASK, OTHER_TASK, "{'title': <'New'>}");

  forget (create (fixture, STINT_KIND_BLOCK, OTHER_BLOCK, "{'task': <'" OTHER_TASK "'>}"));
  g_assert_null (undo (fixture, change));
  assert_data (fixture, OTHER_TASK, "{'title': <'New'>}");
  assert_data (fixture, OTHER_BLOCK, "{'task': <'" OTHER_TASK "'>}");
  assert_left (fixture, "“New” was given blocks or exceptions since; it was left as it is.");
}

static StintChange *
create_task_with_block (Fixture *fixture)
{
  g_autoptr (StintEdit) edit = stint_edit_new ("Both");
  g_autoptr (GVariant) task = members ("{'title': <'New'>}");
  g_autoptr (GVariant) block = members ("{'task': <'" OTHER_TASK "'>}");

  stint_edit_create (edit, STINT_KIND_TASK, OTHER_TASK, task);
  stint_edit_create (edit, STINT_KIND_BLOCK, OTHER_BLOCK, block);
  return model_store_apply (fixture->store, edit);
}

static void
test_creation_with_its_own_block_is_deleted (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autoptr (StintChange) change = create_task_with_block (fixture);

  forget (undo (fixture, change));
  assert_dead (fixture, OTHER_TASK);
  assert_dead (fixture, OTHER_BLOCK);
  assert_left (fixture, NULL);
}

/* The block of the same change stays because it was moved, so its task must stay too. */
static void
test_creation_stays_with_its_own_block_that_stays (Fixture      *fixture,
                                                   gconstpointer data)
{
  g_autoptr (StintChange) change = create_task_with_block (fixture);

  forget (set (fixture, STINT_KIND_BLOCK, OTHER_BLOCK, "pinned", "true"));
  g_assert_null (undo (fixture, change));
  assert_data (fixture, OTHER_TASK, "{'title': <'New'>}");
  assert_data (fixture, OTHER_BLOCK, "{'task': <'" OTHER_TASK "'>, 'pinned': <true>}");
  g_assert_cmpuint (g_strv_length (fixture->left), ==, 2);
  g_assert_cmpstr (fixture->left[0], ==, "A block of “New” was changed since; it was left as it is.");
}

/* The change gave the new task a block of another one; the undo gives it back, and then the task can go. */
static void
test_creation_goes_when_its_block_is_given_back (Fixture      *fixture,
                                                 gconstpointer data)
{
  g_autoptr (StintEdit) edit = stint_edit_new ("Both");
  g_autoptr (GVariant) task = members ("{'title': <'New'>}");
  g_autoptr (StintChange) change = NULL;

  stint_edit_create (edit, STINT_KIND_TASK, OTHER_TASK, task);
  stint_edit_set (edit, STINT_KIND_BLOCK, BLOCK, "task", g_variant_new_string (OTHER_TASK));
  change = model_store_apply (fixture->store, edit);

  forget (undo (fixture, change));
  assert_dead (fixture, OTHER_TASK);
  assert_data (fixture, BLOCK, "{'task': <'" TASK "'>, 'pinned': <true>}");
}

static void
test_deletion_brings_everything_back (Fixture      *fixture,
                                      gconstpointer data)
{
  g_autoptr (StintChange) change = delete (fixture, STINT_KIND_TASK, TASK);

  assert_dead (fixture, BLOCK);
  forget (undo (fixture, change));
  assert_data (fixture, TASK, "{'title': <'Report'>, 'notes': <'n'>, 'tags': <['a', 'b']>}");
  assert_data (fixture, BLOCK, "{'task': <'" TASK "'>, 'pinned': <true>}");
  assert_left (fixture, NULL);
}

static void
test_deletion_of_what_the_store_forgot_is_undone (Fixture      *fixture,
                                                  gconstpointer data)
{
  g_autoptr (StintChange) change = delete (fixture, STINT_KIND_TASK, TASK);

  g_hash_table_remove (fixture->store, TASK);
  g_hash_table_remove (fixture->store, BLOCK);
  forget (undo (fixture, change));
  assert_data (fixture, TASK, "{'title': <'Report'>, 'notes': <'n'>, 'tags': <['a', 'b']>}");
}

static void
test_deletion_of_what_lives_again_is_left (Fixture      *fixture,
                                           gconstpointer data)
{
  g_autoptr (StintChange) change = delete (fixture, STINT_KIND_BLOCK, BLOCK);

  put (fixture->store, STINT_KIND_BLOCK, BLOCK, "{'task': <'" TASK "'>}");
  g_assert_null (undo (fixture, change));
  assert_data (fixture, BLOCK, "{'task': <'" TASK "'>}");
  assert_left (fixture, "A block of “Report” was brought back since; it was left as it is.");
}

static void
test_undo_of_undo_is_redo (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (StintChange) change = create_task_with_block (fixture);
  g_autoptr (GHashTable) done = model_store_copy (fixture->store);
  g_autoptr (StintChange) undone = undo (fixture, change);

  assert_dead (fixture, OTHER_TASK);
  forget (undo (fixture, undone));
  model_store_assert_same (fixture->store, done);
  assert_left (fixture, NULL);
}

static void
test_operations_are_ordered (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (StintEdit) edit = stint_edit_new ("Mixed");
  g_autoptr (StintChange) change = NULL;
  g_autoptr (StintEdit) inverse = NULL;
  g_autoptr (GVariant) block = members ("{'task': <'" OTHER_TASK "'>}");
  g_autoptr (GVariant) task = members ("{'title': <'New'>}");
  static const StintOpType types[] = { STINT_OP_REVIVE, STINT_OP_REVIVE, STINT_OP_DELETE, STINT_OP_DELETE };
  static const StintKind kinds[] = { STINT_KIND_TASK, STINT_KIND_BLOCK, STINT_KIND_BLOCK, STINT_KIND_TASK };

  stint_edit_create (edit, STINT_KIND_BLOCK, OTHER_BLOCK, block);
  stint_edit_delete (edit, STINT_KIND_BLOCK, BLOCK);
  stint_edit_delete (edit, STINT_KIND_TASK, TASK);
  stint_edit_create (edit, STINT_KIND_TASK, OTHER_TASK, task);
  change = model_store_apply (fixture->store, edit);

  inverse = model_store_invert (fixture->store, change, &fixture->left);
  g_assert_cmpuint (stint_edit_get_n_ops (inverse), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpint (stint_edit_get_op (inverse, i)->type, ==, types[i]);
      g_assert_cmpint (stint_edit_get_op (inverse, i)->kind, ==, kinds[i]);
    }
}

static void
test_change_of_nothing_is_told (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (StintChange) change = set (fixture, STINT_KIND_TASK, TASK, "title", "'Report'");
  g_autoptr (StintEdit) edit = model_store_invert (fixture->store, change, &fixture->left);

  g_assert_null (edit);
  g_assert_nonnull (fixture->left);
}

#define ADD(path, function) g_test_add ("/core/undo/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("member-is-put-back", test_member_is_put_back);
  ADD ("added-member-is-removed", test_added_member_is_removed);
  ADD ("removed-member-comes-back", test_removed_member_comes_back);
  ADD ("member-changed-since-is-left", test_member_changed_since_is_left);
  ADD ("other-members-are-still-put-back", test_other_members_are_still_put_back);
  ADD ("member-that-the-change-did-not-touch-stays", test_member_that_the_change_did_not_touch_stays);
  ADD ("unknown-member-is-named-when-left", test_unknown_member_is_named_when_left);
  ADD ("set-loses-only-what-was-added", test_set_loses_only_what_was_added);
  ADD ("set-gets-back-what-was-removed", test_set_gets_back_what_was_removed);
  ADD ("set-that-was-not-there-goes-when-empty", test_set_that_was_not_there_goes_when_empty);
  ADD ("set-already-as-before-is-told", test_set_already_as_before_is_told);
  ADD ("edit-of-what-was-deleted-since-is-left", test_edit_of_what_was_deleted_since_is_left);
  ADD ("creation-is-deleted", test_creation_is_deleted);
  ADD ("creation-changed-since-is-left", test_creation_changed_since_is_left);
  ADD ("creation-deleted-since-is-left", test_creation_deleted_since_is_left);
  ADD ("creation-with-a-block-since-is-left", test_creation_with_a_block_since_is_left);
  ADD ("creation-with-its-own-block-is-deleted", test_creation_with_its_own_block_is_deleted);
  ADD ("creation-stays-with-its-own-block-that-stays", test_creation_stays_with_its_own_block_that_stays);
  ADD ("creation-goes-when-its-block-is-given-back", test_creation_goes_when_its_block_is_given_back);
  ADD ("deletion-brings-everything-back", test_deletion_brings_everything_back);
  ADD ("deletion-of-what-the-store-forgot-is-undone", test_deletion_of_what_the_store_forgot_is_undone);
  ADD ("deletion-of-what-lives-again-is-left", test_deletion_of_what_lives_again_is_left);
  ADD ("undo-of-undo-is-redo", test_undo_of_undo_is_redo);
  ADD ("operations-are-ordered", test_operations_are_ordered);
  ADD ("change-of-nothing-is-told", test_change_of_nothing_is_told);

  return g_test_run ();
}
