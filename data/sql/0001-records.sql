-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Records, the change log and the search index.
--
-- A record's row holds its JSON (data, edits, at) and, derived from it in the same transaction, the columns that queries need.
-- Nothing is ever removed from these tables: a deleted record stays as a tombstone with its last data.
-- Times are seconds: forms 0 (floating) and 2 (dates) are civil, form 1 (in a zone) are instants since 1970.

PRAGMA application_id = 0x53746E74; -- "Stnt"

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value NOT NULL
) WITHOUT ROWID;

-- How many records of a kind live: kept by the triggers below, not counted.
CREATE TABLE count (
  kind TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO count VALUES ('project', 0), ('task', 0), ('block', 0), ('setting', 0), ('conflict', 0);

CREATE TABLE project (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  data TEXT NOT NULL,
  edits TEXT NOT NULL,
  at TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  pending INTEGER NOT NULL, -- what no server has confirmed: the outbox
  name TEXT NOT NULL,
  color TEXT
);
CREATE INDEX project_pending ON project (pending) WHERE pending = 1;

-- state: 0 in the backlog, 1 open and planned, 2 done, 3 deleted. A task leaves the backlog when its blocks cover its estimate;
-- a block of whole days covers any. deadline_sort and priority put "none" last.
CREATE TABLE task (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  data TEXT NOT NULL,
  edits TEXT NOT NULL,
  at TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  title TEXT NOT NULL,
  title_fold TEXT NOT NULL,
  project TEXT,
  series TEXT, -- an override's owner
  priority INTEGER NOT NULL,
  estimate_min INTEGER NOT NULL,
  done INTEGER NOT NULL,
  deadline_form INTEGER,
  deadline_s INTEGER,
  deadline_zone TEXT,
  deadline_sort INTEGER NOT NULL,
  n_blocks INTEGER NOT NULL DEFAULT 0,
  n_all_day INTEGER NOT NULL DEFAULT 0,
  planned_min INTEGER NOT NULL DEFAULT 0,
  done_min INTEGER NOT NULL DEFAULT 0,
  state INTEGER NOT NULL GENERATED ALWAYS AS (
    CASE
      WHEN deleted THEN 3
      WHEN done THEN 2
      WHEN n_blocks = 0 OR (planned_min < estimate_min AND n_all_day = 0) THEN 0
      ELSE 1
    END
  ) STORED
);
CREATE INDEX task_pending ON task (pending) WHERE pending = 1;
CREATE INDEX task_by_created ON task (state);
CREATE INDEX task_by_deadline ON task (state, deadline_sort, priority);
CREATE INDEX task_by_priority ON task (state, priority, deadline_sort);
CREATE INDEX task_by_title ON task (state, title_fold);
CREATE INDEX task_of_series ON task (series) WHERE series IS NOT NULL AND deleted = 0;
CREATE INDEX task_by_project ON task (project, state) WHERE project IS NOT NULL;
-- What a block shows of its task, without its JSON.
CREATE INDEX task_face ON task (id, title, project, done);
CREATE INDEX task_deadline ON task (deadline_form, deadline_s, id, title, project, done, deadline_zone) WHERE deleted = 0 AND deadline_form IS NOT NULL;
CREATE INDEX task_due ON task (deadline_form, deadline_s) WHERE state < 2 AND deadline_form IS NOT NULL;

CREATE TABLE task_tag (
  tag TEXT NOT NULL,
  task INTEGER NOT NULL,
  PRIMARY KEY (tag, task)
) WITHOUT ROWID;
CREATE INDEX task_tag_of ON task_tag (task, tag);

CREATE TABLE block (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  data TEXT NOT NULL,
  edits TEXT NOT NULL,
  at TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  task TEXT NOT NULL,
  form INTEGER NOT NULL,
  start_s INTEGER NOT NULL,
  end_s INTEGER NOT NULL,
  zone TEXT,
  minutes INTEGER NOT NULL, -- of work planned; a block of whole days plans none
  pinned INTEGER NOT NULL,
  done INTEGER NOT NULL,
  long INTEGER NOT NULL GENERATED ALWAYS AS (end_s - start_s > 86400) STORED
);
CREATE INDEX block_pending ON block (pending) WHERE pending = 1;
CREATE INDEX block_of_task ON block (task, start_s) WHERE deleted = 0;
-- A range is found by the start: a short block that reaches into it starts at most a day before, a long one at most 366 days.
CREATE INDEX block_range ON block (form, start_s, end_s DESC, id, task, pinned, done, zone) WHERE deleted = 0 AND long = 0;
CREATE INDEX block_long ON block (form, start_s, end_s DESC, id, task, pinned, done, zone) WHERE deleted = 0 AND long = 1;

CREATE TABLE setting (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  data TEXT NOT NULL,
  edits TEXT NOT NULL,
  at TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  pending INTEGER NOT NULL
);
CREATE INDEX setting_pending ON setting (pending) WHERE pending = 1;

CREATE TABLE conflict (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  data TEXT NOT NULL,
  edits TEXT NOT NULL,
  at TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  pending INTEGER NOT NULL
);
CREATE INDEX conflict_pending ON conflict (pending) WHERE pending = 1;

-- The text is folded before it comes here, and so is what is searched for.
CREATE VIRTUAL TABLE search USING fts5 (title, notes, tags, tokenize = 'unicode61 remove_diacritics 2', columnsize = 0, prefix = '1 2');

-- origin: 0 a person, 1 undo, 2 redo, 3 sync. undoes and undone_by are sequences; undone_by -1: nothing of it could be undone.
CREATE TABLE change (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  unix_ms INTEGER NOT NULL,
  device TEXT NOT NULL,
  origin INTEGER NOT NULL,
  undoes INTEGER,
  undone_by INTEGER,
  merge_key TEXT
);
CREATE INDEX change_by_origin ON change (origin, sequence);
CREATE INDEX change_not_undone ON change (origin, sequence) WHERE undone_by IS NULL;

-- kind is the number of the record's kind, owners before what they own. before is NULL if it did not live, after if it no longer does.
CREATE TABLE change_record (
  change INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (change, kind, id)
) WITHOUT ROWID;
CREATE INDEX change_record_of ON change_record (id, change);

CREATE TRIGGER project_added AFTER INSERT ON project WHEN new.deleted = 0
BEGIN UPDATE count SET n = n + 1 WHERE kind = 'project'; END;
CREATE TRIGGER project_turned AFTER UPDATE OF deleted ON project WHEN new.deleted <> old.deleted
BEGIN UPDATE count SET n = n + old.deleted - new.deleted WHERE kind = 'project'; END;

CREATE TRIGGER task_added AFTER INSERT ON task WHEN new.deleted = 0
BEGIN UPDATE count SET n = n + 1 WHERE kind = 'task'; END;
CREATE TRIGGER task_turned AFTER UPDATE OF deleted ON task WHEN new.deleted <> old.deleted
BEGIN UPDATE count SET n = n + old.deleted - new.deleted WHERE kind = 'task'; END;

CREATE TRIGGER setting_added AFTER INSERT ON setting WHEN new.deleted = 0
BEGIN UPDATE count SET n = n + 1 WHERE kind = 'setting'; END;
CREATE TRIGGER setting_turned AFTER UPDATE OF deleted ON setting WHEN new.deleted <> old.deleted
BEGIN UPDATE count SET n = n + old.deleted - new.deleted WHERE kind = 'setting'; END;

CREATE TRIGGER conflict_added AFTER INSERT ON conflict WHEN new.deleted = 0
BEGIN UPDATE count SET n = n + 1 WHERE kind = 'conflict'; END;
CREATE TRIGGER conflict_turned AFTER UPDATE OF deleted ON conflict WHEN new.deleted <> old.deleted
BEGIN UPDATE count SET n = n + old.deleted - new.deleted WHERE kind = 'conflict'; END;

-- The ledger: what the living blocks of a task plan, and what of it is done.
CREATE TRIGGER block_added AFTER INSERT ON block WHEN new.deleted = 0
BEGIN
  UPDATE count SET n = n + 1 WHERE kind = 'block';
  UPDATE task
    SET n_blocks = n_blocks + 1, n_all_day = n_all_day + (new.form = 2), planned_min = planned_min + new.minutes,
        done_min = done_min + new.minutes * new.done
    WHERE id = new.task;
END;
CREATE TRIGGER block_turned AFTER UPDATE OF deleted ON block WHEN new.deleted <> old.deleted
BEGIN UPDATE count SET n = n + old.deleted - new.deleted WHERE kind = 'block'; END;
CREATE TRIGGER block_taken AFTER UPDATE OF deleted, task, form, minutes, done ON block
WHEN old.deleted = 0 AND (new.deleted, new.task, new.form, new.minutes, new.done) IS NOT (old.deleted, old.task, old.form, old.minutes, old.done)
BEGIN
  UPDATE task
    SET n_blocks = n_blocks - 1, n_all_day = n_all_day - (old.form = 2), planned_min = planned_min - old.minutes,
        done_min = done_min - old.minutes * old.done
    WHERE id = old.task;
END;
CREATE TRIGGER block_given AFTER UPDATE OF deleted, task, form, minutes, done ON block
WHEN new.deleted = 0 AND (new.deleted, new.task, new.form, new.minutes, new.done) IS NOT (old.deleted, old.task, old.form, old.minutes, old.done)
BEGIN
  UPDATE task
    SET n_blocks = n_blocks + 1, n_all_day = n_all_day + (new.form = 2), planned_min = planned_min + new.minutes,
        done_min = done_min + new.minutes * new.done
    WHERE id = new.task;
END;
