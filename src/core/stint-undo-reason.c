/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "core/stint-undo-reason.h"

#include "stint-config.h"
#include "core/stint-block.h"
#include "core/stint-project.h"
#include "core/stint-task.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  StintKind   kind;
  const char *member;
  const char *sentence;
} MemberSentence;

/* Whole sentences, so that each language can order its own. “%s” is the title of the task or the name of the project. */
static const MemberSentence member_sentences[] = {
  { STINT_KIND_TASK, STINT_TASK_TITLE, N_("The title of “%s” was changed since; it was left as it is.") },
  { STINT_KIND_TASK, STINT_TASK_NOTES, N_("The notes of “%s” were changed since; they were left as they are.") },
  { STINT_KIND_TASK, STINT_TASK_PROJECT, N_("The project of “%s” was changed since; it was left as it is.") },
  { STINT_KIND_TASK, STINT_TASK_PARENT, N_("The parent task of “%s” was changed since; it was left as it is.") },
  { STINT_KIND_TASK, STINT_TASK_TAGS, N_("The tags of “%s” were changed since; they were left as they are.") },
  { STINT_KIND_TASK, STINT_TASK_BLOCKERS, N_("What “%s” waits for was changed since; it was left as it is.") },
  { STINT_KIND_TASK, STINT_TASK_PRIORITY, N_("The priority of “%s” was changed since; it was left as it is.") },
  { STINT_KIND_TASK, STINT_TASK_ESTIMATE, N_("The estimate of “%s” was changed since; it was left as it is.") },
  { STINT_KIND_TASK, STINT_TASK_DEADLINE, N_("The deadline of “%s” was changed since; it was left as it is.") },
  { STINT_KIND_TASK, STINT_TASK_EARLIEST, N_("The earliest start of “%s” was changed since; it was left as it is.") },
  { STINT_KIND_TASK, STINT_TASK_REPEAT, N_("The repetition of “%s” was changed since; it was left as it is.") },
  { STINT_KIND_TASK, STINT_TASK_SKIPPED, N_("The skipped dates of “%s” were changed since; they were left as they are.") },
  { STINT_KIND_TASK, STINT_TASK_REMINDERS, N_("The reminders of “%s” were changed since; they were left as they are.") },
  { STINT_KIND_TASK, STINT_TASK_DONE, N_("Whether “%s” is done was changed since; it was left as it is.") },
  { STINT_KIND_BLOCK, STINT_BLOCK_TASK, N_("A block of “%s” was given to another task since; it was left as it is.") },
  { STINT_KIND_BLOCK, STINT_BLOCK_WHEN, N_("A block of “%s” was moved since; it was left as it is.") },
  { STINT_KIND_BLOCK, STINT_BLOCK_PINNED, N_("A block of “%s” was pinned or released since; it was left as it is.") },
  { STINT_KIND_BLOCK, STINT_BLOCK_DONE, N_("Whether a block of “%s” is done was changed since; it was left as it is.") },
  { STINT_KIND_PROJECT, STINT_PROJECT_NAME, N_("The name of the project “%s” was changed since; it was left as it is.") },
  { STINT_KIND_PROJECT, STINT_PROJECT_COLOR, N_("The colour of the project “%s” was changed since; it was left as it is.") },
  { STINT_KIND_PROJECT, STINT_PROJECT_ARCHIVED,
    N_("Whether the project “%s” is archived was changed since; it was left as it is.") },
  { STINT_KIND_SETTING, STINT_SETTING_VALUE, N_("The setting “%s” was changed since; it was left as it is.") },
};

static const char *const record_sentences[STINT_N_UNDO_REASONS] = {
  [STINT_UNDO_CHANGED_SINCE] = N_("“%s” was changed since; it was left as it is."),
  [STINT_UNDO_DELETED_SINCE] = N_("“%s” was deleted since; it was left deleted."),
  [STINT_UNDO_LIVES_AGAIN] = N_("“%s” was brought back since; it was left as it is."),
  [STINT_UNDO_HAS_OWNED] = N_("“%s” was given blocks or exceptions since; it was left as it is."),
};

static const char *const block_sentences[STINT_N_UNDO_REASONS] = {
  [STINT_UNDO_CHANGED_SINCE] = N_("A block of “%s” was changed since; it was left as it is."),
  [STINT_UNDO_DELETED_SINCE] = N_("A block of “%s” was deleted since; it was left deleted."),
  [STINT_UNDO_LIVES_AGAIN] = N_("A block of “%s” was brought back since; it was left as it is."),
  [STINT_UNDO_HAS_OWNED] = N_("A block of “%s” was changed since; it was left as it is."),
};

static const char *const conflict_sentences[STINT_N_UNDO_REASONS] = {
  [STINT_UNDO_CHANGED_SINCE] = N_("The conflict about “%s” was changed since; it was left as it is."),
  [STINT_UNDO_DELETED_SINCE] = N_("The conflict about “%s” was resolved since; it was left resolved."),
  [STINT_UNDO_LIVES_AGAIN] = N_("The conflict about “%s” was brought back since; it was left as it is."),
  [STINT_UNDO_HAS_OWNED] = N_("The conflict about “%s” was changed since; it was left as it is."),
};

/* Returns: (transfer full) (nullable): a text member as it is now, else as it was before or after the change */
static char *
dup_text (const StintDelta *delta,
          StintRecord      *record,
          const char       *member)
{
  char *text = NULL;

  if (record != NULL && g_variant_lookup (stint_record_get_data (record), member, "s", &text))
    return text;
  if (delta->before != NULL && g_variant_lookup (delta->before, member, "s", &text))
    return text;
  if (delta->after != NULL)
    g_variant_lookup (delta->after, member, "s", &text);

  return text;
}

/* Returns: (transfer full) (nullable): what people call the record */
static char *
dup_name_of (StintRecord *record)
{
  const char *member = stint_record_get_kind (record) == STINT_KIND_TASK ? STINT_TASK_TITLE : STINT_PROJECT_NAME;

  return g_strdup (stint_record_get_string (record, member));
}

/* Returns: (transfer full) (nullable): the name of the record that this one is about */
static char *
dup_name_of_other (const StintDelta *delta,
                   StintRecord      *record,
                   StintLookup       lookup,
                   gpointer          user_data)
{
  gboolean is_block = delta->kind == STINT_KIND_BLOCK;
  g_autofree char *kind_name = is_block ? NULL : dup_text (delta, record, "kind");
  g_autofree char *id = dup_text (delta, record, is_block ? STINT_BLOCK_TASK : "id");
  g_autoptr (StintRecord) other = NULL;
  StintKind kind = STINT_KIND_TASK;

  if (id == NULL || (kind_name != NULL && !stint_kind_from_string (kind_name, &kind)))
    return NULL;

  other = lookup (kind, id, user_data);
  return other != NULL ? dup_name_of (other) : NULL;
}

/**
 * stint_undo_dup_name:
 * @record: (nullable): as it is now
 *
 * Returns: (transfer full): what people call the record; of a block its task's title
 */
char *
stint_undo_dup_name (const StintDelta *delta,
                     StintRecord      *record,
                     StintLookup       lookup,
                     gpointer          user_data)
{
  g_autofree char *name = NULL;

  if (delta->kind == STINT_KIND_BLOCK || delta->kind == STINT_KIND_CONFLICT)
    name = dup_name_of_other (delta, record, lookup, user_data);
  else
    name = dup_text (delta, record, delta->kind == STINT_KIND_TASK ? STINT_TASK_TITLE : STINT_PROJECT_NAME);

  return name != NULL ? g_steal_pointer (&name) : g_strdup (_("Untitled"));
}

/* The sentences are our own table's, so the format is known. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

/* Returns: (transfer full): why the record as a whole was left */
char *
stint_undo_explain (StintKind       kind,
                    StintUndoReason reason,
                    const char     *name)
{
  const char *const *sentences = kind == STINT_KIND_BLOCK ? block_sentences
                                 : kind == STINT_KIND_CONFLICT ? conflict_sentences
                                 : record_sentences;

  g_return_val_if_fail (reason < STINT_N_UNDO_REASONS, NULL);

  return g_strdup_printf (_(sentences[reason]), name);
}

/* Returns: (transfer full): why one member of it was left */
char *
stint_undo_explain_member (StintKind   kind,
                           const char *member,
                           const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (member_sentences); i++)
    if (member_sentences[i].kind == kind && strcmp (member_sentences[i].member, member) == 0)
      return g_strdup_printf (_(member_sentences[i].sentence), name);

  /* Translators: the first is the name of a field, as in “x-place” of “Write report” */
  return g_strdup_printf (_("“%s” of “%s” was changed since; it was left as it is."), member, name);
}

#pragma GCC diagnostic pop

/* Returns: (transfer full): the sentence, and where the value is that a merge has replaced */
char *
stint_undo_point_to_inbox (const char *sentence)
{
  /* Translators: %s is a whole sentence such as “The title of “Report” was changed since; it was left as it is.” */
  return g_strdup_printf (_("%s Your version is kept among the conflicts."), sentence);
}
