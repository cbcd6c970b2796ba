/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ics-records.h"

#include <string.h>

#include "core/stint-schema.h"
#include "interchange/stint-export.h"
#include "interchange/stint-ics-reader.h"
#include "wire/stint-json.h"

void
records_init (Records *self)
{
  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_record_unref);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_record_unref);
  self->projects = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_record_unref);
}

void
records_clear (Records *self)
{
  g_ptr_array_unref (self->tasks);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->projects);
}

GPtrArray *
records_get_list (Records  *self,
                  StintKind kind)
{
  if (kind == STINT_KIND_TASK)
    return self->tasks;
  return kind == STINT_KIND_BLOCK ? self->blocks : self->projects;
}

StintRecord *
records_find (Records    *self,
              StintKind   kind,
              const char *id)
{
  GPtrArray *list = records_get_list (self, kind);

  for (guint i = 0; i < list->len; i++)
    if (strcmp (stint_record_get_id (g_ptr_array_index (list, i)), id) == 0)
      return g_ptr_array_index (list, i);
  return NULL;
}

/* A record that comes again is put upon itself, as the store does it. */
void
records_take (Records    *self,
              StintKind   kind,
              const char *id,
              GVariant   *data)
{
  StintRecord *before = records_find (self, kind, id);
  g_autoptr (GVariant) members = stint_members_overlay (before != NULL ? stint_record_get_data (before) : NULL, data);
  g_autoptr (GError) error = NULL;

  stint_schema_check (kind, members, &error);
  g_assert_no_error (error);
  if (before != NULL)
    g_ptr_array_remove (records_get_list (self, kind), before);
  g_ptr_array_add (records_get_list (self, kind), stint_record_new (kind, id, members));
}

void
records_add_json (Records    *self,
                  StintKind   kind,
                  const char *id,
                  const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) data = stint_json_parse (json, -1, &error);

  g_assert_no_error (error);
  records_take (self, kind, id, data);
}

/* Imports into what is there. Returns: how many components did not come in */
guint
records_read (Records    *self,
              const char *text)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, strlen (text), NULL);
  g_autoptr (StintFileReader) reader = stint_ics_reader_new (stream, &(StintFileContext) { .zone = ZONE });
  g_autoptr (GError) error = NULL;
  StintOp op;

  while (stint_file_reader_next (reader, &op, NULL, &error))
    {
      records_take (self, op.kind, op.id, op.members);
      stint_op_clear (&op);
    }
  g_assert_no_error (error);
  return stint_file_reader_get_summary (reader)->n_skipped;
}

char *
records_export (Records *self)
{
  return stint_export_ics (self->tasks, self->blocks, self->projects, NOW_S);
}

static void
assert_same_list (Records  *self,
                  StintKind kind,
                  Records  *found)
{
  GPtrArray *expected = records_get_list (self, kind);

  for (guint i = 0; i < expected->len; i++)
    {
      StintRecord *record = g_ptr_array_index (expected, i);
      StintRecord *other = records_find (found, kind, stint_record_get_id (record));
      g_autofree char *json = stint_json_to_string (stint_record_get_data (record));
      g_autofree char *other_json = other != NULL ? stint_json_to_string (stint_record_get_data (other)) : NULL;

      g_assert_cmpstr (other_json, ==, json);
    }
  g_assert_cmpuint (records_get_list (found, kind)->len, ==, expected->len);
}

/* A file has projects only where a task is in them. */
static gboolean
is_used (Records    *self,
         const char *project)
{
  for (guint i = 0; i < self->tasks->len; i++)
    if (g_strcmp0 (stint_record_get_string (g_ptr_array_index (self->tasks, i), "project"), project) == 0)
      return TRUE;
  return FALSE;
}

static void
drop_unused_projects (Records *self)
{
  for (guint i = self->projects->len; i > 0; i--)
    if (!is_used (self, stint_record_get_id (g_ptr_array_index (self->projects, i - 1))))
      g_ptr_array_remove_index (self->projects, i - 1);
}

/* What goes out comes in again as it was, into nothing, and goes out again as the same text. */
void
records_assert_round_trip (Records *self)
{
  g_autofree char *text = records_export (self);
  g_autofree char *again = NULL;
  g_auto (Records) found;

  drop_unused_projects (self);
  records_init (&found);
  g_assert_cmpuint (records_read (&found, text), ==, 0);
  assert_same_list (self, STINT_KIND_TASK, &found);
  assert_same_list (self, STINT_KIND_BLOCK, &found);
  assert_same_list (self, STINT_KIND_PROJECT, &found);

  again = records_export (&found);
  g_assert_cmpstr (again, ==, text);
}

/* Returns: (transfer full): a file of tests/data/ics */
char *
records_read_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "ics", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}
