#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure a program's window beside an empty one, from outside, and compare with the limits.

usage: measure.py --floor COMMAND --program COMMAND [--runs N] [--turns N] NAME=HOME...

Starts COMMAND in a copy of each HOME, by turns with the empty window, and turns the pages
of its month and its week. It needs a display of its own (build-aux/with-display). Only
ratios of one run count: the figures are the machine's. Exit 1 when a limit is not met.
"""
import argparse
import json
import shlex
import statistics
import sys
import time

from window import Program

SETTLED_RATIO = 2.0
MEMORY_RATIO = 1.6
TURN_CPU_MS = 40
TURN_LAST_MS = 120
GROWTH = 1.3
VIEWS = {"month": "alt+3", "week": "alt+2"}
NEXT, PREVIOUS = "alt+Right", "alt+Left"


def measure_start(command, home):
    with Program(command, home) as program:
        window = program.wait_for_window()
        settled = program.wait_until_settled()
        cpu, memory = program.cost()
    return {"window_s": window, "settled_s": settled, "cpu_s": cpu, "memory_mb": memory / 1e6}


def measure_starts(programs, runs):
    """The programs by turns, so that what else the machine does falls on all of them."""
    results = {name: [] for name in programs}
    for run in range(runs + 1):
        for name, (command, home) in programs.items():
            result = measure_start(command, home)
            # The first round warms the file cache.
            if run:
                results[name].append(result)
    return {name: {key: statistics.median(row[key] for row in rows) for key in rows[0]}
            for name, rows in results.items()}


def measure_turns(command, home, turns):
    """Half the turns forward, half back, so that both ends have been seen and built once."""
    results = {}
    with Program(command, home) as program:
        program.wait_for_window()
        program.wait_until_settled()
        program.focus()
        program.watch()
        for view, keys in VIEWS.items():
            program.press(keys)
            time.sleep(1)
            for key in (NEXT, PREVIOUS):
                program.time_key(key)
            times, before = [], program.cost()[0]
            for number in range(turns):
                times.append(program.time_key(NEXT if number < turns / 2 else PREVIOUS))
                time.sleep(0.1)
            spent = program.cost()[0] - before
            answered = [pair for pair in times if pair]
            if len(answered) < turns:
                raise SystemExit(f"{turns - len(answered)} of {turns} turns of the {view} were not answered")
            results[view] = {"first_ms": statistics.median(pair[0] for pair in answered),
                             "last_ms": statistics.median(pair[1] for pair in answered),
                             "cpu_ms": spent / turns * 1000}
    return results


class Verdict:
    def __init__(self):
        self.missed = 0

    def compare(self, what, value, limit, unit):
        met = value <= limit
        self.missed += not met
        print(f"  {'ok    ' if met else 'MISSED'}  {what}: {value:.2f}{unit}, at most {limit:.2f}{unit}")


def print_table(starts, turns):
    print(f"\n{'':16}{'window':>9}{'settled':>9}{'CPU':>9}{'memory':>9}")
    for name, row in starts.items():
        print(f"{name:16}{row['window_s']:7.3f} s{row['settled_s']:7.3f} s{row['cpu_s']:7.3f} s"
              f"{row['memory_mb']:6.0f} MB")
    print(f"\n{'a turn of':16}{'first':>9}{'last':>9}{'CPU':>9}")
    for name, views in turns.items():
        for view, row in views.items():
            print(f"{view + ', ' + name:16}{row['first_ms']:6.1f} ms{row['last_ms']:6.1f} ms{row['cpu_ms']:6.1f} ms")
    print()


def judge(starts, turns, names):
    """The first name is the load that the limits are for; the others may cost GROWTH times that."""
    verdict = Verdict()
    floor, base = starts["empty window"], names[0]
    verdict.compare(f"settled, {base}", starts[base]["settled_s"] / floor["settled_s"], SETTLED_RATIO, " x")
    verdict.compare(f"memory, {base}", starts[base]["memory_mb"] / floor["memory_mb"], MEMORY_RATIO, " x")
    for view in VIEWS:
        verdict.compare(f"CPU of a {view}'s turn", turns[base][view]["cpu_ms"], TURN_CPU_MS, " ms")
        verdict.compare(f"last repaint of a {view}'s turn", turns[base][view]["last_ms"], TURN_LAST_MS, " ms")
    for name in names[1:]:
        for key in ("settled_s", "memory_mb"):
            verdict.compare(f"{key.partition('_')[0]}, {name} to {base}", starts[name][key] / starts[base][key],
                            GROWTH, " x")
        for view in VIEWS:
            for key, what in (("cpu_ms", "CPU"), ("last_ms", "last repaint")):
                verdict.compare(f"{what} of a {view}'s turn, {name} to {base}",
                                turns[name][view][key] / turns[base][view][key], GROWTH, " x")
    return verdict.missed


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--floor", required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--turns", type=int, default=24)
    parser.add_argument("--json", help="write the figures to this file as well")
    parser.add_argument("homes", nargs="+", metavar="NAME=HOME")
    arguments = parser.parse_args()

    command = shlex.split(arguments.program)
    homes = dict(pair.split("=", 1) for pair in arguments.homes)
    programs = {"empty window": (shlex.split(arguments.floor), None)}
    programs.update((name, (command, home)) for name, home in homes.items())
    starts = measure_starts(programs, arguments.runs)
    turns = {name: measure_turns(command, home, arguments.turns) for name, home in homes.items()}
    print_table(starts, turns)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump({"starts": starts, "turns": turns}, file, indent=2)
    return 1 if judge(starts, turns, list(homes)) else 0


if __name__ == "__main__":
    sys.exit(main())
