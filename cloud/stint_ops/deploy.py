# SPDX-License-Identifier: GPL-3.0-or-later
"""Build or take the zip, upload it, show what would change, ask, change it, and print where everything is."""
import hashlib

from . import bucket, connect, package, stack, template
from .errors import OpsError

# Options that are parameters of the template: what is not said keeps the value it has.
SETTINGS = (
    ("--email", "AlarmEmail", "who is told of alarms"),
    ("--domain", "DomainPrefix", "first part of the sign-in page's address"),
    ("--open-sign-up", "OpenSignUp", "yes: anybody may make an account; no: only stint-ops user add"),
    ("--budget", "MonthlyBudget", "US dollars a month for the account; --email is told at 80 %%"),
    ("--model", "ModelId", "the Bedrock model of the assistant, or an inference profile"),
    ("--model-arns", "ModelArns", "with a profile: its ARN and those of its models, with commas"),
    ("--prompt", "PromptVersion", "which of cloud/prompts the assistant is told"),
    ("--max-tokens", "AssistMaxTokens", "that one answer of the model may have"),
    ("--tokens-per-day", "TokensPerDay", "of all users together"),
    ("--calls-per-second", "CallsPerSecond", "of all users together"),
    ("--assist-calls-per-second", "AssistCallsPerSecond", "of the assistant, all users together"),
    ("--assist-calls-per-day", "AssistCallsPerDay", "of the assistant, for each user"),
    ("--reserve-sync", "SyncConcurrency", "reserved concurrency of sync; new accounts refuse any"),
    ("--reserve-assist", "AssistConcurrency", "reserved concurrency of the assistant"),
    ("--table", "TableName", "a table that is there already (it was kept, or restored)"),
    ("--user-pool", "UserPoolId", "a user pool that is there already (it was kept)"),
)


def add_arguments(parser):
    parser.add_argument("--zip", metavar="FILE", help="take this zip and do not run `make lambda`")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--dry-run", action="store_true", help="show what would change and leave it at that")
    for option, name, text in SETTINGS:
        parser.add_argument(option, dest=name, metavar="VALUE", help=text)


def default_domain(ops, account_id):
    # Unique in the region, the same every time, and without telling the account's number.
    digest = hashlib.sha256(f"{account_id}/{ops.aws.region}/{ops.stack}".encode()).hexdigest()
    return f"{ops.stack.lower()}-{digest[:12]}"


def needs_api_account(ops):
    """Whether API Gateway has no role yet by which it writes logs: one for the whole account and region."""
    return not ops.aws.apigateway.get_account().get("cloudwatchRoleArn")


def clear_failed(ops, found, yes):
    """A stack whose first creation failed cannot be updated, only deleted; what it kept is empty and stays, named."""
    if found is None or found["StackStatus"] not in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"):
        return found
    ops.console.confirm(f"The first deployment failed; its stack ({found['StackStatus']}) has to go before the next.", yes)
    kept = [one for one, status in stack.resources(ops).values() if status == "DELETE_SKIPPED"]
    since = stack.last_event(ops)
    ops.aws.cloudformation.delete_stack(StackName=ops.stack)
    stack.watch(ops, found["StackId"], since)
    for one in kept:
        ops.say(f"Left behind, and empty: {one}")
    return None


def choose_parameters(ops, arguments, found, account_id, code):
    """New values only; what the person did not say stays as it is."""
    wanted = template.parameter_names(template.read())
    before = {name: value for name, value in stack.parameters_of(found).items() if name in wanted}
    values = {name: getattr(arguments, name) for _option, name, _text in SETTINGS if getattr(arguments, name) is not None}
    if values.get("OpenSignUp") not in (None, "yes", "no"):
        raise OpsError("--open-sign-up is yes or no.", 2)
    values.update(code)
    if "DomainPrefix" not in before:
        values.setdefault("DomainPrefix", default_domain(ops, account_id))
    if "SetApiAccount" not in before:
        values["SetApiAccount"] = "yes" if needs_api_account(ops) else "no"
    return values, before


def upload(ops, arguments, account_id):
    path = arguments.zip or package.build(ops)
    architecture, digest = package.check(path)
    name = bucket.ensure(ops, account_id)
    with open(path, "rb") as file:
        bucket.put(ops, name, account_id, f"code/{digest}.zip", file.read())
    text = template.read().encode()
    key = f"templates/{hashlib.sha256(text).hexdigest()}.yaml"
    bucket.put(ops, name, account_id, key, text)
    suffix = "amazonaws.com.cn" if ops.aws.region.startswith("cn-") else "amazonaws.com"
    url = f"https://{name}.s3.{ops.aws.region}.{suffix}/{key}"
    return url, {"CodeBucket": name, "CodeKey": f"code/{digest}.zip", "Architecture": architecture}


def run(ops, arguments):
    account_id = ops.aws.sts.get_caller_identity()["Account"]
    ops.say(f"Stack {ops.stack} in account {account_id}, region {ops.aws.region}")
    found = clear_failed(ops, stack.find(ops), arguments.yes)
    if found is not None and found["StackStatus"].endswith("_IN_PROGRESS") and found["StackStatus"] != "REVIEW_IN_PROGRESS":
        raise OpsError(f"the stack is {found['StackStatus']}: another deployment is running. Wait for its end.")
    exists = found is not None and found["StackStatus"] != "REVIEW_IN_PROGRESS"

    url, code = upload(ops, arguments, account_id)
    values, before = choose_parameters(ops, arguments, found if exists else None, account_id, code)
    changes = stack.make_change_set(ops, "UPDATE" if exists else "CREATE", url, values, before)
    if changes is None:
        ops.say("Nothing would change: everything is up to date.")
        connect.show(ops)
        return
    ops.say("What would change:")
    danger = stack.show_changes(ops, changes)
    if arguments.dry_run:
        stack.drop_change_set(ops, changes)
        return
    confirm_changes(ops, arguments, changes, danger)
    stack.execute(ops, changes)
    ops.say()
    connect.show(ops)


def confirm_changes(ops, arguments, changes, danger):
    try:
        if danger:
            ops.console.warn("the marked lines lose data, or the address that the application knows.")
            # --yes is for scripts, and no script should do this without having been told.
            ops.console.confirm("Really?", False, wanted=ops.stack)
        else:
            ops.console.confirm("Carry it out?", arguments.yes)
    except OpsError:
        stack.drop_change_set(ops, changes)
        raise
