#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shapes of --json, against files written once and read by eyes: test-json.py STINT-CLI

With STINT_WRITE_GOLDEN=1 in the environment the files are written anew.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine, calendar, event, todo, without_ids  # noqa: E402

PROGRAM = sys.argv[1]
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


def new():
    return CommandLine(PROGRAM)


def compare(name, *answers):
    text = without_ids(json.dumps(answers[0] if len(answers) == 1 else list(answers), indent=2, ensure_ascii=False, sort_keys=True) + "\n")
    path = os.path.join(DATA, name + ".json")
    if os.environ.get("STINT_WRITE_GOLDEN"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    with open(path, encoding="utf-8") as file:
        expected = file.read()
    assert text == expected, f"{name}.json:\n{text}"


def example():
    cli = new()
    parent = cli.add("Thesis #Study")
    task = cli.add("Write report by friday 2h #Work @deep @home !high")
    cli.json("edit", task, "notes=Two\nlines", "earliest=2026-11-24", "reminders=15,1h", "repeat=weekly", f"parent={parent}",
             f"blockers={parent}")
    cli.json("block", task, "2026-11-25T09:00", "--minutes", "90")
    cli.json("block", task, "2026-11-26")
    return cli, parent, task


def a_task_with_everything():
    cli, _parent, task = example()
    compare("show", cli.json("show", task))


def a_task_with_nothing():
    compare("add", new().json("add", "Letter"))


def a_list_of_tasks():
    cli, parent, _task = example()
    cli.json("done", parent)
    compare("list", sorted(cli.json("list", "--view", "all"), key=lambda found: found["title"]))


def what_quick_add_understood():
    compare("parse", new().json("parse", "Call Ana tomorrow 14:30-16:00 by friday 2h #Work @phone !high"))


def a_block():
    cli, _parent, task = example()
    block = cli.json("block", task, "2026-11-27T09:00")
    compare("block", block, cli.json("move", block["id"], "2026-11-27T10:00"), cli.json("unblock", block["id"]))


def an_agenda():
    cli, _parent, _task = example()
    compare("agenda", cli.json("agenda"))


def a_deletion():
    cli = new()
    compare("delete", cli.json("delete", cli.add("Letter")))


def an_import():
    cli = new()
    path = cli.write("a.ics", calendar(event("e1"), todo("t1"), "BEGIN:VJOURNAL\nUID:j1\nSUMMARY:Diary\nEND:VJOURNAL"))
    compare("import", cli.json("import", "--dry-run", path), cli.json("import", path), cli.json("import", path))


def a_history_and_its_steps():
    cli = new()
    cli.add("Letter")
    compare("history", cli.json("history"), cli.json("undo"), cli.json("redo"))


def nothing_is_an_empty_array():
    cli = new()
    assert [cli.json(*words) for words in (["list"], ["agenda"], ["search", "x"], ["history"])] == [[], [], [], []]


def an_error():
    answer = new().run("--json", "undo")
    compare("error", json.loads(answer.stderr))


tap.run("cli/json", [
    a_task_with_everything, a_task_with_nothing, a_list_of_tasks, what_quick_add_understood, a_block, an_agenda, a_deletion,
    an_import, a_history_and_its_steps, nothing_is_an_empty_array, an_error,
])
