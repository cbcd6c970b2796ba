#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer in Python: the same push and pull as src/service, with Boto3.

As a capable hand would write it for Lambda: low-level client made once while starting, no
framework. Its loop is leaner than the one that Lambda's own Python runtime brings.
"""
import hashlib
import http.client
import json
import os
import random
import re
import time
import uuid

import boto3
from botocore.config import Config

TABLE = os.environ["STINT_TABLE"]
TAG = re.compile(r"0|[1-9][0-9]{0,11}\.[0-9a-f]{16}")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
KINDS = {"project", "task", "block", "setting", "conflict"}
DAY_S = 86400

dynamodb = boto3.client(
    "dynamodb",
    endpoint_url=os.environ.get("AWS_ENDPOINT_URL_DYNAMODB"),
    config=Config(retries={"max_attempts": 0}, connect_timeout=2, read_timeout=5, parameter_validation=False),
)


class Problem(Exception):
    def __init__(self, status, name, detail="", **members):
        super().__init__(detail)
        self.status, self.name, self.members = status, name, members


def number_of(tag):
    return int(tag.partition(".")[0])


def text(value):
    return {"S": value}


def read_push(event):
    headers = {name.lower(): value for name, value in event["headers"].items()}
    key = headers.get("idempotency-key", "")
    body = event["body"] or ""
    if len(body.encode()) > 256 * 1024:
        raise Problem(413, "too-large")
    try:
        uuid.UUID(key)
        push = json.loads(body)
        ops = push["ops"]
        since = push.get("since") or "0"
        names = [(op["kind"], op["id"]) for op in ops]
    except (ValueError, KeyError, TypeError) as error:
        raise Problem(400, "invalid-request", str(error)) from error
    if not 1 <= len(ops) <= 90 or len(set(names)) != len(ops) or not TAG.fullmatch(since):
        raise Problem(400, "invalid-request")
    for op in ops:
        good = op["kind"] in KINDS and ID.fullmatch(op["id"]) and op["op"] in ("put", "delete")
        if not good or not isinstance(op.get("edits"), dict) or (op["op"] == "put" and not isinstance(op.get("data"), dict)):
            raise Problem(400, "invalid-request")
        if op["op"] == "put" and len(json.dumps(op["data"])) > 16 * 1024:
            raise Problem(413, "too-large")
    return key, body, push, ops, since


def transaction(user, head, key, body, push, ops, now):
    previous = head["tag"]["S"] if head else "0"
    n = number_of(previous) + 1
    chain = hashlib.sha256((previous + key + body).encode()).hexdigest()[:16]
    tag = f"{n}.{chain}"
    digest = hashlib.sha256(("POST\n/changes\n" + body).encode()).hexdigest()
    logged = [
        {"kind": op["kind"], "id": op["id"], "v": tag, "deleted": op["op"] == "delete", "data": op.get("data"),
         "edits": op["edits"], "at": op.get("at", {})}
        for op in ops
    ]
    created = sum(op.get("base") is None for op in ops)
    names = {"#t": "tag", "#s": "ts", "#c": "cnt"}
    values = {":n": text(tag), ":s": {"N": str(now)}, ":c": {"N": str(created)}}
    meta = {
        "TableName": TABLE,
        "Key": {"pk": text(user), "sk": text("META")},
        "UpdateExpression": "SET #t = :n, #s = :s ADD #c :c",
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
        "ConditionExpression": "#t = :t" if head else "attribute_not_exists(#t)",
    }
    if head:
        values[":t"] = text(previous)

    def put(item, condition="attribute_not_exists(pk)", **more):
        return {"Put": {"TableName": TABLE, "Item": {"pk": text(user), **item}, "ConditionExpression": condition, **more}}

    items = [
        {"Update": meta},
        put({"sk": text(f"I#{key}"), "tag": text(tag), "hash": text(digest), "ttl": {"N": str(now // 1000 + 400 * DAY_S)}}),
        put({"sk": text(f"L#{n:012}"), "tag": text(tag), "prev": text(previous), "dev": text(push["device"]),
             "ops": text(json.dumps(logged, separators=(",", ":"))), "ts": {"N": str(now)}, "ttl": {"N": str(now // 1000 + 90 * DAY_S)}}),
    ]
    for op in ops:
        item = {"sk": text(f"E#{op['kind']}#{op['id']}"), "v": text(tag), "edits": text(json.dumps(op["edits"]))}
        if op["op"] == "delete":
            item["del"] = {"BOOL": True}
        else:
            item["data"] = text(json.dumps(op["data"], separators=(",", ":")))
        if op.get("base") is None:
            items.append(put(item))
        else:
            items.append(put(item, "#v = :b", ExpressionAttributeNames={"#v": "v"}, ExpressionAttributeValues={":b": text(op["base"])}))
    return tag, digest, items


def replay(user, key, digest):
    item = dynamodb.get_item(TableName=TABLE, Key={"pk": text(user), "sk": text(f"I#{key}")}, ConsistentRead=True)["Item"]
    if item["hash"]["S"] != digest:
        raise Problem(422, "idempotency-key-reused")
    return 200, {"v": item["tag"]["S"], "replayed": True}


def push_changes(user, event):
    key, body, push, ops, since = read_push(event)
    for attempt in range(8):
        head = dynamodb.get_item(TableName=TABLE, Key={"pk": text(user), "sk": text("META")}, ConsistentRead=True).get("Item")
        if head and number_of(since) < int(head.get("erased", {"N": "0"})["N"]):
            raise Problem(410, "erased")
        tag, digest, items = transaction(user, head, key, body, push, ops, int(time.time() * 1000))
        try:
            dynamodb.transact_write_items(TransactItems=items)
            return 200, {"v": tag, "replayed": False}
        except dynamodb.exceptions.TransactionCanceledException as error:
            codes = [reason.get("Code") for reason in error.response["CancellationReasons"]]
        if codes[1] == "ConditionalCheckFailed":
            return replay(user, key, digest)
        if codes[0] == "None" and codes[2] == "ConditionalCheckFailed":
            raise Problem(500, "inconsistent")
        lost = [op for op, code in zip(ops, codes[3:]) if code == "ConditionalCheckFailed"]
        if lost and codes[0] == "None":
            raise Problem(409, "conflict", records=[{"kind": op["kind"], "id": op["id"]} for op in lost])
        time.sleep(random.random() * min(0.4, 0.01 * 2**attempt))
    raise Problem(503, "busy")


def pull_changes(user, event):
    query = event["queryStringParameters"] or {}
    since, limit = query.get("since", "0"), int(query.get("limit", "50"))
    if not TAG.fullmatch(since) or not 1 <= limit <= 100:
        raise Problem(400, "invalid-request")
    n = number_of(since)
    found = dynamodb.query(
        TableName=TABLE, ConsistentRead=True, KeyConditionExpression="#p = :p AND #s BETWEEN :a AND :z",
        ExpressionAttributeNames={"#p": "pk", "#s": "sk"},
        ExpressionAttributeValues={":p": text(user), ":a": text(f"L#{n + 1:012}"), ":z": text("META")},
    )
    cut, found = "LastEvaluatedKey" in found, found["Items"]
    if cut:
        meta = dynamodb.get_item(TableName=TABLE, Key={"pk": text(user), "sk": text("META")}, ConsistentRead=True).get("Item")
    else:
        meta = found.pop() if found and found[-1]["sk"]["S"] == "META" else None
    head = meta["tag"]["S"] if meta else "0"
    if number_of(head) < n or (number_of(head) == n and head != since) or (
            found and found[0]["sk"]["S"] == f"L#{n + 1:012}" and found[0]["prev"]["S"] != since):
        raise Problem(410, "diverged")
    changes, to = [], since
    for item in found[:limit]:
        if int(item["sk"]["S"][2:]) != number_of(to) + 1:
            break
        to = item["tag"]["S"]
        changes.append({"tag": to, "device": item["dev"]["S"], "ops": json.loads(item["ops"]["S"])})
    if not changes and number_of(head) > n:
        raise Problem(410, "expired")
    return 200, {"from": since, "to": to, "head": head, "more": to != head, "changes": changes}


ROUTES = {("POST", "/changes"): push_changes, ("GET", "/changes"): pull_changes}


def handle(event):
    request_id = event["requestContext"]["requestId"]
    media_type = "application/json"
    try:
        user = "U#" + event["requestContext"]["authorizer"]["claims"]["sub"]
        status, answer = ROUTES[event["httpMethod"], event["resource"]](user, event)
    except Problem as problem:
        status, media_type = problem.status, "application/problem+json"
        answer = {"type": "urn:stint:problem:" + problem.name, "title": problem.name, "status": status, "detail": str(problem), "instance": request_id, **problem.members}
    return {"statusCode": status, "headers": {"Content-Type": media_type}, "body": json.dumps(answer, separators=(",", ":"))}


def main():
    runtime = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    base = "/2018-06-01/runtime/invocation/"
    while True:
        runtime.request("GET", base + "next")
        given = runtime.getresponse()
        event = json.loads(given.read())
        answer = json.dumps(handle(event)).encode()
        runtime.request("POST", f"{base}{given.headers['Lambda-Runtime-Aws-Request-Id']}/response", answer)
        runtime.getresponse().read()


if __name__ == "__main__":
    main()
