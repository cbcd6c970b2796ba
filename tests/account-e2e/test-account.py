#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account from end to end: test-account.py BUILD SERVICE [--only WORD]

stint-cli and the window against the emulators of the cloud. Runs inside build-aux/with-display --accessible.
STINT_TEST_CLOUD=0 leaves it out, STINT_TEST_SEED repeats what chance does.
"""
import argparse
import functools
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# Behind this folder: both have cases of signing in.
sys.path += [os.path.join(HERE, "..", folder) for folder in ("support", "service-e2e")]
import tap  # noqa: E402


def skip_all(reason):
    print(f"1..0 # SKIP {reason}")
    sys.exit(0)


if os.environ.get("STINT_TEST_CLOUD") == "0":
    skip_all("STINT_TEST_CLOUD is 0")
for program, package in (("dbus-daemon", "dbus-daemon"), ("gdbus", "libglib2.0-bin"), ("gnome-keyring-daemon", "gnome-keyring"),
                         ("secret-tool", "libsecret-tools")):
    if shutil.which(program) is None:
        skip_all(f"{program} is missing (Debian: {package})")

from cases_assist import AssistCases  # noqa: E402
from cases_keyring import KeyringCases  # noqa: E402
from cases_secrets import SecretCases  # noqa: E402
from cases_sign_in import SignInCases  # noqa: E402
from cases_sync import SyncCases  # noqa: E402
from cases_trials import TrialCases  # noqa: E402
from cases_window import WindowCases  # noqa: E402
from cloud import Cloud, Unavailable, cases_of, install  # noqa: E402


def ended(case):
    """The case, with its devices ended after it."""
    @functools.wraps(case)
    def run():
        try:
            case()
        except Exception:
            case.__self__._look(case.__name__)
            raise
        finally:
            case.__self__._end_case()

    return run


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("build")
    parser.add_argument("service")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    try:
        node, modules = install()
    except Unavailable as reason:
        skip_all(reason)

    cloud = Cloud(arguments.service, node, modules)
    suites = [suite(cloud, arguments.build) for suite in (SignInCases, SyncCases, KeyringCases, WindowCases, AssistCases, SecretCases, TrialCases)]
    cases = [ended(case) for suite in suites for case in cases_of(suite)]
    tap.run("account", [case for case in cases if arguments.only in case.__qualname__])


main()
