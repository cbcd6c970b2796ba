#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure the service beside its peers: measure.py --folder BUILD [--json FILE]

All three are run by the same gateway emulator, by turns, with the same requests. Times are the
emulator's, memory and processor time the kernel's, so that no handler measures itself.
"""
import argparse
import json
import pathlib
import statistics
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/service-e2e"))
from cloud import Cloud, expect, install, put  # noqa: E402

STARTS = 15
WARM_UP = 60
PUSHES = 150
CALLS_IN_A_PUSH = ["GetItem", "TransactWriteItems"]
MAX_PART_MS = 2.0
MAX_ZIP_BYTES = 12_000_000
ZIP = ROOT / "build/lambda/stint.zip"


def processor_ms(pid):
    """What every thread of a process has used. /proc/PID/stat counts in ticks of 10 ms: too coarse."""
    return sum(int(task.read_text().split()[0]) for task in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e6


def peak_kb(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise ValueError(f"/proc/{pid}/status tells no peak")


class Subject:
    def __init__(self, name, command):
        self.name, self.command = name, [str(part) for part in command]
        self.inits, self.processor, self.parts, self.totals, self.peaks = [], [], [], [], []

    def figures(self):
        return {
            "start_ms": statistics.median(self.inits),
            "push_processor_ms": statistics.median(self.processor),
            "push_part_ms": statistics.median(self.parts),
            "push_total_ms": statistics.median(self.totals),
            "peak_mb": max(self.peaks) / 1024,
        }


def take(cloud, subject):
    """The subject becomes the function, and has no process yet."""
    cloud.order("settings", command=subject.command)
    cloud.order("records", clear=True)


def measure_start(cloud, subject, user):
    take(cloud, subject)
    expect(user.pull(), 200)
    (init,) = cloud.order("records")["inits"]
    subject.inits.append(init["ms"])


def measure_pushes(cloud, subject):
    take(cloud, subject)
    user = cloud.user()
    for i in range(WARM_UP):
        expect(user.push(put(f"Warm {i}")), 200)
    (pid,) = cloud.order("records", clear=True)["pids"]
    before = processor_ms(pid)
    for i in range(PUSHES):
        expect(user.push(put(f"Push {i}", data={"title": f"Push {i}", "notes": "n" * 400, "tags": ["home", "work"], "estimate_min": 45})), 200)
    time.sleep(0.05)
    subject.processor.append((processor_ms(pid) - before) / PUSHES)
    records = cloud.order("records", clear=True)
    assert records["pids"] == [pid], "the function was started anew in the middle"
    invocations, calls = records["invocations"], records["dynamodb"]["calls"]
    assert [call["operation"] for call in calls] == CALLS_IN_A_PUSH * PUSHES, "a push is not the same calls of DynamoDB in all three"
    for i, invocation in enumerate(invocations):
        database = sum(call["ms"] for call in calls[2 * i:2 * i + 2])
        subject.totals.append(invocation["ms"])
        subject.parts.append(invocation["ms"] - database)
    # The largest of what a day brings: a push of 90 records, and the log of all pushes.
    expect(user.push(*[put(f"Many {i}") for i in range(90)]), 200)
    since = "0"
    while True:
        page = expect(user.pull(since), 200).json
        since = page["to"]
        if not page["more"]:
            break
    subject.peaks.append(peak_kb(pid))


def compare(figures):
    """Each limit as (what, figure, limit, met)."""
    ours, peers = figures["service"], [figures["python"], figures["node"]]
    rows = []

    def ratio(what, member, limit, faster):
        best = min(peer[member] for peer in peers)
        value = best / ours[member] if faster else ours[member] / best
        met = value >= limit if faster else value <= limit
        rows.append((what, f"{value:.1f} times" if faster else f"{value:.2f} of it", f"{'>=' if faster else '<='} {limit:.2f}", met))

    ratio("start: exec to the first next, against the faster", "start_ms", 8, True)
    ratio("a push: processor time, against the lesser", "push_processor_ms", 1 / 3, False)
    ratio("peak memory, against the lesser", "peak_mb", 1 / 3, False)
    rows.append(("a push: the service's own part, median", f"{ours['push_part_ms']:.2f} ms", f"< {MAX_PART_MS:.0f} ms", ours["push_part_ms"] < MAX_PART_MS))
    if ZIP.exists():
        size = ZIP.stat().st_size
        rows.append(("the zip", f"{size / 1e6:.1f} MB", f"<= {MAX_ZIP_BYTES / 1e6:.0f} MB", size <= MAX_ZIP_BYTES))
    else:
        rows.append((f"the zip: {ZIP.relative_to(ROOT)} is not built (make lambda)", "-", f"<= {MAX_ZIP_BYTES / 1e6:.0f} MB", None))
    return rows


def show(figures, rows):
    print(f"\n{'':28}{'start':>10}{'processor':>12}{'own part':>11}{'total':>10}{'peak':>10}")
    for name, one in figures.items():
        print(f"{name:28}{one['start_ms']:7.1f} ms{one['push_processor_ms']:9.2f} ms{one['push_part_ms']:8.2f} ms"
              f"{one['push_total_ms']:7.2f} ms{one['peak_mb']:7.1f} MB")
    print()
    for what, value, limit, met in rows:
        print(f"{'ok    ' if met else 'FAILED' if met is False else 'none  '}  {what}: {value} ({limit})")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()

    node, modules = install()
    service = folder / "src/service/stint-service"
    subjects = [
        Subject("service", [service]),
        Subject("python", [arguments.python, ROOT / "bench/service/handler.py"]),
        Subject("node", [node, folder / "node/handler.mjs"]),
    ]
    cloud = Cloud(service, node, modules, concurrency=1)
    user = cloud.user()
    for _ in range(STARTS):
        for subject in subjects:
            measure_start(cloud, subject, user)
    for _ in range(arguments.rounds):
        for subject in subjects:
            measure_pushes(cloud, subject)

    figures = {subject.name: subject.figures() for subject in subjects}
    rows = compare(figures)
    show(figures, rows)
    (arguments.json or folder / "figures.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 1 if any(met is False for *_, met in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
