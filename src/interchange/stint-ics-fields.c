/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-mapper.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "interchange/stint-ics-lines.h"
#include "interchange/stint-import-text.h"

#define TAG_MAX_CHARS 100

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* A set is sorted; an empty one is none. */
void
stint_ics_insert_set (GVariantDict *task,
                      const char   *member,
                      GPtrArray    *texts)
{
  if (texts->len == 0)
    return;
  g_ptr_array_sort (texts, compare_texts);
  g_variant_dict_insert_value (task, member, g_variant_new_strv ((const char *const *) texts->pdata, texts->len));
}

static void
read_texts (StintIcsMapper          *self,
            const StintIcsComponent *component,
            GVariantDict            *task)
{
  g_autofree char *summary = stint_ics_component_dup_value (component, "SUMMARY");
  g_autofree char *description = stint_ics_component_dup_value (component, "DESCRIPTION");
  gboolean title_cut = FALSE, notes_cut = FALSE;
  g_autofree char *title = stint_import_text_dup_line (summary, STINT_TITLE_MAX_CHARS, &title_cut);
  g_autofree char *notes = stint_import_text_dup (description, STINT_MEMBER_MAX_BYTES, &notes_cut);

  g_variant_dict_insert_value (task, STINT_TASK_TITLE, g_variant_new_string (title[0] != '\0' ? title : _("Without a title")));
  if (notes[0] != '\0')
    g_variant_dict_insert_value (task, STINT_TASK_NOTES, g_variant_new_string (notes));
  if (title_cut)
    stint_ics_mapper_note_part (self, component, _("Its title was too long and was cut"));
  if (notes_cut)
    stint_ics_mapper_note_part (self, component, _("Its notes were too long and were cut"));
}

static void
read_priority (const StintIcsComponent *component,
               GVariantDict            *task)
{
  const char *value = stint_ics_component_find_value (component, "PRIORITY");
  gint64 priority = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;

  if (priority >= 1 && priority <= 9)
    g_variant_dict_insert (task, STINT_TASK_PRIORITY, "x", priority);
}

/* Splits "a,b\,c" at the commas that nothing escapes. */
static void
add_tags (GPtrArray  *tags,
          const char *value)
{
  for (const char *start = value, *p = value;; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == ',' || *p == '\0')
        {
          g_autofree char *escaped = g_strndup (start, p - start);
          g_autofree char *text = stint_ics_text_unescape (escaped);
          g_autofree char *tag = stint_import_text_dup_line (text, TAG_MAX_CHARS, NULL);

          if (tag[0] != '\0' && tags->len < STINT_SET_MAX_ELEMENTS && !g_ptr_array_find_with_equal_func (tags, tag, g_str_equal, NULL))
            g_ptr_array_add (tags, g_steal_pointer (&tag));
          if (*p == '\0')
            return;
          start = p + 1;
        }
    }
}

static void
read_tags (const StintIcsComponent *component,
           GVariantDict            *task)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < component->lines->len; i++)
    {
      const char *line = g_ptr_array_index (component->lines, i);
      const char *value = stint_ics_line_get_value (line);

      if (value != NULL && stint_ics_line_has_name (line, "CATEGORIES"))
        add_tags (tags, value);
    }
  stint_ics_insert_set (task, STINT_TASK_TAGS, tags);
}

/* Stint writes each task's own project, with its id and colour; other programs name the calendar. */
static void
read_project (StintIcsMapper          *self,
              const StintIcsComponent *component,
              GVariantDict            *task)
{
  const char *line = stint_ics_component_find_line (component, "X-STINT-PROJECT");
  g_autofree char *name = stint_ics_component_dup_value (component, "X-STINT-PROJECT");
  g_autofree char *title = stint_import_text_dup_line (name, STINT_TITLE_MAX_CHARS, NULL);
  g_autofree char *id = line != NULL ? stint_ics_line_dup_parameter (line, "X-STINT-ID") : NULL;
  g_autofree char *color = line != NULL ? stint_ics_line_dup_parameter (line, "X-STINT-COLOR") : NULL;

  if (!stint_id_is_valid (id) || title[0] == '\0')
    {
      if (self->project != NULL)
        g_variant_dict_insert_value (task, STINT_TASK_PROJECT, g_variant_new_string (self->project));
      return;
    }

  if (g_hash_table_add (self->projects, g_strdup (id)))
    {
      g_auto (GVariantDict) project = G_VARIANT_DICT_INIT (NULL);
      g_autoptr (GVariant) members = NULL;

      g_variant_dict_insert_value (&project, STINT_PROJECT_NAME, g_variant_new_string (title));
      if (color != NULL)
        g_variant_dict_insert_value (&project, STINT_PROJECT_COLOR, g_variant_new_string (color));
      members = stint_ics_mapper_fit (self, component, STINT_KIND_PROJECT, &project);
      if (members != NULL)
        stint_import_sink_push (self->sink, STINT_KIND_PROJECT, id, members);
    }
  g_variant_dict_insert_value (task, STINT_TASK_PROJECT, g_variant_new_string (id));
}

/**
 * stint_ics_mapper_read_fields:
 *
 * Reads what tasks and events have alike.
 */
void
stint_ics_mapper_read_fields (StintIcsMapper          *self,
                              const StintIcsComponent *component,
                              GVariantDict            *task)
{
  read_texts (self, component, task);
  read_priority (component, task);
  read_tags (component, task);
  read_project (self, component, task);
  stint_ics_mapper_read_kept (self, component, task);
}

/**
 * stint_ics_mapper_read_own:
 * @property: X-STINT-MEMBERS or its like
 *
 * Reads the members that iCalendar has no words for: Stint writes them as JSON (stint-export.h). A null says that there is no such
 * member, whatever the other properties say.
 */
void
stint_ics_mapper_read_own (StintIcsMapper          *self,
                           const StintIcsComponent *component,
                           const char              *property,
                           GVariantDict            *members)
{
  const char *line = stint_ics_component_find_line (component, property);
  g_autoptr (GVariant) own = line != NULL ? stint_ics_line_parse_object (line) : NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (own == NULL)
    {
      if (line != NULL)
        stint_ics_mapper_note_part (self, component, _("What Stint itself had written into it is damaged and was left out"));
      return;
    }

  g_variant_iter_init (&iter, own);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      if (g_variant_is_of_type (value, G_VARIANT_TYPE ("mv")))
        g_variant_dict_remove (members, name);
      else
        g_variant_dict_insert_value (members, name, value);
    }
}
