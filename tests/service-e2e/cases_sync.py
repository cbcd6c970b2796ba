# SPDX-License-Identifier: GPL-3.0-or-later
"""Push, pull, snapshot, conflict, replay, erase: through the gateway, on DynamoDB."""
import hashlib
import json
import uuid

from cloud import delete, expect, number_of, put


def push(user, *ops, **how):
    answer = expect(user.push(*ops, **how), 200)
    return answer.json["v"]


class SyncCases:
    def __init__(self, cloud):
        self.cloud = cloud

    def meta_needs_no_token(self):
        answer = expect(self.cloud.call("GET", "/meta"), 200)
        assert answer.json["api"] == 1 and answer.json["schema"] == 1 and answer.json["minClient"], answer.json

    def first_pull_of_a_new_account_is_empty(self):
        page = expect(self.cloud.user().pull(), 200).json
        assert page == {"from": "0", "to": "0", "head": "0", "more": False, "changes": []}, page

    def what_was_pushed_is_pulled_whole(self):
        eva = self.cloud.user()
        data = {"title": "Déjà vu 𝄞 \"quoted\" \\ <b>", "notes": "One\n\ttwo", "tags": ["home", "é"], "estimate_min": 90,
                "x-unknown": {"kept": [1, 2.5, None, True, 9007199254740991]}}
        op = put(data=data, edits={"laptop": 3, "phone": 1}, at={"title": 1795000000000})
        tag = push(eva, op, device="laptop")
        page = expect(eva.pull(), 200).json
        assert page["to"] == page["head"] == tag and page["more"] is False, page
        (change,) = page["changes"]
        assert change["tag"] == tag and change["device"] == "laptop", change
        assert change["ops"] == [{"kind": "task", "id": op["id"], "v": tag, "deleted": False, "data": data,
                                  "edits": op["edits"], "at": op["at"]}], change["ops"]

    def tag_is_a_chain_of_hashes(self):
        eva = self.cloud.user()
        previous = "0"
        for n in (1, 2, 3):
            key = str(uuid.uuid4())
            body = json.dumps({"device": "laptop", "since": "0", "ops": [put()]}).encode()
            tag = expect(eva.post("/changes", body, key), 200).json["v"]
            # R1 joins tag, key and body; how they are told apart is the service's, so only the form is checked here.
            assert number_of(tag) == n and len(tag.partition(".")[2]) == 16 and tag != previous, tag
            previous = tag
        assert len({change["tag"] for change in eva.pull_all()}) == 3

    def push_of_ninety_records_arrives_as_one(self):
        eva = self.cloud.user()
        tag = push(eva, *[put(f"Task {i}") for i in range(90)])
        (change,) = eva.pull_all()
        assert len(change["ops"]) == 90 and {op["v"] for op in change["ops"]} == {tag}

    def pull_goes_on_from_a_cursor(self):
        eva = self.cloud.user()
        tags = [push(eva, put(f"Task {i}")) for i in range(7)]
        first = expect(eva.pull(limit=3), 200).json
        assert [change["tag"] for change in first["changes"]] == tags[:3] and first["more"] and first["head"] == tags[6], first
        rest = eva.pull_all(first["to"], 3)
        assert [change["tag"] for change in rest] == tags[3:]

    def edit_needs_the_version_it_changes(self):
        eva = self.cloud.user()
        op = put("First")
        version = push(eva, op)
        later = push(eva, put("Second", op["id"], version))
        refused = expect(eva.push(put("Third", op["id"], version)), 409, "conflict")
        assert refused.json["records"] == [{"kind": "task", "id": op["id"]}], refused.json
        push(eva, put("Third", op["id"], later))

    def conflict_writes_nothing(self):
        eva = self.cloud.user()
        taken = put("Taken")
        push(eva, taken)
        fresh = put("Fresh")
        refused = expect(eva.push(fresh, put("Again", taken["id"])), 409, "conflict")
        assert refused.json["records"] == [{"kind": "task", "id": taken["id"]}], refused.json
        assert len(eva.pull_all()) == 1
        expect(eva.call("GET", f"/tasks/{fresh['id']}"), 404, "not-found")

    def deleted_record_leaves_a_tombstone(self):
        eva = self.cloud.user()
        op = put("Going")
        version = push(eva, op)
        gone = push(eva, delete(op["id"], version, edits={"laptop": 2}))
        records, last = eva.snapshot()
        (record,) = records
        assert record["deleted"] is True and record["v"] == gone and record.get("data") is None and record["edits"] == {"laptop": 2}, record
        assert last["count"] == 1 and last["head"] == gone, last
        push(eva, put("Back", op["id"], gone))

    def same_key_and_bytes_are_answered_again(self):
        eva = self.cloud.user()
        key = str(uuid.uuid4())
        body = json.dumps({"device": "laptop", "since": "0", "ops": [put()]})
        first = expect(eva.post("/changes", body, key), 200).json
        assert first["replayed"] is False
        push(eva, put("Between"))
        second = expect(eva.post("/changes", body, key), 200).json
        assert second == {"v": first["v"], "replayed": True}, second
        assert len(eva.pull_all()) == 2

    def key_of_other_bytes_is_refused(self):
        eva = self.cloud.user()
        key = str(uuid.uuid4())
        expect(eva.push(put("One"), key=key), 200)
        expect(eva.push(put("Two"), key=key), 422, "idempotency-key-reused")
        assert len(eva.pull_all()) == 1

    def key_of_another_route_is_refused(self):
        eva = self.cloud.user()
        key = str(uuid.uuid4())
        expect(eva.push(put("One"), key=key), 200)
        expect(eva.post("/tasks", {"data": {"title": "Two"}}, key), 422, "idempotency-key-reused")

    def same_key_of_two_users_is_two_keys(self):
        eva, ben = self.cloud.user(), self.cloud.user()
        key = str(uuid.uuid4())
        body = json.dumps({"device": "laptop", "since": "0", "ops": [put()]})
        for user in (eva, ben):
            assert expect(user.post("/changes", body, key), 200).json["replayed"] is False

    def cursor_of_another_past_has_diverged(self):
        eva = self.cloud.user()
        tag = push(eva, put())
        push(eva, put())
        for since in (f"1.{'0' * 16}", f"2.{'0' * 16}", f"7.{'0' * 16}"):
            expect(eva.pull(since), 410, "diverged")
        expect(eva.pull(tag), 200)

    def cursor_before_a_lost_log_has_expired(self):
        eva = self.cloud.user()
        tags = [push(eva, put()) for _ in range(4)]
        self._drop(eva, "L#000000000002")
        # A hole that is young may still be filled: the reader is told to wait, and gets nothing beyond it.
        page = expect(eva.pull(tags[0]), 200).json
        assert page["more"] is True and page["changes"] == [] and page["to"] == tags[0], page
        self._age_log(eva)
        expect(eva.pull(tags[0]), 410, "expired")
        assert [change["tag"] for change in eva.pull_all(tags[1])] == tags[2:]

    def log_item_that_is_there_already_is_inconsistent(self):
        eva = self.cloud.user()
        push(eva, put())
        self._table().put_item(Item={"pk": f"U#{eva.sub}", "sk": "L#000000000002", "tag": "2.0123456789abcdef", "prev": "1.0"})
        expect(eva.push(put()), 500, "inconsistent")
        assert len(eva.snapshot()[0]) == 1

    def snapshot_comes_in_pages_and_names_everything(self):
        eva = self.cloud.user()
        wanted = {}
        for i in range(4):
            ops = [put(data={"title": f"Task {i}.{j}", "notes": "n" * 6000}) for j in range(36)]
            tag = push(eva, *ops)
            wanted.update({op["id"]: tag for op in ops})
        records, last = eva.snapshot()
        assert {record["id"]: record["v"] for record in records} == wanted and len(records) == len(wanted)
        assert last["count"] == len(wanted) and last["head"] == tag, (last["count"], last["head"])

    def log_of_large_pushes_comes_in_pages(self):
        eva = self.cloud.user()
        tags = [push(eva, *[put(data={"title": f"Task {i}.{j}", "notes": "n" * 10_000}) for j in range(24)]) for i in range(8)]
        page = expect(eva.pull(), 200)
        assert page.json["more"] is True and len(page.body) < 2_000_000, len(page.body)
        assert [change["tag"] for change in eva.pull_all()] == tags

    def erased_account_is_empty_and_says_so(self):
        eva = self.cloud.user()
        old = [push(eva, *[put(f"Task {i}.{j}") for j in range(40)]) for i in range(3)]
        fresh = self.cloud.user(sub=eva.sub, scope="aws.cognito.signin.user.admin")
        deleted = 0
        for _ in range(100):
            answer = expect(fresh.call("DELETE", "/me"), 200).json
            deleted += answer["deleted"]
            if not answer["more"]:
                break
        else:
            raise AssertionError("erasing has no end")
        assert deleted >= 120, deleted
        gone = expect(eva.pull(old[2]), 410, "erased")
        head = gone.json["head"]
        assert number_of(head) == 4, head
        expect(eva.push(put(), since=old[2]), 410, "erased")
        assert [record for record in eva.snapshot()[0]] == []
        push(eva, put("A new beginning"), since=head)
        assert len(eva.pull_all(head)) == 1
        left = self._table().query(KeyConditionExpression="pk = :p", ExpressionAttributeValues={":p": f"U#{eva.sub}"})["Items"]
        assert not [item["sk"] for item in left if item["sk"].startswith(("E#", "L#", "I#")) and "000000000005" not in item["sk"]
                    and item.get("tag", item.get("v", "")) in old], left

    def erasing_takes_the_scope_of_a_fresh_sign_in(self):
        expect(self.cloud.user().call("DELETE", "/me"), 403, "scope")

    def task_is_made_found_and_listed_by_its_day(self):
        eva = self.cloud.user()
        made = expect(eva.post("/tasks", {"data": {"title": "Call Ana", "deadline": {"date": "2026-11-24"}}}), 201).json
        found = expect(eva.call("GET", f"/tasks/{made['id']}"), 200).json
        assert found["data"]["title"] == "Call Ana" and found["v"] == made["v"] and "api" in found["edits"], found
        block = put(kind="block", data={"task": made["id"], "when": {"start": "2026-11-25T09:00:00", "end": "2026-11-25T10:00:00", "zone": "Europe/Madrid"}})
        push(eva, block)
        days = expect(eva.call("GET", "/tasks?from=2026-11-24&to=2026-11-25"), 200).json
        assert {record["id"] for record in days["records"]} == {made["id"], block["id"]}, days
        assert expect(eva.call("GET", "/tasks?from=2026-11-26&to=2026-11-30"), 200).json["records"] == []

    def task_made_twice_with_one_key_is_one_task(self):
        eva = self.cloud.user()
        key = str(uuid.uuid4())
        first = expect(eva.post("/tasks", {"data": {"title": "Once"}}, key), 201).json
        assert expect(eva.post("/tasks", {"data": {"title": "Once"}}, key), 200).json == first
        assert len(eva.pull_all()) == 1

    def me_lists_the_devices_that_pushed(self):
        eva = self.cloud.user()
        push(eva, put(), device="laptop", name="Eva’s laptop")
        tag = push(eva, put(), device="phone")
        me = expect(eva.call("GET", "/me"), 200).json
        assert {device["id"] for device in me["devices"]} == {"laptop", "phone"} and me["head"] == tag and me["count"] == 2, me

    def boto3_reads_back_what_was_written(self):
        eva = self.cloud.user()
        op = put("Über 𝄞", edits={"laptop": 7})
        key = str(uuid.uuid4())
        body = json.dumps({"device": "laptop", "since": "0", "ops": [op]}).encode()
        tag = expect(eva.post("/changes", body, key), 200).json["v"]
        items = {item["sk"]: item for item in self._items(eva)}
        assert items["META"]["tag"] == tag and items["META"]["cnt"] == 1, items["META"]
        record = items[f"E#task#{op['id']}"]
        assert json.loads(record["data"]) == op["data"] and record["v"] == tag and "ttl" not in record, record
        log = items["L#000000000001"]
        assert log["tag"] == tag and log["prev"] == "0" and json.loads(log["ops"])[0]["data"] == op["data"], log
        days = (int(log["ttl"]) - int(log["ts"]) // 1000) / 86400
        assert 89 < days < 92, days
        assert items[f"I#{key}"]["tag"] == tag and len(items[f"I#{key}"]["hash"]) == len(hashlib.sha256().hexdigest())
        assert items["D#laptop"]["v"] == tag

    # ---- what only the owner of the table can do

    def _table(self):
        import boto3
        if not hasattr(self, "found_table"):
            self.found_table = boto3.resource(
                "dynamodb", endpoint_url=self.cloud.dynamodb, region_name=self.cloud.region,
                aws_access_key_id=self.cloud.roles["admin"]["key"], aws_secret_access_key=self.cloud.roles["admin"]["secret"],
            ).Table(self.cloud.table)
        return self.found_table

    def _items(self, user):
        return self._table().query(KeyConditionExpression="pk = :p", ExpressionAttributeValues={":p": f"U#{user.sub}"},
                                  ConsistentRead=True)["Items"]

    def _drop(self, user, name):
        self._table().delete_item(Key={"pk": f"U#{user.sub}", "sk": name})

    def _age_log(self, user):
        for item in self._items(user):
            if item["sk"] == "META" or item["sk"].startswith("L#"):
                self._table().put_item(Item={**item, "ts": item["ts"] - 120_000})
