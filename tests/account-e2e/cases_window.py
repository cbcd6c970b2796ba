# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window with an account, beside stint-cli of the same computer and that of another one."""
import os
import time

from desktop import start_notification_daemon, wait_for
from devices import read_store
from people import People
from window import Window, make_profile

TOKEN_S = 1


class WindowCases(People):
    windows = ()
    has_daemon = False

    def _window(self, name="laptop", keyring="unlocked"):
        if not WindowCases.has_daemon:
            start_notification_daemon()
            WindowCases.has_daemon = True
        profile = make_profile(self.build, name, keyring)
        self.devices.append(profile)
        window = Window(profile)
        self.windows = (*self.windows, window)
        return window

    def _look(self, name):
        path = os.path.join(self.build, "meson-logs", f"account-{name.replace('_', '-')}.png")
        Window.picture(path)
        print(f"# picture: {path}")
        for window in self.windows:
            print("# browser: " + window.profile.read_browser_log().replace("\n", " | ")[:500])

    def _end_case(self):
        for window in self.windows:
            window.close()
        self.windows = ()
        super()._end_case()

    def _signed_in(self, keyring="unlocked"):
        """A window that a person has signed in from, by opening the connect file."""
        person, window = self._person(), self._window(keyring=keyring)
        window.profile.browse_as(person)
        window.start(str(window.profile.write_connect(self.connect)))
        window.press_button("Sign In…")
        window.close_account()
        return person, window

    # ---- The facts ------------------------------------------------------------------------

    def a_connect_file_that_is_opened_shows_the_server_and_signs_in(self):
        person, window = self._window_that_asks()
        window.anywhere("Everything in your plan goes there")
        assert "no browser" in window.profile.read_browser_log()
        window.press_button("Sign In…")
        window.anywhere("^Sync: In Sync")
        # The command line of this computer has the same session.
        assert window.profile.cli("status")["account"] == person["email"]
        window.profile.cli("sync")
        assert window.complaints() == [], window.complaints()

    def _window_that_asks(self):
        person, window = self._person(), self._window()
        window.profile.browse_as(person)
        window.start(str(window.profile.write_connect(self.connect)))
        window.anywhere("Connect to This Server")
        return person, window

    def what_is_edited_goes_up_by_itself(self):
        person, window = self._signed_in()
        window.anywhere("^Sync: In Sync")
        window.profile.add("Report")
        wait_for(lambda: self._on_the_server(person) == ["Report"], 15, "it did not come to the server")
        window.anywhere("^Sync: In Sync")

    def what_another_computer_sends_comes_with_f5(self):
        person, window = self._signed_in()
        window.anywhere("^Sync: In Sync")
        desk = self._device("desk")
        desk.sign_in(self.connect, person)
        desk.add("Parcel")
        desk.cli("sync")
        window.key("F5")
        window.row("Parcel")

    def a_token_that_ends_is_renewed_while_the_window_is_open(self):
        self.cloud.order("settings", access_seconds=TOKEN_S)
        try:
            person, window = self._signed_in()
            window.anywhere("^Sync: In Sync")
            time.sleep(TOKEN_S + 0.5)
            window.profile.add("Report")
            wait_for(lambda: self._on_the_server(person) == ["Report"], 15, "it did not come to the server")
        finally:
            self.cloud.order("settings", access_seconds=1200)

    def a_session_that_is_revoked_is_said_and_signing_in_goes_on(self):
        self.cloud.order("settings", access_seconds=TOKEN_S)
        try:
            person, window = self._signed_in()
            window.anywhere("^Sync: In Sync")
            self.cloud.order("revoke")
            time.sleep(TOKEN_S + 0.5)
            window.profile.add("Report")
            window.anywhere("^Sync: Signed Out")
            assert window.profile.cli("status")["n_pending"] == 1 and window.nodes("list item", "^Report")
        finally:
            self.cloud.order("settings", access_seconds=1200)
        window.press_button("Sign In…")
        wait_for(lambda: self._on_the_server(person) == ["Report"], 15, "it did not come to the server")

    def what_could_not_be_merged_is_shown_and_settled_for_both(self):
        person, window = self._signed_in()
        window.anywhere("^Sync: In Sync")
        task = window.profile.add("Report")
        wait_for(lambda: self._on_the_server(person) == ["Report"], 15, "it did not come to the server")
        desk = self._device("desk")
        desk.sign_in(self.connect, person)
        desk.cli("edit", task, "title=Report of Tuesday")
        desk.cli("sync")
        # The window's own edit is made before it has heard of the other.
        window.profile.cli("edit", task, "title=Report of Monday")
        wait_for(lambda: len(self._conflicts(window.profile)) == 1, 15, "there is no conflict")
        desk.cli("sync")
        assert self._conflicts(desk) == self._conflicts(window.profile)
        window.profile.cli("conflicts", "keep", next(iter(self._conflicts(window.profile))))
        wait_for(lambda: not self._conflicts(window.profile), 10, "it is still there")
        window.profile.cli("sync")
        desk.cli("sync")
        assert self._conflicts(desk) == {} and desk.titles() == window.profile.titles()

    @staticmethod
    def _conflicts(profile):
        return {name: data for (kind, name), data in read_store(profile.data / "stint.db").items() if kind == "conflict"}

    def without_a_keyring_the_window_stays_signed_in_and_says_that_it_will_not_last(self):
        person, window = self._signed_in(keyring="absent")
        window.anywhere("^Sync: In Sync")
        window.profile.add("Report")
        wait_for(lambda: self._on_the_server(person) == ["Report"], 15, "it did not come to the server")
        window.stop()
        assert not window.profile.cli("status")["signed_in"]

    def deleting_the_account_empties_the_server_ends_all_sessions_and_takes_nothing_from_here(self):
        person, window = self._signed_in()
        window.anywhere("^Sync: In Sync")
        window.profile.add("Report")
        wait_for(lambda: self._on_the_server(person) == ["Report"], 15, "it did not come to the server")
        desk = self._device("desk")
        desk.sign_in(self.connect, person)
        window.open_account()
        window.press_button("Delete Account and Data")
        window.anywhere("Delete Account and Data\\?")
        window.press_button("Delete")
        wait_for(lambda: self._on_the_server(person) == [], 20, window.profile.read_browser_log)
        wait_for(lambda: not window.profile.cli("status")["signed_in"], 20, "still signed in")
        assert window.profile.titles() == ["Report"]
        # A session of somebody who is no more cannot be renewed, so this one does not come as far as to be told of the erasure.
        desk.refused("sync", code="signed-out")
        assert desk.titles() == ["Report"]
        desk.cli("sign-out", "--remove", "--yes")
        assert desk.titles() == []
