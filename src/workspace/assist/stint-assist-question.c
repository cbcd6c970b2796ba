/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/assist/stint-assist-question.h"

#include "stint-config.h"

#include "core/stint-project.h"
#include "core/stint-task.h"
#include "wire/stint-json.h"
#include "workspace/assist/stint-assist-error.h"
#include "workspace/stint-project-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So many names help; more are only sent away. */
#define MAX_NAMES 100
/* An answer could not name a longer one (core/stint-proposal.c). */
#define MAX_NAME_CHARS 64

struct _StintAssistQuestion
{
  gatomicrefcount ref_count;
  StintAssistKind kind;
  char           *payload;
  StintRecord    *task;
  GStrv           projects;
  GStrv           tags;
};

G_DEFINE_BOXED_TYPE (StintAssistQuestion, stint_assist_question, stint_assist_question_ref, stint_assist_question_unref)

StintAssistQuestion *
stint_assist_question_ref (StintAssistQuestion * self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
stint_assist_question_unref (StintAssistQuestion *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->payload);
  g_clear_pointer (&self->task, stint_record_unref);
  g_strfreev (self->projects);
  g_strfreev (self->tags);
  g_free (self);
}

/* The projects in use. */
static GStrv
list_projects (StintWorkspace *workspace)
{
  GListModel *items = stint_workspace_get_projects (workspace);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  guint n_names = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items) && n_names < MAX_NAMES; i++)
    {
      g_autoptr (StintProjectItem) item = g_list_model_get_item (items, i);

      if (stint_record_get_boolean (stint_project_item_get_record (item), STINT_PROJECT_ARCHIVED) ||
          g_utf8_strlen (stint_project_item_get_name (item), -1) > MAX_NAME_CHARS)
        continue;
      g_strv_builder_add (names, stint_project_item_get_name (item));
      n_names++;
    }
  return g_strv_builder_end (names);
}

static GStrv
cut_names (const char *const *names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; names != NULL && names[i] != NULL && i < MAX_NAMES; i++)
    g_strv_builder_add (builder, names[i]);
  return g_strv_builder_end (builder);
}

/* "de-DE" of "de_DE.UTF-8"; a language that is not known is English, as the program's texts are. */
static char *
dup_locale (void)
{
  const char *name = g_get_language_names ()[0];
  g_autofree char *locale = g_strndup (name, strcspn (name, ".@"));

  if (g_str_equal (locale, "C") || g_str_equal (locale, "POSIX") || locale[0] == '\0')
    return g_strdup ("en");
  return g_strdelimit (g_steal_pointer (&locale), "_", '-');
}

static void
add_time (GVariantBuilder *object,
          const char      *name,
          gboolean         has_time,
          const StintTime *time)
{
  if (has_time)
    g_variant_builder_add (object, "{sv}", name, g_variant_new_take_string (stint_time_to_string (time)));
}

static const char *
find_project_name (StintWorkspace *workspace,
                   const char     *id)
{
  GListModel *items = stint_workspace_get_projects (workspace);

  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (StintProjectItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (stint_project_item_get_id (item), id))
        return stint_project_item_get_name (item);
    }
  return NULL;
}

/* Returns: (transfer floating): what the assistant is told of the task that it breaks down */
static GVariant *
describe_task (StintWorkspace *workspace,
               StintRecord    *task)
{
  const char *notes = stint_task_get_notes (task);
  const char *project = find_project_name (workspace, stint_task_get_project (task));
  g_auto (GStrv) tags = stint_task_dup_tags (task);
  GVariantBuilder object;
  gboolean has_deadline, has_earliest;
  StintTime deadline, earliest;

  has_deadline = stint_task_get_deadline (task, &deadline);
  has_earliest = stint_task_get_earliest (task, &earliest);
  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&object, "{sv}", "title", g_variant_new_string (stint_task_get_title (task)));
  if (notes != NULL && notes[0] != '\0')
    g_variant_builder_add (&object, "{sv}", "notes", g_variant_new_string (notes));
  if (stint_task_get_estimate_min (task) > 0)
    g_variant_builder_add (&object, "{sv}", "estimate_min", g_variant_new_int64 (stint_task_get_estimate_min (task)));
  add_time (&object, "deadline", has_deadline, &deadline);
  add_time (&object, "earliest", has_earliest, &earliest);
  if (project != NULL)
    g_variant_builder_add (&object, "{sv}", "project", g_variant_new_string (project));
  if (tags[0] != NULL)
    g_variant_builder_add (&object, "{sv}", "tags", g_variant_new_strv ((const char *const *) tags, -1));
  return g_variant_builder_end (&object);
}

static char *
write_payload (StintAssistQuestion *self,
               const char          *text,
               StintWorkspace      *workspace)
{
  StintClock *clock = stint_workspace_get_clock (workspace);
  gint64 local_s = stint_clock_get_local_s (clock);
  StintTime now = stint_time_floating (local_s - local_s % 60);
  g_autoptr (GVariant) value = NULL;
  GVariantBuilder object;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&object, "{sv}", "kind", g_variant_new_string (stint_assist_kind_to_string (self->kind)));
  g_variant_builder_add (&object, "{sv}", "text", g_variant_new_string (text));
  if (self->task != NULL)
    g_variant_builder_add (&object, "{sv}", "task", describe_task (workspace, self->task));
  g_variant_builder_add (&object, "{sv}", "now", g_variant_new_take_string (stint_time_to_string (&now)));
  g_variant_builder_add (&object, "{sv}", "zone", g_variant_new_string (stint_clock_get_zone (clock)));
  g_variant_builder_add (&object, "{sv}", "locale", g_variant_new_take_string (dup_locale ()));
  g_variant_builder_add (&object, "{sv}", "projects", g_variant_new_strv ((const char *const *) self->projects, -1));
  g_variant_builder_add (&object, "{sv}", "tags", g_variant_new_strv ((const char *const *) self->tags, -1));
  value = g_variant_ref_sink (g_variant_builder_end (&object));
  return stint_json_to_pretty_string (value);
}

StintAssistQuestion *
stint_assist_question_new (StintAssistKind    kind,
                           const char        *text,
                           StintWorkspace    *workspace,
                           const char *const *tags,
                           StintRecord       *task,
                           GError           **error)
{
  g_autofree char *stripped = g_strstrip (g_utf8_make_valid (text, -1));
  StintAssistQuestion *self;

  if (stripped[0] == '\0' && task == NULL)
    {
      g_set_error_literal (error, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_EMPTY, _("There is nothing to send: write what is to be done."));
      return NULL;
    }
  if (strlen (stripped) > STINT_ASSIST_QUESTION_MAX_BYTES)
    {
      g_set_error (error, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_TOO_LONG,
                   _("The text is too long for the assistant, which reads at most %d KB at a time: take a part of it."),
                   STINT_ASSIST_QUESTION_MAX_BYTES / 1024);
      return NULL;
    }

  self = g_new0 (StintAssistQuestion, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->task = task != NULL ? stint_record_ref (task) : NULL;
  self->projects = list_projects (workspace);
  self->tags = cut_names (tags);
  self->payload = write_payload (self, stripped[0] != '\0' ? stripped : stint_task_get_title (task), workspace);
  return self;
}

StintAssistKind
stint_assist_question_get_kind (StintAssistQuestion *self)
{
  return self->kind;
}

const char *
stint_assist_question_get_payload (StintAssistQuestion *self)
{
  return self->payload;
}

StintRecord *
stint_assist_question_get_task (StintAssistQuestion *self)
{
  return self->task;
}

const char *const *
stint_assist_question_get_projects (StintAssistQuestion *self)
{
  return (const char *const *) self->projects;
}

const char *const *
stint_assist_question_get_tags (StintAssistQuestion *self)
{
  return (const char *const *) self->tags;
}
