# SPDX-License-Identifier: GPL-3.0-or-later
"""After a day's work: no token is in a file, a log or an argument list, and no title in a log."""
import base64
import os
import pathlib
import threading
import time
import urllib.parse

from desktop import wait_for
from fault_proxy import FaultProxy
from people import People
from window import Window, make_profile

TITLE = "Surprise for Ana’s birthday"


class Processes:
    """Every argument list that any process had while this ran."""

    def __enter__(self):
        self.seen = set()
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        self.thread.join()

    def _watch(self):
        while not self.is_over.wait(0.005):
            for process in os.listdir("/proc"):
                if process.isdigit():
                    try:
                        self.seen.add(pathlib.Path(f"/proc/{process}/cmdline").read_bytes())
                    except OSError:
                        pass


class SecretCases(People):
    story = None

    def _tell(self):
        """Told once: signing in, two days of syncing with every kind of fault, signing out; with all that GLib can log."""
        if SecretCases.story is None:
            SecretCases.story = Story(self)
        return SecretCases.story

    def _end_case(self):
        """The story's files are looked at by several cases."""

    def tokens_are_in_no_file(self):
        story = self._tell()
        found = [str(path) for path, content in story.files.items() for secret in story.secrets if secret in content]
        assert story.files and not found, found

    def tokens_are_in_no_argument_list(self):
        story = self._tell()
        for program in (b"stint-cli\0sync", b"/app/stint\0"):
            assert any(program in line for line in story.arguments), "nothing was seen of ours"
        assert not any(secret in line for line in story.arguments for secret in story.secrets)

    def tokens_are_in_no_log(self):
        story = self._tell()
        assert len(story.log) > 500, "nothing was logged"
        assert not any(secret in story.log for secret in story.secrets)

    def titles_and_addresses_of_people_are_in_no_log(self):
        story = self._tell()
        for word in (TITLE, story.person["email"], story.person["password"]):
            assert word.encode() not in story.log, word

    def logs_of_the_service_hold_neither(self):
        story = self._tell()
        logs = b"".join(path.read_bytes() for path in pathlib.Path(self.cloud.state).glob("*.log") if path.name in ("service.log", "gateway.log"))
        assert len(logs) > 500 and TITLE.encode() not in logs and not any(secret in logs for secret in story.secrets)

    def who_was_signed_out_leaves_nothing_in_the_keyring(self):
        story = self._tell()
        assert "client" in story.keyring_before and "client" not in story.keyring_after, (story.keyring_before, story.keyring_after)


class Story:
    def __init__(self, people):
        self.person = people._person()
        laptop = make_profile(people.build, "laptop")
        people.devices.append(laptop)
        self.log = b""
        with FaultProxy(people.connect["api"], rate=0, seed=1) as proxy, Processes() as processes:
            connect = {**people.connect, "api": proxy.url}
            laptop.browse_as(self.person)
            self._run(laptop, "sign-in", laptop.write_connect(connect), "--yes")
            self.keyring_before = self._search_keyring(laptop)
            for fault in (None, "error_401", "answer_cut", "garbled", "error_500", "portal"):
                laptop.add(TITLE)
                proxy.order(fault)
                self._run(laptop, "sync")
            self._run(laptop, "status")
            self._open_window(laptop)
            time.sleep(0.05)
            self.files = {path: path.read_bytes() for path in laptop.folder.rglob("*") if path.is_file()}
            self.log += (laptop.home / "log").read_bytes()
            self._run(laptop, "sign-out", "--yes")
            self.keyring_after = self._search_keyring(laptop)
        self.arguments = processes.seen
        tokens = set(proxy.tokens) | set(people.cloud.order("secrets")["refresh_tokens"])
        assert proxy.tokens and len(tokens) > len(proxy.tokens)
        self.secrets = {form for token in tokens for form in forms_of(token)}
        people.devices.remove(laptop)
        laptop.close()

    def _run(self, profile, *words):
        answer = profile.run(*words, G_MESSAGES_DEBUG="all", SOUP_DEBUG="all")
        self.log += (answer.stdout if words[0] not in ("sign-in", "status", "sign-out") else "").encode() + answer.stderr.encode()

    @staticmethod
    def _open_window(profile):
        """A window that syncs, with all that it can say."""
        window = Window(profile)
        window.environment["G_MESSAGES_DEBUG"] = "all"
        window.start()
        window.anywhere("^Sync: In Sync")
        profile.add(TITLE)
        wait_for(lambda: profile.cli("status")["n_pending"] == 0, 15, "it was not sent")
        window.key("F5")
        window.anywhere("^Sync: In Sync")
        window.stop()

    @staticmethod
    def _search_keyring(profile):
        import subprocess
        answer = subprocess.run(["secret-tool", "search", "--all", "--unlock", "xdg:schema", "io.github.stint_app.Stint"], env=profile.environment,
                                capture_output=True, text=True, check=False)
        return answer.stdout + answer.stderr


def forms_of(token):
    """A token as it is, and as it looks in an address, in base 64 and in UTF-16."""
    return {token.encode(), urllib.parse.quote(token).encode(), base64.b64encode(token.encode()).rstrip(b"="), token.encode("utf-16-le")}
