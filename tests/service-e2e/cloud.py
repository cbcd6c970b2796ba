# SPDX-License-Identifier: GPL-3.0-or-later
"""The cloud on this machine, started once for all cases, and what a client needs to talk to it."""
import atexit
import collections
import http.client
import json
import os
import pathlib
import random
import subprocess
import tempfile
import threading
import urllib.parse
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
ANSWER_TIMEOUT_S = 60

Answer = collections.namedtuple("Answer", "status headers body json")


class Unavailable(Exception):
    """The emulators cannot be had on this machine; the text says why."""


def install():
    """The Node and the modules to run the emulators with."""
    done = subprocess.run([ROOT / "build-aux/cloud", "--install"], capture_output=True, text=True)
    if done.returncode != 0:
        raise Unavailable((done.stderr.strip() or "the emulators cannot be fetched").splitlines()[-1])
    paths = subprocess.run([ROOT / "build-aux/cloud", "--paths"], capture_output=True, text=True, check=True)
    return paths.stdout.split("\n")[:2]


class Cloud:
    def __init__(self, service, node, modules, concurrency=10):
        self.folder = tempfile.TemporaryDirectory(prefix="stint-cloud-")
        state = pathlib.Path(self.folder.name)
        api = subprocess.run([ROOT / "build-aux/cloud", "--api"], capture_output=True, check=True).stdout
        (state / "api.json").write_bytes(api)
        self.process = subprocess.Popen(
            [node, ROOT / "tests/emulators/cloud.mjs", "--control", "--modules", modules, "--state", state,
             "--api", state / "api.json", "--service", service, "--concurrency", str(concurrency)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        atexit.register(self.stop)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the emulators did not start")
        self.__dict__.update(json.loads(line))
        self.state = state
        self.api = urllib.parse.urlsplit(self.connect["api"])
        self.connections = threading.local()

    def stop(self):
        if self.process.stdin.closed:
            return
        self.process.stdin.close()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.folder.cleanup()

    def order(self, action, **what):
        """Tell the emulators something that only tests may: see control.mjs."""
        place = urllib.parse.urlsplit(self.control)
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=ANSWER_TIMEOUT_S)
        connection.request("POST", "/" + action, json.dumps(what))
        answer = connection.getresponse()
        body = json.loads(answer.read())
        connection.close()
        if answer.status != 200:
            raise RuntimeError(body)
        return body

    def token(self, **claims):
        return self.order("tokens", **claims)["tokens"][0]

    def connection(self):
        """One for each thread, kept alive."""
        if not hasattr(self.connections, "one"):
            self.connections.one = http.client.HTTPConnection(self.api.hostname, self.api.port, timeout=ANSWER_TIMEOUT_S)
        return self.connections.one

    def call(self, method, path, token=None, body=None, headers=None):
        """Any request; raises http.client's errors when there is no answer."""
        sent = dict(headers or {})
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        if isinstance(body, str):
            body = body.encode("utf-8", "surrogatepass")
        connection = self.connection()
        try:
            connection.request(method, self.api.path + path, body, sent)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            raise
        return Answer(answer.status, answer.headers, content, parse(content))

    def user(self, **claims):
        return User(self, claims.pop("sub", None) or str(uuid.uuid4()), **claims)


def parse(content):
    try:
        return json.loads(content)
    except ValueError:
        return None


class User:
    """A person with a token. What is sent is as the application sends it, unless a case wants it otherwise."""

    def __init__(self, cloud, sub, **claims):
        self.cloud, self.sub = cloud, sub
        self.token = cloud.token(sub=sub, **claims)

    def call(self, method, path, body=None, headers=None):
        return self.cloud.call(method, path, self.token, body, headers)

    def post(self, path, body, key=None, **headers):
        return self.call("POST", path, body, {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4()), **headers})

    def push(self, *ops, key=None, since="0", device="laptop", **members):
        return self.post("/changes", {"device": device, "since": since, "ops": list(ops), **members}, key)

    def pull(self, since="0", limit=100):
        return self.call("GET", f"/changes?since={since}&limit={limit}")

    def pull_all(self, since="0", limit=100):
        """Every change after a cursor."""
        changes = []
        for _ in range(1000):
            answer = self.pull(since, limit)
            assert answer.status == 200, answer
            changes += answer.json["changes"]
            since = answer.json["to"]
            if not answer.json["more"]:
                return changes
        raise AssertionError("there is always more")

    def snapshot(self):
        """All pages: the records, and the last page."""
        records, cursor = [], None
        for _ in range(1000):
            answer = self.call("GET", "/snapshot" + (f"?cursor={urllib.parse.quote(cursor)}" if cursor else ""))
            assert answer.status == 200, answer
            records += answer.json["records"]
            cursor = answer.json["cursor"]
            if cursor is None:
                return records, answer.json
        raise AssertionError("the snapshot has no end")


def put(title="Write the report", id=None, base=None, kind="task", edits=None, data=None, at=None):
    op = {"op": "put", "kind": kind, "id": id or str(uuid.uuid4()), "data": data or {"title": title}, "edits": edits or {"laptop": 1}}
    op.update({"base": base} if base else {}, **({"at": at} if at else {}))
    return op


def delete(id, base, kind="task", edits=None):
    return {"op": "delete", "kind": kind, "id": id, "base": base, "edits": edits or {"laptop": 2}}


def problem(answer):
    """The name of our problem; None when it is not one of ours."""
    kind = (answer.json or {}).get("type", "")
    return kind.removeprefix("urn:stint:problem:") if kind.startswith("urn:stint:problem:") else None


def expect(answer, status, name=None):
    """Check an error as every error has to be: its status twice, RFC 9457's form, the request's id."""
    assert answer.status == status, f"{answer.status}, not {status}: {answer.body[:400]!r}"
    if status < 400:
        return answer
    assert answer.headers["Content-Type"].startswith("application/problem+json"), answer.headers.items()
    assert answer.json["status"] == status and answer.json["title"] and answer.json["instance"], answer.json
    if name is not None:
        assert problem(answer) == name, f"{answer.json['type']}, not {name}: {answer.body[:400]!r}"
    return answer


def cases_of(suite):
    """The facts of a suite: its methods in their order, but those that only help."""
    return [getattr(suite, name) for name, value in vars(type(suite)).items() if callable(value) and not name.startswith("_")]


def number_of(tag):
    return int(tag.partition(".")[0])


def seeded():
    """A generator of chance whose seed is printed and can be given."""
    seed = int(os.environ.get("STINT_TEST_SEED", random.randrange(1 << 32)))
    print(f"# seed {seed} (STINT_TEST_SEED)", flush=True)
    return random.Random(seed)
