/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A rule is kept as a record of kind setting: its name is this prefix and a UUID, its value the rule's dictionary. */
#define STINT_RULE_NAME_PREFIX "rule:"

#define STINT_RULE_MAX_TIMES 50
#define STINT_RULE_BUFFER_MAX_MIN 240
#define STINT_RULE_TITLE_MAX_CHARS 200
#define STINT_RULE_NOTE_MAX_CHARS 500

/**
 * StintRuleType:
 * @STINT_RULE_PREFER: `{rule:"prefer", project|tag|title?, days?, from?, to?}`: work, or only that work, goes there if it can
 * @STINT_RULE_TIMES: `{rule:"times", title, count, per:"day"|"week", minutes}`: so many blocks of that length in each day or week
 * @STINT_RULE_FREE: `{rule:"free", days?, from?, to?}`: nothing is placed then
 * @STINT_RULE_LIMIT: `{rule:"limit", project|tag|title?, days?, minutes}`: at most so much of it, or of everything, a day
 * @STINT_RULE_BUFFER: `{rule:"buffer", minutes}`: so much between two blocks
 *
 * What a person may ask of a planner. The list is closed: a planner can obey each of them exactly, and say whether it did.
 */
typedef enum
{
  STINT_RULE_PREFER,
  STINT_RULE_TIMES,
  STINT_RULE_FREE,
  STINT_RULE_LIMIT,
  STINT_RULE_BUFFER,
} StintRuleType;
#define STINT_N_RULE_TYPES (STINT_RULE_BUFFER + 1)

/* Days of the week as bits, Monday the lowest, as stint_day_get_weekday() counts. */
#define STINT_RULE_DAY(weekday) (1u << (weekday))
#define STINT_RULE_EVERY_DAY 0x7fu

/**
 * StintRule:
 * @project: (nullable): a project's id, in a proposal its name
 * @tag: (nullable): tasks that have this tag
 * @title: (nullable): tasks whose title holds this, whatever the case; with %STINT_RULE_TIMES what the block is called
 * @days: %STINT_RULE_DAY() of each day; never 0
 * @from_min, @to_min: from which minute of the day to which, that one excluded; 0 and 1440 are the whole day
 * @count, @per_day: so many times a day, else a week; 0 unless it is %STINT_RULE_TIMES
 * @minutes: how long, or 0
 * @note: (nullable): what the person or the assistant says of it
 *
 * A rule, read: what a sentence about it is made of. At most one of @project, @tag and @title is set.
 */
typedef struct
{
  StintRuleType type;
  char *project;
  char *tag;
  char *title;
  guint days;
  int from_min;
  int to_min;
  int count;
  gboolean per_day;
  int minutes;
  char *note;
} StintRule;

const char *stint_rule_type_to_string (StintRuleType   type);

StintRule  *stint_rule_new            (StintRuleType   type);
StintRule  *stint_rule_copy           (const StintRule *self);
void        stint_rule_free           (StintRule      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintRule, stint_rule_free)

StintRule  *stint_rule_from_variant   (GVariant       *value,
                                       GError        **error);
GVariant   *stint_rule_to_variant     (const StintRule *self);
gboolean    stint_rule_check          (GVariant       *value,
                                       GError        **error);
char       *stint_rule_minute_to_string (int           minute);
gboolean    stint_rule_minute_parse   (const char     *text,
                                       int            *minute);

G_END_DECLS
