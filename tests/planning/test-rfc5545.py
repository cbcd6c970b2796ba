#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of RFC 5545 §3.8.5.3 give the dates that it says: test-rfc5545.py EXPAND-RULES VECTORS"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402

PROGRAM, VECTORS = sys.argv[1:]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
N_EXAMPLES = 42


def read_dates(text):
    """The times that "1997 Sep 2-4,6@10:00; Oct 1" stands for; the year stays until another one is named."""
    times = []
    year = None
    for part in text.split(";"):
        words = part.split()
        if len(words) == 3:
            year = words.pop(0)
        month = MONTHS.index(words[0]) + 1
        for piece in words[1].split(","):
            days, _at, clock = piece.partition("@")
            first, _dash, last = days.partition("-")
            for day in range(int(first), int(last or first) + 1):
                times.append(f"{year}-{month:02}-{day:02}T{clock or '09:00'}")
    return times


def expand(rule, start, most):
    line = f"{rule} {start}T09:00 {start} 2090-01-01 {most}\n"
    return subprocess.run([PROGRAM], input=line, capture_output=True, text=True, check=True, timeout=30).stdout.strip()


def check(rule, start, expected):
    answer = expand(rule, start, 200)
    if expected == "unsupported":
        assert answer.startswith("refused: ") and "more often than every day" in answer, answer
        return
    goes_on = expected.endswith("...")
    dates = read_dates(expected.removesuffix("...").strip())
    given = answer.split()
    assert given[:len(dates)] == dates, (rule, given[:len(dates)], dates)
    assert (len(given) > len(dates)) == goes_on, (rule, len(given), len(dates))


def make_case(rule, start, expected):
    def case():
        check(rule, start, expected)
    case.__name__ = rule.replace("=", "-").replace(";", "_").lower()
    return case


def no_example_is_missing():
    assert len(CASES) == N_EXAMPLES, len(CASES)


with open(VECTORS, encoding="utf-8") as file:
    CASES = [make_case(*line.strip().split(" | ")) for line in file if not line.startswith("#")]
tap.run("planning/rfc5545", [no_example_is_missing] + CASES)
