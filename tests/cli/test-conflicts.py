#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What could not be merged, listed and settled: test-conflicts.py STINT-CLI

With STINT_WRITE_GOLDEN=1 in the environment data/conflicts.json is written anew.
"""
import json
import os
import sqlite3
import sys
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine, without_ids  # noqa: E402

PROGRAM = sys.argv[1]
GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "conflicts.json")
# An hour before the tests' now, on a device that is not this one.
AT = 1795500720000
ELSEWHERE = "0192f000-0000-7000-8000-00000000000b"


def new():
    return CommandLine(PROGRAM)


def add_conflict(cli, record, kind="task", number=1, **more):
    """An entry as a merge would leave it in the database."""
    entry = str(uuid.UUID(int=(number << 96) + (5 << 76) + (2 << 62) + 1))
    data = {"kind": kind, "id": record, "by": ELSEWHERE, "at": AT, **more}
    database = sqlite3.connect(os.path.join(cli.data, "stint.db"))
    with database:
        database.execute("INSERT INTO conflict (id, data, edits, at, deleted, pending) VALUES (?, ?, '{}', '{}', 0, 1)",
                         (entry, json.dumps(data, sort_keys=True, separators=(",", ":"))))
    database.close()
    return entry


def rows(cli):
    """The data of everything that lives."""
    database = sqlite3.connect(os.path.join(cli.data, "stint.db"))
    found = [sorted(database.execute(f"SELECT id, data FROM {table} WHERE deleted = 0")) for table in ("task", "block", "conflict")]
    database.close()
    return found


def titled():
    cli = new()
    task = cli.add("Report")
    return cli, task, add_conflict(cli, task, member="title", lost="Letter", kept="Report")


def nothing_to_resolve_is_an_empty_list():
    cli = new()
    cli.add("Report")
    assert cli.json("conflicts") == []
    assert len(cli.text("conflicts").splitlines()) == 1


def the_list_has_both_versions():
    cli, task, _entry = titled()
    add_conflict(cli, task, number=2, member="estimate_min", lost=90)
    add_conflict(cli, task, number=3)
    add_conflict(cli, "0192f000-0000-7000-8000-0000000000aa", number=4, member="title", lost="Gone")
    text = without_ids(json.dumps(cli.json("conflicts"), indent=2, ensure_ascii=False, sort_keys=True) + "\n")
    if os.environ.get("STINT_WRITE_GOLDEN"):
        with open(GOLDEN, "w", encoding="utf-8") as file:
            file.write(text)
    with open(GOLDEN, encoding="utf-8") as file:
        assert text == file.read(), text


def the_list_for_people_is_in_words():
    cli, task, entry = titled()
    add_conflict(cli, task, number=2, member="deadline", lost={"date": "2026-11-25"})
    text = cli.text("conflicts")
    assert f"{entry[:8]}  Report: Title" in text, text
    assert "Letter (Another device · Today 7:12)" in text and "Tomorrow" in text and "None" in text, text
    assert "{" not in text and "date" not in text, text


def keep_leaves_the_task_as_it_is():
    cli, task, entry = titled()
    assert cli.json("conflicts", "keep", entry[:8]) == {"id": entry, "record": task, "settled": "keep"}
    assert cli.json("show", task)["title"] == "Report" and cli.json("conflicts") == []


def swap_takes_the_other_version():
    cli, task, entry = titled()
    cli.json("conflicts", "swap", entry)
    assert cli.json("show", task)["title"] == "Letter" and cli.json("conflicts") == []


def both_titles_make_two_tasks():
    cli, _task, entry = titled()
    cli.json("conflicts", "both", entry)
    assert sorted(found["title"] for found in cli.json("list", "--view", "all")) == ["Letter", "Report"]


def both_notes_are_joined():
    cli = new()
    task = cli.add("Report")
    cli.json("edit", task, "notes=mine")
    entry = add_conflict(cli, task, member="notes", lost="theirs", kept="mine")
    cli.json("conflicts", "both", entry)
    notes = cli.json("show", task)["notes"]
    assert notes.startswith("mine\n") and notes.endswith("\ntheirs"), notes


def swap_deletes_again_what_was_kept():
    cli = new()
    task = cli.add("Report tomorrow 9:00")
    entry = add_conflict(cli, task)
    assert "Delete" in cli.text("conflicts", "swap", entry)
    cli.refused("show", task, code="not-found")


def every_choice_is_one_step_to_undo():
    for choice in ("keep", "swap", "both"):
        cli, _task, entry = titled()
        before = rows(cli)
        cli.json("conflicts", choice, entry)
        assert rows(cli) != before
        cli.json("undo")
        assert rows(cli) == before, choice


def what_is_not_offered_is_refused():
    cli = new()
    task = cli.add("Report")
    entry = add_conflict(cli, task, member="estimate_min", lost=90)
    before = rows(cli)
    cli.refused("conflicts", "both", entry, code="refused")
    gone = add_conflict(cli, "0192f000-0000-7000-8000-0000000000aa", number=2, member="title", lost="Gone")
    cli.refused("conflicts", "swap", gone, code="refused")
    cli.json("conflicts", "keep", gone)
    assert rows(cli) == before


def wrong_words_are_refused():
    cli, _task, entry = titled()
    cli.misused("conflicts", "keep")
    cli.misused("conflicts", "choose", entry)
    cli.refused("conflicts", "keep", "ffffffff", code="not-found")


def undo_points_to_the_inbox():
    cli = new()
    task = cli.add("Report")
    cli.json("edit", task, "title=Letter")
    database = sqlite3.connect(os.path.join(cli.data, "stint.db"))
    with database:
        database.execute("UPDATE task SET data = replace (data, 'Letter', 'Parcel') WHERE id = ?", (task,))
    database.close()
    entry = add_conflict(cli, task, member="title", lost="Letter", kept="Parcel")
    left = cli.json("undo")["left"]
    assert any("conflict" in sentence for sentence in left), left
    assert [found["id"] for found in cli.json("conflicts")] == [entry]


tap.run("cli/conflicts", [
    nothing_to_resolve_is_an_empty_list, the_list_has_both_versions, the_list_for_people_is_in_words, keep_leaves_the_task_as_it_is,
    swap_takes_the_other_version, both_titles_make_two_tasks, both_notes_are_joined, swap_deletes_again_what_was_kept,
    every_choice_is_one_step_to_undo, what_is_not_offered_is_refused, wrong_words_are_refused, undo_points_to_the_inbox,
])
