#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""stint-ops against the emulators: what it reads and writes beside the real service. test-emulators.py SERVICE"""
import json
import os
import sys
import time
import unittest
import uuid
from unittest import mock

from fake_account import ROOT

sys.path.insert(0, os.path.join(ROOT, "tests", "service-e2e"))
import boto3  # noqa: E402
import cloud as home  # noqa: E402
from stint_ops import erase, export, restore, smoke_questions, table  # noqa: E402
from stint_ops.operations import Aws, Console, Operations  # noqa: E402
import tap_cases  # noqa: E402

EDITS = {"laptop": 1}


class Home(Aws):
    """Our own clients, whose DynamoDB is the emulator."""

    def __init__(self, cloud):
        admin = cloud.roles["admin"]
        super().__init__(boto3.session.Session(aws_access_key_id=admin["key"], aws_secret_access_key=admin["secret"],
                                               region_name=cloud.region), cloud.region)
        make = self._session.client
        self._session.client = lambda name, **more: make(name, endpoint_url=cloud.dynamodb, **more)


class Emulators(unittest.TestCase):
    cloud = None

    def setUp(self):
        self.console = Console(mock.Mock(), mock.Mock(), mock.Mock())
        self.ops = self.operations(time.time)
        self.table = self.cloud.table
        self.user = self.cloud.user()
        self.sub = self.user.sub

    def operations(self, now):
        return Operations(Home(self.cloud), self.console, "stint", now=now)

    def push(self, *ops, since="0"):
        answer = self.user.push(*ops, since=since)
        self.assertEqual(answer.status, 200, answer)
        return answer.json["v"]

    def put(self, title, base=None, identifier=None):
        op = {"op": "put", "kind": "task", "id": identifier or str(uuid.uuid4()), "edits": EDITS, "data": {"title": title}}
        return {**op, "base": base} if base else op

    def test_an_export_holds_what_a_snapshot_holds(self):
        first = self.put("Đọc <sách>")
        second = self.put("Gone")
        tag = self.push(first, second)
        self.push({"op": "delete", "kind": "task", "id": second["id"], "base": tag, "edits": {"laptop": 2}}, since=tag)
        found = export.read_user(self.ops, self.table, self.sub)
        snapshot = self.user.call("GET", "/snapshot").json
        self.assertEqual(sorted(found["records"], key=lambda one: one["id"]), sorted(snapshot["records"], key=lambda one: one["id"]))
        self.assertEqual((found["head"], found["count"]), (snapshot["head"], 2))
        self.assertEqual([one["id"] for one in found["devices"]], ["laptop"])
        self.assertEqual(found["damaged"], [])

    def test_an_erased_account_says_so_to_whoever_comes_back(self):
        tag = self.push(*[self.put(f"Task {i}") for i in range(60)])
        other = self.cloud.user()
        kept = other.push(self.put("Mine")).json["v"]
        erase.erase_user(self.ops, self.table, self.sub)
        for answer in (self.user.pull(tag), self.user.push(self.put("Late"), since=tag)):
            self.assertEqual((answer.status, answer.json["type"].rpartition(":")[2]), (410, "erased"))
        left = [item["sk"]["S"] for item in table.query(self.ops, self.table, table.user_key(self.sub))]
        self.assertEqual(left, ["META"])
        self.assertEqual(other.pull(kept).status, 200)

    def test_who_was_erased_may_begin_anew(self):
        self.push(self.put("Old"))
        erase.erase_user(self.ops, self.table, self.sub)
        head = self.user.call("GET", "/me").json["head"]
        answer = self.user.push(self.put("New"), since=head)
        self.assertEqual(answer.status, 200, answer)
        snapshot = self.user.call("GET", "/snapshot").json
        self.assertEqual((snapshot["count"], [one["data"]["title"] for one in snapshot["records"]]), (1, ["New"]))

    def test_a_new_head_sends_every_device_to_a_snapshot_and_loses_nothing(self):
        tags = [self.push(self.put(f"Task {i}")) for i in range(3)]
        # As if two minutes had gone by: a hole that is younger may be a push that is not seen whole yet.
        n = restore.give_new_head(self.operations(lambda: time.time() - 120), self.table, self.sub)
        self.assertEqual(n, 4)
        for tag in tags:
            answer = self.user.pull(tag)
            # What the log still holds in one piece comes first; after it is the hole.
            if answer.status == 200:
                self.assertTrue(answer.json["more"])
                answer = self.user.pull(answer.json["to"])
            self.assertEqual((answer.status, answer.json["type"].rpartition(":")[2]), (410, "expired"))
        snapshot = self.user.call("GET", "/snapshot").json
        self.assertEqual((snapshot["count"], len(snapshot["records"])), (3, 3))
        self.assertEqual(self.user.push(self.put("After"), since=snapshot["head"]).status, 200)
        restore.check_user(self.ops, self.table, self.sub)
        self.console.err.write.assert_not_called()

    def test_a_torn_last_push_is_mended(self):
        tag = self.push(self.put("One"))
        n = table.tag_number(tag)
        # The record and the log of the next push came back, its head did not.
        self.ops.aws.dynamodb.put_item(TableName=self.table, Item={
            "pk": table.user_key(self.sub), "sk": {"S": f"E#task#{uuid.uuid4()}"}, "v": {"S": f"{n + 1}.0123456789abcdef"},
            "data": {"S": json.dumps({"title": "Torn"})}, "edits": {"S": "{}"}, "at": {"S": "{}"}, "sz": {"N": "20"}})
        self.ops.aws.dynamodb.put_item(TableName=self.table, Item={
            "pk": table.user_key(self.sub), "sk": {"S": f"L#{n + 1:012}"}, "tag": {"S": f"{n + 1}.0123456789abcdef"},
            "prev": {"S": tag}, "ops": {"S": "[]"}, "dev": {"S": "laptop"}, "ts": {"N": str(int(time.time() * 1000))}})
        self.assertEqual(self.user.push(self.put("Refused"), since=tag).status, 500)
        self.assertIn(self.sub, restore.find_torn(self.ops, self.table, time.time()))
        self.assertEqual(restore.give_new_head(self.ops, self.table, self.sub), n + 2)
        head = self.user.call("GET", "/me").json["head"]
        self.assertEqual(self.user.push(self.put("Taken"), since=head).status, 200)
        restore.check_user(self.ops, self.table, self.sub)

    def test_a_transaction_gives_each_reason(self):
        self.assertEqual(smoke_questions.try_transaction(self.ops, self.table), (True, "ConditionalCheckFailed, ConditionalCheckFailed"))

    def test_the_gateway_s_own_errors_are_problems(self):
        for path, status in (("/changes", 401), ("/nothing-here", 404)):
            answer = self.cloud.call("GET", path)
            self.assertEqual((answer.status, answer.headers["Content-Type"]), (status, "application/problem+json"))
            self.assertEqual(answer.json["status"], status)


if __name__ == "__main__":
    try:
        if os.environ.get("STINT_TEST_CLOUD") == "0":
            raise home.Unavailable("STINT_TEST_CLOUD=0")
        Emulators.cloud = home.Cloud(sys.argv[1], *home.install())
    except home.Unavailable as reason:
        print(f"1..0 # SKIP {reason}")
        sys.exit(0)
    tap_cases.main("operations/emulators")
