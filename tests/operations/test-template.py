#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The template: what it must have, what nobody may do, and that API, OpenAPI file and service have the same routes."""
import fnmatch
import json
import os
import re
import unittest

import template_file
from template_file import ROOT, Template, load
import tap_cases

TABLE = "arn:aws:dynamodb:eu-central-1:123456789012:table/stint-Table"
LOGS = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/stint-{}:*"
MODEL = "arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0"
USERS_ONLY = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["U#*"]}, "Null": {"dynamodb:LeadingKeys": "false"}}
QUOTA_ONLY = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["Q#*"]}, "Null": {"dynamodb:LeadingKeys": "false"}}

# Everything that each role may do: action, resource, condition. Not one line more.
MAY = {
    "SyncRole": {
        ("dynamodb:GetItem", TABLE): USERS_ONLY,
        ("dynamodb:Query", TABLE): USERS_ONLY,
        ("dynamodb:PutItem", TABLE): USERS_ONLY,
        ("dynamodb:UpdateItem", TABLE): USERS_ONLY,
        ("dynamodb:DeleteItem", TABLE): USERS_ONLY,
        ("dynamodb:Query", TABLE + "/index/byDay"): USERS_ONLY,
        ("logs:CreateLogStream", LOGS.format("sync")): None,
        ("logs:PutLogEvents", LOGS.format("sync")): None,
    },
    "AssistRole": {
        ("dynamodb:GetItem", TABLE): QUOTA_ONLY,
        ("dynamodb:UpdateItem", TABLE): QUOTA_ONLY,
        ("bedrock:InvokeModel", MODEL): None,
        ("logs:CreateLogStream", LOGS.format("assist")): None,
        ("logs:PutLogEvents", LOGS.format("assist")): None,
    },
}


def as_list(value):
    return value if isinstance(value, list) else [value]


def spread(statements):
    found = {}
    for one in statements:
        assert one["Effect"] == "Allow", one
        for action in as_list(one["Action"]):
            for resource in as_list(one["Resource"]):
                found[action, resource] = one.get("Condition")
    return found


def read_source(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


class Roles(unittest.TestCase):
    def test_each_role_may_do_exactly_what_is_listed(self):
        for role, expected in MAY.items():
            self.assertEqual(spread(Template().statements(role)), expected, role)

    def test_a_table_from_elsewhere_gets_the_same_rights_and_no_more(self):
        other = TABLE.replace("stint-Table", "stint-restored-1")
        for role, expected in MAY.items():
            self.assertEqual(spread(Template(TableName="stint-restored-1").statements(role)),
                             {(action, resource.replace(TABLE, other)): rule for (action, resource), rule in expected.items()}, role)

    def test_the_functions_have_these_roles_and_no_other_is_made(self):
        template = Template()
        self.assertEqual({one["Properties"]["Role"]["Fn::GetAtt"][0] for one in template.of_type("AWS::Lambda::Function").values()}, set(MAY))
        self.assertEqual(set(template.of_type("AWS::IAM::Role")) - set(MAY), {"ApiLogsRole"})
        for kind in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::User"):
            self.assertEqual(template.of_type(kind), {})

    def test_the_service_asks_for_nothing_that_its_role_may_not_do(self):
        # A transaction has no right of its own: it takes that of each of its parts.
        parts = {"Put": "PutItem", "Delete": "DeleteItem", "Update": "UpdateItem", "ConditionCheck": "ConditionCheckItem", "Get": "GetItem"}
        folder = os.path.join(ROOT, "src", "service", "aws")
        text = "".join(read_source("src", "service", "aws", name) for name in sorted(os.listdir(folder)) if name.endswith(".c"))
        calls = set(re.findall(r'"((?:Get|Put|Update|Delete|BatchGet|BatchWrite|ConditionCheck)Item|Query|Scan)"', text))
        opened = set(re.findall(r'open_entry \(body, \w+, "(\w+)"\)', text))
        opened |= set(re.findall(r'\{\\"(Put|Delete|Update|ConditionCheck|Get)\\":', text))
        asked = {f"dynamodb:{call}" for call in calls | {parts[one] for one in opened}}
        self.assertGreater(len(asked), 3)
        self.assertEqual(asked - {action for action, resource in MAY["SyncRole"] if resource == TABLE}, set())

    def test_only_lambda_takes_on_the_functions_roles(self):
        for role in MAY:
            self.assertEqual(Template().resources[role]["Properties"]["AssumeRolePolicyDocument"]["Statement"], [
                {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}])


class Parts(unittest.TestCase):
    def setUp(self):
        self.template = Template()

    def properties(self, name):
        return self.template.work_out(self.template.resources[name]["Properties"])

    def test_it_is_plain_cloudformation(self):
        text = read_source("cloud", "template.yaml")
        self.assertNotIn("Transform", self.template.whole)
        code = re.sub(r"'[^'\n]*'", "", re.sub(r"(?m)^\s*#.*$", "", text))
        self.assertIsNone(re.search(r"(?m)(:|-)\s+[&*][A-Za-z]", code))
        # CloudFormation's limit of a template that comes from a bucket is 1 MB; API calls take 51,200 bytes.
        self.assertLess(len(text.encode()), 51_200)

    def test_the_table_is_protected_recovers_and_forgets(self):
        table = self.properties("Table")
        self.assertTrue(table["DeletionProtectionEnabled"])
        self.assertTrue(table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"])
        self.assertEqual(table["TimeToLiveSpecification"], {"AttributeName": "ttl", "Enabled": True})
        self.assertEqual(table["BillingMode"], "PAY_PER_REQUEST")
        self.assertNotIn("SSESpecification", table)
        index, = table["GlobalSecondaryIndexes"]
        self.assertEqual((index["IndexName"], index["Projection"]), ("byDay", {"ProjectionType": "ALL"}))

    def test_table_and_people_outlive_the_stack(self):
        for name in ("Table", "UserPool", "ApiAccount", "ApiLogsRole"):
            resource = self.template.resources[name]
            self.assertEqual((resource["DeletionPolicy"], resource["UpdateReplacePolicy"]), ("Retain", "Retain"), name)

    def test_the_client_keeps_no_secret_and_rotates(self):
        client = self.properties("Client")
        self.assertFalse(client["GenerateSecret"])
        self.assertEqual(client["AllowedOAuthFlows"], ["code"])
        self.assertEqual(client["RefreshTokenRotation"], {"Feature": "ENABLED", "RetryGracePeriodSeconds": 60})
        self.assertEqual((client["AccessTokenValidity"], client["RefreshTokenValidity"]), (20, 365))
        self.assertEqual(client["TokenValidityUnits"], {"AccessToken": "minutes", "IdToken": "minutes", "RefreshToken": "days"})
        self.assertTrue(client["EnableTokenRevocation"])
        # An empty list would allow the flow that rotation excludes.
        self.assertTrue(client["ExplicitAuthFlows"])
        self.assertNotIn("ALLOW_REFRESH_TOKEN_AUTH", client["ExplicitAuthFlows"])
        self.assertEqual(client["CallbackURLs"], [f"http://127.0.0.1:{port}/callback" for port in (47811, 47812, 47813)])

    def test_the_client_may_ask_for_every_scope_that_a_route_wants(self):
        wanted = {scope for _name, _function, scopes in self.template.routes().values() for scope in scopes or ()}
        self.assertEqual(wanted - set(self.properties("Client")["AllowedOAuthScopes"]), set())
        own = {f"stint/{one['ScopeName']}" for one in self.properties("ResourceServer")["Scopes"]}
        self.assertEqual({scope for scope in wanted if scope.startswith("stint/")}, own)

    def test_sign_up_is_closed_unless_a_parameter_opens_it(self):
        self.assertTrue(self.properties("UserPool")["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"])
        opened = Template(OpenSignUp="yes")
        self.assertFalse(opened.work_out(opened.resources["UserPool"])["Properties"]["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"])

    def test_concurrency_is_reserved_only_by_parameter(self):
        self.assertIsNone(self.properties("SyncFunction")["ReservedConcurrentExecutions"])
        some = Template(SyncConcurrency="5")
        self.assertEqual(some.work_out(some.resources["SyncFunction"])["Properties"]["ReservedConcurrentExecutions"], "5")

    def test_both_functions_come_from_one_zip(self):
        sync, assist = self.properties("SyncFunction"), self.properties("AssistFunction")
        self.assertEqual(sync["Code"], assist["Code"])
        self.assertEqual((sync["Handler"], assist["Handler"]), ("sync", "assist"))
        self.assertEqual({sync["Runtime"], assist["Runtime"]}, {"provided.al2023"})
        self.assertLess(assist["Timeout"], 29)

    def test_the_functions_are_given_what_the_service_reads(self):
        known = set(re.findall(r"\bSTINT_[A-Z_]+\b", read_source("src", "service", "main.c"))) - {"STINT_CA_FILE"}
        for name, wanted in (("SyncFunction", "STINT_TABLE"), ("AssistFunction", "STINT_MODEL_ID")):
            given = set(self.properties(name)["Environment"]["Variables"])
            self.assertEqual(given - known, set())
            self.assertIn(wanted, given)

    def test_the_prompts_that_are_told_are_there(self):
        version = self.template.parameters["PromptVersion"]
        self.assertEqual(version, re.search(r'#define DEFAULT_PROMPT "([^"]+)"', read_source("src", "service", "main.c"))[1])
        self.assertIn('"name": "propose"', read_source("cloud", "prompts", version, "tool.json"))

    def test_an_inference_profile_is_invoked_by_its_arns(self):
        profile = "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0"
        template = Template(ModelId=profile, ModelArns=f"{profile},arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0")
        resource = next(one["Resource"] for one in template.statements("AssistRole") if one["Sid"] == "OneModel")
        self.assertEqual(resource, {"Fn::Split": [",", template.parameters["ModelArns"]]})

    def test_the_access_log_holds_no_path_query_or_token(self):
        names = set(re.findall(r"\$context\.([A-Za-z.]+)", self.properties("Stage")["AccessLogSetting"]["Format"]))
        self.assertEqual(names, {"requestId", "requestTimeEpoch", "httpMethod", "resourcePath", "status", "responseLatency",
                                 "integrationLatency", "responseLength", "error.responseType"})

    def test_calls_are_throttled_and_the_assistant_more(self):
        settings = {(one["HttpMethod"], one["ResourcePath"]): one["ThrottlingRateLimit"] for one in self.properties("Stage")["MethodSettings"]}
        self.assertEqual(settings, {("*", "/*"): 50, ("POST", "/~1assist"): 5})
        self.assertFalse(any(one["DataTraceEnabled"] for one in self.properties("Stage")["MethodSettings"]))

    def test_the_deployment_waits_for_every_route(self):
        text = read_source("cloud", "template.yaml")
        part = text[text.index("# ---- Routes ---"):text.index("# ---- Routes end")]
        in_routes = set(re.findall(r"(?m)^  (\w+):$", part))
        drawn = {name for name, one in self.template.resources.items()
                 if one["Type"] in ("AWS::ApiGateway::Method", "AWS::ApiGateway::GatewayResponse")}
        waits = set(self.template.resources["ApiDeployment00000000"]["DependsOn"])
        self.assertEqual(waits, drawn)
        self.assertEqual({name for name in drawn if name not in in_routes}, set())

    def test_logs_end(self):
        self.assertEqual({name: one["Properties"]["RetentionInDays"] for name, one in self.template.of_type("AWS::Logs::LogGroup").items()},
                         {"SyncLogs": 30, "AssistLogs": 30, "AccessLogs": 14})

    def test_the_gateway_s_own_errors_are_problems(self):
        api = load("openapi.yaml")
        types = set(api["components"]["schemas"]["Problem"]["properties"]["type"]["enum"])
        for name, one in self.template.of_type("AWS::ApiGateway::GatewayResponse").items():
            body = one["Properties"]["ResponseTemplates"]["application/json"]
            body = body.replace("$context.error.messageString", '"m"').replace("$context.requestId", "r")
            problem = json.loads(body)
            self.assertIn(problem["type"], types, name)
            # $context.status is for access logs: in a gateway response it is empty, and the body no JSON.
            self.assertNotIn("$context.status", body, name)
            if "StatusCode" in one["Properties"]:
                self.assertEqual(str(problem["status"]), one["Properties"]["StatusCode"], name)
            self.assertEqual(one["Properties"]["ResponseParameters"]["gatewayresponse.header.Content-Type"], "'application/problem+json'")

    def test_the_dashboard_is_json(self):
        widgets = json.loads(self.properties("Dashboard")["DashboardBody"])["widgets"]
        self.assertEqual(len(widgets), 6)
        self.assertNotIn("${", json.dumps(widgets))

    def test_each_alarm_is_in_the_runbook_and_tells_somebody(self):
        runbook = read_source("cloud", "runbook.md")
        alarms = self.template.of_type("AWS::CloudWatch::Alarm")
        self.assertGreaterEqual(len(alarms), 8)
        for name in alarms:
            alarm = self.properties(name)
            short = alarm["AlarmName"].removeprefix("stint-")
            self.assertTrue(alarm["AlarmDescription"].endswith(f"See cloud/runbook.md, {short}."), name)
            self.assertIn(f"### {short}\n", runbook)
            self.assertEqual(alarm["AlarmActions"], ["AlarmTopic"])

    def test_alarms_watch_metrics_that_the_service_writes(self):
        known = set(re.findall(r'\{ "(\w+)", "\w+" \}', read_source("src", "service", "stint-metrics.c")))
        for name in self.template.of_type("AWS::CloudWatch::Alarm"):
            alarm = self.properties(name)
            if alarm.get("Namespace", "").startswith("Stint"):
                self.assertIn(alarm["MetricName"], known)


class SameRoutes(unittest.TestCase):
    def setUp(self):
        self.routes = Template().routes()
        self.api = load("openapi.yaml")

    def operations(self):
        for path, item in self.api["paths"].items():
            for method, operation in item.items():
                yield method.upper(), path, operation

    def test_template_and_openapi_have_the_same(self):
        self.assertEqual(set(self.routes), {(method, path) for method, path, _operation in self.operations()})

    def test_template_and_service_have_the_same(self):
        table = re.findall(r'\{ "(sync|assist)", "([A-Z]+)", "([^"]+)", \w+ \}', read_source("src", "service", "stint-router.c"))
        self.assertGreater(len(table), 5)
        self.assertEqual({(method, path): function for function, method, path in table},
                         {route: function for route, (_name, function, _scopes) in self.routes.items() if function})

    def test_they_want_the_same_scopes(self):
        for method, path, operation in self.operations():
            security = operation.get("security", self.api["security"])
            scopes = security[0]["people"] if security else None
            self.assertEqual(self.routes[method, path][2], scopes, f"{method} {path}")

    def test_meta_needs_no_function(self):
        self.assertEqual([route for route, (_name, function, _scopes) in self.routes.items() if function is None], [("GET", "/meta")])

    def test_meta_says_what_the_service_demands(self):
        meta = Template().resources["GetMeta"]["Properties"]["Integration"]["IntegrationResponses"][0]["ResponseTemplates"]["application/json"]
        demanded = re.search(r'#define MIN_CLIENT "([^"]+)"', read_source("src", "service", "main.c"))[1]
        self.assertEqual(json.loads(meta)["minClient"], demanded)

    def test_every_problem_of_the_service_is_documented(self):
        problems = re.findall(r"\] = \{ (\d+), \"([a-z-]+)\",", read_source("src", "service", "stint-problem.c"))
        self.assertGreater(len(problems), 10)
        known = self.api["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]
        for _status, name in problems:
            self.assertIn(f"urn:stint:problem:{name}", known)
        answered = {status for _method, _path, operation in self.operations() for status in operation["responses"]}
        # 405 cannot come about: API Gateway has no such method either, and says 404.
        self.assertEqual({status for status, _name in problems} - answered, {"405"})

    def test_every_operation_can_fail_as_the_gateway_can(self):
        for method, path, operation in self.operations():
            wanted = {"429", "500"} | ({"401", "403", "502", "503", "504"} if path != "/meta" else set())
            self.assertEqual(wanted - set(operation["responses"]), set(), f"{method} {path}")

    def test_the_limits_are_the_service_s(self):
        source = read_source("src", "service", "stint-push.h")
        self.assertEqual(int(re.search(r"STINT_PUSH_MAX_OPS (\d+)", source)[1]),
                         self.api["components"]["schemas"]["Push"]["properties"]["ops"]["maxItems"])


class SameProposals(unittest.TestCase):
    """What a proposal may be stands three times: in the check, in what the model is told, in the API's description."""

    def setUp(self):
        self.schemas = load("openapi.yaml")["components"]["schemas"]
        self.tool = json.loads(read_source("cloud", "prompts", Template().parameters["PromptVersion"], "tool.json"))["inputSchema"]["json"]["properties"]
        self.limits = {name: int(value) for header in ("stint-proposal.h", "stint-rule.h")
                       for name, value in re.findall(r"#define STINT_(\w+) (\d+)\n", read_source("src", "core", header))}

    def test_lists_have_the_same_limits(self):
        for proposal in (self.tool, self.schemas["Proposal"]["properties"]):
            for name in ("tasks", "rules", "questions"):
                self.assertEqual(proposal[name]["maxItems"], self.limits[f"PROPOSAL_MAX_{name.upper()}"])

    def test_tasks_and_rules_have_the_same_members(self):
        table = re.search(r"task_members\[\] = \{(.*?)\n\};", read_source("src", "core", "stint-proposal.c"), re.S)[1]
        members = set(re.findall(r'\{ "(\w+)"', table))
        table = re.search(r"\} members\[\] = \{(.*?)\n\};", read_source("src", "core", "stint-rule.c"), re.S)[1]
        of_rules = set(re.findall(r'\{ "(\w+)"', table))
        for proposal in (self.tool, self.schemas["Proposal"]["properties"]):
            self.assertEqual(set(proposal["tasks"]["items"]["properties"]), members)
        for rule in (self.tool["rules"]["items"], self.schemas["Rule"]):
            self.assertEqual(set(rule["properties"]), of_rules)
            self.assertEqual(rule["properties"]["count"]["maximum"], self.limits["RULE_MAX_TIMES"])

    def test_rules_have_the_same_types(self):
        types = re.findall(r'\[STINT_RULE_\w+\] = \{ "(\w+)",', read_source("src", "core", "stint-rule.c"))
        self.assertEqual(len(types), 5)
        for rule in (self.tool["rules"]["items"], self.schemas["Rule"]):
            self.assertEqual(rule["properties"]["rule"]["enum"], types)

    def test_every_code_is_documented(self):
        codes = re.findall(r'\[STINT_PROPOSAL_ERROR_\w+\] = "([a-z-]+)"', read_source("src", "core", "stint-proposal.c"))
        codes += re.findall(r'\[STINT_STOP_\w+\] = "([a-z-]+)"', read_source("src", "service", "ports", "stint-model.c"))
        text = self.schemas["Problem"]["properties"]["codes"]["description"]
        self.assertEqual(set(re.findall(r"`([a-z-]+)`", text)), set(codes))


class Deployer(unittest.TestCase):
    """deployer-policy.json: everything that stint-ops does, and nothing that it need not."""

    # Where an operation's right has another name than the operation.
    NAMES = {
        ("s3", "HeadBucket"): "s3:ListBucket", ("s3", "HeadObject"): "s3:GetObject", ("s3", "ListObjectsV2"): "s3:ListBucket",
        ("s3", "DeleteObjects"): "s3:DeleteObject", ("s3", "PutPublicAccessBlock"): "s3:PutBucketPublicAccessBlock",
        ("apigateway", "GetAccount"): "apigateway:GET", ("dynamodb", "TransactWriteItems"): "dynamodb:ConditionCheckItem",
    }
    PREFIXES = {"cognito": "cognito-idp", "functions": "lambda"}

    def setUp(self):
        self.statements = json.loads(read_source("cloud", "deployer-policy.json"))["Statement"]

    def allows(self, action):
        return any(fnmatch.fnmatchcase(action, pattern) for one in self.statements for pattern in as_list(one["Action"]))

    def used(self):
        folder = os.path.join(ROOT, "cloud", "stint_ops")
        for name in sorted(os.listdir(folder)):
            if name.endswith(".py"):
                for service, call in re.findall(r"\bops\.aws\.(?!region)(\w+)\.(\w+)\(", read_source("cloud", "stint_ops", name)):
                    operation = "".join(part.capitalize() for part in call.split("_"))
                    yield self.NAMES.get((service, operation), f"{self.PREFIXES.get(service, service)}:{operation}")

    def test_it_allows_every_call_of_stint_ops(self):
        used = set(self.used())
        self.assertGreater(len(used), 40)
        self.assertEqual({action for action in used if not self.allows(action)}, set())

    def test_no_right_reaches_beyond_stint(self):
        for one in self.statements:
            for resource in as_list(one["Resource"]):
                wide = "stint" not in resource and "Condition" not in one
                if wide:
                    self.assertIn(one["Sid"], {"WhoAmI", "DomainsHaveNoArn", "ApiGatewayNamesByNumbers", "LogDelivery",
                                               "LookingAtMetricsHasNoArn"})

    def test_it_may_not_make_itself_more(self):
        for action in ("iam:CreateUser", "iam:CreateAccessKey", "iam:CreatePolicy", "iam:AttachUserPolicy", "lambda:InvokeFunction",
                       "s3:GetBucketPolicy", "bedrock:InvokeModel", "sts:AssumeRole"):
            self.assertFalse(self.allows(action), action)

    def test_no_pattern_is_a_whole_service(self):
        for one in self.statements:
            self.assertEqual(one["Effect"], "Allow")
            for action in as_list(one["Action"]):
                self.assertNotRegex(action, r":\*$")

    def test_iam_takes_it(self):
        # A managed policy has 6,144 characters at most, white space not counted.
        self.assertLess(len(json.dumps(self.statements, separators=(",", ":"))) + 40, 6144)


class TheReader(unittest.TestCase):
    """A check that cannot fail is none."""

    def test_one_more_action_is_seen(self):
        line = "                  - dynamodb:GetItem\n"
        text = read_source("cloud", "template.yaml").replace(line, line + line.replace("GetItem", "Scan"))
        self.assertNotEqual(spread(Template(text).statements("SyncRole")), MAY["SyncRole"])

    def test_a_wider_condition_is_seen(self):
        text = read_source("cloud", "template.yaml").replace("['U#*']", "['*']")
        self.assertNotEqual(spread(Template(text).statements("SyncRole")), MAY["SyncRole"])

    def test_a_name_that_stands_twice_is_an_error(self):
        with self.assertRaises(template_file.yaml.YAMLError):
            Template("Parameters: {}\nResources: {}\nResources: {}\n")


if __name__ == "__main__":
    tap_cases.main("operations/template")
