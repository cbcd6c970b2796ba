#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripts of build-aux keep what they promise: test-scripts.py SOURCE"""
import json
import os
import shutil
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


# ---- count-tests: the sum must not lose a failure -------------------------------------

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


# ---- dependencies ---------------------------------------------------------------------

def dependencies(*arguments, path=None):
    return subprocess.run([os.path.join(SOURCE, "build-aux", "dependencies"), *arguments], capture_output=True,
                          text=True, stdin=subprocess.DEVNULL, check=False,
                          env=dict(os.environ, PATH=path or os.environ["PATH"]))


def without_apt_the_packages_are_named_and_nothing_is_installed():
    with tempfile.TemporaryDirectory() as folder:
        for name in ("sh", "cat", "awk", "tr", "sed", "sort", "id"):
            os.symlink(shutil.which(name), os.path.join(folder, name))
        answer = dependencies("run", path=folder)
    assert answer.returncode == 1, answer.stdout
    assert "no apt" in answer.stderr and "libadwaita-1-dev" in answer.stderr, answer.stderr
    assert "meson" in answer.stderr.split("Missing here:")[1].splitlines()[0], answer.stderr


def with_neither_root_nor_sudo_the_command_is_named():
    with tempfile.TemporaryDirectory() as folder:
        for name in ("sh", "cat", "awk", "tr", "sed", "sort"):
            os.symlink(shutil.which(name), os.path.join(folder, name))
        for name, text in (("id", "echo 1000"), ("dpkg-query", ""), ("apt-get", "echo must not run; exit 9")):
            path = os.path.join(folder, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(f"#!/bin/sh\n{text}\n")
            os.chmod(path, 0o755)
        answer = dependencies("flatpak", path=folder)
    assert answer.returncode == 1, answer.stdout
    assert "apt-get install flatpak-builder" in answer.stderr, answer.stderr
    assert "must not run" not in answer.stdout


def a_set_that_is_not_known_is_a_usage_error():
    assert dependencies("nonsense").returncode == 2
    assert dependencies().returncode == 2


def the_test_set_has_all_that_running_needs():
    run = set(dependencies("--list", "run").stdout.split())
    test = set(dependencies("--list", "test").stdout.split())
    assert len(run) > 10 and run < test, run - test


# ---- with-display ---------------------------------------------------------------------

def with_display(*arguments):
    if shutil.which("Xvfb") is None or shutil.which("dbus-daemon") is None:
        raise tap.Skip("Xvfb and dbus-daemon are not installed")
    return subprocess.run([os.path.join(SOURCE, "build-aux", "with-display"), "--manager", "none", *arguments],
                          capture_output=True, text=True, check=False)


def a_display_has_a_home_and_a_bus_of_its_own_that_end_with_it():
    answer = with_display("sh", "-c", 'echo "$DISPLAY"; echo "$HOME"; echo "$DBUS_SESSION_BUS_ADDRESS"; touch "$HOME/x"')
    display, home, bus = answer.stdout.splitlines()
    assert display.startswith(":"), display
    assert home != os.environ.get("HOME") and not os.path.exists(home), home
    assert bus != os.environ.get("DBUS_SESSION_BUS_ADDRESS"), bus
    assert not os.path.exists(f"/tmp/.X11-unix/X{display[1:]}")


def a_display_passes_the_status_of_its_command_on():
    assert with_display("sh", "-c", "exit 7").returncode == 7
    assert with_display("sh", "-c", "kill -9 $$").returncode == 137
    assert with_display("/nonexistent/command").returncode == 127


def a_home_that_is_named_is_kept():
    with tempfile.TemporaryDirectory() as folder:
        assert with_display("--home", folder, "sh", "-c", 'touch "$HOME/kept"').returncode == 0
        assert os.path.exists(os.path.join(folder, "kept"))


tap.run("/scripts", [
    cases_are_counted,
    a_case_that_failed_is_a_failure,
    a_program_that_broke_off_is_a_failure,
    a_skipped_case_is_not_passed,
    a_build_that_failed_is_a_failure,
    a_log_that_is_missing_is_a_failure,
    nothing_at_all_is_not_success,
    without_apt_the_packages_are_named_and_nothing_is_installed,
    with_neither_root_nor_sudo_the_command_is_named,
    a_set_that_is_not_known_is_a_usage_error,
    the_test_set_has_all_that_running_needs,
    a_display_has_a_home_and_a_bus_of_its_own_that_end_with_it,
    a_display_passes_the_status_of_its_command_on,
    a_home_that_is_named_is_kept,
])
