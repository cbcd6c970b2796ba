#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Template and OpenAPI file under checkers that others wrote: AWS's validator, cdk-nag, an IAM simulator, an OpenAPI linter."""
import json
import os
import sys
import tempfile
import unittest

import checkers
from template_file import ROOT, Template
import tap_cases

PLACE = "eu-central-1:123456789012"
TABLE = f"arn:aws:dynamodb:{PLACE}:table/stint-Table"
SERVICES = ["apigateway", "bedrock", "cloudwatch", "cognito-idp", "dynamodb", "iam", "kms", "lambda", "logs", "s3", "secretsmanager",
            "sns", "sts"]
MODEL = "arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0"
LOGS = f"arn:aws:logs:{PLACE}:log-group:/aws/lambda/stint-{{}}:log-stream:x"
RESOURCES = [
    TABLE, TABLE + "/index/byDay", TABLE + "/stream/x", f"arn:aws:dynamodb:{PLACE}:table/other", MODEL, MODEL.replace("haiku", "opus"),
    LOGS.format("sync"), LOGS.format("assist"), f"arn:aws:logs:{PLACE}:log-group:other:log-stream:x", f"arn:aws:lambda:{PLACE}:function:stint-sync",
    f"arn:aws:cognito-idp:{PLACE}:userpool/x", "arn:aws:s3:::stint-code-123456789012-eu-central-1/code/x", "arn:aws:iam::123456789012:role/stint",
]
# The keys that a request of DynamoDB names; None is a request that names none, a Scan say.
KEYS = [None, ["U#a"], ["Q#a"], ["U#a", "U#b"], ["U#a", "Q#a"], ["SMOKE#a"]]
USERS = (["U#a"], ["U#a", "U#b"])
QUOTA = (["Q#a"],)


def pairs(actions, resource, keys=(None,)):
    return [[action, resource, some] for action in actions for some in keys]


MAY = {
    "SyncRole": pairs(["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"], TABLE, USERS)
    + pairs(["dynamodb:Query"], TABLE + "/index/byDay", USERS)
    + pairs(["logs:CreateLogStream", "logs:PutLogEvents"], LOGS.format("sync")),
    "AssistRole": pairs(["dynamodb:GetItem", "dynamodb:UpdateItem"], TABLE, QUOTA)
    + pairs(["bedrock:InvokeModel"], MODEL)
    + pairs(["logs:CreateLogStream", "logs:PutLogEvents"], LOGS.format("assist")),
}


def acknowledged(checker):
    with open(os.path.join(ROOT, "cloud", "nag-acknowledged.json"), encoding="utf-8") as file:
        return {(one["rule"], one["where"]): one["reason"] for one in json.load(file)["acknowledged"] if one["checker"] == checker}


class Checkers(unittest.TestCase):
    node = None

    def hold(self, checker, found):
        """Every finding has its reason, and every reason its finding."""
        reasons = acknowledged(checker)
        for one in found:
            self.assertIn((one["rule"], one["where"]), reasons, one["text"])
        self.assertEqual(set(reasons) - {(one["rule"], one["where"]) for one in found}, set(), "acknowledged, and not found any more")
        for reason in reasons.values():
            self.assertGreater(len(reason), 20)

    def changed(self, old, new):
        with open(checkers.TEMPLATE, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(old, text)
        handle, path = tempfile.mkstemp(suffix=".yaml")
        self.addCleanup(os.unlink, path)
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new))
        return path

    def test_aws_s_validator_finds_nothing_but_what_is_acknowledged(self):
        found = checkers.validate(self.node)
        self.assertEqual([one for one in found if one["severity"] not in ("WARN", "WARNING")], [])
        self.hold("cloudformation-validate", found)

    def test_aws_s_validator_would_find_a_mistake(self):
        found = checkers.validate(self.node, self.changed("BillingMode: PAY_PER_REQUEST", "BillingMode: PAY_LATER"))
        self.assertTrue([one for one in found if one["where"] == "Table"])

    def test_cdk_nag_finds_nothing_but_what_is_acknowledged(self):
        self.hold("cdk-nag", checkers.nag(self.node))

    def test_cdk_nag_would_find_a_mistake(self):
        found = checkers.nag(self.node, self.changed("PointInTimeRecoveryEnabled: true", "PointInTimeRecoveryEnabled: false"))
        self.assertIn("AwsSolutions-DDB3", [one["rule"] for one in found])

    def test_of_all_actions_of_thirteen_services_each_role_may_do_exactly_these(self):
        self.assertEqual(len(SERVICES), 13)
        for role, expected in MAY.items():
            answer = checkers.simulate(self.node, {"statements": list(Template().statements(role)), "services": SERVICES,
                                                   "resources": RESOURCES, "keys": KEYS})
            self.assertGreater(answer["tried"], 10_000)
            # AWS lets everybody ask who they are, and no policy can forbid it.
            allowed = [one for one in answer["allowed"] if one[0] != "sts:GetCallerIdentity"]
            self.assertEqual(sorted(allowed, key=str), sorted(expected, key=str), role)

    def test_the_simulator_would_see_a_wider_role(self):
        statements = list(Template().statements("SyncRole"))
        del statements[0]["Condition"]["Null"]
        answer = checkers.simulate(self.node, {"statements": statements, "services": ["dynamodb"], "resources": [TABLE], "keys": KEYS})
        self.assertIn(["dynamodb:GetItem", TABLE, None], answer["allowed"])

    def test_the_openapi_linter_finds_nothing(self):
        self.assertEqual([f"{one['code']} {one['path']} {one['message']}" for one in checkers.lint(self.node)], [])


if __name__ == "__main__":
    try:
        Checkers.node = checkers.prepare()
    except unittest.SkipTest as reason:
        print(f"1..0 # SKIP {reason}")
        sys.exit(0)
    tap_cases.main("operations/checkers")
