/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-schema.h"
#include "wire/stint-json.h"

#define ID "01990a70-0000-7000-8000-000000000001"

static char *
read_golden (const char *name)
{
  g_autofree char *file_name = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "wire", file_name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static StintRecord *
parse_record (const char *text,
              GError    **error)
{
  g_autoptr (GVariant) value = stint_json_parse (text, -1, error);

  return value != NULL ? stint_record_from_variant (value, error) : NULL;
}

static void
test_golden_file_comes_back_byte_for_byte (gconstpointer data)
{
  g_autofree char *text = read_golden (data);
  g_autofree char *again = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecord) record = parse_record (text, &error);

  g_assert_no_error (error);
  value = stint_record_to_variant (record);
  again = stint_json_to_pretty_string (value);
  g_assert_cmpstr (again, ==, text);
}

/* A member added to the schema must come into the golden file, and be valid there. */
static void
test_golden_file_has_every_member (gconstpointer data)
{
  g_autofree char *text = read_golden (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecord) record = parse_record (text, &error);
  const StintMember *members;
  gsize n_members;

  g_assert_no_error (error);
  members = stint_schema_get_members (stint_record_get_kind (record), &n_members);
  for (gsize i = 0; i < n_members; i++)
    {
      g_autoptr (GVariant) value = stint_record_dup_member (record, members[i].name);

      g_test_message ("%s", members[i].name);
      g_assert_nonnull (value);
    }

  stint_schema_check (stint_record_get_kind (record), stint_record_get_data (record), &error);
  g_assert_no_error (error);
}

static void
test_tombstone_is_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecord) record = parse_record ("{\"kind\":\"task\",\"id\":\"" ID "\",\"deleted\":true}", &error);

  g_assert_no_error (error);
  g_assert_true (stint_record_is_deleted (record));
  g_assert_cmpuint (g_variant_n_children (stint_record_get_data (record)), ==, 0);
}

static void
test_counters_are_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecord) record =
    parse_record ("{\"kind\":\"task\",\"id\":\"" ID "\",\"data\":{},\"edits\":{\"b\":2,\"a\":1},\"at\":{\"title\":7}}", &error);
  gint64 counter;

  g_assert_no_error (error);
  g_assert_true (g_variant_lookup (stint_record_get_edits (record), "b", "x", &counter));
  g_assert_cmpint (counter, ==, 2);
  g_assert_true (g_variant_lookup (stint_record_get_at (record), "title", "x", &counter));
  g_assert_cmpint (counter, ==, 7);
}

static const struct
{
  const char *name;
  const char *text;
} bad_records[] = {
  { "array", "[]" },
  { "without-kind", "{\"id\":\"" ID "\",\"data\":{}}" },
  { "kind-is-number", "{\"kind\":1,\"id\":\"" ID "\",\"data\":{}}" },
  { "unknown-kind", "{\"kind\":\"tasks\",\"id\":\"" ID "\",\"data\":{}}" },
  { "without-id", "{\"kind\":\"task\",\"data\":{}}" },
  { "id-is-no-uuid", "{\"kind\":\"task\",\"id\":\"1\",\"data\":{}}" },
  { "id-is-upper-case", "{\"kind\":\"task\",\"id\":\"01990A70-0000-7000-8000-000000000001\",\"data\":{}}" },
  { "without-data", "{\"kind\":\"task\",\"id\":\"" ID "\"}" },
  { "data-is-list", "{\"kind\":\"task\",\"id\":\"" ID "\",\"data\":[]}" },
  { "deleted-is-text", "{\"kind\":\"task\",\"id\":\"" ID "\",\"data\":{},\"deleted\":\"yes\"}" },
  { "edits-is-list", "{\"kind\":\"task\",\"id\":\"" ID "\",\"data\":{},\"edits\":[]}" },
  { "edits-hold-text", "{\"kind\":\"task\",\"id\":\"" ID "\",\"data\":{},\"edits\":{\"a\":\"1\"}}" },
  { "at-holds-fraction", "{\"kind\":\"task\",\"id\":\"" ID "\",\"data\":{},\"at\":{\"a\":1.5}}" },
};

static void
test_bad_record_is_refused (gconstpointer data)
{
  const char *text = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecord) record = parse_record (text, &error);

  g_assert_null (record);
  g_assert_error (error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_SHAPE);
  g_assert_cmpstr (error->message, !=, "");
}

int
main (int   argc,
      char *argv[])
{
  static const char *const kinds[] = { "project", "task", "block", "setting", "conflict" };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *same = g_strdup_printf ("/wire/record/%s/golden-file-comes-back-byte-for-byte", kinds[i]);
      g_autofree char *whole = g_strdup_printf ("/wire/record/%s/golden-file-has-every-member", kinds[i]);

      g_test_add_data_func (same, kinds[i], test_golden_file_comes_back_byte_for_byte);
      g_test_add_data_func (whole, kinds[i], test_golden_file_has_every_member);
    }

  g_test_add_data_func ("/wire/record/tombstone/golden-file-comes-back-byte-for-byte", "tombstone",
                        test_golden_file_comes_back_byte_for_byte);
  g_test_add_func ("/wire/record/tombstone-is-read", test_tombstone_is_read);
  g_test_add_func ("/wire/record/counters-are-read", test_counters_are_read);

  for (gsize i = 0; i < G_N_ELEMENTS (bad_records); i++)
    {
      g_autofree char *path = g_strconcat ("/wire/record/refused/", bad_records[i].name, NULL);

      g_test_add_data_func (path, bad_records[i].text, test_bad_record_is_refused);
    }

  return g_test_run ();
}
