#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks and their fields from the command line: test-tasks.py STINT-CLI"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine  # noqa: E402

PROGRAM = sys.argv[1]


def new():
    return CommandLine(PROGRAM)


def titles(tasks):
    return [task["title"] for task in tasks]


def adding_understands_quick_add():
    cli = new()
    task = cli.json("add", "Write report by friday 2h #Work @deep !high")
    assert (task["title"], task["project_name"], task["estimate_min"], task["tags"]) == ("Write report", "Work", 120, ["deep"]), task
    assert task["priority"] < 5 and task["deadline"] == {"date": "2026-11-27"}, task


def adding_with_a_time_makes_a_block():
    cli = new()
    block = cli.json("add", "Call the bank tomorrow 14:30-16:00")["blocks"][0]
    assert (block["start"], block["end"]) == ("2026-11-25T14:30:00+01:00", "2026-11-25T16:00:00+01:00"), block


def adding_writes_what_repeats():
    cli = new()
    task = cli.json("add", "Gym every mon and thu at 18:00 until 31 mar 2027 remind 15m remind 1h")
    assert task["repeat"] == {"rule": "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270331T235959", "start": "2026-11-26T18:00",
                              "zone": "Europe/Berlin", "minutes": 60}, task
    assert task["reminders"] == [15, 60] and task["blocks"] == [], task


def what_repeats_and_is_due_is_due_each_time():
    task = new().json("add", "Pay the rent monthly by 1 dec")
    assert task["repeat"] == {"rule": "FREQ=MONTHLY", "start": "2026-12-01"} and "deadline" not in task, task


def what_repeats_from_completion_says_so():
    repeat = new().json("add", "Water every! 10 days")["repeat"]
    assert repeat == {"rule": "FREQ=DAILY;INTERVAL=10", "start": "2026-11-24", "from": "completion"}, repeat


def an_estimate_apart_leaves_the_block_alone():
    task = new().json("add", "Report tomorrow 10:00 1h ~4h")
    assert task["estimate_min"] == 240 and task["blocks"][0]["end"].startswith("2026-11-25T11:00"), task


def an_earliest_start_is_kept():
    assert new().json("add", "Report from monday")["earliest"] == {"date": "2026-11-30"}


def the_locale_chooses_the_language():
    cli = new()
    cli.environment["LANGUAGE"] = "de"
    assert cli.json("parse", "Anna anrufen übermorgen um halb drei")["start"] == {"time": "2026-11-26T14:30"}
    assert cli.json("parse", "Call Anna tomorrow")["start"] == {"date": "2026-11-25"}


def words_may_be_several_arguments():
    assert new().json("add", "Buy", "milk", "2h")["title"] == "Buy milk"


def a_task_without_a_title_is_refused():
    cli = new()
    cli.misused("add", "tomorrow 9:00")
    cli.misused("add", "   ")


def a_project_is_made_once():
    cli = new()
    first, second = cli.json("add", "One #Work"), cli.json("add", "Two #work")
    assert first["project"] == second["project"], (first, second)


def parsing_adds_nothing():
    cli = new()
    parsed = cli.json("parse", "Report tomorrow 9:00 #Work")
    assert parsed["title"] == "Report" and parsed["start"] == {"time": "2026-11-25T09:00"}, parsed
    assert parsed["project_name"] == "Work" and [r["kind"] for r in parsed["readings"]], parsed
    assert cli.json("list", "--view", "all") == []


def readings_are_where_they_say():
    text = "Grüße tomorrow @ärger"
    for reading in new().json("parse", text)["readings"]:
        assert text.encode()[reading["start"]:reading["end"]].decode() == reading["text"], reading


def each_view_shows_its_tasks():
    cli = new()
    cli.add("Open")
    late = cli.add("Overdue")
    cli.json("edit", late, "deadline=2026-11-20")
    done = cli.add("Finished")
    cli.json("done", done)
    today = cli.add("Now")
    cli.json("edit", today, "deadline=2026-11-24")
    listed = {view: set(titles(cli.json("list", "--view", view))) for view in ("backlog", "today", "overdue", "done", "all")}
    assert "Open" in listed["backlog"] and "Finished" not in listed["backlog"], listed
    assert "Overdue" in listed["overdue"] and "Now" not in listed["overdue"], listed
    assert {"Now", "Overdue"} <= listed["today"] and "Open" not in listed["today"], listed
    assert listed["done"] == {"Finished"} and {"Open", "Overdue", "Finished", "Now"} <= listed["all"], listed


def a_list_can_be_of_one_project():
    cli = new()
    cli.add("One #Work")
    cli.add("Two #Home")
    assert titles(cli.json("list", "--project", "work")) == ["One"]
    project = cli.json("list", "--project", "Home")[0]["project"]
    assert titles(cli.json("list", "--project", project)) == ["Two"]


def a_list_can_be_of_one_tag():
    cli = new()
    cli.add("One @deep")
    cli.add("Two @quick")
    assert titles(cli.json("list", "--tag", "deep")) == ["One"]
    assert titles(cli.json("list", "--tag", "@quick")) == ["Two"]


def a_list_can_be_of_some_days():
    cli = new()
    for title, day in (("First", "2026-11-26"), ("Second", "2026-11-28"), ("Third", "2026-11-29")):
        task = cli.add(title)
        cli.json("block", task, f"{day}T09:00")
    assert titles(cli.json("list", "--from", "2026-11-26", "--to", "2026-11-28")) in (["First", "Second"], ["Second", "First"])
    assert titles(cli.json("list", "--from", "2026-11-29")) == ["Third"]
    cli.misused("list", "--from", "2026-11-29", "--to", "2026-11-28")


def an_id_may_be_shortened():
    cli = new()
    task = cli.add("Letter")
    for short in (task[:8], task[:20], task.replace("-", ""), task.upper(), task.replace("-", "")[:11]):
        assert cli.json("show", short)["id"] == task, short


def a_beginning_of_several_ids_is_ambiguous():
    cli = new()
    cli.add("One")
    cli.add("Two")
    cli.refused("show", "0", code="ambiguous")


def shown_ids_can_be_typed_again():
    cli = new()
    made = {cli.add(f"Task {number}") for number in range(4)}
    shown = [line.split()[0] for line in cli.text("list").splitlines()]
    assert {cli.json("show", short)["id"] for short in shown} == made, shown


def every_field_can_be_set_and_removed():
    cli = new()
    other = cli.add("Other")
    task = cli.add("Letter")
    values = {
        "notes": ("a line\nand another", "notes", "a line\nand another"),
        "priority": ("high", "priority", 1),
        "estimate": ("1h30m", "estimate_min", 90),
        "deadline": ("2026-11-27T17:00", "deadline", {"time": "2026-11-27T17:00", "zone": "Europe/Berlin"}),
        "earliest": ("2026-11-25", "earliest", {"date": "2026-11-25"}),
        "tags": ("b,a", "tags", ["a", "b"]),
        "reminders": ("1h,15", "reminders", [15, 60]),
        "repeat": ("weekly", "repeat", {"rule": "FREQ=WEEKLY", "start": "2026-11-27T17:00", "zone": "Europe/Berlin"}),
        "blockers": (other, "blockers", [other]),
        "parent": (other, "parent", other),
    }
    for field, (text, member, value) in values.items():
        assert cli.json("edit", task, f"{field}={text}")[member] == value, field
    assert cli.json("edit", task, "project=Work")["project_name"] == "Work"
    assert cli.json("edit", task, "title=Parcel")["title"] == "Parcel"
    for field, (_text, member, _value) in values.items():
        assert member not in cli.json("edit", task, f"{field}="), field
    assert cli.json("edit", task, "project=")["project_name"] is None


def several_fields_are_one_step_to_undo():
    cli = new()
    task = cli.add("Letter")
    cli.json("edit", task, "priority=low", "estimate=2h", "tags=a,b", "project=Work")
    cli.json("undo")
    left = cli.json("show", task)
    assert not {"priority", "estimate_min", "tags", "project"} & set(left), left


def a_set_can_be_changed_by_its_elements():
    cli = new()
    task = cli.add("Letter @a @b")
    assert cli.json("edit", task, "tags=+c,-a")["tags"] == ["b", "c"]
    assert "tags" not in cli.json("edit", task, "tags=-b,-c")
    cli.json("edit", task, "reminders=15")
    assert cli.json("edit", task, "reminders=+1d,-15")["reminders"] == [1440]


def a_title_cannot_be_removed():
    cli = new()
    task = cli.add("Letter")
    cli.refused("edit", task, "title=", code="invalid")
    assert cli.json("show", task)["title"] == "Letter"


def a_wrong_field_changes_nothing():
    cli = new()
    task = cli.add("Letter")
    for wrong in ("colour=red", "title", "=x", "priority=urgent", "priority=10", "estimate=soon", "estimate=0", "estimate=-5",
                  "estimate=1e400", "estimate=99999999999999999999", "deadline=someday maybe", "repeat=FREQ=SECONDLY",
                  "repeat=hourly", "reminders=later", "parent=xyzzy"):
        cli.misused("edit", task, "notes=lost?", wrong)
    cli.misused("edit", task, "notes=1", "notes=2")
    assert "notes" not in cli.json("show", task)


def a_task_cannot_block_or_hold_itself():
    cli = new()
    one, two, three = cli.add("One"), cli.add("Two"), cli.add("Three")
    cli.json("edit", two, f"parent={one}", f"blockers={one}")
    cli.json("edit", three, f"parent={two}", f"blockers={two}")
    for task in (one, three):
        cli.refused("edit", one, f"parent={task}", code="refused")
        cli.refused("edit", one, f"blockers={task}", code="refused")


def notes_that_are_too_long_are_refused():
    cli = new()
    task = cli.add("Letter")
    cli.refused("edit", task, "notes=" + "x" * 20000, code="invalid")
    assert "notes" not in cli.json("show", task)


def done_and_reopen_are_each_others_opposite():
    cli = new()
    task = cli.add("Letter")
    assert cli.json("done", task)["done"]["at"] == "2026-11-24T07:12:00Z"
    assert "done" not in cli.json("reopen", task)


def done_twice_is_done():
    cli = new()
    task = cli.add("Letter")
    cli.json("done", task)
    cli.json("done", task)
    cli.json("undo")
    assert "done" not in cli.json("show", task)


def deleting_takes_the_blocks_along():
    cli = new()
    task = cli.add("Letter tomorrow 9:00")
    assert cli.json("delete", task)["deleted"] is True
    assert cli.json("agenda") == [] and cli.json("list", "--view", "all") == []
    cli.refused("show", task, code="not-found")


def search_finds_beginnings_of_words_without_accents():
    cli = new()
    cli.add("Đặt vé máy bay")
    cli.add("Grüße schicken")
    assert titles(cli.json("search", "dat", "ve")) == ["Đặt vé máy bay"]
    assert titles(cli.json("search", "grus")) == ["Grüße schicken"]
    assert cli.json("search", "missing") == []


def search_takes_any_words():
    cli = new()
    cli.add("Letter")
    for words in ('"', "*", "a AND", "NEAR(", "'; drop table task; --", "-", "(", "x" * 5000, "😀"):
        cli.json("search", "--", words)


def a_list_for_people_is_aligned():
    cli = new()
    cli.add("Short 2h")
    cli.add("Bücher für 日本 30m")
    lines = cli.text("list").splitlines()
    assert len(lines) == 2 and all(not line.endswith(" ") for line in lines), lines


def nothing_to_show_is_said():
    assert new().text("list").strip() and new().text("agenda").strip() and new().text("search", "x").strip()


tap.run("cli/tasks", [
    adding_understands_quick_add, adding_with_a_time_makes_a_block, adding_writes_what_repeats,
    what_repeats_and_is_due_is_due_each_time,
    what_repeats_from_completion_says_so, an_estimate_apart_leaves_the_block_alone, an_earliest_start_is_kept,
    the_locale_chooses_the_language, words_may_be_several_arguments,
    a_task_without_a_title_is_refused, a_project_is_made_once, parsing_adds_nothing, readings_are_where_they_say,
    each_view_shows_its_tasks, a_list_can_be_of_one_project, a_list_can_be_of_one_tag, a_list_can_be_of_some_days,
    an_id_may_be_shortened, a_beginning_of_several_ids_is_ambiguous, shown_ids_can_be_typed_again,
    every_field_can_be_set_and_removed, several_fields_are_one_step_to_undo, a_set_can_be_changed_by_its_elements,
    a_title_cannot_be_removed, a_wrong_field_changes_nothing, a_task_cannot_block_or_hold_itself,
    notes_that_are_too_long_are_refused, done_and_reopen_are_each_others_opposite, done_twice_is_done,
    deleting_takes_the_blocks_along, search_finds_beginnings_of_words_without_accents, search_takes_any_words,
    a_list_for_people_is_aligned, nothing_to_show_is_said,
])
