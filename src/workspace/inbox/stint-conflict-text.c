/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/inbox/stint-conflict-text.h"

#include "stint-config.h"
#include "core/stint-block.h"
#include "core/stint-zone.h"
#include "workspace/stint-format.h"
#include "workspace/stint-member-names.h"

#include <glib/gi18n-lib.h>

/* Returns: (transfer full): what people call the record that it is about */
char *
stint_conflict_describe_title (StintConflictItem *item)
{
  const char *title = stint_conflict_item_get_title (item);

  return g_strdup (title != NULL && *title != '\0' ? title : _("Untitled"));
}

/* Returns: (transfer full): the name of the field, as a heading */
char *
stint_conflict_describe_field (StintConflictItem *item)
{
  const char *member = stint_conflict_item_get_member (item);
  StintKind kind = stint_conflict_item_get_kind (item);

  if (member == NULL)
    return g_strdup (kind == STINT_KIND_BLOCK ? _("A block, deleted or kept") : _("Deleted or kept"));
  return g_strdup (stint_member_get_name (kind, member));
}

static const char *
get_reason_kept (StintConflictItem *item)
{
  if (stint_conflict_item_get_by (item) == NULL)
    return _("It was deleted, but something that belongs to it lives on. So it was brought back.");
  if (stint_conflict_item_is_by_here (item))
    return _("It was deleted on this device and changed on another. It was kept.");
  return _("It was deleted on another device, and changed elsewhere before that was known. It was kept.");
}

/* Returns: (transfer full): why it is in the inbox, and what has become of it since */
char *
stint_conflict_describe_reason (StintConflictItem *item)
{
  switch (stint_conflict_item_get_state (item))
    {
    case STINT_CONFLICT_RESCUED:
      return g_strdup (get_reason_kept (item));
    case STINT_CONFLICT_SAME:
      return g_strdup (_("It is as in the other version by now: nothing is left to choose."));
    case STINT_CONFLICT_DELETED:
      return g_strdup (_("It was deleted since."));
    case STINT_CONFLICT_GONE:
      return g_strdup (_("It was deleted since, and there is nothing left to choose."));
    case STINT_CONFLICT_OPEN:
    default:
      break;
    }
  if (stint_conflict_item_is_changed_since (item))
    return g_strdup (_("It was changed on two devices at once, and once more since."));
  if (stint_conflict_item_is_united (item))
    return g_strdup (_("Two devices had different lists, and both are in it now."));
  return g_strdup (_("It was changed on two devices at once. The later change was kept."));
}

/* Of a block its time: a task may have many. */
static char *
describe_kept (StintConflictItem *item,
               StintClock        *clock)
{
  g_autoptr (GVariant) when = stint_record_dup_member (stint_conflict_item_get_subject (item), STINT_BLOCK_WHEN);
  g_autofree char *time = NULL;

  if (stint_conflict_item_get_kind (item) != STINT_KIND_BLOCK || when == NULL)
    return g_strdup (_("Kept"));
  time = stint_conflict_describe_when (item, when, clock);
  /* Translators: a block that was kept, and its time: “Kept: Tomorrow, 14:30–16:00” */
  return g_strdup_printf (_("Kept: %s"), time);
}

/* Returns: (transfer full): the value that the record has */
char *
stint_conflict_describe_current (StintConflictItem *item,
                                 StintClock        *clock)
{
  StintRecord *subject = stint_conflict_item_get_subject (item);
  g_autoptr (GVariant) current = NULL;

  if (subject == NULL || stint_record_is_deleted (subject))
    return g_strdup (_("Deleted"));
  if (stint_conflict_item_get_member (item) == NULL)
    return describe_kept (item, clock);
  current = stint_conflict_item_dup_current (item);
  return stint_conflict_describe_value (item, current, clock);
}

/* Returns: (transfer full): the value that was not kept */
char *
stint_conflict_describe_other (StintConflictItem *item,
                               StintClock        *clock)
{
  g_autoptr (GVariant) other = NULL;

  if (stint_conflict_item_get_member (item) == NULL)
    return g_strdup (stint_conflict_item_get_by (item) != NULL || stint_conflict_item_can_swap (item) ? _("Deleted") : _("Nothing"));
  other = stint_conflict_item_dup_other (item);
  return stint_conflict_describe_value (item, other, clock);
}

static char *
describe_moment (gint64      unix_ms,
                 StintClock *clock)
{
  const char *zone = stint_clock_get_zone (clock);
  StintTime time = stint_time_floating (stint_zone_to_local (zone, unix_ms / 1000));

  return stint_format_stint_time (&time, zone, stint_clock_get_today (clock));
}

char *
stint_conflict_describe_current_edit (StintConflictItem *item,
                                      StintClock        *clock)
{
  StintRecord *subject = stint_conflict_item_get_subject (item);
  const char *member = stint_conflict_item_get_member (item);
  gint64 at_ms = 0;

  if (subject == NULL || stint_record_is_deleted (subject) || member == NULL)
    return g_strdup ("");
  g_variant_lookup (stint_record_get_at (subject), member, "x", &at_ms);
  return at_ms > 0 ? describe_moment (at_ms, clock) : g_strdup ("");
}

char *
stint_conflict_describe_other_edit (StintConflictItem *item,
                                    StintClock        *clock)
{
  gint64 at_ms = stint_conflict_item_get_at_ms (item);
  g_autofree char *moment = at_ms > 0 ? describe_moment (at_ms, clock) : NULL;

  if (stint_conflict_item_get_by (item) == NULL)
    return moment != NULL ? g_steal_pointer (&moment) : g_strdup ("");
  if (moment == NULL)
    return g_strdup (stint_conflict_item_is_by_here (item) ? _("This device") : _("Another device"));
  if (stint_conflict_item_is_by_here (item))
    /* Translators: who changed something, and when: “This device · Yesterday 14:30” */
    return g_strdup_printf (_("This device · %s"), moment);
  /* Translators: who changed something, and when: “Another device · Yesterday 14:30” */
  return g_strdup_printf (_("Another device · %s"), moment);
}

static const char *
get_words_keep (StintConflictItem *item)
{
  switch (stint_conflict_item_get_state (item))
    {
    case STINT_CONFLICT_DELETED:
      return _("_Leave Deleted");
    case STINT_CONFLICT_SAME:
    case STINT_CONFLICT_GONE:
      return _("_Dismiss");
    case STINT_CONFLICT_RESCUED:
    case STINT_CONFLICT_OPEN:
    default:
      return _("_Keep");
    }
}

static const char *
get_words_swap (StintConflictItem *item)
{
  switch (stint_conflict_item_get_state (item))
    {
    case STINT_CONFLICT_RESCUED:
      return _("_Delete It Again");
    case STINT_CONFLICT_DELETED:
      return _("Bring _Back with This");
    case STINT_CONFLICT_OPEN:
    case STINT_CONFLICT_SAME:
    case STINT_CONFLICT_GONE:
    default:
      return _("_Use the Other");
    }
}

static const char *
get_words_both (StintConflictItem *item)
{
  switch (stint_conflict_item_get_both (item))
    {
    case STINT_CONFLICT_BOTH_TASKS:
      return _("_Make Two Tasks");
    case STINT_CONFLICT_BOTH_BLOCKS:
      return _("Keep Both _Blocks");
    case STINT_CONFLICT_BOTH_JOIN:
    case STINT_CONFLICT_BOTH_NONE:
    default:
      return _("Keep B_oth");
    }
}

/* Returns: (transfer full): what the button of a choice says, with its mnemonic */
char *
stint_conflict_describe_choice (StintConflictItem  *item,
                                StintConflictChoice choice)
{
  if (choice == STINT_CONFLICT_SWAP)
    return g_strdup (get_words_swap (item));
  return g_strdup (choice == STINT_CONFLICT_BOTH ? get_words_both (item) : get_words_keep (item));
}
