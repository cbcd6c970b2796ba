#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files in and out, good and bad ones: test-transfer.py STINT-CLI"""
import json
import os
import resource
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine, calendar, event, todo  # noqa: E402

PROGRAM = sys.argv[1]


def new():
    return CommandLine(PROGRAM)


def titles(cli):
    return sorted(task["title"] for task in cli.json("list", "--view", "all"))


def an_event_becomes_a_task_with_a_pinned_block():
    cli = new()
    cli.text("import", cli.write("a.ics", calendar(event("e1", "Standup"))))
    block = cli.json("agenda")[0]
    assert (block["title"], block["pinned"], block["start"]) == ("Standup", True, "2026-11-25T09:00:00+01:00"), block


def a_to_do_becomes_a_task():
    cli = new()
    cli.text("import", cli.write("a.ics", calendar(todo("t1", "Pay rent", "DUE;VALUE=DATE:20261201\nPRIORITY:1\nCATEGORIES:home,money"))))
    task = cli.json("search", "rent")[0]
    assert (task["deadline"], task["priority"], task["tags"]) == ({"date": "2026-12-01"}, 1, ["home", "money"]), task


def importing_twice_changes_nothing():
    cli = new()
    path = cli.write("a.ics", calendar(event("e1"), todo("t1")))
    first = cli.json("import", path)
    second = cli.json("import", path)
    assert first["n_created"] > 0 and first["change"], first
    assert (second["n_created"], second["n_updated"], second["change"]) == (0, 0, None), second
    assert len(cli.json("history")) == 1


def importing_again_brings_what_has_changed():
    cli = new()
    cli.json("import", cli.write("a.ics", calendar(todo("t1", "Old"))))
    again = cli.json("import", cli.write("a.ics", calendar(todo("t1", "New"))))
    assert again["n_updated"] >= 1 and titles(cli) == ["New"], again


def an_import_is_one_step_to_undo():
    cli = new()
    cli.json("import", cli.write("a.ics", calendar(*[todo(f"t{number}", f"Task {number}") for number in range(50)])))
    assert len(titles(cli)) == 50
    cli.json("undo")
    assert titles(cli) == []
    cli.json("redo")
    assert len(titles(cli)) == 50


def a_dry_run_changes_nothing():
    cli = new()
    said = cli.json("import", "--dry-run", cli.write("a.ics", calendar(event("e1"), todo("t1"))))
    assert said["dry_run"] is True and said["n_tasks"] == 2 and said["n_blocks"] == 1 and said["change"] is None, said
    assert titles(cli) == [] and cli.json("history") == []


def a_dry_run_shows_what_would_come_in():
    cli = new()
    cli.json("import", cli.write("a.ics", calendar(event("e1", "Standup"), todo("t1", "Old"))))
    path = cli.write("b.ics", calendar(event("e1", "Standup"), todo("t1", "Rewritten"), todo("t2", "Pay rent", "DUE;VALUE=DATE:20261201"),
                                       "BEGIN:VJOURNAL\nUID:j1\nSUMMARY:Diary\nEND:VJOURNAL"))
    said = cli.json("import", "--dry-run", path)
    assert said["counts"]["task"] == {"new": 1, "changed": 1, "unchanged": 1}, said
    assert said["counts"]["block"] == {"new": 0, "changed": 0, "unchanged": 1}, said
    assert [(entry["title"], entry["members"]) for entry in said["changed"]] == [("Rewritten", ["title"])], said
    assert [(entry["title"], entry["deadline"]) for entry in said["new"]] == [("Pay rent", {"date": "2026-12-01"})], said
    shown = cli.text("import", "--dry-run", path)
    for part in ("iCalendar", "Tasks: 1 new · 1 changed · 1 as it is here", "Rewritten", "Title", "Pay rent", "Deadline Tue 1 Dec", "Diary"):
        assert part in shown, (part, shown)


def a_dry_run_and_the_import_say_the_same():
    cli = new()
    path = cli.write("a.ics", calendar(*[todo(f"t{number}", f"Task {number}") for number in range(300)], event("e1")))
    shown, done = cli.json("import", "--dry-run", path), cli.json("import", path)
    for name in ("format", "n_tasks", "n_blocks", "n_created", "n_updated", "n_skipped"):
        assert shown[name] == done[name], (name, shown[name], done[name])
    assert len(shown["new"]) == 200, len(shown["new"])


def several_files_are_one_change():
    cli = new()
    cli.json("import", cli.write("a.ics", calendar(todo("t1", "A"))), cli.write("b.ics", calendar(todo("t2", "B"))))
    assert titles(cli) == ["A", "B"] and len(cli.json("history")) == 1


def standard_input_is_a_file():
    cli = new()
    cli.text("import", "-", stdin=calendar(todo("t1", "Piped")))
    assert titles(cli) == ["Piped"]


def a_file_name_may_be_of_any_bytes():
    cli = new()
    name = b"\xff \n.ics".decode("utf-8", "surrogateescape")
    cli.text("import", cli.write(name, calendar(todo("t1", "Odd"))))
    assert titles(cli) == ["Odd"]


def the_summary_says_what_did_not_come_in():
    cli = new()
    said = cli.json("import", cli.write("a.ics", calendar(todo("t1", "Good"), "BEGIN:VJOURNAL\nUID:j1\nSUMMARY:Diary\nEND:VJOURNAL")))
    assert said["n_tasks"] == 1 and said["n_skipped"] >= 1, said
    assert all(skipped["line"] > 0 and skipped["reason"] for skipped in said["skipped"]), said


def a_bad_file_changes_nothing_even_beside_a_good_one():
    cli = new()
    cli.refused("import", cli.write("a.ics", calendar(todo("t1"))), cli.write("b.ics", "no calendar"))
    assert titles(cli) == []


def refused_file(name, content, code=None):
    cli = new()
    message = cli.refused("import", cli.write(name, content), code=code)
    assert titles(cli) == [], message
    assert cli.json("check")["ok"]


def a_missing_file_is_said():
    assert "nowhere.ics" in new().refused("import", "nowhere.ics", code="no-such-file")


def a_folder_is_no_file():
    cli = new()
    cli.refused("import", cli.home)


def an_empty_file_is_refused():
    refused_file("empty.ics", b"", "format")


def a_binary_file_is_refused():
    refused_file("binary.ics", bytes(range(256)) * 400)


def a_picture_is_refused():
    refused_file("picture.ics", b"\x89PNG\r\n\x1a\n" + bytes(5000))


def latin_1_is_refused_or_read_but_never_lost_in_silence():
    cli = new()
    answer = cli.run("--json", "import", cli.write("latin.ics", calendar(todo("t1", "GR")).encode().replace(b"GR", b"Gr\xfc\xdfe")))
    if answer.returncode == 0:
        assert json.loads(answer.stdout)["n_skipped"] == 1 or titles(cli) != [], answer.stdout
    else:
        assert json.loads(answer.stderr)["error"]["code"] == "encoding", answer.stderr


def a_file_cut_off_is_refused_or_said():
    cli = new()
    whole = calendar(*[todo(f"t{number}", f"Task {number}") for number in range(20)])
    answer = cli.run("--json", "import", cli.write("cut.ics", whole[:len(whole) * 2 // 3]))
    assert answer.returncode == 1 or json.loads(answer.stdout)["n_skipped"] >= 1, answer


def a_line_of_10_mb_is_refused_at_once():
    cli = new()
    started = time.monotonic()
    content = calendar(todo("t1", "x" * 10_000_000), todo("t2", "Good"))
    answer = cli.run("--json", "import", cli.write("line.ics", content))
    assert time.monotonic() - started < 5 and answer.returncode in (0, 1), answer
    said = answer.stderr if answer.returncode else answer.stdout
    assert "line" in said or "limit" in said, said[:500]
    assert "xxxx" not in "".join(titles(cli)), "a title of 10 MB came in"


def a_folded_line_of_10_mb_is_refused_at_once():
    cli = new()
    started = time.monotonic()
    folded = "\r\n ".join(["x" * 70] * 150_000)
    answer = cli.run("--json", "import", cli.write("folded.ics", calendar(todo("t1")).replace("SUMMARY:Thing", "SUMMARY:" + folded)))
    assert time.monotonic() - started < 8 and answer.returncode in (0, 1), answer.stderr[:300]


def nested_200_000_deep_is_refused_at_once():
    cli = new()
    started = time.monotonic()
    answer = cli.run("--json", "import", cli.write("deep.ics", "BEGIN:VCALENDAR\r\n" + "BEGIN:VTODO\r\n" * 200_000))
    assert answer.returncode == 1 and time.monotonic() - started < 5, answer


def a_title_of_control_characters_is_said_or_cleaned():
    cli = new()
    cli.run("import", cli.write("a.ics", calendar(todo("t1", "a\x1b[31m\x07b"))))
    shown = cli.text("list", "--view", "all") + cli.text("history")
    assert "\x1b" not in shown and "\x07" not in shown, shown


def odd_years_are_said_or_read():
    for stamp in ("09990101T090000", "99991231T230000", "00000101T000000", "19700101T000000", "20260229T090000"):
        cli = new()
        answer = cli.run("--json", "import", cli.write("a.ics", calendar(event("e1", "Odd", stamp, stamp[:9] + "235900"), todo("t1"))))
        assert answer.returncode == 0 and "Thing" in titles(cli), (stamp, answer)


def twenty_megabytes_come_in():
    cli = new()
    block = "BEGIN:VTODO\r\nUID:t{0}\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Task {0}\r\nDESCRIPTION:{1}\r\nEND:VTODO\r\n"
    with open(os.path.join(cli.home, "big.ics"), "w", encoding="utf-8", newline="") as file:
        file.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n")
        filler = "\r\n ".join(["y" * 70] * 140)
        for number in range(2000):
            file.write(block.format(number, filler))
        file.write("END:VCALENDAR\r\n")
    assert os.path.getsize(file.name) > 20_000_000
    assert cli.json("import", file.name)["n_tasks"] == 2000


def two_hundred_megabytes_need_little_memory():
    cli = new()
    path = os.path.join(cli.home, "huge.ics")
    # A hole in the file: 200 MB to read, nothing on the disk.
    with open(path, "wb") as file:
        file.write(calendar(todo("t1", "First")).encode().replace(b"END:VCALENDAR\r\n", b""))
        file.truncate(200_000_000)
    started = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    answer = cli.run("--json", "import", path)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert answer.returncode == 1 and time.monotonic() - started < 15, answer
    assert peak < max(before, 150_000), f"{peak} KB"
    assert titles(cli) == []


def an_interrupted_import_changes_nothing():
    cli = new()
    path = cli.write("many.ics", calendar(*[todo(f"t{number}", f"Task {number}") for number in range(30000)]))
    process = cli.start("--json", "import", path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(0.15)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=60)
    if process.returncode == 0:
        raise tap.Skip("the import was faster than the interruption")
    assert json.loads(complaint)["error"]["code"] == "cancelled", complaint
    assert titles(cli) == []


def what_is_exported_can_be_imported():
    cli, other = new(), new()
    cli.add("Letter tomorrow 9:00 #Work @deep")
    cli.add("Grüße; with, signs by friday")
    path = os.path.join(cli.home, "out.ics")
    assert cli.json("export", path)["path"] == path
    other.text("import", path)
    assert titles(other) == titles(cli)
    assert [item["start"] for item in other.json("agenda")] == [item["start"] for item in cli.json("agenda")]


def an_export_comes_home_unchanged():
    cli = new()
    cli.json("import", cli.write("a.ics", calendar(event("e1"), todo("t1", "Pay rent", "DUE;VALUE=DATE:20261201"))))
    path = os.path.join(cli.home, "out.ics")
    cli.text("export", path)
    assert cli.json("import", path)["change"] is None


def json_export_is_json_with_every_record():
    cli = new()
    cli.add("Letter tomorrow 9:00 #Work")
    records = json.loads(cli.text("export", "--format", "json"))
    records = records if isinstance(records, list) else records["records"]
    assert {"project", "task", "block"} <= {record["kind"] for record in records}, records


def export_to_standard_output_is_the_calendar():
    cli = new()
    cli.add("Letter")
    text = cli.text("export")
    assert text.startswith("BEGIN:VCALENDAR") and "Letter" in text and text.rstrip().endswith("END:VCALENDAR")


def an_export_that_fails_leaves_the_old_file():
    cli = new()
    cli.add("Letter")
    assert cli.refused("export", os.path.join(cli.home, "no-such-folder", "out.ics"))
    assert not os.path.exists(os.path.join(cli.home, "no-such-folder"))


def stints_json_brings_a_plan_back_as_it_was():
    cli, other = new(), new()
    cli.run("import", cli.write("a.ics", calendar(todo("t1"), todo("t2", "Letter"))))
    cli.add("Review every mon 9am 1h #work @deep !high")
    cli.run("done", cli.add("Call"))
    cli.run("export", "--format", "json", os.path.join(cli.home, "a.json"))
    text = open(os.path.join(cli.home, "a.json")).read()
    assert other.json("import", os.path.join(cli.home, "a.json"))["format"] == "json"
    assert other.run("export", "--format", "json").stdout == text
    assert other.json("import", "-", stdin=text)["change"] is None


def a_newer_json_is_refused():
    refused_file("a.json", b'{"stint": 2, "records": []}', "newer")


def taskwarriors_export_may_come_through_a_pipe():
    cli = new()
    text = '[{"uuid":"00000000-0000-4000-8000-000000000001","description":"Letter","status":"pending","project":"Home"}]'
    answer = cli.json("import", "-", stdin=text)
    assert (answer["format"], answer["n_tasks"]) == ("taskwarrior", 1), answer
    assert titles(cli) == ["Letter"]
    assert cli.json("import", "-", stdin=text)["change"] is None


def a_table_and_a_todo_txt_are_nothing_new_where_they_come_from():
    cli, other = new(), new()
    cli.run("add", "Write the report tomorrow 9am 2h #work @deep !high by fri")
    cli.run("done", cli.add("=1+1"))
    for name in ["plan.csv", "todo.txt"]:
        path = os.path.join(cli.home, name)
        assert cli.run("export", path).returncode == 0
        assert cli.json("import", path)["change"] is None, open(path).read()
        assert other.json("import", path)["n_skipped"] == 0
        assert titles(other) == titles(cli)
    assert "'=1+1" in open(os.path.join(cli.home, "plan.csv")).read()


def a_format_that_is_none_is_refused():
    cli = new()
    for words in [("import", "--format", "word", cli.write("a.ics", calendar())), ("export", "--format", "taskwarrior")]:
        assert "ics, json" in cli.refused(*words, code="usage", status=2)


tap.run("cli/transfer", [
    an_event_becomes_a_task_with_a_pinned_block, a_to_do_becomes_a_task, importing_twice_changes_nothing,
    importing_again_brings_what_has_changed, an_import_is_one_step_to_undo, a_dry_run_changes_nothing,
    a_dry_run_shows_what_would_come_in, a_dry_run_and_the_import_say_the_same,
    several_files_are_one_change, standard_input_is_a_file, a_file_name_may_be_of_any_bytes,
    the_summary_says_what_did_not_come_in, a_bad_file_changes_nothing_even_beside_a_good_one, a_missing_file_is_said,
    a_folder_is_no_file, an_empty_file_is_refused, a_binary_file_is_refused, a_picture_is_refused,
    latin_1_is_refused_or_read_but_never_lost_in_silence, a_file_cut_off_is_refused_or_said,
    a_line_of_10_mb_is_refused_at_once, a_folded_line_of_10_mb_is_refused_at_once,
    nested_200_000_deep_is_refused_at_once, a_title_of_control_characters_is_said_or_cleaned, odd_years_are_said_or_read,
    twenty_megabytes_come_in, two_hundred_megabytes_need_little_memory, an_interrupted_import_changes_nothing,
    what_is_exported_can_be_imported, an_export_comes_home_unchanged, json_export_is_json_with_every_record,
    stints_json_brings_a_plan_back_as_it_was, a_newer_json_is_refused, taskwarriors_export_may_come_through_a_pipe,
    a_table_and_a_todo_txt_are_nothing_new_where_they_come_from, a_format_that_is_none_is_refused,
    export_to_standard_output_is_the_calendar, an_export_that_fails_leaves_the_old_file,
])
