#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The service behind emulators of what AWS gives: test-service.py SERVICE [CONTRACT-SUITE] [--only WORD]

SERVICE is the built Lambda. CONTRACT-SUITE is the program of tests that every repository has to pass;
here it runs on DynamoDB Local, behind the check of its signatures. In the environment:
STINT_TEST_CLOUD=0 skips all, STINT_TEST_SEED repeats a run of chance.
"""
import argparse
import os
import subprocess
import sys

for folder in (("support",), ("..", "cloud")):
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", *folder))
sys.dont_write_bytecode = True
import tap  # noqa: E402


def skip_all(reason):
    print(f"1..0 # SKIP {reason}")
    sys.exit(0)


if os.environ.get("STINT_TEST_CLOUD") == "0":
    skip_all("STINT_TEST_CLOUD is 0")
try:
    import boto3  # noqa: F401
    import yaml  # noqa: F401
except ImportError as missing:
    skip_all(f"{missing.name} is missing (build-aux/dependencies cloud)")

from cases_assist import AssistCases  # noqa: E402
from cases_doors import BodyCases, TokenCases  # noqa: E402
from cases_emulators import EmulatorCases  # noqa: E402
from cases_faults import FaultCases  # noqa: E402
from cases_load import LoadCases  # noqa: E402
from cases_sign_in import SignInCases  # noqa: E402
from cases_sync import SyncCases  # noqa: E402
from cloud import Cloud, Unavailable, cases_of, install  # noqa: E402


def contract_case(cloud, program):
    def contract_of_a_repository_holds_on_dynamodb():
        # It makes a table of its own, so it comes as the owner.
        env = {**os.environ, "STINT_DYNAMODB_ENDPOINT": cloud.dynamodb, "AWS_REGION": cloud.region,
               "AWS_ACCESS_KEY_ID": cloud.roles["admin"]["key"], "AWS_SECRET_ACCESS_KEY": cloud.roles["admin"]["secret"]}
        cloud.order("records", clear=True)
        done = subprocess.run([program, "--tap"], env=env, capture_output=True, text=True, timeout=180)
        passed = sum(line.startswith("ok ") and "# SKIP" not in line for line in done.stdout.splitlines())
        calls = len(cloud.order("records", clear=True)["dynamodb"]["calls"])
        print(f"# {passed} facts of the contract, {calls} calls of DynamoDB")
        assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
        assert passed and calls > passed, f"{passed} passed with {calls} calls: it did not run on DynamoDB"

    return contract_of_a_repository_holds_on_dynamodb


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("service")
    parser.add_argument("contract", nargs="?")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    try:
        node, modules = install()
    except Unavailable as reason:
        skip_all(reason)

    cloud = Cloud(arguments.service, node, modules)
    suites = [suite(cloud) for suite in (EmulatorCases, SyncCases, TokenCases, BodyCases, FaultCases, AssistCases, SignInCases, LoadCases)]
    cases = [case for suite in suites for case in cases_of(suite)]
    if arguments.contract:
        cases.insert(0, contract_case(cloud, arguments.contract))
    tap.run("service", [case for case in cases if arguments.only in case.__name__])


main()
