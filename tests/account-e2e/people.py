# SPDX-License-Identifier: GPL-3.0-or-later
"""What the cases share: people with an account that nobody has used yet, and devices that are ended after each case."""
from profiles import Profile

ADMIN_SCOPE = "aws.cognito.signin.user.admin"


class People:
    # Shared by all suites: who was given out to one case is not given to another.
    given = 0

    def __init__(self, cloud, build):
        self.cloud, self.build, self.connect = cloud, build, cloud.connect
        self.devices = []

    def _person(self):
        People.given += 1
        address = f"person{People.given}@example.org"
        assert any(user["email"] == address for user in self.cloud.users), "everybody has an account by now: cloud.mjs makes so many"
        return next(user for user in self.cloud.users if user["email"] == address)

    def _device(self, name, **how):
        profile = Profile(self.build, name, **how)
        self.devices.append(profile)
        return profile

    def _look(self, name):
        """What can be seen of a failure only now."""

    def _end_case(self):
        while self.devices:
            self.devices.pop().close()

    def _api(self, person, **claims):
        # A connection that nobody has used for some seconds is closed by the other side just when it is needed.
        self.cloud.connection().close()
        # The test's own look is good for long, whatever a case has ordered for the application.
        return self.cloud.user(sub=person["sub"], **{"exp_in": 600, **claims})

    def _on_the_server(self, person):
        """The titles of the tasks that the account has."""
        records, _last = self._api(person).snapshot()
        return sorted(record["data"]["title"] for record in records if record["kind"] == "task" and not record["deleted"])

    def _erase(self, person):
        """As an application does that was signed in to afresh (sync.md R15)."""
        admin = self._api(person, scope=ADMIN_SCOPE)
        for _ in range(100):
            answer = admin.call("DELETE", "/me")
            assert answer.status == 200, answer
            if not answer.json["more"]:
                return
        raise AssertionError("there is always more to erase")
