/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-wish.h"

#include "core/stint-time.h"
#include "core/stint-zone.h"
#include "service/stint-problem.h"
#include "wire/stint-json.h"

#include <string.h>

#define LOCALE_MAX_LENGTH 35
#define CALENDAR_DAYS 14

/* What the model is told of a task that it breaks down. */
static const char *const task_members[] = { "title", "notes", "estimate_min", "deadline", "earliest", "project", "tags" };

static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

static gboolean
refuse (GError    **error,
        const char *member,
        const char *detail)
{
  g_autofree char *pointer = g_strconcat ("/", member, NULL);

  stint_problem_set (error, STINT_PROBLEM_INVALID_REQUEST, "The question is not one that the assistant takes.");
  if (error != NULL)
    stint_problem_add_fault (*error, pointer, detail);
  return FALSE;
}

static gboolean
refuse_size (GError    **error,
             const char *pointer,
             const char *detail)
{
  stint_problem_set (error, STINT_PROBLEM_TOO_LARGE, "The question is too long: a text has at most %d KB, all of it %d KB.",
                     STINT_WISH_MAX_TEXT_BYTES / 1024, STINT_WISH_MAX_BODY_BYTES / 1024);
  if (error != NULL)
    stint_problem_add_fault (*error, pointer, detail);
  return FALSE;
}

/* What nobody sees: it turns text around (UAX #9), or says to a model what it does not say to a person. Joiners stay: emoji need them. */
static gboolean
is_hidden (gunichar c)
{
  return (g_unichar_iscntrl (c) && c != '\n' && c != '\t') || c == 0x061c || c == 0x200b || c == 0x200e || c == 0x200f ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff || (c >= 0xe0000 && c <= 0xe007f);
}

/* Returns: (transfer full) */
static char *
clean (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2028 || c == 0x2029)
        g_string_append_c (out, '\n');
      else if (!is_hidden (c))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static void
add_clean (GVariantBuilder *object,
           const char      *name,
           const char      *text)
{
  g_variant_builder_add (object, "{sv}", name, g_variant_new_take_string (clean (text)));
}

static gboolean
read_kind (StintWish *self,
           GVariant  *body,
           GError   **error)
{
  const char *kind = NULL;

  g_variant_lookup (body, "kind", "&s", &kind);
  return stint_assist_kind_from_string (kind, &self->kind) || refuse (error, "kind", "It must be capture, break-down or rules.");
}

static gboolean
read_text (GVariant        *body,
           GVariantBuilder *document,
           GError         **error)
{
  const char *text = NULL;
  g_autofree char *cleaned = NULL;

  if (!g_variant_lookup (body, "text", "&s", &text))
    return refuse (error, "text", "It must be a text.");
  if (strlen (text) > STINT_WISH_MAX_TEXT_BYTES)
    return refuse_size (error, "/text", "The text is too long.");
  cleaned = g_strstrip (clean (text));
  if (cleaned[0] == '\0')
    return refuse (error, "text", "It must not be empty.");
  g_variant_builder_add (document, "{sv}", "text", g_variant_new_string (cleaned));
  return TRUE;
}

/* The next days by name, so that “by Friday” needs no reckoning. */
static void
add_calendar (GVariantBuilder *document,
              int              today)
{
  GVariantBuilder days;

  g_variant_builder_init (&days, G_VARIANT_TYPE_STRING_ARRAY);
  for (int day = today; day < today + CALENDAR_DAYS; day++)
    {
      StintTime date = stint_time_date (day);
      g_autofree char *text = stint_time_to_string (&date);

      g_variant_builder_add_value (&days, g_variant_new_take_string (g_strconcat (text, " ", weekdays[stint_day_get_weekday (day)], NULL)));
    }
  g_variant_builder_add (document, "{sv}", "calendar", g_variant_builder_end (&days));
}

static gboolean
read_place (StintWish       *self,
            GVariant        *body,
            GVariantBuilder *document,
            GError         **error)
{
  const char *now = NULL;
  const char *zone = NULL;
  const char *locale = NULL;
  StintTime time;

  if (!g_variant_lookup (body, "now", "&s", &now) || !stint_time_parse (now, &time, NULL) || time.date_only ||
      stint_time_get_day (&time) > STINT_DAY_MAX - CALENDAR_DAYS)
    return refuse (error, "now", "It must be a local date and time such as 2026-11-25T14:00.");
  if (!g_variant_lookup (body, "zone", "&s", &zone) || stint_zone_intern (zone) == NULL)
    return refuse (error, "zone", "It must be a time zone such as Europe/Berlin.");
  if (!g_variant_lookup (body, "locale", "&s", &locale) || locale[0] == '\0' || strlen (locale) > LOCALE_MAX_LENGTH ||
      strspn (locale, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.@") != strlen (locale))
    return refuse (error, "locale", "It must be a language such as de-DE.");

  self->today = stint_time_get_day (&time);
  add_clean (document, "now", now);
  add_clean (document, "zone", zone);
  add_clean (document, "locale", locale);
  add_calendar (document, self->today);
  return TRUE;
}

static gboolean
is_name (const char *name)
{
  if (name[strspn (name, " ")] == '\0' || g_utf8_strlen (name, -1) > 100 || strpbrk (name, "\n\t") != NULL)
    return FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (is_hidden (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/* An answer names them letter by letter, so one that cannot be shown to the model as it is is left out. */
static gboolean
read_names (GVariant        *body,
            const char      *member,
            GStrv           *names,
            GVariantBuilder *document,
            GError         **error)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (body, member, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree const char **given = NULL;

  if (list != NULL && !g_variant_is_of_type (list, G_VARIANT_TYPE_STRING_ARRAY))
    return refuse (error, member, "It must be a list of names.");
  if (list != NULL && g_variant_n_children (list) > STINT_WISH_MAX_NAMES)
    return refuse (error, member, "There are too many names in it.");

  given = list != NULL ? g_variant_get_strv (list, NULL) : NULL;
  for (gsize i = 0; given != NULL && given[i] != NULL; i++)
    if (is_name (given[i]))
      g_strv_builder_add (builder, given[i]);
  *names = g_strv_builder_end (builder);
  g_variant_builder_add (document, "{sv}", member, g_variant_new_strv ((const char *const *) *names, -1));
  return TRUE;
}

static gboolean
add_task_member (GVariantBuilder *object,
                 const char      *name,
                 GVariant        *value)
{
  g_autofree const char **texts = NULL;
  g_autoptr (GPtrArray) cleaned = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    {
      g_variant_builder_add (object, "{sv}", name, value);
      return TRUE;
    }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      add_clean (object, name, g_variant_get_string (value, NULL));
      return TRUE;
    }
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    return FALSE;

  cleaned = g_ptr_array_new_with_free_func (g_free);
  texts = g_variant_get_strv (value, NULL);
  for (gsize i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (cleaned, clean (texts[i]));
  g_variant_builder_add (object, "{sv}", name, g_variant_new_strv ((const char *const *) cleaned->pdata, cleaned->len));
  return TRUE;
}

static gboolean
read_task (GVariant        *body,
           GVariantBuilder *document,
           GError         **error)
{
  g_autoptr (GVariant) task = g_variant_lookup_value (body, "task", NULL);
  GVariantBuilder object;

  if (task == NULL)
    return TRUE;
  if (!g_variant_is_of_type (task, G_VARIANT_TYPE_VARDICT))
    return refuse (error, "task", "It must be an object.");

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  for (gsize i = 0; i < G_N_ELEMENTS (task_members); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (task, task_members[i], NULL);

      if (value != NULL && !add_task_member (&object, task_members[i], value))
        {
          g_variant_builder_clear (&object);
          return refuse (error, "task", "It must be told in texts and whole numbers.");
        }
    }
  g_variant_builder_add (document, "{sv}", "task", g_variant_builder_end (&object));
  return TRUE;
}

/* Outside of its strings JSON has no angle brackets, so escaping all of them leaves the marks to us. */
static char *
write_document (GVariant *document)
{
  g_autofree char *json = stint_json_to_string (document);
  GString *out = g_string_new ("<document>\n");

  for (const char *p = json; *p != '\0'; p++)
    if (*p == '<' || *p == '>')
      g_string_append (out, *p == '<' ? "\\u003c" : "\\u003e");
    else
      g_string_append_c (out, *p);
  g_string_append (out, "\n</document>");
  return g_string_free (out, FALSE);
}

/**
 * stint_wish_read:
 *
 * Reads `{kind, text, now, zone, locale, projects?, tags?, task?}`. What is in it is data and stays data: it is cleaned of what cannot
 * be seen, and nothing of it can end the document that it is in.
 *
 * Returns: (transfer full): %NULL with %STINT_PROBLEM_INVALID_REQUEST, _TOO_LARGE or _MEDIA_TYPE
 */
StintWish *
stint_wish_read (const StintRequest *request,
                 GError            **error)
{
  g_autoptr (StintWish) self = g_new0 (StintWish, 1);
  g_autoptr (GVariant) body = NULL;
  g_autoptr (GVariant) document = NULL;
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (g_bytes_get_size (request->body) > STINT_WISH_MAX_BODY_BYTES)
    {
      refuse_size (error, "", "All of it is too long.");
      return NULL;
    }
  body = stint_request_parse_body (request, error);
  if (body == NULL || !read_kind (self, body, error) || !read_text (body, &builder, error) || !read_place (self, body, &builder, error) ||
      !read_names (body, "projects", &self->projects, &builder, error) || !read_names (body, "tags", &self->tags, &builder, error) ||
      !read_task (body, &builder, error))
    return NULL;

  g_variant_builder_add (&builder, "{sv}", "kind", g_variant_new_string (stint_assist_kind_to_string (self->kind)));
  document = g_variant_ref_sink (g_variant_builder_end (&builder));
  self->document = write_document (document);
  return g_steal_pointer (&self);
}

void
stint_wish_free (StintWish *self)
{
  if (self == NULL)
    return;
  g_free (self->document);
  g_strfreev (self->projects);
  g_strfreev (self->tags);
  g_free (self);
}
