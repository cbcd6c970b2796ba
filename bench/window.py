# SPDX-License-Identifier: GPL-3.0-or-later
"""A program with a window, started and watched from outside: nothing here knows what it is."""
import os
import shutil
import subprocess
import tempfile
import time

from Xlib import X, XK, display
from Xlib.ext import damage, xtest

PAGE = os.sysconf("SC_PAGE_SIZE")
TICK = os.sysconf("SC_CLK_TCK")
MODIFIERS = {"alt": "Alt_L", "ctrl": "Control_L", "shift": "Shift_L"}
SMALLEST = 200


def family(root):
    """The process and all that it started."""
    children = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8") as file:
                fields = file.read().rpartition(") ")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(name))
    found, left = [], [root]
    while left:
        process = left.pop()
        found.append(process)
        left += children.get(process, [])
    return found


def cpu_seconds(process):
    """Time on a processor, of all threads; in nanoseconds where the kernel counts so."""
    try:
        total = 0
        for thread in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{thread}/schedstat", encoding="utf-8") as file:
                total += int(file.read().split()[0])
        return total / 1e9
    except OSError:
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK


def memory_bytes(process):
    with open(f"/proc/{process}/statm", encoding="utf-8") as file:
        return int(file.read().split()[1]) * PAGE


class Program:
    """Runs a command in a copy of a HOME on the display of the environment."""

    def __init__(self, command, home=None):
        self.display = display.Display()
        self.screen = self.display.screen()
        self.directory = tempfile.mkdtemp(prefix="stint-bench-")
        directory = os.path.join(self.directory, "home")
        if home:
            shutil.copytree(home, directory)
        else:
            os.makedirs(directory)
        # What was copied must not be written to the disk while the start is timed.
        os.sync()
        environment = dict(os.environ, HOME=directory, TZ="UTC", LC_ALL="C.UTF-8", GSK_RENDERER="cairo",
                           XDG_DATA_HOME=os.path.join(directory, ".local/share"),
                           XDG_CONFIG_HOME=os.path.join(directory, ".config"),
                           XDG_CACHE_HOME=os.path.join(directory, ".cache"),
                           XDG_STATE_HOME=os.path.join(directory, ".local/state"))
        # Where nothing is: a tooltip under a pointer that happens to rest there is no part of the start.
        self.screen.root.warp_pointer(0, 0)
        self.display.sync()
        self.window = None
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.display.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    def find_window(self):
        """The client's own window: a window manager puts it into a frame."""
        left = list(self.screen.root.query_tree().children)
        while left:
            window = left.pop()
            try:
                if (window.get_wm_class() and window.get_attributes().map_state == X.IsViewable
                        and window.get_geometry().width > SMALLEST):
                    return window
                left += window.query_tree().children
            except Exception:  # it went away between two questions
                continue
        return None

    def wait_for_window(self, limit_s=60):
        """Seconds from the start to the first visible window."""
        while time.monotonic() - self.started < limit_s:
            if self.process.poll() is not None:
                raise SystemExit(f"the program ended with {self.process.returncode} before it had a window")
            self.window = self.find_window()
            if self.window:
                return time.monotonic() - self.started
            time.sleep(0.005)
        raise SystemExit("no window appeared")

    def picture(self):
        size = self.screen.root.get_geometry()
        return self.screen.root.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xffffffff).data

    def wait_until_settled(self, quiet_s=1.2, limit_s=60):
        """Seconds from the start to the picture that then stands for quiet_s."""
        last, since = None, None
        while True:
            picture = self.picture()
            now = time.monotonic() - self.started
            if picture != last:
                last, since = picture, now
            elif now - since > quiet_s:
                return since
            if now > limit_s:
                raise SystemExit("the picture never stands still")
            # A copy costs 5 ms of one processor; the program should have the rest.
            time.sleep(0.015)

    def cost(self):
        """CPU seconds and bytes of the program and what it started."""
        processes = family(self.process.pid)
        return sum(map(cpu_seconds, processes)), sum(map(memory_bytes, processes))

    def focus(self):
        self.window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self.display.sync()

    def press(self, keys):
        """Press keys such as alt+Right by the XTEST extension, with no program in between."""
        codes = [self.display.keysym_to_keycode(XK.string_to_keysym(MODIFIERS.get(name, name)))
                 for name in keys.split("+")]
        for code in codes:
            xtest.fake_input(self.display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self.display, X.KeyRelease, code)
        self.display.sync()

    def watch(self):
        self.display.damage_query_version()
        self.window.damage_create(damage.DamageReportRawRectangles)
        self.display.sync()

    def drain(self):
        """How many repaints were reported since the last time."""
        count = 0
        while self.display.pending_events():
            self.display.next_event()
            count += 1
        return count

    def time_key(self, keys, quiet_ms=250, limit_ms=4000):
        """Milliseconds from a key to the first and to the last repaint; None when there was none."""
        self.drain()
        pressed = time.monotonic()
        self.press(keys)
        first = last = None
        while True:
            self.display.sync()
            now = (time.monotonic() - pressed) * 1000
            if self.drain():
                first = now if first is None else first
                last = now
            if now > limit_ms or (last is not None and now - last > quiet_ms):
                return None if first is None else (first, last)
            time.sleep(0.001)
