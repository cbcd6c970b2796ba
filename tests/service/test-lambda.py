#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The zip that Lambda gets: test-lambda.py SOURCE"""
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile

SOURCE = os.path.abspath(sys.argv[1])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402

FOLDER = tempfile.mkdtemp(prefix="stint-lambda-")
ZIP = os.path.join(FOLDER, "first.zip")
# A task whose deadline names a zone: without the zip's own zones it would not be valid. The database is not there.
TASK = {"title": "Write", "deadline": {"time": "2026-11-27T17:00:00", "zone": "Europe/Madrid"}}
EVENT = {"httpMethod": "POST", "resource": "/tasks", "path": "/tasks",
         "headers": {"Idempotency-Key": "0b1f4c3e-7a90-4d51-9c1f-5d2b1c9e6a77"},
         "requestContext": {"requestId": "r-1", "authorizer": {"claims": {"sub": "eva"}}}, "body": json.dumps({"data": TASK})}


def build(output):
    subprocess.run([os.path.join(SOURCE, "build-aux", "lambda"), output], check=True, stdout=subprocess.DEVNULL)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


class Runtime(http.server.BaseHTTPRequestHandler):
    """Hands one event out, takes its answer, and then refuses."""
    protocol_version = "HTTP/1.1"
    handed_out = False
    answer = None

    def reply(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if Runtime.handed_out:
            self.reply(500)
            return
        Runtime.handed_out = True
        self.reply(200, json.dumps(EVENT).encode(), Lambda_Runtime_Aws_Request_Id="i-1")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("/invocation/i-1/response"):
            Runtime.answer = json.loads(body)
        self.reply(202)

    def log_message(self, *_arguments):
        pass


def two_builds_are_the_same_bytes():
    other = os.path.join(FOLDER, "second.zip")
    build(ZIP)
    build(other)
    assert digest(ZIP) == digest(other)


def it_is_small_and_executable():
    assert os.path.getsize(ZIP) <= 12_000_000
    with zipfile.ZipFile(ZIP) as archive:
        assert archive.getinfo("bootstrap").external_attr >> 16 & 0o777 == 0o755
        assert archive.read("ca.pem").count(b"BEGIN CERTIFICATE") == 5
        assert b'"propose"' in archive.read("prompts/1/tool.json")
        assert archive.read("zoneinfo/Europe/Madrid")[:4] == b"TZif"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def it_runs_where_there_is_no_libc():
    chroot = shutil.which("chroot", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if os.geteuid() != 0 or chroot is None:
        raise tap.Skip("a chroot takes root")
    task = os.path.join(FOLDER, "root", "var", "task")
    with zipfile.ZipFile(ZIP) as archive:
        for entry in archive.infolist():
            os.chmod(archive.extract(entry, task), entry.external_attr >> 16)
    assert os.listdir(os.path.join(FOLDER, "root")) == ["var"]

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Runtime) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environment = {
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_port}", "_HANDLER": "sync", "LAMBDA_TASK_ROOT": "/var/task",
            "AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "STINT_TABLE": "stint",
            "AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:1",
        }
        ended = subprocess.run([chroot, os.path.join(FOLDER, "root"), "/var/task/bootstrap"], env=environment,
                               stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
        server.shutdown()

    assert Runtime.answer is not None, ended.stderr
    assert Runtime.answer["statusCode"] == 503, Runtime.answer
    line = json.loads(ended.stdout.splitlines()[0])
    assert (line["route"], line["status"], line["requestId"]) == ("POST /tasks", 503, "r-1")


def assistant_finds_its_prompts_there():
    chroot = shutil.which("chroot", path=os.environ.get("PATH", "") + ":/usr/sbin")
    root = os.path.join(FOLDER, "root")
    if not os.path.exists(root):
        raise tap.Skip("a chroot takes root")
    question = {"kind": "capture", "text": "Paint", "now": "2026-11-25T14:00", "zone": "Europe/Madrid", "locale": "en"}
    ended = subprocess.run([chroot, root, "/var/task/bootstrap", "--trials"], env={"LAMBDA_TASK_ROOT": "/var/task"},
                           input=json.dumps({"question": question}), capture_output=True, text=True, timeout=60, check=False)
    result = json.loads(ended.stdout)
    assert result["waiting"] and len(result["requests"]) == 1, ended


try:
    tap.run("/service/lambda", [
        two_builds_are_the_same_bytes,
        it_is_small_and_executable,
        it_runs_where_there_is_no_libc,
        assistant_finds_its_prompts_there,
    ], first_is_base=True)
finally:
    shutil.rmtree(FOLDER)
