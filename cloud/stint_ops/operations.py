# SPDX-License-Identifier: GPL-3.0-or-later
"""What every command is given: the account's clients, the terminal, the time."""
import sys
import time

from . import newer
from .errors import DECLINED, NO_CREDENTIALS, NO_REGION, NOT_ALLOWED, OpsError, USAGE

# The names here are those that the code uses: `ops.aws.cognito.list_users (...)`. A test reads them out of the code
# and holds deployer-policy.json against them.
CLIENTS = {
    "apigateway": "apigateway",
    "cloudformation": "cloudformation",
    "cloudwatch": "cloudwatch",
    "cognito": "cognito-idp",
    "dynamodb": "dynamodb",
    "functions": "lambda",
    "logs": "logs",
    "s3": "s3",
    "sts": "sts",
}


class Aws:
    """The clients of one account and region, made when they are first used."""

    def __init__(self, session, region):
        self._session = session
        self.region = region

    def credentials(self):
        """To sign what Boto3 does not know; they never leave this process but as a signature."""
        found = self._session.get_credentials()
        if found is None:
            raise OpsError(NO_CREDENTIALS, NOT_ALLOWED)
        return found.get_frozen_credentials()

    def __getattr__(self, name):
        if name.startswith("_") or name not in CLIENTS:
            raise AttributeError(name)
        client = newer.teach(self._session.client(CLIENTS[name], region_name=self.region))
        setattr(self, name, client)
        return client


def open_account(region=None, profile=None):
    """The person's own account, by the ways that every AWS tool knows. Raises OpsError without Boto3 or a region."""
    try:
        import boto3
    except ImportError as error:
        raise OpsError("Boto3 is missing: apt install python3-boto3, or pip install boto3.") from error
    session = boto3.session.Session(profile_name=profile, region_name=region)
    if session.region_name is None:
        raise OpsError(NO_REGION, USAGE)
    return Aws(session, session.region_name)


class Console:
    def __init__(self, out=None, err=None, answers=None):
        self.out = out or sys.stdout
        self.err = err or sys.stderr
        self.answers = answers or sys.stdin

    def say(self, text=""):
        print(text, file=self.out, flush=True)

    def warn(self, text):
        print(f"stint-ops: {text}", file=self.err, flush=True)

    def is_interactive(self):
        return self.answers.isatty()

    def confirm(self, question, yes=False, wanted="yes"):
        """Goes on only if the person types `wanted`. Raises OpsError otherwise; --yes answers for them."""
        if yes:
            return
        if not self.is_interactive():
            raise OpsError(f"{question} Nobody is here to ask; --yes says yes.", DECLINED)
        self.out.write(f"{question} Type “{wanted}” to go on: ")
        self.out.flush()
        if self.answers.readline().strip() != wanted:
            raise OpsError("nothing was done.", DECLINED)


class Operations:
    """What a command works with. Time is here so that tests need not wait."""

    def __init__(self, aws, console, stack, sleep=time.sleep, now=time.time):
        self.aws = aws
        self.console = console
        self.stack = stack
        self.sleep = sleep
        self.now = now

    def say(self, text=""):
        self.console.say(text)
