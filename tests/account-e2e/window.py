# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window of a device: on the display and the bus of the test, with the device's home, keyring and browser."""
import os
import re
import shutil

from desktop import Desktop, wait_for
from profiles import Profile


def make_profile(build, name, keyring="unlocked"):
    """A device on the bus of the test, where the accessibility bus finds its window."""
    return Profile(build, name, keyring, bus=os.environ["DBUS_SESSION_BUS_ADDRESS"], runtime=os.environ["XDG_RUNTIME_DIR"])


class Window(Desktop):
    def __init__(self, profile):
        super().__init__(profile.build)
        shutil.rmtree(self.home)
        self.profile = profile
        self.home, self.data = str(profile.home), str(profile.data)
        self.environment.update({name: value for name, value in profile.environment.items() if name not in ("TZ", "G_DEBUG")})

    def close(self):
        """The home is the profile's, which removes it."""
        self.stop()

    def anywhere(self, name, role=None, seconds=15):
        """What is shown in the window, or in one of its dialogs."""
        return self.find(name, role, self.application, seconds)

    def press_button(self, label, seconds=15):
        """A button by its label; GTK reads one with a mnemonic twice, once with the underscore."""
        self.press(self.find(f"(^|[ _]){re.escape(label)}$", "push button", self.application, seconds))

    def open_account(self):
        self.key("F10")
        self.press(self.anywhere("Account…$"))
        self.anywhere("Delete Account and Data")

    def close_account(self):
        """The account's window is in front after a sign-in from a connect file."""
        self.anywhere("Delete Account and Data", seconds=30)
        page = self.anywhere("^Account$", "frame")
        self.press(self.find("^Close$", "push button", page))
        wait_for(lambda: not self.nodes("frame", "^Account$", self.application), 10, "the account's window is still there")
