/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-fields.h"

#include "cli/stint-cli-error.h"
#include "cli/stint-cli-series.h"
#include "cli/stint-cli-text.h"
#include "cli/stint-cli-time.h"
#include "core/stint-project.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "stint-config.h"
#include "workspace/stint-commands.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Longer chains of parents or blockers than this are taken for a circle. */
#define CHAIN_MAX 200

typedef struct
{
  StintCliSession   *session;
  StintCliArguments *arguments;
  StintEdit         *edit;
  StintRecord       *task;
} Target;

/**
 * ReadField:
 * @text: what stands behind the "=", not empty
 *
 * Returns: (transfer full), perhaps floating: the member's value, %NULL with @error if @text is not understood, %NULL without if nothing is left of it
 */
typedef GVariant *(*ReadField) (Target     *target,
                                const char *member,
                                const char *text,
                                GError    **error);

static GVariant *
read_text (Target     *target,
           const char *member,
           const char *text,
           GError    **error)
{
  return g_variant_new_string (text);
}

static GVariant *
read_project (Target     *target,
              const char *member,
              const char *text,
              GError    **error)
{
  const char *name = text[0] == '#' ? text + 1 : text;
  StintRecord *project = stint_cli_session_find_project (target->session, name);
  g_autofree char *id = NULL;
  GVariantBuilder members;
  guint n_projects;

  if (project != NULL)
    return g_variant_new_string (stint_record_get_id (project));

  id = stint_workspace_dup_new_id (target->session->workspace);
  n_projects = g_list_model_get_n_items (stint_workspace_get_projects (target->session->workspace));
  g_variant_builder_init (&members, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&members, "{sv}", STINT_PROJECT_COLOR, g_variant_new_string (stint_project_pick_color (n_projects)));
  g_variant_builder_add (&members, "{sv}", STINT_PROJECT_NAME, g_variant_new_string (name));
  stint_edit_create (target->edit, STINT_KIND_PROJECT, id, g_variant_builder_end (&members));
  return g_variant_new_string (id);
}

static GVariant *
read_priority (Target     *target,
               const char *member,
               const char *text,
               GError    **error)
{
  static const struct
  {
    const char *name;
    int         priority;
  } names[] = {
    { "none", STINT_PRIORITY_NONE }, { "low", STINT_PRIORITY_LOW }, { "medium", STINT_PRIORITY_MEDIUM }, { "high", STINT_PRIORITY_HIGH },
  };
  const char *word = text[0] == '!' ? text + 1 : text;
  g_autofree char *shown = NULL;
  gint64 number;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, word) == 0)
      return names[i].priority != STINT_PRIORITY_NONE ? g_variant_new_int64 (names[i].priority) : NULL;
  if (g_ascii_string_to_signed (word, 10, 0, 9, &number, NULL))
    return number != STINT_PRIORITY_NONE ? g_variant_new_int64 (number) : NULL;

  shown = stint_cli_text_quote (text);
  g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
               _("%s is no priority: none, low, medium, high, or 0 to 9 as in iCalendar"), shown);
  return NULL;
}

static GVariant *
read_estimate (Target     *target,
               const char *member,
               const char *text,
               GError    **error)
{
  int minutes;

  return stint_cli_parse_minutes (text, STINT_ESTIMATE_MAX_MIN, &minutes, error) ? g_variant_new_int64 (minutes) : NULL;
}

static GVariant *
read_time (Target     *target,
           const char *member,
           const char *text,
           GError    **error)
{
  StintTime time;

  if (!stint_cli_parse_time (text, target->session->zone, stint_clock_get_local_s (target->session->clock), &time, error))
    return NULL;
  return stint_time_to_variant (&time);
}

/* Takes "+a" or "-a" or "a" apart. Returns: whether the element is to be there */
static gboolean
split_sign (const char **element,
            gboolean    *is_relative)
{
  gboolean add = **element != '-';

  *is_relative = **element == '+' || **element == '-';
  if (*is_relative)
    (*element)++;
  return add;
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GVariant *
sort_set (GHashTable *set)
{
  g_autofree char **elements = (char **) g_hash_table_get_keys_as_array (set, NULL);
  guint n = g_hash_table_size (set);

  if (n == 0)
    return NULL;
  qsort (elements, n, sizeof *elements, compare_strings);
  return g_variant_new_strv ((const char *const *) elements, n);
}

/* Returns: (transfer full) (nullable): the element in its stored form */
typedef char *(*ReadElement) (Target     *target,
                              const char *text,
                              GError    **error);

/* Reads "a,b", which replaces the set, or "+a,-b", which changes it. */
static GVariant *
read_set (Target     *target,
          const char *member,
          const char *text,
          ReadElement read_element,
          GError    **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_auto (GStrv) before = stint_record_dup_strings (target->task, member);
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean was_replaced = FALSE;

  for (gsize i = 0; before != NULL && before[i] != NULL; i++)
    g_hash_table_add (set, g_strdup (before[i]));

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);
      gboolean is_relative;
      gboolean add = split_sign (&part, &is_relative);
      g_autofree char *element = NULL;

      if (*part == '\0')
        continue;
      element = read_element (target, part, error);
      if (element == NULL)
        return NULL;
      if (!is_relative && !was_replaced)
        {
          g_hash_table_remove_all (set);
          was_replaced = TRUE;
        }
      if (add)
        g_hash_table_add (set, g_steal_pointer (&element));
      else
        g_hash_table_remove (set, element);
    }
  return sort_set (set);
}

static char *
read_tag (Target     *target,
          const char *text,
          GError    **error)
{
  return g_strdup (text[0] == '@' && text[1] != '\0' ? text + 1 : text);
}

static char *
read_task_id (Target     *target,
              const char *text,
              GError    **error)
{
  g_autoptr (StintRecord) task = stint_cli_session_find (target->session, STINT_KIND_TASK, text, error);

  return task != NULL ? g_strdup (stint_record_get_id (task)) : NULL;
}

static GVariant *
read_tags (Target     *target,
           const char *member,
           const char *text,
           GError    **error)
{
  return read_set (target, member, text, read_tag, error);
}

/* Whether @id leads to the task itself by its parents, or by what blocks it. */
static gboolean
leads_back (Target     *target,
            const char *member,
            const char *id,
            GHashTable *visited)
{
  g_autoptr (StintRecord) record = NULL;
  g_auto (GStrv) next = NULL;

  if (g_str_equal (id, stint_record_get_id (target->task)))
    return TRUE;
  if (g_hash_table_size (visited) > CHAIN_MAX || !g_hash_table_add (visited, g_strdup (id)))
    return FALSE;
  record = stint_cli_session_find (target->session, STINT_KIND_TASK, id, NULL);
  if (record == NULL)
    return FALSE;
  if (g_str_equal (member, STINT_TASK_PARENT))
    {
      const char *parent = stint_record_get_string (record, member);

      return parent != NULL && leads_back (target, member, parent, visited);
    }
  next = stint_record_dup_strings (record, member);
  for (gsize i = 0; next != NULL && next[i] != NULL; i++)
    if (leads_back (target, member, next[i], visited))
      return TRUE;
  return FALSE;
}

static gboolean
check_circle (Target     *target,
              const char *member,
              const char *id,
              GError    **error)
{
  g_autoptr (GHashTable) visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!leads_back (target, member, id, visited))
    return TRUE;
  g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED,
               g_str_equal (member, STINT_TASK_PARENT) ? _("A task cannot be a part of itself, not by way of other tasks either: %s") :
               _("A task cannot block itself, not by way of other tasks either: %s"), id);
  return FALSE;
}

static GVariant *
read_blockers (Target     *target,
               const char *member,
               const char *text,
               GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GVariant) set = read_set (target, member, text, read_task_id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (set == NULL)
    return NULL;
  g_variant_ref_sink (set);
  for (gsize i = 0; i < g_variant_n_children (set); i++)
    {
      const char *id;

      g_variant_get_child (set, i, "&s", &id);
      if (!check_circle (target, member, id, error))
        return NULL;
    }
  return g_steal_pointer (&set);
}

static GVariant *
read_parent (Target     *target,
             const char *member,
             const char *text,
             GError    **error)
{
  g_autofree char *id = read_task_id (target, text, error);

  if (id == NULL || !check_circle (target, member, id, error))
    return NULL;
  return g_variant_new_string (id);
}

static int
compare_minutes (gconstpointer a,
                 gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static void
remove_minutes (GArray *list,
                int     minutes)
{
  for (guint i = list->len; i > 0; i--)
    if (g_array_index (list, int, i - 1) == minutes)
      g_array_remove_index (list, i - 1);
}

static GArray *
load_minutes (StintRecord *task,
              const char  *member)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GVariant) value = stint_record_dup_member (task, member);

  for (gsize i = 0; value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE ("av")) && i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (value, i);
      g_autoptr (GVariant) element = g_variant_get_variant (boxed);
      int minutes = (int) g_variant_get_int64 (element);

      g_array_append_val (list, minutes);
    }
  return list;
}

static GVariant *
read_reminders (Target     *target,
                const char *member,
                const char *text,
                GError    **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GArray) list = load_minutes (target->task, member);
  gboolean was_replaced = FALSE;
  GVariantBuilder builder;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);
      gboolean is_relative;
      gboolean add = split_sign (&part, &is_relative);
      int minutes = 0;

      if (*part == '\0')
        continue;
      /* Zero is a reminder too: when it begins. */
      if (strcmp (part, "0") != 0 && !stint_cli_parse_minutes (part, STINT_ESTIMATE_MAX_MIN, &minutes, error))
        return NULL;
      if (!is_relative && !was_replaced)
        {
          g_array_set_size (list, 0);
          was_replaced = TRUE;
        }
      remove_minutes (list, minutes);
      if (add)
        g_array_append_val (list, minutes);
    }
  if (list->len == 0)
    return NULL;

  g_array_sort (list, compare_minutes);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  for (guint i = 0; i < list->len; i++)
    g_variant_builder_add (&builder, "v", g_variant_new_int64 (g_array_index (list, int, i)));
  return g_variant_builder_end (&builder);
}

/* A word for the usual ones, else a rule of RFC 5545 §3.3.10; what it must be like is the schema's to say. */
/* What else becomes of a task that repeats from now on: its block or deadline is the first occurrence. */
static void
take_other_members (StintEdit *edit,
                    StintEdit *from)
{
  for (guint i = 0; i < stint_edit_get_n_ops (from); i++)
    {
      const StintOp *op = stint_edit_get_op (from, i);
      GVariantIter iter;
      const char *name;
      GVariant *value;

      if (op->type == STINT_OP_DELETE)
        stint_edit_delete (edit, op->kind, op->id);
      if (op->type != STINT_OP_SET)
        continue;
      g_variant_iter_init (&iter, op->members);
      while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
        if (!g_str_equal (name, STINT_TASK_REPEAT))
          stint_edit_set (edit, op->kind, op->id, name, value);
    }
}

/* The rule, with the start and the length that the task has or would have. */
static GVariant *
make_series (Target     *target,
             const char *rule,
             GError    **error)
{
  StintWorkspace *workspace = target->session->workspace;
  g_autoptr (StintTaskDetails) details = stint_cli_session_load (target->session, stint_record_get_id (target->task), error);
  g_autoptr (GVariant) before = stint_record_dup_member (target->task, STINT_TASK_REPEAT);
  g_autoptr (StintRepeat) repeat = NULL;
  g_autoptr (StintEdit) edit = NULL;
  g_autofree char *changed = NULL;

  if (details == NULL)
    return NULL;
  repeat = stint_command_propose_repeat (workspace, target->task, details->blocks);
  changed = stint_cli_choose_month_end (target->arguments, rule, &repeat->start, error);
  if (changed == NULL)
    return NULL;
  g_free (repeat->rule);
  repeat->rule = g_steal_pointer (&changed);
  edit = stint_command_set_repeat (workspace, target->task, details->blocks, repeat);
  take_other_members (target->edit, edit);
  return stint_repeat_to_variant (repeat, before);
}

static GVariant *
read_repeat (Target     *target,
             const char *member,
             const char *text,
             GError    **error)
{
  static const struct
  {
    const char *word;
    const char *rule;
  } words[] = {
    { "daily", "FREQ=DAILY" },
    { "weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" },
    { "weekly", "FREQ=WEEKLY" },
    { "monthly", "FREQ=MONTHLY" },
    { "yearly", "FREQ=YEARLY" },
  };
  g_autofree char *upper = g_ascii_strup (text, -1);
  const char *rule = g_str_has_prefix (upper, "RRULE:") ? upper + 6 : upper;
  const char *freq = strstr (rule, "FREQ=");
  g_autofree char *shown = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i].word) == 0)
      rule = freq = words[i].rule;

  if (freq == NULL || (freq != rule && freq[-1] != ';') || strspn (rule, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789=;,:+-") != strlen (rule) ||
      (!g_str_has_prefix (freq + 5, "DAILY") && !g_str_has_prefix (freq + 5, "WEEKLY") &&
       !g_str_has_prefix (freq + 5, "MONTHLY") && !g_str_has_prefix (freq + 5, "YEARLY")))
    {
      shown = stint_cli_text_quote (text);
      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                   _("%s is no repetition: daily, weekdays, weekly, monthly, yearly, or a rule such as FREQ=WEEKLY;BYDAY=MO,TH"), shown);
      return NULL;
    }
  return make_series (target, rule, error);
}

static const struct
{
  const char *name;
  const char *member;
  ReadField   read;
} fields[] = {
  { "title", STINT_TASK_TITLE, read_text },
  { "notes", STINT_TASK_NOTES, read_text },
  { "project", STINT_TASK_PROJECT, read_project },
  { "priority", STINT_TASK_PRIORITY, read_priority },
  { "estimate", STINT_TASK_ESTIMATE, read_estimate },
  { "deadline", STINT_TASK_DEADLINE, read_time },
  { "earliest", STINT_TASK_EARLIEST, read_time },
  { "tags", STINT_TASK_TAGS, read_tags },
  { "reminders", STINT_TASK_REMINDERS, read_reminders },
  { "repeat", STINT_TASK_REPEAT, read_repeat },
  { "blockers", STINT_TASK_BLOCKERS, read_blockers },
  { "parent", STINT_TASK_PARENT, read_parent },
};

static int
find_field (const char *name,
            gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strlen (fields[i].name) == length && strncmp (fields[i].name, name, length) == 0)
      return (int) i;
  return -1;
}

static gboolean
refuse_field (const char *assignment,
              GError    **error)
{
  g_autofree char *shown = stint_cli_text_quote (assignment);

  g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
               _("%s is no FIELD=VALUE; the fields are title, notes, project, priority, estimate, deadline, earliest, tags, reminders, repeat, "
                 "blockers and parent"), shown);
  return FALSE;
}

/**
 * stint_cli_field_set:
 * @edit: gets what is to be done
 * @task: as it is now
 * @assignment: "FIELD=VALUE"; without a value the member is removed
 * @seen: (element-type utf8): the fields that were set already
 * @error: %STINT_CLI_ERROR_USAGE and others
 */
gboolean
stint_cli_field_set (StintCliSession   *session,
                     StintCliArguments *arguments,
                     StintEdit         *edit,
                     StintRecord       *task,
                     const char        *assignment,
                     GHashTable        *seen,
                     GError           **error)
{
  const char *equals = strchr (assignment, '=');
  int field = equals != NULL ? find_field (assignment, equals - assignment) : -1;
  Target target = { session, arguments, edit, task };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GVariant) value = NULL;

  if (field < 0)
    return refuse_field (assignment, error);
  if (!g_hash_table_add (seen, (gpointer) fields[field].name))
    {
      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("“%s” is given twice"), fields[field].name);
      return FALSE;
    }

  if (equals[1] != '\0')
    value = fields[field].read (&target, fields[field].member, equals + 1, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (value != NULL)
    g_variant_take_ref (value);
  stint_edit_set (edit, STINT_KIND_TASK, stint_record_get_id (task), fields[field].member, value);
  return TRUE;
}
