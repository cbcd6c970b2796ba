# SPDX-License-Identifier: GPL-3.0-or-later
"""What is tried with many edits: a bad network, kill -9 at any moment, a first sync of many records. Each prints its figures."""
import os
import random
import signal
import statistics
import subprocess
import time

from devices import World
from fault_proxy import FaultProxy
from profiles import Profile

EDITS_A_ROUND = 3
# So many requests say something about a share.
REQUESTS_TO_COUNT = 100


def say(text):
    print(f"# {text}", flush=True)


def say_figures(title, figures):
    say(f"{title}: " + ", ".join(f"{value} {name}" for name, value in figures.items()))


class Pair:
    """Two devices of one account, behind a proxy that may fail."""

    def __init__(self, build, cloud, user, rate=0.0, seed=0):
        self.proxy = FaultProxy(cloud.connect["api"], 0.0, seed)
        self.rate, self.user = rate, user
        self.connect = {**cloud.connect, "api": self.proxy.url}
        self.profiles = [Profile(build, name) for name in ("laptop", "desk")]
        self.world = World(random.Random(seed), self.profiles)

    def __enter__(self):
        self.proxy.__enter__()
        for profile in self.profiles:
            profile.sign_in(self.connect, self.user)
        self.world.settle()
        self.proxy.clear()
        self.proxy.rate = self.rate
        return self

    def __exit__(self, *_):
        self.proxy.__exit__()
        for profile in self.profiles:
            profile.close()


def try_faults(build, cloud, user, edits, seed, rate=0.2):
    """Two devices edit and sync while one request in five fails."""
    begun = time.monotonic()
    with Pair(build, cloud, user, rate, seed) as pair:
        world = pair.world
        while sum(device.edits for device in world.devices) < edits:
            device = world.chance.choice(world.devices)
            for _ in range(world.chance.randint(1, 2 * EDITS_A_ROUND - 1)):
                device.edit()
            device.sync()
        requests, faults = len(pair.proxy.seen), pair.proxy.count_faults()
        pair.proxy.rate = 0
        world.settle()
        figures = world.check()
    say(f"{requests} requests, {sum(faults.values())} failed on purpose: " + ", ".join(f"{kind} {n}" for kind, n in sorted(faults.items())))
    say(f"rounds that did not get to their end: {world.failures or 'none'}")
    say_figures(f"seed {seed}, {time.monotonic() - begun:.0f} s, zero lost", figures)
    assert sum(faults.values()) > (requests * rate / 2 if requests > REQUESTS_TO_COUNT else 0), f"{faults} of {requests}: too few to say anything"
    return figures


def time_of_a_sync(device):
    """Seconds of a sync with something to send, undisturbed: the middle of three."""
    taken = []
    for _ in range(3):
        device.edit()
        begun = time.monotonic()
        assert device.sync()
        taken.append(time.monotonic() - begun)
    return statistics.median(taken)


def kill_a_sync(device, seconds):
    """Whether it was still running. What it left behind must be sound."""
    process = device.profile.start("sync", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    was_running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    answer = device.profile.cli("check")
    assert answer["ok"], answer
    return was_running


def try_kills(build, cloud, user, kills, seed):
    """kill -9 at a random moment of each sync."""
    begun = time.monotonic()
    with Pair(build, cloud, user, 0, seed) as pair:
        world = pair.world
        usual = max(time_of_a_sync(device) for device in world.devices)
        running = 0
        for number in range(kills):
            device = world.devices[number % len(world.devices)]
            for _ in range(world.chance.randint(1, 3)):
                device.edit()
            running += kill_a_sync(device, world.chance.uniform(0, usual * 1.1))
            # Now and then one gets through, so that the devices meet.
            if number % 5 == 4:
                assert device.sync()
        world.settle()
        figures = world.check()
    say(f"{kills} syncs killed within {usual * 1.1 * 1000:.0f} ms, {running} while they ran; the store was sound after each")
    say_figures(f"seed {seed}, {time.monotonic() - begun:.0f} s, zero lost", figures)
    assert running > kills / 3, f"only {running} of {kills} were still running"
    return figures


def measure(profile, *words):
    """Seconds and the peak of memory in MB of one command."""
    begun = time.monotonic()
    with open(os.devnull, "w", encoding="ascii") as nowhere, open(profile.folder / "stderr", "w+", encoding="utf-8") as errors:
        process = profile.start("--json", *words, stdout=nowhere, stderr=errors)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        assert process.returncode == 0, errors.read()[-2000:] + profile.read_browser_log()
    return time.monotonic() - begun, usage.ru_maxrss / 1024


def make_calendar(records):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//stint tests//EN"]
    for number in range(records):
        lines += ["BEGIN:VTODO", f"UID:many-{number}", "DTSTAMP:20261101T000000Z", f"SUMMARY:Task number {number} of many",
                  f"DESCRIPTION:Notes of task {number}, a sentence or two as people write them.", "END:VTODO"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def requests_of(proxy):
    seen = proxy.clear()
    pushes = sum(one.method == "POST" for one in seen)
    return len(seen), pushes, len(seen) - pushes


def try_first_sync(build, cloud, user, records, limit=120):
    """The first sync of a large plan, up and down, and then one edit."""
    with FaultProxy(cloud.connect["api"]) as proxy:
        connect = {**cloud.connect, "api": proxy.url}
        laptop, desk = Profile(build, "laptop"), Profile(build, "desk")
        calendar = laptop.folder / "many.ics"
        calendar.write_text(make_calendar(records), encoding="utf-8")
        laptop.cli("import", calendar)
        laptop.browse_as(user)
        _seconds, rest_mb = measure(laptop, "list", "--view", "today")
        proxy.clear()
        up = measure(laptop, "sign-in", laptop.write_connect(connect), "--yes", "--add")
        n_up, pushes, pulls = requests_of(proxy)
        say(f"first sync of {records} records up: {n_up} requests ({pushes} pushes, {pulls} others), {up[0]:.1f} s, "
            f"{up[1]:.0f} MB at most (a list alone: {rest_mb:.0f} MB)")
        assert laptop.cli("status")["n_pending"] == 0

        desk.browse_as(user)
        down = measure(desk, "sign-in", desk.write_connect(connect), "--yes")
        n_down, _pushes, _pulls = requests_of(proxy)
        say(f"first sync of {records} records down: {n_down} requests, {down[0]:.1f} s, {down[1]:.0f} MB at most")
        world = World(random.Random(0), [laptop, desk])
        stores = [device.records() for device in world.devices]
        assert stores[0] == stores[1] and len(stores[0]) >= records, (len(stores[0]), len(stores[1]))

        # What one has pushed oneself comes back once, with the next pull.
        laptop.cli("sync")
        desk.cli("sync")
        laptop.add("One more")
        proxy.clear()
        laptop.cli("sync")
        n_delta, delta_pushes, delta_pulls = requests_of(proxy)
        desk.cli("sync")
        n_other, other_pushes, _other_pulls = requests_of(proxy)
        say(f"one edit: {delta_pushes} push, {delta_pulls} pull; the other device: {n_other} request")
        laptop.close()
        desk.close()
    assert n_up <= limit, f"{n_up} requests up"
    assert (delta_pushes, delta_pulls) == (1, 1), (delta_pushes, delta_pulls)
    assert (n_other, other_pushes) == (1, 0), (n_other, other_pushes)
    return {"up": n_up, "down": n_down, "memory_up_mb": up[1], "memory_down_mb": down[1], "rest_mb": rest_mb}
