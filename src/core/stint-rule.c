/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-rule.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-error.h"
#include "core/stint-id.h"
#include "core/stint-record.h"

#define DAY_MIN 1440
#define PROJECT_MAX_CHARS 64

/* Which members a rule may have, beside `rule` and `note`, and which it must have. */
enum
{
  HAS_WHAT = 1 << 0,
  HAS_TIMES = 1 << 1,
  HAS_DAYS = 1 << 2,
  HAS_HOURS = 1 << 3,
  HAS_MINUTES = 1 << 4,
};

static const struct
{
  const char *name;
  guint       has;
  int         max_min;
} types[STINT_N_RULE_TYPES] = {
  [STINT_RULE_PREFER] = { "prefer", HAS_WHAT | HAS_DAYS | HAS_HOURS, 0 },
  [STINT_RULE_TIMES] = { "times", HAS_TIMES | HAS_MINUTES, DAY_MIN },
  [STINT_RULE_FREE] = { "free", HAS_DAYS | HAS_HOURS, 0 },
  [STINT_RULE_LIMIT] = { "limit", HAS_WHAT | HAS_DAYS | HAS_MINUTES, DAY_MIN },
  [STINT_RULE_BUFFER] = { "buffer", HAS_MINUTES, STINT_RULE_BUFFER_MAX_MIN },
};

static const struct
{
  const char *name;
  guint       needs;
} members[] = {
  { "count", HAS_TIMES },
  { "days", HAS_DAYS },
  { "from", HAS_HOURS },
  { "minutes", HAS_MINUTES },
  { "note", 0 },
  { "per", HAS_TIMES },
  { "project", HAS_WHAT },
  { "rule", 0 },
  { "tag", HAS_WHAT },
  { "title", HAS_WHAT | HAS_TIMES },
  { "to", HAS_HOURS },
};

static const char *const day_names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

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
is_one_line (const char *text,
             glong       max_chars)
{
  if (text[strspn (text, " ")] == '\0' || g_utf8_strlen (text, -1) > max_chars)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        return FALSE;
    }
  return TRUE;
}

static gboolean
may_have (StintRuleType type,
          const char   *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (strcmp (members[i].name, name) == 0)
      return members[i].needs == 0 || (members[i].needs & types[type].has) != 0;
  return FALSE;
}

static gboolean
read_type (StintRule *self,
           GVariant  *value,
           GError   **error)
{
  const char *name = "";

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    return refuse (error, _("A rule must be an object"));
  g_variant_lookup (value, "rule", "&s", &name);
  for (gsize i = 0; i < STINT_N_RULE_TYPES; i++)
    if (strcmp (types[i].name, name) == 0)
      {
        self->type = i;
        return TRUE;
      }
  return refuse (error, _("A rule must be one of those that are known"));
}

static gboolean
check_names (const StintRule *self,
             GVariant        *value,
             GError         **error)
{
  GVariantIter iter;
  const char *name;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    if (!may_have (self->type, name))
      return refuse (error, _("This kind of rule has something that does not belong to it"));
  return TRUE;
}

static gboolean
read_text (GVariant   *value,
           const char *name,
           glong       max_chars,
           char      **text,
           GError    **error)
{
  g_autoptr (GVariant) member = g_variant_lookup_value (value, name, NULL);

  if (member == NULL)
    return TRUE;
  if (!g_variant_is_of_type (member, G_VARIANT_TYPE_STRING) || !is_one_line (g_variant_get_string (member, NULL), max_chars))
    return refuse (error, _("“%s” must be one line of text, not too long"), name);
  *text = g_variant_dup_string (member, NULL);
  return TRUE;
}

static gboolean
read_texts (StintRule *self,
            GVariant  *value,
            GError   **error)
{
  if (!read_text (value, "project", PROJECT_MAX_CHARS, &self->project, error) ||
      !read_text (value, "tag", 100, &self->tag, error) ||
      !read_text (value, "title", STINT_RULE_TITLE_MAX_CHARS, &self->title, error) ||
      !read_text (value, "note", STINT_RULE_NOTE_MAX_CHARS, &self->note, error))
    return FALSE;
  if ((self->project != NULL) + (self->tag != NULL) + (self->title != NULL) > 1)
    return refuse (error, _("A rule is about a project, a tag or a title: only one of them"));
  if (self->type == STINT_RULE_TIMES && self->title == NULL)
    return refuse (error, _("The rule must say what it is about"));
  return TRUE;
}

static gboolean
read_days (StintRule *self,
           GVariant  *value,
           GError   **error)
{
  g_autoptr (GVariant) member = g_variant_lookup_value (value, "days", NULL);
  g_autofree const char **names = NULL;

  if (member == NULL)
    return TRUE;
  if (!g_variant_is_of_type (member, G_VARIANT_TYPE_STRING_ARRAY))
    return refuse (error, _("Days must be a list of MO, TU, WE, TH, FR, SA and SU"));

  self->days = 0;
  names = g_variant_get_strv (member, NULL);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      gsize day = 0;

      while (day < G_N_ELEMENTS (day_names) && strcmp (day_names[day], names[i]) != 0)
        day++;
      if (day == G_N_ELEMENTS (day_names) || (self->days & STINT_RULE_DAY (day)) != 0)
        return refuse (error, _("Days must be a list of MO, TU, WE, TH, FR, SA and SU"));
      self->days |= STINT_RULE_DAY (day);
    }
  return self->days != 0 || refuse (error, _("Choose at least one day"));
}

static gboolean
read_minute (GVariant   *value,
             const char *name,
             int        *minute,
             GError    **error)
{
  g_autoptr (GVariant) member = g_variant_lookup_value (value, name, NULL);

  if (member == NULL)
    return TRUE;
  if (!g_variant_is_of_type (member, G_VARIANT_TYPE_STRING) || !stint_rule_minute_parse (g_variant_get_string (member, NULL), minute))
    return refuse (error, _("“%s” must be a time such as 09:00"), name);
  return TRUE;
}

static gboolean
read_hours (StintRule *self,
            GVariant  *value,
            GError   **error)
{
  if (!read_minute (value, "from", &self->from_min, error) || !read_minute (value, "to", &self->to_min, error))
    return FALSE;
  if (self->from_min >= self->to_min)
    return refuse (error, _("The end must be after the start"));
  if ((self->type == STINT_RULE_PREFER || self->type == STINT_RULE_FREE) &&
      self->days == STINT_RULE_EVERY_DAY && self->from_min == 0 && self->to_min == DAY_MIN)
    return refuse (error, _("The rule must say when: days, hours or both"));
  return TRUE;
}

static gboolean
read_count (StintRule *self,
            GVariant  *value,
            GError   **error)
{
  const char *per = "";
  gint64 count = 0;

  if (self->type != STINT_RULE_TIMES)
    return TRUE;
  g_variant_lookup (value, "count", "x", &count);
  if (count < 1 || count > STINT_RULE_MAX_TIMES)
    return refuse (error, _("“%s” must be a whole number from %d to %d"), "count", 1, STINT_RULE_MAX_TIMES);
  g_variant_lookup (value, "per", "&s", &per);
  if (strcmp (per, "day") != 0 && strcmp (per, "week") != 0)
    return refuse (error, _("A rule counts times a day or a week"));
  self->count = (int) count;
  self->per_day = strcmp (per, "day") == 0;
  return TRUE;
}

static gboolean
read_minutes (StintRule *self,
              GVariant  *value,
              GError   **error)
{
  gint64 minutes = 0;

  if ((types[self->type].has & HAS_MINUTES) == 0)
    return TRUE;
  g_variant_lookup (value, "minutes", "x", &minutes);
  if (minutes < 1 || minutes > types[self->type].max_min)
    return refuse (error, _("“%s” must be a whole number from %d to %d"), "minutes", 1, types[self->type].max_min);
  self->minutes = (int) minutes;
  if (self->per_day && self->count * self->minutes > DAY_MIN)
    return refuse (error, _("That is more than a day has"));
  if (self->type == STINT_RULE_TIMES && !self->per_day && self->count * self->minutes > 7 * DAY_MIN)
    return refuse (error, _("That is more than a week has"));
  return TRUE;
}

static GVariant *
days_to_variant (guint days)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (gsize i = 0; i < G_N_ELEMENTS (day_names); i++)
    if ((days & STINT_RULE_DAY (i)) != 0)
      g_variant_builder_add (&builder, "s", day_names[i]);
  return g_variant_builder_end (&builder);
}

static void
add_minute (GVariantDict *dict,
            const char   *name,
            int           minute)
{
  g_autofree char *text = stint_rule_minute_to_string (minute);

  g_variant_dict_insert (dict, name, "s", text);
}

static void
add_text (GVariantDict *dict,
          const char   *name,
          const char   *text)
{
  if (text != NULL)
    g_variant_dict_insert (dict, name, "s", text);
}

const char *
stint_rule_type_to_string (StintRuleType type)
{
  g_return_val_if_fail (type < STINT_N_RULE_TYPES, NULL);

  return types[type].name;
}

/**
 * stint_rule_new:
 *
 * Returns: (transfer full): a rule for every day and the whole day, with nothing else set: to be filled in
 */
StintRule *
stint_rule_new (StintRuleType type)
{
  StintRule *self = g_new0 (StintRule, 1);

  self->type = type;
  self->days = STINT_RULE_EVERY_DAY;
  self->to_min = DAY_MIN;
  return self;
}

StintRule *
stint_rule_copy (const StintRule *self)
{
  StintRule *copy = g_memdup2 (self, sizeof *self);

  copy->project = g_strdup (self->project);
  copy->tag = g_strdup (self->tag);
  copy->title = g_strdup (self->title);
  copy->note = g_strdup (self->note);
  return copy;
}

void
stint_rule_free (StintRule *self)
{
  if (self == NULL)
    return;
  g_free (self->project);
  g_free (self->tag);
  g_free (self->title);
  g_free (self->note);
  g_free (self);
}

/**
 * stint_rule_from_variant:
 * @value: any value
 * @error: %STINT_CORE_ERROR_INVALID, with a sentence for people that holds nothing of the rule's texts
 *
 * Reads a rule strictly: what does not belong to its type is an error. Only whether @project names anything is not looked at.
 *
 * Returns: (transfer full) (nullable): the rule, %NULL on error
 */
StintRule *
stint_rule_from_variant (GVariant *value,
                         GError  **error)
{
  g_autoptr (StintRule) self = stint_rule_new (STINT_RULE_PREFER);

  if (read_type (self, value, error) && check_names (self, value, error) && read_texts (self, value, error) &&
      read_days (self, value, error) && read_hours (self, value, error) && read_count (self, value, error) &&
      read_minutes (self, value, error))
    return g_steal_pointer (&self);
  return NULL;
}

/**
 * stint_rule_to_variant:
 *
 * What says nothing (every day, from midnight, to midnight) is left out, so the same rule is the same value.
 *
 * Returns: (transfer full): the dictionary, sorted; stint_rule_check() says whether what was filled in is a rule
 */
GVariant *
stint_rule_to_variant (const StintRule *self)
{
  guint has = types[self->type].has;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  add_text (&dict, "rule", types[self->type].name);
  add_text (&dict, "project", self->project);
  add_text (&dict, "tag", self->tag);
  add_text (&dict, "title", self->title);
  add_text (&dict, "note", self->note);
  if ((has & HAS_DAYS) != 0 && self->days != STINT_RULE_EVERY_DAY)
    g_variant_dict_insert_value (&dict, "days", days_to_variant (self->days));
  if ((has & HAS_HOURS) != 0 && self->from_min != 0)
    add_minute (&dict, "from", self->from_min);
  if ((has & HAS_HOURS) != 0 && self->to_min != DAY_MIN)
    add_minute (&dict, "to", self->to_min);
  if ((has & HAS_TIMES) != 0)
    {
      g_variant_dict_insert (&dict, "count", "x", (gint64) self->count);
      g_variant_dict_insert (&dict, "per", "s", self->per_day ? "day" : "week");
    }
  if ((has & HAS_MINUTES) != 0)
    g_variant_dict_insert (&dict, "minutes", "x", (gint64) self->minutes);
  return stint_members_sort (g_variant_dict_end (&dict));
}

/**
 * stint_rule_check:
 * @error: %STINT_CORE_ERROR_INVALID, with a sentence for people
 *
 * Returns: whether this may be kept as a rule: a project is an id
 */
gboolean
stint_rule_check (GVariant *value,
                  GError  **error)
{
  g_autoptr (StintRule) rule = stint_rule_from_variant (value, error);

  if (rule == NULL)
    return FALSE;
  return rule->project == NULL || stint_id_is_valid (rule->project) || refuse (error, _("“%s” must be an id"), "project");
}

/**
 * stint_rule_minute_to_string:
 * @minute: of the day, 0 to 1440
 *
 * Returns: (transfer full): as `09:05`; the end of the day is `24:00`
 */
char *
stint_rule_minute_to_string (int minute)
{
  g_return_val_if_fail (minute >= 0 && minute <= DAY_MIN, NULL);

  return g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
}

gboolean
stint_rule_minute_parse (const char *text,
                         int        *minute)
{
  if (strlen (text) != 5 || text[2] != ':' || !g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) ||
      !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]) || text[3] > '5')
    return FALSE;
  *minute = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
  return *minute <= DAY_MIN;
}
