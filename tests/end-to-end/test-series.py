#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A series on the grid, under a real pointer and by the keyboard: test-series.py BUILD"""
import difflib
import os
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from desktop import Atspi, Desktop, has_state, keep_pictures, name_of, start_notification_daemon, wait_for, walk  # noqa: E402
from week import Week, iso  # noqa: E402

start_notification_daemon()
keep_pictures(sys.argv[1])
DESKTOP = Desktop(sys.argv[1])
WEEK = Week(DESKTOP)
HELD = {}


def occurrences():
    """The hour of each day on which it is shown."""
    found = {}
    for node in DESKTOP.nodes("table cell", "^Standup, .*repeats$"):
        when = re.search(r"(\d{1,2}) \w+ \d{4} (\d{1,2}:\d\d) to", name_of(node))
        found[int(when[1])] = when[2]
    return found


def are_at(*hours):
    """Wait until the days of the week have these hours, None for none."""
    expected = {day.day: hour for day, hour in zip(WEEK.days, hours) if hour}
    wait_for(lambda: occurrences() == expected, 5, lambda: f"{occurrences()}, not {expected}")


def occurrence(day):
    return DESKTOP.block("Standup", f" {day.day} ")


def exported():
    """The members of all records, as they are written; not how often and when each was edited."""
    written = subprocess.run([DESKTOP.command_line, "export", "--format", "json"], env=DESKTOP.environment, capture_output=True, check=True,
                             text=True).stdout
    return "\n".join(re.sub(r'"(at|edits)":\{[^}]*\},', "", line) for line in written.split("\n"))


def is_as_before():
    """Undo has brought the very bytes back."""
    after = exported()
    assert after == HELD["before"], "\n".join(difflib.unified_diff(HELD["before"].split("\n"), after.split("\n"), n=0))


def focus(day):
    """A click gives it the focus."""
    DESKTOP.click_node(occurrence(day))
    wait_for(lambda: any(has_state(node, Atspi.StateType.FOCUSED) and name_of(node).startswith("Standup") for node in walk(DESKTOP.frame)),
             5, "it has no focus")


def a_rule_typed_in_the_inspector_makes_a_series_of_the_block():
    task = DESKTOP.cli("add", "Standup")["id"]
    DESKTOP.start()
    WEEK.read()
    DESKTOP.cli("block", task, iso(WEEK.days[0], 15), "--minutes", "60")
    DESKTOP.click_node(DESKTOP.block("Standup"))
    DESKTOP.key("Return")
    DESKTOP.click_node(DESKTOP.find("^Repeats: Never$", role="push button"))
    time.sleep(0.5)
    DESKTOP.type("every day")
    DESKTOP.key("Return")
    DESKTOP.find("^Repeats: Every day$", role="push button")
    DESKTOP.key("Escape")
    are_at(*["15:00"] * 7)
    HELD["before"] = exported()


def dragging_one_leaves_the_others():
    start = DESKTOP.place(occurrence(WEEK.days[2])).center
    DESKTOP.drag(start, (start[0], start[1] + round(2 * WEEK.per_hour)))
    are_at("15:00", "15:00", "17:00", *["15:00"] * 4)


def all_moves_all_of_them():
    DESKTOP.click_node(DESKTOP.find("^All of the series$", role="push button"))
    are_at(*["17:00"] * 7)


def ctrl_z_brings_the_very_bytes_back():
    DESKTOP.key("ctrl+z")
    are_at(*["15:00"] * 7)
    is_as_before()


def the_keys_move_one_and_the_following():
    focus(WEEK.days[3])
    DESKTOP.key("m", "Down", "Down", "Return")
    are_at("15:00", "15:00", "15:00", "15:30", *["15:00"] * 3)
    DESKTOP.find("^This and following$", role="push button")
    DESKTOP.key("2")
    are_at("15:00", "15:00", "15:00", *["15:30"] * 4)
    DESKTOP.key("ctrl+z")
    are_at(*["15:00"] * 7)
    is_as_before()


def delete_skips_one_and_3_deletes_all():
    focus(WEEK.days[4])
    DESKTOP.key("Delete")
    are_at("15:00", "15:00", "15:00", "15:00", None, "15:00", "15:00")
    DESKTOP.find("^All of the series$", role="push button")
    # The focus went with the block: it goes back to the grid first.
    focus(WEEK.days[5])
    DESKTOP.key("3")
    are_at(*[None] * 7)
    DESKTOP.key("ctrl+z")
    are_at(*["15:00"] * 7)
    is_as_before()


def space_completes_one():
    focus(WEEK.days[1])
    DESKTOP.key("space")
    wait_for(lambda: len(DESKTOP.nodes("table cell", "^Standup, .*done, repeats$")) == 1, 5, "none is done")
    DESKTOP.key("ctrl+z")
    wait_for(lambda: not DESKTOP.nodes("table cell", "^Standup, .*done, repeats$"), 5, "it is still done")
    is_as_before()


def the_inspector_says_which_one_it_is():
    DESKTOP.click_node(occurrence(WEEK.days[6]))
    DESKTOP.key("Return")
    DESKTOP.find("^What is changed$")
    DESKTOP.find("^Skip$", role="push button")


def nothing_was_complained_about():
    assert not DESKTOP.complaints(), DESKTOP.complaints()


tap.run("end-to-end/series", [
    a_rule_typed_in_the_inspector_makes_a_series_of_the_block, dragging_one_leaves_the_others, all_moves_all_of_them,
    ctrl_z_brings_the_very_bytes_back, the_keys_move_one_and_the_following, delete_skips_one_and_3_deletes_all, space_completes_one,
    the_inspector_says_which_one_it_is, nothing_was_complained_about,
], first_is_base=True)
