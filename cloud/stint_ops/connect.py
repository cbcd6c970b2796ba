# SPDX-License-Identifier: GPL-3.0-or-later
"""Print and write the file by which the application finds this deployment. It holds no secret."""
import json
import os

from . import stack

REDIRECTS = [f"http://127.0.0.1:{port}/callback" for port in (47811, 47812, 47813)]
SCOPES = ["stint/sync", "stint/assist"]


def add_arguments(parser):
    parser.add_argument("--output", default="stint-connect.json", help="the file (default: %(default)s); - for none")


def describe(ops, outputs):
    """What connect.schema.json says."""
    return {
        "format": "stint-connect",
        "version": 1,
        "name": ops.stack,
        "region": ops.aws.region,
        "api": outputs["ApiUrl"],
        "issuer": outputs["Issuer"],
        "client_id": outputs["ClientId"],
        "sign_in": outputs["SignInUrl"],
        "redirects": REDIRECTS,
        "scopes": SCOPES,
    }


def show(ops):
    outputs = stack.outputs(ops)
    ops.say(f"API        {outputs['ApiUrl']}")
    ops.say(f"Sign-in    {outputs['SignInUrl']}")
    ops.say(f"Table      {outputs['TableName']}")
    ops.say(f"Dashboard  {outputs['DashboardUrl']}")
    ops.say("Next: `stint-ops user add you@example.org`, then `stint-ops connect` and open its file in Stint.")


def run(ops, arguments):
    text = json.dumps(describe(ops, stack.outputs(ops)), indent=2) + "\n"
    ops.console.out.write(text)
    if arguments.output != "-":
        with open(arguments.output, "w", encoding="utf-8") as file:
            file.write(text)
        ops.say(f"Written to {os.path.abspath(arguments.output)}: open it in Stint (Preferences, Account).")
