#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account's commands as far as they go without a network: test-account.py STINT-CLI"""
import json
import os
import pty
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine  # noqa: E402

PROGRAM = sys.argv[1]
CONNECT = {
    "format": "stint-connect", "version": 1, "name": "Stint at home", "region": "eu-central-1",
    "api": "https://api.example.org/v1", "issuer": "https://issuer.example.org/pool", "client_id": "stintclient",
    "sign_in": "https://sign-in.example.org", "redirects": ["http://127.0.0.1:47811/callback"], "scopes": ["openid", "stint/sync"],
}


def new():
    return CommandLine(PROGRAM)


def connect_file(cli, **other):
    return cli.write("connect.json", json.dumps({**CONNECT, **other}))


def on_a_terminal(cli, answer, *words):
    """Exit status and all that was shown to a person who types this answer to the first question."""
    child, terminal = pty.fork()
    if child == 0:
        command = cli.command(*words)
        os.execve(command[0], command, cli.environment)
    shown = b""
    limit = time.monotonic() + 20
    while time.monotonic() < limit:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
        if answer is not None and b"[y/N] " in shown:
            os.write(terminal, answer.encode())
            answer = None
    _pid, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), shown.decode()


def the_status_of_a_plan_of_nobody_says_so():
    cli = new()
    status = cli.json("status")
    assert status["account"] is None and status["signed_in"] is False and status["state"] == "off" and status["last_success"] is None, status
    assert cli.text("status") == "This plan belongs to no account.\n"


def a_plan_of_nobody_cannot_be_synced():
    assert "connect file" in new().refused("sync", code="refused")


def nobody_cannot_sign_out():
    new().refused("sign-out", "--yes", code="refused")


def signing_in_for_the_first_time_needs_a_connect_file():
    assert "connect file" in new().refused("sign-in", code="refused")


def a_file_that_is_not_there_is_said():
    new().refused("sign-in", "nowhere.json", "--yes")


def what_is_no_connect_file_is_refused():
    cli = new()
    for content in ("", "hello", "{}", "[]", json.dumps({**CONNECT, "format": "other"}), "x" * 200_000, b"\xff\xfe\x00"):
        cli.refused("sign-in", cli.write("connect.json", content), "--yes", code="not-a-connection")


def a_connect_file_of_a_newer_format_is_refused():
    cli = new()
    cli.refused("sign-in", connect_file(cli, version=2), "--yes", code="not-a-connection")


def addresses_without_encryption_are_refused():
    cli = new()
    for member in ("api", "issuer", "sign_in"):
        for address in ("http://stint.example.org/v1", "http://127.0.0.1:4000/v1"):
            cli.refused("sign-in", connect_file(cli, **{member: address}), "--yes", code="not-a-connection")


def without_a_terminal_nobody_is_asked_and_nothing_is_done():
    cli = new()
    answer = cli.run("--json", "sign-in", connect_file(cli))
    assert answer.returncode == 1 and answer.stdout == "", answer
    assert "api.example.org" in answer.stderr and "sign-in.example.org" in answer.stderr and "--yes" in answer.stderr, answer.stderr


def on_a_terminal_the_server_is_shown_and_asked_about():
    cli = new()
    for answer in ("n\n", "\n", "perhaps\n", "\x04"):
        status, shown = on_a_terminal(cli, answer, "sign-in", connect_file(cli))
        assert status == 1 and "api.example.org" in shown and "sign-in.example.org" in shown and "Cancelled" in shown, shown
    assert cli.json("status")["account"] is None


def a_name_cannot_steer_the_terminal():
    cli = new()
    _status, shown = on_a_terminal(cli, "n\n", "sign-in", connect_file(cli, name="Home \u202e \x1b[31m"))
    assert "\x1b[31m" not in shown and "\u202e" not in shown, repr(shown)


def to_add_and_to_keep_separate_exclude_each_other():
    cli = new()
    cli.misused("sign-in", connect_file(cli), "--yes", "--add", "--separate")


tap.run("cli/account", [
    the_status_of_a_plan_of_nobody_says_so, a_plan_of_nobody_cannot_be_synced, nobody_cannot_sign_out,
    signing_in_for_the_first_time_needs_a_connect_file, a_file_that_is_not_there_is_said, what_is_no_connect_file_is_refused,
    a_connect_file_of_a_newer_format_is_refused, addresses_without_encryption_are_refused,
    without_a_terminal_nobody_is_asked_and_nothing_is_done, on_a_terminal_the_server_is_shown_and_asked_about,
    a_name_cannot_steer_the_terminal, to_add_and_to_keep_separate_exclude_each_other,
])
