# SPDX-License-Identifier: GPL-3.0-or-later
"""A device: a home, a session bus, a keyring and a browser of its own, and stint-cli on them."""
import atexit
import ctypes
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PASSWORD_OF_THE_KEYRING = "keyring-of-a-test"
ANSWER_TIMEOUT_S = 120

# Nothing may be started by a call on the bus: portals would come, and a keyring that the test did not order.
BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:dir={runtime}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

DESKTOP_FILE = """[Desktop Entry]
Type=Application
Name=Browser of the test
Exec="{python}" "{program}" "{settings}" %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;
NoDisplay=true
"""

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


def end_with_parent():
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end(process):
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Failed(Exception):
    """stint-cli said no: its words, and the code of its JSON."""

    def __init__(self, words, answer):
        super().__init__(f"{words}: {answer.returncode}: {answer.stderr[-2000:]}")
        self.status, self.text = answer.returncode, answer.stderr
        try:
            error = json.loads(answer.stderr.splitlines()[-1])["error"]
            self.code, self.message = error["code"], error["message"]
        except (ValueError, KeyError, IndexError, TypeError):
            self.code, self.message = None, answer.stderr


class Profile:
    def __init__(self, build, name, keyring="unlocked", bus=None, runtime=None):
        """bus, runtime: of somebody who ends them; without them it has its own. keyring: unlocked, locked or absent."""
        self.build, self.name = pathlib.Path(build).resolve(), name
        self.program = self.build / "src/cli/stint-cli"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"stint-{name}-"))
        self.home = self.folder / "home"
        self.data = self.home / "data/stint"
        self.browser_settings = self.folder / "browser.json"
        self.browser_log = self.folder / "browser.log"
        self.bus_process = self.keyring_process = None
        self.runtime = runtime or str(self.folder / "run")
        for folder in (self.home / "data/applications", self.home / "config", pathlib.Path(self.runtime)):
            folder.mkdir(parents=True, exist_ok=True)
        os.chmod(self.runtime, 0o700)
        atexit.register(self.close)
        bus = bus or self._start_bus()
        self.environment = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "DISPLAY", "XAUTHORITY") or name.endswith("SAN_OPTIONS")},
            "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": "UTC", "XDG_RUNTIME_DIR": self.runtime, "DBUS_SESSION_BUS_ADDRESS": bus,
            "XDG_DATA_HOME": str(self.home / "data"), "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_CACHE_HOME": str(self.home / "cache"), "XDG_STATE_HOME": str(self.home / "state"),
            "GSETTINGS_SCHEMA_DIR": str(self.build / "data"), "GSETTINGS_BACKEND": "memory",
            "G_DEBUG": "fatal-criticals", "STINT_HTTP_ON_LOOPBACK": "1",
        }
        self._register_browser()
        self.start_keyring(keyring)

    def close(self):
        for process in (self.keyring_process, self.bus_process):
            end(process)
        self.keyring_process = self.bus_process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- What it stands on --------------------------------------------------------------

    def _start_bus(self):
        configuration = self.folder / "bus.conf"
        configuration.write_text(BUS_CONFIGURATION.format(runtime=self.runtime), encoding="utf-8")
        self.bus_process = subprocess.Popen(["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address=1"],
                                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                            preexec_fn=end_with_parent)
        address = self.bus_process.stdout.readline().strip()
        if not address:
            raise RuntimeError("dbus-daemon did not start")
        return address

    def start_keyring(self, how):
        """The same keyring anew, locked or not; absent: nobody answers for it."""
        end(self.keyring_process)
        self.keyring_process = None
        if how == "absent":
            return
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", f"--control-directory={self.runtime}/keyring"]
        secret = None
        if how == "unlocked":
            command.append("--unlock")
            secret = open(self.folder / "keyring-password", "w+", encoding="utf-8")
            secret.write(PASSWORD_OF_THE_KEYRING)
            secret.seek(0)
        self.keyring_process = subprocess.Popen(command, env=self.environment, stdin=secret or subprocess.DEVNULL,
                                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=end_with_parent)
        if secret:
            secret.close()
        self._wait_for_keyring()

    def _wait_for_keyring(self):
        limit = time.monotonic() + 10
        while time.monotonic() < limit:
            answer = subprocess.run(["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus",
                                     "--method", "org.freedesktop.DBus.NameHasOwner", "org.freedesktop.secrets"],
                                    env=self.environment, capture_output=True, text=True, check=False)
            if "true" in answer.stdout:
                return
            time.sleep(0.02)
        raise AssertionError("gnome-keyring did not take its name")

    def _register_browser(self):
        applications = self.home / "data/applications"
        (applications / "test-browser.desktop").write_text(
            DESKTOP_FILE.format(python=sys.executable, program=HERE / "browser.py", settings=self.browser_settings), encoding="utf-8")
        lines = "x-scheme-handler/http=test-browser.desktop\nx-scheme-handler/https=test-browser.desktop\n"
        (self.home / "config/mimeapps.list").write_text(f"[Default Applications]\n{lines}[Added Associations]\n{lines}", encoding="utf-8")

    def browse_as(self, user, how="form", **more):
        """Who sits before the browser, and what it does when it is next opened."""
        self.browser_log.unlink(missing_ok=True)
        self.browser_settings.write_text(json.dumps({
            "how": how, "user": user["email"], "password": user["password"], "log": str(self.browser_log), **more}), encoding="utf-8")

    def read_browser_log(self):
        return self.browser_log.read_text(encoding="utf-8") if self.browser_log.exists() else "(no browser was opened)"

    # ---- stint-cli ----------------------------------------------------------------------

    def command(self, *words):
        return [str(self.program), *map(str, words)]

    def run(self, *words, stdin=None, timeout=ANSWER_TIMEOUT_S, **environment):
        return subprocess.run(self.command(*words), input=stdin, capture_output=True, text=True, encoding="utf-8", errors="replace",
                              timeout=timeout, env={**self.environment, **environment}, check=False)

    def start(self, *words, **more):
        return subprocess.Popen(self.command(*words), env=self.environment, stdin=subprocess.DEVNULL, preexec_fn=end_with_parent, **more)

    def cli(self, *words, **more):
        """What it prints as JSON; raises Failed."""
        answer = self.run("--json", *words, **more)
        if answer.returncode != 0:
            raise Failed(words, answer)
        return json.loads(answer.stdout)

    def refused(self, *words, code=None, **more):
        """The sentence with which it refuses."""
        try:
            said = self.cli(*words, **more)
        except Failed as refusal:
            assert code is None or refusal.code == code, str(refusal)
            return refusal.message
        raise AssertionError(f"{words} was carried out: {said}")

    def add(self, title):
        return self.cli("add", title)["id"]

    def titles(self):
        return sorted(task["title"] for task in self.cli("list", "--view", "all"))

    def write_connect(self, connect):
        path = self.folder / "stint-connect.json"
        path.write_text(json.dumps(connect), encoding="utf-8")
        return path

    def sign_in(self, connect, user, *options, how="form", **more):
        """Signs in as a person at a browser would."""
        self.browse_as(user, how, **more)
        try:
            return self.cli("sign-in", self.write_connect(connect), "--yes", *options)
        except Failed as refusal:
            raise AssertionError(f"{refusal}\nbrowser: {self.read_browser_log()}") from refusal
