-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Series: tasks that repeat, and the occurrences of them that somebody has touched (overrides).
--
-- An override holds only what differs from its series. Its columns say what people read, so they are taken from the series where its own
-- JSON has nothing, and follow it.

DROP INDEX task_by_created;
DROP INDEX task_by_deadline;
DROP INDEX task_by_priority;
DROP INDEX task_by_title;
DROP INDEX task_by_project;
DROP INDEX task_due;
ALTER TABLE task DROP COLUMN state;

-- repeats: 0 no series, 1 its occurrences are deadlines, 2 they are blocks. touched: of a series, counts what becomes of it and of its
-- overrides, so that whoever has worked it out knows whether that still holds.
ALTER TABLE task ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN touched INTEGER NOT NULL DEFAULT 0;

UPDATE task
  SET repeats = 1 + (coalesce (json_extract (data, '$.repeat.minutes'), 0) > 0)
  WHERE instr (data, '"repeat":{') > 0 AND json_extract (data, '$.repeat.rule') IS NOT NULL;
UPDATE task
  SET cancelled = 1, deadline_form = NULL, deadline_s = NULL, deadline_zone = NULL
  WHERE series IS NOT NULL AND json_extract (data, '$.cancelled');

-- state: 0 in the backlog, 1 open and planned, 2 done, 3 deleted, or an occurrence that is cancelled. A series of blocks is planned, and an
-- override is where its series is.
ALTER TABLE task ADD COLUMN state INTEGER NOT NULL GENERATED ALWAYS AS (
  CASE
    WHEN deleted OR cancelled THEN 3
    WHEN done THEN 2
    WHEN repeats = 2 OR series IS NOT NULL THEN 1
    WHEN n_blocks = 0 OR (planned_min < estimate_min AND n_all_day = 0) THEN 0
    ELSE 1
  END
) VIRTUAL;

CREATE INDEX task_by_created ON task (state);
CREATE INDEX task_by_deadline ON task (state, deadline_sort, priority);
CREATE INDEX task_by_priority ON task (state, priority, deadline_sort);
CREATE INDEX task_by_title ON task (state, title_fold);
CREATE INDEX task_by_project ON task (project, state) WHERE project IS NOT NULL;
CREATE INDEX task_due ON task (deadline_form, deadline_s) WHERE state < 2 AND deadline_form IS NOT NULL;
CREATE INDEX task_series ON task (id, touched) WHERE repeats > 0 AND deleted = 0;

CREATE TRIGGER series_changed AFTER UPDATE OF data, deleted ON task WHEN old.repeats > 0 OR new.repeats > 0
BEGIN UPDATE task SET touched = touched + 1 WHERE rowid = new.rowid; END;
CREATE TRIGGER override_added AFTER INSERT ON task WHEN new.series IS NOT NULL
BEGIN UPDATE task SET touched = touched + 1 WHERE id = new.series; END;
CREATE TRIGGER override_changed AFTER UPDATE OF data, deleted, n_blocks ON task WHEN old.series IS NOT NULL OR new.series IS NOT NULL
BEGIN UPDATE task SET touched = touched + 1 WHERE id IN (old.series, new.series); END;

CREATE TRIGGER override_named AFTER INSERT ON task WHEN new.series IS NOT NULL
BEGIN
  UPDATE task
    SET (title, title_fold, project, priority) =
        (SELECT iif (json_extract (new.data, '$.title') IS NULL, s.title, new.title),
                iif (json_extract (new.data, '$.title') IS NULL, s.title_fold, new.title_fold),
                iif (json_extract (new.data, '$.project') IS NULL, s.project, new.project),
                iif (json_extract (new.data, '$.priority') IS NULL, s.priority, new.priority)
         FROM task s WHERE s.id = new.series)
    WHERE rowid = new.rowid AND EXISTS (SELECT 1 FROM task s WHERE s.id = new.series);
END;
CREATE TRIGGER override_renamed AFTER UPDATE OF data ON task WHEN new.series IS NOT NULL
BEGIN
  UPDATE task
    SET (title, title_fold, project, priority) =
        (SELECT iif (json_extract (new.data, '$.title') IS NULL, s.title, new.title),
                iif (json_extract (new.data, '$.title') IS NULL, s.title_fold, new.title_fold),
                iif (json_extract (new.data, '$.project') IS NULL, s.project, new.project),
                iif (json_extract (new.data, '$.priority') IS NULL, s.priority, new.priority)
         FROM task s WHERE s.id = new.series)
    WHERE rowid = new.rowid AND EXISTS (SELECT 1 FROM task s WHERE s.id = new.series);
END;

-- A sync may bring an override before its series.
CREATE TRIGGER series_added AFTER INSERT ON task WHEN new.repeats > 0 AND EXISTS (SELECT 1 FROM task WHERE series = new.id AND deleted = 0)
BEGIN
  UPDATE task
    SET title = iif (json_extract (data, '$.title') IS NULL, new.title, title),
        title_fold = iif (json_extract (data, '$.title') IS NULL, new.title_fold, title_fold),
        project = iif (json_extract (data, '$.project') IS NULL, new.project, project),
        priority = iif (json_extract (data, '$.priority') IS NULL, new.priority, priority)
    WHERE series = new.id AND deleted = 0;
END;
CREATE TRIGGER series_renamed AFTER UPDATE OF title, project, priority ON task
WHEN new.repeats > 0 AND (new.title, new.project, new.priority) IS NOT (old.title, old.project, old.priority)
BEGIN
  UPDATE task
    SET title = iif (json_extract (data, '$.title') IS NULL, new.title, title),
        title_fold = iif (json_extract (data, '$.title') IS NULL, new.title_fold, title_fold),
        project = iif (json_extract (data, '$.project') IS NULL, new.project, project),
        priority = iif (json_extract (data, '$.priority') IS NULL, new.priority, priority)
    WHERE series = new.id AND deleted = 0;
END;
