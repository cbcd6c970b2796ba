#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop, a store and a translator see of Stint: test-desktop.py SOURCE BUILD VERSION"""
import configparser
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SOURCE, BUILD = (os.path.abspath(path) for path in sys.argv[1:3])
VERSION = sys.argv[3]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402

ID = "io.github.stint_app.Stint"
DATA = os.path.join(SOURCE, "data")


def run(*command, **options):
    """The output of a tool; a tool that is missing skips the case."""
    if shutil.which(command[0]) is None and not os.path.exists(command[0]):
        raise tap.Skip(f"{command[0]} is not installed")
    answer = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert answer.returncode == 0, f"{command[0]}: {answer.stdout}{answer.stderr}"
    return answer.stdout + answer.stderr


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def metainfo():
    return ElementTree.parse(os.path.join(BUILD, "data", f"{ID}.metainfo.xml")).getroot()


def desktop_entry():
    entry = configparser.RawConfigParser(strict=True, comment_prefixes=("#",))
    entry.optionxform = str
    entry.read_string(read(BUILD, "data", f"{ID}.desktop"))
    return entry


# ---- Desktop entry and activation -----------------------------------------------------

def the_desktop_entry_is_valid():
    output = run("desktop-file-validate", os.path.join(BUILD, "data", f"{ID}.desktop"))
    assert "error" not in output and "warning" not in output, output


def the_desktop_entry_opens_calendars_and_is_activated_by_the_bus():
    main = desktop_entry()["Desktop Entry"]
    assert "text/calendar" in main["MimeType"].split(";")
    assert main["DBusActivatable"] == "true"
    assert main["Icon"] == ID


def each_action_of_the_desktop_entry_is_an_action_of_the_application():
    entry = desktop_entry()
    actions = [name for name in entry["Desktop Entry"]["Actions"].split(";") if name]
    assert actions == ["new-task", "today"]
    code = "".join(map(read, glob.glob(os.path.join(SOURCE, "src", "app", "*.c"))))
    for name in actions:
        assert f"Desktop Action {name}" in entry
        assert f'"{name}"' in code, f"src/app knows no action {name}"


def the_bus_service_starts_the_application_of_its_name():
    service = configparser.RawConfigParser(comment_prefixes=("#",))
    service.read_string(read(BUILD, "data", f"{ID}.service"))
    assert service["D-BUS Service"]["Name"] == ID
    assert re.fullmatch(r"/\S*/bin/stint --gapplication-service", service["D-BUS Service"]["Exec"])


# ---- Metainfo -------------------------------------------------------------------------

def the_metainfo_is_valid_to_the_letter():
    output = run("appstreamcli", "validate", "--pedantic", "--no-net", "--no-color",
                 os.path.join(BUILD, "data", f"{ID}.metainfo.xml"))
    # E and W are errors and warnings; the id has capitals since it is the program's.
    assert not re.search(r"^[EW]: ", output, re.MULTILINE), output


def the_metainfo_meets_the_limits_of_software_centres():
    root = metainfo()
    assert len(root.findtext("name")) <= 15
    assert 10 <= len(root.findtext("summary")) <= 35
    schemes = {color.get("scheme_preference") for color in root.find("branding")}
    assert schemes == {"light", "dark"}
    assert root.find("content_rating").get("type") == "oars-1.1"
    assert {"keyboard", "pointing"} <= {control.text for control in root.find("supports")}
    assert root.find("requires/display_length").text == "360"


def the_newest_release_is_this_version_and_says_what_is_in_it():
    release = metainfo().find("releases/release")
    assert release.get("version") == VERSION, release.get("version")
    assert len("".join(release.find("description").itertext()).split()) > 20


def each_screenshot_has_a_caption_and_is_in_the_project():
    screenshots = metainfo().findall("screenshots/screenshot")
    assert len(screenshots) >= 3
    for screenshot in screenshots:
        assert screenshot.findtext("caption")
        address = screenshot.findtext("image")
        path = address.partition("/stint/main/")[2]
        assert path.startswith("data/screenshots/"), address
        with open(os.path.join(SOURCE, path), "rb") as file:
            assert file.read(8) == b"\x89PNG\r\n\x1a\n", path


# ---- Settings, icons, XML -------------------------------------------------------------

def the_settings_schema_is_strict():
    run("glib-compile-schemas", "--strict", "--dry-run", DATA)


def each_xml_file_is_well_formed():
    files = [path for pattern in ("*.xml", "*.xml.in", "**/*.ui", "**/*.svg", "**/*.xml")
             for path in glob.glob(os.path.join(DATA, pattern), recursive=True)]
    assert len(files) > 5
    run("xmllint", "--noout", "--nonet", *files)


def the_icons_are_on_gnomes_grid():
    icons = os.path.join(DATA, "icons", "hicolor")
    scalable = ElementTree.parse(os.path.join(icons, "scalable", "apps", f"{ID}.svg")).getroot()
    assert scalable.get("viewBox") == "0 0 128 128"
    symbolic = ElementTree.parse(os.path.join(icons, "symbolic", "apps", f"{ID}-symbolic.svg")).getroot()
    assert symbolic.get("viewBox") == "0 0 16 16"
    # A symbolic icon is recoloured as a whole.
    assert {shape.get("fill") for shape in symbolic} == {"#222222"}


# ---- Translations ---------------------------------------------------------------------

def each_string_reaches_the_translators_and_each_language_is_complete():
    run(os.path.join(SOURCE, "po", "check-po"))


def the_desktop_entry_and_the_metainfo_are_translated():
    main = desktop_entry()["Desktop Entry"]
    captions = metainfo().findall("screenshots/screenshot/caption")
    languages = {caption.get("{http://www.w3.org/XML/1998/namespace}lang") for caption in captions}
    for language in ("de", "vi"):
        assert main.get(f"Comment[{language}]"), language
        assert language in languages, language


# ---- Flatpak and installation ---------------------------------------------------------

def manifest():
    return json.loads(read(SOURCE, "flatpak", f"{ID}.json"))


def the_flatpak_asks_for_no_more_than_it_needs():
    assert manifest()["id"] == ID
    assert manifest()["command"] == "stint"
    assert sorted(manifest()["finish-args"]) == sorted([
        "--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri",
        "--talk-name=org.gnome.evolution.dataserver.AddressBook10",
        "--talk-name=org.gnome.evolution.dataserver.Calendar8",
        "--talk-name=org.gnome.evolution.dataserver.Sources5"])


def the_flatpak_builds_what_the_runtime_lacks_and_then_stint():
    assert [module["name"] for module in manifest()["modules"]] == ["libical", "stint"]
    for module in manifest()["modules"]:
        for source in module["sources"]:
            assert source["type"] == "dir" or source.get("tag") or source.get("sha256"), source


def flatpak_builder_accepts_the_manifest():
    run("flatpak-builder", "--show-manifest", os.path.join(SOURCE, "flatpak", f"{ID}.json"))


def an_installation_has_everything_in_its_place():
    with tempfile.TemporaryDirectory() as root:
        run("meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", root)
        installed = {os.path.relpath(os.path.join(directory, name), root)
                     for directory, _, names in os.walk(root) for name in names}
    for wanted in ("bin/stint", "bin/stint-cli", f"share/applications/{ID}.desktop",
                   f"share/metainfo/{ID}.metainfo.xml", f"share/dbus-1/services/{ID}.service",
                   f"share/glib-2.0/schemas/{ID}.gschema.xml", "share/man/man1/stint-cli.1",
                   f"share/icons/hicolor/scalable/apps/{ID}.svg",
                   f"share/icons/hicolor/symbolic/apps/{ID}-symbolic.svg",
                   "share/locale/de/LC_MESSAGES/stint.mo", "share/locale/vi/LC_MESSAGES/stint.mo"):
        assert any(path.endswith("/" + wanted) for path in installed), f"{wanted} is not installed"


tap.run("/desktop", [
    the_desktop_entry_is_valid,
    the_desktop_entry_opens_calendars_and_is_activated_by_the_bus,
    each_action_of_the_desktop_entry_is_an_action_of_the_application,
    the_bus_service_starts_the_application_of_its_name,
    the_metainfo_is_valid_to_the_letter,
    the_metainfo_meets_the_limits_of_software_centres,
    the_newest_release_is_this_version_and_says_what_is_in_it,
    each_screenshot_has_a_caption_and_is_in_the_project,
    the_settings_schema_is_strict,
    each_xml_file_is_well_formed,
    the_icons_are_on_gnomes_grid,
    each_string_reaches_the_translators_and_each_language_is_complete,
    the_desktop_entry_and_the_metainfo_are_translated,
    the_flatpak_asks_for_no_more_than_it_needs,
    the_flatpak_builds_what_the_runtime_lacks_and_then_stint,
    flatpak_builder_accepts_the_manifest,
    an_installation_has_everything_in_its_place,
])
