/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "stint-config.h"
#include "workspace/stint-transfer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
read_format (StintCliArguments *arguments,
             const char        *path,
             StintFileFormat   *format,
             GError           **error)
{
  const char *name = arguments->values[STINT_CLI_OPTION_FORMAT];
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *shown = NULL;

  *format = path != NULL ? stint_file_format_to_write (path) : STINT_FILE_ICS;
  if (name == NULL || (stint_file_format_from_string (name, format) && stint_file_format_can_write (*format)))
    return TRUE;
  shown = stint_cli_text_quote (name);
  for (int i = STINT_FILE_ANY + 1; i < STINT_N_FILE_FORMATS; i++)
    if (stint_file_format_can_write (i))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", stint_file_format_to_string (i));
  /* Translators: what was typed, and a list of names that stay as they are: "ics, json, csv". */
  g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("%s is no format that Stint writes; these are: %s"), shown, names->str);
  return FALSE;
}

static gboolean
write_export (StintCliSession *session,
              const char      *path,
              const char      *contents,
              StintFileFormat  format,
              GError         **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *shown = stint_cli_text_escape (name);
  g_autoptr (GVariant) object = NULL;
  GVariantBuilder builder;

  /* The file is the old one or the whole new one, never a part of it. */
  if (!g_file_set_contents_full (path, contents, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0666, error))
    return FALSE;
  if (!session->json)
    {
      stint_cli_put_line (session, _("Written to %s"), shown);
      return TRUE;
    }
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&builder, "path", name);
  stint_cli_json_add_string (&builder, "format", stint_file_format_to_string (format));
  stint_cli_json_add_int (&builder, "bytes", strlen (contents));
  object = g_variant_ref_sink (g_variant_builder_end (&builder));
  stint_cli_put_json (session, object);
  return TRUE;
}

gboolean
stint_cli_run_export (StintCliSession   *session,
                      StintCliArguments *arguments,
                      GError           **error)
{
  const char *path = stint_cli_arguments_get_word (arguments, 0);
  g_autoptr (GAsyncResult) slot = NULL;
  g_autofree char *contents = NULL;
  StintFileFormat format;

  if (!read_format (arguments, path, &format, error))
    return FALSE;
  stint_transfer_export_async (session->workspace, format, NULL, stint_cli_ready_cb, &slot);
  contents = stint_transfer_export_finish (session->workspace, stint_cli_wait (&slot), error);
  if (contents == NULL)
    return FALSE;
  if (path != NULL && strcmp (path, "-") != 0)
    return write_export (session, path, contents, format, error);

  g_string_append (session->out, contents);
  if (contents[0] != '\0' && contents[strlen (contents) - 1] != '\n')
    g_string_append_c (session->out, '\n');
  return TRUE;
}
