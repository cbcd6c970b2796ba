#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""stint-ops restore and destroy: nothing is lost that was not given up twice."""
import datetime

from fake_account import ACCOUNT, ANY, NOW, OTHER_SUB, OUTPUTS, REGION, STACK_ID, SUB, CloudCase, event, item
import tap_cases

SOURCE = OUTPUTS["TableName"]
POOL = OUTPUTS["UserPoolId"]
NEW = f"stint-restored-{NOW}"
POINT = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.timezone.utc)
POINT_MS = int(POINT.timestamp() * 1000)
TO = "2026-11-22T09:30:00Z"
ARN = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{NEW}"


class RestoreCase(CloudCase):
    def expect_window(self, status="ENABLED", first=POINT - datetime.timedelta(days=30), last=POINT + datetime.timedelta(hours=1)):
        window = {"PointInTimeRecoveryStatus": status}
        if status == "ENABLED":
            window.update(EarliestRestorableDateTime=first, LatestRestorableDateTime=last)
        self.expect("dynamodb", "describe_continuous_backups", {"ContinuousBackupsDescription": {
            "ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": window}})

    def expect_table(self, *indexes, status="ACTIVE"):
        self.expect("dynamodb", "describe_table", {"Table": {
            "TableStatus": status, "TableArn": ARN, "GlobalSecondaryIndexes": [{"IndexStatus": one} for one in indexes]}}, TableName=NEW)

    def expect_settings(self):
        self.expect("dynamodb", "describe_time_to_live", {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}})
        self.expect("dynamodb", "update_time_to_live", {}, TableName=NEW,
                    TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"})
        self.expect("dynamodb", "update_continuous_backups", {}, TableName=NEW,
                    PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
        self.expect("dynamodb", "update_table", {}, TableName=NEW, DeletionProtectionEnabled=True)
        self.expect("dynamodb", "tag_resource", {}, ResourceArn=ARN, Tags=ANY)

    def expect_scan(self):
        # One pushed in the last minute before the point, one an hour before.
        self.expect("dynamodb", "scan", {"Items": [item("META", ts=POINT_MS - 3_600_000), item("L#000000000041", ts=POINT_MS - 5_000),
                                                   item("META", OTHER_SUB, ts=POINT_MS - 3_600_000)]})

    def torn(self):
        # The last transaction is there in part: a record and its log, but not the head.
        return [item("META", tag="40.0123456789abcdef", cnt=1, bytes=10), item("E#task#1", v="41.0123456789abcdef", sz=30),
                item("E#task#2", v="12.0123456789abcdef", sz=12), item("L#000000000041", tag="41.0123456789abcdef")]

    def expect_new_head(self):
        self.expect("dynamodb", "query", {"Items": self.torn()})
        self.expect("dynamodb", "update_item", {}, TableName=NEW, Key={"pk": {"S": f"U#{SUB}"}, "sk": {"S": "META"}},
                    UpdateExpression=ANY, ExpressionAttributeNames=ANY,
                    ExpressionAttributeValues={":tag": {"S": ANY}, ":now": {"N": str(NOW * 1000)}, ":cnt": {"N": "2"}, ":bytes": {"N": "42"}})

    def expect_check(self, tag="42.fedcba9876543210"):
        self.expect("dynamodb", "query", {"Items": [item("META", tag=tag, cnt=2)] + self.torn()[1:]})

    def expect_switch(self):
        self.expect_stack(parameters={"TableName": "", "CodeKey": "k"})
        self.expect("cloudformation", "create_change_set", {}, StackName="stint", ChangeSetName=ANY, ChangeSetType="UPDATE", Tags=ANY,
                    Capabilities=["CAPABILITY_IAM"], UsePreviousTemplate=True, Parameters=[
                        {"ParameterKey": "TableName", "ParameterValue": NEW}, {"ParameterKey": "CodeKey", "UsePreviousValue": True}])
        self.expect("cloudformation", "describe_change_set", {"Status": "CREATE_COMPLETE", "ChangeSetName": "c", "Changes": []})


class Restore(RestoreCase):
    def test_everything_a_restore_leaves_out_is_given_back_and_torn_heads_are_new(self):
        self.expect_stack()
        self.expect_window()
        self.expect("dynamodb", "restore_table_to_point_in_time", {}, SourceTableName=SOURCE, TargetTableName=NEW, RestoreDateTime=POINT)
        self.expect_table("CREATING", status="CREATING")
        self.expect_table("CREATING")
        self.expect_table("ACTIVE")
        self.expect_settings()
        self.expect_scan()
        self.expect_new_head()
        self.expect_check()
        self.expect_switch()
        self.expect("cloudformation", "describe_stack_events", {"StackEvents": [event("0")]})
        self.expect("cloudformation", "execute_change_set", {})
        self.expect("cloudformation", "describe_stack_events", {"StackEvents": [event("1", "UPDATE_COMPLETE"), event("0")]})
        self.expect_stack("UPDATE_COMPLETE")
        code, out, err = self.run_ops("restore", "--to", TO, "--yes")
        self.assertEqual((code, err), (0, ""))
        self.assertIn(f"{SUB}: 42", out)
        self.assertNotIn(OTHER_SUB, out)
        self.assertEqual(self.slept, [20, 20])

    def test_after_a_break_it_goes_on_with_the_table(self):
        self.expect_stack()
        self.expect_table("ACTIVE")
        self.expect_settings()
        self.expect("dynamodb", "scan", {"Items": []})
        self.expect_switch()
        self.expect("cloudformation", "delete_change_set", {})
        code, out, _err = self.run_ops("restore", "--to", TO, "--continue", NEW, answers=["no"])
        self.assertEqual(code, 4)
        self.assertIn("Nothing is switched", out)

    def test_a_head_behind_its_records_is_not_switched_to(self):
        self.expect_stack()
        self.expect_table("ACTIVE")
        self.expect_settings()
        self.expect("dynamodb", "scan", {"Items": []})
        self.expect_check("40.0123456789abcdef")
        code, _out, err = self.run_ops("restore", "--to", TO, "--continue", NEW, "--try-user", SUB, "--yes")
        self.assertEqual(code, 1)
        self.assertIn("Do not switch", err)

    def test_a_time_outside_of_the_window_is_refused(self):
        self.expect_stack()
        self.expect_window(last=POINT - datetime.timedelta(minutes=1))
        code, _out, err = self.run_ops("restore", "--to", TO)
        self.assertEqual(code, 2)
        self.assertIn("2026-11-22T09:29:00Z", err)

    def test_without_recovery_there_is_nothing_to_restore(self):
        self.expect_stack()
        self.expect_window("DISABLED")
        self.assertEqual(self.run_ops("restore", "--to", TO)[0], 1)

    def test_a_time_needs_a_zone(self):
        for wrong in ("2026-11-22T09:30:00", "yesterday", ""):
            self.expect_stack()
            self.assertEqual(self.run_ops("restore", "--to", wrong)[0], 2)

    def test_heads_of_a_table_in_use_are_not_touched(self):
        self.expect_stack()
        self.assertEqual(self.run_ops("restore", "--to", TO, "--continue", SOURCE)[0], 2)

    def test_it_asks_before_it_begins(self):
        self.expect_stack()
        self.expect_window()
        self.assertEqual(self.run_ops("restore", "--to", TO, answers=["no"])[0], 4)


class Destroy(CloudCase):
    def expect_end(self):
        self.expect("cloudformation", "describe_stack_events", {"StackEvents": [event("0")]})
        self.expect("cloudformation", "delete_stack", {}, StackName="stint")
        self.expect("cloudformation", "describe_stack_events", {"StackEvents": [event("1", "DELETE_COMPLETE"), event("0")]})
        self.expect("cloudformation", "describe_stacks", {"Stacks": [
            {"StackName": "stint", "StackId": STACK_ID, "CreationTime": POINT, "StackStatus": "DELETE_COMPLETE"}]}, StackName=STACK_ID)

    def expect_bucket(self):
        self.expect("s3", "head_bucket", {})
        self.expect("s3", "list_objects_v2", {"Contents": [{"Key": "code/a.zip"}], "IsTruncated": False})
        self.expect("s3", "delete_objects", {}, Bucket=ANY, ExpectedBucketOwner=ACCOUNT,
                    Delete={"Objects": [{"Key": "code/a.zip"}], "Quiet": True})
        self.expect("s3", "delete_bucket", {})

    def test_the_data_stays_and_how_to_use_it_again_is_said(self):
        self.expect_stack()
        self.expect_caller()
        self.expect_end()
        self.expect_bucket()
        code, out, _err = self.run_ops("destroy", answers=["stint"])
        self.assertEqual(code, 0)
        self.assertIn(f"deploy --table {SOURCE} --user-pool {POOL}", out)

    def test_a_yes_is_not_the_stack_s_name(self):
        self.expect_stack()
        self.expect_caller()
        self.assertEqual(self.run_ops("destroy", answers=["yes"])[0], 4)

    def test_the_data_goes_only_when_asked_for_and_confirmed(self):
        self.expect_stack()
        self.expect_caller()
        self.expect_end()
        self.expect_bucket()
        self.expect("dynamodb", "update_table", {}, TableName=SOURCE, DeletionProtectionEnabled=False)
        self.expect("dynamodb", "delete_table", {}, TableName=SOURCE)
        self.expect("cognito", "describe_user_pool", {"UserPool": {"Name": "stint"}})
        self.expect("cognito", "update_user_pool", {}, UserPoolId=POOL, DeletionProtection="INACTIVE")
        self.expect("cognito", "delete_user_pool", {}, UserPoolId=POOL)
        self.assertEqual(self.run_ops("destroy", "--data", answers=["delete stint"])[0], 0)

    def test_no_script_deletes_the_data(self):
        self.expect_stack()
        self.expect_caller()
        self.assertEqual(self.run_ops("destroy", "--data", "--yes")[0], 4)

    def test_a_stack_that_will_not_go_is_said_and_the_data_is_not_touched(self):
        self.expect_stack()
        self.expect_caller()
        self.expect("cloudformation", "describe_stack_events", {"StackEvents": [event("0")]})
        self.expect("cloudformation", "delete_stack", {})
        self.expect("cloudformation", "describe_stack_events", {"StackEvents": [event("1", "DELETE_FAILED", "Api", "in use"), event("0")]})
        self.expect_stack("DELETE_FAILED")
        code, _out, err = self.run_ops("destroy", "--data", answers=["delete stint"])
        self.assertEqual(code, 1)
        self.assertIn("Api: in use", err)


if __name__ == "__main__":
    tap_cases.main("operations/restore")
