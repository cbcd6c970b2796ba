#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inspector saves as one types, the filters filter, the small window folds: test-fields.py BUILD"""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from desktop import Atspi, Desktop, keep_pictures, name_of, start_notification_daemon, wait_for, xdotool  # noqa: E402
from week import Week, iso  # noqa: E402

start_notification_daemon()
keep_pictures(sys.argv[1])
DESKTOP = Desktop(sys.argv[1])
WEEK = Week(DESKTOP)
TASKS = {}


def has(member, value):
    """Wait until the letter has this value of that member; None: has no such member."""
    wait_for(lambda: DESKTOP.cli("show", TASKS["Letter"]).get(member) == value, 6,
             lambda: f"{member} is {DESKTOP.cli('show', TASKS['Letter']).get(member)!r}, not {value!r}")


def type_into(name, text):
    """Click on the entry of that name, and put the text in place of what it holds."""
    DESKTOP.click_node(DESKTOP.find(f"^{name}$", role="text"))
    time.sleep(0.1)
    DESKTOP.key("ctrl+a")
    DESKTOP.type(text)


def open_letter():
    DESKTOP.click_node(DESKTOP.block("Letter"))
    DESKTOP.key("Return")
    DESKTOP.find("^Title$", role="text")
    time.sleep(0.4)


def the_title_is_saved_as_one_types():
    TASKS["Letter"] = DESKTOP.cli("add", "Letter")["id"]
    DESKTOP.cli("add", "Other #Home")
    DESKTOP.start()
    WEEK.read()
    DESKTOP.cli("block", TASKS["Letter"], iso(WEEK.days[1], 15))
    open_letter()
    type_into("Title", "Letter to Ana")
    has("title", "Letter to Ana")
    DESKTOP.block("Letter to Ana")


def notes_are_saved_as_one_types():
    type_into("Notes", "first line")
    DESKTOP.key("Return")
    DESKTOP.type("second")
    has("notes", "first line\nsecond")


def the_estimate_takes_units():
    type_into("Estimate", "1h30m")
    DESKTOP.key("Return")
    has("estimate_min", 90)


def tags_are_a_list():
    type_into("Tags", "deep home")
    DESKTOP.key("Return")
    wait_for(lambda: DESKTOP.cli("show", TASKS["Letter"]).get("tags") in (["deep", "home"], ["deep home"]), 5,
             lambda: str(DESKTOP.cli("show", TASKS["Letter"]).get("tags")))


def what_is_emptied_is_removed():
    DESKTOP.click_node(DESKTOP.find("^Estimate$", role="text"))
    DESKTOP.key("ctrl+a", "Delete", "Return")
    has("estimate_min", None)


def a_title_that_is_empty_is_not_saved():
    DESKTOP.click_node(DESKTOP.find("^Title$", role="text"))
    DESKTOP.key("ctrl+a", "Delete", "Return")
    time.sleep(0.7)
    has("title", "Letter to Ana")


def done_and_undo():
    DESKTOP.press(DESKTOP.find("^Done$", role="push button"))
    wait_for(lambda: "done" in DESKTOP.cli("show", TASKS["Letter"]), 5, "it is not done")
    DESKTOP.click_node(DESKTOP.find("^Undo", role="push button"))
    has("done", None)


def what_is_changed_elsewhere_shows_in_the_inspector():
    DESKTOP.cli("edit", TASKS["Letter"], "notes=From elsewhere")

    def notes():
        node = DESKTOP.find("^Notes$", role="text")
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    wait_for(lambda: notes() == "From elsewhere", 3, lambda: f"it shows {notes()!r}")


def escape_closes_the_inspector():
    DESKTOP.click_node(DESKTOP.find("^Notes$", role="text"))
    DESKTOP.key("Escape")
    wait_for(lambda: not [node for node in DESKTOP.nodes("text", "^Notes$") if DESKTOP.place(node).x < 1280 - 40], 5, "it is still open")


def search_narrows_the_list():
    DESKTOP.cli("add", "Grüße schicken")
    DESKTOP.key("ctrl+f")
    time.sleep(0.4)
    DESKTOP.type("gruss")
    DESKTOP.key("BackSpace")
    DESKTOP.row("Grüße schicken")
    DESKTOP.gone("^Other", "list item", 5)
    DESKTOP.key("Escape")
    DESKTOP.row("Other")


def resize(width, height):
    xdotool("windowsize", "--sync", DESKTOP.window_id, width, height)
    time.sleep(0.8)


def a_small_window_folds_the_list_away():
    resize(700, 760)
    wait_for(lambda: not [node for node in DESKTOP.nodes("list item", "^Other") if DESKTOP.place(node).x >= 0
                          and DESKTOP.place(node).right <= 700], 5, "the list is still there")
    shown = [name_of(node) for node in DESKTOP.nodes("push button", r"^\w+day, \d") if DESKTOP.place(node).width > 8]
    assert 1 <= len(shown) <= 3, shown


def a_window_of_a_telephone_shows_one_day():
    resize(420, 700)
    shown = [name_of(node) for node in DESKTOP.nodes("push button", r"^\w+day, \d") if 0 <= DESKTOP.place(node).x < 420]
    assert len(shown) == 1, shown
    width = DESKTOP.frame.get_component_iface().get_extents(Atspi.CoordType.WINDOW).width
    assert width <= 420, f"it does not get smaller than {width}"


def grown_again_the_week_is_back():
    resize(1270, 790)
    WEEK.read()


def nothing_was_complained_about():
    assert not DESKTOP.complaints(), DESKTOP.complaints()


tap.run("end-to-end/fields", [
    the_title_is_saved_as_one_types, notes_are_saved_as_one_types, the_estimate_takes_units, tags_are_a_list,
    what_is_emptied_is_removed, a_title_that_is_empty_is_not_saved, done_and_undo,
    what_is_changed_elsewhere_shows_in_the_inspector, escape_closes_the_inspector, search_narrows_the_list,
    a_small_window_folds_the_list_away, a_window_of_a_telephone_shows_one_day, grown_again_the_week_is_back,
    nothing_was_complained_about,
], first_is_base=True)
