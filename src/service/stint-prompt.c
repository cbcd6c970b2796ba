/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-prompt.h"

#include "wire/stint-json.h"

static char *
read_file (const char *folder,
           const char *name,
           GError    **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, error) ? text : NULL;
}

/**
 * stint_prompt_load:
 * @folder: that has a folder for each version
 * @version: its name, which holds no slash
 *
 * Returns: (transfer full): %NULL with any error
 */
StintPrompt *
stint_prompt_load (const char *folder,
                   const char *version,
                   GError    **error)
{
  g_autofree char *own = g_build_filename (folder, version, NULL);
  g_autofree char *shared = read_file (own, "system.txt", error);
  g_autoptr (StintPrompt) self = g_new0 (StintPrompt, 1);
  g_autofree char *tool_text = NULL;
  g_autoptr (GVariant) tool = NULL;

  if (shared == NULL)
    return NULL;
  self->version = g_strdup (version);
  for (int kind = 0; kind < STINT_N_ASSIST_KINDS; kind++)
    {
      g_autofree char *name = g_strconcat (stint_assist_kind_to_string (kind), ".txt", NULL);
      g_autofree char *text = read_file (own, name, error);

      if (text == NULL)
        return NULL;
      self->system[kind] = g_strconcat (shared, "\n", text, NULL);
    }

  tool_text = read_file (own, "tool.json", error);
  tool = tool_text != NULL ? stint_json_parse (tool_text, -1, error) : NULL;
  if (tool == NULL)
    return NULL;
  self->tool = stint_json_to_string (tool);
  return g_steal_pointer (&self);
}

void
stint_prompt_free (StintPrompt *self)
{
  if (self == NULL)
    return;
  g_free (self->version);
  for (int kind = 0; kind < STINT_N_ASSIST_KINDS; kind++)
    g_free (self->system[kind]);
  g_free (self->tool);
  g_free (self);
}
