# SPDX-License-Identifier: GPL-3.0-or-later
"""The table's items, as the service writes them: META, E#kind#id, L#n, I#key, D#device under U#sub; quota under Q#sub."""
import secrets

from .errors import OpsError, code_of

META = "META"
RECORD = "E#"
LOG = "L#"
BATCH = 25


def user_key(sub):
    return {"S": f"U#{sub}"}


def text(item, name, otherwise=""):
    return item.get(name, {}).get("S", otherwise)


def number(item, name, otherwise=0):
    value = item.get(name, {}).get("N")
    return otherwise if value is None else int(float(value))


def written_s(item):
    """When an item was written, in seconds; 0 if it does not say. The service writes milliseconds."""
    value = number(item, "ts")
    return value / 1000 if value > 100_000_000_000 else value


def tag_number(tag):
    """The n of a tag n.c; 0 is before the first push."""
    digits = tag.partition(".")[0]
    if not digits.isdigit():
        raise OpsError(f"“{tag}” is no tag. The table is damaged; restore it (cloud/runbook.md, inconsistent).")
    return int(digits)


def fresh_tag(n):
    """A tag that no push can have: a chain of pushes ends in a hash, this one is chance."""
    return f"{n}.{secrets.token_hex(8)}"


def query(ops, table, key, **more):
    """All items under a partition key, page by page; strongly consistent."""
    start = {}
    while True:
        page = ops.aws.dynamodb.query(
            TableName=table, ConsistentRead=True, KeyConditionExpression="#pk = :pk",
            ExpressionAttributeNames={"#pk": "pk", **more.get("names", {})}, ExpressionAttributeValues={":pk": key},
            **({"ProjectionExpression": more["projection"]} if "projection" in more else {}), **start)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def read_head(ops, table, sub):
    """The user's META, None if nothing was ever pushed."""
    return ops.aws.dynamodb.get_item(TableName=table, ConsistentRead=True,
                                     Key={"pk": user_key(sub), "sk": {"S": META}}).get("Item")


def delete_keys(ops, table, keys):
    """Deletes items by key, 25 at a time. What DynamoDB leaves over is tried again, more and more slowly."""
    keys = list(keys)
    for first in range(0, len(keys), BATCH):
        left = {table: [{"DeleteRequest": {"Key": key}} for key in keys[first:first + BATCH]]}
        pause = 0.1
        while left:
            left = ops.aws.dynamodb.batch_write_item(RequestItems=left).get("UnprocessedItems") or {}
            if left:
                ops.sleep(pause)
                pause = min(pause * 2, 10)
    return len(keys)


def is_condition_failure(error):
    return code_of(error) == "ConditionalCheckFailedException"
