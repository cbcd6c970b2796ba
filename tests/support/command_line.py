# SPDX-License-Identifier: GPL-3.0-or-later
"""stint-cli as a test runs it: with a database, a zone and a time of its own."""
import json
import os
import re
import subprocess
import tempfile

NOW = "2026-11-24T08:12:00+01:00"
ZONE = "Europe/Berlin"
# A Tuesday, so that weekdays have something before and after.
TODAY = "2026-11-24"

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class CommandLine:
    """Runs the program given to it on a directory that is new and removed with the object."""

    def __init__(self, program, now=NOW, zone=ZONE):
        self.program = os.path.abspath(program)
        self.now, self.zone = now, zone
        self._directory = tempfile.TemporaryDirectory(prefix="stint-cli-")
        self.home = self._directory.name
        self.data = os.path.join(self.home, "data", "stint")
        self.environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": self.home, "LC_ALL": "C.UTF-8",
            "XDG_DATA_HOME": os.path.join(self.home, "data"), "G_DEBUG": "fatal-warnings", "TZ": "UTC",
        }
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def command(self, *words):
        fixed = [self.program]
        if self.zone:
            fixed += ["--zone", self.zone]
        if self.now:
            fixed += ["--now", self.now]
        return fixed + list(words)

    def run(self, *words, stdin=None, timeout=60, **environment):
        """The finished process; its output as text, whatever bytes it is of."""
        return subprocess.run(self.command(*words), input=stdin, capture_output=True, text=True, timeout=timeout,
                              encoding="utf-8", errors="surrogateescape", check=False,
                              env={**self.environment, **environment})

    def start(self, *words, **more):
        return subprocess.Popen(self.command(*words), env=self.environment, **more)

    def text(self, *words, **more):
        answer = self.run(*words, **more)
        assert answer.returncode == 0, (words, answer.returncode, answer.stderr)
        assert answer.stderr == "", (words, answer.stderr)
        return answer.stdout

    def json(self, *words, **more):
        return json.loads(self.text("--json", *words, **more))

    def refused(self, *words, status=1, code=None, **more):
        """The message with which it refuses; nothing may be on standard output."""
        answer = self.run("--json", *words, **more)
        assert answer.returncode == status, (words, answer.returncode, answer.stdout, answer.stderr)
        assert answer.stdout == "", (words, answer.stdout)
        assert answer.stderr.count("\n") == 1, (words, answer.stderr)
        error = json.loads(answer.stderr)["error"]
        assert sorted(error) == ["code", "message"] and error["message"], error
        assert code is None or error["code"] == code, (words, error)
        return error["message"]

    def misused(self, *words, **more):
        return self.refused(*words, status=2, code="usage", **more)

    def add(self, *words):
        return self.json("add", *words)["id"]

    def write(self, name, content):
        path = os.path.join(self.home, name)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path


def without_ids(text):
    """The text with each id as id-1, id-2 in the order in which they come."""
    names = {}
    return UUID.sub(lambda found: names.setdefault(found[0], f"id-{len(names) + 1}"), text)


def calendar(*components):
    """An iCalendar file of these components."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//stint tests//EN"]
    for component in components:
        lines += component.strip().split("\n")
    return "\r\n".join(line.strip() for line in lines + ["END:VCALENDAR", ""])


def event(uid, summary="Meeting", start="20261125T090000", end="20261125T100000"):
    return f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20261101T000000Z\nSUMMARY:{summary}\nDTSTART:{start}\nDTEND:{end}\nEND:VEVENT"


def todo(uid, summary="Thing", more=""):
    return f"BEGIN:VTODO\nUID:{uid}\nDTSTAMP:20261101T000000Z\nSUMMARY:{summary}\n{more}{chr(10) if more else ''}END:VTODO"
