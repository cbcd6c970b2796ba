# SPDX-License-Identifier: GPL-3.0-or-later
"""Add, list or remove people. Cognito sends a new one an e-mail with a password for the first sign-in."""
from . import erase, people, stack
from .errors import NOT_THERE, OpsError, code_of


def add_arguments(parser):
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="invite somebody by e-mail")
    add.add_argument("email")
    add.add_argument("--resend", action="store_true", help="send the invitation again")
    actions.add_parser("list", help="who there is")
    remove = actions.add_parser("remove", help="remove the sign-in; the data stays unless --erase")
    remove.add_argument("email")
    remove.add_argument("--erase", action="store_true", help="delete the person's data too")
    remove.add_argument("--yes", action="store_true", help="do not ask")


def add_user(ops, pool, arguments):
    email = people.check_email(arguments.email)
    extra = {"MessageAction": "RESEND"} if arguments.resend else {}
    try:
        ops.aws.cognito.admin_create_user(
            UserPoolId=pool, Username=email, DesiredDeliveryMediums=["EMAIL"],
            UserAttributes=[{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}], **extra)
    except Exception as error:
        if code_of(error) == "UsernameExistsException":
            raise OpsError(f"{email} is here already. --resend sends the invitation again.") from error
        raise
    ops.say(f"{email} gets an e-mail with a password that holds for 7 days.")


def list_users(ops, pool):
    count = 0
    for user in people.every(ops, pool):
        count += 1
        state = user["UserStatus"] if user.get("Enabled", True) else "DISABLED"
        ops.say(f"{people.attribute(user, 'email'):<40} {people.attribute(user, 'sub')}  {state:<22} since {user['UserCreateDate']:%Y-%m-%d}")
    ops.say(f"{count} people" if count != 1 else "1 person")


def remove_user(ops, pool, outputs, arguments):
    user = people.find(ops, pool, arguments.email)
    if user is None:
        raise OpsError(f"nobody here has the address {arguments.email}.", NOT_THERE)
    what = "sign-in and all data" if arguments.erase else "sign-in (the data stays; `stint-ops erase` deletes it)"
    sub = people.attribute(user, "sub")
    ops.console.confirm(f"Remove {arguments.email}: {what}.", arguments.yes)
    # First the door, then the data: nothing new comes in while it goes.
    ops.aws.cognito.admin_user_global_sign_out(UserPoolId=pool, Username=user["Username"])
    ops.aws.cognito.admin_disable_user(UserPoolId=pool, Username=user["Username"])
    if arguments.erase:
        erase.erase_user(ops, outputs["TableName"], sub)
    ops.aws.cognito.admin_delete_user(UserPoolId=pool, Username=user["Username"])
    ops.say(f"{arguments.email} ({sub}) is removed.")


def run(ops, arguments):
    outputs = stack.outputs(ops)
    pool = outputs["UserPoolId"]
    if arguments.action == "add":
        add_user(ops, pool, arguments)
    elif arguments.action == "list":
        list_users(ops, pool)
    else:
        remove_user(ops, pool, outputs, arguments)
