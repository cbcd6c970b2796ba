#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The man page says all, and man has nothing to complain of: test-manual.py STINT-CLI STINT-CLI.1"""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine  # noqa: E402

PROGRAM, PAGE = sys.argv[1:]


def read_page():
    with open(PAGE, encoding="utf-8") as file:
        return file.read()


def help_words(*words):
    return re.findall(r"^  (--)?([a-z-]+)", CommandLine(PROGRAM).text(*words, "--help"), re.MULTILINE)


def man_does_not_complain():
    if shutil.which("man") is None or shutil.which("groff") is None:
        raise tap.Skip("man is not installed")
    answer = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", PAGE], capture_output=True, text=True,
                            env={**os.environ, "LC_ALL": "C.UTF-8", "MANROFFSEQ": ""}, check=False)
    assert answer.returncode == 0 and answer.stderr == "", answer.stderr


def every_command_is_there():
    page = read_page()
    for dashes, command in help_words():
        if not dashes:
            name = re.escape(command.replace("-", "\\-"))
            assert re.search(rf"^\.B[IR]? .*\b{name}\b|^\\fB{name}\\fR", page, re.MULTILINE), command


def every_option_is_there():
    page = read_page()
    for command in [[]] + [[name] for dashes, name in help_words() if not dashes]:
        for dashes, option in help_words(*command):
            if dashes:
                assert "\\-\\-" + option.replace("-", "\\-") in page, option


def every_field_is_there():
    page = read_page()
    answer = CommandLine(PROGRAM).run("edit", "--help").stdout
    fields = re.search(r"FIELD is (.*?) or (\w+)\.", " ".join(answer.split()))
    for field in fields[1].split(", ") + [fields[2]]:
        assert f".BI {field}= " in page, field


def the_version_is_the_programs():
    version = CommandLine(PROGRAM).text("--version").split()[1]
    assert f'"Stint {version}"' in read_page().splitlines()[1]


tap.run("cli/manual", [
    man_does_not_complain, every_command_is_there, every_option_is_there, every_field_is_there, the_version_is_the_programs,
])
