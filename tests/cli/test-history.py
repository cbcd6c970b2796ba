#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo and redo, and several processes at once: test-history.py STINT-CLI"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine  # noqa: E402

PROGRAM = sys.argv[1]


def new():
    return CommandLine(PROGRAM)


def undo_reaches_into_earlier_processes():
    cli = new()
    task = cli.add("Letter")
    cli.json("edit", task, "title=Parcel")
    cli.json("undo")
    assert cli.json("show", task)["title"] == "Letter"
    cli.json("undo")
    cli.refused("show", task, code="not-found")


def redo_does_again_what_was_undone():
    cli = new()
    task = cli.add("Letter")
    cli.json("edit", task, "title=Parcel")
    cli.json("undo")
    cli.json("undo")
    cli.json("redo")
    assert cli.json("show", task)["title"] == "Letter"
    cli.json("redo")
    assert cli.json("show", task)["title"] == "Parcel"


def undo_names_the_step():
    cli = new()
    cli.add("Letter")
    assert "Letter" in cli.json("undo")["change"]["label"]
    assert cli.text("redo").strip()


def nothing_to_undo_is_said():
    cli = new()
    cli.refused("undo", code="nothing")
    cli.refused("redo", code="nothing")


def a_new_change_ends_what_could_be_redone():
    cli = new()
    cli.add("Letter")
    cli.json("undo")
    cli.add("Parcel")
    cli.refused("redo", code="nothing")


def undo_brings_a_deleted_task_back_with_its_blocks():
    cli = new()
    task = cli.add("Letter tomorrow 9:00 #Work @deep")
    before = cli.json("show", task)
    cli.json("delete", task)
    cli.json("undo")
    assert cli.json("show", task) == before


def undo_of_a_move_puts_the_block_back():
    cli = new()
    task = cli.add("Letter tomorrow 9:00")
    block = cli.json("show", task)["blocks"][0]
    cli.json("move", block["id"], "2026-12-01T15:00")
    cli.json("undo")
    assert cli.json("show", task)["blocks"] == [block]


def history_is_newest_first():
    cli = new()
    task = cli.add("Letter")
    cli.json("done", task)
    changes = cli.json("history")
    assert len(changes) == 2 and all(change["origin"] == "person" for change in changes), changes
    assert changes[0]["at"] >= changes[1]["at"] and changes[0]["label"] != changes[1]["label"], changes


def history_for_people_has_a_line_a_change():
    cli = new()
    task = cli.add("Letter")
    cli.json("done", task)
    assert len(cli.text("history").splitlines()) == 2


def history_tells_a_step_from_its_undo():
    cli = new()
    cli.add("Letter")
    cli.json("undo")
    cli.json("redo")
    again, undone, added = cli.text("history").splitlines()
    assert undone.endswith("Undone") and not added.endswith("Undone"), (undone, added)
    assert len({again.split("”")[1], undone.split("”")[1], added.split("”")[1]}) == 3, (again, undone, added)


def twenty_processes_at_once_lose_nothing():
    cli = new()
    cli.add("First")
    running = [cli.start("add", f"Task {number}", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for number in range(20)]
    for process in running:
        _, complaint = process.communicate(timeout=60)
        assert process.returncode == 0, complaint
    assert len(cli.json("list", "--view", "all")) == 21
    assert cli.json("check")["ok"]


def the_first_start_may_be_of_several_processes():
    cli = new()
    running = [cli.start("add", f"Task {number}", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for number in range(6)]
    for process in running:
        _, complaint = process.communicate(timeout=60)
        assert process.returncode == 0, complaint
    assert len(cli.json("list", "--view", "all")) == 6


def two_edits_of_different_fields_are_both_kept():
    cli = new()
    task = cli.add("Letter")
    running = [cli.start("edit", task, change, stdout=subprocess.DEVNULL)
               for change in ("priority=high", "estimate=2h", "notes=x", "deadline=2026-12-01")]
    assert [process.wait(60) for process in running] == [0, 0, 0, 0]
    shown = cli.json("show", task)
    assert (shown["priority"], shown["estimate_min"], shown["notes"], shown["deadline"]) == (1, 120, "x", {"date": "2026-12-01"}), shown


def killed_in_the_middle_nothing_that_was_said_is_lost():
    cli = new()
    said = []
    for number in range(12):
        process = cli.start("--json", "add", f"Task {number}", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            process.wait(0.004 * number)
        except subprocess.TimeoutExpired:
            process.kill()
        if f'"Task {number}"' in process.communicate(timeout=60)[0]:
            said.append(f"Task {number}")
    kept = {task["title"] for task in cli.json("list", "--view", "all")}
    assert set(said) <= kept and cli.json("check")["ok"], (said, kept)


tap.run("cli/history", [
    undo_reaches_into_earlier_processes, redo_does_again_what_was_undone, undo_names_the_step, nothing_to_undo_is_said,
    a_new_change_ends_what_could_be_redone, undo_brings_a_deleted_task_back_with_its_blocks,
    undo_of_a_move_puts_the_block_back, history_is_newest_first, history_for_people_has_a_line_a_change, history_tells_a_step_from_its_undo,
    twenty_processes_at_once_lose_nothing, the_first_start_may_be_of_several_processes,
    two_edits_of_different_fields_are_both_kept, killed_in_the_middle_nothing_that_was_said_is_lost,
])
