/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "stint-config.h"
#include "workspace/stint-transfer.h"

#include <glib/gi18n-lib.h>

/* A path as text, which it need not be. */
static char *
show_path (const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  return stint_cli_text_escape (name);
}

gboolean
stint_cli_run_backup (StintCliSession   *session,
                      StintCliArguments *arguments,
                      GError           **error)
{
  g_autofree char *path = stint_transfer_backup (session->workspace, error);
  g_autofree char *shown = NULL;

  if (path == NULL)
    return FALSE;
  shown = show_path (path);
  if (session->json)
    {
      g_autofree char *name = g_filename_display_name (path);
      g_autoptr (GVariant) object = NULL;
      GVariantBuilder builder;

      g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
      stint_cli_json_add_string (&builder, "path", name);
      object = g_variant_ref_sink (g_variant_builder_end (&builder));
      stint_cli_put_json (session, object);
      return TRUE;
    }
  stint_cli_put_line (session, _("Backed up to %s"), shown);
  return TRUE;
}

gboolean
stint_cli_run_restore (StintCliSession   *session,
                       StintCliArguments *arguments,
                       GError           **error)
{
  g_autofree char *path = g_canonicalize_filename (stint_cli_arguments_get_word (arguments, 0), NULL);
  g_autofree char *set_aside = NULL;
  g_autofree char *shown = show_path (path);

  if (!stint_transfer_restore (session->workspace, path, &set_aside, error))
    return FALSE;

  if (session->json)
    {
      g_autofree char *name = g_filename_display_name (path);
      g_autofree char *aside_name = set_aside != NULL ? g_filename_display_name (set_aside) : NULL;
      g_autoptr (GVariant) object = NULL;
      GVariantBuilder builder;

      g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
      stint_cli_json_add_string (&builder, "restored", name);
      stint_cli_json_add_string (&builder, "set_aside", aside_name);
      object = g_variant_ref_sink (g_variant_builder_end (&builder));
      stint_cli_put_json (session, object);
      return TRUE;
    }
  stint_cli_put_line (session, _("Restored %s"), shown);
  if (set_aside != NULL)
    {
      g_autofree char *aside = show_path (set_aside);

      stint_cli_put_line (session, _("What was there before is kept at %s"), aside);
    }
  return TRUE;
}

gboolean
stint_cli_run_check (StintCliSession   *session,
                     StintCliArguments *arguments,
                     GError           **error)
{
  g_autofree char *report = NULL;
  g_autofree char *shown = NULL;

  if (!stint_cli_session_open (session, error) || !stint_transfer_check (session->workspace, &report, error))
    return FALSE;

  if (session->json)
    {
      g_autoptr (GVariant) object = NULL;
      GVariantBuilder builder;

      g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
      stint_cli_json_add_boolean (&builder, "ok", TRUE);
      stint_cli_json_add_string (&builder, "report", report);
      object = g_variant_ref_sink (g_variant_builder_end (&builder));
      stint_cli_put_json (session, object);
      return TRUE;
    }
  stint_cli_put_line (session, "%s", report != NULL && *report != '\0' ? report : _("The database is sound."));
  return TRUE;
}
