#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the command line is read, and what it says to mistakes: test-arguments.py STINT-CLI"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine  # noqa: E402

PROGRAM = sys.argv[1]
COMMANDS = ("add parse list show edit done reopen delete block move unblock agenda search import export "
            "history undo redo occurrences backup restore check sign-in sign-out sync status").split()


def new():
    return CommandLine(PROGRAM)


def help_names_every_command():
    text = new().text("--help")
    for command in COMMANDS:
        assert f"\n  {command} " in text, command


def every_command_has_help():
    cli = new()
    for command in COMMANDS:
        assert f"stint-cli {command}" in cli.text(command, "--help"), command


def help_makes_no_database():
    cli = new()
    cli.text("list", "--help")
    assert not os.path.exists(cli.data)


def version_is_one_line():
    assert new().text("--version").startswith("stint-cli 0.")


def nothing_to_do_is_usage():
    new().misused()


def an_unknown_command_is_named():
    assert "frobnicate" in new().misused("frobnicate")


def an_unknown_option_is_named():
    assert "--frobnicate" in new().misused("list", "--frobnicate")


def an_option_of_another_command_is_refused():
    assert "--minutes" in new().misused("list", "--minutes", "3")


def options_may_stand_before_or_after():
    cli = new()
    cli.add("Letter")
    assert cli.json("list", "--view", "all") == cli.json("--view", "all", "list")


def a_value_may_follow_an_equals_sign():
    cli = new()
    cli.add("Letter")
    assert len(cli.json("list", "--view=all")) == 1


def an_option_given_twice_is_refused():
    assert "--view" in new().misused("list", "--view", "all", "--view", "done")


def a_missing_value_is_refused():
    assert "--view" in new().misused("list", "--view")


def an_empty_value_is_refused():
    assert "--view" in new().misused("list", "--view=")


def a_flag_takes_no_value():
    new().misused("list", "--help=yes")


def a_missing_argument_is_usage():
    cli = new()
    for command in ("add", "parse", "show", "edit", "done", "reopen", "delete", "block", "move", "unblock", "search",
                    "import", "restore"):
        cli.misused(command)


def one_argument_too_many_is_usage():
    cli = new()
    for command in ("list", "agenda", "history", "undo", "redo", "backup", "check"):
        assert "surplus" in cli.misused(command, "surplus"), command


def after_two_dashes_everything_is_a_word():
    cli = new()
    assert cli.json("add", "--", "--help", "me")["title"] == "--help me"


def an_argument_that_is_not_utf8_is_refused():
    new().misused("add", b"\xff\xfe".decode("utf-8", "surrogateescape"))


def an_unknown_zone_is_refused():
    cli = new()
    cli.zone = "Mars/Olympus"
    assert "Mars/Olympus" in cli.misused("list")


def a_zone_out_of_the_zone_folder_is_refused():
    cli = new()
    cli.zone = "../../../etc/passwd"
    cli.misused("list")


def a_now_that_is_no_time_is_refused():
    cli = new()
    cli.now = "yesterday-ish"
    cli.misused("list")


def an_unknown_view_is_refused():
    assert "sideways" in new().misused("list", "--view", "sideways")


def an_unknown_format_is_refused():
    new().misused("export", "--format", "docx")


def an_unknown_project_is_not_found():
    new().refused("list", "--project", "Nowhere", code="not-found")


def what_is_no_id_is_usage():
    assert "xyzzy" in new().misused("show", "xyzzy")


def an_id_of_nothing_is_not_found():
    cli = new()
    for command in (["show"], ["done"], ["reopen"], ["delete"], ["unblock"]):
        cli.refused(*command, "0193a1f2", code="not-found")
    cli.refused("edit", "0193a1f2", "title=x", code="not-found")
    cli.refused("block", "0193a1f2", "2026-11-27", code="not-found")
    cli.refused("move", "0193a1f2", "2026-11-27", code="not-found")


def a_message_goes_to_standard_error_for_people_too():
    answer = new().run("frobnicate")
    assert (answer.returncode, answer.stdout) == (2, "") and answer.stderr.startswith("stint-cli: "), answer


def a_mistake_makes_no_database():
    cli = new()
    cli.misused("list", "--frobnicate")
    assert not os.path.exists(cli.data)


def the_default_directory_is_the_users():
    cli = new()
    cli.add("Letter")
    assert os.path.isdir(os.path.join(cli.environment["XDG_DATA_HOME"], "stint"))


def another_directory_is_another_database():
    cli = new()
    cli.add("Letter")
    assert cli.json("--data", os.path.join(cli.home, "other place"), "list", "--view", "all") == []


def a_file_in_place_of_the_directory_is_said():
    cli = new()
    path = cli.write("plain-file", "x")
    assert "plain-file" in cli.refused("--data", path, "list")


def a_reader_that_goes_away_is_said():
    cli = new()
    for number in range(3):
        cli.add(f"Letter {number}")
    read_end, write_end = os.pipe()
    os.close(read_end)
    answer = subprocess.run(cli.command("list", "--view", "all"), stdout=write_end, stderr=subprocess.PIPE,
                            env=cli.environment, text=True, check=False)
    os.close(write_end)
    assert answer.returncode == 1 and "output" in answer.stderr, answer


def a_full_disk_under_standard_output_is_said():
    cli = new()
    cli.add("Letter")
    with open("/dev/full", "w", encoding="utf-8") as full:
        answer = subprocess.run(cli.command("list"), stdout=full, stderr=subprocess.PIPE,
                                env=cli.environment, text=True, check=False)
    assert answer.returncode == 1 and "output" in answer.stderr, answer


def closed_descriptors_do_not_reach_the_database():
    cli = new()
    words = " ".join(f"'{word}'" for word in cli.command("add", "Letter"))
    answer = subprocess.run(["sh", "-c", f"{words} <&- >&- 2>&-"], env=cli.environment, check=False)
    assert answer.returncode == 1
    assert cli.json("check")["ok"] and [task["title"] for task in cli.json("list")] == ["Letter"]


def years_from_1_to_9999_are_years():
    cli = new()
    task = cli.add("Letter")
    for text in ("0999-02-28", "0001-01-01", "9999-12-31", "9999-12-31T23:00"):
        time = cli.json("edit", task, f"deadline={text}")["deadline"]
        assert text in time.values(), (text, time)


def other_years_are_refused():
    cli = new()
    task = cli.add("Letter")
    for text in ("0000-01-01", "10000-01-01", "-001-01-01", "99999-12-31T00:00"):
        cli.misused("edit", task, f"deadline={text}")
        cli.misused("block", task, "--", text)


def a_block_over_the_end_of_time_is_refused():
    cli = new()
    task = cli.add("Letter")
    cli.refused("block", task, "9999-12-31T23:30", "--minutes", "90")
    assert cli.json("show", task)["blocks"] == []


def a_day_that_does_not_exist_is_refused():
    cli = new()
    task = cli.add("Letter")
    for text in ("2026-02-29", "2026-13-01", "2026-11-31", "2026-11-27T24:01", "2026-11-27T9"):
        cli.misused("edit", task, f"deadline={text}")


def a_title_that_is_too_long_is_refused():
    cli = new()
    assert "too long" in cli.refused("add", "x" * 100000, code="invalid")
    assert "1000" in cli.refused("add", "x" * 2000, code="invalid")
    assert cli.json("list", "--view", "all") == []


def control_characters_never_reach_the_terminal():
    cli = new()
    answer = cli.run("add", "a\x1b[31mb\u202ec")
    answers = answer.stdout + answer.stderr + cli.run("list", "--view", "all").stdout
    answers += cli.run("\x1b[31mred").stderr + cli.run("show", "\x1b]0;x\x07").stderr
    assert "\x1b" not in answers and "\u202e" not in answers and "\x07" not in answers, answers


def it_works_in_the_plain_c_locale():
    cli = new()
    cli.add("Grüße")
    assert "Gr" in cli.text("list", LC_ALL="C")
    assert cli.json("list", LC_ALL="C")[0]["title"] == "Grüße"


tap.run("cli/arguments", [
    help_names_every_command, every_command_has_help, help_makes_no_database, version_is_one_line,
    nothing_to_do_is_usage, an_unknown_command_is_named, an_unknown_option_is_named,
    an_option_of_another_command_is_refused, options_may_stand_before_or_after, a_value_may_follow_an_equals_sign,
    an_option_given_twice_is_refused, a_missing_value_is_refused, an_empty_value_is_refused, a_flag_takes_no_value,
    a_missing_argument_is_usage, one_argument_too_many_is_usage, after_two_dashes_everything_is_a_word,
    an_argument_that_is_not_utf8_is_refused, an_unknown_zone_is_refused, a_zone_out_of_the_zone_folder_is_refused,
    a_now_that_is_no_time_is_refused, an_unknown_view_is_refused, an_unknown_format_is_refused,
    an_unknown_project_is_not_found, what_is_no_id_is_usage, an_id_of_nothing_is_not_found,
    a_message_goes_to_standard_error_for_people_too, a_mistake_makes_no_database, the_default_directory_is_the_users,
    another_directory_is_another_database, a_file_in_place_of_the_directory_is_said, a_reader_that_goes_away_is_said,
    a_full_disk_under_standard_output_is_said, closed_descriptors_do_not_reach_the_database,
    years_from_1_to_9999_are_years, other_years_are_refused, a_block_over_the_end_of_time_is_refused,
    a_day_that_does_not_exist_is_refused, a_title_that_is_too_long_is_refused,
    control_characters_never_reach_the_terminal, it_works_in_the_plain_c_locale,
])
