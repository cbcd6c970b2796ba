# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the days and hours of the shown week are on the screen, found out by blocks that were put there for that."""
import datetime
import re
import zoneinfo

from desktop import wait_for

ANCHOR_HOUR = 10
SECOND_HOUR = 13


def iso(day, hour=0, minute=0):
    return f"{day.isoformat()}T{hour:02d}:{minute:02d}"


def zone_at(hour):
    """A zone in which it is about that hour now: what the grid has in view at first depends on the time."""
    ahead = hour - datetime.datetime.now(datetime.timezone.utc).hour
    ahead += 24 if ahead < -12 else -24 if ahead > 12 else 0
    return f"Etc/GMT{-ahead:+d}"


class Week:
    """The days that are shown, and the point of each hour: call it before the window is started, then read()."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.zone = zoneinfo.ZoneInfo(desktop.zone)
        self.today = datetime.datetime.now(self.zone).date()
        task = desktop.cli("add", "Anchor")["id"]
        # Whatever day the week begins with: so many days before and after have one.
        for offset in range(-7, 8):
            day = self.today + datetime.timedelta(days=offset)
            desktop.cli("block", task, iso(day, ANCHOR_HOUR), "--minutes", "60")
            desktop.cli("block", task, iso(day, SECOND_HOUR), "--minutes", "30")
        self.days = []
        self.columns = {}

    def _anchors(self):
        found = {}
        for node in self.desktop.nodes("table cell", "^Anchor, "):
            place = self.desktop.place(node)
            when = re.search(r"(\d{1,2}) (\w+) (\d{4}) (\d{1,2}):00 to", node.get_name())
            if when is not None and place.height > 0:
                day = datetime.datetime.strptime(" ".join(when.groups()[:3]), "%d %B %Y").date()
                found[day, int(when[4])] = place
        return found

    def read(self, n_days=7):
        """Look where the anchors are."""
        def complete():
            found = self._anchors()
            return found if len(found) == 2 * n_days else None

        found = wait_for(complete, 10, lambda: f"anchors are at {self._anchors()}, nodes: "
                         f"{[node.get_name() for node in self.desktop.nodes('table cell')]}")
        self.days = sorted({day for day, _hour in found})
        self.columns = {day: found[day, ANCHOR_HOUR] for day in self.days}
        first = self.days[0]
        self.top = found[first, ANCHOR_HOUR].y
        self.per_hour = (found[first, SECOND_HOUR].y - self.top) / (SECOND_HOUR - ANCHOR_HOUR)
        return self

    def point(self, day, hour, minute=0):
        """The pixel of a time, a little below its line."""
        y = self.top + (hour + minute / 60 - ANCHOR_HOUR) * self.per_hour
        return self.columns[day].center[0], round(y + self.per_hour / 15)

    def stretch(self, day, start, end):
        """What the command line says of a block from start to end, as (hour, minute)."""
        def instant(hour, minute):
            return datetime.datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone).isoformat()

        return instant(*start), instant(*end)
