# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring the table back as it was at a point in time: into a new table, with everything the old one had; give the users
around that point new heads; look at one user; then switch. The old table stays. Clients find out by themselves: what they
pushed after the point goes up again."""
from datetime import datetime, timezone

from . import people, stack, table
from .errors import OpsError, USAGE

POLL_S = 20
# A push within this of the point may be there in part.
SLACK_S = 60


def add_arguments(parser):
    parser.add_argument("--to", metavar="TIME", help="the point, such as 2026-11-22T09:30:00Z")
    parser.add_argument("--continue", dest="table", metavar="TABLE", help="go on with a restored table, after a break")
    parser.add_argument("--try-user", metavar="WHO", help="look at this user first, by e-mail or sub")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def read_time(value):
    try:
        point = datetime.fromisoformat((value or "").replace("Z", "+00:00"))
    except ValueError as error:
        raise OpsError(f"“{value}” is no time. Write it so: 2026-11-22T09:30:00Z", USAGE) from error
    if point.tzinfo is None:
        raise OpsError("the time needs a zone: end it with Z for UTC, or +01:00.", USAGE)
    return point.astimezone(timezone.utc)


def check_window(ops, source, point):
    found = ops.aws.dynamodb.describe_continuous_backups(TableName=source)["ContinuousBackupsDescription"]
    window = found.get("PointInTimeRecoveryDescription", {})
    if window.get("PointInTimeRecoveryStatus") != "ENABLED":
        raise OpsError(f"{source} has no point-in-time recovery, so there is nothing to restore from.")
    first, last = window["EarliestRestorableDateTime"], window["LatestRestorableDateTime"]
    if not first <= point <= last:
        raise OpsError(f"{source} can be restored to any time from {first:%Y-%m-%dT%H:%M:%SZ} to {last:%Y-%m-%dT%H:%M:%SZ}, not to "
                       f"{point:%Y-%m-%dT%H:%M:%SZ}.", USAGE)


def wait_for_table(ops, name):
    """Until table and index are there: both take minutes to hours, by size."""
    said = None
    while True:
        found = ops.aws.dynamodb.describe_table(TableName=name)["Table"]
        states = [found["TableStatus"]] + [one["IndexStatus"] for one in found.get("GlobalSecondaryIndexes", [])]
        if states != said:
            ops.say(f"  {name}: {', '.join(states)}")
            said = states
        if all(state == "ACTIVE" for state in states):
            return found
        ops.sleep(POLL_S)


def give_back_settings(ops, name, found):
    """A restored table has no TTL, no recovery, no protection and no tags of its own."""
    ttl = ops.aws.dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]["TimeToLiveStatus"]
    if ttl not in ("ENABLED", "ENABLING"):
        ops.aws.dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"})
    ops.aws.dynamodb.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
    if not found.get("DeletionProtectionEnabled"):
        ops.aws.dynamodb.update_table(TableName=name, DeletionProtectionEnabled=True)
    ops.aws.dynamodb.tag_resource(ResourceArn=found["TableArn"], Tags=[{"Key": "application", "Value": "stint"}])
    ops.say("  time to live, point-in-time recovery, deletion protection: on")


def find_torn(ops, name, point_s):
    """The users who pushed within a minute of the point: sub -> True."""
    users, start = set(), {}
    while True:
        page = ops.aws.dynamodb.scan(
            TableName=name, ConsistentRead=True, ProjectionExpression="#pk, #sk, #ts",
            FilterExpression="begins_with(#pk, :user) AND (#sk = :meta OR begins_with(#sk, :log))",
            ExpressionAttributeNames={"#pk": "pk", "#sk": "sk", "#ts": "ts"},
            ExpressionAttributeValues={":user": {"S": "U#"}, ":meta": {"S": table.META}, ":log": {"S": table.LOG}}, **start)
        users.update(item["pk"]["S"][2:] for item in page["Items"] if table.written_s(item) >= point_s - SLACK_S)
        if "LastEvaluatedKey" not in page:
            return sorted(users)
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def highest(items):
    """The largest n that any item of a user speaks of."""
    n = 0
    for item in items:
        key = item["sk"]["S"]
        if key == table.META:
            n = max(n, table.tag_number(table.text(item, "tag", "0")))
        elif key.startswith(table.LOG):
            n = max(n, int(key[len(table.LOG):]))
        elif key.startswith(table.RECORD):
            n = max(n, table.tag_number(table.text(item, "v", "0")))
    return n


def give_new_head(ops, name, sub):
    """One past everything that is there, with a fresh tag: the hole in the log sends every device to a snapshot."""
    items = list(table.query(ops, name, table.user_key(sub), projection="#pk, #sk, #tag, #v, #sz",
                             names={"#sk": "sk", "#tag": "tag", "#v": "v", "#sz": "sz"}))
    n = highest(items) + 1
    records = [item for item in items if item["sk"]["S"].startswith(table.RECORD)]
    size = sum(table.number(item, "sz") for item in records)
    ops.aws.dynamodb.update_item(
        TableName=name, Key={"pk": table.user_key(sub), "sk": {"S": table.META}},
        UpdateExpression="SET #tag = :tag, #ts = :now, #cnt = :cnt, #bytes = :bytes",
        ExpressionAttributeNames={"#tag": "tag", "#ts": "ts", "#cnt": "cnt", "#bytes": "bytes"},
        ExpressionAttributeValues={":tag": {"S": table.fresh_tag(n)}, ":now": {"N": str(int(ops.now() * 1000))},
                                   ":cnt": {"N": str(len(records))}, ":bytes": {"N": str(size)}})
    return n


def check_user(ops, name, sub):
    """What a person would look at: is the head past everything, and does the count agree?"""
    items = list(table.query(ops, name, table.user_key(sub)))
    head = next((item for item in items if item["sk"]["S"] == table.META), None)
    records = [item for item in items if item["sk"]["S"].startswith(table.RECORD)]
    if head is None:
        raise OpsError(f"the restored table has no data of {sub}. Take another user, or another time.")
    tag = table.text(head, "tag")
    top = highest([item for item in items if item is not head])
    counted = table.number(head, "cnt")
    ops.say(f"  {sub}: head {tag}, {len(records)} records ({counted} by the head), newest {top}")
    if table.tag_number(tag) < top:
        raise OpsError(f"the head {tag} is behind record or log {top}. Do not switch; restore to a moment earlier.")
    if counted != len(records):
        ops.console.warn(f"the head counts {counted} records, {len(records)} are there: snapshots of this user will not come out whole.")


def switch(ops, name, yes):
    """Points functions, roles, alarms and dashboard at the table by the stack's parameter."""
    found = stack.get(ops)
    changes = stack.make_change_set(ops, "UPDATE", None, {"TableName": name}, stack.parameters_of(found))
    if changes is None:
        ops.say(f"The stack uses {name} already.")
        return
    ops.say("What would change (the old table leaves the stack, and stays):")
    stack.show_changes(ops, changes)
    try:
        ops.console.confirm(f"Switch to {name}?", yes)
    except OpsError:
        stack.drop_change_set(ops, changes)
        ops.say(f"Nothing is switched. Later: stint-ops restore --continue {name} --to ...")
        raise
    stack.execute(ops, changes)


def run(ops, arguments):
    outputs = stack.outputs(ops)
    source = outputs["TableName"]
    point = read_time(arguments.to)
    name = arguments.table
    if name is None:
        check_window(ops, source, point)
        name = f"{ops.stack}-restored-{int(ops.now())}"
        ops.console.confirm(f"Restore {source} as of {point:%Y-%m-%d %H:%M:%S} UTC into the new table {name}?", arguments.yes)
        ops.aws.dynamodb.restore_table_to_point_in_time(SourceTableName=source, TargetTableName=name, RestoreDateTime=point)
        ops.say(f"1. {name} is being made. After a break: stint-ops restore --continue {name} --to {arguments.to}")
    elif name == source:
        raise OpsError(f"{name} is in use already; heads are given only before a table is used.", USAGE)
    ops.say("2. Waiting for table and index")
    found = wait_for_table(ops, name)
    ops.say("3. Settings that a restore leaves out")
    give_back_settings(ops, name, found)
    torn = find_torn(ops, name, point.timestamp())
    ops.say(f"4. New heads for {len(torn)} users who pushed around the point")
    for sub in torn:
        ops.say(f"  {sub}: {give_new_head(ops, name, sub)}")
    who = people.resolve(ops, outputs["UserPoolId"], arguments.try_user) if arguments.try_user else next(iter(torn), None)
    ops.say("5. One user to look at" if who else "5. No user to look at: --try-user names one")
    if who:
        check_user(ops, name, who)
    ops.say("6. The switch")
    switch(ops, name, arguments.yes)
    ops.say(f"Done. {source} stays, protected, until you delete it. Alarms and dashboard watch {name}.")
