/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "merge-fixture.h"

void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  stint_merge_result_clear (&fixture->result);
}

static GVariant *
parse (const char *type,
       const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *parsed = g_variant_parse (G_VARIANT_TYPE (type), text, NULL, NULL, &error);

  g_assert_no_error (error);
  return parsed;
}

StintRecord *
record (const char *data,
        const char *edits,
        const char *at)
{
  g_autoptr (GVariant) members = parse ("a{sv}", data);
  g_autoptr (GVariant) vector = parse ("a{sx}", edits);
  g_autoptr (GVariant) times = parse ("a{sx}", at);

  return stint_record_new_full (STINT_KIND_TASK, ID, members, vector, times, FALSE);
}

StintRecord *
tombstone (const char *edits)
{
  g_autoptr (GVariant) members = parse ("a{sv}", "{}");
  g_autoptr (GVariant) vector = parse ("a{sx}", edits);

  return stint_record_new_full (STINT_KIND_TASK, ID, members, vector, NULL, TRUE);
}

/* Merges and eats the three records. "a" is mine, "b" is theirs. */
void
merge (Fixture     *fixture,
       StintRecord *base,
       StintRecord *mine,
       StintRecord *theirs)
{
  StintMergeSide my_side = { mine, "a" };
  StintMergeSide their_side = { theirs, "b" };

  stint_merge (base, &my_side, &their_side, NOW, &fixture->result);
  g_clear_pointer (&base, stint_record_unref);
  g_clear_pointer (&mine, stint_record_unref);
  g_clear_pointer (&theirs, stint_record_unref);
}

void
assert_data (Fixture    *fixture,
             const char *text)
{
  g_autoptr (GVariant) given = parse ("a{sv}", text);
  g_autoptr (GVariant) wanted = stint_members_sort (given);

  g_assert_false (stint_record_is_deleted (fixture->result.record));
  g_assert_cmpvariant (stint_record_get_data (fixture->result.record), wanted);
}

void
assert_edits (Fixture    *fixture,
              const char *text)
{
  g_autoptr (GVariant) wanted = parse ("a{sx}", text);

  g_assert_cmpvariant (stint_record_get_edits (fixture->result.record), wanted);
}

void
assert_at (Fixture    *fixture,
           const char *text)
{
  g_autoptr (GVariant) wanted = parse ("a{sx}", text);

  g_assert_cmpvariant (stint_record_get_at (fixture->result.record), wanted);
}

/* The only conflict there is. @lost, @kept: (nullable): NULL for an absent value */
void
assert_conflict (Fixture    *fixture,
                 const char *member,
                 const char *lost,
                 const char *kept,
                 const char *by)
{
  StintRecord *conflict;
  g_autoptr (GVariant) lost_value = NULL;
  g_autoptr (GVariant) kept_value = NULL;
  g_autofree char *lost_text = NULL;
  g_autofree char *kept_text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (fixture->result.lost->len, ==, 1);
  conflict = fixture->result.lost->pdata[0];
  lost_value = stint_record_dup_member (conflict, "lost");
  kept_value = stint_record_dup_member (conflict, "kept");
  lost_text = lost_value != NULL ? g_variant_print (lost_value, TRUE) : NULL;
  kept_text = kept_value != NULL ? g_variant_print (kept_value, TRUE) : NULL;

  g_assert_cmpint (stint_record_get_kind (conflict), ==, STINT_KIND_CONFLICT);
  g_assert_cmpstr (stint_record_get_string (conflict, "kind"), ==, "task");
  g_assert_cmpstr (stint_record_get_string (conflict, "id"), ==, ID);
  g_assert_cmpstr (stint_record_get_string (conflict, "member"), ==, member);
  g_assert_cmpstr (stint_record_get_string (conflict, "by"), ==, by);
  g_assert_cmpstr (lost_text, ==, lost);
  g_assert_cmpstr (kept_text, ==, kept);

  stint_schema_check (STINT_KIND_CONFLICT, stint_record_get_data (conflict), &error);
  g_assert_no_error (error);
}

void
assert_no_conflict (Fixture *fixture)
{
  g_assert_cmpuint (fixture->result.lost->len, ==, 0);
}
