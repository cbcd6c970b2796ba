# SPDX-License-Identifier: GPL-3.0-or-later
"""The CloudFormation stack: what it is, what would change, and watching it change."""
from .errors import FAILED, NOT_THERE, OpsError, code_of, message_of

POLL_S = 3
DONE = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"}
# What must not go or be made anew without a second look.
PRECIOUS = {"AWS::DynamoDB::Table", "AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient", "AWS::ApiGateway::RestApi"}


def find(ops, name=None):
    """Returns: the stack's description, None if there is no such stack."""
    try:
        return ops.aws.cloudformation.describe_stacks(StackName=name or ops.stack)["Stacks"][0]
    except Exception as error:
        if code_of(error) == "ValidationError" and "does not exist" in message_of(error):
            return None
        raise


def get(ops):
    found = find(ops)
    if found is None or found["StackStatus"] == "REVIEW_IN_PROGRESS":
        raise OpsError(f"there is no stack “{ops.stack}” in {ops.aws.region}. `stint-ops deploy` makes it; "
                       "--stack and --region name another.", NOT_THERE)
    return found


def outputs_of(stack):
    return {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])}


def outputs(ops):
    """The outputs of the stack. Raises OpsError if it is not there or has none yet."""
    stack = get(ops)
    found = outputs_of(stack)
    if not found:
        raise OpsError(f"the stack “{ops.stack}” is {stack['StackStatus']} and tells nothing yet. `stint-ops status` shows more.")
    return found


def parameters_of(stack):
    return {one["ParameterKey"]: one.get("ParameterValue", "") for one in (stack or {}).get("Parameters", [])}


def make_change_set(ops, kind, template_url, parameters, known):
    """Asks CloudFormation what would change. `parameters` are new values; other `known` names keep theirs.

    Returns: the change set's description, None if nothing would change."""
    name = f"stint-ops-{int(ops.now())}"
    given = [{"ParameterKey": key, "ParameterValue": str(value)} for key, value in sorted(parameters.items())]
    given += [{"ParameterKey": key, "UsePreviousValue": True} for key in sorted(set(known) - set(parameters))]
    template = {"TemplateURL": template_url} if template_url else {"UsePreviousTemplate": True}
    ops.aws.cloudformation.create_change_set(
        StackName=ops.stack, ChangeSetName=name, ChangeSetType=kind, Parameters=given, Capabilities=["CAPABILITY_IAM"],
        Tags=[{"Key": "application", "Value": "stint"}], **template)
    while True:
        found = ops.aws.cloudformation.describe_change_set(StackName=ops.stack, ChangeSetName=name)
        if found["Status"] == "CREATE_COMPLETE":
            return read_all_changes(ops, found, name)
        if found["Status"] == "FAILED":
            reason = found.get("StatusReason", "")
            ops.aws.cloudformation.delete_change_set(StackName=ops.stack, ChangeSetName=name)
            if "didn't contain changes" in reason or "No updates are to be performed" in reason:
                return None
            raise OpsError(f"CloudFormation refuses the template: {reason}")
        ops.sleep(POLL_S)


def read_all_changes(ops, found, name):
    while found.get("NextToken"):
        page = ops.aws.cloudformation.describe_change_set(StackName=ops.stack, ChangeSetName=name, NextToken=found["NextToken"])
        found["Changes"] += page["Changes"]
        found["NextToken"] = page.get("NextToken")
    return found


def show_changes(ops, changes):
    """Prints what would change. Returns: whether something precious would go or be made anew."""
    danger = False
    for change in (one["ResourceChange"] for one in changes.get("Changes", []) if "ResourceChange" in one):
        action = change["Action"]
        replaced = change.get("Replacement") == "True"
        mark = {"Add": "+", "Remove": "-", "Modify": "~"}.get(action, "?")
        risky = change["ResourceType"] in PRECIOUS and (replaced or action == "Remove")
        danger = danger or risky
        text = f"  {mark} {change['LogicalResourceId']:<28} {change['ResourceType']}"
        ops.say(text + ("   MADE ANEW" if replaced else "") + ("   <-- look twice" if risky else ""))
    return danger


def drop_change_set(ops, changes):
    ops.aws.cloudformation.delete_change_set(StackName=ops.stack, ChangeSetName=changes["ChangeSetName"])


def execute(ops, changes):
    """Carries a change set out and prints each step. Raises OpsError with the first reason if it fails."""
    since = last_event(ops)
    ops.aws.cloudformation.execute_change_set(StackName=ops.stack, ChangeSetName=changes["ChangeSetName"])
    return watch(ops, ops.stack, since)


def last_event(ops, name=None):
    try:
        events = ops.aws.cloudformation.describe_stack_events(StackName=name or ops.stack)["StackEvents"]
    except Exception as error:
        if code_of(error) == "ValidationError":
            return None
        raise
    return events[0]["EventId"] if events else None


def new_events(ops, name, since):
    """The events after `since`, oldest first."""
    found, token = [], None
    while True:
        extra = {"NextToken": token} if token else {}
        page = ops.aws.cloudformation.describe_stack_events(StackName=name, **extra)
        for event in page["StackEvents"]:
            if event["EventId"] == since:
                return found[::-1]
            found.append(event)
        token = page.get("NextToken")
        if token is None:
            return found[::-1]


def watch(ops, name, since):
    """Prints events until the stack rests. Returns: its description, None when it is gone."""
    reason = None
    while True:
        for event in new_events(ops, name, since):
            since = event["EventId"]
            status = event["ResourceStatus"]
            why = event.get("ResourceStatusReason", "")
            ops.say(f"  {event['Timestamp']:%H:%M:%S}  {status:<28} {event['LogicalResourceId']}")
            if status.endswith("_FAILED") and reason is None and "cancelled" not in why:
                reason = f"{event['LogicalResourceId']}: {why}"
        stack = find(ops, name)
        if stack is None or stack["StackStatus"] == "DELETE_COMPLETE":
            return None
        if not stack["StackStatus"].endswith("_IN_PROGRESS"):
            if stack["StackStatus"] not in DONE:
                raise OpsError(f"the stack is {stack['StackStatus']}. The first reason: {reason or 'none was given'}\n"
                               "cloud/runbook.md, “A deployment fails”, says what to do.", FAILED)
            return stack
        ops.sleep(POLL_S)


def resources(ops):
    """Logical id -> (physical id, status), also of a stack that failed."""
    found = ops.aws.cloudformation.describe_stack_resources(StackName=ops.stack)["StackResources"]
    return {one["LogicalResourceId"]: (one.get("PhysicalResourceId", ""), one["ResourceStatus"]) for one in found}
