# SPDX-License-Identifier: GPL-3.0-or-later
"""A Stint window under test: what it shows is read from the accessibility bus, and what a person does comes from xdotool.

The test runs inside build-aux/with-display --accessible, which gives it a display, a window manager and buses of its own.
"""
import atexit
import ctypes
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import gi
import tap

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

# GTK gives a widget without a name that of its class.
NAMELESS = re.compile(r"^((Gtk|Adw|Stint)[A-Z]\w*)?$")
SUPPORT = os.path.dirname(os.path.abspath(__file__))
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


def end_with_parent():
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def wait_for(what, seconds=10, message="it did not come"):
    """The first true answer of what(); asks again until then."""
    limit = time.monotonic() + seconds
    while True:
        answer = what()
        if answer:
            return answer
        if time.monotonic() > limit:
            raise AssertionError(f"after {seconds} s: {message() if callable(message) else message}")
        time.sleep(0.02)


def xdotool(*words):
    return subprocess.run(["xdotool", *map(str, words)], capture_output=True, text=True, check=True).stdout


class Place:
    """A rectangle of the screen."""

    def __init__(self, x, y, width, height):
        self.x, self.y, self.width, self.height = x, y, width, height

    @property
    def center(self):
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def right(self):
        return self.x + self.width

    @property
    def bottom(self):
        return self.y + self.height

    def holds(self, point):
        return self.x <= point[0] < self.right and self.y <= point[1] < self.bottom

    def __repr__(self):
        return f"{self.width}x{self.height}+{self.x}+{self.y}"


def name_of(node):
    try:
        return node.get_name() or ""
    except GLib.Error:
        return ""


# By number: the names have changed, and newer GTK tells a text that is edited from one that is not, and a switch from a button.
ROLES = {
    Atspi.Role.PUSH_BUTTON: "push button", Atspi.Role.TOGGLE_BUTTON: "push button", Atspi.Role.TEXT: "text", Atspi.Role.ENTRY: "text",
    Atspi.Role.TABLE: "table", Atspi.Role.TABLE_ROW: "table row", Atspi.Role.TABLE_CELL: "table cell", Atspi.Role.LIST: "list",
    Atspi.Role.LIST_ITEM: "list item", Atspi.Role.FRAME: "frame", Atspi.Role.WINDOW: "frame", Atspi.Role.COMBO_BOX: "combo box",
}


def role_of(node):
    try:
        role = node.get_role()
        return ROLES.get(role) or node.get_role_name()
    except GLib.Error:
        return ""


def children_of(node):
    try:
        return [child for child in (node.get_child_at_index(i) for i in range(node.get_child_count())) if child is not None]
    except GLib.Error:
        return []


def has_state(node, state):
    try:
        return node.get_state_set().contains(state)
    except GLib.Error:
        return False


def walk(node):
    """The node and all below it; what is not visible is left out with all that it holds."""
    yield node
    for child in children_of(node):
        if has_state(child, Atspi.StateType.VISIBLE):
            yield from walk(child)


def has_size(node):
    """Whether it is on the screen: what a stack or a flap hides is visible to GTK, but nowhere."""
    try:
        component = node.get_component_iface()
        extents = component.get_extents(Atspi.CoordType.WINDOW) if component is not None else None
        return extents is not None and extents.width > 0 and extents.height > 0
    except GLib.Error:
        return False


def keep_pictures(build):
    """From now on a case that fails leaves a picture of the screen in the build folder."""
    def look(name):
        path = os.path.join(build, "meson-logs", name.replace("/", "-") + ".png")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        Desktop.picture(path)
        print(f"# picture: {path}", flush=True)

    tap.on_failure.append(look)


class Desktop:
    """A home for one Stint: a database, a command line on it, and the window that is started and ended."""

    def __init__(self, build, zone="Europe/Berlin"):
        self.build, self.zone = os.path.abspath(build), zone
        self.program = os.path.join(self.build, "src/app/stint")
        self.command_line = os.path.join(self.build, "src/cli/stint-cli")
        self.home = tempfile.mkdtemp(prefix="stint-window-")
        self.data = os.path.join(self.home, "data", "stint")
        self.process = None
        self.application = None
        self.environment = {
            **os.environ, "HOME": self.home, "TZ": zone, "LC_ALL": "C.UTF-8",
            "XDG_DATA_HOME": os.path.join(self.home, "data"), "XDG_CONFIG_HOME": os.path.join(self.home, "config"),
            "XDG_CACHE_HOME": os.path.join(self.home, "cache"), "XDG_STATE_HOME": os.path.join(self.home, "state"),
            "GSETTINGS_SCHEMA_DIR": os.path.join(self.build, "data"), "GSETTINGS_BACKEND": "memory",
            "G_DEBUG": "fatal-criticals", "G_ENABLE_DIAGNOSTIC": "0", "GTK_THEME": "", "ADW_DISABLE_PORTAL": "1",
        }
        for name in ("GTK_THEME", "GTK_A11Y"):
            self.environment.pop(name, None)
        atexit.register(self.close)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # ---- The program ------------------------------------------------------------------

    def start(self, *arguments):
        """Start the window and wait until it is on the screen and on the accessibility bus."""
        self.log = open(os.path.join(self.home, "log"), "ab")
        self.process = subprocess.Popen([self.program, *arguments], env=self.environment, stdout=self.log, stderr=self.log,
                                        stdin=subprocess.DEVNULL, preexec_fn=end_with_parent)
        self.application = wait_for(self._find_application, 20, self._explain_start)
        self.window_id = wait_for(self._find_window, 20, self._explain_start)
        self.frame = wait_for(self._find_frame, 20, self._explain_start)
        return self

    def _explain_start(self):
        return f"no window (exit {self.process.poll()}): {self.read_log()[-2000:]}"

    def complaints(self):
        """What GTK and we ourselves have written to the log, once each; a row that GTK's list paints a frame too early is GTK's."""
        return sorted({re.sub(r"^\(.*?\): |\d\d:\d\d:\d\d\.\d+: |0x[0-9a-f]+ ?", "", line)
                       for line in self.read_log().splitlines() if re.search("WARNING|CRITICAL|ERROR|runtime error", line)
                       and "snapshot GtkListItemWidget" not in line})

    def read_log(self):
        with open(os.path.join(self.home, "log"), encoding="utf-8", errors="replace") as log:
            return log.read()

    def _find_application(self):
        assert self.process.poll() is None, self._explain_start()
        for node in children_of(Atspi.get_desktop(0)):
            try:
                if node.get_process_id() == self.process.pid:
                    # What is remembered here grows stale: nobody runs a main loop for its events.
                    node.set_cache_mask(Atspi.Cache.NONE)
                    return node
            except GLib.Error:
                continue
        return None

    def _find_window(self):
        answer = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                                capture_output=True, text=True, check=False).stdout.split()
        sizes = [(self._geometry(found)[2], found) for found in answer]
        return max(sizes)[1] if sizes and max(sizes)[0] > 200 else None

    def _find_frame(self):
        for node in children_of(self.application):
            if role_of(node) == "frame" and has_size(node):
                return node
        return None

    @staticmethod
    def _geometry(window):
        values = dict(line.split("=") for line in xdotool("getwindowgeometry", "--shell", window).split())
        return int(values["X"]), int(values["Y"]), int(values["WIDTH"]), int(values["HEIGHT"])

    def stop(self):
        """End the window as a session's end would, and wait until it is gone."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.terminate()
        try:
            status = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        self.process = None
        self.log.close()
        return status

    def close_window(self):
        """Close the window as a person does; the program ends by itself."""
        self.key("ctrl+w")
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            xdotool("windowclose", self.window_id)
        assert self.process.wait(10) is not None
        self.process = None

    def close(self):
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    # ---- The same database from the command line ---------------------------------------

    def cli(self, *words):
        answer = subprocess.run([self.command_line, "--zone", self.zone, "--json", *words], env=self.environment,
                                capture_output=True, text=True, check=False, timeout=30)
        assert answer.returncode == 0, (words, answer.stderr)
        return json.loads(answer.stdout)

    def blocks(self, task):
        """The stretches of a task's blocks, in order."""
        return sorted((block["start"], block["end"]) for block in self.cli("show", task)["blocks"])

    # ---- What is on the screen ---------------------------------------------------------

    def place(self, node):
        """Where a node is on the screen. Versions of GTK count from different corners; the content is in the middle of the window in all."""
        x, y, width, _height = self._geometry(self.window_id)
        content = self.frame.get_child_at_index(0).get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        border = (width - content.width) // 2
        component = node.get_component_iface()
        assert component is not None, f"{name_of(node)} has no place"
        found = component.get_extents(Atspi.CoordType.WINDOW)
        return Place(x + border - content.x + found.x, y + border - content.y + found.y, found.width, found.height)

    def nodes(self, role=None, name=None, root=None):
        pattern = re.compile(name) if name is not None else None
        return [node for node in walk(root or self.frame)
                if (role is None or role_of(node) == role) and (pattern is None or pattern.search(name_of(node))) and has_size(node)]

    def find(self, name, role=None, root=None, seconds=10):
        """The first node that is shown and whose name matches."""
        return wait_for(lambda: next(iter(self.nodes(role, name, root)), None), seconds,
                        lambda: f"no {role or 'node'} named {name!r}; there are {sorted({name_of(n) for n in walk(self.frame)})}")

    def gone(self, name, role=None, seconds=10):
        wait_for(lambda: not self.nodes(role, name), seconds, f"{name!r} is still there")

    def grid(self):
        """What holds the hours or the cells of the view."""
        return self.find("", role="table")

    def block(self, title, day=None):
        """The block of a task on the grid, of that day (its name for people) if there are several."""
        more = f".*{day}" if day else ""
        return self.find(f"^{re.escape(title)},{more}", role="table cell")

    def row(self, title):
        """The task's row in the backlog."""
        return self.find(f"^{re.escape(title)}(,|$)", role="list item")

    # ---- What a person does ------------------------------------------------------------

    @staticmethod
    def key(*keys):
        for key in keys:
            xdotool("key", "--clearmodifiers", key)
            time.sleep(0.03)

    @staticmethod
    def type(text):
        xdotool("type", "--delay", "15", text)

    @staticmethod
    def click(point, button=1):
        xdotool("mousemove", *point, "sleep", ".05", "click", button)

    def click_node(self, node):
        self.click(self.place(node).center)

    @staticmethod
    def press(node):
        """Do what a click on the node does, without a pointer."""
        assert node.get_action_iface().do_action(0)

    @staticmethod
    def drag(start, end, drop=True, keys=(), steps=12):
        """Press at start, move to end in steps as a hand does; with drop, let go. Keys are pressed before that."""
        chain = ["mousemove", *start, "sleep", ".08", "mousedown", "1", "sleep", ".06"]
        for step in range(1, steps + 1):
            x = start[0] + (end[0] - start[0]) * step // steps
            y = start[1] + (end[1] - start[1]) * step // steps
            chain += ["mousemove", x, y, "sleep", ".02"]
        chain += ["sleep", ".08"]
        for key in keys:
            chain += ["key", key, "sleep", ".08"]
        if drop:
            chain += ["mouseup", "1"]
        xdotool(*chain)

    @staticmethod
    def let_go():
        xdotool("mouseup", "1")

    @staticmethod
    def picture(path):
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", "-silent", path], check=False)


def start_notification_daemon():
    """Somebody who takes notifications: without, GNotification warns."""
    process = subprocess.Popen([sys.executable, os.path.join(SUPPORT, "notification-daemon.py")],
                               stdout=subprocess.DEVNULL, preexec_fn=end_with_parent)
    atexit.register(process.terminate)
    return process
