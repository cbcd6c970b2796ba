/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "core/stint-time.h"
#include "stint-config.h"
#include "workspace/inbox/stint-conflict-load.h"
#include "workspace/inbox/stint-conflict-text.h"

#include <glib/gi18n-lib.h>

/* How much of a value a line shows; --json has all of it. */
#define VALUE_CHARS 200

static const struct
{
  const char         *name;
  StintConflictChoice choice;
} choices[] = {
  { "keep", STINT_CONFLICT_KEEP },
  { "swap", STINT_CONFLICT_SWAP },
  { "both", STINT_CONFLICT_BOTH },
};

static const char *
name_state (StintConflictState state)
{
  switch (state)
    {
    case STINT_CONFLICT_SAME:
      return "same";
    case STINT_CONFLICT_RESCUED:
      return "rescued";
    case STINT_CONFLICT_DELETED:
      return "deleted";
    case STINT_CONFLICT_GONE:
      return "gone";
    case STINT_CONFLICT_OPEN:
    default:
      return "open";
    }
}

static void
add_value (GVariantBuilder *object,
           const char      *name,
           GVariant        *value)
{
  if (value != NULL)
    stint_cli_json_add (object, name, value);
  else
    stint_cli_json_add_string (object, name, NULL);
}

static GVariant *
make_offers (StintConflictItem *item)
{
  GVariantBuilder offers;

  g_variant_builder_init (&offers, G_VARIANT_TYPE_STRING_ARRAY);
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (stint_conflict_item_offers (item, choices[i].choice))
      g_variant_builder_add (&offers, "s", choices[i].name);
  return g_variant_builder_end (&offers);
}

static GVariant *
make_object (StintConflictItem *item)
{
  gint64 at_ms = stint_conflict_item_get_at_ms (item);
  g_autofree char *at = at_ms > 0 ? stint_instant_to_string (at_ms / 1000) : NULL;
  g_autoptr (GVariant) current = stint_conflict_item_dup_current (item);
  g_autoptr (GVariant) other = stint_conflict_item_dup_other (item);
  GVariantBuilder object;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&object, "id", stint_conflict_item_get_id (item));
  stint_cli_json_add_string (&object, "kind", stint_record_get_string (stint_conflict_item_get_entry (item), "kind"));
  stint_cli_json_add_string (&object, "record", stint_conflict_item_get_subject_id (item));
  stint_cli_json_add_string (&object, "title", stint_conflict_item_get_title (item));
  stint_cli_json_add_string (&object, "member", stint_conflict_item_get_member (item));
  stint_cli_json_add_string (&object, "state", name_state (stint_conflict_item_get_state (item)));
  add_value (&object, "current", current);
  add_value (&object, "other", other);
  stint_cli_json_add_string (&object, "by", stint_conflict_item_get_by (item));
  stint_cli_json_add_string (&object, "at", at);
  stint_cli_json_add (&object, "offers", make_offers (item));
  return g_variant_ref_sink (g_variant_builder_end (&object));
}

static void
put_list_json (StintCliSession *session,
               GListModel      *items)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  g_autoptr (GVariant) array = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (StintConflictItem) item = g_list_model_get_item (items, i);

      g_ptr_array_add (objects, make_object (item));
    }
  array = stint_cli_json_array (objects);
  stint_cli_put_json (session, array);
}

static char *
shorten_value (const char *text)
{
  g_autofree char *start = g_utf8_strlen (text, -1) > VALUE_CHARS ? g_utf8_substring (text, 0, VALUE_CHARS - 1) : NULL;
  g_autofree char *shown = start != NULL ? g_strconcat (start, "…", NULL) : g_strdup (text);

  return stint_cli_text_escape (shown);
}

static void
put_version (StintCliSession *session,
             const char      *heading,
             const char      *value,
             const char      *edit)
{
  g_autofree char *shown = shorten_value (value);

  g_string_append (session->out, "  ");
  stint_cli_text_pad (session->out, heading, 10);
  if (*edit != '\0')
    /* Translators: a value, and who set it and when: “Letter (Another device · Yesterday 14:30)” */
    stint_cli_put_line (session, _("%1$s (%2$s)"), shown, edit);
  else
    stint_cli_put_line (session, "%s", shown);
}

static void
put_item (StintCliSession   *session,
          StintConflictItem *item)
{
  g_autofree char *id = stint_cli_session_shorten (session, STINT_KIND_CONFLICT, stint_conflict_item_get_id (item));
  g_autofree char *title = stint_conflict_describe_title (item);
  g_autofree char *shown = stint_cli_text_escape (title);
  g_autofree char *field = stint_conflict_describe_field (item);
  g_autofree char *name = stint_cli_text_escape (field);
  g_autofree char *current = stint_conflict_describe_current (item, session->clock);
  g_autofree char *other = stint_conflict_describe_other (item, session->clock);
  g_autofree char *current_edit = stint_conflict_describe_current_edit (item, session->clock);
  g_autofree char *other_edit = stint_conflict_describe_other_edit (item, session->clock);
  g_autofree char *reason = stint_conflict_describe_reason (item);

  /* Translators: the id of a conflict, the title of its task, and the field: “3f2a91c0  Report: Title” */
  stint_cli_put_line (session, _("%1$s  %2$s: %3$s"), id, shown, name);
  put_version (session, _("now"), current, current_edit);
  put_version (session, _("other"), other, other_edit);
  stint_cli_put_line (session, "  %s", reason);
}

static void
put_list (StintCliSession *session,
          GListModel      *items)
{
  guint n_items = g_list_model_get_n_items (items);

  if (n_items == 0)
    stint_cli_put_line (session, "%s", _("There are no conflicts."));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (StintConflictItem) item = g_list_model_get_item (items, i);

      put_item (session, item);
    }
}

/* Returns: (transfer full) (nullable): the one entry whose id begins so */
static StintConflictItem *
find_item (StintCliSession *session,
           GListModel      *items,
           const char      *id_prefix,
           GError         **error)
{
  g_autoptr (StintRecord) entry = stint_cli_session_find (session, STINT_KIND_CONFLICT, id_prefix, error);

  for (guint i = 0; entry != NULL && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (StintConflictItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (stint_conflict_item_get_id (item), stint_record_get_id (entry)))
        return g_steal_pointer (&item);
    }
  if (entry != NULL)
    g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_NOT_FOUND, _("This conflict was settled meanwhile by another program"));
  return NULL;
}

static gboolean
read_choice (StintCliArguments   *arguments,
             StintConflictChoice *choice,
             GError             **error)
{
  const char *word = stint_cli_arguments_get_word (arguments, 0);
  g_autofree char *shown = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].name, word))
      {
        *choice = choices[i].choice;
        if (arguments->words->len == 2)
          return TRUE;
        g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("conflicts %s needs the ID of a conflict"), word);
        return FALSE;
      }
  shown = stint_cli_text_quote (word);
  g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("%s is no way to settle a conflict: keep, swap or both"), shown);
  return FALSE;
}

static gboolean
settle (StintCliSession    *session,
        StintConflictItem  *item,
        StintConflictChoice choice,
        const char         *choice_name,
        GError            **error)
{
  StintEdit *edit = stint_command_settle_conflict (session->workspace, item, choice);
  g_autofree char *label = NULL;

  if (edit == NULL)
    {
      g_autofree char *reason = stint_conflict_describe_reason (item);

      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED,
                   choice == STINT_CONFLICT_BOTH ? _("Both is not possible here. %s") : _("There is no other version to take. %s"), reason);
      return FALSE;
    }
  label = stint_cli_text_escape (stint_edit_get_label (edit));
  if (!stint_cli_session_apply (session, edit, error))
    return FALSE;

  if (session->json)
    {
      g_autoptr (GVariant) object = NULL;
      GVariantBuilder builder;

      g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
      stint_cli_json_add_string (&builder, "id", stint_conflict_item_get_id (item));
      stint_cli_json_add_string (&builder, "record", stint_conflict_item_get_subject_id (item));
      stint_cli_json_add_string (&builder, "settled", choice_name);
      object = g_variant_ref_sink (g_variant_builder_end (&builder));
      stint_cli_put_json (session, object);
    }
  else
    {
      stint_cli_put_line (session, "%s  %s", _("Settled"), label);
    }
  return TRUE;
}

gboolean
stint_cli_run_conflicts (StintCliSession   *session,
                         StintCliArguments *arguments,
                         GError           **error)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GListStore) items = NULL;
  g_autoptr (StintConflictItem) item = NULL;
  StintConflictChoice choice = STINT_CONFLICT_KEEP;

  if (arguments->words->len > 0 && !read_choice (arguments, &choice, error))
    return FALSE;
  stint_workspace_list_conflicts_async (session->workspace, NULL, stint_cli_ready_cb, &slot);
  items = stint_workspace_list_conflicts_finish (session->workspace, stint_cli_wait (&slot), error);
  if (items == NULL)
    return FALSE;

  if (arguments->words->len > 0)
    {
      item = find_item (session, G_LIST_MODEL (items), stint_cli_arguments_get_word (arguments, 1), error);
      return item != NULL && settle (session, item, choice, stint_cli_arguments_get_word (arguments, 0), error);
    }
  if (session->json)
    put_list_json (session, G_LIST_MODEL (items));
  else
    put_list (session, G_LIST_MODEL (items));
  return TRUE;
}
