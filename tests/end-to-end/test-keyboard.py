#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same by the keyboard, and what a screen reader finds: test-keyboard.py BUILD"""
import datetime
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from desktop import NAMELESS, Atspi, Desktop, has_state, name_of, role_of, keep_pictures, start_notification_daemon, wait_for, walk  # noqa: E402
from week import Week, iso  # noqa: E402

start_notification_daemon()
keep_pictures(sys.argv[1])
DESKTOP = Desktop(sys.argv[1])
WEEK = Week(DESKTOP)
TASKS = {}


def has_blocks(title, *expected):
    wait_for(lambda: DESKTOP.blocks(TASKS[title]) == sorted(expected), 5,
             lambda: f"{title}: {DESKTOP.blocks(TASKS[title])}, not {sorted(expected)}")


def focused():
    return next((node for node in walk(DESKTOP.frame) if has_state(node, Atspi.StateType.FOCUSED)), None)


def focus_block(title):
    """A click selects a block and gives it the focus."""
    DESKTOP.key("Escape")
    DESKTOP.click_node(DESKTOP.block(title))
    wait_for(lambda: (found := focused()) is not None and name_of(found).startswith(title + ","), 5,
             lambda: f"the focus is on {name_of(focused()) if focused() else None}")


def start():
    TASKS["Letter"] = DESKTOP.cli("add", "Letter")["id"]
    DESKTOP.start()
    WEEK.read()
    DESKTOP.cli("block", TASKS["Letter"], iso(WEEK.days[2], 15), "--minutes", "60")
    DESKTOP.block("Letter")


def m_arrows_and_enter_move_a_block():
    start()
    focus_block("Letter")
    DESKTOP.key("m", "Down", "Down", "Right", "Return")
    has_blocks("Letter", WEEK.stretch(WEEK.days[3], (15, 30), (16, 30)))


def what_is_done_is_said_to_a_screen_reader():
    version = tuple(int(part) for part in DESKTOP.application.get_toolkit_version().split(".")[:2])
    if version >= (4, 14):
        raise tap.Skip("this GTK says it by an event that leaves no trace")
    description = focused().get_description()
    assert "Letter" in description and "15:30 to 16:30" in description, description


def m_shift_and_arrows_resize_a_block():
    focus_block("Letter")
    DESKTOP.key("m", "shift+Down", "shift+Down", "Return")
    has_blocks("Letter", WEEK.stretch(WEEK.days[3], (15, 30), (17, 0)))


def m_and_escape_change_nothing():
    focus_block("Letter")
    DESKTOP.key("m", "Up", "Up", "Up", "Left", "Escape")
    has_blocks("Letter", WEEK.stretch(WEEK.days[3], (15, 30), (17, 0)))


def page_down_carries_a_block_a_week_on():
    focus_block("Letter")
    DESKTOP.key("m", "Page_Down", "Return")
    has_blocks("Letter", WEEK.stretch(WEEK.days[3] + datetime.timedelta(days=7), (15, 30), (17, 0)))
    DESKTOP.key("ctrl+z", "ctrl+t")
    has_blocks("Letter", WEEK.stretch(WEEK.days[3], (15, 30), (17, 0)))
    DESKTOP.block("Letter")


def u_unschedules_a_block():
    focus_block("Letter")
    DESKTOP.key("u")
    has_blocks("Letter")
    DESKTOP.key("ctrl+z")
    has_blocks("Letter", WEEK.stretch(WEEK.days[3], (15, 30), (17, 0)))


def space_completes_and_completes_again():
    focus_block("Letter")
    DESKTOP.key("space")
    wait_for(lambda: "done" in DESKTOP.cli("show", TASKS["Letter"]) or
             "done" in DESKTOP.cli("show", TASKS["Letter"])["blocks"][0], 5, "nothing is done")
    DESKTOP.key("ctrl+z")
    wait_for(lambda: "done" not in DESKTOP.cli("show", TASKS["Letter"]), 5, "it is still done")


def delete_deletes_and_ctrl_z_brings_it_back():
    focus_block("Letter")
    before = DESKTOP.cli("show", TASKS["Letter"])
    DESKTOP.key("Delete")
    wait_for(lambda: not DESKTOP.cli("search", "Letter"), 5, "it was not deleted")
    DESKTOP.key("ctrl+z")
    wait_for(lambda: DESKTOP.cli("search", "Letter"), 5, "it did not come back")
    assert DESKTOP.cli("show", TASKS["Letter"]) == before


def quick_add_makes_a_task():
    DESKTOP.key("Escape", "ctrl+n")
    wait_for(lambda: (found := focused()) is not None and role_of(found) == "text", 5, "the entry has no focus")
    DESKTOP.type("Call Ana 45m #Home @phone")
    DESKTOP.key("Return")
    task = wait_for(lambda: DESKTOP.cli("search", "Ana"), 5, "no task was made")[0]
    assert (task["title"], task["estimate_min"], task["project_name"], task["tags"]) == ("Call Ana", 45, "Home", ["phone"]), task
    TASKS["Call Ana"] = task["id"]
    DESKTOP.row("Call Ana")


def ctrl_z_in_the_empty_entry_takes_back_the_task():
    # The focus is still in the entry.
    DESKTOP.key("ctrl+z")
    wait_for(lambda: not DESKTOP.cli("search", "Ana"), 5, "the task is still there")
    DESKTOP.key("ctrl+shift+z")
    wait_for(lambda: DESKTOP.cli("search", "Ana"), 5, "it did not come back")
    DESKTOP.row("Call Ana")


def s_schedules_the_selected_task_into_a_gap():
    DESKTOP.click_node(DESKTOP.row("Call Ana"))
    DESKTOP.key("s")
    wait_for(lambda: len(DESKTOP.blocks(TASKS["Call Ana"])) == 1, 5, "it was not scheduled")
    block = DESKTOP.cli("show", TASKS["Call Ana"])["blocks"][0]
    assert block["minutes"] == 45, block


def f9_hides_the_backlog_and_brings_it_back():
    DESKTOP.key("F9")
    DESKTOP.gone("^Filter|^Backlog$", seconds=5)
    DESKTOP.key("F9")
    DESKTOP.find("^Filter|^Backlog|^Tasks$")


def alt_and_arrows_turn_the_page():
    DESKTOP.key("alt+Right")
    DESKTOP.gone(f"^Letter,.*{WEEK.days[3].day} ", "table cell")
    DESKTOP.key("alt+Left")
    DESKTOP.block("Letter")
    DESKTOP.key("alt+Left", "ctrl+t")
    DESKTOP.block("Letter")


# What a person can land on or press.
CONTROLS = {"push button", "toggle button", "check box", "radio button", "combo box", "text", "entry", "spin button", "slider", "switch",
            "link", "menu item", "check menu item", "radio menu item", "page tab", "password text", "list item", "table cell"}


def nameless_controls():
    found = []
    for node in walk(DESKTOP.frame):
        if has_state(node, Atspi.StateType.FOCUSABLE) and has_state(node, Atspi.StateType.SENSITIVE) and role_of(node) in CONTROLS \
                and NAMELESS.match(name_of(node)):
            parent = node.get_parent()
            # libadwaita 1.2 gives the toast's own button no name; a drop-down's name is on the list around its button.
            if name_of(parent) == "AdwToastWidget" or (role_of(parent) == "combo box" and not NAMELESS.match(name_of(parent))):
                continue
            found.append(f"{role_of(node)} {name_of(node)!r} in {role_of(parent)} {name_of(parent)!r}")
    return found


def every_control_of_each_view_has_a_name():
    faults = {}
    for key, view in (("alt+1", "day"), ("alt+3", "month"), ("alt+4", "agenda"), ("alt+2", "week")):
        DESKTOP.key(key)
        time.sleep(0.5)
        faults[view] = nameless_controls()
    assert not any(faults.values()), faults


def every_control_of_the_inspector_has_a_name():
    DESKTOP.click_node(DESKTOP.block("Letter"))
    DESKTOP.key("Return")
    DESKTOP.find("^(Title|Notes|Estimate|Deadline|Project)")
    faults = nameless_controls()
    DESKTOP.key("Escape")
    assert not faults, faults


def nothing_was_complained_about():
    assert not DESKTOP.complaints(), DESKTOP.complaints()


tap.run("end-to-end/keyboard", [
    m_arrows_and_enter_move_a_block, what_is_done_is_said_to_a_screen_reader, m_shift_and_arrows_resize_a_block, m_and_escape_change_nothing,
    page_down_carries_a_block_a_week_on, u_unschedules_a_block, space_completes_and_completes_again,
    delete_deletes_and_ctrl_z_brings_it_back, quick_add_makes_a_task, ctrl_z_in_the_empty_entry_takes_back_the_task, s_schedules_the_selected_task_into_a_gap,
    f9_hides_the_backlog_and_brings_it_back, alt_and_arrows_turn_the_page, every_control_of_each_view_has_a_name,
    every_control_of_the_inspector_has_a_name, nothing_was_complained_about,
], first_is_base=True)
