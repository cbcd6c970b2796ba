# SPDX-License-Identifier: GPL-3.0-or-later
"""The template as it goes up: with a Deployment of its own for each set of routes.

An AWS::ApiGateway::Deployment is a picture of the routes at the moment it is made, and never changes. If its logical
id stayed, the second deployment would leave the old routes live. So the id ends in a hash of all that a picture holds:
resources, methods, authorizer and gateway responses, which lie between two marked lines of the template.
"""
import hashlib
import os
import re

from .errors import OpsError

FILE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "template.yaml")
PLACEHOLDER = "ApiDeployment00000000"
ROUTES = re.compile(r"^ *# -+ Routes -+\n(.*?)^ *# -+ Routes end -+$", re.MULTILINE | re.DOTALL)


def routes_hash(text):
    found = ROUTES.search(text)
    if found is None or PLACEHOLDER not in text:
        raise OpsError(f"{FILE} is damaged: its “Routes” or {PLACEHOLDER} are missing.")
    # Comments and empty lines are no routes.
    lines = [line.rstrip() for line in found[1].splitlines()]
    kept = [line for line in lines if line and not line.lstrip().startswith("#")]
    return hashlib.sha256("\n".join(kept).encode()).hexdigest()[:8]


def parameter_names(text):
    """What the template asks for; a stack may have parameters of a former one."""
    part = text[text.index("\nParameters:\n"):text.index("\nConditions:\n")]
    return set(re.findall(r"(?m)^  (\w+):$", part))


def prepare(text):
    """The template with the hash of its routes in the Deployment's logical id."""
    return text.replace(PLACEHOLDER, f"ApiDeployment{routes_hash(text)}")


def read():
    with open(FILE, encoding="utf-8") as file:
        return prepare(file.read())
