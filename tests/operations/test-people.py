#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""stint-ops connect, user, export and erase."""
import json
import os
import re
import stat
import tempfile

from fake_account import ANY, EMAIL, NOW, OUTPUTS, ROOT, SUB, CloudCase, item, user
import tap_cases

POOL = OUTPUTS["UserPoolId"]
TABLE = OUTPUTS["TableName"]
TASK = "0190a0a0-0000-7000-8000-000000000001"
BLOCK = "0190a0a0-0000-7000-8000-000000000002"


class FolderCase(CloudCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = os.path.join(folder.name, "out.json")

    def read(self):
        with open(self.file, encoding="utf-8") as file:
            return json.load(file)


def faults(value, schema, root, place="$"):
    """What a JSON schema has against a value: the words of it that connect.schema.json uses."""
    if "$ref" in schema:
        schema = {**root["$defs"][schema["$ref"].rpartition("/")[2]], **schema}
    found = []
    if "const" in schema and value != schema["const"]:
        found.append(f"{place} is not {schema['const']}")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{place}: {value} does not match {schema['pattern']}")
    if schema.get("type") == "object":
        found += [f"{place} has no {name}" for name in schema.get("required", ()) if name not in value]
        for name, one in value.items():
            if name not in schema["properties"]:
                found.append(f"{place}.{name} is unknown")
            else:
                found += faults(one, schema["properties"][name], root, f"{place}.{name}")
    if schema.get("type") == "array":
        for one in value:
            found += faults(one, schema["items"], root, f"{place}[]")
    return found


class Connect(FolderCase):
    def test_the_file_is_what_the_schema_says(self):
        self.expect_stack()
        self.assertEqual(self.run_ops("connect", "--output", self.file)[0], 0)
        with open(os.path.join(ROOT, "cloud", "connect.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        self.assertEqual(faults(self.read(), schema, schema), [])
        self.assertNotEqual(faults({**self.read(), "api": "http://example.org"}, schema, schema), [])

    def test_it_names_the_deployment(self):
        self.expect_stack()
        self.run_ops("connect", "--output", self.file)
        found = self.read()
        self.assertEqual((found["api"], found["issuer"], found["client_id"], found["sign_in"]),
                         (OUTPUTS["ApiUrl"], OUTPUTS["Issuer"], OUTPUTS["ClientId"], OUTPUTS["SignInUrl"]))

    def test_a_dash_only_prints(self):
        self.expect_stack()
        _code, out, _err = self.run_ops("connect", "--output", "-")
        self.assertEqual(json.loads(out)["format"], "stint-connect")

    def test_without_a_stack_it_says_so(self):
        self.expect_no_stack()
        code, _out, err = self.run_ops("connect")
        self.assertEqual(code, 3)
        self.assertIn("stint-ops deploy", err)

    def test_a_folder_that_cannot_be_written_is_an_error(self):
        self.expect_stack()
        self.assertEqual(self.run_ops("connect", "--output", "/nonexistent/x.json")[0], 1)


class User(CloudCase):
    def test_a_new_person_gets_an_e_mail(self):
        self.expect_stack()
        self.expect("cognito", "admin_create_user", {}, UserPoolId=POOL, Username=EMAIL, DesiredDeliveryMediums=["EMAIL"],
                    UserAttributes=[{"Name": "email", "Value": EMAIL}, {"Name": "email_verified", "Value": "true"}])
        self.assertEqual(self.run_ops("user", "add", EMAIL)[0], 0)

    def test_who_is_here_already_is_not_made_again(self):
        self.expect_stack()
        self.refuse("cognito", "admin_create_user", "UsernameExistsException")
        code, _out, err = self.run_ops("user", "add", EMAIL)
        self.assertEqual(code, 1)
        self.assertIn("--resend", err)

    def test_what_is_no_address_is_refused(self):
        for wrong in ("eva", 'eva" or sub ^= "', "a b@example.org"):
            self.expect_stack()
            self.assertEqual(self.run_ops("user", "add", wrong)[0], 2)

    def test_the_list_has_every_page(self):
        self.expect_stack()
        self.expect("cognito", "list_users", {"Users": [user()], "PaginationToken": "p"}, UserPoolId=POOL, Limit=60)
        self.expect("cognito", "list_users", {"Users": [user("ben@example.org")]}, UserPoolId=POOL, Limit=60, PaginationToken="p")
        _code, out, _err = self.run_ops("user", "list")
        self.assertIn("ben@example.org", out)
        self.assertIn("2 people", out)

    def test_the_door_is_shut_before_a_person_is_removed(self):
        self.expect_stack()
        self.expect_user()
        self.expect("cognito", "admin_user_global_sign_out", {}, UserPoolId=POOL, Username=SUB)
        self.expect("cognito", "admin_disable_user", {}, UserPoolId=POOL, Username=SUB)
        self.expect("cognito", "admin_delete_user", {}, UserPoolId=POOL, Username=SUB)
        code, out, _err = self.run_ops("user", "remove", EMAIL, answers=["yes"])
        self.assertEqual(code, 0)
        self.assertIn("the data stays", out)

    def test_removing_asks(self):
        self.expect_stack()
        self.expect_user()
        self.assertEqual(self.run_ops("user", "remove", EMAIL, answers=[""])[0], 4)

    def test_nobody_is_not_removed(self):
        self.expect_stack()
        self.expect_user(sub=None)
        self.assertEqual(self.run_ops("user", "remove", EMAIL, "--yes")[0], 3)


class Export(FolderCase):
    def items(self):
        return [item("META", tag="3.0123456789abcdef", cnt=2), item("D#laptop", name="Laptop", seen=5, v="3.x"),
                item(f"E#task#{TASK}", v="3.0123456789abcdef", data='{"title":"Write <report>","new":{"a":1}}', edits='{"laptop":2}', at="{}"),
                item(f"E#block#{BLOCK}", v="2.0123456789abcdef", edits='{"laptop":1}', at="{}", **{"del": True}),
                item("L#000000000003", tag="3.0123456789abcdef"), item("I#key", tag="3.x")]

    def test_records_and_tombstones_of_every_page_are_in_the_file(self):
        self.expect_stack()
        self.expect_user()
        key = {"pk": {"S": f"U#{SUB}"}, "sk": {"S": "META"}}
        self.expect("dynamodb", "query", {"Items": self.items()[:3], "LastEvaluatedKey": key})
        self.expect("dynamodb", "query", {"Items": self.items()[3:]}, ExclusiveStartKey=key, TableName=TABLE, ConsistentRead=True,
                    KeyConditionExpression="#pk = :pk", ExpressionAttributeNames={"#pk": "pk"},
                    ExpressionAttributeValues={":pk": {"S": f"U#{SUB}"}})
        code, out, err = self.run_ops("export", EMAIL, "--output", self.file)
        self.assertEqual((code, err), (0, ""))
        found = self.read()
        self.assertEqual(found["head"], "3.0123456789abcdef")
        self.assertEqual(found["records"], [
            {"kind": "task", "id": TASK, "v": "3.0123456789abcdef", "deleted": False,
             "data": {"title": "Write <report>", "new": {"a": 1}}, "edits": {"laptop": 2}, "at": {}},
            {"kind": "block", "id": BLOCK, "v": "2.0123456789abcdef", "deleted": True, "edits": {"laptop": 1}, "at": {}}])
        self.assertIn("1 records, 1 tombstones", out)

    def test_only_its_owner_may_read_the_file(self):
        self.expect_stack()
        self.expect("dynamodb", "query", {"Items": self.items()})
        self.run_ops("export", SUB, "--output", self.file)
        self.assertEqual(stat.S_IMODE(os.stat(self.file).st_mode), 0o600)

    def test_what_is_no_json_is_kept_and_told(self):
        self.expect_stack()
        self.expect("dynamodb", "query", {"Items": self.items()[:1] + [item(f"E#task#{TASK}", v="1.x", data="{", edits="{}")]})
        code, _out, err = self.run_ops("export", SUB, "--output", self.file)
        self.assertEqual(code, 0)
        self.assertIn("damaged", err)
        self.assertEqual(self.read()["damaged"][0]["item"]["data"], {"S": "{"})

    def test_nobody_has_no_file(self):
        self.expect_stack()
        self.expect("dynamodb", "query", {"Items": []})
        self.assertEqual(self.run_ops("export", SUB, "--output", self.file)[0], 3)
        self.assertFalse(os.path.exists(self.file))


class Erase(CloudCase):
    def expect_mark(self, tag="41.0123456789abcdef", n=42):
        self.expect("dynamodb", "get_item", {"Item": item("META", tag=tag, cnt=2)})
        self.expect("dynamodb", "update_item", {}, TableName=TABLE, Key={"pk": {"S": f"U#{SUB}"}, "sk": {"S": "META"}},
                    UpdateExpression=ANY, ConditionExpression="#tag = :old", ExpressionAttributeNames=ANY,
                    ExpressionAttributeValues={":new": {"S": ANY}, ":old": {"S": tag}, ":n": {"N": str(n)}, ":zero": {"N": "0"},
                                               ":now": {"N": str(NOW * 1000)}})

    def keys(self, *names):
        return [{"pk": {"S": f"U#{SUB}"}, "sk": {"S": name}} for name in names]

    def test_the_head_is_marked_first_and_stays(self):
        self.expect_stack()
        self.expect_mark()
        self.expect("dynamodb", "query", {"Items": self.keys("META", "E#task#1", "L#1", "I#k", "D#d")})
        self.expect("dynamodb", "batch_write_item", {"UnprocessedItems": {}}, RequestItems={
            TABLE: [{"DeleteRequest": {"Key": key}} for key in self.keys("E#task#1", "L#1", "I#k", "D#d")]})
        self.expect("dynamodb", "query", {"Items": []}, TableName=TABLE, ConsistentRead=True, KeyConditionExpression=ANY,
                    ExpressionAttributeNames=ANY, ExpressionAttributeValues={":pk": {"S": f"Q#{SUB}"}}, ProjectionExpression=ANY)
        code, out, _err = self.run_ops("erase", SUB, "--yes")
        self.assertEqual(code, 0)
        self.assertIn("4 items", out)
        self.assertIn("35 days", out)

    def test_what_dynamodb_leaves_over_is_tried_again(self):
        left = {TABLE: [{"DeleteRequest": {"Key": self.keys("L#1")[0]}}]}
        self.expect_stack()
        self.expect_mark()
        self.expect("dynamodb", "query", {"Items": self.keys("E#task#1", "L#1")})
        self.expect("dynamodb", "batch_write_item", {"UnprocessedItems": left})
        self.expect("dynamodb", "batch_write_item", {}, RequestItems=left)
        self.expect("dynamodb", "query", {"Items": []})
        self.assertEqual(self.run_ops("erase", SUB, "--yes")[0], 0)
        self.assertEqual(len(self.slept), 1)

    def test_a_push_in_between_is_read_again(self):
        self.expect_stack()
        self.expect("dynamodb", "get_item", {"Item": item("META", tag="40.0123456789abcdef")})
        self.refuse("dynamodb", "update_item", "ConditionalCheckFailedException")
        self.expect_mark()
        for _ in range(2):
            self.expect("dynamodb", "query", {"Items": []})
        self.assertEqual(self.run_ops("erase", SUB, "--yes")[0], 0)

    def test_a_damaged_head_stops_it(self):
        self.expect_stack()
        self.expect("dynamodb", "get_item", {"Item": item("META", tag="what")})
        code, _out, err = self.run_ops("erase", SUB, "--yes")
        self.assertEqual(code, 1)
        self.assertIn("damaged", err)

    def test_it_asks(self):
        self.expect_stack()
        self.assertEqual(self.run_ops("erase", SUB, answers=["no"])[0], 4)

    def test_who_has_no_data_is_no_error(self):
        self.expect_stack()
        self.expect("dynamodb", "get_item", {})
        self.assertEqual(self.run_ops("erase", SUB, "--yes")[0], 0)


if __name__ == "__main__":
    tap_cases.main("operations/people")
