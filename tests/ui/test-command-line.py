#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of the application, read whole before anything is done: test-command-line.py STINT"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402

STINT = sys.argv[1]


def run(*arguments):
    # Without a display: none of these may need one.
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run([STINT, *arguments], capture_output=True, text=True, timeout=20, check=False, env=environment)


def assert_refused(said, *arguments):
    answer = run(*arguments)
    assert answer.returncode == 2, (answer.returncode, answer.stderr)
    assert said in answer.stderr, answer.stderr
    assert answer.stdout == ""


def version_is_told():
    answer = run("--version")
    assert answer.returncode == 0 and answer.stdout.startswith("stint "), answer


def help_is_told():
    answer = run("--help")
    assert answer.returncode == 0 and "--data" in answer.stdout, answer


def an_unknown_option_is_refused():
    assert_refused("--frobnicate", "--frobnicate")


def an_option_without_its_value_is_refused():
    assert_refused("--data", "--data")


def a_file_that_is_not_there_is_refused():
    assert_refused("/nowhere/at-all.ics", "/nowhere/at-all.ics")


def a_folder_that_is_a_file_is_refused():
    with tempfile.NamedTemporaryFile() as file:
        assert_refused(file.name, "--data", file.name)


def a_zone_that_is_none_is_refused():
    assert_refused("Atlantis", "--zone", "Atlantis")


def a_time_that_is_none_is_refused():
    assert_refused("2026-02-30", "--now", "2026-02-30T10:00:00")


tap.run("ui/command-line", [
    version_is_told, help_is_told, an_unknown_option_is_refused, an_option_without_its_value_is_refused,
    a_file_that_is_not_there_is_refused, a_folder_that_is_a_file_is_refused, a_zone_that_is_none_is_refused,
    a_time_that_is_none_is_refused,
])
