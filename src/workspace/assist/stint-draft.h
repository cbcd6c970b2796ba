/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/stint-edit.h"
#include "core/stint-proposal.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/* More than a person would look through one by one. */
#define STINT_DRAFT_MAX_TASKS 200

/**
 * StintDraftTask:
 *
 * A task that may come to be. Its members are those of a task's record (stint-task.h), without those that name other records: what those
 * are is known by names and refs, since nothing has an id yet. Property and signal: `keep` (boolean, notified); `changed`: something else.
 */
#define STINT_TYPE_DRAFT_TASK (stint_draft_task_get_type ())
G_DECLARE_FINAL_TYPE (StintDraftTask, stint_draft_task, STINT, DRAFT_TASK, GObject)

StintDraftTask *stint_draft_task_new         (const char       *ref,
                                              const char       *title);
const char     *stint_draft_task_get_ref     (StintDraftTask   *self);
const char     *stint_draft_task_get_title   (StintDraftTask   *self);
GVariant       *stint_draft_task_get_members (StintDraftTask   *self);
/* @value: (transfer floating) (nullable). FALSE with a sentence if the member may not be so: then nothing changes. */
gboolean        stint_draft_task_set_member  (StintDraftTask   *self,
                                              const char       *name,
                                              GVariant         *value,
                                              GError          **error);
/* (nullable): a project's name; one that is not there yet is made when the draft is taken */
const char     *stint_draft_task_get_project (StintDraftTask   *self);
void            stint_draft_task_set_project (StintDraftTask   *self,
                                              const char       *name);
/* Refs of what comes first; (not nullable) */
const char *const *stint_draft_task_get_after (StintDraftTask  *self);
void            stint_draft_task_set_after   (StintDraftTask   *self,
                                              const char *const *refs);
/* (nullable): the ref of the task that it is a part of */
const char     *stint_draft_task_get_parent  (StintDraftTask   *self);
void            stint_draft_task_set_parent  (StintDraftTask   *self,
                                              const char       *ref);
/* (nullable): the assistant's reason */
const char     *stint_draft_task_get_why     (StintDraftTask   *self);
void            stint_draft_task_set_why     (StintDraftTask   *self,
                                              const char       *why);
gboolean        stint_draft_task_get_keep    (StintDraftTask   *self);
void            stint_draft_task_set_keep    (StintDraftTask   *self,
                                              gboolean          keep);

/**
 * StintDraftRule:
 *
 * A rule that may come to be (core/stint-rule.h). Property `keep`; signal `changed`.
 */
#define STINT_TYPE_DRAFT_RULE (stint_draft_rule_get_type ())
G_DECLARE_FINAL_TYPE (StintDraftRule, stint_draft_rule, STINT, DRAFT_RULE, GObject)

StintDraftRule *stint_draft_rule_new         (GVariant         *rule);
GVariant       *stint_draft_rule_get_rule    (StintDraftRule   *self);
void            stint_draft_rule_set_rule    (StintDraftRule   *self,
                                              GVariant         *rule);
gboolean        stint_draft_rule_get_keep    (StintDraftRule   *self);
void            stint_draft_rule_set_keep    (StintDraftRule   *self,
                                              gboolean          keep);

/**
 * StintDraft:
 *
 * What a person looks through before anything is written: tasks in their order, rules, and what the assistant asks. Property: `n-kept`
 * (notified): how many of both would be taken.
 */
#define STINT_TYPE_DRAFT (stint_draft_get_type ())
G_DECLARE_FINAL_TYPE (StintDraft, stint_draft, STINT, DRAFT, GObject)

StintDraft     *stint_draft_new              (StintAssistKind   kind);
StintAssistKind stint_draft_get_kind         (StintDraft       *self);
GListModel     *stint_draft_get_tasks        (StintDraft       *self);
GListModel     *stint_draft_get_rules        (StintDraft       *self);
void            stint_draft_add_task         (StintDraft       *self,
                                              StintDraftTask   *task);
void            stint_draft_add_rule         (StintDraft       *self,
                                              StintDraftRule   *rule);
/* What the assistant would like to know; (not nullable) */
const char *const *stint_draft_get_questions (StintDraft       *self);
void            stint_draft_set_questions    (StintDraft       *self,
                                              const char *const *questions);
/* (nullable): the server it came from; NULL: it was made on this computer */
const char     *stint_draft_get_server       (StintDraft       *self);
void            stint_draft_set_server       (StintDraft       *self,
                                              const char       *server);
/* (nullable) (transfer none) */
StintDraftTask *stint_draft_find_task        (StintDraft       *self,
                                              const char       *ref);
guint           stint_draft_get_n_kept       (StintDraft       *self);
void            stint_draft_keep_all         (StintDraft       *self,
                                              gboolean          keep);

/*
 * All that is kept, as one edit: in its order, each blocked by what comes before it, and below @parent (nullable) if it is a part of
 * nothing else. What comes after a task that is not kept comes after what that came after. NULL if nothing is kept.
 */
StintEdit      *stint_draft_take             (StintDraft       *self,
                                              StintWorkspace   *workspace,
                                              StintRecord      *parent);

G_END_DECLS
