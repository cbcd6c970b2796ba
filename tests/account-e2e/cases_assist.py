# SPDX-License-Identifier: GPL-3.0-or-later
"""The assistant from words to blocks on the grid: the window and stint-cli, the service, and a Bedrock that plays what was recorded."""
import json
import os
import pty
import subprocess
import time

from cases_window import WindowCases
from desktop import wait_for
from profiles import end_with_parent
from window import Window

WORDS = "Party on Friday: book the room <b>soon</b>, then cook"
PROPOSED = {"propose": {
    "tasks": [
        {"ref": "room", "title": "Book the <b>room</b>", "estimate_min": 60, "deadline": "2026-12-04T17:00",
         "why": "It must be there before anybody is asked."},
        {"ref": "ask", "title": "Ask the guests", "estimate_min": 30, "after": ["room"]},
        {"ref": "cook", "title": "Cook", "estimate_min": 120, "after": ["ask"]},
    ],
    "questions": ["How many guests are there?"]}}
RULES = {"propose": {"rules": [{"rule": "times", "title": "Gym", "count": 3, "per": "week", "minutes": 60},
                               {"rule": "free", "days": ["FR"], "from": "18:00"}]}}
PARTS = {"propose": {"tasks": [{"ref": "a", "title": "Draft", "estimate_min": 90}, {"ref": "b", "title": "Polish", "after": ["a"]}]}}


class AssistCases(WindowCases):
    def _model(self, *answers):
        """What the model answers from now on; gives what it was asked before, and what was refused."""
        return self.cloud.order("bedrock", answers=list(answers))

    def _end_case(self):
        self._model()
        super()._end_case()

    def _picture(self, name):
        """Kept beside the log of the run, to be looked at."""
        time.sleep(0.5)
        Window.picture(os.path.join(self.build, "meson-logs", f"assist-{name}.png"))

    def _window(self, name="laptop", keyring="unlocked"):
        """A person who has asked for the assistant in the preferences, which the command line shares."""
        window = super()._window(name, keyring)
        settings = window.profile.home / "config/glib-2.0/settings"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "keyfile").write_text("[io/github/stint_app/Stint]\nassistant-enabled=true\n", encoding="utf-8")
        for environment in (window.environment, window.profile.environment):
            environment["GSETTINGS_BACKEND"] = "keyfile"
        return window

    def _with_assistant(self):
        person, window = self._signed_in()
        window.anywhere("^Sync: In Sync")
        return person, window

    def _write(self, window, words):
        window.key("ctrl+shift+a")
        window.anywhere("^Your words$")
        window.type(words)

    @staticmethod
    def _agree(window):
        """Not "Do Not Send", which ends like it."""
        window.press(window.anywhere("^_?Send( Send)?$", "push button"))

    # ---- The facts ------------------------------------------------------------------------

    def words_become_tasks_that_are_dragged_onto_the_grid(self):
        _person, window = self._with_assistant()
        self._model(PROPOSED)
        self._write(window, WORDS)
        self._picture("1-words")
        window.press_button("Ask the Assistant")
        shown = self._text_of(window.anywhere("^What will be sent$"))
        self._picture("2-consent")
        assert self._model(PROPOSED)["requests"] == [], "something was sent before anybody had agreed"
        assert json.loads(shown)["text"] == WORDS, shown
        self._agree(window)
        window.anywhere("^From the assistant of ")
        self._picture("3-review")
        asked = self._model(PROPOSED)
        assert len(asked["requests"]) == 1 and asked["refused"] == [], asked
        assert window.profile.cli("list", "--view", "all") == [], "something was written that nobody has looked through"
        window.press_button("Add 3 Tasks")
        self._drag_onto_the_grid(window)
        self._all_taken_back(window)
        assert window.complaints() == [], window.complaints()

    @staticmethod
    def _text_of(node):
        text = node.get_text_iface()
        return text.get_text(0, text.get_character_count())

    def _drag_onto_the_grid(self, window):
        row = window.row("Book the <b>room</b>")
        tasks = {task["title"]: task for task in window.profile.cli("list", "--view", "all")}
        assert sorted(tasks) == ["Ask the guests", "Book the <b>room</b>", "Cook"], tasks
        assert window.profile.cli("show", tasks["Cook"]["id"])["blockers"] == [tasks["Ask the guests"]["id"]]
        grid = window.place(window.grid())
        window.drag(window.place(row).center, (grid.x + grid.width * 2 // 3, grid.y + grid.height // 2))
        block = wait_for(lambda: window.profile.cli("show", tasks["Book the <b>room</b>"]["id"])["blocks"], 10, "there is no block")
        assert len(block) == 1, block
        self._picture("4-grid")

    @staticmethod
    def _all_taken_back(window):
        """One step for the drag, one for all the tasks."""
        window.profile.cli("undo")
        window.profile.cli("undo")
        assert window.profile.cli("list", "--view", "all") == []

    def a_call_that_is_cancelled_changes_nothing(self):
        _person, window = self._with_assistant()
        self._model({**PROPOSED, "delay_ms": 4000})
        self._write(window, WORDS)
        window.press_button("Ask the Assistant")
        self._agree(window)
        window.anywhere("is reading your words")
        self._picture("5-waiting")
        window.press_button("Cancel")
        window.anywhere("^Your words$")
        assert not window.nodes(None, "^From the assistant of ", window.application)
        assert window.profile.cli("list", "--view", "all") == []

    def an_answer_that_the_server_rejects_is_said(self):
        _person, window = self._with_assistant()
        self._model({"propose": {"tasks": [{"ref": "a", "title": "Cook", "deadline": "2026-02-30"}]}})
        self._write(window, WORDS)
        window.press_button("Ask the Assistant")
        self._agree(window)
        window.anywhere("did not pass the server’s check")
        self._picture("6-rejected")
        assert window.profile.cli("list", "--view", "all") == []

    def what_is_up_to_the_command_line(self):
        laptop, person = self._device("laptop"), self._person()
        laptop.sign_in(self.connect, person)
        self._model(PROPOSED)
        laptop.refused("assist", "capture", WORDS, code="refused")
        assert self._model(PROPOSED)["requests"] == [], "something was sent that nobody had agreed to"
        answer = laptop.cli("assist", "capture", "--send", "--dry-run", WORDS)
        assert answer["server"] and [task["title"] for task in answer["tasks"]] == ["Book the <b>room</b>", "Ask the guests", "Cook"], answer
        assert answer["questions"] == PROPOSED["propose"]["questions"] and laptop.titles() == []
        here = laptop.cli("assist", "capture", "--here", "--dry-run", WORDS)
        assert here["server"] is None, here
        self._rules_and_parts(laptop)

    def _rules_and_parts(self, laptop):
        self._model(RULES)
        laptop.cli("assist", "rules", "--send", "Gym three times a week, nothing after six on Fridays")
        assert [rule["rule"]["rule"] for rule in laptop.cli("rules")] == ["times", "free"]
        report = laptop.add("Report")
        self._model(PARTS)
        laptop.cli("assist", "break-down", "--send", report)
        asked = self._model()["requests"]
        assert report not in json.dumps(asked), "an id was sent"
        assert laptop.titles() == ["Draft", "Polish", "Report"]

    def a_terminal_is_shown_the_text_and_asked(self):
        laptop, person = self._device("laptop"), self._person()
        laptop.sign_in(self.connect, person)
        self._model(PROPOSED)
        shown, _answer = self._on_a_terminal(laptop, "n\n", "assist", "capture", WORDS)
        assert self._model(PROPOSED)["requests"] == [] and laptop.titles() == [], "something was sent after a no"
        shown, answer = self._on_a_terminal(laptop, "y\n", "assist", "capture", WORDS)
        assert len(self._model()["requests"]) == 1 and f'"text": "{WORDS}"' in shown and "Send this to" in shown, shown
        assert "From the assistant of" in answer and len(laptop.titles()) == 3, answer

    @staticmethod
    def _on_a_terminal(laptop, typed, *words):
        """What somebody sees who types that: on the terminal, and on standard output."""
        ours, theirs = pty.openpty()
        with subprocess.Popen(laptop.command(*words), env=laptop.environment, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE,
                              text=True, preexec_fn=end_with_parent) as process:
            os.close(theirs)
            os.write(ours, typed.encode())
            answer = process.stdout.read()
            process.wait(60)
        shown = b""
        try:
            while chunk := os.read(ours, 65536):
                shown += chunk
        except OSError:
            # The other side of a terminal that is closed.
            pass
        os.close(ours)
        return shown.decode("utf-8", "replace").replace("\r\n", "\n"), answer

    def errors_have_their_codes_on_the_command_line(self):
        laptop, person = self._device("laptop"), self._person()
        laptop.sign_in(self.connect, person)
        for answer, code in (({"error": "ThrottlingException"}, "busy"), ({"error": "AccessDeniedException"}, "failed"),
                             ({"stop": "max_tokens"}, "rejected"), ({"stop": "guardrail_intervened"}, "rejected")):
            self._model(answer)
            laptop.refused("assist", "capture", "--send", WORDS, code=code)
        before = self.cloud.order("settings", of="assist", env={"STINT_ASSIST_CALLS_PER_DAY": "0"})["env"]
        try:
            self._model(PROPOSED)
            laptop.refused("assist", "capture", "--send", WORDS, code="quota-exceeded")
        finally:
            self.cloud.order("settings", of="assist", env={"STINT_ASSIST_CALLS_PER_DAY": before.get("STINT_ASSIST_CALLS_PER_DAY", "")})
        assert laptop.titles() == []
