#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""stint-ops deploy: what is asked of AWS, in which order, and what happens when something refuses."""
import os
import struct
import tempfile
import zipfile

from fake_account import ANY, OUTPUTS, REGION, ROOT, CloudCase, event
from stint_ops import deploy, package, template
from stint_ops.errors import OpsError
import tap_cases
from template_file import Template

ELF = {"x86_64": 0x3E, "arm64": 0xB7}
KNOWN = {"CodeBucket": "old", "CodeKey": "old", "Architecture": "x86_64", "DomainPrefix": "stint-abc", "SetApiAccount": "yes",
         "AlarmEmail": "eva@example.org"}
BUCKET = f"stint-code-123456789012-{REGION}"


def change(action, name, kind, replacement="False"):
    found = {"Action": action, "LogicalResourceId": name, "ResourceType": kind}
    if action == "Modify":
        found["Replacement"] = replacement
    return {"Type": "Resource", "ResourceChange": found}


class DeployCase(CloudCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.zip = self.make_zip("good.zip")

    def make_zip(self, name, machine="x86_64", entry="bootstrap", mode=0o755, content=None):
        path = os.path.join(self.folder, name)
        info = zipfile.ZipInfo(entry)
        info.external_attr = mode << 16
        head = b"\x7fELF" + bytes(14) + struct.pack("<H", ELF.get(machine, 0)) + bytes(44)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(info, head if content is None else content)
        return path

    def expect_upload(self, bucket_is_there=True):
        if bucket_is_there:
            self.expect("s3", "head_bucket", {}, Bucket=BUCKET, ExpectedBucketOwner="123456789012")
        else:
            self.refuse("s3", "head_bucket", "404", status=404)
            self.expect("s3", "create_bucket", {}, Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
            self.expect("s3", "put_public_access_block", {}, Bucket=BUCKET, PublicAccessBlockConfiguration={
                "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True})
            self.expect("s3", "put_bucket_policy", {}, Bucket=BUCKET, Policy=ANY)
        for _ in range(2):
            self.refuse("s3", "head_object", "404", status=404)
            self.expect("s3", "put_object", {}, Bucket=BUCKET, Key=ANY, Body=ANY, ExpectedBucketOwner="123456789012")

    def expect_change_set(self, kind, parameters, changes):
        self.expect("cloudformation", "create_change_set", {}, StackName="stint", ChangeSetName=ANY, ChangeSetType=kind,
                    Parameters=parameters, Capabilities=["CAPABILITY_IAM"], Tags=ANY, TemplateURL=ANY)
        self.expect("cloudformation", "describe_change_set", {"Status": "CREATE_IN_PROGRESS", "ChangeSetName": "c"})
        self.expect("cloudformation", "describe_change_set", {"Status": "CREATE_COMPLETE", "ChangeSetName": "c", "Changes": changes})

    def expect_execution(self, *events, status="CREATE_COMPLETE"):
        self.expect("cloudformation", "describe_stack_events", {"StackEvents": [event("0", "REVIEW_IN_PROGRESS")]})
        self.expect("cloudformation", "execute_change_set", {}, StackName="stint", ChangeSetName="c")
        self.expect("cloudformation", "describe_stack_events", {"StackEvents": list(events) + [event("0")]})
        self.expect_stack(status)

    def expect_update(self, *changes, exists="UPDATE_COMPLETE"):
        self.expect_caller()
        self.expect_stack(exists, parameters=KNOWN)
        self.expect_upload()
        self.expect_change_set("UPDATE", ANY, list(changes))


class Deploy(DeployCase):
    def test_the_first_deployment_makes_bucket_and_stack_and_says_where_it_is(self):
        self.expect_caller()
        self.expect_no_stack()
        self.expect_upload(bucket_is_there=False)
        self.expect("apigateway", "get_account", {})
        self.expect_change_set("CREATE", [
            {"ParameterKey": "Architecture", "ParameterValue": "x86_64"},
            {"ParameterKey": "CodeBucket", "ParameterValue": BUCKET},
            {"ParameterKey": "CodeKey", "ParameterValue": ANY},
            {"ParameterKey": "DomainPrefix", "ParameterValue": ANY},
            {"ParameterKey": "SetApiAccount", "ParameterValue": "yes"},
        ], [change("Add", "Table", "AWS::DynamoDB::Table")])
        self.expect_execution(event("2"), event("1", "CREATE_COMPLETE", "Table"))
        self.expect_stack()
        code, out, err = self.run_ops("deploy", "--zip", self.zip, answers=["yes"])
        self.assertEqual((code, err), (0, ""))
        self.assertIn("+ Table", out)
        self.assertLess(out.index("+ Table"), out.index("Carry it out?"))
        self.assertIn(OUTPUTS["ApiUrl"], out)

    def test_an_account_that_has_a_role_for_logs_keeps_it(self):
        self.expect_caller()
        self.expect_no_stack()
        self.expect_upload()
        self.expect("apigateway", "get_account", {"cloudwatchRoleArn": "arn:aws:iam::123456789012:role/logs"})
        self.expect_change_set("CREATE", [ANY, ANY, ANY, ANY, {"ParameterKey": "SetApiAccount", "ParameterValue": "no"}], [])
        self.expect("cloudformation", "delete_change_set", {})
        self.assertEqual(self.run_ops("deploy", "--zip", self.zip, "--dry-run")[0], 0)

    def test_what_is_not_said_keeps_its_value(self):
        self.expect_caller()
        self.expect_stack("UPDATE_COMPLETE", parameters={**KNOWN, "OfAFormerTemplate": "x"})
        self.expect_upload()
        self.expect_change_set("UPDATE", [
            {"ParameterKey": "Architecture", "ParameterValue": "x86_64"},
            {"ParameterKey": "CodeBucket", "ParameterValue": BUCKET},
            {"ParameterKey": "CodeKey", "ParameterValue": ANY},
            {"ParameterKey": "MonthlyBudget", "ParameterValue": "10"},
            {"ParameterKey": "AlarmEmail", "UsePreviousValue": True},
            {"ParameterKey": "DomainPrefix", "UsePreviousValue": True},
            {"ParameterKey": "SetApiAccount", "UsePreviousValue": True},
        ], [change("Modify", "SyncFunction", "AWS::Lambda::Function")])
        self.expect_execution(event("1", "UPDATE_COMPLETE"), status="UPDATE_COMPLETE")
        self.expect_stack("UPDATE_COMPLETE")
        self.assertEqual(self.run_ops("deploy", "--zip", self.zip, "--budget", "10", "--yes")[0], 0)

    def test_nothing_to_change_is_success(self):
        self.expect_caller()
        self.expect_stack(parameters=KNOWN)
        self.expect_upload()
        self.expect("cloudformation", "create_change_set", {})
        self.expect("cloudformation", "describe_change_set", {
            "Status": "FAILED", "StatusReason": "The submitted information didn't contain changes."})
        self.expect("cloudformation", "delete_change_set", {})
        self.expect_stack()
        code, out, _err = self.run_ops("deploy", "--zip", self.zip)
        self.assertEqual(code, 0)
        self.assertIn("up to date", out)

    def test_a_no_changes_nothing(self):
        self.expect_update(change("Modify", "SyncFunction", "AWS::Lambda::Function"))
        self.expect("cloudformation", "delete_change_set", {}, StackName="stint", ChangeSetName="c")
        code, _out, err = self.run_ops("deploy", "--zip", self.zip, answers=["no"])
        self.assertEqual(code, 4)
        self.assertIn("nothing was done", err)

    def test_without_a_person_it_does_not_guess_a_yes(self):
        self.expect_update(change("Modify", "SyncFunction", "AWS::Lambda::Function"))
        self.expect("cloudformation", "delete_change_set", {})
        code, _out, err = self.run_ops("deploy", "--zip", self.zip)
        self.assertEqual(code, 4)
        self.assertIn("--yes", err)

    def test_a_script_cannot_make_the_table_anew(self):
        self.expect_update(change("Modify", "Table", "AWS::DynamoDB::Table", "True"))
        self.expect("cloudformation", "delete_change_set", {})
        code, out, _err = self.run_ops("deploy", "--zip", self.zip, "--yes")
        self.assertEqual(code, 4)
        self.assertIn("look twice", out)

    def test_a_failure_names_its_first_reason(self):
        self.expect_update(change("Modify", "SyncFunction", "AWS::Lambda::Function"))
        self.expect_execution(event("3", "UPDATE_FAILED", "SyncRole", "Resource creation cancelled"),
                              event("2", "UPDATE_FAILED", "SyncFunction", "below its minimum value"), status="UPDATE_ROLLBACK_COMPLETE")
        code, _out, err = self.run_ops("deploy", "--zip", self.zip, "--yes")
        self.assertEqual(code, 1)
        self.assertIn("SyncFunction: below its minimum value", err)
        self.assertIn("runbook", err)

    def test_a_refused_template_is_said(self):
        self.expect_caller()
        self.expect_stack(parameters=KNOWN)
        self.expect_upload()
        self.expect("cloudformation", "create_change_set", {})
        self.expect("cloudformation", "describe_change_set", {"Status": "FAILED", "StatusReason": "Unresolved resource dependencies"})
        self.expect("cloudformation", "delete_change_set", {})
        code, _out, err = self.run_ops("deploy", "--zip", self.zip, "--yes")
        self.assertEqual(code, 1)
        self.assertIn("Unresolved resource dependencies", err)

    def test_two_deployments_at_once_are_refused(self):
        self.expect_caller()
        self.expect_stack("UPDATE_IN_PROGRESS")
        self.assertEqual(self.run_ops("deploy", "--zip", self.zip)[0], 1)

    def test_a_first_deployment_that_failed_is_cleared_away(self):
        self.expect_caller()
        self.expect_stack("ROLLBACK_COMPLETE", outputs=None)
        self.expect("cloudformation", "describe_stack_resources", {"StackResources": [
            {"LogicalResourceId": "Table", "PhysicalResourceId": "stint-Table-1", "ResourceType": "AWS::DynamoDB::Table",
             "Timestamp": event("1")["Timestamp"], "ResourceStatus": "DELETE_SKIPPED"}]})
        self.expect("cloudformation", "describe_stack_events", {"StackEvents": []})
        self.expect("cloudformation", "delete_stack", {}, StackName="stint")
        self.expect("cloudformation", "describe_stack_events", {"StackEvents": []})
        self.expect_stack("DELETE_COMPLETE", outputs=None)
        self.expect_upload()
        self.expect("apigateway", "get_account", {"cloudwatchRoleArn": "arn:aws:iam::123456789012:role/logs"})
        self.expect_change_set("CREATE", ANY, [])
        self.expect("cloudformation", "delete_change_set", {})
        code, out, _err = self.run_ops("deploy", "--zip", self.zip, "--yes", "--dry-run")
        self.assertEqual(code, 0)
        self.assertIn("Left behind, and empty: stint-Table-1", out)

    def test_a_stranger_s_bucket_is_not_used(self):
        self.expect_caller()
        self.expect_no_stack()
        self.refuse("s3", "head_bucket", "403", status=403)
        code, _out, err = self.run_ops("deploy", "--zip", self.zip)
        self.assertEqual(code, 5)
        self.assertIn("another account", err)

    def test_a_missing_right_is_named(self):
        self.expect_caller()
        self.refuse("cloudformation", "describe_stacks", "AccessDenied", "User x is not authorized to perform DescribeStacks", 403)
        code, _out, err = self.run_ops("deploy", "--zip", self.zip)
        self.assertEqual(code, 5)
        self.assertIn("DescribeStacks", err)
        self.assertIn("deployer-policy.json", err)

    def test_expired_credentials_are_said(self):
        self.refuse("sts", "get_caller_identity", "ExpiredToken", "expired", 403)
        code, _out, err = self.run_ops("deploy", "--zip", self.zip)
        self.assertEqual(code, 5)
        self.assertIn("expired", err)

    def test_a_stack_s_name_outside_of_the_deployer_s_rights_is_refused(self):
        self.assertEqual(self.run_ops("--stack", "other", "deploy")[0], 2)


class Zip(DeployCase):
    def refusal(self, path):
        with self.assertRaises(OpsError) as caught:
            package.check(path)
        return str(caught.exception)

    def test_the_processor_is_read_from_the_program(self):
        self.assertEqual(package.check(self.zip)[0], "x86_64")
        self.assertEqual(package.check(self.make_zip("arm.zip", "arm64"))[0], "arm64")

    def test_a_zip_that_lambda_could_not_run_is_refused(self):
        self.assertIn("no “bootstrap”", self.refusal(self.make_zip("a.zip", entry="bin/bootstrap")))
        self.assertIn("not executable", self.refusal(self.make_zip("b.zip", mode=0o644)))
        self.assertIn("no Linux program", self.refusal(self.make_zip("c.zip", content=b"#!/bin/sh\n")))
        self.assertIn("processor", self.refusal(self.make_zip("d.zip", machine="other")))

    def test_what_is_no_zip_is_refused(self):
        path = os.path.join(self.folder, "x.zip")
        with open(path, "wb") as file:
            file.write(b"not a zip")
        self.assertIn("cannot be read", self.refusal(path))
        self.assertIn("no file", self.refusal(path + "x"))

    def test_the_key_is_the_content(self):
        self.assertEqual(package.check(self.zip)[1], package.check(self.zip)[1])
        self.assertNotEqual(package.check(self.zip)[1], package.check(self.make_zip("arm.zip", "arm64"))[1])


class Routes(DeployCase):
    def setUp(self):
        super().setUp()
        with open(os.path.join(ROOT, "cloud", "template.yaml"), encoding="utf-8") as file:
            self.text = file.read()

    def test_new_routes_make_a_new_deployment(self):
        changed = self.text.replace("PathPart: 'snapshot'", "PathPart: 'snapshots'")
        self.assertNotEqual(template.routes_hash(self.text), template.routes_hash(changed))

    def test_what_is_no_route_makes_none(self):
        for old, new in (("MemorySize: 256", "MemorySize: 512"), ("# Only a fresh sign-in", "# Just a fresh sign-in")):
            self.assertIn(old, self.text)
            self.assertEqual(template.routes_hash(self.text), template.routes_hash(self.text.replace(old, new)))

    def test_the_hash_is_in_the_id_wherever_it_stands(self):
        ready = template.prepare(self.text)
        self.assertNotIn(template.PLACEHOLDER, ready.replace("(ApiDeployment00000000 below)", ""))
        self.assertEqual(ready.count("ApiDeployment" + template.routes_hash(self.text)), self.text.count(template.PLACEHOLDER))

    def test_the_parameters_are_read_from_the_template(self):
        names = template.parameter_names(self.text)
        self.assertEqual(names, set(Template().whole["Parameters"]))
        for _option, name, _text in deploy.SETTINGS:
            self.assertIn(name, names)

    def test_a_template_without_its_marks_is_refused(self):
        with self.assertRaises(OpsError):
            template.prepare(self.text.replace("Routes end", "Roads end"))


if __name__ == "__main__":
    tap_cases.main("operations/deploy")
