-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a server has of each record, and the way there (docs/sync.md).
--
-- A record's `pending` becomes: 0 confirmed by a server; above 0 the count of this device's last edit of it, so that the outbox is in the
-- order of edits and what one change touched stays together; below 0 the same, parked: a server refused it, and it waits for its next edit.

UPDATE project SET pending = 0 WHERE deleted = 1;
UPDATE task SET pending = 0 WHERE deleted = 1;
UPDATE block SET pending = 0 WHERE deleted = 1;
UPDATE setting SET pending = 0 WHERE deleted = 1;
UPDATE conflict SET pending = 0 WHERE deleted = 1;

DROP INDEX project_pending;
DROP INDEX task_pending;
DROP INDEX block_pending;
DROP INDEX setting_pending;
DROP INDEX conflict_pending;
CREATE INDEX project_pending ON project (pending) WHERE pending <> 0;
CREATE INDEX task_pending ON task (pending) WHERE pending <> 0;
CREATE INDEX block_pending ON block (pending) WHERE pending <> 0;
CREATE INDEX setting_pending ON setting (pending) WHERE pending <> 0;
CREATE INDEX conflict_pending ON conflict (pending) WHERE pending <> 0;

-- What an entry of the inbox is about.
ALTER TABLE conflict ADD COLUMN about TEXT GENERATED ALWAYS AS (json_extract (data, '$.id')) VIRTUAL;
CREATE INDEX conflict_about ON conflict (about) WHERE deleted = 0;

-- A record that was sent or came. version: the tag of the push that wrote what the server has, NULL if it is not known to be there.
-- While the record is confirmed the rest is NULL: the server has what the row has. Else, edits: what the server has seen of it; base_…: the
-- state that both sides come from, NULL if none is known; known_at: times of members that are by the server's clock already; again: it is
-- ours to give back, and until that is confirmed the edit vectors decide. walk: the last snapshot that named it.
CREATE TABLE remote (
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  version TEXT,
  edits TEXT,
  base_data TEXT,
  base_edits TEXT,
  base_at TEXT,
  base_deleted INTEGER,
  known_at TEXT,
  again INTEGER NOT NULL DEFAULT 0,
  walk INTEGER NOT NULL DEFAULT 0,
  refusal TEXT,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;

-- Tasks whose owned records may have lost them: looked at when the pull is at the head.
CREATE TABLE suspect (
  id TEXT PRIMARY KEY
) WITHOUT ROWID;

-- Records of kinds that this version does not know, as they came.
CREATE TABLE foreign_record (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;

-- A sync may bring a block before its task: the ledger is made when the task comes.
CREATE TRIGGER task_counted AFTER INSERT ON task WHEN EXISTS (SELECT 1 FROM block WHERE task = new.id AND deleted = 0)
BEGIN
  UPDATE task
    SET (n_blocks, n_all_day, planned_min, done_min) =
        (SELECT count(*), sum (form = 2), sum (minutes), sum (minutes * done) FROM block WHERE task = new.id AND deleted = 0)
    WHERE id = new.id;
END;
