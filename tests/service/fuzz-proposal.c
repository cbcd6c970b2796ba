/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-rule.h"
#include "service/stint-trial.h"
#include "wire/stint-json.h"

#include <string.h>

/*
 * For libFuzzer (build-aux/fuzz): any bytes as a proposal, or as a question with the answers of a model. What is taken is taken again
 * after a way through JSON, its rules are rules, and nothing is our fault.
 */

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static const char *const names[] = { "House", "a", NULL };

static void
check_rules (GVariant *proposal)
{
  for (gsize i = 0; i < stint_proposal_get_n (proposal, "rules"); i++)
    {
      g_autoptr (GVariant) element = stint_proposal_dup_element (proposal, "rules", i);
      g_autoptr (StintRule) rule = stint_rule_from_variant (element, NULL);
      g_autoptr (GVariant) written = rule != NULL ? stint_rule_to_variant (rule) : NULL;
      g_autoptr (StintRule) again = written != NULL ? stint_rule_from_variant (written, NULL) : NULL;

      if (again == NULL)
        g_error ("a rule that was taken is none");
    }
}

static void
check (const char *text,
       gsize       length,
       guint8      kind)
{
  StintProposalContext context = { .kind = kind % STINT_N_ASSIST_KINDS, .projects = names, .tags = names, .today = 20782 };
  g_autoptr (GVariant) value = stint_json_parse (text, (gssize) length, NULL);
  g_autoptr (GVariant) again = NULL;
  g_autofree char *json = NULL;

  if (value == NULL || !stint_proposal_check (value, &context, NULL))
    return;
  json = stint_json_to_string (value);
  again = stint_json_parse (json, -1, NULL);
  if (again == NULL || !stint_proposal_check (again, &context, NULL))
    g_error ("what was taken is not taken again: %s", json);
  check_rules (value);
}

static void
try_whole (const char *text,
           gsize       length)
{
  static StintPrompt prompt = {
    .version = (char *) "1", .system = { (char *) "a", (char *) "b", (char *) "c" }, .tool = (char *) "{\"name\":\"propose\"}",
  };
  g_autofree char *line = stint_trial_run (&prompt, 100, text, length, NULL);

  if (line != NULL && (!stint_json_scan (line, -1, NULL) || strstr (line, "\"status\":500") != NULL || strchr (line, '\n') != NULL))
    g_error ("%s", line);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  if (size == 0)
    return 0;
  if (data[0] % 2 == 0)
    check ((const char *) data + 1, size - 1, data[0] / 2);
  else
    try_whole ((const char *) data + 1, size - 1);
  return 0;
}
