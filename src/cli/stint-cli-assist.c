/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-account.h"
#include "cli/stint-cli-ask.h"
#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-draft.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "stint-config.h"
#include "workspace/assist/stint-assistant-account.h"
#include "workspace/assist/stint-rules.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* More is never read: what is over the limits of the assistant is told by them. */
#define MAX_INPUT_BYTES (1024 * 1024)

/* The consents are the window's, where its settings are installed. Returns: (transfer full) (nullable) */
static GSettings *
find_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, STINT_APP_ID, TRUE) : NULL;

  return schema != NULL && g_settings_schema_has_key (schema, "assistant-consent") ? g_settings_new (STINT_APP_ID) : NULL;
}

/* Returns: (transfer full) (nullable): the words from @first on, or standard input if they are "-" */
static char *
read_text (StintCliArguments *arguments,
           guint              first,
           GError           **error)
{
  g_autoptr (GString) text = NULL;
  char buffer[4096];
  gsize length;

  if (arguments->words->len != first + 1 || !g_str_equal (stint_cli_arguments_get_word (arguments, first), "-"))
    return arguments->words->len > first ? stint_cli_arguments_join_words (arguments, first) : g_strdup ("");
  text = g_string_new (NULL);
  while (text->len <= MAX_INPUT_BYTES && (length = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_string_append_len (text, buffer, length);
  if (text->len <= MAX_INPUT_BYTES)
    return g_string_free (g_steal_pointer (&text), FALSE);
  g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED, _("Standard input is too long: at most 1 MB is read"));
  return NULL;
}

static StintAssistQuestion *
prepare (StintAssistant *assistant,
         StintAssistKind kind,
         const char     *text,
         StintRecord    *task,
         GError        **error)
{
  g_autoptr (GAsyncResult) slot = NULL;

  stint_assistant_prepare_async (assistant, kind, text, task != NULL ? stint_record_get_id (task) : NULL, NULL, stint_cli_ready_cb, &slot);
  return stint_assistant_prepare_finish (assistant, stint_cli_wait (&slot), error);
}

/* Whether the question may go out: a person has said so before, says so with an option, or says so now, having seen it. */
static gboolean
get_consent (StintAssistant      *assistant,
             StintCliArguments   *arguments,
             StintAssistQuestion *question,
             GError             **error)
{
  StintAssistKind kind = stint_assist_question_get_kind (question);
  g_autofree char *server = stint_cli_text_escape (stint_assistant_get_server (assistant));
  g_autofree char *asked = g_strdup_printf (_("Send this to %s, and what you write for it from now on?"), server);

  if (stint_assistant_get_consent (assistant, kind))
    return TRUE;
  if (!stint_cli_can_ask () && !stint_cli_arguments_has (arguments, STINT_CLI_OPTION_SEND))
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED,
                           _("Nobody has said that this may be sent to the assistant, so nothing was: --send says so for this time, and "
                             "--here makes a task of each line on this computer"));
      return FALSE;
    }
  if (!stint_cli_arguments_has (arguments, STINT_CLI_OPTION_SEND))
    {
      stint_cli_tell ("%s", stint_assist_question_get_payload (question));
      if (!stint_cli_ask_yes (asked))
        {
          g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED, _("Nothing was sent"));
          return FALSE;
        }
    }
  stint_assistant_set_consent (assistant, kind, TRUE);
  return TRUE;
}

static StintDraft *
ask (StintAssistant      *assistant,
     StintCliArguments   *arguments,
     StintAssistQuestion *question,
     GError             **error)
{
  g_autoptr (GAsyncResult) slot = NULL;
  StintCliInterrupt interrupt;
  StintDraft *draft;

  if (!get_consent (assistant, arguments, question, error))
    return NULL;
  stint_cli_interrupt_init (&interrupt);
  stint_assistant_ask_async (assistant, question, interrupt.cancellable, stint_cli_ready_cb, &slot);
  draft = stint_assistant_ask_finish (assistant, stint_cli_wait (&slot), error);
  stint_cli_interrupt_clear (&interrupt);
  return draft;
}

/* Where the words go: to the account's assistant, if there is one and nobody says "here". */
static StintDraft *
make_draft (StintCliSession   *session,
            StintCliArguments *arguments,
            StintAssistKind    kind,
            const char        *text,
            StintRecord       *task,
            GError           **error)
{
  g_autoptr (StintAccount) account = stint_cli_account_load (session, error);
  /* What --send says is not remembered. */
  g_autoptr (GSettings) settings = stint_cli_arguments_has (arguments, STINT_CLI_OPTION_SEND) ? NULL : find_settings ();
  g_autoptr (StintAssistant) assistant = NULL;
  g_autoptr (StintAssistQuestion) question = NULL;

  if (account == NULL)
    return NULL;
  assistant = stint_assistant_new (session->workspace, settings);
  stint_assistant_follow (assistant, account);
  if (stint_assistant_get_server (assistant) != NULL && !stint_cli_arguments_has (arguments, STINT_CLI_OPTION_HERE))
    {
      question = prepare (assistant, kind, text, task, error);
      return question != NULL ? ask (assistant, arguments, question, error) : NULL;
    }
  if (stint_cli_arguments_has (arguments, STINT_CLI_OPTION_SEND))
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_SIGNED_OUT, _("Nobody is signed in, so there is no assistant to send it to"));
      return NULL;
    }
  if (kind != STINT_ASSIST_RULES)
    return stint_assistant_read_here (assistant, kind, text, error);
  g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_SIGNED_OUT,
                       _("Words become rules only at an account’s assistant, and nobody is signed in; in the window rules are written by hand"));
  return NULL;
}

static gboolean
report (StintCliSession   *session,
        StintCliArguments *arguments,
        StintDraft        *draft,
        StintRecord       *task,
        GError           **error)
{
  gboolean is_dry = stint_cli_arguments_has (arguments, STINT_CLI_OPTION_DRY_RUN);
  StintEdit *edit = is_dry ? NULL : stint_draft_take (draft, session->workspace, task);

  if (edit != NULL && !stint_cli_session_apply (session, edit, error))
    return FALSE;
  stint_cli_put_draft (session, draft, edit != NULL);
  return TRUE;
}

gboolean
stint_cli_run_assist (StintCliSession   *session,
                      StintCliArguments *arguments,
                      GError           **error)
{
  const char *name = stint_cli_arguments_get_word (arguments, 0);
  g_autoptr (StintRecord) task = NULL;
  g_autoptr (StintDraft) draft = NULL;
  g_autofree char *text = NULL;
  StintAssistKind kind;

  if (!stint_assist_kind_from_string (name, &kind))
    {
      g_autofree char *shown = stint_cli_text_quote (name);

      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("%s is none of capture, break-down and rules"), shown);
      return FALSE;
    }
  if (arguments->words->len < 2)
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                           kind == STINT_ASSIST_BREAK_DOWN ? _("Say which task: stint-cli assist break-down ID [TEXT…]")
                                                           : _("Say what is to be read: words, or - for standard input"));
      return FALSE;
    }
  if (kind == STINT_ASSIST_BREAK_DOWN)
    {
      task = stint_cli_session_find (session, STINT_KIND_TASK, stint_cli_arguments_get_word (arguments, 1), error);
      if (task == NULL)
        return FALSE;
    }
  text = read_text (arguments, kind == STINT_ASSIST_BREAK_DOWN ? 2 : 1, error);
  if (text == NULL)
    return FALSE;
  draft = make_draft (session, arguments, kind, text, task, error);
  return draft != NULL && report (session, arguments, draft, task, error);
}

static GVariant *
describe_rule (StintCliSession *session,
               StintRuleItem   *item)
{
  g_autofree char *words = stint_rule_describe (stint_rule_item_get_rule (item), session->workspace);
  g_autofree char *when = stint_rule_describe_when (stint_rule_item_get_rule (item));
  g_autoptr (GVariant) rule = stint_rule_to_variant (stint_rule_item_get_rule (item));
  GVariantBuilder object;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&object, "id", stint_record_get_id (stint_rule_item_get_record (item)));
  stint_cli_json_add (&object, "rule", rule);
  stint_cli_json_add_string (&object, "words", words);
  stint_cli_json_add_string (&object, "when", when);
  return g_variant_ref_sink (g_variant_builder_end (&object));
}

static void
put_rules (StintCliSession *session,
           GListModel      *rules)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GVariant) array = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr (StintRuleItem) item = g_list_model_get_item (rules, i);
      g_autofree char *id = stint_cli_session_shorten (session, STINT_KIND_SETTING, stint_record_get_id (stint_rule_item_get_record (item)));
      g_autofree char *words = stint_rule_describe (stint_rule_item_get_rule (item), session->workspace);
      g_autofree char *when = stint_rule_describe_when (stint_rule_item_get_rule (item));

      g_ptr_array_add (objects, describe_rule (session, item));
      g_ptr_array_add (rows, stint_cli_text_row (id, words, when != NULL ? when : "", NULL));
    }
  if (session->json)
    {
      array = stint_cli_json_array (objects);
      stint_cli_put_json (session, array);
    }
  else if (rows->len > 0)
    {
      stint_cli_text_table (session->out, rows);
    }
}

gboolean
stint_cli_run_rules (StintCliSession   *session,
                     StintCliArguments *arguments,
                     GError           **error)
{
  g_autoptr (StintRules) rules = stint_rules_new (session->workspace);

  while (!stint_rules_get_is_read (rules))
    g_main_context_iteration (NULL, TRUE);
  put_rules (session, G_LIST_MODEL (rules));
  return TRUE;
}
