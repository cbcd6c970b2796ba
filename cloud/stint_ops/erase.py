# SPDX-License-Identifier: GPL-3.0-or-later
"""Delete all data of a user. The account's head stays and says so: a machine that comes back is told, and asks its person.
Point-in-time recovery forgets the data after 35 days."""
from . import people, stack, table
from .errors import OpsError

TRIES = 8


def add_arguments(parser):
    parser.add_argument("who", help="an e-mail address, or a user's sub")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def mark(ops, name, sub):
    """Gives META a fresh tag and `erased`, so that every push that is on its way fails. Returns: whether there was a head."""
    for _ in range(TRIES):
        head = table.read_head(ops, name, sub)
        if head is None:
            return False
        tag = table.text(head, "tag")
        n = table.tag_number(tag) + 1
        try:
            ops.aws.dynamodb.update_item(
                TableName=name, Key={"pk": table.user_key(sub), "sk": {"S": table.META}},
                UpdateExpression="SET #tag = :new, #erased = :n, #cnt = :zero, #bytes = :zero, #ts = :now",
                ConditionExpression="#tag = :old",
                ExpressionAttributeNames={"#tag": "tag", "#erased": "erased", "#cnt": "cnt", "#bytes": "bytes", "#ts": "ts"},
                ExpressionAttributeValues={":new": {"S": table.fresh_tag(n)}, ":old": {"S": tag}, ":n": {"N": str(n)},
                                           ":zero": {"N": "0"}, ":now": {"N": str(int(ops.now() * 1000))}})
            return True
        except Exception as error:
            if not table.is_condition_failure(error):
                raise
            ops.sleep(0.2)
    raise OpsError("somebody pushes all the time; the account could not be marked. Nothing was deleted. Disable the user first "
                   "(`stint-ops user remove --erase` does).")


def erase_user(ops, name, sub):
    """Returns: how many items were deleted."""
    if not mark(ops, name, sub):
        ops.say(f"There is no data of {sub}.")
        return 0
    deleted = 0
    for key in (table.user_key(sub), {"S": f"Q#{sub}"}):
        keys = [{"pk": item["pk"], "sk": item["sk"]}
                for item in table.query(ops, name, key, projection="#pk, #sk", names={"#sk": "sk"})
                if item["sk"]["S"] != table.META]
        deleted += table.delete_keys(ops, name, keys)
    ops.say(f"{deleted} items of {sub} are deleted. Backups hold them for up to 35 days more.")
    return deleted


def run(ops, arguments):
    outputs = stack.outputs(ops)
    sub = people.resolve(ops, outputs["UserPoolId"], arguments.who)
    ops.console.confirm(f"Delete all data of {arguments.who} ({sub}) from {outputs['TableName']}? Nothing brings it back but a restore.",
                        arguments.yes)
    erase_user(ops, outputs["TableName"], sub)
