/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-schema.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <inttypes.h>

#include "core/stint-block.h"
#include "core/stint-error.h"
#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-task.h"

#define MEMBER(member, kind_of, ...) { .name = member, .type = STINT_MEMBER_ ## kind_of, __VA_ARGS__ }

static const StintMember project_members[] = {
  MEMBER (STINT_PROJECT_ARCHIVED, BOOLEAN),
  MEMBER (STINT_PROJECT_COLOR, COLOR),
  MEMBER (STINT_PROJECT_NAME, TITLE, .required = TRUE),
};

static const StintMember task_members[] = {
  MEMBER (STINT_TASK_ADDED, DATE_SET),
  MEMBER (STINT_TASK_BLOCKERS, ID_SET),
  MEMBER (STINT_TASK_CANCELLED, BOOLEAN),
  MEMBER (STINT_TASK_DEADLINE, TIME),
  MEMBER (STINT_TASK_DONE, DONE),
  MEMBER (STINT_TASK_EARLIEST, TIME),
  MEMBER (STINT_TASK_ESTIMATE, INT, .min = 1, .max = STINT_ESTIMATE_MAX_MIN),
  MEMBER (STINT_TASK_NOTES, TEXT),
  MEMBER (STINT_TASK_OCCURRENCE, TIME),
  MEMBER (STINT_TASK_PARENT, ID),
  MEMBER (STINT_TASK_PRIORITY, INT, .min = 0, .max = 9),
  MEMBER (STINT_TASK_PROJECT, ID),
  MEMBER (STINT_TASK_REMINDERS, MINUTES_LIST),
  MEMBER (STINT_TASK_REPEAT, REPEAT),
  MEMBER (STINT_TASK_SERIES, ID),
  MEMBER (STINT_TASK_SKIPPED, DATE_SET),
  MEMBER (STINT_TASK_TAGS, TAG_SET),
  MEMBER (STINT_TASK_TITLE, TITLE, .required = TRUE),
  MEMBER (STINT_TASK_UID, TEXT),
};

static const StintMember block_members[] = {
  MEMBER (STINT_BLOCK_DONE, DONE),
  MEMBER (STINT_BLOCK_PINNED, BOOLEAN),
  MEMBER (STINT_BLOCK_TASK, ID, .required = TRUE),
  MEMBER (STINT_BLOCK_UID, TEXT),
  MEMBER (STINT_BLOCK_WHEN, WHEN, .required = TRUE),
};

static const StintMember setting_members[] = {
  MEMBER (STINT_SETTING_NAME, TITLE, .required = TRUE),
  MEMBER (STINT_SETTING_VALUE, ANY),
};

/* One value that a merge did not keep: sync.md R8. */
static const StintMember conflict_members[] = {
  MEMBER ("at", INT, .min = -STINT_INT_MAX, .max = STINT_INT_MAX),
  MEMBER ("by", TEXT),
  MEMBER ("id", ID, .required = TRUE),
  MEMBER ("kept", ANY),
  MEMBER ("kind", TEXT, .required = TRUE),
  MEMBER ("lost", ANY),
  MEMBER ("member", TEXT),
};

#define KIND(members) { members, G_N_ELEMENTS (members) }

static const struct
{
  const StintMember *members;
  gsize              n_members;
} schemas[STINT_N_KINDS] = {
  [STINT_KIND_PROJECT] = KIND (project_members),
  [STINT_KIND_TASK] = KIND (task_members),
  [STINT_KIND_BLOCK] = KIND (block_members),
  [STINT_KIND_SETTING] = KIND (setting_members),
  [STINT_KIND_CONFLICT] = KIND (conflict_members),
};

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError    **error,
        const char *format,
        ...)
{
  va_list args;

  if (error != NULL)
    {
      va_start (args, format);
      *error = g_error_new_valist (STINT_CORE_ERROR, STINT_CORE_ERROR_INVALID, format, args);
      va_end (args);
    }
  return FALSE;
}

static gboolean
has_control_characters (const char *text,
                        gboolean    lines_allowed)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (lines_allowed && (c == '\n' || c == '\t'))
        continue;
      if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029)
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_text (const StintMember *self,
            GVariant          *value,
            GError           **error)
{
  gboolean title = self->type == STINT_MEMBER_TITLE;
  const char *text;
  gsize length;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return refuse (error, _("“%s” must be text"), self->name);

  text = g_variant_get_string (value, &length);
  if (length > STINT_MEMBER_MAX_BYTES || (title && g_utf8_strlen (text, -1) > STINT_TITLE_MAX_CHARS))
    {
      g_set_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_TOO_LARGE,
                   title ? _("“%s” is too long: at most %d characters fit") : _("“%s” is too long: at most %d bytes fit"),
                   self->name, title ? STINT_TITLE_MAX_CHARS : STINT_MEMBER_MAX_BYTES);
      return FALSE;
    }
  if (title && text[strspn (text, " ")] == '\0')
    return refuse (error, _("“%s” must not be empty"), self->name);
  if (has_control_characters (text, !title))
    return refuse (error, _("“%s” must not hold control characters"), self->name);
  return TRUE;
}

static gboolean
check_set (const StintMember *self,
           GVariant          *value,
           GError           **error)
{
  g_autofree const char **elements = NULL;
  StintTime time;
  gsize n;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    return refuse (error, _("“%s” must be a list of texts"), self->name);

  elements = g_variant_get_strv (value, &n);
  if (n > STINT_SET_MAX_ELEMENTS)
    return refuse (error, _("“%s” may have at most %d entries"), self->name, STINT_SET_MAX_ELEMENTS);
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && strcmp (elements[i - 1], elements[i]) >= 0)
        return refuse (error, _("“%s” must be sorted and without doubles"), self->name);
      if (self->type == STINT_MEMBER_ID_SET && !stint_id_is_valid (elements[i]))
        return refuse (error, _("“%s” must hold ids only"), self->name);
      if (self->type == STINT_MEMBER_DATE_SET && !stint_time_parse (elements[i], &time, error))
        return FALSE;
      if (self->type == STINT_MEMBER_TAG_SET &&
          (elements[i][0] == '\0' || g_utf8_strlen (elements[i], -1) > 100 || has_control_characters (elements[i], FALSE)))
        return refuse (error, _("A tag has 1 to 100 characters, none of them control characters"));
    }
  return TRUE;
}

static gboolean
check_when (const StintMember *self,
            GVariant          *value,
            GError           **error)
{
  StintWhen when;
  gint64 length_s;

  if (!stint_when_from_variant (value, &when, error))
    return FALSE;
  length_s = when.end.local_s - when.start.local_s;
  if (length_s <= 0)
    return refuse (error, _("The end must be after the start"));
  if (length_s > STINT_BLOCK_MAX_S)
    return refuse (error, _("A block lasts at most 366 days"));
  return TRUE;
}

static gboolean
check_repeat (const StintMember *self,
              GVariant          *value,
              GError           **error)
{
  const char *rule = NULL;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (value, "rule", "&s", &rule) || rule[0] == '\0')
    return refuse (error, _("“%s” must have a rule"), self->name);
  if (strlen (rule) > STINT_MEMBER_MAX_BYTES || has_control_characters (rule, FALSE))
    return refuse (error, _("The rule of “%s” is too long or holds control characters"), self->name);
  return TRUE;
}

static gboolean
check_done (const StintMember *self,
            GVariant          *value,
            GError           **error)
{
  const char *at = NULL;
  gint64 unix_s;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (value, "at", "&s", &at))
    return refuse (error, _("“%s” must say at what time"), self->name);
  return stint_instant_parse (at, &unix_s, error);
}

static gboolean
check_minutes (const StintMember *self,
               GVariant          *value,
               GError           **error)
{
  gsize n;

  /* An empty JSON list is a list of texts. */
  if (g_variant_is_of_type (value, G_VARIANT_TYPE ("as")) && g_variant_n_children (value) == 0)
    return TRUE;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE ("av")) || (n = g_variant_n_children (value)) > STINT_SET_MAX_ELEMENTS)
    return refuse (error, _("“%s” must be a list of minutes"), self->name);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (value, i);
      g_autoptr (GVariant) minutes = g_variant_get_variant (boxed);

      if (!g_variant_is_of_type (minutes, G_VARIANT_TYPE_INT64) ||
          g_variant_get_int64 (minutes) < 0 || g_variant_get_int64 (minutes) > STINT_ESTIMATE_MAX_MIN)
        return refuse (error, _("“%s” must be a list of minutes"), self->name);
    }
  return TRUE;
}

static gboolean
check_color (const StintMember *self,
             GVariant          *value,
             GError           **error)
{
  const char *text = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : "";

  if (text[0] != '#' || strlen (text) != 7 || strspn (text + 1, "0123456789abcdef") != 6)
    return refuse (error, _("“%s” must be a colour such as #3584e4"), self->name);
  return TRUE;
}

/* A member, known or not, must fit into a conflict record and a whole number into JSON (RFC 8259 §6). */
static gboolean
check_size (const char *name,
            GVariant   *value,
            GError    **error)
{
  if (g_variant_get_size (value) > STINT_MEMBER_MAX_BYTES + 64)
    {
      g_set_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_TOO_LARGE,
                   _("“%s” is too long: at most %d bytes fit"), name, STINT_MEMBER_MAX_BYTES);
      return FALSE;
    }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) && ABS (g_variant_get_int64 (value)) > STINT_INT_MAX)
    return refuse (error, _("“%s” is a number that JSON cannot hold"), name);
  return TRUE;
}

const StintMember *
stint_schema_get_members (StintKind kind,
                          gsize    *n_members)
{
  g_return_val_if_fail (kind < STINT_N_KINDS, NULL);

  *n_members = schemas[kind].n_members;
  return schemas[kind].members;
}

/**
 * stint_schema_find:
 *
 * Returns: (nullable): the member of that name, %NULL if this version knows none
 */
const StintMember *
stint_schema_find (StintKind   kind,
                   const char *name)
{
  for (gsize i = 0; i < schemas[kind].n_members; i++)
    if (strcmp (schemas[kind].members[i].name, name) == 0)
      return &schemas[kind].members[i];
  return NULL;
}

/**
 * stint_member_is_set:
 *
 * Returns: whether it merges element by element (sync.md R11)
 */
gboolean
stint_member_is_set (const StintMember *self)
{
  return self->type == STINT_MEMBER_ID_SET || self->type == STINT_MEMBER_TAG_SET || self->type == STINT_MEMBER_DATE_SET;
}

/**
 * stint_member_check:
 * @error: %STINT_CORE_ERROR_INVALID, _PARSE or _TOO_LARGE, with a sentence for people
 *
 * Returns: whether this may be the value of that member
 */
gboolean
stint_member_check (const StintMember *self,
                    GVariant          *value,
                    GError           **error)
{
  StintTime time;

  switch (self->type)
    {
    case STINT_MEMBER_TITLE:
    case STINT_MEMBER_TEXT:
      return check_text (self, value, error);
    case STINT_MEMBER_ID_SET:
    case STINT_MEMBER_TAG_SET:
    case STINT_MEMBER_DATE_SET:
      return check_set (self, value, error);
    case STINT_MEMBER_TIME:
      return stint_time_from_variant (value, &time, error);
    case STINT_MEMBER_WHEN:
      return check_when (self, value, error);
    case STINT_MEMBER_REPEAT:
      return check_repeat (self, value, error);
    case STINT_MEMBER_DONE:
      return check_done (self, value, error);
    case STINT_MEMBER_MINUTES_LIST:
      return check_minutes (self, value, error);
    case STINT_MEMBER_COLOR:
      return check_color (self, value, error);
    case STINT_MEMBER_ID:
      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) && stint_id_is_valid (g_variant_get_string (value, NULL)))
        return TRUE;
      return refuse (error, _("“%s” must be an id"), self->name);
    case STINT_MEMBER_INT:
      if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) &&
          g_variant_get_int64 (value) >= self->min && g_variant_get_int64 (value) <= self->max)
        return TRUE;
      return refuse (error, _("“%s” must be a whole number from %" PRId64 " to %" PRId64),
                     self->name, self->min, self->max);
    case STINT_MEMBER_BOOLEAN:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) ? TRUE : refuse (error, _("“%s” must be true or false"), self->name);
    case STINT_MEMBER_ANY:
    default:
      return TRUE;
    }
}

/* An override has only what differs from its series, so it need not have a title. */
static gboolean
has_it_from_series (StintKind          kind,
                    const StintMember *member,
                    GVariant          *data)
{
  g_autoptr (GVariant) series = NULL;

  if (kind != STINT_KIND_TASK || member->type != STINT_MEMBER_TITLE)
    return FALSE;
  series = g_variant_lookup_value (data, STINT_TASK_SERIES, G_VARIANT_TYPE_STRING);
  return series != NULL;
}

/**
 * stint_schema_check:
 * @data: a record's members
 * @error: %STINT_CORE_ERROR_INVALID, _PARSE or _TOO_LARGE, with a sentence for people
 *
 * Members that this version does not know are not looked at, but count for the size, which is measured as GVariant: JSON's is near it.
 *
 * Returns: whether this may be a record of that kind
 */
gboolean
stint_schema_check (StintKind kind,
                    GVariant *data,
                    GError  **error)
{
  guint64 seen = 0;

  for (gsize i = 0; i < g_variant_n_children (data); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (data, i);
      g_autoptr (GVariant) key = g_variant_get_child_value (entry, 0);
      g_autoptr (GVariant) boxed = g_variant_get_child_value (entry, 1);
      g_autoptr (GVariant) value = g_variant_get_variant (boxed);
      const char *name = g_variant_get_string (key, NULL);
      const StintMember *member = stint_schema_find (kind, name);

      if (!check_size (name, value, error) || (member != NULL && !stint_member_check (member, value, error)))
        return FALSE;
      if (member != NULL)
        seen |= G_GUINT64_CONSTANT (1) << (member - schemas[kind].members);
    }

  for (gsize i = 0; i < schemas[kind].n_members; i++)
    {
      const StintMember *member = &schemas[kind].members[i];

      if (member->required && (seen & (G_GUINT64_CONSTANT (1) << i)) == 0 && !has_it_from_series (kind, member, data))
        return refuse (error, _("“%s” is missing"), member->name);
    }
  if (g_variant_get_size (data) > STINT_RECORD_MAX_BYTES)
    {
      g_set_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_TOO_LARGE,
                   _("There is too much in it: at most %d KB fit"), STINT_RECORD_MAX_BYTES / 1024);
      return FALSE;
    }
  return TRUE;
}
