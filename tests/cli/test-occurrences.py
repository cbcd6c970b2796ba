#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dates of a rule, and what is said to bad ones: test-occurrences.py STINT-CLI"""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine  # noqa: E402

PROGRAM = sys.argv[1]


def ask(rule, *words, start="2026-11-27T09:00"):
    return CommandLine(PROGRAM).json("occurrences", rule, "--start", start, *words)


def starts(*words, **more):
    return [occurrence["start"] for occurrence in ask(*words, **more)["occurrences"]]


def refused(rule, code, *words, start="2026-11-27T09:00", status=1):
    begun = time.monotonic()
    message = CommandLine(PROGRAM).refused("occurrences", rule, "--start", start, *words, status=status, code=code)
    assert time.monotonic() - begun < 20
    return message


def a_rule_is_said_and_its_dates_follow():
    text = CommandLine(PROGRAM).text("occurrences", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=20261231", "--start", "2026-11-27T09:00")
    assert text == ("every second Friday until the end of December 2026\n"
                    "  Fri 2026-11-27 09:00\n  Fri 2026-12-11 09:00\n  Fri 2026-12-25 09:00\n"), text


def a_date_is_shown_without_a_time():
    assert starts("FREQ=DAILY;COUNT=2", start="2026-11-27") == ["2026-11-27", "2026-11-28"]


def ten_are_shown_and_that_there_are_more():
    answer = ask("FREQ=DAILY")
    assert len(answer["occurrences"]) == 10 and answer["more"] is True
    assert "more" in CommandLine(PROGRAM).text("occurrences", "FREQ=DAILY", "--start", "2026-11-27")


def count_says_how_many():
    answer = ask("FREQ=DAILY;COUNT=3", "--count", "3")
    assert len(answer["occurrences"]) == 3 and answer["more"] is False


def the_day_of_to_belongs_to_the_range():
    assert starts("FREQ=DAILY", "--from", "2027-03-01", "--to", "2027-03-02") == ["2027-03-01T09:00", "2027-03-02T09:00"]


def each_has_the_offset_of_its_day():
    answer = ask("FREQ=DAILY", "--from", "2027-03-27", "--to", "2027-03-28", start="2026-11-27T02:30")
    assert [one["at"] for one in answer["occurrences"]] == ["2027-03-27T02:30:00+01:00", "2027-03-28T02:30:00+01:00"], answer
    answer = ask("FREQ=DAILY", "--from", "2027-03-28", "--to", "2027-03-29")
    assert [one["at"][-6:] for one in answer["occurrences"]] == ["+02:00", "+02:00"], answer


def rrule_may_stand_before_the_rule():
    answer = ask("rrule:freq=weekly;byday=mo")
    assert answer["rule"] == "FREQ=WEEKLY;BYDAY=MO" and answer["words"] == "every Monday"


def a_range_without_dates_is_no_mistake():
    assert starts("FREQ=YEARLY", "--from", "2027-01-01", "--to", "2027-01-02") == []
    text = CommandLine(PROGRAM).text("occurrences", "FREQ=YEARLY", "--start", "2026-11-27", "--to", "2026-11-26")
    assert "no date" in text


def no_database_is_made():
    cli = CommandLine(PROGRAM)
    cli.text("occurrences", "FREQ=DAILY", "--start", "2026-11-27")
    assert not os.path.exists(cli.data)


def finer_than_a_day_is_unsupported():
    for rule in ("FREQ=SECONDLY", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY", "FREQ=HOURLY;BYMONTHDAY=25;BYYEARDAY=244"):
        assert "more often than every day" in refused(rule, "unsupported")


def a_huge_count_is_answered():
    assert starts("FREQ=DAILY;COUNT=1000000000", "--from", "2100-01-01", "--count", "1") == ["2100-01-01T09:00"]


def until_before_the_start_is_said():
    assert "ends before" in refused("FREQ=DAILY;UNTIL=20200101", "refused")


def until_before_the_first_date_is_said():
    assert "before its first date" in refused("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1;UNTIL=20270101", "refused")


def a_rule_that_never_matches_is_said():
    for rule in ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=10",
                 "FREQ=MONTHLY;BYMONTHDAY=-1;BYDAY=-4TU"):
        assert "fits the rule" in refused(rule, "refused")


def an_unknown_zone_is_usage():
    cli = CommandLine(PROGRAM, zone="Europe/Atlantis")
    assert "Europe/Atlantis" in cli.misused("occurrences", "FREQ=DAILY", "--start", "2026-11-27")


def what_is_no_rule_is_usage():
    for rule in ("", "every friday", "FREQ=OFTEN", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;FOO=1", "FREQ=DAILY;COUNT=1;UNTIL=20270101",
                 "FREQ=DAILY;" + "BYHOUR=1," * 1000):
        refused(rule, "usage", status=2)


def the_start_is_needed():
    assert "--start" in CommandLine(PROGRAM).misused("occurrences", "FREQ=DAILY")


def counts_are_bounded():
    for count in ("0", "-1", "10001", "many"):
        refused("FREQ=DAILY", "usage", "--count", count, status=2)


def a_range_that_ends_before_it_begins_is_usage():
    refused("FREQ=DAILY", "usage", "--from", "2027-01-02", "--to", "2027-01-01", status=2)


tap.run("cli/occurrences", [
    a_rule_is_said_and_its_dates_follow, a_date_is_shown_without_a_time, ten_are_shown_and_that_there_are_more, count_says_how_many,
    the_day_of_to_belongs_to_the_range, each_has_the_offset_of_its_day, rrule_may_stand_before_the_rule,
    a_range_without_dates_is_no_mistake, no_database_is_made, finer_than_a_day_is_unsupported, a_huge_count_is_answered,
    until_before_the_start_is_said, until_before_the_first_date_is_said, a_rule_that_never_matches_is_said,
    an_unknown_zone_is_usage, what_is_no_rule_is_usage, the_start_is_needed, counts_are_bounded,
    a_range_that_ends_before_it_begins_is_usage,
])
