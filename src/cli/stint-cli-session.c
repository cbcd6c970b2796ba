/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-session.h"

#include "stint-config.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-text.h"
#include "cli/stint-cli-time.h"
#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-zone.h"
#include "workspace/account/stint-account.h"
#include "workspace/stint-project-item.h"
#include "workspace/stint-system-clock.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An id is never shown shorter, so that the same task looks the same from day to day. */
#define SHORT_ID_LENGTH 8

static StintClock *
make_clock (StintCliArguments *arguments,
            GError           **error)
{
  const char *zone = arguments->values[STINT_CLI_OPTION_ZONE];
  const char *now = arguments->values[STINT_CLI_OPTION_NOW];
  g_autoptr (StintClock) clock = NULL;
  gint64 now_unix_s;

  if (zone != NULL && stint_zone_intern (zone) == NULL)
    {
      g_autofree char *shown = stint_cli_text_quote (zone);

      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                   _("%s is no time zone that this computer knows; one is Europe/Berlin"), shown);
      return NULL;
    }
  clock = stint_system_clock_new (zone);
  if (now == NULL)
    return g_steal_pointer (&clock);

  if (!stint_cli_parse_now (now, stint_clock_get_zone (clock), &now_unix_s, error))
    return NULL;
  return stint_clock_new_fixed (now_unix_s * 1000, stint_clock_get_zone (clock));
}

/**
 * stint_cli_session_start:
 * @self: (out caller-allocates): cleared by the caller, also when this fails
 * @error: %STINT_CLI_ERROR_USAGE: a zone or a time is not understood
 */
gboolean
stint_cli_session_start (StintCliSession   *self,
                         StintCliArguments *arguments,
                         GError           **error)
{
  const char *data = arguments->values[STINT_CLI_OPTION_DATA];
  g_autofree char *directory = NULL;

  *self = (StintCliSession) {
    .json = stint_cli_arguments_has (arguments, STINT_CLI_OPTION_JSON),
    .out = g_string_new (NULL),
    .root = data != NULL ? g_canonicalize_filename (data, NULL) : g_build_filename (g_get_user_data_dir (), "stint", NULL),
  };
  self->clock = make_clock (arguments, error);
  if (self->clock == NULL)
    return FALSE;
  self->zone = stint_clock_get_zone (self->clock);
  self->today = stint_clock_get_today (self->clock);
  directory = stint_account_dup_current_store (self->root);
  self->workspace = stint_workspace_new (directory, self->clock);
  return TRUE;
}

void
stint_cli_session_clear (StintCliSession *self)
{
  if (self->workspace != NULL)
    stint_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->root, g_free);
  if (self->out != NULL)
    g_string_free (g_steal_pointer (&self->out), TRUE);
}

/**
 * stint_cli_ready_cb:
 * @slot: a #GAsyncResult pointer that is %NULL, for stint_cli_wait()
 */
void
stint_cli_ready_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

/**
 * stint_cli_wait:
 *
 * Returns: (transfer none): the result, which stays the slot's
 */
GAsyncResult *
stint_cli_wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

gboolean
stint_cli_session_open (StintCliSession *self,
                        GError         **error)
{
  g_autoptr (GAsyncResult) slot = NULL;

  stint_workspace_open_async (self->workspace, NULL, stint_cli_ready_cb, &slot);
  return stint_workspace_open_finish (self->workspace, stint_cli_wait (&slot), error);
}

/* Brings a prefix into the form of an id: small letters, dashes where they belong. Returns: (nullable) */
static char *
normalize_prefix (const char *prefix)
{
  GString *id = g_string_new (NULL);

  for (const char *at = prefix; *at != '\0'; at++)
    {
      if (*at == '-')
        continue;
      if (!g_ascii_isxdigit (*at) || id->len >= STINT_ID_LENGTH)
        {
          g_string_free (id, TRUE);
          return NULL;
        }
      if (id->len == 8 || id->len == 13 || id->len == 18 || id->len == 23)
        g_string_append_c (id, '-');
      g_string_append_c (id, g_ascii_tolower (*at));
    }
  if (id->len == 0)
    {
      g_string_free (id, TRUE);
      return NULL;
    }
  return g_string_free (id, FALSE);
}

static void
explain_find (GError    **error,
              StintKind   kind,
              const char *shown)
{
  if (error == NULL || *error == NULL)
    return;
  if (g_error_matches (*error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND))
    {
      g_clear_error (error);
      g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND,
                   kind == STINT_KIND_BLOCK ? _("There is no block whose id begins with %s") : _("There is no task whose id begins with %s"), shown);
    }
  else if (g_error_matches (*error, STINT_STORE_ERROR, STINT_STORE_ERROR_AMBIGUOUS))
    {
      g_clear_error (error);
      g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_AMBIGUOUS,
                   kind == STINT_KIND_BLOCK ? _("The ids of several blocks begin with %s; give more of it") :
                   _("The ids of several tasks begin with %s; give more of it"), shown);
    }
}

/**
 * stint_cli_session_find:
 * @id_prefix: as it was typed
 *
 * Returns: (transfer full): the living record whose id begins so
 */
StintRecord *
stint_cli_session_find (StintCliSession *self,
                        StintKind        kind,
                        const char      *id_prefix,
                        GError         **error)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *prefix = normalize_prefix (id_prefix);
  g_autofree char *shown = stint_cli_text_quote (id_prefix);
  StintRecord *record;

  if (prefix == NULL)
    {
      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                   _("%s is no id: those have the digits 0 to 9 and a to f, and dashes"), shown);
      return NULL;
    }
  stint_workspace_find_async (self->workspace, kind, prefix, NULL, stint_cli_ready_cb, &slot);
  record = stint_workspace_find_finish (self->workspace, stint_cli_wait (&slot), &local_error);
  if (record == NULL)
    {
      explain_find (&local_error, kind, shown);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }
  return record;
}

/**
 * stint_cli_session_load:
 *
 * Returns: (transfer full): a task with its blocks
 */
StintTaskDetails *
stint_cli_session_load (StintCliSession *self,
                        const char      *task_id,
                        GError         **error)
{
  g_autoptr (GAsyncResult) slot = NULL;

  stint_workspace_load_task_async (self->workspace, task_id, NULL, stint_cli_ready_cb, &slot);
  return stint_workspace_load_task_finish (self->workspace, stint_cli_wait (&slot), error);
}

/**
 * stint_cli_session_apply:
 * @edit: (transfer full)
 *
 * Returns: %FALSE with @error if it was refused; an edit that changes nothing succeeds
 */
gboolean
stint_cli_session_apply (StintCliSession *self,
                         StintEdit       *edit,
                         GError         **error)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (StintChange) change = NULL;

  stint_workspace_apply_async (self->workspace, edit, NULL, stint_cli_ready_cb, &slot);
  change = stint_workspace_apply_finish (self->workspace, stint_cli_wait (&slot), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/**
 * stint_cli_session_find_project:
 * @name: its name, in whatever case, or its id
 *
 * Returns: (transfer none) (nullable)
 */
StintRecord *
stint_cli_session_find_project (StintCliSession *self,
                                const char      *name)
{
  GListModel *projects = stint_workspace_get_projects (self->workspace);
  g_autofree char *folded = g_utf8_casefold (name, -1);
  StintRecord *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (projects); i++)
    {
      g_autoptr (StintProjectItem) item = g_list_model_get_item (projects, i);
      StintRecord *record = stint_project_item_get_record (item);
      const char *its_name = stint_project_get_name (record);
      g_autofree char *its_folded = NULL;

      if (g_str_equal (its_name, name) || g_ascii_strcasecmp (stint_record_get_id (record), name) == 0)
        return record;
      its_folded = g_utf8_casefold (its_name, -1);
      if (found == NULL && g_str_equal (its_folded, folded))
        found = record;
    }
  return found;
}

static gboolean
is_unique (StintCliSession *self,
           StintKind        kind,
           const char      *prefix)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (StintRecord) record = NULL;

  stint_workspace_find_async (self->workspace, kind, prefix, NULL, stint_cli_ready_cb, &slot);
  record = stint_workspace_find_finish (self->workspace, stint_cli_wait (&slot), NULL);
  return record != NULL;
}

/**
 * stint_cli_session_shorten:
 *
 * Ids made one after the other begin with the same time; so the length that is needed is found out, in steps that end at the dashes.
 *
 * Returns: (transfer full): the beginning of an id that no other record of its kind has now
 */
char *
stint_cli_session_shorten (StintCliSession *self,
                           StintKind        kind,
                           const char      *id)
{
  const gsize lengths[] = { SHORT_ID_LENGTH, 13, 18, 23 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *prefix = g_strndup (id, lengths[i]);

      if (is_unique (self, kind, prefix))
        return g_steal_pointer (&prefix);
    }
  return g_strdup (id);
}
