#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Databases that are damaged, newer, locked, read-only or on a full disk, and backups: test-safety.py STINT-CLI"""
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402
from command_line import CommandLine, calendar, todo  # noqa: E402

PROGRAM = sys.argv[1]


def new():
    return CommandLine(PROGRAM)


def database(cli):
    """The file of the database: the one that SQLite wrote."""
    for name in sorted(os.listdir(cli.data)):
        path = os.path.join(cli.data, name)
        if os.path.isfile(path) and os.path.getsize(path) > 0:
            with open(path, "rb") as file:
                if file.read(15) == b"SQLite format 3":
                    return path
    raise AssertionError(os.listdir(cli.data))


def settle(cli):
    """Bring what is in the log into the file itself, so that the file can be damaged."""
    connection = sqlite3.connect(database(cli))
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


class Filled:
    """A database with some pages, made once."""
    original = None


def filled():
    if Filled.original is None:
        Filled.original = new()
        tasks = [todo(f"t{number}", f"Task {number} with some words to fill a page") for number in range(30)]
        Filled.original.text("import", Filled.original.write("fill.ics", calendar(*tasks)))
        settle(Filled.original)
    cli = new()
    shutil.copytree(Filled.original.data, cli.data)
    return cli


def a_sound_database_passes_its_check():
    assert new().json("check")["ok"] is True


def rubbish_in_place_of_the_database_is_said_and_kept():
    cli = filled()
    path = database(cli)
    with open(path, "wb") as file:
        file.write(b"this is no database " * 1000)
    before = digest(path)
    cli.refused("list", code="damaged")
    cli.refused("add", "Letter", code="damaged")
    cli.refused("check", code="damaged")
    assert digest(path) == before


def a_damaged_page_is_found_by_the_check():
    cli = filled()
    path = database(cli)
    size = os.path.getsize(path)
    with open(path, "r+b") as file:
        for offset in range(8192, size, 4096):
            file.seek(offset)
            file.write(b"\xa5" * 512)
    cli.refused("check", code="damaged")


def a_database_cut_off_is_found():
    cli = filled()
    path = database(cli)
    os.truncate(path, os.path.getsize(path) // 3)
    cli.refused("check", code="damaged")


def a_newer_database_is_refused_and_not_touched():
    cli = filled()
    path = database(cli)
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version = 9999")
    connection.commit()
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    before = digest(path)
    cli.refused("list", code="newer")
    cli.refused("add", "Letter", code="newer")
    assert digest(path) == before


def a_locked_database_is_refused_after_a_while():
    cli = filled()
    connection = sqlite3.connect(database(cli), isolation_level=None)
    connection.execute("begin immediate")
    try:
        cli.refused("add", "Letter", code="locked")
    finally:
        connection.execute("rollback")
        connection.close()
    cli.add("Letter")


def a_locked_database_can_still_be_read():
    cli = filled()
    connection = sqlite3.connect(database(cli), isolation_level=None)
    connection.execute("begin immediate")
    try:
        assert len(cli.json("list", "--view", "all")) == 30
    finally:
        connection.execute("rollback")
        connection.close()


def in_namespace(cli, script):
    """Runs a shell script in a mount namespace of its own; skips where that is not allowed."""
    words = " ".join(f"'{word}'" for word in cli.command("--json"))
    probe = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    prefix = ["unshare", "--mount"] if probe.returncode == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    probe = subprocess.run([*prefix, "sh", "-c", "mount -t tmpfs none /mnt"], capture_output=True, check=False)
    if probe.returncode != 0:
        raise tap.Skip("no mount namespace of one's own here")
    return subprocess.run([*prefix, "sh", "-c", f"stint () {{ {words} \"$@\"; }}\n{script}", "sh", cli.data],
                          capture_output=True, text=True, env=cli.environment, check=False, timeout=60)


def a_read_only_disk_is_said():
    cli = filled()
    answer = in_namespace(cli, 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && stint add Letter')
    assert answer.returncode == 1 and '"read-only"' in answer.stderr, answer
    assert len(cli.json("list", "--view", "all")) == 30


def a_read_only_disk_can_be_read():
    cli = filled()
    answer = in_namespace(cli, 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && stint list --view all')
    assert answer.returncode == 0 and answer.stdout.count('"title"') == 30, answer


def a_full_disk_loses_nothing():
    cli = filled()
    shutil.copytree(cli.data, cli.data + ".copy")
    script = """
      mount -t tmpfs -o size=3m none "$1" && cp -r "$1.copy/." "$1" || exit 90
      head -c 4000000 /dev/zero >"$1/filler" 2>/dev/null
      status=0 number=0
      while [ $status = 0 ] && [ $number -lt 40 ]; do
        stint add "Letter $number" >/dev/null 2>"/tmp/complaint.$$"; status=$?; number=$((number + 1))
      done
      cat "/tmp/complaint.$$" >&2; rm "/tmp/complaint.$$" "$1/filler"
      [ $status = 1 ] || exit 91
      stint check >/dev/null || exit 92
      [ "$(stint list --view all | grep -c '"title": "Task')" = 30 ] || exit 93
      stint add After >/dev/null || exit 94
    """
    answer = in_namespace(cli, script)
    assert answer.returncode == 0 and '"full"' in answer.stderr, answer


def a_backup_is_made_and_said():
    cli = filled()
    path = cli.json("backup")["path"]
    assert os.path.getsize(path) > 4096 and os.path.dirname(path) != cli.data, path


def restoring_goes_back_and_sets_the_rest_aside():
    cli = filled()
    path = cli.json("backup")["path"]
    cli.add("After the backup")
    answer = cli.json("restore", path)
    assert len(cli.json("list", "--view", "all")) == 30
    assert answer["restored"] == path and os.path.exists(answer["set_aside"]), answer


def restoring_mends_a_damaged_database():
    cli = filled()
    path = cli.json("backup")["path"]
    damaged = database(cli)
    with open(damaged, "wb") as file:
        file.write(b"rubbish" * 1000)
    for suffix in ("-wal", "-shm"):
        if os.path.exists(damaged + suffix):
            os.unlink(damaged + suffix)
    cli.json("restore", path)
    assert len(cli.json("list", "--view", "all")) == 30 and cli.json("check")["ok"]


def restoring_checks_first():
    cli = filled()
    bad = cli.write("bad.db", b"no database at all" * 500)
    cli.refused("restore", bad)
    cli.refused("restore", os.path.join(cli.home, "nowhere.db"))
    cli.refused("restore", cli.write("empty.db", b""))
    assert len(cli.json("list", "--view", "all")) == 30


def a_damaged_backup_is_not_restored():
    cli = filled()
    path = cli.json("backup")["path"]
    with open(path, "r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * (os.path.getsize(path) - 8192))
    cli.refused("restore", path)
    assert len(cli.json("list", "--view", "all")) == 30


tap.run("cli/safety", [
    a_sound_database_passes_its_check, rubbish_in_place_of_the_database_is_said_and_kept,
    a_damaged_page_is_found_by_the_check, a_database_cut_off_is_found, a_newer_database_is_refused_and_not_touched,
    a_locked_database_is_refused_after_a_while, a_locked_database_can_still_be_read, a_read_only_disk_is_said,
    a_read_only_disk_can_be_read, a_full_disk_loses_nothing, a_backup_is_made_and_said,
    restoring_goes_back_and_sets_the_rest_aside, restoring_mends_a_damaged_database, restoring_checks_first,
    a_damaged_backup_is_not_restored,
])
