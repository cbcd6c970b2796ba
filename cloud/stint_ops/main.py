# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: which command, and how it ends."""
import argparse
import sys

from . import connect, costs, deploy, destroy, erase, evaluate, export, logs, restore, smoke, status, user
from .errors import OpsError, USAGE, explain
from .operations import Console, Operations, open_account

COMMANDS = (
    ("deploy", deploy, "put the service into the account, or bring it up to date"),
    ("connect", connect, "print and write the small file that the application opens"),
    ("status", status, "how it is: stack, alarms, the last hour, what it costs"),
    ("logs", logs, "what the functions and the API wrote down"),
    ("smoke", smoke, "ask a real deployment what no emulator can answer"),
    ("user", user, "add, list or remove people"),
    ("export", export, "write all data of a user into a file"),
    ("erase", erase, "delete all data of a user"),
    ("restore", restore, "bring the table back as it was at a point in time"),
    ("evaluate", evaluate, "try a version of the assistant's prompts on the golden cases"),
    ("costs", costs, "what it costs a month, by formula"),
    ("destroy", destroy, "take the service out of the account"),
)

EPILOG = """exit codes: 0 done · 1 failed · 2 wrong use · 3 there is no such thing · 4 declined · 5 no credentials, or not
allowed. Credentials come from where every AWS tool looks: AWS_PROFILE, aws sso login, the environment."""


def build_parser():
    parser = argparse.ArgumentParser(prog="stint-ops", description="Stint in one's own AWS account.", epilog=EPILOG)
    parser.add_argument("--region", help="AWS region, such as eu-central-1")
    parser.add_argument("--profile", help="a profile of ~/.aws/config")
    parser.add_argument("--stack", default="stint", help="the stack's name; it begins with “stint” (default: %(default)s)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, module, text in COMMANDS:
        command = commands.add_parser(name, help=text, description=module.__doc__)
        module.add_arguments(command)
        command.set_defaults(run=module.run, needs_account=getattr(module, "NEEDS_ACCOUNT", True))
    return parser


def main(argv=None, console=None, aws=None, **clock):
    """Runs a command. Returns: the exit code; whatever went wrong is one clear sentence on stderr."""
    console = console or Console()
    try:
        arguments = build_parser().parse_args(argv)
    except SystemExit as end:
        return end.code or 0
    try:
        if not arguments.stack.startswith("stint"):
            raise OpsError("the stack's name must begin with “stint”: the deployer's rights end there.", USAGE)
        if aws is None and arguments.needs_account:
            aws = open_account(arguments.region, arguments.profile)
        arguments.run(Operations(aws, console, arguments.stack, **clock), arguments)
        return 0
    except KeyboardInterrupt:
        console.warn("stopped. What was begun in AWS goes on; `stint-ops status` shows it.")
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:  # the one place where every failure becomes a sentence
        known = explain(error) if is_expected(error) else None
        if known is None:
            raise
        console.warn(str(known))
        return known.code


def is_expected(error):
    """Whether it comes from AWS, the disk or the person; anything else is a fault of ours and keeps its traceback."""
    return isinstance(error, (OpsError, OSError)) or type(error).__module__.startswith(("botocore", "boto3"))
