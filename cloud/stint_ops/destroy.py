# SPDX-License-Identifier: GPL-3.0-or-later
"""Take the service out of the account. Table and user pool stay, and can be given to a new deployment, unless --data."""
from . import bucket, stack
from .errors import DECLINED, OpsError


def add_arguments(parser):
    parser.add_argument("--data", action="store_true", help="delete the table and the user pool as well: all plans of all people")
    parser.add_argument("--yes", action="store_true", help="do not ask (with --data it asks all the same)")


def delete_data(ops, table, pool):
    """Deletion protection off, then the table and the pool."""
    ops.aws.dynamodb.update_table(TableName=table, DeletionProtectionEnabled=False)
    ops.aws.dynamodb.delete_table(TableName=table)
    ops.say(f"Deleted: table {table}")
    pool_now = ops.aws.cognito.describe_user_pool(UserPoolId=pool)["UserPool"]
    # UpdateUserPool resets what it is not told, but this pool lives for one more call.
    ops.aws.cognito.update_user_pool(UserPoolId=pool, DeletionProtection="INACTIVE")
    ops.aws.cognito.delete_user_pool(UserPoolId=pool)
    ops.say(f"Deleted: user pool {pool} ({pool_now.get('Name', '')})")


def run(ops, arguments):
    found = stack.get(ops)
    outputs = stack.outputs_of(found)
    table, pool = outputs.get("TableName", ""), outputs.get("UserPoolId", "")
    account_id = ops.aws.sts.get_caller_identity()["Account"]
    ops.say(f"This deletes the stack {ops.stack} in account {account_id}, {ops.aws.region}: API, functions, logs, alarms, sign-in page,")
    ops.say("and the bucket with the code. The role by which API Gateway writes logs stays: others may use it.")
    if arguments.data:
        ops.say(f"AND ALL DATA: table {table}, user pool {pool}. Nothing brings them back.")
        if not ops.console.is_interactive():
            raise OpsError("--data is not done without a person at the terminal.", DECLINED)
        ops.console.confirm("All plans of all people go.", False, wanted=f"delete {ops.stack}")
    else:
        ops.say(f"The data stays: table {table}, user pool {pool}.")
        ops.console.confirm("Take it out?", arguments.yes, wanted=ops.stack)

    since = stack.last_event(ops)
    ops.aws.cloudformation.delete_stack(StackName=ops.stack)
    stack.watch(ops, found["StackId"], since)
    if bucket.remove(ops, account_id):
        ops.say("Deleted: the bucket with the code")
    if arguments.data and table and pool:
        delete_data(ops, table, pool)
    elif table and pool:
        ops.say(f"To use the data again: stint-ops deploy --table {table} --user-pool {pool}")
        ops.say("To delete it later: deploy so, then stint-ops destroy --data. A table that nobody uses costs its storage only.")
