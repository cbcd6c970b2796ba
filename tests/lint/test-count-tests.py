#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sum under a test run must not lose a failure: test-count-tests.py SOURCE"""
import json
import os
import subprocess
import sys
import tempfile

SOURCE = os.path.abspath(sys.argv[1])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402


def count(programs, *options):
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "testlog.json")
        with open(log, "w", encoding="utf-8") as file:
            for result, output in programs:
                file.write(json.dumps({"name": "a", "result": result, "stdout": output}) + "\n")
        answer = subprocess.run([sys.executable, os.path.join(SOURCE, "build-aux", "count-tests"), log, *options],
                                capture_output=True, text=True, check=False)
    return answer.returncode, answer.stdout.splitlines()[-1]


def cases_are_counted():
    assert count([("OK", "1..2\nok 1 /a\nok 2 /b\n"), ("OK", "")]) == (0, "3 passed, 0 failed")


def a_case_that_failed_is_a_failure():
    assert count([("FAIL", "ok 1 /a\nnot ok 2 /b\n")]) == (1, "1 passed, 1 failed")


def a_program_that_broke_off_is_a_failure():
    assert count([("ERROR", "1..3\nok 1 /a\n")]) == (1, "1 passed, 1 failed")
    assert count([("TIMEOUT", "")]) == (1, "0 passed, 1 failed")


def a_skipped_case_is_not_passed():
    assert count([("OK", "ok 1 /a\nok 2 /b # SKIP no tool\n")]) == (0, "1 passed, 0 failed")


def a_build_that_failed_is_a_failure():
    assert count([("OK", "ok 1 /a\n")], "--failed", "the build") == (1, "1 passed, 1 failed")


def a_log_that_is_missing_is_a_failure():
    assert count([("OK", "ok 1 /a\n")], "/nonexistent/testlog.json") == (1, "1 passed, 1 failed")


def nothing_at_all_is_not_success():
    assert count([])[0] == 1


tap.run("/count-tests", [
    cases_are_counted,
    a_case_that_failed_is_a_failure,
    a_program_that_broke_off_is_a_failure,
    a_skipped_case_is_not_passed,
    a_build_that_failed_is_a_failure,
    a_log_that_is_missing_is_a_failure,
    nothing_at_all_is_not_success,
])
