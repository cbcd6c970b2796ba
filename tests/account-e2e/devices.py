# SPDX-License-Identifier: GPL-3.0-or-later
"""Devices that edit one account, and the oracle that knows which of their edits may be gone at the end.

Every edit carries a word of its own. At the end each word is in the plan of every device or in its inbox, unless a person who
saw it replaced or deleted it.
"""
import json
import re
import sqlite3

from profiles import Failed

WORD = re.compile(r"e\d{6}x")
KINDS = ("project", "task", "block", "setting", "conflict")
# A plan of this size is edited again and again, so that the devices meet.
TASKS_MAX = 40


def read_store(database):
    """{(kind, id): members} of what lives in a store."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20)
    try:
        return {(kind, name): json.loads(data)
                for kind in KINDS
                for name, data in connection.execute(f"SELECT id, data FROM {kind} WHERE deleted = 0")}
    finally:
        connection.close()


def words_of(records):
    return set(WORD.findall(json.dumps(list(records.values()), ensure_ascii=False)))


def differences(first, second):
    """What tells two stores apart, for people."""
    return [f"{kind} {name}: {first.get((kind, name))} | {second.get((kind, name))}"
            for kind, name in sorted(set(first) | set(second)) if first.get((kind, name)) != second.get((kind, name))]


class Device:
    def __init__(self, profile, world):
        self.profile, self.world = profile, world
        self.edits = 0

    @property
    def database(self):
        """The store that is open: of the account, in a folder of its own or not."""
        current = self.profile.data / "current"
        folder = current.read_text(encoding="utf-8").strip() if current.exists() else ""
        return self.profile.data / folder / "stint.db"

    def records(self):
        return read_store(self.database)

    def tasks(self):
        return {name: data for (kind, name), data in self.records().items() if kind == "task"}

    def edit(self):
        """One edit by chance, as a person would make it who sees what is here."""
        chance = self.world.chance
        tasks = self.tasks()
        word = self.world.new_word()
        self.edits += 1
        if not tasks or len(tasks) < TASKS_MAX and chance.random() < 0.3:
            self.profile.cli("add", "--", f"Task {word}")
            return
        name = chance.choice(sorted(tasks))
        before = tasks[name]
        draw = chance.random()
        if draw < 0.35:
            self._set(name, before, "title", f"Task {word}")
        elif draw < 0.7:
            self._set(name, before, "notes", f"Notes {word}")
        elif draw < 0.95:
            self.profile.cli("edit", name, f"tags=+{word}")
        else:
            # The word of this edit is never written; what is deleted was seen.
            self.world.unwritten.add(word)
            seen = set(WORD.findall(json.dumps(before)))
            self.profile.cli("delete", name)
            self.world.replaced |= seen

    def _set(self, name, before, member, value):
        self.profile.cli("edit", name, f"{member}={value}")
        self.world.replaced |= set(WORD.findall(str(before.get(member, ""))))

    def sync(self):
        """Whether it got to its end."""
        try:
            self.profile.cli("sync")
        except Failed as failure:
            self.world.failures[failure.code] = self.world.failures.get(failure.code, 0) + 1
            assert failure.code in self.world.may_fail, str(failure)
            return False
        return True

    def n_pending(self):
        return self.profile.cli("status")["n_pending"]


class World:
    """Some devices of one account, and what is known of their edits."""

    def __init__(self, chance, profiles, may_fail=("offline", "failed")):
        self.chance = chance
        self.n_words = 0
        self.replaced, self.unwritten = set(), set()
        self.failures, self.may_fail = {}, set(may_fail)
        self.devices = [Device(profile, self) for profile in profiles]

    def new_word(self):
        self.n_words += 1
        return f"e{self.n_words:06d}x"

    def settle(self, tries=12):
        """Sync until nothing is left to send and all have the same."""
        for _ in range(tries):
            done = [device.sync() for device in self.devices]
            stores = [device.records() for device in self.devices]
            if all(done) and all(store == stores[0] for store in stores) and all(device.n_pending() == 0 for device in self.devices):
                return
        raise AssertionError("they do not come together: " + "\n".join(differences(stores[0], stores[1])[:5]))

    def lost(self):
        """The words that should be somewhere and are not, by device."""
        wanted = {f"e{number:06d}x" for number in range(1, self.n_words + 1)} - self.replaced - self.unwritten
        return {device.profile.name: sorted(wanted - words_of(device.records())) for device in self.devices}

    def check(self):
        """Raises if an edit was lost; returns figures."""
        lost = self.lost()
        assert not any(lost.values()), f"lost: {lost}"
        for device in self.devices:
            assert device.profile.cli("check")["ok"], device.profile.name
        records = self.devices[0].records()
        return {
            "edits": self.n_words, "living": len(records),
            "inbox": sum(kind == "conflict" for kind, _name in records),
            "replaced by somebody who saw it": len(self.replaced),
        }
