# SPDX-License-Identifier: GPL-3.0-or-later
"""An account that answers what it was told to: botocore's own clients with its Stubber, so that every request and every
answer is held against AWS's own models. Nothing leaves the machine."""
import datetime
import io
import os
import sys
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "cloud"))
sys.dont_write_bytecode = True
# Neither the person's account nor the network is ever asked.
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]
os.environ.update(AWS_CONFIG_FILE="/nonexistent", AWS_SHARED_CREDENTIALS_FILE="/nonexistent", AWS_EC2_METADATA_DISABLED="true")

try:
    import boto3  # noqa: E402
except ImportError:
    print("1..0 # SKIP Boto3 is missing (build-aux/dependencies operations)")
    sys.exit(0)
from botocore.stub import ANY, Stubber  # noqa: E402

from stint_ops import main as stint_main  # noqa: E402
from stint_ops.operations import CLIENTS, Aws, Console  # noqa: E402

REGION = "eu-central-1"
ACCOUNT = "123456789012"
SUB = "0e5a0000-0000-4000-8000-00000000000a"
OTHER_SUB = "0be00000-0000-4000-8000-00000000000b"
EMAIL = "eva@example.org"
NOW = 1_800_000_000
THEN = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.timezone.utc)
STACK_ID = f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/stint/0"
OUTPUTS = {
    "ApiUrl": f"https://abcdefghij.execute-api.{REGION}.amazonaws.com/v1",
    "Issuer": f"https://cognito-idp.{REGION}.amazonaws.com/{REGION}_Abcdefghi",
    "SignInUrl": f"https://stint-0123456789ab.auth.{REGION}.amazoncognito.com",
    "ClientId": "1example23456789client",
    "UserPoolId": f"{REGION}_Abcdefghi",
    "TableName": "stint-Table-ABC",
    "RestApiId": "abcdefghij",
    "SyncFunctionName": "stint-sync",
    "AssistFunctionName": "stint-assist",
    "AccessLogGroup": "/aws/apigateway/stint-access",
    "AlarmTopicArn": f"arn:aws:sns:{REGION}:{ACCOUNT}:stint-alarms",
    "DashboardUrl": "https://example.console/dashboard",
}

_session = boto3.session.Session(aws_access_key_id="AKIAEXAMPLE", aws_secret_access_key="never-printed", region_name=REGION)
_clients = {}


def client_of(name):
    if name not in _clients:
        _clients[name] = getattr(Aws(_session, REGION), name)
    return _clients[name]


class Terminal(io.StringIO):
    def isatty(self):
        return True


class CloudCase(unittest.TestCase):
    """A test with an account. `expect` and `refuse` say in order what each service will be asked and answers."""

    def setUp(self):
        self.aws = Aws(_session, REGION)
        self.stubs = {}
        self.slept = []
        self.addCleanup(self.close)

    def close(self):
        for stub in self.stubs.values():
            stub.deactivate()

    def stub(self, name):
        if name not in self.stubs:
            client = client_of(name)
            setattr(self.aws, name, client)
            self.stubs[name] = Stubber(client)
            self.stubs[name].activate()
        return self.stubs[name]

    def expect(self, name, operation, response=None, **parameters):
        """With no parameters the request may be any; AWS's model is checked all the same."""
        self.stub(name).add_response(operation, response or {}, parameters or None)

    def refuse(self, name, operation, code, message="", status=400, **extra):
        self.stub(name).add_client_error(operation, code, message, status, modeled_fields=extra or None)

    def run_ops(self, *argv, answers=None):
        """Runs a command. Returns: (exit code, what it said, what it complained about). All that was expected was asked."""
        # Services that nothing is expected of fail loudly instead of calling out.
        for name in CLIENTS:
            self.stub(name)
        out, err = io.StringIO(), io.StringIO()
        given = Terminal("".join(f"{line}\n" for line in answers)) if answers is not None else io.StringIO()
        code = stint_main.main(list(argv), console=Console(out, err, given), aws=self.aws, sleep=self.slept.append, now=lambda: NOW)
        for stub in self.stubs.values():
            stub.assert_no_pending_responses()
        self.assertNotIn("never-printed", out.getvalue() + err.getvalue())
        return code, out.getvalue(), err.getvalue()

    # ---- What is often there ----

    def expect_stack(self, status="CREATE_COMPLETE", outputs=OUTPUTS, parameters=None):
        self.expect("cloudformation", "describe_stacks", {"Stacks": [stack(status, outputs, parameters)]})

    def expect_no_stack(self):
        self.refuse("cloudformation", "describe_stacks", "ValidationError", "Stack with id stint does not exist")

    def expect_caller(self):
        self.expect("sts", "get_caller_identity", {"Account": ACCOUNT, "UserId": "x", "Arn": f"arn:aws:iam::{ACCOUNT}:user/x"})

    def expect_user(self, email=EMAIL, sub=SUB):
        users = [user(email, sub)] if sub else []
        self.expect("cognito", "list_users", {"Users": users}, UserPoolId=OUTPUTS["UserPoolId"], Filter=f'email = "{email}"', Limit=2)


def stack(status="CREATE_COMPLETE", outputs=OUTPUTS, parameters=None):
    return {
        "StackName": "stint", "StackId": STACK_ID, "StackStatus": status, "CreationTime": THEN,
        "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in (outputs or {}).items()],
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in (parameters or {}).items()],
    }


def user(email=EMAIL, sub=SUB):
    return {"Username": sub, "Enabled": True, "UserStatus": "CONFIRMED", "UserCreateDate": THEN,
            "Attributes": [{"Name": "sub", "Value": sub}, {"Name": "email", "Value": email}]}


def event(identifier, status="CREATE_COMPLETE", name="stint", reason=""):
    return {"StackId": STACK_ID, "EventId": identifier, "StackName": "stint", "LogicalResourceId": name, "Timestamp": THEN,
            "ResourceStatus": status, "ResourceStatusReason": reason}


def item(sk, sub=SUB, **attributes):
    found = {"pk": {"S": f"U#{sub}"}, "sk": {"S": sk}}
    for name, value in attributes.items():
        found[name] = {"N": str(value)} if isinstance(value, int) and not isinstance(value, bool) else \
            {"BOOL": value} if isinstance(value, bool) else {"S": value}
    return found


__all__ = ["ACCOUNT", "ANY", "CloudCase", "EMAIL", "NOW", "OTHER_SUB", "OUTPUTS", "REGION", "ROOT", "STACK_ID", "SUB", "THEN",
           "event", "item", "stack", "user"]
