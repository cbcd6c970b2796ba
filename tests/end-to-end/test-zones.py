#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Days on which clocks are set, journeys and midnight in a real window: test-zones.py BUILD"""
import os
import re
import struct
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from desktop import Desktop, keep_pictures, name_of, start_notification_daemon, wait_for  # noqa: E402
from week import zone_at  # noqa: E402

BUILD = sys.argv[1]
start_notification_daemon()
keep_pictures(BUILD)


def has_blocks(desktop, task, *expected):
    wait_for(lambda: desktop.blocks(task) == sorted(expected), 5, lambda: f"{desktop.blocks(task)}, not {sorted(expected)}")


def start_at(desktop, now):
    return desktop.start("--now", now, "--zone", desktop.zone, "--data", os.path.dirname(desktop.data) + "/stint")


def a_drag_across_the_change_keeps_the_times_of_the_clock():
    # In Cairo there is no 0:00 on Friday, 24 April 2026: clocks go on to 1:00.
    with Desktop(BUILD, "Africa/Cairo") as desktop:
        moved = desktop.cli("add", "Moved")["id"]
        desktop.cli("block", moved, "2026-04-23T10:00", "--minutes", "60")
        there = desktop.cli("add", "There")["id"]
        desktop.cli("block", there, "2026-04-24T10:00", "--minutes", "60")
        start_at(desktop, "2026-04-23T10:20")
        start = desktop.place(desktop.block("Moved"))
        end = desktop.place(desktop.block("There"))
        assert abs(start.y - end.y) <= 1 and abs(start.height - end.height) <= 1, (start, end)
        desktop.drag(start.center, (end.center[0], start.center[1]))
        has_blocks(desktop, moved, ("2026-04-24T10:00:00+03:00", "2026-04-24T11:00:00+03:00"))


def a_drop_into_a_missing_hour_lands_after_it():
    # In Madrid there is no 2:00 to 3:00 on Sunday, 29 March 2026, the first day of the week that is shown.
    with Desktop(BUILD, "Europe/Madrid") as desktop:
        task = desktop.cli("add", "Night")["id"]
        desktop.cli("block", task, "2026-03-30T02:00", "--minutes", "60")
        beside = desktop.cli("add", "Beside")["id"]
        desktop.cli("block", beside, "2026-03-29T04:00", "--minutes", "60")
        start_at(desktop, "2026-03-29T03:20")
        place = desktop.place(desktop.block("Night"))
        desktop.drag(place.center, (desktop.place(desktop.block("Beside")).center[0], place.center[1]))
        has_blocks(desktop, task, ("2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00"))


def a_block_over_the_change_says_how_long_it_is():
    with Desktop(BUILD, "Europe/Madrid") as desktop:
        task = desktop.cli("add", "Night")["id"]
        desktop.cli("block", task, "2026-03-29T01:00", "--minutes", "120")
        start_at(desktop, "2026-03-29T03:20")
        name = name_of(desktop.block("Night"))
        assert "1:00 to 4:00" in name and name.endswith(", 2 h"), name


def a_journey_moves_what_is_in_a_zone_and_not_what_floats():
    home, away = zone_at(11), zone_at(14)
    with Desktop(BUILD, home) as desktop, tempfile.TemporaryDirectory() as folder:
        link = os.path.join(folder, "localtime")

        def travel(zone):
            os.symlink(f"/usr/share/zoneinfo/{zone}", link + ".next")
            os.rename(link + ".next", link)

        for title, form in (("Call", home), ("Swim", "floating")):
            desktop.cli("block", desktop.cli("add", title)["id"], f"today 10:00 {form}", "--minutes", "30")
        travel(home)
        desktop.start("--zone-link", link)
        assert "10:00 to 10:30" in name_of(desktop.block("Call")), name_of(desktop.block("Call"))
        assert "10:00 to 10:30, pinned, wherever you are" in name_of(desktop.block("Swim")), name_of(desktop.block("Swim"))
        travel(away)
        wait_for(lambda: desktop.nodes("table cell", "^Call,.* 13:00 to 13:30, pinned, 10:00–10:30 in GMT"), 10,
                 lambda: [name_of(node) for node in desktop.nodes("table cell")])
        assert "10:00 to 10:30" in name_of(desktop.block("Swim"))


def make_midnight(folder, seconds):
    """A zone in which it is midnight in so many seconds: a file with one offset (RFC 8536, version 1)."""
    offset = (86400 - seconds - int(time.time())) % 86400
    offset -= 86400 if offset > 43200 else 0
    with open(os.path.join(folder, "Midnight"), "wb") as file:
        file.write(b"TZif" + bytes(16) + struct.pack(">6I", 0, 0, 0, 0, 1, 4) + struct.pack(">ibB", offset, 0, 0) + b"MID\0")


def midnight_makes_today_yesterday():
    with tempfile.TemporaryDirectory() as folder, Desktop(BUILD, "Midnight") as desktop:
        make_midnight(folder, 15)
        desktop.environment["TZDIR"] = folder
        task = desktop.cli("add", "Rent")["id"]
        desktop.cli("edit", task, "deadline=today")
        desktop.start("--zone", "Midnight", "--data", desktop.data)
        assert "today" in name_of(desktop.row("Rent")).lower(), name_of(desktop.row("Rent"))
        wait_for(lambda: re.search("yesterday|overdue", name_of(desktop.row("Rent")).lower()), 25, lambda: name_of(desktop.row("Rent")))


def a_second_zone_is_found_by_typing():
    with Desktop(BUILD, "Europe/Madrid") as desktop:
        desktop.cli("block", desktop.cli("add", "Letter")["id"], "2026-11-25T10:00")
        start_at(desktop, "2026-11-25T10:20")
        desktop.click_node(desktop.find("^Second time zone", "push button"))
        desktop.find("^Find a time zone")
        desktop.type("tok")
        time.sleep(0.5)
        desktop.key("Return")
        desktop.find("^Second time zone: Tokyo$", "push button")
        assert not desktop.complaints(), desktop.complaints()


tap.run("end-to-end/zones", [
    a_drag_across_the_change_keeps_the_times_of_the_clock, a_drop_into_a_missing_hour_lands_after_it,
    a_block_over_the_change_says_how_long_it_is, a_journey_moves_what_is_in_a_zone_and_not_what_floats,
    midnight_makes_today_yesterday, a_second_zone_is_found_by_typing,
])
