#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blocks, times and zones from the command line: test-blocks.py STINT-CLI"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine  # noqa: E402

PROGRAM = sys.argv[1]


def new(**more):
    return CommandLine(PROGRAM, **more)


def stretch(block):
    return block["start"], block["end"]


def a_block_is_an_hour_when_nothing_is_said():
    cli = new()
    block = cli.json("block", cli.add("Letter"), "2026-11-27T09:00")
    assert stretch(block) == ("2026-11-27T09:00:00+01:00", "2026-11-27T10:00:00+01:00") and block["minutes"] == 60, block


def a_block_is_as_long_as_what_is_left_of_the_estimate():
    cli = new()
    task = cli.add("Letter 3h")
    assert cli.json("block", task, "2026-11-27T09:00", "--minutes", "60")["minutes"] == 60
    assert cli.json("block", task, "2026-11-28T09:00")["minutes"] == 120


def minutes_may_be_written_with_units():
    cli = new()
    task = cli.add("Letter")
    for text, minutes in (("90", 90), ("90m", 90), ("1h30m", 90), ("1.5h", 90), ("2h", 120)):
        assert cli.json("block", task, "2026-11-27T09:00", "--minutes", text)["minutes"] == minutes, text


def a_start_may_be_words():
    cli = new()
    task = cli.add("Letter")
    assert cli.json("block", task, "tomorrow", "9:00")["start"] == "2026-11-25T09:00:00+01:00"
    assert cli.json("block", task, "fri 2pm")["start"] == "2026-11-27T14:00:00+01:00"


def a_start_may_be_an_instant_of_another_offset():
    cli = new()
    assert cli.json("block", cli.add("Letter"), "2026-11-27T09:00:00Z")["start"] == "2026-11-27T10:00:00+01:00"


def a_date_alone_is_the_whole_day():
    cli = new()
    task = cli.add("Letter")
    block = cli.json("block", task, "2026-11-27")
    assert block["all_day"] is True and stretch(block) == ("2026-11-27", "2026-11-28"), block
    cli.misused("block", task, "2026-11-27", "--minutes", "90")


def wrong_minutes_are_refused():
    cli = new()
    task = cli.add("Letter")
    for text in ("0", "-5", "long", "1h-", "1m1h", "600000", "0.5", ""):
        cli.misused("block", task, "2026-11-27T09:00", "--minutes", text)


def a_start_that_is_more_than_a_time_is_refused():
    cli = new()
    task = cli.add("Letter")
    for text in ("tomorrow maybe", "2h", "soon", "#work tomorrow", "9:00-10:00", ""):
        cli.misused("block", task, text)


def moving_keeps_the_length():
    cli = new()
    block = cli.json("block", cli.add("Letter"), "2026-11-27T09:00", "--minutes", "45")["id"]
    assert stretch(cli.json("move", block, "2026-11-30T13:30")) == ("2026-11-30T13:30:00+01:00", "2026-11-30T14:15:00+01:00")


def moving_can_change_the_length():
    cli = new()
    block = cli.json("block", cli.add("Letter"), "2026-11-27T09:00")["id"]
    assert cli.json("move", block, "2026-11-27T09:00", "--minutes", "2h")["minutes"] == 120


def a_block_can_become_a_day_and_a_day_a_block():
    cli = new()
    block = cli.json("block", cli.add("Letter"), "2026-11-27T09:00")["id"]
    day = cli.json("move", block, "2026-11-28")
    assert (day["all_day"], stretch(day)) == (True, ("2026-11-28", "2026-11-29")), day
    timed = cli.json("move", block, "2026-11-28T10:00")
    assert (timed["all_day"], timed["minutes"]) == (False, 60), timed


def several_days_stay_several_days():
    cli = new()
    cli.text("import", cli.write("days.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:days\r\n"
                                 "DTSTAMP:20261101T000000Z\r\nSUMMARY:Fair\r\nDTSTART;VALUE=DATE:20261125\r\n"
                                 "DTEND;VALUE=DATE:20261128\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"))
    block = cli.json("agenda")[0]["id"]
    assert stretch(cli.json("move", block, "2026-12-01")) == ("2026-12-01", "2026-12-04")


def unblocking_keeps_the_task():
    cli = new()
    task = cli.add("Letter")
    block = cli.json("block", task, "2026-11-27T09:00")["id"]
    assert cli.json("unblock", block) == {"id": block, "task": task, "deleted": True}
    assert cli.json("show", task)["blocks"] == []


def a_block_is_shown_in_the_zone_that_is_asked_for():
    cli = new()
    task = cli.add("Letter")
    cli.json("block", task, "2026-11-27T09:00")
    cli.zone = "Asia/Ho_Chi_Minh"
    block = cli.json("show", task)["blocks"][0]
    assert stretch(block) == ("2026-11-27T15:00:00+07:00", "2026-11-27T16:00:00+07:00"), block
    assert block["when"]["zone"] == "Europe/Berlin", block


def minutes_pass_through_a_change_of_the_clock():
    cli = new()
    task = cli.add("Letter")
    block = cli.json("block", task, "2027-03-28T01:30", "--minutes", "60")
    assert stretch(block) == ("2027-03-28T01:30:00+01:00", "2027-03-28T03:30:00+02:00"), block


def a_time_in_a_gap_takes_the_offset_before_it():
    cli = new()
    block = cli.json("block", cli.add("Letter"), "2027-03-28T02:30")
    assert block["minutes"] == 60 and block["start"].startswith("2027-03-28T0"), block


def a_block_can_be_put_into_another_zone():
    cli = new()
    block = cli.json("block", cli.add("Call"), "2026-11-27T09:00 America/New_York")
    assert block["start"] == "2026-11-27T15:00:00+01:00" and block["when"]["zone"] == "America/New_York", block
    shown = cli.text("show", block["task"])
    assert "15:00–16:00" in shown and "9:00–10:00 in New York" in shown, shown
    assert "9:00–10:00 in New York" in cli.text("agenda", "--from", "2026-11-27"), cli.text("agenda", "--from", "2026-11-27")


def words_are_those_of_the_zone_they_are_said_in():
    cli = new()
    # It is 9:12 on Tuesday in Berlin, and still Monday in Honolulu.
    assert cli.json("block", cli.add("Call"), "tomorrow 9:00 Pacific/Honolulu")["when"]["start"] == "2026-11-24T09:00"


def a_block_can_float():
    cli = new()
    block = cli.json("block", cli.add("Swim"), "2026-11-27T07:00 floating")
    assert "zone" not in block["when"] and block["when"]["start"] == "2026-11-27T07:00", block
    assert "wherever you are" in cli.text("show", block["task"])


def a_move_keeps_the_zone_unless_another_is_said():
    cli = new()
    block = cli.json("block", cli.add("Call"), "2026-11-27T09:00 America/New_York")["id"]
    assert cli.json("move", block, "2026-11-28T16:00")["when"] == {
        "start": "2026-11-28T10:00", "end": "2026-11-28T11:00", "zone": "America/New_York"}
    assert cli.json("move", block, "2026-11-28T16:00 Asia/Tokyo")["when"] == {
        "start": "2026-11-28T16:00", "end": "2026-11-28T17:00", "zone": "Asia/Tokyo"}
    assert cli.json("move", block, "2026-11-28T16:00 floating")["when"] == {"start": "2026-11-28T16:00", "end": "2026-11-28T17:00"}


def a_deadline_says_its_zone():
    cli = new()
    task = cli.add("Paper")
    cli.json("edit", task, "deadline=2026-11-27T23:59 America/Los_Angeles")
    shown = cli.text("show", task)
    assert "8:59" in shown and "23:59 in Los Angeles" in shown, shown
    cli.json("edit", task, "deadline=2026-11-27T12:00 floating")
    assert "wherever you are" in cli.text("show", task)


def a_zone_that_there_is_not_is_refused():
    cli = new()
    task = cli.add("Call")
    assert "Mars/Olympus" in cli.misused("block", task, "2026-11-27T09:00 Mars/Olympus")


def the_agenda_is_in_order():
    cli = new()
    late, early = cli.add("Late"), cli.add("Early")
    cli.json("block", late, "2026-11-26T15:00")
    cli.json("block", early, "2026-11-26T08:00")
    cli.json("edit", early, "deadline=2026-11-26")
    assert [(item["kind"], item["title"]) for item in cli.json("agenda")] == [
        ("deadline", "Early"), ("block", "Early"), ("block", "Late")]


def the_agenda_holds_both_its_days():
    cli = new()
    task = cli.add("Letter")
    for day in ("25", "26", "27", "28"):
        cli.json("block", task, f"2026-11-{day}T09:00")
    starts = [item["start"][:10] for item in cli.json("agenda", "--from", "2026-11-26", "--to", "2026-11-27")]
    assert starts == ["2026-11-26", "2026-11-27"], starts


def the_agenda_begins_today_and_is_a_week():
    cli = new()
    task = cli.add("Letter")
    for day in ("2026-11-23", "2026-11-24", "2026-11-30", "2026-12-01"):
        cli.json("block", task, f"{day}T09:00")
    assert [item["start"][:10] for item in cli.json("agenda")] == ["2026-11-24", "2026-11-30"]


def the_agenda_of_all_time_ends():
    cli = new()
    cli.json("block", cli.add("Letter"), "2026-11-26T15:00")
    assert len(cli.json("agenda", "--from", "0001-01-01", "--to", "9999-12-31")) == 1


def the_agenda_for_people_has_a_heading_for_each_day():
    cli = new()
    task = cli.add("Letter")
    cli.json("block", task, "2026-11-26T15:00")
    cli.json("block", task, "2026-11-27T15:00")
    text = cli.text("agenda")
    assert text.count("Letter") == 2 and text.count("November") == 2, text


tap.run("cli/blocks", [
    a_block_is_an_hour_when_nothing_is_said, a_block_is_as_long_as_what_is_left_of_the_estimate,
    minutes_may_be_written_with_units, a_start_may_be_words, a_start_may_be_an_instant_of_another_offset,
    a_date_alone_is_the_whole_day, wrong_minutes_are_refused, a_start_that_is_more_than_a_time_is_refused,
    moving_keeps_the_length, moving_can_change_the_length, a_block_can_become_a_day_and_a_day_a_block,
    several_days_stay_several_days, unblocking_keeps_the_task, a_block_is_shown_in_the_zone_that_is_asked_for,
    minutes_pass_through_a_change_of_the_clock, a_time_in_a_gap_takes_the_offset_before_it,
    a_block_can_be_put_into_another_zone, words_are_those_of_the_zone_they_are_said_in, a_block_can_float,
    a_move_keeps_the_zone_unless_another_is_said, a_deadline_says_its_zone, a_zone_that_there_is_not_is_refused, the_agenda_is_in_order,
    the_agenda_holds_both_its_days, the_agenda_begins_today_and_is_a_week, the_agenda_of_all_time_ends,
    the_agenda_for_people_has_a_heading_for_each_day,
])
