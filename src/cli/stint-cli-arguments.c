/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-arguments.h"

#include "stint-config.h"
#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const StintCliOption options[STINT_CLI_N_OPTIONS] = {
  [STINT_CLI_OPTION_DATA] = { "data", "DIR", N_("The directory of the database"), TRUE },
  [STINT_CLI_OPTION_ZONE] = { "zone", "ZONE", N_("The time zone to read and show times in, such as Europe/Berlin"), TRUE },
  [STINT_CLI_OPTION_NOW] = { "now", "TIME", N_("Take this for the present time"), TRUE },
  [STINT_CLI_OPTION_JSON] = { "json", NULL, N_("Print JSON, as stint-cli(1) describes it"), TRUE },
  [STINT_CLI_OPTION_HELP] = { "help", NULL, N_("Show this help"), TRUE },
  [STINT_CLI_OPTION_VERSION] = { "version", NULL, N_("Show the version"), TRUE },
  [STINT_CLI_OPTION_VIEW] = { "view", "VIEW", N_("backlog (the default), today, overdue, done or all"), FALSE },
  [STINT_CLI_OPTION_PROJECT] = { "project", "P", N_("Only tasks of this project, by its name or id"), FALSE },
  [STINT_CLI_OPTION_TAG] = { "tag", "T", N_("Only tasks with this tag"), FALSE },
  [STINT_CLI_OPTION_FROM] = { "from", "D", N_("The first day"), FALSE },
  [STINT_CLI_OPTION_TO] = { "to", "D", N_("The last day"), FALSE },
  [STINT_CLI_OPTION_MINUTES] = { "minutes", "N", N_("How long: 90, 90m, 1h30m"), FALSE },
  [STINT_CLI_OPTION_DRY_RUN] = { "dry-run", NULL, N_("Say what would come in, and change nothing"), FALSE },
  [STINT_CLI_OPTION_FORMAT] = { "format", "FORMAT", N_("What kind of file it is, or shall be"), FALSE },
  [STINT_CLI_OPTION_YES] = { "yes", NULL, N_("Do not ask"), FALSE },
  [STINT_CLI_OPTION_ADD] = { "add", NULL, N_("Add the tasks here to the account"), FALSE },
  [STINT_CLI_OPTION_SEPARATE] = { "separate", NULL, N_("Leave the tasks here as they are; the account has a plan of its own"), FALSE },
  [STINT_CLI_OPTION_REMOVE] = { "remove", NULL, N_("Remove the plan from this computer as well"), FALSE },
  [STINT_CLI_OPTION_UPLOAD] = { "upload", NULL, N_("After the account was erased: send everything again"), FALSE },
  [STINT_CLI_OPTION_SEND] = { "send", NULL, N_("The text may be sent to the account’s assistant, this time"), FALSE },
  [STINT_CLI_OPTION_HERE] = { "here", NULL, N_("Send nothing: read the lines on this computer"), FALSE },
  [STINT_CLI_OPTION_START] = { "start", "TIME", N_("When the series begins: a time, or a date for whole days"), FALSE },
  [STINT_CLI_OPTION_COUNT] = { "count", "N", N_("How many at most: 10, unless it is said"), FALSE },
  [STINT_CLI_OPTION_OCCURRENCE] = { "occurrence", "D", N_("One occurrence of a series: its day, or its day and time"), FALSE },
  [STINT_CLI_OPTION_SCOPE] = { "scope", "SCOPE", N_("this occurrence (the default), following ones too, or all"), FALSE },
  [STINT_CLI_OPTION_MONTH_END] = { "month-end", "HOW", N_("In a month without that day: skip it, clamp to its last day, or always the last"), FALSE },
};

const StintCliOption *
stint_cli_option_get (StintCliOptionId id)
{
  return &options[id];
}

static gboolean
find_option (const char       *name,
             gsize             length,
             StintCliOptionId *id)
{
  for (int i = 0; i < STINT_CLI_N_OPTIONS; i++)
    if (strlen (options[i].name) == length && strncmp (options[i].name, name, length) == 0)
      {
        *id = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
check_text (const char *argument,
            int         position,
            GError    **error)
{
  if (g_utf8_validate (argument, -1, NULL))
    return TRUE;

  g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
               _("Argument %d is not valid UTF-8 text"), position);
  return FALSE;
}

/* Reads the option at @position; it may use up the argument after it. */
static gboolean
read_option (StintCliArguments *self,
             int                argc,
             char             **argv,
             int               *position,
             GError           **error)
{
  const char *name = argv[*position] + 2;
  const char *equals = strchr (name, '=');
  gsize length = equals != NULL ? (gsize) (equals - name) : strlen (name);
  const char *value = "";
  StintCliOptionId id;

  if (!find_option (name, length, &id))
    {
      g_autofree char *shown = stint_cli_text_quote (argv[*position]);

      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                   _("There is no option %s; a word that begins so goes after --"), shown);
      return FALSE;
    }
  if (options[id].value == NULL && equals != NULL)
    {
      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("--%s takes no value"), options[id].name);
      return FALSE;
    }
  if (options[id].value != NULL)
    {
      if (equals == NULL && *position + 1 >= argc)
        {
          g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                       _("--%s needs a value: --%s %s"), options[id].name, options[id].name, options[id].value);
          return FALSE;
        }
      value = equals != NULL ? equals + 1 : argv[++*position];
      /* A directory's name may be of any bytes; the rest is text. */
      if (id != STINT_CLI_OPTION_DATA && !check_text (value, *position, error))
        return FALSE;
      if (*value == '\0')
        {
          g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("The value of --%s is empty"), options[id].name);
          return FALSE;
        }
    }
  if (self->values[id] != NULL)
    {
      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("--%s is given twice"), options[id].name);
      return FALSE;
    }
  self->values[id] = value;
  return TRUE;
}

static gboolean
read_word (StintCliArguments *self,
           const char        *word,
           int                position,
           GError           **error)
{
  if (self->command != NULL)
    {
      if (!self->command->takes_files && !check_text (word, position, error))
        return FALSE;
      g_ptr_array_add (self->words, (gpointer) word);
      return TRUE;
    }

  if (!check_text (word, position, error))
    return FALSE;
  self->command = stint_cli_command_find (word);
  if (self->command == NULL)
    {
      g_autofree char *shown = stint_cli_text_quote (word);

      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                   _("There is no command %s; stint-cli --help lists them"), shown);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_options (StintCliArguments *self,
               GError           **error)
{
  for (int i = 0; i < STINT_CLI_N_OPTIONS; i++)
    if (self->values[i] != NULL && !options[i].is_global && (self->command->options & STINT_CLI_TAKES (i)) == 0)
      {
        g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                     _("“%s” has no option --%s"), self->command->name, options[i].name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_words (StintCliArguments *self,
             GError           **error)
{
  const StintCliCommand *command = self->command;

  if (self->words->len < command->min_words)
    {
      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                   _("Something is missing: stint-cli %s %s"), command->name, command->usage);
      return FALSE;
    }
  if (self->words->len > command->max_words)
    {
      g_autofree char *shown = stint_cli_text_quote (g_ptr_array_index (self->words, command->max_words));

      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                   _("%s is too much: stint-cli %s %s"), shown, command->name, command->usage);
      return FALSE;
    }
  return TRUE;
}

/**
 * stint_cli_arguments_parse:
 * @self: (out caller-allocates): cleared by the caller also when this fails: it then holds what was understood so far
 * @error: %STINT_CLI_ERROR_USAGE
 *
 * Options may stand before or after the command; after "--" everything is a word.
 */
gboolean
stint_cli_arguments_parse (StintCliArguments *self,
                           int                argc,
                           char             **argv,
                           GError           **error)
{
  gboolean only_words = FALSE;

  *self = (StintCliArguments) { .words = g_ptr_array_new () };

  for (int i = 1; i < argc; i++)
    {
      if (!only_words && strcmp (argv[i], "--") == 0)
        only_words = TRUE;
      else if (!only_words && strcmp (argv[i], "-h") == 0)
        self->values[STINT_CLI_OPTION_HELP] = "";
      else if (!only_words && g_str_has_prefix (argv[i], "--"))
        {
          if (!read_option (self, argc, argv, &i, error))
            return FALSE;
        }
      else if (!read_word (self, argv[i], i, error))
        return FALSE;
    }

  if (stint_cli_arguments_has (self, STINT_CLI_OPTION_HELP) || stint_cli_arguments_has (self, STINT_CLI_OPTION_VERSION))
    return TRUE;
  if (self->command == NULL)
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                           _("What to do? stint-cli --help lists the commands"));
      return FALSE;
    }
  return check_options (self, error) && check_words (self, error);
}

void
stint_cli_arguments_clear (StintCliArguments *self)
{
  g_clear_pointer (&self->words, g_ptr_array_unref);
}

gboolean
stint_cli_arguments_has (StintCliArguments *self,
                         StintCliOptionId   id)
{
  return self->values[id] != NULL;
}

/**
 * stint_cli_arguments_get_word:
 *
 * Returns: (nullable): the word, %NULL beyond the last
 */
const char *
stint_cli_arguments_get_word (StintCliArguments *self,
                              guint              position)
{
  return position < self->words->len ? g_ptr_array_index (self->words, position) : NULL;
}

/**
 * stint_cli_arguments_join_words:
 *
 * Returns: (transfer full): the words from @first on with a space between each
 */
char *
stint_cli_arguments_join_words (StintCliArguments *self,
                                guint              first)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < self->words->len; i++)
    {
      if (i > first)
        g_string_append_c (text, ' ');
      g_string_append (text, g_ptr_array_index (self->words, i));
    }
  return g_string_free (text, FALSE);
}
