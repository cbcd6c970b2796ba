/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-converse.h"

#include "wire/stint-json.h"

#include <string.h>

static const struct
{
  const char *name;
  StintStop   stop;
} stops[] = {
  { "tool_use", STINT_STOP_TOOL },
  { "end_turn", STINT_STOP_TEXT },
  { "stop_sequence", STINT_STOP_TEXT },
  { "max_tokens", STINT_STOP_CUT },
  { "malformed_model_output", STINT_STOP_MALFORMED },
  { "malformed_tool_use", STINT_STOP_MALFORMED },
  { "guardrail_intervened", STINT_STOP_GUARDRAIL },
  { "content_filtered", STINT_STOP_FILTERED },
  { "model_context_window_exceeded", STINT_STOP_CONTEXT },
};

static void
append_text (GString    *out,
             const char *before,
             const char *text,
             const char *after)
{
  g_string_append (out, before);
  stint_json_append_string (out, text);
  g_string_append (out, after);
}

/* Returns: (transfer full): the tool's name, which has to be said twice */
static char *
dup_tool_name (const char *tool)
{
  g_autoptr (GVariant) object = stint_json_parse (tool, -1, NULL);
  char *name = NULL;

  if (object != NULL && g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT))
    g_variant_lookup (object, "name", "s", &name);
  return name != NULL ? name : g_strdup ("propose");
}

/* What it answered, and what was wrong with it as the tool's result. */
static void
append_repair (GString                *out,
               const StintModelAnswer *previous,
               const char             *fault,
               const char             *name)
{
  g_autofree char *input = stint_json_to_string (previous->proposal);
  const char *id = previous->call_id != NULL ? previous->call_id : "call";

  append_text (out, ",{\"role\":\"assistant\",\"content\":[{\"toolUse\":{\"toolUseId\":", id, ",\"name\":");
  stint_json_append_string (out, name);
  g_string_append_printf (out, ",\"input\":%s}}]}", input);
  append_text (out, ",{\"role\":\"user\",\"content\":[{\"toolResult\":{\"toolUseId\":", id, ",\"status\":\"error\",\"content\":[{\"text\":");
  append_text (out, "", fault, "}]}}]}");
}

/**
 * stint_converse_write:
 *
 * Returns: (transfer full): the body of a request
 */
char *
stint_converse_write (const StintModelQuestion *question)
{
  g_autofree char *name = dup_tool_name (question->tool);
  GString *out = g_string_new (NULL);

  append_text (out, "{\"system\":[{\"text\":", question->system, "}],");
  append_text (out, "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":", question->text, "}]}");
  if (question->previous != NULL && question->previous->proposal != NULL)
    append_repair (out, question->previous, question->fault, name);
  g_string_append_printf (out, "],\"inferenceConfig\":{\"maxTokens\":%d,\"temperature\":0.0},", question->max_tokens);
  g_string_append_printf (out, "\"toolConfig\":{\"tools\":[{\"toolSpec\":%s}],", question->tool);
  append_text (out, "\"toolChoice\":{\"tool\":{\"name\":", name, "}}}}");
  return g_string_free (out, FALSE);
}

static StintStop
read_stop (GVariant *object)
{
  const char *name = "";

  g_variant_lookup (object, "stopReason", "&s", &name);
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    if (strcmp (stops[i].name, name) == 0)
      return stops[i].stop;
  return STINT_STOP_OTHER;
}

/* @content: (nullable): the model's message; the first call of the tool counts */
static void
read_content (StintModelAnswer *self,
              GVariant         *content)
{
  for (gsize i = 0; content != NULL && i < g_variant_n_children (content); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (content, i);
      g_autoptr (GVariant) block = g_variant_get_variant (boxed);
      g_autoptr (GVariant) use = NULL;

      if (g_variant_is_of_type (block, G_VARIANT_TYPE_VARDICT))
        use = g_variant_lookup_value (block, "toolUse", G_VARIANT_TYPE_VARDICT);
      if (use == NULL)
        continue;
      self->proposal = g_variant_lookup_value (use, "input", NULL);
      g_variant_lookup (use, "toolUseId", "s", &self->call_id);
      return;
    }
}

static void
read_usage (StintModelAnswer *self,
            GVariant         *object)
{
  g_autoptr (GVariant) usage = g_variant_lookup_value (object, "usage", G_VARIANT_TYPE_VARDICT);

  if (usage == NULL)
    return;
  g_variant_lookup (usage, "inputTokens", "x", &self->n_tokens_in);
  g_variant_lookup (usage, "outputTokens", "x", &self->n_tokens_out);
  self->n_tokens_in = CLAMP (self->n_tokens_in, 0, G_MAXINT32);
  self->n_tokens_out = CLAMP (self->n_tokens_out, 0, G_MAXINT32);
}

/**
 * stint_converse_read:
 *
 * Returns: (transfer full): the answer; whatever cannot be read is %STINT_STOP_MALFORMED
 */
StintModelAnswer *
stint_converse_read (const char *text,
                     gssize      length)
{
  g_autoptr (GVariant) object = stint_json_parse (text, length, NULL);
  g_autoptr (GVariant) output = NULL;
  g_autoptr (GVariant) message = NULL;
  g_autoptr (GVariant) content = NULL;
  StintModelAnswer *self = g_new0 (StintModelAnswer, 1);

  self->stop = STINT_STOP_MALFORMED;
  if (object == NULL || !g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT))
    return self;

  self->stop = read_stop (object);
  read_usage (self, object);
  output = g_variant_lookup_value (object, "output", G_VARIANT_TYPE_VARDICT);
  message = output != NULL ? g_variant_lookup_value (output, "message", G_VARIANT_TYPE_VARDICT) : NULL;
  content = message != NULL ? g_variant_lookup_value (message, "content", G_VARIANT_TYPE ("av")) : NULL;
  if (self->stop == STINT_STOP_TOOL)
    read_content (self, content);
  return self;
}

/**
 * stint_converse_to_path:
 * @model_id: a model's id, an inference profile's id or its ARN: colons and slashes are a part of it
 *
 * Returns: (transfer full): the address's path, percent-encoded once
 */
char *
stint_converse_to_path (const char *model_id)
{
  g_autofree char *encoded = g_uri_escape_string (model_id, NULL, FALSE);

  return g_strconcat ("/model/", encoded, "/converse", NULL);
}
