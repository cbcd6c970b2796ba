# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in and out from the command line, through a browser."""
import http.client
import json
import signal
import time
import urllib.parse

import tap
import webdriver
from people import People


class SignInCases(People):
    def a_person_signs_in_by_the_browser(self):
        eva, laptop = self._person(), self._device("laptop")
        said = laptop.sign_in(self.connect, eva)
        assert said["account"] == eva["email"] and said["remembered"], said
        status = laptop.cli("status")
        assert status["signed_in"] and status["account"] == eva["email"] and status["last_success"], status

    def the_session_outlives_the_program_and_brings_the_plan_to_another_computer(self):
        eva, laptop, desk = self._person(), self._device("laptop"), self._device("desk")
        laptop.sign_in(self.connect, eva)
        laptop.add("Write the report")
        assert laptop.cli("sync")["n_sent"] == 1
        desk.sign_in(self.connect, eva)
        assert desk.titles() == ["Write the report"]

    def who_else_knocks_at_the_port_does_not_end_the_sign_in(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.sign_in(self.connect, eva, how="strangers")
        assert "Traceback" not in laptop.read_browser_log(), laptop.read_browser_log()

    def chromium_fills_the_page_and_signs_in(self):
        reason = webdriver.missing()
        if reason:
            raise tap.Skip(reason)
        eva, laptop = self._person(), self._device("laptop")
        said = laptop.sign_in(self.connect, eva, how="chromium")
        assert said["account"] == eva["email"], said

    def a_person_who_says_no_in_the_browser_changes_nothing(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.browse_as(eva, "refuse")
        laptop.refused("sign-in", laptop.write_connect(self.connect), "--yes", code="refused")
        assert laptop.cli("status")["account"] is None

    def ctrl_c_gives_the_sign_in_up_and_frees_the_port(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.browse_as(eva, "nobody")
        process = laptop.start("--json", "sign-in", laptop.write_connect(self.connect), "--yes", stdout=-1, stderr=-1, text=True)
        self._wait(lambda: "opened http" in laptop.read_browser_log(), laptop.read_browser_log)
        process.send_signal(signal.SIGINT)
        _output, errors = process.communicate(timeout=10)
        error = json.loads(errors.splitlines()[-1])["error"]
        assert process.returncode == 1 and error["code"] == "cancelled", error
        laptop.sign_in(self.connect, eva)

    def the_address_is_printed_for_who_has_no_browser_here(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.browse_as(eva)
        answer = laptop.run("sign-in", laptop.write_connect(self.connect), "--yes")
        assert answer.returncode == 0 and f"{self.connect['sign_in']}/oauth2/authorize?" in answer.stderr, answer

    def a_server_is_not_taken_unasked(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.browse_as(eva)
        said = laptop.refused("sign-in", laptop.write_connect(self.connect), code="refused")
        assert "--yes" in said and "no browser" in laptop.read_browser_log(), said

    def a_connect_file_may_come_by_standard_input(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.browse_as(eva)
        assert laptop.cli("sign-in", "-", "--yes", stdin=json.dumps(self.connect))["account"] == eva["email"]

    def http_is_refused_without_the_setting_and_beyond_loopback(self):
        laptop = self._device("laptop")
        file = laptop.write_connect(self.connect)
        laptop.refused("sign-in", file, "--yes", STINT_HTTP_ON_LOOPBACK="0", code="not-a-connection")
        for member in ("api", "issuer", "sign_in"):
            file = laptop.write_connect({**self.connect, member: "http://stint.example.org/x"})
            laptop.refused("sign-in", file, "--yes", code="not-a-connection")

    # ---- Whose plan it is (sync.md S1) ---------------------------------------------------

    def tasks_that_are_here_go_to_nobody_unasked(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.add("Private")
        laptop.browse_as(eva)
        said = laptop.refused("sign-in", laptop.write_connect(self.connect), "--yes", code="refused")
        assert "--add" in said and "--separate" in said, said
        assert laptop.titles() == ["Private"] and laptop.cli("status")["account"] is None
        assert self._on_the_server(eva) == []

    def tasks_that_are_here_are_added_if_a_person_says_so(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.add("Private")
        laptop.sign_in(self.connect, eva, "--add")
        assert self._on_the_server(eva) == ["Private"]

    def an_account_may_have_a_plan_of_its_own_beside_the_one_that_is_here(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.add("Private")
        laptop.sign_in(self.connect, eva, "--separate")
        assert laptop.titles() == [] and self._on_the_server(eva) == []
        laptop.add("Shared")
        laptop.cli("sync")
        laptop.cli("sign-out", "--remove", "--yes")
        assert laptop.titles() == ["Private"] and self._on_the_server(eva) == ["Shared"]

    def another_persons_sign_in_is_never_mixed_into_a_plan(self):
        eva, ben, laptop = self._person(), self._person(), self._device("laptop")
        laptop.sign_in(self.connect, eva)
        laptop.add("Of Eva")
        laptop.cli("sync")
        laptop.browse_as(ben)
        file = laptop.write_connect(self.connect)
        for option in ((), ("--add",)):
            assert "another account" in laptop.refused("sign-in", file, "--yes", *option, code="refused")
        assert laptop.titles() == ["Of Eva"]
        laptop.sign_in(self.connect, ben, "--separate")
        assert laptop.titles() == [] and self._on_the_server(ben) == []
        laptop.add("Of Ben")
        laptop.cli("sync")
        assert self._on_the_server(ben) == ["Of Ben"] and self._on_the_server(eva) == ["Of Eva"]

    # ---- Signing out ---------------------------------------------------------------------

    def signing_out_names_what_is_not_sent(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.sign_in(self.connect, eva)
        laptop.add("One")
        laptop.add("Two")
        said = laptop.refused("sign-out", code="refused")
        assert said.startswith("2 records have not been sent"), said
        assert laptop.cli("status")["signed_in"]

    def signing_out_keeps_the_plan_and_it_stays_that_accounts(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.sign_in(self.connect, eva)
        laptop.add("Letter")
        laptop.cli("sync")
        laptop.cli("sign-out")
        status = laptop.cli("status")
        assert not status["signed_in"] and status["account"] == eva["email"] and laptop.titles() == ["Letter"], status
        laptop.browse_as(eva)
        assert laptop.cli("sign-in", "--yes")["account"] == eva["email"]

    def signing_out_can_remove_the_plan_with_its_backups(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.sign_in(self.connect, eva)
        laptop.add("Letter of a secret kind")
        laptop.cli("backup")
        laptop.cli("sync")
        laptop.cli("sign-out", "--remove", "--yes")
        assert laptop.titles() == [] and laptop.cli("status")["account"] is None
        left = [path for path in laptop.home.rglob("*") if path.is_file() and b"secret kind" in path.read_bytes()]
        assert not left, left

    def signing_out_ends_the_session_at_the_server(self):
        eva, laptop = self._person(), self._device("laptop")
        before = set(self.cloud.order("secrets")["refresh_tokens"])
        laptop.sign_in(self.connect, eva)
        laptop.cli("sign-out")
        tokens = set(self.cloud.order("secrets")["refresh_tokens"]) - before
        assert tokens and all(self._refresh(token) == "invalid_grant" for token in tokens)

    def _refresh(self, token):
        place = urllib.parse.urlsplit(self.connect["sign_in"])
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
        connection.request("POST", "/oauth2/token", urllib.parse.urlencode({
            "grant_type": "refresh_token", "client_id": self.connect["client_id"], "refresh_token": token}),
            {"Content-Type": "application/x-www-form-urlencoded"})
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer.get("error")

    @staticmethod
    def _wait(what, message, seconds=10):
        limit = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < limit, message()
            time.sleep(0.02)
