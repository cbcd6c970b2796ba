#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words into tasks from the command line, without any server: test-assist.py STINT-CLI"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine  # noqa: E402

PROGRAM = sys.argv[1]
NOTES = """For the party:
- [ ] Book the room by fri 5pm 30min #Home
- [x] Choose a day
1. Cook 3h !high
2. Set the table
"""


def new():
    return CommandLine(PROGRAM)


def titles(tasks):
    return sorted(task["title"] for task in tasks)


def notes_from_standard_input_become_tasks():
    cli = new()
    answer = cli.json("assist", "capture", "-", stdin=NOTES)
    assert answer["server"] is None and answer["added"] is True, answer
    assert titles(cli.json("list")) == ["Book the room", "Cook", "For the party", "Set the table"]


def words_are_one_line():
    cli = new()
    cli.json("assist", "capture", "Call", "the", "bank", "by", "fri")
    task = cli.json("list")[0]
    assert task["title"] == "Call the bank" and task["deadline"] == {"date": "2026-11-27"}, task


def fields_order_and_parts_are_kept():
    cli = new()
    cli.json("assist", "capture", "-", stdin=NOTES)
    by_title = {task["title"]: cli.json("show", task["id"]) for task in cli.json("list")}
    room, cook, table = by_title["Book the room"], by_title["Cook"], by_title["Set the table"]
    assert room["estimate_min"] == 30 and room["project_name"] == "Home" and room["deadline"] == {"time": "2026-11-27T17:00"}, room
    assert room["parent"] == by_title["For the party"]["id"], room
    assert table["blockers"] == [cook["id"]], table


def a_dry_run_adds_nothing():
    cli = new()
    answer = cli.json("assist", "capture", "--dry-run", "-", stdin=NOTES)
    assert answer["added"] is False and len(answer["tasks"]) == 5, answer
    assert [task["keep"] for task in answer["tasks"]] == [True, True, False, True, True], answer
    assert cli.json("list", "--view", "all") == []


def one_undo_takes_all_back():
    cli = new()
    cli.json("assist", "capture", "-", stdin=NOTES)
    cli.json("undo")
    assert cli.json("list", "--view", "all") == []


def a_task_is_broken_down_by_lines():
    cli = new()
    task = cli.add("Write report #Work")
    cli.json("assist", "break-down", task[:13], "-", stdin="Draft 2h\nPolish\n")
    parts = [cli.json("show", part["id"]) for part in cli.json("list") if part["id"] != task]
    assert titles(parts) == ["Draft", "Polish"], parts
    assert all(part["parent"] == task and part["project_name"] == "Work" for part in parts), parts
    assert cli.json("history")[0]["label"] == "Break down “Write report”"


def people_are_told_where_it_was_read():
    text = new().text("assist", "capture", "-", stdin=NOTES)
    assert text.startswith("Read on this computer:\n  For the party\n    Book the room (30 min, due Friday 17:00, #Home)\n"), text
    assert "Choose a day (done already: left out)" in text and "Set the table (after “Cook”)" in text, text
    assert text.endswith("Added 4; stint-cli undo takes them back.\n"), text


def control_characters_do_not_reach_the_terminal():
    answer = new().run("assist", "capture", "--dry-run", "-", stdin="Evil \x1b[31mtask\n")
    assert answer.returncode == 0 and "\x1b" not in answer.stdout, answer.stdout


def rules_of_words_need_an_assistant():
    cli = new()
    message = cli.refused("assist", "rules", "gym three times a week", code="signed-out")
    assert "by hand" in message, message


def nobody_signed_in_can_send_nothing():
    cli = new()
    cli.refused("assist", "capture", "--send", "Call the bank", code="signed-out")
    assert cli.json("list", "--view", "all") == []


def nothing_is_refused():
    new().refused("assist", "capture", "-", stdin=" \n\n", code="empty")


def ten_thousand_lines_are_refused():
    cli = new()
    cli.refused("assist", "capture", "-", stdin="\n".join(f"Task {n}" for n in range(10000)), code="too-many")
    assert cli.json("list", "--view", "all") == []


def more_than_a_megabyte_is_refused():
    new().refused("assist", "capture", "-", stdin="x" * (1024 * 1024 + 1), code="refused")


def what_is_not_understood_is_said():
    cli = new()
    cli.misused("assist", "guess", "words")
    cli.misused("assist")
    cli.misused("assist", "capture")
    cli.misused("assist", "break-down")
    cli.refused("assist", "break-down", "0123", "words", code="not-found")


def there_are_no_rules_at_first():
    cli = new()
    assert cli.json("rules") == [] and cli.text("rules") == ""


tap.run("cli/assist", [
    notes_from_standard_input_become_tasks, words_are_one_line, fields_order_and_parts_are_kept, a_dry_run_adds_nothing,
    one_undo_takes_all_back, a_task_is_broken_down_by_lines, people_are_told_where_it_was_read, control_characters_do_not_reach_the_terminal,
    rules_of_words_need_an_assistant, nobody_signed_in_can_send_nothing, nothing_is_refused, ten_thousand_lines_are_refused,
    more_than_a_megabyte_is_refused, what_is_not_understood_is_said, there_are_no_rules_at_first,
])
