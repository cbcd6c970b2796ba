# SPDX-License-Identifier: GPL-3.0-or-later
"""A real keyring on a bus of its own: open, locked, and none."""
from people import People


class KeyringCases(People):
    def a_locked_keyring_is_said_and_its_session_is_there_again_once_it_is_open(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.sign_in(self.connect, eva)
        laptop.add("Report")
        laptop.start_keyring("locked")
        said = laptop.refused("sync")
        assert "keyring" in said.lower(), said
        assert laptop.titles() == ["Report"]
        laptop.start_keyring("unlocked")
        laptop.cli("sync")
        assert self._on_the_server(eva) == ["Report"]

    def without_a_keyring_the_session_is_of_this_command_only_and_that_is_said(self):
        eva, laptop = self._person(), self._device("laptop", keyring="absent")
        laptop.add("Report")
        laptop.browse_as(eva)
        answer = laptop.run("sign-in", laptop.write_connect(self.connect), "--yes", "--add")
        assert answer.returncode == 0 and "ends with this command" in answer.stdout, answer
        assert self._on_the_server(eva) == ["Report"]
        assert not laptop.cli("status")["signed_in"]
        assert laptop.refused("sync", code="signed-out")

    def a_keyring_that_is_locked_at_the_sign_in_is_said(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.run("status")
        self._fill_keyring(laptop)
        laptop.start_keyring("locked")
        said = laptop.sign_in(self.connect, eva)
        assert not said["remembered"] and "keyring" in said["keyring_problem"].lower(), said

    def a_keyring_that_has_gone_leaves_the_plan_alone(self):
        eva, laptop = self._person(), self._device("laptop")
        laptop.sign_in(self.connect, eva)
        laptop.add("Report")
        laptop.start_keyring("absent")
        laptop.refused("sync")
        status = laptop.cli("status")
        assert status["account"] == eva["email"] and status["n_pending"] == 1, status

    @staticmethod
    def _fill_keyring(profile):
        """Something must be in it for it to be locked at all."""
        import subprocess
        subprocess.run(["secret-tool", "store", "--label=Other", "some", "thing"], input="x", text=True, env=profile.environment, check=True)
