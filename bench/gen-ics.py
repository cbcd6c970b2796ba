#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write N events, or tasks, over two years round a date: the same bytes each time.

usage: gen-ics.py N [--todo] [--around YYYY-MM-DD] > load.ics

The order of the draws is part of the load: with another one the figures of two
programs, or of two years, could not be set side by side.
"""
import argparse
import datetime
import random
import sys

SEED = 20261122
WORDS = ("review draft call plan budget report ship test deploy schema lecture sync invoice gym read write fix "
         "triage design interview").split()
QUARTERS = [0, 15, 30, 45]
LENGTHS_MIN = [15, 30, 45, 60, 90, 120]
PRIORITIES = [0, 1, 5, 9]


def utc(moment):
    return f"{moment:%Y%m%dT%H%M%S}Z"


def draw_component(number, around, is_task, chance):
    day = around + datetime.timedelta(days=chance.randrange(-365, 365))
    start = day.replace(hour=chance.randrange(7, 20), minute=chance.choice(QUARTERS))
    end = start + datetime.timedelta(minutes=chance.choice(LENGTHS_MIN))
    title = " ".join(chance.choice(WORDS) for _ in range(chance.randrange(2, 5)))
    kind = "VTODO" if is_task else "VEVENT"
    yield f"BEGIN:{kind}"
    yield f"UID:bench-{number}@bench"
    yield "DTSTAMP:20261101T000000Z"
    yield f"SUMMARY:{title} {number}"
    yield f"DTSTART:{utc(start)}"
    if is_task:
        yield f"DUE:{utc(end)}"
        yield f"PRIORITY:{chance.choice(PRIORITIES)}"
        if chance.random() < 0.3:
            yield "STATUS:COMPLETED"
            yield f"COMPLETED:{utc(start)}"
    else:
        yield f"DTEND:{utc(end)}"
    yield f"END:{kind}"


def draw_calendar(count, around, is_task):
    chance = random.Random(SEED)
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//bench//EN"
    for number in range(count):
        yield from draw_component(number, around, is_task, chance)
    yield "END:VCALENDAR"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--todo", action="store_true")
    parser.add_argument("--around", type=datetime.datetime.fromisoformat, default="2026-11-22")
    arguments = parser.parse_args()
    sys.stdout.write("\r\n".join(draw_calendar(arguments.count, arguments.around, arguments.todo)) + "\n")


if __name__ == "__main__":
    main()
