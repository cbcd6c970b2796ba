#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Occurrences of series from the command line: test-series.py STINT-CLI"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine  # noqa: E402

PROGRAM = sys.argv[1]
# A Tuesday, after the hour of the first occurrence.
NOW = "2026-11-24T09:12:00+01:00"


def new(*words):
    """A plan with one series, and its id."""
    cli = CommandLine(PROGRAM, now=NOW)
    return cli, cli.add(*(words or ("Standup every weekday 9:00-9:15",)))


def agenda(cli, first="2026-11-23", last="2026-12-04"):
    """What the days show: (day and time, title, whether it is done)."""
    return [(row["start"][:16], row["title"], row["done"]) for row in cli.json("agenda", "--from", first, "--to", last)]


def days(cli, **more):
    return [start[8:16] for start, _, _ in agenda(cli, **more)]


def the_agenda_shows_the_occurrences():
    cli, series = new()
    rows = cli.json("agenda", "--to", "2026-11-26")
    assert [(row["series"], row["task"], row["occurrence"]) for row in rows] == [
        (series, series, "2026-11-25T09:00"), (series, series, "2026-11-26T09:00")], rows


def one_occurrence_is_edited_alone():
    cli, series = new()
    task = cli.json("edit", series, "title=Long", "notes=Bring cake", "--occurrence", "2026-11-26")
    assert (task["series"], task["title"], task["occurrence"]["time"]) == (series, "Long", "2026-11-26T09:00"), task
    assert [title for _, title, _ in agenda(cli)] == ["Standup", "Long"] + ["Standup"] * 6, agenda(cli)
    cli.text("undo")
    assert {title for _, title, _ in agenda(cli)} == {"Standup"}


def the_following_are_a_series_of_their_own():
    cli, series = new()
    task = cli.json("edit", series, "title=Sitdown", "--occurrence", "2026-11-30", "--scope", "following")
    assert task["id"] != series and task["repeat"]["start"] == "2026-11-30T09:00", task
    assert [title for _, title, _ in agenda(cli)] == ["Standup"] * 3 + ["Sitdown"] * 5, agenda(cli)


def all_are_edited_from_any_of_them():
    cli, series = new()
    cli.text("edit", series, "title=Sitdown", "--occurrence", "2026-11-30", "--scope", "all")
    assert {title for _, title, _ in agenda(cli)} == {"Sitdown"}


def a_new_project_comes_with_the_occurrence():
    cli, series = new()
    task = cli.json("edit", series, "project=Work", "--occurrence", "2026-11-26")
    assert task["project_name"] == "Work", task
    cli.text("undo")
    assert "series" not in cli.json("show", series) and all(row["color"] is None for row in cli.json("agenda"))


def one_is_moved_and_moved_again():
    cli, series = new()
    for start in ("2026-11-26T14:00", "2026-11-26T15:00"):
        cli.text("move", series, start, "--occurrence", "2026-11-26")
        assert days(cli, last="2026-11-27") == ["25T09:00", start[8:], "27T09:00"], days(cli)


def the_following_are_moved():
    cli, series = new()
    cli.text("move", series, "2026-11-27T10:30", "--occurrence", "2026-11-27T09:00", "--scope", "following")
    assert days(cli)[:5] == ["25T09:00", "26T09:00", "27T10:30", "30T10:30", "01T10:30"], days(cli)


def all_are_moved():
    cli, series = new()
    cli.text("move", series, "2026-11-27T08:00", "--minutes", "30", "--occurrence", "2026-11-27", "--scope", "all")
    assert cli.json("show", series)["repeat"]["minutes"] == 30
    assert days(cli)[:3] == ["25T08:00", "26T08:00", "27T08:00"], days(cli)


def a_block_that_was_moved_speaks_of_its_series():
    cli, series = new()
    block = cli.json("move", series, "2026-11-26T14:00", "--occurrence", "2026-11-26")["blocks"][0]["id"]
    cli.text("move", block, "2026-11-26T10:00", "--scope", "all")
    assert days(cli)[:3] == ["25T10:00", "26T10:00", "27T10:00"], days(cli)


def a_deadline_is_moved():
    cli, series = new("Report every friday")
    cli.text("move", series, "2026-11-26", "--occurrence", "2026-11-27")
    assert days(cli) == ["26", "04"], days(cli)


def done_completes_the_open_occurrence_and_never_the_series():
    cli, series = new()
    for _ in range(2):
        cli.text("done", series)
    assert [done for _, _, done in agenda(cli)][:3] == [True, True, False], agenda(cli)
    assert "done" not in cli.json("show", series)


def a_named_occurrence_is_completed_and_reopened():
    cli, series = new()
    occurrence = cli.json("done", series, "--occurrence", "2026-11-27")["id"]
    assert [done for _, _, done in agenda(cli)][:3] == [False, False, True], agenda(cli)
    cli.text("reopen", occurrence)
    assert not any(done for _, _, done in agenda(cli))


def what_counts_from_completion_moves_on():
    cli, series = new("Water every! 10 days")
    assert days(cli, last="2027-01-31") == ["24"]
    cli.now = "2026-11-27T20:00:00+01:00"
    cli.text("done", series)
    assert agenda(cli, last="2027-01-31") == [("2026-11-24", "Water", True), ("2026-12-07", "Water", False)], agenda(cli)
    cli.text("undo")
    assert days(cli, last="2027-01-31") == ["24"]


def a_skipped_occurrence_is_gone_until_undo():
    cli, series = new()
    cli.text("skip", series, "--occurrence", "2026-11-26")
    assert days(cli)[:2] == ["25T09:00", "27T09:00"], days(cli)
    cli.text("skip", series)
    assert days(cli)[:2] == ["27T09:00", "30T09:00"], days(cli)
    cli.text("undo")
    cli.text("undo")
    assert days(cli)[:2] == ["25T09:00", "26T09:00"], days(cli)


def the_following_are_deleted_and_the_first_ones_stay():
    cli, series = new()
    cli.text("delete", series, "--occurrence", "2026-11-27", "--scope", "following")
    assert days(cli) == ["25T09:00", "26T09:00"], days(cli)
    cli.text("delete", series, "--occurrence", "2026-11-25", "--scope", "following")
    assert days(cli) == [] and cli.refused("show", series, code="not-found")


def deleting_a_touched_occurrence_does_not_bring_it_back():
    cli, series = new()
    occurrence = cli.json("edit", series, "title=Long", "--occurrence", "2026-11-26")["id"]
    cli.text("delete", occurrence)
    assert days(cli)[:2] == ["25T09:00", "27T09:00"], days(cli)


def a_wrong_occurrence_is_answered_with_the_nearest():
    cli, series = new()
    message = cli.refused("skip", series, "--occurrence", "2026-11-28", code="no-occurrence")
    assert "2026-11-27T09:00" in message and "2026-11-30T09:00" in message, message
    cli.text("skip", series, "--occurrence", "2026-11-27")
    assert "2026-11-26T09:00" in cli.refused("skip", series, "--occurrence", "2026-11-27", code="no-occurrence")


def a_scope_needs_an_occurrence_and_is_one_of_three():
    cli, series = new()
    cli.misused("edit", series, "title=x", "--scope", "following")
    cli.misused("edit", series, "title=x", "--scope", "these", "--occurrence", "2026-11-26")
    cli.misused("skip", series, "--occurrence", "2026-11-26", "--scope", "following")


def what_does_not_repeat_has_no_occurrence():
    cli, task = new("Report")
    cli.refused("edit", task, "title=x", "--occurrence", "2026-11-26", code="not-a-series")
    cli.refused("skip", task, code="not-a-series")
    cli.refused("done", task, "--occurrence", "2026-11-26", code="not-a-series")


def the_rule_is_no_matter_of_one_occurrence():
    cli, series = new()
    cli.refused("edit", series, "repeat=daily", "--occurrence", "2026-11-26", code="refused")
    cli.text("edit", series, "repeat=weekly", "--occurrence", "2026-11-30", "--scope", "following")
    assert days(cli, last="2026-12-15") == ["25T09:00", "26T09:00", "27T09:00", "30T09:00", "07T09:00", "14T09:00"], days(cli, last="2026-12-15")


def a_rule_that_cannot_be_moved_says_so():
    cli, series = new("Retro monthly on the 2nd tuesday at 10:00")
    message = cli.refused("move", series, "2026-12-09T10:00", "--occurrence", "2026-12-08", "--scope", "all", code="refused")
    assert "rule" in message, message


def a_task_becomes_a_series_at_its_block_or_deadline():
    cli = CommandLine(PROGRAM)
    planned = cli.add("Gym tomorrow 18:00-19:30")
    task = cli.json("edit", planned, "repeat=weekly")
    assert task["repeat"] == {"rule": "FREQ=WEEKLY", "start": "2026-11-25T18:00", "zone": "Europe/Berlin", "minutes": 90}, task
    assert task["blocks"] == []
    due = cli.add("Rent by 2026-12-31")
    task = cli.json("edit", due, "repeat=monthly", "--month-end", "clamp")
    assert task["repeat"]["start"] == "2026-12-31" and "SKIP=BACKWARD" in task["repeat"]["rule"], task
    assert days(cli, first="2027-01-30", last="2027-03-31").count("28") == 1


def the_end_of_a_month_is_a_choice():
    cli = CommandLine(PROGRAM)

    def dates(*words):
        answer = cli.json("occurrences", "FREQ=MONTHLY", "--start", "2026-12-31", "--count", "3", *words)
        return [row["start"] for row in answer["occurrences"]]

    assert dates("--month-end", "skip") == ["2026-12-31", "2027-01-31", "2027-03-31"]
    assert dates("--month-end", "clamp") == ["2026-12-31", "2027-01-31", "2027-02-28"]
    assert dates("--month-end", "last") == ["2026-12-31", "2027-01-31", "2027-02-28"]
    cli.misused("occurrences", "FREQ=MONTHLY", "--start", "2026-12-31", "--month-end", "cut")
    cli.refused("occurrences", "FREQ=WEEKLY", "--start", "2026-12-31", "--month-end", "last", code="refused")


def lists_show_a_series_with_its_open_occurrence():
    cli, series = new()
    assert cli.json("list", "--view", "backlog") == [], "what is planned is not in the backlog"
    assert [task["id"] for task in cli.json("list", "--view", "all", "--from", "2026-11-25", "--to", "2026-11-25")] == [series]
    assert cli.json("list", "--view", "all", "--from", "2026-11-28", "--to", "2026-11-29") == []
    assert cli.json("show", series)["next"] == "2026-11-25T09:00"
    cli.text("done", series)
    assert cli.json("show", series)["next"] == "2026-11-26T09:00"
    assert cli.json("list", "--view", "today") == []
    cli.now = "2026-11-26T08:00:00+01:00"
    assert [task["id"] for task in cli.json("list", "--view", "today")] == [series]


def a_touched_occurrence_is_in_no_backlog_and_follows_its_series():
    cli, series = new("Report every friday #Work")
    occurrence = cli.json("edit", series, "notes=Longer", "--occurrence", "2026-11-27")["id"]
    cli.text("skip", series, "--occurrence", "2026-12-04")
    cli.text("edit", series, "title=Summary")
    assert [task["id"] for task in cli.json("list", "--view", "backlog")] == [series]
    shown = [(task["id"], task["title"], task["project_name"]) for task in cli.json("list", "--view", "all", "--project", "Work")]
    assert sorted(shown) == sorted([(series, "Summary", "Work"), (occurrence, "Summary", "Work")]), shown


def the_days_go_on_after_the_clock_jumps():
    cli, series = new()
    for now, expected in (("2026-11-25", "25T09:00"), ("2027-01-08", "08T09:00"), ("2027-12-29", "29T09:00")):
        cli.now = now + "T08:00:00+01:00"
        assert days(cli, first=now, last=now) == [expected], (now, days(cli, first=now, last=now))


tap.run("cli/series", [
    the_agenda_shows_the_occurrences, one_occurrence_is_edited_alone, the_following_are_a_series_of_their_own,
    all_are_edited_from_any_of_them, a_new_project_comes_with_the_occurrence, one_is_moved_and_moved_again,
    the_following_are_moved, all_are_moved, a_block_that_was_moved_speaks_of_its_series, a_deadline_is_moved,
    done_completes_the_open_occurrence_and_never_the_series, a_named_occurrence_is_completed_and_reopened,
    what_counts_from_completion_moves_on, a_skipped_occurrence_is_gone_until_undo,
    the_following_are_deleted_and_the_first_ones_stay, deleting_a_touched_occurrence_does_not_bring_it_back,
    a_wrong_occurrence_is_answered_with_the_nearest, a_scope_needs_an_occurrence_and_is_one_of_three,
    what_does_not_repeat_has_no_occurrence, the_rule_is_no_matter_of_one_occurrence, a_rule_that_cannot_be_moved_says_so,
    a_task_becomes_a_series_at_its_block_or_deadline, the_end_of_a_month_is_a_choice,
    lists_show_a_series_with_its_open_occurrence, a_touched_occurrence_is_in_no_backlog_and_follows_its_series, the_days_go_on_after_the_clock_jumps,
])
