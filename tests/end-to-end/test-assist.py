#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The assistant on a computer alone, by the keyboard: test-assist.py BUILD"""
import os
import pathlib
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from desktop import NAMELESS, Atspi, Desktop, children_of, has_size, has_state, keep_pictures, name_of, role_of, start_notification_daemon, wait_for, walk  # noqa: E402

start_notification_daemon()
keep_pictures(sys.argv[1])
DESKTOP = Desktop(sys.argv[1])
CONTROLS = ("push button", "text", "check box", "combo box", "list item", "toggle button")
TASKS = {}


def anywhere(name, role=None):
    return DESKTOP.find(name, role, DESKTOP.application)


def press(label):
    DESKTOP.press(anywhere(f"(^|[ _]){label}$", "push button"))


def write(*lines):
    anywhere("^Your words$")
    for line in lines:
        DESKTOP.type(line)
        DESKTOP.key("Return")


def titles():
    return sorted(task["title"] for task in DESKTOP.cli("list"))


def dialogs():
    return [node for node in children_of(DESKTOP.application) if has_size(node) and name_of(node) in ("Assistant", "Rule")]


def nameless_controls():
    """In the dialogs; a drop-down's name is on the list around its button, and what libadwaita's rows choose from is a list of its own."""
    found = []
    for dialog in dialogs():
        for node in walk(dialog):
            if has_size(node) and has_state(node, Atspi.StateType.FOCUSABLE) and has_state(node, Atspi.StateType.SENSITIVE) \
                    and role_of(node) in CONTROLS and NAMELESS.match(name_of(node)):
                parent = node.get_parent()
                if name_of(parent) == "GtkListView" or (role_of(parent) == "combo box" and not NAMELESS.match(name_of(parent))):
                    continue
                found.append(f"{role_of(node)} {name_of(node)!r} in {role_of(parent)} {name_of(parent)!r}")
    return found


def turned_on():
    """As the switch in the preferences does."""
    settings = pathlib.Path(DESKTOP.home, "config/glib-2.0/settings")
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "keyfile").write_text("[io/github/stint_app/Stint]\nassistant-enabled=true\n", encoding="utf-8")


def off_nothing_of_it_is_there():
    DESKTOP.environment["GSETTINGS_BACKEND"] = "keyfile"
    TASKS["Report"] = DESKTOP.cli("add", "Quarterly report")["id"]
    DESKTOP.start()
    DESKTOP.row("Quarterly report")
    DESKTOP.key("ctrl+shift+a")
    DESKTOP.key("F10")
    time.sleep(0.5)
    assert not DESKTOP.nodes(None, "Assistant", DESKTOP.application), "it is there without having been asked for"
    DESKTOP.key("Escape")
    DESKTOP.stop()


def words_become_tasks_by_the_keyboard_alone():
    turned_on()
    DESKTOP.start()
    DESKTOP.row("Quarterly report")
    DESKTOP.key("ctrl+shift+a")
    write("* Book the room 30min", "* Cook by fri 5pm #Home")
    assert not nameless_controls(), nameless_controls()
    DESKTOP.key("ctrl+Return")
    anywhere("^On this computer$")
    assert not nameless_controls(), nameless_controls()
    DESKTOP.key("space")
    anywhere("^Add 1 Task$", "push button")
    DESKTOP.key("space", "ctrl+Return")
    wait_for(lambda: titles() == ["Book the room", "Cook", "Quarterly report"], 10, titles)
    DESKTOP.row("Cook")


def all_fields_of_a_row_have_names():
    DESKTOP.key("ctrl+shift+a")
    write("Cook")
    DESKTOP.key("ctrl+Return")
    anywhere("^On this computer$")
    DESKTOP.press(anywhere("^All fields$"))
    anywhere("^Earliest Start: Earliest Start$")
    assert not nameless_controls(), nameless_controls()


def escape_goes_back_and_then_away():
    DESKTOP.key("Escape")
    anywhere("^Your words$")
    DESKTOP.key("Escape")
    wait_for(lambda: not dialogs(), 5, "the dialog is still there")
    assert titles() == ["Book the room", "Cook", "Quarterly report"]


def one_ctrl_z_takes_all_back():
    DESKTOP.key("ctrl+z")
    wait_for(lambda: titles() == ["Quarterly report"], 5, titles)


def a_task_is_broken_down_from_the_inspector():
    DESKTOP.click_node(DESKTOP.row("Quarterly report"))
    press("Break Down…")
    write("Draft 2h", "Polish")
    DESKTOP.key("ctrl+Return")
    anywhere("^On this computer$")
    DESKTOP.key("ctrl+Return")
    wait_for(lambda: titles() == ["Draft", "Polish", "Quarterly report"], 10, titles)
    parts = [DESKTOP.cli("show", task["id"]) for task in DESKTOP.cli("list") if task["title"] != "Quarterly report"]
    assert all(part["parent"] == TASKS["Report"] for part in parts), parts


def a_rule_is_written_by_hand():
    DESKTOP.key("ctrl+shift+a")
    anywhere("^Your words$")
    DESKTOP.press(anywhere("^Rules$", "push button"))
    press("Add Rule…")
    anywhere("^From \\(09:00\\)$")
    assert not nameless_controls(), nameless_controls()
    press("Save")
    anywhere("The rule must say when")
    Atspi.EditableText.set_text_contents(anywhere("^From \\(09:00\\)$", "text"), "9:00")
    press("Save")
    wait_for(lambda: [rule["rule"] for rule in DESKTOP.cli("rules")] == [{"from": "09:00", "rule": "prefer"}], 5, "there is no rule")
    anywhere("^Plan work then, if it fits$")
    assert not nameless_controls(), nameless_controls()


def nothing_was_complained_about():
    assert not DESKTOP.complaints(), DESKTOP.complaints()


tap.run("end-to-end/assist", [
    off_nothing_of_it_is_there, words_become_tasks_by_the_keyboard_alone, all_fields_of_a_row_have_names, escape_goes_back_and_then_away,
    one_ctrl_z_takes_all_back, a_task_is_broken_down_from_the_inspector, a_rule_is_written_by_hand, nothing_was_complained_about,
], first_is_base=True)
