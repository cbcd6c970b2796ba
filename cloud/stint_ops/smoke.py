# SPDX-License-Identifier: GPL-3.0-or-later
"""Ask a real deployment what no emulator can answer, and write the answers down. It makes a user of its own, whom you sign
in with your browser once, and removes that user and all its data at the end."""
import json
import os
import secrets
from datetime import datetime, timezone

from . import erase, people, sign_in, smoke_questions, stack
from .errors import FAILED, OpsError

SCOPES = ["openid", "stint/sync", "stint/assist", "aws.cognito.signin.user.admin"]


def add_arguments(parser):
    parser.add_argument("--output", help="the file for the answers (default: smoke-STACK-DATE.json)")
    parser.add_argument("--without-sign-in", action="store_true", help="ask only what needs no browser")
    parser.add_argument("--throttle", action="store_true", help="stop the assistant for a moment, to see what a throttled function answers")
    parser.add_argument("--wait", action="store_true", help="wait 65 s to see a rotated token refused after its 60 s")


class Guest:
    """The user of the smoke test: made, signed in, removed, whatever happens between."""

    def __init__(self, ops, outputs):
        self.ops = ops
        self.outputs = outputs
        self.email = f"stint-smoke-{secrets.token_hex(6)}@example.invalid"
        self.file = None
        self.sub = None

    def make(self):
        pool = self.outputs["UserPoolId"]
        password = "Aa1!" + secrets.token_urlsafe(15)
        made = self.ops.aws.cognito.admin_create_user(
            UserPoolId=pool, Username=self.email, MessageAction="SUPPRESS",
            UserAttributes=[{"Name": "email", "Value": self.email}, {"Name": "email_verified", "Value": "true"}])["User"]
        self.sub = people.attribute(made, "sub")
        self.ops.aws.cognito.admin_set_user_password(UserPoolId=pool, Username=self.email, Password=password, Permanent=True)
        # Not on the terminal: that may be recorded.
        self.file = os.path.abspath(f".stint-smoke-{secrets.token_hex(4)}")
        with open(os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(password + "\n")
        self.ops.say(f"A user for this test: {self.email}; the password is in {self.file}")

    def sign_in(self):
        return sign_in.sign_in(self.ops, self.outputs, SCOPES)

    def remove(self):
        if self.file is not None and os.path.exists(self.file):
            os.unlink(self.file)
        if self.sub is None:
            return
        try:
            erase.erase_user(self.ops, self.outputs["TableName"], self.sub)
        finally:
            try:
                self.ops.aws.cognito.admin_delete_user(UserPoolId=self.outputs["UserPoolId"], Username=self.email)
            except self.ops.aws.cognito.exceptions.UserNotFoundException:
                pass


def ask(questions, answers, ops):
    for name, expected, question in questions:
        try:
            found, detail = question()
        except Exception as error:  # an answer too: it is written down, and the next question is asked
            found, detail = False, f"{type(error).__name__}: {error}"
        answers.append({"question": name, "expected": expected, "as_expected": found, "answer": detail})
        ops.say(f"{'as expected' if found else 'OTHERWISE  '}  {name}: {detail}")


def write(ops, outputs, path, answers):
    moment = datetime.fromtimestamp(ops.now(), timezone.utc)
    path = path or f"smoke-{ops.stack}-{moment:%Y-%m-%d}.json"
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"stack": ops.stack, "region": ops.aws.region, "api": outputs["ApiUrl"], "asked": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
                   "answers": answers}, file, ensure_ascii=False, indent=1)
        file.write("\n")
    return path


def run(ops, arguments):
    outputs = stack.outputs(ops)
    answers = []
    ask(smoke_questions.without_user(ops, outputs), answers, ops)
    if not arguments.without_sign_in:
        guest = Guest(ops, outputs)
        try:
            guest.make()
            tokens = guest.sign_in()
            ask(smoke_questions.with_user(ops, outputs, tokens, guest, arguments), answers, ops)
        finally:
            guest.remove()
    path = write(ops, outputs, arguments.output, answers)
    other = sum(not answer["as_expected"] for answer in answers)
    ops.say(f"{len(answers)} answers in {path}, {other} not as expected")
    if other:
        raise OpsError(f"{other} answers are not as expected; cloud/runbook.md, “Smoke”, says what hangs on each.", FAILED)
