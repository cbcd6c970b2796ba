/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/inbox/stint-commands-conflict.h"

#include "stint-config.h"
#include "core/stint-block.h"
#include "workspace/stint-commands-private.h"

#include <glib/gi18n-lib.h>

static char *
label_keep (StintConflictItem *item,
            const char        *name)
{
  switch (stint_conflict_item_get_state (item))
    {
    case STINT_CONFLICT_OPEN:
      return g_strdup_printf (_("Keep “%s” as it is"), name);
    case STINT_CONFLICT_RESCUED:
      return g_strdup_printf (_("Keep “%s”"), name);
    case STINT_CONFLICT_DELETED:
      return g_strdup_printf (_("Leave “%s” deleted"), name);
    case STINT_CONFLICT_SAME:
    case STINT_CONFLICT_GONE:
    default:
      return g_strdup_printf (_("Dismiss the conflict about “%s”"), name);
    }
}

static char *
label_swap (StintConflictItem *item,
            const char        *name)
{
  switch (stint_conflict_item_get_state (item))
    {
    case STINT_CONFLICT_RESCUED:
      return g_strdup_printf (_("Delete “%s” again"), name);
    case STINT_CONFLICT_DELETED:
      return g_strdup_printf (_("Bring back “%s” with the other version"), name);
    case STINT_CONFLICT_OPEN:
    case STINT_CONFLICT_SAME:
    case STINT_CONFLICT_GONE:
    default:
      return g_strdup_printf (_("Use the other version of “%s”"), name);
    }
}

static char *
label_both (StintConflictItem *item,
            const char        *name)
{
  switch (stint_conflict_item_get_both (item))
    {
    case STINT_CONFLICT_BOTH_TASKS:
      return g_strdup_printf (_("Make two tasks of “%s”"), name);
    case STINT_CONFLICT_BOTH_BLOCKS:
      return g_strdup_printf (_("Keep both blocks of “%s”"), name);
    case STINT_CONFLICT_BOTH_JOIN:
    case STINT_CONFLICT_BOTH_NONE:
    default:
      return g_strdup_printf (_("Keep both versions of “%s”"), name);
    }
}

static char *
make_label (StintConflictItem  *item,
            StintConflictChoice choice)
{
  g_autofree char *name = stint_command_shorten (stint_conflict_item_get_title (item));

  if (choice == STINT_CONFLICT_SWAP)
    return label_swap (item, name);
  return choice == STINT_CONFLICT_BOTH ? label_both (item, name) : label_keep (item, name);
}

static void
add_swap (StintEdit         *edit,
          StintConflictItem *item)
{
  StintRecord *subject = stint_conflict_item_get_subject (item);
  StintKind kind = stint_conflict_item_get_kind (item);
  const char *id = stint_record_get_id (subject);
  const char *member = stint_conflict_item_get_member (item);
  g_autoptr (GVariant) other = stint_conflict_item_dup_other (item);
  g_autoptr (GVariant) members = NULL;

  switch (stint_conflict_item_get_state (item))
    {
    case STINT_CONFLICT_RESCUED:
      stint_edit_delete (edit, kind, id);
      break;

    case STINT_CONFLICT_DELETED:
      members = stint_members_with (stint_record_get_data (subject), member, other != NULL ? other : stint_members_unset_value ());
      stint_edit_revive (edit, kind, id, members);
      break;

    case STINT_CONFLICT_OPEN:
    case STINT_CONFLICT_SAME:
    case STINT_CONFLICT_GONE:
    default:
      stint_edit_set (edit, kind, id, member, other);
      break;
    }
}

/* The same block again at the other time, without what ties it to a file. */
static void
add_other_block (StintEdit         *edit,
                 StintWorkspace    *workspace,
                 StintConflictItem *item)
{
  g_autoptr (GVariant) other = stint_conflict_item_dup_other (item);
  g_autofree char *id = stint_workspace_dup_new_id (workspace);
  GVariantDict members;

  g_variant_dict_init (&members, stint_record_get_data (stint_conflict_item_get_subject (item)));
  g_variant_dict_remove (&members, STINT_BLOCK_UID);
  g_variant_dict_insert_value (&members, STINT_BLOCK_WHEN, other);
  stint_edit_create (edit, STINT_KIND_BLOCK, id, g_variant_dict_end (&members));
}

static void
add_both (StintEdit         *edit,
          StintWorkspace    *workspace,
          StintConflictItem *item)
{
  StintRecord *subject = stint_conflict_item_get_subject (item);
  const char *member = stint_conflict_item_get_member (item);
  g_autoptr (GVariant) other = stint_conflict_item_dup_other (item);
  g_autoptr (GVariant) joined = stint_conflict_item_dup_joined (item);

  switch (stint_conflict_item_get_both (item))
    {
    case STINT_CONFLICT_BOTH_TASKS:
      stint_command_add_copy (edit, workspace, subject, member, other);
      break;

    case STINT_CONFLICT_BOTH_BLOCKS:
      add_other_block (edit, workspace, item);
      break;

    case STINT_CONFLICT_BOTH_JOIN:
    case STINT_CONFLICT_BOTH_NONE:
    default:
      stint_edit_set (edit, stint_conflict_item_get_kind (item), stint_record_get_id (subject), member, joined);
      break;
    }
}

gboolean
stint_conflict_item_offers (StintConflictItem  *self,
                            StintConflictChoice choice)
{
  if (choice == STINT_CONFLICT_SWAP)
    return stint_conflict_item_can_swap (self);
  return choice == STINT_CONFLICT_KEEP || stint_conflict_item_get_both (self) != STINT_CONFLICT_BOTH_NONE;
}

/**
 * stint_command_settle_conflict:
 *
 * What the choice does to the record, and the entry gone from the inbox: one step.
 *
 * Returns: (transfer full) (nullable): %NULL if the choice is not offered
 */
StintEdit *
stint_command_settle_conflict (StintWorkspace     *workspace,
                               StintConflictItem  *item,
                               StintConflictChoice choice)
{
  g_autofree char *label = make_label (item, choice);
  StintEdit *edit;

  if (!stint_conflict_item_offers (item, choice))
    return NULL;

  edit = stint_edit_new (label);
  if (choice == STINT_CONFLICT_SWAP)
    add_swap (edit, item);
  else if (choice == STINT_CONFLICT_BOTH)
    add_both (edit, workspace, item);
  stint_edit_delete (edit, STINT_KIND_CONFLICT, stint_conflict_item_get_id (item));
  return edit;
}

/**
 * stint_command_keep_all_conflicts:
 * @items: of StintConflictItem
 *
 * Returns: (transfer full) (nullable): %NULL if there is none
 */
StintEdit *
stint_command_keep_all_conflicts (GListModel *items)
{
  guint n_items = g_list_model_get_n_items (items);
  StintEdit *edit;

  if (n_items == 0)
    return NULL;
  edit = stint_edit_new (_("Keep everything as it is"));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (StintConflictItem) item = g_list_model_get_item (items, i);

      stint_edit_delete (edit, STINT_KIND_CONFLICT, stint_conflict_item_get_id (item));
    }
  return edit;
}
