#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each of the three locks on the layers is tried by breaking it: test-locks.py SOURCE BUILD"""
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

SOURCE, BUILD = (os.path.abspath(path) for path in sys.argv[1:3])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402

SPDX = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
CHECK = os.path.join(SOURCE, "build-aux", "check-layers")


# ---- The lint -------------------------------------------------------------------------

def lint(files):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as file:
                file.write(text)
        return subprocess.run([sys.executable, CHECK, root], capture_output=True, text=True, check=False)


def accepts(path, text):
    answer = lint({"src/core/stint-task.h": SPDX, path: SPDX + text})
    assert answer.returncode == 0, answer.stdout + answer.stderr


def refuses(path, text, words, head=SPDX):
    answer = lint({"src/core/stint-task.h": SPDX, path: head + text})
    assert answer.returncode == 1, f"was accepted: {answer.stdout}"
    assert any(line.startswith(path + ":") and words in line for line in answer.stdout.splitlines()), answer.stdout


def this_tree_has_no_fault():
    answer = subprocess.run([sys.executable, CHECK, SOURCE], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout


def what_a_layer_may_include_is_accepted():
    accepts("src/store/stint-store.c", '#include "core/stint-task.h"\n#include <sqlite3.h>\n')
    accepts("src/ui/window/stint-window.c", '#include "workspace/stint-workspace.h"\n#include <adwaita.h>\n')
    accepts("tests/core/test-task.c", '#include "core/stint-task.h"\n#include <stdio.h>\n')


def core_may_not_include_store():
    refuses("src/core/stint-a.c", '#include "store/stint-store.h"\n', "core must not include")


def core_may_not_include_gtk():
    refuses("src/core/stint-a.c", "#include <gtk/gtk.h>\n", "gtk does not belong")


def workspace_may_not_include_gtk():
    refuses("src/workspace/stint-a.c", "#  include <adwaita.h>\n", "libadwaita does not belong")


def ui_may_not_include_the_store_nor_sqlite():
    refuses("src/ui/grid/stint-a.c", '#include "store/stint-store.h"\n', "ui must not include")
    refuses("src/ui/grid/stint-a.c", "#include <sqlite3.h>\n", "sqlite3 does not belong")


def only_wire_may_include_json_glib():
    accepts("src/wire/stint-json.c", "#include <json-glib/json-glib.h>\n")
    refuses("src/interchange/stint-a.c", "#include <json-glib/json-glib.h>\n", "json-glib does not belong")


def the_command_line_may_not_include_the_store():
    refuses("src/cli/stint-a.c", '#include "store/stint-store.h"\n', "cli must not include")


def a_suite_may_include_no_more_than_its_layer():
    refuses("tests/core/test-a.c", '#include "wire/stint-json.h"\n', "core must not include")
    refuses("tests/core/test-a.c", '#include "tests/wire/json-fixture.h"\n', "there is no layer")
    accepts("tests/core/test-a.c", '#include "tests/core/task-fixture.h"\n#include "support/clock-fixture.h"\n')


def an_include_names_its_layer():
    refuses("src/core/stint-a.c", '#include "stint-task.h"\n', "does not name its layer")
    refuses("src/core/stint-a.c", '#include "kernel/stint-task.h"\n', 'there is no layer "kernel"')


def a_header_nobody_knows_is_a_fault():
    refuses("src/core/stint-a.c", "#include <boost/any.hpp>\n", "is unknown")


def core_and_planning_have_no_clock_and_no_files():
    refuses("src/core/stint-a.c", "int64_t t = g_get_real_time ();\n", "g_get_real_time")
    refuses("src/planning/stint-a.c", "#include <stdio.h>\n", "must not include")
    accepts("src/workspace/stint-a.c", "int64_t t = g_get_real_time ();\n")


def a_folder_that_is_no_layer_is_a_fault():
    refuses("src/stuff/stint-a.c", "", "is no layer")


def a_file_of_601_lines_is_a_fault():
    accepts("src/core/stint-a.c", "int a;\n" * 599)
    refuses("src/core/stint-a.c", "int a;\n" * 600, "601 lines")


def a_file_without_its_licence_is_a_fault():
    refuses("src/core/stint-a.c", "int a;\n", "SPDX", head="")
    refuses("data/ui/a.ui", "<interface/>\n", "SPDX", head="")


def a_file_without_a_subject_is_a_fault():
    for name in ("stint-utils.c", "common.c", "grid-helpers.h", "stint-misc.c"):
        refuses(f"src/core/{name}", "", "has no reason to stop growing")
    accepts("src/core/stint-commonplace.c", "")


def a_text_that_a_macro_cuts_for_translators_is_a_fault():
    accepts("src/store/stint-a.c", 'a = _("%" PRId64 " tasks");\n')
    refuses("src/store/stint-a.c", 'a = _("%" G_GINT64_FORMAT " tasks");\n', "PRId64")


def silenced_deprecations_are_a_fault():
    for word in ("GDK_VERSION_MIN_" + "REQUIRED", "ADW_VERSION_MIN_" + "REQUIRED"):
        refuses("src/ui/grid/stint-a.c", f"#define {word} 1\n", "hides deprecated calls")


# ---- The compiler and the linker ------------------------------------------------------

def compiler_of(path):
    """The command that compiles a file of ours, without its input and its outputs."""
    with open(os.path.join(BUILD, "compile_commands.json"), encoding="utf-8") as file:
        for entry in json.load(file):
            if os.path.realpath(os.path.join(entry["directory"], entry["file"])) == os.path.join(SOURCE, path):
                break
        else:
            raise AssertionError(f"{path} is not compiled")
    command = shlex.split(entry["command"])
    for option in ("-o", "-MF", "-MQ", "-MT"):
        while option in command:
            at = command.index(option)
            del command[at:at + 2]
    return [word for word in command if word not in ("-c", "-MD", entry["file"])]


def compile_in_core(text, *options):
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "try.c")
        with open(source, "w", encoding="utf-8") as file:
            file.write(text)
        command = compiler_of("src/core/stint-task.c") + ["-Wno-error", "-fdiagnostics-color=never", source, "-o", os.path.join(folder, "try")]
        return subprocess.run(command + list(options), cwd=BUILD, capture_output=True, text=True,
                              env=dict(os.environ, LC_ALL="C"), check=False)


def libraries(*names):
    return shlex.split(subprocess.run(["pkg-config", "--libs", *names], capture_output=True, text=True,
                                      check=True).stdout)


def gtk_does_not_compile_in_core():
    answer = compile_in_core('#include "core/stint-task.h"\n', "-fsyntax-only")
    assert answer.returncode == 0, answer.stderr
    for header in ("gtk/gtk.h", "adwaita.h", "json-glib/json-glib.h"):
        answer = compile_in_core(f"#include <{header}>\n", "-fsyntax-only")
        assert answer.returncode != 0, f"<{header}> compiles in core"
        assert "No such file" in answer.stderr, answer.stderr


def store_does_not_link_in_core():
    archive = os.path.join(BUILD, "src", "core", "libstint-core.a")
    links = [archive, *libraries("gobject-2.0"), "-lm"]
    answer = compile_in_core('#include "core/stint-task.h"\n'
                             "int main (void) { return stint_task_is_done (NULL); }\n", *links)
    assert answer.returncode == 0, answer.stderr
    answer = compile_in_core("void *stint_store_open (void);\n"
                             "int main (void) { return stint_store_open () != 0; }\n", *links)
    assert answer.returncode != 0, "core can call the store"
    assert "undefined reference" in answer.stderr, answer.stderr


def layers_table():
    """LAYERS of check-layers: the lint and the linker must say the same."""
    scope = {"__name__": "check-layers"}
    with open(CHECK, encoding="utf-8") as file:
        exec(compile(file.read(), CHECK, "exec"), scope)
    return scope["LAYERS"]


def a_suite_links_only_its_layer():
    layers = layers_table()
    with open(os.path.join(BUILD, "build.ninja"), encoding="utf-8") as file:
        links = re.findall(r"^build (tests/([a-z]+)/\S+): c_LINKER (.*)$", file.read(), re.MULTILINE)
    assert links, "no suite is linked"
    for program, layer, inputs in links:
        if layer in layers and layer not in ("ui", "app", "cli"):
            may = {layer} | layers[layer][0]
            has = set(re.findall(r"libstint-([a-z]+)\.a", inputs))
            assert has <= may, f"{program} links {sorted(has - may)}"


tap.run("/lint", [
    this_tree_has_no_fault,
    what_a_layer_may_include_is_accepted,
    core_may_not_include_store,
    core_may_not_include_gtk,
    workspace_may_not_include_gtk,
    ui_may_not_include_the_store_nor_sqlite,
    only_wire_may_include_json_glib,
    the_command_line_may_not_include_the_store,
    a_suite_may_include_no_more_than_its_layer,
    an_include_names_its_layer,
    a_header_nobody_knows_is_a_fault,
    core_and_planning_have_no_clock_and_no_files,
    a_folder_that_is_no_layer_is_a_fault,
    a_file_of_601_lines_is_a_fault,
    a_file_without_its_licence_is_a_fault,
    a_file_without_a_subject_is_a_fault,
    a_text_that_a_macro_cuts_for_translators_is_a_fault,
    silenced_deprecations_are_a_fault,
    gtk_does_not_compile_in_core,
    store_does_not_link_in_core,
    a_suite_links_only_its_layer,
])
