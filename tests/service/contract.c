/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/service/contract-fixture.h"

#include "service/stint-problem.h"

#include <string.h>

static void
test_new_account_is_empty (Contract     *self,
                           gconstpointer data)
{
  StintTag none = contract_beginning ();
  g_autoptr (StintLogPage) page = contract_pull (self, &none, 50);
  StintHead head = contract_read_head (self);

  g_assert_cmpuint (page->entries->len, ==, 0);
  g_assert_false (page->more);
  g_assert_cmpstr (page->head.text, ==, "0");
  g_assert_cmpint (head.n_records, ==, 0);
}

static void
test_push_comes_back_whole (Contract     *self,
                            gconstpointer data)
{
  StintTag none = contract_beginning ();
  StintTag tag = contract_push_task (self, 1, NULL, "{\"title\":\"\\\"Œuvre\\\"\"}");
  g_autoptr (StintLogPage) page = contract_pull (self, &none, 50);
  const StintLogEntry *entry = page->entries->pdata[0];
  g_autofree char *ops = g_strdup_printf ("[{\"kind\":\"task\",\"id\":\"01990a70-0000-7000-8000-000000000001\",\"v\":\"%s\","
                                          "\"deleted\":false,\"data\":{\"title\":\"\\\"Œuvre\\\"\"},"
                                          "\"edits\":{\"laptop\":1},\"at\":{\"title\":7}}]", tag.text);

  g_assert_cmpint (tag.n, ==, 1);
  g_assert_cmpuint (page->entries->len, ==, 1);
  g_assert_cmpstr (entry->ops, ==, ops);
  g_assert_cmpstr (entry->device, ==, "laptop");
  g_assert_cmpstr (page->to.text, ==, tag.text);
  g_assert_cmpstr (page->head.text, ==, tag.text);
  g_assert_false (page->more);
}

static void
test_pull_is_cut_at_its_limit (Contract     *self,
                               gconstpointer data)
{
  StintTag none = contract_beginning ();
  g_autoptr (StintLogPage) first = NULL;
  g_autoptr (StintLogPage) second = NULL;
  StintTag last = none;

  for (int n = 1; n <= 5; n++)
    last = contract_push_task (self, n, NULL, "{\"title\":\"x\"}");
  first = contract_pull (self, &none, 3);
  g_assert_cmpuint (first->entries->len, ==, 3);
  g_assert_true (first->more);
  g_assert_cmpstr (first->head.text, ==, last.text);

  second = contract_pull (self, &first->to, 2);
  g_assert_cmpuint (second->entries->len, ==, 2);
  g_assert_false (second->more);
  g_assert_cmpstr (second->to.text, ==, last.text);
}

static void
test_same_key_and_body_is_answered_again (Contract     *self,
                                          gconstpointer data)
{
  g_autoptr (StintPush) push = contract_new_push ("a");
  g_autofree char *id = contract_id_of (1);
  g_autoptr (GError) error = NULL;
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  gboolean replayed = FALSE;
  StintTag first, again;

  contract_add_put (push, STINT_KIND_TASK, id, NULL, "{\"title\":\"x\"}");
  first = contract_push_now (self, push);
  contract_push_task (self, 1, first.text, "{\"title\":\"y\"}");

  g_assert_true (stint_repository_push (self->repository, &call, push, &again, &replayed, &error));
  g_assert_no_error (error);
  g_assert_true (replayed);
  g_assert_cmpstr (again.text, ==, first.text);
  g_assert_cmpint (contract_read_head (self).tag.n, ==, 2);
}

static void
test_same_key_with_another_body_is_refused (Contract     *self,
                                            gconstpointer data)
{
  g_autoptr (StintPush) push = contract_new_push ("a");
  g_autofree char *id = contract_id_of (1);

  contract_add_put (push, STINT_KIND_TASK, id, NULL, "{\"title\":\"x\"}");
  contract_push_now (self, push);
  g_free (push->hash);
  push->hash = g_strdup ("another");
  contract_assert_push_fails (self, push, STINT_PROBLEM_KEY_REUSED);
}

static void
test_conflict_names_its_records_and_writes_nothing (Contract     *self,
                                                    gconstpointer data)
{
  g_autoptr (StintPush) push = contract_new_push ("late");
  g_autofree char *one = contract_id_of (1);
  g_autofree char *two = contract_id_of (2);
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  StintTag first = contract_push_task (self, 1, NULL, "{\"title\":\"x\"}");
  StintTag second = contract_push_task (self, 1, first.text, "{\"title\":\"y\"}");
  gboolean replayed;
  StintTag tag;

  contract_add_put (push, STINT_KIND_TASK, one, first.text, "{\"title\":\"z\"}");
  contract_add_put (push, STINT_KIND_TASK, two, NULL, "{\"title\":\"new\"}");
  g_assert_false (stint_repository_push (self->repository, &call, push, &tag, &replayed, &error));
  g_assert_error (error, STINT_PROBLEM, STINT_PROBLEM_CONFLICT);
  json = stint_problem_to_json (error, NULL);
  g_assert_nonnull (strstr (json, one));
  g_assert_null (strstr (json, two));
  g_assert_cmpstr (contract_read_head (self).tag.text, ==, second.text);
  g_assert_cmpint (contract_read_head (self).n_records, ==, 1);
}

static void
test_what_exists_is_not_created_again (Contract     *self,
                                       gconstpointer data)
{
  g_autoptr (StintPush) push = contract_new_push ("b");
  g_autofree char *id = contract_id_of (1);

  contract_push_task (self, 1, NULL, "{\"title\":\"x\"}");
  contract_add_put (push, STINT_KIND_TASK, id, NULL, "{\"title\":\"x\"}");
  contract_assert_push_fails (self, push, STINT_PROBLEM_CONFLICT);
}

static void
test_what_was_never_there_is_not_changed (Contract     *self,
                                          gconstpointer data)
{
  g_autoptr (StintPush) push = contract_new_push ("b");
  g_autofree char *id = contract_id_of (1);

  contract_add_put (push, STINT_KIND_TASK, id, CONTRACT_FAR_TAG, "{\"title\":\"x\"}");
  contract_assert_push_fails (self, push, STINT_PROBLEM_CONFLICT);
}

static void
test_tombstone_stays_in_the_snapshot (Contract     *self,
                                      gconstpointer data)
{
  StintTag made = contract_push_task (self, 1, NULL, "{\"title\":\"x\"}");
  StintTag gone = contract_push_delete (self, 1, made.text);
  g_autoptr (StintStoredPage) page = contract_snapshot (self, NULL);
  const StintStored *record = page->records->pdata[0];

  g_assert_cmpuint (page->records->len, ==, 1);
  g_assert_true (record->deleted);
  g_assert_null (record->data);
  g_assert_cmpstr (record->edits, ==, "{\"laptop\":1}");
  g_assert_cmpstr (record->version, ==, gone.text);
  g_assert_cmpint (contract_read_head (self).n_records, ==, 1);
}

static void
test_deleted_record_is_not_found (Contract     *self,
                                  gconstpointer data)
{
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  g_autofree char *id = contract_id_of (1);
  g_autoptr (GError) error = NULL;
  StintTag made = contract_push_task (self, 1, NULL, "{\"title\":\"x\"}");
  g_autoptr (StintStored) found = stint_repository_find (self->repository, &call, STINT_KIND_TASK, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found->data, ==, "{\"title\":\"x\"}");
  g_assert_cmpstr (found->version, ==, made.text);

  contract_push_delete (self, 1, made.text);
  g_assert_null (stint_repository_find (self->repository, &call, STINT_KIND_TASK, id, &error));
  g_assert_error (error, STINT_PROBLEM, STINT_PROBLEM_NOT_FOUND);
}

/* Records of 16 KB: 160 of them are more than one page of a megabyte. */
static void
test_snapshot_has_every_record_once (Contract     *self,
                                     gconstpointer data)
{
  g_autofree char *notes = g_strnfill (12000, 'n');
  g_autofree char *text = g_strdup_printf ("{\"notes\":\"%s\",\"title\":\"x\"}", notes);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = NULL;
  int n_pages = 0;

  for (int batch = 0; batch < 8; batch++)
    {
      g_autoptr (StintPush) push = contract_new_push ("many");

      for (int n = 0; n < 20; n++)
        {
          g_autofree char *id = contract_id_of (batch * 20 + n);

          contract_add_put (push, n % 2 == 0 ? STINT_KIND_TASK : STINT_KIND_PROJECT, id, NULL, text);
        }
      contract_push_now (self, push);
    }

  do
    {
      g_autoptr (StintStoredPage) page = contract_snapshot (self, cursor);

      for (guint i = 0; i < page->records->len; i++)
        {
          const StintStored *record = page->records->pdata[i];

          g_assert_true (g_hash_table_add (seen, stint_cursor_new (NULL, record->kind, record->id)));
        }
      g_free (cursor);
      cursor = g_steal_pointer (&page->cursor);
      n_pages++;
    }
  while (cursor != NULL);

  g_assert_cmpint (n_pages, >, 1);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 160);
  g_assert_cmpint (contract_read_head (self).n_records, ==, 160);
}

static void
test_bytes_are_those_that_lie_there (Contract     *self,
                                     gconstpointer data)
{
  gint64 rest = strlen ("{\"laptop\":1}") + strlen ("{\"title\":7}");
  StintTag made = contract_push_task (self, 1, NULL, "{\"title\":\"long title\"}");
  StintTag changed;

  g_assert_cmpint (contract_read_head (self).n_bytes, ==, strlen ("{\"title\":\"long title\"}") + rest);
  changed = contract_push_task (self, 1, made.text, "{\"title\":\"s\"}");
  g_assert_cmpint (contract_read_head (self).n_bytes, ==, strlen ("{\"title\":\"s\"}") + rest);
  contract_push_delete (self, 1, changed.text);
  g_assert_cmpint (contract_read_head (self).n_bytes, ==, rest);
}

static void
test_days_hold_what_lies_under_them (Contract     *self,
                                     gconstpointer data)
{
  StintTag moved, tag;
  g_autofree char *week = NULL;
  g_autofree char *day = NULL;
  g_autofree char *old = NULL;

  contract_put_day (self, 3, NULL, "2026-11-22", &tag);
  contract_put_day (self, 1, NULL, "2026-11-23", &moved);
  contract_put_day (self, 2, NULL, "2026-11-29", &tag);
  contract_put_day (self, 4, NULL, "2026-11-30", &tag);
  contract_put_day (self, 5, NULL, NULL, &tag);
  week = contract_list_days (self, "2026-11-23", "2026-11-29");
  g_assert_cmpstr (week, ==, "01 02 ");

  contract_put_day (self, 1, moved.text, "2026-11-30", &tag);
  day = contract_list_days (self, "2026-11-30", "2026-11-30");
  g_assert_cmpstr (day, ==, "01 04 ");
  old = contract_list_days (self, "2026-11-23", "2026-11-23");
  g_assert_cmpstr (old, ==, "");
}

static void
test_walk_over_days_goes_on_at_its_cursor (Contract     *self,
                                           gconstpointer data)
{
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  g_autoptr (GError) error = NULL;
  g_autoptr (StintStoredPage) page = NULL;
  g_autofree char *id = contract_id_of (1);
  g_autofree char *cursor = stint_cursor_new ("2026-11-23", STINT_KIND_TASK, id);
  StintTag tag;

  contract_put_day (self, 1, NULL, "2026-11-23", &tag);
  contract_put_day (self, 2, NULL, "2026-11-23", &tag);
  page = stint_repository_list_days (self->repository, &call, "2026-11-23", "2026-11-24", cursor, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->records->len, ==, 1);
  g_assert_cmpstr (((const StintStored *) page->records->pdata[0])->id, ==, "01990a70-0000-7000-8000-000000000002");
}

static void
test_devices_are_those_that_pushed (Contract     *self,
                                    gconstpointer data)
{
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (StintPush) named = contract_new_push ("named");
  g_autofree char *id = contract_id_of (9);
  const StintDevice *device;
  StintTag tag;

  contract_add_put (named, STINT_KIND_TASK, id, NULL, "{\"title\":\"x\"}");
  named->device_name = g_strdup ("Eva’s “laptop”");
  contract_push_now (self, named);
  tag = contract_push_task (self, 1, NULL, "{\"title\":\"x\"}");

  devices = stint_repository_list_devices (self->repository, &call, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 1);
  device = devices->pdata[0];
  g_assert_cmpstr (device->id, ==, "laptop");
  g_assert_cmpstr (device->name, ==, "Eva’s “laptop”");
  g_assert_cmpstr (device->version, ==, tag.text);
  g_assert_cmpint (device->seen_ms, ==, CONTRACT_NOW_MS);
}

static void
test_cursor_of_another_past_has_diverged (Contract     *self,
                                          gconstpointer data)
{
  StintTag other = { .n = 1, .text = "1.0123456789abcdef" };
  StintTag ahead = { .n = 999, .text = CONTRACT_FAR_TAG };

  contract_push_task (self, 1, NULL, "{\"title\":\"x\"}");
  contract_assert_pull_fails (self, &other, STINT_PROBLEM_DIVERGED);
  contract_assert_pull_fails (self, &ahead, STINT_PROBLEM_DIVERGED);
  contract_push_task (self, 2, NULL, "{\"title\":\"x\"}");
  contract_assert_pull_fails (self, &other, STINT_PROBLEM_DIVERGED);
}

static void
test_erased_account_is_empty_and_says_so (Contract     *self,
                                          gconstpointer data)
{
  StintTag old = contract_push_task (self, 1, NULL, "{\"title\":\"x\"}");
  g_autoptr (StintPush) late = contract_new_push ("late");
  g_autofree char *id = contract_id_of (2);
  g_autoptr (StintStoredPage) page = NULL;
  StintHead head;

  contract_erase_all (self);
  page = contract_snapshot (self, NULL);
  head = contract_read_head (self);
  g_assert_cmpuint (page->records->len, ==, 0);
  g_assert_cmpint (head.n_records, ==, 0);
  g_assert_cmpint (head.n_bytes, ==, 0);
  g_assert_cmpint (head.tag.n, ==, 2);
  contract_assert_pull_fails (self, &old, STINT_PROBLEM_ERASED);

  *late->since = old;
  contract_add_put (late, STINT_KIND_TASK, id, NULL, "{\"title\":\"x\"}");
  contract_assert_push_fails (self, late, STINT_PROBLEM_ERASED);
}

static void
test_erased_account_begins_anew_from_its_head (Contract     *self,
                                               gconstpointer data)
{
  g_autoptr (StintPush) push = contract_new_push ("anew");
  g_autoptr (StintLogPage) page = NULL;
  g_autofree char *id = contract_id_of (1);
  StintHead head;
  StintTag tag;

  contract_push_task (self, 1, NULL, "{\"title\":\"x\"}");
  contract_erase_all (self);
  head = contract_read_head (self);
  *push->since = head.tag;
  contract_add_put (push, STINT_KIND_TASK, id, NULL, "{\"title\":\"again\"}");
  tag = contract_push_now (self, push);
  g_assert_cmpint (tag.n, ==, 3);

  page = contract_pull (self, &head.tag, 50);
  g_assert_cmpuint (page->entries->len, ==, 1);
}

/* More than one call takes, so that an account is erased in parts. */
static void
test_large_account_is_erased_in_parts (Contract     *self,
                                       gconstpointer data)
{
  for (int batch = 0; batch < 8; batch++)
    {
      g_autoptr (StintPush) push = contract_new_push ("many");

      for (int n = 0; n < 90; n++)
        {
          g_autofree char *id = contract_id_of (batch * 90 + n);

          contract_add_put (push, STINT_KIND_TASK, id, NULL, "{\"title\":\"x\"}");
        }
      contract_push_now (self, push);
    }
  g_assert_cmpint (contract_read_head (self).n_records, ==, 720);
  contract_erase_all (self);
  {
    g_autoptr (StintStoredPage) page = contract_snapshot (self, NULL);

    g_assert_cmpuint (page->records->len, ==, 0);
  }
  g_assert_cmpint (contract_read_head (self).tag.n, ==, 9);
}

static void
test_users_do_not_see_each_other (Contract     *self,
                                  gconstpointer data)
{
  StintCall theirs = { .user = self->other, .now_ms = CONTRACT_NOW_MS };
  g_autofree char *id = contract_id_of (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (StintStoredPage) page = NULL;
  StintHead head;

  contract_push_task (self, 1, NULL, "{\"title\":\"mine\"}");
  g_assert_null (stint_repository_find (self->repository, &theirs, STINT_KIND_TASK, id, &error));
  g_assert_error (error, STINT_PROBLEM, STINT_PROBLEM_NOT_FOUND);
  g_clear_error (&error);
  page = stint_repository_snapshot (self->repository, &theirs, NULL, &error);
  g_assert_cmpuint (page->records->len, ==, 0);
  g_assert_true (stint_repository_read_head (self->repository, &theirs, &head, &error));
  g_assert_cmpint (head.tag.n, ==, 0);
}

#define ADD(path, test) \
  { \
    g_autofree char *name = g_strconcat (prefix, path, NULL); \
    g_test_add (name, Contract, NULL, contract_set_up, test, contract_tear_down); \
  }

void
contract_add_tests (const char  *prefix,
                    ContractMake make)
{
  contract_set_make (make);

  ADD ("/new-account-is-empty", test_new_account_is_empty);
  ADD ("/push-comes-back-whole", test_push_comes_back_whole);
  ADD ("/pull-is-cut-at-its-limit", test_pull_is_cut_at_its_limit);
  ADD ("/same-key-and-body-is-answered-again", test_same_key_and_body_is_answered_again);
  ADD ("/same-key-with-another-body-is-refused", test_same_key_with_another_body_is_refused);
  ADD ("/conflict-names-its-records-and-writes-nothing", test_conflict_names_its_records_and_writes_nothing);
  ADD ("/what-exists-is-not-created-again", test_what_exists_is_not_created_again);
  ADD ("/what-was-never-there-is-not-changed", test_what_was_never_there_is_not_changed);
  ADD ("/tombstone-stays-in-the-snapshot", test_tombstone_stays_in_the_snapshot);
  ADD ("/deleted-record-is-not-found", test_deleted_record_is_not_found);
  ADD ("/snapshot-has-every-record-once", test_snapshot_has_every_record_once);
  ADD ("/bytes-are-those-that-lie-there", test_bytes_are_those_that_lie_there);
  ADD ("/days-hold-what-lies-under-them", test_days_hold_what_lies_under_them);
  ADD ("/walk-over-days-goes-on-at-its-cursor", test_walk_over_days_goes_on_at_its_cursor);
  ADD ("/devices-are-those-that-pushed", test_devices_are_those_that_pushed);
  ADD ("/cursor-of-another-past-has-diverged", test_cursor_of_another_past_has_diverged);
  ADD ("/erased-account-is-empty-and-says-so", test_erased_account_is_empty_and_says_so);
  ADD ("/erased-account-begins-anew-from-its-head", test_erased_account_begins_anew_from_its_head);
  ADD ("/large-account-is-erased-in-parts", test_large_account_is_erased_in_parts);
  ADD ("/users-do-not-see-each-other", test_users_do_not_see_each_other);
}
