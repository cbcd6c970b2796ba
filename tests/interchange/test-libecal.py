#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold Stint against GNOME Calendar's library and python-icalendar, both ways: what each of them reads in a file of
another program and in Stint's version of it is the same, field by field; what each of them writes, Stint reads; and
libecal works out the same dates of a series.

usage: test-libecal.py CONVERT DATA
"""
import datetime
import json
import os
import subprocess
import sys
import tempfile
import zoneinfo

try:
    import gi
    gi.require_version("ECal", "2.0")
    gi.require_version("ICalGLib", "3.0")
    from gi.repository import ECal, ICalGLib
    import icalendar
    import pytz
except (ImportError, ValueError) as error:
    print(f"1..0 # SKIP gir1.2-ecal-2.0 or python3-icalendar is not installed: {error}")
    sys.exit(0)

CONVERT, DATA = sys.argv[1:3]
FILES = ["apple", "gnome", "google", "kept", "nextcloud", "outlook", "series"]
FROM, TO = "2026-11-01", "2028-03-01"
Kind = ICalGLib.ComponentKind
Property = ICalGLib.PropertyKind

# Zones that files call by names of their own, and the names that Stint gives them.
ZONES = {
    "/freeassociation.sourceforge.net/Europe/Berlin": "Europe/Berlin",
    "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna": "Europe/Berlin",
    "Customized Time Zone": "America/New_York",
    "UTC-11": "Etc/GMT+11",
    "Nowhere on Earth": None,
}
# In a series of tasks what Stint keeps are the deadlines (stint-ics-reader.h), so DTSTART is theirs; and the length of an
# event that has no end, or of a period, is Stint's own.
DEADLINES_ONLY = {"due@test", "both@test", "lead@test", "tasks-org-1"}


def run(command, path, *arguments):
    return subprocess.run([CONVERT, command, path, *arguments], check=True, capture_output=True, text=True).stdout


def path_of(name):
    return os.path.join(DATA, "ics", name + ".ics")


def original_of(name):
    with open(path_of(name), encoding="utf-8", newline="") as file:
        return file.read()


# ---- libecal -----------------------------------------------------------------------------------------------------------

def components(text):
    """Tasks and events that are not cancelled, by UID and RECURRENCE-ID's moment."""
    calendar = ICalGLib.Component.new_from_string(text)
    assert calendar is not None, "libecal reads nothing"
    found = {}
    for kind in (Kind.VTODO_COMPONENT, Kind.VEVENT_COMPONENT):
        part = calendar.get_first_component(kind)
        while part is not None:
            if texts(part, Property.STATUS_PROPERTY) != ["CANCELLED"]:
                found[part.get_uid(), moment(part, Property.RECURRENCEID_PROPERTY)] = part
            part = calendar.get_next_component(kind)
    return found


def properties(part, kind):
    item = part.get_first_property(kind)
    while item is not None:
        yield item
        item = part.get_next_property(kind)


def zone_name(item):
    parameter = item.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER)
    name = parameter.get_tzid() if parameter is not None else None
    return ZONES.get(name, name)


def to_instant(time, zone):
    """The instant of a time in a zone, a date, or a time that floats."""
    stamp = datetime.datetime(time.get_year(), time.get_month(), time.get_day(), time.get_hour(), time.get_minute(),
                              time.get_second())
    if time.is_date():
        return stamp.date().isoformat()
    if time.is_utc():
        zone = "UTC"
    if zone is None:
        return stamp.isoformat()
    return stamp.replace(tzinfo=zone_of(zone)).astimezone(datetime.timezone.utc).isoformat()


def zone_of(name):
    return zoneinfo.ZoneInfo(name)


def moments(part, kind, getter):
    return sorted(to_instant(getter(item), zone_name(item)) for item in properties(part, kind))


GETTERS = {
    Property.DTSTART_PROPERTY: ICalGLib.Property.get_dtstart,
    Property.DTEND_PROPERTY: ICalGLib.Property.get_dtend,
    Property.DUE_PROPERTY: ICalGLib.Property.get_due,
    Property.RECURRENCEID_PROPERTY: ICalGLib.Property.get_recurrenceid,
    Property.EXDATE_PROPERTY: ICalGLib.Property.get_exdate,
    Property.COMPLETED_PROPERTY: ICalGLib.Property.get_completed,
}


def moment(part, kind):
    found = moments(part, kind, GETTERS[kind])
    return found[0] if found else None


def texts(part, kind):
    return sorted(item.get_value_as_string() for item in properties(part, kind))


def words(part):
    return sorted({word for text in texts(part, Property.CATEGORIES_PROPERTY) for word in text.split(",")})


def compare(name, key, what, theirs, ours):
    assert theirs == ours, f"{name} {key}: {what} was {theirs} and is {ours}"


def check_read_by_libecal(name):
    before, after = components(original_of(name)), components(run("export", path_of(name)))
    assert set(before) <= set(after) | {key for key in before if key[0] in DEADLINES_ONLY}, set(before) - set(after)
    for key, theirs in before.items():
        if key not in after:
            continue
        ours = after[key]
        compare(name, key, "the kind", theirs.isa(), ours.isa())
        compare(name, key, "the summary", theirs.get_summary(), ours.get_summary())
        compare(name, key, "the description", theirs.get_description(), ours.get_description())
        compare(name, key, "the categories", words(theirs), words(ours))
        for kind in (Property.RRULE_PROPERTY, Property.LOCATION_PROPERTY, Property.CLASS_PROPERTY, Property.URL_PROPERTY,
                     Property.GEO_PROPERTY, Property.ATTENDEE_PROPERTY, Property.TRANSP_PROPERTY, Property.SEQUENCE_PROPERTY,
                     Property.PERCENTCOMPLETE_PROPERTY, Property.X_PROPERTY, Property.CREATED_PROPERTY):
            if kind == Property.RRULE_PROPERTY and not texts(theirs, kind):
                continue
            theirs_texts = texts(theirs, kind)
            ours_texts = [text for text in texts(ours, kind) if kind != Property.X_PROPERTY or text in theirs_texts]
            compare(name, key, ICalGLib.Property.kind_to_string(kind), theirs_texts, ours_texts)
        if int_of(theirs, Property.PRIORITY_PROPERTY):
            compare(name, key, "the priority", texts(theirs, Property.PRIORITY_PROPERTY), texts(ours, Property.PRIORITY_PROPERTY))
        check_times(name, key, theirs, ours)


def int_of(part, kind):
    return int((texts(part, kind) or ["0"])[0])


def check_times(name, key, theirs, ours):
    if key[0] == "lead-by-rule@test":
        # Its deadlines became the days on which it starts: its rule names a weekday, and that is theirs.
        return
    if key[0] in DEADLINES_ONLY:
        compare(name, key, "the deadline", moment(theirs, Property.DUE_PROPERTY), moment(ours, Property.DUE_PROPERTY))
        return
    for kind in (Property.DTSTART_PROPERTY, Property.DTEND_PROPERTY, Property.DUE_PROPERTY, Property.COMPLETED_PROPERTY):
        if moment(theirs, kind) is None:
            continue
        # A time of completion that floats is that of the clock where one is.
        if kind == Property.COMPLETED_PROPERTY and not moment(theirs, kind).endswith("+00:00"):
            continue
        compare(name, key, ICalGLib.Property.kind_to_string(kind), moment(theirs, kind), moment(ours, kind))
    exdates = moments(theirs, Property.EXDATE_PROPERTY, ICalGLib.Property.get_exdate)
    found = moments(ours, Property.EXDATE_PROPERTY, ICalGLib.Property.get_exdate)
    assert set(exdates) <= set(found), f"{name} {key}: {exdates} is no part of {found}"


# ---- The dates of a series ----------------------------------------------------------------------------------------------

def expand_with_libecal(text, uid):
    calendar = ICalGLib.Component.new_from_string(text)
    part = components(text)[uid, None]
    start = part.get_dtstart()
    name = zone_name(part.get_first_property(Property.DTSTART_PROPERTY))
    found, held = [], []

    def instance(component, begin, end, data, cancellable):
        found.append(begin.clone())
        return True

    def zone(tzid, data, cancellable):
        held.append(calendar.get_timezone(tzid) or ICalGLib.Timezone.get_builtin_timezone(tzid))
        return held[-1]

    ECal.recur_generate_instances_sync(part, time_of(FROM), time_of(TO), instance, None, zone, None,
                                       ICalGLib.Timezone.get_utc_timezone(), None)
    zone_of_series = zone_of(name) if name else None
    return start, sorted(local(time, zone_of_series) for time in found)


def time_of(date):
    year, month, day = map(int, date.split("-"))
    time = ICalGLib.Time.new_null_time()
    time.set_date(year, month, day)
    time.set_time(0, 0, 0)
    time.set_is_date(False)
    return time


def local(time, zone):
    stamp = datetime.datetime(time.get_year(), time.get_month(), time.get_day(), time.get_hour(), time.get_minute())
    if time.is_date():
        return stamp.date().isoformat()
    if time.is_utc() and zone is not None:
        stamp = stamp.replace(tzinfo=datetime.timezone.utc).astimezone(zone)
    return stamp.replace(tzinfo=None).isoformat(timespec="minutes")


def check_expansion(name):
    text, n = run("export", path_of(name)), 0
    for line in run("occurrences", path_of(name), FROM, TO).splitlines():
        uid, *ours = line.split(" ")
        start, theirs = expand_with_libecal(text, uid)
        ours = [time[:16] for time in ours]
        assert theirs == ours, f"{name}, {uid}: libecal has {theirs}\nStint has {ours}"
        n += 1
    assert n > 0, name


# ---- They write, Stint reads -----------------------------------------------------------------------------------------

def read_records(text):
    with tempfile.NamedTemporaryFile("w", suffix=".ics", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        lines = run("records", file.name).splitlines()
    return [(line.split(" ", 2)[0], json.loads(line.split(" ", 2)[2])) for line in lines]


WRITTEN = {"title": "Viết báo cáo; and, more\\", "notes": "Lines\nand \"quotes\"", "tags": ["a", "b"], "priority": 3}


def check_todo_of_libecal():
    part = ECal.Component.new_vtype(ECal.ComponentVType.TODO)
    part.set_uid("ecal@test")
    part.set_summary(ECal.ComponentText.new(WRITTEN["title"], None))
    part.set_descriptions([ECal.ComponentText.new(WRITTEN["notes"], None)])
    part.set_categories_list(WRITTEN["tags"])
    part.set_priority(WRITTEN["priority"])
    part.set_percent_complete(40)
    due = time_of("2026-11-27")
    due.set_time(17, 0, 0)
    part.set_due(ECal.ComponentDateTime.new(due, "Europe/Berlin"))
    part.commit_sequence()
    kind, task = read_records("BEGIN:VCALENDAR\r\n" + part.get_as_string() + "END:VCALENDAR\r\n")[0]
    assert kind == "task"
    for member, value in WRITTEN.items():
        compare("libecal", member, "the member", value, task[member])
    compare("libecal", "deadline", "the member", {"time": "2026-11-27T17:00", "zone": "Europe/Berlin"}, task["deadline"])
    compare("libecal", "percent", "the member", "40", task["ical"]["PERCENT-COMPLETE"])


def check_event_of_icalendar():
    berlin = pytz.timezone("Europe/Berlin")
    event = icalendar.Event()
    event.add("uid", "icalendar@test")
    event.add("summary", WRITTEN["title"])
    event.add("description", WRITTEN["notes"])
    event.add("categories", WRITTEN["tags"])
    event.add("priority", WRITTEN["priority"])
    event.add("dtstart", berlin.localize(datetime.datetime(2026, 11, 24, 9, 0)))
    event.add("dtend", berlin.localize(datetime.datetime(2026, 11, 24, 10, 30)))
    event.add("rrule", {"freq": "weekly", "byday": ["TU", "TH"]})
    event.add("exdate", berlin.localize(datetime.datetime(2026, 11, 26, 9, 0)))
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    kind, task = read_records(calendar.to_ical().decode())[0]
    assert kind == "task"
    for member, value in WRITTEN.items():
        compare("icalendar", member, "the member", value, task[member])
    compare("icalendar", "repeat", "the member", {"minutes": 90, "rule": "FREQ=WEEKLY;BYDAY=TU,TH", "start": "2026-11-24T09:00",
                                                  "zone": "Europe/Berlin"}, task["repeat"])
    compare("icalendar", "skipped", "the member", ["2026-11-26T09:00"], task["skipped"])


# ---- python-icalendar reads -------------------------------------------------------------------------------------------

def check_read_by_icalendar(name):
    before = icalendar.Calendar.from_ical(original_of(name))
    after = icalendar.Calendar.from_ical(run("export", path_of(name)))

    def index(calendar):
        parts = calendar.walk("VEVENT") + calendar.walk("VTODO")
        return {(str(part["UID"]), part["RECURRENCE-ID"].dt.isoformat() if "RECURRENCE-ID" in part else ""): part for part in parts
                if part.get("STATUS") != "CANCELLED"}

    ours, n = index(after), 0
    for key, theirs in index(before).items():
        if key not in ours:
            # Called by another zone, or in the time of the deadline.
            continue
        n += 1
        for field in ("SUMMARY", "DESCRIPTION", "LOCATION", "RRULE"):
            if field != "RRULE" or field in theirs:
                compare(name, key, field, theirs.get(field), ours[key].get(field))
    assert n > 0, name


def main():
    checks = [(f"libecal reads {name} as it was", lambda name=name: check_read_by_libecal(name)) for name in FILES]
    checks += [(f"icalendar reads {name} as it was", lambda name=name: check_read_by_icalendar(name)) for name in FILES]
    checks += [(f"libecal works out the series of {name} as Stint does", lambda name=name: check_expansion(name))
               for name in ("apple", "gnome", "google", "outlook", "series")]
    checks += [("a task that libecal writes is read", check_todo_of_libecal),
               ("an event that icalendar writes is read", check_event_of_icalendar)]
    print(f"1..{len(checks)}")
    failed = 0
    for number, (name, check) in enumerate(checks, 1):
        try:
            check()
            print(f"ok {number} - {name}")
        except Exception as error:  # whatever it is, the other checks run
            failed += 1
            lines = f"{type(error).__name__}: {error}".replace("\n", "\n# ")
            print(f"not ok {number} - {name}\n# {lines}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
