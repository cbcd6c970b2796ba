#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""See that another program reads what Stint exports: python-icalendar reads tests/data/ics/export.ics, which
test-export.c compares with the export byte for byte.

usage: test-icalendar.py DATA
"""
import datetime
import os
import sys
import zoneinfo

try:
    import icalendar
except ImportError:
    print("1..0 # SKIP python3-icalendar is not installed")
    sys.exit(0)


def by_uid(calendar, kind):
    return {str(part["UID"])[-2:]: part for part in calendar.walk(kind)}


def check_task(calendar):
    task = by_uid(calendar, "VTODO")["03"]
    assert str(task["SUMMARY"]).startswith("Viết báo cáo, and\\or; a very long title"), task["SUMMARY"]
    assert str(task["DESCRIPTION"]) == 'Lines\nand\ttabs: "quoted"', task["DESCRIPTION"]
    # python-icalendar 4 splits at escaped commas too.
    assert "deep" in [str(tag) for tag in task["CATEGORIES"].cats], task["CATEGORIES"].cats
    assert task["DUE"].dt.replace(tzinfo=None) == datetime.datetime(2026, 11, 27, 17, 0), task["DUE"].dt
    assert task["PRIORITY"] == 1


def check_block(calendar):
    block = by_uid(calendar, "VEVENT")["05"]
    hours = block["DTEND"].dt - block["DTSTART"].dt
    assert hours == datetime.timedelta(minutes=90), hours
    assert block["DTSTART"].params["TZID"] == "America/New_York", block["DTSTART"].params


def check_day(calendar):
    block = by_uid(calendar, "VEVENT")["07"]
    assert block["DTSTART"].dt == datetime.date(2026, 11, 25), block["DTSTART"].dt


def check_zones(calendar):
    for part in calendar.walk("VTIMEZONE"):
        name = str(part["TZID"])
        ours = part.to_tz()
        theirs = zoneinfo.ZoneInfo(name)
        for month in range(1, 13):
            moment = datetime.datetime(2026, month, 15, 12, 0, tzinfo=datetime.timezone.utc)
            found = moment.astimezone(ours).utcoffset()
            expected = moment.astimezone(theirs).utcoffset()
            assert found == expected, f"{name} in month {month}: {found}, not {expected}"


CHECKS = {
    "task has its texts, tags and deadline": check_task,
    "block has its zone and length": check_block,
    "day is a date": check_day,
    "zones change their clocks when they do": check_zones,
}


def main():
    with open(os.path.join(sys.argv[1], "ics", "export.ics"), "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    print(f"1..{len(CHECKS)}")
    failed = 0
    for number, (name, check) in enumerate(CHECKS.items(), 1):
        try:
            check(calendar)
            print(f"ok {number} - {name}")
        except Exception as error:  # whatever it is, the other checks run
            failed += 1
            print(f"not ok {number} - {name}\n# {type(error).__name__}: {error}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
