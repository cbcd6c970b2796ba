/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-import-task.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-repeat.h"
#include "core/stint-schema.h"
#include "interchange/stint-import-text.h"
#include "planning/stint-recurrence-rule.h"

#define NAME_MAX_CHARS 80
#define TAG_MAX_CHARS 100

/**
 * stint_import_task_init:
 * @kept: the member for what only its program understands: a constant
 */
void
stint_import_task_init (StintImportTask *self,
                        StintImportSink *sink,
                        const char      *kept,
                        const char      *id,
                        guint            line)
{
  *self = (StintImportTask) { .sink = sink, .kept = kept, .line = line, .name = g_strdup (""), .id = g_strdup (id) };
  g_variant_dict_init (&self->members, NULL);
  g_variant_dict_init (&self->others, NULL);
  self->notes = g_string_new (NULL);
  self->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->blockers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
stint_import_task_clear (StintImportTask *self)
{
  if (self->sink == NULL)
    return;
  g_free (self->name);
  g_free (self->id);
  g_variant_dict_clear (&self->members);
  g_variant_dict_clear (&self->others);
  g_string_free (self->notes, TRUE);
  g_hash_table_unref (self->tags);
  g_hash_table_unref (self->blockers);
  *self = (StintImportTask) { 0 };
}

/* Says that a part of it did not come in as it was. */
void
stint_import_task_note (StintImportTask *self,
                        const char      *reason)
{
  stint_import_sink_note (self->sink, self->line, self->name, reason);
}

/* A title that is none becomes "Untitled"; one that is too long goes into the notes as a whole. */
void
stint_import_task_set_title (StintImportTask *self,
                             const char      *title)
{
  gboolean cut = FALSE;
  g_autofree char *line = stint_import_text_dup_line (title, STINT_TITLE_MAX_CHARS, &cut);

  g_free (self->name);
  self->name = stint_import_text_dup_line (line, NAME_MAX_CHARS, NULL);
  g_variant_dict_insert (&self->members, STINT_TASK_TITLE, "s", line[0] != '\0' ? line : _("Untitled"));
  if (!cut)
    return;
  stint_import_task_add_notes (self, title);
  stint_import_task_note (self, _("Its title is too long; all of it is in the notes"));
}

/* Appends a paragraph to the notes. */
void
stint_import_task_add_notes (StintImportTask *self,
                             const char      *text)
{
  if (text == NULL || text[0] == '\0')
    return;
  if (self->notes->len > 0)
    g_string_append (self->notes, "\n\n");
  g_string_append (self->notes, text);
}

void
stint_import_task_add_tag (StintImportTask *self,
                           const char      *tag)
{
  g_autofree char *line = stint_import_text_dup_line (tag, TAG_MAX_CHARS, NULL);

  if (line[0] != '\0')
    g_hash_table_add (self->tags, g_steal_pointer (&line));
}

void
stint_import_task_add_blocker (StintImportTask *self,
                               const char      *id)
{
  g_hash_table_add (self->blockers, g_strdup (id));
}

void
stint_import_task_set_time (StintImportTask *self,
                            const char      *member,
                            const StintTime *time)
{
  g_variant_dict_insert_value (&self->members, member, stint_time_to_variant (time));
}

/* @minutes: what is no estimate, or too large for one, is left out. */
void
stint_import_task_set_estimate (StintImportTask *self,
                                gint64           minutes)
{
  if (minutes > STINT_ESTIMATE_MAX_MIN)
    stint_import_task_note (self, _("Its estimate is longer than a year and was left out"));
  else if (minutes > 0)
    g_variant_dict_insert (&self->members, STINT_TASK_ESTIMATE, "x", minutes);
}

void
stint_import_task_set_done (StintImportTask *self,
                            gint64           unix_s)
{
  g_autofree char *at = stint_instant_to_string (unix_s);

  g_variant_dict_insert_value (&self->members, STINT_TASK_DONE, g_variant_new_parsed ("{'at': <%s>}", at));
}

/**
 * stint_import_task_set_repeat:
 * @start: its first occurrence
 * @minutes: of each on the grid, 0 if it is a deadline each time
 */
void
stint_import_task_set_repeat (StintImportTask *self,
                              const char      *rule,
                              const StintTime *start,
                              gint64           minutes,
                              gboolean         from_done)
{
  g_autoptr (StintRepeat) repeat = stint_repeat_new (rule, start, (int) CLAMP (minutes, 0, STINT_BLOCK_MAX_S / 60), from_done);

  g_autoptr (StintRecurrenceRule) parsed = stint_recurrence_rule_parse (rule, NULL);

  g_variant_dict_insert_value (&self->members, STINT_TASK_REPEAT, stint_repeat_to_variant (repeat, NULL));
  if (parsed == NULL)
    stint_import_task_note (self, _("Its rule is kept, but Stint cannot work it out: it is shown once"));
}

/**
 * stint_import_task_keep:
 * @value: (transfer floating or none): of any type that a record may hold
 *
 * Keeps what Stint has no words for.
 */
void
stint_import_task_keep (StintImportTask *self,
                        const char      *name,
                        GVariant        *value)
{
  g_variant_dict_insert_value (&self->others, name, value);
  self->has_others = TRUE;
}

static void
insert_set (StintImportTask *self,
            const char      *member,
            GHashTable      *elements,
            const char      *reason)
{
  g_autoptr (GList) sorted = NULL;
  GVariantBuilder builder;
  guint n = 0;

  if (g_hash_table_size (elements) == 0)
    return;
  sorted = g_list_sort (g_hash_table_get_keys (elements), (GCompareFunc) strcmp);
  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (GList *l = sorted; l != NULL && n < STINT_SET_MAX_ELEMENTS; l = l->next, n++)
    g_variant_builder_add (&builder, "s", l->data);
  g_variant_dict_insert_value (&self->members, member, g_variant_builder_end (&builder));
  if (g_hash_table_size (elements) > STINT_SET_MAX_ELEMENTS)
    stint_import_task_note (self, reason);
}

/* A set of texts that are checked already; it is sorted, and may be empty. */
void
stint_import_task_set_texts (StintImportTask *self,
                             const char      *member,
                             GPtrArray       *texts)
{
  g_autoptr (GHashTable) elements = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < texts->len; i++)
    g_hash_table_add (elements, g_ptr_array_index (texts, i));
  insert_set (self, member, elements, "");
}

/**
 * stint_import_task_finish:
 *
 * Hands it over.
 *
 * Returns: %FALSE, with the reason in the summary, if it cannot be a task
 */
gboolean
stint_import_task_finish (StintImportTask *self)
{
  g_autoptr (GVariant) members = NULL;

  if (self->notes->len > 0)
    {
      gboolean cut = FALSE;
      g_autofree char *notes = stint_import_text_dup (self->notes->str, STINT_MEMBER_MAX_BYTES, &cut);

      g_variant_dict_insert (&self->members, STINT_TASK_NOTES, "s", notes);
      if (cut)
        stint_import_task_note (self, _("Its notes are longer than fits and were cut"));
    }
  insert_set (self, STINT_TASK_TAGS, self->tags, _("It has more than a hundred tags; the others were left out"));
  insert_set (self, STINT_TASK_BLOCKERS, self->blockers, _("It waits for more than a hundred tasks; the others were left out"));
  if (self->has_others)
    {
      g_autoptr (GVariant) others = stint_members_sort (g_variant_dict_end (&self->others));

      g_variant_dict_insert_value (&self->members, self->kept, others);
    }

  members = stint_import_sink_fit (self->sink, STINT_KIND_TASK, &self->members, self->kept, self->line, self->name);
  if (members == NULL)
    return FALSE;
  stint_import_sink_push (self->sink, STINT_KIND_TASK, self->id, members);
  return TRUE;
}

/**
 * stint_import_task_finish_block:
 * @minutes: its length; too long ones are cut to what a block may have
 *
 * As stint_import_task_finish(), and the task has a block.
 */
gboolean
stint_import_task_finish_block (StintImportTask *self,
                                const StintTime *start,
                                gint64           minutes,
                                gboolean         done)
{
  g_auto (GVariantDict) block = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *id = stint_id_derive ("task-block", self->id);
  g_autoptr (GVariant) at = g_variant_dict_lookup_value (&self->members, STINT_TASK_DONE, NULL);
  g_autoptr (GVariant) members = NULL;
  StintWhen when = stint_when_new (start, (int) CLAMP (minutes, 1, STINT_BLOCK_MAX_S / 60));

  if (!stint_import_task_finish (self))
    return FALSE;
  if (done && at != NULL)
    g_variant_dict_insert_value (&block, STINT_BLOCK_DONE, at);
  g_variant_dict_insert (&block, STINT_BLOCK_PINNED, "b", TRUE);
  g_variant_dict_insert (&block, STINT_BLOCK_TASK, "s", self->id);
  g_variant_dict_insert_value (&block, STINT_BLOCK_WHEN, stint_when_to_variant (&when));
  members = stint_import_sink_fit (self->sink, STINT_KIND_BLOCK, &block, NULL, self->line, self->name);
  if (members != NULL)
    stint_import_sink_push (self->sink, STINT_KIND_BLOCK, id, members);
  return TRUE;
}

/* Says how many were left out because they were deleted; nothing if there are none. */
void
stint_import_note_deleted (StintImportSink *sink,
                           guint            n_deleted)
{
  g_autofree char *reason = NULL;

  if (n_deleted == 0)
    return;
  reason = g_strdup_printf (ngettext ("%u task was deleted and left out", "%u tasks were deleted and left out", n_deleted), n_deleted);
  stint_import_sink_note (sink, 0, "", reason);
}

/**
 * stint_import_add_project:
 * @seen: ids of the projects that were added already
 * @given: (nullable): its id, if the file says it
 *
 * The project of that name, as every file has it.
 *
 * Returns: (transfer full) (nullable): its id; %NULL if that is no name
 */
char *
stint_import_add_project (StintImportSink *sink,
                          GHashTable      *seen,
                          const char      *given,
                          const char      *name)
{
  g_autofree char *line = stint_import_text_dup_line (name, STINT_TITLE_MAX_CHARS, NULL);
  char *id;

  if (line[0] == '\0')
    return NULL;
  id = given != NULL ? g_strdup (given) : stint_id_derive ("project", line);
  if (g_hash_table_add (seen, g_strdup (id)))
    {
      g_autoptr (GVariant) members = g_variant_ref_sink (g_variant_new_parsed ("{%s: <%s>}", STINT_PROJECT_NAME, line));

      stint_import_sink_push (sink, STINT_KIND_PROJECT, id, members);
    }
  return id;
}
