#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks and blocks under a real pointer: test-drag.py BUILD"""
import datetime
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from desktop import Desktop, keep_pictures, start_notification_daemon, wait_for, xdotool  # noqa: E402
from week import Week, iso, zone_at  # noqa: E402

start_notification_daemon()
keep_pictures(sys.argv[1])
DESKTOP = Desktop(sys.argv[1], zone_at(12))
WEEK = Week(DESKTOP)
TASKS = {}


def add(title, *words):
    TASKS[title] = DESKTOP.cli("add", title, *words)["id"]
    return TASKS[title]


def has_blocks(title, *expected):
    """Wait until the task has these blocks and no others."""
    wait_for(lambda: DESKTOP.blocks(TASKS[title]) == sorted(expected), 5,
             lambda: f"{title}: {DESKTOP.blocks(TASKS[title])}, not {sorted(expected)}")


def block_at(title, point):
    """The block of that title under the point; what another page has shown is not."""
    return next((node for node in DESKTOP.nodes("table cell", f"^{title},") if DESKTOP.place(node).holds(point)), None)


def stays(title, *expected):
    """The blocks are these, and half a second later still."""
    has_blocks(title, *expected)
    time.sleep(0.5)
    assert DESKTOP.blocks(TASKS[title]) == sorted(expected), DESKTOP.blocks(TASKS[title])


def a_task_dragged_from_the_backlog_lands_on_its_hour():
    add("Write report", "2h")
    DESKTOP.start()
    WEEK.read()
    day = WEEK.days[2]
    DESKTOP.drag(DESKTOP.place(DESKTOP.row("Write report")).center, WEEK.point(day, 14))
    has_blocks("Write report", WEEK.stretch(day, (14, 0), (16, 0)))


def it_snaps_to_a_quarter_of_an_hour():
    add("Snap", "30m")
    day = WEEK.days[1]
    DESKTOP.drag(DESKTOP.place(DESKTOP.row("Snap")).center, WEEK.point(day, 15, 17))
    has_blocks("Snap", WEEK.stretch(day, (15, 15), (15, 45)))


def a_block_is_drawn_where_it_is():
    place = DESKTOP.place(DESKTOP.block("Write report"))
    x, y = WEEK.point(WEEK.days[2], 14)
    assert place.x <= x <= place.right and abs(place.y - (y - WEEK.per_hour / 15)) <= 2, (place, x, y)
    assert abs(place.height - 2 * WEEK.per_hour) <= 4, (place, WEEK.per_hour)


def a_block_moves_to_another_day_and_hour():
    start = DESKTOP.place(DESKTOP.block("Write report")).center
    end = WEEK.columns[WEEK.days[4]].center[0], start[1] - round(2 * WEEK.per_hour)
    DESKTOP.drag(start, end)
    has_blocks("Write report", WEEK.stretch(WEEK.days[4], (12, 0), (14, 0)))


def a_block_grows_at_its_lower_edge():
    day = WEEK.days[1]
    place = DESKTOP.place(DESKTOP.block("Snap"))
    DESKTOP.drag((place.center[0], place.bottom - 2), (place.center[0], WEEK.point(day, 17)[1]))
    has_blocks("Snap", WEEK.stretch(day, (15, 15), (17, 0)))


def a_block_shrinks_at_its_upper_edge():
    day = WEEK.days[1]
    place = DESKTOP.place(DESKTOP.block("Snap"))
    DESKTOP.drag((place.center[0], place.y + 2), (place.center[0], WEEK.point(day, 16)[1]))
    has_blocks("Snap", WEEK.stretch(day, (16, 0), (17, 0)))


def escape_during_a_drag_changes_nothing():
    day = WEEK.days[1]
    DESKTOP.drag(DESKTOP.place(DESKTOP.block("Snap")).center, WEEK.point(WEEK.days[5], 9), keys=["Escape"])
    stays("Snap", WEEK.stretch(day, (16, 0), (17, 0)))


def escape_during_a_drag_from_the_backlog_changes_nothing():
    add("Escaped", "1h")
    DESKTOP.drag(DESKTOP.place(DESKTOP.row("Escaped")).center, WEEK.point(WEEK.days[5], 9), keys=["Escape"])
    stays("Escaped")


def a_ghost_shows_where_it_will_land():
    day = WEEK.days[5]
    DESKTOP.drag(DESKTOP.place(DESKTOP.row("Escaped")).center, WEEK.point(day, 9), drop=False)
    ghost = DESKTOP.find(f"^Escaped, .*{day.day} {day:%B} .* 9:00 to 10:00", role="table cell")
    place = DESKTOP.place(ghost)
    # Without --clearmodifiers, which would let go of the pointer's button.
    xdotool("key", "Escape")
    DESKTOP.let_go()
    assert place.holds(WEEK.point(day, 9, 20)), (place, WEEK.point(day, 9, 20))
    DESKTOP.gone("^Escaped,", "table cell")
    stays("Escaped")


def a_drop_on_the_header_bar_changes_nothing():
    day = WEEK.days[1]
    header = DESKTOP.place(DESKTOP.find("^Today$", role="push button")).center
    DESKTOP.drag(DESKTOP.place(DESKTOP.block("Snap")).center, header)
    stays("Snap", WEEK.stretch(day, (16, 0), (17, 0)))


def a_drop_outside_of_the_window_changes_nothing():
    day = WEEK.days[1]
    DESKTOP.drag(DESKTOP.place(DESKTOP.block("Snap")).center, (2, 2))
    stays("Snap", WEEK.stretch(day, (16, 0), (17, 0)))


def a_click_that_trembles_moves_nothing():
    day = WEEK.days[1]
    x, y = DESKTOP.place(DESKTOP.block("Snap")).center
    DESKTOP.drag((x, y), (x + 1, y + 2), steps=2)
    stays("Snap", WEEK.stretch(day, (16, 0), (17, 0)))


def a_block_dragged_back_to_the_backlog_is_unscheduled():
    target = DESKTOP.place(DESKTOP.row("Escaped")).center
    DESKTOP.drag(DESKTOP.place(DESKTOP.block("Snap")).center, target)
    has_blocks("Snap")
    DESKTOP.row("Snap")


def ctrl_z_brings_it_back():
    DESKTOP.key("ctrl+z")
    has_blocks("Snap", WEEK.stretch(WEEK.days[1], (16, 0), (17, 0)))
    DESKTOP.block("Snap")


def ctrl_shift_z_does_it_again():
    DESKTOP.key("ctrl+shift+z")
    has_blocks("Snap")
    DESKTOP.key("ctrl+z")
    has_blocks("Snap", WEEK.stretch(WEEK.days[1], (16, 0), (17, 0)))


def the_toast_undoes_too():
    target = DESKTOP.place(DESKTOP.row("Escaped")).center
    DESKTOP.drag(DESKTOP.place(DESKTOP.block("Snap")).center, target)
    has_blocks("Snap")
    DESKTOP.click_node(DESKTOP.find("^Undo", role="push button"))
    has_blocks("Snap", WEEK.stretch(WEEK.days[1], (16, 0), (17, 0)))


def a_drag_over_empty_hours_makes_a_task():
    day = WEEK.days[3]
    DESKTOP.drag(WEEK.point(day, 15), WEEK.point(day, 16, 30))
    DESKTOP.find("", role="text")
    time.sleep(0.3)
    DESKTOP.type("Drawn by hand")
    DESKTOP.key("Return")
    found = wait_for(lambda: DESKTOP.cli("search", "Drawn"), 5, "no task was made")
    TASKS["Drawn by hand"] = found[0]["id"]
    has_blocks("Drawn by hand", WEEK.stretch(day, (15, 0), (16, 30)))


def with_ctrl_a_block_is_copied():
    block = DESKTOP.place(DESKTOP.block("Drawn by hand"))
    start = block.center
    end = WEEK.columns[WEEK.days[5]].center[0], start[1]
    xdotool("keydown", "ctrl")
    try:
        DESKTOP.drag(start, end)
    finally:
        xdotool("keyup", "ctrl")
    has_blocks("Drawn by hand", WEEK.stretch(WEEK.days[3], (15, 0), (16, 30)), WEEK.stretch(WEEK.days[5], (15, 0), (16, 30)))
    DESKTOP.key("ctrl+z")
    has_blocks("Drawn by hand", WEEK.stretch(WEEK.days[3], (15, 0), (16, 30)))


def with_shift_it_snaps_to_five_minutes():
    start = DESKTOP.place(DESKTOP.block("Drawn by hand")).center
    xdotool("keydown", "shift")
    try:
        DESKTOP.drag(start, (start[0], start[1] + round(WEEK.per_hour / 6)))
    finally:
        xdotool("keyup", "shift")
    has_blocks("Drawn by hand", WEEK.stretch(WEEK.days[3], (15, 10), (16, 40)))
    DESKTOP.key("ctrl+z")
    has_blocks("Drawn by hand", WEEK.stretch(WEEK.days[3], (15, 0), (16, 30)))


def a_drag_over_the_next_button_turns_the_page():
    start = DESKTOP.place(wait_for(lambda: block_at("Drawn by hand", WEEK.point(WEEK.days[3], 15)), 5, "no block")).center
    DESKTOP.drag(start, DESKTOP.place(DESKTOP.find("^Next$", role="push button")).center, drop=False)
    DESKTOP.gone(f"^Write report, .*{WEEK.days[4].day} ", "table cell", 5)
    xdotool("mousemove", start[0], start[1] + 200, "sleep", ".1", "mousemove", *start, "sleep", ".15", "mouseup", "1")
    # It turns on as long as the pointer stays there, and near the edge it scrolls: the weekday is what must be right.
    weeks = [(WEEK.days[3] + datetime.timedelta(days=7 * number)).isoformat() for number in range(1, 20)]
    wait_for(lambda: DESKTOP.blocks(TASKS["Drawn by hand"])[0][0][:10] in weeks, 5,
             lambda: f"it is at {DESKTOP.blocks(TASKS['Drawn by hand'])}")
    DESKTOP.key("ctrl+z", "ctrl+t")
    has_blocks("Drawn by hand", WEEK.stretch(WEEK.days[3], (15, 0), (16, 30)))
    DESKTOP.block("Write report")
    WEEK.read()


def a_drag_at_the_lower_edge_scrolls():
    start = DESKTOP.place(wait_for(lambda: block_at("Drawn by hand", WEEK.point(WEEK.days[3], 15)), 5, "no block")).center
    # The frame of newer GTK has its border, too.
    bottom = DESKTOP.place(DESKTOP.frame.get_child_at_index(0)).bottom - 6
    DESKTOP.drag(start, (start[0], bottom), drop=False)
    time.sleep(1.5)
    DESKTOP.let_go()
    wait_for(lambda: DESKTOP.blocks(TASKS["Drawn by hand"])[0][0] > WEEK.stretch(WEEK.days[3], (19, 0), (20, 0))[0], 5,
             lambda: f"it did not scroll: {DESKTOP.blocks(TASKS['Drawn by hand'])}")
    DESKTOP.key("ctrl+z")
    has_blocks("Drawn by hand", WEEK.stretch(WEEK.days[3], (15, 0), (16, 30)))


def a_block_that_is_deleted_elsewhere_during_its_drag_stays_deleted():
    task = add("Vanishing")
    # Wherever the last drag has scrolled to: the blocks say.
    WEEK.read()
    block = DESKTOP.cli("block", task, iso(WEEK.days[5], 15))["id"]
    place = DESKTOP.place(DESKTOP.block("Vanishing"))
    DESKTOP.drag(place.center, (place.center[0], place.center[1] + 60), drop=False)
    DESKTOP.cli("unblock", block)
    DESKTOP.gone("^Vanishing,", "table cell", 5)
    DESKTOP.let_go()
    stays("Vanishing")
    DESKTOP.cli("delete", task)
    assert DESKTOP.process.poll() is None


def after_a_restart_everything_is_still_there():
    assert DESKTOP.stop() is not None
    DESKTOP.start()
    WEEK.read()
    for title, day, start, end in (("Write report", WEEK.days[4], (12, 0), (14, 0)), ("Snap", WEEK.days[1], (16, 0), (17, 0))):
        has_blocks(title, WEEK.stretch(day, start, end))
        place = DESKTOP.place(DESKTOP.block(title))
        x, y = WEEK.point(day, start[0])
        assert place.x <= x <= place.right and place.y <= y <= place.bottom, (title, place, x, y)


def undo_reaches_back_over_the_restart():
    before = DESKTOP.cli("list", "--view", "all")
    DESKTOP.key("ctrl+z")
    wait_for(lambda: DESKTOP.cli("list", "--view", "all") != before, 5, "nothing was undone")
    DESKTOP.key("ctrl+shift+z")
    wait_for(lambda: DESKTOP.cli("list", "--view", "all") == before, 5, "it was not done again")


def lines(title, day):
    """The lines of a task on a day of the month; what the week showed before are boxes."""
    places = [DESKTOP.place(node) for node in DESKTOP.nodes("table cell", f"^{title}, .*{day.day} {day:%B} ")]
    return [place for place in places if place.height < WEEK.per_hour / 2 - 4]


def a_task_dragged_onto_a_month_lands_on_its_day():
    add("Whole day")
    row = DESKTOP.row("Whole day")
    DESKTOP.key("alt+3")
    day = WEEK.days[3]

    place = wait_for(lambda: lines("Anchor", day), 10, "no month")[-1]
    DESKTOP.drag(DESKTOP.place(row).center, (place.center[0], place.bottom + 30))
    wait_for(lambda: DESKTOP.blocks(TASKS["Whole day"]), 5, "no block on the month")
    assert DESKTOP.blocks(TASKS["Whole day"])[0][0][:10] == day.isoformat(), DESKTOP.blocks(TASKS["Whole day"])


def a_block_dragged_to_another_day_of_the_month_keeps_its_hour():
    start, end = WEEK.days[1], WEEK.days[3]
    place = wait_for(lambda: lines("Snap", start), 5, "no block in the month")[0]
    columns = {day: wait_for(lambda day=day: lines("Anchor", day), 5, "no month")[0] for day in (start, end)}
    DESKTOP.drag(place.center, (place.center[0] + columns[end].x - columns[start].x, place.center[1]))
    has_blocks("Snap", WEEK.stretch(end, (16, 0), (17, 0)))
    DESKTOP.key("alt+2")


def nothing_was_complained_about():
    assert not DESKTOP.complaints(), DESKTOP.complaints()


tap.run("end-to-end/drag", [
    a_task_dragged_from_the_backlog_lands_on_its_hour, it_snaps_to_a_quarter_of_an_hour, a_block_is_drawn_where_it_is,
    a_block_moves_to_another_day_and_hour, a_block_grows_at_its_lower_edge, a_block_shrinks_at_its_upper_edge,
    escape_during_a_drag_changes_nothing, escape_during_a_drag_from_the_backlog_changes_nothing,
    a_ghost_shows_where_it_will_land, a_drop_on_the_header_bar_changes_nothing, a_drop_outside_of_the_window_changes_nothing,
    a_click_that_trembles_moves_nothing, a_block_dragged_back_to_the_backlog_is_unscheduled, ctrl_z_brings_it_back,
    ctrl_shift_z_does_it_again, the_toast_undoes_too, a_drag_over_empty_hours_makes_a_task, with_ctrl_a_block_is_copied,
    with_shift_it_snaps_to_five_minutes, a_drag_over_the_next_button_turns_the_page, a_drag_at_the_lower_edge_scrolls,
    a_block_that_is_deleted_elsewhere_during_its_drag_stays_deleted,
    after_a_restart_everything_is_still_there, undo_reaches_back_over_the_restart,
    a_task_dragged_onto_a_month_lands_on_its_day, a_block_dragged_to_another_day_of_the_month_keeps_its_hour, nothing_was_complained_about,
], first_is_base=True)
