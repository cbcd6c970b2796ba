/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-database-private.h"

#include "stint-config.h"
#include "store/stint-migration.h"
#include "store/stint-sql.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* In order: the first makes version 1. A migration that is out in the world is never changed again. */
static const char *const migrations[] = {
  "0001-records.sql",
  "0002-sync.sql",
  "0003-series.sql",
};

/*
 * A static library's constructors may be left out by the linker; a call is not. The resource itself is not asked for: while another thread
 * registers its own, GLib hands out NULL for it. A look-up among all of them waits.
 */
static void
register_resource (void)
{
  static gsize registered = 0;

  if (g_once_init_enter (&registered))
    {
      stint_sql_register_resource ();
      g_once_init_leave (&registered, 1);
    }
}

static GBytes *
load_sql (const char *path,
          GError    **error)
{
  register_resource ();
  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

static gboolean
run_one (StintDatabase *self,
         guint          version,
         GError       **error)
{
  g_autofree char *path = g_strconcat ("/io/github/stint_app/Stint/sql/", migrations[version - 1], NULL);
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %u", version);
  g_autoptr (GBytes) sql = load_sql (path, error);
  gint64 present;

  if (sql == NULL || !stint_database_begin (self, error))
    return FALSE;

  /* Another process may have been quicker. */
  if (stint_database_read_int (self, "PRAGMA user_version", &present, error) &&
      (present >= version ||
       (stint_database_execute (self, g_bytes_get_data (sql, NULL), error) && stint_database_execute (self, pragma, error))) &&
      stint_database_execute (self, "COMMIT", error))
    return TRUE;

  stint_database_roll_back (self);
  return FALSE;
}

guint
stint_migration_get_latest (void)
{
  return G_N_ELEMENTS (migrations);
}

/**
 * stint_migration_refuse_newer:
 *
 * Returns: %FALSE with @error set if a version of Stint that is newer than this one wrote it
 */
gboolean
stint_migration_refuse_newer (const char *path,
                              gint64      version,
                              GError    **error)
{
  if (version <= (gint64) G_N_ELEMENTS (migrations))
    return TRUE;

  g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NEWER,
               _("The database “%s” was written by a newer version of Stint (format %" PRId64 ", this one reads up to %d). "
                 "It was not touched: use the newer version."), path, version, (int) G_N_ELEMENTS (migrations));
  return FALSE;
}

/**
 * stint_migration_run:
 *
 * Brings the database to this version, one transaction a step.
 */
gboolean
stint_migration_run (StintDatabase *self,
                     GError       **error)
{
  gint64 version;

  if (!stint_database_read_int (self, "PRAGMA user_version", &version, error))
    return FALSE;
  for (gint64 next = version + 1; next <= (gint64) G_N_ELEMENTS (migrations); next++)
    if (!run_one (self, (guint) next, error))
      return FALSE;
  return TRUE;
}
