/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store/stint-database-private.h"
#include "store/stint-record-table.h"
#include "wire/stint-json.h"

void
fixture_set_up (Fixture      *self,
                gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("stint-store-XXXXXX", &error);

  g_assert_no_error (error);
  self->directory = g_build_filename (folder, "stint", NULL);
  self->rand = g_rand_new_with_seed (1);
  self->now_ms = FIXTURE_NOW_MS;
  fixture_reopen (self);
}

void
fixture_tear_down (Fixture      *self,
                   gconstpointer unused)
{
  g_autofree char *folder = g_path_get_dirname (self->directory);

  fixture_close (self);
  fixture_remove (folder);
  g_rand_free (self->rand);
  g_free (self->directory);
}

void
fixture_close (Fixture *self)
{
  g_clear_pointer (&self->database, stint_database_close);
}

void
fixture_reopen (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  fixture_close (self);
  self->database = stint_database_open (self->directory, self->now_ms, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->database);
}

void
fixture_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      fixture_remove (child);
    }
  g_remove (path);
}

/* GVariant's text format: "{'title': <'x'>}". (transfer floating) */
GVariant *
fixture_members (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

char *
fixture_new_id (Fixture *self)
{
  return stint_id_new (self->now_ms, self->rand);
}

/* Takes the edit. */
StintChange *
fixture_apply (Fixture   *self,
               StintEdit *edit)
{
  g_autoptr (GError) error = NULL;
  StintChange *change;

  self->now_ms += 60 * 1000;
  change = stint_database_apply (self->database, edit, self->now_ms, &error);
  g_assert_no_error (error);
  stint_edit_free (edit);
  return change;
}

/* Takes the edit. */
void
fixture_refuse (Fixture   *self,
                StintEdit *edit,
                GQuark     domain,
                int        code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = fixture_dump (self);
  g_autofree char *after = NULL;

  g_assert_null (stint_database_apply (self->database, edit, self->now_ms, &error));
  g_assert_error (error, domain, code);
  g_assert_cmpint (strlen (error->message), >, 10);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
  stint_edit_free (edit);
}

char *
fixture_add (Fixture    *self,
             StintKind   kind,
             const char *members)
{
  StintEdit *edit = stint_edit_new ("Add");
  g_autoptr (StintChange) change = NULL;
  char *id;

  id = fixture_new_id (self);
  stint_edit_create (edit, kind, id, fixture_members (members));
  change = fixture_apply (self, edit);
  g_assert_nonnull (change);
  return id;
}

char *
fixture_add_task (Fixture    *self,
                  const char *title)
{
  g_autofree char *members = g_strdup_printf ("{'title': <\"%s\">}", title);

  return fixture_add (self, STINT_KIND_TASK, members);
}

/* @start, @end: as in the JSON; @zone: (nullable) */
char *
fixture_add_block (Fixture    *self,
                   const char *task,
                   const char *start,
                   const char *end,
                   const char *zone)
{
  g_autofree char *zoned = zone != NULL ? g_strdup_printf (", 'zone': <'%s'>", zone) : g_strdup ("");
  g_autofree char *members =
    g_strdup_printf ("{'task': <'%s'>, 'when': <{'start': <'%s'>, 'end': <'%s'>%s}>}", task, start, end, zoned);

  return fixture_add (self, STINT_KIND_BLOCK, members);
}

/* @value: (nullable): in GVariant's text format; %NULL takes the member out */
void
fixture_set (Fixture    *self,
             StintKind   kind,
             const char *id,
             const char *member,
             const char *value)
{
  StintEdit *edit = stint_edit_new ("Set");
  g_autoptr (StintChange) change = NULL;

  stint_edit_set (edit, kind, id, member, value != NULL ? g_variant_new_parsed (value) : NULL);
  change = fixture_apply (self, edit);
  g_assert_nonnull (change);
}

void
fixture_delete (Fixture    *self,
                StintKind   kind,
                const char *id)
{
  StintEdit *edit = stint_edit_new ("Delete");
  g_autoptr (StintChange) change = NULL;

  stint_edit_delete (edit, kind, id);
  change = fixture_apply (self, edit);
  g_assert_nonnull (change);
}

/* Returns: (nullable): its members as JSON; %NULL if it does not live */
char *
fixture_get (Fixture    *self,
             StintKind   kind,
             const char *id)
{
  g_autoptr (StintRecord) record = stint_database_get (self->database, kind, id, NULL);

  return record != NULL ? stint_json_to_string (stint_record_get_data (record)) : NULL;
}

/* Asserts that everything derived is as it should be. */
void
fixture_check (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;
  gboolean good = stint_database_check (self->database, &report, &error);

  g_assert_no_error (error);
  g_assert_true (good);
}

/* The living records, one a line: what people see. */
char *
fixture_dump (Fixture *self)
{
  g_autoptr (GString) dump = g_string_new (NULL);

  for (StintKind kind = 0; kind < STINT_N_KINDS; kind++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT id, data FROM %s WHERE deleted = 0 ORDER BY id", stint_kind_to_string (kind));
      g_autoptr (StintStatement) statement = stint_statement_new (self->database, sql, "", NULL);

      while (stint_statement_step (statement, NULL))
        g_string_append_printf (dump, "%s %s\n", stint_statement_get_text (statement, 0), stint_statement_get_text (statement, 1));
    }
  return g_string_free (g_steal_pointer (&dump), FALSE);
}

gint64
fixture_read_int (Fixture    *self,
                  const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number;

  stint_database_read_int (self->database, sql, &number, &error);
  g_assert_no_error (error);
  return number;
}
